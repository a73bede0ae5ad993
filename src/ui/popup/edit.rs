//! Changing a note, and adding somebody by hand.

use std::rc::Rc;

use sycamore::prelude::*;
use sycamore::web::events::SubmitEvent;
use wasm_bindgen_futures::spawn_local;

use super::kept::Screen;
use super::person::name_of;
use super::say::{self, Done};
use super::state::State;
use super::{HEADING, back, focus_if_lost};
use crate::domain::{Person, PersonId};
use crate::library::{Change, Who};
use crate::ui::conflicts;
use crate::ui::dynamic::{dynamic, effect, selector};
use crate::ui::sheet::{Sheet, discard};
use crate::ui::store::Lookup;
use crate::ui::text::{NAME, msg, with_name, with_name_plain};

/// The sheet of somebody in the library.
pub fn edit(state: State, id: PersonId) -> View {
    // Read once: what another view changes meanwhile must not change what is being typed.
    let begun = create_signal(None::<Rc<Person>>);
    let missing = create_signal(None::<String>);
    effect({
        let id = id.clone();
        move || {
            if begun.with_untracked(Option::is_some) {
                return;
            }
            match state.store.person(&id) {
                Lookup::Loading => {}
                Lookup::Found(_, person) => begun.set(Some(person)),
                Lookup::Nobody => missing.set(Some(msg!("popupGone"))),
                Lookup::Unreadable(why) => missing.set(Some(why)),
            }
        }
    });
    let inside = move || match begun.get_clone() {
        Some(person) => {
            let title = with_name(&msg!("popupEditTitle", NAME), &name_of(&person));
            form(state, Some(id.clone()), &person, title)
        }
        None => {
            let text = missing.get_clone().unwrap_or_else(|| msg!("popupLoading"));
            let back = back(state, Screen::Home);
            view! { (back) p(id=HEADING, class="popup-note", tabindex="-1") { (text) } }
        }
    };
    dynamic(inside)
}

/// The sheet of somebody new.
pub fn add(state: State) -> View {
    form(state, None, &Person::default(), msg!("popupAddTitle").into())
}

fn form(state: State, id: Option<PersonId>, person: &Person, title: View) -> View {
    let sheet = Sheet::open(id.as_ref(), person);
    let home = id.clone().map_or(Screen::Home, Screen::Person);
    let back = back(state, home.clone());
    let fields = sheet.fields();
    let taken = taken(state, id.clone(), sheet);
    let problem = super::problem(state);
    let (save_label, discard_label) = (msg!("popupSave"), msg!("popupDiscard"));
    let discard = move |_| {
        sheet.close();
        state.go(home.clone());
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        save(state, id.clone(), sheet);
    };
    focus_if_lost();
    let sending = move || state.post.is_sending();
    view! {
        form(class="popup-sheet", novalidate=true, on:submit=submit) {
            div(class="popup-sheet-fields") {
                (back)
                h2(id=HEADING, class="popup-person-name", tabindex="-1") { (title) }
                (fields)
            }
            div(class="popup-save") {
                (taken)
                (problem)

                button(r#type="submit", class="button button-primary", "data-test"="save",
                    "aria-disabled"=move || sending().then_some("true")) { (save_label) }
                button(r#type="button", class="button button-quiet", "data-test"="discard", on:click=discard) { (discard_label) }
            }
        }
    }
}

fn save(state: State, id: Option<PersonId>, sheet: Sheet) {
    let Some((edits, base)) = sheet.edits() else { return show_error() };
    if taken_by(state, id.as_ref(), sheet).is_some() {
        return;
    }
    let screen = id.clone().map_or(Screen::Add, Screen::Edit);
    let sent = sheet.draft();
    if let (Some(id), true) = (&id, edits.is_empty()) {
        sheet.close();
        return state.go(Screen::Person(id.clone()));
    }
    let name = sheet.name.get_clone_untracked();
    let who = id.clone().map_or(Who::New, Who::Person);
    spawn_local(async move {
        let change = Change::Write { who, edits: edits.clone(), base };
        let Some(saved) = state.post.save(change, None).await else { return };
        conflicts::keep(&saved.person, &saved.conflicts);
        let still_here = state.screen.with_untracked(|now| *now == screen) && sheet.name.is_alive();
        if !still_here {
            discard(id.as_ref());
        } else if sheet.draft() == sent {
            sheet.close();
            state.go(Screen::Person(saved.person.clone()));
        } else if id.is_none() {
            // What was typed while it was being saved isn't saved yet; whom it is about is in the library now.
            sheet.hand_over(&saved.person);
            state.go(Screen::Edit(saved.person.clone()));
        } else {
            sheet.rebase(&edits);
        }
        say::say(state, Done::Saved, name, saved);
    });
}

/// Brings the first field with an error into view.
fn show_error() {
    let wrong = document().query_selector(".popup-sheet [aria-invalid=true]").ok().flatten();
    if let Some(wrong) = wrong.and_then(|field| field.get_attribute("id")) {
        crate::ui::components::field::focus(&wrong);
    }
}

/// Who else has the address in the sheet.
fn taken_by(state: State, id: Option<&PersonId>, sheet: Sheet) -> Option<(PersonId, Rc<Person>)> {
    let address = sheet.draft().profile().ok().flatten()?;
    match state.store.find(&address) {
        Lookup::Found(other, person) if id != Some(&other) => Some((other, person)),
        _ => None,
    }
}

/// Says who else has the address, and offers to open that note.
fn taken(state: State, id: Option<PersonId>, sheet: Sheet) -> View {
    let other = selector(move || taken_by(state, id.as_ref(), sheet));
    let inside = move || {
        let Some((other, person)) = other.get_clone() else { return View::new() };
        let name = name_of(&person);
        let says = with_name(&msg!("popupTaken", NAME), &name);
        let label = with_name_plain(&msg!("popupTakenOpen", NAME), &name);
        view! {
            div(class="banner", "data-test"="address-taken") {
                p { (says) }
                p { button(r#type="button", class="link", "data-test"="open-taken",
                    on:click=move |_| state.go(Screen::Person(other.clone()))) { (label) } }
            }
        }
    };
    view! { div(role="status", "aria-live"="polite") { (dynamic(inside)) } }
}
