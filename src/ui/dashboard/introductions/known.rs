//! What is known of one of the two: what may be told of it, line by line, and what is missing.

use sycamore::prelude::*;

use super::questions::{self, Whose};
use super::state::{Desk, Marked};
use super::words;
use crate::domain::{Door, Field, Mark, Person};
use crate::introductions::{Side, door_field};
use crate::library::Edit;
use crate::ui::components::field::focus;
use crate::ui::dynamic::{dynamic, handler, selector};
use crate::ui::text::{self, msg};
use crate::ui::words::{close_kind, door_title, met_kind, work_kind};

/// The texts whose lines can be told, in the order of telling.
static TEXTS: [Field; 5] = [Field::MetWhere, Field::Story, Field::Memory, Field::GoodAt, Field::LooksFor];

/// Everything about one of the two.
pub fn known(desk: Desk, side: Side) -> View {
    let heading = move || msg!("introKnown", desk.name(side));
    let (note, whose) = (selector(move || desk.person(side)), whose(desk, side));
    let facts = dynamic(move || {
        desk.shown.track();
        note.get_clone().map(|person| facts(desk, whose, &person)).unwrap_or_default()
    });
    let (questions, heading_id) = (questions::of_pair(desk, side), whose.heading_id());
    let test = match side {
        Side::First => "intro-known-first",
        Side::Second => "intro-known-second",
    };
    view! {
        section(class="known", data-test=test) {
            h3(id=heading_id, class="known-heading", tabindex="-1") { (heading()) }
            (facts)
            (questions)
        }
    }
}

/// What is noted of somebody, with a box for everything that may be told.
pub fn facts(desk: Desk, whose: Whose, person: &Person) -> View {
    let mut parts = Vec::new();
    if person.marks.field(&Field::Name) != Mark::Shareable {
        parts.push(group(
            words::field(&Field::Name),
            vec![whole(desk, whose, person, Field::Name, person.name.clone())],
        ));
    }
    let ways: Vec<View> = [Door::Close, Door::Worked, Door::Met]
        .into_iter()
        .filter(|door| person.ties.has(*door))
        .flat_map(|door| way(desk, whose, person, door))
        .collect();
    if !ways.is_empty() {
        parts.push(group(words::field(&Field::Met), ways));
    }
    if let Some(on) = person.met_on {
        let date = whole(desk, whose, person, Field::MetOn, text::date(on));
        parts.push(group(words::field(&Field::MetOn), vec![date]));
    }
    for field in &TEXTS {
        let lines: Vec<View> =
            person.lines(field).map(|(line, mark)| self::line(desk, whose, field, line, mark)).collect();
        if !lines.is_empty() {
            parts.push(group(words::field(field), lines));
        }
    }
    parts.into()
}

fn group(legend: String, lines: Vec<View>) -> View {
    let may = msg!("introMayBeTold");
    view! {
        fieldset(class="told") {
            legend(class="field-label") { (legend) span(class="told-may field-help") { (may) } }
            (lines)
        }
    }
}

/// A door and its kinds. A kind is marked like a line, by its word.
fn way(desk: Desk, whose: Whose, person: &Person, door: Door) -> Vec<View> {
    let ties = &person.ties;
    let kinds: Vec<(String, String)> = match door {
        Door::Worked => {
            let kinds = ties.worked.iter().flat_map(|worked| &worked.kinds);
            kinds.map(|kind| (kind.word().to_owned(), work_kind(kind))).collect()
        }
        Door::Met => {
            let kinds = ties.met.iter().flat_map(|met| &met.kinds);
            kinds.map(|kind| (kind.word().to_owned(), met_kind(kind))).collect()
        }
        Door::Close => {
            let kinds = ties.close.iter().flat_map(|close| &close.kinds);
            kinds.map(|kind| (kind.word().to_owned(), close_kind(kind))).collect()
        }
    };
    let field = door_field(door);
    let mut lines = vec![whole(desk, whose, person, field.clone(), door_title(door))];
    lines.extend(kinds.into_iter().map(|(word, said)| {
        let mark = person.marks.line(&field, &word);
        tick(Tick { desk, whose, field: field.clone(), line: Some(word), mark, test: "intro-told-kind" }, said)
    }));
    lines
}

/// What may be told as a whole or not at all.
fn whole(desk: Desk, whose: Whose, person: &Person, field: Field, said: String) -> View {
    let mark = person.marks.field(&field);
    tick(Tick { desk, whose, field, line: None, mark, test: "intro-told-whole" }, said)
}

/// A line of a text. A sensitive one is shown when it is asked for.
fn line(desk: Desk, whose: Whose, field: &Field, line: &str, mark: Mark) -> View {
    let id = whose.place.get_clone_untracked();
    let key = id.map(|id| (id, field.clone(), line.to_owned()));
    let hidden = mark == Mark::Sensitive && !key.iter().any(|key| desk.shown.with(|shown| shown.contains(key)));
    let tick = Tick { desk, whose, field: field.clone(), line: Some(line.to_owned()), mark, test: "intro-told" };
    if hidden {
        let (label, word, box_id) = (msg!("personShowSensitive"), msg!("introSensitive"), tick.id());
        let show = move |_| {
            desk.refocus.set(Some(box_id.clone()));
            desk.shown.update(|shown| shown.extend(key.clone()));
        };
        return view! {
            p(class="told-line") {
                span(class="tag") { (word) }
                button(r#type="button", class="link small", data-test="intro-show-sensitive", on:click=handler(show)) { (label) }
            }
        };
    }
    self::tick(tick, line.to_owned())
}

/// A box that says whether something may be told.
struct Tick {
    desk: Desk,
    whose: Whose,
    field: Field,
    line: Option<String>,
    mark: Mark,
    test: &'static str,
}

impl Tick {
    fn id(&self) -> String {
        let line = self.line.as_deref().map(crate::domain::text::fnv1a).unwrap_or_default();
        ["told-", self.whose.id, "-", self.field.word(), "-", &line.to_string()].concat()
    }

    /// The mark after the next click. Unticked, a line is what it was before it was ticked here.
    fn next(&self) -> Mark {
        let Self { desk, field, line, .. } = self;
        let Some(person) = self.whose.place.get_clone_untracked() else { return Mark::Private };
        let this = |kept: &&Marked| kept.person == person && kept.field == *field && kept.line == *line;
        let before = desk.before.with_untracked(|before| before.iter().find(this).map(|kept| kept.mark.clone()));
        if self.mark == Mark::Shareable {
            return before.unwrap_or(Mark::Private);
        }
        if before.is_none() {
            let (field, line, mark) = (field.clone(), line.clone(), self.mark.clone());
            desk.before.update(|all| all.push(Marked { person, field, line, mark }));
        }
        Mark::Shareable
    }
}

fn tick(tick: Tick, said: String) -> View {
    let (told, test, id) = (tick.mark == Mark::Shareable, tick.test, tick.id());
    let sensitive = (tick.mark == Mark::Sensitive).then(|| {
        let word = msg!("introSensitive");
        view! { span(class="tag") { (word) } }
    });
    let desk = tick.desk;
    refocus(desk, &id);
    let again = id.clone();
    let change = move |_| {
        desk.refocus.set_silent(Some(again.clone()));
        let edit = Edit::Mark { field: tick.field.clone(), line: tick.line.clone(), mark: Some(tick.next()) };
        desk.write(tick.whose.place, vec![edit]);
    };
    view! {
        label(class="told-line") {
            input(r#type="checkbox", id=id, data-test=test, prop:checked=told, on:change=handler(change))
            span(dir="auto") { (said) }
            (sensitive)
        }
    }
}

/// Gives the element with this id the focus as soon as it is drawn, if that was wanted.
pub fn refocus(desk: Desk, id: &str) {
    if desk.refocus.with_untracked(|wanted| wanted.as_deref() == Some(id)) {
        let id = id.to_owned();
        desk.refocus.set_silent(None);
        on_mount(move || focus(&id));
    }
}

/// Whose note a side's is.
pub fn whose(desk: Desk, side: Side) -> Whose {
    match side {
        Side::First => Whose { place: desk.place(side), id: "first" },
        Side::Second => Whose { place: desk.place(side), id: "second" },
    }
}
