//! `chrome.runtime`: requests to the background.

use js_sys::{JsString, Object, Promise, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::{AS_TEXT, BrowserError, api, from_js, pause, to_js};
use crate::desk::{Reply, Request, Why};

/// Sends a request to the background and waits for its reply.
///
/// A stopped background is woken by the message. Where it is just being replaced the browser says that
/// nobody is there; then, and where it stopped before it could answer, the request is sent again, for about half a second:
/// commands carry an id and are applied at most once.
pub async fn request(request: &Request) -> Reply {
    match to_js(request) {
        Ok(message) => patiently(&message).await,
        Err(error) => broken(&error),
    }
}

/// Sends a request that is JSON text already, as [`request`] does, but at once: it is on its way before the reply is awaited.
pub fn request_text(text: &JsString) -> impl Future<Output = Reply> + use<> {
    let message = Object::new();
    let sent = Reflect::set(&message, &AS_TEXT.into(), text).and_then(|_| api::send_message(&message));
    async move { insistently(&message, sent).await }
}

/// How long is waited before a request is sent again, in milliseconds. Chromium starts a background in about a tenth
/// of a second.
const AGAIN_AFTER_MS: [i32; 4] = [0, 60, 150, 300];

async fn patiently(message: &JsValue) -> Reply {
    insistently(message, api::send_message(message)).await
}

/// The reply to a message that was sent; without one it is sent again.
async fn insistently(message: &JsValue, sent: Result<Promise, JsValue>) -> Reply {
    let mut answer = reply(sent).await;
    for ms in AGAIN_AFTER_MS {
        if answer.is_ok() {
            break;
        }
        pause(ms).await;
        answer = reply(api::send_message(message)).await;
    }
    answer.unwrap_or_else(|error| broken(&error))
}

fn broken(error: &BrowserError) -> Reply {
    Reply::Problem(Why::NoAnswer(error.to_string()).into())
}

async fn reply(sent: Result<Promise, JsValue>) -> Result<Reply, BrowserError> {
    let reply = JsFuture::from(sent?).await?;
    if reply.is_undefined() || reply.is_null() {
        return Err(BrowserError("the background did not answer".to_owned()));
    }
    from_js(&reply)
}

/// In the address of the popup's page: the line about somebody that it is opened with stands behind this.
pub const LINE: &str = "line=";
/// In the same address: the person whose note it is opened with.
pub const PERSON: &str = "person=";

/// The address of one of our own pages.
///
/// # Errors
/// If this context has lost its extension.
pub fn url(path: &str) -> Result<String, BrowserError> {
    Ok(api::get_url(path)?)
}

/// Opens one of our own pages in a tab of its own.
///
/// # Errors
/// If this context has lost its extension, or the browser refuses.
pub async fn open_page(path: &str) -> Result<(), BrowserError> {
    super::tabs::open(&api::get_url(path)?).await
}

/// Whether this is Firefox: its pages have an address of their own kind.
#[must_use]
pub fn is_firefox() -> bool {
    api::get_url("").is_ok_and(|url| url.starts_with("moz-"))
}

/// The extension's version.
#[must_use]
pub fn version() -> String {
    api::get_manifest()
        .ok()
        .and_then(|manifest| js_sys::Reflect::get(&manifest, &"version".into()).ok())
        .and_then(|version| version.as_string())
        .unwrap_or_default()
}
