//! What couldn't be read: told part by part, with the raw text to be saved elsewhere, and ways to go on.

use sycamore::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::super::fields::section;
use super::super::rooms::Part;
use super::{download, erase, words};
use crate::desk::message::{Aside, BadPart};
use crate::desk::{Health, Reply, Request};
use crate::library::{Key, Unreadable};
use crate::ui::dynamic::{dynamic, live_text};
use crate::ui::send::send;
use crate::ui::text::{self, msg};
use crate::ui::why;

#[derive(Clone, Copy)]
struct Parts {
    health: Signal<Option<Health>>,
    /// What became of the last thing that was done, and what went wrong with it.
    said: Signal<String>,
    problem: Signal<String>,
    busy: Signal<bool>,
}

/// The part of the room.
pub fn unread() -> View {
    let parts = Parts {
        health: create_signal(None),
        said: create_signal(String::new()),
        problem: create_signal(String::new()),
        busy: create_signal(false),
    };
    spawn_local(parts.read());
    let inside = move || {
        let Some(health) = parts.health.get_clone() else {
            let reading = msg!("backupReadingAll");
            return view! { p(class="soft") { (reading) } };
        };
        let fine = health.unreadable.is_empty();
        let says = if fine { msg!("backupAllRead") } else { text::plural("backupUnread", health.unreadable.len()) };
        let state = if fine { "fine" } else { "unread" };
        let bad: Vec<View> = health.unreadable.into_iter().map(|part| bad(parts, part)).collect();
        let aside: Vec<View> = health.aside.into_iter().map(|part| aside(parts, part)).collect();
        let before = (health.before_update > 0).then(|| before_update(parts, health.before_update));
        let heading = (!aside.is_empty()).then(|| {
            let heading = msg!("backupAside");
            view! { h3 { (heading) } }
        });
        view! {
            p(data-test="health", data-state=state) { (says) }
            ul(class="entries") { (bad) }
            (heading)
            ul(class="entries", data-test="aside") { (aside) }
            (before)
        }
    };
    let (said, problem) = (live_text(move || parts.said.get_clone()), live_text(move || parts.problem.get_clone()));
    let inside = dynamic(inside);
    section(
        Part::Unread,
        None,
        view! {
            (inside)
            p(class="soft", role="status") { (said) }
            p(class="field-error", role="alert") { (problem) }
        },
    )
}

fn bad(parts: Parts, part: BadPart) -> View {
    let BadPart { key, why, bytes, people } = part;
    let newer = matches!(why, Unreadable::Newer(_));
    let why = why::unreadable(&why);
    let name = part_name(&key);
    let size = words::size(usize::try_from(bytes).unwrap_or(usize::MAX));
    let mut acts = vec![raw(parts, key.clone())];
    // What a newer version wrote is whole: updating brings it back, beginning anew would hide it.
    if !newer {
        let (label, sure) = if people > 0 {
            let kept = text::plural("dashboardPeople", people as usize);
            (msg!("backupAnewWith", kept), msg!("backupAnewWithSure"))
        } else {
            (msg!("backupAnew"), msg!("backupAnewSure"))
        };
        let anew = key.clone();
        let act = move || parts.act(Request::StartAnew { key: anew.clone(), salvage: people > 0 });
        acts.push(erase::in_two_steps("start-anew", label, sure, act));
    }
    view! {
        li(class="entry entry-choice", data-test="bad-part") {
            p { span(class="entry-name") { (name) } " " span(class="soft") { (size) } }
            p { (why) }
            div(class="row") { (acts) }
        }
    }
}

fn aside(parts: Parts, part: Aside) -> View {
    let Aside { key, part, at, bytes } = part;
    let name = part_name(&part);
    let says = msg!("backupAsideOf", text::moment(at), words::size(usize::try_from(bytes).unwrap_or(usize::MAX)));
    let mut acts = vec![raw(parts, key.clone())];
    if matches!(Key::from_name(&part), Some(Key::Shard(_))) {
        let label = msg!("backupBringBack");
        let back = key.clone();
        acts.push(view! {
            button(r#type="button", class="button", data-test="bring-back",
                   on:click=move |_| parts.act(Request::PutBack { key: back.clone() })) { (label) }
        });
    }
    let drop = move || parts.act(Request::DropAside { key: key.clone() });
    acts.push(erase::in_two_steps("drop-aside", msg!("backupDrop1"), msg!("backupDropSure"), drop));
    view! {
        li(class="entry entry-choice") {
            p { span(class="entry-name") { (name) } " " span(class="soft") { (says) } }
            div(class="row") { (acts) }
        }
    }
}

/// What is kept as it was before an update, until a backup is read back.
fn before_update(parts: Parts, bytes: u64) -> View {
    let says = msg!("backupBeforeUpdate", words::size(usize::try_from(bytes).unwrap_or(usize::MAX)));
    let save = save_text(parts, Request::BeforeUpdate, msg!("backupBeforeUpdateSave"), "before-update");
    view! { p { (says) } p(class="row") { (save) } }
}

fn raw(parts: Parts, key: String) -> View {
    save_text(parts, Request::RawText { key }, msg!("backupRawText"), "raw-text")
}

/// A button that saves a stored text elsewhere, as it is.
fn save_text(parts: Parts, request: Request, label: String, hook: &'static str) -> View {
    let act = move |_| {
        let request = request.clone();
        spawn_local(async move {
            let reply = send(&request).await;
            let failed = match reply {
                Ok(Reply::RawText { key, text }) => {
                    let name = format!("really-know-{}.txt", key.replace('/', "-"));
                    download::save_text(&name, &text).err().map(|error| error.to_string())
                }
                Ok(_) => None,
                Err(problem) => Some(problem.message),
            };
            if parts.problem.is_alive() {
                parts.problem.set(failed.unwrap_or_default());
            }
        });
    };
    view! { button(r#type="button", class="button", data-test=hook, on:click=act) { (label) } }
}

/// What a part is called for people.
pub fn part_name(key: &str) -> String {
    match Key::from_name(key) {
        Some(Key::Shard(n)) => msg!("backupPartPeople", (u32::from(n) + 1).to_string()),
        Some(Key::Past(n)) => msg!("backupPartPast", (u32::from(n) + 1).to_string()),
        Some(Key::Settings) => msg!("dashboardSettings"),
        Some(Key::Journal) => msg!("backupPartJournal"),
        #[allow(unreachable_patterns, reason = "kinds of parts are added")]
        _ => key.to_owned(),
    }
}

impl Parts {
    async fn read(self) {
        let reply = send(&Request::Health).await;
        if !self.health.is_alive() {
            return;
        }
        match reply {
            Ok(Reply::Health(health)) => self.health.set(Some(health)),
            Ok(_) => {}
            Err(problem) => self.problem.set(problem.message),
        }
    }

    fn act(self, request: Request) {
        if self.busy.replace_silent(true) {
            return;
        }
        spawn_local(async move {
            let reply = send(&request).await;
            if !self.health.is_alive() {
                return;
            }
            self.busy.set_silent(false);
            match reply {
                Ok(Reply::Rescued { people }) => {
                    self.problem.set(String::new());
                    self.said.set(text::plural("backupRescued", people as usize));
                }
                Ok(_) => self.problem.set(String::new()),
                Err(problem) => self.problem.set(problem.message),
            }
            self.read().await;
        });
    }
}
