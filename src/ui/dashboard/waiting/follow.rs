//! Introductions that were made some weeks ago: how did they go? One row each, which leads to the ledger.

use sycamore::prelude::*;

use super::list::rows_of;
use crate::browser;
use crate::domain::{Moment, PersonId};
use crate::library::ledger::{Introduction, Step};
use crate::ui::dashboard::introductions::name;
use crate::ui::dashboard::rooms::entry_address;
use crate::ui::dynamic::{dynamic, live_text, selector};
use crate::ui::store::Store;
use crate::ui::text::{self, msg};

/// An introduction that there is something to ask about.
#[derive(Clone, Debug, PartialEq)]
pub struct Follow {
    id: String,
    people: [PersonId; 2],
    introduced: Moment,
}

/// Those whose time has come, the oldest first.
pub fn due(store: Store) -> ReadSignal<Vec<Follow>> {
    selector(move || {
        let follow = |entry: &Introduction| {
            let introduced = entry.steps.iter().find(|taken| taken.step == Step::Introduced)?.at;
            Some(Follow { id: entry.id.clone(), people: entry.two()?, introduced })
        };
        let (ledger, now) = (store.ledger().unwrap_or_default(), browser::now());
        let mut due: Vec<Follow> =
            ledger.introductions.iter().filter(|entry| entry.is_to_be_followed_up(now)).filter_map(follow).collect();
        due.sort_by_key(|follow| follow.introduced);
        due
    })
}

/// The list; nothing while there is nothing to ask.
pub fn list(store: Store, due: ReadSignal<Vec<Follow>>) -> View {
    let some = selector(move || due.with(|due| !due.is_empty()));
    dynamic(move || {
        if !some.get() {
            return View::new();
        }
        let (title, about) = (msg!("waitingFollow"), msg!("waitingFollowAbout"));
        let rows =
            rows_of("follow", due, |follow: &Follow| follow.id.clone(), move |follow| row(store, follow.clone()));
        view! {
            section(class="part waiting-list", "data-test"="follow", "aria-labelledby"="waiting-follow") {
                h2(id="waiting-follow") { (title) }
                p(class="part-about soft") { (about) }
                (rows)
            }
        }
    })
}

fn row(store: Store, follow: Follow) -> View {
    let Follow { id, people, introduced } = follow;
    let both = live_text(move || msg!("introPair", name(store, &people[0]), name(store, &people[1])));
    let (href, when) = (entry_address(&id), msg!("waitingFollowOn", text::moment(introduced)));
    view! {
        li(class="waiting-row", "data-test"="row") {
            p(class="waiting-who") { a(class="list-name", href=href, "data-test"="who") { (both) } }
            p(class="waiting-when") { span(class="soft") { (when) } }
        }
    }
}
