//! What is going on, and what went wrong.

use sycamore::prelude::*;

use super::super::rooms::Part;
use super::{Desk, why};
use crate::exchange::worker::talk::Trouble;
use crate::ui::dynamic::{dynamic, live_text};
use crate::ui::text::msg;

/// How far a part's work is, with a way to give it up.
pub fn busy(desk: Desk, part: Part, says: impl Fn() -> String + Clone + 'static) -> View {
    let inside = move || {
        if !desk.is_busy_with(part) {
            return View::new();
        }
        let says = live_text(says.clone());
        let cancel = msg!("backupCancel");
        let progress = bar(move || desk.helper.progress.get());
        view! {
            div(class="busy", data-test="busy") {
                p { (says) }
                (progress)
                button(r#type="button", class="link", data-test="cancel", on:click=move |_| desk.helper.cancel()) { (cancel) }
            }
        }
    };
    let inside = dynamic(inside);
    view! { div(role="status") { (inside) } }
}

/// A bar that fills, or one that only moves where nobody knows how long it takes.
pub fn bar(how_far: impl Fn() -> Option<(usize, usize)> + 'static) -> View {
    let label = msg!("backupProgress");
    let how_far = create_memo(how_far);
    let value = move || how_far.get().map(|(done, _)| done.to_string());
    let max = move || how_far.get().map(|(_, total)| total.max(1).to_string());
    view! { progress(class="progress", aria-label=label, value=value, max=max) {} }
}

/// What went wrong, in words; nothing has changed.
pub fn banner(trouble: Option<Trouble>) -> View {
    let Some(trouble) = trouble else { return View::new() };
    let says = msg!("backupCantRead", why::words(&trouble));
    view! { p(class="banner banner-bad", data-test="problem") { (says) } }
}
