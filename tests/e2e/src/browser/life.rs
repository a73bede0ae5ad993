//! A browser's start, its end, and its sudden end.

use std::cell::RefCell;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result};
use tempfile::TempDir;
use thirtyfour::{WebDriver, WindowHandle};
use tokio::process::Command;
use tokio::time::timeout;

use super::capabilities::{capabilities, downloads};
use super::driver::{DriverProcess, speak};
use super::{Browser, HEIGHT, Kind, Setup, WIDTH, copy, devtools, extension};
use crate::site::Site;
use crate::wait::until;

/// A browser that needs longer to close is killed.
const CLOSE_TIMEOUT: Duration = Duration::from_secs(10);

/// How much of the driver's output a failed start shows.
const SAID_LINES: usize = 30;

/// A session that has just begun.
struct Session {
    driver: DriverProcess,
    web: WebDriver,
    page: WindowHandle,
}

impl Browser {
    /// Where downloads go; empty with each browser.
    pub fn downloads(&self) -> PathBuf {
        downloads(&profile(&self.folder))
    }

    /// Where Chromium listens for `DevTools`: `127.0.0.1:PORT/devtools/browser/…`.
    ///
    /// # Errors
    /// If the browser isn't Chromium, or has told nobody.
    pub fn devtools(&self) -> Result<String> {
        devtools::address(&profile(&self.folder))
    }

    /// Starts the browser with a fresh profile, installs the extension and waits until it is there.
    ///
    /// # Errors
    /// If a program is missing, the extension isn't packed, or the browser doesn't start.
    pub async fn start(setup: &Setup, site: &Site) -> Result<Self> {
        let kind = setup.kind;
        let folder = tempfile::Builder::new().prefix("really-know-e2e-").tempdir()?;
        std::fs::create_dir(profile(&folder))?;
        copy::make(kind, &setup.extension, &extension_copy(&folder), setup.prelude)?;
        let Session { driver, web, page } = begin(setup, &folder, site.port).await?;
        let browser = Self {
            kind,
            base: copy::base(kind),
            web,
            page,
            driver,
            setup: setup.clone(),
            folder,
            aside: RefCell::new(None),
        };
        browser.set_size(WIDTH, HEIGHT).await?;
        Ok(browser)
    }

    /// Kills every process of the browser at once, as a power cut would, and starts it anew with what is on
    /// the disk.
    pub async fn crash_and_restart(&mut self, site: &Site) -> Result<()> {
        kill_all(&self.folder).await?;
        // The session is dead, and saying goodbye to it would only wait.
        let _ = self.web.clone().leak();
        self.driver.kill().await;
        let Session { driver, web, page } = begin(&self.setup, &self.folder, site.port).await?;
        (self.driver, self.web, self.page) = (driver, web, page);
        self.aside.take();
        self.set_size(WIDTH, HEIGHT).await
    }

    /// Closes the browser and starts one with a fresh profile, in which the extension has just been installed.
    pub async fn install_anew(&mut self, site: &Site) -> Result<()> {
        let fresh = Self::start(&self.setup.clone(), site).await?;
        std::mem::replace(self, fresh).quit().await
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

fn profile(folder: &TempDir) -> PathBuf {
    folder.path().join("profile")
}

fn extension_copy(folder: &TempDir) -> PathBuf {
    folder.path().join("extension")
}

/// Starts a driver, and by it a browser with the profile and the extension in this folder.
async fn begin(setup: &Setup, folder: &TempDir, proxy: u16) -> Result<Session> {
    let mut driver = DriverProcess::start(setup.kind, setup.language).await?;
    let started = async {
        let wanted = capabilities(setup, &profile(folder), &extension_copy(folder), proxy)?;
        let web = driver.connect(wanted).await?;
        if setup.kind == Kind::Firefox {
            speak(&web, setup.language).await?;
        }
        extension::install(setup.kind, &web, &extension_copy(folder)).await?;
        let page = web.window().await?;
        anyhow::Ok((web, page))
    };
    match started.await {
        Ok((web, page)) => Ok(Session { driver, web, page }),
        Err(error) => {
            let said = driver.output();
            let said = said.get(said.len().saturating_sub(SAID_LINES)..).unwrap_or_default().join("\n  ");
            driver.kill().await;
            kill_all(folder).await?;
            Err(error.context(format!("the driver said:\n  {said}")))
        }
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
