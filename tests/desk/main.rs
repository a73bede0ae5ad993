//! The background's state machine, natively: every event, every kill.

mod kills;
mod page;
mod story;
mod world;
