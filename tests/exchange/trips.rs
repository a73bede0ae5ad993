//! Every format gives back what was written, whatever it was.

use proptest::prelude::*;
use really_know::domain::{Moment, Person, PersonId};
use really_know::exchange::backup::{self, Beside, Extent};
use really_know::exchange::export::{Format, Options, export};
use really_know::exchange::table::Separator;
use really_know::library::ledger::{Introduction, Step, Suggested, Taken};
use really_know::library::{Ledger, Settings};

use crate::given::{anybody, borrowed, mia, omar, read_file, some_people};

fn round(people: &[(PersonId, Person)], format: &Format) -> Vec<(PersonId, Person)> {
    let options = Options { made: Moment(1_700_000_000_000), ..Options::default() };
    let file = export(borrowed(people), format, &options).unwrap();
    let source = read_file(&file.name, &file.bytes).unwrap();
    assert_eq!(source.left_out, [], "{}", String::from_utf8_lossy(&file.bytes));
    assert!(source.ignored.is_empty());
    source.people.into_iter().map(|found| (found.id.unwrap(), found.person)).collect()
}

fn formats() -> Vec<Format> {
    let cards = Format::Cards { user: "Ada; User".into() };
    vec![Format::Backup, Format::Table(Separator::Comma), Format::Table(Separator::Semicolon), cards, Format::Notes]
}

#[test]
fn a_full_note_comes_back_from_every_format() {
    let people = [mia(), omar()];
    for format in formats() {
        let mut back = round(&people, &format);
        back.sort_by(|one, two| two.0.cmp(&one.0));
        assert_eq!(back, people, "{format:?}");
        assert_eq!(round(&people[..1], &format), people[..1], "{format:?}, one person");
    }
}

#[test]
fn of_nobody_there_is_a_backup_and_a_table() {
    for format in [Format::Backup, Format::Table(Separator::Comma)] {
        assert_eq!(round(&[], &format), []);
    }
}

#[test]
fn a_backup_carries_settings_and_what_it_does_not_know() {
    let settings: Settings = serde_json::from_str(r#"{"guard":"remind","newer":{"x":1}}"#).unwrap();
    let (id, person) = mia();
    let beside = Beside { settings: Some(&settings), ledger: Some(&ledger()), history: &[] };
    let file = backup::write([(&id, &person)], beside, Extent::Everything, Moment(1_700_000_000_000));
    let text = String::from_utf8(file).unwrap();
    let source = read_file("x.json", text.as_bytes()).unwrap();
    assert_eq!((source.settings, source.ledger, source.left_out), (Some(settings), Some(ledger()), vec![]));
    let backup = backup::read(&text).unwrap();
    assert_eq!(backup.made_at(), Some(Moment(1_700_000_000_000)));

    let newer = text.replacen("\"v\": 1,", "\"v\": 1,\n\"sealed\": [2],", 1);
    let backup = backup::read(&newer).unwrap();
    assert_eq!(serde_json::to_value(&backup).unwrap()["sealed"], serde_json::json!([2]));
}

/// A ledger in which everything is said, and more than this version knows.
fn ledger() -> Ledger {
    let people = vec![mia().0, omar().0];
    let taken = |at, step| Taken { at: Moment(at), step, ..Taken::default() };
    let mut introduction = Introduction {
        id: "i".into(),
        people: people.clone(),
        why: "Bees\n\"and\" boats".into(),
        begun: Moment(5),
        steps: vec![taken(6, Step::AskedFirst), taken(7, Step::Other("rang".into()))],
        ..Introduction::default()
    };
    introduction.unknown.insert("mood".into(), serde_json::json!([1]));
    Ledger {
        version: 1,
        introductions: vec![introduction],
        not_these: vec![people.clone()],
        suggested: Some(Suggested { at: Moment(8), people, ..Suggested::default() }),
        ..Ledger::default()
    }
}

#[test]
fn older_backups_have_no_introductions_and_those_of_a_newer_version_take_nobody_along() {
    let (id, person) = mia();
    let without = backup::write([(&id, &person)], Beside::default(), Extent::Everything, Moment(0));
    let text = String::from_utf8(without.clone()).unwrap();
    assert!(!text.contains("introductions"), "{text}");
    let source = read_file("x.json", &without).unwrap();
    assert_eq!((source.people.len(), source.ledger, source.left_out), (1, None, vec![]));
    for (broken, says) in [(r#"{"v":2,"introductions":{}}"#, "newer version"), (r#"{"introductions":5}"#, "")] {
        let text = text.replacen("\"v\": 1,", &format!("\"v\": 1,\n\"introductions\": {broken},"), 1);
        let source = read_file("x.json", text.as_bytes()).unwrap();
        assert_eq!((source.people.len(), source.ledger), (1, None));
        let said = source.left_out[0].to_string();
        assert!(said.contains("“introductions”") && said.contains(says), "{said}");
    }
}

#[test]
fn a_backup_of_form_0_is_read() {
    let text = r#"{"format":"really-know/backup","v":0,"made":1700000000000,"unknown":true,
        "people":[{"id":"bb0000000000000007","name":"Mia","mood":[1]},{"id":"010000000000000008","name":"Omar"}]}"#;
    let backup = backup::read(text).unwrap();
    assert_eq!(backup.made_at(), Some(Moment(1_700_000_000_000)));
    // In whatever order: objects of serde_json keep the file's or their names', depending on who else is built.
    let note = |id: &str| backup.people.0.iter().find(|(found, _)| found.as_str() == id).map(|(_, person)| person);
    assert_eq!(backup.people.0.len(), 2);
    assert_eq!(note("010000000000000008").unwrap().name, "Omar");
    assert_eq!(note("bb0000000000000007").unwrap().name, "Mia");
    assert_eq!(note("bb0000000000000007").unwrap().unknown["mood"], serde_json::json!([1]));
    assert_eq!(backup.unknown["unknown"], serde_json::json!(true));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn backups(people in some_people()) {
        prop_assert_eq!(round(&people, &Format::Backup), people);
    }

    #[test]
    fn tables(people in some_people(), semicolon: bool) {
        let separator = if semicolon { Separator::Semicolon } else { Separator::Comma };
        prop_assert_eq!(round(&people, &Format::Table(separator)), people);
    }

    #[test]
    fn cards(person in anybody()) {
        let people = [(PersonId::new(1, 2), person)];
        prop_assert_eq!(round(&people, &Format::Cards { user: "me".into() }), people);
    }

    #[test]
    fn notes(people in some_people()) {
        prop_assume!(!people.is_empty());
        let mut back = round(&people, &Format::Notes);
        back.sort_by(|one, two| one.0.cmp(&two.0));
        prop_assert_eq!(back, people);
    }
}
