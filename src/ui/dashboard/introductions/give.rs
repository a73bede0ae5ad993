//! Give first: at most once a week, two people of whom one looks for what the other is good at.

use sycamore::prelude::*;

use super::book::name;
use super::state::Desk;
use crate::domain::{Field, Moment, PersonId};
use crate::introductions::matching::{Match, Matcher};
use crate::library::LedgerEdit;
use crate::library::ledger::SUGGEST_EVERY_MS;
use crate::ui::components::field::focus;
use crate::ui::dashboard::rooms::Part;
use crate::ui::dynamic::{dynamic, effect, handler, selector};
use crate::ui::text::{self, msg};

/// The two of a suggestion, and why.
#[derive(Clone, Debug, PartialEq)]
struct Suggestion {
    people: [PersonId; 2],
    looks_for: String,
    good_at: String,
    /// The words that fit, each as one of the two lines has it.
    words: Vec<(String, String)>,
}

impl Suggestion {
    fn of(found: &Match<'_>) -> Self {
        Self {
            people: [found.looker.clone(), found.giver.clone()],
            looks_for: found.looks_for.to_owned(),
            good_at: found.good_at.to_owned(),
            words: found.words.clone(),
        }
    }
}

/// The part of the room with the suggestion.
pub fn give(desk: Desk) -> View {
    let store = desk.house.store;
    let ready = selector(move || store.is_loaded() && store.is_ledger_loaded());
    let standing = selector(move || {
        let ledger = store.ledger().unwrap_or_default();
        let standing = ledger.standing_suggestion(Desk::now());
        standing.and_then(|suggested| Some((suggested.at, <[PersonId; 2]>::try_from(suggested.people.clone()).ok()?)))
    });
    // A new one is looked for only where none stands, and is noted at once: it stands for a week.
    let searched = create_signal(false);
    effect(move || {
        if ready.get() && standing.with(Option::is_none) && !searched.get_untracked() {
            searched.set_silent(true);
            if let Some(found) = untrack(|| best(desk)) {
                desk.note_down(vec![LedgerEdit::Suggest { people: found.people }]);
            }
        }
    });
    let inside = dynamic(move || match standing.get_clone() {
        _ if !ready.get() => View::new(),
        None => {
            let none = msg!("introGiveNone");
            view! { p(class="soft", data-test="intro-give-none") { (none) } }
        }
        Some((at, people)) => suggestion(desk, at, &people),
    });
    super::section(Part::GiveFirst, inside)
}

fn suggestion(desk: Desk, at: Moment, people: &[PersonId; 2]) -> View {
    let ledger = desk.house.store.ledger().unwrap_or_default();
    let done = ledger.are_not_these(&people[0], &people[1]) || ledger.has_pair(&people[0], &people[1]);
    let Some(found) = (!done).then(|| of_two(desk, people)).flatten() else {
        let next = msg!("introGiveNext", text::moment(Moment(at.0 + SUGGEST_EVERY_MS)));
        return view! { p(class="soft", data-test="intro-give-next") { (next) } };
    };
    let (looker, giver) = (name(desk, people.first()), name(desk, people.get(1)));
    let words = msg!("introGive", looker, text::isolated(&found.looks_for), giver, text::isolated(&found.good_at));
    let (put_label, not_label, help) = (msg!("introGivePut"), msg!("introGiveNot"), msg!("introGiveHelp"));
    // One of an idea's words stands for all of it, so that what fits can be seen where the two lines share none.
    let fits: Vec<String> = found
        .words
        .iter()
        .map(
            |(wish, gift)| {
                if wish == gift { text::isolated(wish) } else { text::isolated(&[wish, " – ", gift].concat()) }
            },
        )
        .collect();
    let fits = msg!("introGiveWords", text::list(&fits));
    let (pair, not_these) = (people.clone(), LedgerEdit::NotThese { people: people.clone() });
    let put = move |_| {
        desk.put(None, pair.clone().map(Some), String::new());
        focus(super::words::WHY);
    };
    view! {
        div(class="given", data-test="intro-give") {
            p(class="follows") { (words) }
            p(class="field-help", data-test="intro-give-words") { (fits) }
            p(class="field-help") { (help) }
            div(class="row") {
                button(r#type="button", class="button button-primary", data-test="intro-give-put", on:click=handler(put)) { (put_label) }
                button(r#type="button", class="link", data-test="intro-give-not",
                       on:click=handler(move |_| desk.note_down(vec![not_these.clone()]))) { (not_label) }
            }
        }
    }
}

/// What everybody looks for and is good at. This is shown to the user alone, so it reads private lines, too; not sensitive ones,
/// which stay covered until they are asked for.
fn with_matcher<T>(desk: Desk, look: impl FnOnce(&Matcher<'_>) -> T) -> T {
    desk.house.store.facts().with(|facts| {
        let shards: Vec<_> = (0..=u8::MAX).filter_map(|n| facts.shard(n).ok()).collect();
        let people = shards.iter().flat_map(|shard| &shard.people);
        let said: Vec<(&PersonId, String, String)> = people
            .map(|(id, person)| (id, person.unhidden(&Field::LooksFor), person.unhidden(&Field::GoodAt)))
            .collect();
        look(&Matcher::new(said.iter().map(|(id, looks_for, good_at)| (*id, looks_for.as_str(), good_at.as_str()))))
    })
}

/// The best match of all that weren't introduced or found not to suit.
fn best(desk: Desk) -> Option<Suggestion> {
    let ledger = desk.house.store.ledger().unwrap_or_default();
    with_matcher(desk, |matcher| matcher.suggest(&ledger).as_ref().map(Suggestion::of))
}

/// Why these two suit, if they still do: found in the whole library, as the suggestion was.
fn of_two(desk: Desk, people: &[PersonId; 2]) -> Option<Suggestion> {
    if people.iter().any(|id| desk.note_of(id).is_none()) {
        return None;
    }
    // Only a change of one of the two looks through the library again.
    untrack(|| with_matcher(desk, |matcher| matcher.between(&people[0], &people[1]).as_ref().map(Suggestion::of)))
}
