//! Files in and out: backups, tables, business cards, notes; what an import would do; whether a backup is whole.
//!
//! Everything here is a pure function over bytes and notes, and runs in a Worker beside the dashboard. See
//! `docs/formats.md` for what each format holds.
//!
//! - Out: [`export::export`], and [`age::encrypt`] around it.
//! - In: [`read::read`] tells what a file holds, [`plan::Planner`] what it would change, and the plan's
//!   [`plan::Plan::parts`] are what the background carries out.
//! - [`check::check`] compares a file with the library.

pub mod age;
pub mod backup;
pub mod card;
pub mod check;
pub mod column;
pub mod export;
pub mod limits;
pub mod list;
pub mod markdown;
pub mod moment;
pub mod passphrase;
pub mod plan;
pub mod private;
pub mod problem;
pub mod read;
pub mod source;
pub mod table;
pub mod text;
pub mod worker;
pub mod zip;

pub use problem::{Cause, Place, Problem};
pub use read::read;
pub use source::{Found, Kind, Source};
