//! A person's page: the note as one would like to read it, and every part of it to be written where it stands.
//!
//! Tests find its parts by `data-test`: `person` (with `data-person`), `verdict`, `edit-who`, `edit-doors`, `edit-met`,
//! `edit-story`, `edit-good-at`, `edit-looks-for`, `edit-can-help`, `edit-tags`, `edit-message`, within an open part the
//! names of its fields, `save` and `discard`; `mark`, `show-sensitive`; `log-contact`, `contact-on`, `contact-how`,
//! `save-contact`, `contact`, `remove-contact`; `in-touch`, `touch-says`; `decisions`, `open-history`, `history`; `merge`,
//! `merge-search`, `merge-row`, `merge-compare`, `merge-do`; `export`, `delete`, `restore`; `conflicts`.

mod decided;
mod find;
mod lines;
mod log;
mod merge;
mod page;
mod part;

use sycamore::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::hands::{Done, Hands};
use crate::desk::{Reply, Request};
use crate::domain::{Door, Field, Person, PersonId};
use crate::library::Change;
use crate::ui::components::summary;
use crate::ui::components::verdict::verdict;
use crate::ui::conflicts;
use crate::ui::dynamic::{dynamic, effect, handler, selector};
use crate::ui::send::send;
use crate::ui::store::{Lookup, Store};
use crate::ui::text::{self, NAME, msg, with_name_plain};
use crate::ui::words;
pub use log::ADD as LOG_CONTACT;
use page::Page;
pub use page::{keep_part, name_of};
pub use part::Part;
use part::part;

/// The heading's id, which takes the focus when the page opens.
const NAME_HEADING: &str = "person-name";

/// The page of this person, followed as the note changes.
pub fn person(store: Store, hands: Hands, id: PersonId) -> View {
    let looked_up = {
        let id = id.clone();
        selector(move || store.person(&id))
    };
    // The page is drawn once for a person: what is being written in it must not go with every change of the note.
    let kind = selector(move || looked_up.with(std::mem::discriminant));
    let inside = move || {
        kind.track();
        match looked_up.get_clone_untracked() {
            Lookup::Loading => note(msg!("popupLoading")),
            Lookup::Unreadable(why) => note(why),
            Lookup::Nobody => gone(hands, id.clone()),
            Lookup::Found(id, person) => {
                let page = Page::new(store, hands, id, person);
                effect(move || {
                    if let Lookup::Found(_, person) = looked_up.get_clone() {
                        page.person.set(person);
                    }
                });
                sheet(page)
            }
        }
    };
    let inside = dynamic(inside);
    view! { div(id="main-person", class="person") { (inside) } }
}

fn note(text: String) -> View {
    view! { p(class="soft", role="status") { (text) } }
}

/// Somebody who isn't there; perhaps they are in the trash.
fn gone(hands: Hands, id: PersonId) -> View {
    let trashed = create_signal(None::<String>);
    let wanted = id.clone();
    spawn_local(async move {
        if let Ok(Reply::Trash { people }) = send(&Request::Trash).await
            && trashed.is_alive()
        {
            trashed.set(people.into_iter().find(|person| person.person == wanted).map(|person| person.name));
        }
    });
    let (title, back) = (msg!("popupGone"), msg!("personAllPeople"));
    on_mount(|| super::arrive(NAME_HEADING));
    let restore = dynamic(move || {
        let Some(name) = trashed.get_clone() else { return View::new() };
        let (about, label) = (msg!("personInTrash"), msg!("personRestore"));
        let id = id.clone();
        let restore = handler(move |_| {
            hands.act(Change::Restore { person: id.clone() }, Done::Restored, name.clone(), |_| ());
        });
        view! {
            p { (about) }
            p { button(r#type="button", class="button", "data-test"="restore", on:click=restore) { (label) } }
        }
    });
    view! {
        div(class="empty") {
            h1(id=NAME_HEADING, class="empty-title", tabindex="-1") { (title) }
            (restore)
            p { a(href="#people") { (back) } }
        }
    }
}

fn sheet(page: Page) -> View {
    let logging = create_signal(false);
    let conflicts = dynamic(move || {
        page.tries.track();
        conflicts::view(page.hands.post, &page.id(), &page.person.get_clone())
    });
    let hook = page.id().to_string();
    let head = head(page);
    let verdict = verdict_line(page);
    let parts = vec![
        part(page, Part::Doors, move || doors(page)),
        part(page, Part::Story, move || lines::lines(page, Field::Story)),
        part(page, Part::GoodAt, move || lines::lines(page, Field::GoodAt)),
        part(page, Part::LooksFor, move || lines::lines(page, Field::LooksFor)),
        part(page, Part::CanHelp, move || lines::lines(page, Field::CanHelp)),
        dynamic(move || message(page)),
        log::log(page, logging),
        decided::decisions(page),
    ];
    let margin =
        vec![part(page, Part::Met, move || met(page)), part(page, Part::Tags, move || tags(page)), log::touch(page)];
    let foot = foot(page);
    on_mount(move || {
        super::arrive(NAME_HEADING);
        page.resume();
    });
    view! {
        article(class="page", tabindex="-1", "data-test"="person", "data-person"=hook) {
            (head)
            (conflicts)
            (verdict)
            div(class="page-columns") {
                div(class="page-main") { (parts) }
                div(class="page-margin") { (margin) }
            }
            (foot)
        }
    }
}

fn head(page: Page) -> View {
    let now = page.about(|person| (name_of(person), person.headline.clone(), person.address.clone()));
    let read = move || {
        let now = now.get_clone();
        let (name, headline) = (now.0, now.1);
        let profile = now.2.map(|address| {
            let (href, label) = (address.href(), msg!("popupProfile"));
            view! { a(class="page-profile", href=href, target="_blank", rel="noreferrer", "data-test"="profile") { (label) } }
        });
        view! {
            h1(id=NAME_HEADING, class="page-name", tabindex="-1") { bdi { (name) } }
            p(class="page-headline", dir="auto") { (headline) }
            (profile)
        }
    };
    let name = page.about(name_of);
    effect(move || document().set_title(&msg!("dashboardTitle", name.get_clone())));
    part(page, Part::Who, read)
}

fn verdict_line(page: Page) -> View {
    let now = selector(move || {
        let policy = page.store.settings();
        page.person.with(|person| (policy.policy.verdict(person), name_of(person)))
    });
    dynamic(move || {
        let (now, name) = now.get_clone();
        verdict(&now, &name)
    })
}

/// The doors that are open, and what is remembered.
fn doors(page: Page) -> View {
    let ties = page.about(|person| person.ties.clone());
    let open = dynamic(move || {
        let ties = ties.get_clone();
        let rows: Vec<View> = ties.doors().into_iter().map(|door| door_row(&ties, door)).collect();
        view! { ul(class="page-doors-open") { (rows) } }
    });
    let memory = lines::lines(page, Field::Memory);
    view! { (open) div(class="page-words") { (memory) } }
}

fn door_row(ties: &crate::domain::Ties, door: Door) -> View {
    let (title, kinds) = (words::door_title(door), summary::kinds(ties, door));
    let glyph = crate::ui::components::icon::door();
    view! {
        li(class="page-door") { (glyph) span { span(class="door-title") { (title) } span(class="door-hint") { (kinds) } } }
    }
}

/// When and where, and who introduced us.
fn met(page: Page) -> View {
    let now = page.about(|person| (person.met_on, person.met_where.clone(), person.introduced_by.clone()));
    dynamic(move || {
        let (on, place, by) = now.get_clone();
        let row = |said: String, field: Field, term: Option<String>| {
            let mark = lines::field_mark(page, field);
            let term = term.map(|term| view! { span(class="soft small") { (term) } " " });
            (!said.is_empty())
                .then(|| view! { p(class="line") { (term) span(class="line-text", dir="auto") { (said) } " " (mark) } })
        };
        let rows: Vec<View> = [
            row(on.map(text::date).unwrap_or_default(), Field::MetOn, None),
            row(place, Field::MetWhere, None),
            row(by, Field::IntroducedBy, Some(msg!("doorIntroducedBy"))),
        ]
        .into_iter()
        .flatten()
        .collect();
        rows.into()
    })
}

fn tags(page: Page) -> View {
    let tags = page.about(|person| person.tags.clone());
    dynamic(move || {
        let tags: Vec<View> = tags.get_clone().into_iter().map(|tag| view! { bdi(class="tag") { (tag) } }).collect();
        view! { p(class="summary-tags") { (tags) } }
    })
}

/// Their own words; without any, nothing is asked for: who would invent them?
fn message(page: Page) -> View {
    let empty = page.about(|person| person.message.is_empty());
    dynamic(move || {
        if empty.get() {
            return View::new();
        }
        part(page, Part::Message, move || {
            let words = lines::lines(page, Field::Message);
            view! { blockquote(class="quote") { (words) } }
        })
    })
}

/// What is done with the whole note.
fn foot(page: Page) -> View {
    let (history, merge) = (decided::history(page), merge::merge(page));
    let export = format!("#backup/export?person={}", page.id());
    let introduce = format!("#introductions/introduce?person={}", page.id());
    let (export_label, introduce_label) = (msg!("personExport"), msg!("introPerson"));
    let delete_label = msg!("popupDelete");
    let whose = with_name_plain(&msg!("popupDeleteWhose", NAME), &page.name());
    let delete = handler(move |_| {
        page.hands.act(Change::Delete { person: page.id() }, Done::Deleted, page.name(), |_| ());
    });
    let dates = page.about(|person: &Person| (person.created, person.updated));
    let dates = move || {
        let (made, changed) = dates.get();
        msg!("personDates", text::moment(made), text::moment(changed))
    };
    view! {
        footer(class="page-foot") {
            (history)
            div(class="page-acts") {
                a(class="button", href=introduce, "data-test"="introduce") { (introduce_label) }
                (merge)
                a(class="button", href=export, "data-test"="export") { (export_label) }
                button(r#type="button", class="button button-danger", "data-test"="delete", "aria-label"=whose, on:click=delete) {
                    (delete_label)
                }
            }
            p(class="soft small") { (dates()) }
        }
    }
}
