//! The way past every view. Words are never waited for: the tour goes through every language.

use anyhow::Result;
use serde_json::{Value, json};
use thirtyfour::Key;

use super::people;
use crate::browser::Kind;
use crate::pages::sidebar::{Sidebar, hook};
use crate::pages::views::Page;
use crate::scenarios::other_kinds_in;
use crate::wait::until;
use crate::world::World;

/// What is in a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The sidebar beside LinkedIn's page, which is none of ours.
    Sidebar,
    /// The popup, as wide as it makes itself.
    Popup,
    /// A page in a tab of its own.
    Tab,
}

/// A view in one of its states, open in the present tab.
#[derive(Clone, Copy, Debug)]
pub struct Subject {
    pub name: &'static str,
    pub part: Part,
    /// What is scrolled to, in every size; otherwise the page stays where it is.
    pub at: Option<&'static str>,
}

impl Subject {
    const fn new(name: &'static str, part: Part) -> Self {
        Self { name, part, at: None }
    }

    /// Scrolls to what is to be seen.
    pub async fn come_into_view(self, world: &World) -> Result<()> {
        if let Some(at) = self.at {
            world.browser.eval("document.querySelector(arguments[0]).scrollIntoView();", vec![json!(at)]).await?;
        }
        Ok(())
    }
}

/// Takes the pictures.
pub trait Camera {
    /// Takes the view that is open now, in as many sizes and themes as are wanted.
    async fn take(&mut self, world: &World, subject: Subject) -> Result<()>;
}

/// The day on which Chromium believes to be, wherever a view says how long ago something was: 2 March 2026.
const DAY: i64 = 1_772_445_600_000;

/// The last of the ten people of whom the settings say what the rule makes of them.
const ALL_JUDGED: &str = "[data-test=judged-person]:nth-child(10)";

/// Opens every view, one after the other. The extension is the shipped one, just installed.
pub async fn walk(world: &mut World, language: &'static str, camera: &mut impl Camera) -> Result<()> {
    // Its messages go by the language alone; so do the replica's.
    let language = language.split('-').next().unwrap_or(language);
    before_the_yes(world, language, camera).await?;
    world.request(json!({ "consent": { "answer": "yes" } })).await?;
    people::has_said_yes_then(world).await?;
    let on_show = people::write(world).await?;
    sidebar(world, language, camera).await?;
    popup(world, camera).await?;
    dashboard(world, &on_show, camera).await
}

async fn before_the_yes(world: &mut World, language: &str, camera: &mut impl Camera) -> Result<()> {
    open_view(world, "welcome.html").await?;
    Page(&world.browser).shows("#sample", "").await?;
    Page(&world.browser).shows(&hook("consent-yes"), "").await?;
    camera.take(world, Subject::new("welcome", Part::Tab)).await?;
    let sample = Subject { name: "welcome-sample", part: Part::Tab, at: Some("#sample") };
    camera.take(world, sample).await?;
    world.browser.close_tab().await?;
    world.open_invitations(people::invitations(language)).await?;
    Sidebar(&world.browser).shows(&hook("consent"), "").await?;
    camera.take(world, Subject::new("sidebar-consent", Part::Sidebar)).await
}

async fn sidebar(world: &mut World, language: &str, camera: &mut impl Camera) -> Result<()> {
    let take = |name| Subject::new(name, Part::Sidebar);
    world.open_invitations(people::invitations(language)).await?;
    Sidebar(&world.browser).asks_about("Mia Sample").await?;
    camera.take(world, take("sidebar-question")).await?;

    world.step("has met Mia").await?;
    let sidebar = Sidebar(&world.browser);
    sidebar.click(&hook("door-met")).await?;
    sidebar.fill(&hook("memory"), "Talked about rye starters until they closed the hall").await?;
    sidebar.click(&hook("details")).await?;
    sidebar.fill(&hook("met-on"), "2024-03").await?;
    sidebar.eval("document.getElementById('panel-body').scrollTop = 0;", vec![]).await?;
    camera.take(world, take("sidebar-met")).await?;

    world.step("saves").await?;
    let sidebar = Sidebar(&world.browser);
    sidebar.click(&hook("save")).await?;
    sidebar.shows(&hook("verdict"), "").await?;
    camera.take(world, take("sidebar-verdict")).await?;

    world.step("doesn't know Omar").await?;
    let sidebar = Sidebar(&world.browser);
    turn_to(&sidebar, "omar-test").await?;
    sidebar.asks_about("Omar Test").await?;
    sidebar.click(&hook("dont-know")).await?;
    sidebar.click(&hook("reply-kind-no")).await?;
    sidebar.shows(".dont-know-panel", "Omar").await?;
    camera.take(world, take("sidebar-reply")).await?;

    world.step("knows Lena").await?;
    let sidebar = Sidebar(&world.browser);
    turn_to(&sidebar, "lena-beispiel").await?;
    sidebar.shows(&hook("greeting"), "alto").await?;
    camera.take(world, take("sidebar-greeting")).await?;

    world.step("looks at the list").await?;
    Sidebar(&world.browser).eval("document.querySelector('.senders').scrollIntoView();", vec![]).await?;
    camera.take(world, take("sidebar-list")).await?;

    let mut others = other_kinds_in(&world.site.clone(), "sdui2026")?;
    others["language"] = json!(language);
    world.open_invitations(others).await?;
    until("the sidebar's tab", || world.browser.has_frame(), |mounted| *mounted).await?;
    Sidebar(&world.browser).click(&hook("open-tab")).await?;
    Sidebar(&world.browser).shows(&hook("unsure"), "").await?;
    camera.take(world, take("sidebar-unsure")).await
}

/// Chooses a sender in the sidebar's list.
async fn turn_to(sidebar: &Sidebar<'_>, slug: &str) -> Result<()> {
    sidebar.click(&format!("[data-test=\"sender-row\"][data-address=\"{slug}\"]")).await
}

async fn popup(world: &mut World, camera: &mut impl Camera) -> Result<()> {
    let take = |name| Subject::new(name, Part::Popup);
    open_popup(world).await?;
    camera.take(world, take("popup-recent")).await?;

    world.step("searches in the popup").await?;
    let page = Page(&world.browser);
    page.fill(&hook("search"), "bread").await?;
    page.shows(&hook("result"), "Zoë").await?;
    camera.take(world, take("popup-search")).await?;
    Page(&world.browser).click(&hook("result")).await?;
    Page(&world.browser).shows(&hook("person"), "Zoë").await?;
    camera.take(world, take("popup-person")).await?;
    close_and_forget(world).await?;

    world.step("jots down a line").await?;
    open_popup(world).await?;
    Page(&world.browser).fill(&hook("jot"), "met Bea at PyData Porto 2024, beekeeper, knows Luis").await?;
    Page(&world.browser).shows(&hook("understood"), "Luis").await?;
    camera.take(world, take("popup-jot")).await?;
    close_and_forget(world).await
}

async fn open_popup(world: &World) -> Result<()> {
    open_view(world, "popup.html").await?;
    Page(&world.browser).shows(&hook("recent"), "").await?;
    Ok(())
}

/// What was typed and not saved would be there again.
async fn close_and_forget(world: &World) -> Result<()> {
    world.browser.eval("localStorage.clear();", vec![]).await?;
    world.browser.close_tab().await
}

async fn dashboard(world: &mut World, on_show: &str, camera: &mut impl Camera) -> Result<()> {
    people::were_seen_then(world).await?;
    let person = format!("dashboard.html#people/{on_show}");
    // The room, what is in it when it is ready, and what to call it.
    for (address, ready, name) in [
        ("dashboard.html#people", ".people-headline", "people"),
        (&person, "[data-test=person] .tag", "person"),
        ("dashboard.html#waiting", "[data-test=due]", "waiting"),
        ("dashboard.html#settings", ALL_JUDGED, "rule"),
        ("dashboard.html#settings/ask", ALL_JUDGED, "settings"),
        ("dashboard.html#backup", "main section", "backup"),
    ] {
        world.step(name).await?;
        open_view(world, address).await?;
        let there = || world.browser.eval("return document.querySelector(arguments[0]) !== null;", vec![json!(ready)]);
        until(&format!("{ready} in {address}"), there, |there| *there == Value::Bool(true)).await?;
        // What was loaded above it meanwhile may have pushed it away.
        let at = (name == "settings").then_some("#ask");
        camera.take(world, Subject { name, part: Part::Tab, at }).await?;
        world.browser.close_tab().await?;
    }
    introductions(world, camera).await
}

async fn introductions(world: &mut World, camera: &mut impl Camera) -> Result<()> {
    world.step("introduces two").await?;
    open_view(world, "dashboard.html#introductions").await?;
    for (field, typed) in [("intro-first", "zoe"), ("intro-second", "bo lind")] {
        Page(&world.browser).fill(&hook(field), typed).await?;
        Page(&world.browser).shows(&hook("intro-found"), "").await?;
        world.browser.press(Key::Enter).await?;
    }
    let at = "return document.activeElement?.dataset.test ?? document.activeElement?.id ?? null;";
    until("the focus on the reason", || world.browser.eval(at, vec![]), |at| *at == json!("intro-why")).await?;
    world.browser.keys("the mill needs a stair").await?;
    Page(&world.browser).shows(&hook("intro-note"), "").await?;
    world.browser.eval("scrollTo(0, 0);", vec![]).await?;
    camera.take(world, Subject::new("introductions", Part::Tab)).await?;
    close_and_forget(world).await
}

/// Opens one of the extension's pages in a tab of its own. In Chromium, where pictures are compared, the day is always
/// the same.
async fn open_view(world: &World, page: &str) -> Result<()> {
    world.browser.new_tab().await?;
    if world.browser.kind == Kind::Chromium {
        let source = format!(
            "{{ const Real = Date; const ahead = {DAY} - Real.now(); globalThis.Date = class extends Real {{ \
             constructor(...parts) {{ parts.length ? super(...parts) : super(Real.now() + ahead); }} \
             static now() {{ return Real.now() + ahead; }} }}; }}"
        );
        world.browser.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source })).await?;
    }
    world.browser.open(&format!("{}{page}", world.browser.base)).await
}
