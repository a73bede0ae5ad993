//! What stands outside the page: the number on the toolbar's icon, and the browser's own panel.

use anyhow::{Result, ensure};
use serde_json::{Value, json};

use super::three;
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

/// Whether some tab's review is on show in the panel.
async fn on_show(world: &World) -> Result<bool> {
    let stored = world.browser.storage().await?;
    Ok(stored.as_object().into_iter().flatten().any(|(key, text)| {
        key.starts_with("session/review/") && text.as_str().is_some_and(|text| text.contains("\"onShow\":true"))
    }))
}

/// The whole flow: held, asked in the panel, answered there, accepted on the page.
async fn answers_in_the_panel(world: &mut World) -> Result<()> {
    world.step("now a click is held, and the panel asks").await?;
    Replica(&world.browser).click("omar-test", "accept").await?;
    let page = world.browser.page.clone();
    for tab in world.browser.web.windows().await? {
        world.browser.turn_to(&tab).await?;
        if world.browser.web.current_url().await?.as_str().ends_with("sidebar.html") {
            break;
        }
    }
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
    until("the panel", || on_show(world), |shown| *shown).await?;
    ensure!(world.browser.eval(page, vec![]).await? == json!(["head", "body"]), "something is in the page");
    if world.browser.kind == Kind::Chromium {
        // Its driver shows the panel as a window of its own.
        return answers_in_the_panel(world).await;
    }
    world.step("now a click is held").await?;
    Replica(&world.browser).click("mia-sample", "accept").await?;
    let paused = || async { Ok(world.stored().await?.contains("\\\"paused\\\":\\\"mia-sample")) };
    until("the pause", paused, |paused| *paused).await?;
    ensure!(Replica(&world.browser).clicks("Mia").await? == 0, "the click went through");
    Ok(())
}
