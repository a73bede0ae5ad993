//! What is wrong with a file, and where in it.
//!
//! A [`Problem`] is data: the dashboard has the words for it in the user's language (`ui::dashboard::backup::why`). The
//! English that is written here is for logs and tests.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::domain::ProfileAddress;

/// A place in a file, as far as it is known. Lines and columns count from 1; 0 means "not known".
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// The file in a ZIP; empty for the file itself.
    pub entry: String,
    pub line: u64,
    /// Counted in characters, but for JSON, whose reader counts bytes.
    pub column: u64,
    /// The column's header, the property's or the field's name.
    pub field: String,
}

impl Place {
    /// A line.
    #[must_use]
    pub fn line(line: u64) -> Self {
        Self { line, ..Self::default() }
    }

    /// The same place, said of a field.
    #[must_use]
    pub fn field(mut self, field: &str) -> Self {
        field.clone_into(&mut self.field);
        self
    }

    /// The same place in one of the files of a ZIP.
    #[must_use]
    pub fn within(mut self, entry: &str) -> Self {
        entry.clone_into(&mut self.entry);
        self
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut comma = "";
        if !self.entry.is_empty() {
            write!(f, "{}", self.entry)?;
            comma = ", ";
        }
        for (word, number) in [("line", self.line), ("column", self.column)] {
            if number > 0 {
                write!(f, "{comma}{word} {number}")?;
                comma = ", ";
            }
        }
        if !self.field.is_empty() {
            write!(f, "{comma}“{}”", self.field)?;
        }
        Ok(())
    }
}

/// What there can be too many of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Counted {
    People,
    /// In a ZIP.
    Files,
    /// In a table.
    Columns,
    /// In one value.
    Characters,
}

impl fmt::Display for Counted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::People => "people",
            Self::Files => "files",
            Self::Columns => "columns",
            Self::Characters => "characters",
        })
    }
}

/// What is wrong with a backup. The texts are the reader's own, in English.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum BackupFault {
    #[error("it was cut off here")]
    CutOff,
    /// Half of a UTF-16 pair, as `\ud800` alone.
    #[error("half of a character stands alone here")]
    HalfCharacter,
    /// It is no JSON, or JSON that no backup has.
    #[error("{0}")]
    Unfit(String),
}

/// What a value in a file should have been.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Expected {
    Date,
    Moment,
    Decision,
    Profile,
    Note,
}

impl Expected {
    /// How such a value looks.
    #[must_use]
    pub const fn example(self) -> &'static str {
        match self {
            Self::Date => "2019, 2019-05, 2019-05-17",
            Self::Moment => "2026-11-23T07:00:00Z",
            Self::Decision => "2026-11-23 accepted: why",
            Self::Profile => "linkedin.com/in/name",
            Self::Note => "bb0000000000000007",
        }
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Date => "a date",
            Self::Moment => "a time",
            Self::Decision => "a decision",
            Self::Profile => "a LinkedIn profile address",
            Self::Note => "the name of a note",
        })
    }
}

/// What is wrong with a ZIP.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ZipFault {
    #[error("it is locked with a password")]
    Locked,
    #[error("its contents are damaged")]
    Damaged,
    /// In the reader's words, in English.
    #[error("{0}")]
    Unfit(String),
}

/// What is wrong with an encrypted file.
#[derive(Clone, Copy, Debug, thiserror::Error, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum AgeFault {
    #[error("its header can't be read")]
    Header,
    #[error("its header was changed")]
    ChangedHeader,
    #[error("its armor can't be read")]
    Armor,
    #[error("its key is damaged")]
    Key,
    #[error("its contents are too long")]
    TooLong,
    #[error("it was cut off")]
    CutOff,
    #[error("it was cut off or changed")]
    Changed,
    #[error("it ends in an empty part")]
    EmptyEnd,
}

/// What is wrong with a line of the front matter of a note.
#[derive(Clone, Copy, Debug, thiserror::Error, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum FrontFault {
    #[error("a list that belongs to nothing")]
    StrayList,
    #[error("only texts and lists are understood")]
    Unknown,
    #[error("there is no colon")]
    NoColon,
    #[error("a list without its end")]
    OpenList,
    #[error("a text in quotation marks that can't be read")]
    Quoted,
    #[error("a quotation mark that is never closed")]
    OpenQuote,
}

/// Why a file, or a part of it, can't be used.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Cause {
    #[error("this file has {mb} MB; more than {limit_mb} MB can't be a library of people")]
    TooLarge { mb: u64, limit_mb: usize },
    #[error("there are more than {limit} {what} in this file")]
    TooMany { what: Counted, limit: usize },
    #[error("this file is empty")]
    Empty,
    #[error("this is not text that can be read; save it as UTF-8 and try again")]
    NotText,
    #[error("this is neither a backup nor a CSV, vCard, ZIP or age file")]
    UnknownFormat,
    #[error("this is JSON, but not a backup made by Really Know")]
    NotABackup,
    #[error("this backup doesn't say in which form it was written")]
    NoVersion,
    #[error("this backup was made by a newer version of Really Know (form {0}); update to read it")]
    FromTheFuture(u64),
    #[error("this backup can't be read: {0}")]
    Backup(BackupFault),
    #[error("the introductions in this backup can't be read: {0}")]
    Introductions(String),
    #[error("this table has no column that is called “Name”, “First Name” or “URL”")]
    NoHeader,
    #[error("a quotation mark that is opened here is never closed")]
    OpenQuote,
    #[error("this row has {cells} cells where the header has {columns}: a comma or a quotation mark is missing")]
    TooWide { cells: usize, columns: usize },
    #[error("there is neither a name nor a profile address")]
    Nobody,
    #[error("there is no business card in this file")]
    NoCard,
    #[error("the business card that begins here has no END:VCARD; the file was cut off")]
    OpenCard,
    #[error("this line is not a property of a business card")]
    NoProperty,
    #[error("business cards of version “{0}” are not known")]
    CardVersion(String),
    #[error("this text is in an encoding that is not known: “{0}”")]
    Charset(String),
    #[error("the front matter that begins here has no closing line “---”")]
    OpenFrontMatter,
    #[error("this line of the front matter can't be read: {0}")]
    FrontMatter(FrontFault),
    #[error("this ZIP can't be read: {0}")]
    Zip(ZipFault),
    #[error("the files in this ZIP unpack to more than {limit_mb} MB")]
    Unpacked { limit_mb: usize },
    #[error("there is nothing in this ZIP that can be imported")]
    NothingInZip,
    #[error("this file is encrypted: a passphrase is needed")]
    Encrypted,
    #[error("this is not the passphrase")]
    WrongPassphrase,
    #[error("this file was encrypted for somebody's key, not with a passphrase")]
    OtherRecipient,
    #[error("opening this file would take too much memory (work factor {0})")]
    TooMuchWork(u8),
    #[error("this encrypted file is damaged: {0}")]
    Age(AgeFault),
    #[error("this browser has no random numbers that are good enough to encrypt with")]
    NoRandom,
    #[error("“{text}” is not {expected}: it should look like {}", .expected.example())]
    Value { text: String, expected: Expected },
    /// What has no column or property of its own, as JSON.
    #[error("“More” can't be read: {0}")]
    More(String),
    #[error("the profile {address} belongs to {owner} in your library, and stays there")]
    Taken { address: ProfileAddress, owner: String },
    #[error("this is the same person as in {0}; both were joined")]
    Twice(Box<Place>),
}

impl Cause {
    /// A text that is not what it should be.
    #[must_use]
    pub fn value(text: &str, expected: Expected) -> Self {
        Self::Value { text: text.trim().to_owned(), expected }
    }
}

/// What is wrong, and where.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    pub place: Place,
    #[source]
    pub cause: Cause,
}

impl Problem {
    /// Something that is wrong at a place.
    #[must_use]
    pub const fn new(place: Place, cause: Cause) -> Self {
        Self { place, cause }
    }

    /// The same in one of the files of a ZIP.
    #[must_use]
    pub fn within(mut self, entry: &str) -> Self {
        self.place = self.place.within(entry);
        self
    }
}

impl From<Cause> for Problem {
    fn from(cause: Cause) -> Self {
        Self::new(Place::default(), cause)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.place == Place::default() { self.cause.fmt(f) } else { write!(f, "{}: {}", self.place, self.cause) }
    }
}
