//! The guard: a click on Accept without an answer.

use anyhow::{Result, ensure};

use super::three;
use crate::pages::replica::Replica;
use crate::pages::sidebar::Sidebar;
use crate::world::World;

pub async fn pauses_once(world: &mut World) -> Result<()> {
    world.open_invitations(three()).await?;
    Sidebar(&world.browser).asks_about("Mia Sample").await?;

    world.step("clicks Accept of somebody else").await?;
    Replica(&world.browser).click("omar-test", "accept").await?;
    Sidebar(&world.browser).asks_about("Omar Test").await?;
    ensure!(Replica(&world.browser).clicks_seen("Accept Omar").await? == 0, "the held click reached the page");
    ensure!(world.site.acts().is_empty());

    world.step("clicks again").await?;
    Replica(&world.browser).click("omar-test", "accept").await?;
    Replica(&world.browser).card("omar-test", false).await?;
    ensure!(world.site.acts() == [("accept".to_owned(), "7000000000000000002".to_owned())]);
    Ok(())
}
