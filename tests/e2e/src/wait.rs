//! Waiting for conditions, never for a time.

use std::fmt::Debug;
use std::time::Duration;

use anyhow::{Result, bail};
use tokio::time::Instant;

/// Generous, because a busy machine is no bug of ours; a condition that is met returns at once.
pub const PATIENCE: Duration = Duration::from_secs(15);
const PAUSE: Duration = Duration::from_millis(15);

/// Asks until the answer is good, and returns it; an error while asking counts as "not yet" (a page may be
/// between two documents).
///
/// # Errors
/// After [`PATIENCE`], saying what was awaited and what was seen last.
pub async fn until<T: Debug>(what: &str, ask: impl AsyncFnMut() -> Result<T>, good: impl Fn(&T) -> bool) -> Result<T> {
    until_within((PATIENCE, PAUSE), what, ask, good).await
}

/// The same for what takes longer, or must be disturbed less often: with a patience and a pause of its own.
///
/// # Errors
/// After the patience, saying what was awaited and what was seen last.
pub async fn until_within<T: Debug>(
    (patience, pause): (Duration, Duration),
    what: &str,
    mut ask: impl AsyncFnMut() -> Result<T>,
    good: impl Fn(&T) -> bool,
) -> Result<T> {
    let start = Instant::now();
    loop {
        let seen = ask().await;
        match &seen {
            Ok(value) if good(value) => return seen,
            _ if start.elapsed() < patience => tokio::time::sleep(pause).await,
            Ok(value) => bail!("waited {patience:?} for {what}; last seen: {value:?}"),
            Err(error) => bail!("waited {patience:?} for {what}; last error: {error:#}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn asks_again_after_errors_and_bad_answers() {
        let mut asked = 0;
        let ask = async || {
            asked += 1;
            if asked == 1 { bail!("not there yet") } else { Ok(asked) }
        };
        assert_eq!(until("three", ask, |n| *n == 3).await.unwrap(), 3);
    }

    #[tokio::test(start_paused = true)]
    async fn says_what_was_awaited_and_seen() {
        let start = Instant::now();
        let error = until("a miracle", async || Ok("rain"), |_| false).await.unwrap_err().to_string();
        assert!(error.contains("a miracle") && error.contains("rain"), "{error}");
        assert!(start.elapsed() >= PATIENCE);
    }
}
