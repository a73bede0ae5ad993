//! What can be done with everybody who is chosen, one after the other, with the way back. The bar lies at the foot of the
//! window, so that the list stays where it is when the first one is chosen; where there is little room, most of it is folded.

use sycamore::prelude::*;

use super::bulk::Step;
use super::state::State;
use crate::domain::PersonId;
use crate::domain::sorted::SortedSet;
use crate::domain::text::clean_line;
use crate::library::{Change, Chosen, Edit, Who};
use crate::ui::components::field::{Field, focus};
use crate::ui::dashboard::tray::introduce;
use crate::ui::dynamic::{dynamic, handler, selector};
use crate::ui::popup::reading::Phase;
use crate::ui::text::{self, msg};

/// A tag is no longer than this.
const MAX_TAG: usize = 60;
/// So many are deleted without being asked about: as many as can be in sight.
const FEW: usize = 20;
/// The ids of the buttons that the focus goes to.
const DELETE: &str = "delete-chosen";
const DELETE_NOT: &str = "delete-not";
/// The id of what is folded.
const MORE: &str = "people-more";

/// The bar that says how many are chosen, and what can be done with them.
pub fn bar(state: State) -> View {
    let tag = create_signal(String::new());
    let some = selector(move || state.chosen.with(|chosen| !chosen.is_empty()));
    let acts = dynamic(move || if some.get() { acts(state, tag) } else { View::new() });
    let says = state.crowd.bulk.view();
    view! {
        div(class="people-acts") {
            (acts)
            (says)
        }
    }
}

fn acts(state: State, tag: Signal<String>) -> View {
    let bulk = state.crowd.bulk;
    let busy = selector(move || bulk.is_busy());
    let asking = create_signal(false);
    let count = move || state.chosen.with(Chosen::len);
    let says = move || text::plural("peopleChosen", count());
    let unseen = unseen(state);
    let field = Field::new("people-tag", msg!("peopleTagChosen"), tag).test("tag-chosen").view();
    let (add, remove, delete_label, clear) =
        (msg!("peopleAddTag"), msg!("peopleRemoveTag"), msg!("peopleDelete"), msg!("peopleChooseNobody"));
    let on_delete = move |_| {
        if untrack(count) > FEW {
            asking.set(true);
            focus(DELETE_NOT);
        } else {
            delete(state);
        }
    };
    let on_export = move |_| {
        state.house.listed.set(chosen(state));
        state.house.go("#backup/export", true);
    };
    let export = msg!("peopleExport");
    let introduce = introduce_two(state);
    let asked = dynamic(move || if asking.get() { ask(state, asking) } else { View::new() });
    let (open, more) = (create_signal(false), msg!("peopleMore"));
    let truth = move || if open.get() { "true" } else { "false" };
    view! {
        div(class="people-bar", "data-test"="chosen") {
            strong { (says()) }
            (unseen)
            button(r#type="button", class="link people-clear", "data-test"="choose-nobody",
                on:click=handler(move |_| state.chosen.set(Chosen::default()))) { (clear) }
            (introduce)
            button(r#type="button", class="button people-unfold", "data-test"="more-chosen", "aria-controls"=MORE,
                "aria-expanded"=truth, on:click=handler(move |_| open.set(!open.get_untracked()))) { (more) }
            div(id=MORE, class="people-more", "data-open"=truth) {
                div(class="people-tagging") {
                    (field)
                    button(r#type="button", class="button", "data-test"="add-tag", disabled=move || busy.get(),
                        on:click=handler(move |_| write_tag(state, tag, true))) { (add) }
                    button(r#type="button", class="button", "data-test"="remove-tag", disabled=move || busy.get(),
                        on:click=handler(move |_| write_tag(state, tag, false))) { (remove) }
                }
                button(r#type="button", class="button", "data-test"="export-chosen",
                    on:click=handler(on_export)) { (export) }
                button(r#type="button", id=DELETE, class="button button-danger", "data-test"="delete-chosen",
                    disabled=move || busy.get(), on:click=handler(on_delete)) { (delete_label) }
            }
            (asked)
        }
    }
}

/// Chosen before the list was narrowed down: what is done to the chosen is done to these, too, so it is said.
fn unseen(state: State) -> View {
    let unseen = selector(move || state.chosen.with(Chosen::len).saturating_sub(state.seen().len()));
    dynamic(move || {
        let unseen = unseen.get();
        if unseen == 0 {
            return View::new();
        }
        let (words, label) = (msg!("peopleUnseen", text::number(unseen)), msg!("peopleOnlySeen"));
        let only_seen = handler(move |_| {
            let seen: SortedSet<PersonId> = untrack(|| state.seen()).into_iter().collect();
            state.chosen.update(|chosen| chosen.retain(|id| seen.contains(id)));
        });
        view! {
            span(class="soft", "data-test"="chosen-unseen") { (words) }
            button(r#type="button", class="link", "data-test"="choose-seen", on:click=only_seen) { (label) }
        }
    })
}

/// Two who are chosen can be introduced to each other.
fn introduce_two(state: State) -> View {
    let two = selector(move || state.chosen.with(Chosen::len) == 2);
    dynamic(move || {
        if !two.get() {
            return View::new();
        }
        let label = msg!("introIntroduce");
        let act = handler(move |_| {
            if let Ok(people) = <[PersonId; 2]>::try_from(chosen(state)) {
                introduce(state.house, &people);
            }
        });
        view! { button(r#type="button", class="button", "data-test"="introduce-chosen", on:click=act) { (label) } }
    })
}

/// More than can be in sight: are they meant?
fn ask(state: State, asking: Signal<bool>) -> View {
    let words = move || msg!("peopleDeleteAsk", text::number(state.chosen.with(Chosen::len)));
    let (about, yes, no) = (msg!("peopleDeleteAskAbout"), msg!("peopleDelete"), msg!("commonCancel"));
    let close = move || {
        asking.set(false);
        focus(DELETE);
    };
    let really = handler(move |_| {
        close();
        delete(state);
    });
    view! {
        div(class="people-asked", role="group", "aria-labelledby"="delete-asked", "data-test"="delete-asked") {
            p(id="delete-asked") { strong { (words()) } " " (about) }
            div(class="row") {
                button(r#type="button", class="button button-danger", "data-test"="delete-really", on:click=really) { (yes) }
                button(r#type="button", id=DELETE_NOT, class="button", "data-test"="delete-not",
                    on:click=handler(move |_| close())) { (no) }
            }
        }
    }
}

fn chosen(state: State) -> Vec<PersonId> {
    state.chosen.with_untracked(|chosen| chosen.iter().cloned().collect())
}

/// Deletes the chosen. Whoever is gone isn't chosen any more; where it ends early, the others still are.
fn delete(state: State) {
    let ids = chosen(state);
    let done = text::plural("peopleDeleted", ids.len());
    let step = |id: PersonId| Step {
        change: Change::Delete { person: id.clone() },
        back: Some(Change::Restore { person: id }),
    };
    state.crowd.bulk.run(ids.into_iter().map(step).collect(), done);
}

fn write_tag(state: State, tag: Signal<String>, adds: bool) {
    let tag = clean_line(&tag.get_clone_untracked(), MAX_TAG);
    if tag.is_empty() {
        return;
    }
    // Tags can't be changed before they are read.
    if state.crowd.library.phase.get_untracked() != Phase::Whole {
        return state.crowd.bulk.refuse(msg!("popupReading"));
    }
    let mut steps = Vec::new();
    for (id, old) in tags_of(state) {
        let mut new = old.clone();
        let changed = if adds { new.insert(tag.clone()) } else { new.remove(&tag) };
        if changed {
            steps.push(Step { change: tags(&id, &old, &new), back: Some(tags(&id, &new, &old)) });
        }
    }
    let done = text::plural("peopleTagged", steps.len());
    state.crowd.bulk.run(steps, done);
}

/// The chosen people and their tags.
fn tags_of(state: State) -> Vec<(PersonId, SortedSet<String>)> {
    let tags = |id: PersonId| {
        let brief = state.crowd.peek(&id)?;
        Some((id, brief.said.as_ref()?.tags.clone()))
    };
    chosen(state).into_iter().filter_map(tags).collect()
}

fn tags(id: &PersonId, old: &SortedSet<String>, new: &SortedSet<String>) -> Change {
    Change::Write {
        who: Who::Person(id.clone()),
        edits: vec![Edit::Tags(new.clone())],
        base: vec![Edit::Tags(old.clone())],
    }
}
