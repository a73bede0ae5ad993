//! Invitations without an answer outlive the tab they were seen in, until they are answered, decided or dismissed.

use std::rc::Rc;

use super::super::review::{Review, Standing};
use super::{Turn, Want, need, need_or};
use crate::domain::sorted::SortedMap;
use crate::domain::{Day, Person, PersonId, Policy, ProfileAddress, Waiting};
use crate::library::undecided::SeenOn;
use crate::library::{Change, Command, Invitation, Stored, Undecided};
use crate::linkedin::Place;

impl Turn<'_> {
    /// Remembers who waits on a page that was just looked at.
    pub(super) fn remember_undecided(&mut self, review: &Review, place: &Place) -> Result<(), Want> {
        let before = Rc::clone(need(self.facts.undecided())?);
        let settings = need(self.facts.settings())?;
        let on = if matches!(place, Place::Profile(_)) { SeenOn::Profile } else { SeenOn::List };
        let (mut news, mut answered) = (Vec::new(), Vec::new());
        for sender in review.senders.iter().filter(|sender| sender.is_present()) {
            // Of notes that can't be read nobody knows whether they are an answer.
            let Some(note) = need_or(self.facts.find(&sender.address).map(Some), None)? else { continue };
            let elsewhere = note.is_some_and(|(_, person)| Waiting::of(person, &settings.policy, self.today).is_some());
            if !sender.is_waiting() || elsewhere {
                // Answered by another way than a command of its own, as by an import; or in a list of its own.
                let known = before.invitations.get(&sender.address).filter(|known| known.answered.is_none());
                answered.extend(known.map(|_| &sender.address));
                continue;
            }
            let (name, headline) = (sender.name.clone(), sender.headline.clone());
            let seen = Invitation { name, headline, at: self.now, on: on.clone(), ..Invitation::default() };
            if before.is_news(&sender.address, &seen) {
                news.push((sender.address.clone(), seen));
            }
        }
        if news.is_empty() && answered.is_empty() {
            return Ok(());
        }
        let mut after = Undecided::clone(&before);
        after.forget(answered);
        for (address, seen) in news {
            after.see(address, &seen);
        }
        self.change_undecided(after);
        Ok(())
    }

    /// The addresses that go with a note that is erased.
    pub(super) fn addresses_of(&self, person: &PersonId) -> Vec<ProfileAddress> {
        let of = |person: &Person| person.addresses().cloned().collect::<Vec<_>>();
        // Both are loaded, or the note could not have been erased.
        match (self.facts.person(person), self.facts.past(person.shard())) {
            (Ok(Some(person)), _) => of(person),
            (_, Ok(past)) => past.trash.get(person).map(|trashed| of(&trashed.person)).unwrap_or_default(),
            _ => Vec::new(),
        }
    }

    /// What a command means for invitations without an answer. `erased` are the addresses of a note that is gone for good.
    pub(super) fn follow_in_undecided(&mut self, command: &Command, erased: &[ProfileAddress]) -> Result<(), Want> {
        let before = Rc::clone(need(self.facts.undecided())?);
        if before.is_empty() {
            return Ok(());
        }
        let mut after = Undecided::clone(&before);
        after.forget(erased);
        if let Change::Undo { command } = &command.change {
            after.undo(command);
        }
        let settings = need(self.facts.settings())?;
        // Whose notes it touched are loaded; of the others it says nothing.
        let is_answered = |(address, seen): &(&ProfileAddress, &Invitation)| {
            let found = self.facts.find(address).ok().flatten();
            found.is_some_and(|(_, person)| is_answer(&settings.policy, self.today, person, seen))
        };
        let answered: Vec<ProfileAddress> =
            after.waiting().into_iter().filter(is_answered).map(|(address, _)| address.clone()).collect();
        after.answer(&answered, &command.id);
        self.change_undecided(after);
        Ok(())
    }

    /// Forgets invitations that the user says are gone.
    pub(super) fn dismiss(&mut self, invitations: &[ProfileAddress]) -> Result<(), Want> {
        let mut after = Undecided::clone(need(self.facts.undecided())?);
        after.forget(invitations);
        self.change_undecided(after);
        Ok(())
    }

    /// The user takes that back.
    pub(super) fn bring_back(&mut self, invitations: &SortedMap<ProfileAddress, Invitation>) -> Result<(), Want> {
        // Without the leave to read pages nothing of them is kept, not even on the way back.
        if need(self.facts.settings())?.may_read() {
            let mut after = Undecided::clone(need(self.facts.undecided())?);
            after.bring_back(invitations);
            self.change_undecided(after);
        }
        Ok(())
    }

    /// Forgets all of them.
    pub(super) fn forget_undecided(&mut self) -> Result<(), Want> {
        need(self.facts.undecided())?;
        self.change_undecided(Undecided::default());
        Ok(())
    }

    /// The browser has started: whoever could have undone an answer is gone. Forgets what is too old, too.
    pub(super) fn tidy_undecided(&mut self) -> Result<(), Want> {
        let mut after = Undecided::clone(need(self.facts.undecided())?);
        after.tidy(self.now, |_| false);
        self.change_undecided(after);
        Ok(())
    }

    /// Plans a write of the list, without what is of no use any more.
    fn change_undecided(&mut self, mut after: Undecided) {
        // As long as the journal isn't loaded, nobody knows what can be undone.
        if let Ok(journal) = self.facts.journal() {
            after.tidy(self.now, |id| journal.find(id).is_some_and(|entry| entry.before.is_some()));
        }
        if self.facts.undecided().is_ok_and(|before| **before != after) {
            self.write(Stored::Undecided(Rc::new(after)));
        }
    }
}

/// Whether a note answers an invitation: by a verdict, or by a decision that is younger than it.
fn is_answer(policy: &Policy, today: Day, person: &Person, seen: &Invitation) -> bool {
    let decided = person.decisions.last().is_some_and(|last| last.at >= seen.at);
    decided || Standing::on(today, &policy.verdict(person)) != Standing::NoAnswer
}
