//! What a column of somebody else's table means.

use super::super::column::{Column, MORE, NOTE};
use crate::domain::text::fold;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    Column(Column),
    /// The id of our note.
    Note,
    /// See [`super::super::column::rest`].
    More,
    FirstName,
    MiddleName,
    LastName,
    Position,
    Company,
    /// Any address in the web, perhaps a profile's.
    Website,
    /// When LinkedIn noted the connection; tells such a file from others, says nothing of a meeting.
    ConnectedOn,
}

/// Headers of LinkedIn's export in the languages that were seen, of Google's, Outlook's and Apple's address
/// books, and what people call such columns themselves; without case, accents and anything but letters and
/// digits.
const KNOWN: &[(&str, Meaning)] = &[
    ("firstname", Meaning::FirstName),
    ("givenname", Meaning::FirstName),
    ("vorname", Meaning::FirstName),
    ("prenom", Meaning::FirstName),
    ("nombre", Meaning::FirstName),
    ("middlename", Meaning::MiddleName),
    ("additionalname", Meaning::MiddleName),
    ("lastname", Meaning::LastName),
    ("familyname", Meaning::LastName),
    ("surname", Meaning::LastName),
    ("nachname", Meaning::LastName),
    ("nomdefamille", Meaning::LastName),
    ("apellidos", Meaning::LastName),
    ("fullname", Meaning::Column(Column::Name)),
    ("displayname", Meaning::Column(Column::Name)),
    ("url", Meaning::Website),
    ("profileurl", Meaning::Website),
    ("linkedin", Meaning::Website),
    ("linkedinurl", Meaning::Website),
    ("linkedinprofile", Meaning::Website),
    ("linkedinprofileurl", Meaning::Website),
    ("website", Meaning::Website),
    ("webpage", Meaning::Website),
    ("website1value", Meaning::Website),
    ("website2value", Meaning::Website),
    ("website3value", Meaning::Website),
    ("company", Meaning::Company),
    ("organization", Meaning::Company),
    ("organizationname", Meaning::Company),
    ("organization1name", Meaning::Company),
    ("unternehmen", Meaning::Company),
    ("firma", Meaning::Company),
    ("entreprise", Meaning::Company),
    ("empresa", Meaning::Company),
    ("position", Meaning::Position),
    ("jobtitle", Meaning::Position),
    ("organizationtitle", Meaning::Position),
    ("organization1title", Meaning::Position),
    ("poste", Meaning::Position),
    ("cargo", Meaning::Position),
    ("notes", Meaning::Column(Column::Story)),
    ("note", Meaning::Column(Column::Story)),
    ("notizen", Meaning::Column(Column::Story)),
    ("labels", Meaning::Column(Column::Tags)),
    ("groupmembership", Meaning::Column(Column::Tags)),
    ("categories", Meaning::Column(Column::Tags)),
    ("connectedon", Meaning::ConnectedOn),
    ("verbundenam", Meaning::ConnectedOn),
];

/// The meaning of a header; `None` for what a note has no place for.
#[must_use]
pub fn meaning(header: &str) -> Option<Meaning> {
    let key = letters(header);
    let ours = Column::ALL.into_iter().find(|column| letters(column.header()) == key).map(Meaning::Column);
    let special = [(NOTE, Meaning::Note), (MORE, Meaning::More)];
    ours.or_else(|| special.into_iter().find(|(header, _)| letters(header) == key).map(|(_, meaning)| meaning))
        .or_else(|| KNOWN.iter().find(|(known, _)| *known == key).map(|(_, meaning)| *meaning))
}

fn letters(header: &str) -> String {
    fold(header).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether a row with these meanings can be a header: it says who somebody is, or where their profile is.
#[must_use]
pub fn names_people(meanings: &[Option<Meaning>]) -> bool {
    meanings.iter().flatten().any(|meaning| {
        use Meaning::{Column as C, FirstName, LastName, Website};
        matches!(meaning, C(Column::Name | Column::Profile) | FirstName | LastName | Website)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_by_meaning() {
        for (header, expected) in [
            ("First Name", Some(Meaning::FirstName)),
            ("first_name", Some(Meaning::FirstName)),
            (" E-Mail-Adresse", None),
            ("Prénom", Some(Meaning::FirstName)),
            ("Met on", Some(Meaning::Column(Column::MetOn))),
            ("NOTE ID", Some(Meaning::Note)),
            ("Notes", Some(Meaning::Column(Column::Story))),
            ("", None),
        ] {
            assert_eq!(meaning(header), expected, "{header}");
        }
    }

    #[test]
    fn every_header_of_ours_means_itself() {
        for column in Column::ALL {
            assert_eq!(meaning(column.header()), Some(Meaning::Column(column)));
            assert_eq!(Column::from_key(&column.key()), Some(column));
        }
    }
}
