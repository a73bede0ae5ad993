//! Which doors count.

use sycamore::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::desk::{Request, SettingsEdit};
use crate::domain::Door;
use crate::ui::components::consent;
use crate::ui::dynamic::{handler, selector};
use crate::ui::send::send;
use crate::ui::store::Store;
use crate::ui::text::msg;
use crate::ui::words;

/// A switch for each door, stored at once.
pub fn rule(store: Store) -> View {
    let trouble = create_signal(None);
    let doors: Vec<View> = Door::ALL.into_iter().map(|door| switch(store, door, trouble)).collect();
    let (title, about, legend) = (msg!("welcomeRule"), msg!("welcomeRuleAbout"), msg!("dashboardRuleDoors"));
    let problem = consent::problem(trouble);
    view! {
        h2(id="rule-heading") { (title) }
        p(class="part-about soft") { (about) }
        fieldset(class="switches") { legend(class="visually-hidden") { (legend) } (doors) }
        (problem)
    }
}

fn switch(store: Store, door: Door, trouble: Signal<Option<String>>) -> View {
    let counts = selector(move || store.settings().policy.doors.counts(door));
    let test = format!("door-counts-{}", door.word());
    let hint_id = format!("{test}-hint");
    let described = hint_id.clone();
    let (title, hint) = (words::door_title(door), words::door_hint(door));
    let change = move |_| {
        let now = store.settings();
        let doors = Door::ALL.map(|other| now.policy.doors.counts(other) != (other == door));
        spawn_local(async move {
            let reply = send(&Request::Settings { edits: vec![SettingsEdit::Doors(doors)] }).await;
            trouble.set(reply.err().map(|problem| problem.message));
        });
    };
    view! {
        label(class="switch") {
            input(r#type="checkbox", "data-test"=test, "aria-describedby"=described, prop:checked=move || counts.get(),
                on:change=handler(change))
            span(class="switch-text") {
                span(class="switch-label") { (title) }
                span(id=hint_id, class="switch-hint field-help") { (hint) }
            }
        }
    }
}
