//! The three doors and the ties that go through them.

use super::record::{record, words};
use crate::domain::sorted::SortedSet;

/// One of the three ways to really know somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Door {
    /// Worked together: as client, colleague, business partner and the like.
    Worked,
    /// Met in person, and had a real, memorable conversation.
    Met,
    /// Family, or a good friend.
    Close,
}

impl Door {
    /// The doors in the order in which they are asked.
    pub const ALL: [Self; 3] = [Self::Worked, Self::Met, Self::Close];

    /// The word in message keys and element ids.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Worked => "worked",
            Self::Met => "met",
            Self::Close => "close",
        }
    }
}

words! {
    /// How two people worked together.
    pub enum WorkKind {
        Colleague = "colleague",
        Client = "client",
        Partner = "partner",
        Supplier = "supplier",
        Manager = "manager",
        Report = "report",
        Mentor = "mentor",
        Investor = "investor",
        Taught = "taught",
        Volunteer = "volunteer",
    }
}

words! {
    /// On what occasion two people met.
    pub enum MetKind {
        Event = "event",
        Introduced = "introduced",
        Meeting = "meeting",
        Studies = "studies",
        Travel = "travel",
        Neighbours = "neighbours",
        Hobby = "hobby",
    }
}

words! {
    /// How close two people are.
    pub enum CloseKind {
        Friend = "friend",
        Family = "family",
        Partner = "partner",
        InLaw = "inlaw",
    }
}

record! {
    /// The first door: we worked together. No kind chosen means "worked together, not said how".
    pub struct Worked {
        kinds: SortedSet<WorkKind> = "kinds",
    }
}

record! {
    /// The second door: we met in person. It counts only with a memory.
    pub struct Met {
        kinds: SortedSet<MetKind> = "kinds",
        /// What the user remembers that is not on the other's profile.
        memory: String = "memory",
    }
}

record! {
    /// The third door: family, or a good friend.
    pub struct Close {
        kinds: SortedSet<CloseKind> = "kinds",
    }
}

record! {
    /// All the ways in which the user knows one person. Several can be true at once.
    pub struct Ties {
        worked: Option<Worked> = "worked",
        met: Option<Met> = "met",
        close: Option<Close> = "close",
    }
}

impl Ties {
    /// Whether nothing was said through any door.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.worked.is_none() && self.met.is_none() && self.close.is_none()
    }

    /// The doors that the user opened, whether or not they count under a policy.
    #[must_use]
    pub fn doors(&self) -> Vec<Door> {
        Door::ALL.into_iter().filter(|door| self.has(*door)).collect()
    }

    /// Whether the user opened this door.
    #[must_use]
    pub fn has(&self, door: Door) -> bool {
        match door {
            Door::Worked => self.worked.is_some(),
            Door::Met => self.met.is_some(),
            Door::Close => self.close.is_some(),
        }
    }

    /// Whether this door carries what it must: the second one needs a memory.
    #[must_use]
    pub fn is_complete(&self, door: Door) -> bool {
        match door {
            Door::Met => self.met.as_ref().is_some_and(|met| !met.memory.trim().is_empty()),
            Door::Worked | Door::Close => self.has(door),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_door_needs_a_memory() {
        let mut ties = Ties { met: Some(Met::default()), ..Ties::default() };
        assert!(ties.has(Door::Met) && !ties.is_complete(Door::Met));
        ties.met = Some(Met { memory: " \n".into(), ..Met::default() });
        assert!(!ties.is_complete(Door::Met));
        ties.met = Some(Met { memory: "bees".into(), ..Met::default() });
        assert!(ties.is_complete(Door::Met));
    }

    #[test]
    fn what_a_newer_version_wrote_survives() {
        let json = r#"{"worked":{"kinds":["client","astronaut"],"since":1999},"dreamt":{"x":[1,2]}}"#;
        let ties: Ties = serde_json::from_str(json).unwrap();
        let kinds = &ties.worked.as_ref().unwrap().kinds;
        assert!(kinds.contains(&WorkKind::Client));
        assert!(kinds.contains(&WorkKind::Other("astronaut".into())));
        let again: serde_json::Value = serde_json::to_value(&ties).unwrap();
        assert_eq!(again, serde_json::from_str::<serde_json::Value>(json).unwrap());
    }
}
