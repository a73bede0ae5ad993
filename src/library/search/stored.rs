//! Names from stored shards.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};

use super::{Index, Key};
use crate::domain::{Moment, PersonId};
use crate::json;
use crate::library::shard::{SCHEMA_VERSION, Shard, Unreadable};

/// As much of a stored shard as a list of names takes.
#[derive(Deserialize)]
struct StoredNames<'t> {
    #[serde(default, rename = "v")]
    version: u32,
    #[serde(borrow, default)]
    people: People<'t>,
}

/// As much of a stored person.
#[derive(Deserialize)]
struct Named<'t> {
    #[serde(borrow, default)]
    name: Cow<'t, str>,
    #[serde(default)]
    updated: Moment,
}

/// People in the order in which they are stored: a list is made faster than a map.
#[derive(Default)]
struct People<'t>(Vec<(PersonId, Named<'t>)>);

impl<'de: 't, 't> Deserialize<'de> for People<'t> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct PeopleVisitor;
        impl<'de> Visitor<'de> for PeopleVisitor {
            type Value = People<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("people by their ids")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<People<'de>, A::Error> {
                let mut people = Vec::with_capacity(128);
                while let Some(person) = map.next_entry()? {
                    people.push(person);
                }
                Ok(People(people))
            }
        }
        deserializer.deserialize_map(PeopleVisitor)
    }
}

impl Index {
    /// Adds the names of the people in a shard's stored text and skips the rest, which takes about a fifth of
    /// the time of reading everything. All of them must be new to the index.
    ///
    /// # Errors
    /// [`Unreadable`], as [`crate::library::Shard::decode`] says; then nobody was added. A shard whose names can
    /// be read may still turn out to be unreadable in a field that is skipped here.
    pub fn add_stored_names(&mut self, shard: &str) -> Result<(), Unreadable> {
        match json::from_str::<StoredNames>(shard) {
            Ok(StoredNames { version: SCHEMA_VERSION, people }) => {
                for (id, Named { name, updated }) in people.0 {
                    self.add_entry(Key::of(&id), &name, updated);
                }
            }
            // An older form; or it says best what is wrong.
            _ => {
                let shard = Shard::decode(shard)?;
                self.add_names(shard.people.iter().map(|(id, person)| (id, person.name.as_str(), person.updated)));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Person;

    fn shard() -> Shard {
        let mut shard = Shard::default();
        for (n, name) in ["Mia \"Mi\" Sample", "Jörg\tBeispiel", ""].into_iter().enumerate() {
            let person = Person {
                name: name.to_owned(),
                updated: Moment(n as i64),
                story: "garden".to_owned(),
                ..Person::default()
            };
            shard.people.insert(PersonId::new(7, n as u64), person);
        }
        shard
    }

    #[test]
    fn stored_names_are_the_names_of_the_people() {
        let shard = shard();
        let mut stored = Index::default();
        stored.add_stored_names(&shard.encode()).unwrap();
        assert_eq!(stored.len(), 3);
        assert!(!stored.is_complete());
        assert!(stored.search("garden", 5).is_empty());
        stored.add_texts(&shard.people);
        assert!(stored.is_complete());
        let built = Index::build(&shard.people);
        for query in ["mi", "jorg", "garden", "beispiel garden"] {
            assert!(!built.search(query, 5).is_empty());
            assert_eq!(stored.search(query, 5), built.search(query, 5), "{query}");
        }
    }

    #[test]
    fn an_unreadable_shard_adds_nobody() {
        let text = shard().encode();
        let mut index = Index::default();
        assert_eq!(index.add_stored_names(&text.replace("\"v\":1", "\"v\":2")), Err(Unreadable::Newer(2)));
        assert!(matches!(index.add_stored_names(&text.replace("\"v\":1,", "")), Err(Unreadable::Broken(_))));
        assert!(matches!(index.add_stored_names(&text[..text.len() - 2]), Err(Unreadable::Broken(_))));
        assert!(index.is_empty());
        index.add_stored_names(r#"{"v":1}"#).unwrap();
        assert!(index.is_empty());
    }

    #[test]
    fn an_older_form_is_read_too() {
        let mut index = Index::default();
        index.add_stored_names(include_str!("../../../tests/library/fixtures/v0/bb.json")).unwrap();
        assert!(!index.is_empty());
    }
}
