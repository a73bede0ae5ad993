//! The welcome: what this is, whether LinkedIn's pages may be read, the user's rule, and a try on a sample. It is
//! opened once, by the installation, and needs nothing of LinkedIn.
//!
//! Tests find its parts by `data-test`: `consent-yes`, `consent-notNow`, `consent-no`, `consent-state`,
//! `open-invitations`, `door-counts-worked` and so on, `sample-accept`, `sample-ignore`, `sample-done`; in the sample's
//! answer they are those of the sidebar.

mod answer;
mod know;
mod rule;
mod sample;

use sycamore::prelude::*;

use crate::ui::popup::fill;
use crate::ui::store::Store;
use crate::ui::text::{self, msg};

/// Fills the page that stands in `welcome.html`.
pub fn start() {
    // Lives as long as its page.
    let _ = create_root(|| {
        text::set_language();
        if let Some(skeleton) = document().get_element_by_id("skeleton") {
            skeleton.remove();
        }
        document().set_title(&msg!("welcomePage"));
        let store = Store::new();
        fill("answer", move || answer::answer(store));
        fill("rule", move || rule::rule(store));
        fill("sample", sample::sample);
        fill("know", know::know);
        store.open();
    });
}
