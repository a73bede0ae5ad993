//! Somebody asks for an introduction: who is meant, whether the user really knows both, and what to answer.

use std::rc::Rc;

use sycamore::prelude::*;

use super::sheet::{Sheet, sheet};
use super::state::Desk;
use crate::domain::PersonId;
use crate::introductions::replies::{Answer, named_in};
use crate::introductions::{Shared, Side, Text};
use crate::ui::components::field::{Field, focus};
use crate::ui::components::verdict::verdict;
use crate::ui::dashboard::rooms::Part;
use crate::ui::dynamic::{dynamic, handler, selector};
use crate::ui::text::{self, msg};

/// As many people are offered as a message can mean.
const OFFERED: usize = 6;

/// The part of the room for requests.
pub fn asked(desk: Desk) -> View {
    let message = Field::new("intro-message", msg!("introAskedMessage"), desk.message)
        .help(msg!("introAskedHelp"))
        .several_lines()
        .test("intro-message")
        .view();
    let found = selector(move || {
        let message = desk.message.get_clone();
        if message.trim().is_empty() {
            return Vec::new();
        }
        desk.house.store.facts().with(|facts| {
            let shards: Vec<_> = (0..=u8::MAX).filter_map(|n| facts.shard(n).ok()).collect();
            let people = shards.iter().flat_map(|shard| &shard.people);
            let named = named_in(&message, people);
            named.into_iter().take(OFFERED).map(|(id, _)| id.clone()).collect::<Vec<PersonId>>()
        })
    });
    let inside = dynamic(move || {
        let people = found.get_clone();
        if people.is_empty() {
            let nobody =
                if desk.message.with(|text| text.trim().is_empty()) { String::new() } else { msg!("introAskedNobody") };
            return view! { p(class="field-help", role="status", data-test="intro-asked-nobody") { (nobody) } };
        }
        who(desk, people)
    });
    super::section(Part::Asked, view! { (message) (inside) })
}

/// Who asks, and who is meant. Whoever writes puts their name at the end, so the first name is who is meant.
fn who(desk: Desk, people: Vec<PersonId>) -> View {
    let meant = create_signal(people.first().cloned());
    let asks = create_signal(people.get(1).cloned());
    let first = choice(desk, "intro-meant", msg!("introAskedMeant"), people.clone(), meant);
    let second = choice(desk, "intro-asks", msg!("introAskedBy"), people, asks);
    let known = dynamic(move || {
        let both = [asks.get_clone(), meant.get_clone()].map(|id| id.and_then(|id| desk.note_of(&id)));
        let policy = desk.house.store.settings().policy.clone();
        let verdicts: Vec<View> =
            both.iter().flatten().map(|person| verdict(&policy.verdict(person), &person.name)).collect();
        view! { div(class="verdicts", data-test="intro-asked-known") { (verdicts) } }
    });
    let answers = dynamic(move || {
        let (Some(asks), Some(meant)) = (asks.get_clone(), meant.get_clone()) else {
            let choose = msg!("introAskedChoose");
            return view! { p(class="field-help") { (choose) } };
        };
        if asks == meant {
            let two = msg!("introTwo");
            return view! { p(class="field-error", role="alert") { (two) } };
        }
        answers(desk, asks, meant)
    });
    view! { div(class="pair") { (first) (second) } (known) (answers) }
}

fn choice(desk: Desk, id: &'static str, label: String, people: Vec<PersonId>, value: Signal<Option<PersonId>>) -> View {
    let options: Vec<View> = people
        .into_iter()
        .map(|person| {
            let name = desk.name_of(&person).unwrap_or_default();
            let this = person.clone();
            let checked = move || value.with(|value| value.as_ref() == Some(&this));
            view! {
                label(class="chip") {
                    input(r#type="radio", name=id, data-test=id, prop:checked=checked, on:change=handler(move |_| value.set(Some(person.clone()))))
                    bdi { (name) }
                }
            }
        })
        .collect();
    view! {
        fieldset(class="field") {
            legend(class="field-label") { (label) }
            div(class="chips") { (options) }
        }
    }
}

fn answers(desk: Desk, asks: PersonId, meant: PersonId) -> View {
    let people = [asks, meant];
    let letters: Vec<View> = Answer::ALL
        .into_iter()
        .map(|answer| {
            let (id, heading) = match answer {
                Answer::Yes => ("answer-yes", msg!("introAnswerYes")),
                Answer::AskFirst => ("answer-ask", msg!("introAnswerAsk")),
                Answer::KindNo => ("answer-no", msg!("introAnswerNo")),
            };
            let (written_for, named) = (people.clone(), people.clone());
            let written = selector(move || {
                let [Some(asks), Some(meant)] = written_for.each_ref().map(|id| desk.note_of(id)) else {
                    return Text::default();
                };
                answer.write(Shared::new(Side::First, &asks), Shared::new(Side::Second, &meant), desk.manner())
            });
            let names = Rc::new(move |side: Side| {
                let id = &named[usize::from(side == Side::Second)];
                text::isolated(&desk.name_of(id).unwrap_or_default())
            });
            let text = sheet(desk, Sheet { id, written, edited: create_signal(None), names });
            view! { article(class="letter", data-test=id) { h3 { (heading) } (text) } }
        })
        .collect();
    let (tone, language) = (super::texts::tone(desk, "asked-tone"), super::texts::language(desk, "asked-language"));
    let label = msg!("introGivePut");
    let put = move |_| {
        desk.put(None, people.clone().map(Some), String::new());
        focus(super::words::WHY);
    };
    view! {
        div(class="manner") { (tone) (language) }
        div(class="letters answers") { (letters) }
        p { button(r#type="button", class="button", data-test="intro-asked-put", on:click=handler(put)) { (label) } }
    }
}
