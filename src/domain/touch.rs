//! Keeping in touch, quietly: who hasn't been heard of for longer than the user wants.
//!
//! Nothing is due until the user says how often, for a door or for one person. It is counted from the last
//! contact that was noted; where none is, from when the two met or the note was made, whichever is later, so
//! that a library that was just imported isn't one long list of debts.

use super::record::{record, words};
use super::{Day, Door, Edtf, Person};

words! {
    /// How often to be in touch at least.
    #[derive(Default)]
    pub enum Cadence {
        /// No matter.
        #[default]
        Never = "never",
        Month = "month",
        Quarter = "quarter",
        HalfYear = "halfYear",
        Year = "year",
    }
}

impl Cadence {
    /// The days after which it is time again; none for no matter.
    #[must_use]
    pub const fn days(&self) -> Option<u16> {
        match self {
            Self::Never | Self::Other(_) => None,
            Self::Month => Some(30),
            Self::Quarter => Some(91),
            Self::HalfYear => Some(182),
            Self::Year => Some(365),
        }
    }
}

record! {
    /// How often to be in touch with whom, by the door that is open.
    pub struct InTouch {
        worked: Cadence = "worked",
        met: Cadence = "met",
        close: Cadence = "close",
    }
}

/// Somebody it is, or will be, time for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// The day from which on it is time.
    pub on: Day,
    /// The last contact that was noted, as precisely as it is known.
    pub last: Option<Edtf>,
}

impl InTouch {
    /// What goes for a door.
    #[must_use]
    pub const fn door(&self, door: Door) -> &Cadence {
        match door {
            Door::Worked => &self.worked,
            Door::Met => &self.met,
            Door::Close => &self.close,
        }
    }

    /// Says what goes for a door.
    pub fn set(&mut self, door: Door, cadence: Cadence) {
        match door {
            Door::Worked => self.worked = cadence,
            Door::Met => self.met = cadence,
            Door::Close => self.close = cadence,
        }
    }

    /// Whether anything goes for any door.
    #[must_use]
    pub fn is_off(&self) -> bool {
        Door::ALL.iter().all(|door| self.door(*door).days().is_none())
    }

    /// How often for this person: as the user said of them, or else the most often of their open doors.
    #[must_use]
    pub fn cadence<'a>(&'a self, person: &'a Person) -> &'a Cadence {
        if let Some(own) = &person.in_touch {
            return own;
        }
        let often = |cadence: &&Cadence| cadence.days().unwrap_or(u16::MAX);
        let open = Door::ALL.into_iter().filter(|door| person.ties.has(*door)).map(|door| self.door(door));
        open.min_by_key(often).unwrap_or(&Cadence::Never)
    }

    /// When it is time for this person; `None` for never.
    #[must_use]
    pub fn due(&self, person: &Person, today: Day) -> Option<Due> {
        let days = self.cadence(person).days()?;
        let last = last_contact(person);
        let from = last.map_or_else(|| known_since(person), |last| last.last_day()).min(today);
        Some(Due { on: from.plus_days(days), last })
    }
}

/// The latest contact that was noted. Of dates that are known only to the month or the year the last day
/// counts: it may have been then, and who is asked too late is less of a bother than who is asked too early.
#[must_use]
pub fn last_contact(person: &Person) -> Option<Edtf> {
    person.contacts.iter().filter_map(|contact| contact.on).max_by_key(|on| on.last_day())
}

/// From when it counts where no contact is noted.
fn known_since(person: &Person) -> Day {
    let made = person.created.day();
    person.met_on.map_or(made, |met| met.last_day().max(made))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Close, Contact, Moment, Worked};
    use proptest::prelude::*;

    fn day(text: &str) -> Day {
        Day::try_from(text.to_owned()).unwrap()
    }

    fn colleague(contacts: &[&str]) -> Person {
        let mut person = Person::default();
        person.ties.worked = Some(Worked::default());
        let contact = |on: &&str| Contact { on: Edtf::parse(on).ok(), ..Contact::default() };
        person.contacts = contacts.iter().map(contact).collect();
        person
    }

    fn yearly() -> InTouch {
        InTouch { worked: Cadence::Year, close: Cadence::Quarter, ..InTouch::default() }
    }

    fn due(person: &Person) -> Option<String> {
        yearly().due(person, day("2026-11-23")).map(|due| due.on.to_string())
    }

    #[test]
    fn nobody_is_due_until_the_user_says_how_often() {
        assert!(InTouch::default().is_off() && !yearly().is_off());
        assert_eq!(InTouch::default().due(&colleague(&["1999"]), day("2026-11-23")), None);
        assert_eq!(due(&Person::default()), None, "no door is open");
    }

    #[test]
    fn counted_from_the_last_contact_wherever_it_stands_in_the_log() {
        assert_eq!(due(&colleague(&["2024-05-17", "2025-03-01", "2019"])).as_deref(), Some("2026-03-01"));
    }

    #[test]
    fn what_is_known_roughly_counts_from_its_last_day() {
        assert_eq!(due(&colleague(&["2024"])).as_deref(), Some("2025-12-31"));
        assert_eq!(due(&colleague(&["2024-02"])).as_deref(), Some("2025-02-28"));
        assert_eq!(due(&colleague(&["2024-02", "2024-02-10"])).as_deref(), Some("2025-02-28"));
        // This year isn't over: no contact lies in the future.
        assert_eq!(due(&colleague(&["2026"])).as_deref(), Some("2027-11-23"));
    }

    #[test]
    fn the_most_frequent_door_and_what_is_said_of_the_person() {
        let mut person = colleague(&["2026-01-01"]);
        person.ties.close = Some(Close::default());
        assert_eq!(due(&person).as_deref(), Some("2026-04-02"));
        person.in_touch = Some(Cadence::Never);
        assert_eq!(due(&person), None);
        person.in_touch = Some(Cadence::Month);
        assert_eq!(due(&person).as_deref(), Some("2026-01-31"));
        person.in_touch = Some(Cadence::from_word("fortnight"));
        assert_eq!(due(&person), None, "a newer version's word asks for nothing");
    }

    #[test]
    fn without_a_contact_it_counts_from_the_note() {
        let mut person = colleague(&[]);
        person.created = Moment(1_700_000_000_000);
        assert_eq!(due(&person).as_deref(), Some("2024-11-13"));
        person.met_on = Edtf::parse("2024-06").ok();
        assert_eq!(due(&person).as_deref(), Some("2025-06-30"));
        person.met_on = Edtf::parse("1987").ok();
        assert_eq!(due(&person).as_deref(), Some("2024-11-13"));
    }

    proptest! {
        #[test]
        fn one_more_contact_never_makes_it_sooner(
            log in proptest::collection::vec((1990..2027_i32, 0..13_u8), 0..6), year in 1990..2027_i32
        ) {
            let date = |(year, month): (i32, u8)| match month {
                0 => Edtf::Year(year),
                month => Edtf::Month(year, month),
            };
            let mut person = colleague(&[]);
            person.contacts =
                log.into_iter().map(|on| Contact { on: Some(date(on)), ..Contact::default() }).collect();
            let today = day("2026-11-23");
            let before = yearly().due(&person, today).unwrap();
            prop_assert!(before.on > today || before.on <= today.plus_days(365));
            let had = !person.contacts.is_empty();
            person.contacts.insert(0, Contact { on: Some(Edtf::Year(year)), ..Contact::default() });
            let after = yearly().due(&person, today).unwrap();
            prop_assert!(!had || after.on >= before.on);
            person.contacts.push(Contact { on: Some(Edtf::Day(today)), ..Contact::default() });
            prop_assert_eq!(yearly().due(&person, today).unwrap().on, today.plus_days(365));
        }
    }
}
