//! Whether somebody who was jotted down before they had an address is the sender of an invitation. Names are all there
//! is to go by, so this only ever leads to a question.

use crate::domain::sorted::sort_by_key;
use crate::domain::text::fold;
use crate::domain::{Person, PersonId};

use super::names::Named;

/// How well a name fits a sender's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// The same words, in whatever order, case or accents.
    Same,
    /// All words of the note's name are in the sender's: "Ana Souza", "Ana Maria Souza".
    Within,
    /// The note has a first name only, and it is the sender's.
    First,
}

/// How a note's name fits a sender's name, if it does.
#[must_use]
pub fn fit(note: &str, sender: &str) -> Option<Fit> {
    let (note, sender) = (fold(note), fold(sender));
    let (mut noted, sent) = (words(&note), words(&sender));
    let first = *sent.first()?;
    match *noted {
        [] => return None,
        [only] if sent.len() > 1 => return (only == first).then_some(Fit::First),
        _ => {}
    }
    let mut left = sent;
    for word in noted.drain(..) {
        let at = left.iter().position(|other| *other == word)?;
        left.remove(at);
    }
    Some(if left.is_empty() { Fit::Same } else { Fit::Within })
}

fn words(folded: &str) -> Vec<&str> {
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
}

/// Those of these people whose names fit a sender's, the best first.
#[must_use]
pub fn candidates(names: impl IntoIterator<Item = Named>, sender: &str) -> Vec<PersonId> {
    let fits = |Named(id, _, name): Named| fit(&name, sender).map(|fit| (fit, id));
    let mut found: Vec<(Fit, PersonId)> = names.into_iter().filter_map(fits).collect();
    sort_by_key(&mut found, |(fit, _)| *fit);
    found.into_iter().map(|(_, id)| id).collect()
}

/// Whether somebody can be expected at all: who has an address is known by it.
#[must_use]
pub fn is_expected(person: &Person) -> bool {
    person.addresses().next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Moment, ProfileAddress};

    #[test]
    fn names_fit_without_accents_case_and_order() {
        for (note, sender, expected) in [
            ("Zoë Müller", "zoe MULLER", Some(Fit::Same)),
            ("Souza Ana", "Ana Souza", Some(Fit::Same)),
            ("Ana Souza", "Ana Maria Souza", Some(Fit::Within)),
            ("Bea", "Bea Lopes", Some(Fit::First)),
            ("Bea", "Bea", Some(Fit::Same)),
            ("Lopes", "Bea Lopes", None),
            ("Bea Lopes", "Bea Costa", None),
            ("Bea Lopes", "Bea", None),
            ("Ana Ana", "Ana Souza", None),
            ("Dr. Bea Lopes", "Bea Lopes", None),
            ("王小明", "王小明", Some(Fit::Same)),
            ("", "Bea", None),
            ("Bea", "", None),
        ] {
            assert_eq!(fit(note, sender), expected, "{note} and {sender}");
        }
    }

    #[test]
    fn the_best_comes_first() {
        let named = |n: u64, name: &str| Named(PersonId::new(7, n), Moment(0), name.to_owned());
        let all = [named(1, "Bea"), named(2, "Tom"), named(3, "Lopes Bea"), named(4, "Bea Lopes")];
        let found = candidates(all, "Bea Maria Lopes");
        assert_eq!(found, [3, 4, 1].map(|n| PersonId::new(7, n)));
    }

    #[test]
    fn who_has_an_address_is_not_expected() {
        let mut bea = Person { name: "Bea".into(), ..Person::default() };
        assert!(is_expected(&bea));
        bea.aliases.insert(ProfileAddress::from_slug("bea").unwrap());
        assert!(!is_expected(&bea));
    }
}
