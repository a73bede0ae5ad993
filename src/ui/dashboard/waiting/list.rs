//! Rows that stay while others come and go, and a focus that goes on to the next one.

use sycamore::prelude::*;
use sycamore::web::events::KeyboardEvent;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, FocusEvent, HtmlElement};

use crate::ui::components::field::{focus, is_focus_lost};
use crate::ui::dashboard::ROOM_HEADING;
use crate::ui::dynamic::{dynamic, effect, handler, selector};
use crate::ui::text;

/// How many people a list shows unasked.
const SHOWN: usize = 40;

/// The rows, the first of many until the user wants more. A row is drawn anew only when its key is another one: an open menu
/// and the focus stay where they are when somebody else's row changes.
pub fn rows_of<T: Clone + PartialEq + 'static>(
    test: &'static str,
    items: ReadSignal<Vec<T>>,
    key: fn(&T) -> String,
    draw: impl Fn(&T) -> View + 'static,
) -> View {
    let shown = create_signal(SHOWN);
    let more = dynamic(move || {
        let hidden = items.with(Vec::len).saturating_sub(shown.get());
        if hidden == 0 {
            return View::new();
        }
        let label = text::plural("waitingMore", hidden);
        view! {
            button(r#type="button", class="link", on:click=move |_| shown.set(shown.get_untracked() + SHOWN * 5)) { (label) }
        }
    });
    let first = selector(move || items.with(|items| items.iter().take(shown.get()).cloned().collect::<Vec<T>>()));
    let rows = view! { Keyed(list=first, view=move |item: T| draw(&item), key=key) };
    // Which row has the focus, and which of its controls.
    let at = create_signal(None::<(usize, String)>);
    let look =
        handler(move |event: FocusEvent| at.set_silent(event.target().and_then(|it| place(&it.dyn_into().ok()?))));
    effect(move || {
        first.track();
        go_on(test, at);
    });
    // The last row takes the list with it.
    on_cleanup(move || go_on(test, at));
    let id = list_id(test);
    let keys = handler(|event: KeyboardEvent| {
        let plain = !(event.ctrl_key() || event.meta_key() || event.alt_key() || event.shift_key());
        let step: fn(&Element) -> Option<Element> = match event.key().as_str() {
            "ArrowDown" if plain => Element::next_element_sibling,
            "ArrowUp" if plain => Element::previous_element_sibling,
            _ => return,
        };
        if go_by(&event, step) {
            event.prevent_default();
        }
    });
    view! { ul(id=id, class="waiting-rows", on:focusin=look, on:keydown=keys) { (rows) } (more) }
}

/// Moves the focus to the row beside the one that has it, at the same control; `false` where there is none.
fn go_by(event: &KeyboardEvent, step: fn(&Element) -> Option<Element>) -> bool {
    let Some(at) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return false };
    // A menu that is open has rows of its own.
    let row = if at.closest(".waiting-days").ok().flatten().is_some() { None } else { at.closest("li").ok().flatten() };
    let Some(next) = row.and_then(|row| step(&row)) else { return false };
    focus_in(&next, &at.get_attribute("data-test").unwrap_or_default());
    true
}

fn list_id(test: &str) -> String {
    format!("rows-{test}")
}

/// Where an element is: in which row, and which control.
fn place(element: &Element) -> Option<(usize, String)> {
    let row = element.closest("li").ok()??;
    let mut at = 0;
    let mut before = row.previous_element_sibling();
    while let Some(row) = before {
        at += 1;
        before = row.previous_element_sibling();
    }
    Some((at, element.get_attribute("data-test").unwrap_or_default()))
}

/// When the row that had the focus is gone, the one in its place has it, at the same control; without any row the heading of
/// the room. As soon as the page has been drawn.
fn go_on(test: &'static str, at: Signal<Option<(usize, String)>>) {
    let Some((row, control)) = at.get_clone_untracked() else { return };
    spawn_local(async move {
        if !is_focus_lost() {
            return;
        }
        let list = document().get_element_by_id(&list_id(test));
        let rows =
            std::iter::successors(list.and_then(|list| list.first_element_child()), Element::next_element_sibling);
        // That place, or the last one.
        let row = rows.take(row + 1).last();
        let Some(row) = row else { return focus(ROOM_HEADING) };
        focus_in(&row, &control);
    });
}

/// Gives a control of a row the focus. One in a menu that isn't open there takes none: then the row's first one gets it.
fn focus_in(row: &Element, control: &str) {
    for control in [format!("[data-test=\"{control}\"]"), "a, button, summary".to_owned()] {
        let control = row.query_selector(&control).ok().flatten().and_then(|it| it.dyn_into::<HtmlElement>().ok());
        if let Some(control) = control {
            // What can't take the focus leaves it where it is.
            let _ = control.focus();
            if document().active_element().is_some_and(|active| active == *control) {
                break;
            }
        }
    }
}
