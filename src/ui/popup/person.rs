//! A person's note.

use std::rc::Rc;

use sycamore::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::kept::Screen;
use super::say::{self, Done};
use super::state::State;
use super::{HEADING, back, focus_if_lost};
use crate::browser::{self, tabs};
use crate::domain::{Contact, Decision, Edtf, Field, Moment, Person, PersonId};
use crate::library::{Change, Edit, Who};
use crate::ui::components::{quote::quote, summary::summary, verdict::verdict};
use crate::ui::conflicts;
use crate::ui::dynamic::{dynamic, selector};
use crate::ui::sheet;
use crate::ui::store::Lookup;
use crate::ui::text::{self, NAME, msg, with_name, with_name_plain};
use crate::ui::words;

/// The note, followed as it changes.
pub fn person(state: State, id: PersonId) -> View {
    let looked_up = {
        let id = id.clone();
        selector(move || state.store.person(&id))
    };
    let inside = move || match looked_up.get_clone() {
        Lookup::Loading => note(msg!("popupLoading")),
        Lookup::Nobody => note(msg!("popupGone")),
        Lookup::Unreadable(why) => note(why),
        Lookup::Found(id, person) => found(state, id, person),
    };
    let back = back(state, Screen::Home);
    let label = msg!("popupPerson");
    let hook = id.to_string();
    view! {
        article(class="popup-person", "data-test"="person", "data-person"=hook, "aria-label"=label) {
            (back)
            (dynamic(inside))
        }
    }
}

fn note(text: String) -> View {
    view! { p(id=HEADING, class="popup-note", tabindex="-1") { (text) } }
}

fn found(state: State, id: PersonId, person: Rc<Person>) -> View {
    let name = name_of(&person);
    let heading = name.clone();
    let headline = person.headline.clone();
    let verdict = {
        let (person, name) = (Rc::clone(&person), name.clone());
        let now = selector(move || state.store.settings().policy.verdict(&person));
        dynamic(move || verdict(&now.get_clone(), &name))
    };
    let conflicts = conflicts::view(state.post, &id, &person);
    let summary = summary(&person);
    let message = (!person.message.is_empty()).then(|| quote(msg!("popupMessage"), &person.unhidden(&Field::Message)));
    let decisions = decisions(&person.decisions, &name);
    let changed = (person.updated > Moment(0)).then(|| {
        let changed = msg!("popupChanged", text::moment(person.updated));
        view! { p(class="popup-changed soft small") { (changed) } }
    });
    let actions = actions(state, id, &person, &name);
    focus_if_lost();
    view! {
        header(class="popup-person-head") {
            h2(id=HEADING, class="popup-person-name", tabindex="-1") { bdi { (heading) } }
            p(class="soft", dir="auto") { (headline) }
        }
        (conflicts)
        (verdict)
        (actions)
        (summary) (message) (decisions) (changed)
    }
}

fn actions(state: State, id: PersonId, person: &Person, name: &str) -> View {
    let edit_label = if sheet::is_begun(&id) { msg!("popupEditOn") } else { msg!("popupEdit") };
    let (to_edit, to_delete) = (id.clone(), id);
    let (to_log, log_label) = (to_edit.clone(), msg!("personLog"));
    let (deleted_name, logged_name) = (name.to_owned(), name.to_owned());
    let delete_label = msg!("popupDelete");
    let delete_whose = with_name_plain(&msg!("popupDeleteWhose", NAME), name);
    let profile = person.address.as_ref().map(|address| {
        let href = address.href();
        let label = msg!("popupProfile");
        let to_open = href.clone();
        let open = move |event: sycamore::web::events::MouseEvent| {
            event.prevent_default();
            let href = to_open.clone();
            // A browser that refuses leaves us where we are.
            spawn_local(async move { drop(tabs::open(&href).await) });
        };
        view! {
            a(class="button", href=href, target="_blank", rel="noreferrer", "data-test"="profile", on:click=open) { (label) }
        }
    });
    let problem = super::problem(state);
    let (page, page_label) = (format!("dashboard.html#people/{to_edit}"), msg!("popupPage"));
    view! {
        div(class="popup-actions") {
            div(class="row") {
                button(r#type="button", class="button", "data-test"="edit",
                    on:click=move |_| state.go(Screen::Edit(to_edit.clone()))) { (edit_label) }
                button(r#type="button", class="button", "data-test"="log-contact",
                    on:click=move |_| log(state, to_log.clone(), logged_name.clone())) { (log_label) }
                a(class="button", href=page, target="_blank", "data-test"="page") { (page_label) }
                (profile)
                button(r#type="button", class="button button-quiet popup-delete", "data-test"="delete", "aria-label"=delete_whose,
                    on:click=move |_| delete(state, to_delete.clone(), deleted_name.clone())) { (delete_label) }
            }
            (problem)
        }
    }
}

/// Notes a contact, today and without a word; more can be said on the person's page.
fn log(state: State, id: PersonId, name: String) {
    spawn_local(async move {
        let contact = Contact { on: Some(Edtf::Day(browser::today())), ..Contact::default() };
        let edits = vec![Edit::AddContact(contact)];
        let change = Change::Write { who: Who::Person(id), edits, base: Vec::new() };
        if let Some(saved) = state.post.save(change, None).await {
            say::say(state, Done::Logged, name, saved);
        }
    });
}

/// Deletes the note. Nothing is asked: for a while it can be undone.
fn delete(state: State, id: PersonId, name: String) {
    spawn_local(async move {
        let change = Change::Delete { person: id.clone() };
        if let Some(saved) = state.post.save(change, None).await {
            sheet::discard(Some(&id));
            if state.screen.with_untracked(|screen| *screen == Screen::Person(id)) {
                state.go(Screen::Home);
            }
            say::say(state, Done::Deleted, name, saved);
        }
    });
}

/// What the user decided, the latest first.
fn decisions(decisions: &[Decision], name: &str) -> View {
    if decisions.is_empty() {
        return View::new();
    }
    let line = |decision: &Decision| {
        let words = with_name(&words::decided(&decision.what), name);
        let when = if decision.at > Moment(0) { text::moment(decision.at) } else { String::new() };
        let why = decision.why.clone();
        view! {
            li {
                span { (words) } " " span(class="soft small") { (when) }
                span(class="popup-why", dir="auto") { (why) }
            }
        }
    };
    let lines: Vec<View> = decisions.iter().rev().map(line).collect();
    let heading = msg!("popupDecisions");
    view! {
        section(class="popup-decisions") {
            h3(class="popup-heading") { (heading) }
            ul(class="stack") { (lines) }
        }
    }
}

/// How a person is called here.
pub fn name_of(person: &Person) -> String {
    if person.name.trim().is_empty() { msg!("popupNoName") } else { person.name.clone() }
}
