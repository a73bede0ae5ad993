//! Invitations without an answer outlive their tab.

use really_know::desk::clerk::Area;
use really_know::desk::handle::Happening;
use really_know::desk::{PageMessage, Reply, Request, View};
use really_know::domain::{Day, Decision, Moment, What, Worked};
use really_know::library::{Change, Command, CommandId, Consent, Edit, Incoming, Who};

use super::page::*;
use super::world::{TAB, World};

const DAY_MS: i64 = 24 * 60 * 60 * 1_000;

fn command(id: &str, change: Change) -> Request {
    Request::Command { command: Command { id: CommandId(id.to_owned()), change }, sender: None }
}

fn write(id: &str, n: u32, edits: Vec<Edit>) -> Request {
    command(id, Change::Write { who: Who::Address(address(n)), edits, base: vec![] })
}

fn worked() -> Vec<Edit> {
    vec![Edit::Worked(Some(Worked::default()))]
}

fn decided(what: What, at: i64) -> Vec<Edit> {
    vec![Edit::AddDecision(Decision { what, at: Moment(at), ..Decision::default() })]
}

fn saved(reply: &Reply) {
    assert!(matches!(reply, Reply::Saved { .. }), "{reply:?}");
}

/// Three senders were seen, and the tab is closed.
fn seen() -> World {
    let mut world = World::new();
    world.page(hello("d", LIST));
    world.page(fresh("d", &[1, 2, 3]));
    world
}

fn closed() -> World {
    let mut world = seen();
    world.event(Happening::TabClosed { tab: TAB });
    assert!(world.memory.names(Area::Session).is_empty());
    world
}

#[test]
fn they_outlive_the_tab_the_background_and_the_browser() {
    let mut world = seen();
    saved(&world.sidebar(write("a", 1, worked())));
    world.event(Happening::TabClosed { tab: TAB });
    world.kill();
    world.event(Happening::Started);
    let mut left = world.undecided();
    left.sort();
    assert_eq!(left, ["sender-2", "sender-3"]);
    let stored = world.memory.get(Area::Local, "undecided").unwrap();
    assert!(stored.contains("Sender Number2") && stored.contains("Baker at Crumb Ltd"), "{stored}");
    assert!(!stored.contains("sender-1"), "who has an answer is in a note, and nowhere else: {stored}");
}

#[test]
fn a_tab_that_leads_elsewhere_has_nobody_waiting_in_it() {
    let mut world = seen();
    world.badges.clear();
    world.page(PageMessage::Left { doc: "another".into() });
    assert_eq!(world.review().waiting(), 3, "that was another document");
    world.page(PageMessage::Left { doc: "d".into() });
    assert_eq!((world.review().waiting(), world.badges.last().map(|(_, waiting)| *waiting)), (0, Some(0)));
    assert_eq!(world.undecided().len(), 3, "they are not forgotten");
    // Back from the browser's cache: the same document, told anew.
    world.page(hello("d", LIST));
    world.page(fresh("d", &[1, 2, 3]));
    assert_eq!(world.review().waiting(), 3);
}

#[test]
fn what_was_clicked_is_noted_on_the_page_that_comes_next() {
    let mut world = seen();
    world.page(clicked("d", 1, true, false));
    world.page(PageMessage::Left { doc: "d".into() });
    world.page(hello("d2", LIST));
    world.page(fresh("d2", &[2, 3]));
    assert_eq!(world.review().noted.len(), 1);
}

#[test]
fn a_farewell_that_comes_too_late_brings_nothing_back() {
    let mut world = closed();
    world.page(PageMessage::Left { doc: "d".into() });
    assert_eq!(world.review_of(TAB), None);
    world.page(hello("d2", LIST));
    world.page(fresh("d2", &[1]));
    world.page(PageMessage::Left { doc: "d".into() });
    assert_eq!(world.review().waiting(), 1);
}

#[test]
fn an_answer_from_anywhere_ends_it_and_its_undo_begins_it_again() {
    let mut world = closed();
    saved(&world.view(View::Popup, write("a", 1, worked())));
    saved(&world.view(View::Dashboard, write("b", 2, decided(What::DontKnow, 0))));
    assert_eq!(world.undecided(), ["sender-3"]);
    saved(&world.view(View::Dashboard, command("u", Change::Undo { command: CommandId("b".into()) })));
    assert_eq!(world.undecided(), ["sender-2", "sender-3"]);
    // A word that is no answer changes nothing.
    saved(&world.view(View::Popup, write("c", 3, vec![Edit::Story("Bees".into())])));
    assert_eq!(world.undecided(), ["sender-2", "sender-3"]);
    // Put aside, they are in another list.
    saved(&world.view(View::Dashboard, write("e", 3, decided(What::NotYet, 0))));
    assert_eq!(world.undecided(), ["sender-2"]);
}

#[test]
fn a_decision_on_linkedin_ends_it_and_a_card_that_comes_back_begins_it_again() {
    let mut world = seen();
    world.page(clicked("d", 1, true, false));
    world.page(clicked("d", 2, false, false));
    world.page(left("d", &[3]));
    assert_eq!(world.undecided(), ["sender-3"]);
    world.page(fresh("d", &[1, 3]));
    assert_eq!(world.undecided(), ["sender-1", "sender-3"], "LinkedIn couldn't do it");
    // Who is accepted years later was decided long ago, and waits again now.
    world.page(clicked("d", 1, true, false));
    world.page(left("d", &[3]));
    world.now += 400 * DAY_MS;
    world.page(hello("d2", LIST));
    world.page(fresh("d2", &[1]));
    assert_eq!(world.undecided(), ["sender-1"], "and the other one is too old");
    saved(&world.view(View::Popup, write("s", 1, vec![Edit::Story("Bees".into())])));
    assert_eq!(world.undecided(), ["sender-1"], "that decision was about another invitation");
}

#[test]
fn who_is_gone_is_dismissed_and_comes_back_only_if_asked_or_seen() {
    let mut world = closed();
    let before = world.facts().undecided().unwrap().invitations.clone();
    let gone = Request::Gone { invitations: vec![address(1), address(2)] };
    assert_eq!(world.view(View::Dashboard, gone), Reply::Done);
    assert_eq!(world.undecided(), ["sender-3"]);
    assert_eq!(world.view(View::Dashboard, Request::NotGone { invitations: before }), Reply::Done);
    assert_eq!(world.undecided().len(), 3);
    world.view(View::Dashboard, Request::Gone { invitations: (1..=3).map(address).collect() });
    world.page(hello("d", LIST));
    world.page(fresh("d", &[2]));
    assert_eq!(world.undecided(), ["sender-2"]);
}

#[test]
fn only_invitations_count_and_each_once() {
    let mut world = World::new();
    // A profile without an invitation, and one with it.
    world.page(hello("d", "https://www.linkedin.com/in/sender-1/"));
    let mut visit = report("d", &[], &[]);
    visit.shot.url = "https://www.linkedin.com/in/sender-1/".into();
    visit.shot.title = "Sender Number1 | LinkedIn".into();
    visit.shot.headings = vec!["Sender Number1".into()];
    world.page(PageMessage::Report(visit));
    assert!(world.review().current.is_some() && world.undecided().is_empty());
    // The list, twice: nothing is written the second time.
    world.page(hello("d2", LIST));
    world.page(fresh("d2", &[2, 3]));
    let first = world.memory.get(Area::Local, "undecided");
    world.page(fresh("d2", &[2, 3]));
    assert_eq!(world.memory.get(Area::Local, "undecided"), first);
    world.now += DAY_MS;
    world.page(hello("d3", LIST));
    world.page(fresh("d3", &[2]));
    assert_eq!(world.undecided(), ["sender-2", "sender-3"], "the one seen last first");
}

#[test]
fn who_was_put_aside_and_is_due_waits_in_one_list_only() {
    let mut world = World::new();
    let until = Day::try_from("1969-12-01".to_owned()).ok();
    let aside = Decision { what: What::NotYet, until, ..Decision::default() };
    world.view(View::Popup, write("a", 1, vec![Edit::AddDecision(aside)]));
    world.page(hello("d", LIST));
    world.page(fresh("d", &[1, 2]));
    assert_eq!(world.review().waiting(), 2);
    assert_eq!(world.undecided(), ["sender-2"]);
}

#[test]
fn an_import_answers_too() {
    let mut world = closed();
    let incoming = Incoming { who: Who::Address(address(1)), person: None, edits: worked(), base: vec![] };
    world.view(View::Dashboard, command("i", Change::Import { import: "file".into(), people: vec![incoming] }));
    let mut left = world.undecided();
    left.sort();
    assert_eq!(left, ["sender-2", "sender-3"]);
}

#[test]
fn what_is_erased_or_forbidden_leaves_nothing_here() {
    let mut world = closed();
    saved(&world.view(View::Popup, write("a", 1, worked())));
    let person = world.facts().find(&address(1)).unwrap().unwrap().0.clone();
    let stored = |world: &World| world.memory.get(Area::Local, "undecided").unwrap_or_default();
    assert!(stored(&world).contains("sender-1"), "for the way back");
    saved(&world.view(View::Dashboard, command("d", Change::Delete { person: person.clone() })));
    saved(&world.view(View::Dashboard, command("e", Change::Erase { person })));
    assert!(!stored(&world).contains("sender-1"));
    // Of somebody without an answer, too.
    saved(&world.view(View::Popup, write("s", 2, vec![Edit::Story("Bees".into())])));
    let person = world.facts().find(&address(2)).unwrap().unwrap().0.clone();
    assert!(stored(&world).contains("sender-2"));
    saved(&world.view(View::Dashboard, command("f", Change::Erase { person })));
    assert!(!stored(&world).contains("sender-2") && stored(&world).contains("sender-3"));
    world.view(View::Dashboard, Request::Consent { answer: Consent::No });
    assert!(!stored(&world).contains("sender-"));
    // Not even by the way back of a dismissal.
    let before = seen().facts().undecided().unwrap().invitations.clone();
    world.view(View::Dashboard, Request::NotGone { invitations: before });
    assert!(!stored(&world).contains("sender-"));
}

#[test]
fn a_list_that_cannot_be_read_is_begun_anew_and_the_old_one_set_aside() {
    let mut world = World::new();
    world.memory.set(Area::Local, "undecided", "{");
    world.page(hello("d", LIST));
    world.page(fresh("d", &[1]));
    assert_eq!(world.undecided(), ["sender-1"]);
    assert!(
        world.memory.names(Area::Local).iter().any(|name| name.ends_with("/undecided") && name.starts_with("aside/"))
    );
}

#[test]
fn erasing_everything_erases_it() {
    let mut world = closed();
    assert_eq!(world.view(View::Dashboard, Request::EraseAll), Reply::Done);
    assert_eq!(world.memory.get(Area::Local, "undecided"), None);
    assert!(world.undecided().is_empty());
}
