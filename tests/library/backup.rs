//! What is known of backups.

use really_know::desk::{BackupState, Reply, Request};
use really_know::domain::Moment;

use super::disk::{Browser, named};

fn state(reply: Reply) -> BackupState {
    match reply {
        Reply::Backup(state) => state,
        other => panic!("{other:?}"),
    }
}

/// What the dashboard says when it has made a file: what had been changed before the library was read for it.
fn made(browser: &mut Browser, before: &BackupState) -> BackupState {
    let request = Request::BackupMade { people: 2, made: Moment(77), changes: before.changes };
    state(browser.ask(request))
}

#[test]
fn what_is_written_while_a_backup_is_made_is_not_in_it() {
    let mut browser = Browser::new();
    browser.write("mia", named("Mia"));
    let before = state(browser.ask(Request::Backup));
    browser.write("bea", named("Bea"));
    assert_eq!(made(&mut browser, &before).since, 1);
    let verified = Request::BackupVerified { made: Moment(77), changes: before.changes };
    assert_eq!(state(browser.ask(verified)).since_checked, 1);
}

#[test]
fn what_counts_is_the_backup_that_was_read_back() {
    let mut browser = Browser::new();
    browser.write("mia", named("Mia"));
    let before = state(browser.ask(Request::Backup));
    made(&mut browser, &before);
    let checked = state(browser.ask(Request::BackupVerified { made: Moment(77), changes: before.changes }));
    assert_eq!((checked.checked, checked.verified), (Moment(77), Moment(browser.now)), "the file's own time");
    browser.write("bea", named("Bea"));
    // Another one, whose download may have been cancelled.
    let before = state(browser.ask(Request::Backup));
    let state = made(&mut browser, &before);
    assert_eq!((state.since, state.since_checked, state.checked), (0, 1, Moment(77)));
}

#[test]
fn changes_are_counted_since_the_last_backup() {
    let mut browser = Browser::new();
    assert_eq!(state(browser.ask(Request::Backup)), BackupState::default());
    browser.write("mia", named("Mia"));
    browser.write("bea", named("Bea"));
    let before = state(browser.ask(Request::Backup));
    assert_eq!(before, BackupState { since: 2, since_checked: 2, changes: 2, ..BackupState::default() });

    let made = made(&mut browser, &before);
    assert_eq!(made, BackupState { made: Moment(77), people: 2, since: 0, ..before });
    let verified = state(browser.ask(Request::BackupVerified { made: Moment(77), changes: 2 }));
    let now = Moment(browser.now);
    assert_eq!(verified, BackupState { verified: now, checked: Moment(77), since_checked: 0, ..made });
    browser.write("mia", named("Mia Sample"));
    browser.restart();
    let after = BackupState { since: 1, since_checked: 1, changes: 3, ..verified };
    assert_eq!(state(browser.ask(Request::Backup)), after);
}
