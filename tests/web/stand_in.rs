//! The browser's extension interface, made anew for each test.

use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

const MESSAGES: &str = include_str!("../../extension/_locales/en/messages.json");

/// Puts a fresh `chrome.*` in place, and clears away what a test that failed may have left in the page.
pub fn chrome() {
    js("globalThis.document?.getElementById('app')?.remove()");
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

/// Waits until something is so. Every turn lets whatever is ready run first.
pub async fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    for _ in 0..2_000 {
        if is_so() {
            return;
        }
        turn().await;
    }
    panic!("waited in vain for {what}");
}

/// Lets whatever is ready run: a message to oneself comes after it, and isn't slowed down as timers are.
pub async fn turn() {
    let turn: Promise = js("new Promise((done) => { const { port1, port2 } = new MessageChannel(); \
        port1.onmessage = () => { port1.close(); done() }; port2.postMessage(null) })")
    .unchecked_into();
    JsFuture::from(turn).await.unwrap();
}
