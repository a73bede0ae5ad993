//! Saving a library as a file and bringing it in again, as the user sees it in the backup room.
//!
//! Times are the page's own: from the click, or from the moment at which a file was chosen, until the page says what came of
//! it. While it waits, a timer of the page looks how long the page could not answer.

use std::path::PathBuf;

use anyhow::{Context, Result};
use serde_json::{Value, json};
use thirtyfour::By;

use super::library::Library;
use super::table::{Aim, Row};
use crate::browser::BLANK;
use crate::pages::sidebar::hook;
use crate::pages::views::Page;
use crate::wait::until;
use crate::world::World;

/// How many people.
pub const PEOPLE: usize = 30_000;
/// Each takes seconds, and the whole library is written in each.
const SAMPLES: usize = 5;

/// From the issue, in milliseconds.
const IMPORT: Aim = Aim::Median(2_000.0);

const ROOM: &str = "dashboard.html#backup";

/// Begins the clock with an event, and ends it when something is shown.
const CLOCK: &str = "
    const [event, on, shows] = arguments;
    const clock = window.clock = { stood: 0 };
    let last;
    const tick = () => {
        const now = performance.now();
        if (last !== undefined) clock.stood = Math.max(clock.stood, now - last);
        last = now;
        if (clock.took === undefined) setTimeout(tick, 4);
    };
    addEventListener(event, (seen) => {
        if (clock.began !== undefined || !seen.target.closest(on)) return;
        clock.began = performance.now();
        tick();
        const observer = new MutationObserver(() => {
            if (!document.querySelector(shows)) return;
            observer.disconnect();
            clock.took = performance.now() - clock.began;
        });
        observer.observe(document, { subtree: true, childList: true, attributes: true });
    }, { capture: true });";

#[derive(Default)]
struct Times {
    took: Vec<f64>,
    stood: Vec<f64>,
}

impl Times {
    /// Waits until the clock has ended. Longer than other waits: a busy machine may take a minute.
    async fn add(&mut self, world: &World) -> Result<()> {
        let read = || world.browser.eval("return window.clock;", vec![]);
        let ended = |clock: &Value| clock["took"].is_number();
        let mut clock = until("the page to say what came of it", read, ended).await;
        for _ in 0..4 {
            if clock.is_err() {
                clock = until("the page to say what came of it", read, ended).await;
            }
        }
        let clock = clock?;
        self.took.extend(clock["took"].as_f64());
        self.stood.extend(clock["stood"].as_f64());
        Ok(())
    }
}

/// Starts the clock for a click on one thing, and clicks.
async fn click(world: &World, on: &str, shows: &str) -> Result<()> {
    world.browser.eval(CLOCK, vec![json!("click"), json!(hook(on)), json!(shows)]).await?;
    Page(&world.browser).click(&hook(on)).await
}

/// Opens the room anew, when it has read everything.
async fn open(world: &World) -> Result<()> {
    world.browser.open(&format!("{}{BLANK}", world.browser.base)).await?;
    world.browser.open(&format!("{}{ROOM}", world.browser.base)).await?;
    for _ in 0..4 {
        if Page(&world.browser).shows(&hook("health"), "can be read").await.is_ok() {
            break;
        }
    }
    Ok(())
}

/// The file in the downloads whose name ends like this, when it is whole.
async fn download(world: &World, ending: &str, least: u64) -> Result<PathBuf> {
    let folder = world.browser.downloads();
    let find = || async {
        let files = std::fs::read_dir(&folder)?.filter_map(|file| Some(file.ok()?.path()));
        let whole = |file: &PathBuf| {
            file.to_string_lossy().ends_with(ending) && file.metadata().is_ok_and(|meta| meta.len() >= least)
        };
        Ok(files.into_iter().find(whole))
    };
    until("the file in the downloads", find, Option::is_some).await?.context("no file")
}

/// Measures saving and bringing in.
pub async fn measure(world: &mut World) -> Result<Vec<Row>> {
    world.reset(None).await?;
    let library = Library::of(PEOPLE);
    world.browser.open_view(BLANK).await?;
    for portion in library.portions() {
        let fill = "await chrome.storage.local.set(args);";
        world.browser.eval_async(fill, portion).await.context("filling the library")?;
    }
    let [mut export, mut table, mut locked, mut read, mut apply] = <[Times; 5]>::default();
    let mut file = None;
    for _ in 0..SAMPLES {
        open(world).await?;
        click(world, "backup-now", &format!("{}[data-state=saved]", hook("state-outcome"))).await?;
        export.add(world).await?;
        if file.is_none() {
            let saved = download(world, ".json", 10_000_000).await?;
            let kept = saved.with_file_name("bench-library.json");
            std::fs::rename(saved, &kept)?;
            file = Some(kept);
        }
        Page(&world.browser).click(&hook("kind-table")).await?;
        click(world, "export", &format!("{}[data-state=saved]", hook("export-outcome"))).await?;
        table.add(world).await?;
    }
    open(world).await?;
    Page(&world.browser).click(&hook("encrypt")).await?;
    Page(&world.browser).fill(&hook("passphrase"), "one two").await?;
    Page(&world.browser).fill(&hook("passphrase-again"), "one two").await?;
    for _ in 0..SAMPLES {
        click(world, "export", &format!("{}[data-state=saved]", hook("export-outcome"))).await?;
        locked.add(world).await?;
        // The next one must be new.
        world
            .browser
            .eval(
                "document.querySelector(arguments[0]).dataset.state = 'nothing';",
                vec![json!(hook("export-outcome"))],
            )
            .await?;
    }

    let file = file.context("no backup")?;
    for _ in 0..SAMPLES {
        world.browser.eval_async("await chrome.runtime.sendMessage('eraseAll');", Value::Null).await?;
        open(world).await?;
        let shows = hook("import-preview");
        world.browser.eval(CLOCK, vec![json!("change"), json!(hook("import-file")), json!(shows)]).await?;
        let choose = async || {
            let place = world.browser.web.find(By::Css(hook("import-file"))).await?;
            Ok(place.send_keys(file.display().to_string()).await?)
        };
        until("a place for the file", choose, |()| true).await?;
        read.add(world).await?;
        // Some of those who are made up have the address of another, and are one person with them.
        let new = Page(&world.browser).shows(&hook("preview-backupNew"), "new people").await?;
        click(world, "bring-in", &format!("{}[data-state=done]", hook("import-outcome"))).await?;
        apply.add(world).await?;
        let people = world.people().await?.len();
        // The page writes the number as its language does.
        let told: String = new.chars().filter(char::is_ascii_digit).collect();
        anyhow::ensure!(told == people.to_string(), "{people} people after an import of {new}");
    }
    world.browser.close_tab().await?;

    let place = world.browser.kind.name();
    let row = |what: &str, times: Vec<f64>| Row::ms(place, format!("{PEOPLE} people: {what}"), times);
    let both = read.took.iter().zip(&apply.took).map(|(read, apply)| read + apply).collect();
    let stood = [&export, &table, &locked, &read, &apply].into_iter().flat_map(|times| times.stood.clone()).collect();
    Ok(vec![
        row("save a backup", export.took),
        row("save a table (CSV)", table.took),
        row("save a backup with a passphrase", locked.took),
        row("read a backup and plan its import", read.took),
        row("bring it in", apply.took),
        row("both: file chosen → all of it on disk", both).aims(IMPORT),
        row("longest time the page could not answer", stood),
    ])
}
