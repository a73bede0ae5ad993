//! Everything that is stored about the user and others, and erasing all of it.

use js_sys::{JsString, Object, Reflect};
use sycamore::prelude::*;
use sycamore::web::events;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;

use super::super::fields::section;
use super::super::rooms::Part;
use super::{Desk, state, words};
use crate::browser::storage;
use crate::desk::clerk::Area;
use crate::desk::{Reply, Request};
use crate::library::Key;
use crate::ui::components::field::take_in;
use crate::ui::draft;
use crate::ui::dynamic::{dynamic, handler, live_text};
use crate::ui::send::send;
use crate::ui::text::{self, msg};

/// A button that asks once more before it does what can't be taken back.
pub fn in_two_steps(hook: &'static str, label: String, sure: String, act: impl Fn() + Clone + 'static) -> View {
    let asked = create_signal(false);
    let inside = move || {
        let act = act.clone();
        let label = label.clone();
        if !asked.get() {
            return view! {
                button(r#type="button", class="button", data-test=hook, on:click=move |_| asked.set(true)) { (label) }
            };
        }
        let (sure, no) = (sure.clone(), msg!("backupNo"));
        let yes = format!("{hook}-yes");
        view! {
            span(class="sure", role="group") {
                span { (sure) }
                button(r#type="button", class="button button-danger", data-test=yes, on:click=move |_| {
                    asked.set(false);
                    act();
                }) { (label) }
                button(r#type="button", class="link", on:click=move |_| asked.set(false)) { (no) }
            }
        }
    };
    dynamic(inside)
}

/// A kind of what is stored, with the number of values and their size.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Sum {
    values: usize,
    bytes: usize,
}

/// The kinds, in the order in which they are shown.
const KINDS: [&str; 8] = ["people", "past", "settings", "journal", "aside", "backup", "session", "other"];

/// The kind of a key of `storage.local`.
fn kind(key: &str) -> usize {
    let name = match Key::from_name(key) {
        Some(Key::Shard(_)) => "people",
        Some(Key::Past(_)) => "past",
        Some(Key::Settings) => "settings",
        Some(Key::Journal) => "journal",
        #[allow(unreachable_patterns, reason = "kinds of parts are added")]
        _ => match key.split('/').next() {
            Some("names") => "people",
            Some("aside") => "aside",
            Some("backup") => "backup",
            Some("session") => "session",
            _ => "other",
        },
    };
    KINDS.iter().position(|kind| *kind == name).unwrap_or(KINDS.len() - 1)
}

fn kind_name(kind: usize) -> String {
    match KINDS[kind] {
        "people" => msg!("backupStoredPeople"),
        "past" => msg!("backupStoredPast"),
        "settings" => msg!("backupStoredSettings"),
        "journal" => msg!("backupStoredJournal"),
        "aside" => msg!("backupStoredAside"),
        "backup" => msg!("backupStoredBackup"),
        "session" => msg!("backupStoredSession"),
        _ => msg!("backupStoredOther"),
    }
}

/// The part of the room.
pub fn everything(desk: Desk) -> View {
    let sums = create_signal(None::<[Sum; KINDS.len()]>);
    let count = move || {
        spawn_local(async move {
            let counted = add_up().await;
            if sums.is_alive() {
                sums.set(counted);
            }
        });
    };
    count();
    let rows = move || {
        let rows: Vec<View> = sums
            .get()
            .into_iter()
            .flatten()
            .enumerate()
            .filter(|(_, sum)| sum.values > 0)
            .map(|(kind, sum)| {
                let (name, size) = (kind_name(kind), words::size(sum.bytes));
                view! { tr { th(scope="row") { (name) } td { (size) } } }
            })
            .collect();
        let drafts = draft::count();
        let drafts = (drafts > 0).then(|| {
            let (name, count) = (msg!("backupStoredDrafts"), drafts.to_string());
            view! { tr { th(scope="row") { (name) } td { (count) } } }
        });
        let nothing = (rows.is_empty() && drafts.is_none()).then(|| {
            let says = msg!("backupStoredNothing");
            view! { tr { td { (says) } } }
        });
        view! { table(class="stored", data-test="stored") { tbody { (rows) (drafts) (nothing) } } }
    };
    let people = move || {
        let people = desk.house.extent.get().map_or(0, |extent| extent.people);
        msg!("backupStoredCount", text::plural("dashboardPeople", people))
    };
    let (people, rows) = (live_text(people), dynamic(rows));
    let erase = erase_all(desk, count);
    section(Part::Stored, None, view! { p { (people) } (rows) (erase) })
}

async fn add_up() -> Option<[Sum; KINDS.len()]> {
    let mut sums = [Sum::default(); KINDS.len()];
    for area in [Area::Local, Area::Session] {
        let names = storage::keys(area).await.ok()?;
        for some in names.chunks(64) {
            let items = storage::get_raw(area, some).await.ok()?;
            for key in Object::keys(&items).iter().filter_map(|key| key.as_string()) {
                let sum = &mut sums[kind(&key)];
                sum.values += 1;
                let text = Reflect::get(&items, &key.as_str().into()).ok().and_then(|value| value.dyn_into().ok());
                // In characters of UTF-16: near enough to bytes, and the texts stay where they are.
                let length = text.map_or(0, |text: JsString| text.length() as usize);
                sum.bytes += length;
            }
        }
    }
    Some(sums)
}

/// Erasing everything, after a word was typed.
fn erase_all(desk: Desk, count: impl Fn() + Copy + 'static) -> View {
    let typed = create_signal(String::new());
    let said = create_signal(String::new());
    let problem = create_signal(String::new());
    let busy = create_signal(false);
    let word = msg!("backupEraseWord");
    let same = {
        let word = word.to_lowercase();
        move || typed.with(|typed| typed.trim().to_lowercase() == word)
    };
    let act = move |_| {
        if busy.replace(true) {
            return;
        }
        problem.set(String::new());
        spawn_local(async move {
            let reply = send(&Request::EraseAll).await;
            if !busy.is_alive() {
                return;
            }
            busy.set(false);
            match reply {
                Ok(Reply::Done) => {
                    draft::drop_all();
                    typed.set(String::new());
                    said.set(msg!("backupErased"));
                    count();
                    state::refresh(desk.house);
                }
                Ok(_) => problem.set(msg!("commonNoReply")),
                Err(why) => problem.set(why.message),
            }
        });
    };
    let (title, about, label, button) =
        (msg!("backupErase"), msg!("backupEraseAbout"), msg!("backupEraseType", word), msg!("backupEraseButton"));
    let outside: Vec<View> = [msg!("backupOutsideFiles"), msg!("backupOutsideLinkedIn"), msg!("backupOutsideDisk")]
        .into_iter()
        .map(|line| view! { li { (line) } })
        .collect();
    let (said, problem_line) = (live_text(move || said.get_clone()), live_text(move || problem.get_clone()));
    view! {
        details(class="disclosure erase", data-test="erase") {
            summary { (title) }
            div(class="disclosure-inside") {
                p { (about) }
                ul(class="lines") { (outside) }
                div(class="field") {
                    label(class="field-label", r#for="erase-word") { (label) }
                    input(id="erase-word", class="input", r#type="text", autocomplete="off", data-test="erase-word", dir="auto",
                          prop:value=move || typed.get_clone(),
                          on:input=handler(move |event: events::Event| take_in(&event, typed)))
                }
                p(class="row") {
                    button(r#type="button", class="button button-danger", data-test="erase-all",
                           disabled=move || !same() || busy.get(), on:click=act) { (button) }
                }
            }
        }
        p(role="status", data-test="erased") { (said) }
        p(class="field-error", role="alert") { (problem_line) }
    }
}
