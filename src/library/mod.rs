//! People on shards: the stored form, what a change does to it, and finding people again.
//!
//! Nothing here reads or writes storage itself. Code that needs a stored value asks [`Facts`] for it;
//! a value that isn't loaded yet comes back as [`Need`], and whoever does the I/O loads it and asks again.

pub mod change;
pub mod chosen;
pub mod expected;
pub mod facts;
pub mod journal;
pub mod ledger;
pub mod list;
pub mod names;
pub mod past;
pub mod roll;
pub mod schema;
pub mod search;
pub mod settings;
pub mod shard;
pub mod undecided;

pub use change::{
    Applied, Change, Command, CommandId, Conflict, Edit, Incoming, Refusal, Refused, Stamp, Tally, Who, apply, expire,
};
pub use chosen::Chosen;
pub use facts::{Facts, Key, Need, Stored};
pub use journal::Journal;
pub use ledger::{Ledger, LedgerEdit};
pub use past::Past;
pub use settings::{Consent, Guard, Settings};
pub use shard::{Shard, Unreadable, shard_of};
pub use undecided::{Invitation, Undecided};
