//! The reader of invitation cards, on pages of every generation that is known and some that are not.

// `wasm-pack test` compiles every suite; this one has nothing to say about a browser.
#![cfg(not(target_arch = "wasm32"))]

#[path = "common/css.rs"]
mod css;
#[path = "common/dom.rs"]
mod dom;
#[path = "generator/mod.rs"]
mod generator;
#[path = "common/page.rs"]
mod page;
#[path = "reader/mod.rs"]
mod reader;
