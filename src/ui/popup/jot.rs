//! The line for remembering somebody. It stands in the page before we run, and may have been typed into.

use sycamore::prelude::*;
use sycamore::web::events::KeyboardEvent;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::kept::{self, Screen};
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
    let line = kept::line();
    let jot = match &line {
        Some(line) => Jot::with(line),
        None => Jot::open(),
    };
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
    let element = input.clone();
    effect(move || {
        let typed = jot.typed.get_clone();
        if text_of(&element) != typed {
            set_text(&element, &typed);
        }
    });
    if line.is_some() {
        focus_on(&input);
    }
    let more = move || add(state, jot);
    super::fill("jot-understood", move || {
        (jot.about(move || save(state, jot), Some(Box::new(more))), super::problem(state)).into()
    });
    super::on_click("add-person", move || add(state, jot));
    super::show_if("jot", selector(move || state.screen.with(|screen| *screen == Screen::Home)));
    Some(())
}

/// The name is missing where only a link was clicked: it is typed in front.
fn focus_on(input: &web_sys::Element) {
    if let Some(input) = input.dyn_ref::<web_sys::HtmlElement>() {
        let _ = input.focus();
        for end in ["selectionStart", "selectionEnd"] {
            let _ = js_sys::Reflect::set(input, &end.into(), &0.into());
        }
    }
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
