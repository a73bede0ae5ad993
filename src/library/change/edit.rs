//! What an edit does to a note.

use serde::{Deserialize, Serialize};

use crate::domain::sorted::SortedSet;
use crate::domain::text::{clean_line, clean_text};
use crate::domain::{Cadence, Close, Contact, Decision, Edtf, Field, Mark, Marks, Met, Person, ProfileAddress, Worked};
use crate::library::journal::{MAX_UNKNOWN, value_weight};

/// Limits keep one note from filling a shard: generous for people, small for storage.
const MAX_LINE: usize = 300;
const MAX_TEXT: usize = 20_000;
const MAX_TAGS: usize = 50;
const MAX_LOG: usize = 1_000;

/// One field of a note and its new value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Edit {
    Name(String),
    Headline(String),
    Address(Option<ProfileAddress>),
    Worked(Option<Worked>),
    Met(Option<Met>),
    /// What is remembered of a meeting, whatever else is said of it by then.
    Memory(String),
    Close(Option<Close>),
    MetOn(Option<Edtf>),
    MetWhere(String),
    IntroducedBy(String),
    Story(String),
    GoodAt(String),
    LooksFor(String),
    CanHelp(String),
    Tags(SortedSet<String>),
    Message(String),
    /// How often to be in touch; nothing for as often as the doors say.
    InTouch(Option<Cadence>),
    AddContact(Contact),
    /// Takes back a contact that was noted by mistake, or is noted anew.
    RemoveContact(Contact),
    AddDecision(Decision),
    /// Takes back a decision that turned out not to have happened.
    RemoveDecision(Decision),
    /// Marks a line of a text, or the whole field; no mark makes it what the field usually is.
    Mark {
        field: Field,
        #[serde(default)]
        line: Option<String>,
        #[serde(default)]
        mark: Option<Mark>,
    },
}

impl Edit {
    /// Writes the field.
    pub fn carry_out(self, person: &mut Person) {
        match self {
            Self::Name(name) => person.name = clean_line(&name, MAX_LINE),
            Self::Headline(headline) => person.headline = clean_line(&headline, MAX_LINE),
            Self::Address(address) => {
                if person.address != address {
                    // The old address still leads to this person: links in old mails, other pages.
                    if let Some(old) = person.address.take() {
                        person.aliases.insert(old);
                    }
                    if let Some(new) = &address {
                        person.aliases.remove(new);
                    }
                    person.address = address;
                }
            }
            Self::Worked(worked) => person.ties.worked = worked,
            Self::Met(met) => {
                let met = met.map(|met| Met { memory: clean_text(&met.memory, MAX_TEXT), ..met });
                let memory = |met: &Option<Met>| met.as_ref().map(|met| met.memory.clone()).unwrap_or_default();
                person.marks.follow(&Field::Memory, &memory(&person.ties.met), &memory(&met));
                person.ties.met = met;
            }
            Self::Memory(memory) => {
                let met = Met { memory, ..person.ties.met.clone().unwrap_or_default() };
                Self::Met(Some(met)).carry_out(person);
            }
            Self::Close(close) => person.ties.close = close,
            Self::MetOn(date) => person.met_on = date,
            Self::MetWhere(place) => person.met_where = clean_line(&place, MAX_LINE),
            Self::IntroducedBy(who) => person.introduced_by = clean_line(&who, MAX_LINE),
            Self::Story(text) => write_text(&mut person.story, &mut person.marks, &Field::Story, &text),
            Self::GoodAt(text) => write_text(&mut person.good_at, &mut person.marks, &Field::GoodAt, &text),
            Self::LooksFor(text) => write_text(&mut person.looks_for, &mut person.marks, &Field::LooksFor, &text),
            Self::CanHelp(text) => write_text(&mut person.can_help, &mut person.marks, &Field::CanHelp, &text),
            Self::Tags(tags) => {
                person.tags =
                    tags.iter().map(|tag| clean_line(tag, 60)).filter(|tag| !tag.is_empty()).take(MAX_TAGS).collect();
            }
            Self::Message(text) => write_text(&mut person.message, &mut person.marks, &Field::Message, &text),
            Self::InTouch(cadence) => person.in_touch = cadence,
            Self::RemoveContact(contact) => {
                if let Some(at) = person.contacts.iter().rposition(|other| *other == contact) {
                    person.contacts.remove(at);
                }
            }
            Self::AddContact(contact) => push_bounded(&mut person.contacts, contact),
            Self::AddDecision(decision) => push_bounded(&mut person.decisions, decision),
            Self::RemoveDecision(decision) => {
                if let Some(at) = person.decisions.iter().rposition(|other| *other == decision) {
                    person.decisions.remove(at);
                }
            }
            Self::Mark { field, line, mark } => person.marks.set(&field, line.as_deref(), mark),
        }
    }

    /// The edit that writes what this note says in a field; `None` for fields that aren't written whole.
    #[must_use]
    pub fn of(field: &Field, person: &Person) -> Option<Self> {
        let Person { ties, .. } = person;
        Some(match field {
            Field::Name => Self::Name(person.name.clone()),
            Field::Headline => Self::Headline(person.headline.clone()),
            Field::Address => Self::Address(person.address.clone()),
            Field::Worked => Self::Worked(ties.worked.clone()),
            Field::Met => Self::Met(ties.met.clone()),
            Field::Close => Self::Close(ties.close.clone()),
            Field::MetOn => Self::MetOn(person.met_on),
            Field::MetWhere => Self::MetWhere(person.met_where.clone()),
            Field::IntroducedBy => Self::IntroducedBy(person.introduced_by.clone()),
            Field::Story => Self::Story(person.story.clone()),
            Field::GoodAt => Self::GoodAt(person.good_at.clone()),
            Field::LooksFor => Self::LooksFor(person.looks_for.clone()),
            Field::CanHelp => Self::CanHelp(person.can_help.clone()),
            Field::Tags => Self::Tags(person.tags.clone()),
            Field::Message => Self::Message(person.message.clone()),
            Field::InTouch => Self::InTouch(person.in_touch.clone()),
            _ => return None,
        })
    }

    /// The edits that write everything that this note says, but for its logs and marks.
    #[must_use]
    pub fn telling(person: &Person) -> Vec<Self> {
        let nothing = Person::default();
        let said = |field| Self::of(field, person).filter(|edit| Self::of(field, &nothing).as_ref() != Some(edit));
        Field::ALL.iter().filter_map(said).collect()
    }

    /// What these edits start from: what the note says in their fields.
    #[must_use]
    pub fn base(edits: &[Self], person: &Person) -> Vec<Self> {
        edits.iter().filter_map(|edit| Self::of(&edit.field()?, person)).collect()
    }

    /// About how many bytes it takes as text.
    #[must_use]
    pub fn weight(&self) -> usize {
        32 + match self {
            Self::Name(text)
            | Self::Headline(text)
            | Self::MetWhere(text)
            | Self::IntroducedBy(text)
            | Self::Memory(text)
            | Self::Story(text)
            | Self::GoodAt(text)
            | Self::LooksFor(text)
            | Self::CanHelp(text)
            | Self::Message(text) => text.len(),
            Self::Mark { line, .. } => line.as_ref().map_or(0, String::len),
            _ => 0,
        }
    }

    /// The field that is written, if it is one that two views can disagree about.
    #[must_use]
    pub fn field(&self) -> Option<Field> {
        Some(match self {
            Self::Name(_) => Field::Name,
            Self::Headline(_) => Field::Headline,
            Self::Address(_) => Field::Address,
            Self::Worked(_) => Field::Worked,
            Self::Met(_) | Self::Memory(_) => Field::Met,
            Self::Close(_) => Field::Close,
            Self::MetOn(_) => Field::MetOn,
            Self::MetWhere(_) => Field::MetWhere,
            Self::IntroducedBy(_) => Field::IntroducedBy,
            Self::Story(_) => Field::Story,
            Self::GoodAt(_) => Field::GoodAt,
            Self::LooksFor(_) => Field::LooksFor,
            Self::CanHelp(_) => Field::CanHelp,
            Self::Tags(_) => Field::Tags,
            Self::Message(_) => Field::Message,
            Self::InTouch(_) => Field::InTouch,
            Self::AddContact(_)
            | Self::RemoveContact(_)
            | Self::AddDecision(_)
            | Self::RemoveDecision(_)
            | Self::Mark { .. } => return None,
        })
    }
}

/// Brings a note that was written elsewhere within the limits that hold for our own.
pub(super) fn clean(person: &mut Person) {
    for line in [&mut person.name, &mut person.headline, &mut person.met_where, &mut person.introduced_by] {
        *line = clean_line(line, MAX_LINE);
    }
    let memory = person.ties.met.as_mut().map(|met| &mut met.memory);
    let texts =
        [&mut person.story, &mut person.good_at, &mut person.looks_for, &mut person.can_help, &mut person.message];
    for text in texts.into_iter().chain(memory) {
        *text = clean_text(text, MAX_TEXT);
    }
    Edit::Tags(std::mem::take(&mut person.tags)).carry_out(person);
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
}

fn write_text(text: &mut String, marks: &mut Marks, field: &Field, new: &str) {
    let new = clean_text(new, MAX_TEXT);
    marks.follow(field, text, &new);
    *text = new;
}

fn push_bounded<T>(log: &mut Vec<T>, entry: T) {
    if log.len() >= MAX_LOG {
        log.remove(0);
    }
    log.push(entry);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_that_is_written_whole_can_be_written_back() {
        let json = r#"{"name":"Mia","headline":"Baker","address":"mia","metOn":"2019","metWhere":"Porto",
            "introducedBy":"Omar","story":"s","goodAt":"g","looksFor":"l","canHelp":"c","tags":["t"],"message":"m",
            "inTouch":"year","ties":{"worked":{"kinds":["client"]},"met":{"memory":"bees"},"close":{}}}"#;
        let mia: Person = serde_json::from_str(json).unwrap();
        let mut again = Person::default();
        for field in Field::ALL {
            if let Some(edit) = Edit::of(field, &mia) {
                assert_eq!(edit.field().as_ref(), Some(field));
                edit.carry_out(&mut again);
            }
        }
        assert_eq!(again, mia);
        let mut told = Person::default();
        Edit::telling(&mia).into_iter().for_each(|edit| edit.carry_out(&mut told));
        assert_eq!(told, mia);
        assert_eq!(Edit::telling(&Person::default()), []);
        let edits = [Edit::Story("new".into()), Edit::AddContact(Contact::default())];
        assert_eq!(Edit::base(&edits, &mia), [Edit::Story("s".into())], "a log has no base");
    }
}
