//! Joining two ledgers, as when a backup is brought in: everything is kept that either knows.

use super::{Introduction, Ledger, MAX_NOT_THESE, MAX_WHY, Step, Taken};
use crate::domain::PersonId;
use crate::domain::record::record;
use crate::domain::sorted::sort_by;
use crate::domain::text::clean_text;

record! {
    /// A step that came with another ledger.
    pub struct Came {
        /// The introduction's.
        id: String = "id",
        step: Step = "step",
    }
}

record! {
    /// What a ledger took in from another one, so that it can be given back.
    pub struct Joined {
        /// The ids of introductions that were new.
        introductions: Vec<String> = "introductions",
        /// Theirs, and those that introductions which were there already got.
        steps: Vec<Came> = "steps",
        /// Pairs that don't suit.
        not_these: Vec<Vec<PersonId>> = "notThese",
    }
}

impl Joined {
    /// Whether nothing was taken in.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        *self == Self::default()
    }

    /// Leaves no trace of somebody.
    pub fn forget(&mut self, person: &PersonId) {
        self.not_these.retain(|pair| !pair.contains(person));
    }
}

impl Ledger {
    /// What this has that an earlier state of it didn't have.
    #[must_use]
    pub fn since(&self, before: &Self) -> Joined {
        let mut joined = Joined::default();
        for entry in &self.introductions {
            let was = before.introductions.iter().find(|was| was.id == entry.id);
            if was.is_none() {
                joined.introductions.push(entry.id.clone());
            }
            let new = entry.steps.iter().filter(|taken| was.is_none_or(|was| !was.has(&taken.step)));
            let came = new.map(|taken| Came { id: entry.id.clone(), step: taken.step.clone(), ..Came::default() });
            joined.steps.extend(came);
        }
        let new = self.not_these.iter().filter(|pair| !before.not_these.contains(pair));
        joined.not_these.extend(new.cloned());
        joined
    }

    /// Gives back what it took in. Introductions that have gone on since stay.
    pub fn give_back(&mut self, joined: &Joined) {
        self.introductions.retain_mut(|entry| {
            let came = |step: &Step| joined.steps.iter().any(|came| came.id == entry.id && came.step == *step);
            let mut before = entry.clone();
            before.steps.retain(|taken| !came(&taken.step));
            if joined.introductions.contains(&entry.id) {
                return !before.steps.is_empty();
            }
            if before.is_possible() {
                *entry = before;
            }
            true
        });
        self.not_these.retain(|pair| !joined.not_these.contains(pair));
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        *self == Self { version: self.version, ..Self::default() }
    }

    /// The same with other ids: `who` says what somebody is called elsewhere. Entries with somebody who isn't known there
    /// stay behind.
    #[must_use]
    pub fn among(&self, who: impl Fn(&PersonId) -> Option<PersonId>) -> Self {
        let both = |people: &[PersonId]| -> Option<Vec<PersonId>> {
            let people: Vec<PersonId> = people.iter().map(&who).collect::<Option<_>>()?;
            is_pair(&people).then_some(people)
        };
        let mut other = self.clone();
        other.introductions.retain_mut(|entry| both(&entry.people).map(|people| entry.people = people).is_some());
        other.not_these.retain_mut(|pair| both(pair).map(|people| *pair = people).is_some());
        other.suggested = other.suggested.and_then(|mut suggested| {
            suggested.people = both(&suggested.people)?;
            Some(suggested)
        });
        other
    }

    /// Takes in what another ledger knows. Of one introduction both have, it takes the steps that are missing here; where
    /// that would make no sense (introduced in one, declined in the other) it stays as it is here. The same once more
    /// changes nothing.
    pub fn join(&mut self, other: &Self) {
        let mut new = false;
        for theirs in other.introductions.iter().filter(|theirs| is_pair(&theirs.people) && theirs.is_possible()) {
            match self.introductions.iter_mut().find(|mine| mine.id == theirs.id) {
                Some(mine) => mine.join(theirs),
                None => {
                    let why = clean_text(&theirs.why, MAX_WHY);
                    let mut own = Introduction { why, steps: Vec::new(), ..theirs.clone() };
                    theirs.steps.iter().for_each(|taken| own.take_in(taken));
                    self.introductions.push(own);
                    new = true;
                }
            }
        }
        if new {
            sort_by(&mut self.introductions, |one, two| (one.begun, &one.id).cmp(&(two.begun, &two.id)));
            self.forget_old();
        }
        for pair in other.not_these.iter().filter(|pair| is_pair(pair)) {
            // Where there is no room for both, one's own stay.
            if self.not_these.len() < MAX_NOT_THESE && !self.are_not_these(&pair[0], &pair[1]) {
                self.not_these.push(pair.clone());
            }
        }
        let theirs = other.suggested.iter().find(|suggested| is_pair(&suggested.people));
        if theirs.map(|suggested| suggested.at) > self.suggested.as_ref().map(|suggested| suggested.at) {
            self.suggested = theirs.cloned();
        }
        for (name, value) in &other.unknown {
            self.unknown.entry(name.clone()).or_insert_with(|| value.clone());
        }
    }
}

impl Introduction {
    fn join(&mut self, other: &Self) {
        let mut after = self.clone();
        other.steps.iter().for_each(|taken| after.take_in(taken));
        if after.steps != self.steps {
            sort_by(&mut after.steps, |one, two| (one.at, &one.step).cmp(&(two.at, &two.step)));
        }
        if after.why.is_empty() {
            after.why = clean_text(&other.why, MAX_WHY);
        }
        for (name, value) in &other.unknown {
            after.unknown.entry(name.clone()).or_insert_with(|| value.clone());
        }
        if after.is_possible() {
            *self = after;
        }
    }

    /// Takes in a step. One that is there already was taken at the earlier of the two times, and once.
    fn take_in(&mut self, taken: &Taken) {
        match self.steps.iter_mut().find(|mine| mine.step == taken.step) {
            Some(mine) => mine.at = mine.at.min(taken.at),
            None => self.steps.push(taken.clone()),
        }
    }

    /// Whether all its steps can have been taken: it ended in one way at most, and not before both had said yes.
    fn is_possible(&self) -> bool {
        let ends = [Step::Introduced, Step::Declined, Step::LetGo];
        let both = self.has(&Step::FirstSaidYes) && self.has(&Step::SecondSaidYes);
        ends.iter().filter(|end| self.has(end)).count() < 2 && (both || !self.has(&Step::Introduced))
    }
}

fn is_pair(people: &[PersonId]) -> bool {
    matches!(people, [one, two] if one != two)
}
