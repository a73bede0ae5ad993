//! `chrome.storage.local`: values are texts, changes are told to everybody.
//!
//! What should last only until the browser closes is kept there too, under `session/…`, and cleared when
//! the browser starts: Firefox has no `storage.session` in an extension page that is embedded in a web
//! page (measured in 153), and the sidebar must read its review.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::{BrowserError, api};
use crate::desk::clerk::{Area, INTENT, Storage, StorageError};
use crate::domain::sorted::SortedMap;

/// The browser's own storage.
#[derive(Clone, Copy, Debug, Default)]
pub struct BrowserStorage;

/// Values that changed: the new text, or `None` where the key was removed.
pub type Changes = SortedMap<String, Option<String>>;

const SESSION: &str = "session/";

/// The key in `storage.local`.
fn stored(area: Area, key: &str) -> String {
    match area {
        Area::Local => key.to_owned(),
        Area::Session => format!("{SESSION}{key}"),
    }
}

/// The reverse of [`stored`]; `None` for a key of the other area.
fn within(area: Area, stored: String) -> Option<String> {
    match (area, stored.strip_prefix(SESSION)) {
        (Area::Local, None) => Some(stored),
        (Area::Session, Some(key)) => Some(key.to_owned()),
        _ => None,
    }
}

/// The values of these keys in an area; keys without a value, or with one that isn't text, are left out.
///
/// # Errors
/// If the browser can't read its storage.
pub async fn get(area: Area, keys: &[String]) -> Result<Vec<(String, String)>, BrowserError> {
    let items = get_raw(area, keys).await?;
    let entry = |pair: JsValue| {
        let pair: Array = pair.unchecked_into();
        Some((within(area, pair.get(0).as_string()?)?, pair.get(1).as_string()?))
    };
    Ok(Object::entries(&items).iter().filter_map(entry).collect())
}

/// The same as the browser's own object, for texts that are only handed on; with the keys as they are stored.
///
/// # Errors
/// If the browser can't read its storage.
pub async fn get_raw(area: Area, keys: &[String]) -> Result<Object, BrowserError> {
    let keys: Array = keys.iter().map(|key| JsValue::from_str(&stored(area, key))).collect();
    Ok(JsFuture::from(api::local_get(&keys)?).await?.unchecked_into())
}

/// The names of all values in an area.
///
/// # Errors
/// If the browser can't read its storage.
pub async fn keys(area: Area) -> Result<Vec<String>, BrowserError> {
    let keys: Array = JsFuture::from(api::local_get_keys()?).await?.unchecked_into();
    Ok(keys.iter().filter_map(|key| within(area, key.as_string()?)).collect())
}

/// Calls `listener` with what changed in each area, from now on and in every context of the extension.
///
/// # Errors
/// If this context has lost its extension.
pub fn on_changed(mut listener: impl FnMut(Area, Changes) + 'static) -> Result<(), BrowserError> {
    let listener = Closure::<dyn FnMut(Object, String)>::new(move |changes: Object, in_area: String| {
        if in_area != "local" {
            return;
        }
        let (mut local, mut session) = (Changes::new(), Changes::new());
        for pair in Object::entries(&changes).iter() {
            let pair: Array = pair.unchecked_into();
            let Some(key) = pair.get(0).as_string() else { continue };
            // It comes before what it announces, says nothing to a view, and is as long as all of that.
            if key == INTENT {
                continue;
            }
            let value = Reflect::get(&pair.get(1), &JsValue::from_str("newValue")).ok();
            let value = value.and_then(|value| value.as_string());
            match key.strip_prefix(SESSION) {
                Some(key) => session.insert(key.to_owned(), value),
                None => local.insert(key, value),
            };
        }
        for (area, changes) in [(Area::Local, local), (Area::Session, session)] {
            if !changes.is_empty() {
                listener(area, changes);
            }
        }
    });
    api::on_storage_changed(&listener)?;
    // Lives as long as its page.
    listener.forget();
    Ok(())
}

impl Storage for BrowserStorage {
    async fn read(&self, area: Area, keys: &[String]) -> Result<Vec<(String, String)>, StorageError> {
        get(area, keys).await.map_err(|error| StorageError(error.0))
    }

    async fn keys(&self, area: Area) -> Result<Vec<String>, StorageError> {
        keys(area).await.map_err(|error| StorageError(error.0))
    }

    async fn write(&self, area: Area, entries: &[(String, String)]) -> Result<(), StorageError> {
        write(area, entries).await.map_err(|error| StorageError(error.0))
    }

    async fn remove(&self, area: Area, keys: &[String]) -> Result<(), StorageError> {
        remove(area, keys).await.map_err(|error| StorageError(error.0))
    }
}

async fn write(area: Area, entries: &[(String, String)]) -> Result<(), BrowserError> {
    let items = Object::new();
    for (key, value) in entries {
        Reflect::set(&items, &JsValue::from_str(&stored(area, key)), &JsValue::from_str(value))?;
    }
    JsFuture::from(api::local_set(&items)?).await?;
    Ok(())
}

async fn remove(area: Area, keys: &[String]) -> Result<(), BrowserError> {
    let keys: Array = keys.iter().map(|key| JsValue::from_str(&stored(area, key))).collect();
    JsFuture::from(api::local_remove(&keys)?).await?;
    Ok(())
}
