//! The extension at work: on the screen for somebody to try, or walked through with pictures where there is no screen.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use thirtyfour::Key;

use crate::browser::Kind;
use crate::options::Options;
use crate::pages::replica::Replica;
use crate::pages::sidebar::{Sidebar, hook};
use crate::pages::views::Page;
use crate::run;
use crate::scenarios::Extension;
use crate::site::Site;
use crate::wait::until;
use crate::world::{RECEIVED, World};

const LOOK_EVERY: Duration = Duration::from_millis(500);

/// Pages that differ: the scenario, the generation of LinkedIn's markup, and what to call it.
const PAGES: [(&str, &str, &str); 4] = [
    ("forty", "sdui2026", "English, this year's markup, forty invitations, more while scrolling"),
    ("languages/de", "artdeco2023", "German, the markup of 2023"),
    ("languages/ar", "ember2018", "Arabic from right to left, the markup of 2018"),
    ("languages/ja", "sdui2026", "Japanese, this year's markup"),
];

/// In this year's markup `main` scrolls, before it was the window.
const SCROLL: &str = "for (const it of [document.documentElement, document.querySelector('main')]) \
    it?.scrollTo(0, it.scrollHeight);";

/// Shows the extension at work.
///
/// # Errors
/// If the browser doesn't start, or the walk fails.
pub async fn demo(options: &Options) -> Result<()> {
    let screen = ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| std::env::var_os(name).is_some());
    if screen || cfg!(target_os = "macos") { show(options).await } else { walk(options).await }
}

fn address(scenario: &str, generation: &str) -> String {
    format!("{RECEIVED}?scenario={scenario}&generation={generation}")
}

/// A browser on the screen, until it is closed.
async fn show(options: &Options) -> Result<()> {
    let kind = options.browsers.first().copied().unwrap_or(Kind::Chromium);
    let options = Options { headed: true, ..options.clone() };
    let site = Site::start().await?;
    let world = World::start(&run::setup(&options, kind, Extension::Product)?, &site).await?;
    site.set(site.scenario_file("demo")?);
    println!("A replica of LinkedIn with made-up people, in {}. Nothing reaches the real one.", kind.name());
    let first = world.browser.web.window().await?;
    world.browser.open(RECEIVED).await.context("opening the invitations")?;
    println!("  first tab: everything mixed: people, a page, a newsletter, hostile texts");
    for (scenario, generation, what) in PAGES {
        world.browser.new_tab().await?;
        world.browser.open(&address(scenario, generation)).await?;
        println!("  next tab:  {what}");
    }
    world.browser.turn_to(&first).await?;
    println!(
        "Accept somebody before you have answered: the click is held, and the sidebar asks. Keys: 1, 2, 3, Enter."
    );
    println!("Popup and settings are behind the extension's icon. Close the browser, or press Ctrl-C, to end.");
    let closed = async {
        while world.browser.web.windows().await.is_ok_and(|windows| !windows.is_empty()) {
            tokio::time::sleep(LOOK_EVERY).await;
        }
    };
    tokio::select! {
        () = closed => {}
        interrupted = tokio::signal::ctrl_c() => interrupted?,
    }
    world.browser.quit().await
}

/// The flow, walked by itself in every chosen browser.
async fn walk(options: &Options) -> Result<()> {
    let shots = options.shots.clone().unwrap_or_else(|| options.out.join("demo"));
    for kind in &options.browsers {
        let began = Instant::now();
        let site = Site::start().await?;
        let mut world = World::start(&run::setup(options, *kind, Extension::Product)?, &site).await?;
        println!("\nNo screen here, so {} walks through it:", kind.name());
        let folder = shots.join(kind.name());
        if folder.exists() {
            std::fs::remove_dir_all(&folder).with_context(|| format!("emptying {}", folder.display()))?;
        }
        let mut tour = Tour { world: &mut world, shots: &folder, steps: 0 };
        let told = tour.tell().await;
        let (steps, step) = (tour.steps, world.step.clone());
        world.browser.quit().await?;
        told.with_context(|| format!("at the step “{step}” in {}", kind.name()))?;
        println!("  {steps} steps in {:.0} s. Pictures: {}", began.elapsed().as_secs_f64(), folder.display());
    }
    Ok(())
}

/// A walk with a commentary and pictures.
struct Tour<'a> {
    world: &'a mut World,
    shots: &'a Path,
    steps: usize,
}

impl Tour<'_> {
    /// Says what was seen, with a picture of it.
    async fn saw(&mut self, what: &str, picture: &str) -> Result<()> {
        self.steps += 1;
        let file = format!("{:02}-{picture}.png", self.steps);
        self.world.browser.shot(&self.shots.join(&file)).await?;
        self.world.browser.set_dark(true).await?;
        self.world.browser.shot(&self.shots.join(format!("{:02}-{picture}-dark.png", self.steps))).await?;
        self.world.browser.set_dark(false).await?;
        println!("  {:2}. {what}  [{file}]", self.steps);
        what.clone_into(&mut self.world.step);
        Ok(())
    }

    async fn tell(&mut self) -> Result<()> {
        self.world.reset(None).await?;
        self.world.browser.set_size(1280, 800).await?;
        self.world.site.set(self.world.site.scenario_file("demo")?);
        self.held_and_asked().await?;
        self.answered_and_accepted().await?;
        self.unknown().await?;
        self.scrolled().await?;
        for (scenario, generation, what) in &PAGES[1..] {
            self.elsewhere(scenario, generation, what).await?;
        }
        self.found_again().await
    }

    async fn held_and_asked(&mut self) -> Result<()> {
        self.world.browser.open(RECEIVED).await?;
        Sidebar(&self.world.browser).asks_about("Mia Sample").await?;
        self.saw("The invitations are open; the sidebar asks how Mia is known.", "asks").await?;
        Replica(&self.world.browser).focus("mia-sample", "accept").await?;
        self.world.browser.press(Key::Enter).await?;
        Sidebar(&self.world.browser).has_focus().await?;
        let reached = Replica(&self.world.browser).clicks("Mia").await?;
        ensure!(reached == 0, "the click on Accept was not held");
        self.saw("Accept is pressed before there is an answer: held once, the keyboard is in the sidebar.", "held")
            .await
    }

    async fn answered_and_accepted(&mut self) -> Result<()> {
        let memory = "Talked about rye starters at the bread fair in Leiden until they closed the hall";
        self.world.browser.keys("2").await?;
        let sidebar = Sidebar(&self.world.browser);
        until("the memory line", || sidebar.focus(), |focus| focus.as_deref() == Some("memory")).await?;
        self.world.browser.keys(memory).await?;
        self.saw("“2” for met in person, and what isn't on her profile.", "remembers").await?;
        self.world.browser.press(Key::Enter).await?;
        Replica(&self.world.browser).has_focus_on("Accept Mia Sample").await?;
        self.saw("Enter saves. The verdict is there, and the focus is on LinkedIn's own Accept.", "verdict").await?;
        self.world.browser.press(Key::Enter).await?;
        Replica(&self.world.browser).card("mia-sample", false).await?;
        Sidebar(&self.world.browser).asks_about("Jonas").await?;
        self.saw("Enter again is the user's own click. Noticed, and on to the next.", "next").await?;
        self.world.browser.set_size(600, 800).await?;
        until("a sheet", || self.world.browser.frame_rect(), |rect| rect[2] >= 599.0).await?;
        self.saw("In a narrow window it is a sheet.", "narrow").await?;
        self.world.browser.set_size(1280, 800).await
    }

    async fn unknown(&mut self) -> Result<()> {
        let sidebar = Sidebar(&self.world.browser);
        sidebar.click("[data-test=\"sender-row\"][data-address=\"gus-gainsworth\"]").await?;
        sidebar.asks_about("Gus").await?;
        sidebar.click(&hook("dont-know")).await?;
        sidebar.click(&hook("reply-kind-no")).await?;
        self.saw("Nobody knows Gus: a kind no, ready to be copied.", "kind-no").await?;
        Sidebar(&self.world.browser).click(&hook("copy")).await?;
        Sidebar(&self.world.browser).click(&hook("save")).await?;
        let said = |all: &String| all.contains("saidNo");
        until("the decision on disk", || self.world.stored(), said).await?;
        Ok(())
    }

    async fn scrolled(&mut self) -> Result<()> {
        let (scenario, generation, _) = PAGES[0];
        self.world.browser.open(&address(scenario, generation)).await?;
        let sidebar = Sidebar(&self.world.browser);
        let before = until("the list", || sidebar.listed(), |rows| !rows.is_empty()).await?.len();
        let more = || async {
            self.world.browser.eval(SCROLL, vec![]).await?;
            sidebar.listed().await
        };
        let after = until("more senders", more, |rows| rows.len() > before).await?.len();
        self.saw(&format!("Forty invitations: {before} are listed at first, {after} after scrolling."), "scrolled")
            .await
    }

    async fn elsewhere(&mut self, scenario: &str, generation: &str, what: &str) -> Result<()> {
        self.world.browser.open(&address(scenario, generation)).await?;
        let file = self.world.site.scenario_file(scenario)?;
        // Numbers of invitations are the same in several scenarios, and Mia's is decided.
        let name = file["invitations"][1]["name"].as_str().unwrap_or_default();
        let slug = file["invitations"][1]["slug"].as_str().unwrap_or_default();
        let row = format!("[data-test=\"sender-row\"][data-address=\"{slug}\"]");
        Sidebar(&self.world.browser).click(&row).await?;
        Sidebar(&self.world.browser).asks_about(name).await?;
        self.saw(&format!("{what}: asked about {name}."), &scenario.replace('/', "-")).await
    }

    async fn found_again(&mut self) -> Result<()> {
        self.world.browser.open_view("popup.html").await?;
        Page(&self.world.browser).fill(&hook("search"), "braed fiar").await?;
        Page(&self.world.browser).shows(&hook("result"), "Mia Sample").await?;
        self.saw("The popup finds her by what is remembered, with two typing mistakes.", "popup").await?;
        Page(&self.world.browser).click(&hook("result")).await?;
        Page(&self.world.browser).shows(&hook("person"), "rye starters").await?;
        self.saw("Her note.", "note").await?;
        self.world.browser.close_tab().await?;
        self.world.browser.open_view("dashboard.html#settings").await?;
        Page(&self.world.browser).shows("main", "rule").await?;
        self.saw("The user's rule and the settings.", "settings").await?;
        let people = self.world.people().await?;
        ensure!(people.iter().any(|person| person["name"] == "Mia Sample"), "{}", json!(people));
        let acts = self.world.site.acts();
        let decided: Vec<Value> = acts.iter().map(|(act, id)| json!([act, id])).collect();
        println!("      Stored: {} notes. LinkedIn got {} click: {}", people.len(), acts.len(), json!(decided));
        ensure!(acts.len() == 1, "only Mia was accepted");
        Ok(())
    }
}
