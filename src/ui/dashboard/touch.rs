//! Reminders, which are lists in the waiting room: how often to be in touch, by doors, and how long "not yet" lasts. A part of
//! the settings.

use sycamore::prelude::*;
use sycamore::web::events::Event;

use super::fields::{Choice, pick, section};
use super::house::House;
use super::rooms::Part;
use super::saver::Saver;
use crate::desk::SettingsEdit;
use crate::domain::{Cadence, Door};
use crate::library::settings::PutAside;
use crate::ui::components::field::text_of;
use crate::ui::dynamic::{effect, handler};
use crate::ui::text::msg;
use crate::ui::words;

/// One choice for each door, and one for whoever is put aside.
pub fn touch(house: House) -> View {
    let saver = Saver::new();
    let chosen = create_signal(Door::ALL.map(|_| Cadence::Never));
    effect(move || {
        let stored = house.store.settings();
        if !saver.is_ahead() {
            chosen.set(Door::ALL.map(|door| stored.in_touch.door(door).clone()));
        }
    });
    let rows: Vec<View> = Door::ALL.into_iter().enumerate().map(|(at, door)| row(saver, chosen, at, door)).collect();
    let (all, title, about) = (msg!("touchOff"), msg!("touchTitle"), msg!("touchSettingsAbout"));
    let aside = pick(
        house,
        saver,
        "aside",
        msg!("remindAside"),
        Some(msg!("remindAsideHint")),
        [("week", msg!("remindAWeek")), ("month", msg!("remindAMonth")), ("quarter", msg!("remindThreeMonths"))]
            .map(|(value, said)| Choice { value, lang: None, said })
            .into(),
        |settings| settings.aside.word().to_owned(),
        |word| SettingsEdit::Aside(PutAside::from_word(word)),
    );
    let off = move || chosen.with(|chosen| chosen.iter().all(|cadence| cadence.days().is_none()));
    section(
        Part::Touch,
        Some(saver),
        view! {
            div(class="stack", role="group", "aria-labelledby"="touch-doors") {
                h3(id="touch-doors", class="field-label") { (title) }
                p(class="field-help") { (about) }
                div(class="cadences") { (rows) }
                p(class="field-help", hidden=move || !off()) { (all) }
            }
            div(class="cadences") { (aside) }
        },
    )
}

fn row(saver: Saver, chosen: Signal<[Cadence; 3]>, at: usize, door: Door) -> View {
    let hook = format!("touch-{}", door.word());
    let (id, label) = (hook.clone(), words::door_title(door));
    let for_id = hook.clone();
    let options: Vec<View> = Cadence::ALL
        .iter()
        .map(|cadence| {
            let (word, said) = (cadence.word(), words::cadence(cadence));
            let selected = move || chosen.with(|chosen| chosen[at] == *cadence);
            view! { option(value=word, prop:selected=selected) { (said) } }
        })
        .collect();
    let choose = handler(move |event: Event| {
        let word = event.target().and_then(|target| text_of(&target)).unwrap_or_default();
        chosen.update(|chosen| chosen[at] = Cadence::from_word(&word));
        saver.save(SettingsEdit::InTouch(chosen.get_clone_untracked()));
    });
    view! {
        div(class="cadence") {
            label(class="field-label", r#for=for_id) { (label) }
            select(id=id, class="input", "data-test"=hook, on:change=choose) { (options) }
        }
    }
}
