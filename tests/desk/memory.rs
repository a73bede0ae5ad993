//! What is kept of a list that is scrolled for hours, and of a member who is gone.

use proptest::prelude::*;
use really_know::desk::clerk::Area;
use really_know::desk::handle::{Answer, Happening};
use really_know::desk::{Frame, GuardMode, PageMessage, Request, View};
use really_know::desk::{Review, TabId};
use really_know::domain::What;

use super::page::*;
use super::world::{TAB, World};

/// Cards that a virtual list has at a time.
const SHOWN: u32 = 12;
/// All that may be kept: the cards on the page, those who left it, and whoever is asked about.
const MOST: usize = SHOWN as usize + 150 + 2;

fn window(from: u32) -> Vec<u32> {
    (from..from + SHOWN).collect()
}

/// The list shows these cards, which it drew just now.
fn show(world: &mut World, from: u32) {
    let cards: Vec<(u32, u32)> = window(from).into_iter().map(|n| (n, 0)).collect();
    world.page(PageMessage::Report(report("d", &cards, &cards)));
}

#[test]
fn a_list_that_never_ends_is_not_remembered_for_ever() {
    let mut world = World::new();
    world.page(hello("d", LIST));
    let mut sizes = Vec::new();
    for from in (0..3_000).step_by(SHOWN as usize) {
        show(&mut world, from);
        sizes.push(world.memory.get(Area::Session, &Review::key(TAB)).unwrap().len());
        assert!(world.review().senders.len() <= MOST);
    }
    let (middle, end) = (sizes[sizes.len() / 2], sizes[sizes.len() - 1]);
    assert!(end < middle + middle / 20, "{middle} bytes in the middle, {end} at the end");
    assert_eq!(world.review().current, Some(address(0)), "whoever is asked about stays");
    // Scrolled back: they are guarded as they were.
    show(&mut world, 0);
    let orders = world.page(left("d", &window(0)));
    assert!(is_paused(&orders, 3));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// Up and down, with a click now and then whose news comes after its card has gone.
    #[test]
    fn whatever_is_scrolled_little_is_kept_and_no_decision_is_missed(
        steps in proptest::collection::vec((0..600_u32, proptest::option::weighted(0.2, 0..SHOWN)), 1..60)
    ) {
        let mut world = World::new();
        world.page(hello("d", LIST));
        let mut decided = 0;
        for (from, click) in steps {
            show(&mut world, from * 3);
            if let Some(n) = click.map(|n| from * 3 + n) {
                let rest: Vec<u32> = window(from * 3).into_iter().filter(|other| *other != n).collect();
                world.page(left("d", &rest));
                world.page(clicked("d", n, false, false));
                decided += 1;
                let person = world.person(&slug(n)).expect("the decision was noted");
                prop_assert_eq!(&person.decisions[0].what, &What::Ignored);
            }
            let review = world.review();
            prop_assert!(review.senders.len() <= MOST, "{} senders", review.senders.len());
            let present = review.senders.iter().filter(|sender| sender.is_present()).count();
            prop_assert!(present >= SHOWN as usize - 1, "everybody on the page is known: {present}");
            // In page order, with nobody twice.
            let mut names: Vec<&str> = review.senders.iter().map(|sender| sender.address.as_str()).collect();
            names.sort_unstable();
            names.dedup();
            prop_assert_eq!(names.len(), review.senders.len());
        }
        let _ = decided;
    }
}

#[test]
fn another_member_finds_nothing_of_the_one_before() {
    const OTHER: TabId = TabId(8);
    let mut world = World::new();
    world.page(hello("d", LIST));
    world.page(fresh("d", &[1, 2, 3]));
    world.page(clicked("d", 2, true, true));
    world.page(clicked("d", 1, true, false));
    // A click whose card went, told of.
    world.page(clicked("d", 3, false, false));
    world.page(left("d", &[1, 2]));
    assert_eq!(world.review().noted.len(), 1);

    // In another tab somebody signs out.
    let said = PageMessage::Hello { doc: "e".into(), url: "https://www.linkedin.com/m/logout/".into() };
    let answer = world.event(Happening::Page { tab: OTHER, message: said });
    let Answer::Page(orders) = answer else { panic!("{answer:?}") };
    assert_eq!((orders.frame, orders.rules), (Some(Frame::Gone), Some(None)));
    let (tab, orders) = world.orders.pop().unwrap();
    assert_eq!((tab, orders.guard, orders.resend), (TAB, Some(vec![]), true));
    let review = world.review();
    assert!(review.senders.is_empty() && review.noted.is_empty() && review.clicks.is_empty());
    assert_eq!((review.paused, review.current), (None, None));

    // What the page still shows is begun anew; a click of before decides nothing.
    let orders = world.page(fresh("d", &[2]));
    assert_eq!(guarded(&orders, 2).unwrap().mode, GuardMode::Pause);
    assert_eq!(world.person(&slug(1)), None, "nobody has decided about them");
    // The notes stay: they are this browser's.
    assert!(world.person(&slug(3)).is_some());
}

#[test]
fn the_same_tab_carries_no_click_through_a_sign_in() {
    let mut world = World::new();
    world.page(hello("d", LIST));
    world.page(fresh("d", &[1]));
    world.page(clicked("d", 1, true, false));
    world.page(hello("login", "https://www.linkedin.com/login"));
    world.page(hello("d2", LIST));
    world.page(fresh("d2", &[]));
    assert_eq!((world.person(&slug(1)), world.review().noted.len()), (None, 0));
    assert_eq!(world.view(View::Popup, Request::Hello), really_know::desk::Reply::Hello { tab: None });
}

#[test]
fn a_frame_is_counted_on_once_its_page_has_spoken() {
    let mut world = World::new();
    let orders = world.page(hello("d", LIST));
    assert!(!orders.heard);
    world.page(fresh("d", &[1]));
    world.sidebar(Request::Hello);
    assert!(world.orders.pop().is_some_and(|(_, orders)| orders.heard));
    world.sidebar(Request::Hello);
    assert!(world.orders.is_empty(), "told once");
    // However often the background dies, and wherever the document leads.
    world.kill();
    assert!(world.page(left("d", &[1])).heard);
    assert!(world.page(hello("d", "https://www.linkedin.com/in/sender-2/")).heard);
    assert!(!world.page(hello("e", LIST)).heard, "another document has another frame");
}
