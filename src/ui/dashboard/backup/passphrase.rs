//! A passphrase, typed twice, with its strength in words.

use sycamore::prelude::*;
use sycamore::web::events;

use super::super::fields;
use crate::exchange::passphrase::{Strength, strength};
use crate::ui::components::field::take_in;
use crate::ui::dynamic::{dynamic, handler, live_text};
use crate::ui::text::msg;

/// Whether a file is to be encrypted, and with what.
#[derive(Clone, Copy)]
pub struct Passphrase {
    wanted: Signal<bool>,
    first: Signal<String>,
    second: Signal<String>,
}

impl Passphrase {
    pub fn new() -> Self {
        Self { wanted: create_signal(false), first: create_signal(String::new()), second: create_signal(String::new()) }
    }

    /// The passphrase that was typed twice alike; empty if none is wanted. Nothing as long as it isn't agreed on.
    pub fn agreed(self) -> Option<String> {
        if !self.wanted.get() {
            return Some(String::new());
        }
        let first = self.first.get_clone();
        (!first.is_empty() && self.second.with(|second| *second == first)).then_some(first)
    }

    fn differs(self) -> bool {
        self.second.with(|second| !second.is_empty() && self.first.with(|first| !first.starts_with(second.as_str())))
    }
}

/// The switch and, when it is on, both fields.
pub fn fields(passphrase: Passphrase) -> View {
    let label = msg!("backupEncrypt");
    let hint = msg!("backupEncryptHint");
    let change = move || passphrase.wanted.set(!passphrase.wanted.get_untracked());
    let inside = move || {
        if !passphrase.wanted.get() {
            passphrase.first.set(String::new());
            passphrase.second.set(String::new());
            return View::new();
        }
        let strength = move || {
            if passphrase.first.with(String::is_empty) {
                return msg!("backupPassphraseHint");
            }
            match passphrase.first.with(|text| strength(text)) {
                Strength::Weak => msg!("backupPassphraseWeak"),
                Strength::Fair => msg!("backupPassphraseFair"),
                Strength::Strong => msg!("backupPassphraseStrong"),
            }
        };
        let again = move || if passphrase.differs() { msg!("backupPassphraseDiffers") } else { String::new() };
        let first = secret("passphrase", msg!("backupPassphrase"), passphrase.first, live_text(strength));
        let second = secret("passphrase-again", msg!("backupPassphraseAgain"), passphrase.second, live_text(again));
        let lost = msg!("backupPassphraseLost");
        view! { div(class="secrets") { (first) (second) p(class="field-help") { (lost) } } }
    };
    let switch = fields::plain_switch("encrypt", label, hint, move || passphrase.wanted.get(), change);
    let inside = dynamic(inside);
    view! {
        (switch)
        (inside)
    }
}

/// A field for something secret, with a line below it.
pub fn secret(hook: &'static str, label: String, value: Signal<String>, below: View) -> View {
    let help = format!("{hook}-help");
    let described = help.clone();
    view! {
        div(class="field") {
            label(class="field-label", r#for=hook) { (label) }
            input(id=hook, class="input", r#type="password", autocomplete="off", data-test=hook, dir="auto",
                  aria-describedby=described, prop:value=move || value.get_clone(),
                  on:input=handler(move |event: events::Event| take_in(&event, value)))
            p(id=help, class="field-help", aria-live="polite") { (below) }
        }
    }
}
