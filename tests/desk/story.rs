//! The main job, step by step.

use really_know::desk::clerk::Area;
use really_know::desk::handle::Happening;
use really_know::desk::message::Report;
use really_know::desk::{Focus, Frame, PageMessage, ProblemKind, Reply, Request, SettingsEdit, Standing, View};
use really_know::domain::{Met, What};
use really_know::library::{Edit, Guard};
use really_know::linkedin::{Basis, PageShot, Why};

use super::page::*;
use super::states::{answer, said, worked};
use super::world::{TAB, World};

/// A page with three senders, reported.
fn three() -> World {
    let mut world = World::new();
    let orders = world.page(hello("d", LIST));
    assert!(orders.rules.flatten().is_some(), "the invitation list is looked at");
    let orders = world.page(fresh("d", &[1, 2, 3]));
    assert_eq!(orders.frame, Some(Frame::Open));
    assert_eq!(orders.mark, Some(Some(root(1, 0))));
    for n in 1..=3 {
        assert!(is_paused(&orders, n));
        assert_eq!(guarded(&orders, n).unwrap().accept, accept(n, 0));
    }
    world
}

#[test]
fn the_first_waiting_sender_is_asked_about() {
    let world = three();
    let review = world.review();
    assert_eq!(review.current, Some(address(1)));
    assert_eq!(review.waiting(), 3);
    assert_eq!(review.senders[0].name, name(1));
    assert_eq!(review.senders[0].headline, "Baker at Crumb Ltd");
}

#[test]
fn an_answer_is_on_disk_before_it_is_said_to_be() {
    let mut world = three();
    let reply = world.sidebar(answer("a", 1, vec![Edit::Name(name(1)), worked()]));
    let Reply::Saved { really_know: true, .. } = reply else { panic!("{reply:?}") };
    assert!(world.person(&slug(1)).unwrap().ties.worked.is_some());
    let (tab, orders) = world.orders.pop().unwrap();
    assert_eq!((tab, orders.focus), (TAB, Some(Focus::Node(accept(1, 0)))));
    assert!(!is_paused(&orders, 1) && is_paused(&orders, 2));
    assert_eq!(world.review().current, Some(address(1)), "until the user accepts or moves on");
}

#[test]
fn not_known_turns_to_the_next_sender() {
    let mut world = three();
    let reply = world.sidebar(answer("a", 1, vec![said(What::SaidNo)]));
    assert!(matches!(reply, Reply::Saved { really_know: false, .. }));
    let review = world.review();
    assert_eq!(review.current, Some(address(2)));
    assert_eq!(review.sender(&address(1)).unwrap().standing, Standing::DontKnow);
}

#[test]
fn met_without_a_memory_is_no_really_know() {
    let mut world = three();
    let reply = world.sidebar(answer("a", 1, vec![Edit::Met(Some(Met::default()))]));
    assert!(matches!(reply, Reply::Saved { really_know: false, .. }));
    assert_eq!(world.review().sender(&address(1)).unwrap().standing, Standing::NotQuite);
}

#[test]
fn a_profile_without_an_invitation_offers_a_note() {
    let mut world = World::new();
    let url = format!("https://www.linkedin.com/in/{}/", slug(1));
    let seen = |title: &str| {
        let shot = PageShot { url: url.clone(), title: title.to_owned(), ..PageShot::default() };
        PageMessage::Report(Report { doc: "d".into(), shot, ..Report::default() })
    };
    world.page(hello("d", &url));
    // LinkedIn's title comes when it knows whom it shows.
    assert_eq!(world.page(seen("LinkedIn")).frame, Some(Frame::Gone));
    let profile = format!("(2) {} | LinkedIn", name(1));
    let orders = world.page(seen(&profile));
    assert_eq!((orders.frame, orders.guard), (Some(Frame::Tab), Some(vec![])));
    let review = world.review();
    assert_eq!((review.current.as_ref(), review.waiting()), (Some(&address(1)), 0));
    assert_eq!(review.sender(&address(1)).unwrap().name, name(1));

    let reply = world.sidebar(answer("a", 1, vec![Edit::Name(name(1)), worked()]));
    assert!(matches!(reply, Reply::Saved { really_know: true, .. }));
    world.page(seen(&profile));
    assert_eq!(world.review().sender(&address(1)).unwrap().standing, Standing::ReallyKnow);
    assert!(world.person(&slug(1)).unwrap().ties.worked.is_some());
}

#[test]
fn a_page_without_invitations_says_so_and_can_be_reported() {
    let mut world = World::new();
    world.page(hello("d", LIST));
    let orders = world.page(fresh("d", &[]));
    assert_eq!(orders.frame, Some(Frame::Tab), "not opened by itself: perhaps there is just nobody");

    assert_eq!(world.sidebar(Request::Ask { about: address(4) }), Reply::Done);
    let review = world.review();
    assert_eq!((review.current, review.frame), (Some(address(4)), Some(Frame::Tab)));

    assert_eq!(world.sidebar(Request::Describe), Reply::Done);
    let (tab, orders) = world.orders.pop().unwrap();
    assert_eq!((tab, orders.describe), (TAB, true));
    let shot = PageShot { url: LIST.to_owned(), title: "Invitations | LinkedIn".into(), ..PageShot::default() };
    let tree = serde_json::to_string(&card(1, 0)).unwrap();
    world.page(PageMessage::Layout { doc: "d".into(), shot: shot.clone(), tree });
    let layout = world.review().layout.unwrap();
    assert!(layout.contains("<button") && layout.contains("Accept") && !layout.contains(&slug(1)), "{layout}");
    assert!(layout.ends_with("<!-- known: none; left alone: none -->\n"), "{layout}");
    // A tree that can't be read spoils nothing.
    world.page(PageMessage::Layout { doc: "d".into(), shot, tree: "{".into() });
    assert!(world.review().layout.is_some());
}

#[test]
fn an_entry_that_is_not_certain_is_told_of() {
    let mut world = World::new();
    world.page(hello("d", LIST));
    let mut report = fresh("d", &[1]);
    // Two people, and labels that name neither.
    let PageMessage::Report(what) = &mut report else { panic!("a report") };
    let tree = what.changed[0].tree.replace(&name(1), "");
    let other = r#"{"t":"a","i":77,"a":{"href":"/in/somebody-else/"},"c":["Somebody Else"]},"#;
    what.changed[0].tree = tree.replacen("\"c\":[", &format!("\"c\":[{other}"), 1);
    let orders = world.page(report);
    assert_eq!((orders.frame, orders.guard), (Some(Frame::Open), Some(vec![])));
    assert_eq!(world.review().doubts(), 1);
    assert_eq!(world.review().told(), "known: none; left alone: 1 several people");
    let orders = world.page(fresh("d", &[]));
    assert_eq!((orders.frame, world.review().doubts()), (Some(Frame::Tab), 0));
}

/// Why a card is one, and why something is none, are kept as long as both are on the page.
#[test]
fn a_review_knows_how_its_page_was_read() {
    let mut world = World::new();
    world.page(hello("d", LIST));
    let mut report = fresh("d", &[1, 2]);
    let PageMessage::Report(what) = &mut report else { panic!("a report") };
    // The second sender's Accept is for everybody.
    what.changed[1].tree = what.changed[1].tree.replace(&format!("Accept {}’s invitation", name(2)), "Accept all");
    assert!(what.changed[1].tree.contains("Accept all"), "{}", what.changed[1].tree);
    world.page(report);
    let review = world.review();
    assert_eq!(review.bases().iter().collect::<Vec<_>>(), [(&Basis::Words, &1)]);
    assert_eq!(review.whys().iter().collect::<Vec<_>>(), [(&Why::ForAll, &1)]);
    assert_eq!((review.doubts(), review.senders.len()), (0, 1));
    assert_eq!(review.told(), "known: 1 by words+named+order+connect; left alone: 1 for all at once");
    world.page(left("d", &[]));
    assert_eq!(world.review().told(), "known: none; left alone: none");
}

/// A card that appears over a name goes when the mouse leaves it for the sidebar.
#[test]
fn the_question_about_a_card_that_went_stays() {
    let mut world = World::new();
    let url = "https://www.linkedin.com/feed/";
    world.page(hello("d", url));
    let at_feed = |message: PageMessage| match message {
        PageMessage::Report(mut report) => {
            url.clone_into(&mut report.shot.url);
            PageMessage::Report(report)
        }
        other => other,
    };
    let orders = world.page(at_feed(fresh("d", &[1])));
    assert_eq!(orders.frame, Some(Frame::Tab), "it doesn't open by itself");
    assert!(is_paused(&orders, 1));
    let orders = world.page(clicked("d", 1, true, true));
    assert_eq!((orders.frame, orders.focus), (Some(Frame::Open), Some(Focus::Frame)));
    let orders = world.page(at_feed(left("d", &[])));
    assert_eq!(orders.frame, Some(Frame::Open));
    world.sidebar(answer("a", 1, vec![Edit::Name(name(1)), worked()]));
    assert_eq!(world.page(at_feed(left("d", &[]))).frame, Some(Frame::Open), "with what was answered");
    world.sidebar(Request::Collapse { collapsed: true });
    assert_eq!(world.page(at_feed(left("d", &[]))).frame, Some(Frame::Gone), "and goes when it is put away");
}

#[test]
fn a_click_is_held_once() {
    let mut world = three();
    let orders = world.page(clicked("d", 2, true, true));
    assert_eq!(orders.focus, Some(Focus::Frame));
    assert!(!is_paused(&orders, 2) && is_paused(&orders, 1));
    let review = world.review();
    assert_eq!((review.current.clone(), review.paused.clone()), (Some(address(2)), Some(address(2))));
    // The page draws the card anew between the two clicks: it stays let go.
    let redrawn = report("d", &[(1, 0), (2, 1), (3, 0)], &[(2, 1)]);
    let orders = world.page(really_know::desk::PageMessage::Report(redrawn));
    assert!(!is_paused(&orders, 2));
    assert_eq!(guarded(&orders, 2).unwrap().accept, accept(2, 1));
}

#[test]
fn accepting_is_noticed_when_the_card_goes() {
    let mut world = three();
    world.sidebar(answer("a", 1, vec![Edit::Name(name(1)), worked()]));
    world.page(clicked("d", 1, true, false));
    assert!(world.person(&slug(1)).unwrap().decisions.is_empty(), "not before the card goes");
    let orders = world.page(left("d", &[2, 3]));
    assert_eq!(orders.focus, Some(Focus::Frame), "and the keyboard with it");
    assert_eq!(world.person(&slug(1)).unwrap().decisions[0].what, What::Accepted);
    let review = world.review();
    assert_eq!(review.current, Some(address(2)), "the review moves on");
    assert_eq!(review.noted.len(), 1);

    let reply = world.sidebar(Request::TakeBack { command: review.noted[0].command.clone() });
    assert_eq!(reply, Reply::Done);
    let person = world.person(&slug(1)).unwrap();
    assert!(person.decisions.is_empty() && person.ties.worked.is_some());
    assert!(world.review().noted.is_empty());
}

#[test]
fn the_page_may_be_quicker_than_the_news_of_the_click() {
    let mut world = three();
    world.page(left("d", &[2, 3]));
    let orders = world.page(clicked("d", 1, true, false));
    assert_eq!(world.person(&slug(1)).unwrap().decisions[0].what, What::Accepted);
    assert_eq!(orders.focus, Some(Focus::Frame));
}

#[test]
fn ignoring_a_stranger_is_noticed_too() {
    let mut world = three();
    world.page(clicked("d", 3, false, false));
    world.page(left("d", &[1, 2]));
    let person = world.person(&slug(3)).unwrap();
    assert_eq!((person.name, person.decisions[0].what.clone()), (name(3), What::Ignored));
    assert_eq!(world.review().current, Some(address(1)), "the question that was shown stays");
}

#[test]
fn a_card_that_scrolls_away_is_no_decision() {
    let mut world = three();
    world.page(left("d", &[2, 3]));
    assert_eq!(world.person(&slug(1)), None);
    assert_eq!(world.review().senders.len(), 3);
    // Long after a click that led nowhere, too.
    world.page(clicked("d", 2, true, false));
    world.now += 60_000;
    world.page(left("d", &[3]));
    assert_eq!(world.person(&slug(2)), None);
}

#[test]
fn linkedins_own_dialog_may_take_its_time() {
    let mut world = three();
    world.page(clicked("d", 1, true, false));
    for _ in 0..5 {
        world.now += 15_000;
        let mut open = report("d", &[(1, 0), (2, 0), (3, 0)], &[]);
        open.modal = true;
        world.page(really_know::desk::PageMessage::Report(open));
    }
    world.page(left("d", &[2, 3]));
    assert_eq!(world.person(&slug(1)).unwrap().decisions[0].what, What::Accepted);
}

#[test]
fn a_card_that_comes_back_takes_its_decision_back() {
    let mut world = three();
    world.page(clicked("d", 1, true, false));
    world.page(left("d", &[2, 3]));
    assert!(world.person(&slug(1)).is_some());
    let back = report("d", &[(1, 1), (2, 0), (3, 0)], &[(1, 1)]);
    world.page(really_know::desk::PageMessage::Report(back));
    assert_eq!(world.person(&slug(1)), None);
    assert!(world.review().noted.is_empty());
}

#[test]
fn a_decision_shows_on_the_next_page() {
    let mut world = three();
    world.page(clicked("d", 1, true, false));
    world.page(hello("d2", LIST));
    world.page(fresh("d2", &[2, 3]));
    assert_eq!(world.person(&slug(1)).unwrap().decisions[0].what, What::Accepted);
}

#[test]
fn guard_levels() {
    let mut world = three();
    let set = |guard| Request::Settings { edits: vec![SettingsEdit::Guard(guard)] };
    assert_eq!(world.view(View::Dashboard, set(Guard::Off)), Reply::Done);
    let (_, orders) = world.orders.pop().unwrap();
    assert!((1..=3).all(|n| !is_paused(&orders, n)), "open pages are told at once");
    let orders = world.page(clicked("d", 2, true, false));
    assert_eq!(orders.focus, None);
    assert_eq!(world.review().current, Some(address(1)), "off: nothing happens");

    world.view(View::Popup, set(Guard::Remind));
    world.page(clicked("d", 2, true, false));
    assert_eq!(world.review().current, Some(address(2)), "remind: the sidebar turns to the sender");

    world.view(View::Popup, set(Guard::Pause));
    assert!(is_paused(&world.orders.pop().unwrap().1, 3));
}

#[test]
fn collapsed_stays_collapsed() {
    let mut world = three();
    world.sidebar(Request::Collapse { collapsed: true });
    assert_eq!(world.orders.pop().unwrap().1.frame, Some(Frame::Tab));
    world.page(hello("d2", LIST));
    assert_eq!(world.page(fresh("d2", &[1, 2])).frame, Some(Frame::Tab));
    // A paused click calls it up all the same.
    assert_eq!(world.page(clicked("d2", 1, true, true)).frame, Some(Frame::Open));
    assert!(world.settings().collapsed, "which changes nothing for the next page");
}

#[test]
fn accept_anyway_lets_go_and_leads_there() {
    let mut world = three();
    world.page(clicked("d", 2, true, true));
    assert_eq!(world.sidebar(Request::AcceptAnyway { sender: address(2) }), Reply::Done);
    let (_, orders) = world.orders.pop().unwrap();
    assert_eq!(orders.focus, Some(Focus::Node(accept(2, 0))));
    assert_eq!(world.review().paused, None);
}

#[test]
fn somebody_known_is_greeted_and_not_held() {
    let mut world = World::new();
    world.view(View::Popup, answer("a", 1, vec![Edit::Name("Mia".into()), worked()]));
    world.page(hello("d", LIST));
    let orders = world.page(fresh("d", &[1, 2]));
    assert!(!is_paused(&orders, 1) && is_paused(&orders, 2));
    let review = world.review();
    assert_eq!(review.senders[0].standing, Standing::ReallyKnow);
    assert!(review.senders[0].person.is_some());
    assert_eq!(review.current, Some(address(2)), "whoever has no answer comes first");
}

#[test]
fn a_note_written_elsewhere_shows_in_an_open_review() {
    let mut world = three();
    world.view(View::Popup, answer("a", 3, vec![worked()]));
    assert_eq!(world.review().sender(&address(3)).unwrap().standing, Standing::ReallyKnow);
    assert!(!is_paused(&world.orders.pop().unwrap().1, 3));
}

#[test]
fn the_popup_turns_the_sidebar_of_its_tab() {
    let mut world = three();
    world.view(View::Popup, Request::Turn { to: address(3), tab: Some(TAB) });
    assert_eq!(world.review().current, Some(address(3)));
    assert_eq!(world.orders.pop().unwrap().1.focus, Some(Focus::Frame));
}

#[test]
fn a_full_disk_changes_nothing_and_says_so() {
    let mut world = three();
    *world.memory.full.borrow_mut() = true;
    let reply = world.sidebar(answer("a", 1, vec![worked()]));
    let Reply::Problem(problem) = reply else { panic!("{reply:?}") };
    assert_eq!(problem.kind, ProblemKind::Full);
    assert!(problem.message.contains("full"));
    *world.memory.full.borrow_mut() = false;
    assert_eq!(world.person(&slug(1)), None);
    // The same command again, once there is room.
    assert!(matches!(world.sidebar(answer("a", 1, vec![worked()])), Reply::Saved { .. }));
    assert!(world.person(&slug(1)).is_some());
}

#[test]
fn a_broken_shard_holds_nobody_up() {
    let mut world = World::new();
    let key = format!("shard/{:02x}", really_know::library::shard_of(&address(1)));
    world.memory.set(Area::Local, &key, "{\"v\":1,\"peo");
    world.page(hello("d", LIST));
    let orders = world.page(fresh("d", &[1, 2]));
    assert!(!is_paused(&orders, 1) && is_paused(&orders, 2));
    let reply = world.sidebar(answer("a", 1, vec![worked()]));
    assert!(matches!(reply, Reply::Problem(_)), "{reply:?}");
    assert_eq!(world.memory.get(Area::Local, &key).as_deref(), Some("{\"v\":1,\"peo"), "left as it was");
}

#[test]
fn an_unknown_document_is_asked_for_everything() {
    let mut world = World::new();
    assert!(world.page(left("lost", &[1])).resend);
    assert!(world.page(clicked("other", 1, true, true)).resend);
    // After the browser cleared the session.
    let mut world = three();
    world.memory.clear(Area::Session);
    world.kill();
    assert!(world.page(left("d", &[1, 2, 3])).resend);
    assert!(is_paused(&world.page(fresh("d", &[1, 2, 3])), 1));
}

#[test]
fn a_hello_that_comes_late_keeps_nobody_from_being_read() {
    let mut world = World::new();
    let feed = "https://www.linkedin.com/feed/";
    world.page(hello("d", feed));
    let right = world.page(hello("d", LIST)).rules;
    // It was said when the page was still the feed, nobody answered, and it was said again.
    let wrong = world.page(hello("d", feed)).rules;
    assert!(wrong.is_some() && wrong != right);
    let orders = world.page(left("d", &[]));
    assert!(orders.resend && orders.rules == right, "the list is looked at as the feed: {orders:?}");
    let orders = world.page(fresh("d", &[1, 2]));
    assert!(is_paused(&orders, 1) && is_paused(&orders, 2));
}

#[test]
fn a_click_that_is_held_before_the_page_was_read_again_is_asked_about() {
    let mut world = three();
    world.page(hello("other", LIST));
    // Back from the browser's cache, and clicked before its report.
    world.page(hello("d", LIST));
    let orders = world.page(clicked("d", 2, true, true));
    assert_eq!(orders.frame, Some(Frame::Open));
    assert_eq!(world.review().current, Some(address(2)));
    let orders = world.page(fresh("d", &[1, 2, 3]));
    assert!(is_paused(&orders, 1) && !is_paused(&orders, 2), "held once");
    let review = world.review();
    assert_eq!((review.current, review.paused), (Some(address(2)), Some(address(2))));
    assert_eq!(review.senders[1].name, name(2));
    // What passes says nothing of anybody.
    world.page(hello("d", LIST));
    world.page(clicked("d", 9, true, false));
    assert!(world.review().senders.iter().all(|sender| sender.address != address(9)));
}

#[test]
fn other_pages_are_left_alone() {
    let mut world = World::new();
    let sent = LIST.replace("received", "sent");
    for url in ["https://www.linkedin.com/messaging/thread/2-x/", "https://www.linkedin.com/mypreferences/d/", &sent] {
        let orders = world.page(hello("d", url));
        assert_eq!((orders.rules, orders.frame), (Some(None), Some(Frame::Gone)), "{url}");
    }
    let reply = world.sidebar(Request::Turn { to: address(1), tab: None });
    assert!(matches!(reply, Reply::Problem(_)), "every request is answered");
}

/// Pages about something else are read in few places, and not at all where the user says so.
#[test]
fn of_the_feed_only_cards_and_columns_are_read() {
    let mut world = World::new();
    for url in ["https://www.linkedin.com/feed/", "https://www.linkedin.com/jobs/"] {
        let orders = world.page(hello("d", url));
        let rules = orders.rules.flatten().expect("rules");
        // Every page has a head: nothing but what is named here is taken for the main part.
        assert!(rules.main.starts_with("head,aside,") && !rules.main.contains("main"), "{}", rules.main);
        assert_eq!(orders.frame, Some(Frame::Gone));
    }
    let ask_on = really_know::library::settings::AskOn { my_network_off: true, ..Default::default() };
    world.sidebar(Request::Settings { edits: vec![SettingsEdit::AskOn(ask_on)] });
    assert_eq!(world.page(hello("d", "https://www.linkedin.com/feed/")).rules, Some(None));
}

#[test]
fn where_the_user_does_not_want_to_be_asked_nothing_is_read() {
    let mut world = World::new();
    let ask_on = really_know::library::settings::AskOn { invitations_off: true, ..Default::default() };
    world.view(View::Dashboard, Request::Settings { edits: vec![SettingsEdit::AskOn(ask_on)] });
    assert_eq!(world.page(hello("d", LIST)).rules, Some(None));
}

#[test]
fn a_closed_tab_leaves_nothing() {
    let mut world = three();
    world.event(really_know::desk::handle::Happening::TabClosed { tab: TAB });
    assert!(world.memory.names(Area::Session).is_empty());
}

#[test]
fn a_new_browser_session_starts_clean() {
    let mut world = three();
    world.kill();
    world.event(really_know::desk::handle::Happening::Started);
    assert!(world.memory.names(Area::Session).is_empty());
}

#[test]
fn page_order_is_kept_when_cards_come_and_go() {
    let mut world = three();
    // A virtual list drops the first and adds two, one of them on top.
    let cards = [(9, 0), (2, 0), (3, 0), (4, 0)];
    world.page(really_know::desk::PageMessage::Report(report("d", &cards, &[(9, 0), (4, 0)])));
    let order: Vec<String> = world.review().senders.iter().map(|sender| sender.address.to_string()).collect();
    assert_eq!(order, ["sender-1", "sender-9", "sender-2", "sender-3", "sender-4"]);
}

#[test]
fn the_keyboard_is_called_although_the_background_dies_before_it_answers() {
    for steps in 0.. {
        let mut world = three();
        world.page(clicked("d", 1, true, false));
        let gone = Happening::Page { tab: TAB, message: left("d", &[2, 3]) };
        let whole = world.event_for(gone, steps).is_some();
        let orders = world.page(left("d", &[2, 3]));
        assert_eq!(orders.focus, Some(Focus::Frame), "killed after {steps} steps");
        world.now += 5_000;
        assert_eq!(world.page(left("d", &[2, 3])).focus, None, "a user who went on is left alone");
        if whole {
            return;
        }
    }
}
