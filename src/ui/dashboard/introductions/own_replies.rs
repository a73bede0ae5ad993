//! The user's own replies: each has a name, a text and a language, can be changed, copied and deleted, and stands beside the
//! usual words in the sidebar. Every change has a way back.

use sycamore::prelude::*;
use sycamore::web::events::{Event, SubmitEvent};
use wasm_bindgen_futures::spawn_local;

use super::state::Desk;
use crate::desk::{Request, SettingsEdit};
use crate::domain::reply::fill_in;
use crate::domain::text::clean_line;
use crate::introductions::Language;
use crate::library::settings::{MAX_REPLY_NAME, OwnReply};
use crate::ui::clipboard;
use crate::ui::components::field::{Field, focus, text_of};
use crate::ui::components::toast::toast;
use crate::ui::dynamic::{dynamic, effect, handler, live_text, selector};
use crate::ui::send::send;
use crate::ui::text::{self, msg};

/// The ids that the focus goes to.
const HEADING: &str = "own-replies-heading";
const NAME: &str = "own-reply-name";

/// A reply in hand: as it is being written, and which one it was.
#[derive(Clone, Copy)]
struct Draft {
    open: Signal<bool>,
    /// The name of the one that is changed; nothing for a new one.
    was: Signal<Option<String>>,
    name: Signal<String>,
    text: Signal<String>,
    language: Signal<String>,
    wrong: Signal<Option<String>>,
}

/// What takes the last change back: away with this one, back with that one, at its place.
#[derive(Clone, Debug, PartialEq)]
struct Back {
    said: String,
    away: Option<String>,
    back: Option<(usize, OwnReply)>,
}

/// The replies and how they are written. A copy is the same.
#[derive(Clone, Copy)]
pub struct OwnReplies {
    desk: Desk,
    draft: Draft,
    back: Signal<Option<Back>>,
    trouble: Signal<Option<String>>,
}

impl OwnReplies {
    /// Nothing in hand.
    pub fn new(desk: Desk) -> Self {
        let text = || create_signal(String::new());
        let draft = Draft {
            open: create_signal(false),
            was: create_signal(None),
            name: text(),
            text: text(),
            language: text(),
            wrong: create_signal(None),
        };
        let own = Self { desk, draft, back: create_signal(None), trouble: create_signal(None) };
        // What is typed is looked at anew.
        effect(move || {
            draft.name.track();
            draft.text.track();
            draft.wrong.set(None);
        });
        own
    }

    /// Takes a reply in hand: to be changed, or as the beginning of a new one.
    pub fn take(self, reply: OwnReply, was: Option<String>) {
        batch(|| {
            self.draft.name.set(reply.name);
            self.draft.text.set(reply.text);
            self.draft.language.set(reply.language);
            self.draft.was.set(was);
            self.draft.open.set(true);
        });
        spawn_local(async { focus(NAME) });
    }

    fn replies(self) -> Vec<OwnReply> {
        self.desk.house.store.settings().replies.clone()
    }

    /// Stores all of them, and says what was done.
    fn store(self, replies: Vec<OwnReply>, back: Option<Back>) {
        self.trouble.set(None);
        spawn_local(async move {
            let done = send(&Request::Settings { edits: vec![SettingsEdit::Replies(replies)] }).await;
            if self.trouble.is_alive() {
                match done {
                    Ok(_) => self.back.set(back),
                    Err(problem) => self.trouble.set(Some(problem.message)),
                }
            }
        });
    }

    fn save(self) {
        let Draft { open, was, name, text, language, wrong } = self.draft;
        let before = untrack(|| self.replies());
        let was = was.get_clone_untracked();
        let reply = OwnReply {
            name: clean_line(&name.get_clone_untracked(), MAX_REPLY_NAME),
            text: text.get_clone_untracked(),
            language: language.get_clone_untracked(),
            ..before.iter().find(|reply| Some(&reply.name) == was.as_ref()).cloned().unwrap_or_default()
        };
        if reply.name.is_empty() || reply.text.trim().is_empty() {
            return wrong.set(Some(msg!("introReplyNeeds")));
        }
        if before.iter().any(|other| other.name == reply.name && Some(&other.name) != was.as_ref()) {
            return wrong.set(Some(msg!("introReplyTaken")));
        }
        let at = before.iter().position(|other| Some(&other.name) == was.as_ref());
        let back = Back {
            said: msg!("introReplySaved", text::isolated(&reply.name)),
            away: Some(reply.name.clone()),
            back: at.map(|at| (at, before[at].clone())),
        };
        let mut after = before;
        match at {
            Some(at) => after[at] = reply,
            None => after.push(reply),
        }
        open.set(false);
        focus(HEADING);
        self.store(after, Some(back));
    }

    fn delete(self, name: &str) {
        let mut replies = untrack(|| self.replies());
        let Some(at) = replies.iter().position(|reply| reply.name == name) else { return };
        let gone = replies.remove(at);
        let said = msg!("introReplyDeleted", text::isolated(name));
        focus(HEADING);
        self.store(replies, Some(Back { said, away: None, back: Some((at, gone)) }));
    }

    fn undo(self, back: Back) {
        let mut replies = untrack(|| self.replies());
        replies.retain(|reply| Some(&reply.name) != back.away.as_ref());
        if let Some((at, reply)) = back.back
            && replies.iter().all(|other| other.name != reply.name)
        {
            replies.insert(at.min(replies.len()), reply);
        }
        focus(HEADING);
        self.store(replies, None);
    }

    /// The list, and the one in hand.
    pub fn view(self) -> View {
        let replies = selector(move || self.replies());
        let (heading, about) = (msg!("introOwnReplies"), msg!("introOwnRepliesAbout"));
        let list = dynamic(move || {
            let rows: Vec<View> = replies.get_clone().into_iter().map(|reply| self.row(reply)).collect();
            if rows.is_empty() {
                View::new()
            } else {
                view! { ul(class="own-replies", data-test="own-replies") { (rows) } }
            }
        });
        let form = dynamic(move || if self.draft.open.get() { self.form() } else { self.begin() });
        let said = dynamic(move || match self.back.get_clone() {
            Some(back) => {
                let words = back.said.clone().into();
                toast("own-reply-done", words, Some(Box::new(move || self.undo(back.clone()))))
            }
            None => View::new(),
        });
        let trouble = live_text(move || self.trouble.get_clone().unwrap_or_default());
        view! {
            section(class="own", aria-labelledby=HEADING) {
                h3(id=HEADING, tabindex="-1") { (heading) }
                p(class="field-help") { (about) }
                p(class="trouble", role="alert") { (trouble) }
                (list)
                (form)
                div(role="status") { (said) }
            }
        }
    }

    fn begin(self) -> View {
        let label = msg!("introReplyNew");
        let begin = move |_| {
            let language = self.desk.language.get_clone_untracked();
            self.take(OwnReply { language, ..OwnReply::default() }, None);
        };
        view! { p { button(r#type="button", class="button", data-test="own-reply-new", on:click=handler(begin)) { (label) } } }
    }

    fn filled(self, template: &str) -> String {
        fill_in(template, &msg!("dashboardSampleName"), &self.desk.house.store.settings().policy.words)
    }

    fn row(self, reply: OwnReply) -> View {
        let language = Some(reply.language.clone()).filter(|tag| !tag.is_empty());
        let called = language.as_deref().map(|tag| Language::find(tag).name());
        let tag = called.zip(language.clone()).map(|(name, lang)| view! { span(class="tag", lang=lang) { (name) } });
        let text = self.filled(&reply.text);
        let shown = text.clone();
        let done = create_signal(false);
        let copy = move |_| {
            let text = text.clone();
            spawn_local(async move {
                let copied = clipboard::copy(&text).await;
                if done.is_alive() {
                    done.set(copied);
                }
            });
        };
        let copy_label = live_text(move || if done.get() { msg!("commonCopied") } else { msg!("commonCopy") });
        let (edit_label, delete_label) = (msg!("commonEdit"), msg!("peopleDelete"));
        let spoken = |label: &str| [label, ": ", &reply.name].concat();
        let (edit_whom, delete_whom) = (spoken(&edit_label), spoken(&delete_label));
        let (name, gone, changed) = (reply.name.clone(), reply.name.clone(), reply.clone());
        let edit = move |_| self.take(changed.clone(), Some(changed.name.clone()));
        view! {
            li(class="letter", data-test="own-reply") {
                h4(class="own-reply-head") { bdi { (name) } " " (tag) }
                blockquote(class="quote", lang=language, dir="auto") { p(class="quote-text") { (shown) } }
                div(class="row") {
                    button(r#type="button", class="button", data-test="own-reply-copy", on:click=handler(copy)) { (copy_label) }
                    button(r#type="button", class="link", aria-label=edit_whom, data-test="own-reply-edit", on:click=handler(edit)) { (edit_label) }
                    button(r#type="button", class="link", aria-label=delete_whom, data-test="own-reply-delete",
                           on:click=handler(move |_| self.delete(&gone))) { (delete_label) }
                }
            }
        }
    }

    fn form(self) -> View {
        let Draft { open, name, text, language, wrong, .. } = self.draft;
        let name_field = Field::new(NAME, msg!("introReplyName"), name)
            .error(move || wrong.get_clone())
            .test("own-reply-name")
            .view();
        let text_field = Field::new("own-reply-text", msg!("introReplyText"), text)
            .help(msg!("introReplyTextHelp"))
            .several_lines()
            .test("own-reply-text")
            .view();
        let options: Vec<View> = Language::ALL
            .iter()
            .map(|of| {
                let (code, called) = (of.code, of.name());
                let selected = move || language.with(|chosen| Language::find(chosen) == *of);
                view! { option(value=code, lang=code, prop:selected=selected) { (called) } }
            })
            .collect();
        let choose = handler(move |event: Event| {
            if let Some(code) = event.target().and_then(|field| text_of(&field)) {
                language.set(code);
            }
        });
        let preview = live_text(move || self.filled(&text.get_clone()));
        let lang = move || language.get_clone();
        let blank = selector(move || text.with(|text| text.trim().is_empty()));
        let submit = handler(move |event: SubmitEvent| {
            event.prevent_default();
            self.save();
        });
        let cancel = handler(move |_| {
            open.set(false);
            focus(HEADING);
        });
        let (language_label, preview_label) = (msg!("introReplyLanguage"), msg!("dashboardPreview"));
        let (save, cancel_label) = (msg!("commonSave"), msg!("commonCancel"));
        view! {
            form(class="letter", data-test="own-reply-form", on:submit=submit) {
                div(class="manner") {
                    (name_field)
                    div(class="field") {
                        label(class="field-label", r#for="own-reply-language") { (language_label) }
                        select(id="own-reply-language", class="input", data-test="own-reply-language", on:change=choose) { (options) }
                    }
                }
                (text_field)
                figure(class="preview", hidden=move || blank.get()) {
                    figcaption(class="field-help") { (preview_label) }
                    blockquote(class="quote", lang=lang, dir="auto") { p(class="quote-text") { (preview) } }
                }
                div(class="row") {
                    button(r#type="submit", class="button button-primary", data-test="own-reply-save") { (save) }
                    button(r#type="button", class="link", data-test="own-reply-cancel", on:click=cancel) { (cancel_label) }
                }
            }
        }
    }
}
