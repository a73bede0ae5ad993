//! What stands outside the page: the number on the toolbar's icon, and the browser's own panel.

use really_know::desk::{Frame, GuardMode, Orders, PageMessage, Reply, Request, SettingsEdit, View};
use really_know::library::Consent;
use really_know::library::settings::AskIn;

use super::page::*;
use super::states::{worked, write};
use super::world::{TAB, World};

fn answer(n: u32) -> Request {
    write(&format!("a{n}"), n, vec![worked()])
}

fn number(world: &mut World) -> Vec<usize> {
    world.badges.drain(..).map(|(tab, number)| (tab == TAB).then_some(number).expect("the page's tab")).collect()
}

#[test]
fn the_icon_says_how_many_wait_and_nothing_else() {
    let mut world = World::new();
    world.page(hello("d", LIST));
    assert_eq!(number(&mut world), [0]);
    world.page(fresh("d", &[1, 2, 3]));
    assert_eq!(number(&mut world), [3]);
    world.sidebar(answer(1));
    assert_eq!(number(&mut world), [2]);
    world.sidebar(Request::Turn { to: address(3), tab: None });
    assert!(number(&mut world).is_empty(), "no news");
    // Back from the back/forward cache: the browser has forgotten the number.
    world.page(hello("d", LIST));
    assert_eq!(number(&mut world), [2]);
    world.page(hello("d", "https://www.linkedin.com/feed/"));
    assert_eq!(number(&mut world), [0]);
    world.page(fresh("d2", &[2]));
    number(&mut world);
    world.view(View::Dashboard, Request::Consent { answer: Consent::No });
    assert!(number(&mut world).iter().all(|number| *number == 0));
}

fn in_panel(request: Request) -> Request {
    Request::For { tab: TAB, request: Box::new(request) }
}

fn with_panel() -> (World, Orders) {
    let mut world = World::new();
    let ask_in = SettingsEdit::AskIn(AskIn::Panel);
    world.view(View::Dashboard, Request::Settings { edits: vec![ask_in] });
    world.page(hello("d", LIST));
    let orders = world.page(fresh("d", &[1, 2]));
    (world, orders)
}

fn modes(orders: &Orders) -> Vec<GuardMode> {
    orders.guard.iter().flatten().map(|guarded| guarded.mode).collect()
}

#[test]
fn with_the_panel_nothing_is_put_in_the_page() {
    let (mut world, orders) = with_panel();
    assert_eq!((orders.frame, orders.mark), (Some(Frame::Gone), Some(None)));
    assert_eq!(world.view(View::Panel, in_panel(Request::OnShow { shown: true })), Reply::Done);
    for request in [answer(1), Request::Turn { to: address(2), tab: None }, Request::Collapse { collapsed: false }] {
        let reply = world.view(View::Panel, in_panel(request));
        assert!(matches!(reply, Reply::Saved { .. } | Reply::Done), "{reply:?}");
        let (_, orders) = world.orders.pop().expect("orders");
        assert_eq!((orders.frame, orders.mark), (Some(Frame::Gone), Some(None)));
    }
    assert!(world.person(&slug(1)).is_some());
}

#[test]
fn a_click_is_held_only_while_the_panel_is_there_to_say_why() {
    let (mut world, orders) = with_panel();
    assert_eq!(modes(&orders), [GuardMode::Watch; 2]);
    world.view(View::Panel, in_panel(Request::OnShow { shown: true }));
    assert_eq!(modes(&world.orders.pop().expect("orders").1), [GuardMode::Pause; 2]);
    // The panel stays where it is when the page is loaded again.
    world.page(hello("d2", LIST));
    assert_eq!(modes(&world.page(fresh("d2", &[1]))), [GuardMode::Pause]);
    world.view(View::Panel, in_panel(Request::OnShow { shown: false }));
    assert_eq!(modes(&world.orders.pop().expect("orders").1), [GuardMode::Watch]);
}

#[test]
fn before_the_yes_the_page_stays_empty_too() {
    let (mut world, _) = with_panel();
    world.view(View::Dashboard, Request::Consent { answer: Consent::NotNow });
    world.now += 100 * 24 * 60 * 60 * 1_000;
    assert_eq!(world.page(hello("d3", LIST)).frame, Some(Frame::Gone));
}

#[test]
fn only_the_panel_speaks_for_a_tab() {
    let (mut world, _) = with_panel();
    for view in [View::Popup, View::Sidebar(TAB), View::Dashboard] {
        assert!(matches!(world.view(view, in_panel(answer(1))), Reply::Problem(_)), "{view:?}");
    }
    let nested = in_panel(in_panel(answer(1)));
    assert!(matches!(world.view(View::Panel, nested), Reply::Problem(_)));
    assert_eq!(world.person(&slug(1)), None);
    assert!(!world.page(PageMessage::Return { doc: "d".into() }).resend);
}
