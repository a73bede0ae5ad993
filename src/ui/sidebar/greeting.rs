//! Somebody whom the user has answered about: greeted with what the user wrote.

use std::rc::Rc;

use sycamore::prelude::*;

use super::state::{Bar, Footer};
use super::{invite, known, who};
use crate::desk::{Request, Sender, Standing};
use crate::domain::{Person, ProfileAddress};
use crate::ui::components::verdict::verdict;
use crate::ui::dynamic::{dynamic, handler, selector};
use crate::ui::text::msg;

/// The card about somebody who is in the library.
pub fn greeting(bar: Bar, sender: ProfileAddress) -> View {
    let person = {
        let sender = sender.clone();
        selector(move || bar.person(&sender).as_ref().clone())
    };
    let head = who::who(bar, sender.clone());
    let written = {
        let sender = sender.clone();
        dynamic(move || {
            let name = bar.name(&sender);
            person.with(|person| {
                let verdict_now = bar.store.settings().policy.verdict(person);
                let parts: Vec<View> = vec![verdict(&verdict_now, &name), known::written(person, &name)];
                View::from(parts)
            })
        })
    };
    let conflicts = known::conflicts(bar, &sender);
    let hint = hint(bar, sender.clone());
    let invite = invite::invite(bar, sender.clone(), person);
    let footer = move || actions(bar, sender.clone(), person);
    bar.footer.set(Some(Footer(Rc::new(footer))));
    view! {
        section(class="card", "data-test"="greeting") {
            (head)
            (conflicts)
            (written)
            (hint)
            (invite)
        }
    }
}

/// Where the keyboard is after an answer.
fn hint(bar: Bar, sender: ProfileAddress) -> View {
    dynamic(move || {
        let just_saved = bar
            .notice
            .with(|notice| notice.as_ref().is_some_and(|notice| notice.sender == sender && notice.really_know));
        let present = bar.sender(&sender).is_some_and(|sender| sender.is_present());
        if !just_saved || !present {
            return View::default();
        }
        let hint = msg!("sidebarFocusIsOnAccept");
        view! { p(class="hint small", "data-test"="hint") { (hint) } }
    })
}

fn actions(bar: Bar, sender: ProfileAddress, person: ReadSignal<Person>) -> View {
    let really_know = selector(move || {
        person.with(|person| Standing::from(&bar.store.settings().policy.verdict(person)) == Standing::ReallyKnow)
    });
    let present = {
        let sender = sender.clone();
        selector(move || bar.sender(&sender).is_some_and(|sender| sender.is_present()))
    };
    let has_next = {
        let sender = sender.clone();
        selector(move || bar.store.review().with(|review| review.next_after(&sender).is_some()))
    };
    dynamic(move || {
        let (accept, edit, next) = (msg!("sidebarGoToAccept"), edit_words(really_know.get()), msg!("sidebarNext"));
        let to_accept = {
            let sender = sender.clone();
            move |_| bar.go_to_accept(sender.clone())
        };
        let to_edit = {
            let sender = sender.clone();
            move |_| {
                bar.wants_focus.set(true);
                bar.editing.set(Some(sender.clone()));
                // From now on this is whom the user turned to, and not just somebody who is greeted.
                bar.ask(Request::Turn { to: sender.clone(), tab: None });
            }
        };
        let to_next = {
            let sender = sender.clone();
            move |_| {
                if let Some(next) = bar.review().next_after(&sender) {
                    bar.turn(next.clone());
                }
            }
        };
        let accept_main = present.get() && really_know.get();
        let (first, second) = ("button button-primary", "button");
        let accept = present.get().then(|| {
            let class = if accept_main { first } else { second };
            let id = if accept_main { "card-main" } else { "to-accept" };
            view! { button(r#type="button", id=id, class=class, "data-test"="accept-anyway", on:click=handler(to_accept)) { (accept) } }
        });
        let edit_class = if accept_main { second } else { first };
        let edit_id = if accept_main { "edit" } else { "card-main" };
        let edit = view! {
            button(r#type="button", id=edit_id, class=edit_class, "data-test"="edit", on:click=handler(to_edit)) { (edit) }
        };
        let next = has_next.get().then(|| {
            view! {
                button(r#type="button", class="button button-quiet", "data-test"="next", "aria-keyshortcuts"="n",
                    on:click=handler(to_next)) { (next) }
            }
        });
        let (accept, edit) = (accept.unwrap_or_default(), edit);
        let buttons: Vec<View> = if accept_main { vec![accept, edit] } else { vec![edit, accept] };
        view! { div(class="footer-row") { (buttons) (next) } }
    })
}

fn edit_words(really_know: bool) -> String {
    if really_know { msg!("commonEdit") } else { msg!("sidebarAnswerAgain") }
}

/// Whether the list should offer this sender at all: on the page, or being asked about.
pub fn is_listed(sender: &Sender, current: Option<&ProfileAddress>) -> bool {
    sender.is_present() || current == Some(&sender.address)
}
