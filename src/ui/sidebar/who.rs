//! Who is asked about: the name, the headline, and what they wrote.

use sycamore::prelude::*;

use super::state::Bar;
use crate::domain::ProfileAddress;
use crate::domain::reply::greeting_name;
use crate::domain::text::{clean_line, clean_text};
use crate::ui::components::quote::quote;
use crate::ui::dynamic::{dynamic, live_text, selector};
use crate::ui::text::msg;

/// Longer names are shown smaller, and not whole in a question.
const LONG: usize = 40;

/// The name as it stands in a question.
pub fn short_name(name: String) -> String {
    if name.chars().count() > LONG { clean_line(&greeting_name(&name), LONG) } else { name }
}

/// The sender as the invitation shows them. Follows the page without drawing what stays anew.
pub fn who(bar: Bar, sender: ProfileAddress) -> View {
    let name = {
        let sender = sender.clone();
        selector(move || bar.name(&sender))
    };
    let part = move |text: fn(&crate::desk::Sender) -> String| {
        let sender = sender.clone();
        selector(move || bar.sender(&sender).map(|sender| text(&sender)).unwrap_or_default())
    };
    // A name of many words must not push the question out of sight.
    let class = move || if name.with(|name| name.chars().count() > LONG) { "who-name is-long" } else { "who-name" };
    let headline = part(|sender| clean_line(&sender.headline, 300));
    let message = part(|sender| clean_text(&sender.message, 20_000));
    let message = dynamic(move || {
        let text = message.get_clone();
        if text.is_empty() { View::default() } else { quote(msg!("sidebarTheyWrote"), &text) }
    });
    let no_headline = move || headline.with(String::is_empty);
    let (name, headline) = (live_text(move || name.get_clone()), live_text(move || headline.get_clone()));
    view! {
        header(class="who") {
            h2(class=class, "data-test"="name") { bdi { (name) } }
            p(class="who-headline", hidden=no_headline) { bdi { (headline) } }
            (message)
        }
    }
}
