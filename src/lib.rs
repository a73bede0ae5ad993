//! Really Know: asks how you know the sender of a LinkedIn invitation, before you decide.
//!
//! Arrows point one way: `ui`, `desk` → `library`, `linkedin` → `domain`. Only `browser`, `ui` and the
//! binaries know that a browser exists; everything else compiles and is tested natively.
//! See `docs/architecture.md`.

pub mod desk;
pub mod domain;
pub mod exchange;
pub mod introductions;
pub mod json;
pub mod library;
pub mod linkedin;

#[cfg(target_arch = "wasm32")]
pub mod browser;
#[cfg(target_arch = "wasm32")]
pub mod ui;
