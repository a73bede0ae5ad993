//! What the dashboard and the Worker beside it say to each other, as plain JavaScript values. Files go beside it, as bytes.

use serde::{Deserialize, Serialize};

use crate::domain::{Field, Moment, PersonId};
use crate::exchange::{Cause, Problem};
use crate::library::past::Earlier;
use crate::library::{CommandId, Ledger, Settings};

/// What the dashboard wants done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Job {
    /// Make a file.
    Export(Order),
    /// Who is called like this? For choosing one person.
    Find { text: String },
    /// Read the file that was handed over, tell what it holds, and what importing it would do.
    Open {
        name: String,
        /// Empty, unless the file turned out to be encrypted.
        passphrase: String,
    },
    /// Some of those about whom there is something to be said or decided.
    Show { what: Show, from: usize },
    /// Say who somebody of the same name is; of all who are still unclear, if nobody is named.
    Answer { at: Option<usize>, answer: Says },
    /// Choose between two values of a field, for one person or for all. Without a field: for all fields.
    Choose { at: Option<usize>, field: Option<Field>, keep: Keep },
    /// Make parts of what was decided, for one import.
    Parts { import: String },
    /// One of them, as a command for the background.
    Part { n: usize, command: CommandId },
    /// Compare the file that was handed over with the library.
    Check { name: String, passphrase: String },
}

/// A file to be made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Order {
    /// Whose notes; everybody's, if it isn't said.
    pub whose: Option<Vec<PersonId>>,
    pub kind: FileKind,
    pub leave_out: LeaveOut,
    /// Encrypts the file, unless it is empty.
    pub passphrase: String,
    pub made: Moment,
    /// What is remembered of earlier changes, where somebody asks for everything about them.
    #[serde(default)]
    pub history: Vec<Earlier>,
}

/// What kind of file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum FileKind {
    #[default]
    Backup,
    Table,
    /// A table for programs in whose language the comma is the decimal sign.
    TableSemicolon,
    Cards,
    Notes,
}

/// Which lines are left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum LeaveOut {
    #[default]
    Nothing,
    /// What isn't even shown without being asked for.
    Sensitive,
    /// Everything that isn't meant for others.
    Private,
}

/// Which people of a file are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Show {
    /// Of whom only the name is known in the library.
    Unclear,
    /// Who say something else than the library.
    Differing,
    New,
    Changed,
    /// What can't be used.
    LeftOut,
}

/// Who somebody of the same name is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Says {
    Same(PersonId),
    New,
    Skip,
}

/// Which of two values is to stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Keep {
    #[default]
    Mine,
    Theirs,
    Both,
}

/// What the Worker answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Told {
    /// A file was made; its bytes come beside.
    Made {
        name: String,
        media_type: String,
        people: usize,
        bytes: usize,
    },
    Found(Vec<Named>),
    Opened(Box<Opened>),
    Counts(Counts),
    Shown(Shown),
    Parts {
        parts: usize,
        people: usize,
        /// The introductions of the file with the ids that people have, or will have, in the library, if there is
        /// anything new in them.
        introductions: Option<Box<Ledger>>,
    },
    /// How many people are in a part; the command comes beside, as JSON text.
    Part {
        people: usize,
    },
    Checked(Box<Checked>),
    Trouble(Trouble),
}

/// Somebody, by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    pub id: PersonId,
    pub name: String,
    #[serde(default)]
    pub headline: String,
}

/// What a file holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Opened {
    pub kind: Holds,
    /// When it was made, if it says so.
    pub made: Option<Moment>,
    pub people: usize,
    /// Whether it says that it is only a part of a library.
    pub part: bool,
    pub counts: Counts,
    /// Columns and properties for which a note has no place.
    pub ignored: Vec<String>,
    /// The settings in it, if they aren't those that are stored.
    pub settings: Option<Settings>,
    /// Whether it has introductions, or steps of them, that aren't stored.
    pub introductions: bool,
    /// Fields in which somebody differs, and how many.
    pub differing: Vec<(Field, usize)>,
}

/// What kind of file it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Holds {
    Backup,
    OurTable,
    LinkedIn,
    Table,
    Cards,
    Notes,
    Several,
}

/// How many people have which fate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Counts {
    pub added: usize,
    pub changed: usize,
    pub same: usize,
    pub unclear: usize,
    pub skipped: usize,
    /// People who differ in a field.
    pub differing: usize,
    /// Rows, cards and values that can't be used.
    pub left_out: usize,
}

/// Some people of a file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Shown {
    pub entries: Vec<Entry>,
    /// Where to go on, if there are more.
    pub next: Option<usize>,
}

/// Somebody in a file, or something that can't be used.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Entry {
    pub at: usize,
    pub name: String,
    pub headline: String,
    /// Why it can't be used, and where it stands in the file.
    pub problem: Option<Problem>,
    /// What the note gets that says nothing there yet.
    pub filled: Vec<Field>,
    pub differing: Vec<Difference>,
    pub candidates: Vec<Candidate>,
}

/// A field that says one thing in the library and another in the file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Difference {
    pub field: Field,
    pub mine: String,
    pub theirs: String,
    pub keep: Keep,
    /// Whether both texts can stand.
    pub both: bool,
}

/// Somebody in the library with the same name, with what tells them apart.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Candidate {
    pub id: PersonId,
    pub name: String,
    pub headline: String,
    pub story: String,
}

/// What a comparison with the library found.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Checked {
    /// Whether nothing at all would be lost if only the file were left.
    pub complete: bool,
    /// How many parts of the library can't be read, and so not be compared.
    pub unread: u32,
    pub made: Option<Moment>,
    pub same: usize,
    pub missing: usize,
    pub gone: usize,
    pub different: usize,
    pub settings_differ: bool,
    pub introductions_missing: bool,
    /// The first of those who are missing or different.
    pub names: Vec<String>,
}

/// Why a job couldn't be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Trouble {
    /// Something is wrong with a file, or it can't be made.
    File(Box<Problem>),
    /// The browser couldn't do its part; in its own words.
    Browser(String),
}

impl Trouble {
    /// What is wrong with the file.
    #[must_use]
    pub fn cause(&self) -> Option<&Cause> {
        match self {
            Self::File(problem) => Some(&problem.cause),
            Self::Browser(_) => None,
        }
    }
}

impl From<Problem> for Trouble {
    fn from(problem: Problem) -> Self {
        Self::File(Box::new(problem))
    }
}
