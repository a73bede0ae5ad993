//! The stored form of the library: 256 shards, each one JSON string in `storage.local`.
//!
//! Measured on 30,000 people (13 MB): one key a person takes 1.3 s (Chromium) and 17.8 s (Firefox) to
//! write; 256 JSON strings take 0.34 s and 0.21 s, and one of them 1 to 2 ms.

use std::collections::BTreeMap;

use crate::domain::record::record;
use crate::domain::{Person, PersonId, ProfileAddress};

/// The version of the stored form that this code writes.
pub const SCHEMA_VERSION: u32 = 1;

record! {
    /// One of 256 parts of the library.
    ///
    /// A person lives in the shard that the id names. An address is noted in the shard that its hash
    /// names, so that a sender is found with one read; new ids are made so that both are the same shard.
    pub struct Shard {
        version: u32 = "v",
        people: BTreeMap<PersonId, Person> = "people",
        addresses: BTreeMap<ProfileAddress, PersonId> = "addresses",
    }
}

/// Why a stored shard cannot be used. It must be left as it is, never written over.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
pub enum Unreadable {
    #[error("a part of your notes can't be read ({0}); it was left as it is")]
    Broken(String),
    #[error("a part of your notes was written by a newer version of Really Know (form {0}); update to read it")]
    Newer(u32),
}

impl Shard {
    /// Reads a shard's stored text.
    ///
    /// # Errors
    /// [`Unreadable`] if it isn't whole, or was written in a form that this version doesn't know.
    pub fn decode(text: &str) -> Result<Self, Unreadable> {
        let shard: Self = serde_json::from_str(text).map_err(|error| Unreadable::Broken(error.to_string()))?;
        match shard.version {
            SCHEMA_VERSION => Ok(shard),
            0 => Err(Unreadable::Broken("no version".to_owned())),
            newer => Err(Unreadable::Newer(newer)),
        }
    }

    /// The text to store.
    #[must_use]
    pub fn encode(&self) -> String {
        let mut shard = self.clone();
        shard.version = SCHEMA_VERSION;
        serde_json::to_string(&shard).expect("a shard has only text keys and no failing serializer")
    }
}

/// The shard in which an address is noted: the low byte of its 32-bit FNV-1a hash.
#[must_use]
pub fn shard_of(address: &ProfileAddress) -> u8 {
    let hash =
        address.as_str().bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    hash.to_le_bytes()[0]
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
        assert!(matches!(Shard::decode(r#"{"people":{}}"#), Err(Unreadable::Broken(_))));
        assert!(matches!(Shard::decode(r#"{"v":1,"people":{"#), Err(Unreadable::Broken(_))));
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
