//! What is typed about a sender and not saved yet. It survives turning to somebody else, collapsing the
//! sidebar, and reloading the page.

use serde::{Deserialize, Serialize};
use sycamore::prelude::*;

use crate::browser;
use crate::desk::Sender;
use crate::domain::text::clean_line;
use crate::domain::{Day, Decision, Person, ProfileAddress, What};
use crate::library::Edit;
use crate::library::settings::PutAside;
use crate::ui::form::{NoteDraft, NoteForm};

/// The name of a sender's draft.
pub fn name(sender: &ProfileAddress) -> String {
    format!("answer/{sender}")
}

/// What the user does about somebody they don't know.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Choice {
    AskFirst,
    KindNo,
    NotYet,
    /// Nothing at all.
    #[default]
    Leave,
}

/// When to look again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Until {
    Week,
    #[default]
    Month,
    Quarter,
    OnDay,
}

impl From<&PutAside> for Until {
    fn from(aside: &PutAside) -> Self {
        match aside {
            PutAside::Week => Self::Week,
            PutAside::Month | PutAside::Other(_) => Self::Month,
            PutAside::Quarter => Self::Quarter,
        }
    }
}

/// All that stands in a sender's card.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct AnswerDraft {
    /// The note when the work began: only what differs from it is saved. Absent in drafts of older versions.
    pub before: Option<Person>,
    pub note: NoteDraft,
    /// Whether the user says that they don't know this person.
    pub dont_know: bool,
    pub choice: Choice,
    pub until: Until,
    /// `YYYY-MM-DD`, for [`Until::OnDay`].
    pub day: String,
    pub why: String,
    /// Replies as far as the user changed them.
    pub ask_first: Option<String>,
    pub kind_no: Option<String>,
    /// Whether the details are unfolded.
    pub details: bool,
}

impl AnswerDraft {
    /// The day to look again.
    pub fn day(&self) -> Option<Day> {
        let today = browser::today();
        match self.until {
            Until::Week => Some(today.plus_days(7)),
            Until::Month => Some(today.plus_days(30)),
            Until::Quarter => Some(today.plus_days(91)),
            Until::OnDay => Day::try_from(self.day.clone()).ok(),
        }
    }

    /// The decision that the answer "I don't know them" amounts to; `None` where the answer is doors.
    pub fn decision(&self) -> Option<Decision> {
        if !self.dont_know {
            return None;
        }
        let what = match self.choice {
            Choice::AskFirst => What::AskedFirst,
            Choice::KindNo => What::SaidNo,
            Choice::NotYet => What::NotYet,
            Choice::Leave => What::DontKnow,
        };
        let until = if what == What::NotYet { self.day() } else { None };
        Some(Decision { at: browser::now(), what, until, why: self.why.trim().to_owned(), ..Decision::default() })
    }

    /// A card in which nothing was said yet. `aside` is how long "not yet" lasts unless the user says otherwise.
    pub fn fresh(person: &Person, aside: &PutAside) -> Self {
        Self { before: Some(person.clone()), note: NoteDraft::of(person), until: aside.into(), ..Self::default() }
    }

    /// What to write: the answer itself, and what the invitation says about its sender. And what both start from: the answer
    /// from the note `before` it was begun, the invitation from what is said `now`.
    pub fn edits(&self, sender: &Sender, before: &Person, now: &Person) -> (Vec<Edit>, Vec<Edit>) {
        let mut edits = self.answer(before);
        let mut base = Edit::base(&edits, before);
        if !edits.is_empty() {
            let told = told(sender, now);
            base.extend(Edit::base(&told, now));
            edits.extend(told);
        }
        (edits, base)
    }

    fn answer(&self, before: &Person) -> Vec<Edit> {
        match self.decision() {
            Some(decision) => {
                // Doors that were opened before the user said so aren't part of this answer.
                let note = NoteDraft { open: NoteDraft::of(before).open, ..self.note.clone() };
                let mut edits = note.edits(before);
                edits.retain(|edit| !matches!(edit, Edit::Worked(_) | Edit::Met(_) | Edit::Close(_)));
                edits.push(Edit::AddDecision(decision));
                edits
            }
            None => self.note.edits(before),
        }
    }

    /// The note as it would be after saving.
    pub fn after(&self, before: &Person) -> Person {
        let mut after = before.clone();
        match self.decision() {
            Some(decision) => after.decisions.push(decision),
            None => after.ties = self.note.ties(&before.ties),
        }
        after
    }
}

/// What the invitation says that the note doesn't.
fn told(sender: &Sender, now: &Person) -> Vec<Edit> {
    let mut edits = Vec::new();
    // A name that the user corrected stays.
    if now.name.is_empty() {
        edits.push(Edit::Name(sender.name.clone()));
    }
    if !sender.headline.is_empty() && clean_line(&sender.headline, 300) != now.headline {
        edits.push(Edit::Headline(sender.headline.clone()));
    }
    if !sender.message.is_empty() && sender.message.trim() != now.message {
        edits.push(Edit::Message(sender.message.clone()));
    }
    edits
}

impl AnswerDraft {
    /// The note as it would be after saving, with what else was typed.
    pub fn pretended(&self, sender: &Sender, before: &Person) -> Person {
        let note = self.note.clone();
        Person {
            name: sender.name.clone(),
            headline: sender.headline.clone(),
            met_on: note.date().unwrap_or_default(),
            tags: note.tag_set(),
            met_where: note.met_where,
            introduced_by: note.introduced_by,
            story: note.story,
            good_at: note.good_at,
            looks_for: note.looks_for,
            can_help: note.can_help,
            ..self.after(before)
        }
    }
}

/// A card being filled in. A copy is the same card.
#[derive(Clone, Copy)]
pub struct AnswerForm {
    pub before: Signal<Option<Person>>,
    pub note: NoteForm,
    pub dont_know: Signal<bool>,
    pub choice: Signal<Choice>,
    pub until: Signal<Until>,
    pub day: Signal<String>,
    pub why: Signal<String>,
    pub ask_first: Signal<Option<String>>,
    pub kind_no: Signal<Option<String>>,
    pub details: Signal<bool>,
}

impl AnswerForm {
    /// A card filled in with a draft.
    pub fn new(draft: AnswerDraft) -> Self {
        Self {
            before: create_signal(draft.before),
            note: NoteForm::new(draft.note),
            dont_know: create_signal(draft.dont_know),
            choice: create_signal(draft.choice),
            until: create_signal(draft.until),
            day: create_signal(draft.day),
            why: create_signal(draft.why),
            ask_first: create_signal(draft.ask_first),
            kind_no: create_signal(draft.kind_no),
            details: create_signal(draft.details),
        }
    }

    /// What stands in the card now; tells of every change where it is called in an effect.
    pub fn draft(self) -> AnswerDraft {
        AnswerDraft {
            before: self.before.get_clone(),
            note: self.note.draft(),
            dont_know: self.dont_know.get(),
            choice: self.choice.get(),
            until: self.until.get(),
            day: self.day.get_clone(),
            why: self.why.get_clone(),
            ask_first: self.ask_first.get_clone(),
            kind_no: self.kind_no.get_clone(),
            details: self.details.get(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::Standing;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn jonas() -> Sender {
        Sender {
            address: ProfileAddress::from_slug("jonas-model").expect("an address"),
            name: "Jonas Model".to_owned(),
            headline: "Harbour pilot".to_owned(),
            message: "Hello".to_owned(),
            cards: Vec::new(),
            person: None,
            standing: Standing::NoAnswer,
        }
    }

    #[wasm_bindgen_test]
    fn an_answer_takes_the_invitation_along() {
        let mut draft = AnswerDraft::default();
        let nobody = Person::default();
        assert_eq!(draft.edits(&jonas(), &nobody, &nobody), (vec![], vec![]));
        draft.note.open[0] = true;
        let (edits, _) = draft.edits(&jonas(), &nobody, &nobody);
        assert!(matches!(&edits[0], Edit::Worked(Some(_))));
        assert!(
            edits.contains(&Edit::Name("Jonas Model".to_owned())) && edits.contains(&Edit::Message("Hello".to_owned()))
        );
        let known =
            Person { name: "Jonas (pilot)".to_owned(), headline: "Harbour pilot".to_owned(), ..Person::default() };
        let (edits, _) = draft.edits(&jonas(), &known, &known);
        assert_eq!(edits.len(), 2, "a corrected name and a known headline stay: {edits:?}");
    }

    #[wasm_bindgen_test]
    fn not_knowing_somebody_opens_no_door() {
        let mut draft = AnswerDraft { dont_know: true, choice: Choice::NotYet, ..AnswerDraft::default() };
        draft.note.open = [true; 3];
        (draft.until, draft.day) = (Until::OnDay, "2030-01-31".to_owned());
        let (edits, _) = draft.edits(&jonas(), &Person::default(), &Person::default());
        let decided = edits.iter().find_map(|edit| match edit {
            Edit::AddDecision(decision) => Some((decision.what.clone(), decision.until.map(|day| day.to_string()))),
            _ => None,
        });
        assert_eq!(decided, Some((What::NotYet, Some("2030-01-31".to_owned()))));
        assert!(!edits.iter().any(|edit| matches!(edit, Edit::Worked(_) | Edit::Met(_) | Edit::Close(_))));
    }

    #[wasm_bindgen_test]
    fn an_answer_that_was_begun_long_ago_starts_from_the_note_of_that_time() {
        let before = Person { story: "Bees".to_owned(), good_at: "Baking".to_owned(), ..Person::default() };
        let mut draft = AnswerDraft::fresh(&before, &PutAside::default());
        draft.note.story = "Bees on the roof".to_owned();
        // The note was changed elsewhere since.
        let now = Person {
            story: "Bees, and a boat".to_owned(),
            good_at: "Baking, sailing".to_owned(),
            name: "Jonas".to_owned(),
            ..Person::default()
        };
        let text = serde_json::to_string(&draft).expect("a draft is text");
        let kept: AnswerDraft = serde_json::from_str(&text).expect("a draft");
        let (edits, base) = kept.edits(&jonas(), kept.before.as_ref().expect("a note"), &now);
        assert_eq!(edits[0], Edit::Story("Bees on the roof".to_owned()));
        assert!(!edits.iter().any(|edit| matches!(edit, Edit::GoodAt(_))), "not touched, not written: {edits:?}");
        assert!(base.contains(&Edit::Story("Bees".to_owned())), "{base:?}");
        assert!(base.contains(&Edit::Headline(String::new())), "what the invitation says starts from now: {base:?}");
    }

    #[wasm_bindgen_test]
    fn an_old_draft_can_be_read() {
        let draft: AnswerDraft = serde_json::from_str(r#"{"note":{"memory":"bees","later":1}}"#).expect("a draft");
        assert_eq!((draft.note.memory.as_str(), draft.choice), ("bees", Choice::Leave));
    }
}
