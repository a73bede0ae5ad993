//! The truth about backups: where the notes are, when the last backup was made, and when one was read back.

use sycamore::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::super::fields::section;
use super::super::house::{Extent, House};
use super::super::rooms::Part;
use super::{Desk, export};
use crate::desk::{BackupState, Reply, Request};
use crate::domain::Moment;
use crate::exchange::worker::talk::FileKind;
use crate::ui::dynamic::live_text;
use crate::ui::send::send;
use crate::ui::text::{self, msg};

/// So many changes since the last backup are worth a word.
const MANY: u64 = 30;
/// So many people without any backup are, too.
const PEOPLE: usize = 10;

/// Asks the background what is known of backups.
pub fn refresh(house: House) {
    spawn_local(async move {
        if let Ok(Reply::Backup(state)) = send(&Request::Backup).await
            && house.backup.is_alive()
        {
            house.backup.set(Some(state));
        }
    });
}

/// Tells the background about a backup, and shows what it says then.
pub async fn tell(house: House, request: Request) {
    if let Ok(Reply::Backup(state)) = send(&request).await
        && house.backup.is_alive()
    {
        house.backup.set(Some(state));
    }
}

/// How many changes there have been so far, to be told with a backup that is made or compared after this.
pub async fn changes() -> Option<u64> {
    match send(&Request::Backup).await {
        Ok(Reply::Backup(state)) => Some(state.changes),
        _ => None,
    }
}

/// A quiet line for the rail, where much would be lost.
pub fn reminder(house: House) -> View {
    // Whether a file was really saved is known only when it was read back: so it is that which counts.
    let says = move || match (house.backup.get(), house.extent.get()) {
        (Some(BackupState { verified: Moment(0), made, .. }), Some(Extent { people, .. })) if people >= PEOPLE => {
            if made == Moment(0) {
                msg!("backupRemindNone")
            } else {
                msg!("backupRemindCheck")
            }
        }
        (Some(BackupState { verified, since_checked, .. }), _) if verified != Moment(0) && since_checked >= MANY => {
            text::plural("backupRemind", usize::try_from(since_checked).unwrap_or(usize::MAX))
        }
        _ => String::new(),
    };
    let nothing = move || says().is_empty();
    let line = live_text(says);
    view! { a(class="rail-remind", href="#backup", data-test="backup-reminder", hidden=nothing) { (line) } }
}

/// The part of the room that says how things are, and saves a backup with one click.
pub fn state(desk: Desk) -> View {
    let house = desk.house;
    refresh(house);
    let last = move || match house.backup.get() {
        None => String::new(),
        Some(BackupState { made: Moment(0), .. }) => msg!("backupNone"),
        Some(BackupState { made, checked, people, since, .. }) => {
            let count = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
            let people = text::plural("dashboardPeople", count(people));
            let since = if since == 0 { msg!("backupSinceNone") } else { text::plural("backupSince", count(since)) };
            let day = text::moment(made);
            // Nobody tells us whether a download ended well, or was cancelled.
            if made == checked {
                msg!("backupLast", day, people, since)
            } else {
                msg!("backupHanded", day, people, since)
            }
        }
    };
    let checked = move || match house.backup.get() {
        None | Some(BackupState { made: Moment(0), .. }) => String::new(),
        Some(BackupState { verified: Moment(0), .. }) => msg!("backupNeverChecked"),
        // What an older version noted is only when it was read back.
        Some(BackupState { verified, checked: Moment(0), .. }) => msg!("backupChecked", text::moment(verified)),
        Some(BackupState { checked, .. }) => msg!("backupChecked", text::moment(checked)),
    };
    let (last, checked) = (live_text(last), live_text(checked));
    let here = msg!("backupHere");
    let save = msg!("backupSaveNow");
    let done = create_signal(export::Done::Nothing);
    let act = move |_| export::make(desk, Part::Backup, export::backup_of_all(FileKind::Backup), done);
    let outcome = export::outcome(desk, Part::Backup, done);
    section(
        Part::Backup,
        None,
        view! {
            p(class="count", data-test="backup-state") { (last) }
            p(class="soft", data-test="backup-checked") { (checked) }
            p(class="backup-here") { (here) }
            p(class="row") {
                button(r#type="button", class="button button-primary", data-test="backup-now",
                       disabled=move || desk.is_busy(), on:click=act) { (save) }
            }
            (outcome)
        },
    )
}
