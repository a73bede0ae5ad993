//! One change after the other, for many people: how far it is, how it is stopped, and the way back from what was done. Lives
//! as long as the page: what was begun goes on while its room is closed.

use sycamore::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::desk::Request;
use crate::library::{Change, Command};
use crate::ui::components::toast::toast;
use crate::ui::dynamic::{dynamic, handler, selector};
use crate::ui::send::{new_command_id, send};
use crate::ui::text::{self, msg};

/// A change, and what takes it back.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    pub change: Change,
    /// Nothing for what is itself a way back.
    pub back: Option<Change>,
}

/// How far it is.
#[derive(Clone, Debug, PartialEq)]
enum Progress {
    Idle,
    /// So many of so many are done.
    Doing(usize, usize),
    /// What was done, or how far it came until it was stopped; what takes it back.
    Over(String, Vec<Change>),
    /// What went wrong, and what takes back what was done before.
    Failed(String, Vec<Change>),
}

/// Changes many notes. A copy is the same.
#[derive(Clone, Copy)]
pub struct Bulk {
    progress: Signal<Progress>,
    stopped: Signal<bool>,
}

impl Bulk {
    /// Nothing to do. Make it at the root of the page.
    #[must_use]
    pub fn new() -> Self {
        Self { progress: create_signal(Progress::Idle), stopped: create_signal(false) }
    }

    /// Whether something is being done.
    #[must_use]
    pub fn is_busy(self) -> bool {
        self.progress.with(|progress| matches!(progress, Progress::Doing(..)))
    }

    /// Says why nothing was begun.
    pub fn refuse(self, why: String) {
        self.progress.set(Progress::Failed(why, Vec::new()));
    }

    /// Carries out the steps one after the other, unless others are under way. `words` say that all are done. What fails ends
    /// it; what was done before can be taken back.
    pub fn run(self, steps: Vec<Step>, words: String) {
        if self.progress.with_untracked(|progress| matches!(progress, Progress::Doing(..))) {
            return;
        }
        let all = steps.len();
        self.stopped.set_silent(false);
        self.progress.set(Progress::Doing(0, all));
        spawn_local(async move {
            let mut back = Vec::new();
            for (done, step) in steps.into_iter().enumerate() {
                let so_far = || [text::number(done), text::number(all)];
                if self.stopped.get_untracked() {
                    let [done, all] = so_far();
                    return self.progress.set(Progress::Over(msg!("peopleStopped", done, all), back));
                }
                let command = Command { id: new_command_id(), change: step.change };
                if let Err(problem) = send(&Request::Command { command, sender: None }).await {
                    let [done, all] = so_far();
                    let why = msg!("peopleFailed", done, all, text::isolated(&problem.message));
                    return self.progress.set(Progress::Failed(why, back));
                }
                back.extend(step.back);
                self.progress.set(Progress::Doing(done + 1, all));
            }
            self.progress.set(Progress::Over(words, back));
        });
    }

    fn undo(self, back: Vec<Change>) -> Option<Box<dyn FnMut()>> {
        (!back.is_empty()).then(|| -> Box<dyn FnMut()> {
            Box::new(move || {
                let steps = back.iter().map(|change| Step { change: change.clone(), back: None }).collect();
                self.run(steps, msg!("peopleUndone"));
            })
        })
    }

    /// How far it is with a way to stop, and what was done with a way back.
    #[must_use]
    pub fn view(self) -> View {
        let busy = selector(move || self.is_busy());
        let doing = dynamic(move || if busy.get() { self.doing() } else { View::new() });
        let says = dynamic(move || match self.progress.get_clone() {
            // Every step would be read out.
            Progress::Idle | Progress::Doing(..) => View::new(),
            Progress::Over(words, back) => toast("people-done", words.into(), self.undo(back)),
            Progress::Failed(why, back) => {
                let line = toast("people-failed", why.into(), self.undo(back));
                view! { div(class="banner banner-bad") { (line) } }
            }
        });
        view! {
            (doing)
            div(role="status", "aria-live"="polite") { (says) }
        }
    }

    fn doing(self) -> View {
        let far = move || match self.progress.get_clone() {
            Progress::Doing(done, all) => (done, all),
            _ => (0, 1),
        };
        let words = move || {
            let (done, all) = far();
            msg!("peopleDoing", text::number(done), text::number(all))
        };
        let (stop, label) = (msg!("peopleStop"), msg!("peopleProgress"));
        view! {
            p(class="people-doing") {
                progress(class="progress", "aria-label"=label, max=move || far().1.to_string(), value=move || far().0.to_string())
                span(class="soft") { (words()) }
                button(r#type="button", class="button", "data-test"="stop-run",
                    on:click=handler(move |_| self.stopped.set(true))) { (stop) }
            }
        }
    }
}
