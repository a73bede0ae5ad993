//! The sidebar as a whole, and when it takes the keyboard.

use sycamore::prelude::*;

use super::state::{Bar, Shown};
use super::{consent, greeting, list, notices, question, unsure};
use crate::desk::Request;
use crate::ui::components::field::is_focus_lost;
use crate::ui::components::{icon, toast};
use crate::ui::dynamic::{dynamic, effect, handler, live_text, selector};
use crate::ui::text::msg;

/// Everything in the frame, once the user has said yes; until then the question whether they do.
pub fn frame(bar: Bar) -> View {
    let may_read = selector(move || bar.store.is_ready().then(|| bar.store.settings().may_read()));
    dynamic(move || {
        let may_read = may_read.get();
        untrack(|| match may_read {
            None => View::default(),
            Some(true) => whole(bar),
            Some(false) => consent::card(),
        })
    })
}

/// The tab for the narrow frame, and the panel for the others. Styles show one.
fn whole(bar: Bar) -> View {
    let tab = tab(bar);
    let panel = panel(bar);
    let live = toast::live(*bar.said);
    view! {
        (tab)
        (panel)
        (live)
    }
}

fn tab(bar: Bar) -> View {
    let mark = icon::mark();
    let label = msg!("sidebarOpen");
    let waiting = selector(move || bar.store.review().with(|review| review.waiting()));
    let count = dynamic(move || match waiting.get() {
        0 => View::default(),
        count => view! { span(class="tab-count", "aria-hidden"="true") { (count) } },
    });
    let in_words = create_memo(move || list::waiting_in_words(bar));
    let title = {
        let label = label.clone();
        move || format!("{label}: {}", in_words.get_clone())
    };
    view! {
        button(r#type="button", class="tab", "data-test"="open-tab", "aria-label"=title,
            on:click=handler(move |_| bar.ask(Request::Collapse { collapsed: false }))) {
            (mark)
            (count)
            span(class="tab-words", "aria-hidden"="true") { (label) }
        }
    }
}

fn panel(bar: Bar) -> View {
    let header = header(bar);
    let notices = notices::notices(bar);
    let shown = selector(move || bar.shown());
    let middle = dynamic(move || middle(bar, shown.get_clone()));
    let senders = list::senders(bar);
    let unsure = unsure::unsure(bar);
    let footer = dynamic(move || bar.footer.get_clone().map_or_else(View::default, |footer| (footer.0)()));
    let main_label = msg!("sidebarReview");
    view! {
        div(class="panel") {
            (header)
            div(id="panel-body", class="panel-body") {
                main(class="panel-main", "aria-label"=main_label) {
                    (notices)
                    (middle)
                }
                (senders)
                (unsure)
            }
            div(class="panel-footer") { (footer) }
        }
    }
}

/// What the welcome shows beside its sample: the notices, the card and its buttons.
pub fn sample(bar: Bar) -> View {
    let notices = notices::notices(bar);
    let shown = selector(move || bar.shown());
    let middle = dynamic(move || middle(bar, shown.get_clone()));
    let footer = dynamic(move || bar.footer.get_clone().map_or_else(View::default, |footer| (footer.0)()));
    let live = toast::live(*bar.said);
    view! {
        div(class="panel-body", id="panel-body") { (notices) (middle) }
        div(class="panel-footer") { (footer) }
        (live)
    }
}

fn header(bar: Bar) -> View {
    let mark = icon::mark();
    let title = msg!("sidebarTitle");
    let waiting = live_text(move || list::waiting_in_words(bar));
    let (help_label, collapse_label) = (msg!("sidebarHelp"), msg!("sidebarCollapse"));
    let (help_icon, collapse_icon) = (icon::line(icon::HELP), icon::line(icon::COLLAPSE));
    let is_open = move || if bar.help.get() { "true" } else { "false" };
    view! {
        header(class="panel-header") {
            (mark)
            div(class="panel-title") {
                h1 { (title) }
                p(class="small soft", role="status", "data-test"="waiting") { (waiting) }
            }
            button(r#type="button", class="icon-button", "data-test"="help", "aria-label"=help_label,
                "aria-expanded"=is_open, "aria-controls"="keys", on:click=handler(move |_| bar.help.set(!bar.help.get()))) {
                (help_icon)
            }
            button(r#type="button", class="icon-button collapse", "data-test"="collapse", hidden=move || bar.in_panel.get(), "aria-label"=collapse_label,
                on:click=handler(move |_| bar.ask(Request::Collapse { collapsed: true }))) { (collapse_icon) }
        }
    }
}

fn middle(bar: Bar, shown: Shown) -> View {
    // The card that comes may have buttons of its own.
    bar.footer.set(None);
    // What is being drawn depends on `shown` alone; what the cards read they follow themselves.
    untrack(|| match shown {
        Shown::Loading => View::default(),
        Shown::Nobody => all_done(bar),
        Shown::Unreadable(why) => {
            let title = msg!("sidebarUnreadable");
            view! {
                div(class="banner banner-bad", role="alert", "data-test"="unreadable") {
                    p(class="banner-title") { (title) }
                    p { (why) }
                }
            }
        }
        Shown::Question { sender, again, .. } => question::question(bar, sender, again),
        Shown::Greeting { sender } => greeting::greeting(bar, sender),
    })
}

fn all_done(bar: Bar) -> View {
    let anybody = bar.store.review().with_untracked(|review| !review.senders.is_empty());
    let title = msg!("sidebarAllDone");
    let words = if anybody { msg!("sidebarAllDoneWords") } else { msg!("sidebarNobodyHere") };
    let mark = icon::mark();
    view! {
        div(class="empty", "data-test"="all-done") {
            (mark)
            p(class="empty-title") { (title) }
            p(class="soft") { (words) }
        }
    }
}

/// Takes the keyboard into the card when the review calls for it, and never otherwise: only while our frame
/// has the focus already, or as soon as the page hands it to us.
pub fn follow_calls(bar: Bar) {
    let calls = selector(move || bar.store.review().with(|review| review.calls));
    let mut seen = calls.get_untracked();
    effect(move || {
        let now = calls.get();
        if now != seen {
            seen = now;
            bar.wants_focus.set(true);
        }
    });
    let shown = selector(move || bar.shown());
    let sender = selector(move || bar.store.review().with(|review| review.current.clone()));
    // What is new begins at the top: the next sender, and the verdict after an answer.
    effect(move || {
        sender.track();
        shown.track();
        if let Some(body) = document().get_element_by_id("panel-body") {
            body.set_scroll_top(0);
        }
    });
    effect(move || {
        bar.wants_focus.track();
        shown.track();
        // After everything that this change draws.
        sycamore::web::queue_microtask(move || {
            let ours = document().has_focus().unwrap_or(false);
            if ours && (bar.wants_focus.get_untracked() || (is_focus_lost() && !bar.practice)) && bar.focus_card() {
                bar.wants_focus.set_silent(false);
            }
        });
    });
}
