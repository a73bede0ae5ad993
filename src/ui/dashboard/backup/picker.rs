//! Choosing a person by name, and choosing a file.

use sycamore::prelude::*;
use sycamore::web::events;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;

use super::helper::{Chosen, With};
use super::{Desk, words};
use crate::exchange::worker::talk::{Job, Named, Told};
use crate::ui::components::field::take_in;
use crate::ui::dynamic::{dynamic, handler};
use crate::ui::text::msg;

/// A field in which names are typed, and those who are found below it.
pub fn person(desk: Desk, one: Signal<Option<Named>>) -> View {
    let typed = create_signal(String::new());
    let found = create_signal(Vec::<Named>::new());
    let opened = create_signal(false);
    // One question at a time; what is typed meanwhile is asked after it.
    let asking = create_signal(false);
    let look = move || {
        if asking.get_untracked() || desk.busy.with_untracked(Option::is_some) {
            return;
        }
        asking.set(true);
        spawn_local(async move {
            loop {
                let text = typed.get_clone_untracked();
                let with = if opened.replace(true) { With::Nothing } else { With::Library };
                let answer = desk.helper.ask(&Job::Find { text: text.clone() }, with).await;
                if !typed.is_alive() {
                    return;
                }
                if let Ok(Some(answer)) = answer
                    && let Told::Found(people) = answer.told
                {
                    found.set(people);
                }
                if typed.with_untracked(|now| *now == text) {
                    break;
                }
            }
            asking.set(false);
        });
    };
    let input = handler(move |event: events::Event| {
        take_in(&event, typed);
        one.set(None);
        look();
    });
    let results = move || {
        let choices: Vec<View> = found.get_clone().into_iter().map(|named| choice(one, named)).collect();
        let nobody = choices.is_empty() && typed.with(|typed| !typed.trim().is_empty()) && !asking.get();
        let nobody = if nobody { msg!("backupFindNobody") } else { String::new() };
        view! { div(class="choices", role="group") { (choices) } p(class="field-help", role="status") { (nobody) } }
    };
    let results = dynamic(results);
    let label = msg!("backupFind");
    view! {
        div(class="field") {
            label(class="field-label", r#for="find-person") { (label) }
            input(id="find-person", class="input", r#type="search", autocomplete="off", data-test="find-person", dir="auto",
                  prop:value=move || typed.get_clone(), on:input=input)
            (results)
        }
    }
}

fn choice(one: Signal<Option<Named>>, named: Named) -> View {
    let (name, hint) = (named.name.clone(), named.headline.clone());
    let id = named.id.clone();
    let is = move || one.with(|one| one.as_ref().is_some_and(|one| one.id == id));
    let label = view! { bdi { (name) } };
    let hook = named.id.to_string();
    words::one_of("person", &hook, is, move || one.set(Some(named.clone())), label, Some(hint))
}

/// A place where a file can be dropped, or chosen by a click.
pub fn file(hook: &'static str, label: String, chosen: impl Fn(Chosen) + Clone + 'static) -> View {
    let over = create_signal(false);
    let of = |from: &JsValue, name: &str| js_sys::Reflect::get(from, &name.into()).unwrap_or_default();
    let first = move |from: &JsValue| {
        let file = of(&of(from, "files"), "0");
        (!file.is_undefined()).then(|| file.unchecked_into::<Chosen>())
    };
    let by_click = {
        let chosen = chosen.clone();
        handler(move |event: events::Event| {
            let Some(input) = event.target() else { return };
            if let Some(file) = first(&input) {
                chosen(file);
            }
            // The same file can be chosen again, perhaps after it was changed.
            let _ = js_sys::Reflect::set(&input, &"value".into(), &"".into());
        })
    };
    let by_drop = handler(move |event: events::DragEvent| {
        event.prevent_default();
        over.set(false);
        if let Some(file) = first(&of(&event, "dataTransfer")) {
            chosen(file);
        }
    });
    // Without this the browser would open the file itself.
    let above = handler(move |event: events::DragEvent| {
        event.prevent_default();
        over.set(true);
    });
    let gone = handler(move |_: events::DragEvent| over.set(false));
    let hint = msg!("backupDrop");
    view! {
        label(class="drop", data-over=move || over.get().then_some("yes"),
              on:dragover=above, on:dragleave=gone, on:drop=by_drop) {
            span(class="drop-label") { (label) }
            span(class="field-help") { (hint) }
            input(r#type="file", class="drop-input", data-test=hook, on:change=by_click)
        }
    }
}
