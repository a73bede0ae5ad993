//! Chips: several of many. Segments: one of a few. Both are real checkboxes and radio buttons.

use crate::domain::sorted::SortedSet;
use crate::ui::dynamic::handler;
use sycamore::prelude::*;

/// Chips to choose several from. Words that only a newer version knows are offered while they are chosen.
#[must_use]
pub fn chips<W: Clone + Ord + 'static>(
    label: String,
    all: &[W],
    words: fn(&W) -> String,
    stored: fn(&W) -> String,
    chosen: Signal<SortedSet<W>>,
) -> View {
    let mut offered = all.to_vec();
    chosen.with_untracked(|chosen| offered.extend(chosen.iter().filter(|word| !all.contains(word)).cloned()));
    let chips: Vec<View> = offered
        .into_iter()
        .map(|word| {
            let text = words(&word);
            let name = stored(&word);
            let checked = {
                let word = word.clone();
                move || chosen.with(|chosen| chosen.contains(&word))
            };
            let toggle = move |_| {
                chosen.update(|chosen| {
                    if !chosen.remove(&word) {
                        chosen.insert(word.clone());
                    }
                });
            };
            view! {
                label(class="chip", "data-kind"=name) {
                    input(r#type="checkbox", prop:checked=checked, on:change=handler(toggle))
                    span(dir="auto") { (text) }
                }
            }
        })
        .collect();
    view! {
        div(class="chips", role="group", "aria-label"=label) { (chips) }
    }
}

/// Segments to choose one from. `name` groups the radio buttons and must be unique in the page.
#[must_use]
pub fn segments<T: Clone + PartialEq + 'static>(
    name: &'static str,
    label: String,
    choices: Vec<(T, String, &'static str)>,
    chosen: Signal<T>,
) -> View {
    let segments: Vec<View> = choices
        .into_iter()
        .map(|(choice, text, test)| {
            let checked = {
                let choice = choice.clone();
                move || chosen.with(|chosen| *chosen == choice)
            };
            view! {
                label(class="segment") {
                    input(r#type="radio", name=name, "data-test"=test, prop:checked=checked,
                        on:change=handler(move |_| chosen.set(choice.clone())))
                    span { (text) }
                }
            }
        })
        .collect();
    view! {
        div(class="segments", role="radiogroup", "aria-label"=label) { (segments) }
    }
}
