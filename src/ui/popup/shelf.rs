//! The library as the popup holds it: the shards' stored texts, and an index over them.
//!
//! Measured on 30,000 people (13 MB) in Chromium: reading the texts takes 150 to 200 ms, taking only the
//! names out of them 50 ms, indexing those 10 to 25 ms; decoding every note takes 255 ms and indexing it
//! another 190 ms. So the names that are stored beside the shards are taken first and can be found at once, the
//! notes themselves follow in small portions, and a note is decoded when it is shown: it is found in its shard's text
//! by its id.

use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::domain::sorted::{SortedMap, SortedSet};
use crate::domain::{Moment, Person, PersonId, ProfileAddress};
use crate::json;
use crate::library::names::Named;
use crate::library::search::{Hit, Index};
use crate::library::{Shard, Unreadable, shard_of};

/// The texts of all shards that were read, and what can be found in them.
#[derive(Debug, Default)]
pub struct Shelf {
    texts: SortedMap<u8, String>,
    index: Index,
    /// Who was said to be in a shard that hasn't been indexed as a whole, and when their notes were changed.
    named: SortedMap<u8, SortedMap<PersonId, Moment>>,
    /// Shards in the order in which they were read, which is mostly that of the names, as [`Index::add_texts`] likes it.
    order: Vec<u8>,
    /// How many of them have had their other fields indexed.
    indexed: usize,
    unreadable: SortedMap<u8, Unreadable>,
}

impl Shelf {
    /// Takes in the names of a shard's people, that can be found from now on.
    pub fn put_names(&mut self, n: u8, names: Vec<Named>) {
        if self.texts.contains_key(&n) || self.named.contains_key(&n) {
            return;
        }
        self.index.add_names(names.iter().map(|Named(id, updated, name)| (id, name.as_str(), *updated)));
        self.named.insert(n, names.into_iter().map(|Named(id, updated, _)| (id, updated)).collect());
    }

    /// Takes in a shard as it was read: its names can be found from now on. One that is here already came
    /// by a change, and is newer.
    pub fn put(&mut self, n: u8, text: String) {
        if self.texts.contains_key(&n) {
            return;
        }
        if self.named.contains_key(&n) {
            self.order.push(n);
            self.texts.insert(n, text);
            return;
        }
        match self.index.add_stored_names(&text) {
            Ok(()) => {
                self.order.push(n);
                self.texts.insert(n, text);
            }
            Err(unreadable) => {
                self.unreadable.insert(n, unreadable);
            }
        }
    }

    /// Indexes the other fields of one more shard; `false` if there is none left.
    pub fn index_more(&mut self) -> bool {
        self.index_next().is_some() && self.indexed < self.order.len()
    }

    /// Indexes the other fields of one more shard, and hands on what is in it.
    pub fn index_next(&mut self) -> Option<(u8, Shard)> {
        let &n = self.order.get(self.indexed)?;
        self.indexed += 1;
        let mut read = Shard::default();
        let named = self.named.remove(&n);
        match self.texts.get(&n).map(|text| Shard::decode(text)) {
            Some(Ok(shard)) => {
                if let Some(named) = named {
                    self.correct(&named, &shard);
                }
                self.index.add_texts(&shard.people);
                read = shard;
            }
            Some(Err(unreadable)) => {
                self.correct(&named.unwrap_or_default(), &Shard::default());
                self.texts.remove(&n);
                self.unreadable.insert(n, unreadable);
            }
            None => {}
        }
        Some((n, read))
    }

    /// Everything there is has been read: names of shards that aren't there are nobody's.
    pub fn all_read(&mut self) {
        let gone: Vec<u8> = self.named.keys().copied().filter(|n| !self.texts.contains_key(n)).collect();
        for named in gone.iter().filter_map(|n| self.named.remove(n)).collect::<Vec<_>>() {
            self.correct(&named, &Shard::default());
        }
    }

    /// The shards that aren't stored, once everything has been read.
    #[must_use]
    pub fn absent(&self) -> Vec<u8> {
        let there = |n: &u8| self.texts.contains_key(n) || self.unreadable.contains_key(n);
        (0..=u8::MAX).filter(|n| !there(n)).collect()
    }

    /// Goes by the shard where its names were stored otherwise.
    fn correct(&mut self, named: &SortedMap<PersonId, Moment>, shard: &Shard) {
        for id in named.keys().filter(|id| !shard.people.contains_key(*id)) {
            self.index.update(id, None);
        }
        for (id, person) in &shard.people {
            if named.get(id) != Some(&person.updated) {
                self.index.update(id, Some(person));
            }
        }
    }

    /// The shards, of people with these ids, that haven't been read.
    #[must_use]
    pub fn unread<'i>(&self, ids: impl IntoIterator<Item = &'i PersonId>) -> SortedSet<u8> {
        let unread = |n: &u8| !self.texts.contains_key(n) && !self.unreadable.contains_key(n);
        ids.into_iter().map(PersonId::shard).filter(unread).collect()
    }

    /// Takes in a changed shard, or (with `None`) one that was removed.
    pub fn change(&mut self, n: u8, text: Option<String>) {
        let before = self.texts.remove(&n).and_then(|text| Shard::decode(&text).ok()).unwrap_or_default();
        self.unreadable.remove(&n);
        let after = match text.as_deref().map(Shard::decode).transpose() {
            Ok(shard) => shard.unwrap_or_default(),
            Err(unreadable) => {
                self.unreadable.insert(n, unreadable);
                Shard::default()
            }
        };
        let named = self.named.remove(&n).unwrap_or_default();
        for id in named.keys().filter(|id| !after.people.contains_key(*id)) {
            self.index.update(id, None);
        }
        for (id, person) in &after.people {
            if before.people.get(id) != Some(person) {
                self.index.update(id, Some(person));
            }
        }
        for id in before.people.keys().filter(|id| !after.people.contains_key(*id)) {
            self.index.update(id, None);
        }
        if let Some(text) = text.filter(|_| !self.unreadable.contains_key(&n)) {
            self.texts.insert(n, text);
        }
    }

    /// The whole note of a person; `None` if there is none, or its shard isn't here.
    #[must_use]
    pub fn person(&self, id: &PersonId) -> Option<Person> {
        person_in(self.texts.get(&id.shard())?, id)
    }

    /// The person who has, or had, this address.
    #[must_use]
    pub fn find(&self, address: &ProfileAddress) -> Option<PersonId> {
        let shard = Shard::decode(self.texts.get(&shard_of(address))?).ok()?;
        shard.addresses.get(address).cloned()
    }

    /// People who have every word of the query, the best match first.
    #[must_use]
    pub fn search(&self, query: &str, limit: usize) -> Vec<Hit> {
        self.index.search(query, limit)
    }

    /// What can be found, for who searches in portions.
    #[must_use]
    pub const fn index(&self) -> &Index {
        &self.index
    }

    /// Whether every field of every shard here can be searched.
    #[must_use]
    pub fn is_indexed(&self) -> bool {
        self.indexed >= self.order.len()
    }

    /// The number of people.
    #[must_use]
    pub fn len(&self) -> usize {
        self.index.len()
    }

    /// Whether there is nobody.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.index.is_empty()
    }

    /// Why a part of the notes can't be read, if that is so.
    #[must_use]
    pub fn unreadable(&self) -> Option<&Unreadable> {
        self.unreadable.values().next()
    }
}

/// A person's note in its shard's text.
///
/// An id in quotes before a colon and an opening brace can only be the key of that note: inside a text
/// the quotes would be escaped, and in the list of addresses ids are values. Should a newer version use
/// ids as keys elsewhere, the whole shard is decoded.
fn person_in(text: &str, id: &PersonId) -> Option<Person> {
    let key = format!("\"{id}\":{{");
    let mut found = text.match_indices(&key);
    let (at, _) = found.next()?;
    if found.next().is_some() {
        return Shard::decode(text).ok()?.people.remove(id);
    }
    json::first(&text[at + key.len() - 1..]).ok().map(|(person, _)| person)
}

/// How many people a shard's text holds, without reading what is said about them.
#[must_use]
pub fn count(text: &str) -> usize {
    #[derive(Deserialize)]
    struct Light {
        #[serde(default)]
        people: SortedMap<String, IgnoredAny>,
    }
    json::from_str::<Light>(text).map_or(0, |shard| shard.people.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Met;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn id(n: u64) -> PersonId {
        PersonId::new(7, n)
    }

    fn shard(people: &[(u64, &str, &str)]) -> String {
        let mut shard = Shard::default();
        for (n, name, memory) in people {
            let mut person = Person { name: (*name).to_owned(), ..Person::default() };
            person.ties.met = Some(Met { memory: (*memory).to_owned(), ..Met::default() });
            person.address = ProfileAddress::from_slug(&format!("person-{n}")).ok();
            shard.addresses.extend(person.address.clone().map(|address| (address, id(*n))));
            shard.people.insert(id(*n), person);
        }
        shard.encode()
    }

    fn found(shelf: &Shelf, query: &str) -> Vec<PersonId> {
        shelf.search(query, 10).into_iter().map(|hit| hit.id).collect()
    }

    #[wasm_bindgen_test]
    fn names_first_then_the_rest() {
        let mut shelf = Shelf::default();
        shelf.put(7, shard(&[(1, "Mia Sample", "bees"), (2, "Jonas Model", "harbour")]));
        assert_eq!(found(&shelf, "jonas"), [id(2)]);
        assert!(found(&shelf, "bees").is_empty() && !shelf.is_indexed());
        while shelf.index_more() {}
        assert_eq!(found(&shelf, "bees"), [id(1)]);
        assert!(shelf.is_indexed());
    }

    #[wasm_bindgen_test]
    fn a_note_is_found_by_its_id_alone() {
        // Somebody's story that looks like the place of another note.
        let text = shard(&[(1, "Mia Sample", &format!("\"{}\":{{ not a note", id(2))), (2, "Jonas Model", "harbour")]);
        for (n, name) in [(1, "Mia Sample"), (2, "Jonas Model")] {
            assert_eq!(person_in(&text, &id(n)).map(|person| person.name).as_deref(), Some(name));
        }
        assert_eq!(person_in(&text, &id(3)), None);
    }

    #[wasm_bindgen_test]
    fn changes_are_followed() {
        let mut shelf = Shelf::default();
        shelf.put(7, shard(&[(1, "Mia Sample", "bees"), (2, "Jonas Model", "harbour")]));
        while shelf.index_more() {}
        shelf.change(7, Some(shard(&[(1, "Mia Example", "bees"), (3, "Lena Muster", "maps")])));
        assert!(found(&shelf, "jonas").is_empty());
        assert_eq!(found(&shelf, "example"), [id(1)]);
        assert_eq!(found(&shelf, "maps"), [id(3)]);
        assert_eq!(shelf.len(), 2);
        shelf.change(7, None);
        assert!(shelf.is_empty());
    }

    /// Names as they are stored beside a shard.
    fn names(people: &[(u64, &str)]) -> Vec<Named> {
        people.iter().map(|(n, name)| Named(id(*n), Moment::default(), (*name).to_owned())).collect()
    }

    #[wasm_bindgen_test]
    fn names_are_found_before_their_notes_are_there() {
        let mut shelf = Shelf::default();
        shelf.put_names(7, names(&[(1, "Mia Sample"), (2, "Jonas Model")]));
        assert_eq!(found(&shelf, "jonas"), [id(2)]);
        assert_eq!(shelf.person(&id(2)), None);
        assert_eq!(shelf.unread([&id(2)]), [7].into());
        shelf.put(7, shard(&[(1, "Mia Sample", "bees"), (2, "Jonas Model", "harbour")]));
        assert!(shelf.unread([&id(2)]).is_empty());
        assert_eq!(shelf.person(&id(2)).map(|person| person.name).as_deref(), Some("Jonas Model"));
        while shelf.index_more() {}
        assert_eq!((found(&shelf, "harbour"), found(&shelf, "jonas"), shelf.len()), (vec![id(2)], vec![id(2)], 2));
    }

    #[wasm_bindgen_test]
    fn shards_are_right_where_names_are_not() {
        let mut shelf = Shelf::default();
        shelf.put_names(7, names(&[(1, "Mia Gone"), (2, "Jonas Model")]));
        shelf.put_names(8, names(&[(9, "Nobody Here")]));
        let mut text = Shard::decode(&shard(&[(2, "Jonas Othername", "harbour"), (3, "Lena Muster", "maps")])).unwrap();
        text.people.get_mut(&id(2)).unwrap().updated = Moment(5);
        shelf.put(7, text.encode());
        shelf.all_read();
        while shelf.index_more() {}
        for nobody in ["gone", "model", "nobody"] {
            assert!(found(&shelf, nobody).is_empty(), "{nobody}");
        }
        assert_eq!((found(&shelf, "othername"), found(&shelf, "lena"), shelf.len()), (vec![id(2)], vec![id(3)], 2));
    }

    #[wasm_bindgen_test]
    fn a_change_that_comes_before_its_shard_was_read() {
        let mut shelf = Shelf::default();
        shelf.put_names(7, names(&[(1, "Mia Gone"), (2, "Jonas Model")]));
        shelf.change(7, Some(shard(&[(2, "Jonas Model", "harbour")])));
        shelf.put(7, shard(&[(1, "Mia Gone", "bees"), (2, "Jonas Model", "port")]));
        assert!(found(&shelf, "mia").is_empty() && found(&shelf, "port").is_empty());
        assert_eq!(found(&shelf, "harbour"), [id(2)]);
        assert_eq!(shelf.len(), 1);
    }

    #[wasm_bindgen_test]
    fn a_shard_from_the_future_is_told_of() {
        let mut shelf = Shelf::default();
        shelf.put(7, r#"{"v":2,"people":{}}"#.to_owned());
        assert_eq!(shelf.unreadable(), Some(&Unreadable::Newer(2)));
    }
}
