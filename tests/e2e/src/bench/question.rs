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

/// How long the driver keeps quiet where only it can see the end.
const QUIET_MS: u32 = 800;

/// The page's part: inserts a card, and notes when and when the card itself was painted.
const INSERT: &str = "const clock = () => performance.timeOrigin + performance.now(); \
    const painted = () => new Promise((then) => requestAnimationFrame(() => { \
        const after = new MessageChannel(); after.port1.onmessage = () => then(clock()); after.port2.postMessage(0); })); \
    const insert = async () => { const at = clock(); window.__replica.addInvitation(args.card); return { at, painted: await painted() }; };";

/// The sidebar's part, where it is there before the card: has it inserted, and waits for its question.
const AWAIT: &str = "return await new Promise((then) => { \
        const asked = () => document.querySelector('[data-test=\"question\"]')?.textContent.includes(args); \
        const observer = new MutationObserver(() => { \
            if (!asked()) return; \
            observer.disconnect(); \
            requestAnimationFrame(() => { \
                const after = new MessageChannel(); \
                after.port1.onmessage = () => then(performance.timeOrigin + performance.now()); \
                after.port2.postMessage(0); }); }); \
        observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true }); \
        parent.postMessage('insert', '*'); });";

/// The same where the sidebar comes with the card: the first painting of something big in the question, which
/// the browser has kept.
const PAINTED: &str = "return await new Promise((then, fail) => { \
        new PerformanceObserver((list) => { \
            const first = list.getEntries().find((entry) => entry.element?.closest('[data-test=\"question\"]')); \
            first ? then(performance.timeOrigin + first.startTime) : fail('nothing of the question was painted'); \
        }).observe({ type: 'largest-contentful-paint', buffered: true }); });";

/// Milliseconds of one kind of insertion.
#[derive(Debug, Default)]
struct Waits {
    question: Vec<f64>,
    /// The card itself, painted by the page: what the machine needs without us.
    card: Vec<f64>,
}

impl Waits {
    fn add(&mut self, page: &Value, shown: &Value) -> Result<()> {
        let time = |value: Option<&Value>| value.and_then(Value::as_f64).context("a time was not noted");
        let at = time(page.get("at"))?;
        self.question.push(time(Some(shown))? - at);
        self.card.push(time(page.get("painted"))? - at);
        Ok(())
    }
}

/// What is measured with the background in one state.
#[derive(Debug, Default)]
struct Series {
    /// The sidebar came with the card.
    first: Waits,
    /// The sidebar was there.
    next: Waits,
}

/// Measures so many insertions of each kind.
pub async fn measure(world: &mut World, samples: usize) -> Result<Vec<Row>> {
    let (mut warm, mut cold) = (Series::default(), Series::default());
    for _ in 0..samples {
        one_page(world, false, &mut warm).await?;
        one_page(world, true, &mut cold).await?;
    }
    let place = world.browser.kind.name();
    let row = |what: &str, waits: &Waits, aim| {
        Row::ms(place, format!("card inserted → question: {what}"), waits.question.clone())
            .aims(aim)
            .beside(&waits.card)
    };
    let cards = [&warm.next, &cold.next, &warm.first, &cold.first].map(|waits| waits.card.clone()).concat();
    Ok(vec![
        row("sidebar open, background awake", &warm.next, WARM),
        row("sidebar open, background stopped", &cold.next, COLD),
        row("first on the page, background awake", &warm.first, WARM),
        row("first on the page, background stopped", &cold.first, COLD),
        Row::ms(place, "reference: card inserted → card painted", cards),
    ])
}

/// Opens the list with nobody on it, lets one card come, ignores it, and lets another come.
async fn one_page(world: &mut World, cold: bool, series: &mut Series) -> Result<()> {
    world.reset(None).await?;
    let mut empty = three();
    empty["invitations"] = json!([]);
    world.open_invitations(empty).await?;
    Replica(&world.browser).ready().await?;
    until("the page to be known", || world.stored(), |all| all.contains("session/review")).await?;

    if cold {
        world.browser.kill_background().await?;
    }
    let script = format!(
        "{INSERT} const seen = await insert(); await new Promise((then) => setTimeout(then, {QUIET_MS})); return seen;"
    );
    let page = world.browser.eval_async(&script, json!({ "card": invitation(1, "Mia Sample") })).await?;
    let sidebar = Sidebar(&world.browser);
    sidebar.asks_about("Mia Sample").await?;
    series.first.add(&page, &in_sidebar(world, PAINTED, Value::Null).await?)?;

    Replica(&world.browser).click("mia-sample", "ignore").await?;
    sidebar.hides(&hook("question")).await?;
    until("the decision to be noted", || world.stored(), |all| all.contains("ignored")).await?;
    if cold {
        world.browser.kill_background().await?;
    }
    let script = format!(
        "{INSERT} window.__inserted = new Promise((then) => addEventListener('message', () => then(insert()), {{ once: true }}));"
    );
    world.browser.eval_async(&script, json!({ "card": invitation(2, "Omar Test") })).await?;
    let shown = in_sidebar(world, AWAIT, json!("Omar Test")).await?;
    let page = world.browser.eval_async("return await window.__inserted;", Value::Null).await?;
    series.next.add(&page, &shown)
}

async fn in_sidebar(world: &World, script: &str, args: Value) -> Result<Value> {
    world.browser.enter_frame().await?;
    let result = world.browser.eval_async(script, args).await;
    world.browser.leave_frame().await?;
    result
}
