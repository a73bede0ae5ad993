//! Typed bindings to the WebExtension APIs that we use, nothing else.
//!
//! `chrome.*` answers with promises in both browsers under Manifest V3, so one binary serves both.
//! Every import has `catch`: in a context that has lost its extension these functions throw, and an
//! exception that passes through Rust frames would run no destructors.

mod api;

pub mod action;
pub mod commands;
pub mod i18n;
pub mod menus;
pub mod panel;
pub mod runtime;
pub mod sender;
pub mod storage;
pub mod tabs;
pub mod value;

use crate::json;
use wasm_bindgen::JsValue;

/// A failure of a browser API, in the browser's words.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
#[error("{0}")]
pub struct BrowserError(pub String);

impl From<JsValue> for BrowserError {
    fn from(error: JsValue) -> Self {
        let text = js_sys::Reflect::get(&error, &JsValue::from_str("message"))
            .ok()
            .and_then(|message| message.as_string())
            .or_else(|| error.as_string())
            .unwrap_or_else(|| format!("{error:?}"));
        Self(text)
    }
}

impl From<json::Error> for BrowserError {
    fn from(error: json::Error) -> Self {
        Self(error.to_string())
    }
}

/// The address of one of the extension's own files.
///
/// # Errors
/// If this context has lost its extension.
pub fn url(path: &str) -> Result<String, BrowserError> {
    Ok(api::get_url(path)?)
}

/// Turns a value into the plain objects that messages are made of.
///
/// By way of JSON text: everything that is sent is also stored, and a second way to read and write the same
/// types (`serde-wasm-bindgen`) made each program a third larger.
///
/// # Errors
/// If the value can't be represented.
pub fn to_js<T: serde::Serialize>(value: &T) -> Result<JsValue, BrowserError> {
    Ok(js_sys::JSON::parse(&json::to_string(value))?)
}

/// The reverse of [`to_js`].
///
/// # Errors
/// If the objects aren't what was expected.
pub fn from_js<T: serde::de::DeserializeOwned>(value: &JsValue) -> Result<T, BrowserError> {
    let text = js_sys::JSON::stringify(value)?.as_string();
    Ok(json::from_str(&whole(text.unwrap_or_default()))?)
}

/// The name under which a request is sent that is JSON text already: objects would be made of it, copied from one context to the
/// other, and written as text again.
const AS_TEXT: &str = "json";

/// A request from one of our own pages: objects, or text of ours.
///
/// # Errors
/// If it isn't what was expected.
pub fn request_from_js<T: serde::de::DeserializeOwned>(message: &JsValue) -> Result<T, BrowserError> {
    match js_sys::Reflect::get(message, &AS_TEXT.into()).ok().and_then(|text| text.as_string()) {
        Some(text) => Ok(json::from_str(&text)?),
        None => from_js(message),
    }
}

/// JSON text without halves of characters. A text of JavaScript may be cut in the middle of an emoji, such as a
/// heading of which a page shows only the beginning; Rust has no such texts, and would refuse the whole message.
///
/// `JSON.stringify` escapes control characters, and halves of surrogate pairs as `\ud800` to `\udfff` (ECMA-262,
/// `QuoteJSONString`): so everything that begins with `\ud` is such a half.
fn whole(json: String) -> String {
    if !json.contains("\\ud") {
        return json;
    }
    let mut mended = String::with_capacity(json.len());
    let mut rest = json.as_str();
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        mended.push_str(before);
        if escape.starts_with("\\ud") {
            mended.push('\u{FFFD}');
            rest = &escape[6..];
        } else {
            // With what it escapes: the second of two backslashes begins nothing.
            mended.push_str(&escape[..2]);
            rest = &escape[2..];
        }
    }
    mended.push_str(rest);
    mended
}

/// Waits for so many milliseconds; for nothing, it lets the browser paint and hand out keys and clicks.
pub async fn pause(ms: i32) {
    let over = js_sys::Promise::new(&mut |resolve, _| drop(api::set_timeout(&resolve, ms)));
    // It is never rejected.
    let _ = wasm_bindgen_futures::JsFuture::from(over).await;
}

/// Milliseconds since 1970, as the browser's clock tells them.
#[must_use]
pub fn now() -> crate::domain::Moment {
    #[allow(clippy::cast_possible_truncation, reason = "a clock's milliseconds are whole numbers far below 2^53")]
    crate::domain::Moment(js_sys::Date::now() as i64)
}

/// Today in the user's time zone.
#[must_use]
pub fn today() -> crate::domain::Day {
    let date = js_sys::Date::new_0();
    let year = i32::try_from(date.get_full_year()).unwrap_or(9999);
    let month = u8::try_from(date.get_month() + 1).unwrap_or(1);
    let day = u8::try_from(date.get_date()).unwrap_or(1);
    crate::domain::Day::new(year, month, day)
        .or_else(|_| crate::domain::Day::new(1970, 1, 1))
        .expect("1970-01-01 is in the calendar")
}

/// 64 random bits, from the browser's cryptographic source.
///
/// # Errors
/// If the browser has none.
pub fn random() -> Result<u64, BrowserError> {
    let mut bytes = [0; 8];
    random_bytes(&mut bytes)?;
    Ok(u64::from_le_bytes(bytes))
}

/// Random bytes from the same source.
///
/// # Errors
/// If the browser has none.
pub fn random_bytes(bytes: &mut [u8]) -> Result<(), BrowserError> {
    let array = js_sys::Uint8Array::new_with_length(u32::try_from(bytes.len()).unwrap_or_default());
    api::get_random_values(&array)?;
    array.copy_to(bytes);
    Ok(())
}
