//! Everything known about LinkedIn: its addresses, its invitation cards, its export files.
//!
//! A change of LinkedIn's pages touches this folder and a fixture, nothing else.

pub mod place;
pub mod reader;
pub mod report;
pub mod rules;
pub mod snapshot;

mod lexicon;
mod name;

pub use place::Place;
pub use reader::{Basis, Card, Evidence, Known, LeftAlone, Reading, Why, pressed_connect, profile_owner, read};
pub use rules::Rules;
pub use snapshot::{Candidate, Node, NodeId, PageShot};

/// The name in the text of a link to a profile, without badges and pronouns; empty where there is none.
#[must_use]
pub fn name_in_link(text: &str) -> String {
    name::clean(text)
}
