//! Notes from elsewhere within the limits that hold for our own.
//!
//! The library does the same once more when it takes them in; the plan must know the result beforehand, or an
//! import that was cut to size would look different from its file for ever. `tests/exchange/apply.rs` holds both
//! together.

use crate::domain::text::{clean_line, clean_text};
use crate::domain::{Moment, Person};
use crate::library::journal::{MAX_UNKNOWN, value_weight};

const MAX_LINE: usize = 300;
const MAX_TEXT: usize = 20_000;
const MAX_TAGS: usize = 50;
const MAX_TAG: usize = 60;
const MAX_LOG: usize = 1_000;

/// Brings a note within the limits. Times that can't be are none.
pub fn tidy(mut person: Person) -> Person {
    for line in [&mut person.name, &mut person.headline, &mut person.met_where, &mut person.introduced_by] {
        *line = clean_line(line, MAX_LINE);
    }
    let memory = person.ties.met.as_mut().map(|met| &mut met.memory);
    let texts =
        [&mut person.story, &mut person.good_at, &mut person.looks_for, &mut person.can_help, &mut person.message];
    for text in texts.into_iter().chain(memory) {
        *text = clean_text(text, MAX_TEXT);
    }
    let tags = person.tags.iter().map(|tag| clean_line(tag, MAX_TAG)).filter(|tag| !tag.is_empty());
    person.tags = tags.take(MAX_TAGS).collect();
    person.contacts.drain(..person.contacts.len().saturating_sub(MAX_LOG));
    person.decisions.drain(..person.decisions.len().saturating_sub(MAX_LOG));
    let logged = person.contacts.iter_mut().map(|contact| &mut contact.how);
    // What fits stays to the letter: entries that differ in a space would be there twice.
    for text in logged.chain(person.decisions.iter_mut().map(|decision| &mut decision.why)) {
        if text.len() > MAX_TEXT {
            *text = clean_text(text, MAX_TEXT);
        }
    }
    person.unknown.retain(|_, value| value_weight(value) <= MAX_UNKNOWN);
    if let Some(address) = &person.address {
        person.aliases.remove(address);
    }
    person.created = Moment(person.created.0.max(0));
    person.updated = Moment(person.updated.0.max(0));
    person
}
