//! From a card's insertion into the page to its question on the screen.
//!
//! The page notes when it inserts the card, the sidebar's document when the question has been painted; both
//! by `performance.timeOrigin + performance.now()`, which is one clock for all processes. While that is
//! measured nothing is asked of the driver: its questions would take time on the same threads.

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::table::{Aim, Row};
use crate::pages::replica::Replica;
use crate::pages::sidebar::{Sidebar, hook};
use crate::scenarios::{invitation, three};
use crate::wait::until;
use crate::world::World;

/// The aims, in milliseconds.
const WARM: Aim = Aim::P95(100.0);
const COLD: Aim = Aim::P95(250.0);

/// The page's part: when it is told to, it inserts a card, and notes when, and when the card was painted.
const INSERT: &str = "
    const clock = () => performance.timeOrigin + performance.now();
    const insert = async () => {
        const at = clock();
        window.__replica.addInvitation(args);
        const painted = await new Promise((then) => requestAnimationFrame(() => {
            const after = new MessageChannel();
            after.port1.onmessage = () => then(clock());
            after.port2.postMessage(0);
        }));
        return { at, painted };
    };
    window.__inserted = new Promise((then) => addEventListener('message', () => then(insert()), { once: true }));";

/// The sidebar's part: has the card inserted, and notes when its question was painted.
const AWAIT: &str = "
    return await new Promise((then) => {
        const asked = () => document.querySelector('[data-test=\"question\"]')?.textContent.includes(args);
        const observer = new MutationObserver(() => {
            if (!asked()) return;
            observer.disconnect();
            requestAnimationFrame(() => {
                const after = new MessageChannel();
                after.port1.onmessage = () => then(performance.timeOrigin + performance.now());
                after.port2.postMessage(0);
            });
        });
        observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
        parent.postMessage('insert', '*');
    });";

/// When the question is there, where only the driver can look for it: never earlier than it was.
const SEEN: &str = "
    const question = document.querySelector('[data-test=\"question\"]');
    return question?.checkVisibility() ? performance.timeOrigin + performance.now() : null;";

/// When the page drew the cards that it came with.
const DRAWN: &str = "return performance.timeOrigin + performance.getEntriesByName('draw')[0].startTime;";

/// What is measured with the background in one state, in milliseconds.
#[derive(Debug, Default)]
struct Series {
    /// Until the question of the page's first card: the sidebar was a tab until then.
    first: Vec<f64>,
    /// Until the question of the next card: the sidebar was open.
    next: Vec<f64>,
    /// Until the question of cards that the page came with.
    opened: Vec<f64>,
    /// Until the card itself was painted by the page: what the machine needs without us.
    card: Vec<f64>,
}

/// Measures so many insertions of each kind.
pub async fn measure(world: &mut World, samples: usize) -> Result<Vec<Row>> {
    let (mut warm, mut cold) = (Series::default(), Series::default());
    for _ in 0..samples {
        for (series, stopped) in [(&mut warm, false), (&mut cold, true)] {
            one_by_one(world, stopped, series).await?;
            at_once(world, stopped, series).await?;
        }
    }
    let place = world.browser.kind.name();
    let card = [warm.card, cold.card].concat();
    let row = |what: &str, samples| Row::ms(place, format!("card inserted → question: {what}"), samples).beside(&card);
    Ok(vec![
        row("sidebar open, background awake", warm.next).aims(WARM),
        row("sidebar open, background stopped", cold.next).aims(COLD),
        row("sidebar a tab, background awake", warm.first).aims(WARM),
        row("sidebar a tab, background stopped", cold.first).aims(COLD),
        row("with the page, background awake (at most)", warm.opened),
        row("with the page, background stopped (at most)", cold.opened),
        Row::ms(place, "reference: card inserted → card painted", card.clone()),
    ])
}

/// Opens the list with nobody on it, lets one card come, ignores it, and lets another come.
async fn one_by_one(world: &mut World, stopped: bool, series: &mut Series) -> Result<()> {
    world.reset(None).await?;
    let mut empty = three();
    empty["invitations"] = json!([]);
    world.open_invitations(empty).await?;
    Replica(&world.browser).ready().await?;
    let sidebar = Sidebar(&world.browser);
    let tab = hook("open-tab");
    until("the sidebar's tab", || sidebar.text(&tab), Option::is_some).await?;
    series.first.push(one_card(world, stopped, 1, "Mia Sample", &mut series.card).await?);

    Replica(&world.browser).click("mia-sample", "ignore").await?;
    sidebar.hides(&hook("question")).await?;
    until("the decision to be noted", || world.stored(), |all| all.contains("ignored")).await?;
    series.next.push(one_card(world, stopped, 2, "Omar Test", &mut series.card).await?);
    Ok(())
}

/// Lets a card come, and returns how long its question took.
async fn one_card(world: &World, stopped: bool, n: usize, name: &str, card: &mut Vec<f64>) -> Result<f64> {
    if stopped {
        world.browser.kill_background().await?;
    }
    world.browser.eval_async(INSERT, invitation(n, name)).await?;
    let shown = in_sidebar(world, AWAIT, json!(name)).await?;
    let page = world.browser.eval_async("return await window.__inserted;", Value::Null).await?;
    let at = time(page.get("at"))?;
    card.push(time(page.get("painted"))? - at);
    Ok(time(Some(&shown))? - at)
}

/// Opens a page that comes with cards.
async fn at_once(world: &mut World, stopped: bool, series: &mut Series) -> Result<()> {
    world.reset(None).await?;
    if !stopped {
        // A visit to another page wakes the background.
        world.open_page(three(), "https://www.linkedin.com/feed/").await?;
        Replica(&world.browser).ready().await?;
    }
    world.open_invitations(three()).await?;
    let question = until("the question", || in_sidebar(world, SEEN, Value::Null), Value::is_number).await?;
    let drawn = world.browser.eval(DRAWN, vec![]).await?;
    series.opened.push(time(Some(&question))? - time(Some(&drawn))?);
    Ok(())
}

fn time(value: Option<&Value>) -> Result<f64> {
    value.and_then(Value::as_f64).context("a time was not noted")
}

async fn in_sidebar(world: &World, script: &str, args: Value) -> Result<Value> {
    world.browser.enter_frame().await?;
    let result = world.browser.eval_async(script, args).await;
    world.browser.leave_frame().await?;
    result
}
