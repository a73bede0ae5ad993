//! Elements, fields and sources in the interface's words.

use sycamore::prelude::*;

use super::state::Desk;
use crate::domain::{Field, PersonId};
use crate::introductions::{Element, Side, Source};
use crate::library::ledger::{State, Step};
use crate::ui::dynamic::live_text;
use crate::ui::store::{Lookup, Store};
use crate::ui::text::{self, msg};

/// The id of the field for the reason.
pub const WHY: &str = "intro-why";

/// Somebody's name for a sentence, from which it is kept apart; for who isn't there any more, that.
pub fn name(store: Store, id: &PersonId) -> String {
    match store.person(id) {
        Lookup::Found(_, person) if !person.name.trim().is_empty() => text::isolated(&person.name),
        Lookup::Found(..) => msg!("popupNoName"),
        Lookup::Loading => "…".to_owned(),
        Lookup::Nobody | Lookup::Unreadable(_) => msg!("introGone"),
    }
}

/// What a field of a note is called.
pub fn field(field: &Field) -> String {
    match field {
        Field::Name => msg!("introFieldName"),
        Field::Worked | Field::Met | Field::Close => msg!("introFieldHow"),
        Field::MetOn => msg!("doorMetOn"),
        Field::MetWhere => msg!("doorMetWhere"),
        Field::Story => msg!("doorStory"),
        Field::Memory => msg!("commonMemory"),
        Field::GoodAt => msg!("doorGoodAt"),
        Field::LooksFor => msg!("doorLooksFor"),
        _ => field.word().to_owned(),
    }
}

/// Where a sentence comes from, for the line below the text.
pub fn sources(names: &dyn Fn(Side) -> String, sources: &[Source]) -> String {
    let mut said: Vec<String> = Vec::new();
    for source in sources {
        let words = match source {
            Source::Note { side, field: of, .. } => msg!("introSourceNote", names(*side), field(of)),
            Source::Why => msg!("introSourceWhy"),
            Source::Rule => msg!("introSourceRule"),
            Source::Courtesy => msg!("introSourceCourtesy"),
        };
        if !said.contains(&words) {
            said.push(words);
        }
    }
    text::list(&said)
}

/// What one of the two would learn, and what not: "Leonard would learn how you know Jim, but not when you met."
pub fn meter(desk: Desk, side: Side) -> View {
    let says = live_text(move || {
        let Some(learns) = desk.pair(|pair| pair.learns(side)) else { return String::new() };
        let (who, about) = (desk.name(side), desk.name(side.other()));
        let words = |element: &Element| match element {
            Element::How => msg!("introLearnHow", about),
            Element::When => msg!("introLearnWhen"),
            Element::Story => msg!("introLearnStory"),
            Element::GoodAt => msg!("introLearnGoodAt", about),
            Element::LooksFor => msg!("introLearnLooksFor", about),
            Element::Why => msg!("introLearnWhy"),
        };
        let told: Vec<String> = learns.iter().map(words).collect();
        let untold = Element::WANTED.iter().filter(|element| !learns.contains(element));
        let untold: Vec<String> = untold.map(words).collect();
        match (told.is_empty(), untold.is_empty()) {
            (true, _) => msg!("introLearnNothing", who, about),
            (_, true) => msg!("introLearn", who, text::list(&told)),
            _ => msg!("introLearnBut", who, text::list(&told), text::list(&untold)),
        }
    });
    view! { p { (says) } }
}

/// Where an introduction stands.
pub fn state(state: State) -> String {
    match state {
        State::Begun => msg!("introStateBegun"),
        State::Asking => msg!("introStateAsking"),
        State::BothSaidYes => msg!("introStateBothSaidYes"),
        State::Introduced => msg!("introStateIntroduced"),
        State::Thanked => msg!("introStateThanked"),
        State::Declined => msg!("introStateDeclined"),
        State::LetGo => msg!("introStateLetGo"),
    }
}

/// A step that was taken, or can be, with the two's names.
pub fn step(step: &Step, first: &str, second: &str) -> String {
    match step {
        Step::AskedFirst => msg!("introStepAsked", first),
        Step::AskedSecond => msg!("introStepAsked", second),
        Step::FirstSaidYes => msg!("introStepSaidYes", first),
        Step::SecondSaidYes => msg!("introStepSaidYes", second),
        Step::Introduced => msg!("introStepIntroduced"),
        Step::FollowedUp => msg!("introStepFollowedUp"),
        Step::Thanked => msg!("introStepThanked"),
        Step::Declined => msg!("introStepDeclined"),
        Step::FirstDeclined => msg!("introStepSaidNo", first),
        Step::SecondDeclined => msg!("introStepSaidNo", second),
        Step::LetGo => msg!("introStepLetGo"),
        Step::Other(word) => word.clone(),
    }
}
