//! Cutting a line into segments, segments into words, and a name from what follows it.

use super::words::{Phrase, Role, is_unspaced};
use crate::domain::text::fold;

/// A word of the line.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub start: usize,
    pub end: usize,
    /// Without accents, case and the signs around it.
    pub folded: String,
    pub capital: bool,
    /// The phrase that this is, where it was found inside of a longer word.
    pub phrase: Option<usize>,
}

impl Token {
    fn new(line: &str, start: usize, end: usize) -> Self {
        let text = &line[start..end];
        let signs = |c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’');
        let bare = text.trim_matches(signs);
        let capital = bare.chars().next().is_some_and(char::is_uppercase);
        Self { start, end, folded: fold(bare), capital, phrase: None }
    }
}

/// The parts of a line between its commas, as places in it.
pub(super) fn segments(line: &str) -> Vec<(usize, usize)> {
    let mut segments = Vec::new();
    let mut start = 0;
    for (at, c) in line.char_indices() {
        let end = at + c.len_utf8();
        let ends = match c {
            ',' | ';' => !line[end..].starts_with(|next: char| next.is_ascii_digit()),
            '、' | '，' | '；' | '。' | '،' | '؛' => true,
            // "Bea: beekeeper", but not "12:30" nor "https://".
            ':' => line[end..].starts_with(' '),
            _ => false,
        };
        if ends {
            segments.push((start, at));
            start = end;
        }
    }
    segments.push((start, line.strip_suffix('.').unwrap_or(line).len().max(start)));
    segments
}

/// The words between two places.
pub(super) fn tokens(line: &str, start: usize, end: usize, phrases: &[Phrase]) -> Vec<Token> {
    let mut tokens = Vec::new();
    for word in line[start..end].split_whitespace() {
        // `word` is a part of `line`, so this is its place in it.
        let from = word.as_ptr() as usize - line.as_ptr() as usize;
        let to = from + word.len();
        if word.chars().any(is_unspaced) {
            unspaced(line, from, to, phrases, &mut tokens);
        } else {
            suffixed(line, from, to, phrases, &mut tokens);
        }
    }
    tokens
}

/// A word, and the ending that says that it is a place: "Porto'da".
fn suffixed(line: &str, from: usize, to: usize, phrases: &[Phrase], tokens: &mut Vec<Token>) {
    let word = &line[from..to];
    let cut = word.rfind(['\'', '’']).filter(|at| *at > 0);
    let ending = cut.and_then(|at| {
        let ending = fold(&word[at..]);
        let found = phrases.iter().position(|phrase| phrase.role == Role::AtAfter && phrase.text == ending)?;
        Some((from + at, found))
    });
    match ending {
        Some((at, found)) => {
            tokens.push(Token::new(line, from, at));
            tokens.push(Token { phrase: Some(found), ..Token::new(line, at, to) });
        }
        None => tokens.push(Token::new(line, from, to)),
    }
}

/// A word of a script without spaces, cut at the phrases and dates in it.
fn unspaced(line: &str, from: usize, to: usize, phrases: &[Phrase], tokens: &mut Vec<Token>) {
    let mut plain = from;
    let mut at = from;
    while at < to {
        let rest = &line[at..to];
        let date = dated(rest).filter(|_| !line[from..at].ends_with(|c: char| c.is_numeric()));
        let phrase = phrases.iter().position(|phrase| phrase.unspaced && fits(phrase, rest, at == from));
        let len = match (date, phrase) {
            (Some(len), _) => len,
            (None, Some(found)) => phrases[found].text.len(),
            (None, None) => {
                at += rest.chars().next().map_or(1, char::len_utf8);
                continue;
            }
        };
        if plain < at {
            tokens.push(Token::new(line, plain, at));
        }
        let found = if date.is_some() { None } else { phrase };
        tokens.push(Token { phrase: found, ..Token::new(line, at, at + len) });
        at += len;
        // "in 2024" is one word with the year.
        if date.is_some() && line[at..to].starts_with('に') {
            at += 'に'.len_utf8();
        }
        plain = at;
    }
    if plain < to {
        tokens.push(Token::new(line, plain, to));
    }
}

/// Whether a phrase stands at the beginning of what is left of a word. Single letters are parts of names, too
/// (信夫): kin only stands alone, "me" only in front, and "at" (で) not before more of the same script.
fn fits(phrase: &Phrase, rest: &str, first: bool) -> bool {
    let Some(behind) = rest.strip_prefix(phrase.text.as_str()) else { return false };
    if phrase.text.chars().nth(1).is_some() {
        return true;
    }
    match phrase.role {
        Role::AtAfter => !behind.starts_with(|c: char| matches!(c, '\u{3040}'..='\u{309F}')),
        Role::At | Role::With => true,
        Role::My => first,
        _ => first && behind.is_empty(),
    }
}

/// How long a date is that a word begins with: 2024年5月17日.
fn dated(rest: &str) -> Option<usize> {
    let part = |c: char| c.is_numeric() || matches!(c, '年' | '月' | '日');
    let len = rest.find(|c| !part(c)).unwrap_or(rest.len());
    let date = &rest[..len];
    (date.contains('年') && date.starts_with(char::is_numeric)).then_some(())?;
    Some(len)
}

/// A name, and what was said behind it: capitals make a name, as far as they go.
pub(super) fn name(text: &str) -> (&str, &str) {
    let words: Vec<&str> = text.split_whitespace().collect();
    let capital = |word: &&str| word.chars().find(|c| c.is_alphabetic()).is_none_or(|c| !c.is_lowercase());
    let particle = |word: &&str| word.chars().count() <= 3;
    let mut taken = words.iter().take_while(|word| capital(word)).count();
    if taken == 0 {
        taken = if words.len() <= 3 { words.len() } else { 1 };
    }
    // "Ana de Souza", "Ludwig van der Rohe"
    while let Some(skipped) = words[taken..].iter().position(capital) {
        if !words[taken..taken + skipped].iter().all(particle) || skipped > 2 || skipped == 0 {
            break;
        }
        taken += skipped + words[taken + skipped..].iter().take_while(|word| capital(word)).count();
    }
    let end = words[taken - 1].as_ptr() as usize - text.as_ptr() as usize + words[taken - 1].len();
    (&text[..end], text[end..].trim())
}
