//! Writing notes.

use super::super::column::{Column, MORE, NOTE, rest};
use super::super::list;
use super::super::text::with_lf;
use super::{END, FENCE, FileNames, HEADING, LISTS, SECTIONS, front, is_ours};
use crate::domain::{Moment, Person, PersonId};
use crate::exchange::{backup::Beside, moment};
use crate::library::ledger::Introduction;
use crate::library::past::Earlier;

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

/// Everything that is written about one person: the note, their introductions and what the note said before. Others stand in
/// it as "somebody": it may be given to whom it is about.
#[must_use]
pub fn about(id: &PersonId, person: &Person, beside: Beside<'_>) -> String {
    let mut text = note(id, person);
    let introductions: Vec<String> =
        beside.ledger.iter().flat_map(|ledger| &ledger.introductions).map(introduction).collect();
    let earlier: Vec<String> = beside.history.iter().rev().map(earlier).collect();
    if !introductions.is_empty() || !earlier.is_empty() {
        text.push_str(&format!("\n{END}\n"));
    }
    for (heading, entries) in [("Introductions", introductions), ("What the note said before", earlier)] {
        if !entries.is_empty() {
            text.push_str(&format!("\n{HEADING}{heading}\n\n"));
            entries.iter().for_each(|entry| text.push_str(&entry_of_list(entry)));
        }
    }
    text
}

fn introduction(entry: &Introduction) -> String {
    let mut text = format!("{}: to somebody", day(entry.begun));
    if !entry.why.is_empty() {
        text.push_str(&format!(", because: {}", entry.why));
    }
    for taken in &entry.steps {
        text.push_str(&format!("\n{} {}", day(taken.at), taken.step.word()));
    }
    text
}

/// One field's earlier value; texts as they are, anything else in its stored form.
fn earlier(earlier: &Earlier) -> String {
    let was = match &earlier.was {
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Null => "(nothing)".to_owned(),
        other => other.to_string(),
    };
    let how = if earlier.not_taken { " (not taken)" } else { "" };
    format!("{}, {}{how}: {was}", day(earlier.at), earlier.field)
}

fn day(at: Moment) -> String {
    let text = moment::to_text(at);
    text.split('T').next().unwrap_or_default().to_owned()
}

fn entry_of_list(entry: &str) -> String {
    format!("- {}\n", with_lf(entry).replace('\n', "\n  "))
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
                body.push_str(&entry_of_list(&entry));
            }
        } else {
            for line in text.split('\n') {
                if is_ours(line) {
                    body.push('\\');
                }
                body.push_str(line);
                body.push('\n');
            }
        }
    }
    body
}
