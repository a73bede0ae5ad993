//! Who waits for a decision: people put aside until a day, and people the user meant to ask first.

use super::{Day, Moment, Person, Policy, Verdict, What};

/// Why somebody waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waiting {
    /// Put aside, and it is time again; the day, if one was given.
    Due(Option<Day>),
    /// Put aside until a day that is still to come.
    Later(Day),
    /// The user meant to ask first how they know each other, at this time.
    Asked(Moment),
}

impl Waiting {
    /// Whether this person waits. Who was accepted, ignored or let go since doesn't, nor does who is really known.
    #[must_use]
    pub fn of(person: &Person, policy: &Policy, today: Day) -> Option<Self> {
        // Nearly everybody in a library is ruled out by the first look.
        let last = person.decisions.last()?;
        let waiting = match last.what {
            What::NotYet => match last.until {
                Some(day) if day > today => Self::Later(day),
                due => Self::Due(due),
            },
            What::AskedFirst => Self::Asked(last.at),
            _ => return None,
        };
        (!matches!(policy.verdict(person), Verdict::ReallyKnow(_))).then_some(waiting)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Decision, Worked};

    fn waits(decisions: &[(What, Option<&str>)]) -> Option<Waiting> {
        Waiting::of(&person(decisions), &Policy::default(), day("2026-11-23"))
    }

    fn day(text: &str) -> Day {
        Day::try_from(text.to_owned()).unwrap()
    }

    fn person(decisions: &[(What, Option<&str>)]) -> Person {
        let decision = |(what, until): &(What, Option<&str>)| Decision {
            at: Moment(7),
            what: what.clone(),
            until: until.map(day),
            ..Decision::default()
        };
        Person { decisions: decisions.iter().map(decision).collect(), ..Person::default() }
    }

    #[test]
    fn whoever_is_put_aside_waits_until_the_day_and_from_then_on() {
        assert_eq!(waits(&[]), None);
        assert_eq!(waits(&[(What::NotYet, None)]), Some(Waiting::Due(None)));
        assert_eq!(waits(&[(What::NotYet, Some("2026-11-24"))]), Some(Waiting::Later(day("2026-11-24"))));
        for past in ["2026-11-23", "2020-01-01"] {
            assert_eq!(waits(&[(What::NotYet, Some(past))]), Some(Waiting::Due(Some(day(past)))));
        }
        assert_eq!(waits(&[(What::DontKnow, None), (What::AskedFirst, None)]), Some(Waiting::Asked(Moment(7))));
    }

    #[test]
    fn a_decision_ends_the_wait() {
        for what in [What::Accepted, What::Ignored, What::SaidNo, What::DontKnow] {
            assert_eq!(waits(&[(What::NotYet, None), (what.clone(), None)]), None, "{what:?}");
        }
        let mut known = person(&[(What::NotYet, None)]);
        known.ties.worked = Some(Worked::default());
        assert_eq!(Waiting::of(&known, &Policy::default(), day("2026-11-23")), None);
        let mut policy = Policy::default();
        policy.doors.set(crate::domain::Door::Worked, false);
        assert!(Waiting::of(&known, &policy, day("2026-11-23")).is_some(), "the door doesn't count");
    }
}
