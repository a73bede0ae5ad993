//! Rust values as plain JavaScript values and back, for what is handed to a Worker and to nobody else.
//!
//! What is also stored goes as JSON text instead ([`super::to_js`]): its types have that form anyway, and a second one
//! for each would make the small programs a third larger.

use serde::{Serialize, de::DeserializeOwned};
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;

use super::BrowserError;

impl From<serde_wasm_bindgen::Error> for BrowserError {
    fn from(error: serde_wasm_bindgen::Error) -> Self {
        JsValue::from(error).into()
    }
}

/// The value as objects, arrays, texts and numbers, which every context can be sent.
///
/// # Errors
/// If a number is too large for JavaScript.
pub fn write<T: Serialize>(value: &T) -> Result<JsValue, BrowserError> {
    Ok(value.serialize(&Serializer::json_compatible())?)
}

/// The reverse of [`write`].
///
/// # Errors
/// If it is no such value.
pub fn read<T: DeserializeOwned>(value: JsValue) -> Result<T, BrowserError> {
    Ok(serde_wasm_bindgen::from_value(value)?)
}
