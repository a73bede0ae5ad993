//! What was decided, and what changed: for reading only.

use sycamore::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::page::Page;
use crate::desk::{Reply, Request};
use crate::domain::{Decision, Field, Moment};
use crate::library::past::Earlier;
use crate::ui::dynamic::{dynamic, handler};
use crate::ui::fields;
use crate::ui::send::send;
use crate::ui::text::{self, msg, with_name};
use crate::ui::words;

/// What the user decided, the latest first: when, what, why.
pub fn decisions(page: Page) -> View {
    let decisions = page.about(|person| (super::page::name_of(person), person.decisions.clone()));
    dynamic(move || {
        let (name, decisions) = decisions.get_clone();
        if decisions.is_empty() {
            return View::new();
        }
        let rows: Vec<View> = decisions.iter().rev().map(|decision| row(decision, &name)).collect();
        let heading = msg!("popupDecisions");
        view! {
            section(class="page-part", "data-test"="decisions") {
                h2(class="page-heading") { (heading) }
                ul(class="page-log") { (rows) }
            }
        }
    })
}

fn row(decision: &Decision, name: &str) -> View {
    let when = if decision.at > Moment(0) { text::moment(decision.at) } else { String::new() };
    let what = with_name(&words::decided(&decision.what), name);
    let until = decision.until.map(|day| format!(" · {}", msg!("personUntil", text::day(day)))).unwrap_or_default();
    let why = decision.why.clone();
    view! {
        li(class="page-entry") {
            span(class="page-when") { (when) }
            span(class="page-what") { (what) (until) " " span(class="page-why", dir="auto") { (why) } }
        }
    }
}

/// What changed and when, asked for only when the user wants to see it.
pub fn history(page: Page) -> View {
    let changes = create_signal(None::<Result<Vec<Earlier>, String>>);
    let ask = move || {
        spawn_local(async move {
            let reply = send(&Request::History { person: page.id() }).await;
            if changes.is_alive() {
                changes.set(Some(match reply {
                    Ok(Reply::History { changes }) => Ok(changes),
                    Ok(_) => Err(msg!("commonNoReply")),
                    Err(problem) => Err(problem.message),
                }));
            }
        });
    };
    let open = create_signal(false);
    // While it is open it follows every change.
    let updated = page.about(|person| person.updated);
    crate::ui::dynamic::effect(move || {
        updated.track();
        if open.get() {
            ask();
        }
    });
    let inside = move || match changes.get_clone() {
        None => View::new(),
        Some(Err(why)) => view! { p(class="field-error", role="alert") { (why) } },
        Some(Ok(changes)) if changes.is_empty() => {
            let nothing = msg!("personNoHistory");
            view! { p(class="soft") { (nothing) } }
        }
        Some(Ok(changes)) => {
            let rows: Vec<View> = changes.iter().rev().map(change).collect();
            view! { ul(class="page-log", "data-test"="history") { (rows) } }
        }
    };
    let inside = dynamic(inside);
    let (label, about) = (msg!("personHistory"), msg!("personHistoryAbout"));
    let toggle = handler(move |event: sycamore::web::events::Event| {
        let now = event.current_target().and_then(|it| js_sys::Reflect::get(&it, &"open".into()).ok());
        open.set(now.and_then(|now| now.as_bool()).unwrap_or_default());
    });
    view! {
        details(class="disclosure page-history", on:toggle=toggle) {
            summary("data-test"="open-history") { (label) }
            div(class="disclosure-inside") { p(class="soft small") { (about) } (inside) }
        }
    }
}

fn change(earlier: &Earlier) -> View {
    let field = Field::from_word(&earlier.field);
    let when = text::moment(earlier.at);
    let title = fields::title(&field);
    let said = fields::value(&field, &earlier.was);
    let (class, said) = if said.is_empty() { ("page-was soft", msg!("conflictBlank")) } else { ("page-was", said) };
    let was = if earlier.not_taken { msg!("personNotTaken") } else { msg!("personWas") };
    view! {
        li(class="page-entry") {
            span(class="page-when") { (when) }
            span(class="page-what") {
                span(class="page-field") { (title) } " "
                span(class="soft small") { (was) }
                span(class=class, dir="auto") { (said) }
            }
        }
    }
}
