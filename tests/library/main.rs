//! The library as a whole: what is stored, whatever happens while it is being written.

// Helpers of tests are tests: what clippy.toml allows inside `#[test]` is meant for them too.
#![allow(clippy::unwrap_used)]

mod aside;
mod backup;
mod conflicts;
mod crashes;
mod disk;
mod erase;
mod imports;
mod ledger;
mod marks;
mod merge;
mod space;
mod trash;
mod versions;
