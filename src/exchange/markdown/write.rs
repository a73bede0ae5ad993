//! Writing notes.

use super::super::column::{Column, MORE, NOTE, rest};
use super::super::list;
use super::super::text::with_lf;
use super::{FENCE, FileNames, HEADING, LISTS, SECTIONS, front};
use crate::domain::{Person, PersonId};

/// One note for each of the people: its path in the folder, and its text.
pub fn folder<'a>(
    people: impl IntoIterator<Item = (&'a PersonId, &'a Person)>,
) -> impl Iterator<Item = (String, String)> {
    let mut names = FileNames::default();
    people.into_iter().map(move |(id, person)| {
        let name = match &person.address {
            Some(address) if person.name.trim().is_empty() => names.give(address.as_str()),
            _ => names.give(&person.name),
        };
        (format!("Really Know/{name}.md"), note(id, person))
    })
}

/// One note.
#[must_use]
pub fn note(id: &PersonId, person: &Person) -> String {
    let body = body(person);
    let plain = format!("{FENCE}\n{}{FENCE}\n{body}", front_matter(id, person, ""));
    let back = super::read::person(&plain).map(|(_, person)| person).unwrap_or_default();
    match rest(person, &back) {
        more if more.is_empty() => plain,
        more => format!("{FENCE}\n{}{FENCE}\n{body}", front_matter(id, person, &more)),
    }
}

fn front_matter(id: &PersonId, person: &Person, more: &str) -> String {
    let mut front = String::new();
    for column in Column::ALL.into_iter().filter(|column| !SECTIONS.contains(column)) {
        let text = column.text(person);
        if text.is_empty() {
            continue;
        }
        let value = if LISTS.contains(&column) {
            front::list(list::split(&text).iter().map(String::as_str))
        } else {
            format!(" {}", front::quoted(&text))
        };
        front.push_str(&format!("{}:{value}\n", column.key()));
    }
    front.push_str(&format!("{}: {}\n", key(NOTE), front::quoted(id.as_str())));
    if !more.is_empty() {
        front.push_str(&format!("{}: {}\n", key(MORE), front::quoted(more)));
    }
    front
}

pub(super) fn key(header: &str) -> String {
    header.to_lowercase().replace(' ', "-")
}

fn body(person: &Person) -> String {
    let mut body = String::new();
    for column in SECTIONS {
        let text = column.text(person);
        if text.is_empty() {
            continue;
        }
        body.push_str(&format!("\n{HEADING}{}\n\n", column.header()));
        if matches!(column, Column::Contacts | Column::Decisions) {
            for entry in list::split(&text) {
                body.push_str(&format!("- {}\n", with_lf(&entry).replace('\n', "\n  ")));
            }
        } else {
            for line in text.split('\n') {
                if line.trim_start_matches('\\').starts_with(HEADING) {
                    body.push('\\');
                }
                body.push_str(line);
                body.push('\n');
            }
        }
    }
    body
}
