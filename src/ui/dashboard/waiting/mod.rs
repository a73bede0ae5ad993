//! The waiting room: whose day has come, whom the user meant to ask first, whose day is still to come, who was seen
//! and has no answer, and who hasn't been heard of for longer than the user wants. It never calls; it waits.
//!
//! Tests find its parts by `data-test`: the lists `due`, `asked`, `later`, `seen`, `touch`, `follow`; in a row `answer`, `again`,
//! `week`, `month`, `quarter`, `let-go`, `profile`, `log-contact`, `turn`, `to-invitation`, `gone-one`; `all-gone`, `gone`,
//! `nobody-waits`, `touch-off`.

mod follow;
mod list;
mod rows;
mod scan;

use sycamore::prelude::*;

use super::hands::Hands;
use crate::domain::Waiting;
use crate::ui::components::icon;
use crate::ui::dynamic::{dynamic, effect, selector};
use crate::ui::store::Store;
use crate::ui::text::{self, msg};
use list::rows_of;
use scan::Row;
pub use scan::Scan;

/// What the rows need.
#[derive(Clone, Copy)]
struct Room {
    store: Store,
    hands: Hands,
    scan: Scan,
}

/// The room.
pub fn waiting(store: Store, hands: Hands, scan: Scan) -> View {
    let room = Room { store, hands, scan };
    scan.begin();
    // By another rule other people wait.
    let rule = selector(move || {
        let settings = store.settings();
        (settings.policy.clone(), settings.in_touch.clone())
    });
    effect(move || {
        rule.track();
        scan.again();
    });
    let due = selector(move || {
        scan.people(|row| match row.waiting {
            Some(Waiting::Due(day)) => Some(day),
            _ => None,
        })
    });
    let asked = selector(move || {
        scan.people(|row| match row.waiting {
            Some(Waiting::Asked(at)) => Some(at),
            _ => None,
        })
    });
    let later = selector(move || {
        scan.people(|row| match row.waiting {
            Some(Waiting::Later(day)) => Some(day),
            _ => None,
        })
    });
    let touch = selector(move || scan.people(|row| row.due.map(|due| due.on)));
    let senders = scan.senders();
    let follow = follow::due(store);
    let nobody = selector(move || {
        scan.done.get()
            && senders.with(Vec::is_empty)
            && follow.with(Vec::is_empty)
            && [due, asked, later].iter().all(|people| people.with(Vec::is_empty))
    });
    let trouble =
        move || scan.trouble.get_clone().map(|why| msg!("dashboardTrouble", text::isolated(&why))).unwrap_or_default();
    let lists = vec![
        list(room, "due", msg!("waitingDue"), msg!("waitingDueAbout"), due),
        rows::seen(room, senders),
        list(room, "asked", msg!("waitingAsked"), msg!("waitingAskedAbout"), asked),
        list(room, "later", msg!("waitingLater"), msg!("waitingLaterAbout"), later),
        follow::list(store, follow),
        dynamic(move || if nobody.get() { empty() } else { View::new() }),
        in_touch(room, touch),
    ];
    view! {
        div(class="waiting") {
            p(class="trouble", role="alert") { (trouble()) }
            (lists)
        }
    }
}

/// The room before anybody waits in it.
fn empty() -> View {
    let (title, about, door) = (msg!("waitingEmpty"), msg!("waitingEmptyAbout"), icon::door());
    view! {
        div(class="empty", "data-test"="nobody-waits") {
            (door)
            p(class="empty-title") { (title) }
            p(class="soft") { (about) }
        }
    }
}

/// A list with its heading; nothing while nobody is in it.
fn list(room: Room, test: &'static str, title: String, about: String, people: ReadSignal<Vec<Row>>) -> View {
    let some = selector(move || people.with(|people| !people.is_empty()));
    dynamic(move || {
        if !some.get() {
            return View::new();
        }
        let (id, title, about) = (format!("waiting-{test}"), title.clone(), about.clone());
        let labelled = id.clone();
        let rows = rows_of(test, people, key, move |row| rows::parked(room, row));
        view! {
            section(class="part waiting-list", "data-test"=test, "aria-labelledby"=labelled) {
                h2(id=id) { (title) }
                p(class="part-about soft") { (about) }
                (rows)
            }
        }
    })
}

/// A row is another one when its note was changed.
fn key(row: &Row) -> String {
    format!("{} {}", row.id, row.person.updated.0)
}

/// Whom to be in touch with again.
fn in_touch(room: Room, people: ReadSignal<Vec<Row>>) -> View {
    let off = selector(move || room.store.settings().in_touch.is_off());
    let some = selector(move || people.with(|people| !people.is_empty()));
    let done = room.scan.done;
    let inside = dynamic(move || {
        if some.get() {
            return rows_of("touch", people, key, move |row| rows::touch(room, row));
        }
        let (test, says) = match (off.get(), done.get()) {
            (true, _) => ("touch-off", msg!("touchOff")),
            (false, true) => ("touch-nobody", msg!("touchNobody")),
            (false, false) => return View::new(),
        };
        view! { p(class="soft", "data-test"=test) { (says) } }
    });
    let (title, about, how) = (msg!("touchTitle"), msg!("touchAbout"), msg!("touchSettings"));
    view! {
        section(class="part waiting-list", "data-test"="touch", "aria-labelledby"="waiting-touch") {
            div(class="part-head") {
                h2(id="waiting-touch") { (title) }
                a(href="#settings/touch") { (how) }
            }
            p(class="part-about soft") { (about) }
            (inside)
        }
    }
}
