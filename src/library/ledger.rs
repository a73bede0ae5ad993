//! The ledger of introductions: who was asked, who said yes, and what became of it.
//!
//! An introduction is a log of steps; its state is computed from them. Names and texts of the two are not in it:
//! the notes have those.

mod former;
mod join;

pub use former::Former;
pub use join::Joined;

use serde::{Deserialize, Serialize};

use super::change::Change;
use super::{Unreadable, schema};
use crate::domain::record::{record, words};
use crate::domain::text::clean_text;
use crate::domain::{Moment, PersonId};
use crate::json;

/// The version of the stored form that this code writes.
const VERSION: u32 = 1;
/// More finished introductions than this are forgotten, the oldest first.
const MAX_INTRODUCTIONS: usize = 1_000;
/// More pairs that don't suit are forgotten, the oldest first.
const MAX_NOT_THESE: usize = 2_000;
const MAX_WHY: usize = 2_000;
/// How long after an introduction there is something to ask about.
pub const ASK_AFTER_MS: i64 = 21 * DAY_MS;
/// How long a suggestion stands before another one is made.
pub const SUGGEST_EVERY_MS: i64 = 7 * DAY_MS;
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

words! {
    /// Something that happened with an introduction.
    #[derive(Default)]
    pub enum Step {
        #[default]
        AskedFirst = "askedFirst",
        AskedSecond = "askedSecond",
        FirstSaidYes = "firstSaidYes",
        SecondSaidYes = "secondSaidYes",
        /// The joint note is sent.
        Introduced = "introduced",
        /// The user asked how it went, or knows.
        FollowedUp = "followedUp",
        /// Somebody thanked the user, or the user whoever said yes.
        Thanked = "thanked",
        /// One of the two said no. So versions wrote it that didn't keep who.
        Declined = "declined",
        FirstDeclined = "firstDeclined",
        SecondDeclined = "secondDeclined",
        /// The user gave it up.
        LetGo = "letGo",
    }
}

record! {
    /// A step and its time.
    pub struct Taken {
        at: Moment = "at",
        step: Step = "step",
    }
}

record! {
    /// An introduction of two people.
    pub struct Introduction {
        /// Made up by the view that began it.
        id: String = "id",
        /// The two, the first first.
        people: Vec<PersonId> = "people",
        /// Why they should talk, in the user's words.
        why: String = "why",
        /// Since when that is the reason.
        why_at: Moment = "whyAt",
        begun: Moment = "begun",
        /// Oldest first.
        steps: Vec<Taken> = "steps",
    }
}

impl Step {
    /// Which of the two it is about; nothing where it is about both, or the user.
    const fn side(&self) -> Option<usize> {
        match self {
            Self::AskedFirst | Self::FirstSaidYes | Self::FirstDeclined => Some(0),
            Self::AskedSecond | Self::SecondSaidYes | Self::SecondDeclined => Some(1),
            _ => None,
        }
    }
}

/// Where an introduction stands. What leads from one state to another is [`Introduction::may`]; any steps whatever, as two
/// joined ledgers bring them together, are in one of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Nobody was asked yet.
    Begun,
    /// Somebody was asked, and not both have said yes.
    Asking,
    /// Both said yes: the note can go out.
    BothSaidYes,
    Introduced,
    Thanked,
    /// One of the two said no, and nothing else since.
    Declined,
    /// The user gave it up, before the two were introduced or after.
    LetGo,
}

impl Introduction {
    /// Whether a step was taken.
    #[must_use]
    pub fn has(&self, step: &Step) -> bool {
        self.at(step).is_some()
    }

    /// When a step was taken.
    fn at(&self, step: &Step) -> Option<Moment> {
        self.steps.iter().find(|taken| taken.step == *step).map(|taken| taken.at)
    }

    /// Where it stands. The order of the steps in the log doesn't matter, their times do: an answer counts until the same person
    /// gives another, letting go is the last word or none, and what was said to both can't be unsaid.
    #[must_use]
    pub fn state(&self) -> State {
        if self.was_introduced() {
            if self.has(&Step::Thanked) {
                State::Thanked
            } else if self.is_let_go() {
                State::LetGo
            } else {
                State::Introduced
            }
        } else if self.is_declined() {
            State::Declined
        } else if self.is_let_go() {
            State::LetGo
        } else if self.answers() == [Some(true); 2] {
            State::BothSaidYes
        } else if self.steps.is_empty() {
            State::Begun
        } else {
            State::Asking
        }
    }

    /// Whether the note went out to both, who had said yes.
    fn was_introduced(&self) -> bool {
        let both = self.has(&Step::FirstSaidYes) && self.has(&Step::SecondSaidYes);
        both && self.has(&Step::Introduced)
    }

    /// What each of the two said last: yes, no, or nothing. Of two answers in the same moment the no counts.
    fn answers(&self) -> [Option<bool>; 2] {
        let answer = |yes: &Step, no: &Step| match (self.at(yes), self.at(no)) {
            (Some(yes), Some(no)) => Some(yes > no),
            (yes, no) => yes.map(|_| true).or(no.map(|_| false)),
        };
        [answer(&Step::FirstSaidYes, &Step::FirstDeclined), answer(&Step::SecondSaidYes, &Step::SecondDeclined)]
    }

    /// Whether a no stands. One that nobody knows who said it stands until both have said yes and one of them later.
    fn is_declined(&self) -> bool {
        let answers = self.answers();
        let yes = [&Step::FirstSaidYes, &Step::SecondSaidYes].into_iter().filter_map(|step| self.at(step)).max();
        let by_somebody = self.at(&Step::Declined).is_some_and(|no| answers != [Some(true); 2] || yes <= Some(no));
        answers.contains(&Some(false)) || by_somebody
    }

    fn is_let_go(&self) -> bool {
        self.at(&Step::LetGo).is_some_and(|gone| self.steps.iter().all(|taken| taken.at <= gone))
    }

    /// Whether nothing more is to be done.
    #[must_use]
    pub fn is_over(&self) -> bool {
        matches!(self.state(), State::Thanked | State::Declined | State::LetGo)
    }

    /// Whether a step can be the next one. The note goes out only when both have said yes; a yes may come without an ask of ours,
    /// on the stairs or by telephone; a no comes from who was asked, or had said yes; thanks may come when nobody waits for
    /// them any more.
    #[must_use]
    pub fn may(&self, step: &Step) -> bool {
        let (state, answers) = (self.state(), self.answers());
        let open = matches!(state, State::Begun | State::Asking | State::BothSaidYes);
        let side = step.side().unwrap_or_default();
        !self.has(step)
            && match step {
                Step::AskedFirst | Step::AskedSecond => open && answers[side].is_none(),
                Step::FirstSaidYes | Step::SecondSaidYes => open && answers[side] != Some(true),
                Step::FirstDeclined => open && (self.has(&Step::AskedFirst) || answers[side].is_some()),
                Step::SecondDeclined => open && (self.has(&Step::AskedSecond) || answers[side].is_some()),
                Step::Introduced => state == State::BothSaidYes,
                Step::FollowedUp => state == State::Introduced,
                Step::Thanked => state == State::Introduced || state == State::LetGo && self.was_introduced(),
                Step::LetGo => open || state == State::Introduced,
                Step::Declined | Step::Other(_) => false,
            }
    }

    /// Whether it is time to ask how it went.
    #[must_use]
    pub fn is_to_be_followed_up(&self, now: Moment) -> bool {
        let waiting = self.state() == State::Introduced && !self.has(&Step::FollowedUp);
        waiting && self.at(&Step::Introduced).is_some_and(|introduced| now.since_ms(introduced) >= ASK_AFTER_MS)
    }

    /// The two, unless they have become one note since: then there is nobody to introduce. Taken apart again, they are two.
    #[must_use]
    pub fn two(&self) -> Option<[PersonId; 2]> {
        let people = <[PersonId; 2]>::try_from(self.people.clone()).ok()?;
        (people[0] != people[1]).then_some(people)
    }
}

record! {
    /// A suggestion that was made.
    pub struct Suggested {
        at: Moment = "at",
        /// Who looks for something, and who is good at it.
        people: Vec<PersonId> = "people",
    }
}

record! {
    /// All introductions, and what is remembered about suggestions.
    pub struct Ledger {
        version: u32 = "v",
        /// Oldest first.
        introductions: Vec<Introduction> = "introductions",
        /// Pairs that don't suit, in either order.
        not_these: Vec<Vec<PersonId>> = "notThese",
        suggested: Option<Suggested> = "suggested",
    }
}

/// What a view wants changed in the ledger.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum LedgerEdit {
    /// Begin an introduction, or give another reason for one that was begun.
    Begin { id: String, people: [PersonId; 2], why: String },
    /// A step was taken.
    Take { id: String, step: Step },
    /// The last step wasn't taken after all.
    TakeBack { id: String, step: Step },
    /// Forget an introduction.
    Forget { id: String },
    /// It was not to be forgotten: the entry as it was.
    Remember { entry: Box<Introduction> },
    /// Don't suggest these two again; the next suggestion comes in its time.
    NotThese { people: [PersonId; 2] },
    /// These two were suggested.
    Suggest { people: [PersonId; 2] },
}

/// Why the ledger was not changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum NoEntry {
    #[error("this introduction is no longer in the ledger")]
    Gone,
    #[error("this can't be the next step of the introduction: it has gone on meanwhile")]
    NotNow,
    #[error("an introduction takes two different people")]
    NotTwo,
}

impl Ledger {
    /// Reads the stored text.
    ///
    /// # Errors
    /// [`Unreadable`] if it isn't whole, or was written by a newer version.
    pub fn decode(text: &str) -> Result<Self, Unreadable> {
        match json::from_str::<Self>(text) {
            Ok(ledger) if ledger.version <= VERSION => Ok(ledger),
            Ok(ledger) => Err(Unreadable::Newer(ledger.version)),
            Err(error) => match schema::version_of(text) {
                Ok(newer) if newer > VERSION => Err(Unreadable::Newer(newer)),
                _ => Err(Unreadable::Broken(error.to_string())),
            },
        }
    }

    /// The text to store.
    #[must_use]
    pub fn encode(&self) -> String {
        let mut ledger = self.clone();
        ledger.version = VERSION;
        json::to_string(&ledger)
    }

    /// Carries an edit out. The same edit again changes nothing, so that a view may repeat itself.
    ///
    /// # Errors
    /// [`NoEntry`] if it makes no sense now.
    pub fn edit(&mut self, edit: &LedgerEdit, now: Moment) -> Result<(), NoEntry> {
        match edit {
            LedgerEdit::Begin { id, people, why } => {
                if people[0] == people[1] {
                    return Err(NoEntry::NotTwo);
                }
                let why = clean_text(why, MAX_WHY);
                match self.introductions.iter_mut().find(|introduction| introduction.id == *id) {
                    Some(begun) if begun.why == why => {}
                    Some(begun) => (begun.why, begun.why_at) = (why, now),
                    None => {
                        self.introductions.push(Introduction {
                            id: id.clone(),
                            people: people.to_vec(),
                            why,
                            why_at: now,
                            begun: now,
                            ..Introduction::default()
                        });
                        self.forget_old();
                    }
                }
            }
            LedgerEdit::Take { id, step } => {
                let introduction = self.find(id)?;
                if introduction.steps.last().is_some_and(|last| last.step == *step) {
                    return Ok(());
                }
                if !introduction.may(step) {
                    return Err(NoEntry::NotNow);
                }
                // A clock that was put back doesn't bring a step before those that came before it.
                let at = introduction.steps.iter().map(|taken| taken.at).fold(now, Moment::max);
                introduction.steps.push(Taken { at, step: step.clone(), ..Taken::default() });
            }
            LedgerEdit::TakeBack { id, step } => {
                let introduction = self.find(id)?;
                if introduction.steps.last().is_some_and(|last| last.step == *step) {
                    introduction.steps.pop();
                } else if introduction.has(step) {
                    return Err(NoEntry::NotNow);
                }
            }
            LedgerEdit::Forget { id } => self.introductions.retain(|introduction| introduction.id != *id),
            LedgerEdit::Remember { entry } => {
                let introductions = vec![entry.as_ref().clone()];
                self.join(&Self { introductions, ..Self::default() });
            }
            LedgerEdit::NotThese { people } => {
                if !self.are_not_these(&people[0], &people[1]) {
                    self.not_these.push(people.to_vec());
                    self.not_these.drain(..self.not_these.len().saturating_sub(MAX_NOT_THESE));
                }
            }
            LedgerEdit::Suggest { people } => {
                let stands = self.standing_suggestion(now).is_some_and(|suggested| suggested.people == people);
                if !stands {
                    self.suggested = Some(Suggested { at: now, people: people.to_vec(), ..Suggested::default() });
                }
            }
        }
        Ok(())
    }

    /// What a change of the library means for the ledger: who is erased leaves no trace in it, and who is merged goes
    /// by the other name.
    pub fn follow(&mut self, change: &Change) {
        match change {
            Change::Erase { person } => {
                self.introductions.retain(|introduction| !introduction.people.contains(person));
                self.not_these.retain(|people| !people.contains(person));
                self.suggested = self.suggested.take().filter(|suggested| !suggested.people.contains(person));
            }
            Change::Merge { keep, other } => {
                let people = self.introductions.iter_mut().flat_map(|introduction| &mut introduction.people);
                let people = people.chain(self.not_these.iter_mut().flatten());
                people.filter(|person| *person == other).for_each(|person| *person = keep.clone());
                self.suggested = self.suggested.take().filter(|suggested| !suggested.people.contains(other));
            }
            _ => {}
        }
    }

    /// Whether these two were found not to suit.
    #[must_use]
    pub fn are_not_these(&self, one: &PersonId, other: &PersonId) -> bool {
        self.not_these.iter().any(|people| people.contains(one) && people.contains(other))
    }

    /// Whether these two were introduced, or are about to be.
    #[must_use]
    pub fn has_pair(&self, one: &PersonId, other: &PersonId) -> bool {
        self.introductions.iter().any(|entry| entry.people.contains(one) && entry.people.contains(other))
    }

    /// The suggestion that stands, if a new one isn't due yet.
    #[must_use]
    pub fn standing_suggestion(&self, now: Moment) -> Option<&Suggested> {
        self.suggested.as_ref().filter(|suggested| now.since_ms(suggested.at) < SUGGEST_EVERY_MS)
    }

    fn find(&mut self, id: &str) -> Result<&mut Introduction, NoEntry> {
        self.introductions.iter_mut().find(|introduction| introduction.id == id).ok_or(NoEntry::Gone)
    }

    fn forget_old(&mut self) {
        while self.introductions.len() > MAX_INTRODUCTIONS {
            let over = self.introductions.iter().position(Introduction::is_over).unwrap_or(0);
            self.introductions.remove(over);
        }
    }
}
