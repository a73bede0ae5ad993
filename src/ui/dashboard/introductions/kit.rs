//! The kit of replies to invitations: in three tones and every language, or the user's own.

use sycamore::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::own_replies::OwnReplies;
use super::state::Desk;
use crate::desk::{Request, SettingsEdit};
use crate::domain::reply::fill_in;
use crate::introductions::replies::{Reply, as_own, fill};
use crate::introductions::{Language, Tone};
use crate::library::settings::OwnReply;
use crate::ui::clipboard;
use crate::ui::components::field::Field;
use crate::ui::dashboard::rooms::Part;
use crate::ui::dynamic::{handler, live_text, selector};
use crate::ui::send::send;
use crate::ui::text::msg;

/// The part of the room with the replies.
pub fn kit(desk: Desk) -> View {
    let (reply, tone) = (create_signal(Reply::AskFirst), create_signal(Tone::Warm));
    let name = create_signal(String::new());
    let replies = choice(
        "kit-reply",
        msg!("introKitReply"),
        reply,
        [(Reply::AskFirst, msg!("dashboardReplyAskFirst")), (Reply::KindNo, msg!("dashboardReplyKindNo"))].into(),
    );
    let tones = choice(
        "kit-tone",
        msg!("introTone"),
        tone,
        [(Tone::Warm, msg!("introWarm")), (Tone::Formal, msg!("introFormal")), (Tone::Short, msg!("introShort"))]
            .into(),
    );
    let language = super::texts::language(desk, "kit-language");
    let name_field = Field::new("kit-name", msg!("introKitName"), name).test("kit-name").view();
    let template = selector(move || {
        let language = desk.language.with(|code| Language::find(code));
        reply.get().template(tone.get(), language).to_owned()
    });
    let text = selector(move || {
        let language = desk.language.with(|code| Language::find(code));
        let name = name.get_clone();
        let name = if name.trim().is_empty() { msg!("dashboardSampleName") } else { name };
        fill(&template.get_clone(), &name, &desk.house.store.settings().policy.words, language)
    });
    let done = create_signal(String::new());
    let copy = move |_| {
        let text = text.get_clone_untracked();
        spawn_local(async move {
            let copied = clipboard::copy(&text).await;
            if done.is_alive() {
                done.set(if copied { msg!("commonCopied") } else { msg!("commonNotCopied") });
            }
        });
    };
    let own = move || {
        let settings = desk.house.store.settings();
        match reply.get() {
            Reply::AskFirst => settings.ask_first.clone(),
            Reply::KindNo => settings.kind_no.clone(),
        }
    };
    // What the sidebar offered before, for as long as one may want it back.
    let before = create_signal(None::<(Reply, String)>);
    let write = move |reply: Reply, template: String, said: String| {
        let edit = match reply {
            Reply::AskFirst => SettingsEdit::AskFirst(template),
            Reply::KindNo => SettingsEdit::KindNo(template),
        };
        spawn_local(async move {
            let said = match send(&Request::Settings { edits: vec![edit] }).await {
                Ok(_) => said,
                Err(problem) => problem.message,
            };
            if done.is_alive() {
                done.set(said);
            }
        });
    };
    let keep = move |_| {
        let language = desk.language.with_untracked(|code| Language::find(code));
        let kind = reply.get_untracked();
        before.set(Some((kind, untrack(own))));
        write(kind, as_own(&template.get_clone_untracked(), language), msg!("introKitKept"));
    };
    let undo = move |_| {
        if let Some((kind, template)) = before.get_clone_untracked() {
            before.set(None);
            write(kind, template, String::new());
        }
    };
    let own_replies = OwnReplies::new(desk);
    let begin = move |_| {
        let language = desk.language.with_untracked(|code| Language::find(code));
        let reply = OwnReply {
            text: as_own(&template.get_clone_untracked(), language),
            language: language.code.to_owned(),
            ..OwnReply::default()
        };
        own_replies.take(reply, None);
    };
    let (begin_label, all_own) = (msg!("introReplyFrom"), own_replies.view());
    let own_shown = live_text(move || {
        let name = name.get_clone();
        let name = if name.trim().is_empty() { msg!("dashboardSampleName") } else { name };
        fill_in(&own(), &name, &desk.house.store.settings().policy.words)
    });
    let has_own = selector(move || !own().trim().is_empty());
    let own_label = msg!("introOwnReply");
    let undo_label = msg!("commonUndo");
    let shown = live_text(move || text.get_clone());
    let (copy_label, keep_label) = (msg!("commonCopy"), msg!("introKitKeep"));
    let lang = move || desk.language.get_clone();
    let inside = view! {
        div(class="manner") { (replies) (tones) (language) (name_field) }
        blockquote(class="quote", lang=lang, dir="auto", data-test="kit-text") { p(class="quote-text") { (shown) } }
        figure(class="preview", hidden=move || !has_own.get(), data-test="kit-own") {
            figcaption(class="field-help") { (own_label) }
            blockquote(class="quote", dir="auto") { p(class="quote-text") { (own_shown) } }
        }
        div(class="row") {
            button(r#type="button", class="button button-primary", data-test="kit-copy", on:click=handler(copy)) { (copy_label) }
            button(r#type="button", class="button", data-test="kit-keep", on:click=handler(keep)) { (keep_label) }
            button(r#type="button", class="button", data-test="kit-own-begin", on:click=handler(begin)) { (begin_label) }
            button(r#type="button", class="link", data-test="kit-undo", hidden=move || before.with(Option::is_none),
                   on:click=handler(undo)) { (undo_label) }
            p(class="saved", role="status", data-test="kit-done") { (done.get_clone()) }
        }
        (all_own)
    };
    super::section(Part::Kit, inside)
}

/// One of a few.
fn choice<T: Copy + PartialEq + 'static>(
    name: &'static str,
    legend: String,
    value: Signal<T>,
    of: Vec<(T, String)>,
) -> View {
    let buttons: Vec<View> = of
        .into_iter()
        .map(|(means, label)| {
            view! {
                label(class="segment") {
                    input(r#type="radio", name=name, data-test=name, prop:checked=move || value.get() == means,
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
