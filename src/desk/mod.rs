//! The background's state machine: events in, an outcome out, no I/O.
//!
//! [`handle`] is a pure function over stored [`crate::library::Facts`] and the [`Reviews`] of the open
//! tabs. It keeps nothing between two events, so a background that the browser kills at any moment has
//! nothing to lose. [`clerk`] feeds it from a [`storage`](clerk::Storage) and carries its outcome out, in
//! the one order that is safe: write, then tell.

pub mod badge;
pub mod capture;
pub mod clerk;
pub mod handle;
pub mod message;
pub mod review;
pub mod why;

pub use handle::{Event, Outcome, Want, handle};
pub use message::{
    Aside, BackupState, BadPart, Focus, Frame, GuardMode, Guarded, Health, InTrash, Orders, PageMessage, Problem,
    ProblemKind, Reply, Request, SettingsEdit, TabId, View,
};
pub use review::{Noted, Review, Reviews, Sender, Standing};
pub use why::Why;
