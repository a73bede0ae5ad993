//! What a page is told, and what is kept of it, before the user has said yes.

use really_know::desk::clerk::Area;
use really_know::desk::handle::Happening;
use really_know::desk::{Frame, PageMessage, Reply, Request, Review, SettingsEdit, View};
use really_know::domain::Worked;
use really_know::library::settings::Settings;
use really_know::library::{Change, Command, CommandId, Consent, Edit, Guard, Who};

use super::page::*;
use super::world::{TAB, World};

const FEED: &str = "https://www.linkedin.com/feed/";
const PROFILE: &str = "https://www.linkedin.com/in/sender-1/";
const DAY_MS: i64 = 24 * 60 * 60 * 1_000;

fn say(world: &mut World, answer: Consent) {
    assert_eq!(world.view(View::Welcome, Request::Consent { answer }), Reply::Done);
}

/// Everything that is stored about open pages.
fn kept(world: &World) -> String {
    world.memory.names(Area::Session).iter().filter_map(|key| world.memory.get(Area::Session, key)).collect()
}

#[test]
fn nothing_that_a_page_reports_is_looked_at() {
    let mut world = World::unasked();
    let orders = world.page(hello("d", LIST));
    assert!(!orders.awake && orders.rules.is_none());
    assert_eq!(orders.frame, Some(Frame::Card));
    // A script that was awake until now may still have something to say.
    for message in [fresh("d", &[1, 2]), clicked("d", 1, true, false), PageMessage::Return { doc: "d".into() }] {
        let orders = world.page(message);
        assert!(!orders.awake && orders.rules.is_none() && orders.guard.is_none() && !orders.resend, "{orders:?}");
    }
    assert_eq!(world.review().senders, []);
    assert!(!kept(&world).contains("sender-1"));
}

#[test]
fn elsewhere_not_even_the_address_is_kept() {
    let mut world = World::unasked();
    for url in [FEED, PROFILE] {
        assert_eq!(world.page(hello("d", url)).frame, Some(Frame::Gone), "{url}");
        assert_eq!(world.review(), Review { doc: "d".into(), frame: Some(Frame::Gone), ..Review::default() });
    }
}

#[test]
fn a_yes_wakes_the_pages_and_a_no_sends_them_to_sleep() {
    let mut world = World::unasked();
    world.page(hello("d", LIST));
    say(&mut world, Consent::Yes);
    let (tab, orders) = world.orders.pop().expect("the page is told");
    assert!(tab == TAB && orders.awake && orders.doc == "d");
    assert!(world.page(hello("d", LIST)).rules.flatten().is_some());
    assert_eq!(world.page(fresh("d", &[1, 2])).guard.map(|all| all.len()), Some(2));

    say(&mut world, Consent::Yes);
    assert_eq!(world.review().senders.len(), 2, "said again it changes nothing");

    say(&mut world, Consent::No);
    let (_, orders) = world.orders.pop().expect("the page is told");
    assert!(!orders.awake && orders.frame == Some(Frame::Gone));
    assert!(!kept(&world).contains("sender-1"), "what was read goes with the permission");
    assert_eq!(world.page(hello("d", LIST)).frame, Some(Frame::Gone), "and nobody asks again");
}

#[test]
fn notes_stay() {
    let mut world = World::new();
    world.page(hello("d", LIST));
    let edits = vec![Edit::Name(name(1)), Edit::Worked(Some(Worked::default()))];
    let change = Change::Write { who: Who::Address(address(1)), edits, base: vec![] };
    world.sidebar(Request::Command { command: Command { id: CommandId("a".into()), change }, sender: None });
    say(&mut world, Consent::No);
    assert!(world.person(&slug(1)).is_some());
}

#[test]
fn not_now_is_not_never() {
    let mut world = World::unasked();
    world.page(hello("d", LIST));
    say(&mut world, Consent::NotNow);
    assert_eq!(world.page(hello("d", LIST)).frame, Some(Frame::Gone));
    // Asked for, the card comes.
    world.event(Happening::Shortcut { tab: TAB });
    assert_eq!(world.orders.pop().expect("orders").1.frame, Some(Frame::Card));
    world.now += DAY_MS;
    assert_eq!(world.page(hello("d2", LIST)).frame, Some(Frame::Card));
    say(&mut world, Consent::No);
    world.now += 1_000 * DAY_MS;
    assert_eq!(world.page(hello("d3", LIST)).frame, Some(Frame::Gone));
}

#[test]
fn an_earlier_version_said_nothing_about_it() {
    let mut world = World::unasked();
    world.memory.set(Area::Local, "settings", r#"{"guard":"remind"}"#);
    assert!(!world.page(hello("d", LIST)).awake);
    say(&mut world, Consent::Yes);
    assert_eq!(world.settings().guard, Guard::Remind);
    // Nor does a word that only a later version knows.
    for settings in [r#"{"consent":"partly"}"#, "{", ""] {
        let mut world = World::unasked();
        world.memory.set(Area::Local, "settings", settings);
        assert!(!world.page(hello("d", LIST)).awake, "{settings}");
    }
}

#[test]
fn other_settings_never_bring_it_along() {
    let mut world = World::unasked();
    world.view(View::Dashboard, Request::Settings { edits: vec![SettingsEdit::Guard(Guard::Off)] });
    assert!(!world.settings().may_read());
    say(&mut world, Consent::Yes);
    world.view(View::Dashboard, Request::Settings { edits: vec![SettingsEdit::Guard(Guard::Pause)] });
    assert!(world.settings().may_read());
}

#[test]
fn where_it_is_switched_off_nobody_asks() {
    let mut world = World::unasked();
    let off = Settings::decode(r#"{"askOn":{"invitationsOff":true}}"#).unwrap();
    world.memory.set(Area::Local, "settings", &off.encode());
    assert_eq!(world.page(hello("d", LIST)).frame, Some(Frame::Gone));
}
