//! What is there again when the popup, which closes at any click beside it, opens the next time.

use serde::{Deserialize, Serialize};

use sycamore::prelude::window;

use crate::browser::runtime;
use crate::domain::PersonId;
use crate::ui::draft;

const NAME: &str = "popup";

/// What the popup shows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Screen {
    /// Search, who is waiting, recent people.
    #[default]
    Home,
    /// A person's note.
    Person(PersonId),
    /// A person's note being changed.
    Edit(PersonId),
    /// Somebody being added by hand.
    Add,
}

/// Where the user was. What stands in a form is kept by the form.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Place {
    pub screen: Screen,
    pub query: String,
}

impl Place {
    /// Where the user was last; at the beginning if that isn't known.
    pub fn load() -> Self {
        match (person(), line()) {
            (Some(id), _) => Self { screen: Screen::Person(id), ..Self::default() },
            (None, Some(_)) => Self::default(),
            (None, None) => draft::load(NAME).unwrap_or_default(),
        }
    }

    /// Keeps the place. Synchronous: the popup may be gone before anything else runs.
    pub fn keep(&self) {
        if line().is_none() && person().is_none() {
            draft::keep(NAME, self);
        }
    }
}

/// The line about somebody that this page was opened with, in a window of its own. The popup's place and what is typed there
/// are none of its business.
pub fn line() -> Option<String> {
    let line = js_sys::decode_uri_component(&behind(runtime::LINE)?).ok()?;
    Some(line.into())
}

/// The person whose note this page was opened with, in a window of its own.
pub fn person() -> Option<PersonId> {
    PersonId::try_from(behind(runtime::PERSON)?).ok()
}

fn behind(name: &str) -> Option<String> {
    let hash = window().location().hash().ok()?;
    Some(hash.strip_prefix('#')?.strip_prefix(name)?.to_owned())
}
