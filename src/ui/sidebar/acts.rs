//! What the sidebar can do.

use sycamore::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::state::{Bar, Notice};
use crate::desk::{Request, Sender};
use crate::domain::ProfileAddress;
use crate::library::Change;
use crate::ui::components::field;
use crate::ui::draft;
use crate::ui::send::send;
use crate::ui::text::{NAME, msg, with_name_plain};

/// The id of the sample's own Accept, in the welcome.
pub const SAMPLE_ACCEPT: &str = "sample-accept";

impl Bar {
    /// Sends a request that is done or not, and says so only if not.
    pub fn ask(self, request: Request) {
        if self.practice {
            if let Request::AcceptAnyway { .. } = request {
                field::focus(SAMPLE_ACCEPT);
            }
            return;
        }
        spawn_local(async move {
            match send(&request).await {
                Ok(_) => self.trouble.set(None),
                Err(problem) => self.trouble.set(Some(problem.message)),
            }
        });
    }

    /// Turns to another sender, and takes the keyboard there.
    pub fn turn(self, to: ProfileAddress) {
        self.post.clear();
        self.editing.set(None);
        self.said.set(with_name_plain(&msg!("sidebarTurned", NAME), &self.name(&to)));
        self.wants_focus.set(true);
        self.ask(Request::Turn { to, tab: None });
    }

    /// Turns to the next or previous sender on the page, in page order and round at the ends.
    pub fn turn_by(self, step: isize) {
        let review = self.review();
        let here: Vec<&Sender> = review
            .senders
            .iter()
            .filter(|sender| sender.is_present() || Some(&sender.address) == review.current.as_ref())
            .collect();
        let at = here.iter().position(|sender| Some(&sender.address) == review.current.as_ref());
        let Ok(count) = isize::try_from(here.len()) else { return };
        if count == 0 || (count == 1 && at.is_some()) {
            return;
        }
        let from = at.and_then(|at| isize::try_from(at).ok()).unwrap_or(if step > 0 { -1 } else { 0 });
        let to = (from + step).rem_euclid(count);
        if let Some(sender) = usize::try_from(to).ok().and_then(|to| here.get(to)) {
            self.turn(sender.address.clone());
        }
    }

    /// Lets the next click on LinkedIn's Accept through, and moves the keyboard there.
    pub fn go_to_accept(self, sender: ProfileAddress) {
        self.when_released(move || self.ask(Request::AcceptAnyway { sender }));
    }

    /// Does something once Enter is no longer held: what moves the keyboard to LinkedIn's Accept must not
    /// leave it under a key that repeats.
    pub fn when_released(self, then: impl FnOnce() + 'static) {
        if self.enter_down.get_untracked() {
            *self.waiting.get_clone_untracked().borrow_mut() = Some(Box::new(then));
        } else {
            then();
        }
    }

    /// Enter was let go, or can't be watched any more.
    pub fn release(self) {
        self.enter_down.set(false);
        let waiting = self.waiting.get_clone_untracked().borrow_mut().take();
        if let Some(then) = waiting {
            then();
        }
    }

    /// Takes the last answer back, and gives what was typed back to the form.
    pub fn undo_answer(self) {
        let Some(notice) = self.notice.get_clone_untracked() else { return };
        if self.practice {
            return self.forget_answer(&notice);
        }
        spawn_local(async move {
            let undone = self.undo.save(Change::Undo { command: notice.command.clone() }, None).await;
            if undone.is_none() {
                return;
            }
            self.forget_answer(&notice);
            if self.review().current.as_ref() != Some(&notice.sender) {
                self.turn(notice.sender);
            } else {
                self.wants_focus.set(true);
            }
        });
    }

    /// Gives what was typed back to the form.
    fn forget_answer(self, notice: &Notice) {
        draft::keep(&super::draft::name(&notice.sender), &notice.draft);
        if self.practice {
            self.store.pretend(&notice.sender, None);
        }
        self.batch(|| {
            self.notice.set(None);
            self.editing.set(None);
            self.revision.set(self.revision.get_untracked() + 1);
            self.said.set(msg!("sidebarUndone"));
        });
    }

    /// Moves the keyboard into the card, if it is there. The most useful control comes first.
    pub fn focus_card(self) -> bool {
        ["memory-wanted", "door-worked", "dont-know-first", "card-main"].into_iter().any(|id| {
            let id = if id == "memory-wanted" { memory_if_empty() } else { Some(id) };
            id.is_some_and(|id| {
                field::focus(id);
                document().active_element().is_some_and(|active| active.id() == id)
            })
        })
    }
}

/// The field for the memory, if its door is open and it is still empty.
fn memory_if_empty() -> Option<&'static str> {
    let memory = document().get_element_by_id("memory")?;
    let text = field::text_of(&memory)?;
    text.trim().is_empty().then_some("memory")
}
