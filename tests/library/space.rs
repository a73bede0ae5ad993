//! A disk that is full or fails.

use really_know::desk::{BackupState, Problem, ProblemKind, Reply, Request};
use really_know::domain::Person;
use really_know::library::{Change, Command, CommandId, Incoming, Who};

use super::disk::{Browser, Mishap, address, named};

fn write(id: &str, slug: &str) -> Request {
    let change = Change::Write { who: Who::Address(address(slug)), edits: named("Mia"), base: vec![] };
    Request::Command { command: Command { id: CommandId(id.into()), change }, sender: None }
}

fn problem(reply: Reply) -> Problem {
    match reply {
        Reply::Problem(problem) => problem,
        other => panic!("{other:?}"),
    }
}

#[test]
fn without_room_nothing_is_written_and_the_user_is_told() {
    let mut browser = Browser::new();
    browser.write("bea", named("Bea"));
    let before = browser.disk.all("");
    browser.disk.expect(Mishap::Full);
    let Problem { kind, message, .. } = problem(browser.ask(write("a", "mia")));
    assert_eq!(kind, ProblemKind::Full);
    assert!(message.contains("nothing was saved") && message.contains("Export"), "{message}");
    assert_eq!(browser.disk.all(""), before);
    let state = BackupState { since: 1, since_checked: 1, changes: 1, ..BackupState::default() };
    assert_eq!(browser.ask(Request::Backup), Reply::Backup(state), "reading still works");

    browser.disk.expect(Mishap::None);
    assert!(matches!(browser.ask(write("a", "mia")), Reply::Saved { .. }));
}

#[test]
fn room_that_ends_in_the_middle_is_given_back() {
    let mut browser = Browser::new();
    browser.write("bea", named("Bea"));
    let before = browser.disk.all("");
    // The intent fits, the values don't.
    browser.disk.expect(Mishap::Fails { at: 1, written: 0 });
    let Problem { kind, .. } = problem(browser.ask(write("a", "mia")));
    assert_eq!(kind, ProblemKind::Storage);
    assert_eq!(browser.disk.all(""), before);
}

#[test]
fn what_is_half_written_is_finished_and_the_user_is_told_so() {
    let mut browser = Browser::new();
    browser.disk.expect(Mishap::Fails { at: 1, written: 1 });
    let Problem { kind, message, .. } = problem(browser.ask(write("a", "mia")));
    assert_eq!(kind, ProblemKind::Storage);
    assert!(message.contains("will be finished"), "{message}");
    browser.ask(Request::Hello);
    assert_eq!(browser.find("mia").unwrap().1.name, "Mia");
    assert!(matches!(browser.ask(write("a", "mia")), Reply::Saved { .. }), "once, whenever it is sent again");
    assert_eq!(browser.facts().journal().unwrap().changes, 1);
}

/// An import of four, which changes more values than an edit does.
fn import(id: &str) -> Request {
    let person =
        |n: u8| Person { name: "Mia".into(), address: Some(address(&format!("mia-{n}"))), ..Person::default() };
    let incoming = |n| Incoming { who: Who::New, person: Some(Box::new(person(n))), edits: vec![], base: vec![] };
    let change = Change::Import { import: "file".into(), people: (0..4).map(incoming).collect() };
    Request::Command { command: Command { id: CommandId(id.into()), change }, sender: None }
}

#[test]
fn an_import_without_room_leaves_nothing_behind() {
    let mut browser = Browser::new();
    browser.write("bea", named("Bea"));
    let before = browser.disk.all("");
    for mishap in [Mishap::Full, Mishap::Fails { at: 1, written: 0 }, Mishap::Fails { at: 1, written: 7 }] {
        browser.disk.expect(mishap);
        let Problem { kind, .. } = problem(browser.ask(import("a")));
        assert_eq!(kind, if mishap == Mishap::Full { ProblemKind::Full } else { ProblemKind::Storage });
        assert_eq!(browser.disk.all(""), before, "{mishap:?}");
    }
    browser.disk.expect(Mishap::None);
    assert!(matches!(browser.ask(import("a")), Reply::Imported(_)));
}

#[test]
fn what_is_half_taken_back_is_not_acknowledged_and_goes_when_storage_works_again() {
    let mut browser = Browser::new();
    browser.write("bea", named("Bea"));
    let before = browser.disk.all("");
    // All of it is written, but the old values can't be removed any more.
    browser.disk.expect(Mishap::Dead { at: 2 });
    let Problem { kind, message, .. } = problem(browser.ask(import("a")));
    assert_eq!(kind, ProblemKind::Storage);
    assert!(message.contains("nothing of it will stay"), "{message}");
    assert_eq!(problem(browser.ask(write("b", "mia"))).kind, ProblemKind::Storage, "nothing is written on top of it");
    browser.disk.expect(Mishap::None);
    browser.ask(Request::Hello);
    assert_eq!(browser.disk.all(""), before);
    assert!(matches!(browser.ask(import("a")), Reply::Imported(_)), "the same again");
    assert_eq!(browser.facts().journal().unwrap().changes, 2);
}

#[test]
fn nothing_is_written_over_an_unfinished_change() {
    let mut browser = Browser::new();
    // Written, but the intent can't be removed any more: the next write must not be undone by it.
    browser.disk.expect(Mishap::Dead { at: 2 });
    assert_eq!(problem(browser.ask(write("a", "mia"))).kind, ProblemKind::Storage);
    assert!(browser.disk.get("intent").is_some());
    assert_eq!(problem(browser.ask(write("b", "mia"))).kind, ProblemKind::Storage);
    browser.disk.expect(Mishap::None);
    assert!(matches!(browser.ask(write("b", "mia")), Reply::Saved { .. }));
    browser.restart();
    browser.ask(Request::Hello);
    assert_eq!(browser.facts().journal().unwrap().changes, 2);
}

#[test]
fn an_intent_that_cannot_be_read_stops_nobody() {
    let mut browser = Browser::new();
    browser.disk.set("intent", "[[\"shard/00\"");
    browser.write("mia", named("Mia"));
    assert_eq!(browser.disk.get("intent"), None);
    let aside = browser.disk.all("aside/");
    assert_eq!(aside.into_values().collect::<Vec<_>>(), ["[[\"shard/00\""]);
}
