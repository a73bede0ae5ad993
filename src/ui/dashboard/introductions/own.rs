//! Texts that the user changed: kept until the changes are taken back, or somebody whom they are about is erased.

use serde::{Deserialize, Serialize};
use sycamore::prelude::*;

use crate::domain::PersonId;
use crate::ui::dashboard::house::House;
use crate::ui::draft;
use crate::ui::dynamic::effect;
use crate::ui::store::Lookup;

/// The draft's name.
const DRAFT: &str = "introduction-texts";
/// More texts than this are forgotten, the oldest first.
const MOST: usize = 60;

/// A text that the user changed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Own {
    /// What kind of text it is.
    kind: String,
    /// Whom it is about, in their order.
    people: Vec<PersonId>,
    text: String,
}

/// All of them.
#[derive(Clone, Copy)]
pub struct OwnTexts {
    texts: Signal<Vec<Own>>,
}

impl OwnTexts {
    /// As they were left.
    pub fn open(house: House) -> Self {
        let own = Self { texts: create_signal(draft::load(DRAFT).unwrap_or_default()) };
        effect(move || own.texts.with(|texts| draft::keep(DRAFT, texts)));
        effect(move || {
            // Also where nothing was kept yet when this began.
            house.store.facts().track();
            let is_gone = |id: &PersonId| matches!(house.store.person(id), Lookup::Nobody);
            let texts = own.texts.get_clone_untracked();
            if texts.iter().any(|own| own.people.iter().any(is_gone)) {
                own.texts.update(|texts| texts.retain(|own| !own.people.iter().any(is_gone)));
            }
        });
        own
    }

    /// The changed text, if there is one.
    pub fn find(self, kind: &str, people: &[PersonId]) -> Option<String> {
        self.texts.with_untracked(|texts| {
            texts.iter().find(|own| own.kind == kind && own.people == people).map(|own| own.text.clone())
        })
    }

    /// Keeps a changed text, or forgets it.
    pub fn keep(self, kind: &str, people: &[PersonId], text: Option<String>) {
        if self.find(kind, people) == text {
            return;
        }
        self.texts.update(|texts| {
            texts.retain(|own| own.kind != kind || own.people != people);
            texts.extend(text.map(|text| Own { kind: kind.to_owned(), people: people.to_vec(), text }));
            texts.drain(..texts.len().saturating_sub(MOST));
        });
    }

    /// A text of this kind about these people, which is kept as it changes.
    pub fn text(self, kind: &'static str, people: Vec<PersonId>) -> Signal<Option<String>> {
        let text = create_signal(self.find(kind, &people));
        effect(move || self.keep(kind, &people, text.get_clone()));
        text
    }
}
