//! Writing business cards.

use super::super::column::{Column, rest};
use super::line::{self, escape};
use super::{MORE, OURS, OWN, UID, UPDATED};
use crate::domain::{CloseKind, MetKind, Person, PersonId, WorkKind};

/// Writes people as cards. `user` is what RELATED calls the user whose address book it is: a name; a blank one is "me".
///
/// Names are not taken apart into family and given names: guessing is wrong for half of the world, and
/// vCard 4.0 requires FN alone.
#[must_use]
pub fn write<'a>(people: impl IntoIterator<Item = (&'a PersonId, &'a Person)>, user: &str) -> Vec<u8> {
    let mut cards = String::new();
    let user = escape(user);
    let user = if user.trim().is_empty() { "me" } else { &user };
    for (id, person) in people {
        one(&mut cards, id, person, user);
    }
    cards.into_bytes()
}

/// One card, with the user's name as a value.
fn one(card: &mut String, id: &PersonId, person: &Person, user: &str) {
    let begin = card.len();
    let mut put = |name: &str, value: &str| {
        if !value.is_empty() {
            line::write(card, name, value);
        }
    };
    put("BEGIN", "VCARD");
    put("VERSION", "4.0");
    put("PRODID", concat!("-//really-know//Really Know ", env!("CARGO_PKG_VERSION"), "//EN"));
    put("UID;VALUE=text", &format!("{UID}{id}"));
    // FN must be there and say something.
    let nameless = person.address.as_ref().map_or("?", |address| address.as_str());
    let name = escape(&person.name);
    put("FN", if name.trim().is_empty() { nameless } else { &name });
    put("TITLE", &escape(&person.headline));
    if let Some(address) = &person.address {
        put("URL;PREF=1", &address.href());
    }
    for alias in &person.aliases {
        put("URL;TYPE=x-former", &alias.href());
    }
    for types in related(person) {
        put(&format!("RELATED;VALUE=text;TYPE={types}"), user);
    }
    put("NOTE", &escape(&person.story));
    // One subject a line, as users write them.
    for subject in person.good_at.split('\n') {
        put("EXPERTISE", &escape(subject));
    }
    for interest in person.looks_for.split('\n') {
        put("INTEREST", &escape(interest));
    }
    let tags: Vec<String> = person.tags.iter().map(|tag| escape(tag)).collect();
    put("CATEGORIES", &tags.join(","));
    for column in OWN {
        let name = format!("{OURS}{}", column.key().to_uppercase());
        put(&name, &escape(&column.text(person)));
    }
    let updated = Column::Updated.text(person);
    if let Some(rev) = revision(&updated) {
        put("REV", &rev);
    }
    put(UPDATED, &updated);

    let end = "END:VCARD\r\n";
    let back = super::read::one_of_ours(&format!("{}{end}", &card[begin..]));
    let more = rest(person, &back);
    if !more.is_empty() {
        line::write(card, MORE, &escape(&more));
    }
    card.push_str(end);
}

/// RFC 6350 writes times without separators and REV without fractions: `20261123T070000Z`.
fn revision(rfc3339: &str) -> Option<String> {
    let (seconds, _) = rfc3339.split_once('.')?;
    Some(format!("{}Z", seconds.replace(['-', ':'], "")))
}

/// The doors in the words of RFC 6350, section 6.6.6, which are those of the XHTML Friends Network: one entry a
/// door. Where a kind has no word there, only what is certain is said; the kind itself is in a property of ours.
fn related(person: &Person) -> Vec<String> {
    let ties = &person.ties;
    let mut related = Vec::new();
    if let Some(worked) = &ties.worked {
        let mut types = vec!["co-worker"];
        if worked.kinds.contains(&WorkKind::Colleague) {
            types.push("colleague");
        }
        related.push(types.join(","));
    }
    if let Some(met) = &ties.met {
        let mut types = vec!["met"];
        if met.kinds.contains(&MetKind::Neighbours) {
            types.push("neighbor");
        }
        related.push(types.join(","));
    }
    if let Some(close) = &ties.close {
        let known = |kind: &CloseKind| match kind {
            CloseKind::Friend => Some("friend"),
            CloseKind::Family | CloseKind::InLaw => Some("kin"),
            CloseKind::Partner => Some("sweetheart"),
            CloseKind::Other(_) => None,
        };
        let mut types: Vec<&str> = close.kinds.iter().filter_map(known).collect();
        types.dedup();
        related.push(if types.is_empty() { "contact".to_owned() } else { types.join(",") });
    }
    related
}
