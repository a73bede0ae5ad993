//! What a person, a door, a tie, a policy and a verdict are. No I/O, no browser, no LinkedIn markup.

pub(crate) mod record;

pub mod address;
mod combining;
pub mod date;
pub mod field;
pub mod join;
pub mod jot;
pub mod marks;
pub mod normal;
pub mod person;
pub mod policy;
pub mod reply;
pub mod sorted;
pub mod text;
pub mod ties;
pub mod touch;
pub mod waiting;

pub use address::ProfileAddress;
pub use date::{Day, Edtf, Moment};
pub use field::Field;
pub use join::join;
pub use marks::{Mark, Marks};
pub use person::{Contact, Decision, Person, PersonId, What};
pub use policy::{Doors, NotYet, Policy, Verdict};
pub use record::Unknown;
pub use ties::{Close, CloseKind, Door, Met, MetKind, Ties, WorkKind, Worked};
pub use touch::{Cadence, InTouch};
pub use waiting::Waiting;
