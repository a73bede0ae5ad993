//! A list that is scrolled for an hour: thousands of cards in a dozen nodes.

use anyhow::{Result, ensure};
use serde_json::{Value, json};

use crate::browser::Kind;
use crate::pages::sidebar::Sidebar;
use crate::wait::until;
use crate::world::World;

/// Cards that are in the page at a time.
const ROWS: usize = 12;
/// How many times the list shows a dozen new people: one that is scrolled for an hour shows a dozen every ten seconds.
const SCREENS: usize = 360;
/// What is measured first has to be warm: after so many.
const WARM: usize = 120;
/// Where the background is stopped before each step, which is before the list and after it, nothing is measured: so many are more
/// than the review keeps.
const KILLED: usize = 24;
/// The script's memory may grow by so much from there to the end, in bytes. Every sender that was kept would be more than a
/// kilobyte: three thousand of them three megabytes.
const GROWTH: f64 = 600_000.0;

const LIST: &str = "<!DOCTYPE html><html lang=\"en\"><head><title>Invitations | LinkedIn</title></head><body><main>\
    <div data-testid=\"lazy-column\" id=\"list\"></div></main></body></html>";

/// Fills the same nodes with other people, as a virtual list does; half of the time it throws the nodes away instead.
const SHOW: &str = r#"
    const [screen, rows] = arguments;
    const letters = (n) => String(n).replace(/\d/g, (d) => 'abcdefghij'[d]);
    const list = document.querySelector('#list');
    const make = () => {
        const row = document.createElement('div');
        row.setAttribute('role', 'listitem');
        const parts = [document.createElement('a'), document.createElement('p'), document.createElement('p')];
        const buttons = ['Ignore', 'Accept'].map((word) => {
            const button = document.createElement('button');
            button.textContent = word;
            return button;
        });
        row.append(...parts, ...buttons);
        return row;
    };
    if (screen % 2 || !list.firstElementChild) list.replaceChildren(...Array.from({ length: rows }, make));
    [...list.children].forEach((row, n) => {
        const id = screen * rows + n;
        const name = `Person ${letters(id)}`;
        const [link, says, headline, ignore, accept] = row.children;
        link.href = `https://www.linkedin.com/in/person-${letters(id)}/`;
        link.textContent = name;
        says.textContent = 'is inviting you to connect';
        headline.textContent = `Baker number ${letters(id)} at Crumb Ltd`;
        ignore.setAttribute('aria-label', `Ignore an invitation to connect from ${name}`);
        accept.setAttribute('aria-label', `Accept ${name}’s invitation`);
    });
    return [...list.children].map((row) => row.firstElementChild.href.split('/')[4]);
"#;

/// What is kept.
#[derive(Clone, Copy, Debug)]
struct Kept {
    senders: usize,
    review_bytes: usize,
    /// The whole page's, ours among it; only Chromium tells.
    heap_bytes: f64,
}

pub async fn an_hour_keeps_no_more_than_a_minute(world: &mut World) -> Result<()> {
    world.open_invitations(json!({ "html": LIST })).await?;
    show(world, 0).await?;
    Sidebar(&world.browser).asks_about("Person a").await?;
    let screens = if world.kill { KILLED } else { SCREENS };
    let mut warm = None;
    for screen in 1..screens {
        // Every screen is read before the next comes: nothing is spared by skipping.
        show(world, screen).await?;
        if screen == WARM {
            warm = Some(measure(world).await?);
        }
    }
    let end = measure(world).await?;
    ensure!(end.senders <= 200, "{} senders are kept", end.senders);
    match warm {
        Some(warm) => {
            println!("        {} people: {warm:?}, at the end {end:?}", screens * ROWS);
            ensure!(end.review_bytes < warm.review_bytes * 11 / 10, "the review grows: {warm:?} {end:?}");
            ensure!(end.heap_bytes < warm.heap_bytes + GROWTH, "memory grows: {warm:?} {end:?}");
        }
        None => ensure!(world.kill, "nothing was measured"),
    }
    world.step("clicks, after all that").await?;
    let accept = "const b = document.querySelectorAll('#list button')[3]; b.id = 'accept-for-tests'; \
                  window.__clicks = 0; b.addEventListener('click', () => window.__clicks++);";
    world.browser.eval(accept, vec![]).await?;
    let web = &world.browser.web;
    web.find(thirtyfour::By::Css("#accept-for-tests")).await?.click().await?;
    let clicks = async || world.browser.eval("return window.__clicks;", vec![]).await;
    let paused = async || Ok(world.reviews().await?.pop().unwrap_or_default()["paused"].clone());
    until("the click to be held", paused, Value::is_string).await?;
    ensure!(clicks().await? == json!(0), "held");
    Ok(())
}

/// Shows a screen, and waits until everybody on it is in the sidebar's list.
async fn show(world: &World, screen: usize) -> Result<()> {
    let shown = world.browser.eval(SHOW, vec![json!(screen), json!(ROWS)]).await?;
    let sidebar = Sidebar(&world.browser);
    let listed = async || Ok(json!(sidebar.listed().await?));
    let all_listed = |listed: &Value| {
        let listed = listed.as_array().map(Vec::as_slice).unwrap_or_default();
        shown.as_array().into_iter().flatten().all(|one| listed.contains(one))
    };
    until(&format!("screen {screen} in the sidebar"), listed, all_listed).await?;
    Ok(())
}

async fn measure(world: &World) -> Result<Kept> {
    let review = world.reviews().await?.pop().unwrap_or_default();
    let heap_bytes = match world.browser.kind {
        Kind::Chromium => {
            world.browser.cdp("HeapProfiler.collectGarbage", json!({})).await?;
            world.browser.cdp("Runtime.getHeapUsage", json!({})).await?["usedSize"].as_f64().unwrap_or(f64::MAX)
        }
        Kind::Firefox => 0.0,
    };
    Ok(Kept {
        senders: review["senders"].as_array().map_or(0, Vec::len),
        review_bytes: review.to_string().len(),
        heap_bytes,
    })
}
