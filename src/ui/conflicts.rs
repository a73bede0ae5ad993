//! A note that was changed elsewhere while somebody was writing: both values side by side, and the user says which
//! stands. Until then they are kept, whichever view the user comes back in.

use std::rc::Rc;

use serde_json::Value;
use sycamore::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::dynamic::{dynamic, handler};
use super::send::Post;
use super::text::msg;
use super::{draft, fields};
use crate::domain::field::{saying, values};
use crate::domain::{Field, Person, PersonId};
use crate::library::{Change, Conflict, Edit, Who};

/// Fields in which one text can stand after another.
const TEXTS: [Field; 5] = [Field::Story, Field::GoodAt, Field::LooksFor, Field::CanHelp, Field::Message];

/// Keeps what was not written, until the user has chosen. Values that are not taken are in the note's history anyway.
pub fn keep(person: &PersonId, conflicts: &[Conflict]) {
    if conflicts.is_empty() {
        return;
    }
    let mut all = load(person);
    all.retain(|old| !conflicts.iter().any(|new| new.field == old.field));
    all.extend_from_slice(conflicts);
    draft::keep(&name(person), &all);
}

fn load(person: &PersonId) -> Vec<Conflict> {
    draft::load(&name(person)).unwrap_or_default()
}

fn name(person: &PersonId) -> String {
    format!("conflicts/{person}")
}

/// What is still to be chosen about this person; nothing where nothing is.
pub fn view(post: Post, id: &PersonId, person: &Rc<Person>) -> View {
    let stored = values(person);
    let now = |field: &Field| stored.get(field).cloned().unwrap_or_default();
    let mut open = load(id);
    // Where the note says by now what was meant, there is nothing to choose.
    open.retain(|conflict| now(&conflict.field) != conflict.mine);
    if open.is_empty() {
        draft::drop(&name(id));
        return View::new();
    }
    let open = create_signal(open);
    let desk = Desk { post, id: create_signal(id.clone()), person: create_signal(Rc::clone(person)), open };
    let inside = move || {
        let rows: Vec<View> = open
            .get_clone()
            .into_iter()
            .map(|conflict| {
                let now = values(&desk.person.get_clone()).get(&conflict.field).cloned().unwrap_or_default();
                row(desk, conflict, &now)
            })
            .collect();
        if rows.is_empty() {
            return View::new();
        }
        let (title, about) = (msg!("conflictTitle"), msg!("conflictAbout"));
        view! {
            section(class="conflicts banner", role="alert", "data-test"="conflicts") {
                p(class="banner-title") { (title) }
                p { (about) }
                (rows)
            }
        }
    };
    dynamic(inside)
}

#[derive(Clone, Copy)]
struct Desk {
    post: Post,
    id: Signal<PersonId>,
    person: Signal<Rc<Person>>,
    open: Signal<Vec<Conflict>>,
}

impl Desk {
    /// Ends the choice about a field.
    fn settle(self, field: &Field) {
        self.open.update(|open| open.retain(|conflict| conflict.field != *field));
        let (id, open) = (self.id.get_clone_untracked(), self.open.get_clone_untracked());
        if open.is_empty() {
            draft::drop(&name(&id));
        } else {
            draft::keep(&name(&id), &open);
        }
    }

    /// Writes a value over the one that the user saw beside it.
    fn write(self, field: Field, value: &Value) {
        let edit = saying(&field, value).and_then(|note| Edit::of(&field, &note));
        let Some(edit) = edit else { return self.settle(&field) };
        let base = Edit::base(std::slice::from_ref(&edit), &self.person.get_clone_untracked());
        let id = self.id.get_clone_untracked();
        spawn_local(async move {
            let change = Change::Write { who: Who::Person(id), edits: vec![edit], base };
            let Some(saved) = self.post.save(change, None).await else { return };
            // Changed once more meanwhile: to be chosen anew, when the note comes with its new value.
            if saved.conflicts.is_empty() && self.open.is_alive() {
                self.settle(&field);
            } else if saved.conflicts.is_empty() {
                let mut rest = load(&saved.person);
                rest.retain(|conflict| conflict.field != field);
                draft::keep(&name(&saved.person), &rest);
            } else {
                keep(&saved.person, &saved.conflicts);
            }
        });
    }
}

/// One field, and its two values.
fn row(desk: Desk, conflict: Conflict, now: &Value) -> View {
    let Conflict { field, mine, .. } = conflict;
    let (title, heading) = (fields::title(&field), format!("conflict-{}", field.word()));
    let labelled = heading.clone();
    let both = TEXTS.contains(&field).then(|| {
        let (first, second) = (now.as_str().unwrap_or_default(), mine.as_str().unwrap_or_default());
        let joined = Value::from(format!("{first}\n\n{second}"));
        let (label, field) = (msg!("conflictBoth"), field.clone());
        view! {
            button(r#type="button", class="button button-quiet", "data-test"="conflict-both",
                on:click=handler(move |_| desk.write(field.clone(), &joined))) { (label) }
        }
    });
    let (first, second) = (side(msg!("conflictMine"), &field, &mine), side(msg!("conflictTheirs"), &field, now));
    let (use_mine, use_theirs) = (msg!("conflictUseMine"), msg!("conflictUseTheirs"));
    let settled = field.clone();
    view! {
        div(class="conflict", role="group", "aria-labelledby"=labelled) {
            p(id=heading, class="conflict-field") { (title) }
            div(class="conflict-sides") {
                div(class="conflict-side") {
                    (first)
                    button(r#type="button", class="button", "data-test"="conflict-mine",
                        on:click=handler(move |_| desk.write(field.clone(), &mine))) { (use_mine) }
                }
                div(class="conflict-side") {
                    (second)
                    button(r#type="button", class="button", "data-test"="conflict-theirs",
                        on:click=handler(move |_| desk.settle(&settled))) { (use_theirs) }
                }
            }
            (both)
        }
    }
}

fn side(label: String, field: &Field, value: &Value) -> View {
    let said = fields::value(field, value);
    let (class, said) = if said.is_empty() { ("soft", msg!("conflictBlank")) } else { ("conflict-words", said) };
    view! {
        p(class="field-label") { (label) }
        p(class=class, dir="auto") { (said) }
    }
}
