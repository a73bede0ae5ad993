//! The extension at work: on the screen for somebody to try, or walked through with pictures where there is no screen.

use std::time::Duration;

use anyhow::{Context, Result};

use crate::browser::Kind;
use crate::options::Options;
use crate::run;
use crate::scenarios::Extension;
use crate::site::Site;
use crate::world::World;

const LOOK_EVERY: Duration = Duration::from_millis(500);

/// Shows the extension at work.
///
/// # Errors
/// If the browser doesn't start, or the walk fails.
pub async fn demo(options: &Options) -> Result<()> {
    let screen = ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| std::env::var_os(name).is_some());
    if screen || cfg!(target_os = "macos") { show(options).await } else { walk(options).await }
}

/// A browser on the screen, until it is closed.
async fn show(options: &Options) -> Result<()> {
    let kind = options.browsers.first().copied().unwrap_or(Kind::Chromium);
    let options = Options { headed: true, ..options.clone() };
    let site = Site::start().await?;
    let mut world = World::start(&run::setup(&options, kind, Extension::Product)?, &site).await?;
    let scenario = site.scenario_file("demo")?;
    world.open_invitations(scenario).await.context("opening the invitations")?;
    println!("This is a replica with made-up people; nothing is sent anywhere. Accept somebody. Ctrl-C ends it.");
    let closed = async {
        while world.browser.web.windows().await.is_ok_and(|windows| !windows.is_empty()) {
            tokio::time::sleep(LOOK_EVERY).await;
        }
    };
    tokio::select! {
        () = closed => {}
        interrupted = tokio::signal::ctrl_c() => interrupted?,
    }
    world.browser.quit().await
}

/// The review's scenarios, with a picture of each step.
async fn walk(options: &Options) -> Result<()> {
    let shots = options.shots.clone().unwrap_or_else(|| options.out.join("demo"));
    println!("No screen here: the review is walked through, with pictures in {}", shots.display());
    let only = options.only.clone().or_else(|| Some("review/".to_owned()));
    run::test(&Options { shots: Some(shots), only, ..options.clone() }).await
}
