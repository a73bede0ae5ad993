//! What stands above the card: what was saved, what is paused, what went wrong, and the keys.

use sycamore::prelude::*;

use super::state::{Bar, Connection};
use crate::desk::{Noted, Request};
use crate::domain::What;
use crate::domain::text::clean_line;
use crate::ui::components::toast;
use crate::ui::dynamic::{dynamic, handler, selector};
use crate::ui::key_sheet;
use crate::ui::send::Posting;
use crate::ui::text::{NAME, msg, with_name};

/// Many decisions in a row are no reason for a long list.
const NOTED_SHOWN: usize = 3;

/// All notices, the most urgent first.
pub fn notices(bar: Bar) -> View {
    let lost = lost(bar);
    let trouble = trouble(bar);
    let paused = spoken(paused(bar));
    let inviting = spoken(inviting(bar));
    let noted = spoken(noted(bar));
    let saved = spoken(saved(bar));
    let keys = keys(bar);
    view! {
        div(class="notices") {
            (lost)
            (trouble)
            (paused)
            (inviting)
            (noted)
            (saved)
            (keys)
        }
    }
}

/// What screen readers say when it comes or changes. The region is there before, or they would miss it.
fn spoken(notice: View) -> View {
    view! { div(class="spoken", role="status") { (notice) } }
}

fn lost(bar: Bar) -> View {
    dynamic(move || {
        let Connection::Lost(why) = bar.connection.get_clone() else { return View::default() };
        let (title, again) = (msg!("sidebarLost"), msg!("commonTryAgain"));
        view! {
            div(class="banner banner-bad", role="alert", "data-test"="lost") {
                p(class="banner-title") { (title) }
                p(class="small", dir="auto") { (why) }
                div(class="row") {
                    button(r#type="button", class="button", "data-test"="reconnect", on:click=handler(move |_| bar.connect())) { (again) }
                }
            }
        }
    })
}

fn trouble(bar: Bar) -> View {
    let storage = bar.store.trouble();
    let undoing = bar.undo.posting();
    dynamic(move || {
        let failed = match undoing.get_clone() {
            Posting::Failed(problem) => Some(problem.message),
            Posting::Idle | Posting::Sending => None,
        };
        let Some(what) = bar.trouble.get_clone().or(failed).or_else(|| storage.get_clone()) else {
            return View::default();
        };
        let close = msg!("commonClose");
        let dismiss = move |_| {
            bar.trouble.set(None);
            bar.undo.clear();
        };
        view! {
            div(class="banner banner-bad", role="alert", "data-test"="trouble") {
                p(dir="auto") { (what) }
                div(class="row") {
                    button(r#type="button", class="link", on:click=handler(dismiss)) { (close) }
                }
            }
        }
    })
}

/// A click on Accept was paused, once, to ask.
fn paused(bar: Bar) -> View {
    let paused = selector(move || {
        bar.store.review().with(|review| review.paused.clone().filter(|paused| Some(paused) == review.current.as_ref()))
    });
    dynamic(move || {
        let Some(sender) = paused.get_clone() else { return View::default() };
        let (title, words, anyway) = (msg!("sidebarPaused"), msg!("sidebarPausedWords"), msg!("sidebarAcceptAnyway"));
        view! {
            div(class="banner", "data-test"="paused") {
                p(class="banner-title") { (title) }
                p(class="small") { (words) }
                div(class="row") {
                    button(r#type="button", class="button", "data-test"="accept-anyway",
                        on:click=handler(move |_| bar.go_to_accept(sender.clone()))) { (anyway) }
                }
            }
        }
    })
}

/// The user is about to invite whoever is shown.
fn inviting(bar: Bar) -> View {
    let shown = selector(move || {
        bar.store.review().with(|review| review.inviting.is_some() && review.inviting == review.current)
    });
    dynamic(move || {
        if !shown.get() {
            return View::default();
        }
        let (title, words) = (msg!("sidebarInviting"), msg!("sidebarInvitingWords"));
        view! {
            div(class="banner", role="status", "data-test"="inviting") {
                p(class="banner-title") { (title) }
                p(class="small") { (words) }
            }
        }
    })
}

/// What was saved last, with a way back.
fn saved(bar: Bar) -> View {
    dynamic(move || {
        let Some(notice) = bar.notice.get_clone() else { return View::default() };
        // The decision on LinkedIn is the later news.
        if bar.store.review().with(|review| review.noted.iter().any(|noted| noted.sender == notice.sender)) {
            return View::default();
        }
        let about_current = bar.store.review().with(|review| review.current.as_ref() == Some(&notice.sender));
        // The verdict stands in the card, then.
        let text = if about_current && notice.really_know {
            msg!("sidebarSaved").into()
        } else {
            with_name(&msg!("sidebarSaid", notice.sentence), &notice.name)
        };
        toast::toast("saved", text, Some(Box::new(move || bar.undo_answer())))
    })
}

/// Decisions that were noticed on the page, each with a way back.
fn noted(bar: Bar) -> View {
    let noted = selector(move || {
        bar.store.review().with(|review| review.noted.iter().rev().take(NOTED_SHOWN).cloned().collect::<Vec<Noted>>())
    });
    view! {
        ul(class="noted-list", hidden=move || noted.with(Vec::is_empty)) {
            Keyed(
                list=noted,
                view=move |noted: Noted| {
                    let sentence = match noted.decision.what {
                        What::Accepted => msg!("sidebarNotedAccepted", NAME),
                        _ => msg!("sidebarNotedIgnored", NAME),
                    };
                    let text = with_name(&sentence, &clean_line(&noted.name, 120));
                    let command = noted.command;
                    let undo = move || bar.ask(Request::TakeBack { command: command.clone() });
                    let line = toast::toast("noted", text, Some(Box::new(undo)));
                    view! { li { (line) } }
                },
                key=|noted| noted.command.clone(),
            )
        }
    }
}

/// The keys, where somebody asks for them.
fn keys(bar: Bar) -> View {
    let (title, rows) = (msg!("sidebarKeys"), key_sheet::beside_an_invitation());
    view! {
        section(id="keys", class="keys", "data-test"="keys", "aria-label"=title, hidden=move || !bar.help.get()) { (rows) }
    }
}
