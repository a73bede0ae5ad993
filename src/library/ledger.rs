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
        /// One of the two said no.
        Declined = "declined",
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
        begun: Moment = "begun",
        /// Oldest first.
        steps: Vec<Taken> = "steps",
    }
}

/// Where an introduction stands.
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
    Declined,
    LetGo,
}

impl Introduction {
    /// Whether a step was taken.
    #[must_use]
    pub fn has(&self, step: &Step) -> bool {
        self.steps.iter().any(|taken| taken.step == *step)
    }

    /// Where it stands.
    #[must_use]
    pub fn state(&self) -> State {
        let has = |step| self.has(&step);
        if has(Step::LetGo) {
            State::LetGo
        } else if has(Step::Declined) {
            State::Declined
        } else if has(Step::Thanked) {
            State::Thanked
        } else if has(Step::Introduced) {
            State::Introduced
        } else if has(Step::FirstSaidYes) && has(Step::SecondSaidYes) {
            State::BothSaidYes
        } else if self.steps.is_empty() {
            State::Begun
        } else {
            State::Asking
        }
    }

    /// Whether nothing more is to be done.
    #[must_use]
    pub fn is_over(&self) -> bool {
        matches!(self.state(), State::Thanked | State::Declined | State::LetGo)
    }

    /// Whether a step can be the next one. The note goes out only when both have said yes; a yes may come without an ask of ours,
    /// on the stairs or by telephone.
    #[must_use]
    pub fn may(&self, step: &Step) -> bool {
        let state = self.state();
        let open = matches!(state, State::Begun | State::Asking | State::BothSaidYes);
        !self.has(step)
            && match step {
                Step::AskedFirst => open && !self.has(&Step::FirstSaidYes),
                Step::AskedSecond => open && !self.has(&Step::SecondSaidYes),
                Step::FirstSaidYes | Step::SecondSaidYes | Step::LetGo => open,
                Step::Declined => open && state != State::Begun,
                Step::Introduced => state == State::BothSaidYes,
                Step::FollowedUp => state == State::Introduced,
                Step::Thanked => state == State::Introduced,
                Step::Other(_) => false,
            }
    }

    /// Whether it is time to ask how it went.
    #[must_use]
    pub fn is_to_be_followed_up(&self, now: Moment) -> bool {
        let introduced = self.steps.iter().find(|taken| taken.step == Step::Introduced);
        let waiting = self.state() == State::Introduced && !self.has(&Step::FollowedUp);
        waiting && introduced.is_some_and(|taken| now.since_ms(taken.at) >= ASK_AFTER_MS)
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
                    Some(begun) => begun.why = why,
                    None => {
                        self.introductions.push(Introduction {
                            id: id.clone(),
                            people: people.to_vec(),
                            why,
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
                introduction.steps.push(Taken { at: now, step: step.clone(), ..Taken::default() });
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
