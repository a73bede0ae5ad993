//! A line that says what was just done, with a way back.

use sycamore::prelude::*;

use crate::ui::dynamic::{handler, live_text};
use crate::ui::text::msg;

/// What was done, and a button that undoes it. `test` names the line, the button is `undo`.
#[must_use]
pub fn toast(test: &'static str, text: View, undo: Option<Box<dyn FnMut()>>) -> View {
    let undo = undo.map(|mut undo| {
        let label = msg!("commonUndo");
        view! {
            button(r#type="button", class="link", "data-test"="undo", on:click=handler(move |_| undo())) { (label) }
        }
    });
    view! {
        div(class="toast", "data-test"=test) {
            span(class="toast-text") { (text) }
            (undo)
        }
    }
}

/// A line for screen readers only, which speaks whenever it changes.
#[must_use]
pub fn live(said: ReadSignal<String>) -> View {
    let said = live_text(move || said.get_clone());
    view! {
        div(class="visually-hidden", role="status", "aria-live"="polite", "data-test"="live") { (said) }
    }
}
