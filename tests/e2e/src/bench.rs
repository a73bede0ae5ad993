//! Measures.

use anyhow::{Result, bail};

use crate::Options;

/// Measures.
pub async fn bench(_options: &Options) -> Result<()> {
    bail!("the bench is not written yet")
}
