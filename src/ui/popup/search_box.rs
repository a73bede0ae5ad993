//! The search box. It stands in the page before we run, and may have been typed into: it is taken over
//! as it is, with its text, its caret and its focus.

use sycamore::prelude::*;
use sycamore::web::events::KeyboardEvent;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;

use super::kept::Screen;
use super::list::Row;
use super::state::State;
use crate::ui::dynamic::effect;

/// The list that the arrow keys walk through.
pub const LIST: &str = "people";

/// Takes the box over. `rows` are the people in the list now.
pub fn adopt(state: State, rows: ReadSignal<Vec<Row>>) -> Option<()> {
    let input = document().get_element_by_id("search")?;
    let typed = text_of(&input);
    if typed.is_empty() {
        set_text(&input, &state.query.get_clone_untracked());
    } else {
        state.search(typed);
    }

    let element = input.clone();
    listen(&input, "input", move |_| state.search(text_of(&element)));
    let element = input.clone();
    listen(&input, "keydown", move |event| {
        let event: KeyboardEvent = event.unchecked_into();
        // Keys that an input method uses to compose a word are its own.
        if !event.is_composing() && on_key(state, rows, &element, &event.key()) {
            event.prevent_default();
            event.stop_propagation();
        }
    });

    // Text that is changed by other means than typing: cleared, or restored.
    let element = input.clone();
    effect(move || {
        let query = state.query.get_clone();
        if text_of(&element) != query {
            set_text(&element, &query);
        }
    });
    effect(move || {
        let active = state.active.get_clone();
        let set = |name: &str, value: Option<String>| {
            let _ = match value {
                Some(value) => input.set_attribute(name, &value),
                None => input.remove_attribute(name),
            };
        };
        set("aria-activedescendant", active.map(|id| Row::element_id(&id)));
        let open = state.screen.get_clone() == Screen::Home && rows.with(|rows| !rows.is_empty());
        set("aria-expanded", Some(open.to_string()));
    });
    Some(())
}

/// Whether the key was meant for us.
fn on_key(state: State, rows: ReadSignal<Vec<Row>>, input: &web_sys::Element, key: &str) -> bool {
    let home = state.screen.get_clone_untracked() == Screen::Home;
    match key {
        "ArrowDown" | "ArrowUp" if home => {
            step(state, rows, key == "ArrowDown");
            true
        }
        "Enter" => {
            let first = || rows.with_untracked(|rows| rows.first().map(|row| row.id.clone()));
            let searching = !state.query.with_untracked(String::is_empty);
            let chosen = state.active.get_clone_untracked().or_else(|| searching.then(first).flatten());
            if let Some(id) = chosen.filter(|_| home) {
                state.go(Screen::Person(id));
            }
            true
        }
        "Escape" if !text_of(input).is_empty() => {
            state.search(String::new());
            true
        }
        // On other screens it leads back, in an empty box it closes the popup.
        _ => false,
    }
}

/// Moves to the next or the previous row; from the last row to none, and round.
fn step(state: State, rows: ReadSignal<Vec<Row>>, down: bool) {
    let ids: Vec<_> = rows.with_untracked(|rows| rows.iter().map(|row| row.id.clone()).collect());
    let active = state.active.get_clone_untracked();
    let at = active.and_then(|active| ids.iter().position(|id| *id == active));
    let next = match (at, down) {
        (None, true) => 0,
        (None, false) => ids.len().wrapping_sub(1),
        (Some(at), true) => at + 1,
        (Some(at), false) => at.wrapping_sub(1),
    };
    let next = ids.get(next).cloned();
    if let Some(row) = next.as_ref().and_then(|id| document().get_element_by_id(&Row::element_id(id))) {
        scroll_into_view(&row);
    }
    state.active.set(next);
}

/// Puts the focus into the search box.
pub fn focus() {
    if let Some(input) =
        document().get_element_by_id("search").and_then(|input| input.dyn_into::<web_sys::HtmlElement>().ok())
    {
        let _ = input.focus();
    }
}

pub(super) fn text_of(input: &web_sys::Element) -> String {
    js_sys::Reflect::get(input, &"value".into()).ok().and_then(|value| value.as_string()).unwrap_or_default()
}

pub(super) fn set_text(input: &web_sys::Element, text: &str) {
    let _ = js_sys::Reflect::set(input, &"value".into(), &text.into());
}

fn scroll_into_view(row: &web_sys::Element) {
    let nearest = js_sys::Object::new();
    let _ = js_sys::Reflect::set(&nearest, &"block".into(), &"nearest".into());
    if let Ok(scroll) = js_sys::Reflect::get(row, &"scrollIntoView".into())
        && let Ok(scroll) = scroll.dyn_into::<js_sys::Function>()
    {
        let _ = scroll.call1(row, &nearest);
    }
}

/// Listens for as long as the page lives.
pub fn listen(target: &web_sys::EventTarget, event: &str, listener: impl FnMut(web_sys::Event) + 'static) {
    let listener = Closure::<dyn FnMut(web_sys::Event)>::new(listener);
    // An element that can be had takes listeners.
    let _ = target.add_event_listener_with_callback(event, listener.as_ref().unchecked_ref());
    listener.forget();
}
