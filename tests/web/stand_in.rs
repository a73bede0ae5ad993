//! The browser's extension interface, made anew for each test.

use js_sys::Promise;
use really_know::browser;
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

/// How long something is waited for, in milliseconds. Much longer than anything takes, on a busy machine too.
const PATIENCE_MS: i64 = 20_000;

/// Waits until something is so. Every turn lets whatever is ready run first, timers too: views gather changes with one
/// (`ui::changes`), and a fast machine has thousands of turns before it is due.
pub async fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let began = browser::now();
    while browser::now().since_ms(began) < PATIENCE_MS {
        for _ in 0..50 {
            if is_so() {
                return;
            }
            turn().await;
        }
        browser::pause(1).await;
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
