//! Somebody else's words: shown as they are, never more than a few lines unasked.

use sycamore::prelude::*;

use crate::ui::dynamic::{handler, live_text};
use crate::ui::text::msg;

/// Longer messages are cut until the user wants all of them.
const SHORT: usize = 280;

/// A message in quotation, with a button for the rest of a long one.
#[must_use]
pub fn quote(label: String, text: &str) -> View {
    let long = text.chars().count() > SHORT || text.lines().count() > 5;
    let open = create_signal(!long);
    let short: String = text.chars().take(SHORT).collect();
    let full = text.to_owned();
    // What isn't shown isn't laid out: ten thousand characters would be.
    let shown = live_text(move || if open.get() { full.clone() } else { format!("{short}…") });
    let class = move || if open.get() { "quote" } else { "quote clamped" };
    let expander = long.then(|| {
        let words = live_text(move || if open.get() { msg!("commonLess") } else { msg!("commonMore") });
        view! {
            button(r#type="button", class="link small", "data-test"="quote-more",
                "aria-expanded"=move || if open.get() { "true" } else { "false" },
                on:click=handler(move |_| open.set(!open.get()))) { (words) }
        }
    });
    view! {
        figure(class=class, "aria-label"=label, "data-test"="quote") {
            blockquote(class="quote-text", dir="auto") { (shown) }
            (expander)
        }
    }
}
