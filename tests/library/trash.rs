//! Deleting, and thinking better of it.

use really_know::desk::{InTrash, Reply, Request};
use really_know::domain::PersonId;
use really_know::library::past::KEPT_MS;
use really_know::library::{Change, Edit};

use super::disk::{Browser, address, check_addresses, named};

fn trash(browser: &mut Browser) -> Vec<InTrash> {
    match browser.ask(Request::Trash) {
        Reply::Trash { people } => people,
        other => panic!("{other:?}"),
    }
}

fn deleted() -> (Browser, PersonId) {
    let mut browser = Browser::new();
    browser.write("mia", vec![Edit::Name("Mia".into()), Edit::Headline("Baker".into())]);
    let id = browser.write("mia", vec![Edit::Address(Some(address("mia-new")))]);
    browser.save(Change::Delete { person: id.clone() });
    (browser, id)
}

#[test]
fn whoever_is_deleted_is_in_the_trash_and_can_be_brought_back() {
    let (mut browser, id) = deleted();
    assert_eq!((browser.find("mia"), browser.find("mia-new")), (None, None));
    let people = trash(&mut browser);
    let [there] = people.as_slice() else { panic!("{people:?}") };
    assert_eq!((&there.person, there.name.as_str(), there.headline.as_str()), (&id, "Mia", "Baker"));
    browser.restart();
    let (command, _) = browser.save(Change::Restore { person: id.clone() });
    for slug in ["mia", "mia-new"] {
        assert_eq!(browser.find(slug).unwrap().0, id, "{slug}");
    }
    assert!(trash(&mut browser).is_empty());
    assert!(browser.refusal(Change::Restore { person: id.clone() }).contains("no longer in the trash"));
    // Back to the trash, and out again.
    let (again, _) = browser.save(Change::Undo { command });
    assert_eq!((trash(&mut browser).len(), browser.find("mia")), (1, None));
    browser.save(Change::Undo { command: again });
    assert_eq!((trash(&mut browser).len(), browser.find("mia").unwrap().0), (0, id));
    check_addresses(&browser.facts());
}

#[test]
fn an_undone_deletion_leaves_nothing_in_the_trash() {
    let (mut browser, id) = deleted();
    let (command, _) = {
        browser.save(Change::Restore { person: id.clone() });
        browser.save(Change::Delete { person: id.clone() })
    };
    browser.save(Change::Undo { command });
    assert!(trash(&mut browser).is_empty());
    assert_eq!(browser.people().len(), 1);
}

#[test]
fn making_somebody_and_undoing_it_is_no_deletion() {
    let mut browser = Browser::new();
    let (command, _) = browser.save(Change::Write {
        who: really_know::library::Who::Address(address("mia")),
        edits: named("Mia"),
        base: vec![],
    });
    browser.save(Change::Undo { command });
    assert!(trash(&mut browser).is_empty() && browser.people().is_empty());
}

#[test]
fn an_address_that_somebody_else_has_by_now_is_not_taken_back() {
    let (mut browser, id) = deleted();
    browser.write("mia", named("Another Mia"));
    assert_eq!(browser.refusal(Change::Restore { person: id }), "Another Mia already has this profile address");
    let people = trash(&mut browser);
    assert_eq!((people.len(), people[0].taken_by.as_deref()), (1, Some("Another Mia")), "still there, and why");
}

#[test]
fn without_the_address_that_somebody_else_has_by_now_a_note_comes_back() {
    let (mut browser, id) = deleted();
    let other = browser.write("mia-new", named("Another Mia"));
    let (command, person) = browser.save(Change::RestoreWithout { person: id.clone() });
    assert_eq!(person, id);
    assert!(trash(&mut browser).is_empty());
    assert_eq!(browser.find("mia-new").unwrap().0, other, "nothing is taken from anybody");
    let (found, mia) = browser.find("mia").unwrap();
    assert_eq!(
        (found, mia.headline.as_str(), mia.address),
        (id.clone(), "Baker", None),
        "an address that is free stays"
    );
    let past = browser.facts().past(id.shard()).unwrap().history[&id].clone();
    assert!(past.iter().any(|earlier| earlier.field == "address" && earlier.was == "mia-new"), "{past:?}");
    check_addresses(&browser.facts());
    browser.save(Change::Undo { command });
    assert_eq!((trash(&mut browser).len(), browser.people().len()), (1, 1));
    check_addresses(&browser.facts());
}

#[test]
fn after_thirty_days_the_next_change_empties_it() {
    let (mut browser, id) = deleted();
    browser.now += KEPT_MS - 1_000;
    browser.write("bea", named("Bea"));
    assert_eq!(trash(&mut browser).len(), 1);
    browser.now += 2_000;
    browser.restart();
    browser.write("bea", named("Bea B"));
    assert!(trash(&mut browser).is_empty());
    let facts = browser.facts();
    assert!(facts.journal().unwrap().expiring.is_empty());
    let past = facts.past(id.shard()).unwrap();
    assert!(past.trash.is_empty() && !past.history.contains_key(&id));
}

#[test]
fn after_thirty_days_the_next_start_of_the_browser_empties_it() {
    let (mut browser, id) = deleted();
    let before = browser.disk.all("");
    browser.now += KEPT_MS - 1_000;
    browser.start();
    assert_eq!(browser.disk.all(""), before, "nothing is written where nothing is too old");
    browser.now += 2_000;
    browser.start();
    assert!(trash(&mut browser).is_empty());
    assert!(browser.facts().past(id.shard()).unwrap().trash.is_empty());
}

#[test]
fn whoever_is_erased_leaves_nothing() {
    for from_trash in [true, false] {
        let mut browser = Browser::new();
        let id = browser.write("mia", vec![Edit::Name("Mia".into()), Edit::Story("a secret".into())]);
        browser.write("mia", vec![Edit::Story("a second secret".into())]);
        if from_trash {
            browser.save(Change::Delete { person: id.clone() });
        }
        let (command, _) = browser.save(Change::Erase { person: id.clone() });
        let left: Vec<String> = browser.disk.all("").into_values().filter(|text| text.contains("secret")).collect();
        assert!(left.is_empty(), "{left:?}");
        assert!(browser.people().is_empty());
        assert!(browser.refusal(Change::Undo { command }).contains("can't be undone"));
        assert!(browser.refusal(Change::Erase { person: id }).contains("no longer"));
    }
}

#[test]
fn a_past_of_a_newer_version_is_left_and_nobody_is_deleted_without_it() {
    let mut browser = Browser::new();
    let id = browser.write("mia", named("Mia"));
    let key = format!("past/{:02x}", id.shard());
    browser.disk.set(&key, r#"{"v":2,"history":[]}"#);
    browser.restart();
    browser.write("mia", named("Mia Sample"));
    assert!(browser.refusal(Change::Delete { person: id }).contains("newer version"));
    assert_eq!(browser.find("mia").unwrap().1.name, "Mia Sample");
    assert_eq!(browser.disk.get(&key).as_deref(), Some(r#"{"v":2,"history":[]}"#));
}
