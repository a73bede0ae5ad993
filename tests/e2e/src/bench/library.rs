//! Made-up libraries, in the form in which the extension stores them.

use std::collections::BTreeMap;

use really_know::domain::{self, Moment, PersonId};
use really_know::library::journal::Entry;
use really_know::library::{CommandId, Journal, Key, Shard, shard_of};
use serde_json::{Map, Value, json};

#[path = "../../../../examples/search_bench/people.rs"]
pub mod people;

const SEED: u64 = 2026;
/// How many people the journal remembers as changed lately.
const RECENT: usize = 24;

/// What is stored, and what can be searched for in it.
#[derive(Debug)]
pub struct Library {
    /// Keys and texts for `storage.local`.
    pub stored: BTreeMap<String, String>,
    /// Everybody.
    pub all: Vec<Person>,
    /// Somebody from the middle.
    pub wanted: Person,
}

/// Somebody to search for.
#[derive(Clone, Debug)]
pub struct Person {
    pub id: String,
    pub name: String,
    pub headline: String,
    /// What only the note says.
    pub memory: String,
}

impl Library {
    /// The same people for the same number.
    pub fn of(count: usize) -> Self {
        let mut shards: BTreeMap<u8, Shard> = BTreeMap::new();
        let (mut all, mut recent) = (Vec::new(), Vec::new());
        for (id, person) in people::people(SEED, count) {
            // A person lives where the address is looked for.
            let id = person.address.as_ref().map_or_else(|| id.clone(), |address| moved(&id, shard_of(address)));
            let shard = shards.entry(id.shard()).or_default();
            if let Some(address) = &person.address {
                shard.addresses.insert(address.clone(), id.clone());
            }
            let (name, headline, memory) = (person.name.clone(), person.headline.clone(), memory(&person));
            all.push(Person { id: id.to_string(), name, headline, memory });
            recent.extend((recent.len() < RECENT).then(|| id.clone()));
            shard.people.insert(id, person);
        }
        let middle = all.len() / 2;
        let wanted = all[middle..].iter().find(|one: &&Person| one.name.is_ascii()).unwrap_or(&all[middle]).clone();
        let mut journal = Journal::default();
        for (n, person) in recent.into_iter().enumerate() {
            let id = CommandId(format!("made up {n}"));
            journal.add(Entry::plain(id, Moment(1_700_000_000_000), person));
        }
        let mut stored: BTreeMap<String, String> = shards.iter().flat_map(|(n, shard)| shard.entries(*n)).collect();
        stored.insert(Key::Journal.name(), journal.encode());
        Self { stored, all, wanted }
    }

    /// The values in portions that a driver can carry.
    pub fn portions(&self) -> Vec<Value> {
        let stored: Vec<_> = self.stored.iter().collect();
        let portion = |some: &[(&String, &String)]| {
            Value::Object(some.iter().map(|(key, text)| ((*key).clone(), json!(text))).collect::<Map<_, _>>())
        };
        stored.chunks(32).map(portion).collect()
    }
}

fn moved(id: &PersonId, shard: u8) -> PersonId {
    let random = u64::from_str_radix(&id.as_str()[2..], 16).unwrap_or_default();
    PersonId::new(shard, random)
}

fn memory(person: &domain::Person) -> String {
    person.ties.met.as_ref().map(|met| met.memory.clone()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_is_stored_where_they_are_looked_for() {
        let library = Library::of(3_000);
        let mut count = 0;
        for (key, text) in &library.stored {
            let Some(Key::Shard(n)) = Key::from_name(key) else { continue };
            let shard = Shard::decode(text).unwrap();
            assert!(
                shard.addresses.iter().all(|(address, id)| shard_of(address) == n && shard.people.contains_key(id))
            );
            count += shard.people.len();
        }
        assert_eq!(count, 3_000);
        assert!(library.stored.values().any(|text| text.contains(&library.wanted.name)));
        assert_eq!(
            library.portions().iter().map(|one| one.as_object().unwrap().len()).sum::<usize>(),
            library.stored.len()
        );
    }
}
