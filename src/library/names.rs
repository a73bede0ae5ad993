//! The names of a shard's people, stored a second time beside the shard, by the same write.
//!
//! A view that is being opened wants names: for a list, and for the first letters that its user types. Measured
//! on 30,000 people: 256 shards are 15 MB, which take 110 to 160 ms (Chromium) and 70 to 100 ms (Firefox) to get
//! before anything is done with them; the names are 1.6 MB.
//!
//! They are a copy. Whoever has read the shard goes by the shard, and a missing or broken copy only costs time.

use serde::{Deserialize, Serialize};

use super::Shard;
use crate::domain::{Moment, PersonId};
use crate::json;

/// What a list says of a person: id, when the note was changed, name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named(pub PersonId, pub Moment, pub String);

/// How the keys of the copies begin.
const PREFIX: &str = "names/";

/// The key in `storage.local` of the names of shard `n`.
#[must_use]
pub fn key(n: u8) -> String {
    format!("{PREFIX}{n:02x}")
}

/// The reverse of [`key`].
#[must_use]
pub fn shard_in(key: &str) -> Option<u8> {
    let digits = key.strip_prefix(PREFIX)?;
    u8::from_str_radix(digits, 16).ok().filter(|n| self::key(*n) == key)
}

/// The text to store.
#[must_use]
pub fn encode(shard: &Shard) -> String {
    let names: Vec<(&PersonId, Moment, &str)> =
        shard.people.iter().map(|(id, person)| (id, person.updated, person.name.as_str())).collect();
    json::to_string(&names)
}

/// The names in a stored text; `None` if it is broken.
#[must_use]
pub fn decode(text: &str) -> Option<Vec<Named>> {
    json::from_str(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Person;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn names_come_back(names in proptest::collection::vec((any::<u64>(), any::<i64>(), ".*"), 0..9)) {
            let mut shard = Shard::default();
            for (n, updated, name) in names {
                let person = Person { name, updated: Moment(updated), ..Person::default() };
                shard.people.insert(PersonId::new(7, n), person);
            }
            let found = decode(&encode(&shard)).unwrap();
            let told: Vec<Named> =
                shard.people.iter().map(|(id, p)| Named(id.clone(), p.updated, p.name.clone())).collect();
            prop_assert_eq!(found, told);
        }

        #[test]
        fn any_text_is_read_or_refused(text in ".*") {
            let _ = decode(&text);
        }
    }

    #[test]
    fn keys_lead_to_shards_and_back() {
        for n in 0..=u8::MAX {
            assert_eq!(shard_in(&key(n)), Some(n));
        }
        for other in ["names/", "names/7", "names/FF", "names/100", "shard/07"] {
            assert_eq!(shard_in(other), None, "{other}");
        }
    }
}
