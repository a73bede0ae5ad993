//! `chrome.storage`: values are texts, changes are told to everybody.

use std::collections::BTreeMap;

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::{BrowserError, api};
use crate::desk::clerk::{Area, Storage, StorageError};

/// The browser's own storage.
#[derive(Clone, Copy, Debug, Default)]
pub struct BrowserStorage;

/// Values that changed: the new text, or `None` where the key was removed.
pub type Changes = BTreeMap<String, Option<String>>;

/// The values of these keys in an area; keys without a value, or with one that isn't text, are left out.
///
/// # Errors
/// If the browser can't read its storage.
pub async fn get(area: Area, keys: &[String]) -> Result<Vec<(String, String)>, BrowserError> {
    let keys: Array = keys.iter().map(|key| JsValue::from_str(key)).collect();
    read(area, &keys.into()).await
}

/// Everything in an area.
///
/// # Errors
/// If the browser can't read its storage.
pub async fn get_all(area: Area) -> Result<Vec<(String, String)>, BrowserError> {
    read(area, &JsValue::NULL).await
}

async fn read(area: Area, keys: &JsValue) -> Result<Vec<(String, String)>, BrowserError> {
    let promise = match area {
        Area::Local => api::local_get(keys)?,
        Area::Session => api::session_get(keys)?,
    };
    let items: Object = JsFuture::from(promise).await?.unchecked_into();
    let entry = |pair: JsValue| {
        let pair: Array = pair.unchecked_into();
        Some((pair.get(0).as_string()?, pair.get(1).as_string()?))
    };
    Ok(Object::entries(&items).iter().filter_map(entry).collect())
}

/// Calls `listener` with what changed in an area, from now on and in every context of the extension.
///
/// # Errors
/// If this context has lost its extension.
pub fn on_changed(area: Area, mut listener: impl FnMut(Changes) + 'static) -> Result<(), BrowserError> {
    let name = match area {
        Area::Local => "local",
        Area::Session => "session",
    };
    let listener = Closure::<dyn FnMut(Object, String)>::new(move |changes: Object, changed_area: String| {
        if changed_area == name {
            let new_value = |pair: JsValue| {
                let pair: Array = pair.unchecked_into();
                let value = Reflect::get(&pair.get(1), &JsValue::from_str("newValue")).ok();
                Some((pair.get(0).as_string()?, value.and_then(|value| value.as_string())))
            };
            listener(Object::entries(&changes).iter().filter_map(new_value).collect());
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

    async fn read_all(&self, area: Area) -> Result<Vec<(String, String)>, StorageError> {
        get_all(area).await.map_err(|error| StorageError(error.0))
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
        Reflect::set(&items, &JsValue::from_str(key), &JsValue::from_str(value))?;
    }
    let promise = match area {
        Area::Local => api::local_set(&items)?,
        Area::Session => api::session_set(&items)?,
    };
    JsFuture::from(promise).await?;
    Ok(())
}

async fn remove(area: Area, keys: &[String]) -> Result<(), BrowserError> {
    let keys: Array = keys.iter().map(|key| JsValue::from_str(key)).collect();
    let promise = match area {
        Area::Local => api::local_remove(&keys)?,
        Area::Session => api::session_remove(&keys)?,
    };
    JsFuture::from(promise).await?;
    Ok(())
}
