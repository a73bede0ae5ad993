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

#[test]
fn changes_are_counted_since_the_last_backup() {
    let mut browser = Browser::new();
    assert_eq!(state(browser.ask(Request::Backup)), BackupState::default());
    browser.write("mia", named("Mia"));
    browser.write("bea", named("Bea"));
    assert_eq!(state(browser.ask(Request::Backup)), BackupState { since: 2, ..BackupState::default() });

    let made = state(browser.ask(Request::BackupMade { people: 2 }));
    assert_eq!(made, BackupState { made: Moment(browser.now), verified: Moment(0), people: 2, since: 0 });
    let verified = state(browser.ask(Request::BackupVerified));
    assert_eq!(verified, BackupState { verified: Moment(browser.now), ..made });
    browser.write("mia", named("Mia Sample"));
    browser.restart();
    assert_eq!(state(browser.ask(Request::Backup)), BackupState { since: 1, ..verified });
}
