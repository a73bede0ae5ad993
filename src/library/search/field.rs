//! Where a word can stand.

use crate::domain::{self, Person};

/// What a query word was found in, the most telling first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Field {
    Name,
    Tags,
    Where,
    GoodAt,
    IntroducedBy,
    /// The profile's address, or a former one.
    Address,
    Headline,
    /// What is remembered of the meeting: the second door's memory.
    Memory,
    Story,
    LooksFor,
    CanHelp,
    /// How a contact went.
    Contacts,
    /// The reason for a decision.
    Reasons,
    /// The sender's own words in the invitation.
    Message,
}

impl Field {
    /// Every field, the most telling first.
    pub const ALL: [Self; 14] = [
        Self::Name,
        Self::Tags,
        Self::Where,
        Self::GoodAt,
        Self::IntroducedBy,
        Self::Address,
        Self::Headline,
        Self::Memory,
        Self::Story,
        Self::LooksFor,
        Self::CanHelp,
        Self::Contacts,
        Self::Reasons,
        Self::Message,
    ];

    pub(super) fn from_number(number: u8) -> Self {
        Self::ALL.get(usize::from(number)).copied().unwrap_or(Self::Message)
    }

    /// The field of a note that is searched here, where it is a text whose lines can be marked.
    #[must_use]
    pub const fn of_note(self) -> Option<domain::Field> {
        Some(match self {
            Self::Memory => domain::Field::Memory,
            Self::Story => domain::Field::Story,
            Self::GoodAt => domain::Field::GoodAt,
            Self::LooksFor => domain::Field::LooksFor,
            Self::CanHelp => domain::Field::CanHelp,
            Self::Message => domain::Field::Message,
            _ => return None,
        })
    }

    /// A person's texts in this field; member ids, which nobody types, are left out of the addresses.
    pub fn texts(self, person: &Person) -> impl Iterator<Item = &str> {
        let one = match self {
            Self::Name => person.name.as_str(),
            Self::Where => &person.met_where,
            Self::GoodAt => &person.good_at,
            Self::IntroducedBy => &person.introduced_by,
            Self::Headline => &person.headline,
            Self::Memory => person.ties.met.as_ref().map_or("", |met| &met.memory),
            Self::Story => &person.story,
            Self::LooksFor => &person.looks_for,
            Self::CanHelp => &person.can_help,
            Self::Message => &person.message,
            Self::Tags | Self::Address | Self::Contacts | Self::Reasons => "",
        };
        let tags = (self == Self::Tags).then_some(&person.tags).into_iter().flatten().map(String::as_str);
        let addresses = (self == Self::Address).then(|| person.addresses()).into_iter().flatten();
        let addresses = addresses.filter(|address| !address.is_member_id()).map(|address| address.as_str());
        let contacts = (self == Self::Contacts).then_some(&person.contacts).into_iter().flatten();
        let reasons = (self == Self::Reasons).then_some(&person.decisions).into_iter().flatten();
        let more = contacts.map(|contact| contact.how.as_str()).chain(reasons.map(|decision| decision.why.as_str()));
        std::iter::once(one).chain(tags).chain(addresses).chain(more).filter(|text| !text.is_empty())
    }
}
