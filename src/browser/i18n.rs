//! The words of the interface: `chrome.i18n` over `_locales`.

use js_sys::Array;
use wasm_bindgen::JsValue;

use super::api;

/// The message with this name in the browser's language, its `$1`, `$2` … filled in. A missing message
/// shows its name, so that a gap is seen.
#[must_use]
pub fn message(name: &str, substitutions: &[&str]) -> String {
    let values: Array = substitutions.iter().map(|text| JsValue::from_str(text)).collect();
    match api::get_message(name, &values) {
        Ok(text) if !text.is_empty() => text,
        _ => name.to_owned(),
    }
}

/// The browser's language, such as `en-GB`.
#[must_use]
pub fn language() -> String {
    api::get_ui_language().unwrap_or_else(|_| "en".to_owned())
}
