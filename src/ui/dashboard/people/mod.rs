//! The people room: everybody in one list, to be searched, narrowed down, put in order, and dealt with together.
//!
//! Tests find its parts by `data-test`: `people-search`, `people-count`, `people` (the list), `person` (a row, with
//! `data-person`), `filter`, `filter-worked` and so on, `filter-no-story`, `filter-known`, `filter-tag`, `filter-from`,
//! `filter-until`, `filter-quiet`, `people-order`, `chips`, `clear-filters`; `save-list`, `list-name`, `list-save`,
//! `saved-list`, `forget-list`; `chosen`, `more-chosen`, `tag-chosen`, `add-tag`, `remove-tag`, `delete-chosen`,
//! `choose-nobody`, `chosen-unseen`, `choose-seen`, `introduce-chosen`; `tray`, `tray-place`, `tray-without`, `tray-introduce`; `delete-asked`, `delete-really`, `delete-not`; `stop-run`, `people-done`, `people-failed`.

mod answer;
mod bulk;
mod chosen;
mod crowd;
mod filters;
mod jot;
mod rows;
mod saved;
mod state;

use sycamore::prelude::*;
use sycamore::web::events::{Event, KeyboardEvent};

use super::house::House;
use crate::ui::components::field::{focus, text_of};
use crate::ui::components::icon;
use crate::ui::dynamic::{dynamic, handler, selector};
use crate::ui::popup::reading::Phase;
use crate::ui::text::{self, msg};
use crate::ui::why;
pub use crowd::Crowd;
use state::State;

/// The id of the search; `/` leads to it.
pub const SEARCH: &str = "people-search";

/// The room.
pub fn people(house: House) -> View {
    let crowd = house.crowd;
    crowd.begin();
    let empty = selector(move || crowd.library.phase.get() == Phase::Whole && crowd.len() == 0);
    let trouble = move || {
        let unreadable = crowd.library.shelf.with(|shelf| shelf.unreadable().map(why::unreadable));
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
        rows::rows(state),
        chosen::bar(state),
        house.tray.view(house),
    ];
    view! { div(class="people") { (parts) } }
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
            state.settle();
            focus(rows::LIST);
            rows::go(state, 0);
        }
        "Escape" => state.change(|ask| ask.words.clear()),
        "Enter" => {
            event.prevent_default();
            state.settle();
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
        let asked = state.answer.to.with(|ask| ask.filters() || !ask.words.trim().is_empty());
        match (asked, found) {
            (true, 0) if reading => msg!("popupReading"),
            (true, 0) => msg!("peopleNone"),
            (true, _) => msg!("peopleOf", text::number(found), text::number(all)),
            (false, _) => text::plural("peopleAll", all),
        }
    };
    view! { p(class="soft people-count", role="status", "data-test"="people-count") { (says()) } }
}
