//! What is wrong with a file, and where in it.

use std::fmt;

/// A place in a file, as far as it is known. Lines and columns count from 1; 0 means "not known".
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
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

/// Why a file, or a part of it, can't be used.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
pub enum Cause {
    #[error("this file has {mb} MB; more than {limit_mb} MB can't be a library of people")]
    TooLarge { mb: u64, limit_mb: usize },
    #[error("there are more than {limit} {what} in this file")]
    TooMany { what: &'static str, limit: usize },
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
    Backup(String),
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
    FrontMatter(&'static str),
    #[error("this ZIP can't be read: {0}")]
    Zip(String),
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
    Age(&'static str),
    #[error("{0}")]
    Value(String),
    #[error("this is the same person as in {0}; both were joined")]
    Twice(Box<Place>),
}

/// What is wrong, and where.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
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
