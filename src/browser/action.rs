//! `chrome.action`: the toolbar's icon of a tab.

use js_sys::{Object, Promise, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::{BrowserError, api};
use crate::desk::TabId;

/// Puts a text on the tab's icon, white on `colour`, and gives the icon a title that says the same.
///
/// # Errors
/// If the tab is gone.
pub async fn show(tab: TabId, text: &str, colour: &str, title: &str) -> Result<(), BrowserError> {
    type Setter = fn(&Object) -> Result<Promise, JsValue>;
    let steps: [(Setter, &str, &str); 4] = [
        (api::set_badge_background_color, "color", colour),
        (api::set_badge_text_color, "color", "#ffffff"),
        (api::set_badge_text, "text", text),
        (api::set_title, "title", title),
    ];
    for (set, name, value) in steps {
        let details = Object::new();
        Reflect::set(&details, &"tabId".into(), &tab.0.into())?;
        Reflect::set(&details, &name.into(), &value.into())?;
        JsFuture::from(set(&details)?).await?;
    }
    Ok(())
}
