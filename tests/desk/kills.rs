//! Any sequence of events, with the background killed between any two steps of any of them.

use proptest::prelude::*;
use really_know::desk::handle::{Answer, Happening};
use really_know::desk::{PageMessage, Reply, Request, Sender, SettingsEdit, View};
use really_know::domain::{Decision, Moment, Verdict, What, Worked};
use really_know::library::{Change, Command, CommandId, Consent, Edit, Guard, Who};

use super::every::check_guard;
use super::page::*;
use super::world::{TAB, World};

/// What happens next.
#[derive(Clone, Debug)]
enum Act {
    Reload,
    Show(Vec<u32>),
    Click { n: u32, accept: bool, held: bool },
    Answer(u32),
    DontKnow(u32),
    Delete(u32),
    UndoLast,
    Turn(u32),
    AcceptAnyway(u32),
    Collapse(bool),
    Guard(bool),
    Consent(bool),
    Point(bool),
    Pointed(u32),
    SidebarStarts,
    SignOut,
    Leave,
    CloseTab,
}

fn act() -> impl Strategy<Value = Act> {
    let n = 0..6_u32;
    prop_oneof![
        Just(Act::Reload),
        proptest::sample::subsequence((0..6).collect::<Vec<u32>>(), 0..=6).prop_map(Act::Show),
        (n.clone(), any::<bool>(), any::<bool>()).prop_map(|(n, accept, held)| Act::Click { n, accept, held }),
        n.clone().prop_map(Act::Answer),
        n.clone().prop_map(Act::DontKnow),
        n.clone().prop_map(Act::Delete),
        Just(Act::UndoLast),
        n.clone().prop_map(Act::Turn),
        n.prop_map(Act::AcceptAnyway),
        any::<bool>().prop_map(Act::Collapse),
        any::<bool>().prop_map(Act::Guard),
        any::<bool>().prop_map(Act::Consent),
        any::<bool>().prop_map(Act::Point),
        (0..6_u32).prop_map(Act::Pointed),
        Just(Act::SidebarStarts),
        Just(Act::SignOut),
        Just(Act::Leave),
        Just(Act::CloseTab),
    ]
}

/// What the act says to the background; commands are named by their place in the sequence.
fn happening(world: &World, act: &Act, at: usize, commands: &[CommandId]) -> Option<Happening> {
    let view = |request| Some(Happening::View { view: View::Sidebar(TAB), request });
    let page = |message| Some(Happening::Page { tab: TAB, message });
    let command = |change, sender| {
        view(Request::Command { command: Command { id: CommandId(format!("c{at}")), change }, sender })
    };
    let write = |n, edit| {
        let change =
            Change::Write { who: Who::Address(address(n)), edits: vec![Edit::Name(name(n)), edit], base: vec![] };
        command(change, Some(address(n)))
    };
    match act {
        Act::Reload => page(hello("d", LIST)),
        Act::Show(cards) => page(fresh("d", cards)),
        Act::Click { n, accept: true, held } => page(clicked("d", *n, true, *held)),
        Act::Click { n, accept: false, .. } => page(clicked("d", *n, false, false)),
        Act::Answer(n) => write(*n, Edit::Worked(Some(Worked::default()))),
        Act::DontKnow(n) => {
            let at = Moment(i64::try_from(at).unwrap());
            write(*n, Edit::AddDecision(Decision { at, what: What::DontKnow, ..Decision::default() }))
        }
        Act::Delete(n) => {
            let facts = world.facts();
            let (person, _) = facts.find(&address(*n)).unwrap()?;
            command(Change::Delete { person: person.clone() }, None)
        }
        Act::UndoLast => command(Change::Undo { command: commands.last()?.clone() }, None),
        Act::Turn(n) => view(Request::Turn { to: address(*n), tab: None }),
        Act::AcceptAnyway(n) => view(Request::AcceptAnyway { sender: address(*n) }),
        Act::Collapse(collapsed) => view(Request::Collapse { collapsed: *collapsed }),
        Act::Guard(pause) => {
            let guard = if *pause { Guard::Pause } else { Guard::Remind };
            view(Request::Settings { edits: vec![SettingsEdit::Guard(guard)] })
        }
        Act::Consent(yes) => view(Request::Consent { answer: if *yes { Consent::Yes } else { Consent::No } }),
        Act::Point(on) => view(Request::Point { on: *on }),
        Act::Pointed(n) => page(PageMessage::Pointed {
            doc: "d".into(),
            href: Some(format!("https://www.linkedin.com/in/{}/", slug(*n))),
            text: name(*n),
        }),
        Act::SidebarStarts => view(Request::Hello),
        Act::SignOut => page(hello("login", "https://www.linkedin.com/login")),
        Act::Leave => page(PageMessage::Left { doc: "d".into() }),
        Act::CloseTab => Some(Happening::TabClosed { tab: TAB }),
    }
}

/// What must hold after every event, whatever came before.
fn check(world: &World, answer: &Answer) {
    let facts = world.facts();
    for n in 0..=255 {
        for (address, id) in &facts.shard(n).unwrap().addresses {
            let person = facts.person(id).unwrap().expect("an address leads to somebody");
            assert!(person.addresses().any(|other| other == address));
        }
    }
    // Who waits for an answer has none, and nothing is remembered without a yes.
    let undecided = facts.undecided().unwrap();
    assert!(world.settings().may_read() || undecided.is_empty());
    for (address, _) in undecided.waiting() {
        let person = facts.find(address).unwrap().map(|(_, person)| person);
        let verdict = person.map_or(Verdict::NoAnswer, |person| world.settings().policy.verdict(person));
        assert_eq!(verdict, Verdict::NoAnswer, "{address}");
    }
    if let Answer::Page(orders) = answer {
        assert_eq!(orders.awake, world.settings().may_read());
        // A farewell that comes when the tab is closed leaves nothing behind.
        let Some(review) = world.review_of(TAB) else { return assert!(orders.guard.is_none()) };
        assert!(orders.awake || (orders.guard.is_none() && review.senders.is_empty()), "nothing is read without a yes");
        check_guard("", &review, orders);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn nothing_acknowledged_is_lost_and_nothing_is_stuck(
        acts in proptest::collection::vec((act(), proptest::option::weighted(0.5, 0..26_usize)), 1..40)
    ) {
        let mut world = World::new();
        world.page(hello("d", LIST));
        let mut commands = Vec::new();
        for (at, (act, kill)) in acts.iter().enumerate() {
            let Some(what) = happening(&world, act, at, &commands) else { continue };
            if let Some(steps) = kill {
                let _ = world.event_for(what.clone(), *steps);
                world.kill();
            }
            // Whoever got no answer says it again, and the one who got one may too.
            let answer = world.event(what.clone());
            let again = world.event(what.clone());
            check(&world, &again);
            if let Act::Show(cards) = act
                && world.settings().may_read()
            {
                let review = world.review();
                let waits = |n: &&u32| review.sender(&address(**n)).is_some_and(Sender::is_waiting);
                let undecided = world.undecided();
                for n in cards.iter().filter(waits) {
                    prop_assert!(undecided.contains(&slug(*n)), "{} was seen and has no answer", slug(*n));
                }
            }

            if let (Happening::View { request: Request::Command { command, .. }, .. }, Answer::View(reply)) = (&what, &answer) {
                if let Reply::Saved { .. } = reply {
                    let facts = world.facts();
                    let entry = facts.journal().unwrap().find(&command.id).cloned();
                    prop_assert!(entry.is_some(), "an acknowledged command is in the journal");
                    commands.push(command.id.clone());
                }
                let person = |n: u32| world.person(&slug(n));
                match act {
                    Act::Answer(n) => prop_assert!(person(*n).is_some_and(|p| p.ties.worked.is_some())),
                    Act::DontKnow(n) => {
                        let said = Moment(i64::try_from(at).unwrap());
                        let count = person(*n).map_or(0, |p| p.decisions.iter().filter(|d| d.at == said).count());
                        prop_assert_eq!(count, 1, "once, however often it was sent");
                    }
                    Act::Delete(n) => prop_assert_eq!(person(*n), None),
                    _ => {}
                }
            }
        }
        // The page is served as if nothing had happened.
        world.event(Happening::View { view: View::Popup, request: Request::Consent { answer: Consent::Yes } });
        let orders = world.page(hello("d", LIST));
        prop_assert!(orders.rules.flatten().is_some());
        world.page(fresh("d", &[0, 1, 2]));
        prop_assert_eq!(world.review().senders.iter().filter(|s| s.is_present()).count(), 3);
    }

    #[test]
    fn a_message_that_makes_no_sense_is_answered_all_the_same(token in "\\PC*", accept in any::<bool>(), tree in "\\PC*") {
        let mut world = World::new();
        world.page(hello("d", LIST));
        world.page(PageMessage::Clicked { doc: "d".into(), token, accept, held: true });
        let mut odd = report("d", &[(1, 0)], &[]);
        odd.changed.push(really_know::desk::message::Seen { root: root(1, 0), tree });
        let orders = world.page(PageMessage::Report(odd));
        prop_assert_eq!(orders.guard, Some(vec![]));
    }
}
