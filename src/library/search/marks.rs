//! Where a text has what was typed.

use std::ops::Range;

use super::query::{Query, Typed};
use super::words::{Chunk, Part, Reader};
use crate::domain::sorted::sort_by_key;

/// The stretches of a text that match a query, to be marked for the eye: byte ranges on character
/// boundaries, in order, apart from each other.
///
/// Of a word that only begins with what was typed, the beginning is marked; where nothing has a typed
/// word as it is, words that it could be a slip for.
#[must_use]
pub fn marks(text: &str, query: &str) -> Vec<Range<usize>> {
    let Some(query) = Query::parse(query) else { return Vec::new() };
    let mut typed = Vec::new();
    query.words(&mut |word| typed.push((word.clone(), Vec::new(), Vec::new())));
    let (mut reader, mut at) = (Reader::with_sources(), 0);
    while let Some(next) = reader.next(text, at) {
        at = next;
        let chunk = reader.chunk();
        for (typed, exact, near) in &mut typed {
            for part in &chunk.parts {
                exact.extend(exact_in(typed, chunk, *part));
                near.extend(near_in(typed, chunk, part.start..part.end));
            }
            if let Some(joined) = chunk.joined() {
                exact.extend(joined.starts_with(&typed.text).then(|| chunk.original(0..typed.text.len())).flatten());
                near.extend(near_in(typed, chunk, 0..joined.len()));
            }
        }
    }
    let best = typed.into_iter().flat_map(|(_, exact, near)| if exact.is_empty() { near } else { exact });
    merged(best.collect())
}

/// Where a part has the typed word: at its beginning, or anywhere if it is written without spaces.
fn exact_in(typed: &Typed, chunk: &Chunk, part: Part) -> Vec<Range<usize>> {
    let word = chunk.part(part);
    let starts: Vec<usize> = if part.is_unspaced() {
        word.match_indices(&typed.text).map(|(at, _)| at).collect()
    } else {
        word.starts_with(&typed.text).then_some(0).into_iter().collect()
    };
    let original = |at| chunk.original(part.start + at..part.start + at + typed.text.len());
    starts.into_iter().filter_map(original).collect()
}

/// The whole stretch, if the typed word may be a slip for it.
fn near_in(typed: &Typed, chunk: &Chunk, folded: Range<usize>) -> Option<Range<usize>> {
    if !typed.is_lenient() {
        return None;
    }
    let word = &chunk.folded[folded.clone()];
    typed.found(word, word.chars().count() as u32).and_then(|_| chunk.original(folded))
}

/// Ranges in order, those that touch made one.
fn merged(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    sort_by_key(&mut ranges, |range| (range.start, range.end));
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked<'t>(text: &'t str, query: &str) -> Vec<&'t str> {
        marks(text, query).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn accents_and_case_are_marked_as_written() {
        assert_eq!(marked("Zoë MÜLLER", "mull zoe"), ["Zoë", "MÜLL"]);
        assert_eq!(marked("Ame\u{301}lie e\u{301}te\u{301}", "ame ete"), ["Ame\u{301}", "e\u{301}te\u{301}"]);
        assert_eq!(marked("Große Straße", "stras"), ["Straß"]);
        assert_eq!(marked("İpek", "ip"), ["İp"]);
    }

    #[test]
    fn parts_and_joined_words_are_marked() {
        assert_eq!(marked("met Jean-Luc", "jeanl"), ["Jean-L"]);
        assert_eq!(marked("met Jean-Luc", "jean-luc"), ["Jean-Luc"]);
        assert_eq!(marked("O’Hara", "hara"), ["Hara"]);
    }

    #[test]
    fn scripts_without_spaces_are_marked_inside() {
        assert_eq!(marked("在北京认识的", "北京"), ["北京"]);
        assert_eq!(marked("在北京认识的朋友", "京认识"), ["京认识"]);
        assert_eq!(marked("김민수", "민수"), ["민수"]);
        assert_eq!(marked("김민수", "기"), ["김"]);
    }

    #[test]
    fn slips_are_marked_only_where_nothing_is_right() {
        assert_eq!(marked("Martha keeps bees", "matrha"), ["Martha"]);
        assert_eq!(marked("Marta and Maria", "maria"), ["Maria"]);
        assert!(marks("Marta", "").is_empty());
        assert!(marks("", "marta").is_empty());
    }
}
