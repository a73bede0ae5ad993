//! The ledger: every introduction, where it stands, and what can come next.

use std::rc::Rc;

use sycamore::prelude::*;

use super::sheet::{Sheet, kept_lines, sheet};
use super::state::Desk;
use super::words;
use crate::domain::{Person, PersonId};
use crate::introductions::replies::follow_up;
use crate::introductions::{Shared, Side, Text};
use crate::library::LedgerEdit;
use crate::library::ledger::{Introduction, Step};
use crate::ui::components::field::focus;
use crate::ui::dashboard::rooms::Part;
use crate::ui::dynamic::{dynamic, handler, selector};
use crate::ui::text::{self, msg};

/// The part of the room with the ledger.
pub fn book(desk: Desk) -> View {
    let ledger = selector(move || desk.house.store.ledger().map(|ledger| ledger.introductions.clone()));
    let entries = dynamic(move || match ledger.get_clone() {
        Err(why) => view! { p(class="trouble", role="alert") { (why) } },
        Ok(introductions) if introductions.is_empty() => {
            let empty = msg!("introLedgerEmpty");
            view! { p(class="soft", data-test="intro-ledger-empty") { (empty) } }
        }
        Ok(introductions) => {
            // Where both became one note there is nobody to introduce; taken apart again, the entry is back.
            let of_two = |entry: &Introduction| entry.people.first() != entry.people.get(1);
            let entries: Vec<View> =
                introductions.into_iter().rev().filter(of_two).map(|entry| self::entry(desk, entry)).collect();
            view! { ul(class="ledger", data-test="intro-ledger") { (entries) } }
        }
    });
    super::section(Part::Ledger, entries)
}

/// A name for a sentence.
pub fn name(desk: Desk, id: Option<&PersonId>) -> String {
    let name = id.and_then(|id| desk.name_of(id));
    name.map_or_else(|| msg!("introGone"), |name| text::isolated(&name))
}

fn entry(desk: Desk, entry: Introduction) -> View {
    let (first, second) = (name(desk, entry.people.first()), name(desk, entry.people.get(1)));
    let title = msg!("introPair", first, second);
    let state = words::state(entry.state());
    let why = entry.why.clone();
    let log: Vec<View> = entry
        .steps
        .iter()
        .map(|taken| {
            let line = msg!("introTaken", text::moment(taken.at), words::step(&taken.step, &first, &second));
            view! { li { (line) } }
        })
        .collect();
    let remind = entry.is_to_be_followed_up(Desk::now()).then(|| {
        let words = msg!("introFollowUp", first, second);
        view! { p(class="follows", data-test="intro-follow-up") { (words) } }
    });
    let follow = if entry.may(&Step::FollowedUp) { follow_ups(desk, &entry) } else { Vec::new() };
    let entry = Rc::new(entry);
    let next: Vec<View> = Step::ALL
        .iter()
        .filter(|step| entry.may(step))
        .map(|step| {
            let words = words::step(step, &first, &second);
            let hook = ["intro-step-", step.word()].concat();
            let edit = LedgerEdit::Take { id: entry.id.clone(), step: step.clone() };
            button(desk, "button", hook, words, edit)
        })
        .collect();
    let back = entry.steps.last().map(|last| {
        let edit = LedgerEdit::TakeBack { id: entry.id.clone(), step: last.step.clone() };
        button(desk, "link", "intro-take-back".to_owned(), msg!("introTakeBack"), edit)
    });
    let forget = LedgerEdit::Forget { id: entry.id.clone() };
    let forget = button(desk, "link", "intro-forget".to_owned(), msg!("introForget"), forget);
    let open_label = msg!("introOpen");
    let open = move |_| {
        let people = [entry.people.first().cloned(), entry.people.get(1).cloned()];
        desk.put(Some(entry.id.clone()), people, entry.why.clone());
        focus(&Part::Introduce.heading_id());
    };
    view! {
        li(class="ledger-entry", data-test="intro-entry") {
            div(class="ledger-head") {
                h3 { (title) }
                span(class="tag") { (state) }
            }
            p(class="soft", dir="auto") { (why) }
            (remind)
            (follow)
            ol(class="lines ledger-log") { (log) }
            div(class="row") { (next) }
            div(class="row small") {
                button(r#type="button", class="link", data-test="intro-open", on:click=handler(open)) { (open_label) }
                (back)
                (forget)
            }
        }
    }
}

/// The question how it went, to each of the two. It stays closed until it is wanted.
fn follow_ups(desk: Desk, entry: &Introduction) -> Vec<View> {
    let Ok(people) = <[PersonId; 2]>::try_from(entry.people.clone()) else { return Vec::new() };
    let ask = |to: usize| {
        let (one, other) = (people[to].clone(), people[1 - to].clone());
        let heading = msg!("introFollowAsk", name(desk, Some(&one)));
        let (written_to, named) = ([one.clone(), other.clone()], [one.clone(), other.clone()]);
        let written = selector(move || {
            let [Some(to), Some(other)] = written_to.each_ref().map(|id| desk.note_of(id)) else {
                return Text::default();
            };
            follow_up(Shared::new(Side::First, &to), Shared::new(Side::Second, &other), desk.manner())
        });
        let names = Rc::new(move |side: Side| name(desk, named.get(usize::from(side == Side::Second))));
        let about = [one.clone(), other.clone()];
        let warnings = Rc::new(move |text: &str| {
            let notes: Vec<Rc<Person>> = about.iter().filter_map(|id| desk.note_of(id)).collect();
            kept_lines(&notes, text)
        });
        let edited = desk.own.text("follow-up", vec![one, other]);
        let id: Rc<str> = ["follow-", &entry.id, if to == 0 { "-first" } else { "-second" }].concat().into();
        let text = dynamic(move || {
            let (names, warnings) = (names.clone(), warnings.clone());
            sheet(desk, Sheet { id: id.clone(), written, edited, names, warnings })
        });
        view! { details(class="letter", data-test="intro-follow-sheet") { summary { (heading) } (text) } }
    };
    vec![ask(0), ask(1)]
}

fn button(desk: Desk, class: &'static str, hook: String, words: String, edit: LedgerEdit) -> View {
    let act = handler(move |_| desk.note_down(vec![edit.clone()]));
    view! { button(r#type="button", class=class, data-test=hook, on:click=act) { (words) } }
}
