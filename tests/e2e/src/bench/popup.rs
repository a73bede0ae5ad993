//! From the popup's opening to what the user sees and can do, with libraries of several sizes.
//!
//! The popup is opened in a tab by a blank page of the extension: the opener can listen to the window before
//! its document begins, and everything is noted by the popup's own clock, which starts with the opening. The
//! extension's process runs already, as it does while LinkedIn is open.

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::library::{Library, Person};
use super::table::{Aim, Row, Spread};
use crate::browser::BLANK;
use crate::world::World;

/// From the issue, in milliseconds, for 30,000 people.
const USABLE: Aim = Aim::P95(250.0);

/// Opens a page and notes when it was painted first, when the WebAssembly took over, and when what was
/// typed (or, if nothing was, the list) was on the screen.
const OPEN: &str = "
    localStorage.clear();
    const { page, typed, shows } = args;
    const popup = open(page);
    if (!popup) throw new Error('no window was opened');
    await new Promise((then) => {
        // Chromium keeps the window, and with it the listener, when the page replaces the blank document.
        popup.addEventListener('DOMContentLoaded', then, { once: true });
        // Firefox doesn't; it lets a hidden opener have its timers when it is asked to.
        const look = () => {
            try {
                const parsed = popup.location.href.endsWith(page) && popup.document.readyState !== 'loading';
                if (parsed) return then();
            } catch {
                // Between two documents.
            }
            setTimeout(look, 2);
        };
        look();
    });
    const { document, performance } = popup;
    const when = (met) => new Promise((then) => {
        if (met()) return then(performance.now());
        const observer = new popup.MutationObserver(() => {
            if (!met()) return;
            observer.disconnect();
            then(performance.now());
        });
        observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
    });
    const painted = () => new Promise((then) => popup.requestAnimationFrame(() => {
        const after = new popup.MessageChannel();
        after.port1.onmessage = () => then(performance.now());
        after.port2.postMessage(0);
    }));
    const type = (text) => {
        const search = document.getElementById('search');
        search.value = text;
        search.dispatchEvent(new popup.InputEvent('input', { bubbles: true }));
    };
    const seen = {};
    if (shows) {
        const started = when(() => !document.getElementById('skeleton'));
        if (typed) type(typed);
        await when(() => document.querySelector(shows));
        seen.shown = await painted();
        seen.started = await started;
    }
    const paint = () => performance.getEntriesByName('first-contentful-paint')[0];
    // It is told some frames later; about one opening in ten Firefox doesn't tell at all.
    for (let frames = 0; frames < 20 && !paint(); frames++) await painted();
    seen.first = paint()?.startTime;
    popup.close();
    return seen;";

/// Times of one opening, in milliseconds.
#[derive(Debug, Default)]
struct Opened {
    first: Vec<f64>,
    started: Vec<f64>,
    shown: Vec<f64>,
}

impl Opened {
    fn add(&mut self, seen: &Value) {
        for (name, times) in [("first", &mut self.first), ("started", &mut self.started), ("shown", &mut self.shown)] {
            times.extend(seen.get(name).and_then(Value::as_f64));
        }
    }
}

/// Measures the popup with so many people.
pub async fn measure(world: &mut World, people: usize, samples: usize) -> Result<Vec<Row>> {
    world.reset(None).await?;
    let library = Library::of(people);
    let tab = world.browser.open_view(BLANK).await?;
    for portion in library.portions() {
        world
            .browser
            .eval_async("await chrome.storage.local.set(args);", portion)
            .await
            .context("filling the library")?;
    }
    let Person { id, name, memory, .. } = &library.wanted;
    let result = format!("[data-test=\"result\"][data-person=\"{id}\"]");
    let page = "popup.html";
    let asked = [
        json!({ "page": BLANK }),
        json!({ "page": page, "shows": "[data-test=\"recent\"]" }),
        json!({ "page": page, "shows": result, "typed": name }),
        json!({ "page": page, "shows": result, "typed": memory }),
    ];
    let [mut blank, mut recent, mut by_name, mut by_note] = <[Opened; 4]>::default();
    for _ in 0..samples {
        for (how, opened) in asked.iter().zip([&mut blank, &mut recent, &mut by_name, &mut by_note]) {
            opened.add(&world.browser.eval_async(OPEN, how.clone()).await?);
            world.browser.turn_to(&tab).await?;
        }
    }
    world.browser.close_tab().await?;

    let place = world.browser.kind.name();
    let all =
        |times: fn(&Opened) -> &Vec<f64>| [times(&recent), times(&by_name), times(&by_note)].map(Vec::clone).concat();
    let row = |what: &str, times: Vec<f64>| {
        Row::ms(place, format!("popup, {people} people: {what}"), times).beside(&blank.first)
    };
    let started = all(|opened| &opened.started);
    // It doesn't wait for the WebAssembly if it is there before that.
    let before_wasm = Aim::Median(Spread::of(&started).map_or(0.0, |spread| spread.median));
    Ok(vec![
        row("first paint, ahead of WebAssembly", all(|opened| &opened.first)).aims(before_wasm),
        row("WebAssembly took over", started),
        row("recent people shown", recent.shown.clone()).aims(USABLE),
        row("a name typed at once is found", by_name.shown.clone()).aims(USABLE),
        row("words of a note typed at once are found", by_note.shown.clone()),
        Row::ms(place, "reference: a page with one word, first paint", blank.first.clone()),
    ])
}
