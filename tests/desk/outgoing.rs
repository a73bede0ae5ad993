//! Whom the user is about to invite, and whom they point at.

use really_know::desk::message::Report;
use really_know::desk::{Focus, Frame, Orders, PageMessage, Request, SettingsEdit, Standing, View};
use really_know::domain::Worked;
use really_know::library::settings::AskOn;
use really_know::library::{Change, Command, CommandId, Edit, Who};
use really_know::linkedin::PageShot;

use super::page::*;
use super::world::World;

const PROFILE: &str = "https://www.linkedin.com/in/sender-1/";
const NOTE: &str = "https://www.linkedin.com/preload/custom-invite/?vanityName=sender-1";

fn ask_on(world: &mut World, ask_on: AskOn) {
    world.view(View::Dashboard, Request::Settings { edits: vec![SettingsEdit::AskOn(ask_on)] });
    world.orders.clear();
}

fn asking() -> World {
    let mut world = World::new();
    ask_on(&mut world, AskOn { inviting: true, ..AskOn::default() });
    world
}

fn shot() -> PageShot {
    let title = format!("{} | LinkedIn", name(1));
    PageShot { url: PROFILE.to_owned(), lang: "en".to_owned(), title, headings: vec![name(1)] }
}

/// The profile, as it is told.
fn open_profile(world: &mut World) -> Orders {
    let rules = world.page(hello("d", PROFILE));
    world.page(PageMessage::Report(Report { doc: "d".into(), shot: shot(), ..Report::default() }));
    rules
}

fn press(world: &mut World, label: &str) -> Orders {
    let tree = format!(r#"{{"t":"button","i":5,"k":true,"a":{{"aria-label":"{label}"}}}}"#);
    world.page(PageMessage::Pressed { doc: "d".into(), shot: shot(), tree })
}

fn connect(world: &mut World) -> Orders {
    press(world, &format!("Invite {} to connect", name(1)))
}

#[test]
fn nobody_is_asked_about_invitations_of_their_own_unless_they_want_it() {
    let mut world = World::new();
    assert_eq!(open_profile(&mut world).rules.flatten().unwrap().press, None);
    let orders = connect(&mut world);
    assert_eq!((orders.frame, world.review().inviting), (Some(Frame::Tab), None));
    let orders = world.page(hello("d", NOTE));
    assert_eq!((orders.frame, world.review().inviting), (Some(Frame::Gone), None));
}

#[test]
fn a_pressed_connect_opens_the_question_and_takes_no_keyboard() {
    let mut world = asking();
    assert!(open_profile(&mut world).rules.flatten().unwrap().press.is_some());
    let calls = world.review().calls;
    let orders = press(&mut world, &format!("Message {}", name(1)));
    assert_eq!((orders.frame, world.review().inviting), (Some(Frame::Tab), None));

    let orders = connect(&mut world);
    assert_eq!((orders.frame, orders.focus, orders.guard), (Some(Frame::Open), None, Some(vec![])));
    let review = world.review();
    assert_eq!((review.inviting.as_ref(), review.current.as_ref()), (Some(&address(1)), Some(&address(1))));
    assert_eq!((review.calls, review.sender(&address(1)).unwrap().name.as_str()), (calls, name(1).as_str()));

    // LinkedIn's page for a note, and back, within the same document.
    for url in [NOTE, PROFILE] {
        assert_eq!(world.page(hello("d", url)).frame, Some(Frame::Open), "{url}");
        let review = world.review();
        assert_eq!(
            (review.inviting.as_ref(), review.sender(&address(1)).unwrap().name.clone()),
            (Some(&address(1)), name(1))
        );
    }
    // Elsewhere it is over.
    world.page(hello("d", "https://www.linkedin.com/in/sender-2/"));
    assert_eq!((world.review().inviting, world.review().current), (None, None));
}

#[test]
fn collapsed_stays_collapsed_on_the_way_to_the_note() {
    let mut world = asking();
    open_profile(&mut world);
    connect(&mut world);
    world.sidebar(Request::Collapse { collapsed: true });
    assert_eq!(world.page(hello("d", NOTE)).frame, Some(Frame::Tab));
}

#[test]
fn the_page_for_a_note_asks_by_itself_and_greets_whom_one_knows() {
    let mut world = asking();
    let change = Change::Write {
        who: Who::Address(address(1)),
        edits: vec![Edit::Name(name(1)), Edit::Worked(Some(Worked::default()))],
        base: vec![],
    };
    let command = Command { id: CommandId("a".to_owned()), change };
    world.view(View::Dashboard, Request::Command { command, sender: None });
    assert_eq!(world.page(hello("new", NOTE)).frame, Some(Frame::Open));
    let review = world.review();
    let sender = review.sender(&address(1)).unwrap();
    assert_eq!((sender.name.as_str(), sender.standing), (name(1).as_str(), Standing::ReallyKnow));
    // Where profiles are switched off nothing of this is looked at.
    ask_on(&mut world, AskOn { inviting: true, profiles_off: true, ..AskOn::default() });
    assert_eq!(world.page(hello("other", NOTE)).frame, Some(Frame::Gone));
}

#[test]
fn whom_the_user_points_at_is_asked_about() {
    let mut world = World::new();
    world.page(hello("d", LIST));
    world.page(fresh("d", &[]));
    world.sidebar(Request::Point { on: true });
    let (_, orders) = world.orders.pop().unwrap();
    assert_eq!((orders.point, world.review().pointing), (Some(true), true));

    let href = Some("https://www.linkedin.com/in/sender-7/?x=y".to_owned());
    let pointed = PageMessage::Pointed { doc: "d".into(), href, text: "Sender Number7 (She/Her)".into() };
    let orders = world.page(pointed);
    assert_eq!((orders.frame, orders.focus, orders.point), (Some(Frame::Open), Some(Focus::Frame), None));
    let review = world.review();
    assert_eq!((review.pointing, review.current.as_ref()), (false, Some(&address(7))));
    assert_eq!(review.sender(&address(7)).unwrap().name, name(7));
    assert!(orders.guard.unwrap().is_empty(), "nothing is held by it");
}

#[test]
fn pointing_at_nobody_changes_nothing() {
    let mut world = World::new();
    world.page(hello("d", LIST));
    world.page(fresh("d", &[1, 2]));
    for href in [None, Some("https://www.linkedin.com/company/crumb/".to_owned())] {
        world.sidebar(Request::Point { on: true });
        let orders = world.page(PageMessage::Pointed { doc: "d".into(), href, text: String::new() });
        let review = world.review();
        assert_eq!((orders.focus, review.pointing, review.current), (None, false, Some(address(1))));
    }
}
