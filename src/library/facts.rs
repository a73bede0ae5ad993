//! Stored values as far as they are loaded.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::{Journal, Settings, Shard, Unreadable, shard_of};
use crate::domain::{Person, PersonId, ProfileAddress};

/// The name of a value in `storage.local`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    Shard(u8),
    Settings,
    Journal,
}

impl Key {
    /// The key in `storage.local`.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Self::Shard(n) => format!("shard/{n:02x}"),
            Self::Settings => "settings".to_owned(),
            Self::Journal => "journal".to_owned(),
        }
    }

    /// The reverse of [`Self::name`]; `None` for a key that isn't ours.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "settings" => Some(Self::Settings),
            "journal" => Some(Self::Journal),
            _ => {
                let digits = name.strip_prefix("shard/")?;
                let n = u8::from_str_radix(digits, 16).ok()?;
                (format!("{n:02x}") == digits).then_some(Self::Shard(n))
            }
        }
    }
}

/// Values that must be loaded before the question can be answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Need(pub BTreeSet<Key>);

/// A stored value, read.
#[derive(Clone, Debug)]
pub enum Stored {
    Shard(u8, Result<Rc<Shard>, Unreadable>),
    Settings(Rc<Settings>),
    Journal(Rc<Journal>),
}

impl Stored {
    /// Where the value is stored.
    #[must_use]
    pub fn key(&self) -> Key {
        match self {
            Self::Shard(n, _) => Key::Shard(*n),
            Self::Settings(_) => Key::Settings,
            Self::Journal(_) => Key::Journal,
        }
    }

    /// The text to store; `None` for a shard that can't be read, which must be left as it is.
    #[must_use]
    pub fn encode(&self) -> Option<String> {
        match self {
            Self::Shard(_, shard) => shard.as_ref().ok().map(|shard| shard.encode()),
            Self::Settings(settings) => Some(settings.encode()),
            Self::Journal(journal) => Some(journal.encode()),
        }
    }
}

/// Stored values as far as they are loaded. A cheap copy shares them.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    shards: BTreeMap<u8, Result<Rc<Shard>, Unreadable>>,
    settings: Option<Rc<Settings>>,
    journal: Option<Rc<Journal>>,
}

/// Why a fact can't be had.
#[derive(Clone, Debug, PartialEq)]
pub enum Missing {
    /// It isn't loaded yet.
    Need(Need),
    /// It is stored, but can't be read.
    Unreadable(Unreadable),
}

impl Facts {
    /// Takes in what storage holds under a key; `None` where it holds nothing.
    pub fn load(&mut self, key: Key, text: Option<&str>) {
        self.put(match key {
            Key::Shard(n) => Stored::Shard(n, text.map_or_else(|| Ok(Shard::default()), Shard::decode).map(Rc::new)),
            Key::Settings => Stored::Settings(Rc::new(text.map(Settings::decode).unwrap_or_default())),
            Key::Journal => Stored::Journal(Rc::new(text.map(Journal::decode).unwrap_or_default())),
        });
    }

    /// Takes in a value.
    pub fn put(&mut self, stored: Stored) {
        match stored {
            Stored::Shard(n, shard) => {
                self.shards.insert(n, shard);
            }
            Stored::Settings(settings) => self.settings = Some(settings),
            Stored::Journal(journal) => self.journal = Some(journal),
        }
    }

    /// Forgets a value, so that it is loaded again.
    pub fn forget(&mut self, key: Key) {
        match key {
            Key::Shard(n) => {
                self.shards.remove(&n);
            }
            Key::Settings => self.settings = None,
            Key::Journal => self.journal = None,
        }
    }

    /// A shard.
    ///
    /// # Errors
    /// [`Missing`] if it isn't loaded or can't be read.
    pub fn shard(&self, n: u8) -> Result<&Rc<Shard>, Missing> {
        match self.shards.get(&n) {
            Some(Ok(shard)) => Ok(shard),
            Some(Err(unreadable)) => Err(Missing::Unreadable(unreadable.clone())),
            None => Err(Missing::Need(Need([Key::Shard(n)].into()))),
        }
    }

    /// The settings.
    ///
    /// # Errors
    /// [`Missing::Need`] if they aren't loaded.
    pub fn settings(&self) -> Result<&Rc<Settings>, Missing> {
        self.settings.as_ref().ok_or_else(|| Missing::Need(Need([Key::Settings].into())))
    }

    /// The journal.
    ///
    /// # Errors
    /// [`Missing::Need`] if it isn't loaded.
    pub fn journal(&self) -> Result<&Rc<Journal>, Missing> {
        self.journal.as_ref().ok_or_else(|| Missing::Need(Need([Key::Journal].into())))
    }

    /// The person with this id, if there is one.
    ///
    /// # Errors
    /// [`Missing`] if the shard isn't loaded or can't be read.
    pub fn person(&self, id: &PersonId) -> Result<Option<&Person>, Missing> {
        Ok(self.shard(id.shard())?.people.get(id))
    }

    /// The person who has, or had, this address.
    ///
    /// # Errors
    /// [`Missing`] if a shard isn't loaded or can't be read.
    pub fn find(&self, address: &ProfileAddress) -> Result<Option<(&PersonId, &Person)>, Missing> {
        let Some(id) = self.shard(shard_of(address))?.addresses.get(address) else { return Ok(None) };
        Ok(self.person(id)?.map(|person| (id, person)))
    }
}

impl From<Need> for Missing {
    fn from(need: Need) -> Self {
        Self::Need(need)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_have_one_name() {
        for key in [Key::Shard(0), Key::Shard(0xab), Key::Settings, Key::Journal] {
            assert_eq!(Key::from_name(&key.name()), Some(key));
        }
        for name in ["shard/", "shard/1", "shard/AB", "shard/100", "shard/+1", "other"] {
            assert_eq!(Key::from_name(name), None, "{name}");
        }
    }
}
