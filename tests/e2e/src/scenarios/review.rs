//! The review: asked, answered, on to the next.

use anyhow::{Result, ensure};
use thirtyfour::Key;

use super::three;
use crate::pages::replica::Replica;
use crate::pages::sidebar::{Sidebar, hook};
use crate::wait::until;
use crate::world::World;

pub async fn answers_by_keyboard(world: &mut World) -> Result<()> {
    world.open_invitations(three()).await?;
    let (sidebar, page) = (Sidebar(&world.browser), Replica(&world.browser));
    sidebar.asks_about("Mia Sample").await?;
    page.focus("mia-sample", "accept").await?;

    world.step("presses Enter on Accept, which is held").await?;
    world.browser.press(Key::Enter).await?;
    let (sidebar, page) = (Sidebar(&world.browser), Replica(&world.browser));
    sidebar.has_focus().await?;
    ensure!(page.clicks_seen("Accept Mia").await? == 0, "the held click reached the page");
    ensure!(world.site.acts().is_empty(), "something was decided");

    world.step("answers: worked together").await?;
    world.browser.keys("1").await?;
    world.browser.press(Key::Enter).await?;
    Replica(&world.browser).has_focus_on("Accept Mia Sample").await?;

    world.step("accepts on LinkedIn").await?;
    world.browser.press(Key::Enter).await?;
    Replica(&world.browser).card("mia-sample", false).await?;
    ensure!(world.site.acts() == [("accept".to_owned(), "7000000000000000001".to_owned())], "{:?}", world.site.acts());
    Sidebar(&world.browser).asks_about("Omar Test").await?;
    Sidebar(&world.browser).has_focus().await?;

    world.step("answers: met, with a memory").await?;
    world.browser.keys("2").await?;
    let sidebar = Sidebar(&world.browser);
    until("the memory line", || sidebar.focus(), |focus| focus.as_deref() == Some("memory")).await?;
    world.browser.keys("Talked about bees on the roof").await?;
    world.browser.press(Key::Enter).await?;
    Replica(&world.browser).has_focus_on("Accept Omar Test").await?;

    world.step("looks at what is stored").await?;
    let stored = world.browser.storage().await?.to_string();
    ensure!(stored.contains("Talked about bees on the roof") && stored.contains("mia-sample"), "{stored}");
    Ok(())
}

pub async fn answers_by_mouse(world: &mut World) -> Result<()> {
    world.open_invitations(three()).await?;
    Sidebar(&world.browser).asks_about("Mia Sample").await?;

    world.step("opens the third door and saves").await?;
    Sidebar(&world.browser).click(&hook("door-close")).await?;
    Sidebar(&world.browser).click(&hook("save")).await?;
    Replica(&world.browser).has_focus_on("Accept Mia Sample").await?;

    world.step("accepts on LinkedIn").await?;
    Replica(&world.browser).click("mia-sample", "accept").await?;
    Replica(&world.browser).card("mia-sample", false).await?;
    Sidebar(&world.browser).asks_about("Omar Test").await?;
    Ok(())
}
