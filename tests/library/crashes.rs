//! Any sequence of commands, with any mishap in the middle of any of them.

use std::collections::BTreeMap;

use proptest::prelude::*;
use really_know::desk::{Reply, Request};
use really_know::domain::{Contact, Moment, Person, PersonId};
use really_know::library::{Change, Command, CommandId, Edit, Facts, Incoming, Stamp, Who, apply};

use super::disk::{Browser, Mishap, address, check_addresses};

#[derive(Clone, Debug)]
enum Act {
    Write { n: u8, story: u8 },
    Move { n: u8, to: u8 },
    Log(u8),
    Delete(u8),
    Restore(u8),
    Erase(u8),
    Merge { keep: u8, other: u8 },
    Import { people: Vec<u8>, import: u8 },
    UndoImport(u8),
    Undo(usize),
}

fn act() -> impl Strategy<Value = Act> {
    let n = || 0..8_u8;
    prop_oneof![
        4 => (n(), 0..4_u8).prop_map(|(n, story)| Act::Write { n, story }),
        1 => (n(), n()).prop_map(|(n, to)| Act::Move { n, to }),
        1 => n().prop_map(Act::Log),
        2 => n().prop_map(Act::Delete),
        1 => n().prop_map(Act::Restore),
        1 => n().prop_map(Act::Erase),
        2 => (n(), n()).prop_map(|(keep, other)| Act::Merge { keep, other }),
        2 => (proptest::collection::vec(n(), 1..5), 0..2_u8).prop_map(|(people, import)| Act::Import { people, import }),
        1 => (0..2_u8).prop_map(Act::UndoImport),
        3 => (1..4_usize).prop_map(Act::Undo),
    ]
}

fn mishap() -> impl Strategy<Value = Mishap> {
    let (at, written) = (0..6_usize, 0..17_usize);
    prop_oneof![
        2 => Just(Mishap::None),
        4 => (at.clone(), written.clone()).prop_map(|(at, written)| Mishap::Dies { at, written }),
        2 => (at.clone(), written).prop_map(|(at, written)| Mishap::Fails { at, written }),
        1 => Just(Mishap::Full),
        1 => at.prop_map(|at| Mishap::Dead { at }),
    ]
}

fn slug(n: u8) -> String {
    format!("person-{n}")
}

/// What the act changes, as the library is now; `None` if there is nobody to change.
fn change(act: &Act, model: &Facts, commands: &[CommandId]) -> Option<Change> {
    let id = |n: u8| model.find(&address(&slug(n))).unwrap().map(|(id, _)| id.clone());
    let write = |n, edits| Change::Write { who: Who::Address(address(&slug(n))), edits, base: vec![] };
    Some(match act {
        Act::Write { n, story } => write(*n, vec![Edit::Name(slug(*n)), Edit::Story(format!("story {story}"))]),
        Act::Move { n, to } => write(*n, vec![Edit::Address(Some(address(&slug(*to))))]),
        Act::Log(n) => write(*n, vec![Edit::AddContact(Contact { how: "call".into(), ..Contact::default() })]),
        Act::Delete(n) => Change::Delete { person: id(*n)? },
        Act::Erase(n) => Change::Erase { person: id(*n)? },
        Act::Restore(n) => Change::Restore { person: in_trash(model).into_iter().nth(usize::from(*n) % 3)? },
        Act::Merge { keep, other } => Change::Merge { keep: id(*keep)?, other: id(*other)? },
        Act::Import { people, import } => Change::Import {
            import: format!("import {import}"),
            people: people.iter().map(|n| incoming(*n, *import)).collect(),
        },
        Act::UndoImport(import) => Change::UndoImport { import: format!("import {import}") },
        Act::Undo(back) => Change::Undo { command: commands.iter().rev().nth(back - 1)?.clone() },
    })
}

fn incoming(n: u8, import: u8) -> Incoming {
    let person = Person {
        name: slug(n),
        good_at: format!("things {import}"),
        address: Some(address(&slug(n))),
        ..Person::default()
    };
    Incoming { who: Who::New, person: Some(Box::new(person)), edits: vec![], base: vec![] }
}

fn in_trash(model: &Facts) -> Vec<PersonId> {
    (0..=255).flat_map(|n| model.past(n).unwrap().trash.keys().cloned().collect::<Vec<_>>()).collect()
}

/// The values of the library as they are stored.
fn stored(browser: &Browser) -> BTreeMap<String, String> {
    let library =
        |key: &str| key == "journal" || ["shard/", "names/", "past/"].iter().any(|kind| key.starts_with(kind));
    browser.disk.all("").into_iter().filter(|(key, _)| library(key)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    /// After every mishap and restart the library is as it was before the command or as it is after it, to
    /// the letter; and it is as after it if the command was acknowledged.
    #[test]
    fn every_command_happens_wholly_or_not_at_all(acts in proptest::collection::vec((act(), mishap()), 1..25)) {
        let mut browser = Browser::new();
        let mut model = browser.facts();
        let mut texts = BTreeMap::new();
        let mut commands = Vec::new();
        for (at, (act, mishap)) in acts.iter().enumerate() {
            let Some(change) = change(act, &model, &commands) else { continue };
            let id = CommandId(format!("c{at}"));
            let request = Request::Command { command: Command { id: id.clone(), change }, sender: None };
            let Request::Command { command, .. } = &request else { unreachable!() };
            browser.now += 10;
            let stamp = Stamp {
                now: Moment(browser.now),
                random: u64::try_from(browser.now).unwrap().wrapping_mul(0x9e37_79b9_7f4a_7c15),
            };
            let applied = apply(command, &model, stamp).expect("the model has everything");
            let (mut after, mut model_after) = (texts.clone(), model.clone());
            for written in applied.iter().flat_map(|applied| &applied.writes) {
                after.extend(written.entries());
                model_after.put(written.clone());
            }

            browser.disk.expect(*mishap);
            let reply = browser.try_ask(request.clone());
            browser.disk.expect(Mishap::None);
            // What the next one finds, whoever that is.
            if at % 2 == 0 {
                browser.restart();
            }
            browser.try_ask(Request::Hello).unwrap();
            let now = stored(&browser);
            let saved = matches!(reply, Some(Reply::Saved { .. } | Reply::Imported(_)));
            prop_assert!(now == after || (!saved && now == texts), "neither before nor after");
            prop_assert!(browser.disk.get("intent").is_none());
            if matches!(reply, Some(Reply::Problem(_))) && applied.is_ok() && *mishap == Mishap::Full {
                prop_assert_eq!(&now, &texts, "no room: nothing is changed");
            }

            // The view says it again until it is answered, and perhaps once more.
            for _ in 0..2 {
                let again = browser.try_ask(request.clone()).unwrap();
                prop_assert_eq!(matches!(again, Reply::Problem(_)), applied.is_err(), "{:?}", again);
                prop_assert_eq!(&stored(&browser), &after);
            }
            if applied.is_ok_and(|applied| !applied.writes.is_empty()) {
                commands.push(id);
            }
            (model, texts) = (model_after, after);
            check_addresses(&model);
        }
    }
}

/// Three new people and one who gets more.
fn many() -> Request {
    let change = Change::Import { import: "import".into(), people: (0..4).map(|n| incoming(n, 1)).collect() };
    Request::Command { command: Command { id: CommandId("many".into()), change }, sender: None }
}

/// A browser with two people.
fn with_two() -> Browser {
    let mut browser = Browser::new();
    for n in [0, 9] {
        browser.write(&slug(n), vec![Edit::Name(slug(n)), Edit::Story("bees".into())]);
    }
    browser
}

/// What changes many is taken back when the browser dies in it, whatever was written and however often it dies again
/// while it is taken back.
#[test]
fn an_import_that_dies_is_taken_back_whole() {
    let mut done = with_two();
    let before = stored(&done);
    assert!(matches!(done.ask(many()), Reply::Imported(_)));
    let after = stored(&done);
    let changed = after.iter().filter(|(key, text)| before.get(*key) != Some(text)).count();
    assert!(changed > 8, "enough to be written this way");

    for written in 0..=changed {
        for (at, again) in (0..3).flat_map(|at| (0..=changed).map(move |again| (at, again))) {
            let mut browser = with_two();
            browser.disk.expect(Mishap::Dies { at: 1, written });
            assert_eq!(browser.try_ask(many()), None);
            assert!(browser.disk.get("intent").is_some_and(|intent| intent.starts_with(r#"{"before":"#)));
            browser.disk.expect(Mishap::Dies { at, written: again });
            let _ = browser.try_ask(Request::Hello);
            browser.disk.expect(Mishap::None);
            browser.restart();
            browser.ask(Request::Hello);
            assert_eq!(stored(&browser), before, "{written}, then {at} {again}");
            assert_eq!(browser.disk.get("intent"), None);
            assert!(matches!(browser.ask(many()), Reply::Imported(_)), "the same again");
            check_addresses(&browser.facts());
        }
    }
}
