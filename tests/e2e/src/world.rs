//! What a scenario works with.

use std::path::PathBuf;

use anyhow::Result;
use serde_json::Value;

use crate::browser::{Browser, Setup};
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
    /// Where a picture is put after each step.
    pub shots: Option<PathBuf>,
    /// How many steps were begun.
    steps: usize,
}

impl World {
    /// Starts a browser.
    pub async fn start(setup: &Setup, site: &Site) -> Result<Self> {
        let browser = Browser::start(setup, site).await?;
        Ok(Self { browser, site: site.clone(), kill: false, step: String::new(), shots: None, steps: 0 })
    }

    /// Everything as after a fresh install; pictures of the steps go to this folder.
    pub async fn reset(&mut self, shots: Option<PathBuf>) -> Result<()> {
        self.shots = shots;
        self.steps = 0;
        "starts anew".clone_into(&mut self.step);
        self.site.set(Value::Null);
        self.browser.reset().await
    }

    /// Names what comes next; with `--kill-before-each-step` the background is stopped first.
    pub async fn step(&mut self, name: &str) -> Result<()> {
        self.picture().await?;
        name.clone_into(&mut self.step);
        self.steps += 1;
        if self.kill {
            self.browser.kill_background().await?;
        }
        Ok(())
    }

    /// A picture of what the present step has led to, if pictures are wanted.
    pub async fn picture(&self) -> Result<()> {
        let Some(folder) = self.shots.as_ref().filter(|_| self.steps > 0) else { return Ok(()) };
        let words: String = self.step.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
        self.browser.shot(&folder.join(format!("{:02}-{}.png", self.steps, words.trim_matches('-')))).await
    }

    /// The whole browser dies at once and is started anew with what is on the disk.
    pub async fn crash_and_restart(&mut self) -> Result<()> {
        self.browser.crash_and_restart(&self.site).await
    }

    /// Everything that the extension has stored, as text.
    pub async fn stored(&self) -> Result<String> {
        Ok(self.browser.storage().await?.to_string())
    }

    /// Every person in the library.
    pub async fn people(&self) -> Result<Vec<Value>> {
        let stored = self.browser.storage().await?;
        let mut people = Vec::new();
        for (_, text) in stored.as_object().into_iter().flatten().filter(|(key, _)| key.starts_with("shard/")) {
            let shard: Value = serde_json::from_str(text.as_str().unwrap_or_default())?;
            people.extend(shard["people"].as_object().into_iter().flatten().map(|(_, person)| person.clone()));
        }
        Ok(people)
    }

    /// What is stored about open tabs.
    pub async fn reviews(&self) -> Result<Vec<Value>> {
        let stored = self.browser.storage().await?;
        let all = stored.as_object().into_iter().flatten().filter(|(key, _)| key.starts_with("session/review/"));
        all.map(|(_, text)| Ok(serde_json::from_str(text.as_str().unwrap_or_default())?)).collect()
    }

    /// Sends a request to the background from one of the extension's own pages, as the views do.
    pub async fn request(&self, request: Value) -> Result<Value> {
        let before = self.browser.web.window().await?;
        self.browser.open_view("dashboard.html").await?;
        let reply = self.browser.eval_async("return chrome.runtime.sendMessage(args);", request).await;
        self.browser.web.close_window().await?;
        self.browser.turn_to(&before).await?;
        reply
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
