//! The words of the texts, one file a language.

use crate::domain::Edtf;
use crate::domain::text::clean_line;

/// How a text speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    #[default]
    Warm,
    Formal,
    /// As short as it gets; only replies have it.
    Short,
}

/// A language that texts can be written in. It need not be the interface's.
#[derive(Clone, Copy, Debug)]
pub struct Language {
    /// The tag, such as `pt-BR`.
    pub code: &'static str,
    words: &'static str,
}

impl PartialEq for Language {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

macro_rules! languages {
    ($($code:literal),+ $(,)?) => {
        /// Every language, English first.
        pub const ALL: &'static [Language] =
            &[$( Language { code: $code, words: include_str!(concat!("words/", $code, ".txt")) } ),+];
    };
}

impl Language {
    languages!["en", "de", "fr", "es", "pt-BR", "it", "nl", "pl", "tr", "ja", "zh-CN", "ar"];

    /// The language with this tag, or one like it; English where there is none.
    #[must_use]
    pub fn find(tag: &str) -> Self {
        let primary = |tag: &str| tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        let like = |language: &&Self| primary(language.code) == primary(tag);
        *Self::ALL.iter().find(like).unwrap_or(&Self::ALL[0])
    }

    /// Its own name for itself.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.word("language").unwrap_or(self.code)
    }

    /// What stands between two sentences.
    #[must_use]
    pub fn gap(self) -> &'static str {
        if self.word("gap") == Some("none") { "" } else { " " }
    }

    /// Whether it is written from right to left.
    #[must_use]
    pub fn is_rtl(self) -> bool {
        self.word("direction") == Some("rtl")
    }

    /// All keys of the language's file, for tests and for checks.
    pub fn keys(self) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.words.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(" = "))
    }

    /// What stands in the file under a key.
    #[must_use]
    pub fn word(self, key: &str) -> Option<&'static str> {
        self.keys().find(|(known, _)| *known == key).map(|(_, text)| text.trim())
    }

    /// A template in a tone; what is said in one way only stands under the bare key.
    #[must_use]
    pub fn template(self, key: &str, tone: Tone) -> &'static str {
        let ending = match tone {
            Tone::Warm => "",
            Tone::Formal => ".formal",
            Tone::Short => ".short",
        };
        self.word(&[key, ending].concat()).or_else(|| self.word(key)).unwrap_or_default()
    }

    /// A template with its variables filled in. Only the template's own braces count, not those in what is
    /// filled in; what runs in the other direction is isolated, so that it can't turn the sentence around it.
    #[must_use]
    pub fn fill(self, template: &str, values: &[(&str, &str)]) -> String {
        let mut filled = String::with_capacity(template.len());
        let mut rest = template;
        while let Some((before, from_brace)) = rest.split_once('{') {
            filled.push_str(before);
            let known = values.iter().find_map(|(name, value)| {
                let after = from_brace.strip_prefix(name)?.strip_prefix('}')?;
                Some((value, after))
            });
            rest = match known {
                Some((value, after)) => {
                    self.push_isolated(&mut filled, value);
                    after
                }
                None => {
                    filled.push('{');
                    from_brace
                }
            };
        }
        filled.push_str(rest);
        filled
    }

    /// A line of the user's, as a sentence or the end of one: on one line, with a full stop if it has no end.
    #[must_use]
    pub fn closed(self, line: &str) -> String {
        let mut closed = clean_line(line, MAX_LINE);
        if closed.ends_with(|c: char| c.is_alphanumeric() || ")]”\"»’%".contains(c)) && !ends_with_link(&closed) {
            closed.push_str(self.word("stop").unwrap_or("."));
        }
        closed
    }

    /// A sentence with a capital letter, as this language has it: Turkish has two letters i.
    #[must_use]
    pub fn capitalised(self, sentence: &str) -> String {
        let mut letters = sentence.chars();
        match letters.next() {
            Some('i') if self.code == "tr" => ['İ'].into_iter().chain(letters).collect(),
            Some(first) => first.to_uppercase().chain(letters).collect(),
            None => String::new(),
        }
    }

    /// A date as precisely as it is known, as it stands in "We met {when}".
    #[must_use]
    pub fn date(self, date: Edtf) -> String {
        let stored = date.to_string();
        let mut parts = stored.split('-').map(|part| part.trim_start_matches('0'));
        let (year, month, day) = (parts.next().unwrap_or_default(), parts.next(), parts.next());
        let month = month.and_then(|month| month.parse::<usize>().ok());
        let name = month.and_then(|month| self.word("months")?.split('|').nth(month - 1)).unwrap_or_default();
        let key = match (month, day) {
            (None, _) => "date.year",
            (_, None) => "date.month",
            _ => "date.day",
        };
        let values = [("year", year), ("month", name), ("day", day.unwrap_or_default())];
        self.fill(self.word(key).unwrap_or("{year}"), &values)
    }

    fn push_isolated(self, text: &mut String, value: &str) {
        let turns = value.chars().any(|c| if self.is_rtl() { is_ltr(c) } else { is_rtl(c) });
        if turns {
            text.push('\u{2068}');
        }
        text.push_str(value);
        if turns {
            text.push('\u{2069}');
        }
    }
}

/// Whether the last word is an address, which a full stop would become a part of.
fn ends_with_link(line: &str) -> bool {
    let word = line.rsplit(char::is_whitespace).next().unwrap_or_default();
    let is_name = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let host = word.split(['/', '?', '#']).next().unwrap_or_default();
    let is_host = host.split('.').count() > 1
        && host.split('.').all(is_name)
        && host.rsplit('.').next().is_some_and(|last| last.len() > 1 && last.chars().all(|c| c.is_ascii_alphabetic()));
    word.contains("://") || word.contains('@') || is_host
}

/// A line in a sentence is no longer than this.
const MAX_LINE: usize = 400;

/// Letters of the scripts that are written from right to left (Hebrew to Arabic Extended-A, their presentation
/// forms, and those beyond the basic plane, by the ranges that UAX #9 gives them).
const fn is_rtl(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}'
        | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

fn is_ltr(c: char) -> bool {
    c.is_alphabetic() && !is_rtl(c)
}
