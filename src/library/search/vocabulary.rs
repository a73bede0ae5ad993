//! Every word of the library once, and who uses it.

use std::ops::Range;

use super::edits::letter_set;

/// A person's place in [`super::Index`].
pub(super) type Doc = u32;

/// A word of the library.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    /// Where its text begins.
    start: u32,
    bytes: u8,
    /// Its number of letters.
    pub length: u8,
    uses: Uses,
}

/// Unique folded words and who uses them.
///
/// A hash table of its own: one run of text and flat tables instead of a heap block for each word, and
/// the words can be read in a row, which is how they are searched. See [`super`] for what it saves.
#[derive(Clone, Debug, Default)]
pub(super) struct Vocabulary {
    text: String,
    words: Vec<Word>,
    /// For each word its letters, see [`letter_set`]: apart, because most words are passed over by them.
    letters: Vec<u32>,
    /// Open addressing, half full at most.
    slots: Vec<Slot>,
    chunks: Chunks,
}

#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    hash: u32,
    /// 0 is free, else the word's number plus one.
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
        let doc_and_field = doc << FIELD_BITS | u32::from(field);
        let hash = hash(word);
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        loop {
            let slot = self.slots[at];
            if slot.word == 0 {
                break;
            }
            let number = slot.word as usize - 1;
            if slot.hash == hash && self.text(&self.words[number]) == word {
                self.chunks.add(&mut self.words[number].uses, doc_and_field);
                return;
            }
            at = (at + 1) & mask;
        }
        self.words.push(Word {
            start: self.text.len() as u32,
            bytes: word.len() as u8,
            length: word.chars().count() as u8,
            uses: Uses::by(doc_and_field),
        });
        self.letters.push(letter_set(word));
        self.text.push_str(word);
        self.slots[at] = Slot { hash, word: self.words.len() as u32 };
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

    /// The number of different words.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Those of some words that lack at most so many of some letters.
    pub fn with_letters(&self, letters: u32, may_lack: u32, words: Range<usize>) -> impl Iterator<Item = &Word> {
        let near = move |own: &u32| (letters & !own).count_ones() <= may_lack;
        let words = words.start.min(self.len())..words.end.min(self.len());
        self.letters[words.clone()]
            .iter()
            .zip(&self.words[words])
            .filter_map(move |(own, word)| near(own).then_some(word))
    }

    /// A word's text.
    pub fn text(&self, word: &Word) -> &str {
        &self.text[word.start as usize..][..usize::from(word.bytes)]
    }

    /// Tells who uses a word, and in which field. The same person can come up several times.
    pub fn for_each_use(&self, word: &Word, mut visit: impl FnMut(Doc, u8)) {
        self.chunks.for_each(&word.uses, |one| visit(one >> FIELD_BITS, (one & FIELD_MASK) as u8));
    }

    /// Leaves out or renumbers people; `places` has the new number of each, or `None`. Words that nobody
    /// uses any more are left out too.
    pub fn renumber(&mut self, places: &[Option<Doc>]) {
        let old = std::mem::take(self);
        let mut uses = Vec::new();
        for word in &old.words {
            uses.clear();
            old.for_each_use(word, |doc, field| uses.extend(places[doc as usize].map(|doc| (doc, field))));
            for (doc, field) in &uses {
                self.add(old.text(word), *doc, *field);
            }
        }
    }

    /// Bytes taken, for measurements.
    pub fn bytes(&self) -> usize {
        self.text.capacity()
            + self.words.capacity() * size_of::<Word>()
            + self.letters.capacity() * size_of::<u32>()
            + self.slots.capacity() * size_of::<Slot>()
            + self.chunks.blocks.len() * BLOCK * size_of::<u32>()
    }
}

/// FNV-1a, with its high bits mixed into the low ones that choose the slot.
fn hash(word: &str) -> u32 {
    let hash = word.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    hash ^ hash >> 15
}

/// The low bits of a use say in which field the word stands, the others who uses it.
const FIELD_BITS: u32 = 4;
const FIELD_MASK: u32 = (1 << FIELD_BITS) - 1;

/// The uses of one word: the last one here, because most words have no other; the rest in chunks, each
/// twice as large as the one before.
#[derive(Clone, Copy, Debug)]
struct Uses {
    last: u32,
    /// Where the newest chunk stands.
    chunk: u32,
    /// Its size as a power of two; 0 if there is none.
    size: u8,
    /// How much of it is taken.
    taken: u8,
}

impl Uses {
    const fn by(doc_and_field: u32) -> Self {
        Self { last: doc_and_field, chunk: 0, size: 0, taken: 0 }
    }
}

/// The largest chunk, as a power of two.
const LARGEST: u8 = 7;
/// Numbers in a block. Blocks are never moved, so memory has no peak while it grows.
const BLOCK: usize = 1 << 14;

/// Chunks of uses: a head that leads to the chunk before (its place, shifted by [`SIZE_BITS`], and its size),
/// then the uses.
#[derive(Clone, Debug, Default)]
struct Chunks {
    blocks: Vec<Vec<u32>>,
}

const SIZE_BITS: u32 = 4;
const SIZE_MASK: u32 = (1 << SIZE_BITS) - 1;

impl Chunks {
    fn add(&mut self, uses: &mut Uses, doc_and_field: u32) {
        // Fields come best first, so a further use by the same person says nothing new.
        if uses.last >> FIELD_BITS == doc_and_field >> FIELD_BITS {
            return;
        }
        if uses.size == 0 || usize::from(uses.taken) == 1 << uses.size {
            let head = uses.chunk << SIZE_BITS | u32::from(uses.size);
            uses.size = (uses.size + 1).min(LARGEST);
            uses.chunk = self.new_chunk(head, 1 << uses.size);
            uses.taken = 0;
        }
        let at = uses.chunk as usize + 1 + usize::from(uses.taken);
        self.blocks[at / BLOCK][at % BLOCK] = uses.last;
        uses.taken += 1;
        uses.last = doc_and_field;
    }

    fn new_chunk(&mut self, head: u32, size: usize) -> u32 {
        if self.blocks.last().is_none_or(|block| block.len() + 1 + size > BLOCK) {
            self.blocks.push(Vec::with_capacity(BLOCK));
        }
        let number = self.blocks.len() - 1;
        let block = &mut self.blocks[number];
        let at = number * BLOCK + block.len();
        block.push(head);
        block.resize(block.len() + size, 0);
        at as u32
    }

    fn for_each(&self, uses: &Uses, mut visit: impl FnMut(u32)) {
        visit(uses.last);
        let (mut chunk, mut size, mut taken) = (uses.chunk as usize, uses.size, usize::from(uses.taken));
        while size > 0 {
            let block = &self.blocks[chunk / BLOCK][chunk % BLOCK..];
            block[1..=taken].iter().for_each(|one| visit(*one));
            chunk = (block[0] >> SIZE_BITS) as usize;
            size = (block[0] & SIZE_MASK) as u8;
            taken = 1 << size;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uses(vocabulary: &Vocabulary, text: &str) -> Vec<(Doc, u8)> {
        let word =
            vocabulary.with_letters(0, 0, 0..vocabulary.len()).find(|word| vocabulary.text(word) == text).unwrap();
        let mut uses = Vec::new();
        vocabulary.for_each_use(word, |doc, field| uses.push((doc, field)));
        uses.sort_unstable();
        uses
    }

    #[test]
    fn words_are_kept_once() {
        let mut vocabulary = Vocabulary::default();
        for doc in 0..3 {
            vocabulary.add("bees", doc, 1);
            vocabulary.add("bees", doc, 2);
        }
        vocabulary.add("honey", 1, 3);
        assert_eq!(vocabulary.len(), 2);
        assert_eq!(uses(&vocabulary, "bees"), [(0, 1), (1, 1), (2, 1)]);
        assert_eq!(uses(&vocabulary, "honey"), [(1, 3)]);
    }

    #[test]
    fn many_words_and_many_uses_are_told_apart() {
        let mut vocabulary = Vocabulary::default();
        for doc in 0..20_000 {
            vocabulary.add(&format!("w{doc}"), doc, 0);
            vocabulary.add("all", doc, (doc % 5) as u8);
            vocabulary.add(["even", "odd"][doc as usize % 2], doc, 1);
        }
        for doc in (0..20_000).step_by(997) {
            assert_eq!(uses(&vocabulary, &format!("w{doc}")), [(doc, 0)]);
        }
        assert_eq!(uses(&vocabulary, "all"), (0..20_000).map(|doc| (doc, (doc % 5) as u8)).collect::<Vec<_>>());
        assert_eq!(uses(&vocabulary, "odd"), (1..20_000).step_by(2).map(|doc| (doc, 1)).collect::<Vec<_>>());
    }

    #[test]
    fn people_can_be_left_out() {
        let mut vocabulary = Vocabulary::default();
        for doc in 0..300 {
            vocabulary.add("bees", doc, 1);
        }
        vocabulary.add("honey", 1, 2);
        let places: Vec<Option<Doc>> = (0..300).map(|doc| (doc % 2 == 0).then_some(doc / 2)).collect();
        vocabulary.renumber(&places);
        assert_eq!(uses(&vocabulary, "bees"), (0..150).map(|doc| (doc, 1)).collect::<Vec<_>>());
        assert_eq!(vocabulary.len(), 1);
    }
}
