//! Backups: everything, in one JSON file, with nothing lost on the way. Described by `docs/schema`.

mod read;
mod v0;

pub use read::read;

use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::moment;
use crate::domain::record::{record, words};
use crate::domain::{Moment, Person, PersonId};
use crate::library::past::Earlier;
use crate::library::{Ledger, Settings};

/// The form that this version writes. Fields can be added without a new one, since readers keep what they don't
/// know; a new form is for what an older reader would misread.
pub const VERSION: u64 = 1;

/// What a backup says that it is.
pub const FORMAT: &str = "really-know/backup";

words! {
    /// How much of a library is in the file.
    #[derive(Default)]
    pub enum Extent {
        /// All people, with all that is known of them.
        #[default]
        Everything = "everything",
        /// Some people, or not all lines of their notes.
        Part = "part",
    }
}

record! {
    /// A backup.
    pub struct Backup {
        format: String = "format",
        version: u64 = "v",
        /// When it was made, in RFC 3339.
        made: String = "made",
        /// The version of the extension that made it.
        by: String = "by",
        extent: Extent = "extent",
        settings: Option<Settings> = "settings",
        /// The ledger of introductions, as it is stored: it has a version of its own, and what can't be read of it takes
        /// no people along.
        introductions: Option<serde_json::Value> = "introductions",
        people: People = "people",
    }
}

/// People by the ids of their notes, in the order in which they stand in the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct People(pub Vec<(PersonId, Person)>);

impl Serialize for People {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(id, person)| (id, person)))
    }
}

impl<'de> Deserialize<'de> for People {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct PeopleVisitor;
        impl<'de> Visitor<'de> for PeopleVisitor {
            type Value = People;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object with the people")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<People, A::Error> {
                let mut people = Vec::new();
                let mut ids = std::collections::HashSet::new();
                while let Some((id, person)) = map.next_entry::<PersonId, Person>()? {
                    if people.len() == super::limits::MAX_PEOPLE {
                        return Err(A::Error::custom("there are more people than any library has"));
                    }
                    if !ids.insert(id.clone()) {
                        return Err(A::Error::custom(format!("the note {id} is there twice")));
                    }
                    people.push((id, person));
                }
                Ok(People(people))
            }
        }
        deserializer.deserialize_map(PeopleVisitor)
    }
}

/// What a backup holds beside people.
#[derive(Clone, Copy, Debug, Default)]
pub struct Beside<'a> {
    pub settings: Option<&'a Settings>,
    pub ledger: Option<&'a Ledger>,
    /// Earlier values of one person's note, for a file with everything about them. It is not brought in again.
    pub history: &'a [Earlier],
}

impl Backup {
    /// When it was made, if it says so.
    #[must_use]
    pub fn made_at(&self) -> Option<Moment> {
        moment::from_text(&self.made)
    }
}

/// How a backup of today's form begins.
fn beginning() -> String {
    format!("{{\n\"v\": {VERSION},\n\"format\": \"{FORMAT}\",\n")
}

/// Whether these are the first bytes of a backup as we write it.
#[must_use]
pub fn is_ours(bytes: &[u8]) -> bool {
    bytes.starts_with(beginning().as_bytes())
}

/// Writes a backup: one person a line, so that a problem's line names a person and two backups can be compared
/// with any tool.
#[must_use]
pub fn write<'a>(
    people: impl IntoIterator<Item = (&'a PersonId, &'a Person)>,
    beside: Beside<'_>,
    extent: Extent,
    made: Moment,
) -> Vec<u8> {
    let json = |value: &dyn Fn() -> serde_json::Result<String>| value().expect("keys are texts and nothing fails");
    let head = [
        ("made", moment::to_text(made)),
        ("by", env!("CARGO_PKG_VERSION").to_owned()),
        ("extent", extent.word().to_owned()),
    ];
    let mut file = beginning();
    for (name, value) in head {
        file.push_str(&format!("\"{name}\": {},\n", serde_json::Value::from(value)));
    }
    if let Some(settings) = beside.settings {
        file.push_str(&format!("\"settings\": {},\n", json(&|| serde_json::to_string(settings))));
    }
    if let Some(ledger) = beside.ledger.filter(|ledger| !ledger.is_blank()) {
        file.push_str(&format!("\"introductions\": {},\n", ledger.encode()));
    }
    if !beside.history.is_empty() {
        file.push_str(&format!("\"history\": {},\n", json(&|| serde_json::to_string(beside.history))));
    }
    file.push_str("\"people\": {");
    let mut comma = "\n";
    for (id, person) in people {
        file.push_str(&format!("{comma}\"{id}\": {}", json(&|| serde_json::to_string(person))));
        comma = ",\n";
    }
    file.push_str("\n}\n}\n");
    file.into_bytes()
}
