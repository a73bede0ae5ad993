//! What the ledger said of somebody before they were merged into another note, so that they can be taken out again.

use super::{Introduction, Ledger, Step};
use crate::domain::PersonId;
use crate::domain::record::record;

record! {
    /// Who stood in an introduction.
    pub struct Entered {
        id: String = "id",
        people: Vec<PersonId> = "people",
    }
}

record! {
    /// All that the ledger said of somebody.
    pub struct Former {
        introductions: Vec<Entered> = "introductions",
        /// Pairs that don't suit.
        not_these: Vec<Vec<PersonId>> = "notThese",
    }
}

impl Introduction {
    fn as_told_to(&self, person: &PersonId) -> Self {
        let mut told = self.clone();
        let is_theirs =
            |step: &Step| step.side().is_none_or(|side| self.people.get(side).is_none_or(|one| one == person));
        if self.was_introduced() {
            let no = |step: &Step| matches!(step, Step::Declined | Step::FirstDeclined | Step::SecondDeclined);
            told.steps.retain(|taken| is_theirs(&taken.step) || !no(&taken.step));
            told.steps.retain(|taken| taken.step != Step::Declined);
        } else {
            told.steps.retain(|taken| is_theirs(&taken.step) && taken.step != Step::Declined);
            told.why.clear();
        }
        told
    }
}

impl Ledger {
    /// What it says of somebody.
    #[must_use]
    pub fn former(&self, person: &PersonId) -> Former {
        let introductions = self.introductions.iter().filter(|entry| entry.people.contains(person));
        let entered = introductions.map(|entry| Entered {
            id: entry.id.clone(),
            people: entry.people.clone(),
            ..Entered::default()
        });
        let pairs = self.not_these.iter().filter(|pair| pair.contains(person));
        Former { introductions: entered.collect(), not_these: pairs.cloned().collect(), ..Former::default() }
    }

    /// The part of it that is about somebody, as it may be handed to them. Asks promise that nobody will know of them: until both
    /// were introduced, whether the other was asked, what they said and why the user thought of them isn't in it; nor, ever, that the
    /// other said no.
    #[must_use]
    pub fn about(&self, person: &PersonId) -> Self {
        let introductions = self.introductions.iter().filter(|entry| entry.people.contains(person));
        let not_these = self.not_these.iter().filter(|pair| pair.contains(person));
        Self {
            version: self.version,
            introductions: introductions.map(|entry| entry.as_told_to(person)).collect(),
            not_these: not_these.cloned().collect(),
            ..Self::default()
        }
    }

    /// Gives somebody who was merged into `keep` their entries back. Those that say something else by now stay.
    pub fn take_apart(&mut self, former: &Former, other: &PersonId, keep: &PersonId) {
        let merged = |people: &[PersonId]| -> Vec<PersonId> {
            people.iter().map(|person| if person == other { keep } else { person }).cloned().collect()
        };
        for entered in &former.introductions {
            let same = |id: &str, people: &[PersonId]| id == entered.id && people == merged(&entered.people);
            for entry in self.introductions.iter_mut().filter(|entry| same(&entry.id, &entry.people)) {
                entry.people.clone_from(&entered.people);
            }
        }
        for pair in &former.not_these {
            if let Some(found) = self.not_these.iter_mut().find(|found| **found == merged(pair)) {
                found.clone_from(pair);
            }
        }
    }
}
