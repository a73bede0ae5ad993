//! `chrome.tabs`, as far as it needs no permission.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::{BrowserError, api, to_js};
use crate::desk::{Orders, TabId};

/// The tab that the user looks at in this window.
///
/// # Errors
/// If the browser can't say.
pub async fn active() -> Result<Option<TabId>, BrowserError> {
    let query = Object::new();
    Reflect::set(&query, &"active".into(), &JsValue::TRUE)?;
    Reflect::set(&query, &"currentWindow".into(), &JsValue::TRUE)?;
    let tabs: Array = JsFuture::from(api::tabs_query(&query)?).await?.unchecked_into();
    Ok(id(&tabs.get(0)))
}

/// The number of a tab, as the browser describes it.
pub(super) fn id(tab: &JsValue) -> Option<TabId> {
    let id = Reflect::get(tab, &"id".into()).ok()?.as_f64()?;
    #[allow(clippy::cast_possible_truncation, reason = "tab ids are 32-bit integers in both browsers")]
    Some(TabId(id as i32))
}

/// Opens an address in a new tab.
///
/// # Errors
/// If the browser refuses.
pub async fn open(url: &str) -> Result<(), BrowserError> {
    let properties = Object::new();
    Reflect::set(&properties, &"url".into(), &url.into())?;
    JsFuture::from(api::tabs_create(&properties)?).await?;
    Ok(())
}

/// Brings a tab to the front of its window.
///
/// # Errors
/// If it is gone.
pub async fn show(tab: TabId) -> Result<(), BrowserError> {
    let properties = Object::new();
    Reflect::set(&properties, &"active".into(), &JsValue::TRUE)?;
    JsFuture::from(api::tabs_update(tab.0, &properties)?).await?;
    Ok(())
}

/// Sends orders to the content script of a tab's top page.
///
/// # Errors
/// If there is none: the tab was closed, or its page was loaded before we were installed.
pub async fn send_orders(tab: TabId, orders: &Orders) -> Result<(), BrowserError> {
    let options = Object::new();
    Reflect::set(&options, &"frameId".into(), &0.into())?;
    JsFuture::from(api::tabs_send_message(tab.0, &to_js(orders)?, &options)?).await?;
    Ok(())
}
