//! The stored form of the library: 256 shards, each one JSON string in `storage.local`.
//!
//! Measured on 30,000 people (13 MB): one key a person takes 1.3 s (Chromium) and 17.8 s (Firefox) to
//! write; 256 JSON strings take 0.34 s and 0.21 s, and one of them 1 to 2 ms.

use serde::{Deserialize, Serialize};

use super::{names, schema};
use crate::domain::record::record;
use crate::domain::sorted::SortedMap;
use crate::domain::text::fnv1a;
use crate::domain::{Person, PersonId, ProfileAddress};
use crate::json;

/// The version of the stored form that this code writes.
pub const SCHEMA_VERSION: u32 = schema::VERSION;

record! {
    /// One of 256 parts of the library.
    ///
    /// A person lives in the shard that the id names. An address is noted in the shard that its hash
    /// names, so that a sender is found with one read; new ids are made so that both are the same shard.
    pub struct Shard {
        version: u32 = "v",
        people: SortedMap<PersonId, Person> = "people",
        addresses: SortedMap<ProfileAddress, PersonId> = "addresses",
    }
}

/// Why a stored shard cannot be used. It must be left as it is, never written over.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Unreadable {
    #[error("a part of your notes can't be read ({0}); it was left as it is")]
    Broken(String),
    #[error("a part of your notes was written by a newer version of Really Know (form {0}); update to read it")]
    Newer(u32),
}

impl Shard {
    /// Reads a shard's stored text, in today's form or an older one.
    ///
    /// # Errors
    /// [`Unreadable`] if it isn't whole, or was written in a form that this version doesn't know.
    pub fn decode(text: &str) -> Result<Self, Unreadable> {
        match json::from_str::<Self>(text) {
            Ok(shard) if shard.version == SCHEMA_VERSION => Ok(shard),
            parsed => {
                // A newer or older form needn't look like today's, so the version decides what is wrong.
                let text = schema::upgraded(text)?;
                let parsed = text.map_or(parsed, |text| json::from_str(&text));
                parsed.map_err(|error| Unreadable::Broken(error.to_string()))
            }
        }
    }

    /// The text to store.
    #[must_use]
    pub fn encode(&self) -> String {
        if self.version == SCHEMA_VERSION {
            return json::to_string(self);
        }
        json::to_string(&Self { version: SCHEMA_VERSION, ..self.clone() })
    }

    /// What is stored of shard `n`, by key: its text, and the [names](super::names) beside it.
    #[must_use]
    pub fn entries(&self, n: u8) -> [(String, String); 2] {
        [(super::Key::Shard(n).name(), self.encode()), (names::key(n), names::encode(self))]
    }

    /// The people whose notes can still be read in a shard that as a whole can't be.
    #[must_use]
    pub fn salvage(n: u8, text: &str) -> Self {
        let mut shard = Self::default();
        let mut rest = text;
        while let Some(at) = rest.find("\":{") {
            let (before, note) = (&rest[..at], &rest[at + 2..]);
            rest = note;
            let Some(id) = before.rfind('"').and_then(|quote| PersonId::try_from(before[quote + 1..].to_owned()).ok())
            else {
                continue;
            };
            if let Ok((person, behind)) = json::first(note)
                && id.shard() == n
            {
                rest = behind;
                shard.people.insert(id, person);
            }
        }
        shard.note_own_addresses(n);
        shard
    }

    /// Brings in the people of another text of this shard. Whoever is here already stays as they are.
    /// Tells how many came.
    pub fn bring_back(&mut self, n: u8, other: Self) -> usize {
        let before = self.people.len();
        for (id, person) in other.people {
            self.people.get_or_insert_with(id, || person);
        }
        for (address, id) in other.addresses {
            self.addresses.get_or_insert_with(address, || id);
        }
        self.note_own_addresses(n);
        self.people.len() - before
    }

    fn note_own_addresses(&mut self, n: u8) {
        note_addresses(n, &self.people, &mut self.addresses);
    }

    /// Notes the addresses of people who live in another shard, as far as they belong into this one and nobody has them.
    pub fn note_addresses_of(&mut self, n: u8, elsewhere: &Self) {
        note_addresses(n, &elsewhere.people, &mut self.addresses);
    }
}

fn note_addresses(n: u8, people: &SortedMap<PersonId, Person>, addresses: &mut SortedMap<ProfileAddress, PersonId>) {
    for (id, person) in people {
        for address in person.addresses().filter(|address| shard_of(address) == n) {
            addresses.get_or_insert_with(address.clone(), || id.clone());
        }
    }
}

/// The shard in which an address is noted: the low byte of its 32-bit FNV-1a hash.
#[must_use]
pub fn shard_of(address: &ProfileAddress) -> u8 {
    fnv1a(address.as_str()).to_le_bytes()[0]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stored_form_is_stable() {
        let address = ProfileAddress::from_slug("mia-sample").unwrap();
        let id = PersonId::new(shard_of(&address), 7);
        let mut shard = Shard::default();
        shard
            .people
            .insert(id.clone(), Person { name: "Mia".into(), address: Some(address.clone()), ..Person::default() });
        shard.addresses.insert(address, id);
        insta::assert_snapshot!(
            shard.encode(),
            @r#"{"v":1,"people":{"bb0000000000000007":{"name":"Mia","address":"mia-sample"}},"addresses":{"mia-sample":"bb0000000000000007"}}"#
        );
        assert_eq!(Shard::decode(&shard.encode()).unwrap().people, shard.people);
    }

    #[test]
    fn a_shard_from_the_future_is_left_alone() {
        assert_eq!(Shard::decode(r#"{"v":2,"people":{}}"#), Err(Unreadable::Newer(2)));
        assert_eq!(Shard::decode(r#"{"v":3,"people":[["a list","of"],"something"]}"#), Err(Unreadable::Newer(3)));
        assert!(matches!(Shard::decode(r#"{"people":{}}"#), Err(Unreadable::Broken(_))));
        assert!(matches!(Shard::decode(r#"{"v":1,"people":{"#), Err(Unreadable::Broken(_))));
    }

    #[test]
    fn whoever_can_still_be_read_is_found_in_a_broken_shard() {
        let address = ProfileAddress::from_slug("mia-sample").unwrap();
        let n = shard_of(&address);
        let mut shard = Shard::default();
        for (random, story) in ["whole", "also {\"whole\":{\"}", "cut"].into_iter().enumerate() {
            let person =
                Person { story: story.into(), address: (random == 0).then(|| address.clone()), ..Person::default() };
            shard.people.insert(PersonId::new(n, random as u64), person);
        }
        let text = shard.encode();
        let cut = &text[..text.find("cut").unwrap()];
        assert!(Shard::decode(cut).is_err());
        let salvaged = Shard::salvage(n, cut);
        let stories: Vec<&str> = salvaged.people.values().map(|person| person.story.as_str()).collect();
        assert_eq!(stories, ["whole", "also {\"whole\":{\"}"]);
        assert_eq!(salvaged.addresses[&address], PersonId::new(n, 0));
        assert_eq!(Shard::salvage(n, "\":{\":{\"é\":{").people.len(), 0);

        let mut now = Shard::default();
        now.people.insert(PersonId::new(n, 1), Person { story: "newer".into(), ..Person::default() });
        assert_eq!(now.bring_back(n, salvaged), 1);
        assert_eq!(now.people[&PersonId::new(n, 1)].story, "newer");
        assert_eq!(now.addresses[&address], PersonId::new(n, 0));
    }

    #[test]
    fn addresses_spread_over_the_shards() {
        let mut counts = [0_u32; 256];
        for n in 0..25_600 {
            counts[usize::from(shard_of(&ProfileAddress::from_slug(&format!("person-{n}")).unwrap()))] += 1;
        }
        assert!(counts.iter().all(|count| (50..200).contains(count)), "{counts:?}");
    }
}
