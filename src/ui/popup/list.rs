//! The list of people: those found, or while nothing is searched for the recent ones.

use crate::domain::sorted::SortedSet;

use sycamore::prelude::*;

use super::kept::Screen;
use super::marked::Marked;
use super::reading::Phase;
use super::search_box;
use super::state::{RECENT, State};
use crate::desk::Standing;
use crate::domain::{Person, PersonId, Policy, Verdict};
use crate::library::search::Field;
use crate::ui::components::icon;
use crate::ui::dynamic::{dynamic, selector};
use crate::ui::text::{self, msg};
use crate::ui::{why, words};

/// How many people are shown; who is not among the best is found by another word.
const SHOWN: usize = 30;
/// How many of them are seen without scrolling.
const IN_SIGHT: usize = 8;

/// A person in the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub id: PersonId,
    name: Marked,
    headline: Option<Marked>,
    verdict: Verdict,
    /// What was searched for, where it isn't in the name or the headline, and what it is.
    line: Option<(String, Marked)>,
}

impl Row {
    fn new(id: PersonId, person: &Person, policy: &Policy, field: Field, query: &str) -> Self {
        let line = match field {
            Field::Name | Field::Headline => None,
            field => Marked::line(person, field, query).map(|line| (term(field), line)),
        };
        let headline = (!person.headline.is_empty()).then(|| Marked::new(&person.headline, query));
        Self { id, name: Marked::new(&person.name, query), headline, verdict: policy.verdict(person), line }
    }

    /// The id of the row's element.
    pub fn element_id(id: &PersonId) -> String {
        format!("row-{id}")
    }
}

/// The people to show now.
pub fn rows(state: State) -> ReadSignal<Vec<Row>> {
    selector(move || {
        let query = state.query.get_clone();
        let query = query.trim();
        let settings = state.store.settings();
        let mut unread = [SortedSet::new(), SortedSet::new()];
        let rows = state.library.shelf.with(|shelf| {
            let row = |id: PersonId, field| {
                let person = shelf.person(&id)?;
                Some(Row::new(id, &person, &settings.policy, field, query))
            };
            if query.is_empty() {
                let recent = state.recent.get_clone();
                recent.into_iter().filter_map(|id| row(id, Field::Name)).take(RECENT).collect()
            } else if state.library.phase.get() == Phase::Reading {
                Vec::new()
            } else {
                let hits = shelf.search(query, SHOWN);
                // Those in sight first.
                let (first, others) = hits.split_at(hits.len().min(IN_SIGHT));
                unread = [first, others].map(|hits| shelf.unread(hits.iter().map(|hit| &hit.id)));
                hits.into_iter().filter_map(|hit| row(hit.id, hit.field)).collect()
            }
        });
        for shards in unread {
            state.library.read_ahead(shards);
        }
        rows
    })
}

/// The list with its heading and what there is to say about it.
pub fn list(state: State, rows: ReadSignal<Vec<Row>>) -> View {
    let searching = selector(move || state.query.with(|query| !query.trim().is_empty()));
    // All rows anew: with every letter nearly all marks change, and rows that stay as they were come back equal.
    let people = move || {
        let row = |row| self::row(state, searching.get_untracked(), row);
        rows.get_clone().into_iter().map(row).collect::<Vec<View>>()
    };
    let heading = move || if searching.get() { msg!("popupFound") } else { msg!("popupRecent") };
    let nobody = selector(move || {
        let read = state.library.phase.get() != Phase::Reading && state.library.trouble.with(Option::is_none);
        !searching.get() && read && state.library.shelf.with(|shelf| shelf.is_empty() && shelf.unreadable().is_none())
    });
    let empty = dynamic(move || if nobody.get() { self::empty() } else { View::new() });
    view! {
        section(class="popup-people", aria-labelledby="people-heading") {
            h2(id="people-heading", class=move || if searching.get() { "visually-hidden" } else { "popup-heading" },
               hidden=move || rows.with(Vec::is_empty)) { (heading()) }
            ul(id=search_box::LIST, class="list", role="listbox", aria-labelledby="people-heading",
               hidden=move || rows.with(Vec::is_empty)) {
                (people)
            }
            (empty)
            p(class="popup-note", role="status", data-test="search-status") { (remark(state, searching, rows)) }
        }
    }
}

/// The list before there is anybody.
fn empty() -> View {
    let (title, about, door) = (msg!("popupEmpty"), msg!("popupEmptyAbout"), icon::door());
    view! {
        div(class="empty", "data-test"="empty") {
            (door)
            p(class="empty-title") { (title) }
            p(class="soft") { (about) }
        }
    }
}

/// What there is to say about the list.
fn remark(state: State, searching: ReadSignal<bool>, rows: ReadSignal<Vec<Row>>) -> String {
    let phase = state.library.phase.get();
    if let Some(trouble) = state.library.trouble.get_clone() {
        return msg!("popupTrouble", text::isolated(&trouble));
    }
    if let Some(unreadable) = state.library.shelf.with(|shelf| shelf.unreadable().cloned()) {
        return why::unreadable(&unreadable);
    }
    let found = rows.with(Vec::len);
    match (searching.get(), found, phase) {
        (true, 0, Phase::Whole) => msg!("popupNobody"),
        (true, SHOWN, _) => msg!("popupBest", SHOWN.to_string()),
        (true, 0, _) => msg!("popupReading"),
        (true, _, Phase::Names) => msg!("popupReadingMore"),
        _ => String::new(),
    }
}

fn row(state: State, searching: bool, row: Row) -> View {
    let Row { id, name, headline, verdict, line } = row;
    let element = Row::element_id(&id);
    let test = if searching { "result" } else { "recent" };
    let name_of_person = id.to_string();
    let active = {
        let id = id.clone();
        selector(move || state.active.with(|active| active.as_ref() == Some(&id)))
    };
    let name = name.view();
    let headline = headline.map(|headline| {
        let headline = headline.view();
        view! { span(class="list-note") { (headline) } }
    });
    let line = line.map(|(term, line)| {
        let line = line.view();
        view! { span(class="popup-row-line") { span(class="popup-row-term") { (term) } " " (line) } }
    });
    let standing = Standing::from(&verdict);
    let mark = icon::standing(standing);
    let words = words::standing(standing);
    view! {
        li(id=element, class="list-row", role="option", "data-test"=test, "data-person"=name_of_person,
           "aria-selected"=move || if active.get() { "true" } else { "false" },
           on:click=move |_| state.go(Screen::Person(id.clone()))) {
            (mark)
            span(class="popup-row") {
                span(class="popup-row-top") {
                    span(class="list-name") { (name) }
                    span(class="popup-row-standing") { (words) }
                }
                (headline) (line)
            }
        }
    }
}

/// What a field is called beside a line of it; nothing for what speaks for itself.
fn term(field: Field) -> String {
    match field {
        Field::Where => msg!("doorMetWhere"),
        Field::Tags => msg!("doorTags"),
        Field::GoodAt => msg!("doorGoodAt"),
        Field::IntroducedBy => msg!("doorIntroducedBy"),
        Field::LooksFor => msg!("doorLooksFor"),
        Field::CanHelp => msg!("doorCanHelp"),
        Field::Message => msg!("popupMessageTerm"),
        Field::Address => msg!("popupAddressTerm"),
        Field::Name | Field::Headline | Field::Memory | Field::Story | Field::Contacts | Field::Reasons => {
            String::new()
        }
    }
}
