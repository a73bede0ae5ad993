//! What is typed and not saved yet, kept in this browser profile's `localStorage`: it is there at once,
//! also after a popup was closed in the middle of a word.
//!
//! A browser may forbid or empty it (private windows, blocked storage in embedded pages). Then drafts live
//! as long as the page, and nothing else changes.

use crate::domain::sorted::SortedMap;
use crate::json;
use std::cell::RefCell;

use gloo_storage::{LocalStorage, Storage as _};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sycamore::prelude::window;

use crate::domain::Moment;
use crate::domain::text::fnv1a;

/// How long a draft in which nothing changes is kept, where it is looked after.
pub const KEPT_MS: i64 = 30 * 24 * 60 * 60 * 1000;
const SEEN: &str = "drafts-seen";
/// A draft's key, the print of its text, and since when it is so.
type Seen = (String, u32, Moment);

thread_local! {
    /// Drafts as JSON where there is no `localStorage`, or no room in it.
    static HERE: RefCell<SortedMap<String, String>> = const { RefCell::new(SortedMap::new()) };
}

/// The draft with this name, if there is one that can still be read.
#[must_use]
pub fn load<T: DeserializeOwned>(name: &str) -> Option<T> {
    // What found no room in the browser's storage is newer than what is there.
    let here = HERE.with_borrow(|drafts| json::from_str(drafts.get(name)?).ok());
    here.or_else(|| json::from_str(&raw()?.get_item(&key(name)).ok()??).ok())
}

/// Keeps a draft.
pub fn keep<T: Serialize>(name: &str, draft: &T) {
    let text = json::to_string(draft);
    let kept = raw().is_some_and(|storage| storage.set_item(&key(name), &text).is_ok());
    HERE.with_borrow_mut(|drafts| if kept { drafts.remove(name) } else { drafts.insert(name.to_owned(), text) });
}

/// Throws a draft away: it was saved, or the user gave it up.
pub fn drop(name: &str) {
    if let Some(storage) = raw() {
        let _ = storage.remove_item(&key(name));
    }
    HERE.with_borrow_mut(|drafts| drafts.remove(name));
}

/// Throws away the drafts whose names begin like this and in which nothing has changed for [`KEPT_MS`]: what was begun
/// about somebody who never came again. Whether something changed is looked at only here, so call it when a view starts.
pub fn age_out(prefix: &str, now: Moment) {
    let Some(storage) = raw() else { return };
    let before: Vec<Seen> =
        storage.get_item(SEEN).ok().flatten().and_then(|text| json::from_str(&text).ok()).unwrap_or_default();
    let count = storage.length().unwrap_or_default();
    let keys: Vec<String> = (0..count).filter_map(|at| storage.key(at).ok().flatten()).collect();
    let prefix = key(prefix);
    let mut after: Vec<Seen> = Vec::new();
    for key in keys.into_iter().filter(|key| key.starts_with(&prefix)) {
        let print = fnv1a(&storage.get_item(&key).ok().flatten().unwrap_or_default());
        let since = before.iter().find(|seen| seen.0 == key && seen.1 == print).map_or(now, |seen| seen.2);
        if now.since_ms(since) < KEPT_MS {
            after.push((key, print, since));
        } else {
            let _ = storage.remove_item(&key);
        }
    }
    if after != before {
        // Without room nothing is thrown away.
        let _ = storage.set_item(SEEN, &json::to_string(&after));
    }
}

/// How many drafts there are.
#[must_use]
pub fn count() -> usize {
    stored().len() + HERE.with_borrow(|drafts| drafts.iter().count())
}

/// Throws all drafts away, and whatever else our pages keep beside them.
pub fn drop_all() {
    if let Some(storage) = raw() {
        let _ = storage.clear();
    }
    HERE.with_borrow_mut(|drafts| *drafts = Default::default());
}

/// The keys of all drafts in the browser's storage.
fn stored() -> Vec<String> {
    let Some(storage) = raw() else { return Vec::new() };
    let count = storage.length().unwrap_or_default();
    let keys = (0..count).filter_map(|at| storage.key(at).ok().flatten());
    keys.filter(|name| name.starts_with(&key(""))).collect()
}

fn key(name: &str) -> String {
    format!("draft/{name}")
}

/// The browser's storage, where it allows one. `gloo_storage` panics where it is forbidden, so that is asked first.
fn raw() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten().map(|_| LocalStorage::raw())
}
