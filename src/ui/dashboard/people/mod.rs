//! The people room: everybody in one list, to be searched, narrowed down, put in order, and dealt with together.
//!
//! Tests find its parts by `data-test`: `people-search`, `people-count`, `people` (the list), `person` (a row, with
//! `data-person`), `filter`, `filter-worked` and so on, `filter-no-story`, `filter-known`, `filter-tag`, `filter-from`,
//! `filter-until`, `filter-quiet`, `people-order`, `chips`, `clear-filters`; `save-list`, `list-name`, `list-save`,
//! `saved-list`, `forget-list`; `chosen`, `tag-chosen`, `add-tag`, `remove-tag`, `delete-chosen`, `choose-nobody`,
//! `people-done`, `people-failed`.

mod chosen;
mod crowd;
mod filters;
mod jot;
mod rows;
mod saved;
mod state;

use sycamore::prelude::*;
use sycamore::web::events::{Event, KeyboardEvent};
use wasm_bindgen::JsCast;

use super::house::House;
use crate::ui::components::field::{focus, text_of};
use crate::ui::components::icon;
use crate::ui::dynamic::{dynamic, effect, handler, selector};
use crate::ui::popup::listen;
use crate::ui::popup::reading::Phase;
use crate::ui::text::{self, msg};
pub use crowd::Crowd;
use state::State;

const SEARCH: &str = "people-search";

/// The room.
pub fn people(house: House) -> View {
    let crowd = house.crowd;
    crowd.begin();
    let policy = selector(move || house.store.settings().policy.clone());
    let judged = create_signal(policy.get_clone_untracked());
    effect(move || {
        let policy = policy.get_clone();
        if judged.replace(policy.clone()) != policy {
            crowd.begin_again();
        }
    });
    let empty = selector(move || crowd.library.phase.get() == Phase::Whole && crowd.len() == 0);
    let trouble = move || {
        let unreadable = crowd.library.shelf.with(|shelf| shelf.unreadable().map(ToString::to_string));
        crowd.library.trouble.get_clone().or(unreadable).unwrap_or_default()
    };
    let room = dynamic(move || if empty.get() { nobody() } else { full(house) });
    let line = jot::line(house);
    view! {
        p(class="trouble", role="alert") { (trouble()) }
        (line)
        (room)
    }
}

/// The room before there is anybody.
fn nobody() -> View {
    let (title, about, how, icon) =
        (msg!("peopleEmpty"), msg!("peopleEmptyAbout"), msg!("peopleEmptyHow"), icon::door());
    view! {
        div(class="empty", "data-test"="people-empty") {
            (icon)
            p(class="empty-title") { (title) }
            p(class="soft") { (about) }
            p(class="soft") { (how) }
        }
    }
}

fn full(house: House) -> View {
    let state = State::new(house);
    let parts: Vec<View> = vec![
        saved::saved(state),
        head(state),
        filters::form(state),
        filters::chips(state),
        count(state),
        chosen::bar(state),
        rows::rows(state),
    ];
    view! { div(class="people") { (parts) } }
}

/// `/` leads to the search from anywhere in the room but a field. Lives as long as its page.
pub fn listen_for_slash() {
    listen(&window(), "keydown", |event| {
        let Ok(event) = event.dyn_into::<KeyboardEvent>() else { return };
        let plain = !(event.ctrl_key() || event.meta_key() || event.alt_key() || event.is_composing());
        let tag = event.target().and_then(|it| it.dyn_into::<web_sys::Element>().ok()).map(|it| it.tag_name());
        let typing = tag.is_some_and(|tag| matches!(tag.as_str(), "INPUT" | "TEXTAREA" | "SELECT"));
        if plain && !typing && event.key() == "/" && document().get_element_by_id(SEARCH).is_some() {
            event.prevent_default();
            focus(SEARCH);
        }
    });
}

fn head(state: State) -> View {
    let (label, placeholder) = (msg!("peopleSearch"), msg!("peopleSearchFor"));
    let order = filters::order(state);
    let typed = handler(move |event: Event| {
        let words = event.target().and_then(|field| text_of(&field)).unwrap_or_default();
        state.change(|ask| ask.words = words);
    });
    let keys = handler(move |event: KeyboardEvent| match event.key().as_str() {
        _ if event.is_composing() => {}
        "ArrowDown" => {
            event.prevent_default();
            focus(rows::LIST);
            rows::go(state, 0);
        }
        "Escape" => state.change(|ask| ask.words.clear()),
        "Enter" => {
            event.prevent_default();
            if let Some(id) = state.id(0).filter(|_| state.ask.with_untracked(|ask| !ask.words.trim().is_empty())) {
                state.house.go(&format!("#people/{id}"), true);
            }
        }
        _ => {}
    });
    view! {
        div(class="people-head") {
            label(class="people-search") {
                span(class="field-label") { (label) }
                input(id=SEARCH, class="input", r#type="search", autocomplete="off", dir="auto", placeholder=placeholder,
                    "data-test"=SEARCH, "aria-controls"=rows::LIST, prop:value=move || state.ask.with(|ask| ask.words.clone()),
                    on:input=typed, on:keydown=keys)
            }
            (order)
        }
    }
}

/// How many are in the list, out of how many.
fn count(state: State) -> View {
    let says = move || {
        let (found, all) = (state.list.with(|list| list.len()), state.crowd.len());
        let reading = state.crowd.library.phase.get() != Phase::Whole;
        let asked = state.ask.with(|ask| ask.filters() || !ask.words.trim().is_empty());
        match (asked, found) {
            (true, 0) if reading => msg!("popupReading"),
            (true, 0) => msg!("peopleNone"),
            (true, _) => msg!("peopleOf", text::number(found), text::number(all)),
            (false, _) => text::plural("peopleAll", all),
        }
    };
    view! { p(class="soft people-count", role="status", "data-test"="people-count") { (says()) } }
}
