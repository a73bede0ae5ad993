//! What is missing, as questions. The answers go into the notes.

use sycamore::prelude::*;
use sycamore::web::events::SubmitEvent;

use super::state::Desk;
use super::words;
use crate::domain::{Close, Door, Edtf, Field, Mark, Met, Worked};
use crate::introductions::{Missing, Side};
use crate::library::Edit;
use crate::ui::components::field;
use crate::ui::dynamic::{dynamic, handler, selector};
use crate::ui::text::{self, msg};
use crate::ui::words::door_title;

/// The questions about one of the two.
pub fn questions(desk: Desk, side: Side) -> View {
    let missing = selector(move || {
        let missing = desk.pair(|pair| pair.missing()).unwrap_or_default();
        missing.into_iter().filter(|missing| missing.side() == Some(side)).collect::<Vec<_>>()
    });
    dynamic(move || {
        let questions: Vec<View> = missing.get_clone().into_iter().map(|missing| question(desk, &missing)).collect();
        if questions.is_empty() {
            return View::new();
        }
        view! { div(class="questions", data-test="intro-questions") { (questions) } }
    })
}

fn question(desk: Desk, missing: &Missing) -> View {
    match missing {
        Missing::How(side) => doors(desk, *side),
        Missing::Untold(side, field) => {
            let words = msg!("introUntold", desk.name(*side), words::field(field));
            view! { p(class="question-words") { (words) } }
        }
        Missing::Name(side) => answer(desk, *side, "name", msg!("introAskName"), one(Edit::Name)),
        Missing::Story(side) => {
            let label = msg!("introAskStory", desk.name(*side));
            answer(desk, *side, "story", label, added(Field::Story, Edit::Story))
        }
        Missing::GoodAt(side) => {
            let label = msg!("introAskGoodAt", desk.name(*side));
            answer(desk, *side, "good-at", label, added(Field::GoodAt, Edit::GoodAt))
        }
        Missing::When(side) => {
            let label = msg!("introAskWhen", desk.name(*side));
            answer(desk, *side, "when", label, |_, _, typed| match Edtf::from_typed(typed) {
                Ok(date) => Ok(vec![Edit::MetOn(Some(date))]),
                Err(_) => Err(msg!("doorMetOnError", text::isolated(typed))),
            })
        }
        Missing::Why => View::new(),
    }
}

/// One field that the answer is the whole of.
fn one(edit: fn(String) -> Edit) -> impl Fn(Desk, Side, &str) -> Result<Vec<Edit>, String> {
    move |_, _, typed| Ok(vec![edit(typed.to_owned())])
}

/// A text that the answer is added to; what is answered here is meant to be told.
fn added(field: Field, edit: fn(String) -> Edit) -> impl Fn(Desk, Side, &str) -> Result<Vec<Edit>, String> {
    move |desk, side, typed| {
        let before = untrack(|| desk.person(side)).map(|person| person.text(&field).to_owned()).unwrap_or_default();
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
    side: Side,
    hook: &'static str,
    label: String,
    edits: impl Fn(Desk, Side, &str) -> Result<Vec<Edit>, String> + 'static,
) -> View {
    let typed = create_signal(String::new());
    let wrong = create_signal(None::<String>);
    let place = match side {
        Side::First => "first",
        Side::Second => "second",
    };
    let id = ["intro-", hook, "-", place].concat();
    let input = field::Field::new(id, label, typed).error(move || wrong.get_clone());
    let input = if matches!(hook, "story" | "good-at") { input.several_lines() } else { input };
    let input = input.test(hook).view();
    let save = msg!("introNote");
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let answer = typed.get_clone_untracked();
        if answer.trim().is_empty() {
            return;
        }
        match edits(desk, side, answer.trim()) {
            Ok(edits) => {
                wrong.set(None);
                desk.write(side, edits);
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
fn doors(desk: Desk, side: Side) -> View {
    let label = msg!("introAskHow", desk.name(side));
    let buttons: Vec<View> = Door::ALL
        .into_iter()
        .map(|door| {
            let title = door_title(door);
            let hook = ["intro-door-", door.word()].concat();
            let open = move |_| {
                let edit = match door {
                    Door::Worked => Edit::Worked(Some(Worked::default())),
                    Door::Met => Edit::Met(Some(Met::default())),
                    Door::Close => Edit::Close(Some(Close::default())),
                };
                desk.write(side, vec![edit]);
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
