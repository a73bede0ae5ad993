//! Stored values as far as they are loaded.

use std::rc::Rc;

use super::past::Past;
use super::{Journal, Ledger, Settings, Shard, Undecided, Unreadable, shard_of};
use crate::domain::sorted::{SortedMap, SortedSet};
use crate::domain::{Person, PersonId, ProfileAddress};

/// The name of a value in `storage.local`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    Shard(u8),
    /// What was, for the people of a shard.
    Past(u8),
    Settings,
    Journal,
    Ledger,
    /// Invitations without an answer.
    Undecided,
}

impl Key {
    /// The key in `storage.local`.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Self::Shard(n) => format!("shard/{n:02x}"),
            Self::Past(n) => format!("past/{n:02x}"),
            Self::Settings => "settings".to_owned(),
            Self::Journal => "journal".to_owned(),
            Self::Ledger => "introductions".to_owned(),
            Self::Undecided => "undecided".to_owned(),
        }
    }

    /// The key of the names that are stored beside a shard, and written with it.
    #[must_use]
    pub fn names_beside(self) -> Option<String> {
        match self {
            Self::Shard(n) => Some(super::names::key(n)),
            Self::Past(_) | Self::Settings | Self::Journal | Self::Ledger | Self::Undecided => None,
        }
    }

    /// The reverse of [`Self::name`]; `None` for a key that isn't ours.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "settings" => Some(Self::Settings),
            "journal" => Some(Self::Journal),
            "introductions" => Some(Self::Ledger),
            "undecided" => Some(Self::Undecided),
            _ => {
                let (kind, digits) = name.split_once('/')?;
                let n = u8::from_str_radix(digits, 16).ok().filter(|n| format!("{n:02x}") == digits)?;
                match kind {
                    "shard" => Some(Self::Shard(n)),
                    "past" => Some(Self::Past(n)),
                    _ => None,
                }
            }
        }
    }
}

/// Values that must be loaded before the question can be answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Need(pub SortedSet<Key>);

/// A stored value, read.
#[derive(Clone, Debug)]
pub enum Stored {
    Shard(u8, Result<Rc<Shard>, Unreadable>),
    Past(u8, Result<Rc<Past>, Unreadable>),
    Settings(Rc<Settings>),
    Journal(Rc<Journal>),
    Ledger(Result<Rc<Ledger>, Unreadable>),
    Undecided(Rc<Undecided>),
}

impl Stored {
    /// Where the value is stored.
    #[must_use]
    pub fn key(&self) -> Key {
        match self {
            Self::Shard(n, _) => Key::Shard(*n),
            Self::Past(n, _) => Key::Past(*n),
            Self::Settings(_) => Key::Settings,
            Self::Journal(_) => Key::Journal,
            Self::Ledger(_) => Key::Ledger,
            Self::Undecided(_) => Key::Undecided,
        }
    }

    /// What to store, by key; nothing for a part that can't be read, which must be left as it is.
    #[must_use]
    pub fn entries(&self) -> Vec<(String, String)> {
        let text = match self {
            Self::Shard(n, shard) => {
                return shard.as_ref().map_or_else(|_| Vec::new(), |shard| shard.entries(*n).into());
            }
            Self::Past(_, past) => past.as_ref().ok().map(|past| past.encode()),
            Self::Settings(settings) => Some(settings.encode()),
            Self::Journal(journal) => Some(journal.encode()),
            Self::Ledger(ledger) => ledger.as_ref().ok().map(|ledger| ledger.encode()),
            Self::Undecided(undecided) => Some(undecided.encode()),
        };
        text.map(|text| (self.key().name(), text)).into_iter().collect()
    }
}

/// Stored values as far as they are loaded. A cheap copy shares them.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    shards: SortedMap<u8, Result<Rc<Shard>, Unreadable>>,
    pasts: SortedMap<u8, Result<Rc<Past>, Unreadable>>,
    settings: Option<Rc<Settings>>,
    journal: Option<Rc<Journal>>,
    ledger: Option<Result<Rc<Ledger>, Unreadable>>,
    undecided: Option<Rc<Undecided>>,
    /// The stored texts of what can't be read.
    unreadable: SortedMap<Key, Rc<str>>,
}

/// More shards than this are not kept between two events: a page with a hundred invitations needs about eighty.
const MANY_SHARDS: usize = 160;

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
    ///
    /// Settings, the journal, the ledger, undecided invitations and a past that can't be read are read as new ones: they are set aside when
    /// they are next written ([`Self::unreadable`]), and no note is lost with them.
    pub fn load(&mut self, key: Key, text: Option<&str>) {
        fn read<T: Default>(
            text: Option<&str>,
            decode: fn(&str) -> Result<T, Unreadable>,
        ) -> (Result<Rc<T>, Unreadable>, bool) {
            let value = text.map_or_else(|| Ok(T::default()), decode).map(Rc::new);
            let unreadable = value.is_err();
            (value, unreadable)
        }
        let (stored, unreadable) = match key {
            Key::Shard(n) => {
                let (shard, unreadable) = read(text, Shard::decode);
                (Stored::Shard(n, shard), unreadable)
            }
            Key::Past(n) => match read(text, Past::decode) {
                (Err(Unreadable::Broken(_)), _) => (Stored::Past(n, Ok(Rc::default())), true),
                (past, unreadable) => (Stored::Past(n, past), unreadable),
            },
            Key::Settings => {
                let (settings, unreadable) = read(text, Settings::decode);
                (Stored::Settings(settings.unwrap_or_default()), unreadable)
            }
            Key::Journal => {
                let (journal, unreadable) = read(text, Journal::decode);
                (Stored::Journal(journal.unwrap_or_default()), unreadable)
            }
            Key::Ledger => match read(text, Ledger::decode) {
                (Err(Unreadable::Broken(_)), _) => (Stored::Ledger(Ok(Rc::default())), true),
                (ledger, unreadable) => (Stored::Ledger(ledger), unreadable),
            },
            Key::Undecided => {
                let (undecided, unreadable) = read(text, Undecided::decode);
                (Stored::Undecided(undecided.unwrap_or_default()), unreadable)
            }
        };
        self.put(stored);
        if let Some(text) = text.filter(|_| unreadable) {
            self.unreadable.insert(key, text.into());
        }
    }

    /// Takes in a value.
    pub fn put(&mut self, stored: Stored) {
        self.unreadable.remove(&stored.key());
        match stored {
            Stored::Shard(n, shard) => {
                self.shards.insert(n, shard);
            }
            Stored::Past(n, past) => {
                self.pasts.insert(n, past);
            }
            Stored::Settings(settings) => self.settings = Some(settings),
            Stored::Journal(journal) => self.journal = Some(journal),
            Stored::Ledger(ledger) => self.ledger = Some(ledger),
            Stored::Undecided(undecided) => self.undecided = Some(undecided),
        }
    }

    /// The stored text of a value that is loaded but can't be read.
    #[must_use]
    pub fn unreadable(&self, key: Key) -> Option<&str> {
        self.unreadable.get(&key).map(AsRef::as_ref)
    }

    /// Those of these values that aren't loaded yet.
    #[must_use]
    pub fn missing(&self, keys: impl IntoIterator<Item = Key>) -> Need {
        let is_missing = |key: &Key| match key {
            Key::Shard(n) => !self.shards.contains_key(n),
            Key::Past(n) => !self.pasts.contains_key(n),
            Key::Settings => self.settings.is_none(),
            Key::Journal => self.journal.is_none(),
            Key::Ledger => self.ledger.is_none(),
            Key::Undecided => self.undecided.is_none(),
        };
        Need(keys.into_iter().filter(is_missing).collect())
    }

    /// Forgets the people again if they have become many, as after an import: memory of a WebAssembly
    /// program never shrinks, so it shouldn't grow to hold everybody.
    pub fn slim(&mut self) {
        if self.shards.len() + self.pasts.len() > MANY_SHARDS {
            self.shards.clear();
            self.pasts.clear();
            self.unreadable.retain(|key, _| !matches!(key, Key::Shard(_) | Key::Past(_)));
        }
    }

    /// Forgets a value, so that it is loaded again.
    pub fn forget(&mut self, key: Key) {
        self.unreadable.remove(&key);
        match key {
            Key::Shard(n) => {
                self.shards.remove(&n);
            }
            Key::Past(n) => {
                self.pasts.remove(&n);
            }
            Key::Settings => self.settings = None,
            Key::Journal => self.journal = None,
            Key::Ledger => self.ledger = None,
            Key::Undecided => self.undecided = None,
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

    /// What was, for the people of a shard.
    ///
    /// # Errors
    /// [`Missing`] if it isn't loaded or was written by a newer version.
    pub fn past(&self, n: u8) -> Result<&Rc<Past>, Missing> {
        match self.pasts.get(&n) {
            Some(Ok(past)) => Ok(past),
            Some(Err(unreadable)) => Err(Missing::Unreadable(unreadable.clone())),
            None => Err(Missing::Need(Need([Key::Past(n)].into()))),
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

    /// The ledger of introductions.
    ///
    /// # Errors
    /// [`Missing`] if it isn't loaded or was written by a newer version.
    pub fn ledger(&self) -> Result<&Rc<Ledger>, Missing> {
        match &self.ledger {
            Some(Ok(ledger)) => Ok(ledger),
            Some(Err(unreadable)) => Err(Missing::Unreadable(unreadable.clone())),
            None => Err(Missing::Need(Need([Key::Ledger].into()))),
        }
    }

    /// The invitations without an answer.
    ///
    /// # Errors
    /// [`Missing::Need`] if they aren't loaded.
    pub fn undecided(&self) -> Result<&Rc<Undecided>, Missing> {
        self.undecided.as_ref().ok_or_else(|| Missing::Need(Need([Key::Undecided].into())))
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
    fn what_cannot_be_read_is_kept_as_text() {
        let mut facts = Facts::default();
        for key in [Key::Shard(1), Key::Past(1), Key::Settings, Key::Journal, Key::Ledger, Key::Undecided] {
            facts.load(key, Some("{"));
            assert_eq!(facts.unreadable(key), Some("{"));
        }
        assert!(facts.shard(1).is_err());
        assert!(facts.past(1).is_ok() && facts.settings().is_ok() && facts.journal().is_ok(), "read as new ones");
        facts.put(Stored::Settings(Rc::default()));
        assert_eq!(facts.unreadable(Key::Settings), None);
        facts.load(Key::Ledger, Some(r#"{"v":9}"#));
        assert_eq!(facts.ledger(), Err(Missing::Unreadable(Unreadable::Newer(9))));
        facts.load(Key::Past(1), Some(r#"{"v":9}"#));
        assert_eq!(facts.past(1), Err(Missing::Unreadable(Unreadable::Newer(9))));
    }

    #[test]
    fn keys_have_one_name() {
        let shards = [Key::Shard(0), Key::Shard(0xab), Key::Past(0x0c)];
        for key in shards.into_iter().chain([Key::Settings, Key::Journal, Key::Ledger, Key::Undecided]) {
            assert_eq!(Key::from_name(&key.name()), Some(key));
        }
        for name in ["shard/", "shard/1", "shard/AB", "shard/100", "shard/+1", "past/", "aside/00", "other"] {
            assert_eq!(Key::from_name(name), None, "{name}");
        }
    }
}
