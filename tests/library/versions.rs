//! Older and newer stored forms.

use proptest::prelude::*;
use really_know::desk::{ProblemKind, Reply, Request};
use really_know::domain::Moment;
use really_know::library::{Change, CommandId, Edit, Journal, Shard, Unreadable, schema};

use super::disk::{Browser, Disk, Mishap, address, check_addresses, named};

/// What each older version wrote, the oldest first.
const OLDER: [(u32, &str); schema::VERSION as usize] = [(0, include_str!("fixtures/v0/bb.json"))];
const TODAY: &str = include_str!("fixtures/v1/bb.json");

#[test]
fn every_older_form_becomes_todays() {
    let today = Shard::decode(TODAY).unwrap();
    assert_eq!(today.encode(), TODAY.trim(), "today's form is read and written as it is");
    for (version, text) in OLDER {
        assert_eq!(schema::version_of(text), Ok(version));
        let upgraded = schema::upgraded(text).unwrap().expect("something to do");
        assert_eq!(schema::upgraded(&upgraded), Ok(None), "once is enough");
        assert_eq!(Shard::decode(text).unwrap(), today, "form {version}, with every field that nobody knows");
    }
}

#[test]
fn what_a_newer_version_wrote_survives_our_writing() {
    let text = r#"{"v":1,"people":{"7b0000000000000001":{"name":"Mia","marks":{"lines":{"mood":{"0":"secret"}}},"mood":"good"}},"moon":1}"#;
    let mut shard = Shard::decode(text).unwrap();
    shard.people.values_mut().for_each(|person| person.name = "Mia S".into());
    assert_eq!(shard.encode(), text.replace("Mia", "Mia S"));
}

#[test]
fn the_first_journal_is_still_understood() {
    let journal = Journal::decode(include_str!("fixtures/v1/journal.json")).unwrap();
    let mut browser = Browser::new();
    browser.disk.set("journal", include_str!("fixtures/v1/journal.json"));
    browser.disk.set("shard/bb", TODAY);
    assert_eq!(journal.entries.len(), 2);
    // A command that was applied by the first version is not applied again, and can be undone.
    browser.save(Change::Undo { command: CommandId("b".into()) });
    assert_eq!(browser.people()[&journal.entries[0].person].name, "Mia");
}

fn old_library() -> Disk {
    let disk = Disk::default();
    for n in 0..40_u8 {
        let text = OLDER[0].1.replace("\"bb0", &format!("\"{n:02x}0")).replace("mia-", &format!("mia-{n}-"));
        disk.set(&format!("shard/{n:02x}"), &text);
    }
    disk.set("shard/c0", "{\"v\":0,\"peo");
    disk.set("shard/c1", r#"{"v":9,"people":7}"#);
    disk
}

/// All shards are in today's form, their old form is kept, and what can't be read is as it was.
fn check_upgraded(disk: &Disk) {
    let old = old_library();
    for (name, text) in disk.all("backup/") {
        assert_eq!(Some(text), old.get(name.strip_prefix("backup/0/").unwrap()), "{name}");
    }
    assert_eq!(disk.all("backup/").len(), 40);
    for (name, text) in disk.all("shard/") {
        match name.as_str() {
            "shard/c0" => assert_eq!(text, "{\"v\":0,\"peo"),
            "shard/c1" => assert_eq!(text, r#"{"v":9,"people":7}"#),
            _ => {
                assert_eq!(schema::upgraded(&text), Ok(None), "{name}");
                assert_eq!(Shard::decode(&text).unwrap().people.len(), 2);
            }
        }
    }
    assert_eq!(disk.all("shard/").len(), 42);
    assert!(disk.all("aside/").is_empty());
}

#[test]
fn the_old_form_is_kept_and_can_be_saved_until_a_backup_was_read_back() {
    let mut browser = Browser::on(old_library());
    browser.ask(Request::Hello);
    browser.write("somebody", named("Somebody"));
    let health = |browser: &mut Browser| match browser.ask(Request::Health) {
        Reply::Health(health) => health,
        other => panic!("{other:?}"),
    };
    assert!(health(&mut browser).before_update > 1_000 && health(&mut browser).aside.is_empty());
    let Reply::RawText { text, .. } = browser.ask(Request::BeforeUpdate) else { panic!("no text") };
    let copies: Vec<(String, String)> = serde_json::from_str(&text).unwrap();
    assert_eq!(copies.len(), 40);
    assert_eq!(Some(&copies[0].1), old_library().get("shard/00").as_ref());
    // A backup that was only made is none that is known to be anywhere.
    browser.ask(Request::BackupMade { people: 1, made: Moment(1), changes: 1 });
    browser.restart();
    browser.write("somebody", named("Somebody Else"));
    assert_eq!(browser.disk.all("backup/").len(), 40);
    browser.ask(Request::BackupVerified { made: Moment(1), changes: 2 });
    assert!(browser.disk.all("backup/").is_empty());
    assert_eq!(health(&mut browser).before_update, 0);
    assert!(matches!(browser.ask(Request::BeforeUpdate), Reply::Problem(_)));
}

#[test]
fn an_update_brings_everything_to_the_new_form_once() {
    let mut browser = Browser::on(old_library());
    browser.ask(Request::Hello);
    check_upgraded(&browser.disk);
    browser.write("somebody", named("Somebody"));
    assert_eq!(browser.facts().journal().unwrap().schema, schema::VERSION);
    // Afterwards nobody looks at all shards again.
    browser.disk.set("shard/c2", OLDER[0].1);
    browser.restart();
    browser.ask(Request::Hello);
    assert_eq!(browser.disk.get("shard/c2").as_deref(), Some(OLDER[0].1));
    assert_eq!(Shard::decode(OLDER[0].1).unwrap().people.len(), 2, "but it is read");
}

#[test]
fn without_room_for_the_copies_the_old_form_is_read_and_not_written() {
    let mut browser = Browser::on(old_library());
    let before = browser.disk.all("");
    browser.disk.expect(Mishap::Full);
    assert_eq!(browser.ask(Request::Hello), Reply::Hello { tab: None });
    let (_, reply) = browser.change(Change::Delete { person: "010000000000000007".to_owned().try_into().unwrap() });
    assert!(matches!(reply, Reply::Problem(problem) if problem.kind == ProblemKind::Full));
    assert_eq!(browser.disk.all(""), before);
    browser.disk.expect(Mishap::None);
    browser.save(Change::Delete { person: "010000000000000007".to_owned().try_into().unwrap() });
    assert_eq!(browser.disk.all("backup/").len(), 40, "all copies, until a backup was read back");
}

#[test]
fn a_new_form_that_cannot_be_read_back_is_taken_back() {
    let mut browser = Browser::on(old_library());
    browser.disk.expect(Mishap::Garbles { at: 1 });
    browser.ask(Request::Hello);
    assert_eq!(browser.disk.all("backup/").len(), 16, "the copies stay");
    assert_eq!(browser.people_that_can_be_read(), 80, "and the old form is there again");
    let (_, reply) = browser.change(Change::Delete { person: "010000000000000007".to_owned().try_into().unwrap() });
    assert!(matches!(reply, Reply::Saved { .. }), "the next event takes them back and tries again: {reply:?}");
    assert_eq!(browser.disk.all("backup/").len(), 40);
    assert_eq!(browser.people_that_can_be_read(), 79);
}

#[test]
fn a_disk_that_returns_something_else_keeps_the_copy() {
    let mut browser = Browser::on(old_library());
    browser.disk.set("backup/0/shard/00", OLDER[0].1);
    browser.disk.set("shard/00", r#"{"v":1,"people":{}}"#);
    browser.ask(Request::Hello);
    assert_eq!(browser.disk.get("shard/00").as_deref(), Some(r#"{"v":1,"people":{}}"#), "what can be read stays");
    assert_eq!(browser.disk.all("aside/").into_values().collect::<Vec<_>>(), [OLDER[0].1]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn an_update_survives_being_killed_anywhere(kills in proptest::collection::vec((0..12_usize, 0..17_usize), 0..4)) {
        let mut browser = Browser::on(old_library());
        for (at, written) in kills {
            browser.disk.expect(Mishap::Dies { at, written });
            browser.try_ask(Request::Hello);
            browser.disk.expect(Mishap::None);
            browser.restart();
            // Whatever happened, everybody can be read: from the value itself or from its copy.
            for n in 0..40_u8 {
                let name = format!("shard/{n:02x}");
                prop_assert_eq!(Shard::decode(&browser.disk.get(&name).unwrap()).unwrap().people.len(), 2);
            }
        }
        browser.try_ask(Request::Hello);
        check_upgraded(&browser.disk);
    }

    #[test]
    fn no_text_whatever_is_written_over(text in "\\PC{0,60}", version in 0..4_u32) {
        let n = really_know::library::shard_of(&address("mia"));
        for text in [text.clone(), format!("{{\"v\":{version},\"people\":{text}}}")] {
            let mut browser = Browser::new();
            let key = format!("shard/{n:02x}");
            browser.disk.set(&key, &text);
            let (_, reply) = browser.change(Change::Write {
                who: really_know::library::Who::Address(address("mia")),
                edits: vec![Edit::Name("Mia".into())],
                base: vec![],
            });
            match Shard::decode(&text) {
                Ok(_) => check_addresses(&browser.facts()),
                Err(Unreadable::Broken(_) | Unreadable::Newer(_)) => {
                    prop_assert!(matches!(reply, Reply::Problem(_)));
                    prop_assert_eq!(browser.disk.get(&key), Some(text));
                }
            }
        }
    }
}
