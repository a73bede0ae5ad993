//! The line for remembering somebody. It stands in the page before we run, and may have been typed into.

use sycamore::prelude::*;
use sycamore::web::events::KeyboardEvent;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::kept::Screen;
use super::say::{self, Done};
use super::search_box::{listen, set_text, text_of};
use super::state::State;
use crate::library::{Change, Who};
use crate::ui::dynamic::{effect, selector};
use crate::ui::jot::{Jot, LINE};
use crate::ui::sheet;

/// Takes the line over, with what was typed.
pub fn adopt(state: State) -> Option<()> {
    let input = document().get_element_by_id(LINE)?;
    let jot = Jot::open();
    let typed = text_of(&input);
    if !typed.is_empty() {
        jot.typed.set(typed);
    }
    let element = input.clone();
    listen(&input, "input", move |_| jot.typed.set(text_of(&element)));
    listen(&input, "keydown", move |event| {
        let event: KeyboardEvent = event.unchecked_into();
        if event.key() == "Enter" && !event.is_composing() {
            event.prevent_default();
            save(state, jot);
        }
    });
    effect(move || {
        let typed = jot.typed.get_clone();
        if text_of(&input) != typed {
            set_text(&input, &typed);
        }
    });
    let more = move || add(state, jot);
    super::fill("jot-understood", move || {
        (jot.about(move || save(state, jot), Some(Box::new(more))), super::problem(state)).into()
    });
    super::on_click("add-person", move || add(state, jot));
    super::show_if("jot", selector(move || state.screen.with(|screen| *screen == Screen::Home)));
    Some(())
}

fn save(state: State, jot: Jot) {
    let Some(edits) = jot.edits() else { return };
    let (line, name) = (jot.typed.get_clone_untracked(), jot.person().name);
    spawn_local(async move {
        let change = Change::Write { who: Who::New, edits, base: Vec::new() };
        let Some(saved) = state.post.save(change, None).await else { return };
        jot.saved(&line);
        say::say(state, Done::Saved, name, saved);
    });
}

/// Goes on in the sheet, with what was understood so far.
fn add(state: State, jot: Jot) {
    let line = jot.typed.get_clone_untracked();
    if !line.trim().is_empty() && sheet::propose(&jot.person()) {
        jot.saved(&line);
    }
    state.go(Screen::Add);
}
