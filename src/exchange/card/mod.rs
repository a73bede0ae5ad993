//! Business cards: vCard 4.0 (RFC 6350) out, every version in.

mod line;
mod read;
mod write;

pub use read::read;
pub use write::write;

use super::column::Column;

/// The columns that have no property in any standard; they are written as `X-REALLY-KNOW-…`.
const OWN: [Column; 12] = [
    Column::Worked,
    Column::Met,
    Column::Memory,
    Column::Close,
    Column::MetOn,
    Column::MetWhere,
    Column::IntroducedBy,
    Column::CanHelp,
    Column::Message,
    Column::Contacts,
    Column::Decisions,
    Column::Created,
];

/// What the names of our own properties begin with.
const OURS: &str = "X-REALLY-KNOW-";
/// The rest of a note, see [`super::column::rest`].
const MORE: &str = "X-REALLY-KNOW-MORE";
/// The time of the last change with its milliseconds, which REV hasn't.
const UPDATED: &str = "X-REALLY-KNOW-UPDATED";
/// What the UID of one of our notes begins with.
const UID: &str = "really-know:";
