//! Every word of the library once, and who uses it.

use super::edits::letter_set;

/// A person's place in [`super::Index`].
pub(super) type Doc = u32;

/// A word of the library.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    /// Where its text begins.
    start: u32,
    /// The last place in [`Postings`] that names it.
    last: u32,
    /// Its letters, see [`letter_set`].
    pub letters: u32,
    bytes: u8,
    /// Its number of letters.
    pub length: u8,
}

/// Unique folded words and their postings.
///
/// A hash table of its own: one run of text and flat tables instead of a heap block for each word, and
/// the words can be read in a row, which is how they are searched. See [`super`] for what it saves.
#[derive(Clone, Debug, Default)]
pub(super) struct Vocabulary {
    text: String,
    words: Vec<Word>,
    /// Open addressing; 0 is free, else the word's number plus one. Half full at most.
    slots: Vec<Slot>,
    postings: Postings,
}

#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    hash: u32,
    word: u32,
}

/// The smallest hash table.
const FIRST_SLOTS: usize = 1 << 10;

impl Vocabulary {
    /// Notes that a person uses a word of at most 255 bytes in a field; the best fields first.
    pub fn add(&mut self, word: &str, doc: Doc, field: u8) {
        if (self.words.len() + 1) * 2 > self.slots.len() {
            self.grow();
        }
        let hash = hash(word);
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        loop {
            let slot = self.slots[at];
            if slot.word == 0 {
                self.words.push(Word {
                    start: self.text.len() as u32,
                    last: NOWHERE,
                    letters: letter_set(word),
                    bytes: word.len() as u8,
                    length: word.chars().count() as u8,
                });
                self.text.push_str(word);
                self.slots[at] = Slot { hash, word: self.words.len() as u32 };
            } else if slot.hash != hash || self.text(&self.words[slot.word as usize - 1]) != word {
                at = (at + 1) & mask;
                continue;
            }
            let known = &mut self.words[self.slots[at].word as usize - 1];
            known.last = self.postings.add(known.last, doc, field);
            return;
        }
    }

    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(FIRST_SLOTS);
        let old = std::mem::replace(&mut self.slots, vec![Slot::default(); size]);
        for slot in old.into_iter().filter(|slot| slot.word != 0) {
            let mut at = slot.hash as usize & (size - 1);
            while self.slots[at].word != 0 {
                at = (at + 1) & (size - 1);
            }
            self.slots[at] = slot;
        }
    }

    /// All words, in the order in which they were first seen.
    pub fn words(&self) -> &[Word] {
        &self.words
    }

    /// A word's text.
    pub fn text(&self, word: &Word) -> &str {
        &self.text[word.start as usize..][..usize::from(word.bytes)]
    }

    /// Who uses a word, and in which field. The same person can come up several times.
    pub fn uses(&self, word: &Word) -> impl Iterator<Item = (Doc, u8)> {
        self.postings.back_from(word.last)
    }

    /// Leaves out or renumbers people; `places` has the new number of each, or `None`.
    pub fn renumber(&mut self, places: &[Option<Doc>]) {
        let old = std::mem::take(&mut self.postings);
        for word in &mut self.words {
            let mut last = NOWHERE;
            for (doc, field) in old.back_from(word.last) {
                if let Some(doc) = places[doc as usize] {
                    last = self.postings.add(last, doc, field);
                }
            }
            word.last = last;
        }
    }

    /// Bytes taken, for measurements.
    pub fn bytes(&self) -> usize {
        self.text.capacity()
            + self.words.capacity() * size_of::<Word>()
            + self.slots.capacity() * size_of::<Slot>()
            + self.postings.blocks.len() * BLOCK * size_of::<Posting>()
    }
}

/// FNV-1a, with its high bits mixed into the low ones that choose the slot.
fn hash(word: &str) -> u32 {
    let hash = word.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    hash ^ hash >> 15
}

/// One use of a word by a person.
#[derive(Clone, Copy, Debug)]
struct Posting {
    /// The person's place, shifted by [`FIELD_BITS`], and the field.
    doc_and_field: u32,
    /// The word's use before this one.
    before: u32,
}

const FIELD_BITS: u32 = 4;
/// The end of a chain of uses.
const NOWHERE: u32 = u32::MAX;
/// Uses in a block: blocks are never moved, so memory doesn't peak while growing.
const BLOCK: usize = 1 << 14;

/// Uses of words, chained from the last to the first, so that a person can be added at any time.
#[derive(Clone, Debug, Default)]
struct Postings {
    blocks: Vec<Vec<Posting>>,
}

impl Postings {
    /// Adds a use behind the word's last one; returns the last one's place.
    fn add(&mut self, last: u32, doc: Doc, field: u8) -> u32 {
        // Fields come best first, so a word's later uses by the same person say nothing new.
        if self.get(last).is_some_and(|posting| posting.doc_and_field >> FIELD_BITS == doc) {
            return last;
        }
        if self.blocks.last().is_none_or(|block| block.len() == BLOCK) {
            self.blocks.push(Vec::with_capacity(BLOCK));
        }
        let at = (self.blocks.len() - 1) * BLOCK;
        let Some(block) = self.blocks.last_mut() else { return last };
        block.push(Posting { doc_and_field: doc << FIELD_BITS | u32::from(field), before: last });
        (at + block.len() - 1) as u32
    }

    fn get(&self, at: u32) -> Option<Posting> {
        let at = at as usize;
        self.blocks.get(at / BLOCK)?.get(at % BLOCK).copied()
    }

    fn back_from(&self, last: u32) -> impl Iterator<Item = (Doc, u8)> {
        std::iter::successors(self.get(last), |posting| self.get(posting.before))
            .map(|posting| (posting.doc_and_field >> FIELD_BITS, (posting.doc_and_field & ((1 << FIELD_BITS) - 1)) as u8))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uses(vocabulary: &Vocabulary, text: &str) -> Vec<(Doc, u8)> {
        let word = vocabulary.words().iter().find(|word| vocabulary.text(word) == text).unwrap();
        vocabulary.uses(word).collect()
    }

    #[test]
    fn words_are_kept_once() {
        let mut vocabulary = Vocabulary::default();
        for doc in 0..3 {
            vocabulary.add("bees", doc, 1);
            vocabulary.add("bees", doc, 2);
        }
        vocabulary.add("honey", 1, 3);
        assert_eq!(vocabulary.words().len(), 2);
        assert_eq!(uses(&vocabulary, "bees"), [(2, 1), (1, 1), (0, 1)]);
        assert_eq!(uses(&vocabulary, "honey"), [(1, 3)]);
    }

    #[test]
    fn many_words_are_told_apart() {
        let mut vocabulary = Vocabulary::default();
        for doc in 0..20_000 {
            vocabulary.add(&format!("w{doc}"), doc, 0);
        }
        for doc in (0..20_000).step_by(997) {
            assert_eq!(uses(&vocabulary, &format!("w{doc}")), [(doc, 0)]);
        }
    }

    #[test]
    fn people_can_be_left_out() {
        let mut vocabulary = Vocabulary::default();
        for doc in 0..3 {
            vocabulary.add("bees", doc, 1);
        }
        vocabulary.renumber(&[Some(0), None, Some(1)]);
        let mut left = uses(&vocabulary, "bees");
        left.sort_unstable();
        assert_eq!(left, [(0, 1), (1, 1)]);
    }
}
