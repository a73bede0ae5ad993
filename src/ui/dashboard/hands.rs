//! What every room does to notes: it sends a change, says what was done, and offers the way back. Lives as long as
//! the page, so that an answer that comes after the user went elsewhere is said there.

use std::collections::VecDeque;

use sycamore::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::browser::pause;
use crate::desk::ProblemKind;
use crate::domain::{Day, PersonId};
use crate::library::{Change, CommandId, Edit, Who};
use crate::ui::components::full;
use crate::ui::components::toast::toast;
use crate::ui::conflicts;
use crate::ui::dynamic::{dynamic, effect};
use crate::ui::send::{Post, Posting, Saved};
use crate::ui::text::{self, NAME, msg, with_name};

/// How long it can be read and undone, in milliseconds.
const SHOWN_MS: i32 = 60_000;

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Done {
    Saved,
    Deleted,
    Restored,
    Merged,
    /// A contact was noted.
    Logged,
    /// Somebody was put aside until a day.
    Parked(Day),
    /// Somebody doesn't wait any more.
    LetGo,
    Undone,
}

/// What was done to whose note.
#[derive(Clone, Debug, PartialEq)]
struct Said {
    done: Done,
    name: String,
    command: Option<CommandId>,
}

/// What is to be done when the change before it is on disk.
struct Next {
    change: Change,
    done: Done,
    name: String,
    then: Box<dyn FnOnce(&Saved)>,
}

/// Sends changes and says what came of them. A copy is the same.
#[derive(Clone, Copy)]
pub struct Hands {
    /// One change at a time, in the order of the user's acts: a second key that is pressed at once is no slip.
    next: Signal<VecDeque<Next>>,
    busy: Signal<bool>,
    /// Where what comes back is worked in: reading without following needs a scope.
    scope: NodeHandle,
    pub post: Post,
    said: Signal<Option<Said>>,
}

impl Hands {
    /// Hands that have done nothing yet. Make them at the root of the page.
    #[must_use]
    pub fn new() -> Self {
        Self {
            next: create_signal(VecDeque::new()),
            busy: create_signal(false),
            scope: use_current_scope(),
            post: Post::new(),
            said: create_signal(None),
        }
    }

    /// Sends a change, says that it is done, and goes on from there. What fails is said as well.
    pub fn act(self, change: Change, done: Done, name: String, then: impl FnOnce(&Saved) + 'static) {
        self.send(change, done, name, Box::new(then));
    }

    fn send(self, change: Change, done: Done, name: String, then: Box<dyn FnOnce(&Saved)>) {
        self.next.update_silent(|next| next.push_back(Next { change, done, name, then }));
        if self.busy.replace_silent(true) {
            return;
        }
        spawn_local(async move {
            while let Some(next) = self.next.update_silent(VecDeque::pop_front) {
                self.carry_out(next).await;
            }
            self.busy.set_silent(false);
        });
    }

    async fn carry_out(self, Next { change, done, name, then }: Next) {
        let Some(saved) = self.post.save(change, None).await else { return };
        conflicts::keep(&saved.person, &saved.conflicts);
        // What an undo did isn't undone: it would be the same line for ever.
        let command = (done != Done::Undone).then(|| saved.command.clone());
        self.said.set(Some(Said { done, name, command }));
        self.scope.run_in(|| then(&saved));
    }

    /// Writes edits that can't be in anybody's way, such as a line in a log.
    pub fn write(self, id: PersonId, edits: Vec<Edit>, done: Done, name: String) {
        self.act(Change::Write { who: Who::Person(id), edits, base: Vec::new() }, done, name, |_| ());
    }

    /// What was done, or why it wasn't, at the foot of the room.
    pub fn view(self) -> View {
        effect(move || {
            if let Some(said) = self.said.get_clone() {
                spawn_local(async move {
                    pause(SHOWN_MS).await;
                    if self.said.with_untracked(|now| *now == Some(said)) {
                        self.said.set(None);
                    }
                });
            }
        });
        let said = move || match self.said.get_clone() {
            Some(said) => self.shown(&said),
            None => View::new(),
        };
        let problem = move || match self.post.posting().get_clone() {
            Posting::Failed(problem) => {
                let way_out = full::way_out(&problem, "");
                let text = match problem.kind {
                    ProblemKind::Full => problem.message,
                    _ => msg!("handsFailed", text::isolated(&problem.message)),
                };
                view! { p(class="banner banner-bad", "data-test"="problem") { (text) " " (way_out) } }
            }
            Posting::Idle | Posting::Sending => View::new(),
        };
        // The regions are there before they say something, or screen readers would miss it.
        view! {
            div(class="hands") {
                div(role="alert") { (dynamic(problem)) }
                div(role="status", "aria-live"="polite") { (dynamic(said)) }
            }
        }
    }

    fn shown(self, said: &Said) -> View {
        let (test, words) = match &said.done {
            Done::Saved => ("saved", msg!("popupSaved", NAME)),
            Done::Deleted => ("deleted", msg!("handsDeleted", NAME)),
            Done::Restored => ("restored", msg!("handsRestored", NAME)),
            Done::Merged => ("merged", msg!("handsMerged", NAME)),
            Done::Logged => ("logged", msg!("handsLogged", NAME)),
            Done::Parked(day) => ("parked", msg!("handsParked", NAME, text::day(*day))),
            Done::LetGo => ("let-go", msg!("handsLetGo", NAME)),
            Done::Undone => ("undone", msg!("popupUndone", NAME)),
        };
        let words = with_name(&words, &said.name);
        let undo = said.command.clone().map(|command| -> Box<dyn FnMut()> {
            let name = said.name.clone();
            Box::new(move || self.act(Change::Undo { command: command.clone() }, Done::Undone, name.clone(), |_| ()))
        });
        toast(test, words, undo)
    }
}
