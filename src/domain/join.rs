//! Two notes about one person made one.

use super::marks::{Mark, Marks, lines};
use super::sorted::{SortedSet, sort_by};
use super::{Contact, Decision, Edtf, Field, Met, Moment, Person, Ties, Unknown};

/// Joins two notes field by field. What only one of them says is kept; where both say something, the first
/// one's line stands, texts stand one after the other, sets and logs are united, and the closer mark of a
/// line counts. Joining the same note again changes nothing.
#[must_use]
pub fn join(keep: &Person, other: &Person) -> Person {
    let mut joined = Person {
        name: line(&keep.name, &other.name),
        headline: line(&keep.headline, &other.headline),
        address: keep.address.clone().or_else(|| other.address.clone()),
        aliases: keep.addresses().chain(other.addresses()).cloned().collect(),
        ties: ties(&keep.ties, &other.ties),
        met_on: date(keep.met_on, other.met_on),
        met_where: line(&keep.met_where, &other.met_where),
        introduced_by: line(&keep.introduced_by, &other.introduced_by),
        story: text(&keep.story, &other.story),
        good_at: text(&keep.good_at, &other.good_at),
        looks_for: text(&keep.looks_for, &other.looks_for),
        can_help: text(&keep.can_help, &other.can_help),
        tags: keep.tags.union(&other.tags),
        message: text(&keep.message, &other.message),
        contacts: contacts(&keep.contacts, &other.contacts),
        decisions: decisions(&keep.decisions, &other.decisions),
        in_touch: keep.in_touch.clone().or_else(|| other.in_touch.clone()),
        marks: keep.marks.clone(),
        created: match (keep.created, other.created) {
            (Moment(0), made) | (made, Moment(0)) => made,
            (one, two) => one.min(two),
        },
        updated: keep.updated.max(other.updated),
        unknown: unknown(&keep.unknown, &other.unknown),
    };
    if let Some(address) = &joined.address {
        joined.aliases.remove(address);
    }
    join_marks(&mut joined, keep, other);
    joined
}

fn line(keep: &str, other: &str) -> String {
    if keep.is_empty() { other.to_owned() } else { keep.to_owned() }
}

/// The first text, and those paragraphs of the second that it doesn't have.
fn text(keep: &str, other: &str) -> String {
    if keep.is_empty() || other.is_empty() {
        return line(keep, other);
    }
    let paragraphs = |text: &str| -> Vec<String> {
        text.split("\n\n").map(|paragraph| paragraph.trim().to_owned()).filter(|p| !p.is_empty()).collect()
    };
    let has = paragraphs(keep);
    let new: Vec<String> = paragraphs(other).into_iter().filter(|paragraph| !has.contains(paragraph)).collect();
    if new.is_empty() { keep.to_owned() } else { format!("{keep}\n\n{}", new.join("\n\n")) }
}

/// The first date, or the second if it says the same more precisely.
fn date(keep: Option<Edtf>, other: Option<Edtf>) -> Option<Edtf> {
    match (keep, other) {
        (Some(keep), Some(other)) if other.to_string().starts_with(&keep.to_string()) => Some(other),
        (keep, other) => keep.or(other),
    }
}

fn unknown(keep: &Unknown, other: &Unknown) -> Unknown {
    let mut all = other.clone();
    all.extend(keep.iter().map(|(name, value)| (name.clone(), value.clone())));
    all
}

fn ties(keep: &Ties, other: &Ties) -> Ties {
    let mut ties = keep.clone();
    ties.unknown = unknown(&keep.unknown, &other.unknown);
    match (&mut ties.worked, &other.worked) {
        (Some(worked), Some(other)) => worked.kinds = worked.kinds.union(&other.kinds),
        (worked, other) => *worked = worked.take().or_else(|| other.clone()),
    }
    match (&mut ties.met, &other.met) {
        (Some(met), Some(other)) => {
            *met = Met {
                kinds: met.kinds.union(&other.kinds),
                memory: text(&met.memory, &other.memory),
                unknown: unknown(&met.unknown, &other.unknown),
            };
        }
        (met, other) => *met = met.take().or_else(|| other.clone()),
    }
    match (&mut ties.close, &other.close) {
        (Some(close), Some(other)) => close.kinds = close.kinds.union(&other.kinds),
        (close, other) => *close = close.take().or_else(|| other.clone()),
    }
    ties
}

/// The logs in the order of their times; a log to which nothing comes stays as it is.
fn contacts(keep: &[Contact], other: &[Contact]) -> Vec<Contact> {
    let mut all = both(keep, other);
    if all.len() > keep.len() {
        sort_by(&mut all, |one, two| (one.on, &one.how).cmp(&(two.on, &two.how)));
    }
    all
}

fn decisions(keep: &[Decision], other: &[Decision]) -> Vec<Decision> {
    let mut all = both(keep, other);
    if all.len() > keep.len() {
        sort_by(&mut all, |one, two| (one.at, &one.what).cmp(&(two.at, &two.what)));
    }
    all
}

fn both<T: Clone + PartialEq>(keep: &[T], other: &[T]) -> Vec<T> {
    keep.iter().chain(other.iter().filter(|entry| !keep.contains(entry))).cloned().collect()
}

/// A line that either note holds close stays as close.
fn join_marks(joined: &mut Person, keep: &Person, other: &Person) {
    let none = Marks::default();
    if keep.marks == none && other.marks == none {
        return;
    }
    let fields: SortedSet<&Field> = keep.marks.fields.keys().chain(other.marks.fields.keys()).collect();
    for field in fields {
        joined.marks.set(field, None, Some(keep.marks.field(field).max(other.marks.field(field))));
    }
    for field in Field::ALL {
        let closer: Vec<(String, Mark)> = lines(joined.text(field))
            .filter_map(|line| {
                let said = |person: &Person| lines(person.text(field)).any(|own| own == line);
                let mark = |person: &Person| said(person).then(|| person.marks.line(field, line));
                let mark = mark(keep).max(mark(other))?;
                (mark != joined.marks.field(field)).then(|| (line.to_owned(), mark))
            })
            .collect();
        joined.marks.lines.remove(field);
        for (line, mark) in closer {
            joined.marks.set(field, Some(&line), Some(mark));
        }
    }
    joined.marks.unknown = unknown(&keep.marks.unknown, &other.marks.unknown);
}
