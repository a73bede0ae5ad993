//! Plans carried out by the library, and what merging promises.

use std::collections::BTreeMap;

use proptest::prelude::*;
use really_know::domain::{Field, Moment, Person, PersonId, ProfileAddress};
use really_know::exchange::plan::{Answer, Fate, Keep, Library, Plan, Planner};
use really_know::exchange::{Found, Kind, Place, Source};
use really_know::library::{Change, Command, CommandId, Facts, Key, Stamp, Tally, apply};

use crate::given::anybody;

/// A library on shards, as the background holds it.
pub struct Shelf {
    facts: Facts,
    commands: u64,
}

impl Shelf {
    pub fn new() -> Self {
        let mut facts = Facts::default();
        for n in 0..=255 {
            facts.load(Key::Shard(n), None);
            facts.load(Key::Past(n), None);
        }
        facts.load(Key::Journal, None);
        Self { facts, commands: 0 }
    }

    pub fn people(&self) -> BTreeMap<PersonId, Person> {
        (0..=255).flat_map(|n| self.facts.shard(n).unwrap().people.clone()).collect()
    }

    pub fn library(&self) -> Library {
        Library::new(self.people())
    }

    pub fn plan(&self, source: Source) -> Plan {
        Planner::new(&self.library(), source).finish()
    }

    /// Carries out a plan, and holds the library to what the plan said.
    pub fn carry_out(&mut self, plan: &Plan) -> Tally {
        let library = self.library();
        let mut all = Tally::default();
        for people in plan.parts(&library, 2, usize::MAX) {
            let tally = self.apply(Change::Import { import: "i".into(), people });
            assert_eq!(tally.refused, []);
            all.added += tally.added;
            all.changed += tally.changed;
            all.same += tally.same;
        }
        let now = self.people();
        let same = |one: &Fate, two: &Fate| match (one, two) {
            (Fate::Change { who: one, .. }, Fate::Change { who: two, .. }) => one == two,
            _ => false,
        };
        for (at, entry) in plan.entries.iter().enumerate() {
            // Who answers twice that it is the same person gets both.
            let twice = plan.entries.iter().filter(|other| same(&entry.fate, &other.fate)).count() > 1;
            if let (Fate::Change { who, .. }, Some(after), false) = (&entry.fate, plan.after(at, &library), twice) {
                let updated = now[who].updated;
                assert_eq!(now[who], Person { updated, ..after }, "the preview is what happens");
            }
        }
        all
    }

    fn apply(&mut self, change: Change) -> Tally {
        self.commands += 1;
        let command = Command { id: CommandId(self.commands.to_string()), change };
        // Not the number by which the ids within one import differ, or two imports would make the same ones.
        let random = self.commands.wrapping_mul(0xd134_2543_de82_ef95);
        let stamp = Stamp { now: Moment(5_000_000_000_000), random };
        let applied = apply(&command, &self.facts, stamp).expect("everything is loaded").unwrap();
        for stored in applied.writes {
            self.facts.put(stored);
        }
        applied.tally.unwrap()
    }

    pub fn import(&mut self, people: impl IntoIterator<Item = Person>) -> Tally {
        let plan = self.plan(source(people));
        self.carry_out(&plan)
    }

    /// What the notes say, whoever they belong to and whenever they were written.
    pub fn said(&self) -> Vec<Person> {
        let said = |person: Person| Person { created: Moment(0), updated: Moment(0), ..person };
        let mut all: Vec<Person> = self.people().into_values().map(said).collect();
        all.sort_by_key(|person| format!("{person:?}"));
        all
    }
}

/// People as they come out of a file without ids.
pub fn source(people: impl IntoIterator<Item = Person>) -> Source {
    let mut source = Source::new(Kind::Table);
    let found = |(line, person)| Found { place: Place::line(line), id: None, person };
    source.people = (2..).zip(people).map(found).collect();
    source
}

fn address(slug: &str) -> Option<ProfileAddress> {
    ProfileAddress::from_slug(slug).ok()
}

fn someone() -> impl Strategy<Value = Person> {
    // Few names and addresses, so that people meet.
    let address = prop_oneof![Just(None), "[a-c]-slug".prop_map(|slug| address(&slug))];
    (anybody(), "(Mia|MIA|Omar)?", address).prop_map(|(person, name, address)| Person {
        name,
        address,
        aliases: [].into(),
        ..person
    })
}

fn keep() -> impl Strategy<Value = Keep> {
    prop_oneof![Just(Keep::Mine), Just(Keep::Theirs), Just(Keep::Both)]
}

/// Answers every question and makes every choice.
fn decide(plan: &mut Plan, library: &Library, same: bool, keep: Keep) {
    for at in 0..plan.entries.len() {
        if plan.entries[at].fate == Fate::Ask {
            let first = plan.entries[at].candidates[0].clone();
            plan.answer(at, &if same { Answer::SamePerson(first) } else { Answer::SomebodyNew }, library);
        }
    }
    for field in Field::ALL {
        plan.choose_for_all(field, keep);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn what_the_preview_says_is_what_the_library_does(
        first in proptest::collection::vec(someone(), 0..4),
        second in proptest::collection::vec(someone(), 0..4),
        same: bool,
        keep in keep(),
    ) {
        let mut shelf = Shelf::new();
        let mut plan = shelf.plan(source(first));
        decide(&mut plan, &shelf.library(), false, Keep::Mine);
        shelf.carry_out(&plan);

        let mut plan = shelf.plan(source(second));
        decide(&mut plan, &shelf.library(), same, keep);
        let counts = plan.counts();
        let tally = shelf.carry_out(&plan);
        prop_assert_eq!(tally.added as usize, counts.added);
        // Two entries about one person are one change.
        prop_assert!(tally.changed as usize <= counts.changed);
    }

    #[test]
    fn the_same_file_twice_changes_nothing(
        before in proptest::collection::vec(someone(), 0..3),
        file in proptest::collection::vec(someone(), 0..4),
        same: bool,
        keep in keep(),
    ) {
        let mut shelf = Shelf::new();
        shelf.import(before);
        let mut plan = shelf.plan(source(file.clone()));
        decide(&mut plan, &shelf.library(), same, keep);
        shelf.carry_out(&plan);
        let once = shelf.people();

        let again = shelf.plan(source(file));
        let tally = shelf.carry_out(&again);
        let fates: Vec<&Fate> = again.entries.iter().map(|entry| &entry.fate).collect();
        prop_assert_eq!((tally.added, tally.changed), (0, 0), "{:?}", fates);
        prop_assert_eq!(shelf.people(), once);
        prop_assert_eq!(again.counts().added, 0);
        prop_assert_eq!(again.counts().changed, 0);
    }

    #[test]
    fn without_a_choice_nothing_that_was_there_is_gone(base in someone(), theirs in someone()) {
        let mut shelf = Shelf::new();
        shelf.import([Person { address: address("mia"), ..base }]);
        let before = shelf.said().remove(0);
        shelf.import([Person { address: address("mia"), ..theirs }]);
        let after = shelf.said().remove(0);
        for field in Field::ALL {
            let was = before.text(field);
            prop_assert!(was.is_empty() || after.text(field) == was, "{field:?}");
        }
        prop_assert!(before.tags.difference(&after.tags).next().is_none() && before.addresses().all(|a| after.addresses().any(|b| a == b)));
        prop_assert!(before.contacts.iter().all(|contact| after.contacts.contains(contact)));
        prop_assert!(before.decisions.iter().all(|decision| after.decisions.contains(decision)));
        prop_assert!(before.ties.doors().iter().all(|door| after.ties.has(*door)));
        prop_assert!(before.met_on.is_none_or(|was| after.met_on.unwrap().to_string().starts_with(&was.to_string())));
    }

    #[test]
    fn edits_of_different_fields_merge_in_any_order(base in someone(), full in someone(), split: [bool; 12]) {
        let mia = |person: Person| Person { address: address("mia"), ..person };
        // Whatever the base says stays; of the rest one half is in each file.
        let (mut one, mut two) = (Person::default(), Person::default());
        let mut halves = split.into_iter();
        macro_rules! divide {
            ($($($field:ident).+),+) => {$(
                let blank = Person::default();
                if base.$($field).+ == blank.$($field).+ {
                    let half = if halves.next().unwrap_or_default() { &mut one } else { &mut two };
                    half.$($field).+ = full.$($field).+.clone();
                }
            )+};
        }
        divide!(
            headline, met_where, introduced_by, story, good_at, looks_for, can_help, message, met_on, ties.worked,
            ties.met, ties.close
        );
        one.tags = full.tags.clone();
        two.contacts = full.contacts.clone();
        let merged = |order: [&Person; 2]| {
            let mut shelf = Shelf::new();
            shelf.import([mia(base.clone())]);
            for edit in order {
                shelf.import([mia(edit.clone())]);
            }
            shelf.said()
        };
        prop_assert_eq!(merged([&one, &two]), merged([&two, &one]));
    }
}

#[test]
fn long_texts_are_cut_once_and_stay_so() {
    let long = Person {
        name: "N".repeat(400),
        address: address("long"),
        story: "word \r\n".repeat(6_000),
        tags: (0..80).map(|n| format!(" tag\t{n} ")).collect(),
        contacts: (0..1_200)
            .map(|n| really_know::domain::Contact { how: n.to_string(), ..Default::default() })
            .collect(),
        ..Person::default()
    };
    let mut shelf = Shelf::new();
    assert_eq!(shelf.import([long.clone()]).added, 1);
    let plan = shelf.plan(source([long]));
    assert!(matches!(plan.entries[0].fate, Fate::Same { .. }), "{:?}", plan.entries[0].fate);
    let note = shelf.said().remove(0);
    assert_eq!((note.name.chars().count(), note.tags.len(), note.contacts.len()), (300, 50, 1_000));
}
