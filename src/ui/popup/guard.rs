//! How the guard behaves: a choice of three, saved at once.

use sycamore::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::desk::{Request, SettingsEdit};
use crate::library::Guard;
use crate::ui::dynamic::{effect, selector};
use crate::ui::send::send;
use crate::ui::store::Store;
use crate::ui::text::msg;

/// The choice between off, remind and pause, with a line that explains the one chosen.
pub fn guard(store: Store) -> View {
    // What the user chose and isn't stored yet.
    let asked = create_signal(None::<Guard>);
    let problem = create_signal(None::<String>);
    let chosen = selector(move || asked.get_clone().unwrap_or_else(|| store.settings().guard.clone()));
    let choose = move |guard: Guard| {
        asked.set(Some(guard.clone()));
        problem.set(None);
        spawn_local(async move {
            let reply = send(&Request::Settings { edits: vec![SettingsEdit::Guard(guard.clone())] }).await;
            if !asked.is_alive() {
                return;
            }
            if let Err(why) = reply {
                problem.set(Some(why.message));
                asked.set(None);
            }
        });
    };
    // Stored: from now on storage says what is chosen.
    effect(move || {
        let stored = Some(store.settings().guard.clone());
        if asked.with_untracked(|asked| *asked == stored) {
            asked.set(None);
        }
    });
    let choices: Vec<View> = Guard::ALL.iter().map(|guard| choice(guard.clone(), chosen, choose)).collect();
    let explained = move || problem.get_clone().unwrap_or_else(|| chosen.with(explanation));
    let legend = msg!("popupGuard");
    view! {
        fieldset(class="guard", aria-describedby="guard-says") {
            legend(class="guard-legend field-label") { (legend) }
            div(class="segments") { (choices) }
            p(id="guard-says", class="guard-says field-help", role="status") { (explained()) }
        }
    }
}

fn choice(guard: Guard, chosen: ReadSignal<Guard>, choose: impl Fn(Guard) + 'static) -> View {
    let word = guard.word().to_owned();
    let hook = format!("guard-{word}");
    let id = hook.clone();
    let label = match guard {
        Guard::Off => msg!("popupGuardOff"),
        Guard::Remind => msg!("popupGuardRemind"),
        Guard::Pause => msg!("popupGuardPause"),
        Guard::Other(_) => word.clone(),
    };
    let this = guard.clone();
    view! {
        label(class="segment") {
            input(r#type="radio", name="guard", id=id, data-test=hook, value=word,
                  prop:checked=move || chosen.with(|chosen| *chosen == this),
                  on:change=move |_| choose(guard.clone()))
            span { (label) }
        }
    }
}

fn explanation(guard: &Guard) -> String {
    match guard {
        Guard::Off => msg!("popupGuardOffSays"),
        Guard::Remind => msg!("popupGuardRemindSays"),
        Guard::Pause => msg!("popupGuardPauseSays"),
        Guard::Other(_) => String::new(),
    }
}
