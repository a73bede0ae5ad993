//! What an introduction tells, and what it takes to write one.

use super::shareable::Side;
use crate::domain::Field;

/// What one person learns about the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Element {
    /// How the user knows them.
    How,
    /// When, or where, they met.
    When,
    /// A story, or a memory.
    Story,
    /// What they are exceptionally good at.
    GoodAt,
    /// What they look for.
    LooksFor,
    /// Why the two should talk.
    Why,
}

impl Element {
    /// What a good introduction tells about each, in the order of telling.
    pub const WANTED: [Self; 5] = [Self::How, Self::When, Self::Story, Self::GoodAt, Self::Why];
}

/// What is missing: each is a question to the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Missing {
    /// What is this person called, or may they be named?
    Name(Side),
    /// How do you know this person?
    How(Side),
    /// What do you remember of this person that you would tell?
    Story(Side),
    /// There are lines, but all are kept private: may one be told?
    Untold(Side, Field),
    /// When did you meet?
    When(Side),
    /// What is this person exceptionally good at?
    GoodAt(Side),
    /// Why should the two talk?
    Why,
    /// All that could be asked names this person: what can be said without the name?
    Unnamed(Side),
}

impl Missing {
    /// Whether there is no text without an answer. The others would only make it better.
    #[must_use]
    pub const fn stops(&self) -> bool {
        !matches!(self, Self::When(_))
    }

    /// Whom the question is about.
    #[must_use]
    pub const fn side(&self) -> Option<Side> {
        match self {
            Self::Name(side)
            | Self::How(side)
            | Self::Story(side)
            | Self::Untold(side, _)
            | Self::When(side)
            | Self::GoodAt(side)
            | Self::Unnamed(side) => Some(*side),
            Self::Why => None,
        }
    }
}
