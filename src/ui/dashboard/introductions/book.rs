//! The ledger: every introduction, where it stands, and what can come next. An entry stays where it is while what is in it
//! changes, so that an open question or the focus isn't lost when a note is read or a step is noted.

use std::rc::Rc;

use sycamore::prelude::*;
use sycamore::web::document;
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;

use super::sheet::{Sheet, kept_lines, sheet};
use super::state::Desk;
use super::words;
use crate::browser::pause;
use crate::domain::{Person, PersonId};
use crate::introductions::replies::follow_up;
use crate::introductions::{Shared, Side, Text};
use crate::library::ledger::{Introduction, Step};
use crate::library::{Ledger, LedgerEdit};
use crate::ui::components::field::{focus, is_focus_lost};
use crate::ui::components::toast::toast;
use crate::ui::dashboard::rooms::{Part, entry_in};
use crate::ui::dynamic::{dynamic, effect, handler, live_text, selector};
use crate::ui::text::{self, msg};

/// The part of the room with the ledger.
pub fn book(desk: Desk) -> View {
    let store = desk.house.store;
    let ids = selector(move || {
        let of_two = |ledger: &Ledger| -> Vec<String> {
            let entries = ledger.introductions.iter().rev().filter(|entry| entry.two().is_some());
            entries.map(|entry| entry.id.clone()).collect()
        };
        store.ledger().map(|ledger| of_two(&ledger)).unwrap_or_default()
    });
    let unreadable = selector(move || store.ledger().err());
    let none = selector(move || ids.with(Vec::is_empty));
    let loaded = selector(move || store.is_ledger_loaded());
    let entries = dynamic(move || {
        if let Some(why) = unreadable.get_clone() {
            return view! { p(class="trouble", role="alert") { (why) } };
        }
        if !loaded.get() {
            return View::new();
        }
        if none.get() {
            let empty = msg!("introLedgerEmpty");
            return view! { p(class="soft", data-test="intro-ledger-empty") { (empty) } };
        }
        let key: fn(&String) -> String = String::clone;
        let entries = view! { Keyed(list=ids, view=move |id: String| entry(desk, &id), key=key) };
        view! { ul(class="ledger", data-test="intro-ledger") { (entries) } }
    });
    turn_to_entry(desk, ids);
    let forgotten = forgotten(desk);
    super::section(Part::Ledger, view! { (forgotten) (entries) })
}

/// Goes to the entry that the address names, as soon as it is there.
fn turn_to_entry(desk: Desk, ids: ReadSignal<Vec<String>>) {
    let wanted = create_signal(None::<String>);
    effect(move || wanted.set(desk.house.place.with(|place| entry_in(&place.query))));
    effect(move || {
        let Some(id) = wanted.get_clone().filter(|id| ids.with(|ids| ids.contains(id))) else { return };
        wanted.set_silent(None);
        spawn_local(async move { take_focus(&heading_id(&id)).await });
    });
}

/// Moves the focus to an entry's heading as soon as it is drawn. Its part takes the focus, too, when the page opens, and which
/// of them comes last isn't the same in both browsers. Whoever has gone on meanwhile stays where they are.
async fn take_focus(heading: &str) {
    const LOOKS: usize = 40;
    const LOOK_MS: i32 = 25;
    /// So many looks in a row that find it there are enough.
    const STAYED: usize = 4;
    let part = Part::Ledger.heading_id();
    let at_first = document().active_element();
    let nobody_chose =
        |at: &Option<Element>| *at == at_first || is_focus_lost() || at.as_ref().is_some_and(|at| at.id() == part);
    let mut stayed = 0;
    for _ in 0..LOOKS {
        let at = document().active_element();
        if at.as_ref().is_some_and(|at| at.id() == heading) {
            stayed += 1;
        } else if nobody_chose(&at) {
            stayed = 0;
            focus(heading);
        } else {
            return;
        }
        if stayed == STAYED {
            return;
        }
        pause(LOOK_MS).await;
    }
}

/// What was just forgotten, with the way back.
fn forgotten(desk: Desk) -> View {
    let said = dynamic(move || {
        let Some(entry) = desk.forgotten.get_clone() else { return View::new() };
        let [first, second] = untrack(|| names(desk, &entry));
        let words = msg!("introForgotten", first, second);
        let undo = move || {
            desk.forgotten.set(None);
            desk.note_down(vec![LedgerEdit::Remember { entry: Box::new(entry.clone()) }]);
            focus(&Part::Ledger.heading_id());
        };
        toast("intro-forgotten", words.into(), Some(Box::new(undo)))
    });
    view! { div(role="status") { (said) } }
}

/// A name for a sentence.
pub fn name(desk: Desk, id: Option<&PersonId>) -> String {
    id.map_or_else(|| msg!("introGone"), |id| words::name(desk.house.store, id))
}

fn names(desk: Desk, entry: &Introduction) -> [String; 2] {
    [0, 1].map(|n| name(desk, entry.people.get(n)))
}

fn heading_id(id: &str) -> String {
    ["entry-", id].concat()
}

fn entry(desk: Desk, id: &str) -> View {
    let heading: Rc<str> = heading_id(id).into();
    let id: Rc<str> = id.into();
    let entry = {
        let id = Rc::clone(&id);
        selector(move || {
            let ledger = desk.house.store.ledger().unwrap_or_default();
            ledger.introductions.iter().find(|entry| *entry.id == *id).cloned().unwrap_or_default()
        })
    };
    let both = move || entry.with(|entry| names(desk, entry));
    let title = live_text(move || {
        let [first, second] = both();
        msg!("introPair", first, second)
    });
    let state = live_text(move || words::state(entry.with(Introduction::state)));
    let why = live_text(move || entry.with(|entry| entry.why.clone()));
    let log = dynamic(move || {
        let [first, second] = both();
        let steps = entry.with(|entry| entry.steps.clone());
        let lines: Vec<View> = steps
            .iter()
            .map(|taken| {
                let line = msg!("introTaken", text::moment(taken.at), words::step(&taken.step, &first, &second));
                view! { li { (line) } }
            })
            .collect();
        lines.into()
    });
    let due = selector(move || entry.with(|entry| entry.is_to_be_followed_up(Desk::now())));
    let remind = dynamic(move || {
        if !due.get() {
            return View::new();
        }
        let words = live_text(move || {
            let [first, second] = both();
            msg!("introFollowUp", first, second)
        });
        view! { p(class="follows", data-test="intro-follow-up") { (words) } }
    });
    let asked = selector(move || entry.with(|entry| entry.may(&Step::FollowedUp).then(|| entry.two()).flatten()));
    let follow = {
        let id = Rc::clone(&id);
        dynamic(move || asked.get_clone().map(|people| follow_ups(desk, &id, &people)).unwrap_or_default())
    };
    let acts = acts(desk, entry, &heading);
    let (labelled, heading) = (heading.to_string(), heading.to_string());
    view! {
        li(class="ledger-entry", aria-labelledby=labelled, data-test="intro-entry") {
            h3(id=heading, class="ledger-head", tabindex="-1") {
                (title) " "
                span(class="tag") { (state) }
            }
            p(class="soft", dir="auto") { (why) }
            (remind)
            (follow)
            ol(class="lines ledger-log") { (log) }
            (acts)
        }
    }
}

/// What can come next. What was pressed is gone then, so the focus goes on to the entry's heading, which says how it
/// stands; not to another button, which a key that is still down would press.
fn acts(desk: Desk, entry: ReadSignal<Introduction>, heading: &Rc<str>) -> View {
    let pressed = create_signal(false);
    let next = selector(move || {
        entry.with(|entry| {
            let next: Vec<Step> = Step::ALL.iter().filter(|step| entry.may(step)).cloned().collect();
            (next, entry.steps.last().map(|taken| taken.step.clone()))
        })
    });
    let heading = Rc::clone(heading);
    effect(move || {
        next.track();
        if pressed.replace_silent(false) {
            let heading = Rc::clone(&heading);
            spawn_local(async move {
                if is_focus_lost() {
                    focus(&heading);
                }
            });
        }
    });
    let button =
        move |class: &'static str, hook: String, words: View, edit: fn(String, Step) -> LedgerEdit, step: Step| {
            let act = handler(move |_| {
                pressed.set_silent(true);
                desk.note_down(vec![edit(entry.with_untracked(|entry| entry.id.clone()), step.clone())]);
            });
            view! { button(r#type="button", class=class, data-test=hook, on:click=act) { (words) } }
        };
    let steps = dynamic(move || {
        let steps = next.get_clone().0.into_iter().map(|step| {
            let hook = ["intro-step-", step.word()].concat();
            let says = step.clone();
            let words = live_text(move || {
                let [first, second] = entry.with(|entry| names(desk, entry));
                words::step(&says, &first, &second)
            });
            button("button", hook, words, |id, step| LedgerEdit::Take { id, step }, step)
        });
        steps.collect::<Vec<View>>().into()
    });
    let back = dynamic(move || {
        let Some(last) = next.get_clone().1 else { return View::new() };
        let words = msg!("introTakeBack").into();
        button("link", "intro-take-back".to_owned(), words, |id, step| LedgerEdit::TakeBack { id, step }, last)
    });
    let (open_label, forget_label) = (msg!("introOpen"), msg!("introForget"));
    let open = move |_| {
        let entry = entry.get_clone_untracked();
        let people = [entry.people.first().cloned(), entry.people.get(1).cloned()];
        desk.put(Some(entry.id), people, entry.why);
        focus(&Part::Introduce.heading_id());
    };
    let forget = move |_| {
        let entry = entry.get_clone_untracked();
        desk.note_down(vec![LedgerEdit::Forget { id: entry.id.clone() }]);
        desk.forgotten.set(Some(entry));
        focus(&Part::Ledger.heading_id());
    };
    view! {
        div(class="row") { (steps) }
        div(class="row small") {
            button(r#type="button", class="link", data-test="intro-open", on:click=handler(open)) { (open_label) }
            (back)
            button(r#type="button", class="link", data-test="intro-forget", on:click=handler(forget)) { (forget_label) }
        }
    }
}

/// The question how it went, to each of the two. It stays closed until it is wanted.
fn follow_ups(desk: Desk, id: &str, people: &[PersonId; 2]) -> View {
    let ask = |to: usize| {
        let (one, other) = (people[to].clone(), people[1 - to].clone());
        let whom = one.clone();
        let heading = live_text(move || msg!("introFollowAsk", name(desk, Some(&whom))));
        let both = [one, other];
        let (written_to, named, about) = (both.clone(), both.clone(), both.clone());
        let written = selector(move || {
            let [Some(to), Some(other)] = written_to.each_ref().map(|id| desk.note_of(id)) else {
                return Text::default();
            };
            follow_up(Shared::new(Side::First, &to), Shared::new(Side::Second, &other), desk.manner())
        });
        let names = Rc::new(move |side: Side| name(desk, named.get(usize::from(side == Side::Second))));
        let warnings = Rc::new(move |text: &str| {
            let notes: Vec<Rc<Person>> = about.iter().filter_map(|id| desk.note_of(id)).collect();
            kept_lines(&notes, text)
        });
        let edited = desk.own.text("follow-up", both.to_vec());
        let id = ["follow-", id, if to == 0 { "-first" } else { "-second" }].concat().into();
        let text = sheet(desk, Sheet { id, written, edited, names, warnings });
        view! { details(class="letter", data-test="intro-follow-sheet") { summary { (heading) } (text) } }
    };
    vec![ask(0), ask(1)].into()
}
