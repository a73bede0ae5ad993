//! Somebody who was jotted down before they had an address may be the sender: the card asks, and shows the user's own
//! words. Nothing is joined by itself.

use std::rc::Rc;

use sycamore::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::draft::AnswerDraft;
use super::state::{Bar, Notice};
use crate::browser::storage;
use crate::desk::clerk::Area;
use crate::domain::{Person, PersonId, ProfileAddress};
use crate::library::{Change, Edit, Who, expected, names};
use crate::ui::components::summary::summary;
use crate::ui::draft;
use crate::ui::dynamic::{dynamic, handler, selector};
use crate::ui::store::Lookup;
use crate::ui::text::{NAME, msg, with_name_plain};

/// Who is not who, as the user said: a note and an address.
const OTHERS: &str = "somebody-else";
/// How many answers of that kind are kept.
const MANY: usize = 300;
/// How many notes with a fitting name are looked at.
const CANDIDATES: usize = 8;

/// The question whether the sender is somebody who was expected; nothing where nobody fits.
pub fn expected(bar: Bar, sender: &ProfileAddress) -> View {
    if bar.practice {
        return View::new();
    }
    let candidates = create_signal(Vec::<PersonId>::new());
    let (name, address) = (untrack(|| bar.name(sender)), sender.clone());
    spawn_local(async move {
        let keys: Vec<String> = (0..=u8::MAX).map(names::key).collect();
        // Without the names the question is asked as ever.
        let stored = storage::get(Area::Local, &keys).await.unwrap_or_default();
        let named = stored.iter().filter_map(|(_, text)| names::decode(text)).flatten();
        let mut found = expected::candidates(named, &name);
        let others: Vec<(PersonId, ProfileAddress)> = draft::load(OTHERS).unwrap_or_default();
        found.retain(|id| !others.iter().any(|other| other.0 == *id && other.1 == address));
        found.truncate(CANDIDATES);
        if candidates.is_alive() {
            candidates.set(found);
        }
    });
    let found = selector(move || {
        let lookup = |id: &PersonId| match bar.store.person(id) {
            Lookup::Found(id, person) if expected::is_expected(&person) => Some((id, person)),
            _ => None,
        };
        candidates.get_clone().iter().find_map(lookup)
    });
    let sender = sender.clone();
    dynamic(move || match found.get_clone() {
        Some((id, person)) => card(bar, &sender, id, &person, candidates),
        None => View::new(),
    })
}

fn card(
    bar: Bar,
    sender: &ProfileAddress,
    id: PersonId,
    person: &Rc<Person>,
    candidates: Signal<Vec<PersonId>>,
) -> View {
    let (title, yes, no) = (msg!("sidebarExpected"), msg!("sidebarExpectedYes"), msg!("sidebarExpectedNo"));
    let (name, headline) = (person.name.clone(), person.headline.clone());
    let said = summary(person);
    let its_them = {
        let (sender, id, person) = (sender.clone(), id.clone(), Rc::clone(person));
        move |_| join(bar, &sender, &id, &person)
    };
    let sender = sender.clone();
    let somebody_else = move |_| {
        let mut others: Vec<(PersonId, ProfileAddress)> = draft::load(OTHERS).unwrap_or_default();
        others.push((id.clone(), sender.clone()));
        others.drain(..others.len().saturating_sub(MANY));
        draft::keep(OTHERS, &others);
        let mut left = candidates.get_clone_untracked();
        left.retain(|other| *other != id);
        candidates.set(left);
        bar.wants_focus.set(true);
    };
    view! {
        section(class="banner", aria-labelledby="expected-title", "data-test"="expected") {
            h3(id="expected-title", class="expected-title") { (title) }
            p { bdi(class="jot-name") { (name) } " " bdi(class="soft") { (headline) } }
            (said)
            div(class="row") {
                button(r#type="button", class="button", "data-test"="expected-yes", on:click=handler(its_them)) { (yes) }
                button(r#type="button", class="button button-quiet", "data-test"="expected-no", on:click=handler(somebody_else)) { (no) }
            }
        }
    }
}

/// Gives the note the sender's address, and what only the invitation says: one command, which can be undone.
fn join(bar: Bar, sender: &ProfileAddress, id: &PersonId, person: &Person) {
    let Some(seen) = bar.glance(|| bar.sender(sender)) else {
        return bar.trouble.set(Some(msg!("sidebarGone")));
    };
    let mut edits = vec![Edit::Address(Some(sender.clone()))];
    if !seen.name.is_empty() && seen.name != person.name {
        edits.push(Edit::Name(seen.name));
    }
    if person.headline.is_empty() && !seen.headline.is_empty() {
        edits.push(Edit::Headline(seen.headline));
    }
    let base = Edit::base(&edits, person);
    let change = Change::Write { who: Who::Person(id.clone()), edits, base };
    let name = bar.glance(|| bar.name(sender));
    let sender = sender.clone();
    spawn_local(async move {
        let Some(saved) = bar.post.save(change, None).await else { return };
        let sentence = msg!("sidebarSavedNote", NAME);
        bar.batch(|| {
            bar.said.set(msg!("sidebarSaid", with_name_plain(&sentence, &name)));
            let (command, really_know) = (saved.command, saved.really_know);
            bar.notice.set(Some(Notice {
                sender,
                name,
                sentence,
                command,
                really_know,
                draft: AnswerDraft::default(),
            }));
            bar.trouble.set(None);
            bar.wants_focus.set(true);
        });
    });
}
