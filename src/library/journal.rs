//! The last commands: applied at most once, and undone for a while. And what else must be written
//! together with them.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::change::{Conflict, Tally};
use super::ledger::Joined;
use super::past::KEPT_MS;
use super::settings::Changed;
use super::{CommandId, Unreadable, schema};
use crate::domain::record::record;
use crate::domain::sorted::{SortedMap, SortedSet};
use crate::domain::{Field, Moment, Person, PersonId};
use crate::json;

/// How many commands are remembered so that one that is sent again is not applied again.
const REMEMBERED: usize = 256;
/// How many commands can be undone.
const UNDOABLE: usize = 24;
/// How many bytes the notes for undo may take together: the journal is written with every command. The last
/// command can be undone however long its notes are.
const UNDOABLE_BYTES: usize = 128 * 1024;

/// One command that was applied.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    pub id: CommandId,
    pub at: Moment,
    /// Whose note it changed; of several, the first.
    pub person: PersonId,
    /// What to bring back on undo; absent once the command can't be undone any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Before>,
    /// The print of the note as the command left it; absent if it left none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left: Option<u32>,
    /// The others whose notes it changed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Touched>,
    /// What it did not change because somebody else had, to be answered again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conflicts: Vec<Conflict>,
    /// What it did to many notes, to be answered again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tally: Option<Tally>,
}

impl Entry {
    /// A command that can't be undone, and of which nothing more is to be said.
    #[must_use]
    pub fn plain(id: CommandId, at: Moment, person: PersonId) -> Self {
        Self { id, at, person, before: None, left: None, also: Vec::new(), conflicts: Vec::new(), tally: None }
    }
}

/// One more note that a command changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Touched {
    pub person: PersonId,
    pub before: Before,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left: Option<u32>,
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

impl Before {
    fn size(&self) -> usize {
        let Self::Person(person) = self else { return 0 };
        note_weight(person)
    }
}

/// About how many bytes a note takes as text.
#[must_use]
pub fn note_weight(person: &Person) -> usize {
    let texts = [Field::Name, Field::Headline, Field::Memory, Field::MetWhere, Field::IntroducedBy, Field::Story]
        .iter()
        .chain(&[Field::GoodAt, Field::LooksFor, Field::CanHelp, Field::Message])
        .map(|field| person.text(field).len() + 16);
    let contacts = person.contacts.iter().map(|contact| contact.how.len() + 32);
    let decisions = person.decisions.iter().map(|decision| decision.why.len() + 64);
    let unknown = person.unknown.iter().map(|(name, value)| name.len() + value_weight(value));
    texts.chain(contacts).chain(decisions).chain(unknown).sum()
}

/// The most bytes of one field that this version doesn't know, in a note from elsewhere.
pub const MAX_UNKNOWN: usize = 1 << 20;

/// About how many bytes a value takes as text.
#[must_use]
pub fn value_weight(value: &Value) -> usize {
    match value {
        Value::String(text) => text.len() + 2,
        Value::Array(values) => values.iter().map(value_weight).sum(),
        Value::Object(fields) => fields.iter().map(|(name, value)| name.len() + value_weight(value)).sum(),
        _ => 8,
    }
}

record! {
    /// When the library was last saved elsewhere.
    pub struct Backup {
        made: Moment = "made",
        /// When a backup was last read back and found complete; zero for never.
        verified: Moment = "verified",
        /// How many people it had.
        people: u64 = "people",
        /// How many commands had been applied before it was made.
        changes: u64 = "changes",
        /// When the one was made that was last read back and found complete.
        checked: Moment = "checked",
        /// How many commands had been applied before it was compared: all of those are in it.
        checked_changes: u64 = "checkedChanges",
    }
}

record! {
    /// An import that can be undone.
    pub struct Imported {
        import: String = "import",
        at: Moment = "at",
        /// How many notes it made or changed.
        people: u64 = "people",
        /// The shards that it changed.
        shards: SortedSet<u8> = "shards",
        /// What came beside people.
        introductions: Joined = "introductions",
        settings: Changed = "settings",
    }
}

record! {
    /// The last commands. Written together with the shards they changed.
    pub struct Journal {
        /// Oldest first.
        entries: VecDeque<Entry> = "entries",
        /// How many commands were ever applied.
        changes: u64 = "changes",
        backup: Backup = "backup",
        imports: Vec<Imported> = "imports",
        /// The shards with something in the trash, and when the first of it is to go.
        expiring: SortedMap<u8, Moment> = "expiring",
        /// The stored form that all shards have at least, see [`schema`].
        schema: u32 = "schema",
    }
}

impl Journal {
    /// Reads the stored text.
    ///
    /// # Errors
    /// [`Unreadable::Broken`] if it isn't whole.
    pub fn decode(text: &str) -> Result<Self, Unreadable> {
        json::from_str(text).map_err(|error| Unreadable::Broken(error.to_string()))
    }

    /// The text to store. Whoever writes has upgraded all shards before.
    #[must_use]
    pub fn encode(&self) -> String {
        let mut journal = self.clone();
        journal.schema = journal.schema.max(schema::VERSION);
        json::to_string(&journal)
    }

    /// The entry of a command that was applied before.
    #[must_use]
    pub fn find(&self, id: &CommandId) -> Option<&Entry> {
        self.entries.iter().rev().find(|entry| entry.id == *id)
    }

    /// Whether no later command touched anybody whom this entry's did.
    #[must_use]
    pub fn is_latest(&self, entry: &Entry) -> bool {
        let touches = |other: &Entry| entry.people().any(|person| other.people().any(|touched| touched == person));
        self.entries.iter().rev().find(|other| touches(other)).is_some_and(|other| other.id == entry.id)
    }

    /// Adds a command, and forgets what is too old to be undone or remembered.
    pub fn add(&mut self, entry: Entry) {
        self.changes += 1;
        let now = entry.at;
        self.imports.retain(|import| now.since_ms(import.at) < KEPT_MS);
        self.entries.push_back(entry);
        while self.entries.len() > REMEMBERED {
            self.entries.pop_front();
        }
        let mut room = UNDOABLE_BYTES;
        let fits = |entry: &&Entry| {
            let size = entry.size();
            let fits = size <= room;
            room = room.saturating_sub(size);
            fits
        };
        let undoable = self.entries.iter().rev().take(UNDOABLE).take_while(fits).count().max(1);
        let settled = self.entries.len().saturating_sub(undoable);
        self.entries.iter_mut().take(settled).for_each(Entry::settle);
    }

    /// Forgets the earlier states of a note that is to be gone for good.
    pub fn forget(&mut self, person: &PersonId) {
        for entry in self.entries.iter_mut().filter(|entry| entry.people().any(|touched| touched == person)) {
            entry.settle();
        }
        self.imports.iter_mut().for_each(|import| import.introductions.forget(person));
    }

    /// An import that can be undone; noted now, if it wasn't.
    pub fn import(&mut self, import: &str, at: Moment) -> &mut Imported {
        let known = self.imports.iter().position(|other| other.import == import);
        let at_end = self.imports.len();
        if known.is_none() {
            self.imports.push(Imported { import: import.to_owned(), at, ..Imported::default() });
        }
        &mut self.imports[known.unwrap_or(at_end)]
    }

    /// How many commands have been applied since the last backup.
    #[must_use]
    pub fn changes_since_backup(&self) -> u64 {
        self.changes_since(self.backup.changes)
    }

    /// How many commands have been applied that no backup is known to hold which was read back.
    #[must_use]
    pub fn changes_since_check(&self) -> u64 {
        self.changes_since(self.backup.checked_changes)
    }

    fn changes_since(&self, then: u64) -> u64 {
        // A journal that had to be started anew counts from zero: then everything since is unsaved.
        self.changes.checked_sub(then).unwrap_or(self.changes)
    }
}

impl Entry {
    /// Forgets how it was before: the command can't be undone any more.
    fn settle(&mut self) {
        self.before = None;
        self.also.clear();
        self.conflicts.clear();
    }

    /// About how many bytes of the journal its notes take.
    fn size(&self) -> usize {
        let also = self.also.iter().map(|touched| touched.before.size()).sum::<usize>();
        let conflicts =
            self.conflicts.iter().map(|conflict| value_weight(&conflict.mine) + value_weight(&conflict.theirs));
        self.before.as_ref().map_or(0, Before::size) + also + conflicts.sum::<usize>()
    }

    /// Everybody whose note the command changed.
    pub fn people(&self) -> impl Iterator<Item = &PersonId> {
        std::iter::once(&self.person).chain(self.also.iter().map(|touched| &touched.person))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(n: usize, story: usize) -> Entry {
        Entry {
            id: CommandId(n.to_string()),
            at: Moment(1),
            person: PersonId::new(1, 1),
            before: Some(Before::Person(Box::new(Person { story: "x".repeat(story), ..Person::default() }))),
            left: None,
            also: Vec::new(),
            conflicts: Vec::new(),
            tally: None,
        }
    }

    fn undoable(story: usize) -> (usize, usize) {
        let mut journal = Journal::default();
        (0..60).for_each(|n| journal.add(entry(n, story)));
        (journal.entries.iter().filter(|entry| entry.before.is_some()).count(), journal.encode().len())
    }

    #[test]
    fn long_notes_keep_the_journal_short() {
        assert_eq!(undoable(1_000).0, UNDOABLE);
        let (commands, bytes) = undoable(20_000);
        assert!((2..UNDOABLE).contains(&commands) && bytes < UNDOABLE_BYTES + 10_000, "{commands}, {bytes}");
        assert_eq!(undoable(UNDOABLE_BYTES * 2).0, 1, "the last one always");
    }
}
