//! Saving settings at once, and saying so only when they are stored.

use sycamore::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::desk::{Request, SettingsEdit};
use crate::ui::send::send;
use crate::ui::text::{self, msg};

/// How far saving is.
#[derive(Clone, Debug, PartialEq)]
enum Progress {
    /// Nothing was changed yet.
    Untouched,
    Saving,
    Saved,
    /// In the words of what went wrong.
    Failed(String),
}

/// Saves one setting. One request is under way at a time; what is typed meanwhile is saved after it, so
/// every letter is stored as fast as storage allows and no older text comes after a newer one.
#[derive(Clone, Copy)]
pub struct Saver {
    progress: Signal<Progress>,
    next: Signal<Option<SettingsEdit>>,
}

impl Saver {
    /// A saver that has nothing to do.
    #[must_use]
    pub fn new() -> Self {
        Self { progress: create_signal(Progress::Untouched), next: create_signal(None) }
    }

    /// Saves this value, after the one that is being saved.
    pub fn save(self, edit: SettingsEdit) {
        self.next.set(Some(edit));
        if self.progress.with_untracked(|progress| *progress == Progress::Saving) {
            return;
        }
        self.progress.set(Progress::Saving);
        spawn_local(async move {
            while let Some(edit) = self.next.is_alive().then(|| self.next.take()).flatten() {
                let reply = send(&Request::Settings { edits: vec![edit] }).await;
                if !self.next.is_alive() {
                    return;
                }
                if let Err(problem) = reply {
                    // What was typed stays where it was typed, and is tried again with the next change.
                    self.progress.set(Progress::Failed(problem.message));
                    return;
                }
            }
            if self.progress.is_alive() {
                self.progress.set(Progress::Saved);
            }
        });
    }

    /// Whether what the user sees isn't stored yet.
    #[must_use]
    pub fn is_ahead(self) -> bool {
        self.progress.with_untracked(|progress| matches!(progress, Progress::Saving | Progress::Failed(_)))
    }

    /// Says how far it is, to the eye and to screen readers.
    #[must_use]
    pub fn view(self) -> View {
        let says = move || match self.progress.get_clone() {
            Progress::Untouched | Progress::Saving => String::new(),
            Progress::Saved => msg!("dashboardSaved"),
            Progress::Failed(why) => msg!("dashboardNotSaved", text::isolated(&why)),
        };
        let state = move || match self.progress.get_clone() {
            Progress::Untouched => "untouched",
            Progress::Saving => "saving",
            Progress::Saved => "saved",
            Progress::Failed(_) => "failed",
        };
        view! { p(class="saved", role="status", data-test="saved", data-state=state) { (says()) } }
    }
}
