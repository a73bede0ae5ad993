//! What can be done with everybody who is chosen, one after the other, with the way back.

use sycamore::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::state::State;
use crate::desk::Request;
use crate::domain::PersonId;
use crate::domain::sorted::SortedSet;
use crate::domain::text::clean_line;
use crate::library::{Change, Command, Edit, Who};
use crate::ui::components::field::Field;
use crate::ui::components::toast::toast;
use crate::ui::dynamic::{dynamic, handler, selector};
use crate::ui::popup::reading::Phase;
use crate::ui::send::{new_command_id, send};
use crate::ui::text::{self, msg};

/// A tag is no longer than this.
const MAX_TAG: usize = 60;

/// How far it is.
#[derive(Clone, Debug, PartialEq)]
enum Progress {
    Idle,
    /// So many of so many are done.
    Doing(usize, usize),
    /// All done; what takes it back.
    Done(String, Vec<Change>),
    /// Some weren't done, in the words of what went wrong.
    Failed(String),
}

/// The bar that says how many are chosen, and what can be done with them.
pub fn bar(state: State) -> View {
    let progress = create_signal(Progress::Idle);
    let tag = create_signal(String::new());
    let some = selector(move || state.chosen.with(|chosen| !chosen.is_empty()));
    let acts = dynamic(move || if some.get() { acts(state, progress, tag) } else { View::new() });
    let says = dynamic(move || match progress.get_clone() {
        Progress::Idle => View::new(),
        Progress::Doing(done, all) => {
            let words = msg!("peopleDoing", done.to_string(), all.to_string());
            view! { p(class="soft") { (words) } }
        }
        Progress::Failed(why) => view! { p(class="banner banner-bad", "data-test"="people-failed") { (why) } },
        Progress::Done(words, back) => {
            let undo: Option<Box<dyn FnMut()>> = (!back.is_empty()).then(|| -> Box<dyn FnMut()> {
                Box::new(move || run(progress, back.clone(), Vec::new(), msg!("peopleUndone")))
            });
            toast("people-done", words.into(), undo)
        }
    });
    view! {
        div(class="people-acts") {
            (acts)
            div(role="status", "aria-live"="polite") { (says) }
        }
    }
}

fn acts(state: State, progress: Signal<Progress>, tag: Signal<String>) -> View {
    let count = move || state.chosen.with(SortedSet::len);
    let says = move || text::plural("peopleChosen", count());
    let field = Field::new("people-tag", msg!("peopleTagChosen"), tag).test("tag-chosen").view();
    let (add, remove, delete, clear) =
        (msg!("peopleAddTag"), msg!("peopleRemoveTag"), msg!("peopleDelete"), msg!("peopleChooseNobody"));
    let write = move |adds: bool| {
        let tag_text = clean_line(&tag.get_clone_untracked(), MAX_TAG);
        if tag_text.is_empty() {
            return;
        }
        // Tags can't be changed before they are read.
        if state.crowd.library.phase.get_untracked() != Phase::Whole {
            progress.set(Progress::Failed(msg!("popupReading")));
            return;
        }
        let (mut changes, mut back) = (Vec::new(), Vec::new());
        for (id, old) in tags_of(state) {
            let mut new = old.clone();
            let changed = if adds { new.insert(tag_text.clone()) } else { new.remove(&tag_text) };
            if changed {
                changes.push(tags(&id, &old, &new));
                back.push(tags(&id, &new, &old));
            }
        }
        let done = text::plural("peopleTagged", changes.len());
        run(progress, changes, back, done);
    };
    let on_delete = move |_| {
        let ids: Vec<PersonId> = state.chosen.with_untracked(|chosen| chosen.iter().cloned().collect());
        let changes = ids.iter().map(|id| Change::Delete { person: id.clone() }).collect();
        let back = ids.iter().map(|id| Change::Restore { person: id.clone() }).collect();
        let done = text::plural("peopleDeleted", ids.len());
        state.chosen.set([].into());
        run(progress, changes, back, done);
    };
    let on_export = move |_| {
        state.house.listed.set(state.chosen.with_untracked(|chosen| chosen.iter().cloned().collect()));
        state.house.go("#backup/export", true);
    };
    let export = msg!("peopleExport");
    view! {
        div(class="people-bar", "data-test"="chosen") {
            strong { (says()) }
            div(class="people-tagging") {
                (field)
                button(r#type="button", class="button", "data-test"="add-tag", on:click=handler(move |_| write(true))) { (add) }
                button(r#type="button", class="button", "data-test"="remove-tag", on:click=handler(move |_| write(false))) { (remove) }
            }
            button(r#type="button", class="button", "data-test"="export-chosen", on:click=handler(on_export)) { (export) }
            button(r#type="button", class="button button-danger", "data-test"="delete-chosen", on:click=handler(on_delete)) { (delete) }
            button(r#type="button", class="link", "data-test"="choose-nobody",
                on:click=handler(move |_| state.chosen.set([].into()))) { (clear) }
        }
    }
}

/// The chosen people and their tags.
fn tags_of(state: State) -> Vec<(PersonId, SortedSet<String>)> {
    let ids: Vec<PersonId> = state.chosen.with_untracked(|chosen| chosen.iter().cloned().collect());
    let tags = |id: PersonId| {
        let brief = state.crowd.peek(&id)?;
        Some((id, brief.said.as_ref()?.tags.clone()))
    };
    ids.into_iter().filter_map(tags).collect()
}

fn tags(id: &PersonId, old: &SortedSet<String>, new: &SortedSet<String>) -> Change {
    Change::Write {
        who: Who::Person(id.clone()),
        edits: vec![Edit::Tags(new.clone())],
        base: vec![Edit::Tags(old.clone())],
    }
}

/// Carries out changes one after the other. What fails ends it; what was done before can be taken back.
fn run(progress: Signal<Progress>, changes: Vec<Change>, back: Vec<Change>, words: String) {
    if progress.with_untracked(|progress| matches!(progress, Progress::Doing(..))) {
        return;
    }
    let all = changes.len();
    progress.set(Progress::Doing(0, all));
    spawn_local(async move {
        for (done, change) in changes.into_iter().enumerate() {
            let request = Request::Command { command: Command { id: new_command_id(), change }, sender: None };
            let reply = send(&request).await;
            if !progress.is_alive() {
                // The room was left. What was begun is done to the end.
                continue;
            }
            if let Err(problem) = reply {
                progress.set(Progress::Failed(msg!(
                    "peopleFailed",
                    done.to_string(),
                    all.to_string(),
                    text::isolated(&problem.message)
                )));
                return;
            }
            progress.set(Progress::Doing(done + 1, all));
        }
        if progress.is_alive() {
            progress.set(Progress::Done(words, back));
        }
    });
}
