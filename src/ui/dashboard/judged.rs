//! What the rule makes of the people who were answered last and of those who wait now: as one switches, before and after.

use sycamore::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::house::House;
use super::person::name_of;
use crate::browser::{self, storage};
use crate::desk::clerk::Area;
use crate::desk::{Review, Standing};
use crate::domain::{Person, PersonId, Policy, ProfileAddress};
use crate::json;
use crate::library::Key;
use crate::ui::dynamic::{dynamic, effect, selector};
use crate::ui::popup::recent_in;
use crate::ui::store::Lookup;
use crate::ui::text::{self, msg};
use crate::ui::words;

/// How many people are shown.
const SHOWN: usize = 20;

/// How long after the room was opened the list is still coming; later changes are the user's own.
const COMES_WITHIN_MS: i64 = 3_000;

/// Somebody before and after.
#[derive(Clone, PartialEq)]
struct Judged {
    id: PersonId,
    name: String,
    before: Standing,
    after: Standing,
}

/// The list. Before is when the room was opened.
pub fn judged(house: House) -> View {
    let before = untrack(|| house.store.settings().policy.clone());
    let (recent, senders) = (create_signal(Vec::<PersonId>::new()), create_signal(Vec::<ProfileAddress>::new()));
    spawn_local(async move {
        let found = storage::get(Area::Local, &[Key::Journal.name()]).await.unwrap_or_default();
        let journal = found.into_iter().next().map(|(_, text)| text).unwrap_or_default();
        let keys = storage::keys(Area::Session).await.unwrap_or_default();
        let reviews = storage::get(Area::Session, &keys).await.unwrap_or_default();
        if recent.is_alive() {
            // Some of them may have been deleted.
            recent.set(recent_in(&journal, SHOWN * 2));
            senders.set(waiting_in(&reviews));
        }
    });
    let everybody = selector(move || {
        let after = house.store.settings().policy.clone();
        let mut all: Vec<Judged> = Vec::new();
        let asked = senders.get_clone().into_iter().map(|address| house.store.find(&address));
        let noted = recent.get_clone().into_iter().map(|id| house.store.person(&id));
        for found in asked.chain(noted) {
            if let Lookup::Found(id, person) = found
                && all.len() < SHOWN
                && all.iter().all(|judged| judged.id != id)
            {
                all.push(judge(id, &person, &before, &after));
            }
        }
        all
    });
    // The list comes after the room is drawn, one after the other, above most of its parts.
    let opened = browser::now();
    effect(move || {
        everybody.track();
        if browser::now().since_ms(opened) < COMES_WITHIN_MS {
            spawn_local(async move {
                browser::pause(0).await;
                super::hold_place(house);
            });
        }
    });
    dynamic(move || {
        let mut all = everybody.get_clone();
        if all.is_empty() {
            return View::new();
        }
        let changed = all.iter().filter(|judged| judged.before != judged.after).count();
        let summary = match changed {
            0 => msg!("ruleChangesNobody", text::number(all.len())),
            some => msg!("ruleChanges", text::number(some), text::number(all.len())),
        };
        // Those for whom it changes first; the others as they were.
        let (mut rows, others): (Vec<Judged>, Vec<Judged>) =
            all.drain(..).partition(|judged| judged.before != judged.after);
        rows.extend(others);
        let rows: Vec<View> = rows.into_iter().map(row).collect();
        let title = msg!("ruleJudges");
        view! {
            div(class="judged stack", "data-test"="judged") {
                h3(class="field-label") { (title) }
                p(class="field-help", role="status", "data-test"="judged-sum") { (summary) }
                ul(class="judged-people") { (rows) }
            }
        }
    })
}

fn judge(id: PersonId, person: &Person, before: &Policy, after: &Policy) -> Judged {
    let under = |policy: &Policy| Standing::from(&policy.verdict(person));
    Judged { name: name_of(person), before: under(before), after: under(after), id }
}

fn row(judged: Judged) -> View {
    let (before, after) = (words::standing(judged.before), words::standing(judged.after));
    let changed = judged.before != judged.after;
    let says = if changed { msg!("ruleWasAndIs", before, after) } else { after };
    let (href, name) = (format!("#people/{}", judged.id), judged.name);
    view! {
        li(class="judged-person", "data-changed"=changed.then_some("true"), "data-test"="judged-person") {
            a(href=href) { bdi { (name) } } " " span(class=if changed { "" } else { "soft" }) { (says) }
        }
    }
}

/// Whoever waits in an open tab.
fn waiting_in(reviews: &[(String, String)]) -> Vec<ProfileAddress> {
    let reviews = reviews.iter().filter(|(key, _)| Review::tab(key).is_some());
    let reviews = reviews.filter_map(|(_, text)| json::from_str::<Review>(text).ok());
    reviews
        .flat_map(|review| review.senders)
        .filter(|sender| sender.is_waiting())
        .map(|sender| sender.address)
        .collect()
}
