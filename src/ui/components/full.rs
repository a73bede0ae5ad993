//! What helps where storage is full: a backup, which needs none of it.

use sycamore::prelude::*;

use crate::desk::{Problem, ProblemKind};
use crate::ui::text::msg;

/// Leads to the backup room, if this is what went wrong. `page` is the dashboard's address, seen from here; empty in itself.
pub fn way_out(problem: &Problem, page: &'static str) -> View {
    if problem.kind != ProblemKind::Full {
        return View::new();
    }
    let (address, save) = (format!("{page}#backup"), msg!("backupSaveNow"));
    // In the room itself it is the same tab.
    let target = if page.is_empty() { "_self" } else { "_blank" };
    view! { a(href=address, target=target, class="link", "data-test"="save-a-backup") { (save) } }
}
