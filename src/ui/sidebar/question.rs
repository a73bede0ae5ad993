//! The card that asks how the user knows a sender.

use std::rc::Rc;

use sycamore::prelude::*;
use sycamore::web::events::{Event, SubmitEvent};
use wasm_bindgen_futures::spawn_local;

use super::draft::{self, AnswerDraft, AnswerForm};
use super::saving::{Missing, Saving};
use super::state::{Bar, Card, Footer};
use super::{dont_know, expected, known, who};
use crate::domain::{Door, Person, ProfileAddress};
use crate::ui::components::{details, doors, field, full};
use crate::ui::dynamic::{dynamic, effect, handler, live_text};
use crate::ui::send::Posting;
use crate::ui::store::Lookup;
use crate::ui::text::{NAME, msg, with_name};
use crate::ui::{clipboard, draft as drafts};

/// The question about one sender; `again` where the user changes what they said.
pub fn question(bar: Bar, sender: ProfileAddress, again: bool) -> View {
    let now = untrack(|| bar.person(&sender));
    let aside = untrack(|| bar.store.settings()).aside.clone();
    let begun: AnswerDraft = drafts::load(&draft::name(&sender)).unwrap_or_else(|| AnswerDraft::fresh(&now, &aside));
    // A draft may be older than the last change of the note; the user has changed what differs from where it started.
    let before = begun.before.clone().map_or_else(|| Rc::clone(&now), Rc::new);
    let form = AnswerForm::new(AnswerDraft { before: Some(Person::clone(&before)), ..begun });
    keep_draft(form, sender.clone(), AnswerDraft::fresh(&before, &aside));

    let saving = Saving { bar, sender: sender.clone(), before, form, missing: create_signal(Missing::Nothing) };
    hand_keys(&saving);

    let on_submit = {
        let saving = saving.clone();
        move |event: SubmitEvent| {
            event.prevent_default();
            saving.save();
        }
    };
    let head = who::who(bar, sender.clone());
    // Only somebody without a note can be one who was expected.
    let known = untrack(|| bar.store.find(&sender)) != Lookup::Nobody;
    let waited_for = if known { View::new() } else { expected::expected(bar, &sender) };
    let answer = {
        let saving = saving.clone();
        dynamic(move || if form.dont_know.get() { dont_know::panel(&saving) } else { open_doors(&saving) })
    };
    let waited = known::waited_for(bar, &sender, &now);
    let conflicts = known::conflicts(bar, &sender);
    let footer = saving.clone();
    bar.footer.set(Some(Footer(Rc::new(move || actions(&footer, again)))));
    view! {
        form(id="answer", class="card", "data-test"="question", novalidate=true, on:submit=handler(on_submit)) {
            (head)
            (conflicts)
            (waited)
            (waited_for)
            (answer)
        }
    }
}

/// Keeps the draft with every change; a card that says nothing new has none.
fn keep_draft(form: AnswerForm, sender: ProfileAddress, fresh: AnswerDraft) {
    let mut first = true;
    effect(move || {
        let draft = form.draft();
        // Opening a card must not write: a second frame of this tab may be typing.
        if std::mem::take(&mut first) {
            return;
        }
        let name = draft::name(&sender);
        if draft == fresh { drafts::drop(&name) } else { drafts::keep(&name, &draft) }
    });
}

/// Lets the keys of the whole page act on this card as long as it is shown.
fn hand_keys(saving: &Saving) {
    let Saving { bar, form, .. } = *saving;
    let toggle_door = move |door: Door| {
        let open = form.note.door(door);
        if form.dont_know.get_untracked() {
            form.dont_know.set(false);
            open.set(true);
        } else {
            open.set(!open.get_untracked());
        }
        if door == Door::Met && open.get_untracked() {
            field::focus(doors::MEMORY);
        } else {
            field::focus(&doors::door_id(door));
        }
    };
    let toggle_dont_know = move || {
        form.dont_know.set(!form.dont_know.get_untracked());
        field::focus(if form.dont_know.get_untracked() { "dont-know-first" } else { "door-worked" });
    };
    let saver = saving.clone();
    let card = Card {
        toggle_door: Rc::new(toggle_door),
        toggle_dont_know: Rc::new(toggle_dont_know),
        save: Rc::new(move || saver.save()),
    };
    let mine = Rc::clone(&card.save);
    bar.card.set(Some(card));
    on_cleanup(move || {
        // The next card may already be there.
        let still_mine =
            bar.card.with_untracked(|card| card.as_ref().is_some_and(|card| Rc::ptr_eq(&card.save, &mine)));
        if still_mine {
            bar.card.set_silent(None);
        }
    });
}

fn open_doors(saving: &Saving) -> View {
    let Saving { bar, form, .. } = *saving;
    let sender = saving.sender.clone();
    let asked = msg!("sidebarQuestion", NAME);
    let question = dynamic(move || with_name(&asked, &who::short_name(bar.name(&sender))));
    let doors = doors::doors(form.note, doors::Options { keys: true });
    let details = details::details(form.note, "");
    let more = msg!("sidebarDetails");
    let without = msg!("sidebarDontKnow");
    let toggled = move |event: Event| {
        if let Some(open) = event.target().and_then(|details| js_sys::Reflect::get(&details, &"open".into()).ok()) {
            form.details.set(open.is_truthy());
        }
    };
    view! {
        fieldset(class="ask") {
            legend(class="ask-question") { (question) }
            (doors)
        }
        button(r#type="button", class="button button-quiet dont-know", id="dont-know", "data-test"="dont-know",
            "aria-keyshortcuts"="0", on:click=handler(move |_| {
                form.dont_know.set(true);
                field::focus("dont-know-first");
            })) {
            (without)
            kbd("aria-hidden"="true") { "0" }
        }
        details(class="disclosure", "data-test"="details", open=form.details, on:toggle=handler(toggled)) {
            summary { (more) }
            div(class="disclosure-inside") { (details) }
        }
    }
}

/// What went wrong with saving, with everything typed still there.
fn failure(saving: &Saving) -> View {
    let saving = saving.clone();
    let posting = saving.bar.post.posting();
    dynamic(move || {
        let Posting::Failed(problem) = posting.get_clone() else { return View::default() };
        let way_out = full::way_out(&problem, "dashboard.html");
        let title = msg!("sidebarNotSaved");
        let kept = msg!("sidebarKept");
        let (again, copy) = (msg!("commonTryAgain"), msg!("sidebarCopyAnswer"));
        let bar = saving.bar;
        let form = saving.form;
        let retry = saving.clone();
        let copy_all = move |_| {
            let text = form.draft().note.as_text();
            spawn_local(async move {
                let copied = clipboard::copy(&text).await;
                bar.said.set(if copied { msg!("commonCopied") } else { msg!("commonNotCopied") });
            });
        };
        view! {
            div(class="banner banner-bad", role="alert", "data-test"="not-saved") {
                p(class="banner-title") { (title) }
                p(dir="auto") { (problem.message) }
                p(class="small") { (kept) }
                div(class="row") {
                    button(r#type="button", class="button", "data-test"="try-again", on:click=handler(move |_| retry.save())) { (again) }
                    button(r#type="button", class="button button-quiet", "data-test"="copy-answer", on:click=handler(copy_all)) { (copy) }
                    (way_out)
                }
            }
        }
    })
}

fn actions(saving: &Saving, again: bool) -> View {
    let bar = saving.bar;
    let sending = move || bar.post.is_sending();
    let words = live_text(move || if sending() { msg!("sidebarSaving") } else { msg!("commonSave") });
    let cancel = again.then(|| {
        let sender = saving.sender.clone();
        let label = msg!("sidebarLeaveAsIs");
        view! {
            button(r#type="button", class="button button-quiet", "data-test"="cancel", on:click=handler(move |_| {
                drafts::drop(&draft::name(&sender));
                bar.post.clear();
                bar.editing.set(None);
                bar.wants_focus.set(true);
            })) { (label) }
        }
    });
    let enter = msg!("sidebarEnterKey");
    let missing = saving.missing;
    let lacks = live_text(move || match missing.get() {
        Missing::Memory => msg!("sidebarMissingMemory"),
        Missing::Answer => msg!("sidebarMissingAnswer"),
        Missing::Nothing | Missing::Date | Missing::Day => String::new(),
    });
    let nothing_missing = move || !matches!(missing.get(), Missing::Memory | Missing::Answer);
    let failed = failure(saving);
    view! {
        div(class="footer-row") {
            (failed)
            p(class="field-error", role="alert", "data-test"="missing", hidden=nothing_missing) { (lacks) }
            button(r#type="submit", form="answer", class="button button-primary", "data-test"="save",
                "aria-disabled"=move || sending().then_some("true")) {
                span { (words) }
                kbd("aria-hidden"="true") { (enter) }
            }
            (cancel)
        }
    }
}
