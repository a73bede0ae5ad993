//! What the sidebar says where the page can't be read, or not for certain: so, plainly; and what can be done.

use sycamore::prelude::*;
use sycamore::web::events::{Event, SubmitEvent};
use wasm_bindgen_futures::spawn_local;

use super::state::Bar;
use crate::desk::Request;
use crate::domain::ProfileAddress;
use crate::domain::sorted::SortedMap;
use crate::linkedin::{Basis, Place, Why};
use crate::ui::clipboard;
use crate::ui::components::field::Field;
use crate::ui::dynamic::{dynamic, handler, live_text, selector};
use crate::ui::text::{msg, number, plural};

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
            match review.doubts() {
                0 if nobody && Place::from_url(&review.url).opens_by_itself() => Unsure::Nothing,
                0 => Unsure::No,
                doubts => Unsure::Doubts(doubts),
            }
        })
    });
    let open = create_signal(false);
    dynamic(move || {
        let (title, words) = match unsure.get() {
            Unsure::No => return View::default(),
            Unsure::Nothing => (msg!("sidebarNothingRead"), msg!("sidebarNothingReadWords")),
            Unsure::Doubts(count) => (plural("sidebarDoubts", count), msg!("sidebarDoubtsWords")),
        };
        let (ask, point, how, report) = untrack(|| (ask(bar), point(bar), how_read(bar, open), report(bar)));
        view! {
            section(class="unsure", "data-test"="unsure", "aria-labelledby"="unsure-title") {
                h2(id="unsure-title", class="senders-title") { (title) }
                p(class="small soft") { (words) }
                (ask)
                (point)
                (how)
                (report)
            }
        }
    })
}

/// What the reader knows of itself: how it knew what it found, and what it left alone and why.
#[derive(Clone, PartialEq)]
struct HowRead {
    known: SortedMap<Basis, usize>,
    left: SortedMap<Why, usize>,
}

/// The fold with it, which stays as it is while the page changes; nothing where there was nothing to read.
fn how_read(bar: Bar, open: Signal<bool>) -> View {
    let how =
        selector(move || bar.store.review().with(|review| HowRead { known: review.bases(), left: review.whys() }));
    let any = selector(move || how.with(|how| !how.known.is_empty() || !how.left.is_empty()));
    let lists = move || {
        how.with(|HowRead { known, left }| {
            let known: Vec<View> = known.iter().map(|(basis, count)| line(known_words(*basis), *count)).collect();
            let left: Vec<View> = left.iter().map(|(why, count)| line(left_words(*why), *count)).collect();
            let some = |lines: Vec<View>| {
                if lines.is_empty() {
                    View::default()
                } else {
                    view! { ul { (lines) } }
                }
            };
            let title = if left.is_empty() { View::default() } else { heading(msg!("sidebarLeftAlone")) };
            let (known, left) = (some(known), some(left));
            view! { (known) (title) (left) }
        })
    };
    dynamic(move || {
        if !any.get() {
            return View::default();
        }
        let label = msg!("sidebarHowRead");
        let lists = dynamic(lists);
        let toggled = move |event: Event| {
            if let Some(now) = event.target().and_then(|details| js_sys::Reflect::get(&details, &"open".into()).ok()) {
                open.set(now.is_truthy());
            }
        };
        view! {
            details(class="disclosure small", "data-test"="how-read", open=open, on:toggle=handler(toggled)) {
                summary { (label) }
                div(class="unsure-how") { (lists) }
            }
        }
    })
}

fn heading(words: String) -> View {
    view! { h3(class="soft") { (words) } }
}

fn line(words: String, count: usize) -> View {
    let count = number(count);
    view! { li { span { (words) } " " span(class="unsure-count") { (count) } } }
}

fn known_words(basis: Basis) -> String {
    match basis {
        Basis::Words => msg!("sidebarKnownWords"),
        Basis::Marks => msg!("sidebarKnownMarks"),
        Basis::Structure => msg!("sidebarKnownStructure"),
    }
}

fn left_words(why: Why) -> String {
    match why {
        Why::NotAnInvitation => msg!("sidebarLeftNone"),
        Why::OtherInvitation => msg!("sidebarLeftThing"),
        Why::ForAll => msg!("sidebarLeftAll"),
        Why::NoSender => msg!("sidebarLeftNobody"),
        Why::SeveralSenders => msg!("sidebarLeftSeveral"),
        Why::Uncertain => msg!("sidebarLeftUnsure"),
    }
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
        let words = if pointing { msg!("sidebarPointing") } else { String::new() };
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
