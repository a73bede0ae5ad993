//! The list itself. Only the rows in sight and a few around them are in the page, however many there are.

use std::rc::Rc;

use sycamore::prelude::*;
use sycamore::web::events::{DragEvent, KeyboardEvent, MouseEvent};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

use super::state::State;
use crate::browser;
use crate::domain::{Contact, Edtf, PersonId};
use crate::library::list::{Brief, Known};
use crate::library::{Chosen, Edit};
use crate::ui::components::field::focus;
use crate::ui::components::icon;
use crate::ui::dashboard::hands::Done;
use crate::ui::dynamic::{dynamic, effect, handler, selector};
use crate::ui::popup::marked::Marked;
use crate::ui::text::{self, msg};
use crate::ui::words;

/// The id of the list.
pub const LIST: &str = "people-list";
/// As high as all rows would be.
const SPACE: &str = "people-space";
/// Holds the rows that are drawn.
const DRAWN: &str = "people-drawn";
/// The height of a row in rem; `people.css` has the same.
const ROW_REM: f64 = 4.25;
/// Rows beyond the edges of what is in sight.
const AROUND: usize = 8;
/// The first row that is drawn changes in steps of so many: scrolling by a line draws nothing anew.
const STEP: usize = 4;
/// Rows in sight until that is measured.
pub const SOME: usize = 20;

/// How far the list is scrolled now, in CSS pixels. Its events come later: somebody may have gone on before.
pub fn top() -> Option<i32> {
    document().get_element_by_id(LIST).map(|list| list.scroll_top())
}

/// The list with its keys.
pub fn rows(state: State) -> View {
    let scroller = create_node_ref();
    let window = state.in_sight;
    let look = move || {
        let Some(list) = document().get_element_by_id(LIST) else { return };
        let row = row_px();
        state.top.set_silent(list.scroll_top());
        let (top, height) = (f64::from(list.scroll_top()), f64::from(list.client_height()));
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "both are small and not negative")]
        let seen = ((top / row) as usize / STEP * STEP, (height / row) as usize + 2);
        if window.get_untracked() != seen {
            window.set(seen);
        }
    };
    // By script: the pages' policy forbids styles in markup.
    let place = move || {
        let ((first, _), count) = (window.get(), state.list.with(|list| list.len()));
        let from = first.saturating_sub(AROUND).min(count);
        #[allow(clippy::cast_precision_loss, reason = "rows are few enough for a double")]
        let [space, from] = [count, from].map(|rows| rows as f64 * ROW_REM);
        set_style(SPACE, "block-size", &format!("{space}rem"));
        set_style(DRAWN, "transform", &format!("translateY({from}rem)"));
    };
    effect(place);
    on_resize(look);
    let (top, back) = (state.top.get_untracked(), state.active.with_untracked(Option::is_some));
    on_mount(move || {
        place();
        if let Some(list) = document().get_element_by_id(LIST).filter(|_| top > 0) {
            list.set_scroll_top(top);
        }
        look();
        // Whoever comes back from somebody's page goes on from there.
        if back {
            focus(LIST);
        }
    });
    let shown = create_memo(move || {
        let ((first, seen), list) = (window.get(), state.list.get_clone());
        let words: Rc<str> = state.answer.to.with(|ask| ask.words.trim().into());
        let from = first.saturating_sub(AROUND).min(list.len());
        let until = (first + seen + STEP + AROUND).min(list.len());
        let of = list.len();
        let shown = |at: usize| Shown { at, of, brief: Rc::clone(&list[at]), words: Rc::clone(&words) };
        (from..until).map(shown).collect::<Vec<_>>()
    });
    // Rows that stay in sight are left alone: under the pointer, while they are dragged, for whoever has them read aloud.
    let drawn = view! { Keyed(list=shown, view=move |one| row(state, one), key=Shown::key) };
    let active = move || {
        let at = state.active.get()?;
        state.list.with(|list| list.get(at).map(|brief| row_id(&brief.id)))
    };
    let keys = handler(move |event: KeyboardEvent| {
        if !event.is_composing() && on_key(state, &event, window.get_untracked().1) {
            event.prevent_default();
        }
    });
    let label = msg!("peopleList");
    let nobody = move || state.list.with(|list| list.is_empty());
    view! {
        div(id=LIST, class="people-list", role="listbox", tabindex="0", "aria-multiselectable"="true", "aria-label"=label,
            "aria-activedescendant"=active, hidden=nobody, r#ref=scroller, "data-test"="people",
            on:scroll=handler(move |_: web_sys::Event| look()), on:keydown=keys,
            on:focus=handler(move |_: web_sys::FocusEvent| {
                if state.active.get_untracked().is_none() {
                    state.active.set(Some(window.get_untracked().0));
                }
            })) {
            div(id=SPACE, class="people-space", role="presentation") {
                div(id=DRAWN, class="people-drawn", role="presentation") { (drawn) }
            }
        }
    }
}

/// Calls `look` when the window has another size, for as long as the list is there.
fn on_resize(look: impl Fn() + 'static) {
    let look = Closure::<dyn Fn()>::new(look);
    // A window takes listeners.
    let _ = window().add_event_listener_with_callback("resize", look.as_ref().unchecked_ref());
    on_cleanup(move || {
        let _ = window().remove_event_listener_with_callback("resize", look.as_ref().unchecked_ref());
    });
}

/// Another list begins at its top.
pub fn go_to_top(state: State) {
    if let Some(list) = document().get_element_by_id(LIST).filter(|list| list.scroll_top() > 0) {
        list.set_scroll_top(0);
    }
    let (first, seen) = state.in_sight.get_untracked();
    if first > 0 {
        state.in_sight.set((0, seen));
    }
}

fn set_style(id: &str, property: &str, value: &str) {
    let Some(element) = document().get_element_by_id(id) else { return };
    if let Ok(style) = js_sys::Reflect::get(&element, &"style".into())
        && let Ok(set) = js_sys::Reflect::get(&style, &"setProperty".into())
        && let Ok(set) = set.dyn_into::<js_sys::Function>()
    {
        // A property and a value of ours.
        let _ = set.call2(&style, &property.into(), &value.into());
    }
}

fn row_id(id: &PersonId) -> String {
    format!("person-{id}")
}

/// The height of a row in CSS pixels, at the user's text size.
fn row_px() -> f64 {
    let root =
        document().document_element().unwrap_or_else(|| document().create_element("i").expect("a name of an element"));
    let style = js_sys::Reflect::get(&window(), &"getComputedStyle".into())
        .ok()
        .and_then(|it| it.dyn_into::<js_sys::Function>().ok())
        .and_then(|it| it.call1(&window(), &root).ok());
    let size =
        style.and_then(|style| js_sys::Reflect::get(&style, &"fontSize".into()).ok()).and_then(|it| it.as_string());
    let size = size.and_then(|size| size.trim_end_matches("px").parse::<f64>().ok()).unwrap_or(16.0);
    size * ROW_REM
}

/// Whether the key was meant for the list.
fn on_key(state: State, event: &KeyboardEvent, page: usize) -> bool {
    state.settle();
    let count = state.list.with_untracked(|list| list.len());
    let Some(last) = count.checked_sub(1) else { return false };
    let at = state.active.get_untracked().unwrap_or(0).min(last);
    let (control, shift) = (event.ctrl_key() || event.meta_key(), event.shift_key());
    let to = match event.key().as_str() {
        "ArrowDown" => at + 1,
        "ArrowUp" => at.saturating_sub(1),
        "PageDown" => at + page.saturating_sub(2),
        "PageUp" => at.saturating_sub(page.saturating_sub(2)),
        "Home" => 0,
        "End" => last,
        " " => {
            if shift {
                state.stretch(at)
            } else {
                state.toggle(at)
            }
            return true;
        }
        "a" if control => {
            state.choose_all();
            return true;
        }
        "x" | "X" | "c" | "C"
            if control || event.alt_key() || untrack(|| state.house.store.settings()).letter_keys_off =>
        {
            return false;
        }
        "x" | "X" => {
            state.toggle(at);
            return true;
        }
        "c" | "C" => {
            if !event.repeat() {
                log_contact(state, at);
            }
            return true;
        }
        "Enter" => {
            open(state, at);
            return true;
        }
        "Escape" if state.chosen.with_untracked(|chosen| !chosen.is_empty()) => {
            state.chosen.set(Chosen::default());
            return true;
        }
        _ => return false,
    };
    let to = to.min(last);
    if shift {
        if state.chosen.with_untracked(Chosen::is_empty) {
            state.anchor.set(at);
        }
        state.stretch(to);
    }
    go(state, to);
    true
}

/// Notes a contact with whoever is in this row: today, and without a word; more can be said on their page.
fn log_contact(state: State, at: usize) {
    let Some(brief) = state.list.with_untracked(|list| list.get(at).cloned()) else { return };
    let contact = Contact { on: Some(Edtf::Day(browser::today())), ..Contact::default() };
    let name = if brief.name.trim().is_empty() { msg!("popupNoName") } else { brief.name.clone() };
    state.house.hands.write(brief.id.clone(), vec![Edit::AddContact(contact)], Done::Logged, name);
}

/// Moves to a row, and brings it into sight.
pub fn go(state: State, at: usize) {
    let Some(list) = document().get_element_by_id(LIST) else { return state.active.set(Some(at)) };
    // Asked for before a row changes: it would have to be laid out.
    let row = row_px();
    #[allow(clippy::cast_precision_loss, reason = "rows are few enough for a double")]
    let (top, bottom) = (at as f64 * row, (at + 1) as f64 * row);
    let (from, height) = (f64::from(list.scroll_top()), f64::from(list.client_height()));
    #[allow(clippy::cast_possible_truncation, reason = "browsers scroll to whole pixels, and not beyond 33 millions")]
    if top < from {
        list.set_scroll_top(top as i32);
    } else if bottom > from + height {
        list.set_scroll_top((bottom - height).ceil() as i32);
    }
    state.active.set(Some(at));
}

/// Opens the page of whoever is in this row.
fn open(state: State, at: usize) {
    if let Some(id) = state.id(at) {
        state.house.go(&format!("#people/{id}"), true);
    }
}

/// What is shown in a row.
#[derive(Clone)]
struct Shown {
    at: usize,
    /// How many rows there are.
    of: usize,
    brief: Rc<Brief>,
    words: Rc<str>,
}

impl Shown {
    /// Whoever isn't made anew hasn't changed.
    fn key(&self) -> (usize, usize, usize, Rc<str>) {
        (self.at, self.of, Rc::as_ptr(&self.brief).addr(), Rc::clone(&self.words))
    }
}

impl PartialEq for Shown {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

fn row(state: State, shown: Shown) -> View {
    let Shown { at, of, brief: known, words } = shown;
    let id = known.id.clone();
    let (element, hook) = (row_id(&id), id.to_string());
    let (place, count) = ((at + 1).to_string(), of.to_string());
    let chosen = {
        let id = id.clone();
        selector(move || state.chosen.with(|chosen| chosen.contains(&id)))
    };
    let active = selector(move || state.active.get() == Some(at));
    let tray = state.house.tray;
    let carried = id.clone();
    let drag = handler(move |event: DragEvent| tray.carry(&event, carried.clone()));
    // What the notes say may come after the name.
    let brief = selector(move || state.crowd.get(&id).unwrap_or_else(|| known.clone()));
    let inside = dynamic(move || said(&brief.get_clone(), &words));
    let click = handler(move |event: MouseEvent| {
        let on_box = event.target().and_then(|it| it.dyn_into::<web_sys::Element>().ok());
        let on_box = on_box.and_then(|it| it.closest(".people-box").ok().flatten()).is_some();
        state.active.set(Some(at));
        if event.shift_key() {
            state.stretch(at);
        } else if on_box || event.ctrl_key() || event.meta_key() {
            state.toggle(at);
        } else {
            open(state, at);
        }
    });
    let truth = |is: bool| if is { "true" } else { "false" };
    let tick = icon::line(icon::CHECK);
    view! {
        div(id=element, class="people-row", role="option", "aria-posinset"=place, "aria-setsize"=count,
            "aria-selected"=move || truth(chosen.get()), "data-active"=move || truth(active.get()),
            "data-test"="person", "data-person"=hook, draggable="true", on:click=click, on:dragstart=drag,
            on:dragend=handler(move |_: DragEvent| tray.let_go())) {
            span(class="people-box", "aria-hidden"="true") { (tick) }
            (inside)
        }
    }
}

/// What a row says of somebody.
fn said(brief: &Brief, query: &str) -> View {
    let name = if brief.name.trim().is_empty() { msg!("popupNoName") } else { brief.name.clone() };
    let name = Marked::new(&name, query).view();
    let Some(said) = &brief.said else {
        return view! { span(class="people-who") { span(class="people-name") { (name) } } };
    };
    let headline = Marked::new(&said.headline, query).view();
    let doors: Vec<String> = said.doors.iter().map(|door| words::door_title(*door)).collect();
    let how = match (doors.is_empty(), said.known) {
        (false, _) => doors.join(" · "),
        (true, Known::NotYet) => msg!("peopleNotYet"),
        (true, _) => msg!("peopleNoAnswer"),
    };
    let tale = if said.has_story {
        View::new()
    } else {
        let none = msg!("peopleNoStory");
        view! { span(class="people-bland") { (none) } }
    };
    let met: Vec<String> = [said.met_on.map(text::date).unwrap_or_default(), said.met_where.clone()]
        .into_iter()
        .filter(|part| !part.trim().is_empty())
        .collect();
    let met = Marked::new(&text::row(&met), query).view();
    let last = said.last.map(|last| {
        let words = msg!("peopleLast", text::date(last));
        view! { span { (words) } }
    });
    let tags: Vec<View> = said
        .tags
        .iter()
        .take(3)
        .map(|tag| {
            let tag = tag.clone();
            view! { bdi(class="tag") { (tag) } }
        })
        .collect();
    let known = said.known.word();
    view! {
        span(class="people-who") {
            span(class="people-name") { (name) }
            span(class="people-headline") { (headline) }
        }
        span(class="people-how", "data-known"=known) { span { (how) } (tale) }
        span(class="people-met") { span { (met) } (last) }
        span(class="people-tags") { (tags) }
    }
}
