//! Which language we speak, and in which one texts for others begin: a part of the settings.

use sycamore::prelude::*;

use super::fields::{Choice, pick, section};
use super::house::House;
use super::rooms::Part;
use super::saver::Saver;
use crate::desk::SettingsEdit;
use crate::introductions::Language;
use crate::ui::text::msg;

/// Both choices. Every page begins anew in another language (`extension/js/start.js`), this one, too.
pub fn language(house: House) -> View {
    let saver = Saver::new();
    let ours = pick(
        house,
        saver,
        "ui-language",
        msg!("languageOfOurs"),
        None,
        languages(msg!("languageAsBrowser")),
        |settings| settings.language.clone(),
        |tag| SettingsEdit::Language(tag.to_owned()),
    );
    let texts = pick(
        house,
        saver,
        "text-language",
        msg!("languageOfTexts"),
        Some(msg!("languageOfTextsHint")),
        languages(msg!("languageAsOurs")),
        |settings| settings.text_language.clone(),
        |tag| SettingsEdit::TextLanguage(tag.to_owned()),
    );
    section(Part::Language, Some(saver), view! { div(class="cadences") { (ours) (texts) } })
}

/// Every language by its own name, behind the choice of none.
fn languages(none: String) -> Vec<Choice> {
    let own = |language: &Language| Choice {
        value: language.code,
        lang: Some(language.code),
        said: language.name().to_owned(),
    };
    std::iter::once(Choice { value: "", lang: None, said: none }).chain(Language::ALL.iter().map(own)).collect()
}
