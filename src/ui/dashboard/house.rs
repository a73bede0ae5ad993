//! What all rooms share: the settings, the library's extent, and the room that is open.

use sycamore::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::hands::Hands;
use super::people::Crowd;
use super::rooms::{Place, Room};
use super::tray::Tray;
use super::waiting::Scan;
use crate::browser::storage::{self, Changes};
use crate::desk::BackupState;
use crate::desk::clerk::Area;
use crate::domain::PersonId;
use crate::domain::sorted::SortedMap;
use crate::library::Key;
use crate::ui::changes;
use crate::ui::dynamic::effect;
use crate::ui::popup::shelf;
use crate::ui::store::Store;

/// A shard's part of the library.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extent {
    pub people: usize,
    /// Size of the stored text in bytes.
    pub bytes: usize,
}

/// What all rooms share; a copy is the same.
#[derive(Clone, Copy)]
pub struct House {
    pub store: Store,
    pub hands: Hands,
    pub scan: Scan,
    pub crowd: Crowd,
    pub tray: Tray,
    pub place: Signal<Place>,
    shards: Signal<SortedMap<u8, Extent>>,
    /// The extent of the whole library; `None` until all of it is counted.
    pub extent: Signal<Option<Extent>>,
    /// What went wrong with storage, in the browser's words.
    pub trouble: Signal<Option<String>>,
    /// What is known of backups; `None` until the background has said it.
    pub backup: Signal<Option<BackupState>>,
    /// Whom a list showed when its user went to save them as a file; empty for nobody in particular.
    pub listed: Signal<Vec<PersonId>>,
}

impl House {
    /// A house in which nothing is read yet.
    #[must_use]
    pub fn new() -> Self {
        let store = Store::new();
        let place = create_signal(Place::from_location());
        let listed = create_signal(Vec::new());
        // Whom a list showed is meant on the way from it to the backup room, and not when that is opened another day.
        effect(move || {
            if place.with(|place| place.room != Room::Backup) {
                listed.set_silent(Vec::new());
            }
        });
        Self {
            store,
            hands: Hands::new(),
            scan: Scan::new(store),
            crowd: Crowd::new(store),
            tray: Tray::new(),
            place,
            shards: create_signal(SortedMap::new()),
            extent: create_signal(None),
            trouble: create_signal(None),
            backup: create_signal(None),
            listed,
        }
    }

    /// Reads everything, and follows every change.
    pub fn open(self) {
        self.store.open();
        super::backup::refresh(self);
        if let Err(error) = changes::on_changed(Area::Local, move |changes| self.follow(changes)) {
            self.trouble.set(Some(error.to_string()));
        }
        spawn_local(self.count());
    }

    /// Goes to another address: as a step that one can go back, or in place of this one.
    pub fn go(self, address: &str, step: bool) {
        let Ok(history) = web_sys::window().ok_or(()).and_then(|window| window.history().map_err(drop)) else { return };
        let nothing = wasm_bindgen::JsValue::NULL;
        let gone = match step {
            true => history.push_state_with_url(&nothing, "", Some(address)),
            false => history.replace_state_with_url(&nothing, "", Some(address)),
        };
        if gone.is_ok() {
            self.place.set(Place::from_location());
        }
    }

    async fn count(self) {
        for first in (0..=u8::MAX).step_by(16) {
            let keys: Vec<String> = (first..=first + 15).map(|n| Key::Shard(n).name()).collect();
            match storage::get(Area::Local, &keys).await {
                Ok(found) => self.shards.update_silent(|shards| {
                    for (key, text) in found {
                        if let Some(Key::Shard(n)) = Key::from_name(&key) {
                            shards.get_or_insert_with(n, || extent(&text));
                        }
                    }
                }),
                Err(error) => return self.trouble.set(Some(error.to_string())),
            }
        }
        self.add_up();
    }

    fn add_up(self) {
        let whole = self.shards.with_untracked(|shards| {
            shards.values().fold(Extent::default(), |sum, shard| Extent {
                people: sum.people + shard.people,
                bytes: sum.bytes + shard.bytes,
            })
        });
        self.extent.set(Some(whole));
    }

    fn follow(self, changes: &Changes) {
        let mut counted = false;
        for (key, text) in changes {
            if let Some(Key::Shard(n)) = Key::from_name(key) {
                let extent = text.as_deref().map(extent).unwrap_or_default();
                self.shards.update_silent(|shards| shards.insert(n, extent));
                counted = true;
            }
        }
        if counted && self.extent.with_untracked(Option::is_some) {
            self.add_up();
        }
    }
}

fn extent(text: &str) -> Extent {
    Extent { people: shelf::count(text), bytes: text.len() }
}
