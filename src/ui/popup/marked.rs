//! Texts with the words that were searched for marked, and the line of a note that has them.

use std::ops::Range;

use sycamore::prelude::*;

use crate::domain::Person;
use crate::library::search::{Field, marks};

/// A line shows at most so many characters of a longer text.
const LINE_CHARS: usize = 110;
/// So many of them before the first marked word.
const BEFORE_CHARS: usize = 36;

/// A piece of text and the stretches of it to mark.
#[derive(Clone, Debug, PartialEq)]
pub struct Marked {
    text: String,
    marks: Vec<Range<usize>>,
}

impl Marked {
    /// A text with the words of a query marked; with no query, none are.
    pub fn new(text: &str, query: &str) -> Self {
        let marks = if query.is_empty() { Vec::new() } else { marks(text, query) };
        Self { text: text.to_owned(), marks }
    }

    /// The line to show for a match: of the field's texts the one that has a searched word, cut around it. A
    /// sensitive line can be found, but is not shown.
    pub fn line(person: &Person, field: Field, query: &str) -> Option<Self> {
        if let Some(field) = field.of_note() {
            let text = person.unhidden(&field);
            return (!text.is_empty()).then(|| Self::new(&text, query).cut());
        }
        let mut texts: Vec<Self> = field.texts(person).map(|text| Self::new(text, query)).collect();
        let best = texts.iter().position(|text| !text.marks.is_empty()).unwrap_or(0);
        (best < texts.len()).then(|| texts.swap_remove(best).cut())
    }

    /// The text on one line, cut around its first mark if it is long.
    fn cut(self) -> Self {
        let chars = self.text.chars().count();
        let first = self.marks.first().map_or(0, |mark| mark.start);
        let before = self.text[..first].chars().count();
        let skip = if chars <= LINE_CHARS || before <= BEFORE_CHARS { 0 } else { before - BEFORE_CHARS };
        let place = |nth: usize| self.text.char_indices().nth(nth).map_or(self.text.len(), |(at, _)| at);
        // From the beginning of a word, where there is one before the mark.
        let mut start = place(skip);
        if skip > 0
            && let Some(space) = self.text[start..first].find(char::is_whitespace)
        {
            start += space + 1;
        }
        let end = place(skip + LINE_CHARS).max(start);
        let lead = if start > 0 { "…" } else { "" };
        let tail = if end < self.text.len() { "…" } else { "" };
        let inside = |mark: &Range<usize>| {
            let range = mark.start.max(start)..mark.end.min(end);
            (!range.is_empty()).then(|| range.start - start + lead.len()..range.end - start + lead.len())
        };
        let marks = self.marks.iter().filter_map(inside).collect();
        Self { text: format!("{lead}{}{tail}", &self.text[start..end]), marks }
    }

    /// The text in an element that keeps its direction to itself.
    pub fn view(self) -> View {
        let mut pieces: Vec<View> = Vec::with_capacity(self.marks.len() * 2 + 1);
        let mut at = 0;
        for mark in &self.marks {
            pieces.push(self.text[at..mark.start].to_owned().into());
            let word = self.text[mark.clone()].to_owned();
            pieces.push(view! { mark { (word) } });
            at = mark.end;
        }
        pieces.push(self.text[at..].to_owned().into());
        view! { bdi { (pieces) } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{self, Mark};
    use wasm_bindgen_test::wasm_bindgen_test;

    fn marked(line: &Marked) -> Vec<&str> {
        line.marks.iter().map(|mark| &line.text[mark.clone()]).collect()
    }

    #[wasm_bindgen_test]
    fn a_long_story_is_cut_around_the_word() {
        let story = format!("{} the bees of Zoë’s uncle {}", "Ä long talk. ".repeat(20), "And so on. ".repeat(20));
        let person = Person { story, ..Person::default() };
        let line = Marked::line(&person, Field::Story, "zoe bees").unwrap();
        assert_eq!(marked(&line), ["bees", "Zoë"]);
        assert!(line.text.starts_with('…') && line.text.ends_with('…'), "{}", line.text);
        assert!(line.text.chars().count() <= LINE_CHARS + 2);
    }

    #[wasm_bindgen_test]
    fn a_sensitive_line_is_found_and_not_shown() {
        let mut person = Person { story: "Met in a queue.\nHe was ill then.".to_owned(), ..Person::default() };
        person.marks.set(&domain::Field::Story, Some("He was ill then."), Some(Mark::Sensitive));
        let line = Marked::line(&person, Field::Story, "ill").unwrap();
        assert_eq!((line.text.as_str(), marked(&line)), ("Met in a queue.\n…", vec![]));
    }

    #[wasm_bindgen_test]
    fn a_short_line_is_left_whole() {
        let person = Person { tags: ["bees".to_owned(), "maps".to_owned()].into(), ..Person::default() };
        let line = Marked::line(&person, Field::Tags, "maps").unwrap();
        assert_eq!((line.text.as_str(), marked(&line)), ("maps", vec!["maps"]));
        assert_eq!(Marked::line(&person, Field::Story, "maps"), None);
    }
}
