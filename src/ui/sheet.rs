//! What can be written about somebody: name, headline, address, and the note. Whatever stands in it is
//! kept with every letter, until it is saved or given up.

use serde::{Deserialize, Serialize};
use sycamore::prelude::*;

use crate::domain::address::NoProfileAddress;
use crate::domain::{Person, PersonId, ProfileAddress};
use crate::library::Edit;
use crate::ui::components::{details::details, doors, field::Field};
use crate::ui::draft;
use crate::ui::dynamic::effect;
use crate::ui::form::{NoteDraft, NoteForm};
use crate::ui::text::msg;

/// A sheet in work, as it is kept.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// The note when the work began: only what differs from it is saved.
    before: Person,
    name: String,
    headline: String,
    address: String,
    /// Absent in drafts of older versions: then it isn't touched.
    message: Option<String>,
    note: NoteDraft,
}

impl Draft {
    /// An untouched sheet about this person.
    fn of(person: &Person) -> Self {
        Self {
            before: person.clone(),
            name: person.name.clone(),
            headline: person.headline.clone(),
            address: person.address.as_ref().map(ProfileAddress::href).unwrap_or_default(),
            message: Some(person.message.clone()),
            note: NoteDraft::of(person),
        }
    }

    /// The address as typed; `None` for no address.
    pub fn profile(&self) -> Result<Option<ProfileAddress>, NoProfileAddress> {
        let typed = self.address.trim();
        if typed.is_empty() { Ok(None) } else { ProfileAddress::from_href(typed).map(Some) }
    }

    /// The edits that make the note say what the sheet says; `None` if something can't be saved as it is.
    fn edits(&self) -> Option<Vec<Edit>> {
        let profile = self.profile().ok()?;
        if self.name.trim().is_empty() || self.note.date().is_err() {
            return None;
        }
        let mut edits = self.note.edits(&self.before);
        if self.name.trim() != self.before.name {
            edits.push(Edit::Name(self.name.clone()));
        }
        if self.headline.trim() != self.before.headline {
            edits.push(Edit::Headline(self.headline.clone()));
        }
        if let Some(message) = self.message.as_ref().filter(|message| message.trim() != self.before.message.trim()) {
            edits.push(Edit::Message(message.clone()));
        }
        if profile != self.before.address {
            edits.push(Edit::Address(profile));
        }
        Some(edits)
    }
}

/// A sheet being written. A copy is the same sheet.
#[derive(Clone, Copy)]
pub struct Sheet {
    before: Signal<Person>,
    pub name: Signal<String>,
    pub headline: Signal<String>,
    pub address: Signal<String>,
    pub message: Signal<String>,
    pub note: NoteForm,
    /// Whether the user tried to save: only then is said what is missing.
    tried: Signal<bool>,
    /// Whether it was saved or given up, so that nothing is to be kept.
    closed: Signal<bool>,
}

impl Sheet {
    /// The sheet about this person as it was left, or else an untouched one. Nobody means somebody new.
    pub fn open(id: Option<&PersonId>, person: &Person) -> Self {
        Self::open_as(draft_name(id), person)
    }

    /// The same, kept under another name.
    pub fn open_as(name: String, person: &Person) -> Self {
        let begun = draft::load::<Draft>(&name).unwrap_or_else(|| Draft::of(person));
        let sheet = Self {
            message: create_signal(begun.message.unwrap_or_else(|| begun.before.message.clone())),
            before: create_signal(begun.before),
            name: create_signal(begun.name),
            headline: create_signal(begun.headline),
            address: create_signal(begun.address),
            note: NoteForm::new(begun.note),
            tried: create_signal(false),
            closed: create_signal(false),
        };
        // Effects run within the event that changes a field, so what is typed is kept before anything
        // else can happen.
        effect(move || {
            let now = sheet.draft();
            if sheet.closed.get() || now == Draft::of(&now.before) {
                draft::drop(&name);
            } else {
                draft::keep(&name, &now);
            }
        });
        sheet
    }

    /// What stands in the sheet.
    pub fn draft(self) -> Draft {
        Draft {
            before: self.before.get_clone(),
            name: self.name.get_clone(),
            headline: self.headline.get_clone(),
            address: self.address.get_clone(),
            message: Some(self.message.get_clone()),
            note: self.note.draft(),
        }
    }

    /// Throws the draft away: the sheet was saved or given up.
    pub fn close(self) {
        self.closed.set(true);
    }

    /// Leaves the sheet to be gone on with, as one about this person.
    pub fn hand_over(self, id: &PersonId) {
        draft::keep(&draft_name(Some(id)), &self.draft());
        self.close();
    }

    /// What to save, and what it starts from; `None` if something can't be saved as it is, which is said from now on.
    pub fn edits(self) -> Option<(Vec<Edit>, Vec<Edit>)> {
        self.tried.set(true);
        let draft = self.draft();
        let edits = draft.edits()?;
        let base = Edit::base(&edits, &draft.before);
        Some((edits, base))
    }

    /// Goes on from what is saved now: only what is typed from here on is another change.
    pub fn rebase(self, saved: &[Edit]) {
        let mut before = self.before.get_clone();
        saved.iter().for_each(|edit| edit.clone().carry_out(&mut before));
        self.before.set(before);
    }

    /// Whether nothing was changed.
    pub fn is_untouched(self) -> bool {
        let now = self.draft();
        now == Draft::of(&now.before)
    }

    /// The fields for who it is.
    pub fn who(self) -> View {
        let missing = move || {
            (self.tried.get() && self.name.with(|name| name.trim().is_empty())).then(|| msg!("popupNameMissing"))
        };
        let name = Field::new("sheet-name", msg!("popupName"), self.name).error(missing).test("name").view();
        let headline = Field::new("sheet-headline", msg!("popupHeadline"), self.headline).test("headline").view();
        let address = Field::new("sheet-address", msg!("popupAddress"), self.address)
            .help(msg!("popupAddressHelp"))
            .error(move || self.address_error())
            .test("address")
            .view();
        vec![name, headline, address].into()
    }

    /// All fields, one below the other.
    pub fn fields(self) -> View {
        let who = self.who();
        let doors = doors::doors(self.note, doors::Options::default());
        let details = details(self.note, "sheet-");
        let question = msg!("popupDoors");
        let more = msg!("popupDetails");
        // Open where it says something.
        let open = untrack(|| self.note.draft() != NoteDraft { open: self.note.draft().open, ..NoteDraft::default() });
        view! {
            (who)
            fieldset(class="popup-doors") {
                legend(class="popup-question") { (question) }
                (doors)
            }
            details(class="disclosure", open=open) {
                summary { (more) }
                div(class="disclosure-inside") { (details) }
            }
        }
    }

    fn address_error(self) -> Option<String> {
        let typed = self.address.get_clone();
        // While it is still being typed nothing is wrong with it.
        let begun =
            ["linkedin.com/in/", "in/"].iter().any(|start| start.starts_with(typed.trim().to_lowercase().as_str()));
        if !self.tried.get() && (begun || typed.trim().chars().count() < 12) {
            return None;
        }
        match self.draft().profile() {
            Ok(_) => None,
            Err(NoProfileAddress::NotAProfile) => Some(msg!("popupAddressNoProfile")),
            Err(NoProfileAddress::BadSlug) => Some(msg!("popupAddressUnreadable")),
        }
    }
}

/// Begins the sheet of somebody new with what is known of them already; `false` if another one was left in the middle.
pub fn propose(person: &Person) -> bool {
    let name = draft_name(None);
    let free = draft::load::<Draft>(&name).is_none();
    if free {
        draft::keep(&name, &Draft { before: Person::default(), message: None, ..Draft::of(person) });
    }
    free
}

/// Whether a sheet about this person was left in the middle.
pub fn is_begun(id: &PersonId) -> bool {
    draft::load::<Draft>(&draft_name(Some(id))).is_some()
}

/// Gives up the sheet about this person, or about somebody new.
pub fn discard(id: Option<&PersonId>) {
    draft::drop(&draft_name(id));
}

fn draft_name(id: Option<&PersonId>) -> String {
    id.map_or_else(|| "popup-add".to_owned(), |id| format!("popup-edit/{id}"))
}
