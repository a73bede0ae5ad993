//! What a command does to the library.
//!
//! Views send commands; only the background applies them. Every command has an id and is applied at
//! most once: a view that isn't sure whether its command arrived sends it again.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::facts::Missing;
use super::journal::{Before, Entry};
use super::{Facts, Journal, Shard, Stored, Unreadable, shard_of};
use crate::domain::text::{clean_line, clean_text};
use crate::domain::{Close, Contact, Decision, Edtf, Met, Moment, Person, PersonId, ProfileAddress, Worked};

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
    Write { who: Who, edits: Vec<Edit> },
    /// Delete a note.
    Delete { person: PersonId },
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

/// One field of a note and its new value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Edit {
    Name(String),
    Headline(String),
    Address(Option<ProfileAddress>),
    Worked(Option<Worked>),
    Met(Option<Met>),
    Close(Option<Close>),
    MetOn(Option<Edtf>),
    MetWhere(String),
    IntroducedBy(String),
    Story(String),
    GoodAt(String),
    LooksFor(String),
    CanHelp(String),
    Tags(BTreeSet<String>),
    Message(String),
    AddContact(Contact),
    AddDecision(Decision),
    /// Takes back a decision that turned out not to have happened.
    RemoveDecision(Decision),
}

/// Why a command is not applied.
#[derive(Clone, Debug, thiserror::Error, PartialEq)]
pub enum Refusal {
    #[error("this person is no longer in your library")]
    Gone,
    #[error("this can't be undone any more")]
    TooLate,
    #[error("this can't be undone because the note was changed since")]
    ChangedSince,
    #[error("{0} already has this profile address")]
    AddressTaken(String),
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
}

/// What a command did.
#[derive(Clone, Debug)]
pub struct Applied {
    pub person: PersonId,
    /// The note after the command; `None` if there is none any more.
    pub after: Option<Rc<Person>>,
    /// What must be written, all at once. Empty if the command had been applied before.
    pub writes: Vec<Stored>,
}

/// Limits keep one note from filling a shard: generous for people, small for storage.
const MAX_LINE: usize = 300;
const MAX_TEXT: usize = 20_000;
const MAX_TAGS: usize = 50;
const MAX_LOG: usize = 1_000;

/// Applies a command to what is stored.
///
/// # Errors
/// The outer error asks for facts that aren't loaded yet; the inner one is the reason why the command
/// can't be applied, for the user to read.
pub fn apply(command: &Command, facts: &Facts, stamp: Stamp) -> Result<Result<Applied, Refusal>, super::Need> {
    let attempt = Attempt { facts, stamp, changed: BTreeMap::new() };
    match attempt.run(command) {
        Ok(applied) => Ok(Ok(applied)),
        Err(Stop::Need(need)) => Err(need),
        Err(Stop::Refused(refusal)) => Ok(Err(refusal)),
    }
}

enum Stop {
    Need(super::Need),
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

struct Attempt<'a> {
    facts: &'a Facts,
    stamp: Stamp,
    changed: BTreeMap<u8, Shard>,
}

impl Attempt<'_> {
    fn run(mut self, command: &Command) -> Result<Applied, Stop> {
        let journal = self.facts.journal()?;
        if let Some(entry) = journal.find(&command.id) {
            let after = self.facts.person(&entry.person)?.cloned().map(Rc::new);
            return Ok(Applied { person: entry.person.clone(), after, writes: Vec::new() });
        }
        let (id, after) = match &command.change {
            Change::Write { who, edits } => self.write(who, edits)?,
            Change::Delete { person } => {
                self.facts.person(person)?.ok_or(Refusal::Gone)?;
                (person.clone(), None)
            }
            Change::Undo { command } => {
                let entry = journal.find(command).ok_or(Refusal::TooLate)?;
                let before = entry.before.as_ref().ok_or(Refusal::TooLate)?;
                if !journal.is_latest(entry) {
                    return Err(Refusal::ChangedSince.into());
                }
                let after = match before {
                    Before::Nobody => None,
                    Before::Person(person) => Some(Person { updated: self.stamp.now, ..person.as_ref().clone() }),
                };
                (entry.person.clone(), after)
            }
        };
        self.finish(command, journal, id, after)
    }

    fn write(&self, who: &Who, edits: &[Edit]) -> Result<(PersonId, Option<Person>), Stop> {
        let now = self.stamp.now;
        let (id, mut person) = match who {
            Who::Person(id) => (id.clone(), self.facts.person(id)?.ok_or(Refusal::Gone)?.clone()),
            Who::Address(address) => match self.facts.find(address)? {
                Some((id, person)) => (id.clone(), person.clone()),
                None => {
                    let person = Person { address: Some(address.clone()), created: now, ..Person::default() };
                    (PersonId::new(shard_of(address), self.stamp.random), person)
                }
            },
            Who::New => {
                let address = edits.iter().find_map(|edit| match edit {
                    Edit::Address(address) => address.as_ref(),
                    _ => None,
                });
                let shard = address.map_or(self.stamp.random.to_be_bytes()[0], shard_of);
                (PersonId::new(shard, self.stamp.random), Person { created: now, ..Person::default() })
            }
        };
        for edit in edits {
            edit.clone().carry_out(&mut person);
        }
        person.updated = now;
        Ok((id, Some(person)))
    }

    /// Puts the person into the shards, keeps the addresses true, and notes the command in the journal.
    fn finish(
        &mut self,
        command: &Command,
        journal: &Journal,
        id: PersonId,
        after: Option<Person>,
    ) -> Result<Applied, Stop> {
        let before = self.facts.person(&id)?.cloned();
        let had: BTreeSet<&ProfileAddress> = before.iter().flat_map(Person::addresses).collect();
        let has: BTreeSet<&ProfileAddress> = after.iter().flat_map(Person::addresses).collect();
        for address in &has {
            if let Some((other_id, other)) = self.facts.find(address)?
                && *other_id != id
            {
                return Err(Refusal::AddressTaken(other.name.clone()).into());
            }
        }
        for gone in had.difference(&has) {
            let shard = self.shard(shard_of(gone))?;
            if shard.addresses.get(*gone) == Some(&id) {
                shard.addresses.remove(*gone);
            }
        }
        for new in has.difference(&had) {
            self.shard(shard_of(new))?.addresses.insert((*new).clone(), id.clone());
        }
        let shard = self.shard(id.shard())?;
        match &after {
            Some(person) => shard.people.insert(id.clone(), person.clone()),
            None => shard.people.remove(&id),
        };

        let mut journal = journal.clone();
        let before = before.map_or(Before::Nobody, |person| Before::Person(Box::new(person)));
        let entry = Entry { id: command.id.clone(), at: self.stamp.now, person: id.clone(), before: Some(before) };
        journal.add(entry);

        let shards = std::mem::take(&mut self.changed);
        let mut writes: Vec<Stored> =
            shards.into_iter().map(|(n, shard)| Stored::Shard(n, Ok(Rc::new(shard)))).collect();
        writes.push(Stored::Journal(Rc::new(journal)));
        Ok(Applied { person: id, after: after.map(Rc::new), writes })
    }

    fn shard(&mut self, n: u8) -> Result<&mut Shard, Stop> {
        if !self.changed.contains_key(&n) {
            let shard = self.facts.shard(n)?.as_ref().clone();
            self.changed.insert(n, shard);
        }
        Ok(self.changed.get_mut(&n).expect("inserted above"))
    }
}

impl Edit {
    fn carry_out(self, person: &mut Person) {
        match self {
            Self::Name(name) => person.name = clean_line(&name, MAX_LINE),
            Self::Headline(headline) => person.headline = clean_line(&headline, MAX_LINE),
            Self::Address(address) => {
                if person.address != address {
                    // The old address still leads to this person: links in old mails, other pages.
                    if let Some(old) = person.address.take() {
                        person.aliases.insert(old);
                    }
                    if let Some(new) = &address {
                        person.aliases.remove(new);
                    }
                    person.address = address;
                }
            }
            Self::Worked(worked) => person.ties.worked = worked,
            Self::Met(met) => {
                person.ties.met = met.map(|met| Met { memory: clean_text(&met.memory, MAX_TEXT), ..met });
            }
            Self::Close(close) => person.ties.close = close,
            Self::MetOn(date) => person.met_on = date,
            Self::MetWhere(place) => person.met_where = clean_line(&place, MAX_LINE),
            Self::IntroducedBy(who) => person.introduced_by = clean_line(&who, MAX_LINE),
            Self::Story(text) => person.story = clean_text(&text, MAX_TEXT),
            Self::GoodAt(text) => person.good_at = clean_text(&text, MAX_TEXT),
            Self::LooksFor(text) => person.looks_for = clean_text(&text, MAX_TEXT),
            Self::CanHelp(text) => person.can_help = clean_text(&text, MAX_TEXT),
            Self::Tags(tags) => {
                person.tags =
                    tags.iter().map(|tag| clean_line(tag, 60)).filter(|tag| !tag.is_empty()).take(MAX_TAGS).collect();
            }
            Self::Message(text) => person.message = clean_text(&text, MAX_TEXT),
            Self::AddContact(contact) => push_bounded(&mut person.contacts, contact),
            Self::AddDecision(decision) => push_bounded(&mut person.decisions, decision),
            Self::RemoveDecision(decision) => {
                if let Some(at) = person.decisions.iter().rposition(|other| *other == decision) {
                    person.decisions.remove(at);
                }
            }
        }
    }
}

fn push_bounded<T>(log: &mut Vec<T>, entry: T) {
    if log.len() >= MAX_LOG {
        log.remove(0);
    }
    log.push(entry);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Key;

    fn empty() -> Facts {
        let mut facts = Facts::default();
        for n in 0..=255 {
            facts.load(Key::Shard(n), None);
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
        Change::Write { who: Who::Address(mia()), edits }
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
        let person = run(&mut facts, "a", write(vec![Edit::Name("Mia".into())]), 1).unwrap().person;
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
        let person = run(&mut facts, "a", write(vec![Edit::Name("Mia".into())]), 1).unwrap().person;
        let new = ProfileAddress::from_slug("mia-s-2").unwrap();
        run(&mut facts, "b", write(vec![Edit::Address(Some(new.clone()))]), 2).unwrap();
        assert_eq!(facts.find(&mia()).unwrap().unwrap().0, &person);
        assert_eq!(facts.find(&new).unwrap().unwrap().0, &person);
    }

    #[test]
    fn two_people_never_share_an_address() {
        let mut facts = empty();
        run(&mut facts, "a", write(vec![Edit::Name("Mia".into())]), 1).unwrap();
        let other = Change::Write { who: Who::New, edits: vec![Edit::Name("Bea".into()), Edit::Address(Some(mia()))] };
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
        assert_eq!(asked, [Key::Journal, Key::Shard(shard_of(&mia()))]);
    }
}
