//! The log of contacts, and how often to be in touch.

use sycamore::prelude::*;
use sycamore::web::events::{Event, KeyboardEvent, SubmitEvent};

use super::page::Page;
use crate::browser;
use crate::domain::{Cadence, Contact, Edtf};
use crate::library::Edit;
use crate::ui::components::field::{self, Field};
use crate::ui::components::icon;
use crate::ui::dashboard::hands::Done;
use crate::ui::dynamic::{dynamic, handler, live_text, selector};
use crate::ui::text::{self, msg};
use crate::ui::words;

const HOW: &str = "contact-how";
/// The button that notes a contact; C presses it.
pub const ADD: &str = "log-contact";

/// Opens the line for a contact, or moves to it.
fn begin(open: Signal<bool>) {
    open.set(true);
    field::focus(HOW);
}

/// The log, the latest first. `open` says whether a contact is being noted.
pub fn log(page: Page, open: Signal<bool>) -> View {
    let contacts = page.about(|person| person.contacts.clone());
    let rows = dynamic(move || {
        let mut contacts = contacts.get_clone();
        contacts.reverse();
        // Noted in any order, read by their dates.
        contacts.sort_by(|one, two| two.on.map(Edtf::last_day).cmp(&one.on.map(Edtf::last_day)));
        let rows: Vec<View> = contacts.into_iter().map(|contact| entry(page, contact)).collect();
        view! { ul(class="page-log") { (rows) } }
    });
    let (heading, add) = (msg!("personContacts"), msg!("personLog"));
    let line = dynamic(move || if open.get() { line(page, open) } else { View::new() });
    view! {
        section(class="page-part page-contacts") {
            div(class="page-head") {
                h2(class="page-heading") { (heading) }
                button(r#type="button", id=ADD, class="link small", "data-test"="log-contact", "aria-keyshortcuts"="c",
                    on:click=handler(move |_| begin(open))) { (add) }
                kbd("aria-hidden"="true") { "C" }
            }
            (line)
            (rows)
        }
    }
}

/// The line for a contact: today, and a few words.
fn line(page: Page, open: Signal<bool>) -> View {
    let on = create_signal(browser::today().to_string());
    let how = create_signal(String::new());
    let date = move || Edtf::from_typed(&on.get_clone());
    let wrong = move || date().err().map(|_| msg!("doorMetOnError", text::isolated(&on.get_clone())));
    let on_field = Field::new("contact-on", msg!("personContactOn"), on).error(wrong).test("contact-on").view();
    let how_field = Field::new(HOW, msg!("personContactHow"), how)
        .placeholder(msg!("personContactHint"))
        .test("contact-how")
        .view();
    let close = move || {
        open.set(false);
        field::focus(ADD);
    };
    let submit = handler(move |event: SubmitEvent| {
        event.prevent_default();
        let Ok(on) = untrack(date) else { return field::focus("contact-on") };
        let how = how.get_clone_untracked().trim().to_owned();
        let contact = Contact { on: Some(on), how, ..Contact::default() };
        page.hands.write(page.id(), vec![Edit::AddContact(contact)], Done::Logged, page.name());
        close();
    });
    let keys = handler(move |event: KeyboardEvent| {
        if event.key() == "Escape" && !event.is_composing() {
            event.stop_propagation();
            close();
        }
    });
    let save = msg!("commonSave");
    view! {
        form(class="page-line", novalidate=true, on:submit=submit, on:keydown=keys) {
            (how_field) (on_field)
            button(r#type="submit", class="button button-primary", "data-test"="save-contact") { (save) }
        }
    }
}

fn entry(page: Page, contact: Contact) -> View {
    let on = contact.on.map_or_else(|| msg!("personContactSomeDay"), text::date);
    let how = contact.how.clone();
    let label = msg!("personRemoveContact", on);
    let glyph = icon::line(icon::CLOSE);
    view! {
        li(class="page-entry", "data-test"="contact") {
            span(class="page-when") { (on) }
            span(class="page-what", dir="auto") { (how) }
            button(r#type="button", class="icon-button", "data-test"="remove-contact", "aria-label"=label,
                on:click=handler(move |_| {
                    let edits = vec![Edit::RemoveContact(contact.clone())];
                    page.hands.write(page.id(), edits, Done::Saved, page.name());
                })) { (glyph) }
        }
    }
}

/// How often to be in touch with this person.
pub fn touch(page: Page) -> View {
    let own = page.about(|person| person.in_touch.clone());
    let usual = selector(move || {
        let usual = page.person.with(|person| crate::domain::Person { in_touch: None, ..(**person).clone() });
        page.store.settings().in_touch.cadence(&usual).clone()
    });
    let due = selector(move || {
        let settings = page.store.settings();
        page.person.with(|person| settings.in_touch.due(person, browser::today()))
    });
    let says = live_text(move || match due.get() {
        None => String::new(),
        Some(due) => {
            let last = match due.last {
                Some(last) => msg!("touchLast", text::date(last)),
                None => msg!("touchNoContact"),
            };
            format!("{last} {}", msg!("touchNext", text::day(due.on)))
        }
    });
    let choose = handler(move |event: Event| {
        let word = event.target().and_then(|target| field::text_of(&target)).unwrap_or_default();
        let cadence = (!word.is_empty()).then(|| Cadence::from_word(&word));
        page.hands.write(page.id(), vec![Edit::InTouch(cadence)], Done::Saved, page.name());
    });
    let options = dynamic(move || {
        let own = own.get_clone();
        let as_doors = msg!("touchAsDoors", words::cadence(&usual.get_clone()));
        let none = own.is_none();
        let mut options = vec![view! { option(value="", prop:selected=none) { (as_doors) } }];
        options.extend(Cadence::ALL.iter().chain(own.iter().filter(|own| !Cadence::ALL.contains(own))).map(
            |cadence| {
                let (word, said, chosen) =
                    (cadence.word().to_owned(), words::cadence(cadence), own.as_ref() == Some(cadence));
                view! { option(value=word, prop:selected=chosen) { (said) } }
            },
        ));
        options.into()
    });
    let label = msg!("personInTouch");
    view! {
        section(class="page-part page-touch") {
            label(class="page-heading", r#for="in-touch") { (label) }
            select(id="in-touch", class="input", "data-test"="in-touch", on:change=choose) { (options) }
            p(class="soft small", "data-test"="touch-says") { (says) }
        }
    }
}
