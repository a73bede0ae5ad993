//! What a scenario works with.

use anyhow::Result;
use serde_json::Value;

use crate::browser::Browser;
use crate::site::Site;

/// Where the invitations are.
pub const RECEIVED: &str = "https://www.linkedin.com/mynetwork/invitation-manager/received/";

/// One browser with the extension, and the only site it can reach.
#[derive(Debug)]
pub struct World {
    pub browser: Browser,
    pub site: Site,
    /// Stops the background before each step.
    pub kill: bool,
    /// The step that is going on, for the report of a failure.
    pub step: String,
}

impl World {
    /// Names what comes next; with `--kill-before-each-step` the background is stopped first.
    pub async fn step(&mut self, name: &str) -> Result<()> {
        name.clone_into(&mut self.step);
        if self.kill {
            self.browser.kill_background().await?;
        }
        Ok(())
    }

    /// Opens the invitation list with a scenario.
    pub async fn open_invitations(&mut self, scenario: Value) -> Result<()> {
        self.open_page(scenario, RECEIVED).await
    }

    /// Opens a page with a scenario.
    pub async fn open_page(&mut self, scenario: Value, url: &str) -> Result<()> {
        self.site.set(scenario);
        self.step("opens the page").await?;
        self.browser.open(url).await
    }
}
