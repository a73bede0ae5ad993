//! The words of the interface: `chrome.i18n` over `_locales`, or the messages of a language that the user chose.

use std::cell::RefCell;

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::JsValue;

use super::api;

thread_local! {
    /// The messages of the chosen language, as they stand in `_locales`; none where the browser chooses.
    static CHOSEN: RefCell<Option<Object>> = const { RefCell::new(None) };
}

/// From now on this page speaks with these messages; without any, in the browser's language.
pub fn speak(messages: Option<Object>) {
    CHOSEN.set(messages);
}

/// The message with this name in the chosen language, or else the browser's, its `$1`, `$2` … filled in. A missing message
/// shows its name, so that a gap is seen.
#[must_use]
pub fn message(name: &str, substitutions: &[&str]) -> String {
    if let Some(template) = chosen(name) {
        return fill(&template, substitutions);
    }
    let values: Array = substitutions.iter().map(|text| JsValue::from_str(text)).collect();
    match api::get_message(name, &values) {
        Ok(text) if !text.is_empty() => text,
        _ => name.to_owned(),
    }
}

/// A message of the chosen language. Every language has all of them but for the forms of counting: for those that it
/// doesn't have the browser's must not be taken.
fn chosen(name: &str) -> Option<String> {
    CHOSEN.with_borrow(|chosen| {
        let messages = chosen.as_ref()?;
        let entry = Reflect::get(messages, &name.into()).ok()?;
        let text = Reflect::get(&entry, &"message".into()).ok().and_then(|text| text.as_string());
        Some(text.unwrap_or_else(|| name.to_owned()))
    })
}

/// Fills in `$1` to `$9`, as the browser does; a value's own `$` means nothing.
fn fill(template: &str, values: &[&str]) -> String {
    let mut filled = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('$') {
        filled.push_str(before);
        let number = after.bytes().next().filter(|byte| (b'1'..=b'9').contains(byte));
        match number {
            Some(number) => {
                filled.push_str(values.get(usize::from(number - b'1')).copied().unwrap_or_default());
                rest = &after[1..];
            }
            None => {
                filled.push('$');
                rest = after;
            }
        }
    }
    filled.push_str(rest);
    filled
}

/// The browser's language, such as `en-GB`.
#[must_use]
pub fn language() -> String {
    api::get_ui_language().unwrap_or_else(|_| "en".to_owned())
}
