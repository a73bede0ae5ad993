//! What was found in a file, before anything is done with it.

use super::problem::{Cause, Counted, Place, Problem};
use crate::domain::sorted::SortedMap;
use crate::domain::{Moment, Person, PersonId};
use crate::library::{Ledger, Settings};

/// What kind of file it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A backup of ours, from this version or an older one.
    Backup {
        version: u64,
        made: Option<Moment>,
    },
    /// A table that we wrote.
    OurTable,
    /// LinkedIn's `Connections.csv`.
    LinkedInConnections,
    /// Any other table.
    Table,
    Cards,
    Notes,
    /// A ZIP with several of these.
    Several,
}

/// Somebody in a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    pub place: Place,
    /// The note that this was written from, if we wrote it.
    pub id: Option<PersonId>,
    pub person: Person,
}

/// Everything that was found in a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    pub kind: Kind,
    pub people: Vec<Found>,
    /// Rows, cards and single values that can't be used. The rest of the row or card is used all the same.
    pub left_out: Vec<Problem>,
    /// Columns and properties for which a note has no place, and how many people had one.
    pub ignored: SortedMap<String, usize>,
    /// The user's own choices, from a backup.
    pub settings: Option<Settings>,
    /// Their introductions, from a backup. Ids in it are the file's.
    pub ledger: Option<Ledger>,
    /// Whether the file says that it is only a part of a library.
    pub part: bool,
}

impl Source {
    /// A file of this kind in which nothing was found yet.
    #[must_use]
    pub const fn new(kind: Kind) -> Self {
        Self {
            kind,
            people: Vec::new(),
            left_out: Vec::new(),
            ignored: SortedMap::new(),
            settings: None,
            ledger: None,
            part: false,
        }
    }

    /// Takes in somebody.
    ///
    /// # Errors
    /// [`Cause::TooMany`] if there are more people than any library has.
    pub(super) fn add(&mut self, found: Found) -> Result<(), Problem> {
        if self.people.len() == super::limits::MAX_PEOPLE {
            let cause = Cause::TooMany { what: Counted::People, limit: super::limits::MAX_PEOPLE };
            return Err(Problem::new(found.place, cause));
        }
        self.people.push(found);
        Ok(())
    }

    pub(super) fn leave_out(&mut self, place: Place, cause: Cause) {
        self.left_out.push(Problem::new(place, cause));
    }

    pub(super) fn ignore(&mut self, what: &str) {
        if let Some(count) = self.ignored.get_mut(what) {
            *count += 1;
        } else {
            self.ignored.insert(what.to_owned(), 1);
        }
    }

    /// Takes in what was found in one of the files of a ZIP.
    pub(super) fn take(&mut self, entry: &str, other: Self) -> Result<(), Problem> {
        for mut found in other.people {
            found.place = found.place.within(entry);
            self.add(found)?;
        }
        self.left_out.extend(other.left_out.into_iter().map(|problem| problem.within(entry)));
        for (what, count) in other.ignored {
            *self.ignored.get_or_default(what) += count;
        }
        self.settings = self.settings.take().or(other.settings);
        self.ledger = self.ledger.take().or(other.ledger);
        self.part |= other.part;
        Ok(())
    }
}
