//! The background's state machine, natively: every event, every kill.

// `wasm-pack test` compiles every suite; this one has nothing to say about a browser.
#![cfg(not(target_arch = "wasm32"))]
// Helpers of tests are tests: what clippy.toml allows inside `#[test]` is meant for them too.
#![allow(clippy::unwrap_used)]

mod attention;
mod beside;
mod consent;
mod events;
mod every;
mod kills;
mod memory;
mod outgoing;
mod page;
mod states;
mod story;
mod undecided;
mod world;
