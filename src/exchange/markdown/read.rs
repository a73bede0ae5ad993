//! Reading notes.

use super::super::column::{Column, MORE, NOTE, add_rest};
use super::super::list;
use super::super::problem::{Cause, Expected, FrontFault, Place, Problem};
use super::super::source::{Found, Kind, Source};
use super::super::text::with_lf;
use super::front::{self, Value};
use super::write::key;
use super::{END, FENCE, HEADING, SECTIONS, is_ours};
use crate::domain::sorted::SortedSet;
use crate::domain::{Person, PersonId};

/// Reads one note. A note without a name is named by its file; one that says nothing of anybody is left out, since
/// a folder of notes holds others too.
///
/// # Errors
/// [`Problem`] if its front matter can't be read.
pub fn read(text: &str, file_name: &str) -> Result<Source, Problem> {
    let text = with_lf(text);
    let (id, mut person) = person(&text)?;
    let mut source = Source::new(Kind::Notes);
    if id.is_none() && (Person { tags: SortedSet::new(), ..person.clone() }) == Person::default() {
        source.leave_out(Place::default(), Cause::Nobody);
        return Ok(source);
    }
    if person.name.trim().is_empty() && person.address.is_none() && id.is_none() {
        let name = file_name.rsplit('/').next().unwrap_or_default();
        person.name = name.strip_suffix(".md").unwrap_or(name).to_owned();
    }
    source.add(Found { place: Place::default(), id, person })?;
    Ok(source)
}

/// The note, and whose it is, if it says so.
pub(super) fn person(text: &str) -> Result<(Option<PersonId>, Person), Problem> {
    let lines: Vec<&str> = text.split('\n').collect();
    let mut person = Person::default();
    let mut id = None;
    let mut more = None;
    let mut body = 0;
    if lines.first().is_some_and(|line| line.trim_end() == FENCE) {
        let end = lines.iter().skip(1).position(|line| line.trim_end() == FENCE);
        let end = end.ok_or_else(|| Problem::new(Place::line(1), Cause::OpenFrontMatter))? + 1;
        for (place, key_text, value) in front::read(&lines[1..end], 2)? {
            let at = |cause| Problem::new(place.clone(), cause);
            let text = match &value {
                Value::Text(text) => text.clone(),
                Value::List(entries) => list::join(entries.iter().map(String::as_str)),
                Value::Nested if Column::from_key(&key_text).is_none() => continue,
                Value::Nested => return Err(at(Cause::FrontMatter(FrontFault::Unknown))),
            };
            if let Some(column) = Column::from_key(&key_text) {
                // One tag alone is a text and not a list.
                column.read(&text, &mut person).map_err(at)?;
            } else if key_text == key(NOTE) {
                let note = text.clone().try_into();
                id = Some(note.map_err(|_| at(Cause::value(&text, Expected::Note)))?);
            } else if key_text == key(MORE) {
                more = Some((place, text));
            }
        }
        body = end + 1;
    }
    for (place, column, text) in sections(&lines, body) {
        column.read(&text, &mut person).map_err(|cause| Problem::new(place, cause))?;
    }
    if let Some((place, more)) = more {
        person = add_rest(&more, person).map_err(|cause| Problem::new(place, cause))?;
    }
    Ok((id, person))
}

/// The sections that belong to a note of ours. What a user wrote under other headings stays with the section
/// before; what stands before the first heading is not ours.
fn sections(lines: &[&str], body: usize) -> Vec<(Place, Column, String)> {
    let mut sections: Vec<(Place, Column, Vec<String>)> = Vec::new();
    for (line, number) in lines.iter().zip(1..).skip(body).take_while(|(line, _)| !line.starts_with(END)) {
        let heading = line.strip_prefix(HEADING).map(str::trim);
        let column = heading.and_then(|heading| SECTIONS.into_iter().find(|column| column.header() == heading));
        match (column, sections.last_mut()) {
            (Some(column), _) => {
                sections.push((Place::line(number).field(column.header()), column, Vec::new()));
            }
            (None, Some((_, _, text))) => {
                let escaped = line.starts_with('\\') && is_ours(line);
                text.push(if escaped { line[1..].to_owned() } else { (*line).to_owned() });
            }
            (None, None) => {}
        }
    }
    let text = |column, lines: Vec<String>| {
        let text = lines.join("\n");
        let text = text.trim_matches('\n');
        if matches!(column, Column::Contacts | Column::Decisions) { entries(text) } else { text.to_owned() }
    };
    sections.into_iter().map(|(place, column, lines)| (place, column, text(column, lines))).collect()
}

/// The entries of a log, which are a list in the note, as one cell. A line with an indent goes on with its entry.
fn entries(text: &str) -> String {
    let mut entries: Vec<String> = Vec::new();
    for line in text.split('\n') {
        match (line.strip_prefix("- ").or_else(|| line.strip_prefix("* ")), entries.last_mut()) {
            (None, Some(last)) => {
                last.push('\n');
                last.push_str(line.strip_prefix("  ").unwrap_or(line));
            }
            (entry, _) => entries.push(entry.unwrap_or(line).to_owned()),
        }
    }
    list::join(entries.iter().map(String::as_str))
}
