//! What the user typed, as words that must be found.

use super::edits::{self, Distance, Pattern};
use super::rank;
use super::words::{Chunk, MAX_WORD_BYTES, Reader, cut, windows};
use crate::domain::ProfileAddress;

/// Words of a query that are looked at; who pastes a whole page gets an answer for its beginning.
const MAX_WORDS: usize = 12;

/// A query, or a part of it.
#[derive(Clone, Debug)]
pub(super) enum Query {
    Word(Typed),
    /// Every one must be found.
    All(Vec<Query>),
    /// One is enough: "jean-luc" is "jeanluc", or "jean" and "luc".
    Any(Vec<Query>),
    /// A text without spaces, found inside a longer one.
    Inside(Vec<Typed>),
}

/// A typed word.
#[derive(Clone, Debug)]
pub(super) struct Typed {
    pub text: String,
    /// See [`edits::letter_set`].
    letters: u32,
    /// Whether the user may be still typing it.
    typing: bool,
    /// What to compare with where typing errors are allowed.
    pattern: Option<Pattern>,
}

impl Query {
    /// Reads a query; `None` if it has no word.
    pub fn parse(query: &str) -> Option<Self> {
        // An address copied from LinkedIn means the person who has it.
        let address = query.contains("linkedin.").then(|| ProfileAddress::from_href(query).ok()).flatten();
        let query = address.as_ref().map_or(query, ProfileAddress::as_str);
        let mut reader = Reader::for_short_text();
        let (mut at, mut room) = (0, MAX_WORDS);
        let mut all = Vec::new();
        while let Some(next) = reader.next(query, at) {
            let chunk = reader.chunk();
            if chunk.parts.len() > room {
                break;
            }
            room -= chunk.parts.len();
            // Typed up to the end, or only finished by a full stop or the like.
            let typing = next == query.len() && !query.ends_with(char::is_whitespace);
            all.push(Self::from_chunk(chunk, typing));
            at = next;
        }
        if all.len() > 1 { Some(Self::All(all)) } else { all.pop() }
    }

    fn from_chunk(chunk: &Chunk, typing: bool) -> Self {
        let count = chunk.parts.len();
        let part = |(n, part): (usize, &super::words::Part)| {
            let (text, typing) = (chunk.part(*part), typing && n + 1 == count);
            let word = (!part.is_unspaced() || text.len() <= MAX_WORD_BYTES)
                .then(|| Self::Word(Typed::word(cut(text), typing)));
            let inside = part.is_unspaced().then(|| Self::Inside(covering(text).map(Typed::window).collect()));
            Self::Any(word.into_iter().chain(inside).collect())
        };
        let mut parts: Vec<Self> = chunk.parts.iter().enumerate().map(part).collect();
        match (parts.pop(), chunk.joined()) {
            (Some(only), _) if parts.is_empty() => only,
            (last, None) => Self::All(parts.into_iter().chain(last).collect()),
            (last, Some(joined)) => {
                let parts = Self::All(parts.into_iter().chain(last).collect());
                Self::Any(vec![Self::Word(Typed::word(joined, typing)), parts])
            }
        }
    }

    /// All words of the query that can stand in a text.
    pub fn words(&self, visit: &mut impl FnMut(&Typed)) {
        match self {
            Self::Word(word) => visit(word),
            Self::All(queries) | Self::Any(queries) => queries.iter().for_each(|query| query.words(visit)),
            Self::Inside(windows) => windows.iter().for_each(visit),
        }
    }
}

/// As few windows as hold all letters of a text without spaces.
fn covering(text: &str) -> impl Iterator<Item = &str> {
    let mut reached = 0;
    windows(text).filter_map(move |window| {
        let more = window.end > reached;
        reached = reached.max(window.end);
        more.then(|| &text[window])
    })
}

impl Typed {
    fn word(text: &str, typing: bool) -> Self {
        // A year or a house number with another digit is another one.
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        let letters = text.chars().count();
        // A three-letter word can be a word of four with one left out.
        let pattern = if digits || letters < 3 { None } else { Pattern::new(text) };
        Self { text: text.to_owned(), letters: edits::letter_set(text), typing, pattern }
    }

    fn window(text: &str) -> Self {
        Self { text: text.to_owned(), letters: edits::letter_set(text), typing: true, pattern: None }
    }

    /// Whether typing errors are allowed.
    pub const fn is_lenient(&self) -> bool {
        self.pattern.is_some()
    }

    /// Letters of [`edits::letter_set`] that a word may lack and still match.
    pub fn may_lack(&self) -> (u32, u32) {
        let errors = self.pattern.as_ref().map_or(0, |pattern| edits::allowed(pattern.letters() as usize + 1));
        (self.letters, errors)
    }

    /// What it takes to read a word of so many letters as the typed one; `None` if it is another word.
    pub fn found(&self, word: &str, length: u32) -> Option<Found> {
        if let Some(rest) = word.strip_prefix(self.text.as_str()) {
            let cost = rank::beginning(rest.chars().count() as u32, self.typing);
            return Some(Found { cost, lenient: false });
        }
        let pattern = self.pattern.as_ref()?;
        let typed = pattern.letters();
        let in_prefix = edits::allowed(typed as usize);
        let in_word = edits::allowed(typed.max(length) as usize);
        if length + in_word < typed || in_prefix == 0 && length > typed + in_word {
            return None;
        }
        let Distance { whole, prefix } = pattern.distance(word, typed + in_word);
        if prefix > in_word {
            return None;
        }
        let first_letter = self.text.chars().next() != word.chars().next();
        let whole = whole.filter(|errors| *errors <= in_word).map(|errors| rank::errors(errors, first_letter));
        let prefix = (prefix <= in_prefix)
            .then(|| rank::beginning_with_errors(prefix, first_letter, length.saturating_sub(typed), self.typing));
        Some(Found { cost: whole.into_iter().chain(prefix).min()?, lenient: true })
    }
}

/// A typed word, found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// See [`rank`].
    pub cost: u32,
    /// Whether a typing error was allowed for.
    pub lenient: bool,
}
