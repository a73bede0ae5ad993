//! The rooms of the dashboard and their addresses.

use sycamore::prelude::*;

use crate::domain::PersonId;
use crate::library::list::Ask;
use crate::ui::text::msg;

/// A room. A new one needs its names here, and its view in [`super::room`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    /// Everybody, or one person's page.
    People,
    Waiting,
    Introductions,
    Backup,
    Settings,
}

impl Room {
    /// Every room, in the rail's order.
    pub const ALL: &'static [Self] = &[Self::People, Self::Waiting, Self::Introductions, Self::Backup, Self::Settings];

    /// The name in addresses and message keys.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Backup => "backup",
            Self::Waiting => "waiting",
            Self::People => "people",
            Self::Settings => "settings",
            Self::Introductions => "introductions",
        }
    }

    /// The name for people.
    #[must_use]
    pub fn title(self) -> String {
        match self {
            Self::Backup => msg!("backupRoom"),
            Self::Waiting => msg!("dashboardWaiting"),
            Self::People => msg!("dashboardPeopleRoom"),
            Self::Settings => msg!("dashboardSettings"),
            Self::Introductions => msg!("introRoom"),
        }
    }

    /// The parts of a room that the rail leads to.
    #[must_use]
    pub const fn parts(self) -> &'static [Part] {
        match self {
            Self::Backup => {
                &[Part::Backup, Part::Export, Part::Import, Part::Verify, Part::Trash, Part::Unread, Part::Stored]
            }
            Self::Waiting | Self::People => &[],
            Self::Settings => &[
                Part::Rule,
                Part::Guard,
                Part::Ask,
                Part::Touch,
                Part::Replies,
                Part::Language,
                Part::Keyboard,
                Part::Notes,
                Part::Privacy,
            ],
            Self::Introductions => {
                &[Part::Introduce, Part::Ledger, Part::GiveFirst, Part::Asked, Part::Praise, Part::Kit]
            }
        }
    }
}

/// A part of a room, with a heading of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Rule,
    Guard,
    Ask,
    Touch,
    Replies,
    Language,
    Keyboard,
    Notes,
    Privacy,
    /// How things stand with backups.
    Backup,
    Export,
    Import,
    Verify,
    Trash,
    /// What couldn't be read.
    Unread,
    /// Everything that is stored.
    Stored,
    Introduce,
    Ledger,
    GiveFirst,
    Asked,
    Praise,
    Kit,
}

impl Part {
    /// The name in addresses, and the element's id.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Rule => "rule",
            Self::Guard => "guard",
            Self::Ask => "ask",
            Self::Touch => "touch",
            Self::Replies => "replies",
            Self::Language => "language",
            Self::Keyboard => "keyboard",
            Self::Notes => "notes",
            Self::Privacy => "privacy",
            Self::Backup => "state",
            Self::Export => "export",
            Self::Import => "import",
            Self::Verify => "verify",
            Self::Trash => "trash",
            Self::Unread => "unread",
            Self::Stored => "stored",
            Self::Introduce => "introduce",
            Self::Ledger => "ledger",
            Self::GiveFirst => "give-first",
            Self::Asked => "asked",
            Self::Praise => "recommend",
            Self::Kit => "kit",
        }
    }

    /// The heading's id.
    #[must_use]
    pub fn heading_id(self) -> String {
        format!("{}-heading", self.name())
    }

    /// The heading.
    #[must_use]
    pub fn title(self) -> String {
        match self {
            Self::Rule => msg!("dashboardRule"),
            Self::Guard => msg!("dashboardGuard"),
            Self::Ask => msg!("dashboardAsk"),
            Self::Touch => msg!("remindTitle"),
            Self::Replies => msg!("dashboardReplies"),
            Self::Language => msg!("languageTitle"),
            Self::Keyboard => msg!("sidebarKeys"),
            Self::Notes => msg!("dashboardNotes"),
            Self::Privacy => msg!("dashboardPrivacy"),
            Self::Backup => msg!("backupState"),
            Self::Export => msg!("backupExport"),
            Self::Import => msg!("backupImport"),
            Self::Verify => msg!("backupVerify"),
            Self::Trash => msg!("backupTrash"),
            Self::Unread => msg!("backupHealth"),
            Self::Stored => msg!("backupStored"),
            Self::Introduce => msg!("introIntroduce"),
            Self::Ledger => msg!("introLedger"),
            Self::GiveFirst => msg!("introGiveFirst"),
            Self::Asked => msg!("introAsked"),
            Self::Praise => msg!("introPraise"),
            Self::Kit => msg!("introKit"),
        }
    }

    /// What it is for, in a line.
    #[must_use]
    pub fn about(self) -> String {
        match self {
            Self::Rule => msg!("dashboardRuleAbout"),
            Self::Guard => msg!("dashboardGuardAbout"),
            Self::Ask => msg!("dashboardAskAbout"),
            Self::Touch => msg!("remindAbout"),
            Self::Replies => msg!("dashboardRepliesAbout"),
            Self::Language => msg!("languageAbout"),
            Self::Keyboard => msg!("keysAbout"),
            Self::Notes => msg!("dashboardNotesAbout"),
            Self::Privacy => msg!("dashboardPrivacyAbout"),
            Self::Backup => msg!("backupStateAbout"),
            Self::Export => msg!("backupExportAbout"),
            Self::Import => msg!("backupImportAbout"),
            Self::Verify => msg!("backupVerifyAbout"),
            Self::Trash => msg!("backupTrashAbout"),
            Self::Unread => msg!("backupHealthAbout"),
            Self::Stored => msg!("backupStoredAbout"),
            Self::Introduce => msg!("introIntroduceAbout"),
            Self::Ledger => msg!("introLedgerAbout"),
            Self::GiveFirst => msg!("introGiveFirstAbout"),
            Self::Asked => msg!("introAskedAbout"),
            Self::Praise => msg!("introPraiseAbout"),
            Self::Kit => msg!("introKitAbout"),
        }
    }
}

/// Where the ledger's entry with this name is.
#[must_use]
pub fn entry_address(id: &str) -> String {
    let id = if is_plain(id) { id } else { "" };
    ["#introductions/ledger?entry=", id].concat()
}

/// The entry of the ledger that an address's query names.
#[must_use]
pub fn entry_in(query: &str) -> Option<String> {
    let id = query.split('&').find_map(|part| part.strip_prefix("entry="))?;
    (!id.is_empty() && is_plain(id)).then(|| id.to_owned())
}

/// Whether a name needs no encoding in an address. All that we make up are so; one of a backup need not be.
fn is_plain(id: &str) -> bool {
    id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

/// A room, and what of it an address leads to: `#settings`, `#settings/guard`, `#people/ID`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub room: Room,
    pub part: Option<Part>,
    pub person: Option<PersonId>,
    /// What stands behind a question mark.
    pub query: String,
}

impl Place {
    /// Reads the fragment of an address; the first room where it says nothing we know.
    #[must_use]
    pub fn from_fragment(fragment: &str) -> Self {
        let fragment = fragment.trim_start_matches('#');
        let (fragment, query) = fragment.split_once('?').unwrap_or((fragment, ""));
        let (name, part) = fragment.split_once('/').unwrap_or((fragment, ""));
        let room = Room::ALL.iter().copied().find(|room| room.name() == name);
        let room = room.unwrap_or(Room::People);
        let person = PersonId::try_from(part.to_owned()).ok().filter(|_| room == Room::People);
        Self {
            room,
            part: room.parts().iter().copied().find(|known| known.name() == part),
            person,
            query: query.to_owned(),
        }
    }

    /// Whom the people's room is asked for.
    #[must_use]
    pub fn ask(&self) -> Ask {
        if self.room == Room::People { Ask::from_query(&self.query) } else { Ask::default() }
    }

    /// Where the page's address leads now.
    #[must_use]
    pub fn from_location() -> Self {
        let location = js_sys::Reflect::get(&window(), &"location".into()).unwrap_or_default();
        let fragment = js_sys::Reflect::get(&location, &"hash".into()).ok().and_then(|hash| hash.as_string());
        Self::from_fragment(&fragment.unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn addresses_lead_to_rooms() {
        let room = |room| Place { room, part: None, person: None, query: String::new() };
        let guard = Place { part: Some(Part::Guard), ..room(Room::Settings) };
        let id = PersonId::new(7, 1);
        let page = Place { person: Some(id.clone()), ..room(Room::People) };
        assert_eq!(Place::from_fragment(&format!("#people/{id}")), page);
        assert_eq!(Place::from_fragment("#people/mia"), room(Room::People));
        assert_eq!(Place::from_fragment(""), room(Room::People));
        assert_eq!(Place::from_fragment("#nowhere/guard"), room(Room::People));
        assert_eq!(Place::from_fragment("#settings"), room(Room::Settings));
        assert_eq!(Place::from_fragment("#settings/guard"), guard);
        assert_eq!(Place::from_fragment("#settings/nothing"), room(Room::Settings));
        let ledger = Place::from_fragment(&entry_address("a1-b2"));
        assert_eq!((ledger.part, entry_in(&ledger.query)), (Some(Part::Ledger), Some("a1-b2".into())));
        assert_eq!(entry_in(&Place::from_fragment(&entry_address("a&b")).query), None);
        let asked = Place::from_fragment("#people?tag=bees%20%26%20honey");
        assert_eq!(asked.ask().tags, ["bees & honey".to_owned()].into());
        assert_eq!(Place::from_fragment("#settings?tag=bees").ask(), Ask::default());
    }
}
