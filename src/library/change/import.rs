//! Bringing in many people, and undoing it.

use super::attempt::{Attempt, Done, address_in, need, somebody_new};
use super::edit::clean;
use super::{Edit, Incoming, Refusal, Refused, Stamp, Stop, Tally, Who, conflict};
use crate::domain::sorted::SortedSet;
use crate::domain::{Marks, Moment, Person, PersonId, join};
use crate::library::journal::Imported;
use crate::library::past::Found;
use crate::library::{Key, Ledger, Need, Settings, shard_of};

/// How many shards one step of an undo takes.
const UNDONE_AT_ONCE: usize = 16;

/// What became of one of the people.
enum Became {
    Added(PersonId),
    Changed(PersonId),
    Same,
}

impl Incoming {
    /// The shard in which this person will probably be found or made.
    pub(super) fn shard(&self, stamp: Stamp) -> u8 {
        let own = || self.person.as_ref().and_then(|person| person.address.as_ref()).or(address_in(&self.edits));
        match &self.who {
            Who::Person(id) => id.shard(),
            Who::Address(address) => shard_of(address),
            Who::New => own().map_or(stamp.random.to_be_bytes()[0], shard_of),
        }
    }
}

impl Attempt<'_> {
    pub(super) fn import(&mut self, import: &str, people: &[Incoming]) -> Result<Done, Stop> {
        let mut tally = Tally::default();
        let mut missing = Need::default();
        let mut shards = SortedSet::new();
        for (at, incoming) in (0_u32..).zip(people) {
            let kept = tally.kept;
            match self.import_one(import, incoming, at, &mut tally.kept) {
                Ok(Became::Added(id)) => {
                    tally.added += 1;
                    shards.insert(id.shard());
                }
                Ok(Became::Changed(id)) => {
                    tally.changed += 1;
                    shards.insert(id.shard());
                }
                Ok(Became::Same) => tally.same += 1,
                // All of them are asked for at once, and everything is tried again.
                Err(Stop::Need(need)) => missing.0.extend(need.0),
                Err(Stop::Refused(refusal)) => {
                    tally.kept = kept;
                    let why = refusal.to_string();
                    let taken_by = match refusal {
                        Refusal::AddressTaken(name) => Some(name),
                        _ => None,
                    };
                    tally.refused.push(Refused { at, why, taken_by });
                }
            }
            // What was before is remembered by the import; here one is enough, to say whom this was about.
            self.touched.truncate(1);
        }
        need(missing)?;
        let first = self.forget_touched();
        if let Some(first) = first.filter(|_| !shards.is_empty()) {
            self.about(first);
            let imported = self.journal.import(import, self.stamp.now);
            imported.people += u64::from(tally.added + tally.changed);
            imported.shards.extend(shards);
        }
        Ok(Done { tally: Some(tally), undoable: false, ..Done::plain() })
    }

    fn import_one(&mut self, import: &str, incoming: &Incoming, at: u32, kept: &mut u32) -> Result<Became, Stop> {
        let now = self.stamp.now;
        // As random as the first, since multiplying by an odd number loses nothing.
        let random = self.stamp.random.wrapping_add(u64::from(at).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let mut note = incoming.person.as_deref().cloned();
        if let Some(note) = &mut note {
            clean(note);
        }
        let own = note.as_ref().and_then(|note| note.address.as_ref()).or_else(|| address_in(&incoming.edits));
        let (id, current) = match (&incoming.who, own) {
            // Somebody from a backup keeps their id.
            (Who::Person(id), _) if note.is_some() => (id.clone(), self.person(id)?.cloned()),
            // Whoever has the address already is the one who is meant.
            (Who::New, Some(own)) => self.whose(&Who::Address(own.clone()), None, random)?,
            (who, own) => self.whose(who, own, random)?,
        };

        let mut after = match (&current, note) {
            (Some(current), Some(note)) => Person { updated: current.updated, ..join(current, &note) },
            (Some(current), None) => current.clone(),
            (None, Some(note)) => with_times(new_note(&incoming.who, note), now),
            (None, None) => somebody_new(&incoming.who, now),
        };
        let (agreed, conflicts) = match &current {
            // What this import itself wrote, because the file has somebody twice, is no work of the user's.
            Some(current) if !incoming.base.is_empty() && !self.is_as_left(import, &id, current)? => {
                conflict::agreed(current, &incoming.edits, &incoming.base)
            }
            _ => (incoming.edits.iter().collect(), Vec::new()),
        };
        *kept += u32::from(!conflicts.is_empty());
        for edit in agreed {
            // Fields can be written twice; entries of a log would be there twice.
            let has = match edit {
                Edit::AddContact(contact) => after.contacts.contains(contact),
                Edit::AddDecision(decision) => after.decisions.contains(decision),
                _ => false,
            };
            if !has {
                edit.clone().carry_out(&mut after);
            }
        }
        if !conflicts.is_empty()
            && let Some(past) = self.past(id.shard())?
        {
            for conflict in conflicts {
                past.remember_not_taken(&id, now, &conflict.field, conflict.mine);
            }
        }
        if current.as_ref() == Some(&after) {
            return Ok(Became::Same);
        }
        if current.is_some() || after.updated == Moment(0) {
            after.updated = now;
        }

        let stamp = Some(after.updated);
        // Before anything is changed: without it there would be no way back.
        self.trash(id.shard())?;
        self.set(&id, Some(after))?;
        let past = self.trash(id.shard())?;
        let trashed = past.trash.remove(&id);
        let found = past.imports.get_or_default(import.to_owned());
        let added = current.is_none();
        let before = current.map(Box::new);
        let found = found.get_or_insert_with(id.clone(), || Found { at: now, before, ..Found::default() });
        found.stamp = stamp;
        found.trashed = found.trashed.take().or(trashed.map(Box::new));
        Ok(if added { Became::Added(id) } else { Became::Changed(id) })
    }

    /// Brings in what a file holds beside people.
    pub(super) fn import_beside(
        &mut self,
        import: &str,
        introductions: Option<&Ledger>,
        settings: Option<&Settings>,
    ) -> Result<Done, Stop> {
        self.ask([introductions.map(|_| Key::Ledger), settings.map(|_| Key::Settings)].into_iter().flatten())?;
        let mut tally = Tally::default();
        if let Some(theirs) = introductions {
            let before = self.facts.ledger()?;
            let mut after = Ledger::clone(before);
            after.join(theirs);
            let joined = after.since(before);
            tally.introductions = !joined.is_blank();
            if after != **before {
                self.journal.import(import, self.stamp.now).introductions = joined;
                self.ledger = Some(after);
            }
        }
        if let Some(theirs) = settings {
            let before = self.facts.settings()?;
            let mut after = Settings::clone(before);
            after.restore(theirs);
            if after != **before {
                tally.settings = true;
                self.journal.import(import, self.stamp.now).settings = after.since(before);
                self.settings = Some(after);
            }
        }
        // Without anybody there would be no entry, and the journal would not be written.
        self.about(PersonId::new(0, 0));
        Ok(Done { tally: Some(tally), undoable: false, ..Done::plain() })
    }

    /// Takes back what came beside people, at the end of an undo.
    fn undo_beside(&mut self, at: usize, tally: &mut Tally) -> Result<(), Stop> {
        let Imported { introductions, settings, .. } = self.journal.imports[at].clone();
        let (came, changed) = (!introductions.is_blank(), !settings.fields.is_empty());
        self.ask([came.then_some(Key::Ledger), changed.then_some(Key::Settings)].into_iter().flatten())?;
        // What a newer version has written is left.
        if came && let Ok(before) = self.facts.ledger() {
            let mut after = Ledger::clone(before);
            after.give_back(&introductions);
            tally.introductions = after != **before;
            self.ledger = Some(after).filter(|_| tally.introductions);
        }
        if changed {
            let before = self.facts.settings()?;
            let mut after = Settings::clone(before);
            after.take_back(&settings);
            tally.settings = after != **before;
            self.settings = Some(after).filter(|_| tally.settings);
        }
        Ok(())
    }

    /// Whether a note is as this import left it.
    fn is_as_left(&mut self, import: &str, id: &PersonId, current: &Person) -> Result<bool, Stop> {
        let Some(past) = self.past(id.shard())? else { return Ok(false) };
        let found = past.imports.get(import).and_then(|found| found.get(id));
        Ok(found.is_some_and(|found| found.is_as_left(current)))
    }

    pub(super) fn undo_import(&mut self, import: &str) -> Result<Done, Stop> {
        let Some(at) = self.journal.imports.iter().position(|imported| imported.import == import) else {
            return Ok(Done { tally: Some(Tally::default()), undoable: false, ..Done::plain() });
        };
        let imported = &self.journal.imports[at];
        let now: SortedSet<u8> = imported.shards.iter().copied().take(UNDONE_AT_ONCE).collect();
        self.ask(now.iter().flat_map(|n| [Key::Shard(*n), Key::Past(*n)]))?;

        let mut tally = Tally::default();
        let mut missing = Need::default();
        let mut about = None;
        for n in &now {
            let all = self.trash(*n)?.imports.remove(import).unwrap_or_default();
            for (id, found) in all {
                about.get_or_insert_with(|| id.clone());
                let current = self.person(&id)?;
                let untouched = current.is_some_and(|current| found.is_as_left(current));
                let there = current.is_some();
                let back = found.before.is_some();
                match untouched.then(|| self.set(&id, found.before.map(|before| *before))) {
                    Some(Ok(())) if back => tally.changed += 1,
                    Some(Ok(())) => tally.removed += 1,
                    Some(Err(Stop::Need(need))) => missing.0.extend(need.0),
                    Some(Err(Stop::Refused(_))) | None => tally.kept += u32::from(there),
                }
                if let Some(trashed) = found.trashed {
                    self.trash(*n)?.trash.get_or_insert_with(id, || *trashed);
                }
            }
        }
        need(missing)?;
        let imported = &mut self.journal.imports[at];
        imported.shards.retain(|n| !now.contains(n));
        tally.left = u32::try_from(imported.shards.len()).unwrap_or(u32::MAX);
        if tally.left == 0 {
            self.undo_beside(at, &mut tally)?;
            self.journal.imports.remove(at);
        }
        self.forget_touched();
        // Without anybody there would be no entry, and the journal would not be written.
        self.about(about.unwrap_or_else(|| PersonId::new(now.first().copied().unwrap_or_default(), 0)));
        Ok(Done { tally: Some(tally), undoable: false, ..Done::plain() })
    }
}

/// Somebody new, as the file has them.
fn new_note(who: &Who, mut note: Person) -> Person {
    let plain = match who {
        // Whoever is found by another address than the note's has both.
        Who::Address(address) => note.address.as_ref().is_none_or(|own| own == address),
        Who::Person(_) | Who::New => true,
    };
    if !plain || note.marks != Marks::default() {
        return join(&somebody_new(who, Moment(0)), &note);
    }
    // The same as joining it with nothing, without a copy.
    if let Who::Address(address) = who {
        note.address.get_or_insert_with(|| address.clone());
    }
    if let Some(address) = &note.address {
        note.aliases.remove(address);
    }
    note
}

/// A new note's times, where it was written without.
fn with_times(person: Person, now: Moment) -> Person {
    let or_now = |moment: Moment| if moment == Moment(0) { now } else { moment };
    Person { created: or_now(person.created), updated: or_now(person.updated), ..person }
}
