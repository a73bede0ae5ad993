//! What is known of one of the two: what may be told of it, line by line, and what is missing.

use sycamore::prelude::*;

use super::questions;
use super::state::Desk;
use super::words;
use crate::domain::{Door, Field, Mark, Person};
use crate::introductions::Side;
use crate::library::Edit;
use crate::ui::components::summary::kinds;
use crate::ui::dynamic::{dynamic, handler, selector};
use crate::ui::text::{self, msg};
use crate::ui::words::door_title;

/// The texts whose lines can be told, in the order of telling.
const TEXTS: [Field; 4] = [Field::Story, Field::Memory, Field::GoodAt, Field::LooksFor];

/// Everything about one of the two.
pub fn known(desk: Desk, side: Side) -> View {
    let heading = move || msg!("introKnown", desk.name(side));
    let note = selector(move || desk.person(side));
    let facts = dynamic(move || note.get_clone().map(|person| facts(desk, side, &person)).unwrap_or_default());
    let questions = questions::questions(desk, side);
    let test = match side {
        Side::First => "intro-known-first",
        Side::Second => "intro-known-second",
    };
    view! {
        section(class="known", data-test=test) {
            h3(class="known-heading") { (heading()) }
            (facts)
            (questions)
        }
    }
}

fn facts(desk: Desk, side: Side, person: &Person) -> View {
    let mut parts: Vec<View> = Vec::new();
    for door in [Door::Close, Door::Worked, Door::Met] {
        if person.ties.has(door) {
            parts.push(plain(door_title(door), kinds(&person.ties, door)));
        }
    }
    let met = [person.met_on.map(text::date).unwrap_or_default(), person.met_where.clone()];
    let met = met.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    if !met.is_empty() {
        parts.push(plain(msg!("commonMet"), met));
    }
    let lines: Vec<View> = TEXTS.iter().filter_map(|field| lines(desk, side, person, field)).collect();
    view! {
        dl(class="summary") { (parts) }
        (lines)
    }
}

fn plain(term: String, said: String) -> View {
    view! { div(class="summary-part") { dt { (term) } dd(dir="auto") { (said) } } }
}

/// A text's lines, each with a box that says whether it may be told.
fn lines(desk: Desk, side: Side, person: &Person, field: &Field) -> Option<View> {
    let lines: Vec<View> = person.lines(field).map(|(line, mark)| self::line(desk, side, field, line, &mark)).collect();
    if lines.is_empty() {
        return None;
    }
    let legend = words::field(field);
    let may = msg!("introMayBeTold");
    Some(view! {
        fieldset(class="told") {
            legend(class="field-label") { (legend) span(class="told-may field-help") { (may) } }
            (lines)
        }
    })
}

fn line(desk: Desk, side: Side, field: &Field, line: &str, mark: &Mark) -> View {
    let told = *mark == Mark::Shareable;
    let sensitive = (*mark == Mark::Sensitive).then(|| {
        let word = msg!("introSensitive");
        view! { span(class="tag") { (word) } }
    });
    let (field, key, line) = (field.clone(), line.to_owned(), line.to_owned());
    let change = move |_| {
        let mark = Some(if told { Mark::Private } else { Mark::Shareable });
        desk.write(side, vec![Edit::Mark { field: field.clone(), line: Some(key.clone()), mark }]);
    };
    view! {
        label(class="told-line") {
            input(r#type="checkbox", data-test="intro-told", prop:checked=told, on:change=handler(change))
            span(dir="auto") { (line) }
            (sensitive)
        }
    }
}
