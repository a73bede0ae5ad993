//! A note being written: one signal for each thing that can be typed or chosen.

use serde::{Deserialize, Serialize};
use sycamore::prelude::*;

use crate::domain::sorted::SortedSet;
use crate::domain::{Close, CloseKind, Door, Edtf, Met, MetKind, Person, Policy, Ties, Verdict, WorkKind, Worked};
use crate::library::Edit;

/// What stands in a form, as typed: the form of a draft.
///
/// A door that was closed again keeps what was said behind it, so that a slip of the finger costs nothing.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct NoteDraft {
    /// Which doors are open: worked, met, close.
    pub open: [bool; 3],
    pub work: SortedSet<WorkKind>,
    pub met: SortedSet<MetKind>,
    pub close: SortedSet<CloseKind>,
    pub memory: String,
    pub met_on: String,
    pub met_where: String,
    pub introduced_by: String,
    pub story: String,
    pub good_at: String,
    pub looks_for: String,
    pub can_help: String,
    /// Separated by commas.
    pub tags: String,
}

impl NoteDraft {
    /// A note as it would be typed.
    #[must_use]
    pub fn of(person: &Person) -> Self {
        let ties = &person.ties;
        Self {
            open: Door::ALL.map(|door| ties.has(door)),
            work: ties.worked.as_ref().map(|worked| worked.kinds.clone()).unwrap_or_default(),
            met: ties.met.as_ref().map(|met| met.kinds.clone()).unwrap_or_default(),
            close: ties.close.as_ref().map(|close| close.kinds.clone()).unwrap_or_default(),
            memory: ties.met.as_ref().map(|met| met.memory.clone()).unwrap_or_default(),
            met_on: person.met_on.map(|date| date.to_string()).unwrap_or_default(),
            met_where: person.met_where.clone(),
            introduced_by: person.introduced_by.clone(),
            story: person.story.clone(),
            good_at: person.good_at.clone(),
            looks_for: person.looks_for.clone(),
            can_help: person.can_help.clone(),
            tags: person.tags.iter().map(String::as_str).collect::<Vec<_>>().join(", "),
        }
    }

    /// The ties as they stand in the form. What a newer version noted behind a door stays there.
    #[must_use]
    pub fn ties(&self, before: &Ties) -> Ties {
        let [worked, met, close] = self.open;
        let mut ties = before.clone();
        ties.worked = worked.then(|| Worked { kinds: self.work.clone(), ..before.worked.clone().unwrap_or_default() });
        ties.met = met.then(|| Met {
            kinds: self.met.clone(),
            memory: self.memory.trim().to_owned(),
            ..before.met.clone().unwrap_or_default()
        });
        ties.close = close.then(|| Close { kinds: self.close.clone(), ..before.close.clone().unwrap_or_default() });
        ties
    }

    /// What the verdict on this person would be, were the form saved.
    #[must_use]
    pub fn verdict(&self, before: &Person, policy: &Policy) -> Verdict {
        let ties = self.ties(&before.ties);
        policy.verdict(&Person { ties, ..before.clone() })
    }

    /// The date, if one can be read from what was typed. `Ok(None)` for nothing typed, `Err` for no date.
    ///
    /// # Errors
    /// If what was typed is no date, or could mean two.
    pub fn date(&self) -> Result<Option<Edtf>, crate::domain::date::NoDate> {
        if self.met_on.trim().is_empty() { Ok(None) } else { Edtf::from_typed(&self.met_on).map(Some) }
    }

    /// The tags, each once, between commas of any script.
    #[must_use]
    pub fn tag_set(&self) -> SortedSet<String> {
        let commas = [',', ';', '\n', '、', '，', '；', '،', '؛'];
        let tags = self.tags.split(commas).map(str::trim).filter(|tag| !tag.is_empty());
        let mut set = SortedSet::new();
        // Not collected: that compiles a sort into every view.
        set.extend(tags.map(str::to_owned));
        set
    }

    /// All that was typed, for the clipboard: what can't be saved should not be lost.
    #[must_use]
    pub fn as_text(&self) -> String {
        let texts = [
            &self.memory,
            &self.met_on,
            &self.met_where,
            &self.introduced_by,
            &self.story,
            &self.good_at,
            &self.looks_for,
            &self.can_help,
            &self.tags,
        ];
        texts.into_iter().map(|text| text.trim()).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n")
    }

    /// The edits that make `before` say what the form says: only of fields that differ, so that what
    /// another view changed meanwhile stays. A date that can't be read changes nothing.
    #[must_use]
    pub fn edits(&self, before: &Person) -> Vec<Edit> {
        let mut edits = Vec::new();
        let ties = self.ties(&before.ties);
        if ties.worked != before.ties.worked {
            edits.push(Edit::Worked(ties.worked));
        }
        if ties.met != before.ties.met {
            edits.push(Edit::Met(ties.met));
        }
        if ties.close != before.ties.close {
            edits.push(Edit::Close(ties.close));
        }
        if let Ok(date) = self.date()
            && date != before.met_on
        {
            edits.push(Edit::MetOn(date));
        }
        type Field<'a> = (&'a str, &'a str, fn(String) -> Edit);
        let texts: [Field<'_>; 6] = [
            (&self.met_where, &before.met_where, Edit::MetWhere),
            (&self.introduced_by, &before.introduced_by, Edit::IntroducedBy),
            (&self.story, &before.story, Edit::Story),
            (&self.good_at, &before.good_at, Edit::GoodAt),
            (&self.looks_for, &before.looks_for, Edit::LooksFor),
            (&self.can_help, &before.can_help, Edit::CanHelp),
        ];
        for (typed, stored, edit) in texts {
            if typed.trim() != stored.trim() {
                edits.push(edit(typed.trim().to_owned()));
            }
        }
        let tags = self.tag_set();
        if tags != before.tags {
            edits.push(Edit::Tags(tags));
        }
        edits
    }
}

/// A note being written. A copy is the same form.
#[derive(Clone, Copy)]
pub struct NoteForm {
    open: [Signal<bool>; 3],
    pub work: Signal<SortedSet<WorkKind>>,
    pub met: Signal<SortedSet<MetKind>>,
    pub close: Signal<SortedSet<CloseKind>>,
    pub memory: Signal<String>,
    pub met_on: Signal<String>,
    pub met_where: Signal<String>,
    pub introduced_by: Signal<String>,
    pub story: Signal<String>,
    pub good_at: Signal<String>,
    pub looks_for: Signal<String>,
    pub can_help: Signal<String>,
    pub tags: Signal<String>,
}

impl NoteForm {
    /// A form filled in with a draft.
    #[must_use]
    pub fn new(draft: NoteDraft) -> Self {
        Self {
            open: draft.open.map(create_signal),
            work: create_signal(draft.work),
            met: create_signal(draft.met),
            close: create_signal(draft.close),
            memory: create_signal(draft.memory),
            met_on: create_signal(draft.met_on),
            met_where: create_signal(draft.met_where),
            introduced_by: create_signal(draft.introduced_by),
            story: create_signal(draft.story),
            good_at: create_signal(draft.good_at),
            looks_for: create_signal(draft.looks_for),
            can_help: create_signal(draft.can_help),
            tags: create_signal(draft.tags),
        }
    }

    /// Whether a door is open.
    #[must_use]
    pub fn door(self, door: Door) -> Signal<bool> {
        match door {
            Door::Worked => self.open[0],
            Door::Met => self.open[1],
            Door::Close => self.open[2],
        }
    }

    /// What stands in the form now; tells of every change where it is called in an effect.
    #[must_use]
    pub fn draft(self) -> NoteDraft {
        NoteDraft {
            open: self.open.map(|open| open.get()),
            work: self.work.get_clone(),
            met: self.met.get_clone(),
            close: self.close.get_clone(),
            memory: self.memory.get_clone(),
            met_on: self.met_on.get_clone(),
            met_where: self.met_where.get_clone(),
            introduced_by: self.introduced_by.get_clone(),
            story: self.story.get_clone(),
            good_at: self.good_at.get_clone(),
            looks_for: self.looks_for.get_clone(),
            can_help: self.can_help.get_clone(),
            tags: self.tags.get_clone(),
        }
    }

    /// Fills the form in.
    pub fn set(self, draft: NoteDraft) {
        batch(|| {
            for (open, value) in self.open.into_iter().zip(draft.open) {
                open.set(value);
            }
            self.work.set(draft.work);
            self.met.set(draft.met);
            self.close.set(draft.close);
            self.memory.set(draft.memory);
            self.met_on.set(draft.met_on);
            self.met_where.set(draft.met_where);
            self.introduced_by.set(draft.introduced_by);
            self.story.set(draft.story);
            self.good_at.set(draft.good_at);
            self.looks_for.set(draft.looks_for);
            self.can_help.set(draft.can_help);
            self.tags.set(draft.tags);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn mia() -> Person {
        let json = r#"{"name":"Mia Sample","metOn":"2019-05","story":"Bees","tags":["bees","bread"],
            "ties":{"worked":{"kinds":["client"],"since":1999},"met":{"memory":"The night train"}}}"#;
        serde_json::from_str(json).expect("a note")
    }

    #[wasm_bindgen_test]
    fn a_note_that_is_only_looked_at_changes_nothing() {
        assert_eq!(NoteDraft::of(&mia()).edits(&mia()), []);
    }

    #[wasm_bindgen_test]
    fn only_what_differs_is_sent() {
        let before = mia();
        let mut draft = NoteDraft::of(&before);
        draft.story = " Bees and bread ".to_owned();
        draft.open[2] = true;
        draft.met_on = "17.5.2019".to_owned();
        draft.tags = "bread; bees、,bees".to_owned();
        let met_on = Edtf::parse("2019-05-17").ok();
        let close = Some(Close::default());
        let expected = [Edit::Close(close), Edit::MetOn(met_on), Edit::Story("Bees and bread".to_owned())];
        assert_eq!(draft.edits(&before), expected);
    }

    #[wasm_bindgen_test]
    fn a_door_closed_by_mistake_keeps_what_was_said_behind_it() {
        let before = mia();
        let mut draft = NoteDraft::of(&before);
        draft.open = [true, false, false];
        assert_eq!(draft.edits(&before), [Edit::Met(None)]);
        draft.open[1] = true;
        assert_eq!(draft.edits(&before), []);
    }

    #[wasm_bindgen_test]
    fn what_a_newer_version_noted_behind_a_door_stays() {
        let before = mia();
        let mut draft = NoteDraft::of(&before);
        draft.work.insert(WorkKind::Mentor);
        let ties = draft.ties(&before.ties);
        assert!(ties.worked.is_some_and(|worked| worked.unknown.contains_key("since")));
    }

    #[wasm_bindgen_test]
    fn an_unreadable_date_changes_nothing() {
        let before = mia();
        let draft = NoteDraft { met_on: "5/6/2019".to_owned(), ..NoteDraft::of(&before) };
        assert!(draft.date().is_err());
        assert_eq!(draft.edits(&before), []);
        let none = NoteDraft { met_on: String::new(), ..NoteDraft::of(&before) };
        assert_eq!(none.edits(&before), [Edit::MetOn(None)]);
    }

    #[wasm_bindgen_test]
    fn the_verdict_follows_the_form() {
        let policy = Policy::default();
        let nobody = Person::default();
        let mut draft = NoteDraft { open: [false, true, false], ..NoteDraft::default() };
        assert!(matches!(draft.verdict(&nobody, &policy), Verdict::NotYet(_)));
        draft.memory = "bees".to_owned();
        assert_eq!(draft.verdict(&nobody, &policy), Verdict::ReallyKnow(vec![Door::Met]));
    }
}
