//! What happened is said: by a live region that was there before, or screen readers would miss it.

use anyhow::{Result, ensure};
use serde_json::{Value, json};
use thirtyfour::Key;

use super::tree;
use crate::browser::Kind;
use crate::pages::replica::Replica;
use crate::pages::sidebar::{Sidebar, hook};
use crate::pages::views::Page;
use crate::scenarios::backup::{made_file, saved_by, two_notes};
use crate::scenarios::{invitation, three};
use crate::shots::tour::Part;
use crate::wait::until;
use crate::world::World;

/// Remembers what every live region says that is there now and isn't hidden.
const LISTEN: &str = "const live = '[role=status], [role=alert], [role=log], [aria-live=polite], [aria-live=assertive], output'; \
    const words = (at) => at.textContent.replace(/[\\u2066-\\u2069]/g, '').replace(/\\s+/g, ' ').trim(); \
    const there = (at) => { while (at && getComputedStyle(at).display === 'contents') at = at.parentElement; \
        return at?.checkVisibility() ?? false; }; \
    window.__listening = { live, words, there, \
        all: new Map([...document.querySelectorAll(live)].filter(there).map((at) => [at, words(at)])) };";

/// What was said since: by regions that were there, and by alerts, which are read out as they come.
const HEARD: &str = "const { live, words, there, all } = window.__listening; \
    const seen = [...document.querySelectorAll(live)].filter(there); \
    return seen.filter((at) => all.has(at) ? all.get(at) !== words(at) : at.matches('[role=alert]')).map(words).filter(Boolean);";

/// A view that is listened to.
struct Ear<'a> {
    world: &'a World,
    part: Part,
}

impl Ear<'_> {
    async fn eval(&self, script: &str) -> Result<Value> {
        match self.part {
            Part::Sidebar => Sidebar(&self.world.browser).eval(script, vec![]).await,
            Part::Popup | Part::Tab => self.world.browser.eval(script, vec![]).await,
        }
    }

    async fn listen(&self) -> Result<()> {
        self.eval(LISTEN).await.map(drop)
    }

    /// Waits until this was said since [`Self::listen`].
    async fn hears(&self, part: &str) -> Result<()> {
        let heard = async || {
            let heard = self.eval(HEARD).await?;
            Ok(heard.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect::<Vec<_>>())
        };
        let said = |heard: &Vec<String>| heard.iter().any(|words| words.contains(part));
        until(&format!("“{part}” to be said"), heard, said).await?;
        if self.world.browser.kind == Kind::Chromium && self.part != Part::Sidebar {
            // The browser makes its tree a little later.
            let spoken = || tree::spoken(&self.world.browser);
            until(&format!("“{part}” in the browser's tree"), spoken, said).await?;
        }
        Ok(())
    }
}

pub async fn what_happens_is_said(world: &mut World) -> Result<()> {
    let mut unheard = Vec::new();
    // What isn't said in one view doesn't keep from listening to the others.
    macro_rules! listen {
        ($($part:ident)+) => { $(
            if let Err(error) = $part(world).await {
                unheard.push(format!("{}, at the step “{}”: {error:#}", stringify!($part), world.step));
                world.browser.leave_tabs().await?;
            }
        )+ };
    }
    listen!(sidebar);
    world.browser.reset().await?;
    two_notes(world).await?;
    listen!(popup people person settings backup);
    ensure!(unheard.is_empty(), "{}", unheard.join("\n"));
    Ok(())
}

async fn sidebar(world: &mut World) -> Result<()> {
    world.open_invitations(three()).await?;
    Sidebar(&world.browser).asks_about("Mia Sample").await?;
    world.step("a click is held").await?;
    let ear = Ear { world, part: Part::Sidebar };
    ear.listen().await?;
    Replica(&world.browser).click("mia-sample", "accept").await?;
    ear.hears("Accept").await?;

    world.step("answers").await?;
    let (ear, sidebar) = (Ear { world, part: Part::Sidebar }, Sidebar(&world.browser));
    ear.listen().await?;
    sidebar.click(&hook("save")).await?;
    ear.hears("").await?;
    sidebar.click(&hook("door-worked")).await?;
    ear.listen().await?;
    sidebar.click(&hook("save")).await?;
    ear.hears("You really know Mia Sample").await?;
    ear.listen().await?;
    sidebar.click(&hook("undo")).await?;
    ear.hears("Undone").await?;

    world.step("somebody is ignored").await?;
    let ear = Ear { world, part: Part::Sidebar };
    ear.listen().await?;
    Replica(&world.browser).click("omar-test", "ignore").await?;
    ear.hears("Omar Test").await?;

    world.step("more invitations come").await?;
    let mut scenario = three();
    let many: Vec<Value> = (1..=25).map(|n| invitation(n, &format!("Person Number{n}"))).collect();
    scenario["invitations"] = json!(many);
    world.open_invitations(scenario).await?;
    Sidebar(&world.browser).asks_about("Person Number1").await?;
    let ear = Ear { world, part: Part::Sidebar };
    ear.listen().await?;
    Replica(&world.browser).call("loadMore", json!([])).await?;
    ear.hears("20").await
}

async fn popup(world: &mut World) -> Result<()> {
    world.step("in the popup").await?;
    world.browser.open_view("popup.html").await?;
    let (ear, page) = (Ear { world, part: Part::Popup }, Page(&world.browser));
    page.shows(&hook("recent"), "").await?;
    ear.listen().await?;
    page.fill(&hook("search"), "zzzzqqq").await?;
    ear.hears("Nobody").await?;
    for _ in 0..7 {
        world.browser.press(Key::Backspace).await?;
    }
    page.fill(&hook("search"), "umbrella").await?;
    page.click(&hook("result")).await?;
    page.click(&hook("log-contact")).await?;
    ear.hears("Bo Li").await?;
    ear.listen().await?;
    page.click(&hook("undo")).await?;
    ear.hears("Bo Li").await?;
    ear.listen().await?;
    page.click(&hook("delete")).await?;
    ear.hears("Bo Li").await?;
    ear.listen().await?;
    page.click(&hook("undo")).await?;
    ear.hears("Bo Li").await?;
    world.browser.eval("localStorage.clear();", vec![]).await?;
    world.browser.close_tab().await?;
    world.browser.open_view("popup.html").await?;
    page.shows(&hook("jot"), "").await?;
    // The box stands in the page before there is any WebAssembly, the region beside it doesn't.
    let listening = "return document.querySelector(arguments[0]) !== null;";
    let understands = || world.browser.eval(listening, vec![json!(hook("understood"))]);
    until("the popup to listen", understands, |there| *there == json!(true)).await?;
    ear.listen().await?;
    page.fill(&hook("jot"), "met Bea at PyData Porto 2024").await?;
    ear.hears("PyData Porto").await?;
    ear.listen().await?;
    world.browser.press(Key::Enter).await?;
    ear.hears("Bea").await?;
    world.browser.close_tab().await
}

async fn people(world: &mut World) -> Result<()> {
    world.step("in the people room").await?;
    world.browser.open_view("dashboard.html#people").await?;
    let (ear, page) = (Ear { world, part: Part::Tab }, Page(&world.browser));
    page.shows(&hook("people-count"), "3").await?;
    ear.listen().await?;
    page.fill("#people-search", "umbrella").await?;
    ear.hears("1").await?;
    ear.listen().await?;
    world.browser.press(Key::Escape).await?;
    world.browser.press(Key::Down).await?;
    world.browser.keys(" ").await?;
    page.shows(&hook("chosen"), "1").await?;
    page.click(&hook("delete-chosen")).await?;
    ear.hears("1").await?;
    ear.listen().await?;
    page.click(&hook("undo")).await?;
    ear.hears("3").await?;
    world.browser.close_tab().await
}

async fn person(world: &mut World) -> Result<()> {
    world.step("on somebody's page").await?;
    world.browser.open_view("dashboard.html#people").await?;
    let (ear, page) = (Ear { world, part: Part::Tab }, Page(&world.browser));
    page.click(".people-name").await?;
    page.shows(&hook("person"), "").await?;
    page.click(&hook("edit-good-at")).await?;
    world.browser.keys("Boats").await?;
    ear.listen().await?;
    page.click(&hook("save")).await?;
    ear.hears("Bea").await?;
    ear.listen().await?;
    page.click(&hook("undo")).await?;
    ear.hears("Bea").await?;
    world.browser.close_tab().await
}

async fn settings(world: &mut World) -> Result<()> {
    world.step("in the settings").await?;
    world.browser.open_view("dashboard.html#settings").await?;
    let (ear, page) = (Ear { world, part: Part::Tab }, Page(&world.browser));
    page.shows(&hook("judged-person"), "").await?;
    ear.listen().await?;
    page.click(&hook("door-counts-met")).await?;
    ear.hears("Saved").await?;
    world.browser.close_tab().await
}

async fn backup(world: &mut World) -> Result<()> {
    world.step("in the backup room").await?;
    world.browser.open_view("dashboard.html#backup").await?;
    let (ear, page) = (Ear { world, part: Part::Tab }, Page(&world.browser));
    page.shows(&hook("health"), "").await?;
    ear.listen().await?;
    let file = saved_by(world, "backup-now", "state-outcome").await?;
    ear.hears("went to your browser’s downloads").await?;
    for (place, words) in [("check-file", "Everything is in it"), ("import-file", "3 of them are here already")] {
        ear.listen().await?;
        crate::scenarios::backup::choose(world, place, &file).await?;
        ear.hears(words).await?;
    }
    let broken = made_file(world, "broken.json", b"{")?;
    ear.listen().await?;
    crate::scenarios::backup::choose(world, "check-file", &broken).await?;
    ear.hears("Nothing was changed").await?;
    page.click(&format!("{} summary", hook("erase"))).await?;
    page.fill(&hook("erase-word"), "erase").await?;
    ear.listen().await?;
    page.click(&hook("erase-all")).await?;
    ear.hears("Everything is erased").await?;
    world.browser.close_tab().await
}
