//! The fields of a note by name, and what stands in them, in the user's language.

use serde_json::Value;

use super::components::summary;
use super::text::{self, msg};
use super::words;
use crate::domain::field::saying;
use crate::domain::{Door, Field, Person, ProfileAddress};

/// What a field is called.
#[must_use]
pub fn title(field: &Field) -> String {
    match field {
        Field::Name => msg!("popupName"),
        Field::Headline => msg!("popupHeadline"),
        Field::Address | Field::Aliases => msg!("popupAddress"),
        Field::Worked => msg!("doorWorked"),
        Field::Met => msg!("doorMet"),
        Field::Memory => msg!("commonMemory"),
        Field::Close => msg!("doorClose"),
        Field::MetOn => msg!("doorMetOn"),
        Field::MetWhere => msg!("doorMetWhere"),
        Field::IntroducedBy => msg!("doorIntroducedBy"),
        Field::Story => msg!("doorStory"),
        Field::GoodAt => msg!("doorGoodAt"),
        Field::LooksFor => msg!("doorLooksFor"),
        Field::CanHelp => msg!("doorCanHelp"),
        Field::Tags => msg!("doorTags"),
        Field::Message => msg!("popupMessage"),
        Field::Contacts => msg!("personContacts"),
        Field::Decisions => msg!("popupDecisions"),
        Field::InTouch => msg!("personInTouch"),
        Field::Marks => msg!("personMarks"),
        Field::Other(word) => word.clone(),
    }
}

/// A field's value in its stored form, as the user would read it; empty for nothing.
#[must_use]
pub fn value(field: &Field, value: &Value) -> String {
    saying(field, value).map(|person| said(field, &person)).filter(|said| !said.is_empty()).unwrap_or_else(|| {
        // A newer version's.
        if value.is_null() { String::new() } else { value.to_string() }
    })
}

/// What a note says in a field.
fn said(field: &Field, person: &Person) -> String {
    let ties = &person.ties;
    let door = |door: Door| {
        let kinds = summary::kinds(ties, door);
        match (ties.has(door), kinds.is_empty()) {
            (false, _) => String::new(),
            (true, true) => words::door_title(door),
            (true, false) => kinds,
        }
    };
    match field {
        Field::Worked => door(Door::Worked),
        Field::Close => door(Door::Close),
        Field::Met => {
            let memory = person.text(&Field::Memory);
            let said = [door(Door::Met), memory.to_owned()];
            said.into_iter().filter(|said| !said.is_empty()).collect::<Vec<_>>().join("\n")
        }
        Field::Address => person.address.as_ref().map(ProfileAddress::href).unwrap_or_default(),
        Field::Aliases => person.aliases.iter().map(ProfileAddress::href).collect::<Vec<_>>().join("\n"),
        Field::MetOn => person.met_on.map(text::date).unwrap_or_default(),
        Field::Tags => person.tags.iter().map(String::as_str).collect::<Vec<_>>().join(", "),
        Field::InTouch => person.in_touch.as_ref().map(words::cadence).unwrap_or_default(),
        Field::Contacts => {
            let contact = |contact: &crate::domain::Contact| {
                let on = contact.on.map(text::date).unwrap_or_default();
                format!("{on} {}", contact.how).trim().to_owned()
            };
            person.contacts.iter().map(contact).collect::<Vec<_>>().join("\n")
        }
        Field::Decisions => {
            let decision = |decision: &crate::domain::Decision| {
                let decided = words::decided(&decision.what).replace(text::NAME, "…");
                format!("{} {decided} {}", text::moment(decision.at), decision.why).trim().to_owned()
            };
            person.decisions.iter().map(decision).collect::<Vec<_>>().join("\n")
        }
        field => person.text(field).to_owned(),
    }
}
