//! The texts: two asks and the note.

use std::rc::Rc;

use sycamore::prelude::*;
use sycamore::web::events::Event;
use wasm_bindgen_futures::spawn_local;

use super::sheet::{Sheet, kept_lines, sheet};
use super::state::{Desk, Letter};
use super::words;
use crate::domain::Person;
use crate::introductions::{Language, Refused, Shared, Side, Text};
use crate::library::LedgerEdit;
use crate::library::ledger::Step;
use crate::ui::components::field::{focus, text_of};
use crate::ui::dynamic::{dynamic, effect, handler, live_text, selector};
use crate::ui::text::{self, msg};

/// How the texts are written, and the texts.
pub fn texts(desk: Desk) -> View {
    let refused = selector(move || desk.pair(|pair| pair.compose(desk.manner()).is_err()).unwrap_or(true));
    let shown = dynamic(move || {
        if refused.get() {
            let (title, about) = (msg!("introRefused"), msg!("introRefusedAbout"));
            return view! {
                div(class="banner", data-test="intro-refused", role="status") {
                    p(class="banner-title") { (title) }
                    p { (about) }
                }
            };
        }
        let letters: Vec<View> = Letter::ALL.into_iter().map(|letter| self::letter(desk, letter)).collect();
        let (manner, help) = (manner(desk), msg!("introLanguageHelp"));
        view! { (manner) p(class="field-help") { (help) } div(class="letters") { (letters) } }
    });
    view! { div(class="texts") { (shown) } }
}

/// Tone, length and language.
fn manner(desk: Desk) -> View {
    let (tone, language) = (tone(desk, "intro-tone"), language(desk, "intro-language"));
    let length = segments(desk.mail, "intro-length", msg!("introLength"), [msg!("introMessage"), msg!("introMail")]);
    view! { div(class="manner") { (tone) (length) (language) } }
}

/// Warm or formal, the same for all texts.
pub fn tone(desk: Desk, name: &'static str) -> View {
    segments(desk.formal, name, msg!("introTone"), [msg!("introWarm"), msg!("introFormal")])
}

/// The language of all texts.
pub fn language(desk: Desk, id: &'static str) -> View {
    let label = msg!("introLanguage");
    let options: Vec<View> = Language::ALL
        .iter()
        .map(|language| {
            let (code, name) = (language.code, language.name());
            let selected = move || desk.language.with(|chosen| Language::find(chosen) == *language);
            view! { option(value=code, lang=code, prop:selected=selected) { (name) } }
        })
        .collect();
    let choose = move |event: Event| {
        if let Some(code) = event.target().and_then(|field| text_of(&field)) {
            desk.language.set(code);
        }
    };
    view! {
        div(class="field") {
            label(class="field-label", r#for=id) { (label) }
            select(id=id, class="input", data-test=id, on:change=handler(choose)) { (options) }
        }
    }
}

/// One of two.
fn segments(value: Signal<bool>, name: &'static str, legend: String, labels: [String; 2]) -> View {
    let buttons: Vec<View> = [false, true]
        .into_iter()
        .zip(labels)
        .map(|(means, label)| {
            let hook = [name, if means { "-2" } else { "-1" }].concat();
            view! {
                label(class="segment") {
                    input(r#type="radio", name=name, data-test=hook, prop:checked=move || value.get() == means,
                          on:change=handler(move |_| value.set(means)))
                    (label)
                }
            }
        })
        .collect();
    view! {
        fieldset(class="field") {
            legend(class="field-label") { (legend) }
            div(class="segments") { (buttons) }
        }
    }
}

fn write(desk: Desk, letter: Letter) -> Option<Text> {
    let manner = desk.manner();
    let text: Result<Text, Refused> = desk.pair(|pair| match letter {
        Letter::Ask(side) => pair.ask(side, manner),
        Letter::Note => pair.compose(manner),
    })?;
    text.ok()
}

fn letter(desk: Desk, letter: Letter) -> View {
    let heading = live_text(move || match letter {
        Letter::Ask(side) => msg!("introAsk", desk.name(side)),
        Letter::Note => msg!("introNoteToBoth"),
    });
    let about = match letter {
        Letter::Ask(_) => msg!("introAskAbout"),
        Letter::Note => msg!("introNoteAbout"),
    };
    let written = selector(move || write(desk, letter).unwrap_or_default());
    let names = Rc::new(move |side| desk.name(side));
    let warnings = Rc::new(move |text: &str| warnings(desk, letter, text));
    let refused = selector(move || written.with(|text| text.paragraphs.is_empty()));
    let edited = desk.edited(letter);
    let is_own = selector(move || edited.with(Option::is_some));
    let body = dynamic(move || match letter {
        Letter::Ask(side) if refused.get() && !is_own.get() => {
            let words = msg!("introUnnamed", desk.name(side.other()));
            view! { p(class="question-words", role="status", data-test="intro-unnamed") { (words) } }
        }
        _ => {
            let (names, warnings) = (names.clone(), warnings.clone());
            sheet(desk, Sheet { id: letter.name().into(), written, edited, names, warnings })
        }
    });
    let left_out = live_text(move || {
        let lines: Vec<String> =
            written.with(|text| text.left_out.iter().map(|line| text::isolated(&line.text)).collect());
        match letter {
            Letter::Ask(side) if !lines.is_empty() => {
                msg!("introLeftOut", desk.name(side.other()), text::list(&lines))
            }
            _ => String::new(),
        }
    });
    let test = ["intro-", letter.name()].concat();
    let heading_id = [letter.name(), "-heading"].concat();
    let named = heading_id.clone();
    let taken = step_button(desk, letter);
    view! {
        article(class="letter", aria-labelledby=named, data-test=test) {
            h3(id=heading_id) { (heading) }
            p(class="field-help") { (about) }
            (body)
            p(class="field-help", data-test="intro-left-out") { (left_out) }
            (taken)
        }
    }
}

/// What is to be said against a text as the user changed it.
fn warnings(desk: Desk, letter: Letter, text: &str) -> Vec<String> {
    let people: Vec<Rc<Person>> = Side::BOTH.into_iter().filter_map(|side| desk.person(side)).collect();
    let mut warnings = kept_lines(&people, text);
    if let Letter::Ask(side) = letter {
        let named = desk.person(side.other()).is_some_and(|other| Shared::new(Side::First, &other).is_named_in(text));
        warnings.extend(named.then(|| msg!("introNamedInText", desk.name(side.other()))));
    }
    warnings
}

/// What can be noted beside a letter: that it went out, and then what came of it.
const fn steps_of(letter: Letter) -> [Step; 3] {
    match letter {
        Letter::Ask(Side::First) => [Step::AskedFirst, Step::FirstSaidYes, Step::FirstDeclined],
        Letter::Ask(Side::Second) => [Step::AskedSecond, Step::SecondSaidYes, Step::SecondDeclined],
        Letter::Note => [Step::Introduced, Step::FollowedUp, Step::Thanked],
    }
}

/// Notes in the ledger that this text went out, and what was answered.
fn step_button(desk: Desk, letter: Letter) -> View {
    let [step, ..] = steps_of(letter);
    let wanted = step.clone();
    let entry = selector(move || {
        let id = desk.id.get_clone();
        let ledger = desk.house.store.ledger().unwrap_or_default();
        ledger.introductions.iter().find(|entry| entry.id == id).cloned().unwrap_or_default()
    });
    let has = {
        let step = step.clone();
        selector(move || entry.with(|entry| entry.has(&step)))
    };
    let may = selector(move || entry.with(|entry| entry.may(&wanted)));
    let words = move |step: Step| {
        live_text(move || {
            let [first, second] = Side::BOTH.map(|side| desk.name(side));
            words::step(&step, &first, &second)
        })
    };
    let done = msg!("introNoted");
    let hint = live_text(move || match letter {
        Letter::Note if !may.get() && !has.get() => msg!("introNoteWaits"),
        _ => String::new(),
    });
    // The button that was pressed goes; the focus goes on to what is said in its place.
    let pressed = create_signal(false);
    let noted_id = [letter.name(), "-noted"].concat();
    let said = noted_id.clone();
    // To begin an introduction is no step yet.
    let taken = selector(move || entry.with(|entry| entry.steps.len()));
    effect(move || {
        taken.track();
        if pressed.replace_silent(false) {
            let said = said.clone();
            spawn_local(async move { focus(&said) });
        }
    });
    let take = move |step: Step| {
        handler(move |_| {
            let id = desk.id.get_clone_untracked();
            pressed.set_silent(true);
            desk.note_down(desk.begin().into_iter().chain([LedgerEdit::Take { id, step: step.clone() }]).collect());
        })
    };
    let then = selector(move || {
        entry.with(|entry| {
            let [out, then @ ..] = steps_of(letter);
            let then = then.into_iter().filter(|step| entry.has(&out) && entry.may(step));
            then.collect::<Vec<Step>>()
        })
    });
    let then = dynamic(move || {
        let buttons = then.get_clone().into_iter().map(|step| {
            let (hook, words, take) = (["intro-said-", step.word()].concat(), words(step.clone()), take(step));
            view! { button(r#type="button", class="button", data-test=hook, on:click=take) { (words) } }
        });
        buttons.collect::<Vec<View>>().into()
    });
    let hook = ["intro-took-", letter.name()].concat();
    let (label, take) = (words(step.clone()), take(step));
    // The latest of what was noted here.
    let latest = live_text(move || {
        let latest = entry.with(|entry| {
            let here = steps_of(letter);
            entry.steps.iter().rev().find(|taken| here.contains(&taken.step)).map(|taken| taken.step.clone())
        });
        let [first, second] = Side::BOTH.map(|side| desk.name(side));
        latest.map(|step| [&done, ": ", &words::step(&step, &first, &second)].concat()).unwrap_or_default()
    });
    view! {
        div(class="letter-step") {
            button(r#type="button", class="button", data-test=hook, disabled=move || !may.get(), hidden=move || has.get(),
                   on:click=take) { (label) }
            div(class="spoken", role="status") {
                p(id=noted_id, class="saved", tabindex="-1", data-state="saved", hidden=move || !has.get()) { (latest) }
            }
            div(class="row") { (then) }
            p(class="field-help") { (hint) }
        }
    }
}
