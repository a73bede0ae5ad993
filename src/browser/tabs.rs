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
    Ok(active_in().await?.map(|(tab, _)| tab))
}

/// The tab that the user looks at in this window, and the browser's number for the window.
///
/// # Errors
/// If the browser can't say.
pub async fn active_in() -> Result<Option<(TabId, i32)>, BrowserError> {
    let query = Object::new();
    Reflect::set(&query, &"active".into(), &JsValue::TRUE)?;
    Reflect::set(&query, &"currentWindow".into(), &JsValue::TRUE)?;
    let tabs: Array = JsFuture::from(api::tabs_query(&query)?).await?.unchecked_into();
    let first = tabs.get(0);
    Ok(id(&first).map(|tab| (tab, number(&first, "windowId").unwrap_or_default())))
}

/// The number of a tab, as the browser describes it.
pub(super) fn id(tab: &JsValue) -> Option<TabId> {
    number(tab, "id").map(TabId)
}

fn number(tab: &JsValue, name: &str) -> Option<i32> {
    let number = Reflect::get(tab, &name.into()).ok()?.as_f64()?;
    #[allow(clippy::cast_possible_truncation, reason = "what doesn't fit is found by the comparison")]
    let whole = number as i32;
    #[allow(clippy::float_cmp, reason = "tabs and windows have whole 32-bit numbers in both browsers; others are none")]
    let same = f64::from(whole) == number;
    same.then_some(whole)
}

/// Calls `listener` whenever the user turns to another tab, in whichever window.
///
/// # Errors
/// If this context has lost its extension.
pub fn on_activated(listener: impl FnMut() + 'static) -> Result<(), BrowserError> {
    let listener = Closure::<dyn FnMut()>::new(listener);
    api::on_tab_activated(&listener)?;
    // Lives as long as its page.
    listener.forget();
    Ok(())
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

/// Opens one of our own pages in a small window of its own, as wide as a popup.
///
/// # Errors
/// If the browser refuses.
pub async fn open_small(url: &str) -> Result<(), BrowserError> {
    let data = Object::new();
    let set = |name: &str, value: wasm_bindgen::JsValue| Reflect::set(&data, &name.into(), &value);
    set("url", url.into())?;
    set("type", "popup".into())?;
    set("width", 400.into())?;
    set("height", 640.into())?;
    JsFuture::from(api::windows_create(&data)?).await?;
    Ok(())
}
