//! Who is chosen in a list of people, in the order in which they were chosen.

use crate::domain::PersonId;
use crate::domain::sorted::{SortedSet, sort_by};

/// People who are chosen, each once. Whether somebody is, is asked for every row; the order is for whoever does something with
/// them one after the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chosen {
    order: Vec<PersonId>,
    ids: SortedSet<PersonId>,
}

impl Chosen {
    /// How many are chosen.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether nobody is.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// Whether somebody is chosen.
    #[must_use]
    pub fn contains(&self, id: &PersonId) -> bool {
        self.ids.contains(id)
    }

    /// All, whoever was chosen first before the others.
    pub fn iter(&self) -> std::slice::Iter<'_, PersonId> {
        self.order.iter()
    }

    /// Chooses somebody after all others, or not any more.
    pub fn toggle(&mut self, id: PersonId) {
        if self.ids.remove(&id) {
            self.order.retain(|other| *other != id);
        } else {
            self.ids.insert(id.clone());
            self.order.push(id);
        }
    }

    /// Keeps only whoever fits.
    pub fn retain(&mut self, fits: impl Fn(&PersonId) -> bool) {
        self.order.retain(&fits);
        self.ids.retain(fits);
    }
}

impl FromIterator<PersonId> for Chosen {
    fn from_iter<I: IntoIterator<Item = PersonId>>(people: I) -> Self {
        let mut order: Vec<PersonId> = people.into_iter().collect();
        // A list may have thirty thousand rows; put into a set one by one, each would move all behind it.
        let mut sorted = order.clone();
        sort_by(&mut sorted, PersonId::cmp);
        let ids: SortedSet<PersonId> = sorted.into_iter().collect();
        if ids.len() < order.len() {
            let mut seen = SortedSet::new();
            order.retain(|id| seen.insert(id.clone()));
        }
        Self { order, ids }
    }
}

impl<'a> IntoIterator for &'a Chosen {
    type Item = &'a PersonId;
    type IntoIter = std::slice::Iter<'a, PersonId>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn id(n: u64) -> PersonId {
        PersonId::new(u8::try_from(n % 251).unwrap(), n)
    }

    #[test]
    fn whoever_is_chosen_first_comes_first() {
        let mut chosen = Chosen::default();
        for n in [9, 2, 5] {
            chosen.toggle(id(n));
        }
        assert!(chosen.iter().eq(&[id(9), id(2), id(5)]));
        chosen.toggle(id(9));
        assert!(chosen.iter().eq(&[id(2), id(5)]));
        chosen.toggle(id(9));
        assert!(chosen.iter().eq(&[id(2), id(5), id(9)]), "chosen anew, and last");
    }

    proptest! {
        #[test]
        fn what_is_in_the_order_is_in_the_set(begun in proptest::collection::vec(0..12_u64, 0..20), toggled in proptest::collection::vec(0..12_u64, 0..20), gone in 0..12_u64) {
            let mut chosen: Chosen = begun.iter().copied().map(id).collect();
            let mut order: Vec<PersonId> = Vec::new();
            for n in begun {
                if !order.contains(&id(n)) {
                    order.push(id(n));
                }
            }
            for n in toggled {
                chosen.toggle(id(n));
                match order.iter().position(|other| *other == id(n)) {
                    Some(at) => drop(order.remove(at)),
                    None => order.push(id(n)),
                }
            }
            chosen.retain(|other| *other != id(gone));
            order.retain(|other| *other != id(gone));
            prop_assert!(chosen.iter().eq(&order));
            prop_assert_eq!((chosen.len(), chosen.is_empty()), (order.len(), order.is_empty()));
            for n in 0..12 {
                prop_assert_eq!(chosen.contains(&id(n)), order.contains(&id(n)));
            }
        }
    }
}
