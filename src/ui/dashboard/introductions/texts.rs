//! The texts: two asks and the note, each sentence with where it comes from.

use sycamore::prelude::*;
use sycamore::web::events::Event;
use wasm_bindgen_futures::spawn_local;

use super::state::{Desk, Letter};
use super::words;
use crate::introductions::{Language, Refused, Side, Text};
use crate::library::LedgerEdit;
use crate::library::ledger::Step;
use crate::ui::clipboard;
use crate::ui::components::field::{focus, text_of};
use crate::ui::dynamic::{dynamic, handler, live_text, selector};
use crate::ui::text::msg;

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
        view! { (manner(desk)) div(class="letters") { (letters) } }
    });
    view! { div(class="texts") { (shown) } }
}

/// Tone, length and language.
fn manner(desk: Desk) -> View {
    let tone = segments(desk.formal, "intro-tone", msg!("introTone"), [msg!("introWarm"), msg!("introFormal")]);
    let length = segments(desk.mail, "intro-length", msg!("introLength"), [msg!("introMessage"), msg!("introMail")]);
    let label = msg!("introLanguage");
    let options: Vec<View> = Language::ALL
        .iter()
        .map(|language| {
            let (code, name) = (language.code, language.name());
            let selected = desk.language.with_untracked(|chosen| Language::find(chosen) == *language);
            view! { option(value=code, lang=code, selected=selected) { (name) } }
        })
        .collect();
    let choose = move |event: Event| {
        if let Some(code) = event.target().and_then(|field| text_of(&field)) {
            desk.language.set(code);
        }
    };
    view! {
        div(class="manner") {
            (tone)
            (length)
            div(class="field") {
                label(class="field-label", r#for="intro-language") { (label) }
                select(id="intro-language", class="input", data-test="intro-language", on:change=handler(choose)) { (options) }
            }
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
    let edited = desk.edited(letter);
    let is_edited = selector(move || edited.with(Option::is_some));
    let body = dynamic(move || if is_edited.get() { own_text(desk, letter) } else { sentences(desk, letter, written) });
    let subject = live_text(move || {
        let subject = written.with(|text| text.subject.as_ref().map(|subject| subject.text.clone()));
        subject.map(|subject| msg!("introSubject", subject)).unwrap_or_default()
    });
    let test = ["intro-", letter.name()].concat();
    let heading_id = [letter.name(), "-heading"].concat();
    let named = heading_id.clone();
    let taken = step_button(desk, letter);
    let lang = move || desk.language.get_clone();
    view! {
        article(class="letter", aria-labelledby=named, data-test=test) {
            h3(id=heading_id) { (heading) }
            p(class="field-help") { (about) }
            p(class="letter-subject", lang=lang) { (subject) }
            (body)
            (buttons(desk, letter, written))
            (taken)
        }
    }
}

/// The text sentence by sentence. Hover and focus tell where a sentence comes from.
fn sentences(desk: Desk, letter: Letter, written: ReadSignal<Text>) -> View {
    let source_id = [letter.name(), "-source"].concat();
    let shown = create_signal(None::<String>);
    let described = source_id.clone();
    let paragraphs = dynamic(move || {
        let text = written.get_clone();
        let gap = text.gap;
        let paragraphs: Vec<View> = text
            .paragraphs
            .into_iter()
            .map(|paragraph| {
                let mut pieces: Vec<View> = Vec::new();
                for sentence in paragraph {
                    if !pieces.is_empty() {
                        pieces.push(gap.into());
                    }
                    let source = untrack(|| words::sources(desk, &sentence.sources));
                    let on_hover = source.clone();
                    let words = sentence.text;
                    let described = described.clone();
                    pieces.push(view! {
                        span(class="sentence", role="note", tabindex="0", aria-describedby=described,
                             on:focus=handler(move |_| shown.set(Some(source.clone()))),
                             on:mouseenter=handler(move |_| shown.set(Some(on_hover.clone())))) { (words) }
                    });
                }
                view! { p { (pieces) } }
            })
            .collect();
        paragraphs.into()
    });
    let hint = msg!("introSourceHint");
    let says = live_text(move || match shown.get_clone() {
        Some(source) => msg!("introSource", source),
        None => hint.clone(),
    });
    let language = desk.language.get_clone_untracked();
    let dir = if Language::find(&language).is_rtl() { "rtl" } else { "ltr" };
    view! {
        div(class="quote letter-text", lang=language, dir=dir, data-test="intro-text") { (paragraphs) }
        p(id=source_id, class="field-help letter-source", data-test="intro-source") { (says) }
    }
}

/// The text as the user changed it.
fn own_text(desk: Desk, letter: Letter) -> View {
    let edited = desk.edited(letter);
    let id = [letter.name(), "-own"].concat();
    let label = msg!("introOwnText");
    let typed = handler(move |event: Event| edited.set(event.target().and_then(|field| text_of(&field))));
    let field_id = id.clone();
    view! {
        label(class="visually-hidden", r#for=id) { (label) }
        textarea(id=field_id, class="input letter-own", dir="auto", rows="10", data-test="intro-own",
                 prop:value=move || edited.get_clone().unwrap_or_default(), on:input=typed)
    }
}

fn buttons(desk: Desk, letter: Letter, written: ReadSignal<Text>) -> View {
    let edited = desk.edited(letter);
    let text = move || edited.get_clone().unwrap_or_else(|| written.with(Text::plain));
    let copied = create_signal(false);
    let copy = move |_| {
        let text = untrack(text);
        spawn_local(async move {
            let done = clipboard::copy(&text).await;
            if copied.is_alive() {
                copied.set(done);
            }
        });
    };
    let copy_label = live_text(move || if copied.get() { msg!("commonCopied") } else { msg!("commonCopy") });
    let mail = move || {
        let subject = written.with(|text| text.subject.as_ref().map(|subject| subject.text.clone()));
        mail_link(&subject.unwrap_or_default(), &text())
    };
    let mail_label = msg!("introOpenMail");
    let edit_label =
        live_text(move || if edited.with(Option::is_some) { msg!("introOwnBack") } else { msg!("introOwn") });
    let edit = move |_| {
        if edited.with_untracked(Option::is_some) {
            edited.set(None);
        } else {
            edited.set(Some(written.with_untracked(Text::plain)));
            focus(&[letter.name(), "-own"].concat());
        }
    };
    view! {
        div(class="row") {
            button(r#type="button", class="button button-primary", data-test="intro-copy", on:click=handler(copy)) { (copy_label) }
            a(class="button", href=mail, target="_blank", rel="noreferrer", data-test="intro-mail") { (mail_label) }
            button(r#type="button", class="link", data-test="intro-edit", on:click=handler(edit)) { (edit_label) }
        }
    }
}

/// A link that opens a draft in the user's own mail program (RFC 6068).
fn mail_link(subject: &str, body: &str) -> String {
    let encode = |text: &str| String::from(js_sys::encode_uri_component(text));
    // RFC 6068 wants line breaks as CR LF.
    let body = encode(&body.replace('\n', "\r\n"));
    ["mailto:?subject=", &encode(subject), "&body=", &body].concat()
}

/// Notes in the ledger that this text went out.
fn step_button(desk: Desk, letter: Letter) -> View {
    let step = match letter {
        Letter::Ask(Side::First) => Step::AskedFirst,
        Letter::Ask(Side::Second) => Step::AskedSecond,
        Letter::Note => Step::Introduced,
    };
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
    let names = move || Side::BOTH.map(|side| desk.name(side));
    let words = {
        let step = step.clone();
        live_text(move || {
            let [first, second] = names();
            words::step(&step, &first, &second)
        })
    };
    let done = msg!("introNoted");
    let hint = live_text(move || match letter {
        Letter::Note if !may.get() && !has.get() => msg!("introNoteWaits"),
        _ => String::new(),
    });
    let take = handler(move |_| {
        let id = desk.id.get_clone_untracked();
        desk.note_down(desk.begin().into_iter().chain([LedgerEdit::Take { id, step: step.clone() }]).collect());
    });
    let hook = ["intro-took-", letter.name()].concat();
    let tick = move || if has.get() { done.clone() } else { String::new() };
    view! {
        div(class="letter-step") {
            button(r#type="button", class="button", data-test=hook, disabled=move || !may.get(), hidden=move || has.get(),
                   on:click=take) { (words) }
            p(class="saved", role="status", data-state="saved", hidden=move || !has.get()) { (tick()) }
            p(class="field-help") { (hint) }
        }
    }
}
