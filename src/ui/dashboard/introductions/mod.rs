//! The introduction desk: two people, what of each may be told, and the texts that follow from it.

mod asked;
mod book;
mod give;
mod kit;
mod known;
mod own;
mod own_replies;
mod picker;
mod praise;
mod questions;
mod sheet;
mod state;
mod texts;
mod words;

use sycamore::prelude::*;

use super::house::House;
use super::rooms::Part;
use crate::introductions::Side;
use crate::ui::components::field::Field;
use crate::ui::dynamic::{dynamic, handler, selector};
use crate::ui::text::msg;
use state::Desk;
pub use words::name;

/// The room.
pub fn room(house: House) -> View {
    let desk = Desk::open(house);
    vec![introduce(desk), book::book(desk), give::give(desk), asked::asked(desk), praise::praise(desk), kit::kit(desk)]
        .into()
}

/// Introducing two people.
fn introduce(desk: Desk) -> View {
    let pickers: Vec<View> =
        Side::BOTH.into_iter().map(|side| picker::picker(desk, picker::Pick::side(desk, side))).collect();
    let why = Field::new(words::WHY, msg!("introWhy"), desk.why)
        .help(msg!("introWhyHelp"))
        .several_lines()
        .test("intro-why")
        .view();
    let known: Vec<View> = Side::BOTH.into_iter().map(|side| known::known(desk, side)).collect();
    let meters: Vec<View> = Side::BOTH.into_iter().map(|side| words::meter(desk, side)).collect();
    let both = desk.both();
    let texts = dynamic(move || if both.get() { texts::texts(desk) } else { View::new() });
    let trouble = move || desk.trouble.get_clone().unwrap_or_default();
    let inside = view! {
        p(class="trouble", role="alert") { (trouble()) }
        div(class="pair") { (pickers) }
        (why)
        (new_reason(desk))
        div(class="pair", hidden=move || !both.get()) { (known) }
        div(class="follows meters", data-test="intro-meter", aria-live="polite", hidden=move || !both.get()) { (meters) }
        (texts)
    };
    section(Part::Introduce, inside)
}

/// A reason that was changed after the introduction was begun goes into the ledger when the user says so.
fn new_reason(desk: Desk) -> View {
    let changed = selector(move || {
        let (id, why) = (desk.id.get_clone(), desk.why.get_clone());
        let ledger = desk.house.store.ledger().unwrap_or_default();
        ledger.introductions.iter().any(|entry| entry.id == id && entry.why.trim() != why.trim())
    });
    let label = msg!("introNoteWhy");
    let note = move |_| desk.note_down(desk.begin().into_iter().collect());
    view! {
        p(hidden=move || !changed.get()) {
            button(r#type="button", class="button", data-test="intro-note-why", on:click=handler(note)) { (label) }
        }
    }
}

/// A part of the room under its heading.
fn section(part: Part, inside: View) -> View {
    super::fields::section(part, None, inside)
}
