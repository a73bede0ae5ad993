//! The background's state machine, natively: every event, every kill.

// Helpers of tests are tests: what clippy.toml allows inside `#[test]` is meant for them too.
#![allow(clippy::unwrap_used)]

mod kills;
mod page;
mod story;
mod world;
