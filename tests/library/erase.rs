//! Erasing everything.

use really_know::desk::{Reply, Request, SettingsEdit};
use really_know::domain::PersonId;
use really_know::library::{Change, Guard, LedgerEdit};

use super::disk::{Browser, Mishap, named};

/// A browser with something of every kind: people, history, trash, settings, introductions, a review, a part that was set aside,
/// copies of an update, and a change that was being written when the browser died.
fn full() -> Browser {
    let mut browser = Browser::new();
    let mia = browser.write("mia", named("Mia"));
    browser.write("mia", named("Mia Sample"));
    let bea = browser.write("bea", named("Bea"));
    let people = [mia, bea.clone()];
    let edit = LedgerEdit::Begin { id: "i".into(), people, why: "bees".into() };
    assert_eq!(browser.ask(Request::Ledger { edit }), Reply::Done);
    let edits = vec![SettingsEdit::Guard(Guard::Off)];
    assert_eq!(browser.ask(Request::Settings { edits }), Reply::Done);
    browser.save(Change::Delete { person: bea });
    browser.disk.set("session/review/7", "{}");
    browser.disk.set("aside/5/shard/00", "{\"v\":1,");
    browser.disk.set("backup/0/shard/00", "{}");
    browser.disk.set("intent", r#"[["shard/00","{\"v\":1}"]]"#);
    browser
}

#[test]
fn nothing_is_left_nothing_is_finished_later_and_one_can_begin_anew() {
    let mut browser = full();
    assert_eq!(browser.ask(Request::EraseAll), Reply::Done);
    assert!(browser.disk.all("").is_empty());
    assert_eq!(browser.ask(Request::Trash), Reply::Trash { people: vec![] });
    assert_eq!(browser.ask(Request::Imports), Reply::Imports { imports: vec![] });
    browser.restart();
    browser.ask(Request::Hello);
    assert!(browser.disk.all("").is_empty(), "{:?}", browser.disk.all(""));
    let person: PersonId = browser.write("mia", named("Mia"));
    assert_eq!(browser.people().keys().collect::<Vec<_>>(), [&person]);
}

#[test]
fn an_erasing_that_is_cut_short_is_told_and_can_be_done_again() {
    for at in 0..2 {
        for written in 0..6 {
            for mishap in [Mishap::Dies { at, written }, Mishap::Fails { at, written }] {
                let mut browser = full();
                browser.disk.expect(mishap);
                let reply = browser.try_ask(Request::EraseAll);
                assert!(matches!(reply, None | Some(Reply::Problem(_))), "{mishap:?}: {reply:?}");
                browser.disk.expect(Mishap::None);
                assert_eq!(browser.ask(Request::EraseAll), Reply::Done);
                assert!(browser.disk.all("").is_empty(), "{mishap:?}");
            }
        }
    }
}
