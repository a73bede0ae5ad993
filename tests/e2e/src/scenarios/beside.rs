//! What stands outside the page: the number on the toolbar's icon, and the browser's own panel.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use thirtyfour::WindowHandle;

use super::three;
use super::welcome::tab_at;
use crate::browser::Kind;
use crate::pages::replica::Replica;
use crate::pages::sidebar::{Sidebar, hook};
use crate::pages::views::Page;
use crate::wait::until;
use crate::world::World;

/// The numbers on the icons of all tabs that have one, and those icons' titles.
async fn numbers(world: &World) -> Result<Value> {
    let look = "const all = await Promise.all((await chrome.tabs.query({})).map(async ({ id: tabId }) => \
                  [await chrome.action.getBadgeText({ tabId }), await chrome.action.getTitle({ tabId })])); \
                return all.filter(([text]) => text);";
    world.browser.in_extension(look, Value::Null).await
}

async fn shows(world: &World, number: &str, title: &str) -> Result<()> {
    let wanted = json!([[number, title]]);
    until(&format!("{number} on the icon"), || numbers(world), |now| *now == wanted).await?;
    Ok(())
}

pub async fn the_icon_counts(world: &mut World) -> Result<()> {
    world.open_invitations(three()).await?;
    Sidebar(&world.browser).asks_about("Mia Sample").await?;
    shows(world, "3", "Really Know: 3 senders are waiting for an answer").await?;
    world.step("answers two").await?;
    for name in ["Mia Sample", "Omar Test"] {
        Sidebar(&world.browser).asks_about(name).await?;
        Sidebar(&world.browser).click(&hook("dont-know")).await?;
        Sidebar(&world.browser).click(&hook("save")).await?;
    }
    shows(world, "1", "Really Know: one sender is waiting for an answer").await?;
    world.step("goes elsewhere").await?;
    world.browser.open("https://www.linkedin.com/in/some-suggestion/").await?;
    until("no number", || numbers(world), |now| *now == json!([])).await?;
    world.step("comes back").await?;
    world.open_invitations(three()).await?;
    shows(world, "1", "Really Know: one sender is waiting for an answer").await
}

/// The browser's own panel.
enum Panel {
    /// Chromium's driver shows it as a window of its own.
    Window(WindowHandle),
    /// In Firefox no driver has it among the windows; the browser itself reaches into it.
    Sidebar,
}

impl Panel {
    /// Waits until it is open.
    async fn opened(world: &World) -> Result<Self> {
        Ok(match world.browser.kind {
            Kind::Chromium => {
                let window = until("the panel", || tab_at(world, "sidebar.html"), Option::is_some).await?;
                Self::Window(window.context("waited for it")?)
            }
            Kind::Firefox => {
                until(
                    "the sidebar",
                    || world.browser.in_sidebar("return location.pathname;"),
                    |path| *path == json!("/sidebar.html"),
                )
                .await?;
                Self::Sidebar
            }
        })
    }

    /// Runs a function body in the panel, without turning to another tab: the panel would follow.
    async fn eval(&self, world: &World, body: &str) -> Result<Value> {
        match self {
            Self::Window(panel) => {
                let before = world.browser.web.window().await?;
                world.browser.turn_to(panel).await?;
                let result = world.browser.eval_async(body, Value::Null).await;
                world.browser.turn_to(&before).await?;
                result
            }
            Self::Sidebar => world.browser.in_sidebar(body).await,
        }
    }

    /// Waits until a part of it says this.
    async fn shows(&self, world: &World, part: &str, words: &str) -> Result<()> {
        let look = format!(
            "const seen = [...document.querySelectorAll('[data-test={part}]')].find((e) => e.checkVisibility()); \
             return seen?.innerText ?? null;"
        );
        let what = format!("“{words}” in the panel's {part}");
        until(&what, || self.eval(world, &look), |said| said.as_str().is_some_and(|said| said.contains(words))).await?;
        Ok(())
    }

    async fn click(&self, world: &World, part: &str) -> Result<()> {
        let click = format!("document.querySelector('[data-test={part}]').click(); return true;");
        self.eval(world, &click).await?;
        Ok(())
    }
}

/// What stands in the page's tree beside head and body: nothing.
async fn nothing_is_inserted(world: &World) -> Result<()> {
    let inside = "return [...document.documentElement.children].map((e) => e.localName);";
    ensure!(world.browser.eval(inside, vec![]).await? == json!(["head", "body"]), "something is in the page");
    Ok(())
}

/// Presses somebody's Accept. The page grows narrower while the panel opens: a press may miss what has just moved, and is made
/// again.
async fn press_beside_the_panel(world: &World, slug: &str, label: &str) -> Result<()> {
    let listen = "let down = null; window.__pressed = ''; \
                  addEventListener('pointerdown', ({ target }) => { down = target.closest('button, a'); }, true); \
                  addEventListener('pointerup', ({ target }) => { \
                    const up = target.closest('button, a'); \
                    window.__pressed = (up === down && up?.getAttribute('aria-label')) || ''; }, true); return null;";
    world.browser.eval(listen, vec![]).await?;
    let press = async || {
        Replica(&world.browser).click(slug, "accept").await?;
        world.browser.eval("return window.__pressed;", vec![]).await
    };
    until(&format!("a press on “{label}”"), press, |at| at.as_str().is_some_and(|at| at.contains(label))).await?;
    Ok(())
}

/// The whole flow: held, asked in the panel, answered there, accepted on the page.
async fn answers_in_the_panel(world: &mut World) -> Result<()> {
    let panel = Panel::opened(world).await?;
    panel.shows(world, "question", "Mia Sample").await?;
    let on_show = "const all = await chrome.storage.local.get(null); \
                   return Object.values(all).some((text) => text.includes('\"onShow\":true'));";
    until("the review to be on show", || panel.eval(world, on_show), |shown| *shown == json!(true)).await?;
    nothing_is_inserted(world).await?;
    world.step("now a click is held, and the panel asks").await?;
    press_beside_the_panel(world, "omar-test", "Accept Omar Test").await?;
    panel.shows(world, "question", "Omar Test").await?;
    world.step("answers there").await?;
    panel.click(world, "door-worked").await?;
    panel.click(world, "save").await?;
    panel.shows(world, "greeting", "Omar Test").await?;
    ensure!(Replica(&world.browser).clicks("Omar").await? == 0, "the click went through");
    until("the answer on disk", || panel.eval(world, OMAR_HAS_A_NOTE), |there| *there == json!(true)).await?;
    nothing_is_inserted(world).await?;
    world.step("accepts on the page").await?;
    Replica(&world.browser).has_focus_on("Accept Omar Test").await?;
    Replica(&world.browser).click("omar-test", "accept").await?;
    Replica(&world.browser).card("omar-test", false).await?;
    nothing_is_inserted(world).await
}

/// Whether Omar has a note.
const OMAR_HAS_A_NOTE: &str = "const all = await chrome.storage.local.get(null); \
     return Object.entries(all).some(([key, text]) => key.startsWith('shard/') && text.includes('omar-test'));";

/// Chooses the panel, and opens the list with three senders.
async fn with_the_panel_chosen(world: &mut World) -> Result<()> {
    world.step("chooses the panel in the settings").await?;
    world.browser.open_view("dashboard.html#settings/ask").await?;
    Page(&world.browser).click(&hook("ask-in-panel")).await?;
    until("the choice on disk", || world.stored(), |all| all.contains("\\\"askIn\\\":\\\"panel")).await?;
    world.browser.close_tab().await?;
    world.open_invitations(three()).await?;
    Replica(&world.browser).ready().await?;
    until("the senders", || world.stored(), |all| all.contains("mia-sample")).await?;
    nothing_is_inserted(world).await
}

pub async fn a_key_opens_the_panel(world: &mut World) -> Result<()> {
    with_the_panel_chosen(world).await?;
    world.step("presses the shortcut").await?;
    match world.browser.kind {
        Kind::Firefox => {
            world.browser.press_shortcut('K').await?;
            let panel = Panel::opened(world).await?;
            panel.shows(world, "question", "Mia Sample").await?;
            nothing_is_inserted(world).await?;
            world.browser.close_sidebar().await
        }
        // No driver presses keys of the browser itself (WebDriver and DevTools hand them to the page). So it is only seen that the
        // browser knows the key, and that the panel doesn't open unasked; what the key does is tested without a browser window:
        // `the_shortcut_leads_to_the_review_in_front` in `tests/web/worker/background.rs`, and in `tests/desk`.
        Kind::Chromium => {
            let all = "const all = await chrome.commands.getAll(); \
                       return Object.fromEntries(all.map(({ name, shortcut }) => [name, shortcut]));";
            let keys = world.browser.in_extension(all, Value::Null).await?;
            let wanted =
                json!({ "_execute_action": "Alt+Shift+J", "open-review": "Alt+Shift+K", "remember": "Alt+Shift+L" });
            ensure!(keys == wanted, "the browser's keys for us are {keys}");
            ensure!(tab_at(world, "sidebar.html").await?.is_none(), "the panel is open");
            Ok(())
        }
    }
}

pub async fn the_panel_asks(world: &mut World) -> Result<()> {
    with_the_panel_chosen(world).await?;

    world.step("without the panel nobody could say why a click is held").await?;
    Replica(&world.browser).click("lena-beispiel", "accept").await?;
    Replica(&world.browser).card("lena-beispiel", false).await?;

    world.step("opens the panel from the popup").await?;
    world.browser.open_view("popup.html").await?;
    let popup = world.browser.web.window().await?;
    Page(&world.browser).click(&hook("open-panel")).await?;
    // It closes by itself where a browser lets it.
    if world.browser.web.windows().await?.contains(&popup) {
        world.browser.web.close_window().await?;
    }
    world.browser.turn_to(&world.browser.page.clone()).await?;
    answers_in_the_panel(world).await?;
    if world.browser.kind == Kind::Firefox {
        world.browser.close_sidebar().await?;
    }
    Ok(())
}
