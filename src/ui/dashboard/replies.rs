//! The replies that the sidebar offers to copy: the user's own templates, or the built-in ones.

use sycamore::prelude::*;

use super::fields::{Text, section};
use super::house::House;
use super::rooms::Part;
use super::saver::Saver;
use crate::desk::SettingsEdit;
use crate::domain::reply::fill_in;
use crate::ui::dynamic::selector;
use crate::ui::text::msg;

/// The part of the settings with both templates.
pub fn replies(house: House) -> View {
    let saver = Saver::new();
    let ask_first = Text::new(house, saver, |settings| &settings.ask_first, SettingsEdit::AskFirst);
    let kind_no = Text::new(house, saver, |settings| &settings.kind_no, SettingsEdit::KindNo);
    let both = vec![
        template(house, ask_first, "ask-first", msg!("dashboardReplyAskFirst"), msg!("sidebarAskFirstTemplate")),
        template(house, kind_no, "kind-no", msg!("dashboardReplyKindNo"), msg!("sidebarKindNoTemplate")),
    ];
    section(Part::Replies, Some(saver), view! { div(class="templates") { (both) } })
}

/// One template with what it would say to somebody. An empty one means the built-in text.
fn template(house: House, text: Text, hook: &'static str, label: String, built_in: String) -> View {
    let field = text.view(hook, label, 4, built_in.clone());
    let own = selector(move || text.value.with(|text| !text.trim().is_empty()));
    let preview = move || {
        let template = text.value.get_clone();
        let template = if template.trim().is_empty() { &built_in } else { &template };
        fill_in(template, &msg!("dashboardSampleName"), &house.store.settings().policy.words)
    };
    let heading = msg!("dashboardPreview");
    let reset = msg!("dashboardReset");
    let reset_hook = format!("{hook}-reset");
    let preview_hook = format!("{hook}-preview");
    view! {
        div(class="template field") {
            (field)
            figure(class="preview", data-test=preview_hook) {
                figcaption(class="field-help") { (heading) }
                blockquote(class="quote", dir="auto") { p(class="quote-text") { (preview()) } }
            }
            p(class="row") {
                button(r#type="button", class="link", data-test=reset_hook, disabled=move || !own.get(),
                       on:click=move |_| text.write(String::new())) { (reset) }
            }
        }
    }
}
