//! Finding a person's page by what one remembers of them.

use sycamore::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::page::name_of;
use crate::browser::storage;
use crate::desk::clerk::Area;
use crate::library::Key;
use crate::ui::components::field::Field;
use crate::ui::dynamic::{dynamic, selector};
use crate::ui::popup::shelf::Shelf;
use crate::ui::text::msg;

const SHOWN: usize = 20;

/// Reads everybody once, to be searched; nothing if the browser can't.
pub async fn everybody() -> Option<Shelf> {
    let mut shelf = Shelf::default();
    for first in (0..=u8::MAX).step_by(32) {
        let keys: Vec<String> = (first..=first + 31).map(|n| Key::Shard(n).name()).collect();
        for (key, text) in storage::get(Area::Local, &keys).await.ok()? {
            if let Some(Key::Shard(n)) = Key::from_name(&key) {
                shelf.put(n, text);
            }
        }
    }
    while shelf.index_more() {}
    Some(shelf)
}

/// A search field and whom it finds.
pub fn find() -> View {
    let shelf = create_signal(None::<Shelf>);
    let query = create_signal(String::new());
    spawn_local(async move {
        let read = everybody().await;
        if shelf.is_alive() {
            shelf.set(read);
        }
    });
    let found = selector(move || {
        let query = query.get_clone();
        shelf.with(|shelf| {
            let Some(shelf) = shelf.as_ref().filter(|_| !query.trim().is_empty()) else { return Vec::new() };
            let hits = shelf.search(&query, SHOWN).into_iter();
            hits.filter_map(|hit| shelf.person(&hit.id).map(|person| (hit.id, person))).collect::<Vec<_>>()
        })
    });
    let rows = dynamic(move || {
        let row = |(id, person): (crate::domain::PersonId, crate::domain::Person)| {
            let (href, name) = (format!("#people/{id}"), name_of(&person));
            let headline = person.headline;
            view! {
                li(class="waiting-row") {
                    p(class="waiting-who") {
                        a(class="list-name", href=href, "data-test"="found") { bdi { (name) } }
                        span(class="list-note") { bdi { (headline) } }
                    }
                }
            }
        };
        found.get_clone().into_iter().map(row).collect::<Vec<View>>().into()
    });
    let remark = move || match (shelf.with(Option::is_some), query.with(|query| query.trim().is_empty())) {
        (false, _) => msg!("popupReading"),
        (true, false) if found.with(Vec::is_empty) => msg!("popupNobody"),
        _ => String::new(),
    };
    let field = Field::new("find", msg!("popupSearchLabel"), query).help(msg!("peopleFindHelp")).test("find").view();
    view! {
        div(class="find") {
            (field)
            p(class="soft small", role="status") { (remark()) }
            ul(class="waiting-rows") { (rows) }
        }
    }
}
