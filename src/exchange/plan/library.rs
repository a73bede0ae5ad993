//! The library as an import looks at it: by id, by address, by name.

use std::collections::HashMap;

use crate::domain::text::fold;
use crate::domain::{Person, PersonId, ProfileAddress};

/// Everybody in the library, to be found in three ways.
#[derive(Clone, Debug, Default)]
pub struct Library {
    people: Vec<(PersonId, Person)>,
    ids: HashMap<PersonId, usize>,
    addresses: HashMap<ProfileAddress, usize>,
    names: HashMap<String, Vec<usize>>,
}

impl Library {
    /// Takes in everybody.
    #[must_use]
    pub fn new(people: impl IntoIterator<Item = (PersonId, Person)>) -> Self {
        let mut library = Self { people: people.into_iter().collect(), ..Self::default() };
        for (at, (id, person)) in library.people.iter().enumerate() {
            library.ids.insert(id.clone(), at);
            for address in person.addresses() {
                library.addresses.insert(address.clone(), at);
            }
            let name = fold(&person.name);
            if !name.is_empty() {
                library.names.entry(name).or_default().push(at);
            }
        }
        library
    }

    /// The note with this id.
    #[must_use]
    pub fn person(&self, id: &PersonId) -> Option<&Person> {
        self.ids.get(id).map(|at| &self.people[*at].1)
    }

    /// Whoever has or had this address.
    #[must_use]
    pub fn with_address(&self, address: &ProfileAddress) -> Option<(&PersonId, &Person)> {
        self.addresses.get(address).map(|at| self.at(*at))
    }

    /// Everybody of this name, whatever the case and the accents.
    pub fn with_name<'a>(&'a self, name: &str) -> impl Iterator<Item = (&'a PersonId, &'a Person)> + use<'a> {
        self.names.get(&fold(name)).into_iter().flatten().map(|at| self.at(*at))
    }

    fn at(&self, at: usize) -> (&PersonId, &Person) {
        let (id, person) = &self.people[at];
        (id, person)
    }
}
