//! What a column of somebody else's table means.

use super::super::column::{Column, MORE, NOTE};
use crate::domain::text::fold;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    Column(Column),
    /// The id of our note.
    Note,
    /// See [`super::super::column::rest`].
    More,
    FirstName,
    MiddleName,
    LastName,
    Position,
    Company,
    /// Any address in the web, perhaps a profile's.
    Website,
    /// When LinkedIn noted the connection; tells such a file from others, says nothing of a meeting.
    ConnectedOn,
}

/// Every word that is known, see the file.
const KNOWN: &str = include_str!("headers.txt");

/// A word that is known.
struct Word {
    written: &'static str,
    letters: String,
    meaning: Meaning,
}

/// What headers mean.
pub struct Words(Vec<Word>);

impl Words {
    pub fn new() -> Self {
        let ours = Column::ALL.into_iter().map(|column| (column.header(), Meaning::Column(column)));
        let all = ours.chain([(NOTE, Meaning::Note), (MORE, Meaning::More)]).chain(others());
        Self(all.map(|(written, meaning)| Word { written, letters: letters(written), meaning }).collect())
    }

    /// The meaning of a header; `None` for what a note has no place for.
    pub fn meaning(&self, header: &str) -> Option<Meaning> {
        let key = letters(header);
        self.0.iter().find(|word| word.letters == key).map(|word| word.meaning)
    }

    /// Whether a header is a word that is known with all its accents, but for capital letters.
    pub fn has_exactly(&self, header: &str) -> bool {
        let header = header.to_lowercase();
        self.0.iter().any(|word| word.written.to_lowercase() == header)
    }
}

fn others() -> impl Iterator<Item = (&'static str, Meaning)> {
    let lines = KNOWN.lines().filter(|line| !line.starts_with('#'));
    let lines = lines.filter_map(|line| line.split_once(": ")).filter_map(|(name, words)| Some((named(name)?, words)));
    lines.flat_map(|(meaning, words)| words.split(", ").map(move |word| (word, meaning)))
}

/// A meaning as the file calls it.
fn named(name: &str) -> Option<Meaning> {
    Some(match name {
        "first name" => Meaning::FirstName,
        "middle name" => Meaning::MiddleName,
        "last name" => Meaning::LastName,
        "name" => Meaning::Column(Column::Name),
        "website" => Meaning::Website,
        "company" => Meaning::Company,
        "position" => Meaning::Position,
        "story" => Meaning::Column(Column::Story),
        "tags" => Meaning::Column(Column::Tags),
        "met where" => Meaning::Column(Column::MetWhere),
        "met on" => Meaning::Column(Column::MetOn),
        "connected on" => Meaning::ConnectedOn,
        _ => return None,
    })
}

fn letters(header: &str) -> String {
    fold(header).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether a row with these meanings can be a header: it says who somebody is, or where their profile is.
#[must_use]
pub fn names_people(meanings: &[Option<Meaning>]) -> bool {
    meanings.iter().flatten().any(|meaning| {
        use Meaning::{Column as C, FirstName, LastName, Website};
        matches!(meaning, C(Column::Name | Column::Profile) | FirstName | LastName | Website)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_by_meaning() {
        let words = Words::new();
        for (header, expected) in [
            ("First Name", Some(Meaning::FirstName)),
            ("first_name", Some(Meaning::FirstName)),
            (" E-Mail-Adresse", None),
            ("Met on", Some(Meaning::Column(Column::MetOn))),
            ("NOTE ID", Some(Meaning::Note)),
            ("Notes", Some(Meaning::Column(Column::Story))),
            ("", None),
            ("Prénom", Some(Meaning::FirstName)),
            ("Imię", Some(Meaning::FirstName)),
            ("Soyadı", Some(Meaning::LastName)),
            ("Société", Some(Meaning::Company)),
            ("Stanowisko", Some(Meaning::Position)),
            ("備考", Some(Meaning::Column(Column::Story))),
            ("ملاحظات", Some(Meaning::Column(Column::Story))),
            ("الاسم الأول", Some(Meaning::FirstName)),
            ("Métier", Some(Meaning::Position)),
        ] {
            assert_eq!(words.meaning(header), expected, "{header}");
        }
    }

    #[test]
    fn every_line_of_the_file_is_used_and_no_word_means_two_things() {
        let lines = KNOWN.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        for line in lines {
            let (name, words) = line.split_once(": ").unwrap();
            assert!(named(name).is_some(), "{name}");
            assert!(words.split(", ").all(|word| !letters(word).is_empty()), "{line}");
        }
        let Words(mut all) = Words::new();
        all.sort_by(|one, other| one.letters.cmp(&other.letters));
        for pair in all.windows(2).filter(|pair| pair[0].letters == pair[1].letters) {
            assert_eq!(pair[0].meaning, pair[1].meaning, "{}", pair[0].written);
        }
    }

    #[test]
    fn every_header_of_ours_means_itself() {
        let words = Words::new();
        for column in Column::ALL {
            assert_eq!(words.meaning(column.header()), Some(Meaning::Column(column)));
            assert_eq!(Column::from_key(&column.key()), Some(column));
        }
    }
}
