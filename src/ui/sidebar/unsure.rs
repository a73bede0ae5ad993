//! What the sidebar says where the page can't be read, or not for certain: so, plainly; and what can be done.

use sycamore::prelude::*;
use sycamore::web::events::SubmitEvent;
use wasm_bindgen_futures::spawn_local;

use super::state::Bar;
use crate::desk::Request;
use crate::domain::ProfileAddress;
use crate::linkedin::Place;
use crate::ui::clipboard;
use crate::ui::components::field::Field;
use crate::ui::dynamic::{dynamic, handler, live_text, selector};
use crate::ui::text::{msg, plural};

/// What is to be said.
#[derive(Clone, Copy, PartialEq)]
enum Unsure {
    /// Everything was understood.
    No,
    /// Nothing was found where invitations are listed.
    Nothing,
    /// So many might be invitations.
    Doubts(usize),
}

/// The part below the list of senders.
pub fn unsure(bar: Bar) -> View {
    let unsure = selector(move || {
        bar.store.review().with(|review| {
            let nobody = !review.senders.iter().any(|sender| sender.is_present());
            match review.doubts.len() {
                0 if nobody && Place::from_url(&review.url).opens_by_itself() => Unsure::Nothing,
                0 => Unsure::No,
                doubts => Unsure::Doubts(doubts),
            }
        })
    });
    dynamic(move || {
        let (title, words) = match unsure.get() {
            Unsure::No => return View::default(),
            Unsure::Nothing => (msg!("sidebarNothingRead"), msg!("sidebarNothingReadWords")),
            Unsure::Doubts(count) => (plural("sidebarDoubts", count), msg!("sidebarDoubtsWords")),
        };
        let (ask, point, report) = untrack(|| (ask(bar), point(bar), report(bar)));
        view! {
            section(class="unsure", "data-test"="unsure", "aria-labelledby"="unsure-title") {
                h2(id="unsure-title", class="senders-title") { (title) }
                p(class="small soft") { (words) }
                (ask)
                (point)
                (report)
            }
        }
    })
}

/// Asking by profile address.
fn ask(bar: Bar) -> View {
    let typed = create_signal(String::new());
    let tried = create_signal(false);
    let wrong = move || {
        let bad = tried.get() && typed.with(|typed| ProfileAddress::from_href(typed.trim()).is_err());
        bad.then(|| msg!("sidebarAskAboutBad"))
    };
    let field = Field::new("ask-about", msg!("sidebarAskAbout"), typed).error(wrong).test("ask-about").view();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        tried.set(true);
        if let Ok(about) = typed.with_untracked(|typed| ProfileAddress::from_href(typed.trim())) {
            tried.set(false);
            typed.set(String::new());
            bar.ask(Request::Ask { about });
        }
    };
    let label = msg!("sidebarAsk");
    view! {
        form(class="unsure-ask", novalidate=true, on:submit=submit) {
            (field)
            button(r#type="submit", class="button", "data-test"="ask") { (label) }
        }
    }
}

/// Asking about whom the user points at. On a profile there is only its owner.
fn point(bar: Bar) -> View {
    let state = selector(move || {
        bar.store.review().with(|review| {
            let several = !matches!(Place::from_url(&review.url), Place::Profile(_));
            several.then_some(review.pointing)
        })
    });
    dynamic(move || {
        let Some(pointing) = state.get() else { return View::default() };
        let label = msg!("sidebarPoint");
        let words = pointing.then(|| msg!("sidebarPointing")).unwrap_or_default();
        view! {
            button(r#type="button", class="button", "data-test"="point", "aria-pressed"=pointing.to_string(),
                on:click=handler(move |_| bar.ask(Request::Point { on: !pointing }))) { (label) }
            p(class="small soft", role="status", "data-test"="pointing") { (words) }
        }
    })
}

/// The page's layout without its people.
fn report(bar: Bar) -> View {
    let copied = create_signal(false);
    let layout = selector(move || bar.store.review().with(|review| review.layout.clone()));
    dynamic(move || match layout.get_clone() {
        None => {
            let label = msg!("sidebarDescribe");
            view! {
                button(r#type="button", class="link small", "data-test"="describe",
                    on:click=handler(move |_| bar.ask(Request::Describe))) { (label) }
            }
        }
        Some(text) => {
            let (words, label, copy) = (msg!("sidebarDescribeWords"), msg!("sidebarLayout"), msg!("sidebarCopyLayout"));
            let to_copy = text.clone();
            let act = move |_| {
                let text = to_copy.clone();
                spawn_local(async move { copied.set(clipboard::copy_field("layout", &text).await) });
            };
            let done = live_text(move || if copied.get() { msg!("commonCopied") } else { String::new() });
            view! {
                p(class="small soft") { (words) }
                textarea(id="layout", class="input unsure-layout", rows="6", readonly=true, dir="ltr", "spellcheck"="false",
                    "aria-label"=label, "data-test"="layout") { (text) }
                div(class="row") {
                    button(r#type="button", class="button", "data-test"="copy-layout", on:click=handler(act)) { (copy) }
                    span(class="small soft", role="status") { (done) }
                }
            }
        }
    })
}
