//! Finding people again.
//!
//! An [`Index`] knows every word of the library once (`vocabulary`), folded, with the people who use it and the
//! field it stands in. A key pressed is answered by reading through all words: most are passed over by comparing 32
//! bits, the rest are compared letter by letter, typing errors allowed (`edits`). What is found is put in order by
//! `rank`. `words` says what a word is in scripts with and without spaces.
//!
//! # Measured
//! By `examples/search_bench` on made-up people with notes of 456 bytes, in ten scripts; 93,000 different words
//! at 30,000 people, 15 MB of memory. Times in ms; WebAssembly in Node 20, the best of five fresh starts on a busy
//! machine with two cores.
//!
//! | 30,000 people | native | wasm, `opt-level` z | s | 3 |
//! | --- | --- | --- | --- | --- |
//! | names from stored text to first search | | 54 | 36 | 35 |
//! | everything, people already decoded | 102 | 177 | 143 | 114 |
//! | a shard of 117 people decoded and its texts added | | 1.1 | 0.8 | 0.7 |
//! | a key, half of them (95 of 100) | 1.3 (3.1) | 2.3 (6.3) | 1.3 (3.2) | 1.2 (3.1) |
//!
//! With 3,000 people a key takes 0.2 ms (0.5), with 100 people 10 µs (natively). Of 200 misspelt names 98 to 100 in
//! a hundred are found among the first five; of single misspelt words of names, 95 to 99 lead to somebody who has
//! the word. What is lost is mostly Hangul with two syllables swapped, which is more than two letters.
//!
//! What was tried instead, natively: one `HashMap` of words to people, filled from whole folded texts, takes 280 ms
//! to build instead of 100. `strsim`'s distance on 75,000 words takes 17 to 25 ms a key, one machine word a column
//! (`edits::Pattern`) 9, and 0.2 to 0.8 on the words that the letter sets leave over.

mod edits;
mod field;
mod marks;
mod portions;
mod query;
mod rank;
mod stored;
mod vocabulary;
mod words;

pub use field::Field;
pub use marks::marks;
pub use portions::{Found, Search};
pub use words::words_of;

use crate::domain::sorted::sort_by;
use crate::domain::{Moment, Person, PersonId};
use query::Query;
use rank::Match;
use vocabulary::{Doc, Vocabulary};
use words::Reader;

/// A person found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    pub id: PersonId,
    /// The field to show beside the name: each word of the query has a best field, and this is the one of
    /// the word that matched least well. [`Field::Name`] if the name says it all.
    pub field: Field,
    /// Whether it took a typing error to be allowed for in a word of the query. The word itself can stand in another field
    /// that counts less.
    pub lenient: bool,
}

/// A person's id without a block on the heap, in the same order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    shard: u8,
    random: u64,
}

impl Key {
    /// The same id.
    #[must_use]
    pub fn of(id: &PersonId) -> Self {
        let digit = |byte: u8| u64::from(byte & 0xf) + if byte > b'9' { 9 } else { 0 };
        let random = id.as_str().bytes().skip(2).fold(0, |number, byte| number << 4 | digit(byte));
        Self { shard: id.shard(), random }
    }

    fn id(self) -> PersonId {
        PersonId::new(self.shard, self.random)
    }

    /// The shard that the person's note lives in.
    #[must_use]
    pub const fn shard(self) -> u8 {
        self.shard
    }
}

/// A person in the index.
#[derive(Clone, Copy, Debug)]
struct Entry {
    key: Key,
    updated: Moment,
    /// The folded name in [`Index::names`].
    name: (u32, u32),
    state: State,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Only the name can be found yet.
    NameOnly,
    Whole,
    /// Removed, or replaced by a later entry.
    Gone,
}

/// Entries of removed people that are kept at least, before the index is tidied up.
const GONE_KEPT: usize = 512;

/// An index of people, to be searched while the user types.
#[derive(Clone, Debug)]
pub struct Index {
    entries: Vec<Entry>,
    /// Folded names, one after the other, for people who match equally well.
    names: String,
    vocabulary: Vocabulary,
    reader: Reader,
    /// The entry behind the one that was looked up last: people come in the same order each time.
    next: usize,
    without_texts: usize,
    gone: usize,
}

impl Default for Index {
    fn default() -> Self {
        Self {
            entries: Vec::new(),
            names: String::new(),
            vocabulary: Vocabulary::default(),
            reader: Reader::new(),
            next: 0,
            without_texts: 0,
            gone: 0,
        }
    }
}

impl Index {
    /// An index of everything about these people, each given once.
    pub fn build<'p>(people: impl IntoIterator<Item = (&'p PersonId, &'p Person)>) -> Self {
        let mut index = Self::default();
        for (id, person) in people {
            index.add(Key::of(id), person);
        }
        index
    }

    /// Adds people who are new to the index with only their names: in a large library this takes a tenth of
    /// the time, and is enough for the first letters that a user types. [`Self::add_texts`] does the rest.
    pub fn add_names<'p>(&mut self, people: impl IntoIterator<Item = (&'p PersonId, &'p str, Moment)>) {
        for (id, name, updated) in people {
            self.add_entry(Key::of(id), name, updated);
        }
    }

    /// Adds the other fields of people who have only their names in the index; anybody else is left alone.
    /// Meant to be called with some hundred people at a time, so that keys are answered in between.
    ///
    /// Quick if people come in the order in which their names were added, or in long runs of it.
    pub fn add_texts<'p>(&mut self, people: impl IntoIterator<Item = (&'p PersonId, &'p Person)>) {
        for (id, person) in people {
            let Some(at) = self.find(Key::of(id)) else { continue };
            if self.entries[at].state == State::NameOnly {
                self.add_fields(at, person);
            }
        }
    }

    /// Whether [`Self::add_texts`] has had everybody.
    #[must_use]
    pub const fn is_complete(&self) -> bool {
        self.without_texts == 0
    }

    /// Takes in that one person was added, changed or (with `None`) removed.
    ///
    /// Meant for a few people at a time; after an import it is quicker to build the index again.
    pub fn update(&mut self, id: &PersonId, person: Option<&Person>) {
        let key = Key::of(id);
        if let Some(doc) = self.find(key) {
            if self.entries[doc].state == State::NameOnly {
                self.without_texts -= 1;
            }
            self.entries[doc].state = State::Gone;
            self.gone += 1;
        }
        if let Some(person) = person {
            self.add(key, person);
        }
        if self.gone > GONE_KEPT && self.gone > self.entries.len() / 2 {
            self.tidy();
        }
    }

    /// The number of people.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len() - self.gone
    }

    /// Whether there is nobody.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The number of different words, those of removed people included.
    #[must_use]
    pub fn words(&self) -> usize {
        self.vocabulary.len()
    }

    /// Bytes of memory taken.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.entries.capacity() * size_of::<Entry>() + self.names.capacity() + self.vocabulary.bytes()
    }

    /// People who have every word of the query, the best match first, at most `limit`. Nobody for a query
    /// without words.
    #[must_use]
    pub fn search(&self, query: &str, limit: usize) -> Vec<Hit> {
        let Some(query) = Query::parse(query) else { return Vec::new() };
        let matches = self.matches(&query);
        let mut found: Vec<(Match, &Entry)> = matches.into_iter().zip(&self.entries).collect();
        found.retain(|(found, entry)| !found.is_none() && entry.state != State::Gone);
        let order = |(a_match, a): &(Match, &Entry), (b_match, b): &(Match, &Entry)| {
            let by_match = a_match.cost().cmp(&b_match.cost()).then(b.updated.cmp(&a.updated));
            by_match.then_with(|| self.name(a).cmp(self.name(b))).then(a.key.cmp(&b.key))
        };
        if limit < found.len() {
            found.select_nth_unstable_by(limit, order);
            found.truncate(limit);
        }
        sort_by(&mut found, order);
        let hit = |(found, entry): (Match, &Entry)| Hit {
            id: entry.key.id(),
            field: found.field(),
            lenient: found.is_lenient(),
        };
        found.into_iter().map(hit).collect()
    }

    fn name(&self, entry: &Entry) -> &str {
        &self.names[entry.name.0 as usize..entry.name.1 as usize]
    }

    /// The place of a person who wasn't removed.
    fn find(&mut self, key: Key) -> Option<usize> {
        let is_it = |entry: &Entry| entry.key == key && entry.state != State::Gone;
        let (before, behind) = self.entries.split_at(self.next.min(self.entries.len()));
        let found =
            behind.iter().position(is_it).map(|at| at + before.len()).or_else(|| before.iter().position(is_it))?;
        self.next = found + 1;
        Some(found)
    }

    fn add(&mut self, key: Key, person: &Person) {
        let at = self.add_entry(key, &person.name, person.updated);
        self.add_fields(at, person);
    }

    /// Adds an entry with a name; returns its place.
    fn add_entry(&mut self, key: Key, name: &str, updated: Moment) -> usize {
        let at = self.entries.len();
        let start = self.names.len() as u32;
        self.add_text(name, at as Doc, Field::Name);
        let name = (start, self.names.len() as u32);
        self.entries.push(Entry { key, updated, name, state: State::NameOnly });
        self.without_texts += 1;
        at
    }

    /// Adds the other fields of an entry that has only its name.
    fn add_fields(&mut self, at: usize, person: &Person) {
        self.entries[at].state = State::Whole;
        self.without_texts -= 1;
        for field in Field::ALL.into_iter().skip(1) {
            for text in field.texts(person) {
                self.add_text(text, at as Doc, field);
            }
        }
    }

    fn add_text(&mut self, text: &str, doc: Doc, field: Field) {
        let mut at = 0;
        while let Some(next) = self.reader.next(text, at) {
            at = next;
            let chunk = self.reader.chunk();
            if field == Field::Name {
                self.names.push_str(&chunk.folded);
                self.names.push(' ');
            }
            for part in &chunk.parts {
                let word = chunk.part(*part);
                // The endings that LinkedIn puts behind equal names would fill the vocabulary with words nobody types.
                if field == Field::Address && word.bytes().any(|byte| byte.is_ascii_digit()) {
                    continue;
                }
                if !part.is_unspaced() {
                    self.vocabulary.add(words::cut(word), doc, field as u8);
                    continue;
                }
                if word.len() <= words::MAX_WORD_BYTES {
                    self.vocabulary.add(word, doc, field as u8);
                }
                for window in words::windows(word) {
                    self.vocabulary.add(&word[window], doc, field as u8);
                }
            }
            if let Some(joined) = chunk.joined() {
                self.vocabulary.add(joined, doc, field as u8);
            }
        }
    }

    /// Forgets removed people.
    fn tidy(&mut self) {
        let mut places = Vec::with_capacity(self.entries.len());
        let mut names = String::with_capacity(self.names.len());
        let mut kept = Vec::with_capacity(self.len());
        for entry in &self.entries {
            if entry.state == State::Gone {
                places.push(None);
                continue;
            }
            places.push(Some(kept.len() as Doc));
            let start = names.len() as u32;
            names.push_str(self.name(entry));
            kept.push(Entry { name: (start, names.len() as u32), ..*entry });
        }
        self.vocabulary.renumber(&places);
        self.entries = kept;
        self.names = names;
        self.gone = 0;
    }
}
