//! Keys that work wherever the focus is in the dashboard, but for fields.

use sycamore::prelude::*;
use sycamore::web::events::KeyboardEvent;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::house::House;
use super::{people, person};
use crate::ui::key_sheet;
use crate::ui::popup::listen as listen_to;

/// Listens for as long as the page lives.
pub fn listen(house: House) {
    listen_to(&window(), "keydown", move |event| {
        let Ok(event) = event.dyn_into::<KeyboardEvent>() else { return };
        let wanted = !event.default_prevented() && is_plain(&event) && !house.store.settings().letter_keys_off;
        if wanted && pressed(&event.key()) {
            event.prevent_default();
        }
    });
}

/// A key by itself, and not in a field.
fn is_plain(event: &KeyboardEvent) -> bool {
    let held = event.ctrl_key() || event.meta_key() || event.alt_key() || event.repeat() || event.is_composing();
    let tag = event.target().and_then(|it| it.dyn_into::<Element>().ok()).map(|it| it.tag_name());
    let typing = tag.is_some_and(|tag| matches!(tag.as_str(), "INPUT" | "TEXTAREA" | "SELECT"));
    !held && !typing
}

/// Acts on a key; `true` if it meant something here.
fn pressed(key: &str) -> bool {
    let element = |id| document().get_element_by_id(id).and_then(|it| it.dyn_into::<HtmlElement>().ok());
    match key {
        "?" => key_sheet::toggle(),
        _ if key_sheet::is_open() => false,
        "/" => element(people::SEARCH).is_some_and(|search| search.focus().is_ok()),
        "c" | "C" => element(person::LOG_CONTACT).map(|log| log.click()).is_some(),
        _ => false,
    }
}
