//! `chrome.contextMenus`: what we add to the menus of pages.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::{BrowserError, api};

/// One entry. In its title `%s` stands for the selected text.
#[derive(Clone, Debug)]
pub struct Entry {
    pub id: &'static str,
    pub title: String,
    /// `link`, `selection` or `page`.
    pub context: &'static str,
    /// Where it stands: which property ([MDN](https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/API/menus/create))
    /// must match which pattern. Everywhere, if there is none.
    pub only: Option<(&'static str, &'static str)>,
}

/// Puts these entries in the place of those that were there. Browsers keep them when the background stops.
///
/// # Errors
/// If the browser refuses.
pub async fn set(entries: &[Entry]) -> Result<(), BrowserError> {
    JsFuture::from(api::context_menus_remove_all()?).await?;
    for entry in entries {
        let properties = Object::new();
        let set = |name: &str, value: JsValue| Reflect::set(&properties, &name.into(), &value);
        set("id", entry.id.into())?;
        set("title", entry.title.as_str().into())?;
        set("contexts", Array::of1(&entry.context.into()).into())?;
        if let Some((property, pattern)) = entry.only {
            set(property, Array::of1(&pattern.into()).into())?;
        }
        api::context_menus_create(&properties)?;
    }
    Ok(())
}
