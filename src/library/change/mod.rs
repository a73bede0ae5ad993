//! What a command does to the library.
//!
//! Views send commands; only the background applies them. Every command has an id and is applied at
//! most once: a view that isn't sure whether its command arrived sends it again.

mod attempt;
mod conflict;
mod edit;
mod import;

use std::rc::Rc;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::facts::Missing;
use super::{Ledger, Need, Settings, Stored, Unreadable};
use crate::domain::{Field, Moment, Person, PersonId, ProfileAddress};

use attempt::Attempt;
pub use edit::Edit;

/// A command's own name, made by the sender at random.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CommandId(pub String);

/// When a command is applied, and the randomness for a new id.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stamp {
    pub now: Moment,
    pub random: u64,
}

/// A change with its id.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Command {
    pub id: CommandId,
    pub change: Change,
}

/// What a view wants changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Change {
    /// Write a note: only the named fields change, so that two views don't undo each other's work.
    Write {
        who: Who,
        edits: Vec<Edit>,
        /// The values that the view's user saw when they began, for those fields where it matters: a field
        /// that has another value by now is not written, and told as a [`Conflict`].
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        base: Vec<Edit>,
    },
    /// Delete a note: into the trash, for thirty days.
    Delete { person: PersonId },
    /// Bring somebody back from the trash.
    Restore { person: PersonId },
    /// The same for somebody whose profile address another note has by now: that one keeps it.
    RestoreWithout { person: PersonId },
    /// Erase a note for good, whether it is in the trash or not, with everything that is remembered of it.
    /// This can't be undone.
    Erase { person: PersonId },
    /// Join two notes about one person: `other` goes into `keep`, and its addresses lead there.
    Merge { keep: PersonId, other: PersonId },
    /// Bring in people, a part of them at a time. The parts of one import have the same name, and are undone
    /// together. A part that keeps to few shards (people sorted by [`super::shard_of`] their address) is quick.
    Import { import: String, people: Vec<Incoming> },
    /// Bring in what a file holds beside people, after them: introductions, with the ids that people have here, and settings.
    ImportBeside {
        import: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        introductions: Option<Box<Ledger>>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        settings: Option<Box<Settings>>,
    },
    /// Undo an import, some shards at a time: send again, under a new id, until nothing is left.
    UndoImport { import: String },
    /// Bring back what a command changed, if nothing else has changed it since.
    Undo { command: CommandId },
}

/// Whose note is meant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Who {
    /// Somebody in the library.
    Person(PersonId),
    /// Whoever has this address: somebody in the library, or else somebody new.
    Address(ProfileAddress),
    /// Somebody new without an address.
    New,
}

/// Somebody to be imported.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Incoming {
    pub who: Who,
    /// A note: joined with what is there, which stands where both say something.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<Box<Person>>,
    /// Fields to be written over what is there: what the user said yes to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub edits: Vec<Edit>,
    /// The values that the user saw when they said yes: a field that says something else by now stays as it is, and what
    /// was not taken is in the note's history.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub base: Vec<Edit>,
}

/// A field that two views changed from the same value to different ones. It keeps `theirs`; `mine` is kept in
/// the person's history.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Conflict {
    pub field: Field,
    /// The value that was not written, in the stored form; `null` for blank.
    #[serde(default)]
    pub mine: Value,
    /// The value that stands.
    #[serde(default)]
    pub theirs: Value,
}

/// What a command did to many notes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Tally {
    /// Notes that are new.
    pub added: u32,
    /// Notes that changed, or were changed back.
    pub changed: u32,
    /// Notes that had all of it already.
    pub same: u32,
    /// Notes that the undo of an import took away.
    pub removed: u32,
    /// Notes that an import, or its undo, left (if only in a field) because they were changed since.
    pub kept: u32,
    /// Shards that the undo of an import has still before it.
    pub left: u32,
    /// Whether introductions came, or were given back.
    pub introductions: bool,
    /// Whether settings came, or were made as they were.
    pub settings: bool,
    /// People who were not imported.
    pub refused: Vec<Refused>,
}

/// Why somebody was not imported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    /// The place in the command's list.
    pub at: u32,
    /// In English, for logs.
    pub why: String,
    /// Who else has their profile address, if that is why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken_by: Option<String>,
}

/// Why a command is not applied.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Refusal {
    #[error("this person is no longer in your library")]
    Gone,
    #[error("this person is no longer in the trash")]
    NotInTrash,
    #[error("this can't be undone any more")]
    TooLate,
    #[error("this can't be undone because the note was changed since")]
    ChangedSince,
    #[error("this belongs to an import, which is undone as a whole")]
    PartOfImport,
    #[error("{0} already has this profile address")]
    AddressTaken(String),
    #[error("a note can't be merged with itself")]
    SamePerson,
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
}

/// What a command did.
#[derive(Clone, Debug)]
pub struct Applied {
    /// Whose note it was about; of several, the first. Nobody, if an import changed nothing.
    pub person: Option<PersonId>,
    /// The note after the command; `None` if there is none any more.
    pub after: Option<Rc<Person>>,
    /// What was not written because somebody else had changed it.
    pub conflicts: Vec<Conflict>,
    /// For commands about many notes.
    pub tally: Option<Tally>,
    /// What must be written, all at once. Empty if the command had been applied before.
    pub writes: Vec<Stored>,
}

/// Applies a command to what is stored.
///
/// # Errors
/// The outer error asks for facts that aren't loaded yet; the inner one is the reason why the command
/// can't be applied, for the user to read.
pub fn apply(command: &Command, facts: &super::Facts, stamp: Stamp) -> Result<Result<Applied, Refusal>, Need> {
    match Attempt::new(facts, stamp).and_then(|attempt| attempt.run(command)) {
        Ok(applied) => Ok(Ok(applied)),
        Err(Stop::Need(need)) => Err(need),
        Err(Stop::Refused(refusal)) => Ok(Err(refusal)),
    }
}

/// Empties the trash of what is too old, where no command has come to do it by the way: what is to be written.
///
/// # Errors
/// Asks for facts that aren't loaded yet.
pub fn expire(facts: &super::Facts, now: Moment) -> Result<Vec<Stored>, Need> {
    match Attempt::new(facts, Stamp { now, random: 0 }).and_then(Attempt::only_expire) {
        Ok(writes) => Ok(writes),
        Err(Stop::Need(need)) => Err(need),
        // Whatever can't be read is left, and told elsewhere.
        Err(Stop::Refused(_)) => Ok(Vec::new()),
    }
}

/// Why an attempt goes no further.
enum Stop {
    Need(Need),
    Refused(Refusal),
}

impl From<Missing> for Stop {
    fn from(missing: Missing) -> Self {
        match missing {
            Missing::Need(need) => Self::Need(need),
            Missing::Unreadable(unreadable) => Self::Refused(unreadable.into()),
        }
    }
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Decision;
    use crate::library::{Facts, Key, shard_of};

    fn empty() -> Facts {
        let mut facts = Facts::default();
        for n in 0..=255 {
            facts.load(Key::Shard(n), None);
            facts.load(Key::Past(n), None);
        }
        facts.load(Key::Journal, None);
        facts
    }

    fn run(facts: &mut Facts, id: &str, change: Change, now: i64) -> Result<Applied, Refusal> {
        let command = Command { id: CommandId(id.into()), change };
        let stamp = Stamp { now: Moment(now), random: u64::try_from(now).unwrap() };
        let applied = apply(&command, facts, stamp).expect("everything is loaded")?;
        for stored in applied.writes.clone() {
            facts.put(stored);
        }
        Ok(applied)
    }

    fn mia() -> ProfileAddress {
        ProfileAddress::from_slug("mia-sample").unwrap()
    }

    fn write(edits: Vec<Edit>) -> Change {
        Change::Write { who: Who::Address(mia()), edits, base: vec![] }
    }

    #[test]
    fn a_command_that_comes_twice_is_applied_once() {
        let mut facts = empty();
        let decision = Edit::AddDecision(Decision::default());
        let first = run(&mut facts, "a", write(vec![decision.clone()]), 1).unwrap();
        let again = run(&mut facts, "a", write(vec![decision]), 2).unwrap();
        assert_eq!(first.person, again.person);
        assert!(again.writes.is_empty());
        assert_eq!(facts.find(&mia()).unwrap().unwrap().1.decisions.len(), 1);
    }

    #[test]
    fn only_named_fields_change() {
        let mut facts = empty();
        run(&mut facts, "a", write(vec![Edit::Name("Mia".into()), Edit::Story("Bees".into())]), 1).unwrap();
        run(&mut facts, "b", write(vec![Edit::Headline("Baker".into())]), 2).unwrap();
        let (_, person) = facts.find(&mia()).unwrap().unwrap();
        assert_eq!((person.name.as_str(), person.story.as_str(), person.headline.as_str()), ("Mia", "Bees", "Baker"));
        assert_eq!((person.created, person.updated), (Moment(1), Moment(2)));
    }

    #[test]
    fn delete_and_undo() {
        let mut facts = empty();
        let person = run(&mut facts, "a", write(vec![Edit::Name("Mia".into())]), 1).unwrap().person.unwrap();
        run(&mut facts, "b", Change::Delete { person: person.clone() }, 2).unwrap();
        assert_eq!(facts.find(&mia()).unwrap(), None);
        run(&mut facts, "c", Change::Undo { command: CommandId("b".into()) }, 3).unwrap();
        assert_eq!(facts.find(&mia()).unwrap().unwrap().1.name, "Mia");
        // Undoing the undo deletes again.
        run(&mut facts, "d", Change::Undo { command: CommandId("c".into()) }, 4).unwrap();
        assert_eq!(facts.person(&person).unwrap(), None);
        assert_eq!(facts.find(&mia()).unwrap(), None);
    }

    #[test]
    fn undo_never_takes_later_work_along() {
        let mut facts = empty();
        run(&mut facts, "a", write(vec![Edit::Name("Mia".into())]), 1).unwrap();
        run(&mut facts, "b", write(vec![Edit::Story("Bees".into())]), 2).unwrap();
        let undo = Change::Undo { command: CommandId("a".into()) };
        assert_eq!(run(&mut facts, "c", undo, 3).unwrap_err(), Refusal::ChangedSince);
        let unknown = Change::Undo { command: CommandId("zz".into()) };
        assert_eq!(run(&mut facts, "d", unknown, 4).unwrap_err(), Refusal::TooLate);
    }

    #[test]
    fn an_old_address_still_leads_to_the_person() {
        let mut facts = empty();
        let person = run(&mut facts, "a", write(vec![Edit::Name("Mia".into())]), 1).unwrap().person.unwrap();
        let new = ProfileAddress::from_slug("mia-s-2").unwrap();
        run(&mut facts, "b", write(vec![Edit::Address(Some(new.clone()))]), 2).unwrap();
        assert_eq!(facts.find(&mia()).unwrap().unwrap().0, &person);
        assert_eq!(facts.find(&new).unwrap().unwrap().0, &person);
    }

    #[test]
    fn two_people_never_share_an_address() {
        let mut facts = empty();
        run(&mut facts, "a", write(vec![Edit::Name("Mia".into())]), 1).unwrap();
        let edits = vec![Edit::Name("Bea".into()), Edit::Address(Some(mia()))];
        let other = Change::Write { who: Who::New, edits, base: vec![] };
        assert_eq!(run(&mut facts, "b", other, 2).unwrap_err(), Refusal::AddressTaken("Mia".into()));
    }

    #[test]
    fn a_broken_shard_is_never_written_over() {
        let mut facts = empty();
        facts.load(Key::Shard(shard_of(&mia())), Some("{\"v\":1,"));
        let refused = run(&mut facts, "a", write(vec![Edit::Name("Mia".into())]), 1).unwrap_err();
        assert!(matches!(refused, Refusal::Unreadable(Unreadable::Broken(_))));
    }

    #[test]
    fn what_is_not_loaded_is_asked_for() {
        let mut facts = Facts::default();
        let command = Command { id: CommandId("a".into()), change: write(vec![]) };
        let stamp = Stamp { now: Moment(1), random: 1 };
        let mut asked = Vec::new();
        let applied = loop {
            match apply(&command, &facts, stamp) {
                Ok(applied) => break applied,
                Err(need) => {
                    for key in need.0 {
                        asked.push(key);
                        facts.load(key, None);
                    }
                }
            }
        };
        assert!(applied.is_ok());
        let n = shard_of(&mia());
        assert_eq!(asked, [Key::Shard(n), Key::Past(n), Key::Journal], "all that is known to be needed, at once");
    }
}
