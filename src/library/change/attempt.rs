//! One command's work: reads see what it has changed so far, and nothing is told before all of it is done.

use std::rc::Rc;

use super::{Applied, Change, Command, Conflict, Edit, Refusal, Stamp, Stop, Tally, Who, conflict};
use crate::domain::sorted::{SortedMap, SortedSet, sort_by_key};
use crate::domain::{Moment, Person, PersonId, ProfileAddress, join};
use crate::library::facts::Missing;
use crate::library::journal::{Before, Entry, Touched};
use crate::library::ledger::Former;
use crate::library::past::{Past, Trashed, print};
use crate::library::shard::SCHEMA_VERSION;
use crate::library::{Facts, Journal, Key, Ledger, Need, Settings, Shard, Stored, Unreadable, shard_of};

/// How many shards are freed of what is too old together with one command.
const EXPIRED_AT_ONCE: usize = 2;
/// How many when the browser starts: nobody waits for that.
const EXPIRED_AT_START: usize = 64;

pub(super) struct Attempt<'a> {
    pub(super) facts: &'a Facts,
    pub(super) stamp: Stamp,
    shards: SortedMap<u8, Shard>,
    pasts: SortedMap<u8, Past>,
    pub(super) journal: Journal,
    /// Where it was changed.
    pub(super) ledger: Option<Ledger>,
    pub(super) settings: Option<Settings>,
    /// Everybody whose note was changed, with the note as it was at first.
    pub(super) touched: Vec<(PersonId, Option<Person>)>,
}

/// What is to be told of a command, and how it is to be noted.
pub(super) struct Done {
    pub conflicts: Vec<Conflict>,
    pub tally: Option<Tally>,
    pub undoable: bool,
}

impl Done {
    pub const fn plain() -> Self {
        Self { conflicts: Vec::new(), tally: None, undoable: true }
    }
}

impl<'a> Attempt<'a> {
    pub(super) fn new(facts: &'a Facts, stamp: Stamp) -> Result<Self, Stop> {
        let journal = facts.journal().map(|journal| journal.as_ref().clone()).unwrap_or_default();
        let (shards, pasts) = (SortedMap::new(), SortedMap::new());
        Ok(Self { facts, stamp, shards, pasts, journal, ledger: None, settings: None, touched: Vec::new() })
    }

    pub(super) fn run(mut self, command: &Command) -> Result<Applied, Stop> {
        self.ask_for_what_is_known_to_be_needed(&command.change)?;
        if let Some(entry) = self.journal.find(&command.id) {
            return Ok(Applied {
                person: Some(entry.person.clone()),
                after: self.person(&entry.person)?.cloned().map(Rc::new),
                conflicts: entry.conflicts.clone(),
                tally: entry.tally.clone(),
                writes: Vec::new(),
            });
        }
        let done = match &command.change {
            Change::Write { who, edits, base } => self.write(who, edits, base)?,
            Change::Delete { person } => {
                self.delete(person, None)?;
                Done::plain()
            }
            Change::Restore { person } => self.restore(person, false)?,
            Change::RestoreWithout { person } => self.restore(person, true)?,
            Change::Erase { person } => self.erase(person)?,
            Change::Merge { keep, other } => self.merge(keep, other)?,
            Change::Import { import, people } => self.import(import, people)?,
            Change::ImportBeside { import, introductions, settings } => {
                self.import_beside(import, introductions.as_deref(), settings.as_deref())?
            }
            Change::UndoImport { import } => self.undo_import(import)?,
            Change::Undo { command } => self.undo(&command.clone())?,
        };
        self.finish(command, done)
    }

    /// One round to storage instead of three.
    fn ask_for_what_is_known_to_be_needed(&self, change: &Change) -> Result<(), Stop> {
        let shard = |n: u8| [Key::Shard(n), Key::Past(n)];
        let mut keys = vec![Key::Journal];
        match change {
            Change::Write { who: Who::Person(id), .. }
            | Change::Delete { person: id }
            | Change::Restore { person: id }
            | Change::RestoreWithout { person: id }
            | Change::Erase { person: id } => keys.extend(shard(id.shard())),
            Change::Write { who: Who::Address(address), .. } => keys.extend(shard(shard_of(address))),
            Change::Merge { keep, other } => {
                keys.push(Key::Ledger);
                keys.extend([keep, other].into_iter().flat_map(|id| shard(id.shard())));
            }
            Change::Import { people, .. } => {
                keys.extend(people.iter().flat_map(|incoming| shard(incoming.shard(self.stamp))));
            }
            _ => {}
        }
        need(self.facts.missing(keys))
    }

    fn write(&mut self, who: &Who, edits: &[Edit], base: &[Edit]) -> Result<Done, Stop> {
        let now = self.stamp.now;
        let (id, current) = self.whose(who, address_in(edits), self.stamp.random)?;
        let (mut after, conflicts) = match &current {
            Some(current) => conflict::write(current, edits, base),
            None => {
                let mut person = somebody_new(who, now);
                edits.iter().for_each(|edit| edit.clone().carry_out(&mut person));
                (person, Vec::new())
            }
        };
        if current.as_ref() != Some(&after) {
            after.updated = now;
        }
        self.set(&id, Some(after))?;
        if !conflicts.is_empty()
            && let Some(past) = self.past(id.shard())?
        {
            for conflict in &conflicts {
                past.remember_not_taken(&id, now, &conflict.field, conflict.mine.clone());
            }
        }
        Ok(Done { conflicts, ..Done::plain() })
    }

    /// The note that is meant, or the id for a new one.
    pub(super) fn whose(
        &self,
        who: &Who,
        address: Option<&ProfileAddress>,
        random: u64,
    ) -> Result<(PersonId, Option<Person>), Stop> {
        Ok(match who {
            Who::Person(id) => (id.clone(), Some(self.person(id)?.ok_or(Refusal::Gone)?.clone())),
            Who::Address(address) => match self.find(address)? {
                Some((id, person)) => (id.clone(), Some(person.clone())),
                None => (PersonId::new(shard_of(address), random), None),
            },
            Who::New => (PersonId::new(address.map_or(random.to_be_bytes()[0], shard_of), random), None),
        })
    }

    /// Moves a note to the trash.
    fn delete(&mut self, id: &PersonId, into: Option<&PersonId>) -> Result<Person, Stop> {
        let at = self.stamp.now;
        let person = self.person(id)?.ok_or(Refusal::Gone)?.clone();
        let introductions = match into {
            Some(_) => self.stored_ledger()?.map(|ledger| ledger.former(id)).unwrap_or_default(),
            None => Former::default(),
        };
        let trashed = Trashed { at, person: person.clone(), into: into.cloned(), introductions, ..Trashed::default() };
        self.trash(id.shard())?.trash.insert(id.clone(), trashed);
        self.set(id, None)?;
        Ok(person)
    }

    /// The ledger of introductions; nothing, where a newer version has written it.
    fn stored_ledger(&self) -> Result<Option<&Ledger>, Stop> {
        match (&self.ledger, self.facts.ledger()) {
            (Some(changed), _) => Ok(Some(changed)),
            (None, Ok(stored)) => Ok(Some(stored)),
            (None, Err(Missing::Need(need))) => Err(Stop::Need(need)),
            (None, Err(Missing::Unreadable(_))) => Ok(None),
        }
    }

    /// Gives somebody who comes out of the trash their introductions back, if they had gone over to another note.
    fn take_apart(&mut self, id: &PersonId, trashed: &Trashed) -> Result<(), Stop> {
        if let Some(keep) = &trashed.into
            && trashed.introductions != Former::default()
            && let Some(ledger) = self.stored_ledger()?
        {
            let mut after = ledger.clone();
            after.take_apart(&trashed.introductions, id, keep);
            if after != *ledger {
                self.ledger = Some(after);
            }
        }
        Ok(())
    }

    /// Brings a note back from the trash; `without` the addresses that others have by now, if need be.
    fn restore(&mut self, id: &PersonId, without: bool) -> Result<Done, Stop> {
        let trashed = self.trash(id.shard())?.trash.remove(id).ok_or(Refusal::NotInTrash)?;
        self.take_apart(id, &trashed)?;
        // Whoever was merged takes their addresses back.
        if let Some(into) = &trashed.into
            && let Some(mut keep) = self.person(into)?.cloned()
        {
            let own: SortedSet<&ProfileAddress> = trashed.person.addresses().collect();
            keep.aliases.retain(|address| !own.contains(address));
            keep.address = keep.address.filter(|address| !own.contains(address));
            keep.updated = self.stamp.now;
            self.set(&into.clone(), Some(keep))?;
        }
        let mut back = Person { updated: self.stamp.now, ..trashed.person };
        // An import that was undone leaves whoever was changed since, and what was in the trash goes back there.
        if let Some(here) = self.person(id)? {
            back = Person { updated: back.updated, ..join(here, &back) };
        }
        if without {
            back = self.without_taken(id, back)?;
        }
        self.set(id, Some(back))?;
        // The person who came back is who this was about.
        self.touched.reverse();
        Ok(Done::plain())
    }

    /// The note without the addresses that others have by now; which those were is remembered.
    fn without_taken(&mut self, id: &PersonId, person: Person) -> Result<Person, Stop> {
        self.ask(person.addresses().map(|address| Key::Shard(shard_of(address))))?;
        let mut taken = SortedSet::new();
        let mut missing = Need::default();
        for address in person.addresses() {
            match self.find(address) {
                Ok(Some((other, _))) if other != id => drop(taken.insert(address.clone())),
                Err(Stop::Need(need)) => missing.0.extend(need.0),
                Err(refused) => return Err(refused),
                Ok(_) => {}
            }
        }
        need(missing)?;
        let mut left = person.clone();
        left.aliases.retain(|address| !taken.contains(address));
        left.address = left.address.filter(|address| !taken.contains(address));
        let at = self.stamp.now;
        if let Some(past) = self.past(id.shard())? {
            past.remember(id, at, &person, &left);
        }
        Ok(left)
    }

    fn erase(&mut self, id: &PersonId) -> Result<Done, Stop> {
        let known = self.person(id)?.is_some();
        let past = self.trash(id.shard())?;
        let trashed = past.trash.remove(id).is_some();
        past.history.remove(id);
        past.imports.values_mut().for_each(|found| drop(found.remove(id)));
        if !known && !trashed {
            return Err(Refusal::Gone.into());
        }
        self.set(id, None)?;
        self.journal.forget(id);
        Ok(Done { undoable: false, ..Done::plain() })
    }

    fn merge(&mut self, keep: &PersonId, other: &PersonId) -> Result<Done, Stop> {
        if keep == other {
            return Err(Refusal::SamePerson.into());
        }
        let kept = self.person(keep)?.ok_or(Refusal::Gone)?.clone();
        let gone = self.delete(other, Some(keep))?;
        self.set(keep, Some(Person { updated: self.stamp.now, ..join(&kept, &gone) }))?;
        self.touched.reverse();
        Ok(Done::plain())
    }

    fn undo(&mut self, command: &super::CommandId) -> Result<Done, Stop> {
        let entry = self.journal.find(command).ok_or(Refusal::TooLate)?.clone();
        if entry.tally.is_some() {
            return Err(Refusal::PartOfImport.into());
        }
        let before = entry.before.clone().ok_or(Refusal::TooLate)?;
        if !self.journal.is_latest(&entry) {
            return Err(Refusal::ChangedSince.into());
        }
        let first = Touched { person: entry.person.clone(), before, left: entry.left };
        let mut all: Vec<Touched> = std::iter::once(first).chain(entry.also.clone()).collect();
        for touched in &all {
            let now = self.person(&touched.person)?;
            // Journals of the first version have no prints.
            let changed = touched.left.is_some_and(|left| now.map(print) != Some(left));
            if changed {
                return Err(Refusal::ChangedSince.into());
            }
        }
        // Whoever goes frees the addresses of those who come.
        sort_by_key(&mut all, |touched| touched.before != Before::Nobody);
        for Touched { person: id, before, .. } in all {
            match before {
                Before::Nobody => self.undo_making(&id, &entry)?,
                Before::Person(person) => {
                    if self.person(&id)?.is_none()
                        && let Some(trashed) = self.trash(id.shard())?.trash.remove(&id)
                    {
                        self.take_apart(&id, &trashed)?;
                    }
                    self.set(&id, Some(Person { updated: self.stamp.now, ..*person }))?;
                }
            }
        }
        sort_by_key(&mut self.touched, |(id, _)| *id != entry.person);
        Ok(Done::plain())
    }

    /// A note that a command made goes; one that a command brought back goes to the trash again.
    fn undo_making(&mut self, id: &PersonId, entry: &Entry) -> Result<(), Stop> {
        match self.person(id)? {
            Some(person) if person.created == entry.at => {
                if let Some(past) = self.past(id.shard())? {
                    past.history.remove(id);
                }
                self.set(id, None)
            }
            Some(_) => self.delete(id, None).map(drop),
            None => Ok(()),
        }
    }

    /// Puts a note into its shard or takes it out, keeps the addresses true, and remembers what was. Changes
    /// nothing at all if it isn't possible.
    pub(super) fn set(&mut self, id: &PersonId, after: Option<Person>) -> Result<(), Stop> {
        let before = self.person(id)?.cloned();
        if before == after {
            // Still, this is who the command was about.
            self.touch(id, before);
            return Ok(());
        }
        let had: SortedSet<ProfileAddress> = before.iter().flat_map(Person::addresses).cloned().collect();
        let has: SortedSet<ProfileAddress> = after.iter().flat_map(Person::addresses).cloned().collect();
        let mut missing = self.facts.missing(had.union(&has).iter().map(|address| Key::Shard(shard_of(address))));
        for address in &has {
            match self.find(address) {
                Ok(Some((other_id, other))) if other_id != id => {
                    return Err(Refusal::AddressTaken(other.name.clone()).into());
                }
                Err(Stop::Need(need)) => missing.0.extend(need.0),
                Err(refused) => return Err(refused),
                Ok(_) => {}
            }
        }
        need(missing)?;
        for address in &had {
            self.shard(shard_of(address))?;
        }
        if let (Some(before), Some(after)) = (&before, &after) {
            let at = self.stamp.now;
            if let Some(past) = self.past(id.shard())? {
                past.remember(id, at, before, after);
            }
        }

        for gone in had.difference(&has) {
            let shard = self.shard_mut(shard_of(gone))?;
            if shard.addresses.get(gone) == Some(id) {
                shard.addresses.remove(gone);
            }
        }
        for new in has.difference(&had) {
            self.shard_mut(shard_of(new))?.addresses.insert(new.clone(), id.clone());
        }
        let shard = self.shard_mut(id.shard())?;
        match after {
            Some(person) => shard.people.insert(id.clone(), person),
            None => shard.people.remove(id),
        };
        self.touch(id, before);
        Ok(())
    }

    pub(super) fn ask(&self, keys: impl IntoIterator<Item = Key>) -> Result<(), Stop> {
        need(self.facts.missing(keys))
    }

    fn touch(&mut self, id: &PersonId, before: Option<Person>) {
        if !self.touched.iter().any(|(touched, _)| touched == id) {
            self.touched.push((id.clone(), before));
        }
    }

    /// Forgets who was changed: an import remembers that elsewhere.
    pub(super) fn forget_touched(&mut self) -> Option<PersonId> {
        std::mem::take(&mut self.touched).into_iter().next().map(|(id, _)| id)
    }

    pub(super) fn about(&mut self, id: PersonId) {
        self.touched.push((id, None));
    }

    /// Notes the command in the journal and gathers what must be written.
    fn finish(mut self, command: &Command, done: Done) -> Result<Applied, Stop> {
        let now = self.stamp.now;
        let mut touched = std::mem::take(&mut self.touched).into_iter();
        let Some((id, before)) = touched.next() else {
            // Nothing to do, and nothing else comes of it when it is sent again.
            return Ok(Applied {
                person: None,
                after: None,
                conflicts: Vec::new(),
                tally: done.tally,
                writes: Vec::new(),
            });
        };
        let state = |before: Option<Person>| before.map_or(Before::Nobody, |person| Before::Person(Box::new(person)));
        let after = self.person(&id)?.cloned();
        let mut also = Vec::new();
        for (person, before) in touched.filter(|_| done.undoable) {
            let left = self.person(&person)?.map(print);
            also.push(Touched { person, before: state(before), left });
        }
        self.expire(now, EXPIRED_AT_ONCE)?;
        self.journal.add(Entry {
            id: command.id.clone(),
            at: now,
            person: id.clone(),
            before: done.undoable.then(|| state(before)),
            left: after.as_ref().filter(|_| done.undoable).map(print),
            also,
            conflicts: done.conflicts.clone(),
            tally: done.tally.clone(),
        });

        Ok(Applied {
            person: Some(id),
            after: after.map(Rc::new),
            conflicts: done.conflicts,
            tally: done.tally,
            writes: self.writes(),
        })
    }

    /// What must be written.
    fn writes(self) -> Vec<Stored> {
        let shards = self.shards.into_iter().map(|(n, shard)| Stored::Shard(n, Ok(Rc::new(shard))));
        let facts = self.facts;
        let changed = |(n, past): &(u8, Past)| facts.past(*n).map_or(true, |stored| **stored != *past);
        let pasts = self.pasts.into_iter().filter(changed);
        let pasts = pasts.map(|(n, past)| Stored::Past(n, Ok(Rc::new(past.of_today()))));
        let ledger = self.ledger.map(|ledger| Stored::Ledger(Ok(Rc::new(ledger))));
        let settings = self.settings.map(|settings| Stored::Settings(Rc::new(settings)));
        let journal = Stored::Journal(Rc::new(self.journal));
        shards.chain(pasts).chain(ledger).chain(settings).chain([journal]).collect()
    }

    /// Empties the trash of what is too old, and nothing else. Nothing is to be written if nothing is too old.
    pub(super) fn only_expire(mut self) -> Result<Vec<Stored>, Stop> {
        self.ask([Key::Journal])?;
        let before = self.journal.clone();
        self.expire(self.stamp.now, EXPIRED_AT_START)?;
        Ok(if self.journal == before { Vec::new() } else { self.writes() })
    }

    /// Empties the trash of what is too old.
    fn expire(&mut self, now: Moment, at_once: usize) -> Result<(), Stop> {
        let due = self.journal.expiring.iter().filter(|(_, at)| **at <= now).map(|(n, _)| *n);
        let due: Vec<u8> = due.take(at_once).collect();
        need(self.facts.missing(due.iter().map(|n| Key::Past(*n))))?;
        for n in due {
            match self.past(n)? {
                Some(past) => past.expire(now),
                // A newer version's; it will see to it itself.
                None => drop(self.journal.expiring.remove(&n)),
            }
        }
        for (n, past) in &self.pasts {
            match past.expires() {
                Some(at) => self.journal.expiring.insert(*n, at),
                None => self.journal.expiring.remove(n),
            };
        }
        Ok(())
    }

    pub(super) fn person(&self, id: &PersonId) -> Result<Option<&Person>, Stop> {
        Ok(self.shard(id.shard())?.people.get(id))
    }

    pub(super) fn find(&self, address: &ProfileAddress) -> Result<Option<(&PersonId, &Person)>, Stop> {
        let Some(id) = self.shard(shard_of(address))?.addresses.get(address) else { return Ok(None) };
        Ok(self.person(id)?.map(|person| (id, person)))
    }

    fn shard(&self, n: u8) -> Result<&Shard, Stop> {
        match self.shards.get(&n) {
            Some(shard) => Ok(shard),
            None => Ok(self.facts.shard(n)?),
        }
    }

    fn shard_mut(&mut self, n: u8) -> Result<&mut Shard, Stop> {
        if !self.shards.contains_key(&n) {
            let shard = Shard { version: SCHEMA_VERSION, ..self.facts.shard(n)?.as_ref().clone() };
            self.shards.insert(n, shard);
        }
        Ok(self.shards.get_mut(&n).expect("inserted above"))
    }

    /// What was, to be changed; `None` where a newer version has written it: then nothing is remembered.
    pub(super) fn past(&mut self, n: u8) -> Result<Option<&mut Past>, Stop> {
        match self.trash(n) {
            Ok(_) => Ok(self.pasts.get_mut(&n)),
            Err(Stop::Refused(Refusal::Unreadable(Unreadable::Newer(_)))) => Ok(None),
            Err(stop) => Err(stop),
        }
    }

    /// What was, where the command makes no sense without it.
    pub(super) fn trash(&mut self, n: u8) -> Result<&mut Past, Stop> {
        if !self.pasts.contains_key(&n) {
            let past = self.facts.past(n)?.as_ref().clone();
            self.pasts.insert(n, past);
        }
        Ok(self.pasts.get_mut(&n).expect("inserted above"))
    }
}

/// Goes on only if nothing is missing.
pub(super) fn need(missing: Need) -> Result<(), Stop> {
    if missing.0.is_empty() { Ok(()) } else { Err(Stop::Need(missing)) }
}

pub(super) fn address_in(edits: &[Edit]) -> Option<&ProfileAddress> {
    edits.iter().find_map(|edit| match edit {
        Edit::Address(address) => address.as_ref(),
        _ => None,
    })
}

pub(super) fn somebody_new(who: &Who, now: Moment) -> Person {
    let address = match who {
        Who::Address(address) => Some(address.clone()),
        Who::Person(_) | Who::New => None,
    };
    Person { address, created: now, ..Person::default() }
}
