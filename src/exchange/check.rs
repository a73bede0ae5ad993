//! Checking a backup: is everything in it that is in the library?

use std::collections::HashMap;

use super::backup::Beside;
use super::source::Source;
use crate::domain::field::values;
use crate::domain::{Field, Person, PersonId};
use crate::library::Ledger;

/// Somebody, by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    pub id: PersonId,
    pub name: String,
}

/// Somebody whose note is not what it was, and in which fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Different {
    pub who: Named,
    pub fields: Vec<Field>,
}

/// What a comparison found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// Notes that are the same in both.
    pub same: usize,
    /// In the library, not in the backup: written since, or lost.
    pub missing: Vec<Named>,
    /// In the backup, no longer in the library.
    pub gone: Vec<Named>,
    pub different: Vec<Different>,
    /// Whether the backup has other settings, or none.
    pub settings_differ: bool,
    /// Whether there are introductions, or steps of them, that the backup doesn't have.
    pub introductions_missing: bool,
}

impl Checked {
    /// Whether nothing at all would be lost if only the backup were left.
    #[must_use]
    pub const fn is_complete(&self) -> bool {
        self.missing.is_empty() && self.different.is_empty() && !self.settings_differ && !self.introductions_missing
    }
}

/// Compares a file that was read back with the library, note by note. People in the file without an id are found
/// by their profile address.
#[must_use]
pub fn check<'a>(
    source: &Source,
    library: impl IntoIterator<Item = (&'a PersonId, &'a Person)>,
    beside: Beside<'_>,
) -> Checked {
    let mut checked = Checked {
        settings_differ: source.settings.as_ref() != beside.settings,
        introductions_missing: beside.ledger.is_some_and(|ledger| !has_all_of(source.ledger.as_ref(), ledger)),
        ..Checked::default()
    };
    let by_id: HashMap<&PersonId, usize> =
        source.people.iter().enumerate().filter_map(|(at, found)| Some((found.id.as_ref()?, at))).collect();
    let nameless = source.people.iter().enumerate().filter(|(_, found)| found.id.is_none());
    let by_address: HashMap<_, usize> =
        nameless.filter_map(|(at, found)| Some((found.person.address.as_ref()?, at))).collect();
    let mut seen = vec![false; source.people.len()];
    for (id, person) in library {
        let who = || named(id, person);
        let at = by_id.get(id).or_else(|| by_address.get(person.address.as_ref()?));
        let Some(at) = at.copied() else {
            checked.missing.push(who());
            continue;
        };
        seen[at] = true;
        match different(person, &source.people[at].person) {
            fields if fields.is_empty() => checked.same += 1,
            fields => checked.different.push(Different { who: who(), fields }),
        }
    }
    let gone = source.people.iter().zip(seen).filter(|(_, seen)| !seen);
    checked.gone = gone.filter_map(|(found, _)| Some(named(found.id.as_ref()?, &found.person))).collect();
    checked
}

/// Whether a ledger would learn nothing from another one.
fn has_all_of(ledger: Option<&Ledger>, other: &Ledger) -> bool {
    let mut after = ledger.cloned().unwrap_or_default();
    after.join(other);
    // A suggestion is made anew every week; it is no loss.
    after.suggested = ledger.and_then(|ledger| ledger.suggested.clone());
    after == ledger.cloned().unwrap_or_default()
}

fn named(id: &PersonId, person: &Person) -> Named {
    Named { id: id.clone(), name: person.name.clone() }
}

/// The fields in which two notes differ.
fn different(one: &Person, other: &Person) -> Vec<Field> {
    if one == other {
        return Vec::new();
    }
    let (one, other) = (values(one), values(other));
    let fields = one.keys().chain(other.keys().filter(|field| !one.contains_key(field)));
    fields.filter(|field| one.get(field) != other.get(field)).cloned().collect()
}
