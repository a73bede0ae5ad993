//! The browser's extension interface, made anew for each test.

use wasm_bindgen::JsValue;

const MESSAGES: &str = include_str!("../../extension/_locales/en/messages.json");

/// Puts a fresh `chrome.*` in place.
pub fn chrome() {
    js(include_str!("chrome.js"));
    js(&format!("fake.messages = {MESSAGES}; undefined"));
}

/// Runs a script and returns its value.
pub fn js(script: &str) -> JsValue {
    js_sys::eval(script).unwrap_or_else(|error| panic!("{script}: {error:?}"))
}

/// A script's value as JSON.
pub fn json(script: &str) -> serde_json::Value {
    let text = js_sys::JSON::stringify(&js(script)).unwrap().as_string();
    text.map_or(serde_json::Value::Null, |text| serde_json::from_str(&text).unwrap())
}
