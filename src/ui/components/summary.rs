//! What the user wrote about somebody.

use sycamore::prelude::*;

use crate::domain::{Door, Field, Person, Ties};
use crate::ui::text::{self, msg};
use crate::ui::words;

/// The note in the user's own words, as a list of terms: doors first, then what is remembered, then the
/// rest. Empty fields are left out.
#[must_use]
pub fn summary(person: &Person) -> View {
    let mut parts: Vec<View> = Vec::new();
    for door in person.ties.doors() {
        let kinds = kinds(&person.ties, door);
        parts.push(part(words::door_title(door), &kinds, false));
    }
    let words = |field: &Field| person.unhidden(field);
    let met = [person.met_on.map(text::date).unwrap_or_default(), person.met_where.clone()];
    let met = text::row(&met.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>());
    for (term, said, in_own_words) in [
        (msg!("commonMemory"), words(&Field::Memory), true),
        (msg!("commonMet"), met, false),
        (msg!("doorIntroducedBy"), words(&Field::IntroducedBy), false),
        (msg!("doorStory"), words(&Field::Story), true),
        (msg!("doorGoodAt"), words(&Field::GoodAt), true),
        (msg!("doorLooksFor"), words(&Field::LooksFor), true),
        (msg!("doorCanHelp"), words(&Field::CanHelp), true),
    ] {
        if !said.trim().is_empty() {
            parts.push(part(term, &said, in_own_words));
        }
    }
    if !person.tags.is_empty() {
        parts.push(tags(person));
    }
    view! { dl(class="summary", "data-test"="summary") { (parts) } }
}

fn tags(person: &Person) -> View {
    let term = msg!("doorTags");
    let tags: Vec<View> = person
        .tags
        .iter()
        .map(|tag| {
            let tag = tag.clone();
            view! { bdi(class="tag") { (tag) } }
        })
        .collect();
    view! {
        div(class="summary-part") {
            dt { (term) }
            dd(class="summary-tags") { (tags) }
        }
    }
}

fn part(term: String, said: &str, in_own_words: bool) -> View {
    let class = if in_own_words { "summary-words" } else { "" };
    let said = (!said.is_empty()).then(|| {
        let said = said.to_owned();
        view! { dd(class=class, dir="auto") { (said) } }
    });
    view! {
        div(class="summary-part") {
            dt { (term) }
            (said)
        }
    }
}

/// The kinds behind a door, as one line.
#[must_use]
pub fn kinds(ties: &Ties, door: Door) -> String {
    let kinds: Vec<String> = match door {
        Door::Worked => ties.worked.iter().flat_map(|worked| &worked.kinds).map(words::work_kind).collect(),
        Door::Met => ties.met.iter().flat_map(|met| &met.kinds).map(words::met_kind).collect(),
        Door::Close => ties.close.iter().flat_map(|close| &close.kinds).map(words::close_kind).collect(),
    };
    text::row(&kinds)
}
