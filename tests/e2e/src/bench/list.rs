//! The list of 30,000 people: scrolled from end to end, searched letter by letter and narrowed down, without a frame that
//! takes longer than 50 ms.
//!
//! Chromium's trace says how long each task held the page's main thread and when frames were drawn (`trace.rs`). In both browsers the
//! page itself notes when it may draw (`requestAnimationFrame`): where that comes late, a frame took long. Keys, clicks and
//! the wheel are the driver's.

use anyhow::{Result, ensure};
use serde_json::{Value, json};
use thirtyfour::Key;

use super::library::Library;
use super::table::{Aim, Row};
use super::trace::{Recording, Traced};
use crate::browser::{BLANK, Kind};
use crate::pages::sidebar::hook;
use crate::pages::views::Page;
use crate::wait::until;
use crate::world::World;

/// From the issue, in milliseconds.
const SMOOTH: Aim = Aim::Most(50.0);
/// How fast a list is thrown, in CSS pixels a second: 25 rows that weren't in sight with each frame.
const SPEED: u32 = 100_000;
/// A driver gives up a command after a minute; so far is scrolled at a time.
const AT_A_TIME: u32 = 1_000_000;
/// More turns of the wheel than that lead nowhere.
const MOST_TURNS: usize = 12;
/// So often a page is turned by key.
const PAGES: usize = 20;

/// Notes when frames may be drawn, until it is asked.
const WATCH: &str = "const seen = { last: performance.now(), gaps: [], on: true }; window.__frames = seen; \
    const look = () => { const now = performance.now(); seen.gaps.push(now - seen.last); seen.last = now; \
    if (seen.on) requestAnimationFrame(look); }; requestAnimationFrame(look);";
const WATCHED: &str = "window.__frames.on = false; return window.__frames.gaps;";

/// Gives a field of the form a value, as its user does.
const SET: &str = "const field = document.querySelector(arguments[0]); field.value = arguments[1]; \
    field.dispatchEvent(new Event('change', { bubbles: true }));";

/// How far the list is scrolled, and could be.
const PLACE: &str = "const list = document.getElementById('people-list'); \
    return [list.scrollTop, list.scrollHeight - list.clientHeight];";

/// The rows in sight are those that belong there: the list has drawn what it was scrolled to.
const IN_SIGHT: &str = "const list = document.getElementById('people-list'); const box = list.getBoundingClientRect(); \
    const at = (y) => document.elementFromPoint(box.left + box.width / 2, y)?.closest('[data-test=\"person\"]') ?? null; \
    return at(box.top + 8) !== null && at(Math.min(box.bottom, innerHeight) - 8) !== null;";

/// What somebody does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Act {
    Scroll,
    Search,
    Filter,
}

/// What was seen meanwhile.
#[derive(Debug, Default)]
struct Seen {
    traced: Option<Traced>,
    gaps: Vec<f64>,
}

/// Measures the list with so many people.
pub async fn measure(world: &mut World, people: usize) -> Result<Vec<Row>> {
    world.reset(None).await?;
    let library = Library::of(people);
    world.browser.open_view(BLANK).await?;
    for portion in library.portions() {
        world.browser.eval_async("await chrome.storage.local.set(args);", portion).await?;
    }
    world.browser.close_tab().await?;

    let place = world.browser.kind.name();
    let mut rows = Vec::new();
    let mut add = |what: &str, seen: Seen| {
        let row = |part: &str, samples: Vec<f64>| Row::ms(place, format!("{people} people {what}: {part}"), samples);
        if let Some(traced) = seen.traced {
            rows.push(row("a task (trace)", traced.tasks).aims(SMOOTH));
            rows.push(row("the work in a task (trace)", traced.work));
            rows.push(row("frame to frame (trace)", traced.frames).aims(SMOOTH));
        }
        rows.push(row("frame to frame (page)", seen.gaps).aims(SMOOTH));
    };
    world.browser.open_view("dashboard.html#people").await?;
    // Tags are known when every note is read.
    let read = || world.browser.eval("return document.querySelector('[data-test=\"filter-tag\"]') !== null;", vec![]);
    until("everybody to be read", read, |read| *read == Value::Bool(true)).await?;
    for (act, what) in [(Act::Scroll, "scrolled"), (Act::Search, "searched"), (Act::Filter, "filtered")] {
        add(what, watched(world, act, &library).await?);
    }
    world.browser.close_tab().await?;
    Ok(rows)
}

/// Does something, and watches the frames meanwhile.
async fn watched(world: &World, act: Act, library: &Library) -> Result<Seen> {
    let browser = &world.browser;
    browser.rest().await?;
    let recording = match browser.kind {
        Kind::Chromium => Some(Recording::start(browser).await?),
        Kind::Firefox => None,
    };
    browser.eval(WATCH, vec![]).await?;
    match act {
        Act::Scroll => scroll(world).await?,
        Act::Search => search(world, library).await?,
        Act::Filter => filter(world).await?,
    }
    let gaps = browser.eval(WATCHED, vec![]).await?;
    let traced = match recording {
        Some(recording) => Some(recording.stop().await?),
        None => None,
    };
    Ok(Seen { traced, gaps: gaps.as_array().into_iter().flatten().filter_map(Value::as_f64).collect() })
}

/// From the first row to the last, and by keys back and a few pages down.
async fn scroll(world: &World) -> Result<()> {
    let browser = &world.browser;
    let mut turns = 0;
    loop {
        let place = browser.eval(PLACE, vec![]).await?;
        let (top, end) = (place[0].as_f64().unwrap_or_default(), place[1].as_f64().unwrap_or_default());
        if top >= end - 1.0 {
            break;
        }
        ensure!(turns < MOST_TURNS, "after {turns} turns of the wheel the list is at {top} of {end}");
        turns += 1;
        turn(world).await?;
        drawn(world).await?;
    }
    browser.eval("document.getElementById('people-list').focus();", vec![]).await?;
    for key in [Key::Home, Key::End, Key::Home] {
        browser.press(key).await?;
        drawn(world).await?;
    }
    for _ in 0..PAGES {
        browser.press(Key::PageDown).await?;
        drawn(world).await?;
    }
    Ok(())
}

/// Turns the wheel over the list.
async fn turn(world: &World) -> Result<()> {
    let browser = &world.browser;
    let middle = "const box = document.getElementById('people-list').getBoundingClientRect(); \
        return [box.left + box.width / 2, (box.top + Math.min(box.bottom, innerHeight)) / 2].map(Math.round);";
    let middle = browser.eval(middle, vec![]).await?;
    match browser.kind {
        Kind::Chromium => {
            let gesture = json!({ "x": middle[0], "y": middle[1], "yDistance": -i64::from(AT_A_TIME), "speed": SPEED,
                "gestureSourceType": "mouse", "preventFling": true });
            browser.cdp("Input.synthesizeScrollGesture", gesture).await?;
        }
        Kind::Firefox => {
            let milliseconds = AT_A_TIME / (SPEED / 1000);
            let roll = json!({ "type": "scroll", "x": middle[0], "y": middle[1], "deltaX": 0, "deltaY": AT_A_TIME,
                "duration": milliseconds, "origin": "viewport" });
            browser.act(json!([{ "type": "wheel", "id": "wheel", "actions": [roll] }])).await?;
        }
    }
    Ok(())
}

/// Waits until there are rows where the list was scrolled to.
async fn drawn(world: &World) -> Result<()> {
    let browser = &world.browser;
    until("rows in sight", || browser.eval(IN_SIGHT, vec![]), |there| *there == Value::Bool(true)).await?;
    Ok(())
}

/// A name and words of a note, letter by letter, and back again.
async fn search(world: &World, library: &Library) -> Result<()> {
    let page = Page(&world.browser);
    let words: Vec<&str> = library.wanted.memory.split_whitespace().take(3).collect();
    page.click("#people-search").await?;
    for typed in [&library.wanted.name, &words.join(" ")] {
        for letter in typed.chars() {
            world.browser.keys(letter.to_string()).await?;
            world.browser.rest().await?;
        }
        ensure!(page.text(&hook("person")).await?.is_some(), "nobody is found for {typed}");
        for _ in typed.chars() {
            world.browser.press(Key::Backspace).await?;
            world.browser.rest().await?;
        }
    }
    Ok(())
}

/// Every filter and every order, on and off again.
async fn filter(world: &World) -> Result<()> {
    let page = Page(&world.browser);
    page.click(&hook("filter")).await?;
    for name in ["filter-worked", "filter-met", "filter-close", "filter-no-story"] {
        for _ in 0..2 {
            // The box is under its label.
            page.click(&format!("label:has({})", hook(name))).await?;
            world.browser.rest().await?;
        }
    }
    for (name, value) in [
        ("filter-known", "really"),
        ("filter-known", "notYet"),
        ("filter-known", ""),
        ("people-order", "changed"),
        ("people-order", "met"),
        ("people-order", "quiet"),
        ("people-order", "name"),
        ("filter-from", "2015"),
        ("filter-until", "2020"),
        ("filter-from", ""),
        ("filter-until", ""),
    ] {
        world.browser.eval(SET, vec![json!(hook(name)), json!(value)]).await?;
        world.browser.rest().await?;
    }
    Ok(())
}
