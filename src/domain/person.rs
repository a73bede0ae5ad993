//! A person in the user's library: what the relationship note says.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::record::{record, words};
use super::{Cadence, Day, Edtf, Marks, Moment, ProfileAddress, Ties};
use crate::domain::sorted::SortedSet;

/// The name of a person's note in the library, for ever the same.
///
/// Its first two hexadecimal digits name the shard that the note lives in (see `library::shard`);
/// the rest is random.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PersonId(String);

/// A text that is no [`PersonId`].
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("“{0}” is not the name of a note: expected 18 lower-case hexadecimal digits")]
pub struct NoPersonId(String);

impl PersonId {
    /// Builds an id from its shard and 64 random bits.
    #[must_use]
    pub fn new(shard: u8, random: u64) -> Self {
        Self(format!("{shard:02x}{random:016x}"))
    }

    /// The shard that this person's note lives in.
    #[must_use]
    pub fn shard(&self) -> u8 {
        u8::from_str_radix(&self.0[..2], 16).expect("checked when the id was made")
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for PersonId {
    type Error = NoPersonId;
    fn try_from(text: String) -> Result<Self, NoPersonId> {
        let hex = text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        if hex && text.len() == 18 { Ok(Self(text)) } else { Err(NoPersonId(text)) }
    }
}

impl From<PersonId> for String {
    fn from(id: PersonId) -> Self {
        id.0
    }
}

impl fmt::Display for PersonId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

words! {
    /// What the user decided about an invitation.
    #[derive(Default)]
    pub enum What {
        /// Accepted on LinkedIn, by the user's own click.
        Accepted = "accepted",
        /// Ignored on LinkedIn, by the user's own click.
        Ignored = "ignored",
        /// Put aside until later.
        NotYet = "notYet",
        /// The user means to ask first how they know each other.
        AskedFirst = "askedFirst",
        /// The user means to say a kind no.
        SaidNo = "saidNo",
        /// The user doesn't know this person and leaves it at that.
        #[default]
        DontKnow = "dontKnow",
    }
}

record! {
    /// One decision, with its time and reason.
    pub struct Decision {
        at: Moment = "at",
        what: What = "decided",
        /// The day to look again, for [`What::NotYet`].
        until: Option<Day> = "until",
        /// The reason in the user's words; may be empty.
        why: String = "why",
    }
}

record! {
    /// One contact that the user noted.
    pub struct Contact {
        on: Option<Edtf> = "on",
        how: String = "how",
    }
}

record! {
    /// A relationship note.
    pub struct Person {
        /// The name as shown on LinkedIn or typed by the user.
        name: String = "name",
        /// The headline at the time of writing.
        headline: String = "headline",
        /// The profile's present address, if known.
        address: Option<ProfileAddress> = "address",
        /// Former addresses and member ids.
        aliases: SortedSet<ProfileAddress> = "aliases",
        ties: Ties = "ties",
        met_on: Option<Edtf> = "metOn",
        met_where: String = "metWhere",
        introduced_by: String = "introducedBy",
        story: String = "story",
        good_at: String = "goodAt",
        looks_for: String = "looksFor",
        can_help: String = "canHelp",
        tags: SortedSet<String> = "tags",
        /// What the sender wrote in the invitation: somebody else's text.
        message: String = "message",
        contacts: Vec<Contact> = "contacts",
        /// How often to be in touch; absent where the doors decide.
        in_touch: Option<Cadence> = "inTouch",
        /// Oldest first.
        decisions: Vec<Decision> = "decisions",
        /// Which lines may be told to others.
        marks: Marks = "marks",
        created: Moment = "created",
        updated: Moment = "updated",
    }
}

impl Person {
    /// The present address and every former one.
    pub fn addresses(&self) -> impl Iterator<Item = &ProfileAddress> {
        self.address.iter().chain(&self.aliases)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_knows_its_shard() {
        let id = PersonId::new(0xa7, 12);
        assert_eq!(id.shard(), 0xa7);
        assert_eq!(PersonId::try_from(id.to_string()), Ok(id));
        for wrong in ["", "a7", "A7000000000000000c", "a7000000000000000g", "é7000000000000000"] {
            assert!(PersonId::try_from(wrong.to_owned()).is_err(), "{wrong}");
        }
    }

    #[test]
    fn blank_fields_are_not_written() {
        assert_eq!(serde_json::to_string(&Person::default()).unwrap(), "{}");
    }

    #[test]
    fn unknown_fields_survive_at_every_depth() {
        let json = serde_json::json!({
            "name": "Mia Sample", "mood": {"today": ["good"]},
            "decisions": [{"at": 5, "decided": "teleported", "weather": 3}],
            "ties": {"met": {"memory": "bees", "smell": "honey"}},
        });
        let person: Person = serde_json::from_value(json.clone()).unwrap();
        assert_eq!(person.decisions[0].what, What::Other("teleported".into()));
        assert_eq!(serde_json::to_value(&person).unwrap(), json);
    }
}
