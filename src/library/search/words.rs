//! Taking texts apart into folded words.
//!
//! A **chunk** is what stands between separators ("Jean-Luc", "ada@example.org", "王小明先生"); its
//! **parts** are the words in it. People type "jean", "luc", "jean-luc" or "jeanluc", so parts are looked
//! up one by one and joined. Scripts that put no spaces between words are taken as one part, inside of
//! which [`windows`] finds beginnings everywhere.

use crate::domain::text::fold;

/// Longest word kept, in bytes; longer ones are known by their beginning.
pub(super) const MAX_WORD_BYTES: usize = 64;
/// A chunk of more parts is a list or an address of a page, which nobody types in one word.
const MAX_JOINED_PARTS: usize = 6;

/// What a folded character does to a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    /// Ends words.
    Separator,
    /// Ends a part; the chunk goes on, if another part follows.
    Connector,
    /// A letter or digit of a script with spaces.
    Spaced,
    /// A letter of a script without spaces between words.
    Unspaced,
    /// An emoji: a word for itself.
    Sign,
}

impl Class {
    /// The class of a folded character.
    fn of(c: char) -> Self {
        match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' => Self::Spaced,
            '-' | '\'' | '.' | '_' | '@' | '&' | '+' | '\u{B7}' | '\u{2010}' | '\u{30FB}' => Self::Connector,
            '\0'..='\x7F' => Self::Separator,
            '\u{2600}'..='\u{27BF}' | '\u{1F000}'..='\u{1FAFF}' => Self::Sign,
            _ if !c.is_alphanumeric() => Self::Separator,
            _ if is_unspaced(c) => Self::Unspaced,
            _ => Self::Spaced,
        }
    }

    /// The class of each first byte of a character; `None` beyond ASCII.
    const BYTES: [Option<Self>; 256] = {
        let mut table = [None; 256];
        let mut byte = 0_u8;
        while byte < 128 {
            table[byte as usize] = Some(match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => Self::Spaced,
                b'-' | b'\'' | b'.' | b'_' | b'@' | b'&' | b'+' => Self::Connector,
                _ => Self::Separator,
            });
            byte += 1;
        }
        table
    };
}

/// Thai, Lao, Burmese, Hangul (as folding takes it apart), Khmer, Kana, Bopomofo and Han.
const fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1100}'..='\u{11FF}' | '\u{1780}'..='\u{17FF}'
        | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{312F}' | '\u{31A0}'..='\u{31FF}'
        | '\u{A960}'..='\u{A97F}' | '\u{D7B0}'..='\u{D7FF}')
        || is_han(c)
}

const fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// The Hiragana of a Katakana letter: names are typed in either.
fn one_kana(c: char) -> char {
    match c {
        '\u{30A1}'..='\u{30F6}' => char::from_u32(u32::from(c) - 0x60).unwrap_or(c),
        _ => c,
    }
}

/// The letters of a Hangul syllable, which Unicode orders by them (The Unicode Standard, 3.12): there are too
/// many syllables to be remembered one by one.
fn hangul_letters(c: char) -> Option<impl Iterator<Item = char>> {
    const LAST: u32 = 28;
    const MIDDLE_AND_LAST: u32 = 21 * LAST;
    let n = u32::from(c).checked_sub(0xAC00).filter(|n| *n < 19 * MIDDLE_AND_LAST)?;
    let last = (n % LAST > 0).then_some(0x11A7 + n % LAST);
    let letters = [0x1100 + n / MIDDLE_AND_LAST, 0x1161 + n % MIDDLE_AND_LAST / LAST];
    Some(letters.into_iter().chain(last).filter_map(char::from_u32))
}

/// Whether a letter of a Hangul syllable goes on with the syllable before it.
const fn continues_syllable(c: char) -> bool {
    matches!(c, '\u{1160}'..='\u{11FF}' | '\u{D7B0}'..='\u{D7FF}')
}

/// A word of a chunk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// Where it stands in the folded chunk, in bytes.
    pub start: usize,
    pub end: usize,
    class: Class,
}

impl Part {
    /// Whether words may begin anywhere inside.
    pub fn is_unspaced(&self) -> bool {
        self.class == Class::Unspaced
    }
}

/// A character of the original text, and how far the folded chunk reaches with it.
#[derive(Clone, Copy, Debug)]
struct Source {
    folded_end: usize,
    start: usize,
    end: usize,
}

/// A chunk of a text, folded, without its connectors.
#[derive(Clone, Debug, Default)]
pub(super) struct Chunk {
    pub folded: String,
    pub parts: Vec<Part>,
    sources: Vec<Source>,
    /// Whether the next letter begins a new part.
    split: bool,
}

impl Chunk {
    fn clear(&mut self) {
        self.folded.clear();
        self.parts.clear();
        self.sources.clear();
        self.split = true;
    }

    /// A part's folded text.
    pub fn part(&self, part: Part) -> &str {
        &self.folded[part.start..part.end]
    }

    /// The parts written as one word, if there are several.
    pub fn joined(&self) -> Option<&str> {
        let joins = (2..=MAX_JOINED_PARTS).contains(&self.parts.len()) && self.folded.len() <= MAX_WORD_BYTES;
        joins.then_some(self.folded.as_str())
    }

    /// The bytes of the original text behind a stretch of the folded chunk. Accents that folding dropped
    /// belong to the letter before them.
    pub fn original(&self, folded: std::ops::Range<usize>) -> Option<std::ops::Range<usize>> {
        let first = self.sources.iter().find(|source| source.folded_end > folded.start)?;
        let reached = self.sources.iter().find(|source| source.folded_end >= folded.end)?.folded_end;
        let last = self.sources.iter().rfind(|source| source.folded_end == reached)?;
        Some(first.start..last.end)
    }

    fn push(&mut self, folded: &str, class: Class) {
        let start = self.folded.len();
        self.folded.push_str(folded);
        let end = self.folded.len();
        match self.parts.last_mut() {
            Some(part) if !self.split && part.class == class && class != Class::Sign => part.end = end,
            _ => self.parts.push(Part { start, end, class }),
        }
        self.split = false;
    }
}

/// Reads texts chunk by chunk, remembering how characters fold.
#[derive(Clone, Debug)]
pub(super) struct Reader {
    chunk: Chunk,
    folds: Vec<Folded>,
    remembered: usize,
    keep_sources: bool,
}

/// How one character folds.
#[derive(Clone, Copy, Debug)]
struct Folded {
    /// The character; NUL in an empty place, which is ASCII and never looked up.
    c: char,
    class: Class,
    len: u8,
    bytes: [u8; 10],
}

/// Places for remembered characters: enough for the letters of two or three alphabets beyond ASCII.
const REMEMBERED: usize = 512;
/// The same where only a short text is read.
const REMEMBERED_SHORTLY: usize = 32;

impl Reader {
    /// A reader for texts to be indexed.
    pub fn new() -> Self {
        Self { chunk: Chunk::default(), folds: Vec::new(), remembered: REMEMBERED, keep_sources: false }
    }

    /// A reader for a short text.
    pub fn for_short_text() -> Self {
        Self { remembered: REMEMBERED_SHORTLY, ..Self::new() }
    }

    /// A reader for a short text, whose chunks know where they stood in it.
    pub fn with_sources() -> Self {
        Self { keep_sources: true, ..Self::for_short_text() }
    }

    /// The chunk that [`Self::next`] read.
    pub const fn chunk(&self) -> &Chunk {
        &self.chunk
    }

    /// Reads the next chunk of a text from a byte position on; returns the position to go on from, or
    /// `None` at the end.
    pub fn next(&mut self, text: &str, mut at: usize) -> Option<usize> {
        self.chunk.clear();
        let bytes = text.as_bytes();
        while let Some(byte) = bytes.get(at) {
            let Some(class) = Class::BYTES[usize::from(*byte)] else {
                let c = text[at..].chars().next()?;
                let before = self.chunk.folded.len();
                let ends = self.push_folded(c);
                let folded_end = self.chunk.folded.len();
                // A connector belongs to no letter; an accent, to the one before it.
                if self.keep_sources && (folded_end > before || !self.chunk.split) {
                    self.chunk.sources.push(Source { folded_end, start: at, end: at + c.len_utf8() });
                }
                at += c.len_utf8();
                if ends && !self.chunk.parts.is_empty() {
                    break;
                }
                continue;
            };
            match class {
                Class::Separator => {
                    at += 1;
                    if !self.chunk.parts.is_empty() {
                        break;
                    }
                }
                Class::Connector => {
                    at += 1;
                    self.chunk.split = true;
                }
                _ => at = self.push_ascii(text, at),
            }
        }
        (!self.chunk.parts.is_empty()).then_some(at)
    }

    /// Takes in a run of ASCII letters and digits; returns its end.
    fn push_ascii(&mut self, text: &str, start: usize) -> usize {
        let rest = &text.as_bytes()[start..];
        let is_word = |byte: &u8| Class::BYTES[usize::from(*byte)] == Some(Class::Spaced);
        let length = rest.iter().position(|byte| !is_word(byte)).unwrap_or(rest.len());
        let end = start + length;
        let folded_start = self.chunk.folded.len();
        self.chunk.push(&text[start..end], Class::Spaced);
        self.chunk.folded[folded_start..].make_ascii_lowercase();
        if self.keep_sources {
            for at in 0..length {
                let folded_end = folded_start + at + 1;
                self.chunk.sources.push(Source { folded_end, start: start + at, end: start + at + 1 });
            }
        }
        end
    }

    /// Takes in a character beyond ASCII; returns whether it ends the chunk.
    fn push_folded(&mut self, c: char) -> bool {
        if is_han(c) && c < '\u{F900}' {
            // Neither case nor parts: most of a Chinese or Japanese text needs no look-up.
            self.chunk.push(c.encode_utf8(&mut [0; 4]), Class::Unspaced);
            return false;
        }
        if let Some(letters) = hangul_letters(c) {
            letters.for_each(|letter| self.chunk.push(letter.encode_utf8(&mut [0; 4]), Class::Unspaced));
            return false;
        }
        if self.folds.is_empty() {
            self.folds = vec![Folded { c: '\0', class: Class::Separator, len: 0, bytes: [0; 10] }; self.remembered];
        }
        let place = c as usize % self.remembered;
        let known = self.folds[place];
        if known.c == c {
            return self.push_known(known);
        }
        // Between two letters, because folding drops white space at the ends.
        let between = fold(&format!("x{c}x"));
        let folded = between.strip_prefix('x').and_then(|rest| rest.strip_suffix('x')).unwrap_or_default();
        let folded: String = folded.chars().map(one_kana).collect();
        let mut classes = folded.chars().map(Class::of);
        let class = match classes.next() {
            // An accent or an invisible character leaves the word as it is.
            None => Class::Spaced,
            // An accent that stands alone is often typed for an apostrophe ("O´Hara").
            Some(Class::Separator) if folded == " " && !c.is_whitespace() => Class::Connector,
            Some(class) => class,
        };
        let mut known = Folded { c, class, len: 0, bytes: [0; 10] };
        if classes.all(|other| other == class) && folded.len() <= known.bytes.len() {
            known.bytes[..folded.len()].copy_from_slice(folded.as_bytes());
            known.len = folded.len() as u8;
            self.folds[place] = known;
            return self.push_known(known);
        }
        // One sign for several words ("㏂", "½"): they stay in one chunk.
        for c in folded.chars() {
            match Class::of(c) {
                Class::Separator | Class::Connector => self.chunk.split = true,
                class => self.chunk.push(c.encode_utf8(&mut [0; 4]), class),
            }
        }
        false
    }

    fn push_known(&mut self, known: Folded) -> bool {
        match (known.class, std::str::from_utf8(&known.bytes[..usize::from(known.len)])) {
            (Class::Separator, _) => return true,
            (Class::Connector, _) => self.chunk.split = true,
            (_, Ok("") | Err(_)) => {}
            (class, Ok(folded)) => self.chunk.push(folded, class),
        }
        false
    }
}

/// Every folded word of a text, part by part, and whether words may begin anywhere inside it.
pub fn words_of(text: &str, visit: &mut dyn FnMut(&str, bool)) {
    let (mut reader, mut at) = (Reader::for_short_text(), 0);
    while let Some(next) = reader.next(text, at) {
        at = next;
        let chunk = reader.chunk();
        chunk.parts.iter().for_each(|part| visit(chunk.part(*part), part.is_unspaced()));
    }
}

/// A word as it is kept: cut where it is too long.
pub(super) fn cut(word: &str) -> &str {
    if word.len() <= MAX_WORD_BYTES {
        return word;
    }
    let end = (0..=MAX_WORD_BYTES).rev().find(|end| word.is_char_boundary(*end)).unwrap_or(0);
    &word[..end]
}

/// Every place in a text without spaces where a word may begin, with the next two or three letters:
/// two Han characters or three letters of other scripts; a Hangul syllable is one letter.
///
/// A typed text that isn't longer is the beginning of one of these windows if it stands anywhere inside;
/// a longer one is found by its own windows.
pub(super) fn windows(text: &str) -> impl Iterator<Item = std::ops::Range<usize>> {
    let starts = text.char_indices().filter(|(at, c)| *at == 0 || !continues_syllable(*c));
    starts.map(move |(start, first)| {
        let letters = if is_han(first) { 2 } else { 3 };
        let mut later = text[start..].char_indices().filter(|(at, c)| *at > 0 && !continues_syllable(*c));
        let end = later.nth(letters - 1).map_or(text.len(), |(at, _)| start + at);
        start..end
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(text: &str) -> Vec<String> {
        let (mut reader, mut at, mut words) = (Reader::new(), 0, Vec::new());
        while let Some(next) = reader.next(text, at) {
            let chunk = reader.chunk();
            words.extend(chunk.parts.iter().map(|part| chunk.part(*part).to_owned()));
            words.extend(chunk.joined().map(str::to_owned));
            at = next;
        }
        words
    }

    #[test]
    fn names_are_found_by_their_parts_and_joined() {
        assert_eq!(words("Jean-Luc  O’Hara,"), ["jean", "luc", "jeanluc", "o", "hara", "ohara"]);
        assert_eq!(words("Ada_B@example.org."), ["ada", "b", "example", "org", "adabexampleorg"]);
        assert_eq!(words("(--) Zoë\u{A0}MÜLLER/ŁUK 🐝"), ["zoe", "muller", "luk", "🐝"]);
        assert_eq!(words("e\u{301}te"), ["ete"]);
        assert_eq!(words("½"), ["1", "2", "12"]);
    }

    #[test]
    fn scripts_without_spaces_are_taken_whole() {
        assert_eq!(words("Ada王小明,さくら"), ["ada", "王小明", "ada王小明", "さくら"]);
        let text = "王小明";
        assert_eq!(windows(text).map(|window| &text[window]).collect::<Vec<_>>(), ["王小", "小明", "明"]);
        let text = fold("김민수");
        let found: Vec<String> = windows(&text).map(|window| text[window].to_owned()).collect();
        assert_eq!(found, ["김민수", "민수", "수"].map(fold));
    }

    #[test]
    fn long_words_are_cut_between_letters() {
        assert_eq!(cut(&"é".repeat(40)).len(), MAX_WORD_BYTES);
        assert_eq!(cut(&format!("x{}", "é".repeat(40))).len(), MAX_WORD_BYTES - 1);
    }

    #[test]
    fn every_character_folds_as_in_texts() {
        let mut reader = Reader::new();
        for c in '\0'..=char::MAX {
            let text = c.to_string();
            let is_letter = |c: &char| !matches!(Class::of(*c), Class::Separator | Class::Connector);
            let folded: String = fold(&text).chars().filter(is_letter).map(one_kana).collect();
            // Twice: at first sight, and remembered.
            for _ in 0..2 {
                let read = reader.next(&text, 0).map(|_| reader.chunk().folded.clone()).unwrap_or_default();
                assert_eq!(read, folded, "{c:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn words_stand_in_the_folded_text(text in "\\PC{0,60}") {
            let folded: String = fold(&text).chars().map(one_kana).collect();
            let (mut reader, mut at) = (Reader::with_sources(), 0);
            while let Some(next) = reader.next(&text, at) {
                prop_assert!(next > at);
                let chunk = reader.chunk();
                for part in &chunk.parts {
                    prop_assert!(part.start < part.end);
                    prop_assert!(folded.contains(chunk.part(*part)), "{:?} in {:?}", chunk.part(*part), folded);
                    let original = chunk.original(part.start..part.end).expect("every letter has a source");
                    let original: String = fold(&text[original]).chars().map(one_kana).collect();
                    prop_assert!(original.contains(chunk.part(*part)));
                }
                at = next;
            }
        }
    }
}
