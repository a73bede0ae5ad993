//! The sidebar: the review beside LinkedIn's invitations. It is shown in a frame in LinkedIn's page, which
//! is as wide as the sidebar, as wide as the window (a sheet at the bottom), or as narrow as a tab.
//!
//! Tests find its parts by `data-test`:
//!
//! | where | names |
//! | --- | --- |
//! | frame | `open-tab`, `collapse`, `help`, `keys`, `waiting`, `live`, `lost`, `reconnect`, `trouble`, `all-done` |
//! | question | `question`, `name`, `quote`, `quote-more`, `door-worked`, `door-met`, `door-close`, `memory`, `missing`, `details`, `met-on`, `met-where`, `introduced-by`, `story`, `good-at`, `looks-for`, `can-help`, `tags`, `save`, `cancel`, `not-saved`, `try-again`, `copy-answer` |
//! | somebody who was put aside until today | `due`, `why-was`, `summary` |
//! | a note that was changed elsewhere | `conflicts`, `conflict-mine`, `conflict-theirs`, `conflict-both` |
//! | somebody who was expected | `expected`, `expected-yes`, `expected-no` |
//! | I don't know them | `dont-know`, `dont-know-panel`, `back-to-doors`, `reply-ask-first`, `reply-kind-no`, `not-yet`, `leave`, `reply-text`, `copy`, `keep-template`, `until-week`, `until-month`, `until-quarter`, `until-on-day`, `until-day`, `why` |
//! | greeting | `greeting`, `verdict`, `why-was`, `summary`, `hint`, `accept-anyway`, `edit`, `next`, `invite`, `invite-note`, `copy-note` |
//! | where the page can't be read | `unsure`, `ask-about`, `ask`, `point`, `pointing`, `describe`, `layout`, `copy-layout` |
//! | before the yes | `consent`, `consent-yes`, `consent-notNow`, `consent-no` |
//! | the rest | `paused`, `inviting`, `saved`, `undo`, `noted`, `sender-row` (with `data-address`) |
//!
//! Kinds behind a door are `[data-kind="colleague"]` and so on.

pub mod acts;
mod consent;
mod dont_know;
mod draft;
mod expected;
pub mod frame;
mod greeting;
mod invite;
pub mod keys;
mod known;
mod list;
mod notices;
mod panel;
mod question;
mod reply;
mod saving;
pub mod state;
mod unsure;
mod who;

use sycamore::prelude::*;
use sycamore::web::console_error;

use super::text;
pub use draft::name as draft_name;
use state::Bar;

/// Says in the console where the code was wrong, which a trap alone doesn't.
fn tell_panics() {
    std::panic::set_hook(Box::new(|panic| console_error!("Really Know: {panic}")));
}

/// Shows the sidebar in the page's `main` element, in place of what stands there until now.
pub fn start() {
    tell_panics();
    text::set_language();
    super::draft::age_out("answer/", crate::browser::now());
    let Some(place) = document().get_element_by_id("app") else { return };
    place.set_text_content(None);
    sycamore::render_to(
        || {
            let bar = Bar::new();
            bar.store.open();
            keys::listen(bar);
            frame::follow_calls(bar);
            panel::follow(bar);
            bar.connect();
            frame::frame(bar)
        },
        &place,
    );
}
