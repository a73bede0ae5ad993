//! What an import would do: what the file holds, how many are new, changed, unclear, and the user's yes.

use sycamore::prelude::*;

use super::super::fields;
use super::choices;
use super::import::{Import, Stage};
use crate::exchange::worker::talk::{Counts, Holds, Opened, Show};
use crate::ui::dynamic::{dynamic, live_text, selector};
use crate::ui::text::{self, msg};

/// The preview of a file.
pub fn preview(import: Import, opened: Opened) -> View {
    let holds = holds(&opened);
    let ignored = (!opened.ignored.is_empty()).then(|| {
        let says = msg!("backupIgnored", text::list_of_words(&opened.ignored));
        view! { p(class="field-help") { (says) } }
    });
    let part = opened.part.then(|| {
        let says = msg!("backupHoldsPart");
        view! { p(class="soft", data-test="holds-part") { (says) } }
    });
    let rows = vec![
        row(import, Show::New, |counts| counts.added, "backupNew"),
        row(import, Show::Changed, |counts| counts.changed, "backupFilled"),
        row(import, Show::LeftOut, |counts| counts.left_out, "backupLeftOut"),
    ];
    let unclear = choices::unclear(import, opened.counts.unclear);
    let differing = choices::differing(import, opened.differing.clone());
    let same = move || {
        let same = import.counts.get().same;
        if same == 0 { String::new() } else { text::plural("backupSame", same) }
    };
    let settings = opened.settings.clone();
    let introductions = opened.introductions;
    let also = introductions.then(|| {
        let says = msg!("backupWithIntroductions");
        view! { p(class="soft", data-test="with-introductions") { (says) } }
    });
    let offered = if settings.is_some() { with_settings(import) } else { View::default() };
    let many = move || {
        let Counts { added, changed, .. } = import.counts.get();
        added + changed
    };
    let nothing = selector(move || many() == 0 && !introductions && !import.settings.get());
    let label = move || match many() {
        0 if introductions => msg!("backupBringInIntroductions"),
        0 if import.settings.get() => msg!("backupUseSettings"),
        0 => msg!("backupNothingToDo"),
        many => text::plural("backupBringIn", many),
    };
    let still = move || match import.counts.get().unclear {
        0 => String::new(),
        unclear => text::plural("backupStillUnclear", unclear),
    };
    let act = move |_| import.carry_out(settings.clone().filter(|_| import.settings.get_untracked()));
    let cancel = msg!("backupCancel");
    let (same, still, label) = (live_text(same), live_text(still), live_text(label));
    view! {
        div(class="preview-import", data-test="import-preview") {
            p(class="count") { (holds) }
            (part)
            p(class="soft") { (same) }
            (also)
            (ignored)
            (rows)
            (unclear)
            (differing)
            (offered)
            p(class="field-help", data-test="still-unclear") { (still) }
            p(class="row") {
                button(r#type="button", class="button button-primary", data-test="bring-in",
                       disabled=move || nothing.get() || import.desk.is_busy(), on:click=act) { (label) }
                button(r#type="button", class="link", data-test="give-up",
                       on:click=move |_| import.give_up()) { (cancel) }
            }
        }
    }
}

/// What the file is, in a sentence.
fn holds(opened: &Opened) -> String {
    let people = text::plural("dashboardPeople", opened.people);
    match (opened.kind, opened.made) {
        (Holds::Backup, Some(made)) => msg!("backupHoldsBackup", text::moment(made), people),
        (Holds::Backup, None) => msg!("backupHoldsOldBackup", people),
        (Holds::OurTable, _) => msg!("backupHoldsOurTable", people),
        (Holds::LinkedIn, _) => msg!("backupHoldsLinkedIn", people),
        (Holds::Table, _) => msg!("backupHoldsTable", people),
        (Holds::Cards, _) => msg!("backupHoldsCards", people),
        (Holds::Notes | Holds::Several, _) => msg!("backupHoldsNotes", people),
    }
}

/// How many have one fate, and who they are.
fn row(import: Import, what: Show, count: fn(&Counts) -> usize, base: &'static str) -> View {
    let many = selector(move || count(&import.counts.get()));
    dynamic(move || {
        let many = many.get();
        if many == 0 {
            return View::new();
        }
        let says = text::plural(base, many);
        let list = choices::Listed::new(import, what);
        let entries = dynamic(move || list.view(move |entry| choices::plain(&entry)));
        let hook = format!("preview-{base}");
        view! {
            details(class="disclosure", data-test=hook, on:toggle=move |_| list.open()) {
                summary { (says) }
                (entries)
            }
        }
    })
}

fn with_settings(import: Import) -> View {
    let (label, hint) = (msg!("backupWithSettings"), msg!("backupWithSettingsHint"));
    let change = move || import.settings.set(!import.settings.get_untracked());
    fields::plain_switch("with-settings", label, hint, move || import.settings.get(), change)
}

impl Import {
    /// Whether the preview is still there: answers may come late.
    pub fn is_previewing(self) -> bool {
        self.stage.is_alive() && self.stage.with_untracked(|stage| matches!(stage, Stage::Preview(_)))
    }
}
