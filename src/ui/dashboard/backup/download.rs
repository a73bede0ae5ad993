//! Handing a file to the user, by the browser's own downloads: a link to a blob, which needs no permission.

use js_sys::{Array, Object, Reflect, Uint8Array};
use sycamore::prelude::*;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::browser::{BrowserError, pause};

#[wasm_bindgen]
extern "C" {
    type Blob;
    #[wasm_bindgen(constructor, catch)]
    fn new(parts: &Array, options: &Object) -> Result<Blob, JsValue>;
    #[wasm_bindgen(catch, js_namespace = URL, js_name = createObjectURL)]
    fn create_url(blob: &Blob) -> Result<String, JsValue>;
    #[wasm_bindgen(catch, js_namespace = URL, js_name = revokeObjectURL)]
    fn revoke_url(url: &str) -> Result<(), JsValue>;
}

/// The browser has long begun to read the file by then; until then its copy takes memory.
const KEPT_MS: i32 = 60_000;

/// Saves a file under this name.
///
/// # Errors
/// If the browser refuses.
pub fn save(name: &str, media_type: &str, bytes: &Uint8Array) -> Result<(), BrowserError> {
    let options = Object::new();
    Reflect::set(&options, &"type".into(), &media_type.into())?;
    let url = create_url(&Blob::new(&Array::of1(bytes), &options)?)?;
    let link = document().create_element("a")?;
    link.set_attribute("href", &url)?;
    link.set_attribute("download", name)?;
    link.unchecked_into::<web_sys::HtmlElement>().click();
    spawn_local(async move {
        pause(KEPT_MS).await;
        let _ = revoke_url(&url);
    });
    Ok(())
}

/// Saves a text.
///
/// # Errors
/// If the browser refuses.
pub fn save_text(name: &str, text: &str) -> Result<(), BrowserError> {
    save(name, "text/plain;charset=utf-8", &Uint8Array::from(text.as_bytes()))
}
