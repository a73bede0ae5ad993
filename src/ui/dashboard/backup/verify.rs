//! Reading a backup back, and comparing it with the library note by note.

use sycamore::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::super::fields::section;
use super::super::rooms::Part;
use super::helper::{Chosen, With};
use super::passphrase::secret;
use super::{Desk, picker, state, trouble};
use crate::desk::Request;
use crate::exchange::Cause;
use crate::exchange::worker::talk::{Checked, Job, Told, Trouble};
use crate::ui::dynamic::dynamic;
use crate::ui::text::{self, msg};

/// What came of it.
#[derive(Clone, Debug, PartialEq)]
enum Found {
    Nothing,
    Locked { wrong: bool },
    Trouble(Trouble),
    Checked(Box<Checked>),
}

/// The part of the room.
pub fn verify(desk: Desk) -> View {
    let found = create_signal(Found::Nothing);
    let file = create_signal(None::<Chosen>);
    let passphrase = create_signal(String::new());
    let check = move || {
        let Some(chosen) = file.get_clone_untracked() else { return };
        if !desk.begin(Part::Verify) {
            return;
        }
        let tried = found.with_untracked(|found| matches!(found, Found::Locked { .. }));
        found.set(Found::Nothing);
        spawn_local(async move {
            // Before the library is read: what changes meanwhile may be missing in what is compared.
            let changes = state::changes().await;
            let job = Job::Check { name: chosen.name(), passphrase: passphrase.get_clone_untracked() };
            let answer = desk.helper.ask(&job, With::File(&chosen)).await;
            if !desk.end() {
                return;
            }
            found.set(match answer {
                Ok(Some(answer)) => match answer.told {
                    Told::Checked(checked) => Found::Checked(checked),
                    _ => Found::Nothing,
                },
                Ok(None) => Found::Nothing,
                Err(trouble) => match trouble.cause() {
                    Some(Cause::Encrypted) => Found::Locked { wrong: false },
                    Some(Cause::WrongPassphrase) => Found::Locked { wrong: tried },
                    _ => Found::Trouble(trouble),
                },
            });
            let made = found.with_untracked(|found| match found {
                Found::Checked(checked) if checked.complete => Some(checked.made.unwrap_or_default()),
                _ => None,
            });
            if let Some((made, changes)) = made.zip(changes) {
                state::tell(desk.house, Request::BackupVerified { made, changes }).await;
            }
        });
    };
    let chosen = move |new: Chosen| {
        file.set(Some(new));
        passphrase.set(String::new());
        check();
    };
    let inside = move || match found.get_clone() {
        Found::Nothing => View::new(),
        Found::Trouble(why) => trouble::banner(Some(why)),
        Found::Locked { wrong } => {
            let says = if wrong { msg!("backupWrongPassphrase") } else { msg!("backupNeedsPassphrase") };
            let field = secret("check-passphrase", msg!("backupPassphrase"), passphrase, says.into());
            let open = msg!("backupOpen");
            let submit = move |event: sycamore::web::events::SubmitEvent| {
                event.prevent_default();
                check();
            };
            view! {
                form(class="locked", on:submit=submit) {
                    (field)
                    p(class="row") { button(r#type="submit", class="button", data-test="check-open") { (open) } }
                }
            }
        }
        Found::Checked(checked) => result(*checked),
    };
    let drop = picker::file("check-file", msg!("backupChooseBackup"), chosen);
    let busy = trouble::busy(desk, Part::Verify, || msg!("backupComparing"));
    let inside = dynamic(inside);
    section(Part::Verify, None, view! { (drop) (busy) div(aria-live="polite") { (inside) } })
}

fn result(checked: Checked) -> View {
    let count = |base: &str, number: usize| (number > 0).then(|| text::plural(base, number));
    let lines: Vec<View> = [
        count("backupCheckedSame", checked.same),
        count("backupCheckedMissing", checked.missing),
        count("backupCheckedDifferent", checked.different),
        count("backupCheckedGone", checked.gone),
        checked.settings_differ.then(|| msg!("backupCheckedSettings")),
        checked.introductions_missing.then(|| msg!("backupCheckedIntroductions")),
    ]
    .into_iter()
    .flatten()
    .map(|line| view! { li { (line) } })
    .collect();
    let (state, says) = match (checked.complete, checked.unread) {
        (true, _) => ("complete", msg!("backupComplete")),
        (false, 0) => ("incomplete", msg!("backupIncomplete")),
        (false, _) => ("incomplete", msg!("backupCheckedUnread")),
    };
    let names = if checked.names.is_empty() {
        String::new()
    } else {
        msg!("backupCheckedNames", text::list_of_words(&checked.names))
    };
    view! {
        div(class="outcome", data-test="check-outcome", data-state=state) {
            p(class="count") { (says) }
            ul(class="lines") { (lines) }
            p(class="field-help") { (names) }
        }
    }
}
