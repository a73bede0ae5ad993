//! A note as named texts: the columns of a table, the front matter of a Markdown note, and those properties of
//! a business card that no standard has.

use serde_json::{Map, Value};

use super::problem::{Cause, Expected};
use super::text::with_lf;
use super::{list, moment};
use crate::domain::sorted::SortedSet;
use crate::domain::{
    Close, CloseKind, Contact, Day, Decision, Edtf, Met, MetKind, Moment, Person, ProfileAddress, What, WorkKind,
    Worked,
};

/// One text of a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    Name,
    Headline,
    Profile,
    FormerProfiles,
    Worked,
    Met,
    Memory,
    Close,
    MetOn,
    MetWhere,
    IntroducedBy,
    Story,
    GoodAt,
    LooksFor,
    CanHelp,
    Tags,
    Message,
    Contacts,
    Decisions,
    Created,
    Updated,
}

impl Column {
    /// Every column, in the order of a table.
    pub const ALL: [Self; 21] = [
        Self::Name,
        Self::Headline,
        Self::Profile,
        Self::FormerProfiles,
        Self::Worked,
        Self::Met,
        Self::Memory,
        Self::Close,
        Self::MetOn,
        Self::MetWhere,
        Self::IntroducedBy,
        Self::Story,
        Self::GoodAt,
        Self::LooksFor,
        Self::CanHelp,
        Self::Tags,
        Self::Message,
        Self::Contacts,
        Self::Decisions,
        Self::Created,
        Self::Updated,
    ];

    /// The header in a table.
    #[must_use]
    pub const fn header(self) -> &'static str {
        match self {
            Self::Name => "Name",
            Self::Headline => "Headline",
            Self::Profile => "Profile",
            Self::FormerProfiles => "Former profiles",
            Self::Worked => "Worked together",
            Self::Met => "Met in person",
            Self::Memory => "What I remember",
            Self::Close => "Family or friend",
            Self::MetOn => "Met on",
            Self::MetWhere => "Met where",
            Self::IntroducedBy => "Introduced by",
            Self::Story => "Story",
            Self::GoodAt => "Good at",
            Self::LooksFor => "Looks for",
            Self::CanHelp => "How I can help",
            Self::Tags => "Tags",
            Self::Message => "Their message",
            Self::Contacts => "Contacts",
            Self::Decisions => "Decisions",
            Self::Created => "Created",
            Self::Updated => "Updated",
        }
    }

    /// The name where no spaces are allowed: `met-on`.
    #[must_use]
    pub fn key(self) -> String {
        self.header().to_lowercase().replace(' ', "-")
    }

    /// The reverse of [`Self::key`], in any case.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.key().eq_ignore_ascii_case(key))
    }

    /// What this column says of somebody; empty if nothing.
    #[must_use]
    pub fn text(self, person: &Person) -> String {
        let ties = &person.ties;
        match self {
            Self::Name => person.name.clone(),
            Self::Headline => person.headline.clone(),
            Self::Profile => person.address.as_ref().map(ProfileAddress::href).unwrap_or_default(),
            Self::FormerProfiles => {
                let links: Vec<String> = person.aliases.iter().map(ProfileAddress::href).collect();
                list::join(links.iter().map(String::as_str))
            }
            Self::Worked => {
                ties.worked.as_ref().map(|tie| open(tie.kinds.iter().map(WorkKind::word))).unwrap_or_default()
            }
            Self::Met => ties.met.as_ref().map(|tie| open(tie.kinds.iter().map(MetKind::word))).unwrap_or_default(),
            Self::Memory => ties.met.as_ref().map(|met| met.memory.clone()).unwrap_or_default(),
            Self::Close => {
                ties.close.as_ref().map(|tie| open(tie.kinds.iter().map(CloseKind::word))).unwrap_or_default()
            }
            Self::MetOn => person.met_on.map(|date| date.to_string()).unwrap_or_default(),
            Self::MetWhere => person.met_where.clone(),
            Self::IntroducedBy => person.introduced_by.clone(),
            Self::Story => person.story.clone(),
            Self::GoodAt => person.good_at.clone(),
            Self::LooksFor => person.looks_for.clone(),
            Self::CanHelp => person.can_help.clone(),
            Self::Tags => list::join(person.tags.iter().map(String::as_str)),
            Self::Message => person.message.clone(),
            Self::Contacts => {
                let contacts: Vec<String> = person.contacts.iter().map(contact_text).collect();
                list::join(contacts.iter().map(String::as_str))
            }
            Self::Decisions => {
                let decisions: Vec<String> = person.decisions.iter().map(decision_text).collect();
                // A word of a newer version may be one that can't be said like this: then the rest says it.
                let cell = list::join(decisions.iter().map(String::as_str));
                if list::split(&cell).iter().all(|entry| decision(entry).is_ok()) { cell } else { String::new() }
            }
            Self::Created => moment_text(person.created),
            Self::Updated => moment_text(person.updated),
        }
    }

    /// Writes into a note what this column says. A blank text says nothing.
    ///
    /// # Errors
    /// [`Cause::Value`] if the text can't be what the column says, as a date that is none.
    pub fn read(self, text: &str, person: &mut Person) -> Result<(), Cause> {
        let text = with_lf(text);
        if text.trim().is_empty() {
            return Ok(());
        }
        let profile = |href: &str| ProfileAddress::from_href(href).map_err(|_| Cause::value(href, Expected::Profile));
        let whole = || text.clone().into_owned();
        match self {
            Self::Name => person.name = whole(),
            Self::Headline => person.headline = whole(),
            Self::Profile => person.address = Some(profile(&text)?),
            Self::FormerProfiles => {
                for href in list::split(&text) {
                    person.aliases.insert(profile(&href)?);
                }
            }
            Self::Worked => {
                let tie = opened(&text, WorkKind::from_word).map(|kinds| Worked { kinds, ..Worked::default() });
                person.ties.worked = tie;
            }
            Self::Met => {
                if let Some(kinds) = opened(&text, MetKind::from_word) {
                    person.ties.met.get_or_insert_default().kinds = kinds;
                }
            }
            Self::Memory => person.ties.met.get_or_insert_with(Met::default).memory = whole(),
            Self::Close => {
                let tie = opened(&text, CloseKind::from_word).map(|kinds| Close { kinds, ..Close::default() });
                person.ties.close = tie;
            }
            Self::MetOn => person.met_on = Some(date(&text).map_err(|_| Cause::value(&text, Expected::Date))?),
            Self::MetWhere => person.met_where = whole(),
            Self::IntroducedBy => person.introduced_by = whole(),
            Self::Story => person.story = whole(),
            Self::GoodAt => person.good_at = whole(),
            Self::LooksFor => person.looks_for = whole(),
            Self::CanHelp => person.can_help = whole(),
            Self::Tags => person.tags.extend(list::split(&text)),
            Self::Message => person.message = whole(),
            Self::Contacts => person.contacts.extend(list::split(&text).iter().map(|entry| contact(entry))),
            Self::Decisions => {
                for entry in list::split(&text) {
                    person.decisions.push(decision(&entry)?);
                }
            }
            Self::Created => person.created = read_moment(&text)?,
            Self::Updated => person.updated = read_moment(&text)?,
        }
        Ok(())
    }
}

/// The word for an open door of which nothing more is said.
const YES: &str = "yes";

fn open<'a>(kinds: impl Iterator<Item = &'a str>) -> String {
    let kinds = list::join(kinds);
    if kinds.is_empty() { YES.to_owned() } else { kinds }
}

/// The kinds of a door, if it is open. People write `Yes` and `x`, and capital letters.
fn opened<K: Ord>(text: &str, kind: fn(&str) -> K) -> Option<SortedSet<K>> {
    match text.trim().to_lowercase().as_str() {
        "no" | "n" | "0" | "false" | "-" => None,
        YES | "y" | "x" | "1" | "true" => Some(SortedSet::new()),
        _ => Some(list::split(text).iter().map(|word| kind(&word.to_lowercase())).collect()),
    }
}

fn date(text: &str) -> Result<Edtf, crate::domain::date::NoDate> {
    Edtf::parse(text.trim()).or_else(|_| Edtf::from_typed(text))
}

fn moment_text(at: Moment) -> String {
    if at == Moment::default() { String::new() } else { moment::to_text(at) }
}

fn read_moment(text: &str) -> Result<Moment, Cause> {
    moment::from_text(text).ok_or_else(|| Cause::value(text, Expected::Moment))
}

/// `2024-05-17: phoned`.
fn contact_text(contact: &Contact) -> String {
    match contact.on {
        Some(on) => format!("{on}: {}", contact.how),
        None => contact.how.clone(),
    }
}

fn contact(entry: &str) -> Contact {
    let (on, how) = entry.split_once(':').unwrap_or((entry, ""));
    match Edtf::parse(on.trim()) {
        Ok(on) => Contact { on: Some(on), how: how.trim_start().to_owned(), ..Contact::default() },
        Err(_) => Contact { how: entry.to_owned(), ..Contact::default() },
    }
}

/// `2024-05-17T10:00:00.000Z notYet until 2024-06-01: no memory`.
fn decision_text(decision: &Decision) -> String {
    let mut text = format!("{} {}", moment::to_text(decision.at), decision.what.word());
    if let Some(until) = decision.until {
        text.push_str(&format!(" until {until}"));
    }
    if !decision.why.is_empty() {
        text.push_str(&format!(": {}", decision.why));
    }
    text
}

fn decision(entry: &str) -> Result<Decision, Cause> {
    let no_decision = || Cause::value(entry, Expected::Decision);
    let (at, rest) = entry.split_once(' ').ok_or_else(no_decision)?;
    let (what, why) = rest.split_once(':').unwrap_or((rest, ""));
    let (what, until) = match what.split_once(" until ") {
        Some((what, until)) => (what, Some(Day::try_from(until.trim().to_owned()).map_err(|_| no_decision())?)),
        None => (what, None),
    };
    Ok(Decision {
        at: moment::from_text(at).ok_or_else(no_decision)?,
        what: What::from_word(what.trim()),
        until,
        why: why.trim_start().to_owned(),
        ..Decision::default()
    })
}

/// The header and key of the column that says whose note it is, and of the one for the rest.
pub const NOTE: &str = "Note id";
/// See [`rest`].
pub const MORE: &str = "More";

/// What of a note was lost on the way into a format and back, as JSON: fields that only a newer version knows,
/// marks, and texts that the format can't say. Empty for most notes.
#[must_use]
pub fn rest(person: &Person, back: &Person) -> String {
    if person == back {
        return String::new();
    }
    let (mut all, same) = (fields(person), fields(back));
    all.retain(|name, value| same.get(name) != Some(value));
    for name in same.keys().filter(|name| !fields(person).contains_key(*name)) {
        all.insert(name.clone(), Value::Null);
    }
    Value::Object(all).to_string()
}

/// Puts into a note what [`rest`] says of it.
///
/// # Errors
/// [`Cause::More`] if the text is no such JSON.
pub fn add_rest(rest: &str, person: Person) -> Result<Person, Cause> {
    let broken = |error: serde_json::Error| Cause::More(error.to_string());
    let mut all = fields(&person);
    for (name, value) in serde_json::from_str::<Map<String, Value>>(rest).map_err(broken)? {
        if value.is_null() {
            all.remove(&name);
        } else {
            all.insert(name, value);
        }
    }
    serde_json::from_value(Value::Object(all)).map_err(broken)
}

fn fields(person: &Person) -> Map<String, Value> {
    match serde_json::to_value(person) {
        Ok(Value::Object(fields)) => fields,
        _ => Map::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(column: Column, text: &str) -> Person {
        let mut person = Person::default();
        column.read(text, &mut person).unwrap();
        person
    }

    #[test]
    fn doors_as_people_fill_them_in() {
        for yes in ["yes", " Yes ", "x", "1"] {
            assert_eq!(read(Column::Worked, yes).ties.worked, Some(Worked::default()));
        }
        for no in ["no", "", "-", "FALSE"] {
            assert_eq!(read(Column::Worked, no).ties.worked, None);
        }
        let client = read(Column::Worked, "Client; colleague").ties.worked.unwrap();
        assert_eq!(client.kinds, [WorkKind::Client, WorkKind::Colleague].into());
        assert_eq!(Column::Worked.text(&read(Column::Worked, "Client; colleague")), "colleague; client");
    }

    #[test]
    fn a_memory_opens_the_door() {
        let met = read(Column::Memory, "bees").ties.met.unwrap();
        assert_eq!((met.memory.as_str(), met.kinds.len()), ("bees", 0));
    }

    #[test]
    fn logs_as_people_fill_them_in() {
        let contacts = read(Column::Contacts, "2024-05: phoned; wrote: a letter").contacts;
        let texts: Vec<(Option<String>, &str)> =
            contacts.iter().map(|contact| (contact.on.map(|on| on.to_string()), contact.how.as_str())).collect();
        assert_eq!(texts, [(Some("2024-05".to_owned()), "phoned"), (None, "wrote: a letter")]);
        let decision = &read(Column::Decisions, "2024-05-17 notYet until 2024-06-01: who?").decisions[0];
        assert_eq!((decision.what.word(), decision.why.as_str()), ("notYet", "who?"));
        assert_eq!(decision.until.unwrap().to_string(), "2024-06-01");
    }

    #[test]
    fn what_cannot_be_is_told() {
        for (column, text) in [
            (Column::MetOn, "soon"),
            (Column::Profile, "https://example.com/in/mia"),
            (Column::Created, "yesterday"),
            (Column::Decisions, "accepted"),
        ] {
            assert!(matches!(column.read(text, &mut Person::default()), Err(Cause::Value { .. })), "{column:?}");
        }
    }

    #[test]
    fn the_rest_carries_what_a_format_cannot_say() {
        let mut person = Person { name: "Mia".into(), story: "a\rb".into(), ..Person::default() };
        person.unknown.insert("mood".into(), 3.into());
        let back = Person { name: "Mia".into(), headline: "x".into(), ..Person::default() };
        let more = rest(&person, &back);
        assert_eq!(add_rest(&more, back).unwrap(), person);
        assert_eq!(rest(&person, &person), "");
        assert!(add_rest("[", Person::default()).is_err());
    }
}
