//! What the user has written about a sender before: shown where they are greeted, and where they are asked about again.

use sycamore::prelude::*;

use super::state::Bar;
use super::who;
use crate::browser;
use crate::domain::{Decision, Person, ProfileAddress, What};
use crate::ui::components::summary::summary;
use crate::ui::conflicts;
use crate::ui::dynamic::{dynamic, selector};
use crate::ui::form::NoteDraft;
use crate::ui::store::Lookup;
use crate::ui::text::{self, NAME, msg, with_name};

/// The user's reason for the last answer, and their note.
pub fn written(person: &Person, name: &str) -> View {
    let parts: Vec<View> = vec![reason(person), note(person, name)];
    parts.into()
}

/// Somebody who was put aside until a day that has come; nothing about others.
pub fn waited_for(bar: Bar, sender: &ProfileAddress, person: &Person) -> View {
    let verdict = untrack(|| bar.store.settings().policy.verdict(person));
    let Some(day) = verdict.due(browser::today()) else { return View::new() };
    let name = untrack(|| bar.name(sender));
    let wanted = with_name(&msg!("sidebarDue", NAME, text::day(day)), &who::short_name(name.clone()));
    let written = written(person, &name);
    view! {
        section(class="banner", "data-test"="due") {
            p(class="banner-title") { (wanted) }
            (written)
        }
    }
}

/// What was changed elsewhere while the user was writing, to choose from.
pub fn conflicts(bar: Bar, sender: &ProfileAddress) -> View {
    if bar.practice {
        return View::new();
    }
    let sender = sender.clone();
    let found = selector(move || match bar.store.find(&sender) {
        Lookup::Found(id, person) => Some((id, person)),
        _ => None,
    });
    // An answer that has just been saved may have left something to choose.
    dynamic(move || {
        bar.notice.track();
        found.get_clone().map_or_else(View::new, |(id, person)| conflicts::view(bar.post, &id, &person))
    })
}

/// The last decision that says something about the sender.
fn last_word(person: &Person) -> Option<&Decision> {
    person.decisions.iter().rev().find(|decision| !matches!(decision.what, What::Accepted | What::Ignored))
}

fn reason(person: &Person) -> View {
    let why = last_word(person).map(|decision| decision.why.trim().to_owned()).filter(|why| !why.is_empty());
    why.map_or_else(View::default, |why| {
        let label = msg!("sidebarYourReason");
        view! {
            p(class="greeting-why", "data-test"="why-was") {
                span(class="soft") { (label) }
                " "
                bdi(class="serif") { (why) }
            }
        }
    })
}

fn note(person: &Person, name: &str) -> View {
    // A bare door is all in the verdict.
    let said_more = NoteDraft { open: [false; 3], ..NoteDraft::of(person) } != NoteDraft::default();
    if !said_more {
        return View::default();
    }
    let title = with_name(&msg!("sidebarYouWrote", NAME), &who::short_name(name.to_owned()));
    let summary = summary(person);
    view! {
        div(class="greeting-note") {
            h3(class="small soft") { (title) }
            (summary)
        }
    }
}
