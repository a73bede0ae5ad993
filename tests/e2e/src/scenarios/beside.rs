//! What stands outside the page: the number on the toolbar's icon, and the browser's own panel.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

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

/// The whole flow: held, asked in the panel, answered there, accepted on the page.
async fn answers_in_the_panel(world: &mut World) -> Result<()> {
    let page = world.browser.page.clone();
    let panel =
        until("the panel", || tab_at(world, "sidebar.html"), Option::is_some).await?.context("waited for it")?;
    world.browser.turn_to(&panel).await?;
    Page(&world.browser).shows(&hook("question"), "Mia Sample").await?;
    // Looked up in the panel itself: another tab would be what it stands beside.
    let on_show = "const all = await chrome.storage.local.get(null); \
                   return Object.values(all).some((text) => text.includes('\"onShow\":true'));";
    until("the review to be on show", || world.browser.eval_async(on_show, Value::Null), |shown| *shown == json!(true))
        .await?;
    world.browser.turn_to(&page).await?;
    let inside = "return [...document.documentElement.children].map((e) => e.localName);";
    ensure!(world.browser.eval(inside, vec![]).await? == json!(["head", "body"]), "something is in the page");
    world.step("now a click is held, and the panel asks").await?;
    Replica(&world.browser).click("omar-test", "accept").await?;
    world.browser.turn_to(&panel).await?;
    Page(&world.browser).shows(&hook("question"), "Omar Test").await?;
    world.step("answers there").await?;
    Page(&world.browser).click(&hook("door-worked")).await?;
    Page(&world.browser).click(&hook("save")).await?;
    Page(&world.browser).shows(&hook("greeting"), "Omar Test").await?;
    world.browser.turn_to(&page).await?;
    ensure!(Replica(&world.browser).clicks("Omar").await? == 0, "the click went through");
    world.step("accepts on the page").await?;
    Replica(&world.browser).has_focus_on("Accept Omar Test").await?;
    Replica(&world.browser).click("omar-test", "accept").await?;
    Replica(&world.browser).card("omar-test", false).await
}

pub async fn the_panel_asks(world: &mut World) -> Result<()> {
    world.step("chooses the panel in the settings").await?;
    world.browser.open_view("dashboard.html#settings/ask").await?;
    Page(&world.browser).click(&hook("ask-in-panel")).await?;
    until("the choice on disk", || world.stored(), |all| all.contains("\\\"askIn\\\":\\\"panel")).await?;
    world.browser.close_tab().await?;
    world.open_invitations(three()).await?;
    Replica(&world.browser).ready().await?;
    until("the senders", || world.stored(), |all| all.contains("mia-sample")).await?;
    let page = "return [...document.documentElement.children].map((e) => e.localName);";
    ensure!(world.browser.eval(page, vec![]).await? == json!(["head", "body"]), "something is in the page");

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
    match world.browser.kind {
        // Its driver shows the panel as a window of its own.
        Kind::Chromium => answers_in_the_panel(world).await,
        Kind::Firefox => Ok(()),
    }
}
