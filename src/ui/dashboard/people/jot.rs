//! The line for remembering somebody, above the list.

use sycamore::prelude::*;
use sycamore::web::events::{Event, KeyboardEvent};

use super::super::hands::Done;
use super::super::house::House;
use crate::library::{Change, Who};
use crate::ui::components::field::take_in;
use crate::ui::dynamic::handler;
use crate::ui::jot::{Jot, LINE};
use crate::ui::text::msg;

/// The line, and what was understood of it.
pub fn line(house: House) -> View {
    let jot = Jot::open();
    let (label, example) = (msg!("jotLabel"), msg!("jotExample"));
    let about = jot.about(move || save(house, jot), None);
    let typed = handler(move |event: Event| take_in(&event, jot.typed));
    let keys = handler(move |event: KeyboardEvent| {
        if event.key() == "Enter" && !event.is_composing() {
            event.prevent_default();
            save(house, jot);
        }
    });
    view! {
        div(class="jot") {
            label(class="field-label", r#for=LINE) { (label) }
            input(id=LINE, class="input", r#type="text", autocomplete="off", dir="auto", placeholder=example, "data-test"="jot",
                maxlength="500", enterkeyhint="done", prop:value=jot.typed, on:input=typed, on:keydown=keys)
            (about)
        }
    }
}

fn save(house: House, jot: Jot) {
    let Some(edits) = jot.edits() else { return };
    let (line, name) = (jot.typed.get_clone_untracked(), jot.person().name);
    let change = Change::Write { who: Who::New, edits, base: Vec::new() };
    house.hands.act(change, Done::Saved, name, move |_| jot.saved(&line));
}
