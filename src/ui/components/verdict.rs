//! The verdict in words, with its mark.

use sycamore::prelude::*;

use super::icon;
use crate::desk::Standing;
use crate::domain::Verdict;
use crate::ui::text::with_name;
use crate::ui::words;

/// The verdict on somebody, as a sentence.
#[must_use]
pub fn verdict(verdict: &Verdict, name: &str) -> View {
    let standing = Standing::from(verdict);
    let class = if standing == Standing::ReallyKnow { "verdict verdict-reallyKnow" } else { "verdict" };
    let mark = icon::standing(standing);
    let sentence = with_name(&words::verdict(verdict), name);
    view! {
        p(class=class, "data-test"="verdict") {
            (mark)
            span { (sentence) }
        }
    }
}
