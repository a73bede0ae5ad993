//! Pages that nobody wrote, in a real browser: the generator's, which know what is true of them.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use serde_json::{Value, json};
use thirtyfour::By;

use crate::generator;
use crate::pages::sidebar::Sidebar;
use crate::wait::until;
use crate::world::World;

/// Always the same pages, that no other test looks at.
const SEEDS: std::ops::Range<u64> = 9_000_000..9_000_040;
/// Where the background is stopped before each page, every third of them: what a page is has been seen without that, and what a
/// kill does to it is the same for the next. A third of them still has every change.
const KILLED: usize = 3;
/// A page has been read when what is stored about it has been the same for so long.
const QUIET: Duration = Duration::from_millis(300);
/// A click that comes so long after another is no double click: here time itself is what is waited for.
const APART: Duration = Duration::from_millis(600);
/// So many controls of a page are clicked at most.
const CLICKS: usize = 4;

/// Numbers what will be clicked: every true Accept, and as many that are none. Writes down which clicks arrive; on the
/// first one that begins the page draws its cards anew, if it is told to.
const PREPARE: &str = r#"
    window.__got = [];
    window.__down = [];
    window.__change = arguments[1];
    const shown = [...document.querySelectorAll('main button, main [role=button], main a[tabindex], main [data-truth]')]
        .filter((at) => at.checkVisibility({ visibilityProperty: true }) && !at.closest('[data-expanded]'));
    const accepts = shown.filter((at) => at.hasAttribute('data-truth'));
    const others = shown.filter((at) => !at.hasAttribute('data-truth'));
    const most = arguments[0] / 2;
    [...accepts.slice(0, most), ...others.slice(0, most)].forEach((at, n) => at.setAttribute('data-n', n));
    document.addEventListener('click', (event) => {
        event.preventDefault();
        const at = event.target.closest?.('[data-n]');
        if (at) window.__got.push(at.getAttribute('data-n'));
    }, true);
    document.addEventListener('pointerdown', (event) => {
        const control = event.target.closest?.('[data-n]');
        if (control) window.__down.push(control.getAttribute('data-n'));
        const change = window.__change;
        window.__change = '';
        if (!control || !change) return;
        let card = control;
        while (card.parentElement.querySelectorAll('[data-truth], [data-other]').length < 2
            && !card.parentElement.matches('main, body')) card = card.parentElement;
        if (change === 'anew') card.replaceWith(card.cloneNode(true));
        if (change === 'order') card.parentElement.append(card.parentElement.firstElementChild);
        if (change === 'recycle') { const copy = [...card.childNodes]; card.replaceChildren(); card.append(...copy); }
    }, true);
    return [...document.querySelectorAll('[data-n]')].map((at) => [at.getAttribute('data-n'), at.getAttribute('data-truth')]);
"#;

/// What was seen of the pages.
#[derive(Debug, Default)]
struct Seen {
    clicked: usize,
    held: usize,
    wrong: Vec<String>,
}

pub async fn a_held_click_is_on_an_accept(world: &mut World) -> Result<()> {
    let mut seen = Seen::default();
    let mut before = String::new();
    let step = if world.kill { KILLED } else { 1 };
    for seed in SEEDS.step_by(step) {
        let made = generator::make(seed);
        world.open_page(json!({ "html": made.html() }), &made.url).await?;
        before = read(world, &before).await?;
        page(world, seed, &mut seen).await?;
    }
    ensure!(seen.wrong.is_empty(), "{:#?}", seen.wrong);
    ensure!(seen.clicked * step > 80 && seen.held * step > 30, "too little was seen: {seen:?}");
    Ok(())
}

/// Waits until a page has been read and its guard is set, and says which document it is; not that of the page `before`.
async fn read(world: &World, before: &str) -> Result<String> {
    let (mut last, mut since) = (Value::Null, Instant::now());
    let look = async || {
        let review = world.reviews().await?.pop().unwrap_or_default();
        if review != last {
            (last, since) = (review.clone(), Instant::now());
        }
        Ok((review, since.elapsed()))
    };
    let is_read = |review: &Value| review["doc"] != before && !review["frame"].is_null();
    let (review, _) = until("the page to be read", look, |(review, quiet)| is_read(review) && *quiet >= QUIET).await?;
    if review["frame"] != "gone" {
        // It comes with the guard, in the same orders.
        until("the frame", async || world.browser.has_frame().await, |there| *there).await?;
    }
    Ok(review["doc"].as_str().unwrap_or_default().to_owned())
}

async fn page(world: &World, seed: u64, seen: &mut Seen) -> Result<()> {
    let browser = &world.browser;
    let change = ["", "anew", "order", "recycle"][(seed % 4) as usize];
    let controls = browser.eval(PREPARE, vec![json!(CLICKS), json!(change)]).await?;
    // A page without senders has no sidebar.
    let listed: BTreeSet<String> = Sidebar(browser).listed().await.unwrap_or_default().into_iter().collect();
    let mut held: BTreeSet<String> = BTreeSet::new();
    let mut changed = change.is_empty();
    for control in controls.as_array().into_iter().flatten() {
        let (Some(n), truth) = (control[0].as_str(), control[1].as_str()) else { continue };
        if !changed {
            changed = true;
            // Where this click lands is the page's business.
            let _ = click(world, n).await?;
            read(world, "").await?;
        }
        let Some(arrived) = click(world, n).await? else { continue };
        seen.clicked += 1;
        match truth {
            _ if arrived => {
                let missed = truth.filter(|sender| listed.contains(*sender) && !held.contains(*sender));
                // The click on the changing page may have been the one that was held.
                if let Some(sender) = missed.filter(|_| change.is_empty()) {
                    seen.wrong.push(format!("seed {seed}: Accept of {sender} was not held"));
                }
            }
            None => seen.wrong.push(format!("seed {seed}: control {n} was held and is no Accept")),
            Some(sender) => {
                seen.held += 1;
                if !held.insert(sender.to_owned()) {
                    seen.wrong.push(format!("seed {seed}: {sender} was held twice"));
                }
                if !seed.is_multiple_of(5) {
                    continue;
                }
                tokio::time::sleep(APART).await;
                if click(world, n).await? == Some(false) {
                    seen.wrong.push(format!("seed {seed}: the second click on Accept of {sender} was held"));
                }
            }
        }
    }
    Ok(())
}

/// Clicks a control; whether the click arrived. Nothing if not even the press of the button did.
async fn click(world: &World, n: &str) -> Result<Option<bool>> {
    let browser = &world.browser;
    let before = counts(world, n).await?;
    let Ok(control) = browser.web.find(By::Css(format!("[data-n='{n}']"))).await else { return Ok(None) };
    let clicked = async {
        control.scroll_into_view().await?;
        control.click().await
    };
    if clicked.await.is_err() {
        return Ok(None);
    }
    let after = counts(world, n).await?;
    Ok((after.0 > before.0).then_some(after.1 > before.1))
}

/// How often a control was pressed, and clicked, as far as the page saw.
async fn counts(world: &World, n: &str) -> Result<(u64, u64)> {
    let script = "return [window.__down, window.__got].map((all) => all.filter((n) => n === arguments[0]).length);";
    let counts: Value = world.browser.eval(script, vec![json!(n)]).await?;
    Ok((counts[0].as_u64().unwrap_or_default(), counts[1].as_u64().unwrap_or_default()))
}
