//! A browser's start, its end, and its sudden end.

use std::time::Duration;

use anyhow::{Context, Result};
use tempfile::TempDir;
use tokio::process::Command;
use tokio::time::timeout;

use super::capabilities::capabilities;
use super::driver::DriverProcess;
use super::{Browser, Setup, copy, extension};
use crate::site::Site;
use crate::wait::until;

/// A browser that needs longer to close is killed.
const CLOSE_TIMEOUT: Duration = Duration::from_secs(10);

impl Browser {
    /// Starts the browser with a fresh profile, installs the extension and waits until it is there.
    ///
    /// # Errors
    /// If a program is missing, the extension isn't packed, or the browser doesn't start.
    pub async fn start(setup: &Setup, site: &Site) -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("really-know-e2e-").tempdir()?;
        std::fs::create_dir(folder.path().join("profile"))?;
        copy::make(setup.kind, &setup.extension, &folder.path().join("extension"))?;
        Self::start_in(setup, site, folder).await
    }

    async fn start_in(setup: &Setup, site: &Site, folder: TempDir) -> Result<Self> {
        let (profile, copy) = (folder.path().join("profile"), folder.path().join("extension"));
        let mut driver = DriverProcess::start(setup.kind).await?;
        let started = async {
            let web = driver.connect(capabilities(setup, &profile, &copy, site.port)?).await?;
            extension::install(setup.kind, &web, &copy).await?;
            let page = web.window().await?;
            anyhow::Ok((web, page))
        };
        let (web, page) = match started.await {
            Ok(started) => started,
            Err(error) => {
                let said = driver.output().join("\n  ");
                driver.kill().await;
                kill_all(&folder).await?;
                return Err(error.context(format!("the driver said:\n  {said}")));
            }
        };
        let setup = setup.clone();
        let browser = Self { kind: setup.kind, base: copy::base(setup.kind), web, page, driver, setup, folder };
        browser.set_size(1280, 800).await?;
        Ok(browser)
    }

    /// Kills every process of the browser at once, as a power cut would, and starts it anew with what is on
    /// the disk.
    pub async fn crash_and_restart(self, site: &Site) -> Result<Self> {
        let Self { web, mut driver, setup, folder, .. } = self;
        kill_all(&folder).await?;
        // The session is dead, and saying goodbye to it would only wait.
        let _ = web.leak();
        driver.kill().await;
        Self::start_in(&setup, site, folder).await
    }

    /// Closes the browser; one that doesn't close is killed.
    pub async fn quit(self) -> Result<()> {
        let Self { web, mut driver, folder, .. } = self;
        let spare = web.clone();
        if !matches!(timeout(CLOSE_TIMEOUT, web.quit()).await, Ok(Ok(()))) {
            let _ = spare.leak();
        }
        driver.kill().await;
        kill_all(&folder).await
    }
}

/// Kills whatever runs with the profile in this folder, and waits until nothing does.
async fn kill_all(folder: &TempDir) -> Result<()> {
    let name = folder.path().display().to_string();
    let running = async || {
        let pids = processes_with(&name).await?;
        if !pids.is_empty() {
            // Some may have ended in between.
            let _ = Command::new("kill").arg("-KILL").args(&pids).output().await;
        }
        Ok(pids)
    };
    until("the browser's processes to end", running, Vec::is_empty).await?;
    Ok(())
}

/// Ids of the processes with this text, a folder's unique name, among their arguments.
async fn processes_with(text: &str) -> Result<Vec<String>> {
    let listed = Command::new("ps").args(["-axww", "-o", "pid=,args="]).output().await.context("running ps")?;
    let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
    let lines = listed.lines().filter(|line| line.contains(text));
    Ok(lines.filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect())
}
