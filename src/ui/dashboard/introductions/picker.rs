//! Choosing one of the two: a box that searches the library while one types.

use sycamore::prelude::*;
use sycamore::web::events::{Event, KeyboardEvent};

use super::state::Desk;
use crate::domain::PersonId;
use crate::introductions::Side;
use crate::ui::components::field::{focus, text_of};
use crate::ui::dynamic::{dynamic, handler, selector};
use crate::ui::text::msg;

/// People shown at a time.
const SHOWN: usize = 7;

/// A box in which somebody is chosen.
#[derive(Clone, Copy)]
pub struct Pick {
    /// The box's id, and the hook of tests.
    pub id: &'static str,
    pub label: fn() -> String,
    pub place: Signal<Option<PersonId>>,
    /// Takes the choice in.
    pub choose: fn(Desk, Option<PersonId>),
}

impl Pick {
    /// The box for one of the two of an introduction.
    pub fn side(desk: Desk, side: Side) -> Self {
        let place = desk.place(side);
        match side {
            Side::First => Self {
                id: FIRST,
                label: || msg!("introFirst"),
                place,
                choose: |desk, person| one_of_two(desk, Side::First, person),
            },
            Side::Second => Self {
                id: SECOND,
                label: || msg!("introSecond"),
                place,
                choose: |desk, person| one_of_two(desk, Side::Second, person),
            },
        }
    }
}

const FIRST: &str = "intro-first";
const SECOND: &str = "intro-second";

/// Takes one of the two in, and moves on to what comes next.
fn one_of_two(desk: Desk, side: Side, person: Option<PersonId>) {
    let other = desk.place(side.other()).get_clone_untracked();
    if person.is_some() && person == other {
        desk.trouble.set(Some(msg!("introTwo")));
        return;
    }
    desk.trouble.set(None);
    let chosen = person.is_some();
    desk.choose(side, person);
    let next = if side == Side::First { SECOND } else { FIRST };
    match (chosen, other) {
        (false, _) => {}
        (true, None) => focus(next),
        (true, Some(_)) => focus(super::words::WHY),
    }
}

/// A box, or who was chosen in it.
pub fn picker(desk: Desk, pick: Pick) -> View {
    let chosen = selector(move || pick.place.get_clone().is_some());
    dynamic(move || if chosen.get() { who(desk, pick) } else { search(desk, pick) })
}

fn who(desk: Desk, pick: Pick) -> View {
    let label = (pick.label)();
    let person = selector(move || pick.place.get_clone().and_then(|id| desk.note_of(&id)));
    let name = move || person.get_clone().map(|person| person.name.clone()).unwrap_or_default();
    let headline = move || person.get_clone().map(|person| person.headline.clone()).unwrap_or_default();
    let other = msg!("introSomebodyElse");
    let again = move |_| {
        (pick.choose)(desk, None);
        focus(pick.id);
    };
    view! {
        div(class="chosen", data-test=pick.id) {
            p(class="field-label") { (label) }
            p(class="list-name") { bdi { (name()) } }
            p(class="list-note", dir="auto") { (headline()) }
            button(r#type="button", class="link", on:click=again) { (other) }
        }
    }
}

fn search(desk: Desk, pick: Pick) -> View {
    let id = pick.id;
    let list_id = [id, "-list"].concat();
    let option_id = move |n: usize| [id, "-", &n.to_string()].concat();
    let query = create_signal(String::new());
    let active = create_signal(0_usize);
    // A library that is still being read, or changes, is searched again.
    let found = selector(move || {
        desk.reads.track();
        let query = query.get_clone();
        if query.trim().is_empty() { Vec::new() } else { desk.search(&query, SHOWN) }
    });
    let not_found = move || query.with(|query| !query.trim().is_empty()) && found.with(Vec::is_empty);
    let choose = move |person: PersonId| (pick.choose)(desk, Some(person));
    let keys = move |event: KeyboardEvent| {
        let count = found.with(Vec::len);
        match event.key().as_str() {
            _ if event.is_composing() || count == 0 => return,
            "ArrowDown" => active.set((active.get() + 1) % count),
            "ArrowUp" => active.set((active.get() + count - 1) % count),
            "Enter" => {
                let person = found.with(|found| found.get(active.get()).map(|(id, ..)| id.clone()));
                if let Some(person) = person {
                    choose(person);
                }
            }
            "Escape" => query.set(String::new()),
            _ => return,
        }
        event.prevent_default();
    };
    let rows = dynamic(move || {
        let rows: Vec<View> = found
            .get_clone()
            .into_iter()
            .enumerate()
            .map(|(n, (person, name, headline))| {
                let row_id = option_id(n);
                let selected = move || if active.get() == n { "true" } else { "false" };
                view! {
                    li(id=row_id, class="list-row", role="option", aria-selected=selected, data-test="intro-found",
                       on:click=move |_| choose(person.clone())) {
                        span(class="list-name") { bdi { (name) } }
                        span(class="list-note", dir="auto") { (headline) }
                    }
                }
            })
            .collect();
        rows.into()
    });
    let current = move || found.with(|found| (!found.is_empty()).then(|| option_id(active.get())));
    let expanded = move || if found.with(Vec::is_empty) { "false" } else { "true" };
    let (label, placeholder, nobody) = ((pick.label)(), msg!("introSearch"), msg!("popupNobody"));
    let controls = list_id.clone();
    view! {
        div(class="field picker") {
            label(class="field-label", r#for=id) { (label) }
            input(id=id, class="input", r#type="text", role="combobox", autocomplete="off", dir="auto",
                  placeholder=placeholder, data-test=id, aria-autocomplete="list", aria-controls=controls,
                  aria-expanded=expanded, aria-activedescendant=current, prop:value=move || query.get_clone(),
                  on:keydown=handler(keys),
                  on:input=handler(move |event: Event| {
                      active.set(0);
                      query.set(event.target().and_then(|field| text_of(&field)).unwrap_or_default());
                  }))
            ul(id=list_id, class="list picked-from", role="listbox", aria-label=(pick.label)(),
               hidden=move || found.with(Vec::is_empty)) { (rows) }
            p(class="field-help", role="status") { (if not_found() { nobody.clone() } else { String::new() }) }
        }
    }
}
