//! Tables: comma-separated values after RFC 4180, as spreadsheet programs open and save them.

mod encoding;
mod formula;
mod header;
mod read;

pub use encoding::decode;
pub use read::read;

use super::column::{Column, MORE, NOTE, rest};
use crate::domain::{Person, PersonId};

/// What stands between two cells. Spreadsheet programs expect what their language settings say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Separator {
    /// As RFC 4180 has it.
    #[default]
    Comma,
    /// Where the comma is the decimal sign.
    Semicolon,
}

/// The byte order mark: without it Excel takes UTF-8 for the old encoding of the system.
const MARK: &str = "\u{FEFF}";

/// The id's cell. With the word before it no spreadsheet program takes digits for a number.
const NOTE_PREFIX: &str = "note-";

/// Writes people as a table, one a row, with a header.
#[must_use]
pub fn write<'a>(people: impl IntoIterator<Item = (&'a PersonId, &'a Person)>, separator: Separator) -> Vec<u8> {
    let delimiter = match separator {
        Separator::Comma => b',',
        Separator::Semicolon => b';',
    };
    let mut table = csv::WriterBuilder::new()
        .delimiter(delimiter)
        .terminator(csv::Terminator::CRLF)
        .from_writer(MARK.as_bytes().to_vec());
    let mut row = |cells: &mut dyn Iterator<Item = String>| {
        table.write_record(cells.map(String::into_bytes)).expect("memory takes every write, and all rows are as wide");
    };
    row(&mut Column::ALL.iter().map(|column| column.header().to_owned()).chain([NOTE.to_owned(), MORE.to_owned()]));
    for (id, person) in people {
        let texts: Vec<String> = Column::ALL.iter().map(|column| column.text(person)).collect();
        let more = rest(person, &read_back(&texts));
        let others = [format!("{NOTE_PREFIX}{id}"), more];
        row(&mut texts.iter().chain(&others).map(|text| formula::guard(text).into_owned()));
    }
    table.into_inner().expect("memory takes every write")
}

/// The note as it would be read again.
fn read_back(texts: &[String]) -> Person {
    let mut person = Person::default();
    for (column, text) in Column::ALL.iter().zip(texts) {
        // A text that can't be read is in the rest.
        let _ = column.read(text, &mut person);
    }
    person
}
