//! Waiting for conditions, never for a time.

use std::fmt::Debug;
use std::future::Future;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

/// Generous, because a busy machine is no bug of ours; a condition that is met returns at once.
pub const PATIENCE: Duration = Duration::from_secs(15);
const PAUSE: Duration = Duration::from_millis(15);

/// Asks until the answer is good, and returns it. On failure says what was awaited and what was seen last;
/// an error while asking counts as "not yet" (a page may be between two documents).
pub async fn until<T, Asked>(what: &str, mut ask: impl FnMut() -> Asked, good: impl Fn(&T) -> bool) -> Result<T>
where
    T: Debug,
    Asked: Future<Output = Result<T>>,
{
    let start = Instant::now();
    loop {
        let seen = ask().await;
        match &seen {
            Ok(value) if good(value) => return seen,
            _ if start.elapsed() < PATIENCE => tokio::time::sleep(PAUSE).await,
            Ok(value) => bail!("waited {PATIENCE:?} for {what}; last seen: {value:?}"),
            Err(error) => bail!("waited {PATIENCE:?} for {what}; last error: {error:#}"),
        }
    }
}
