//! Somebody asks for an introduction: who is meant, whether the user really knows both, and what to answer.

use std::rc::Rc;

use sycamore::prelude::*;

use super::picker::{Pick, picker};
use super::sheet::{Sheet, kept_lines, sheet};
use super::state::Desk;
use crate::desk::Standing;
use crate::domain::{Person, PersonId};
use crate::introductions::replies::{Answer, named_in};
use crate::introductions::{Shared, Side};
use crate::ui::components::field::{Field, focus};
use crate::ui::components::verdict::verdict;
use crate::ui::dashboard::rooms::Part;
use crate::ui::dynamic::{dynamic, effect, handler, live_text, selector};
use crate::ui::text::{self, msg};

/// As many people are offered as a message can mean.
const OFFERED: usize = 6;
/// Their places in [`Desk::asked`].
const ASKS: usize = 0;
const MEANT: usize = 1;

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
    // Whoever writes puts their name at the end, so the first name is who is meant. Each can be changed.
    effect(move || {
        let people = found.get_clone();
        for (place, person) in [(desk.asked[MEANT], people.first()), (desk.asked[ASKS], people.get(1))] {
            if person.is_some() {
                place.set(person.cloned());
            }
        }
    });
    let nobody = live_text(move || {
        let unknown = desk.message.with(|text| !text.trim().is_empty()) && found.with(Vec::is_empty);
        if unknown { msg!("introAskedNobody") } else { String::new() }
    });
    let meant = Pick {
        id: "intro-meant",
        label: || msg!("introAskedMeant"),
        place: desk.asked[MEANT],
        choose: |desk, person| desk.asked[MEANT].set(person),
    };
    let asks = Pick {
        id: "intro-asks",
        label: || msg!("introAskedBy"),
        place: desk.asked[ASKS],
        choose: |desk, person| desk.asked[ASKS].set(person),
    };
    let roles = vec![role(desk, MEANT, meant, found), role(desk, ASKS, asks, found)];
    let both = selector(move || [ASKS, MEANT].map(|role| somebody(desk, role)));
    let answers = dynamic(move || match both.get_clone() {
        [Some(asks), Some(meant)] if asks.id.is_some() && asks.id == meant.id => {
            let two = msg!("introTwo");
            view! { p(class="field-error", role="alert") { (two) } }
        }
        [Some(asks), Some(meant)] => answers(desk, &asks, &meant),
        _ => {
            let choose = msg!("introAskedChoose");
            view! { p(class="field-help") { (choose) } }
        }
    });
    let inside = view! {
        (message)
        p(class="field-help", role="status", data-test="intro-asked-nobody") { (nobody) }
        div(class="pair") { (roles) }
        (answers)
    };
    super::section(Part::Asked, inside)
}

/// Who asks, or is meant: with a note, or with a name alone.
#[derive(Clone, Debug, PartialEq)]
struct Somebody {
    id: Option<PersonId>,
    note: Rc<Person>,
}

fn somebody(desk: Desk, role: usize) -> Option<Somebody> {
    if let Some(id) = desk.asked[role].get_clone() {
        let note = desk.note_of(&id)?;
        return Some(Somebody { id: Some(id), note });
    }
    let name = desk.asked_names[role].get_clone();
    let note = || Somebody { id: None, note: Rc::new(Person { name: name.clone(), ..Person::default() }) };
    (!name.trim().is_empty()).then(note)
}

/// A box for one of the two, whom the message names, and a name for whoever has no note.
fn role(desk: Desk, role: usize, pick: Pick, found: ReadSignal<Vec<PersonId>>) -> View {
    let id = pick.id;
    let chosen = selector(move || desk.asked[role].with(Option::is_some));
    let box_view = picker(desk, pick);
    let others = dynamic(move || {
        if chosen.get() {
            return View::new();
        }
        let named: Vec<View> = found
            .get_clone()
            .into_iter()
            .map(|person| {
                let name = desk.name_of(&person).unwrap_or_default();
                let test = [id, "-named"].concat();
                let choose = move |_| desk.asked[role].set(Some(person.clone()));
                view! { button(r#type="button", class="button", data-test=test, on:click=handler(choose)) { bdi { (name) } } }
            })
            .collect();
        let free_id = [id, "-name"].concat();
        let free = Field::new(free_id, msg!("introAskedFree"), desk.asked_names[role]);
        let free = free.test(if role == ASKS { "intro-asks-name" } else { "intro-meant-name" }).view();
        view! { div(class="row") { (named) } (free) }
    });
    view! { div(class="known") { (box_view) (others) } }
}

/// Whether the user really knows both, and what can be answered.
fn answers(desk: Desk, asks: &Somebody, meant: &Somebody) -> View {
    let policy = desk.house.store.settings().policy.clone();
    let both = [asks, meant];
    let noted = both.map(|one| one.id.as_ref().map(|_| policy.verdict(&one.note)));
    let verdicts: Vec<View> =
        both.into_iter().zip(&noted).filter_map(|(one, said)| Some(verdict(said.as_ref()?, &one.note.name))).collect();
    let [knows_asks, knows_meant] = noted.map(|said| said.map(|said| Standing::from(&said) == Standing::ReallyKnow));
    let people: Option<Vec<PersonId>> = both.into_iter().map(|one| one.id.clone()).collect();
    let notes = both.map(|one| one.note.clone());
    let letters: Vec<View> = Answer::honest(knows_asks, knows_meant)
        .iter()
        .map(|answer| {
            let (id, heading) = match answer {
                Answer::Yes => ("answer-yes", msg!("introAnswerYes")),
                Answer::AskFirst => ("answer-ask", msg!("introAnswerAsk")),
                Answer::KindNo => ("answer-no", msg!("introAnswerNo")),
                Answer::NotNow => ("answer-not", msg!("introAnswerNot")),
            };
            let written_for = notes.clone();
            let written = selector(move || {
                let [asks, meant] = &written_for;
                answer.write(Shared::new(Side::First, asks), Shared::new(Side::Second, meant), desk.manner())
            });
            let (named, kept) = (notes.clone(), notes.clone());
            let names = Rc::new(move |side: Side| text::isolated(&named[usize::from(side == Side::Second)].name));
            let warnings = Rc::new(move |text: &str| kept_lines(&kept, text));
            let edited = people.clone().map_or_else(|| create_signal(None), |people| desk.own.text(id, people));
            let text = sheet(desk, Sheet { id: id.into(), written, edited, names, warnings });
            view! { article(class="letter", data-test=id) { h3 { (heading) } (text) } }
        })
        .collect();
    let (tone, language) = (super::texts::tone(desk, "asked-tone"), super::texts::language(desk, "asked-language"));
    let label = msg!("introGivePut");
    let put = people.and_then(|people| <[PersonId; 2]>::try_from(people).ok()).map(|people| {
        let put = move |_| {
            desk.put(None, people.clone().map(Some), String::new());
            focus(super::words::WHY);
        };
        view! {
            p { button(r#type="button", class="button", data-test="intro-asked-put", on:click=handler(put)) { (label) } }
        }
    });
    view! {
        div(class="verdicts", data-test="intro-asked-known") { (verdicts) }
        div(class="manner") { (tone) (language) }
        div(class="letters answers") { (letters) }
        (put)
    }
}
