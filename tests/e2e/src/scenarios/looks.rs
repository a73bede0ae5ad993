//! How everything looks.

use anyhow::Result;

use crate::shots::baseline::{Aim, tell};
use crate::world::World;

pub async fn as_before(world: &mut World) -> Result<()> {
    tell(world, "en-US", Aim::Compare).await
}

pub async fn as_before_in_arabic(world: &mut World) -> Result<()> {
    tell(world, "ar", Aim::Compare).await
}

pub async fn as_before_in_german(world: &mut World) -> Result<()> {
    tell(world, "de", Aim::Compare).await
}

pub async fn as_before_in_japanese(world: &mut World) -> Result<()> {
    tell(world, "ja", Aim::Compare).await
}
