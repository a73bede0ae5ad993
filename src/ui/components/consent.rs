//! The question whether LinkedIn's pages may be read. It is asked in the welcome, in the sidebar and in the settings.

use sycamore::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::desk::Request;
use crate::library::Consent;
use crate::ui::dynamic::{dynamic, handler};
use crate::ui::send::send;
use crate::ui::text::msg;

/// What is read, what is kept, and what never happens, each in a line.
#[must_use]
pub fn terms() -> View {
    let line = |(strong, rest): (String, String)| {
        view! { li { strong { (strong) } " " (rest) } }
    };
    let lines: Vec<View> = [
        (msg!("consentReads"), msg!("consentReadsWhat")),
        (msg!("consentKeeps"), msg!("consentKeepsWhat")),
        (msg!("consentNever"), msg!("consentNeverWhat")),
    ]
    .map(line)
    .into();
    view! { ul(class="terms") { (lines) } }
}

/// Sends the answer; what went wrong comes into `trouble`.
pub fn answer(answer: Consent, trouble: Signal<Option<String>>) {
    spawn_local(async move {
        let problem = send(&Request::Consent { answer }).await.err().map(|problem| problem.message);
        // The answer often takes away what asked.
        if trouble.is_alive() {
            trouble.set(problem);
        }
    });
}

/// A button that gives this answer.
#[must_use]
pub fn button(to: Consent, class: &'static str, label: String, trouble: Signal<Option<String>>) -> View {
    let test = format!("consent-{}", to.word());
    view! {
        button(r#type="button", class=class, "data-test"=test, on:click=handler(move |_| answer(to.clone(), trouble))) { (label) }
    }
}

/// What went wrong with the answer.
#[must_use]
pub fn problem(trouble: Signal<Option<String>>) -> View {
    let inside = dynamic(move || match trouble.get_clone() {
        Some(why) => view! { p(class="field-error", dir="auto") { (why) } },
        None => View::default(),
    });
    view! { div(role="alert") { (inside) } }
}
