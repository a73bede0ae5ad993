//! What the room is asked for, who is in the list, and who is chosen.

use std::rc::Rc;

use sycamore::prelude::*;

use super::crowd::Crowd;
use crate::domain::PersonId;
use crate::domain::sorted::SortedSet;
use crate::library::list::{Ask, Brief};
use crate::ui::dashboard::house::House;
use crate::ui::dashboard::rooms::Place;
use crate::ui::dynamic::effect;

/// The room. A copy is the same.
#[derive(Clone, Copy)]
pub struct State {
    pub house: House,
    pub crowd: Crowd,
    pub ask: Signal<Ask>,
    /// Who is in the list.
    pub list: Signal<Rc<Vec<Rc<Brief>>>>,
    /// The row that the keyboard is on.
    pub active: Signal<Option<usize>>,
    /// Where a stretch of chosen rows begins.
    pub anchor: Signal<usize>,
    pub chosen: Signal<SortedSet<PersonId>>,
}

impl State {
    /// The room as its address says.
    #[must_use]
    pub fn new(house: House) -> Self {
        let state = Self {
            house,
            crowd: house.crowd,
            ask: create_signal(house.place.with_untracked(Place::ask)),
            list: create_signal(Rc::default()),
            active: create_signal(None),
            anchor: create_signal(0),
            chosen: create_signal(SortedSet::new()),
        };
        // Back and forward lead to what was asked before.
        effect(move || {
            let asked = house.place.with(Place::ask);
            if state.ask.with_untracked(|ask| *ask != asked) {
                state.ask.set(asked);
            }
        });
        effect(move || {
            let ask = state.ask.get_clone();
            state.list.set(Rc::new(state.crowd.list(&ask)));
        });
        state
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
        self.chosen.update(|chosen| {
            if !chosen.remove(&id) {
                chosen.insert(id);
            }
        });
    }

    /// Chooses everybody between the last one that was chosen and this one.
    pub fn stretch(self, at: usize) {
        let anchor = self.anchor.get_untracked();
        let list = self.list.get_clone_untracked();
        let between = anchor.min(at)..=anchor.max(at).min(list.len().saturating_sub(1));
        let ids: SortedSet<PersonId> = list.get(between).into_iter().flatten().map(|brief| brief.id.clone()).collect();
        self.chosen.set(ids);
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
