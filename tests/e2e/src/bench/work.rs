//! What our content script costs a busy page: 500 cards, and a chat that changes the page 20 times a second.

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::profile::{self, Whose};
use super::table::{Aim, Row};
use crate::pages::replica::Replica;
use crate::pages::sidebar::Sidebar;
use crate::scenarios::{invitation, three};
use crate::wait::until;
use crate::world::World;

const CARDS: usize = 500;
/// How often the cards come.
const ARRIVALS: usize = 5;
/// How long the page is left to itself to read them all.
const QUIET_MS: usize = 6_000;
/// How long the chat is watched, in parts that a driver's patience can stand.
const WATCH_MS: usize = 10_000;
const WATCHES: usize = 3;
/// What we do within this time of our last work belongs to the same batch; the chat's are 50 ms apart.
const PAUSE_MS: f64 = 20.0;

/// From the issue, in milliseconds.
const BATCH: Aim = Aim::P95(1.0);
const SLICE: Aim = Aim::P95(4.0);
const FIRST_READING: Aim = Aim::P95(50.0);

/// What one batch of the chat's mutations costs, and what the cards' arrival does.
pub async fn measure(world: &mut World) -> Result<Vec<Row>> {
    world.reset(None).await?;
    world.open_page(crowd(), "https://www.linkedin.com/feed/").await?;
    Replica(&world.browser).ready().await?;
    let (mut totals, mut pieces) = (Vec::new(), Vec::new());
    for _ in 0..ARRIVALS {
        navigate(world, "/feed/").await?;
        let looks = arrival(world).await?;
        let stretches = profile::stretches(&looks, Whose::Ours);
        totals.push(stretches.iter().sum());
        pieces.extend(stretches);
    }
    let (mut batches, mut chat) = (Vec::new(), Vec::new());
    for _ in 0..WATCHES {
        watch(world, &mut batches, &mut chat).await?;
    }
    let place = world.browser.kind.name();
    let row = |what: &str, samples| Row::ms(place, what, samples);
    Ok(vec![
        row("500 cards and a busy chat: ours per batch of mutations", batches).aims(BATCH).beside(&chat),
        row("reference: the chat's own script per batch", chat),
        row("500 cards come at once: ours at a stretch", pieces).aims(SLICE),
        row("500 cards come at once: ours altogether", totals).aims(FIRST_READING),
    ])
}

fn crowd() -> Value {
    let people = (0..CARDS).map(|n| {
        let mut card = invitation(1, &format!("Person {}", number_in_letters(n)));
        card["id"] = json!(format!("{}", 7_000_000_000_000_u64 + n as u64));
        card
    });
    let mut page = three();
    page["invitations"] = people.collect();
    page["batch"] = json!(CARDS);
    page["chat"] = json!(true);
    page
}

/// Names have no digits.
fn number_in_letters(n: usize) -> String {
    n.to_string().bytes().map(|digit| char::from(digit - b'0' + b'A')).collect()
}

async fn navigate(world: &World, path: &str) -> Result<()> {
    world.browser.eval("window.__replica.navigate(arguments[0]);", vec![json!(path)]).await?;
    Replica(&world.browser).ready().await
}

/// Leaves the page to itself.
async fn quiet(world: &World, ms: usize) -> Result<()> {
    world.browser.eval_async("await new Promise((then) => setTimeout(then, args));", json!(ms)).await?;
    Ok(())
}

/// All cards come at once, by a navigation within the page.
async fn arrival(world: &World) -> Result<Vec<profile::Look>> {
    profile::start(&world.browser).await?;
    navigate(world, "/mynetwork/invitation-manager/received/").await?;
    quiet(world, QUIET_MS).await?;
    let sidebar = Sidebar(&world.browser);
    until("all senders in the sidebar", async || Ok(sidebar.listed().await?.len()), |rows| *rows == CARDS).await?;
    profile::stop(&world.browser).await
}

/// Looks on while the chat changes the page.
async fn watch(world: &World, batches: &mut Vec<f64>, chat: &mut Vec<f64>) -> Result<()> {
    let before = turn(world).await?;
    profile::start(&world.browser).await?;
    quiet(world, WATCH_MS).await?;
    let looks = profile::stop(&world.browser).await?;
    let turns = turn(world).await? - before;
    for (whose, all) in [(Whose::Ours, batches), (Whose::Page, chat)] {
        let mut sums = profile::sums(&looks, whose, PAUSE_MS);
        // Batches at which the profiler saw nothing of somebody took less than it can see.
        sums.resize(sums.len().max(turns), 0.0);
        all.extend(sums);
    }
    Ok(())
}

/// How often the chat has changed the page.
async fn turn(world: &World) -> Result<usize> {
    let script = "return Number(document.querySelector('[data-turn]')?.dataset.turn);";
    let turn = world.browser.eval(script, vec![]).await?.as_u64().context("the page has no chat")?;
    Ok(usize::try_from(turn)?)
}
