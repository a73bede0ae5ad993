//! The last commands: applied at most once, and undone for a while.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use super::CommandId;
use crate::domain::{Moment, Person, PersonId};

/// How many commands are remembered so that one that is sent again is not applied again.
const REMEMBERED: usize = 256;
/// How many commands can be undone.
const UNDOABLE: usize = 24;

/// One command that was applied.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    pub id: CommandId,
    pub at: Moment,
    pub person: PersonId,
    /// What to bring back on undo; absent once the command can't be undone any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Before>,
}

/// A person before a command.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Before {
    /// There was no such person.
    Nobody,
    /// The note as it was.
    Person(Box<Person>),
}

/// The last commands, oldest first. Written together with the shards they changed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Journal {
    #[serde(default)]
    entries: VecDeque<Entry>,
}

impl Journal {
    /// Reads the stored text. A journal that can't be read costs the undo of the last commands,
    /// no note.
    #[must_use]
    pub fn decode(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }

    /// The text to store.
    #[must_use]
    pub fn encode(&self) -> String {
        serde_json::to_string(self).expect("a journal has only text keys and no failing serializer")
    }

    /// The entry of a command that was applied before.
    #[must_use]
    pub fn find(&self, id: &CommandId) -> Option<&Entry> {
        self.entries.iter().rev().find(|entry| entry.id == *id)
    }

    /// Whether this entry is the last that touched its person.
    #[must_use]
    pub fn is_latest(&self, entry: &Entry) -> bool {
        self.entries.iter().rev().find(|other| other.person == entry.person).is_some_and(|other| other.id == entry.id)
    }

    /// Adds a command, and forgets what is too old to be undone or remembered.
    pub fn add(&mut self, entry: Entry) {
        self.entries.push_back(entry);
        while self.entries.len() > REMEMBERED {
            self.entries.pop_front();
        }
        let undoable_from = self.entries.len().saturating_sub(UNDOABLE);
        for entry in self.entries.iter_mut().take(undoable_from) {
            entry.before = None;
        }
    }
}
