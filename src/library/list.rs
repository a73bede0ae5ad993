//! Lists of people: what a row shows, what a list can be asked for, and the address that says it.

use std::cmp::Ordering;
use std::rc::Rc;

use crate::domain::sorted::{SortedSet, sort_by};
use crate::domain::text::{fold, percent_decode, percent_encode};
use crate::domain::{Day, Door, Edtf, Person, PersonId, Policy, Verdict};

use super::names::Named;
use super::search::Key;

/// How a person stands under the user's rule, as far as lists tell it apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    Really,
    /// Answered, but not "really know".
    NotYet,
    NoAnswer,
}

impl Known {
    /// Judges what is known of a person by a rule.
    fn by(policy: &Policy, complete: &[Door], answered: bool) -> Self {
        match answered {
            _ if complete.iter().any(|door| policy.doors.counts(*door)) => Self::Really,
            true => Self::NotYet,
            false => Self::NoAnswer,
        }
    }

    pub const ALL: [Self; 3] = [Self::Really, Self::NotYet, Self::NoAnswer];

    /// The word in addresses and in message keys.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Really => "really",
            Self::NotYet => "notYet",
            Self::NoAnswer => "noAnswer",
        }
    }
}

/// What a list knows of a person.
#[derive(Clone, Debug, PartialEq)]
pub struct Brief {
    pub id: PersonId,
    /// The id again, as it is looked for.
    pub(super) key: Key,
    pub name: String,
    /// The name as it is put in order.
    folded: String,
    /// What the note says; nothing while only the name is known.
    pub said: Option<Said>,
}

/// What the note of a person in a list says.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    pub headline: String,
    pub known: Known,
    pub doors: Vec<Door>,
    /// Those of the doors that count if the user's rule says so. With these another rule can be applied without reading notes again.
    complete: Vec<Door>,
    /// Whether the user has answered at all.
    answered: bool,
    pub tags: SortedSet<String>,
    pub met_on: Option<Edtf>,
    pub met_where: String,
    /// The latest contact that was noted.
    pub last: Option<Edtf>,
    pub has_story: bool,
    /// When the note was changed.
    pub updated: i64,
}

impl Brief {
    /// Somebody of whom only the name is known yet.
    #[must_use]
    pub fn named(Named(id, _, name): Named) -> Self {
        Self { folded: fold(&name), key: Key::of(&id), id, name, said: None }
    }

    /// Somebody whose note has been read.
    #[must_use]
    pub fn of(id: PersonId, person: &Person, policy: &Policy) -> Self {
        let memory = person.ties.met.as_ref().is_some_and(|met| !met.memory.trim().is_empty());
        let doors = person.ties.doors();
        let complete: Vec<Door> = doors.iter().copied().filter(|door| person.ties.is_complete(*door)).collect();
        let answered = policy.verdict(person) != Verdict::NoAnswer;
        let said = Said {
            headline: person.headline.clone(),
            known: Known::by(policy, &complete, answered),
            doors,
            complete,
            answered,
            tags: person.tags.clone(),
            met_on: person.met_on,
            met_where: person.met_where.clone(),
            last: person.contacts.iter().filter_map(|contact| contact.on).max_by_key(|on| on.last_day()),
            has_story: memory || !person.story.trim().is_empty(),
            updated: person.updated.0,
        };
        Self { folded: fold(&person.name), key: Key::of(&id), id, name: person.name.clone(), said: Some(said) }
    }

    /// Who of two comes first by name.
    pub(super) fn by_name(&self, other: &Self) -> Ordering {
        self.folded.cmp(&other.folded).then(self.key.cmp(&other.key))
    }

    /// How the person stands under another rule, if that is not how they stood.
    #[must_use]
    pub fn judged(&self, policy: &Policy) -> Option<Self> {
        let said = self.said.as_ref()?;
        let known = Known::by(policy, &said.complete, said.answered);
        (known != said.known).then(|| Self { said: Some(Said { known, ..said.clone() }), ..self.clone() })
    }
}

/// The order of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    #[default]
    Name,
    /// The note that was changed last first.
    Changed,
    /// Who was met last first; those without a date last.
    Met,
    /// Who wasn't heard of for longest first; those without a contact before everybody.
    Quiet,
}

impl Order {
    pub const ALL: [Self; 4] = [Self::Name, Self::Changed, Self::Met, Self::Quiet];

    /// The word in addresses and in message keys.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Changed => "changed",
            Self::Met => "met",
            Self::Quiet => "quiet",
        }
    }

    /// Puts people in order who are in that of their names already: equal ones stay in it, and no name is looked at.
    pub fn sort_named(self, people: &mut [Rc<Brief>]) {
        if self == Self::Name {
            return;
        }
        // Numbers of which the least comes first, whatever the order, and each made once: 30,000 are sorted in a few milliseconds.
        let day = |date: Option<Edtf>| date.map_or(i64::MIN, |date| date.last_day().number());
        let number = |brief: &Brief| {
            let said = brief.said.as_ref();
            match self {
                Self::Name => 0,
                Self::Changed => said.map_or(i64::MAX, |said| said.updated.saturating_neg()),
                Self::Met => day(said.and_then(|said| said.met_on)).saturating_neg(),
                Self::Quiet => day(said.and_then(|said| said.last)),
            }
        };
        let mut numbered: Vec<(i64, Rc<Brief>)> =
            people.iter().map(|brief| (number(brief), Rc::clone(brief))).collect();
        sort_by(&mut numbered, |(one, _), (two, _)| one.cmp(two));
        people.iter_mut().zip(numbered).for_each(|(place, (_, brief))| *place = brief);
    }
}

/// Whom a list is asked for. Everything that is set must fit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ask {
    /// Words to search for.
    pub words: String,
    pub doors: Vec<Door>,
    pub known: Option<Known>,
    pub tags: SortedSet<String>,
    /// Only people of whom nothing is told.
    pub no_story: bool,
    /// When they met, to the year, the month or the day: whoever may have been met then fits.
    pub met_from: Option<Edtf>,
    pub met_until: Option<Edtf>,
    /// No contact was noted on this day or later.
    pub quiet_since: Option<Day>,
    pub order: Order,
}

impl Ask {
    /// Whether anything but words and order is asked for.
    #[must_use]
    pub fn filters(&self) -> bool {
        // Without a copy to compare with: everybody is looked at with this.
        let Self { words: _, doors, known, tags, no_story, met_from, met_until, quiet_since, order: _ } = self;
        let dates = met_from.is_some() || met_until.is_some() || quiet_since.is_some();
        !doors.is_empty() || known.is_some() || !tags.is_empty() || *no_story || dates
    }

    /// Whether a person fits, whatever the words are. Of whom only the name is known fits nothing but an ask without filters.
    #[must_use]
    pub fn fits(&self, brief: &Brief) -> bool {
        let Some(said) = &brief.said else { return !self.filters() };
        let between = |met: Edtf| {
            self.met_from.is_none_or(|from| from.first_day() <= met.last_day())
                && self.met_until.is_none_or(|until| met.first_day() <= until.last_day())
        };
        self.doors.iter().all(|door| said.doors.contains(door))
            && self.known.is_none_or(|known| known == said.known)
            && self.tags.iter().all(|tag| said.tags.contains(tag))
            && !(self.no_story && said.has_story)
            && (self.met_from.is_none() && self.met_until.is_none() || said.met_on.is_some_and(between))
            && self.quiet_since.is_none_or(|since| said.last.is_none_or(|last| last.last_day() < since))
    }

    /// The question as the query of an address, without its question mark; empty for everybody by name.
    #[must_use]
    pub fn to_query(&self) -> String {
        let mut query = String::new();
        let mut put = |name: &str, value: &str| {
            if !query.is_empty() {
                query.push('&');
            }
            query.push_str(name);
            query.push('=');
            query.push_str(&percent_encode(value));
        };
        if !self.words.trim().is_empty() {
            put("q", self.words.trim());
        }
        for door in &self.doors {
            put("door", door.word());
        }
        if let Some(known) = self.known {
            put("known", known.word());
        }
        for tag in &self.tags {
            put("tag", tag);
        }
        if self.no_story {
            put("story", "none");
        }
        for (name, date) in [("from", self.met_from), ("until", self.met_until)] {
            if let Some(date) = date {
                put(name, &date.to_string());
            }
        }
        if let Some(day) = self.quiet_since {
            put("quiet", &day.to_string());
        }
        if self.order != Order::Name {
            put("by", self.order.word());
        }
        query
    }

    /// Reads the query of an address. What it doesn't understand is left out.
    #[must_use]
    pub fn from_query(query: &str) -> Self {
        let mut ask = Self::default();
        for (name, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
            let Some(value) = percent_decode(value) else { continue };
            match name {
                "q" => value.trim().clone_into(&mut ask.words),
                "door" => ask.doors.extend(
                    Door::ALL.into_iter().find(|door| door.word() == value).filter(|door| !ask.doors.contains(door)),
                ),
                "known" => ask.known = Known::ALL.into_iter().find(|known| known.word() == value),
                "tag" if !value.is_empty() => {
                    ask.tags.insert(value);
                }
                "story" => ask.no_story = value == "none",
                "from" => ask.met_from = Edtf::parse(&value).ok(),
                "until" => ask.met_until = Edtf::parse(&value).ok(),
                "quiet" => ask.quiet_since = Day::try_from(value).ok(),
                "by" => ask.order = Order::ALL.into_iter().find(|order| order.word() == value).unwrap_or_default(),
                _ => {}
            }
        }
        ask
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Close, Contact, Decision, Met, Moment, What, Worked};
    use proptest::prelude::*;

    fn brief(n: u64, change: impl FnOnce(&mut Person)) -> Brief {
        let mut person = Person { name: format!("Person {n}"), ..Person::default() };
        change(&mut person);
        Brief::of(PersonId::new(7, n), &person, &Policy::default())
    }

    fn date(text: &str) -> Option<Edtf> {
        Edtf::parse(text).ok()
    }

    /// Everybody there can be, as far as the rule is concerned.
    fn all_kinds() -> Vec<Person> {
        let met = |memory: &str| Some(Met { memory: memory.into(), ..Met::default() });
        let mut all = Vec::new();
        for worked in [None, Some(Worked::default())] {
            for met in [None, met(""), met("bees")] {
                for close in [None, Some(Close::default())] {
                    for what in [None, Some(What::NotYet), Some(What::SaidNo), Some(What::Accepted)] {
                        let mut person = Person::default();
                        (person.ties.worked, person.ties.met, person.ties.close) =
                            (worked.clone(), met.clone(), close.clone());
                        person.decisions.extend(what.map(|what| Decision { what, ..Decision::default() }));
                        all.push(person);
                    }
                }
            }
        }
        all
    }

    #[test]
    fn another_rule_judges_lists_as_it_judges_notes() {
        let rules = || {
            (0..8).map(|n| {
                let mut policy = Policy::default();
                Door::ALL.into_iter().enumerate().for_each(|(at, door)| policy.doors.set(door, n >> at & 1 == 1));
                policy
            })
        };
        let mut changed = 0;
        for person in all_kinds() {
            for (before, after) in rules().flat_map(|before| rules().map(move |after| (before.clone(), after))) {
                let brief = |policy| Brief::of(PersonId::new(7, 1), &person, policy);
                let judged = brief(&before).judged(&after);
                changed += usize::from(judged.is_some());
                let known = judged.unwrap_or_else(|| brief(&before)).said.unwrap().known;
                let verdict = match after.verdict(&person) {
                    Verdict::ReallyKnow(_) => Known::Really,
                    Verdict::NotYet(_) => Known::NotYet,
                    Verdict::NoAnswer => Known::NoAnswer,
                };
                assert_eq!(known, verdict, "{before:?} -> {after:?}: {person:?}");
            }
        }
        assert!(changed > 500, "{changed}");
    }

    #[test]
    fn every_filter_can_say_no() {
        let mia = brief(1, |mia| {
            mia.ties.worked = Some(Worked::default());
            mia.ties.met = Some(Met { memory: "bees".into(), ..Met::default() });
            mia.tags = ["bees".to_owned(), "porto".to_owned()].into();
            mia.met_on = date("2019-05");
            mia.contacts = vec![
                Contact { on: date("2024-03-01"), ..Contact::default() },
                Contact { on: date("2022"), ..Contact::default() },
            ];
        });
        for query in [
            "",
            "door=met",
            "door=met&door=worked",
            "known=really",
            "tag=bees",
            "tag=bees&tag=porto",
            "from=2019",
            "until=2019",
            "from=2018&until=2020",
            "from=2019-05",
            "until=2019-05",
            "from=2019-04&until=2019-06-01",
            "from=2019-05-17&until=2019-05-17",
            "quiet=2024-03-02",
            "q=whatever",
        ] {
            assert!(Ask::from_query(query).fits(&mia), "{query}");
        }
        for query in [
            "door=close",
            "door=met&door=close",
            "known=notYet",
            "known=noAnswer",
            "tag=bees&tag=lisbon",
            "story=none",
            "from=2020",
            "until=2018",
            "from=2019-06",
            "until=2019-04",
            "until=2019-04-30",
            "from=2019-01&until=2019-04",
            "quiet=2024-03-01",
        ] {
            assert!(!Ask::from_query(query).fits(&mia), "{query}");
        }
    }

    #[test]
    fn without_a_date_nobody_was_met_in_a_year_and_everybody_is_quiet() {
        let nobody = brief(1, |_| ());
        assert!(!Ask::from_query("from=1900").fits(&nobody));
        assert!(Ask::from_query("quiet=1900-01-01&story=none&known=noAnswer").fits(&nobody));
        let named = Brief::named(Named(PersonId::new(7, 2), Moment(1), "Mia".into()));
        assert!(Ask::from_query("q=mia&by=met").fits(&named) && !Ask::from_query("story=none").fits(&named));
    }

    #[test]
    fn who_may_have_been_met_then_fits() {
        let in_year = brief(1, |somebody| somebody.met_on = date("2019"));
        for query in ["from=2019-12", "until=2019-01", "from=2019-03&until=2019-04", "from=2018&until=2019-01-01"] {
            assert!(Ask::from_query(query).fits(&in_year), "{query}");
        }
        assert!(!Ask::from_query("from=2020-01").fits(&in_year) && !Ask::from_query("until=2018-12").fits(&in_year));
    }

    #[test]
    fn orders() {
        let people = [
            brief(1, |p| (p.name, p.updated, p.met_on) = ("émile".into(), Moment(5), date("2019"))),
            brief(2, |p| (p.name, p.updated) = ("Zoë".into(), Moment(9))),
            brief(3, |p| {
                (p.name, p.met_on) = ("Eva".into(), date("2020-01"));
                p.contacts = vec![Contact { on: date("2021"), ..Contact::default() }];
            }),
        ];
        for (order, expected) in [
            (Order::Name, ["émile", "Eva", "Zoë"]),
            (Order::Changed, ["Zoë", "émile", "Eva"]),
            (Order::Met, ["Eva", "émile", "Zoë"]),
            (Order::Quiet, ["émile", "Zoë", "Eva"]),
        ] {
            let mut all: Vec<Rc<Brief>> = people.iter().rev().cloned().map(Rc::new).collect();
            all.sort_by(|one, two| one.by_name(two));
            order.sort_named(&mut all);
            assert_eq!(all.iter().map(|brief| brief.name.as_str()).collect::<Vec<_>>(), expected, "{order:?}");
        }
    }

    fn ask() -> impl Strategy<Value = Ask> {
        let doors = proptest::sample::subsequence(Door::ALL.to_vec(), 0..=3);
        let known = proptest::option::of(proptest::sample::select(Known::ALL.to_vec()));
        let year = || {
            let date =
                (1..=9999_i32, 1..=12_u8, 1..=28_u8, 0..3_u8).prop_map(|(year, month, day, known)| match known {
                    0 => Edtf::Year(year),
                    1 => Edtf::Month(year, month),
                    _ => Edtf::Day(Day::new(year, month, day).expect("every month has 28 days")),
                });
            proptest::option::of(date)
        };
        let tags = proptest::collection::vec(".{1,9}", 0..3);
        let day = proptest::option::of((1..9999, 1..13_u8, 1..29_u8));
        let order = proptest::sample::select(Order::ALL.to_vec());
        (".{0,12}", doors, known, tags, any::<bool>(), year(), year(), day, order).prop_map(
            |(words, doors, known, tags, no_story, met_from, met_until, day, order)| Ask {
                words: words.trim().to_owned(),
                doors,
                known,
                tags: tags.into_iter().collect(),
                no_story,
                met_from,
                met_until,
                quiet_since: day.and_then(|(year, month, day)| Day::new(year, month, day).ok()),
                order,
            },
        )
    }

    proptest! {
        #[test]
        fn an_address_says_what_was_asked(ask in ask()) {
            let query = ask.to_query();
            prop_assert!(query.bytes().all(|byte| byte.is_ascii_graphic() && !b"#?/\"<>".contains(&byte)), "{}", query);
            prop_assert_eq!(Ask::from_query(&query), ask);
        }

        #[test]
        fn any_address_is_read(query in ".*") {
            let ask = Ask::from_query(&query);
            prop_assert_eq!(Ask::from_query(&ask.to_query()), ask);
        }
    }
}
