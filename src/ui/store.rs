//! What views read: settings, people and the review of a tab, straight from storage and always fresh.
//!
//! Only the background writes. A shard is loaded when somebody first asks for a person in it, and followed
//! from then on.

use std::rc::Rc;

use sycamore::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::browser::storage::{self, Changes};
use crate::desk::clerk::Area;
use crate::desk::{Review, TabId};
use crate::domain::sorted::SortedSet;
use crate::domain::{Person, PersonId, ProfileAddress};
use crate::json;
use crate::library::facts::Missing;
use crate::library::{Facts, Key, Ledger, Settings, Shard, Stored, Undecided, shard_of};
use crate::ui::{changes, why};

/// The read model. A copy is the same store. Make it once, at the root of a view.
#[derive(Clone, Copy)]
pub struct Store {
    /// Where what storage brings later is worked in: batches need a scope to run in.
    scope: NodeHandle,
    facts: Signal<Facts>,
    asked: Signal<SortedSet<Key>>,
    loaded: Signal<SortedSet<Key>>,
    tab: Signal<Option<TabId>>,
    review: Signal<Rc<Review>>,
    trouble: Signal<Option<String>>,
}

/// What the library says about somebody.
#[derive(Clone, Debug, PartialEq)]
pub enum Lookup {
    /// Not loaded yet; the same question has another answer soon.
    Loading,
    Nobody,
    Found(PersonId, Rc<Person>),
    /// The note is stored, but can't be read, in words for the user.
    Unreadable(String),
}

impl Default for Store {
    fn default() -> Self {
        Self::new()
    }
}

impl Store {
    /// An empty store; [`Self::open`] fills it.
    #[must_use]
    pub fn new() -> Self {
        Self {
            scope: use_current_scope(),
            facts: create_signal(Facts::default()),
            asked: create_signal(SortedSet::new()),
            loaded: create_signal(SortedSet::new()),
            tab: create_signal(None),
            review: create_signal(Rc::default()),
            trouble: create_signal(None),
        }
    }

    /// Loads the settings, and follows every change from now on.
    pub fn open(self) {
        let followed = changes::on_changed(Area::Local, move |changes| self.follow(changes))
            .and_then(|()| changes::on_changed(Area::Session, move |changes| self.follow_review(changes)));
        if let Err(error) = followed {
            self.trouble.set(Some(error.to_string()));
        }
        self.ask([Key::Settings]);
    }

    /// Shows the review of this tab from now on.
    pub async fn show_review(self, tab: TabId) {
        self.tab.set(Some(tab));
        self.review.set(Rc::default());
        match storage::get(Area::Session, &[Review::key(tab)]).await {
            Ok(found) => {
                let mut texts = Changes::new();
                texts.extend(found.into_iter().map(|(key, text)| (key, Some(text))));
                self.follow_review(&texts);
            }
            Err(error) => self.trouble.set(Some(error.to_string())),
        }
    }

    /// The tab whose review is shown.
    #[must_use]
    pub fn tab(self) -> Option<TabId> {
        self.tab.get_untracked()
    }

    /// The review of the tab; an empty one until there is one.
    #[must_use]
    pub fn review(self) -> ReadSignal<Rc<Review>> {
        *self.review
    }

    /// Shows a review that no page stands behind.
    pub fn show_sample(self, review: Review) {
        self.review.set(Rc::new(review));
    }

    /// Shows somebody who is in no storage, or takes them away again.
    pub fn pretend(self, address: &ProfileAddress, person: Option<Person>) {
        let n = shard_of(address);
        let mut shard = Shard::default();
        if let Some(person) = person {
            let id = PersonId::new(n, 0);
            shard.addresses.insert(address.clone(), id.clone());
            shard.people.insert(id, person);
        }
        self.facts.update(|facts| facts.put(Stored::Shard(n, Ok(Rc::new(shard)))));
    }

    /// What is wrong with storage, in the browser's words.
    #[must_use]
    pub fn trouble(self) -> ReadSignal<Option<String>> {
        *self.trouble
    }

    /// The settings; the defaults until they are loaded.
    #[must_use]
    pub fn settings(self) -> Rc<Settings> {
        self.facts.with(|facts| facts.settings().cloned().unwrap_or_default())
    }

    /// Whether the settings are loaded.
    #[must_use]
    pub fn is_ready(self) -> bool {
        self.facts.with(|facts| facts.settings().is_ok())
    }

    /// The person who has, or had, this address.
    #[must_use]
    pub fn find(self, address: &ProfileAddress) -> Lookup {
        let found = self.facts.with(|facts| {
            facts.find(address).map(|found| found.map(|(id, person)| (id.clone(), Rc::new(person.clone()))))
        });
        self.lookup(found)
    }

    /// The person with this id.
    #[must_use]
    pub fn person(self, id: &PersonId) -> Lookup {
        let found = self.facts.with(|facts| facts.person(id).map(|found| Some((id.clone(), Rc::new(found?.clone())))));
        self.lookup(found)
    }

    fn lookup(self, found: Result<Option<(PersonId, Rc<Person>)>, Missing>) -> Lookup {
        match found {
            Ok(Some((id, person))) => Lookup::Found(id, person),
            Ok(None) => Lookup::Nobody,
            Err(Missing::Unreadable(unreadable)) => Lookup::Unreadable(why::unreadable(&unreadable)),
            Err(Missing::Need(need)) => {
                self.ask(need.0);
                Lookup::Loading
            }
        }
    }

    /// The ledger of introductions; an empty one until it is loaded.
    ///
    /// # Errors
    /// Why it can't be read, in words for the user.
    pub fn ledger(self) -> Result<Rc<Ledger>, String> {
        match self.facts.with(|facts| facts.ledger().cloned()) {
            Ok(ledger) => Ok(ledger),
            Err(Missing::Unreadable(unreadable)) => Err(why::unreadable(&unreadable)),
            Err(Missing::Need(need)) => {
                self.ask(need.0);
                Ok(Rc::default())
            }
        }
    }

    /// Invitations without an answer; none until they are loaded.
    #[must_use]
    pub fn undecided(self) -> Rc<Undecided> {
        match self.facts.with(|facts| facts.undecided().cloned()) {
            Ok(undecided) => undecided,
            Err(_) => {
                self.ask([Key::Undecided]);
                Rc::default()
            }
        }
    }

    /// Whether the ledger is loaded and can be read.
    #[must_use]
    pub fn is_ledger_loaded(self) -> bool {
        self.facts.with(|facts| facts.ledger().is_ok())
    }

    /// Loads everybody.
    pub fn ask_for_all(self) {
        self.ask((0..=u8::MAX).map(Key::Shard));
    }

    /// Whether everybody is loaded, as far as they were asked for.
    #[must_use]
    pub fn is_loaded(self) -> bool {
        let asked = self.asked.get_clone();
        self.loaded.with(|loaded| asked.iter().all(|key| loaded.contains(key)))
    }

    /// All facts, to look through people; empty shards until [`Self::is_loaded`].
    #[must_use]
    pub fn facts(self) -> ReadSignal<Facts> {
        *self.facts
    }

    fn ask(self, keys: impl IntoIterator<Item = Key>) {
        let asked = self.asked.with_untracked(Clone::clone);
        let mut new = SortedSet::new();
        new.extend(keys.into_iter().filter(|key| !asked.contains(key)));
        if new.is_empty() {
            return;
        }
        self.asked.update_silent(|asked| asked.extend(new.iter().copied()));
        spawn_local(async move {
            let names: Vec<String> = new.iter().map(|key| key.name()).collect();
            match storage::get(Area::Local, &names).await {
                Ok(found) => {
                    // What came by a change in the meantime is newer.
                    let wanted =
                        self.loaded.with_untracked(|loaded| new.difference(loaded).copied().collect::<Vec<_>>());
                    let text = |key: Key| {
                        let name = key.name();
                        found.iter().find(|(found, _)| *found == name).map(|(_, text)| text.clone())
                    };
                    self.take_in(wanted.into_iter().map(|key| (key, text(key))).collect());
                }
                Err(error) => {
                    self.asked.update_silent(|asked| asked.retain(|key| !new.contains(key)));
                    self.trouble.set(Some(error.to_string()));
                }
            }
        });
    }

    fn follow(self, changes: &Changes) {
        let asked = self.asked.with_untracked(Clone::clone);
        let ours: Vec<(Key, Option<String>)> = changes
            .iter()
            .filter_map(|(name, text)| Some((Key::from_name(name)?, text)))
            .filter(|(key, _)| asked.contains(key))
            .map(|(key, text)| (key, text.clone()))
            .collect();
        if !ours.is_empty() {
            self.take_in(ours);
        }
    }

    fn take_in(self, texts: Vec<(Key, Option<String>)>) {
        let take_in = || {
            self.facts.update(|facts| texts.iter().for_each(|(key, text)| facts.load(*key, text.as_deref())));
            self.loaded.update(|loaded| loaded.extend(texts.iter().map(|(key, _)| *key)));
        };
        self.scope.run_in(|| batch(take_in));
    }

    fn follow_review(self, changes: &Changes) {
        let Some(tab) = self.tab.get_untracked() else { return };
        if let Some(text) = changes.get(&Review::key(tab)) {
            let review = text.as_deref().and_then(|text| json::from_str(text).ok());
            self.review.set(Rc::new(review.unwrap_or_default()));
        }
    }
}
