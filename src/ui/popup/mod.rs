//! The popup: who is waiting on the page, finding people again, their notes, the guard.

mod edit;
mod guard;
mod jot;
mod kept;
mod list;
pub mod marked;
mod person;
pub mod reading;
mod say;
mod search_box;
pub mod shelf;
mod state;
mod waiting;

pub use guard::guard;
pub use search_box::listen;
pub use state::recent_in;

use std::cell::Cell;

use sycamore::prelude::*;
use sycamore::web::events::KeyboardEvent;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use crate::desk::ProblemKind;
use crate::library::settings::AskIn;
use crate::ui::components::{field, full, icon};
use crate::ui::dynamic::{dynamic, effect, selector};
use crate::ui::key_sheet;
use crate::ui::send::Posting;
use crate::ui::text::{self, msg};
use kept::Screen;
use state::State;

/// The id of the heading of a screen, which takes the focus when it opens.
const HEADING: &str = "screen-heading";

/// Takes over the page that stands in `popup.html`, and fills it.
pub fn start() {
    // Lives as long as its page.
    let _ = create_root(|| {
        text::set_language();
        let state = State::new();
        let rows = list::rows(state);
        if let Some(skeleton) = document().get_element_by_id("skeleton") {
            skeleton.remove();
        }
        fill("view", move || screens(state, rows));
        fill("say", move || say::view(state));
        fill("foot", move || foot(state));
        search_box::adopt(state, rows);
        on_escape(state);
        say_if_asleep(state);
        offer_panel(state);
        key_sheet::adopt();
        on_question_mark(state);
        jot::adopt(state);
        state.open();
    });
}

/// Fills a part of the page, if the page has it.
pub fn fill(id: &str, view: impl FnOnce() -> View) {
    if let Some(part) = document().get_element_by_id(id) {
        sycamore::web::render_in_scope(view, &part);
    }
}

/// Without the user's yes nobody can wait on the page; the popup says why.
fn say_if_asleep(state: State) {
    show_if("asleep", selector(move || state.store.is_ready() && !state.store.settings().may_read()));
}

/// The way to the browser's panel, where that is where the user wants to be asked.
fn offer_panel(state: State) {
    on_click("open-panel", move || {
        if let Some(opening) = waiting::open_panel(state) {
            spawn_local(async move {
                let _ = JsFuture::from(opening).await;
                let _ = window().close();
            });
        }
    });
    show_if("open-panel", selector(move || state.store.settings().ask_in == AskIn::Panel));
}

/// Shows a part of the page only while this is so.
fn show_if(id: &'static str, shown: ReadSignal<bool>) {
    effect(move || {
        let shown = shown.get();
        if let Some(part) = document().get_element_by_id(id) {
            let _ = if shown { part.remove_attribute("hidden") } else { part.set_attribute("hidden", "") };
        }
    });
}

fn on_click(id: &str, mut act: impl FnMut() + 'static) {
    if let Some(button) = document().get_element_by_id(id) {
        search_box::listen(&button, "click", move |_| act());
    }
}

/// The guard, where nobody's note needs the room.
fn foot(state: State) -> View {
    let home = selector(move || state.screen.with(|screen| *screen == Screen::Home));
    let guard = guard(state.store);
    view! { div(class="popup-guard", hidden=move || !home.get()) { (guard) } }
}

fn screens(state: State, rows: ReadSignal<Vec<list::Row>>) -> View {
    let first = Cell::new(true);
    dynamic(move || {
        let screen = state.screen.get_clone();
        // When the popup opens, the focus is in the search box, where it may be in use already.
        if !first.replace(false) {
            let screen = screen.clone();
            on_mount(move || focus_on(&screen));
        }
        match screen {
            Screen::Home => (waiting::waiting(state), list::list(state, rows)).into(),
            Screen::Person(id) => person::person(state, id),
            Screen::Edit(id) => edit::edit(state, id),
            Screen::Add => edit::add(state),
        }
    })
}

fn focus_on(screen: &Screen) {
    match screen {
        Screen::Home => search_box::focus(),
        // Notes that aren't read yet take the focus when they come.
        Screen::Person(_) | Screen::Edit(_) | Screen::Add => field::focus(HEADING),
    }
    if let Some(main) = document().get_element_by_id("view") {
        main.set_scroll_top(0);
    }
}

/// Gives the focus to the screen's heading, if what had it is gone.
fn focus_if_lost() {
    on_mount(|| {
        if field::is_focus_lost() {
            field::focus(HEADING);
        }
    });
}

/// Leads back from a screen. What stands in a form stays kept.
fn back(state: State, to: Screen) -> View {
    let label = msg!("popupBack");
    let glyph = icon::line("M14 6l-6 6 6 6");
    view! {
        button(r#type="button", class="link popup-back", "data-test"="back", on:click=move |_| state.go(to.clone())) {
            (glyph) (label)
        }
    }
}

/// Why the last change wasn't saved.
fn problem(state: State) -> View {
    let inside = move || match state.post.posting().get_clone() {
        Posting::Failed(problem) => {
            let way_out = full::way_out(&problem, "dashboard.html");
            let text = match problem.kind {
                ProblemKind::Full => problem.message,
                _ => msg!("popupNotSaved", text::isolated(&problem.message)),
            };
            view! { p(class="banner banner-bad", "data-test"="problem") { (text) " " (way_out) } }
        }
        Posting::Idle | Posting::Sending => View::new(),
    };
    view! { div(role="alert") { (dynamic(inside)) } }
}

/// `?` shows the keys, wherever nothing is being typed.
fn on_question_mark(state: State) {
    search_box::listen(&document(), "keydown", move |event| {
        let key: &KeyboardEvent = event.unchecked_ref();
        let typed_into = |tag: String| matches!(tag.as_str(), "INPUT" | "TEXTAREA" | "SELECT");
        let typing = document().active_element().is_some_and(|element| typed_into(element.tag_name()));
        if key.key() == "?" && !typing && !state.store.settings().letter_keys_off && key_sheet::toggle() {
            event.prevent_default();
        }
    });
}

/// Escape leads back, and from the first screen out.
fn on_escape(state: State) {
    search_box::listen(&document(), "keydown", move |event| {
        let key: &KeyboardEvent = event.unchecked_ref();
        // The keys' own sheet closes by itself.
        if key.key() != "Escape" || key.is_composing() || event.default_prevented() || key_sheet::is_open() {
            return;
        }
        event.prevent_default();
        match state.screen.get_clone_untracked() {
            // A popup closes; a tab that was opened by hand stays.
            Screen::Home => drop(window().close()),
            Screen::Person(_) | Screen::Add => state.go(Screen::Home),
            Screen::Edit(id) => state.go(Screen::Person(id)),
        }
    });
}
