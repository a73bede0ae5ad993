//! The keys, as a part of the settings.

use sycamore::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::fields::{section, switch};
use super::house::House;
use super::rooms::Part;
use super::saver::Saver;
use crate::browser::commands;
use crate::desk::SettingsEdit;
use crate::ui::dynamic::handler;
use crate::ui::key_sheet;
use crate::ui::text::msg;

/// All keys, the switch for single ones, and the way to the browser's own shortcuts.
pub fn keyboard(house: House) -> View {
    let saver = Saver::new();
    let letters = switch(
        house,
        saver,
        "letter-keys".to_owned(),
        msg!("keysLetters"),
        Some(msg!("keysLettersHint")),
        |settings| !settings.letter_keys_off,
        |_, on| SettingsEdit::LetterKeys(on),
    );
    let groups = key_sheet::groups();
    let label = msg!("keysChange");
    // A browser that refuses leaves us where we are.
    let change = handler(move |_| spawn_local(async { drop(commands::open_settings().await) }));
    section(
        Part::Keyboard,
        Some(saver),
        view! {
            div(class="switches") { (letters) }
            (groups)
            p { button(r#type="button", class="button", "data-test"="change-shortcuts", on:click=change) { (label) } }
        },
    )
}
