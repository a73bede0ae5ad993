//! Saving notes as files.

use js_sys::Uint8Array;
use sycamore::prelude::*;
use sycamore::web::events;
use wasm_bindgen_futures::spawn_local;

use super::super::fields::section;
use super::super::rooms::Part;
use super::helper::With;
use super::passphrase::{self, Passphrase};
use super::{Desk, download, picker, state, trouble, why, words};
use crate::browser;
use crate::desk::{Reply, Request};
use crate::domain::PersonId;
use crate::exchange::worker::talk::{FileKind, Job, LeaveOut, Named, Order, Told, Trouble};
use crate::library::past::Earlier;
use crate::ui::components::field::take_in;
use crate::ui::dynamic::{dynamic, handler, live_text, selector};
use crate::ui::send::send;
use crate::ui::text::{self, msg};

/// What became of an export.
#[derive(Clone, Debug, PartialEq)]
pub enum Done {
    Nothing,
    Saved { name: String, people: usize, bytes: usize, backup: bool, unread: u32 },
    Failed(Trouble),
}

/// Everything, as a file that loses nothing.
pub fn backup_of_all(kind: FileKind) -> Order {
    Order {
        whose: None,
        kind,
        leave_out: LeaveOut::Nothing,
        passphrase: String::new(),
        made: browser::now(),
        history: Vec::new(),
    }
}

/// Makes a file and saves it.
pub fn make(desk: Desk, part: Part, order: Order, done: Signal<Done>) {
    if !desk.begin(part) {
        return;
    }
    done.set(Done::Nothing);
    // Only what holds everything and can be read back without loss counts as a backup.
    let backup = order.kind == FileKind::Backup && order.whose.is_none() && order.leave_out == LeaveOut::Nothing;
    spawn_local(async move {
        let made = order.made;
        // Before the library is read: what is written meanwhile may be missing in the file.
        let changes = state::changes().await;
        let order = Order { history: history(&order).await, ..order };
        let asked = desk.helper.ask(&Job::Export(order), With::Library).await;
        if !desk.end() {
            return;
        }
        let saved = match asked {
            Ok(Some(answer)) => match (answer.told, answer.file) {
                (Told::Made { name, media_type, people, bytes }, Some(file)) => {
                    save(&name, &media_type, &file).map(|()| {
                        let unread = answer.unread;
                        Done::Saved { name, people, bytes, backup: backup && unread == 0, unread }
                    })
                }
                _ => Ok(Done::Nothing),
            },
            Ok(None) => Ok(Done::Nothing),
            Err(trouble) => Err(trouble),
        };
        let saved = saved.unwrap_or_else(Done::Failed);
        done.set(saved.clone());
        if let (Done::Saved { backup: true, people, .. }, Some(changes)) = (saved, changes) {
            state::tell(desk.house, Request::BackupMade { people: people as u64, made, changes }).await;
        }
    });
}

/// What is remembered of one person's earlier notes, for a file with everything about them.
async fn history(order: &Order) -> Vec<Earlier> {
    let (Some([person]), FileKind::Backup | FileKind::Notes) = (order.whose.as_deref(), order.kind) else {
        return Vec::new();
    };
    match send(&Request::History { person: person.clone() }).await {
        Ok(Reply::History { changes }) => changes,
        _ => Vec::new(),
    }
}

fn save(name: &str, media_type: &str, file: &Uint8Array) -> Result<(), Trouble> {
    download::save(name, media_type, file).map_err(|error| Trouble::Browser(error.to_string()))
}

/// Says what is going on and what became of it.
pub fn outcome(desk: Desk, part: Part, done: Signal<Done>) -> View {
    let says = move || match done.get_clone() {
        Done::Nothing => String::new(),
        Done::Saved { name, people, bytes, unread, .. } => {
            let saved =
                msg!("backupSaved", text::isolated(&name), text::plural("dashboardPeople", people), words::size(bytes));
            if unread == 0 { saved } else { saved + " " + &msg!("backupSavedUnread") }
        }
        Done::Failed(trouble) => msg!("backupNotSaved", why::words(&trouble)),
    };
    let state = move || match done.get_clone() {
        Done::Nothing => "nothing",
        Done::Saved { .. } => "saved",
        Done::Failed(_) => "failed",
    };
    let next = move || match done.get_clone() {
        Done::Saved { backup: true, .. } => {
            let check = msg!("backupCheckIt");
            view! { p { a(href="#backup/verify") { (check) } } }
        }
        _ => View::new(),
    };
    let (says, next) = (live_text(says), dynamic(next));
    let busy = trouble::busy(desk, part, move || msg!("backupMaking"));
    view! {
        (busy)
        div(class="outcome", role="status", data-test=format!("{}-outcome", part.name()), data-state=state) {
            p { (says) }
            (next)
        }
    }
}

/// Whose notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Whose {
    Everybody,
    /// Whom the People room showed when the user came from there.
    Listed,
    One,
}

/// The part of the room in which any file is made.
pub fn export(desk: Desk) -> View {
    let whose = create_signal(Whose::Everybody);
    // A person's page leads here with its address; the people room with those who were chosen.
    let asked = desk.house.place.with_untracked(|place| place.query.strip_prefix("person=").map(str::to_owned));
    let asked = asked.and_then(|id| PersonId::try_from(id).ok());
    let listed: Vec<PersonId> = asked.map_or_else(|| desk.house.listed.get_clone_untracked(), |id| vec![id]);
    if !listed.is_empty() {
        whose.set(Whose::Listed);
    }
    let one = create_signal(None::<Named>);
    let kind = create_signal(FileKind::Backup);
    let leave_out = create_signal(LeaveOut::Nothing);
    let passphrase = Passphrase::new();
    let done = create_signal(Done::Nothing);

    let people = listed.clone();
    let order = move || {
        Some(Order {
            whose: match whose.get() {
                Whose::Everybody => None,
                Whose::Listed => Some(people.clone()),
                Whose::One => Some(vec![one.get_clone()?.id]),
            },
            kind: kind.get(),
            leave_out: leave_out.get(),
            passphrase: passphrase.agreed()?,
            made: browser::now(),
            history: Vec::new(),
        })
    };
    let ready = {
        let order = order.clone();
        selector(move || order().is_some())
    };
    let act = move |_| {
        if let Some(order) = untrack(&order) {
            make(desk, Part::Export, order, done);
        }
    };
    let save = msg!("backupSaveFile");
    let fields = vec![
        whose_view(desk, whose, one, listed.len()),
        kinds(kind),
        left_out(leave_out),
        passphrase::fields(passphrase),
    ];
    let outcome = outcome(desk, Part::Export, done);
    section(
        Part::Export,
        None,
        view! {
            (fields)
            p(class="row") {
                button(r#type="button", class="button button-primary", data-test="export",
                       disabled=move || desk.is_busy() || !ready.get(), on:click=act) { (save) }
            }
            (outcome)
        },
    )
}

fn whose_view(desk: Desk, whose: Signal<Whose>, one: Signal<Option<Named>>, listed: usize) -> View {
    let everybody = move || match desk.house.extent.get() {
        Some(extent) => msg!("backupEverybody", text::plural("dashboardPeople", extent.people)),
        None => msg!("backupEverybody", msg!("dashboardCounting")),
    };
    let mut choices = vec![words::radio("whose", "everybody", whose, Whose::Everybody, live_text(everybody), None)];
    if listed > 0 {
        let label = msg!("backupListed", text::plural("dashboardPeople", listed)).into();
        choices.push(words::radio("whose", "listed", whose, Whose::Listed, label, None));
    }
    choices.push(words::radio(
        "whose",
        "one",
        whose,
        Whose::One,
        msg!("backupOne").into(),
        Some(msg!("backupOneHint")),
    ));
    let legend = msg!("backupWhose");
    let is_one = selector(move || whose.get() == Whose::One);
    let find = dynamic(move || if is_one.get() { picker::person(desk, one) } else { View::new() });
    view! {
        fieldset(class="choices") { legend(class="field-label") { (legend) } (choices) }
        (find)
    }
}

fn kinds(kind: Signal<FileKind>) -> View {
    let choice = |name: &'static str, value, label: String, hint: String| {
        words::radio("kind", name, kind, value, label.into(), Some(hint))
    };
    let choices = vec![
        choice("backup", FileKind::Backup, msg!("backupKindBackup"), msg!("backupKindBackupHint")),
        choice("table", FileKind::Table, msg!("backupKindTable"), msg!("backupKindTableHint")),
        choice("semicolon", FileKind::TableSemicolon, msg!("backupKindSemicolon"), msg!("backupKindSemicolonHint")),
        choice("cards", FileKind::Cards, msg!("backupKindCards"), msg!("backupKindCardsHint")),
        choice("notes", FileKind::Notes, msg!("backupKindNotes"), msg!("backupKindNotesHint")),
    ];
    let legend = msg!("backupKind");
    view! { fieldset(class="choices") { legend(class="field-label") { (legend) } (choices) } }
}

fn left_out(leave_out: Signal<LeaveOut>) -> View {
    let label = msg!("backupLeaveOut");
    let [nothing, sensitive, private] =
        [msg!("backupLeaveNothing"), msg!("backupLeaveSensitive"), msg!("backupLeavePrivate")];
    let written = create_signal("nothing".to_owned());
    let change = handler(move |event: events::Event| {
        take_in(&event, written);
        leave_out.set(written.with_untracked(|word| match word.as_str() {
            "sensitive" => LeaveOut::Sensitive,
            "private" => LeaveOut::Private,
            _ => LeaveOut::Nothing,
        }));
    });
    let hint = msg!("backupLeaveOutHint");
    view! {
        div(class="field") {
            label(class="field-label", r#for="leave-out") { (label) }
            select(id="leave-out", class="input select", data-test="leave-out", aria-describedby="leave-out-hint",
                   on:change=change) {
                option(value="nothing") { (nothing) }
                option(value="sensitive") { (sensitive) }
                option(value="private") { (private) }
            }
            p(id="leave-out-hint", class="field-help") { (hint) }
        }
    }
}
