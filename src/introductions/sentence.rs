//! Sentences that know where they come from.

use super::language::Language;
use super::missing::Element;
use super::shareable::Side;
use crate::domain::Field;

/// Where a sentence comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A line of somebody's note, counted from 0. Doors, dates and names are one line.
    Note { side: Side, field: Field, line: usize },
    /// The reason that the user gave for this text.
    Why,
    /// The user's own rule.
    Rule,
    /// Nobody: a greeting or a courtesy, which says nothing about anybody.
    Courtesy,
}

/// A sentence and its sources, of which there is always one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    pub text: String,
    pub sources: Vec<Source>,
    /// What it tells, and about whom.
    pub tells: Option<(Side, Element)>,
}

/// A text to be copied.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// A mail's subject.
    pub subject: Option<Sentence>,
    pub paragraphs: Vec<Vec<Sentence>>,
    /// What could be told, but would name somebody who isn't to be named here.
    pub left_out: Vec<Sentence>,
    /// What stands between two sentences.
    pub gap: &'static str,
}

impl Text {
    /// An empty text in a language.
    pub(super) fn in_language(language: Language) -> Self {
        Self { gap: language.gap(), ..Self::default() }
    }

    /// The text without its subject.
    #[must_use]
    pub fn plain(&self) -> String {
        let mut plain = String::new();
        for paragraph in &self.paragraphs {
            if !plain.is_empty() {
                plain.push_str("\n\n");
            }
            for (n, sentence) in paragraph.iter().enumerate() {
                if n > 0 {
                    plain.push_str(self.gap);
                }
                plain.push_str(&sentence.text);
            }
        }
        plain
    }

    /// All sentences in their order, the subject first.
    pub fn sentences(&self) -> impl Iterator<Item = &Sentence> {
        self.subject.iter().chain(self.paragraphs.iter().flatten())
    }

    /// What the text tells about one of the two, each thing once.
    #[must_use]
    pub fn tells(&self, about: Side) -> Vec<Element> {
        let mut told = Vec::new();
        for (side, element) in self.sentences().filter_map(|sentence| sentence.tells) {
            if side == about && !told.contains(&element) {
                told.push(element);
            }
        }
        told
    }
}
