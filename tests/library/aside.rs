//! Parts that can't be read.

use really_know::desk::{Health, ProblemKind, Reply, Request, SettingsEdit};
use really_know::library::{Change, Edit, Guard, Unreadable, shard_of};

use super::disk::{Browser, address, check_addresses, named};

/// A library of two people, with Mia's shard cut short behind her note; tells the shard's key and text.
fn broken() -> (Browser, String, String) {
    let mut browser = Browser::new();
    browser.write("mia", vec![Edit::Name("Mia".into()), Edit::Story("bees".into())]);
    browser.write("bea", named("Bea"));
    let key = format!("shard/{:02x}", shard_of(&address("mia")));
    assert_ne!(shard_of(&address("mia")), shard_of(&address("bea")));
    let text = browser.disk.get(&key).unwrap();
    let cut = text[..text.find(",\"addresses\"").unwrap()].to_owned();
    browser.disk.set(&key, &cut);
    browser.restart();
    (browser, key, cut)
}

fn health(browser: &mut Browser) -> Health {
    match browser.ask(Request::Health) {
        Reply::Health(health) => health,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_user_is_told_which_part_and_why_and_the_rest_works() {
    let (mut browser, key, cut) = broken();
    let health = health(&mut browser);
    assert_eq!(health.people, 1);
    let [part] = health.unreadable.as_slice() else { panic!("{health:?}") };
    assert_eq!((part.key.as_str(), part.bytes, part.people), (key.as_str(), cut.len() as u64, 1));
    assert!(matches!(part.why, Unreadable::Broken(_)), "{}", part.why);
    assert_eq!(
        browser.ask(Request::RawText { key: key.clone() }),
        Reply::RawText { key: key.clone(), text: cut.clone() }
    );

    browser.write("bea", vec![Edit::Story("bakes".into())]);
    let edits = vec![Edit::Story("lost?".into())];
    let why =
        browser.refusal(Change::Write { who: really_know::library::Who::Address(address("mia")), edits, base: vec![] });
    assert!(why.contains("left as it is"), "{why}");
    assert_eq!(browser.disk.get(&key), Some(cut));
}

#[test]
fn a_part_is_begun_anew_with_those_who_can_be_read() {
    let (mut browser, key, cut) = broken();
    assert_eq!(browser.ask(Request::StartAnew { key: key.clone(), salvage: true }), Reply::Rescued { people: 1 });
    assert_eq!(browser.find("mia").unwrap().1.story, "bees");
    check_addresses(&browser.facts());
    let health = health(&mut browser);
    assert!(health.unreadable.is_empty() && health.people == 2);
    let [aside] = health.aside.as_slice() else { panic!("{health:?}") };
    assert_eq!((aside.part.as_str(), aside.at.0), (key.as_str(), browser.now - 10));
    assert_eq!(browser.disk.get(&aside.key), Some(cut), "nothing is ever deleted");
    let again = browser.ask(Request::StartAnew { key, salvage: true });
    assert!(matches!(again, Reply::Problem(problem) if problem.kind == ProblemKind::Refused));
}

#[test]
fn whoever_lives_elsewhere_is_still_found_by_an_address_of_a_part_that_is_begun_anew() {
    for salvage in [true, false] {
        let (mut browser, key, _) = broken();
        // Somebody in another part, whose new address is noted in the broken one.
        let slug =
            (0..).map(|n| format!("moved-{n}")).find(|slug| shard_of(&address(slug)) == shard_of(&address("mia")));
        let slug = slug.unwrap();
        let whole = browser.disk.get(&key).unwrap() + ",\"addresses\":{\"mia\":\"";
        let mia = &whole[whole.find("\"people\":{\"").unwrap() + 11..][..18];
        browser.disk.set(&key, &format!("{whole}{}\"}}}}", mia.trim_matches('"')));
        browser.restart();
        browser.write("bea", vec![Edit::Address(Some(address(&slug)))]);
        let bea = browser.find(&slug).unwrap().0;
        let text = browser.disk.get(&key).unwrap();
        browser.disk.set(&key, &text[..text.len() - 1]);
        browser.restart();
        let rescued = Reply::Rescued { people: u32::from(salvage) };
        assert_eq!(browser.ask(Request::StartAnew { key, salvage }), rescued);
        assert_eq!(browser.find(&slug).map(|(id, _)| id), Some(bea), "salvage: {salvage}");
        check_addresses(&browser.facts());
    }
}

#[test]
fn an_empty_part_can_have_its_people_back() {
    let (mut browser, key, _) = broken();
    assert_eq!(browser.ask(Request::StartAnew { key, salvage: false }), Reply::Rescued { people: 0 });
    assert_eq!(browser.find("mia"), None);
    let key = health(&mut browser).aside.remove(0).key;
    assert_eq!(browser.ask(Request::PutBack { key: key.clone() }), Reply::Rescued { people: 1 });
    assert_eq!(browser.find("mia").unwrap().1.story, "bees");
    // Twice is once, and later work is not touched.
    browser.write("mia", vec![Edit::Story("bees and wax".into())]);
    assert_eq!(browser.ask(Request::PutBack { key: key.clone() }), Reply::Rescued { people: 0 });
    assert_eq!(browser.find("mia").unwrap().1.story, "bees and wax");
    assert_eq!(browser.ask(Request::DropAside { key }), Reply::Done);
    assert!(health(&mut browser).aside.is_empty());
}

#[test]
fn only_parts_that_were_set_aside_can_be_deleted_or_read_out() {
    let (mut browser, key, cut) = broken();
    for request in [
        Request::DropAside { key: key.clone() },
        Request::PutBack { key: key.clone() },
        Request::RawText { key: "session/review/7".into() },
        Request::RawText { key: "shard/zz".into() },
        Request::StartAnew { key: "settings".into(), salvage: false },
        Request::PutBack { key: "aside/5/settings".into() },
    ] {
        let reply = browser.ask(request.clone());
        assert!(matches!(reply, Reply::Problem(problem) if problem.kind == ProblemKind::Refused), "{request:?}");
    }
    assert_eq!(browser.disk.get(&key), Some(cut));
}

#[test]
fn a_newer_part_is_told_apart() {
    let mut browser = Browser::new();
    browser.disk.set("shard/07", r#"{"v":2,"people":"?"}"#);
    let health = health(&mut browser);
    assert!(matches!(health.unreadable[0].why, Unreadable::Newer(_)), "{health:?}");
}

#[test]
fn settings_journal_and_past_are_set_aside_when_they_are_next_written() {
    let mut browser = Browser::new();
    let mia = browser.write("mia", named("Mia"));
    let past = format!("past/{:02x}", mia.shard());
    for key in ["settings", "journal", &past] {
        browser.disk.set(key, "{\"broken");
    }
    browser.restart();
    assert_eq!(health(&mut browser).unreadable.len(), 3);
    assert!(browser.disk.all("aside/").is_empty(), "reading changes nothing");

    let change = Request::Settings { edits: vec![SettingsEdit::Guard(Guard::Off)] };
    assert_eq!(browser.ask(change), Reply::Done);
    browser.write("mia", named("Mia Sample"));
    let aside = browser.disk.all("aside/");
    let mut parts: Vec<&str> = aside.keys().map(|key| key.splitn(3, '/').nth(2).unwrap()).collect();
    parts.sort_unstable();
    assert_eq!(parts, ["journal", &past, "settings"]);
    assert!(aside.values().all(|text| text == "{\"broken"));
    assert_eq!(browser.facts().settings().unwrap().guard, Guard::Off);
    assert_eq!(browser.find("mia").unwrap().1.name, "Mia Sample");
    assert!(health(&mut browser).unreadable.is_empty());
}
