//! Two notes about one person.

use proptest::prelude::*;
use really_know::desk::{Reply, Request};
use really_know::domain::{Contact, Decision, Edtf, Field, Mark, Met, MetKind, Moment, Person, What, join};
use really_know::library::{Change, Edit, Ledger, LedgerEdit};

use super::disk::{Browser, address, check_addresses, named};

fn two() -> (Browser, really_know::domain::PersonId, really_know::domain::PersonId) {
    let mut browser = Browser::new();
    let keep = browser.write("mia", vec![Edit::Name("Mia".into()), Edit::Story("bees".into())]);
    let other = browser.write("mia-2", vec![Edit::Name("M. Sample".into()), Edit::Story("wax".into())]);
    browser.write("mia-2", vec![Edit::Address(Some(address("mia-3")))]);
    (browser, keep, other)
}

#[test]
fn both_addresses_lead_to_the_one_who_is_left() {
    let (mut browser, keep, other) = two();
    let before = browser.people();
    let (command, person) = browser.save(Change::Merge { keep: keep.clone(), other: other.clone() });
    assert_eq!(person, keep);
    for slug in ["mia", "mia-2", "mia-3"] {
        assert_eq!(browser.find(slug).unwrap().0, keep, "{slug}");
    }
    let merged = browser.find("mia").unwrap().1;
    assert_eq!((merged.name.as_str(), merged.story.as_str()), ("Mia", "bees\n\nwax"));
    check_addresses(&browser.facts());
    let Reply::Trash { people } = browser.ask(Request::Trash) else { panic!() };
    assert_eq!((&people[0].person, people[0].into.as_ref()), (&other, Some(&keep)));

    let (undo, _) = browser.save(Change::Undo { command });
    let times = |mut people: std::collections::BTreeMap<_, Person>| {
        people.values_mut().for_each(|person| person.updated = Moment(0));
        people
    };
    assert_eq!(times(browser.people()), times(before));
    check_addresses(&browser.facts());
    browser.save(Change::Undo { command: undo });
    assert_eq!(browser.find("mia-3").unwrap().1.story, "bees\n\nwax", "and once more");
    check_addresses(&browser.facts());
}

#[test]
fn whoever_was_merged_can_be_taken_out_again_later() {
    let (mut browser, keep, other) = two();
    browser.save(Change::Merge { keep: keep.clone(), other: other.clone() });
    browser.write("mia", vec![Edit::Headline("Baker".into())]);
    let (command, person) = browser.save(Change::Restore { person: other.clone() });
    assert_eq!(person, other);
    assert_eq!(browser.find("mia").unwrap().0, keep);
    assert_eq!(browser.find("mia-2").unwrap().0, other);
    assert_eq!(browser.find("mia-3").unwrap().0, other);
    check_addresses(&browser.facts());
    browser.save(Change::Undo { command });
    assert_eq!(browser.find("mia-3").unwrap().0, keep);
    check_addresses(&browser.facts());
}

#[test]
fn whoever_is_taken_out_of_a_merge_has_their_introductions_again() {
    for later in [false, true] {
        let (mut browser, keep, other) = two();
        let third = browser.write("omar", named("Omar"));
        let begin = |id: &str, people| LedgerEdit::Begin { id: id.into(), people, why: "bees".into() };
        for edit in [
            begin("own", [other.clone(), third.clone()]),
            begin("theirs", [keep.clone(), third.clone()]),
            LedgerEdit::NotThese { people: [third.clone(), other.clone()] },
        ] {
            assert_eq!(browser.ask(Request::Ledger { edit }), Reply::Done);
        }
        let ledger = |browser: &Browser| Ledger::clone(browser.facts().ledger().unwrap());
        let before = ledger(&browser);
        let (command, _) = browser.save(Change::Merge { keep: keep.clone(), other: other.clone() });
        assert!(!ledger(&browser).has_pair(&other, &third), "it goes by the other name");
        browser.restart();
        if later {
            browser.write("mia", vec![Edit::Headline("Baker".into())]);
            browser.save(Change::Restore { person: other.clone() });
        } else {
            browser.save(Change::Undo { command });
        }
        assert_eq!(ledger(&browser), before);
    }
}

#[test]
fn a_merge_is_not_undone_over_later_work() {
    let (mut browser, keep, other) = two();
    let (command, _) = browser.save(Change::Merge { keep: keep.clone(), other: other.clone() });
    browser.write("mia", named("Mia Sample"));
    assert!(browser.refusal(Change::Undo { command }).contains("changed since"));
    assert!(browser.refusal(Change::Merge { keep: keep.clone(), other: keep.clone() }).contains("itself"));
    assert!(browser.refusal(Change::Merge { keep, other }).contains("no longer"));
}

#[test]
fn what_was_kept_close_stays_close() {
    let mut keep = Person { story: "We met.\nHe was ill.".into(), ..Person::default() };
    keep.marks.set(&Field::Story, None, Some(Mark::Shareable));
    let mut other = Person { story: "He was ill.\n\nHe owes me.".into(), ..Person::default() };
    other.marks.set(&Field::Story, Some("He was ill."), Some(Mark::Sensitive));
    for joined in [join(&keep, &other), join(&other, &keep)] {
        let mark = |line: &str| joined.marks.line(&Field::Story, line);
        assert_eq!(mark("We met."), Mark::Shareable);
        assert_eq!(mark("He was ill."), Mark::Sensitive);
        assert_eq!(mark("He owes me."), Mark::Private);
        assert_eq!(joined.shareable(&Field::Story), "We met.");
    }
}

fn person() -> impl Strategy<Value = Person> {
    let line = || proptest::option::of("[ab]{1,3}").prop_map(Option::unwrap_or_default);
    let text = || proptest::collection::vec("[abc]{1,2}", 0..4).prop_map(|lines| lines.join("\n\n"));
    let tie = proptest::option::of((any::<bool>(), text()));
    let logs = proptest::collection::vec((0..4_i64, "[ab]{1,2}"), 0..3);
    let marks = proptest::collection::vec((any::<bool>(), "[abc]{1,2}", 0..3_usize), 0..3);
    let tags = proptest::collection::btree_set("[ab]{1,2}", 0..3);
    let slugs = proptest::collection::vec(0..5_u8, 0..3);
    ((line(), line(), text(), text()), tie, logs, marks, tags, slugs, proptest::option::of(1..3_i32)).prop_map(
        |((name, met_where, story, good_at), met, logs, marks, tags, slugs, year)| {
            let mut person = Person { name, met_where, story, good_at, ..Person::default() };
            person.tags.extend(tags);
            person.ties.met = met.map(|(event, memory)| Met {
                kinds: event.then_some(MetKind::Event).into_iter().collect(),
                memory,
                ..Met::default()
            });
            person.met_on = year.map(Edtf::Year);
            let mut slugs = slugs.into_iter().map(|n| address(&format!("slug-{n}")));
            person.address = slugs.next();
            person.aliases = slugs.filter(|slug| Some(slug) != person.address.as_ref()).collect();
            for (at, how) in logs {
                person.decisions.push(Decision {
                    at: Moment(at),
                    what: What::NotYet,
                    why: how.clone(),
                    ..Decision::default()
                });
                person.contacts.push(Contact { how, ..Contact::default() });
            }
            for (whole, line, mark) in marks {
                let line = (!whole).then_some(line.as_str());
                person.marks.set(&Field::Story, line, Some(Mark::ALL[mark].clone()));
            }
            person
        },
    )
}

/// The notes share no field in which both say something, but for sets.
fn apart(one: &mut Person, two: &mut Person) {
    for (one, two) in [
        (&mut one.name, &mut two.name),
        (&mut one.met_where, &mut two.met_where),
        (&mut one.story, &mut two.story),
        (&mut one.good_at, &mut two.good_at),
    ] {
        if !one.is_empty() {
            two.clear();
        }
    }
    if one.ties.met.is_some() {
        two.ties.met = None;
    }
    if one.met_on.is_some() {
        two.met_on = None;
    }
    two.address = one.address.clone().or(two.address.take());
    two.aliases.retain(|alias| Some(alias) != two.address.as_ref());
    // Logs of one moment have no order of their own.
    two.decisions.iter_mut().for_each(|decision| decision.at.0 += 100);
    one.decisions.dedup_by_key(|decision| decision.at);
    two.decisions.dedup_by_key(|decision| decision.at);
    one.decisions.sort_by_key(|decision| decision.at);
    two.decisions.sort_by_key(|decision| decision.at);
    one.decisions.dedup_by_key(|decision| decision.at);
    two.decisions.dedup_by_key(|decision| decision.at);
    for person in [one, two] {
        person.contacts.sort_by(|one, two| one.how.cmp(&two.how));
        person.contacts.dedup();
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn joining_again_changes_nothing(one in person(), two in person()) {
        let joined = join(&one, &two);
        prop_assert_eq!(&join(&joined, &two), &joined);
        let itself = Person { marks: one.marks.clone(), ..join(&one, &one) };
        prop_assert_eq!(itself, one);
    }

    #[test]
    fn what_does_not_conflict_can_be_joined_in_either_order(mut one in person(), mut two in person()) {
        apart(&mut one, &mut two);
        prop_assert_eq!(join(&one, &two), join(&two, &one));
    }

    #[test]
    fn nothing_that_was_not_shareable_becomes_so(one in person(), two in person()) {
        let joined = join(&one, &two);
        for (line, mark) in joined.lines(&Field::Story) {
            for note in [&one, &two] {
                if let Some((_, own)) = note.lines(&Field::Story).find(|(other, _)| *other == line) {
                    prop_assert!(mark >= own, "{line}: {mark:?}, but {own:?}");
                }
            }
        }
        let text = |person: &Person| person.story.split("\n\n").map(str::to_owned).collect::<std::collections::BTreeSet<_>>();
        prop_assert!(text(&joined).is_superset(&text(&one)) || one.story.is_empty());
    }
}
