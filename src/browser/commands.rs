//! `chrome.commands`: the shortcuts that work in any tab.

use serde::Deserialize;
use wasm_bindgen_futures::JsFuture;

use super::{BrowserError, api, from_js, runtime, tabs};

/// A shortcut of the extension's, as the user set it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Shortcut {
    /// Its name in the manifest.
    pub name: String,
    /// Its keys in the browser's words; empty without any.
    pub shortcut: String,
}

/// Every shortcut.
///
/// # Errors
/// If this context has lost its extension.
pub async fn all() -> Result<Vec<Shortcut>, BrowserError> {
    from_js(&JsFuture::from(api::commands_get_all()?).await?)
}

/// Opens the browser's own page where shortcuts are changed.
///
/// # Errors
/// If this context has lost its extension, or the browser refuses.
pub async fn open_settings() -> Result<(), BrowserError> {
    if runtime::is_firefox() {
        JsFuture::from(api::open_shortcut_settings()?).await?;
        return Ok(());
    }
    tabs::open("chrome://extensions/shortcuts").await
}
