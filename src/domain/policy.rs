//! The user's rule, and the verdict that follows from it. A verdict is always computed, never stored.

use super::record::record;
use super::{Day, Door, Person, What};

record! {
    /// Which doors count as really knowing somebody, under the user's rule.
    pub struct Doors {
        worked_off: bool = "workedOff",
        met_off: bool = "metOff",
        close_off: bool = "closeOff",
    }
}

impl Doors {
    /// Whether this door counts. All three do until the user says otherwise.
    #[must_use]
    pub fn counts(&self, door: Door) -> bool {
        !match door {
            Door::Worked => self.worked_off,
            Door::Met => self.met_off,
            Door::Close => self.close_off,
        }
    }

    /// Says whether a door counts.
    pub fn set(&mut self, door: Door, counts: bool) {
        let off = match door {
            Door::Worked => &mut self.worked_off,
            Door::Met => &mut self.met_off,
            Door::Close => &mut self.close_off,
        };
        *off = !counts;
    }
}

record! {
    /// The user's rule for connecting.
    pub struct Policy {
        doors: Doors = "doors",
        /// The rule in the user's own words; may be empty.
        words: String = "words",
    }
}

/// What the notes about a person mean under the user's rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The user really knows this person, through these doors (at least one).
    ReallyKnow(Vec<Door>),
    /// The user has answered, and the answer does not make it "really know".
    NotYet(NotYet),
    /// The user has not said anything yet.
    NoAnswer,
}

impl Verdict {
    /// The day to look again, if one was given and it has come: then the question is open anew.
    #[must_use]
    pub fn due(&self, today: Day) -> Option<Day> {
        match self {
            Self::NotYet(NotYet::Parked(Some(day))) if *day <= today => Some(*day),
            _ => None,
        }
    }
}

/// Why an answer is not "really know".
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotYet {
    /// Met in person, but nothing is remembered.
    NoMemory,
    /// The doors that are open do not count under the user's rule.
    DoorsDontCount(Vec<Door>),
    /// Put aside, to be looked at again on a day if one was given.
    Parked(Option<Day>),
    /// The user said they don't know this person.
    DontKnow,
}

impl Policy {
    /// The verdict on a person: doors first; a "not yet" decision speaks only where no door counts.
    #[must_use]
    pub fn verdict(&self, person: &Person) -> Verdict {
        let open = person.ties.doors();
        let counting: Vec<Door> =
            open.iter().copied().filter(|door| self.doors.counts(*door) && person.ties.is_complete(*door)).collect();
        if !counting.is_empty() {
            return Verdict::ReallyKnow(counting);
        }
        let said = person.decisions.iter().rev().find_map(|decision| match decision.what {
            What::NotYet => Some(NotYet::Parked(decision.until)),
            What::AskedFirst | What::SaidNo | What::DontKnow => Some(NotYet::DontKnow),
            _ => None,
        });
        match said {
            _ if !open.is_empty() && open.iter().all(|door| !self.doors.counts(*door)) => {
                Verdict::NotYet(NotYet::DoorsDontCount(open))
            }
            _ if !open.is_empty() => Verdict::NotYet(NotYet::NoMemory),
            Some(why) => Verdict::NotYet(why),
            None => Verdict::NoAnswer,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Close, Decision, Met, Moment, Worked};

    fn decided(what: What) -> Decision {
        Decision { at: Moment(1), what, ..Decision::default() }
    }

    #[test]
    fn one_door_that_counts_is_enough() {
        let mut person = Person::default();
        person.ties.worked = Some(Worked::default());
        person.ties.met = Some(Met::default());
        assert_eq!(Policy::default().verdict(&person), Verdict::ReallyKnow(vec![Door::Worked]));
    }

    #[test]
    fn met_without_a_memory_is_not_yet() {
        let mut person = Person::default();
        person.ties.met = Some(Met::default());
        assert_eq!(Policy::default().verdict(&person), Verdict::NotYet(NotYet::NoMemory));
    }

    #[test]
    fn the_users_rule_decides_which_doors_count() {
        let mut policy = Policy::default();
        policy.doors.set(Door::Close, false);
        let mut person = Person::default();
        person.ties.close = Some(Close::default());
        assert_eq!(policy.verdict(&person), Verdict::NotYet(NotYet::DoorsDontCount(vec![Door::Close])));
        policy.doors.set(Door::Close, true);
        assert_eq!(policy.verdict(&person), Verdict::ReallyKnow(vec![Door::Close]));
    }

    #[test]
    fn a_day_to_look_again_comes() {
        let day = |day| Day::new(2026, 12, day).unwrap();
        let parked = |until| Verdict::NotYet(NotYet::Parked(until));
        assert_eq!(parked(Some(day(2))).due(day(1)), None);
        assert_eq!(parked(Some(day(2))).due(day(2)), Some(day(2)));
        assert_eq!(parked(Some(day(2))).due(day(3)), Some(day(2)));
        assert_eq!(parked(None).due(day(3)), None, "no day never comes");
        assert_eq!(Verdict::NotYet(NotYet::DontKnow).due(day(3)), None);
    }

    #[test]
    fn the_latest_word_speaks_where_no_door_does() {
        let mut person = Person::default();
        assert_eq!(Policy::default().verdict(&person), Verdict::NoAnswer);
        person.decisions = vec![decided(What::NotYet), decided(What::SaidNo)];
        assert_eq!(Policy::default().verdict(&person), Verdict::NotYet(NotYet::DontKnow));
        // Accepting on LinkedIn is not an answer to the question.
        person.decisions = vec![decided(What::Accepted)];
        assert_eq!(Policy::default().verdict(&person), Verdict::NoAnswer);
    }
}
