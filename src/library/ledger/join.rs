//! Joining two ledgers, as when a backup is brought in: everything is kept that either knows.

use super::{Introduction, Ledger, MAX_NOT_THESE, MAX_WHY, Step, Suggested, Taken};
use crate::domain::record::record;
use crate::domain::sorted::sort_by;
use crate::domain::text::clean_text;
use crate::domain::{Moment, PersonId, Unknown};
use crate::json;

record! {
    /// A step that came with another ledger.
    pub struct Came {
        /// The introduction's.
        id: String = "id",
        step: Step = "step",
    }
}

record! {
    /// When an introduction had begun before another ledger knew of an earlier day.
    pub struct Begun {
        id: String = "id",
        was: Moment = "was",
    }
}

record! {
    /// What a ledger took in from another one, so that it can be given back.
    pub struct Joined {
        /// The ids of introductions that were new.
        introductions: Vec<String> = "introductions",
        /// Theirs, and those that introductions which were there already got.
        steps: Vec<Came> = "steps",
        begun: Vec<Begun> = "begun",
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
            match was {
                None => joined.introductions.push(entry.id.clone()),
                Some(was) if was.begun != entry.begun => {
                    joined.begun.push(Begun { id: entry.id.clone(), was: was.begun, ..Begun::default() });
                }
                Some(_) => {}
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
            if let Some(begun) = joined.begun.iter().find(|begun| begun.id == entry.id) {
                before.begun = begun.was;
            }
            *entry = before;
            true
        });
        self.put_in_order();
        self.not_these.retain(|pair| !joined.not_these.contains(pair));
    }

    /// The order in which introductions stand: whichever began first.
    fn put_in_order(&mut self) {
        sort_by(&mut self.introductions, |one, two| (one.begun, &one.id).cmp(&(two.begun, &two.id)));
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

    /// Takes in what another ledger knows. Of one introduction that both have, it takes the steps that are missing here, each at
    /// the earlier of its times, and the later reason; what came of it all is [`Introduction::state`]. Whichever takes in the
    /// other, both then say the same, and once is enough. One name for other people is another introduction: here it stands
    /// for those who are here. Where there isn't room for everything, one's own stays.
    pub fn join(&mut self, other: &Self) {
        let mut new = false;
        for theirs in other.introductions.iter().filter(|theirs| is_pair(&theirs.people)) {
            match self.introductions.iter_mut().find(|mine| mine.id == theirs.id) {
                Some(mine) if mine.people == theirs.people => mine.join(theirs),
                Some(_) => {}
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
            self.put_in_order();
            self.forget_old();
        }
        for pair in other.not_these.iter().filter(|pair| is_pair(pair)) {
            if self.not_these.len() < MAX_NOT_THESE && !self.are_not_these(&pair[0], &pair[1]) {
                self.not_these.push(pair.clone());
            }
        }
        let said = |suggested: &Suggested| (suggested.at, suggested.people.clone());
        let theirs = other.suggested.as_ref().filter(|suggested| is_pair(&suggested.people));
        if theirs.map(said) > self.suggested.as_ref().map(said) {
            self.suggested = theirs.cloned();
        }
        unite(&mut self.unknown, &other.unknown);
    }
}

impl Introduction {
    fn join(&mut self, other: &Self) {
        let before = self.steps.clone();
        other.steps.iter().for_each(|taken| self.take_in(taken));
        if self.steps != before {
            sort_by(&mut self.steps, |one, two| (one.at, &one.step).cmp(&(two.at, &two.step)));
        }
        let theirs = clean_text(&other.why, MAX_WHY);
        // No reason is none that could be newer.
        if (!theirs.is_empty(), other.why_at, &theirs) > (!self.why.is_empty(), self.why_at, &self.why) {
            (self.why, self.why_at) = (theirs, other.why_at);
        }
        self.begun = self.begun.min(other.begun);
        unite(&mut self.unknown, &other.unknown);
    }

    /// Takes in a step. One that is there already was taken at the earlier of the two times, and once.
    fn take_in(&mut self, taken: &Taken) {
        match self.steps.iter_mut().find(|mine| mine.step == taken.step) {
            Some(mine) => mine.at = mine.at.min(taken.at),
            None => self.steps.push(taken.clone()),
        }
    }
}

/// Takes over what only a newer version knows. Where both have a value and nothing says which is right, it is the same one
/// whoever asks.
fn unite(mine: &mut Unknown, theirs: &Unknown) {
    for (name, value) in theirs {
        let mine = mine.entry(name.clone()).or_insert_with(|| value.clone());
        if json::to_string(mine) < json::to_string(value) {
            mine.clone_from(value);
        }
    }
}

fn is_pair(people: &[PersonId]) -> bool {
    matches!(people, [one, two] if one != two)
}
