use proptest::prelude::*;

use super::*;
use crate::domain::text::fold;
use crate::domain::{Edtf, Met, Moment, Person};
use crate::library::names::Named;

/// Some people in three shards. Many have the same name, and were changed at the same time.
fn people() -> impl Strategy<Value = Vec<(PersonId, Person)>> {
    let names = ["Ana Pinto", "ana pinto", "Émile Zola", "Emil Zoll", "Bo Lind", "Anabel", ""];
    let person = (0..3_u8, 0..64_u64, proptest::sample::select(names.to_vec()), 0..3_i64, 0..4_usize, 2018..2021_i32);
    let one = |(shard, random, name, updated, tags, year): (u8, u64, &str, i64, usize, i32)| {
        let mut person = Person { name: name.to_owned(), updated: Moment(updated), ..Person::default() };
        person.tags = ["bees", "ana", "porto"].into_iter().take(tags).map(str::to_owned).collect();
        person.met_on = Edtf::parse(&year.to_string()).ok();
        person.ties.met = (tags == 1).then(|| Met { memory: "Pinto beans".to_owned(), ..Met::default() });
        (PersonId::new(shard, random), person)
    };
    proptest::collection::vec(person.prop_map(one), 0..40).prop_map(|mut people| {
        people.sort_by(|one, two| one.0.cmp(&two.0));
        people.dedup_by(|one, two| one.0 == two.0);
        people
    })
}

fn shards(people: &[(PersonId, Person)], policy: &Policy) -> Vec<(u8, Vec<Rc<Brief>>)> {
    let of = |n: u8| people.iter().filter(move |(id, _)| id.shard() == n);
    let brief = |(id, person): &(PersonId, Person)| Rc::new(Brief::of(id.clone(), person, policy));
    (0..3).map(|n| (n, of(n).map(brief).collect())).collect()
}

fn roll(people: &[(PersonId, Person)]) -> Roll {
    let mut roll = Roll::default();
    roll.put(shards(people, &Policy::default()));
    roll
}

fn ids(list: &[Rc<Brief>]) -> Vec<PersonId> {
    list.iter().map(|brief| brief.id.clone()).collect()
}

/// The answer, and in how many portions it came where nothing else is done meanwhile but `slow`ly.
fn answer(roll: &mut Roll, index: &Index, query: &str, slow: bool) -> (Vec<PersonId>, usize) {
    let mut asked = roll.ask(Ask::from_query(query), index);
    let mut portions = 1;
    loop {
        if let Some(list) = asked.go_on(index, &mut || !slow) {
            return (ids(&list), portions);
        }
        portions += 1;
    }
}

const QUERIES: [&str; 9] = [
    "",
    "q=ana",
    "q=ana%20pinto",
    "q=pinto&tag=bees",
    "q=emil%20zola&by=met",
    "by=changed",
    "from=2019",
    "q=%20",
    "q=b",
];

proptest! {
    #[test]
    fn the_answer_is_what_a_look_at_everybody_gives(people in people()) {
        let mut roll = roll(&people);
        let index = Index::build(people.iter().map(|(id, person)| (id, person)));
        for query in QUERIES {
            let ask = Ask::from_query(query);
            let mut expected: Vec<Rc<Brief>> = if ask.words.is_empty() {
                roll.by_name.to_vec()
            } else {
                index.search(&ask.words, usize::MAX).iter().filter_map(|hit| roll.get(&hit.id)).collect()
            };
            if ask.order != Order::Name {
                expected.sort_by(|one, two| one.by_name(two));
                ask.order.sort_named(&mut expected);
            }
            expected.retain(|brief| ask.fits(brief));
            prop_assert_eq!(answer(&mut roll, &index, query, false), (ids(&expected), 1), "{}", query);
            let (slowly, portions) = answer(&mut roll, &index, query, true);
            prop_assert_eq!(slowly, ids(&expected), "{}", query);
            prop_assert!(portions > 1 || !ask.filters() && ask.words.is_empty() || people.is_empty(), "{}", query);
        }
    }

    #[test]
    fn however_shards_come_everybody_is_in_order(people in people(), other in people(), first in 0..3_usize) {
        let mut expected: Vec<(String, PersonId)> = people.iter().map(|(id, it)| (fold(&it.name), id.clone())).collect();
        expected.sort();
        let mut tags: Vec<&str> = people.iter().flat_map(|(_, it)| it.tags.iter().map(String::as_str)).collect();
        tags.sort_unstable();
        tags.dedup();

        let mut roll = Roll::default();
        let names = |(n, shard): (u8, Vec<Rc<Brief>>)| {
            let named = |brief: Rc<Brief>| Rc::new(Brief::named(Named(brief.id.clone(), Moment(0), brief.name.clone())));
            (n, shard.into_iter().map(named).collect())
        };
        let policy = Policy::default();
        // Names, then something else that was written meanwhile, then what is there in the end.
        roll.put(shards(&people, &policy).into_iter().map(names).collect());
        roll.put(shards(&other, &policy));
        let mut portions = shards(&people, &policy);
        portions.rotate_left(first);
        let twice = portions[0].clone();
        roll.put(vec![(twice.0, Vec::new()), twice]);
        portions.into_iter().for_each(|portion| roll.put(vec![portion]));

        let all: Vec<PersonId> = expected.into_iter().map(|(_, id)| id).collect();
        prop_assert_eq!(ids(&roll.by_name), all);
        prop_assert_eq!(roll.tags().collect::<Vec<_>>(), tags);
        prop_assert!(roll.by_name.iter().all(|brief| brief.said.is_some()));
        for (id, person) in &people {
            prop_assert_eq!(roll.get(id).map(|brief| brief.name.clone()), Some(person.name.clone()));
        }
    }
}

#[test]
fn another_rule_is_in_every_order() {
    let mut mia = Person { name: "Mia".into(), ..Person::default() };
    mia.ties.worked = Some(crate::domain::Worked::default());
    let mut roll = roll(&[(PersonId::new(1, 1), mia)]);
    assert_eq!(answer(&mut roll, &Index::default(), "known=really&by=met", false).0.len(), 1);
    let mut policy = Policy::default();
    policy.doors.set(crate::domain::Door::Worked, false);
    assert!(roll.judge(&policy) && !roll.judge(&policy));
    assert_eq!(answer(&mut roll, &Index::default(), "known=really&by=met", false).0, []);
    assert_eq!(answer(&mut roll, &Index::default(), "known=notYet", false).0.len(), 1);
}
