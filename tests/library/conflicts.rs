//! Two views that change one person.

use proptest::prelude::*;
use really_know::desk::{Reply, Request};
use really_know::domain::{Edtf, Field, Met, MetKind, Person, WorkKind, Worked};
use really_know::library::{Change, Conflict, Edit, Who};
use serde_json::json;

use super::disk::{Browser, address};

fn write(browser: &mut Browser, edits: Vec<Edit>, base: Vec<Edit>) -> Vec<Conflict> {
    match browser.change(Change::Write { who: Who::Address(address("mia")), edits, base }).1 {
        Reply::Saved { conflicts, .. } => conflicts,
        other => panic!("{other:?}"),
    }
}

fn story(text: &str) -> Vec<Edit> {
    vec![Edit::Story(text.into())]
}

fn mia(browser: &Browser) -> Person {
    browser.find("mia").unwrap().1
}

#[test]
fn a_real_conflict_is_told_and_nothing_is_lost() {
    let mut browser = Browser::new();
    browser.write("mia", story("bees"));
    assert_eq!(write(&mut browser, story("bees and wax"), story("bees")), []);
    let mut edits = story("bees in Porto");
    edits.push(Edit::Name("Mia".into()));
    let mut base = story(" bees ");
    base.push(Edit::Name(String::new()));
    let conflict = Conflict { field: Field::Story, mine: json!("bees in Porto"), theirs: json!("bees and wax") };
    assert_eq!(write(&mut browser, edits, base), [conflict]);
    let person = mia(&browser);
    assert_eq!((person.story.as_str(), person.name.as_str()), ("bees and wax", "Mia"), "the other fields are written");

    let id = browser.find("mia").unwrap().0;
    let Reply::History { changes } = browser.ask(Request::History { person: id }) else { panic!() };
    let told: Vec<_> = changes.iter().map(|c| (c.field.as_str(), c.was.clone(), c.not_taken)).collect();
    assert_eq!(
        told,
        [("story", json!("bees"), false), ("name", json!(null), false), ("story", json!("bees in Porto"), true),]
    );
    // The user decides, having seen both.
    assert_eq!(write(&mut browser, story("bees and wax in Porto"), story("bees and wax")), []);
    assert_eq!(mia(&browser).story, "bees and wax in Porto");
}

#[test]
fn a_conflict_is_told_again_to_a_view_that_asks_again() {
    let mut browser = Browser::new();
    browser.write("mia", story("one"));
    write(&mut browser, story("two"), vec![]);
    let change = Change::Write { who: Who::Address(address("mia")), edits: story("three"), base: story("one") };
    let command = really_know::library::Command { id: really_know::library::CommandId("x".into()), change };
    let request = Request::Command { command, sender: None };
    let first = browser.ask(request.clone());
    browser.restart();
    assert_eq!(browser.ask(request), first);
    let Reply::Saved { conflicts, .. } = first else { panic!("{first:?}") };
    assert_eq!(conflicts.len(), 1);
    let id = browser.find("mia").unwrap().0;
    let facts = browser.facts();
    let kept = facts.past(id.shard()).unwrap().history[&id].iter().filter(|earlier| earlier.not_taken).count();
    assert_eq!(kept, 1);
}

#[test]
fn what_both_say_is_no_conflict() {
    let mut browser = Browser::new();
    browser.write("mia", story("one"));
    write(&mut browser, story("two"), vec![]);
    assert_eq!(write(&mut browser, story("two"), story("one")), []);
    assert_eq!(write(&mut browser, story("one"), story("one")), [], "unchanged here: the other view's stands");
    assert_eq!(mia(&browser).story, "two");
    assert_eq!(write(&mut browser, story("three"), vec![]), [], "without a base the last one wins, as ever");
}

#[test]
fn sets_are_united() {
    let tags = |tags: &[&str]| Edit::Tags(tags.iter().map(|tag| (*tag).to_owned()).collect());
    let worked =
        |kinds: &[WorkKind]| Edit::Worked(Some(Worked { kinds: kinds.iter().cloned().collect(), ..Worked::default() }));
    let met = |kinds: &[MetKind], memory: &str| {
        Edit::Met(Some(Met { kinds: kinds.iter().cloned().collect(), memory: memory.into(), ..Met::default() }))
    };
    let base = vec![tags(&["a", "b"]), worked(&[WorkKind::Client]), met(&[], "bees")];
    let mut browser = Browser::new();
    browser.write("mia", base.clone());
    let one = vec![tags(&["b", "c"]), worked(&[WorkKind::Client, WorkKind::Mentor]), met(&[MetKind::Event], "bees")];
    let two = vec![tags(&["a", "b", "d"]), worked(&[]), met(&[], "bees and wax")];
    assert_eq!(write(&mut browser, one, base.clone()), []);
    assert_eq!(write(&mut browser, two, base.clone()), []);
    let person = mia(&browser);
    assert_eq!(person.tags, ["b", "c", "d"].map(str::to_owned).into());
    assert_eq!(person.ties.worked.unwrap().kinds, [WorkKind::Mentor].into());
    let both = Met { kinds: [MetKind::Event].into(), memory: "bees and wax".into(), ..Met::default() };
    assert_eq!(person.ties.met, Some(both));
    let conflicts = write(&mut browser, vec![met(&[], "honey")], base);
    assert_eq!(conflicts[0].field, Field::Met);
}

#[test]
fn views_that_know_no_base_still_speak_the_same() {
    let old = r#"{"command":{"command":{"id":"a","change":{"write":{"who":{"address":"mia"},"edits":[{"story":"x"}]}}},"sender":null}}"#;
    let request: Request = serde_json::from_str(old).unwrap();
    let Reply::Saved { person, .. } = Browser::new().ask(request) else { panic!() };
    let reply = Reply::Saved { person, really_know: false, conflicts: vec![] };
    assert!(!serde_json::to_string(&reply).unwrap().contains("conflicts"));
}

/// One edit of each field that is a single value.
fn edit(field: usize, value: u8) -> Edit {
    let text = format!("value {value}");
    match field {
        0 => Edit::Name(text),
        1 => Edit::Headline(text),
        2 => Edit::MetWhere(text),
        3 => Edit::Story(text),
        4 => Edit::GoodAt(text),
        5 => Edit::LooksFor(text),
        6 => Edit::MetOn(Some(Edtf::Year(2000 + i32::from(value)))),
        _ => Edit::CanHelp(text),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// Writes from one base come to the same in either order where they don't conflict, conflict on exactly
    /// the fields that both changed to different values, and change nothing when repeated.
    #[test]
    fn edits_merge_field_by_field(
        one in proptest::collection::btree_map(0..8_usize, 1..3_u8, 0..6),
        two in proptest::collection::btree_map(0..8_usize, 1..3_u8, 0..6),
    ) {
        let base: Vec<Edit> = (0..8).map(|field| edit(field, 0)).collect();
        let edits = |map: &std::collections::BTreeMap<usize, u8>| -> Vec<Edit> {
            map.iter().map(|(field, value)| edit(*field, *value)).collect()
        };
        let clash = one.iter().filter(|(field, value)| two.get(*field).is_some_and(|other| other != *value)).count();
        let run = |first: Vec<Edit>, second: Vec<Edit>| {
            let mut browser = Browser::new();
            browser.write("mia", base.clone());
            assert_eq!(write(&mut browser, first, base.clone()), []);
            let conflicts = write(&mut browser, second.clone(), base.clone());
            let after = mia(&browser);
            assert_eq!(write(&mut browser, second, base.clone()), conflicts, "again the same");
            assert_eq!(Person { updated: after.updated, ..mia(&browser) }, after, "and nothing changes");
            (Person { updated: Default::default(), ..after }, conflicts)
        };
        let (forth, conflicts) = run(edits(&one), edits(&two));
        let (back, _) = run(edits(&two), edits(&one));
        prop_assert_eq!(conflicts.len(), clash);
        if clash == 0 {
            prop_assert_eq!(Person { created: back.created, ..forth }, back);
        }
    }
}
