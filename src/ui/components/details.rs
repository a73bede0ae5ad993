//! Everything else that a note may say.

use sycamore::prelude::*;

use super::field::Field;
use crate::ui::dynamic::live_text;
use crate::ui::form::NoteForm;
use crate::ui::text::{self, msg};

/// When and where we met, and who introduced us.
#[must_use]
pub fn meeting(form: NoteForm, prefix: &str) -> View {
    let id = |name: &str| format!("{prefix}{name}");
    let date_error = move || form.draft_date_error();
    let date_read = live_text(move || form.date_in_words());
    let fields = vec![
        Field::new(id("met-on"), msg!("doorMetOn"), form.met_on)
            .help(msg!("doorMetOnHelp"))
            .error(date_error)
            .test("met-on")
            .view(),
        view! { p(class="field-help", "aria-live"="polite") { (date_read) } },
        Field::new(id("met-where"), msg!("doorMetWhere"), form.met_where).test("met-where").view(),
        Field::new(id("introduced-by"), msg!("doorIntroducedBy"), form.introduced_by).test("introduced-by").view(),
    ];
    fields.into()
}

/// The fields, one below the other. `prefix` keeps their ids apart where a page has two forms.
#[must_use]
pub fn details(form: NoteForm, prefix: &str) -> View {
    let id = |name: &str| format!("{prefix}{name}");
    let fields = vec![
        meeting(form, prefix),
        Field::new(id("story"), msg!("doorStory"), form.story)
            .help(msg!("doorStoryHelp"))
            .several_lines()
            .test("story")
            .view(),
        Field::new(id("good-at"), msg!("doorGoodAt"), form.good_at).several_lines().test("good-at").view(),
        Field::new(id("looks-for"), msg!("doorLooksFor"), form.looks_for).several_lines().test("looks-for").view(),
        Field::new(id("can-help"), msg!("doorCanHelp"), form.can_help).several_lines().test("can-help").view(),
        Field::new(id("tags"), msg!("doorTags"), form.tags).help(msg!("doorTagsHelp")).test("tags").view(),
    ];
    view! { div(class="details-fields") { (fields) } }
}

impl NoteForm {
    /// What is wrong with the date, in words; nothing while it is still short enough to become one.
    fn draft_date_error(self) -> Option<String> {
        let typed = self.met_on.get_clone();
        let typed = typed.trim();
        if typed.chars().count() < 4 || crate::domain::Edtf::from_typed(typed).is_ok() {
            return None;
        }
        Some(msg!("doorMetOnError", text::isolated(typed)))
    }

    /// How the date was understood, where that isn't plain from what was typed.
    fn date_in_words(self) -> String {
        let typed = self.met_on.get_clone();
        match crate::domain::Edtf::from_typed(&typed) {
            Ok(date) if date.to_string() != typed.trim() || typed.contains('-') => {
                msg!("doorMetOnRead", text::date(date))
            }
            _ => String::new(),
        }
    }
}
