//! Replies that the user may copy into LinkedIn: willing first, and theirs to change.

use sycamore::prelude::*;
use sycamore::web::events::Event;
use wasm_bindgen_futures::spawn_local;

use super::saving::Saving;
use super::state::Bar;
use crate::desk::{Request, SettingsEdit};
use crate::domain::reply::{RULE, fill_in, greeting_name};
use crate::library::settings::OwnReply;
use crate::ui::clipboard;
use crate::ui::components::field::text_of;
use crate::ui::components::icon;
use crate::ui::dynamic::{dynamic, handler, live_text, selector};
use crate::ui::send::send;
use crate::ui::text::msg;

/// Which reply.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    AskFirst,
    KindNo,
}

impl Kind {
    /// The user's template, or the built-in one. Follows the settings.
    fn template(self, bar: Bar) -> String {
        let settings = bar.store.settings();
        match self {
            Self::AskFirst if settings.ask_first.trim().is_empty() => msg!("sidebarAskFirstTemplate"),
            Self::AskFirst => settings.ask_first.clone(),
            Self::KindNo if settings.kind_no.trim().is_empty() => msg!("sidebarKindNoTemplate"),
            Self::KindNo => settings.kind_no.clone(),
        }
    }

    /// What it is called in the kit.
    fn name(self) -> String {
        match self {
            Self::AskFirst => msg!("dashboardReplyAskFirst"),
            Self::KindNo => msg!("dashboardReplyKindNo"),
        }
    }

    fn edit(self, template: String) -> SettingsEdit {
        match self {
            Self::AskFirst => SettingsEdit::AskFirst(template),
            Self::KindNo => SettingsEdit::KindNo(template),
        }
    }
}

/// The reply, to be changed and copied.
pub fn reply(saving: &Saving, kind: Kind) -> View {
    let bar = saving.bar;
    let typed = match kind {
        Kind::AskFirst => saving.form.ask_first,
        Kind::KindNo => saving.form.kind_no,
    };
    let sender = saving.sender.clone();
    let text = create_memo(move || {
        let filled = || fill_in(&kind.template(bar), &bar.name(&sender), &bar.store.settings().policy.words);
        typed.get_clone().unwrap_or_else(filled)
    });
    let sender = saving.sender.clone();
    let is_template = move || {
        let template = kind.template(bar);
        text.with(|text| {
            let (name, rule) = (bar.name(&sender), bar.store.settings().policy.words.clone());
            as_template(text, &name, &rule) == template || fill_in(&template, &name, &rule) == *text
        })
    };
    // A reply of the user's own may be in another language than the interface.
    let lang = create_signal(None::<String>);
    let choose = own_words(saving, kind, typed, lang);
    let copied = create_signal(false);
    let copy = move |_| {
        let text = text.get_clone_untracked();
        spawn_local(async move {
            let done = clipboard::copy_field("reply", &text).await;
            bar.said.set(if done { msg!("commonCopied") } else { msg!("commonNotCopied") });
            if copied.is_alive() {
                copied.set(done);
            }
        });
    };
    let sender = saving.sender.clone();
    let keep = move |_| {
        let template =
            untrack(|| as_template(&text.get_clone(), &bar.name(&sender), &bar.store.settings().policy.words));
        spawn_local(async move {
            match send(&Request::Settings { edits: vec![kind.edit(template)] }).await {
                Ok(_) => bar.said.set(msg!("sidebarTemplateKept")),
                Err(problem) => bar.trouble.set(Some(problem.message)),
            }
        });
    };
    let (label, help, keep_label) = (msg!("sidebarReply"), msg!("sidebarReplyHelp"), msg!("sidebarKeepTemplate"));
    let copy_label = live_text(move || if copied.get() { msg!("commonCopied") } else { msg!("commonCopy") });
    let copy_icon = dynamic(move || icon::line(if copied.get() { icon::CHECK } else { icon::COPY }));
    view! {
        (choose)
        div(class="field") {
            label(class="field-label", r#for="reply") { (label) }
            textarea(id="reply", class="input reply", lang=move || lang.get_clone(), dir="auto", rows="6", maxlength="5000",
                "data-test"="reply-text", "aria-describedby"="reply-help", prop:value=text, on:input=handler(move |event: Event| {
                    copied.set(false);
                    typed.set(event.target().and_then(|field| text_of(&field)));
                }))
            p(id="reply-help", class="field-help") { (help) }
            div(class="row") {
                button(r#type="button", class="button", "data-test"="copy", on:click=handler(copy)) {
                    (copy_icon)
                    span { (copy_label) }
                }
                button(r#type="button", class="button button-quiet", "data-test"="keep-template", hidden=is_template,
                    on:click=handler(keep)) { (keep_label) }
            }
        }
    }
}

/// Which words: the usual ones, or one of the user's own replies by its name, which also says in which language the text is. Nothing
/// where there are none.
fn own_words(saving: &Saving, kind: Kind, typed: Signal<Option<String>>, lang: Signal<Option<String>>) -> View {
    let (bar, sender) = (saving.bar, saving.sender.clone());
    let filled = move |reply: &OwnReply| {
        untrack(|| fill_in(&reply.text, &bar.name(&sender), &bar.store.settings().policy.words))
    };
    let replies = selector(move || bar.store.settings().replies.clone());
    let id = match kind {
        Kind::AskFirst => "words-ask-first",
        Kind::KindNo => "words-kind-no",
    };
    dynamic(move || {
        let replies = replies.get_clone();
        if replies.is_empty() {
            return View::new();
        }
        // What stands in the field tells which of them was chosen, also after the card was closed.
        let now = typed.get_clone_untracked();
        let chosen = replies.iter().position(|reply| now.as_ref() == Some(&filled(reply)));
        let language = |reply: &OwnReply| Some(reply.language.clone()).filter(|language| !language.is_empty());
        lang.set(chosen.and_then(|n| language(&replies[n])));
        let options: Vec<View> = std::iter::once((None, kind.name(), String::new()))
            .chain(replies.iter().enumerate().map(|(n, reply)| (Some(n), reply.name.clone(), reply.language.clone())))
            .map(|(n, name, language)| {
                let value = n.map(|n| n.to_string()).unwrap_or_default();
                let lang = Some(language).filter(|language| !language.is_empty());
                view! { option(value=value, lang=lang, dir="auto", selected=n == chosen) { (name) } }
            })
            .collect();
        let filled = filled.clone();
        let choose = handler(move |event: Event| {
            let value = event.target().and_then(|field| text_of(&field)).unwrap_or_default();
            let reply = value.parse::<usize>().ok().and_then(|n| replies.get(n));
            lang.set(reply.and_then(language));
            typed.set(reply.map(&filled));
        });
        let label = msg!("sidebarReplyWords");
        view! {
            div(class="field") {
                label(class="field-label", r#for=id) { (label) }
                select(id=id, class="input", "data-test"="reply-words", on:change=choose) { (options) }
            }
        }
    })
}

/// A reply to one person as a template for others: where their name or the user's rule stands as words of its own, a
/// placeholder.
fn as_template(text: &str, name: &str, rule: &str) -> String {
    let first = greeting_name(name);
    let text = replace_words(text, rule.trim(), RULE);
    let whole = replace_words(&text, name, "{name}");
    if first == name { whole } else { replace_words(&whole, &first, "{first}") }
}

fn replace_words(text: &str, word: &str, with: &str) -> String {
    if word.is_empty() {
        return text.to_owned();
    }
    let mut replaced = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(word) {
        let (before, after) = (&rest[..at], &rest[at + word.len()..]);
        let last = before.chars().next_back().or_else(|| replaced.chars().next_back());
        let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        replaced.push_str(before);
        replaced.push_str(if inside(last) || inside(after.chars().next()) { word } else { with });
        rest = after;
    }
    replaced.push_str(rest);
    replaced
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn a_reply_becomes_a_template() {
        let text = "Hi Al, also thanks. Al Sample, have we met, Al?";
        assert_eq!(as_template(text, "Al Sample", ""), "Hi {first}, also thanks. {name}, have we met, {first}?");
        assert_eq!(as_template("你好，王小明！", "王小明", " "), "你好，{name}！");
        assert_eq!(as_template("Al, see x.org/al", "Al", "x.org/al"), "{name}, see {rule}");
    }
}
