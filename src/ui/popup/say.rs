//! The line that says what was just done, with a way back. It outlives the popup for a while: whoever
//! deletes a note and closes the popup can still think better of it.

use serde::{Deserialize, Serialize};
use sycamore::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::kept::Screen;
use super::state::State;
use crate::browser;
use crate::domain::{Moment, PersonId};
use crate::library::{Change, CommandId};
use crate::ui::components::toast::toast;
use crate::ui::draft;
use crate::ui::dynamic::{dynamic, effect};
use crate::ui::send::Saved;
use crate::ui::text::{NAME, msg, with_name};

const DRAFT: &str = "popup-said";
/// How long it can be read and undone, in milliseconds.
const SHOWN_MS: i64 = 120_000;

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Done {
    Saved,
    Deleted,
    /// A contact was noted.
    Logged,
    Undone,
}

/// What was done to whose note.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Said {
    done: Done,
    name: String,
    person: PersonId,
    /// The command that did it, if it can be undone.
    command: Option<CommandId>,
    at: Moment,
}

/// What was said last, if it is not too long ago.
pub fn load() -> Option<Said> {
    draft::load::<Said>(DRAFT).filter(|said| browser::now().since_ms(said.at) < SHOWN_MS)
}

/// Says that a change is on disk.
pub fn say(state: State, done: Done, name: String, saved: Saved) {
    let command = (done != Done::Undone).then_some(saved.command);
    let said = Said { done, name, person: saved.person, command, at: browser::now() };
    draft::keep(DRAFT, &said);
    state.said.set(Some(said));
}

/// Shows what was said, until its time is over.
pub fn view(state: State) -> View {
    effect(move || {
        if let Some(said) = state.said.get_clone() {
            spawn_local(async move {
                browser::pause(i32::try_from(SHOWN_MS - browser::now().since_ms(said.at)).unwrap_or_default().max(0))
                    .await;
                if state.said.with_untracked(|now| *now == Some(said)) {
                    state.said.set(None);
                    draft::drop(DRAFT);
                }
            });
        }
    });
    // The region is there before it says something, or screen readers would miss it.
    let said = move || match state.said.get_clone() {
        Some(said) => shown(state, said),
        None => View::new(),
    };
    view! { div(role="status", "aria-live"="polite") { (dynamic(said)) } }
}

fn shown(state: State, said: Said) -> View {
    let (test, words) = match said.done {
        Done::Saved => ("saved", msg!("popupSaved", NAME)),
        Done::Deleted => ("deleted", msg!("popupDeleted", NAME)),
        Done::Logged => ("logged", msg!("handsLogged", NAME)),
        Done::Undone => ("undone", msg!("popupUndone", NAME)),
    };
    let words = with_name(&words, &said.name);
    let undo = said.command.clone().map(|command| -> Box<dyn FnMut()> {
        let said = said.clone();
        Box::new(move || undo(state, &said, command.clone()))
    });
    toast(test, words, undo)
}

fn undo(state: State, said: &Said, command: CommandId) {
    let Said { done, name, person, .. } = said.clone();
    spawn_local(async move {
        if let Some(saved) = state.post.save(Change::Undo { command }, None).await {
            say(state, Done::Undone, name, saved);
            // A deleted note is looked at again once it is back.
            if done == Done::Deleted && state.screen.with_untracked(|screen| *screen == Screen::Home) {
                state.go(Screen::Person(person));
            }
        }
    });
}
