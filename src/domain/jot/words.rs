//! The words of `words.txt`, folded once and the longest first.

use std::cell::OnceCell;
use std::rc::Rc;

use crate::domain::text::fold;
use crate::domain::{CloseKind, Door, MetKind, Ties, WorkKind};

/// What a phrase says of what stands around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// How we know each other: a door, and a kind's word or nothing.
    Tie(Door, &'static str),
    At,
    AtAfter,
    On,
    From,
    By,
    ByAfter,
    With,
    My,
    Knows,
    Month(u8),
}

/// A phrase and what it means.
#[derive(Debug)]
pub(super) struct Phrase {
    pub role: Role,
    /// Whether it says more than its role.
    pub more: bool,
    /// Folded; as it is written in scripts without spaces, where it is looked for inside of words.
    pub text: String,
    pub unspaced: bool,
}

thread_local! {
    static PHRASES: OnceCell<Rc<[Phrase]>> = const { OnceCell::new() };
}

/// All phrases, the longest first.
pub(super) fn phrases() -> Rc<[Phrase]> {
    PHRASES.with(|phrases| Rc::clone(phrases.get_or_init(read)))
}

fn read() -> Rc<[Phrase]> {
    let mut phrases = Vec::new();
    let lines = include_str!("words.txt").lines().filter(|line| !line.starts_with('#'));
    for (key, words) in lines.filter_map(|line| line.split_once(" = ")) {
        let Some(role) = Role::of(key) else { continue };
        for phrase in words.split(" | ") {
            let (more, phrase) = phrase.strip_prefix('+').map_or((false, phrase), |phrase| (true, phrase));
            let unspaced = phrase.chars().any(is_unspaced);
            let text = if unspaced { phrase.to_owned() } else { fold(phrase) };
            phrases.push(Phrase { role, more, text, unspaced });
        }
    }
    crate::domain::sorted::sort_by_key(&mut phrases, |phrase| std::cmp::Reverse(phrase.text.len()));
    phrases.into()
}

impl Role {
    fn of(key: &'static str) -> Option<Self> {
        let (first, second) = key.split_once('.').unwrap_or((key, ""));
        Some(match (first, second) {
            ("at", "") => Self::At,
            ("at", _) => Self::AtAfter,
            ("on", _) => Self::On,
            ("from", _) => Self::From,
            ("by", "") => Self::By,
            ("by", _) => Self::ByAfter,
            ("with", _) => Self::With,
            ("my", _) => Self::My,
            ("knows", _) => Self::Knows,
            ("month", number) => Self::Month(number.parse().ok()?),
            (door, kind) => Self::Tie(Door::ALL.into_iter().find(|known| known.word() == door)?, kind),
        })
    }
}

/// Opens a door, with a kind unless it is empty.
pub(super) fn open(ties: &mut Ties, door: Door, kind: &str) {
    match door {
        Door::Worked => {
            let worked = ties.worked.get_or_insert_default();
            if !kind.is_empty() {
                worked.kinds.insert(WorkKind::from_word(kind));
            }
        }
        Door::Met => {
            let met = ties.met.get_or_insert_default();
            if !kind.is_empty() {
                met.kinds.insert(MetKind::from_word(kind));
            }
        }
        Door::Close => {
            let close = ties.close.get_or_insert_default();
            if !kind.is_empty() {
                close.kinds.insert(CloseKind::from_word(kind));
            }
        }
    }
}

/// Kana and Han: scripts that put no spaces between words.
pub(super) const fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_file_is_understood() {
        let lines = include_str!("words.txt").lines().filter(|line| !line.starts_with('#') && !line.is_empty());
        for line in lines {
            let (key, words) = line.split_once(" = ").expect(line);
            assert!(Role::of(key).is_some(), "{key}");
            assert!(words.split(" | ").all(|phrase| !fold(phrase).is_empty() && phrase == phrase.trim()), "{line}");
        }
    }

    #[test]
    fn every_kind_is_one_that_notes_have() {
        for phrase in phrases().iter() {
            if let Role::Tie(door, kind) = phrase.role {
                let mut ties = Ties::default();
                open(&mut ties, door, kind);
                assert!(ties.has(door));
                let unknown = ties.worked.iter().any(|it| it.kinds.iter().any(|k| matches!(k, WorkKind::Other(_))))
                    || ties.met.iter().any(|it| it.kinds.iter().any(|k| matches!(k, MetKind::Other(_))))
                    || ties.close.iter().any(|it| it.kinds.iter().any(|k| matches!(k, CloseKind::Other(_))));
                assert!(!unknown, "{kind}");
            }
        }
    }
}
