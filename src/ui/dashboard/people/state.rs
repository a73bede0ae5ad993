//! What the room is asked for, who is in the list, and who is chosen.

use sycamore::prelude::*;

use super::answer::Answer;
use super::crowd::Crowd;
use super::rows;
use crate::domain::PersonId;
use crate::library::Chosen;
use crate::library::list::Ask;
use crate::library::roll::Everybody;
use crate::ui::dashboard::house::House;
use crate::ui::dashboard::rooms::Place;
use crate::ui::dynamic::effect;

/// The room. A copy is the same.
#[derive(Clone, Copy)]
pub struct State {
    pub house: House,
    pub crowd: Crowd,
    pub ask: Signal<Ask>,
    pub answer: Answer,
    /// Who is in the list.
    pub list: Signal<Everybody>,
    /// The first row in sight, and how many are.
    pub in_sight: Signal<(usize, usize)>,
    /// The row that the keyboard is on.
    pub active: Signal<Option<usize>>,
    /// Where a stretch of chosen rows begins.
    pub anchor: Signal<usize>,
    pub chosen: Signal<Chosen>,
    /// How far the list is scrolled, in CSS pixels.
    pub top: Signal<i32>,
    /// Whether the form for narrowing it down is open.
    pub form_open: Signal<bool>,
}

/// How the room was left, for when its user comes back from somebody's page.
#[derive(Clone, Debug)]
pub struct Left {
    query: String,
    active: Option<usize>,
    anchor: usize,
    chosen: Chosen,
    top: i32,
    form_open: bool,
}

impl State {
    /// The room as its address says.
    #[must_use]
    pub fn new(house: House) -> Self {
        let ask = house.place.with_untracked(Place::ask);
        let left = house.crowd.left.take_silent();
        // Who is chosen stays so; the place in the list is only one in the same list.
        let (chosen, query) = left.as_ref().map(|left| (left.chosen.clone(), left.query.clone())).unwrap_or_default();
        let form_open = left.as_ref().is_some_and(|left| left.form_open);
        let left = left.filter(|_| query == ask.to_query());
        let answer = Answer::new();
        let state = Self {
            house,
            crowd: house.crowd,
            ask: create_signal(ask),
            list: answer.list,
            answer,
            in_sight: create_signal((0, rows::SOME)),
            active: create_signal(left.as_ref().and_then(|left| left.active)),
            anchor: create_signal(left.as_ref().map_or(0, |left| left.anchor)),
            chosen: create_signal(chosen),
            top: create_signal(left.map_or(0, |left| left.top)),
            form_open: create_signal(form_open),
        };
        on_cleanup(move || state.leave());
        // Back and forward lead to what was asked before.
        effect(move || {
            let asked = house.place.with(Place::ask);
            // An address is without the space behind a word, which the next word in the field needs.
            if state.ask.with_untracked(Ask::to_query) != asked.to_query() {
                state.ask.set(asked);
            }
        });
        effect(move || {
            let searches = state.ask.with(|ask| !ask.words.trim().is_empty());
            state.crowd.follow();
            if searches {
                state.crowd.library.shelf.track();
            }
            untrack(|| state.find_answer());
        });
        // A room opens with its list, and at its place there.
        state.settle();
        // Who isn't there any more isn't chosen, either.
        effect(move || {
            state.crowd.follow();
            let gone = |id: &PersonId| state.crowd.peek(id).is_none();
            if state.chosen.with_untracked(|chosen| chosen.iter().any(gone)) {
                state.chosen.update(|chosen| chosen.retain(|id| !gone(id)));
            }
        });
        state
    }

    fn leave(self) {
        let left = Left {
            query: self.ask.with_untracked(Ask::to_query),
            active: self.active.get_untracked(),
            anchor: self.anchor.get_untracked(),
            chosen: self.chosen.get_clone_untracked(),
            top: rows::top().unwrap_or_else(|| self.top.get_untracked()),
            form_open: self.form_open.get_untracked(),
        };
        self.crowd.left.set_silent(Some(left));
    }

    /// Asks for something else. Words that are being typed replace their address, everything else is a step that one can
    /// go back.
    pub fn change(self, change: impl FnOnce(&mut Ask)) {
        let before = self.ask.get_clone_untracked();
        let mut ask = before.clone();
        change(&mut ask);
        if ask == before {
            return;
        }
        self.active.set(None);
        let step = Ask { words: before.words.clone(), ..ask.clone() } != before;
        let query = ask.to_query();
        let address = if query.is_empty() { "#people".to_owned() } else { format!("#people?{query}") };
        self.ask.set(ask);
        self.house.go(&address, step);
    }

    /// Chooses somebody, or not any more.
    pub fn toggle(self, at: usize) {
        let Some(id) = self.id(at) else { return };
        self.anchor.set(at);
        self.chosen.update(|chosen| chosen.toggle(id));
    }

    /// Chooses everybody between the last one that was chosen and this one, in the direction in which the stretch was made.
    pub fn stretch(self, at: usize) {
        let anchor = self.anchor.get_untracked();
        let list = self.list.get_clone_untracked();
        let between = anchor.min(at)..=anchor.max(at).min(list.len().saturating_sub(1));
        let mut ids: Vec<PersonId> = list.get(between).into_iter().flatten().map(|brief| brief.id.clone()).collect();
        if at < anchor {
            ids.reverse();
        }
        self.chosen.set(ids.into_iter().collect());
    }

    /// Those in the list who are chosen.
    #[must_use]
    pub fn seen(self) -> Vec<PersonId> {
        let (list, chosen) = (self.list.get_clone(), self.chosen.get_clone());
        list.iter().map(|brief| &brief.id).filter(|id| chosen.contains(id)).cloned().collect()
    }

    /// Chooses everybody in the list.
    pub fn choose_all(self) {
        let list = self.list.get_clone_untracked();
        self.chosen.set(list.iter().map(|brief| brief.id.clone()).collect());
    }

    /// Who is in this row.
    #[must_use]
    pub fn id(self, at: usize) -> Option<PersonId> {
        self.list.with_untracked(|list| list.get(at).map(|brief| brief.id.clone()))
    }
}
