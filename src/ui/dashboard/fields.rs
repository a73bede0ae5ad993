//! The parts that the settings are made of: a section, a switch, a text.

use sycamore::prelude::*;
use sycamore::web::events::Event;

use super::house::House;
use super::rooms::Part;
use super::saver::Saver;
use crate::desk::SettingsEdit;
use crate::library::Settings;
use crate::ui::components::field::text_of;
use crate::ui::dynamic::{effect, handler};

/// A part of the room with a heading, a line that says what it is for, and whether it is saved.
pub fn section(part: Part, saver: Option<Saver>, inside: View) -> View {
    let (name, heading, about) = (part.name(), part.title(), part.about());
    let heading_id = part.heading_id();
    let labelled = heading_id.clone();
    let saved = saver.map(Saver::view);
    view! {
        section(id=name, class="part", aria-labelledby=labelled) {
            div(class="part-head") {
                h2(id=heading_id, tabindex="-1") { (heading) }
                (saved)
            }
            p(class="part-about soft") { (about) }
            (inside)
        }
    }
}

/// A switch. `of` reads its value; `to` makes the edit that stores a new one.
pub fn switch(
    house: House,
    saver: Saver,
    hook: String,
    label: String,
    hint: Option<String>,
    of: impl Fn(&Settings) -> bool + 'static,
    to: impl Fn(&Settings, bool) -> SettingsEdit + 'static,
) -> View {
    let value = create_signal(false);
    effect(move || {
        let stored = of(&house.store.settings());
        if !saver.is_ahead() {
            value.set(stored);
        }
    });
    let id = hook.clone();
    let described = hint.as_ref().map(|_| format!("{hook}-hint"));
    let hint = hint.map(|hint| {
        let id = format!("{hook}-hint");
        view! { span(class="switch-hint field-help", id=id) { (hint) } }
    });
    let change = move |_| {
        value.set(!value.get_untracked());
        saver.save(to(&untrack(|| house.store.settings()), value.get_untracked()));
    };
    view! {
        label(class="switch") {
            input(r#type="checkbox", id=id, data-test=hook, aria-describedby=described,
                  prop:checked=move || value.get(), on:change=change)
            span(class="switch-text") { span(class="switch-label") { (label) } (hint) }
        }
    }
}

/// A switch of the page alone.
pub fn plain_switch(
    hook: &'static str,
    label: String,
    hint: String,
    is: impl Fn() -> bool + 'static,
    mut change: impl FnMut() + 'static,
) -> View {
    let id = format!("{hook}-hint");
    let described = id.clone();
    view! {
        label(class="switch") {
            input(r#type="checkbox", data-test=hook, aria-describedby=described, prop:checked=is,
                  on:change=move |_| change())
            span(class="switch-text") {
                span(class="switch-label") { (label) }
                span(id=id, class="switch-hint field-help") { (hint) }
            }
        }
    }
}

/// One of several choices.
#[derive(Clone)]
pub struct Choice {
    /// As it is stored.
    pub value: &'static str,
    /// The language it is said in, if not ours.
    pub lang: Option<&'static str>,
    pub said: String,
}

/// A choice of one of several. `of` reads what is stored; `to` makes the edit that stores another.
#[allow(clippy::too_many_arguments, reason = "each is one line of a form")]
pub fn pick(
    house: House,
    saver: Saver,
    hook: &'static str,
    label: String,
    hint: Option<String>,
    choices: Vec<Choice>,
    of: fn(&Settings) -> String,
    to: fn(&str) -> SettingsEdit,
) -> View {
    let chosen = create_signal(String::new());
    effect(move || {
        let stored = of(&house.store.settings());
        if !saver.is_ahead() {
            chosen.set(stored);
        }
    });
    let options: Vec<View> = choices
        .into_iter()
        .map(|Choice { value, lang, said }| {
            let selected = move || chosen.with(|chosen| chosen == value);
            view! { option(value=value, lang=lang, prop:selected=selected) { (said) } }
        })
        .collect();
    let choose = handler(move |event: Event| {
        let value = event.target().and_then(|target| text_of(&target)).unwrap_or_default();
        saver.save(to(&value));
        chosen.set(value);
    });
    let described = hint.as_ref().map(|_| format!("{hook}-hint"));
    let hint = hint.map(|hint| {
        let id = format!("{hook}-hint");
        view! { p(class="field-help", id=id) { (hint) } }
    });
    view! {
        div(class="cadence") {
            label(class="field-label", r#for=hook) { (label) }
            select(id=hook, class="input", "data-test"=hook, "aria-describedby"=described, on:change=choose) { (options) }
            (hint)
        }
    }
}

/// A text of several lines that follows what is stored, unless the user is writing in it.
#[derive(Clone, Copy)]
pub struct Text {
    pub value: Signal<String>,
    saver: Saver,
    edit: fn(String) -> SettingsEdit,
}

impl Text {
    /// A text of the settings. `of` reads it; `edit` makes the edit that stores a new one.
    pub fn new(house: House, saver: Saver, of: fn(&Settings) -> &str, edit: fn(String) -> SettingsEdit) -> Self {
        let value = create_signal(String::new());
        effect(move || {
            let stored = house.store.settings();
            if !saver.is_ahead() && value.with_untracked(|value| value.trim() != of(&stored).trim()) {
                value.set(of(&stored).to_owned());
            }
        });
        Self { value, saver, edit }
    }

    /// Takes in what the user wrote, and saves it.
    pub fn write(self, text: String) {
        self.value.set(text.clone());
        self.saver.save((self.edit)(text));
    }

    /// The field, with its visible label.
    pub fn view(self, hook: &'static str, label: String, rows: u32, placeholder: String) -> View {
        let field = create_node_ref();
        let written = move |_| {
            let text = js_sys::Reflect::get(&field.get(), &"value".into()).ok().and_then(|value| value.as_string());
            self.write(text.unwrap_or_default());
        };
        let rows = rows.to_string();
        view! {
            label(class="field-label", r#for=hook) { (label) }
            textarea(id=hook, class="input", data-test=hook, rows=rows, placeholder=placeholder, dir="auto",
                     r#ref=field, prop:value=move || self.value.get_clone(), on:input=written)
        }
    }
}
