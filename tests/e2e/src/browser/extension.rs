//! The extension's life: installed, its background stopped, reloaded.

use std::path::Path;

use anyhow::{Context, Result};
use http::Method;
use serde_json::{Value, json};
use thirtyfour::WebDriver;

use super::driver::{FIREFOX_ID, FIREFOX_UUID, raw};
use super::{Browser, Kind};
use crate::wait::until;

/// Installs the extension where the command line couldn't, and returns its address.
pub async fn install(kind: Kind, web: &WebDriver, dist: &Path) -> Result<String> {
    match kind {
        Kind::Chromium => {
            let base = || async { Ok(workers(web).await?.into_iter().next().map(|(_, url)| url)) };
            let url = until("the extension's service worker", base, Option::is_some).await?;
            let url = url.context("just seen")?;
            Ok(url.trim_end_matches("background.js").to_owned())
        }
        Kind::Firefox => {
            let body = json!({ "path": dist.display().to_string(), "temporary": true });
            raw(web, Method::POST, "/moz/addon/install", Some(body)).await?;
            Ok(format!("moz-extension://{FIREFOX_UUID}/"))
        }
    }
}

/// Chromium's running service workers of extensions: target id and address.
async fn workers(web: &WebDriver) -> Result<Vec<(String, String)>> {
    let body = json!({ "cmd": "Target.getTargets", "params": {} });
    let targets = raw(web, Method::POST, "/goog/cdp/execute", Some(body)).await?;
    let targets = targets.get("targetInfos").and_then(Value::as_array).cloned().unwrap_or_default();
    let text = |target: &Value, name: &str| target.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    Ok(targets
        .iter()
        .filter(|target| text(target, "type") == "service_worker")
        .map(|target| (text(target, "targetId"), text(target, "url")))
        .filter(|(_, url)| url.starts_with("chrome-extension://") && url.ends_with("/background.js"))
        .collect())
}

impl Browser {
    /// Stops the background as the browser does when it has been idle, but now.
    pub async fn kill_background(&self) -> Result<()> {
        match self.kind {
            Kind::Chromium => {
                let running = workers(&self.web).await?;
                for (target, _) in &running {
                    // It may have gone by itself in between.
                    let _ = self.cdp("Target.closeTarget", json!({ "targetId": target })).await;
                }
                let gone = || async {
                    let now = workers(&self.web).await?;
                    Ok(!now.iter().any(|(target, _)| running.iter().any(|(old, _)| old == target)))
                };
                until("the service worker's end", gone, |gone| *gone).await?;
            }
            Kind::Firefox => {
                let script = format!(
                    "const done = arguments[0]; const policy = WebExtensionPolicy.getByID('{FIREFOX_ID}'); \
                     Promise.resolve(policy.extension.terminateBackground()).then(() => done(true), (e) => done(String(e)));"
                );
                self.in_chrome_scope(&script).await?;
            }
        }
        Ok(())
    }

    /// Reloads the extension, as an update does, and waits until it is there again.
    pub async fn reload_extension(&self) -> Result<()> {
        let before = self.web.window().await?;
        self.open_view("dashboard.html").await?;
        let windows = self.web.windows().await?.len();
        // The tab goes down with its extension.
        let _ = self.eval("setTimeout(() => chrome.runtime.reload(), 0);", vec![]).await;
        let closed = || async { Ok(self.web.windows().await?.len()) };
        until("the extension's tab to go", closed, |count| *count < windows).await?;
        self.turn_to(&before).await?;
        let answers = || async {
            let tab = self.new_tab().await?;
            let opened = self.open(&format!("{}dashboard.html", self.base)).await;
            let id = match opened {
                Ok(()) => self.eval("return globalThis.chrome?.runtime?.id ?? null;", vec![]).await,
                Err(error) => Err(error),
            };
            self.turn_to(&tab).await?;
            self.web.close_window().await?;
            self.turn_to(&before).await?;
            id
        };
        until("the extension to be back", answers, Value::is_string).await?;
        Ok(())
    }
}
