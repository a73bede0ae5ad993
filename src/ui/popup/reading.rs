//! Reading the library after the popup has opened, without standing in the way of typing.

use std::rc::Rc;

use sycamore::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::shelf::Shelf;
use crate::browser::pause;
use crate::browser::storage::{self, Changes};
use crate::desk::clerk::Area;
use crate::domain::sorted::SortedSet;
use crate::library::names::Named;
use crate::library::{Key, Shard, names};

/// How many shards are asked for at once: all in one answer would hold the page up for 200 ms.
const SHARDS_AT_ONCE: usize = 16;
/// How many shards' names are asked for at once.
const NAMES_AT_ONCE: usize = 64;
/// How long other fields are indexed before keys and clicks are let in again, in milliseconds.
const SLICE_MS: f64 = 8.0;
/// After a change of more shards than this (an import) everything is read again.
const FEW: usize = 16;

/// How far the library is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Not everybody is known yet.
    Reading,
    /// Everybody can be found by name, not everything that is said about them.
    Names,
    /// Everything can be found.
    Whole,
}

/// The library being read. A copy is the same library.
#[derive(Clone, Copy)]
pub struct Library {
    /// Tells its readers only of milestones and changes, not of every portion.
    pub shelf: Signal<Shelf>,
    pub phase: Signal<Phase>,
    /// What went wrong with storage, in the browser's words.
    pub trouble: Signal<Option<String>>,
    /// Shards that were asked for ahead of their turn.
    asked: Signal<SortedSet<u8>>,
    /// Who else wants to know what is read.
    listener: Signal<Option<Listener>>,
}

/// What was read, for whoever wants more than to search in it.
#[derive(Debug)]
pub enum News {
    /// Names, before their notes are read.
    Names(u8, Vec<Named>),
    /// Everybody in a shard, as it is from now on.
    Notes(u8, Shard),
}

type Listener = Rc<dyn Fn(Vec<News>)>;

impl Default for Library {
    fn default() -> Self {
        Self::new()
    }
}

impl Library {
    /// An empty library; [`Self::read`] fills it.
    #[must_use]
    pub fn new() -> Self {
        Self {
            shelf: create_signal(Shelf::default()),
            phase: create_signal(Phase::Reading),
            trouble: create_signal(None),
            asked: create_signal(SortedSet::new()),
            listener: create_signal(None),
        }
    }

    /// Tells of everything that is read and changed from now on.
    pub fn tell(self, listener: impl Fn(Vec<News>) + 'static) {
        self.listener.set(Some(Rc::new(listener)));
    }

    fn news(self, news: Vec<News>) {
        if let Some(listener) = self.listener.get_clone_untracked() {
            listener(news);
        }
    }

    /// Reads everything, names first.
    pub fn read(self) {
        self.phase.set(Phase::Reading);
        spawn_local(async move {
            if self.read_names().await {
                self.phase.set(Phase::Names);
                // Whoever shows people by their names now asks for their shards, ahead of the others.
                self.shelf.update(|_| ());
            }
            // One portion after the other: what somebody asks for in between hasn't to wait for all of them.
            for shards in (0..=u8::MAX).collect::<Vec<_>>().chunks(SHARDS_AT_ONCE) {
                self.read_some(shards).await;
            }
            self.shelf.update_silent(Shelf::all_read);
            // Whoever was told of people in shards that are gone, as after everything was erased, hears that nobody is there.
            let absent = self.shelf.with_untracked(Shelf::absent);
            self.news(absent.into_iter().map(|n| News::Notes(n, Shard::default())).collect());
            self.index_the_rest().await;
        });
    }

    /// Reads the names beside the shards; tells whether there are any.
    async fn read_names(self) -> bool {
        let mut any = false;
        for shards in (0..=u8::MAX).collect::<Vec<_>>().chunks(NAMES_AT_ONCE) {
            let keys: Vec<String> = shards.iter().copied().map(names::key).collect();
            // Only copies: if they can't be had, the shards tell what is wrong.
            let found = storage::get(Area::Local, &keys).await.unwrap_or_default();
            any |= !found.is_empty();
            let named = |(key, text): (String, String)| Some((names::shard_in(&key)?, names::decode(&text)?));
            let found: Vec<(u8, Vec<Named>)> = found.into_iter().filter_map(named).collect();
            if self.listener.with_untracked(Option::is_some) {
                self.news(found.iter().map(|(n, names)| News::Names(*n, names.clone())).collect());
            }
            self.shelf.update_silent(|shelf| {
                for (n, names) in found {
                    shelf.put_names(n, names);
                }
            });
        }
        any
    }

    /// Reads these shards, and shows them before the others.
    pub async fn read_first(self, shards: SortedSet<u8>) {
        self.read_some(&shards.into_iter().collect::<Vec<_>>()).await;
        self.shelf.update(|_| ());
    }

    /// Reads the shards of people who are to be shown, if nobody has asked for them yet.
    pub fn read_ahead(self, mut shards: SortedSet<u8>) {
        self.asked.update_silent(|asked| {
            shards.retain(|n| asked.insert(*n));
        });
        if !shards.is_empty() {
            spawn_local(self.read_first(shards));
        }
    }

    async fn read_some(self, shards: &[u8]) {
        let keys: Vec<String> = shards.iter().map(|n| Key::Shard(*n).name()).collect();
        match storage::get(Area::Local, &keys).await {
            Ok(found) => self.shelf.update_silent(|shelf| {
                for (key, text) in found {
                    if let Some(Key::Shard(n)) = Key::from_name(&key) {
                        shelf.put(n, text);
                    }
                }
            }),
            Err(error) => self.trouble.set(Some(error.to_string())),
        }
    }

    async fn index_the_rest(self) {
        self.phase.set(Phase::Names);
        self.shelf.update(|_| ());
        loop {
            // The browser paints, and hands out keys and clicks.
            pause(0).await;
            let until = js_sys::Date::now() + SLICE_MS;
            let (mut read, mut more) = (Vec::new(), true);
            self.shelf.update_silent(|shelf| {
                while more && js_sys::Date::now() < until {
                    match shelf.index_next() {
                        Some((n, shard)) => read.push(News::Notes(n, shard)),
                        None => more = false,
                    }
                }
            });
            self.news(read);
            if !more {
                break;
            }
        }
        self.phase.set(Phase::Whole);
        self.shelf.update(|_| ());
    }

    /// Follows what another view, or this one, changed.
    pub fn follow(self, changes: &Changes) {
        let shards: Vec<(u8, &Option<String>)> = changes
            .iter()
            .filter_map(|(key, text)| match Key::from_name(key) {
                Some(Key::Shard(n)) => Some((n, text)),
                _ => None,
            })
            .collect();
        if shards.is_empty() {
            return;
        }
        if shards.len() > FEW && self.phase.get_untracked() == Phase::Whole {
            self.shelf.set(Shelf::default());
            self.asked.set(SortedSet::new());
            self.read();
            return;
        }
        if self.listener.with_untracked(Option::is_some) {
            let shard = |text: &Option<String>| text.as_deref().map_or(Ok(Shard::default()), Shard::decode).ok();
            self.news(shards.iter().filter_map(|(n, text)| Some(News::Notes(*n, shard(text)?))).collect());
        }
        self.shelf.update(|shelf| {
            for (n, text) in shards {
                shelf.change(n, text.clone());
            }
        });
    }
}
