//! What is missing, as questions. The answers go into the notes.

use std::rc::Rc;

use sycamore::prelude::*;
use sycamore::web::events::SubmitEvent;

use super::state::Desk;
use super::words;
use crate::domain::{Close, Door, Edtf, Field, Mark, Met, Person, PersonId, Worked};
use crate::introductions::{Missing, Side, door_field};
use crate::library::Edit;
use crate::ui::components::field::{Field as TextField, focus};
use crate::ui::dynamic::{dynamic, handler, selector};
use crate::ui::text::{self, msg};
use crate::ui::words::door_title;

/// Whose note an answer goes into.
#[derive(Clone, Copy)]
pub struct Whose {
    pub place: Signal<Option<PersonId>>,
    /// Tells the fields' ids apart.
    pub id: &'static str,
}

impl Whose {
    /// The id of the heading above what is known of them.
    pub fn heading_id(self) -> String {
        ["known-", self.id].concat()
    }

    /// Writes an answer into the note. The question goes, so the focus goes on to the heading that it stood below; where that is drawn
    /// anew, too, as soon as it is.
    fn answer(self, desk: Desk, edits: Vec<Edit>) {
        let heading = self.heading_id();
        focus(&heading);
        desk.refocus.set_silent(Some(heading));
        desk.write(self.place, edits);
    }

    fn note(self, desk: Desk) -> Option<Rc<Person>> {
        self.place.get_clone().and_then(|id| desk.note_of(&id))
    }

    fn name(self, desk: Desk) -> String {
        text::isolated(&self.note(desk).map(|person| person.name.clone()).unwrap_or_default())
    }
}

/// The questions about one of the two.
pub fn of_pair(desk: Desk, side: Side) -> View {
    let missing = selector(move || {
        let missing = desk.pair(|pair| pair.missing()).unwrap_or_default();
        missing.into_iter().filter(|missing| missing.side() == Some(side)).collect::<Vec<_>>()
    });
    let whose = super::known::whose(desk, side);
    dynamic(move || questions(desk, whose, &missing.get_clone()))
}

/// Questions about somebody.
pub fn questions(desk: Desk, whose: Whose, missing: &[Missing]) -> View {
    let questions: Vec<View> = missing.iter().map(|missing| question(desk, whose, missing)).collect();
    if questions.is_empty() {
        return View::new();
    }
    view! { div(class="questions", data-test="intro-questions") { (questions) } }
}

fn question(desk: Desk, whose: Whose, missing: &Missing) -> View {
    match missing {
        Missing::How(_) => doors(desk, whose),
        Missing::Untold(_, field) => {
            let words = msg!("introUntold", whose.name(desk), words::field(field));
            view! { p(class="question-words") { (words) } }
        }
        Missing::Name(_) => answer(desk, whose, "name", msg!("introAskName"), one(Edit::Name)),
        Missing::Story(_) => {
            let label = msg!("introAskStory", whose.name(desk));
            answer(desk, whose, "story", label, added(Field::Story, Edit::Story))
        }
        Missing::GoodAt(_) => {
            let label = msg!("introAskGoodAt", whose.name(desk));
            answer(desk, whose, "good-at", label, added(Field::GoodAt, Edit::GoodAt))
        }
        Missing::When(_) => {
            let label = msg!("introAskWhen", whose.name(desk));
            answer(desk, whose, "when", label, |_, _, typed| match Edtf::from_typed(typed) {
                Ok(date) => Ok(vec![Edit::MetOn(Some(date))]),
                Err(_) => Err(msg!("doorMetOnError", text::isolated(typed))),
            })
        }
        Missing::Unnamed(_) | Missing::Why => View::new(),
    }
}

/// One field that the answer is the whole of.
fn one(edit: fn(String) -> Edit) -> impl Fn(Desk, Whose, &str) -> Result<Vec<Edit>, String> {
    move |_, _, typed| Ok(vec![edit(typed.to_owned())])
}

/// A text that the answer is added to; what is answered here is meant to be told.
fn added(field: Field, edit: fn(String) -> Edit) -> impl Fn(Desk, Whose, &str) -> Result<Vec<Edit>, String> {
    move |desk, whose, typed| {
        let before = untrack(|| whose.note(desk)).map(|person| person.text(&field).to_owned()).unwrap_or_default();
        let text = [before.trim_end(), typed].join("\n");
        let mark = |line: &str| Edit::Mark {
            field: field.clone(),
            line: Some(line.trim().to_owned()),
            mark: Some(Mark::Shareable),
        };
        let lines = typed.lines().filter(|line| !line.trim().is_empty());
        Ok(std::iter::once(edit(text.trim_start().to_owned())).chain(lines.map(mark)).collect())
    }
}

/// A question that is answered by writing.
fn answer(
    desk: Desk,
    whose: Whose,
    hook: &'static str,
    label: String,
    edits: impl Fn(Desk, Whose, &str) -> Result<Vec<Edit>, String> + 'static,
) -> View {
    let typed = create_signal(String::new());
    let wrong = create_signal(None::<String>);
    let id = ["intro-", hook, "-", whose.id].concat();
    let input = TextField::new(id, label, typed).error(move || wrong.get_clone());
    let input = if matches!(hook, "story" | "good-at") { input.several_lines() } else { input };
    let input = input.test(hook).view();
    let save = msg!("introNote");
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let answer = typed.get_clone_untracked();
        if answer.trim().is_empty() {
            return;
        }
        match edits(desk, whose, answer.trim()) {
            Ok(edits) => {
                wrong.set(None);
                whose.answer(desk, edits);
            }
            Err(why) => wrong.set(Some(why)),
        }
    };
    let save_hook = ["save-", hook].concat();
    view! {
        form(class="question", on:submit=handler(submit)) {
            (input)
            button(r#type="submit", class="button", data-test=save_hook) { (save) }
        }
    }
}

/// The question about the doors.
fn doors(desk: Desk, whose: Whose) -> View {
    let label = msg!("introAskHow", whose.name(desk));
    let buttons: Vec<View> = Door::ALL
        .into_iter()
        .map(|door| {
            let title = door_title(door);
            let hook = ["intro-door-", door.word()].concat();
            let open = move |_| {
                // A door that is there and only kept private is not one to write over.
                if untrack(|| whose.note(desk)).is_some_and(|person| person.ties.has(door)) {
                    let edit = Edit::Mark { field: door_field(door), line: None, mark: Some(Mark::Shareable) };
                    return whose.answer(desk, vec![edit]);
                }
                let edit = match door {
                    Door::Worked => Edit::Worked(Some(Worked::default())),
                    Door::Met => Edit::Met(Some(Met::default())),
                    Door::Close => Edit::Close(Some(Close::default())),
                };
                whose.answer(desk, vec![edit]);
            };
            view! { button(r#type="button", class="button", data-test=hook, on:click=handler(open)) { (title) } }
        })
        .collect();
    let group = label.clone();
    view! {
        div(class="question", role="group", aria-label=group) {
            p(class="field-label") { (label) }
            div(class="row") { (buttons) }
        }
    }
}
