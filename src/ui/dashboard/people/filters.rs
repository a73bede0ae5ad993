//! What the list is narrowed down to: a form, and what is set of it as chips that can be taken away.

use sycamore::prelude::*;
use sycamore::web::events::Event;

use super::state::State;
use crate::domain::text::fold;
use crate::domain::{Day, Door, Edtf};
use crate::library::list::{Ask, Known, Order};
use crate::ui::components::field::text_of;
use crate::ui::dynamic::{dynamic, handler, live_text, selector};
use crate::ui::text::{self, msg};
use crate::ui::words;

/// Of more tags than these some are suggested for what is typed: a browser makes every choice of a list when the form opens, which
/// took 45 ms for 15,000.
const FEW_TAGS: usize = 200;
/// So many are suggested.
const SUGGESTED: usize = 20;
/// The id of those that are suggested.
const TAGS: &str = "filter-tags";

/// The form, folded away until it is wanted.
pub fn form(state: State) -> View {
    let (summary, doors, story, met) =
        (msg!("peopleFilter"), msg!("peopleDoors"), msg!("peopleOnlyNoStory"), msg!("peopleMetBetween"));
    let boxes: Vec<View> = Door::ALL
        .into_iter()
        .map(|door| {
            let label = words::door_title(door);
            check(
                state,
                format!("filter-{}", door.word()),
                label,
                move |ask| ask.doors.contains(&door),
                move |ask| {
                    if ask.doors.contains(&door) {
                        ask.doors.retain(|other| *other != door);
                    } else {
                        ask.doors.push(door);
                        ask.doors.sort_unstable();
                    }
                },
            )
        })
        .collect();
    let no_story =
        check(state, "filter-no-story".to_owned(), story, |ask| ask.no_story, |ask| ask.no_story = !ask.no_story);
    let known = pick(
        state,
        "filter-known",
        msg!("peopleKnown"),
        std::iter::once((String::new(), msg!("peopleAny")))
            .chain(Known::ALL.map(|known| (known.word().to_owned(), known_words(known))))
            .collect(),
        |ask| ask.known.map(Known::word).unwrap_or_default().to_owned(),
        |ask, word| ask.known = Known::ALL.into_iter().find(|known| known.word() == word),
    );
    let tags = tags(state);
    let from = date(state, "filter-from", msg!("peopleFrom"), |ask| ask.met_from, |ask, date| ask.met_from = date);
    let until = date(state, "filter-until", msg!("peopleUntil"), |ask| ask.met_until, |ask, date| ask.met_until = date);
    let quiet = line(
        state,
        "filter-quiet",
        msg!("peopleQuietSince"),
        "date",
        |ask| ask.quiet_since.map(|day| day.to_string()).unwrap_or_default(),
        |ask, text| ask.quiet_since = Day::try_from(text.to_owned()).ok(),
    );
    let toggled = handler(move |event: Event| {
        let open = event.target().and_then(|form| js_sys::Reflect::get(&form, &"open".into()).ok());
        state.form_open.set(open.is_some_and(|open| open.is_truthy()));
    });
    view! {
        details(class="people-filter disclosure", prop:open=move || state.form_open.get_untracked(), on:toggle=toggled) {
            summary("data-test"="filter") { (summary) }
            div(class="people-form") {
                fieldset { legend(class="field-label") { (doors) } (boxes) (no_story) }
                div(class="people-fields") { (known) (tags) (quiet) }
                fieldset(class="people-years") { legend(class="field-label") { (met) } (from) (until) }
            }
        }
    }
}

/// The tags to choose from: a list of them, or if there are very many a field that suggests some.
fn tags(state: State) -> View {
    let few = selector(move || {
        state.crowd.with(|roll| {
            let tags = roll.tags();
            (tags.len() <= FEW_TAGS).then(|| tags.map(str::to_owned).collect::<Vec<_>>())
        })
    });
    dynamic(move || {
        let Some(tags) = few.get_clone() else { return tag_field(state) };
        if tags.is_empty() {
            return View::new();
        }
        let choices = std::iter::once((String::new(), msg!("peopleAny")))
            .chain(tags.into_iter().map(|tag| (tag.clone(), tag)))
            .collect();
        pick(state, "filter-tag", msg!("peopleTag"), choices, |_| String::new(), add_tag)
    })
}

fn add_tag(ask: &mut Ask, tag: &str) {
    if !tag.is_empty() {
        ask.tags.insert(tag.to_owned());
    }
}

fn tag_field(state: State) -> View {
    let typed = create_signal(String::new());
    let suggested = dynamic(move || {
        let typed = fold(&typed.get_clone());
        let tags: Vec<String> = state.crowd.with(|roll| {
            roll.tags().filter(|tag| fold(tag).contains(&typed)).take(SUGGESTED).map(str::to_owned).collect()
        });
        tags.into_iter().map(|tag| view! { option(value=tag) {} }).collect::<Vec<View>>().into()
    });
    let value = |event: &Event| event.target().and_then(|field| text_of(&field)).unwrap_or_default();
    let input = handler(move |event: Event| typed.set(value(&event)));
    let change = handler(move |event: Event| {
        let said = value(&event);
        // As it is written on notes, if it is there at all.
        let said_folded = fold(&said);
        let tag = state.crowd.with(|roll| roll.tags().find(|tag| fold(tag) == said_folded).map(str::to_owned));
        state.change(|ask| add_tag(ask, tag.as_deref().unwrap_or(said.trim())));
        typed.set(String::new());
    });
    let label = msg!("peopleTag");
    view! {
        label(class="people-pick") {
            span(class="field-label") { (label) }
            input(class="input", list=TAGS, autocomplete="off", dir="auto", "data-test"="filter-tag",
                prop:value=move || typed.get_clone(), on:input=input, on:change=change)
            datalist(id=TAGS) { (suggested) }
        }
    }
}

/// The order of the list.
pub fn order(state: State) -> View {
    let choices = Order::ALL.map(|order| (order.word().to_owned(), order_words(order))).into();
    pick(
        state,
        "people-order",
        msg!("peopleOrder"),
        choices,
        |ask| ask.order.word().to_owned(),
        |ask, word| ask.order = Order::ALL.into_iter().find(|order| order.word() == word).unwrap_or_default(),
    )
}

/// What is set, each with a way to take it away.
pub fn chips(state: State) -> View {
    let set = selector(move || state.ask.with(|ask| Ask { words: String::new(), order: Order::Name, ..ask.clone() }));
    dynamic(move || {
        let ask = set.get_clone();
        let mut chips: Vec<View> = Vec::new();
        let mut add = |label: String, take: Box<dyn Fn(&mut Ask)>| chips.push(chip(state, label, take));
        for door in ask.doors {
            add(words::door_title(door), Box::new(move |ask| ask.doors.retain(|other| *other != door)));
        }
        if let Some(known) = ask.known {
            add(known_words(known), Box::new(|ask| ask.known = None));
        }
        for tag in ask.tags {
            add(tag.clone(), Box::new(move |ask| ask.tags.retain(|other| *other != tag)));
        }
        if ask.no_story {
            add(msg!("peopleOnlyNoStory"), Box::new(|ask| ask.no_story = false));
        }
        if let Some(from) = ask.met_from {
            add(msg!("peopleMetFrom", text::date(from)), Box::new(|ask| ask.met_from = None));
        }
        if let Some(until) = ask.met_until {
            add(msg!("peopleMetUntil", text::date(until)), Box::new(|ask| ask.met_until = None));
        }
        if let Some(since) = ask.quiet_since {
            add(msg!("peopleQuiet", text::day(since)), Box::new(|ask| ask.quiet_since = None));
        }
        if chips.is_empty() {
            return View::new();
        }
        let (label, all) = (msg!("peopleFilters"), msg!("peopleClear"));
        let clear = handler(move |_| {
            state.change(|ask| *ask = Ask { words: std::mem::take(&mut ask.words), order: ask.order, ..Ask::default() })
        });
        view! {
            div(class="people-chips", role="group", "aria-label"=label, "data-test"="chips") {
                (chips)
                button(r#type="button", class="link", "data-test"="clear-filters", on:click=clear) { (all) }
            }
        }
    })
}

fn chip(state: State, label: String, take: Box<dyn Fn(&mut Ask)>) -> View {
    let away = msg!("peopleWithout", text::isolated(&label));
    let remove = handler(move |_| state.change(|ask| take(ask)));
    view! {
        button(r#type="button", class="people-chip", "aria-label"=away, on:click=remove) {
            bdi { (label) } span("aria-hidden"="true") { " ×" }
        }
    }
}

fn check(
    state: State,
    hook: String,
    label: String,
    of: impl Fn(&Ask) -> bool + 'static,
    flip: impl Fn(&mut Ask) + 'static,
) -> View {
    let checked = move || state.ask.with(|ask| of(ask));
    let change = handler(move |_: Event| state.change(|ask| flip(ask)));
    view! {
        label(class="chip") {
            input(r#type="checkbox", "data-test"=hook, prop:checked=checked, on:change=change)
            span { (label) }
        }
    }
}

fn pick(
    state: State,
    hook: &'static str,
    label: String,
    choices: Vec<(String, String)>,
    of: fn(&Ask) -> String,
    put: fn(&mut Ask, &str),
) -> View {
    let options: Vec<View> = choices
        .into_iter()
        .map(|(value, said)| {
            let own = value.clone();
            let selected = move || state.ask.with(|ask| of(ask) == own);
            view! { option(value=value, prop:selected=selected) { (said) } }
        })
        .collect();
    let change = handler(move |event: Event| {
        let value = event.target().and_then(|field| text_of(&field)).unwrap_or_default();
        state.change(|ask| put(ask, &value));
    });
    view! {
        label(class="people-pick") {
            span(class="field-label") { (label) }
            select(class="input", "data-test"=hook, on:change=change) { (options) }
        }
    }
}

fn line(
    state: State,
    hook: &'static str,
    label: String,
    kind: &'static str,
    of: fn(&Ask) -> String,
    put: impl Fn(&mut Ask, &str) + 'static,
) -> View {
    let change = handler(move |event: Event| {
        let value = event.target().and_then(|field| text_of(&field)).unwrap_or_default();
        state.change(|ask| put(ask, &value));
    });
    view! {
        label(class="people-pick") {
            span(class="field-label") { (label) }
            input(class="input", r#type=kind, "data-test"=hook, prop:value=move || state.ask.with(of), on:change=change)
        }
    }
}

/// A date as precisely as it is known. Firefox has no field for a month, so it is typed; what is none is told.
fn date(
    state: State,
    hook: &'static str,
    label: String,
    of: fn(&Ask) -> Option<Edtf>,
    put: fn(&mut Ask, Option<Edtf>),
) -> View {
    let wrong = create_signal(None::<String>);
    let change = handler(move |event: Event| {
        let typed = event.target().and_then(|field| text_of(&field)).unwrap_or_default();
        let date = Edtf::from_typed(&typed).ok();
        wrong.set(Some(typed).filter(|typed| date.is_none() && !typed.trim().is_empty()));
        state.change(|ask| put(ask, date));
    });
    let value =
        move || wrong.get_clone().or_else(|| state.ask.with(of).map(|date| date.to_string())).unwrap_or_default();
    let says = live_text(move || {
        wrong.get_clone().map(|typed| msg!("doorMetOnError", text::isolated(&typed))).unwrap_or_default()
    });
    view! {
        label(class="people-pick") {
            span(class="field-label") { (label) }
            input(class="input", inputmode="numeric", autocomplete="off", "data-test"=hook,
                  aria-invalid=move || wrong.with(Option::is_some).then_some("true"), prop:value=value, on:change=change)
            span(class="field-error", role="alert") { (says) }
        }
    }
}

fn known_words(known: Known) -> String {
    match known {
        Known::Really => msg!("commonStandingReallyKnow"),
        Known::NotYet => msg!("commonStandingNotQuite"),
        Known::NoAnswer => msg!("commonStandingNoAnswer"),
    }
}

fn order_words(order: Order) -> String {
    match order {
        Order::Name => msg!("peopleByName"),
        Order::Changed => msg!("peopleByChange"),
        Order::Met => msg!("peopleByMeeting"),
        Order::Quiet => msg!("peopleByQuiet"),
    }
}
