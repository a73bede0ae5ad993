//! Who was deleted, and the way back.

use sycamore::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::super::fields::section;
use super::super::rooms::Part;
use super::erase;
use crate::desk::message::InTrash;
use crate::desk::{Reply, Request};
use crate::library::{Change, Command};
use crate::ui::dynamic::{dynamic, live_text};
use crate::ui::send::{new_command_id, send};
use crate::ui::text::{self, msg};

/// How many are shown until more are asked for.
const SHOWN: usize = 30;

#[derive(Clone, Copy)]
struct Trash {
    people: Signal<Vec<InTrash>>,
    shown: Signal<usize>,
    problem: Signal<String>,
    busy: Signal<bool>,
}

/// The part of the room.
pub fn trash() -> View {
    let trash = Trash {
        people: create_signal(Vec::new()),
        shown: create_signal(SHOWN),
        problem: create_signal(String::new()),
        busy: create_signal(false),
    };
    trash.refresh();
    let inside = move || {
        let people = trash.people.get_clone();
        if people.is_empty() {
            let nobody = msg!("backupTrashEmpty");
            return view! { p(class="soft", data-test="trash-empty") { (nobody) } };
        }
        let left = people.len().saturating_sub(trash.shown.get());
        let rows: Vec<View> = people.into_iter().take(trash.shown.get()).map(|person| row(trash, person)).collect();
        let more = (left > 0).then(|| {
            let label = msg!("backupMore");
            view! {
                button(r#type="button", class="link", on:click=move |_| trash.shown.update(|shown| *shown += SHOWN)) { (label) }
            }
        });
        let empty =
            erase::in_two_steps("empty-trash", msg!("backupEmptyTrash"), msg!("backupEmptyTrashSure"), move || {
                trash.empty()
            });
        view! { ul(class="entries", data-test="trash") { (rows) } (more) (empty) }
    };
    let problem = live_text(move || trash.problem.get_clone());
    let inside = dynamic(inside);
    section(Part::Trash, None, view! { (inside) p(class="field-error", role="alert") { (problem) } })
}

fn row(trash: Trash, person: InTrash) -> View {
    let InTrash { person: id, name, headline, at, into, taken_by } = person;
    let when =
        if into.is_some() { msg!("backupMerged", text::moment(at)) } else { msg!("backupDeleted", text::moment(at)) };
    let named = format!("trash-{id}");
    let of = named.clone();
    let back = match &taken_by {
        Some(_) => Change::RestoreWithout { person: id },
        None => Change::Restore { person: id },
    };
    let label = if taken_by.is_some() { msg!("backupPutBackWithout") } else { msg!("backupPutBack") };
    let taken = taken_by.map(|other| {
        let says = text::with_name(&msg!("backupAddressTaken", text::NAME), &other);
        view! { span(class="soft", data-test="address-taken") { (says) } }
    });
    view! {
        li(class="entry") {
            bdi(id=named, class="entry-name") { (name) }
            span(class="soft", dir="auto") { (headline) }
            span(class="soft") { (when) }
            (taken)
            button(r#type="button", class="link", data-test="put-back", aria-describedby=of,
                   disabled=move || trash.busy.get(), on:click=move |_| trash.change(vec![back.clone()])) { (label) }
        }
    }
}

impl Trash {
    fn refresh(self) {
        spawn_local(self.read());
    }

    async fn read(self) {
        let reply = send(&Request::Trash).await;
        if !self.people.is_alive() {
            return;
        }
        match reply {
            Ok(Reply::Trash { people }) => self.people.set(people),
            Ok(_) => {}
            Err(problem) => self.problem.set(problem.message),
        }
    }

    /// Erases whoever is in the trash now, for good.
    fn empty(self) {
        let all =
            self.people.with_untracked(|people| people.iter().map(|person| person.person.clone()).collect::<Vec<_>>());
        self.change(all.into_iter().map(|person| Change::Erase { person }).collect());
    }

    fn change(self, changes: Vec<Change>) {
        if self.busy.replace(true) {
            return;
        }
        self.problem.set(String::new());
        spawn_local(async move {
            for change in changes {
                let command = Command { id: new_command_id(), change };
                let reply = send(&Request::Command { command, sender: None }).await;
                if !self.busy.is_alive() {
                    return;
                }
                if let Err(problem) = reply {
                    self.problem.set(problem.message);
                    break;
                }
            }
            self.busy.set(false);
            self.read().await;
        });
    }
}
