//! A text to be copied: each sentence with where it comes from, or as the user changed it.

use std::rc::Rc;

use sycamore::prelude::*;
use sycamore::web::events::{Event, KeyboardEvent};
use wasm_bindgen_futures::spawn_local;

use super::state::Desk;
use super::words;
use crate::domain::Person;
use crate::introductions::mail::Draft;
use crate::introductions::{Sentence, Shared, Side, Text};
use crate::ui::clipboard;
use crate::ui::components::field::{focus, text_of};
use crate::ui::dynamic::{dynamic, handler, live_text, selector};
use crate::ui::text::{self, isolated, msg};

/// Says what speaks against a text.
pub type Warnings = Rc<dyn Fn(&str) -> Vec<String>>;

/// A text on the desk.
#[derive(Clone)]
pub struct Sheet {
    /// The beginning of its elements' ids.
    pub id: Rc<str>,
    pub written: ReadSignal<Text>,
    /// The text as the user changed it.
    pub edited: Signal<Option<String>>,
    /// What the people are called whose notes are cited.
    pub names: Rc<dyn Fn(Side) -> String>,
    /// What is to be said against a text that the user changed.
    pub warnings: Warnings,
}

/// What is to be said against a changed text: lines in it that the user keeps to themselves.
pub fn kept_lines(people: &[Rc<Person>], text: &str) -> Vec<String> {
    let lines = people.iter().flat_map(|person| Shared::new(Side::First, person).kept_lines_in(text));
    let lines: Vec<String> = lines.map(isolated).collect();
    if lines.is_empty() { Vec::new() } else { vec![msg!("introKeptInText", text::list(&lines))] }
}

/// The text and what can be done with it.
pub fn sheet(desk: Desk, sheet: Sheet) -> View {
    let is_edited = selector(move || sheet.edited.with(Option::is_some));
    let buttons = buttons(&sheet);
    let body = dynamic(move || if is_edited.get() { own_text(desk, &sheet) } else { sentences(desk, sheet.clone()) });
    view! { (body) (buttons) }
}

/// The text sentence by sentence. Hover and focus tell where a sentence comes from.
fn sentences(desk: Desk, sheet: Sheet) -> View {
    let shown = create_signal(None::<String>);
    // One stop for the Tab key in each text; the arrow keys go from sentence to sentence.
    let (at, count) = (create_signal(0_usize), create_signal(0_usize));
    let sentence_id = {
        let id = Rc::clone(&sheet.id);
        move |n: usize| [&*id, "-sentence-", &n.to_string()].concat()
    };
    let id_of = sentence_id.clone();
    let keys = handler(move |event: KeyboardEvent| {
        let (last, rtl) = (count.get_untracked().saturating_sub(1), desk.is_rtl());
        let now = at.get_untracked().min(last);
        let to = match (event.key().as_str(), rtl) {
            ("ArrowDown", _) | ("ArrowRight", false) | ("ArrowLeft", true) => (now + 1).min(last),
            ("ArrowUp", _) | ("ArrowLeft", false) | ("ArrowRight", true) => now.saturating_sub(1),
            ("Home", _) => 0,
            ("End", _) => last,
            _ => return,
        };
        event.prevent_default();
        focus(&id_of(to));
    });
    let paragraphs = dynamic(move || {
        let text = sheet.written.get_clone();
        let gap = text.gap;
        let subject = text.subject.map(|subject| {
            let words = msg!("introSubject", isolated(&subject.text));
            vec![Sentence { text: words, ..subject }]
        });
        let has_subject = subject.is_some();
        let mut number = 0;
        let paragraphs: Vec<View> = subject
            .into_iter()
            .chain(text.paragraphs)
            .enumerate()
            .map(|(n, paragraph)| {
                let mut pieces: Vec<View> = Vec::new();
                for sentence in paragraph {
                    if !pieces.is_empty() {
                        pieces.push(gap.into());
                    }
                    let source = untrack(|| words::sources(&*sheet.names, &sentence.sources));
                    let (on_hover, described) = (source.clone(), msg!("introSource", source));
                    let (words, n, id) = (sentence.text, number, sentence_id(number));
                    number += 1;
                    // Said with the sentence: the line below would be read before it has changed.
                    pieces.push(view! {
                        span(id=id, class="sentence", role="note", aria-description=described,
                             tabindex=move || if at.get() == n { "0" } else { "-1" },
                             on:focus=handler(move |_| {
                                 at.set(n);
                                 shown.set(Some(source.clone()));
                             }),
                             on:mouseenter=handler(move |_| shown.set(Some(on_hover.clone())))) { (words) }
                    });
                }
                let class = if has_subject && n == 0 { "letter-subject" } else { "" };
                view! { p(class=class) { (pieces) } }
            })
            .collect();
        count.set_silent(number);
        if untrack(|| at.get()) >= number {
            at.set_silent(0);
        }
        paragraphs.into()
    });
    let hint = msg!("introSourceHint");
    let says = live_text(move || match shown.get_clone() {
        Some(source) => msg!("introSource", source),
        None => hint.clone(),
    });
    let lang = move || desk.language.get_clone();
    let dir = move || {
        desk.language.track();
        if desk.is_rtl() { "rtl" } else { "ltr" }
    };
    view! {
        div(class="quote letter-text", lang=lang, dir=dir, data-test="intro-text", on:keydown=keys) { (paragraphs) }
        p(class="field-help letter-source", data-test="intro-source") { (says) }
    }
}

/// The text as the user changed it.
fn own_text(desk: Desk, sheet: &Sheet) -> View {
    let edited = sheet.edited;
    let lang = move || desk.language.get_clone();
    let id = [&*sheet.id, "-own"].concat();
    let label = msg!("introOwnText");
    let warnings = sheet.warnings.clone();
    let warned = dynamic(move || {
        let warnings = edited.get_clone().map(|text| warnings(&text)).unwrap_or_default();
        warnings.into_iter().map(|warning| view! { p(class="field-error") { (warning) } }).collect::<Vec<View>>().into()
    });
    let typed = handler(move |event: Event| edited.set(event.target().and_then(|field| text_of(&field))));
    let field_id = id.clone();
    view! {
        label(class="visually-hidden", r#for=id) { (label) }
        textarea(id=field_id, class="input letter-own", lang=lang, dir="auto", rows="10", data-test="intro-own",
                 prop:value=move || edited.get_clone().unwrap_or_default(), on:input=typed)
        div(role="status", data-test="intro-warnings") { (warned) }
    }
}

fn buttons(sheet: &Sheet) -> View {
    let (id, written, edited) = (sheet.id.clone(), sheet.written, sheet.edited);
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
    let draft = selector(move || {
        let subject = written.with(|text| text.subject.as_ref().map(|subject| subject.text.clone()));
        Draft::new(&subject.unwrap_or_default(), &text())
    });
    let mail = move || draft.with(|draft| draft.href.clone());
    // What is too long for a link is copied in the same click, to be pasted.
    let to_paste = create_signal(false);
    let open = move |_| {
        let text = untrack(text);
        let whole = draft.with_untracked(|draft| draft.whole);
        to_paste.set(false);
        if !whole {
            spawn_local(async move {
                let done = clipboard::copy(&text).await;
                if to_paste.is_alive() {
                    to_paste.set(done);
                }
            });
        }
    };
    let pasted = live_text(move || if to_paste.get() { msg!("introMailPaste") } else { String::new() });
    let mail_label = msg!("introOpenMail");
    let edit_label =
        live_text(move || if edited.with(Option::is_some) { msg!("introOwnBack") } else { msg!("introOwn") });
    let edit = move |_| {
        if edited.with_untracked(Option::is_some) {
            edited.set(None);
        } else {
            edited.set(Some(written.with_untracked(Text::plain)));
            focus(&[&*id, "-own"].concat());
        }
    };
    view! {
        div(class="row") {
            button(r#type="button", class="button button-primary", data-test="intro-copy", on:click=handler(copy)) { (copy_label) }
            a(class="button", href=mail, target="_blank", rel="noreferrer", data-test="intro-mail", on:click=handler(open)) { (mail_label) }
            button(r#type="button", class="link", data-test="intro-edit", on:click=handler(edit)) { (edit_label) }
        }
        p(class="field-help letter-paste", role="status", data-test="intro-mail-paste") { (pasted) }
    }
}
