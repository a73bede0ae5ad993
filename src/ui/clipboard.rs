//! Copying text.

use sycamore::prelude::document;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["navigator", "clipboard"], js_name = writeText)]
    fn write_text(text: &str) -> Result<js_sys::Promise, JsValue>;

    type Selectable;
    #[wasm_bindgen(method, catch)]
    fn select(this: &Selectable) -> Result<(), JsValue>;

    type OldDocument;
    #[wasm_bindgen(method, catch, js_name = execCommand)]
    fn exec_command(this: &OldDocument, command: &str) -> Result<bool, JsValue>;
}

/// Copies what stands in the text field with this id. Where a frame may not use the clipboard, the field's
/// text is selected and the browser is asked in the old way; if that fails, too, it is still selected, and
/// the user's own copy key works. Says whether the text was copied.
pub async fn copy_field(id: &str, text: &str) -> bool {
    if let Ok(promise) = write_text(text)
        && JsFuture::from(promise).await.is_ok()
    {
        return true;
    }
    let Some(field) = document().get_element_by_id(id) else { return false };
    let field: &Selectable = field.unchecked_ref();
    if field.select().is_err() {
        return false;
    }
    let document = document();
    let document: &OldDocument = document.unchecked_ref();
    document.exec_command("copy").unwrap_or(false)
}

/// Copies a text that stands in no field.
pub async fn copy(text: &str) -> bool {
    match write_text(text) {
        Ok(promise) => JsFuture::from(promise).await.is_ok(),
        Err(_) => false,
    }
}
