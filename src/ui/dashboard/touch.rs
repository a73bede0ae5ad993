//! How often to be in touch, by doors: a part of the settings.

use sycamore::prelude::*;
use sycamore::web::events::Event;

use super::fields::section;
use super::house::House;
use super::rooms::Part;
use super::saver::Saver;
use crate::desk::SettingsEdit;
use crate::domain::{Cadence, Door};
use crate::ui::components::field::text_of;
use crate::ui::dynamic::{effect, handler};
use crate::ui::text::msg;
use crate::ui::words;

/// One choice for each door.
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
    let all = msg!("touchOff");
    let off = move || chosen.with(|chosen| chosen.iter().all(|cadence| cadence.days().is_none()));
    section(
        Part::Touch,
        Some(saver),
        view! {
            div(class="cadences") { (rows) }
            p(class="field-help", hidden=move || !off()) { (all) }
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
