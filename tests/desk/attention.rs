//! Whom the review turns to, when a click is held, and where the keyboard goes.

use really_know::desk::clerk::Area;
use really_know::desk::handle::Happening;
use really_know::desk::{Focus, Frame, PageMessage, Request, SettingsEdit, Standing, View};
use really_know::domain::{Day, Decision, What, Worked};
use really_know::library::settings::AskOn;
use really_know::library::{Change, Command, CommandId, Edit, Guard, Who};

use super::page::*;
use super::world::World;

const PROFILE: &str = "https://www.linkedin.com/in/sender-2/";

fn answer(n: u32, edits: Vec<Edit>) -> Request {
    let change = Change::Write { who: Who::Address(address(n)), edits, base: vec![] };
    let id = CommandId(serde_json::to_string(&change).unwrap());
    Request::Command { command: Command { id, change }, sender: Some(address(n)) }
}

fn worked() -> Vec<Edit> {
    vec![Edit::Worked(Some(Worked::default()))]
}

fn day(text: &str) -> Day {
    Day::try_from(text.to_owned()).unwrap()
}

fn parked(until: &str) -> Vec<Edit> {
    let decision = Decision { what: What::NotYet, until: Some(day(until)), ..Decision::default() };
    vec![Edit::AddDecision(decision)]
}

fn set(world: &mut World, edit: SettingsEdit) {
    world.view(View::Dashboard, Request::Settings { edits: vec![edit] });
    world.orders.clear();
}

/// The list with these senders.
fn list(world: &mut World, cards: &[u32]) {
    world.page(hello("d", LIST));
    world.page(fresh("d", cards));
}

#[test]
fn whoever_is_reminded_is_still_asked_when_the_card_has_gone() {
    let mut world = World::new();
    set(&mut world, SettingsEdit::Guard(Guard::Remind));
    list(&mut world, &[1, 2, 3]);
    world.page(clicked("d", 2, true, false));
    let orders = world.page(left("d", &[1, 3]));
    let review = world.review();
    assert_eq!(review.noted.len(), 1, "the decision is noted");
    assert_eq!(review.current, Some(address(2)), "and the question is still there");
    assert_eq!((orders.frame, orders.focus), (Some(Frame::Open), Some(Focus::Frame)));
    // Until the user answers it…
    world.page(left("d", &[1, 3]));
    assert_eq!(world.review().current, Some(address(2)));
    let unknown = vec![Edit::AddDecision(Decision { what: What::DontKnow, ..Decision::default() })];
    world.sidebar(answer(2, unknown));
    assert_eq!(world.review().current, Some(address(3)));
    // … or has answered before, or moves on.
    world.sidebar(answer(3, worked()));
    world.page(clicked("d", 3, true, false));
    world.page(left("d", &[1]));
    assert_eq!(world.review().current, Some(address(1)), "nobody is reminded of what they have said");
}

#[test]
fn ignoring_is_no_reason_to_remind() {
    let mut world = World::new();
    set(&mut world, SettingsEdit::Guard(Guard::Remind));
    list(&mut world, &[1, 2]);
    world.page(clicked("d", 1, false, false));
    world.page(left("d", &[2]));
    assert_eq!(world.review().current, Some(address(2)));
}

/// A profile's sticky header, which is hidden until the page is scrolled, and the card itself, in this order.
fn header_and_card(header_hidden: bool) -> PageMessage {
    let mut report = report("d", &[(1, 1), (1, 0)], &[(1, 1), (1, 0)]);
    let mut header = card(1, 1);
    hide(&mut header, header_hidden);
    report.changed[0].tree = serde_json::to_string(&header).unwrap();
    PageMessage::Report(report)
}

#[test]
fn the_keyboard_goes_to_a_control_that_is_shown() {
    let mut world = World::new();
    world.page(hello("d", LIST));
    let orders = world.page(header_and_card(true));
    assert_eq!(world.review().sender(&address(1)).unwrap().cards.len(), 2);
    assert_eq!(orders.mark, Some(Some(root(1, 0))), "and the mark stands beside it");
    world.page(clicked("d", 1, true, true));
    world.sidebar(Request::AcceptAnyway { sender: address(1) });
    assert_eq!(world.orders.pop().unwrap().1.focus, Some(Focus::Node(accept(1, 0))));
    world.sidebar(answer(1, worked()));
    assert_eq!(world.orders.pop().unwrap().1.focus, Some(Focus::Node(accept(1, 0))));
    // A header that has come into sight is as good as the card.
    let orders = world.page(header_and_card(false));
    assert_eq!(orders.mark, Some(Some(root(1, 1))));
}

#[test]
fn the_keyboard_stays_where_it_is_while_the_sidebar_is_a_tab() {
    let mut world = World::new();
    set(&mut world, SettingsEdit::Guard(Guard::Off));
    world.sidebar(Request::Collapse { collapsed: true });
    list(&mut world, &[1, 2]);
    assert_eq!(world.review().current, Some(address(1)));
    world.page(clicked("d", 1, true, false));
    let orders = world.page(left("d", &[2]));
    assert_eq!(world.review().current, Some(address(2)));
    assert_eq!((orders.frame, orders.focus), (Some(Frame::Tab), None));
    // The page may also be quicker than the news of the click.
    world.page(left("d", &[]));
    let orders = world.page(clicked("d", 2, true, false));
    assert_eq!((orders.frame, orders.focus), (Some(Frame::Tab), None));
}

#[test]
fn where_nobody_asks_no_click_is_held() {
    let mut world = World::new();
    list(&mut world, &[1, 2]);
    let off = AskOn { invitations_off: true, ..AskOn::default() };
    world.view(View::Dashboard, Request::Settings { edits: vec![SettingsEdit::AskOn(off)] });
    let (_, orders) = world.orders.pop().expect("the open page is told");
    assert_eq!(orders.frame, Some(Frame::Gone));
    assert!(!is_paused(&orders, 1) && !is_paused(&orders, 2));
}

#[test]
fn a_day_to_look_again_comes() {
    let mut world = World::new();
    world.today = day("2026-11-01");
    world.view(View::Popup, answer(1, parked("2026-12-01")));
    list(&mut world, &[1, 2]);
    let review = world.review();
    assert_eq!((review.senders[0].standing, review.current.clone()), (Standing::Parked, Some(address(2))));
    assert_eq!(review.waiting(), 1);

    world.today = day("2026-12-01");
    world.page(hello("d2", LIST));
    let orders = world.page(fresh("d2", &[1, 2]));
    let review = world.review();
    assert_eq!((review.senders[0].standing, review.current.clone()), (Standing::NoAnswer, Some(address(1))));
    assert_eq!(review.waiting(), 2);
    assert!(is_paused(&orders, 1), "and a click is held again");
    // A word that isn't an answer leaves the question where it is; put aside again, the next one comes.
    world.sidebar(answer(1, vec![Edit::Story("Bees".into())]));
    assert_eq!(world.review().current, Some(address(1)));
    world.sidebar(answer(1, parked("2027-01-01")));
    let review = world.review();
    assert_eq!((review.senders[0].standing, review.current.clone()), (Standing::Parked, Some(address(2))));
}

#[test]
fn without_a_day_nobody_comes_back_by_themselves() {
    let mut world = World::new();
    let aside = Decision { what: What::NotYet, ..Decision::default() };
    world.view(View::Popup, answer(1, vec![Edit::AddDecision(aside)]));
    list(&mut world, &[1]);
    assert_eq!(world.review().senders[0].standing, Standing::Parked);
}

#[test]
fn where_nobody_waits_somebody_known_is_greeted() {
    let mut world = World::new();
    for n in [1, 2] {
        world.view(View::Popup, answer(n, worked()));
    }
    list(&mut world, &[1, 2]);
    assert_eq!(world.review().current, Some(address(1)));
    // Accepted, the next one is greeted.
    world.page(clicked("d", 1, true, false));
    world.page(left("d", &[2]));
    assert_eq!(world.review().current, Some(address(2)));
    // Whoever comes while scrolling and has no answer comes first.
    let more = report("d", &[(2, 0), (3, 0)], &[(3, 0)]);
    world.page(PageMessage::Report(more));
    assert_eq!(world.review().current, Some(address(3)));
}

#[test]
fn somebody_whom_the_user_turned_to_stays() {
    let mut world = World::new();
    for n in [1, 2] {
        world.view(View::Popup, answer(n, worked()));
    }
    list(&mut world, &[1, 2]);
    world.sidebar(Request::Turn { to: address(1), tab: None });
    let more = report("d", &[(1, 0), (2, 0), (3, 0)], &[(3, 0)]);
    world.page(PageMessage::Report(more));
    assert_eq!(world.review().current, Some(address(1)));
}

#[test]
fn who_was_the_first_in_view_is_greeted_first() {
    let mut world = World::new();
    for n in [1, 2] {
        world.view(View::Popup, answer(n, worked()));
    }
    world.page(hello("d", LIST));
    let mut scrolled = report("d", &[(1, 0), (2, 0)], &[(1, 0), (2, 0)]);
    scrolled.in_view = vec![root(2, 0)];
    world.page(PageMessage::Report(scrolled));
    assert_eq!(world.review().current, Some(address(2)));
}

#[test]
fn when_all_are_answered_the_review_is_at_its_end() {
    let mut world = World::new();
    world.view(View::Popup, answer(1, worked()));
    list(&mut world, &[1, 2]);
    assert_eq!(world.review().current, Some(address(2)));
    world.page(clicked("d", 2, true, false));
    world.page(left("d", &[1]));
    assert_eq!(world.review().current, None);
    world.page(left("d", &[1]));
    assert_eq!(world.review().current, None, "nobody is left to ask about");
}

#[test]
fn a_sender_is_held_once_however_the_page_moves_on() {
    let mut world = World::new();
    list(&mut world, &[1, 2]);
    world.page(clicked("d", 2, true, true));
    // Without a page load: another filter of the list, and the sender's own profile.
    let filtered = format!("{LIST}CONNECTION/");
    world.page(hello("d", &filtered));
    let mut again = report("d", &[(1, 1), (2, 1)], &[(1, 1), (2, 1)]);
    again.shot.url = filtered;
    let orders = world.page(PageMessage::Report(again));
    assert!(is_paused(&orders, 1) && !is_paused(&orders, 2));
    world.page(hello("d", PROFILE));
    world.page(hello("d", LIST));
    assert!(!is_paused(&world.page(fresh("d", &[1, 2])), 2));
    // A page that is loaded anew has asked nobody yet.
    world.page(hello("d2", LIST));
    assert!(is_paused(&world.page(fresh("d2", &[1, 2])), 2));
}

#[test]
fn a_tab_that_was_quicker_than_the_news_of_the_start_keeps_its_review() {
    let mut world = World::new();
    list(&mut world, &[1, 2]);
    world.kill();
    // The browser starts again, and a restored tab says hello first.
    world.page(hello("new", LIST));
    world.page(fresh("new", &[1]));
    world.event(Happening::Started);
    assert_eq!(world.review().senders.len(), 1);
    assert!(!world.page(left("new", &[1])).resend);
    // What is left of the session before goes.
    world.kill();
    world.event(Happening::Started);
    assert!(world.memory.names(Area::Session).is_empty());
}
