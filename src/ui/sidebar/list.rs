//! Everybody on the page, in page order.

use sycamore::prelude::*;

use super::greeting::is_listed;
use super::state::Bar;
use crate::desk::Standing;
use crate::domain::ProfileAddress;
use crate::domain::text::clean_line;
use crate::ui::components::icon;
use crate::ui::dynamic::{handler, selector};
use crate::ui::text::{msg, plural};
use crate::ui::words;

#[derive(Clone, PartialEq)]
struct Row {
    address: ProfileAddress,
    name: String,
    standing: Standing,
    present: bool,
}

/// How many senders are waiting, in words.
pub fn waiting_in_words(bar: Bar) -> String {
    let (waiting, anybody) = bar.store.review().with(|review| {
        (review.waiting(), review.senders.iter().any(|sender| sender.is_present()) || !review.noted.is_empty())
    });
    // On a profile without an invitation nobody waits for anything.
    if !anybody && bar.store.review().with(|review| review.current.is_some()) {
        return msg!("sidebarOnProfile");
    }
    if waiting == 0 { msg!("sidebarNobodyWaiting") } else { plural("sidebarWaiting", waiting) }
}

/// The list of senders.
pub fn senders(bar: Bar) -> View {
    let rows = selector(move || {
        bar.store.review().with(|review| {
            let many = review.senders.len() > 1 || review.senders.iter().any(|sender| sender.is_present());
            let listed = review.senders.iter().filter(|sender| many && is_listed(sender, review.current.as_ref()));
            listed
                .map(|sender| Row {
                    address: sender.address.clone(),
                    name: clean_line(&sender.name, 120),
                    standing: sender.standing,
                    present: sender.is_present(),
                })
                .collect::<Vec<_>>()
        })
    });
    let current = selector(move || bar.store.review().with(|review| review.current.clone()));
    let title = msg!("sidebarEverybody");
    view! {
        nav(class="senders", "aria-labelledby"="senders-title", hidden=move || rows.with(Vec::is_empty)) {
            h2(id="senders-title", class="senders-title") { (title) }
            ul(class="list") {
                Keyed(
                    list=rows,
                    view=move |row| self::row(bar, current, row),
                    key=|row| (row.address.clone(), row.name.clone(), row.standing as u8, row.present),
                )
            }
        }
    }
}

fn row(bar: Bar, current: ReadSignal<Option<ProfileAddress>>, row: Row) -> View {
    let Row { address, name, standing, present } = row;
    let mark = icon::standing(standing);
    let shown = if name.is_empty() { address.to_string() } else { name };
    let note = if present { words::standing(standing) } else { msg!("sidebarNotOnPage") };
    let slug = address.to_string();
    let is_current = {
        let address = address.clone();
        move || current.with(|current| (current.as_ref() == Some(&address)).then_some("true"))
    };
    view! {
        li {
            button(r#type="button", class="list-row", "data-test"="sender-row", "data-address"=slug,
                "aria-current"=is_current, on:click=handler(move |_| bar.turn(address.clone()))) {
                (mark)
                span {
                    span(class="list-name") { bdi { (shown) } }
                    span(class="list-note") { (note) }
                }
            }
        }
    }
}
