//! Introductions and the other texts for others, natively.

// `wasm-pack test` compiles every suite; this one has nothing to say about a browser.
#![cfg(not(target_arch = "wasm32"))]
// Helpers of tests are tests: what clippy.toml allows inside `#[test]` is meant for them too.
#![allow(clippy::unwrap_used)]

mod essay;
mod given;
mod languages;
mod mail;
mod matching;
mod others;
mod properties;
