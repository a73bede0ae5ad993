//! The user's rule: which doors count, the rule in words, and what follows from it.

use sycamore::prelude::*;

use super::fields::{Text, section, switch};
use super::house::House;
use super::judged;
use super::rooms::Part;
use super::saver::Saver;
use crate::desk::SettingsEdit;
use crate::domain::{Door, Policy};
use crate::ui::text::{self, msg};
use crate::ui::words;

/// The part of the settings with the user's rule.
pub fn rule(house: House) -> View {
    let saver = Saver::new();
    let doors: Vec<View> = Door::ALL.into_iter().map(|door| door_switch(house, saver, door)).collect();
    let own = Text::new(house, saver, |settings| &settings.policy.words, SettingsEdit::PolicyWords);
    let own = own.view("policy-words", msg!("dashboardRuleWords"), 3, msg!("dashboardRuleWordsExample"));
    let legend = msg!("dashboardRuleDoors");
    let judged = judged::judged(house);
    let follows = move || example(&house.store.settings().policy);
    section(
        Part::Rule,
        Some(saver),
        view! {
            div(class="field") { (own) }
            fieldset(class="switches") {
                legend(class="field-label") { (legend) }
                (doors)
            }
            p(class="follows", data-test="rule-example", aria-live="polite") { (follows()) }
            (judged)
        },
    )
}

fn door_switch(house: House, saver: Saver, door: Door) -> View {
    let word = door.word();
    switch(
        house,
        saver,
        format!("door-counts-{word}"),
        words::door_title(door),
        (door == Door::Met).then(|| msg!("dashboardDoorMetHint")),
        move |settings| settings.policy.doors.counts(door),
        move |settings, counts| {
            let of = |other| if other == door { counts } else { settings.policy.doors.counts(other) };
            SettingsEdit::Doors(Door::ALL.map(of))
        },
    )
}

/// What the rule means, in one sentence.
fn example(policy: &Policy) -> String {
    let those = |door: &Door| match door {
        Door::Worked => msg!("dashboardRuleWorked"),
        Door::Met => msg!("dashboardRuleMet"),
        Door::Close => msg!("dashboardRuleClose"),
    };
    let counting: Vec<String> = Door::ALL.iter().filter(|door| policy.doors.counts(**door)).map(those).collect();
    if counting.is_empty() { msg!("dashboardRuleNobody") } else { msg!("dashboardRuleMeans", text::list(&counting)) }
}
