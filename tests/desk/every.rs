//! Every event in every state: whatever comes, whenever it comes, and wherever the background is killed over it.

use std::collections::{BTreeMap, BTreeSet};

use really_know::desk::clerk::Area;
use really_know::desk::handle::{Answer, Happening};
use really_know::desk::{GuardMode, Orders, Reply, Request, Review, Standing};
use really_know::library::Change;

use super::events::{Event, KINDS, events, kind};
use super::states::{STATES, State};
use super::world::{TAB, World};

type Store = BTreeMap<(Area, String), String>;

/// Calls `check` for each event in each state, with a world in that state.
fn every(check: impl Fn(&State, &World, &Event)) {
    for state in STATES {
        let world = (state.build)();
        for event in events(&world) {
            check(state, &world, &event);
        }
    }
}

fn is_last_word(what: &Happening) -> bool {
    matches!(what, Happening::View { request: Request::EraseAll, .. })
}

/// An answer as something to compare.
fn said(answer: &Answer) -> String {
    match answer {
        Answer::Page(orders) => serde_json::to_string(orders).unwrap(),
        other => format!("{other:?}"),
    }
}

#[test]
fn every_kind_of_event_is_among_them() {
    let all: BTreeSet<&str> = KINDS.iter().copied().collect();
    assert_eq!(all.len(), KINDS.len());
    for state in STATES {
        let seen: BTreeSet<&str> = events(&(state.build)()).iter().map(|event| kind(&event.what)).collect();
        assert_eq!(seen, all, "{}", state.name);
    }
}

#[test]
fn whoever_speaks_is_answered_in_kind() {
    every(|state, world, event| {
        let mut world = world.copy();
        let answer = world.event(event.what.clone());
        let fits = match &event.what {
            Happening::Page { message, .. } => {
                matches!(&answer, Answer::Page(orders) if orders.doc == message.doc() && orders.at.0 == world.now)
            }
            Happening::View { .. } => matches!(answer, Answer::View(_)),
            Happening::Shortcut { .. } | Happening::TabClosed { .. } | Happening::Started => {
                matches!(answer, Answer::None)
            }
        };
        assert!(fits, "{} / {}: {answer:?}", state.name, event.name);
    });
}

/// Nobody is held wrongly, as far as the review knows.
pub fn check_guard(at: &str, review: &Review, orders: &Orders) {
    for guarded in orders.guard.iter().flatten() {
        let sender = review.senders.iter().find(|sender| sender.address.as_str() == guarded.token);
        let sender = sender.unwrap_or_else(|| panic!("{at}: a button of nobody is watched"));
        assert!(sender.cards.iter().any(|card| card.accept == guarded.accept), "{at}: another's button");
        if guarded.mode == GuardMode::Pause {
            assert_eq!(sender.standing, Standing::NoAnswer, "{at}: only the unanswered are held");
            assert!(!review.passed.contains(&sender.address), "{at}: nobody is held twice");
        }
    }
}

#[test]
fn nobody_is_held_wrongly_and_nothing_is_read_without_a_yes() {
    every(|state, world, event| {
        let mut world = world.copy();
        let at = format!("{} / {}", state.name, event.name);
        let answer = world.event(event.what.clone());
        let may_read = world.may_read();
        let mut told: Vec<_> = world.orders.drain(..).collect();
        if let (Answer::Page(orders), Happening::Page { tab, .. }) = (answer, &event.what) {
            told.push((*tab, *orders));
        }
        for (tab, orders) in told {
            assert!(!orders.awake || may_read, "{at}: read without a yes");
            assert!(orders.awake || orders.guard.iter().flatten().next().is_none(), "{at}: guarded while asleep");
            let Some(review) = world.review_of(tab) else { continue };
            check_guard(&at, &review, &orders);
        }
    });
}

/// Who is in the library, by the names of those who can be read.
fn names(world: &World) -> BTreeSet<String> {
    world.readable_people().into_iter().map(|person| person.name).collect()
}

#[test]
fn nobody_is_lost_who_was_not_deleted() {
    every(|state, world, event| {
        let mut world = world.copy();
        let before = names(&world);
        world.event(event.what.clone());
        let gone: Vec<String> = before.difference(&names(&world)).cloned().collect();
        let may_go = match &event.what {
            Happening::View { request: Request::Command { command, .. }, .. } => match &command.change {
                // An undo takes back a first writing; a merge joins two notes into one.
                Change::Delete { .. } | Change::Erase { .. } | Change::Merge { .. } | Change::Undo { .. } => 1,
                _ => 0,
            },
            Happening::View { request: Request::TakeBack { .. }, .. } => 1,
            // A noted decision was the first thing written about them, and LinkedIn brought the card back.
            Happening::Page { .. } if state.name == "a decision was noted" => 1,
            what if is_last_word(what) => usize::MAX,
            _ => 0,
        };
        assert!(gone.len() <= may_go, "{} / {}: {gone:?}", state.name, event.name);
    });
}

#[test]
fn what_cannot_be_read_is_never_written_over() {
    every(|state, world, event| {
        let mut world = world.copy();
        let broken = world.broken_texts();
        world.event(event.what.clone());
        if is_last_word(&event.what) {
            return;
        }
        let all = world.memory.all();
        for text in broken {
            assert!(all.values().any(|kept| *kept == text), "{} / {}: {text}", state.name, event.name);
        }
    });
}

/// What is stored, without what counts how often something was said.
fn counted_out(world: &World) -> Store {
    let mut all = world.memory.all();
    for ((area, _), text) in &mut all {
        if *area == Area::Session
            && let Ok(mut review) = serde_json::from_str::<Review>(text)
        {
            review.calls = 0;
            *text = serde_json::to_string(&review).unwrap();
        }
    }
    all
}

#[test]
fn killed_anywhere_and_said_again_it_comes_to_the_same() {
    every(|state, before, event| {
        // Killed before it was kept, it was said once; killed after that, twice.
        let mut straight = before.copy();
        let mut said_so = || {
            straight.now = before.now;
            let answer = said(&straight.event(event.what.clone()));
            (counted_out(&straight), answer)
        };
        let [once, twice] = [said_so(), said_so()];
        for steps in 0.. {
            let mut world = before.copy();
            if world.event_for(event.what.clone(), steps).is_some() {
                break;
            }
            // The same moment: only the kill is different.
            world.now -= 10;
            let answer = said(&world.event(event.what.clone()));
            let now = (counted_out(&world), answer);
            let at = format!("{} / {} killed after {steps} steps", state.name, event.name);
            assert!(now == once || now == twice, "{at}\n{now:?}\nonce: {once:?}\ntwice: {twice:?}");
        }
    });
}

#[test]
fn on_a_full_disk_nothing_changes_and_nothing_is_said_to_be_saved() {
    every(|state, before, event| {
        let at = format!("{} / {}", state.name, event.name);
        let mut straight = before.copy();
        straight.event(event.what.clone());
        let mut world = before.copy();
        *world.memory.full.borrow_mut() = true;
        let answer = world.event(event.what.clone());
        assert_eq!(world.memory.all(), before.memory.all(), "{at}");
        let stays = straight.memory.all() == before.memory.all();
        let refused = matches!(answer, Answer::View(Reply::Problem(_)) | Answer::None);
        assert!(stays || refused, "{at}: {answer:?}");
        // With room again the same event does what it would have done.
        *world.memory.full.borrow_mut() = false;
        world.now -= 10;
        world.event(event.what.clone());
        assert_eq!(counted_out(&world), counted_out(&straight), "{at}");
    });
}

#[test]
fn two_of_them_in_a_row_find_the_second_in_order() {
    // Every pair would be a hundred thousand; every second event after every first one, in the state where most can
    // happen, is enough to see that no first one leaves the desk in disorder.
    let state = STATES.iter().find(|state| state.name == "the same senders in two tabs").unwrap();
    let before = (state.build)();
    for first in events(&before) {
        let mut after = before.copy();
        after.event(first.what.clone());
        for second in events(&after) {
            let mut world = after.copy();
            let answer = world.event(second.what.clone());
            let speaks = matches!(second.what, Happening::Page { .. } | Happening::View { .. });
            assert_eq!(!matches!(answer, Answer::None), speaks, "{} then {}", first.name, second.name);
            // The page is served as if nothing had happened.
            assert!(matches!(
                world.event(Happening::Page { tab: TAB, message: super::page::hello("d", super::page::LIST) }),
                Answer::Page(_)
            ));
        }
    }
}
