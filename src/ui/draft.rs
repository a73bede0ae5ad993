//! What is typed and not saved yet, kept in this browser profile's `localStorage`: it is there at once,
//! also after a popup was closed in the middle of a word.
//!
//! A browser may forbid or empty it (private windows, blocked storage in embedded pages). Then drafts live
//! as long as the page, and nothing else changes.

use crate::domain::sorted::SortedMap;
use std::cell::RefCell;

use gloo_storage::{LocalStorage, Storage};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sycamore::prelude::window;

thread_local! {
    /// Drafts as JSON where there is no `localStorage`, or no room in it.
    static HERE: RefCell<SortedMap<String, String>> = const { RefCell::new(SortedMap::new()) };
}

/// The draft with this name, if there is one that can still be read.
#[must_use]
pub fn load<T: DeserializeOwned>(name: &str) -> Option<T> {
    // What found no room in the browser's storage is newer than what is there.
    let here = HERE.with_borrow(|drafts| serde_json::from_str(drafts.get(name)?).ok());
    here.or_else(|| allowed().then(|| LocalStorage::get(key(name)).ok()).flatten())
}

/// Keeps a draft.
pub fn keep<T: Serialize>(name: &str, draft: &T) {
    // Not `LocalStorage::set`: a full storage throws a DOMException, which it takes for a bug and panics.
    let Ok(text) = serde_json::to_string(draft) else { return };
    let kept = raw().is_some_and(|storage| storage.set_item(&key(name), &text).is_ok());
    HERE.with_borrow_mut(|drafts| if kept { drafts.remove(name) } else { drafts.insert(name.to_owned(), text) });
}

/// Throws a draft away: it was saved, or the user gave it up.
pub fn drop(name: &str) {
    if allowed() {
        LocalStorage::delete(key(name));
    }
    HERE.with_borrow_mut(|drafts| drafts.remove(name));
}

fn key(name: &str) -> String {
    format!("draft/{name}")
}

/// `gloo-storage` panics where the browser forbids `localStorage`, so this is asked first.
fn allowed() -> bool {
    raw().is_some()
}

fn raw() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}
