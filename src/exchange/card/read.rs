//! Reading business cards of any version and from any program.

use super::super::column::{Column, add_rest};
use super::super::limits::MAX_VALUE;
use super::super::problem::{Cause, Counted, Place, Problem};
use super::super::source::{Found, Kind, Source};
use super::super::text::{Decoder, decode, with_lf};
use super::line::{Escapes, Property, split};
use super::{MORE, OURS, UID, UPDATED};
use crate::domain::{Person, PersonId, ProfileAddress};

/// Reads every card of a file.
///
/// # Errors
/// [`Problem`] if there is no card, or one that has no end.
pub fn read(bytes: &[u8], other: Decoder<'_>) -> Result<Source, Problem> {
    let text;
    let bytes = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => rest,
        // Without a mark each property may be in an encoding of its own; with one, or with empty halves, none is.
        [0xFF | 0xFE, ..] | [0, _, ..] | [_, 0, ..] => {
            text = decode(bytes)?;
            text.as_bytes()
        }
        _ => bytes,
    };
    let mut source = Source::new(Kind::Cards);
    let mut lines = Lines { bytes, number: 0 };
    let mut cards = 0_usize;
    while let Some((number, line)) = lines.next() {
        if is(line, b"BEGIN:VCARD") {
            cards += 1;
            let card = Card::read(&mut lines, number, other, &mut source)?;
            card.finish(&mut source)?;
        } else if !line.trim_ascii().is_empty() {
            source.leave_out(Place::line(number), Cause::NoProperty);
        }
    }
    if cards == 0 { Err(Cause::NoCard.into()) } else { Ok(source) }
}

/// The note that a card which we wrote would be read as.
pub(super) fn one_of_ours(card: &str) -> Person {
    let source = read(card.as_bytes(), &|_, _| None).ok();
    source.and_then(|mut source| source.people.pop()).map(|found| found.person).unwrap_or_default()
}

fn is(line: &[u8], expected: &[u8]) -> bool {
    line.trim_ascii().eq_ignore_ascii_case(expected)
}

/// Lines as they stand in the file, ended by CR LF, LF or CR.
struct Lines<'a> {
    bytes: &'a [u8],
    number: u64,
}

impl<'a> Lines<'a> {
    fn next(&mut self) -> Option<(u64, &'a [u8])> {
        if self.bytes.is_empty() {
            return None;
        }
        let end = self.bytes.iter().position(|byte| matches!(byte, b'\r' | b'\n')).unwrap_or(self.bytes.len());
        let (line, rest) = self.bytes.split_at(end);
        self.bytes = rest.strip_prefix(b"\r\n").or_else(|| rest.get(1..)).unwrap_or_default();
        self.number += 1;
        Some((self.number, line))
    }

    /// The next line if it belongs to the one before: it begins with white space.
    fn folded(&mut self) -> Option<&'a [u8]> {
        match self.bytes {
            [b' ' | b'\t', ..] => self.next().map(|(_, line)| &line[1..]),
            _ => None,
        }
    }
}

/// A card as far as it is read.
struct Card {
    place: Place,
    version: String,
    id: Option<PersonId>,
    person: Person,
    /// Names put together from N, where FN is missing.
    parts: String,
    title: String,
    company: String,
    more: String,
}

impl Card {
    fn read(lines: &mut Lines<'_>, begin: u64, other: Decoder<'_>, source: &mut Source) -> Result<Self, Problem> {
        let mut properties = Vec::new();
        let mut nested = 0_usize;
        loop {
            let Some((number, line)) = lines.next() else {
                return Err(Problem::new(Place::line(begin), Cause::OpenCard));
            };
            // vCard 2.1 can hold a secretary's card inside.
            if is(line, b"BEGIN:VCARD") {
                nested += 1;
            } else if is(line, b"END:VCARD") {
                if nested == 0 {
                    break;
                }
                nested -= 1;
            } else if nested == 0 && !line.trim_ascii().is_empty() {
                let mut whole = line.to_vec();
                while let Some(more) = lines.folded() {
                    whole.extend(more);
                    if whole.len() > MAX_VALUE && !is_picture(&whole) {
                        let cause = Cause::TooMany { what: Counted::Characters, limit: MAX_VALUE };
                        return Err(Problem::new(Place::line(number), cause));
                    }
                }
                let Some(mut property) = Property::parse(&whole) else {
                    source.leave_out(Place::line(number), Cause::NoProperty);
                    continue;
                };
                while property.goes_on()
                    && let Some((_, more)) = lines.next()
                {
                    property.add(more);
                }
                properties.push((number, property));
            }
        }
        let version = properties.iter().find(|(_, property)| property.name == "VERSION");
        let version = version.and_then(|(_, property)| property.text(other).ok()).unwrap_or_default();
        let mut card = Self {
            place: Place::line(begin),
            version: version.trim().to_owned(),
            id: None,
            person: Person::default(),
            parts: String::new(),
            title: String::new(),
            company: String::new(),
            more: String::new(),
        };
        for (number, property) in properties {
            if let Err(cause) = card.take(&property, other, source) {
                source.leave_out(Place::line(number).field(&property.name), cause);
            }
        }
        Ok(card)
    }

    fn take(&mut self, property: &Property, other: Decoder<'_>, source: &mut Source) -> Result<(), Cause> {
        if property.is_binary() {
            source.ignore(&property.name);
            return Ok(());
        }
        let raw = property.text(other)?;
        let raw = with_lf(&raw);
        let escapes = if self.version == "2.1" { Escapes::Old } else { Escapes::New };
        let text = || split(&raw, None, escapes).concat();
        let list = |at: char| split(&raw, Some(at), escapes);
        match property.name.as_str() {
            // The kinds of address books and what only a program needs.
            "VERSION" | "PRODID" | "REV" | "KIND" | "PROFILE" | "SOURCE" => {}
            "UID" => {
                let id = text().strip_prefix(UID).and_then(|id| PersonId::try_from(id.to_owned()).ok());
                self.id = self.id.take().or(id);
            }
            "FN" => keep_first(&mut self.person.name, text()),
            "N" => keep_first(&mut self.parts, name(&list(';'))),
            "TITLE" | "ROLE" => keep_first(&mut self.title, text()),
            "ORG" => keep_first(&mut self.company, join(&list(';'), ", ")),
            "URL" | "SOCIALPROFILE" | "X-SOCIALPROFILE" | "IMPP" => match profile(property, &text()) {
                Some(address) if property.is("TYPE", "x-former") => drop(self.person.aliases.insert(address)),
                Some(address) if self.person.address.is_none() => self.person.address = Some(address),
                Some(address) => drop(self.person.aliases.insert(address)),
                None => source.ignore(&property.name),
            },
            "NOTE" => add_line(&mut self.person.story, &text(), "\n\n"),
            "EXPERTISE" => add_line(&mut self.person.good_at, &text(), "\n"),
            "INTEREST" if self.id.is_some() => add_line(&mut self.person.looks_for, &text(), "\n"),
            "CATEGORIES" => {
                let tags = list(',').into_iter().map(|tag| tag.trim().to_owned());
                self.person.tags.extend(tags.filter(|tag| !tag.is_empty()));
            }
            // Who is related to somebody else's contact is not how the user knows them; ours is said again below.
            "RELATED" if self.id.is_some() => {}
            MORE => self.more = text(),
            UPDATED => Column::Updated.read(&text(), &mut self.person)?,
            name => match name.strip_prefix(OURS).and_then(Column::from_key) {
                Some(column) => column.read(&text(), &mut self.person)?,
                None => source.ignore(name),
            },
        }
        Ok(())
    }

    fn finish(mut self, source: &mut Source) -> Result<(), Problem> {
        if !["2.1", "3.0", "4.0", ""].contains(&self.version.as_str()) {
            source.leave_out(self.place, Cause::CardVersion(self.version));
            return Ok(());
        }
        if self.person.name.trim().is_empty() {
            self.person.name = self.parts;
        }
        let parts: Vec<String> = [self.title, self.company].into_iter().filter(|part| !part.is_empty()).collect();
        self.person.headline = parts.join(", ");
        if !self.more.is_empty() {
            match add_rest(&self.more, self.person) {
                Ok(person) => self.person = person,
                Err(cause) => {
                    source.leave_out(self.place.field(MORE), cause);
                    return Ok(());
                }
            }
        }
        if self.person.name.trim().is_empty() && self.person.address.is_none() && self.id.is_none() {
            source.leave_out(self.place, Cause::Nobody);
            return Ok(());
        }
        source.add(Found { place: self.place, id: self.id, person: self.person })
    }
}

/// A profile's address. Apple's and Nextcloud's address books write only the name, and beside it whose it is.
fn profile(property: &Property, text: &str) -> Option<ProfileAddress> {
    let named = ["TYPE", "SERVICE-TYPE"].iter().any(|parameter| property.is(parameter, "linkedin"));
    let name = text.trim().strip_prefix("x-apple:").unwrap_or(text.trim());
    let by_name = || ProfileAddress::from_slug(name).ok().filter(|_| named && !name.contains([':', '@', '.']));
    ProfileAddress::from_href(text).ok().or_else(by_name)
}

/// Pictures are long, and nothing that a note has a place for.
fn is_picture(line: &[u8]) -> bool {
    [b"PHOTO".as_slice(), b"LOGO", b"SOUND", b"KEY"]
        .iter()
        .any(|name| line.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name)))
}

fn keep_first(field: &mut String, text: String) {
    if field.trim().is_empty() {
        *field = text;
    }
}

fn add_line(field: &mut String, text: &str, between: &str) {
    if !field.is_empty() {
        field.push_str(between);
    }
    field.push_str(text);
}

/// The name from its parts: family; given; additional; prefixes; suffixes. Titles are left out, as in FN they
/// mostly are.
fn name(parts: &[String]) -> String {
    let part = |at: usize| parts.get(at).map_or("", |part| part.trim()).replace(',', " ");
    join(&[part(1), part(2), part(0)], " ")
}

fn join(parts: &[String], between: &str) -> String {
    let parts: Vec<&str> = parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect();
    parts.join(between)
}
