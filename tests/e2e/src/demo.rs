//! Shows the main job working.

use anyhow::{Result, bail};

use crate::Options;

/// Shows the main job working.
pub async fn demo(_options: &Options) -> Result<()> {
    bail!("the demo is not written yet")
}
