//! Requests to the background, and changes that are sent until they are known to be saved.

use std::cell::Cell;

use sycamore::prelude::*;

use super::text::msg;
use super::why;
use crate::browser::{self, runtime};
use crate::desk::{Problem, ProblemKind, Reply, Request, TabId};
use crate::domain::{Decision, Moment, PersonId, ProfileAddress};
use crate::library::{Change, Command, CommandId, Conflict, Edit};

thread_local! {
    /// The tab that this page speaks for, where it is in none itself.
    static SPEAKS_FOR: Cell<Option<TabId>> = const { Cell::new(None) };
}

/// From now on everything is asked for on behalf of this tab: the browser's panel shows now the one, now the other.
pub fn speak_for(tab: Option<TabId>) {
    SPEAKS_FOR.set(tab);
}

/// How often we look whether a change has arrived, in milliseconds.
const WAITED_MS: i32 = 15;

/// Sends a request.
///
/// # Errors
/// [`Problem`] with its message in the user's language, if it was not carried out or nobody answered.
pub async fn send(request: &Request) -> Result<Reply, Problem> {
    let answer = match SPEAKS_FOR.get() {
        Some(tab) => runtime::request(&Request::For { tab, request: Box::new(request.clone()) }).await,
        None => runtime::request(request).await,
    };
    match answer {
        Reply::Problem(problem) => Err(why::in_words(problem)),
        reply => Ok(reply),
    }
}

/// A name for a command that nobody else has.
#[must_use]
pub fn new_command_id() -> CommandId {
    let half = || browser::random().unwrap_or_else(|_| u64::from_ne_bytes(browser::now().0.to_ne_bytes()));
    CommandId(format!("{:016x}{:016x}", half(), half()))
}

/// A change that is on disk.
#[derive(Clone, Debug, PartialEq)]
pub struct Saved {
    pub command: CommandId,
    pub person: PersonId,
    pub really_know: bool,
    /// What was not written because somebody else had written it meanwhile: to be shown.
    pub conflicts: Vec<Conflict>,
}

/// How a change is getting on.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Posting {
    #[default]
    Idle,
    Sending,
    Failed(Problem),
}

/// Sends changes. A change that failed, perhaps only on its way back, goes out again under the same name,
/// so that it can't be applied twice.
///
/// Make it where it outlives what it is used by: its signals are written when the answer comes.
#[derive(Clone, Copy)]
pub struct Post {
    posting: Signal<Posting>,
    /// Whom the change on its way is about, if somebody who invites.
    about: Signal<Option<ProfileAddress>>,
    unsure: Signal<Option<Command>>,
}

impl Default for Post {
    fn default() -> Self {
        Self::new()
    }
}

impl Post {
    #[must_use]
    pub fn new() -> Self {
        Self { posting: create_signal(Posting::Idle), about: create_signal(None), unsure: create_signal(None) }
    }

    /// How the last change is getting on.
    #[must_use]
    pub fn posting(self) -> ReadSignal<Posting> {
        *self.posting
    }

    /// Whether a change is on its way.
    #[must_use]
    pub fn is_sending(self) -> bool {
        self.posting.with(|posting| *posting == Posting::Sending)
    }

    /// Whether the last change was about this sender.
    #[must_use]
    pub fn is_about(self, sender: &ProfileAddress) -> bool {
        self.about.with_untracked(|about| about.as_ref() == Some(sender))
    }

    /// Waits until no change is on its way.
    pub async fn idle(self) {
        while self.posting.is_alive() && self.posting.with_untracked(|posting| *posting == Posting::Sending) {
            browser::pause(WAITED_MS).await;
        }
    }

    /// Forgets a failure, because the user moved on.
    pub fn clear(self) {
        if !self.posting.with_untracked(|posting| *posting == Posting::Sending) {
            self.posting.set(Posting::Idle);
        }
    }

    /// Sends a change and waits until it is on disk. `None` if it isn't; [`Self::posting`] says why.
    pub async fn save(self, change: Change, sender: Option<ProfileAddress>) -> Option<Saved> {
        if self.posting.with_untracked(|posting| *posting == Posting::Sending) {
            return None;
        }
        let again = self.unsure.get_clone_untracked().filter(|command| same(&command.change, &change));
        let command = again.unwrap_or_else(|| Command { id: new_command_id(), change });
        self.unsure.set(Some(command.clone()));
        self.about.set(sender.clone());
        self.posting.set(Posting::Sending);
        let id = command.id.clone();
        match send(&Request::Command { command, sender }).await {
            Ok(Reply::Saved { person, really_know, conflicts }) => {
                self.unsure.set(None);
                self.posting.set(Posting::Idle);
                Some(Saved { command: id, person, really_know, conflicts })
            }
            Ok(_) => {
                let message = msg!("commonNoReply");
                self.posting.set(Posting::Failed(Problem { kind: ProblemKind::Broken, message, why: None }));
                None
            }
            Err(problem) => {
                self.posting.set(Posting::Failed(problem));
                None
            }
        }
    }
}

/// Whether two changes are the same but for the moment at which their decisions were made.
fn same(one: &Change, other: &Change) -> bool {
    timeless(one) == timeless(other)
}

fn timeless(change: &Change) -> Change {
    let mut change = change.clone();
    if let Change::Write { edits, .. } = &mut change {
        for edit in edits {
            if let Edit::AddDecision(Decision { at, .. }) = edit {
                *at = Moment(0);
            }
        }
    }
    change
}
