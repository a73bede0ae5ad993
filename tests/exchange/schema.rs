//! Backups are what the published JSON Schema says.

use proptest::prelude::*;
use really_know::domain::{Cadence, CloseKind, Field, MetKind, Moment, What, WorkKind};
use really_know::exchange::backup::{self, Beside, Extent, FORMAT, VERSION};
use really_know::library::ledger::Step;
use really_know::library::{Ledger, Settings};
use serde_json::{Value, json};

use crate::given::{borrowed, mia, omar, some_people};

const SCHEMA: &str = include_str!("../../docs/schema/backup-v1.schema.json");

fn schema() -> Value {
    serde_json::from_str(SCHEMA).unwrap()
}

fn validator() -> jsonschema::Validator {
    jsonschema::draft202012::options().should_validate_formats(true).build(&schema()).unwrap()
}

fn errors(backup: &Value) -> Vec<String> {
    validator().iter_errors(backup).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

fn full() -> Value {
    let people = [mia(), omar()];
    let settings: Settings = serde_json::from_str(
        r#"{"policy":{"doors":{"metOff":true},"words":"x"},"guard":"off","askOn":{"profilesOff":true},"askIn":"panel",
            "lists":[{"name":"Bees","query":"q=bees"}],"askFirst":"a","kindNo":"b","inTouch":{"met":"year"},"newer":1}"#,
    )
    .unwrap();
    let ledger = Ledger::decode(
        r#"{"v":1,"introductions":[{"id":"i","people":["bb0000000000000007","010000000000000008"],"why":"bees","begun":5,
            "steps":[{"at":6,"step":"askedFirst"}],"mood":1}],"notThese":[["bb0000000000000007","010000000000000008"]],
            "suggested":{"at":7,"people":["bb0000000000000007","010000000000000008"]}}"#,
    )
    .unwrap();
    let beside = Beside { settings: Some(&settings), ledger: Some(&ledger), history: &[] };
    let file = backup::write(borrowed(&people), beside, Extent::Everything, Moment(1_700_000_000_000));
    serde_json::from_slice(&file).unwrap()
}

#[test]
fn the_schema_is_one() {
    jsonschema::meta::validate(&schema()).unwrap();
    assert_eq!(schema()["properties"]["format"]["const"], FORMAT);
    assert_eq!(schema()["properties"]["v"]["const"], VERSION);
}

#[test]
fn a_full_backup_is_valid() {
    assert_eq!(errors(&full()), Vec::<String>::new());
}

#[test]
fn every_field_is_in_the_schema() {
    let schema = schema();
    let (_, person) = mia();
    let note = serde_json::to_value(&person).unwrap();
    let known = schema["$defs"]["person"]["properties"].as_object().unwrap();
    for field in note.as_object().unwrap().keys().filter(|field| *field != "mood") {
        assert!(known.contains_key(field), "{field}");
    }
    let full = full();
    for (what, name) in [("settings", "settings"), ("introductions", "ledger")] {
        let known = schema["$defs"][name]["properties"].as_object().unwrap();
        for field in full[what].as_object().unwrap().keys().filter(|field| *field != "newer") {
            assert!(known.contains_key(field), "{field}");
        }
    }
    let words =
        |name: &str| -> Vec<String> { serde_json::from_value(schema["$defs"][name]["examples"].clone()).unwrap() };
    assert_eq!(words("workKind"), WorkKind::ALL.iter().map(|kind| kind.word()).collect::<Vec<_>>());
    assert_eq!(words("metKind"), MetKind::ALL.iter().map(|kind| kind.word()).collect::<Vec<_>>());
    assert_eq!(words("closeKind"), CloseKind::ALL.iter().map(|kind| kind.word()).collect::<Vec<_>>());
    assert_eq!(words("what"), What::ALL.iter().map(|what| what.word()).collect::<Vec<_>>());
    assert_eq!(words("cadence"), Cadence::ALL.iter().map(|cadence| cadence.word()).collect::<Vec<_>>());
    assert_eq!(words("step"), Step::ALL.iter().map(|step| step.word()).collect::<Vec<_>>());
    assert_eq!(words("field"), Field::ALL.iter().map(|field| field.word()).collect::<Vec<_>>());
}

#[test]
fn what_is_wrong_is_not_valid() {
    let id = "/people/bb0000000000000007";
    for (pointer, wrong) in [
        ("/v", json!(2)),
        ("/format", json!("other")),
        ("/made", json!("yesterday")),
        ("/people", json!([])),
        (&format!("{id}/name"), json!(5)),
        (&format!("{id}/metOn"), json!("May 2019")),
        (&format!("{id}/decisions/0/at"), json!("2024")),
        (&format!("{id}/ties/met/kinds"), json!("event")),
        (&format!("{id}/address"), json!("a b")),
        ("/introductions/introductions", json!({})),
        ("/introductions/introductions/0/people", json!(["bb0000000000000007"])),
        ("/introductions/introductions/0/steps/0/at", json!("2024")),
        ("/introductions/notThese/0/0", json!("Mia")),
    ] {
        let mut backup = full();
        *backup.pointer_mut(pointer).unwrap() = wrong;
        assert!(!errors(&backup).is_empty(), "{pointer}");
        // What is wrong with these is told, or left aside, and takes no people along.
        let forgiven = pointer == "/made" || pointer.starts_with("/introductions");
        assert_eq!(backup::read(&backup.to_string()).is_ok(), forgiven, "{pointer}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn whatever_is_in_a_note_the_backup_is_valid(people in some_people()) {
        let file = backup::write(borrowed(&people), Beside::default(), Extent::Part, Moment(0));
        prop_assert_eq!(errors(&serde_json::from_slice(&file).unwrap()), Vec::<String>::new());
    }
}
