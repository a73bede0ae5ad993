//! The extension's life: installed, its background stopped, reloaded.

use std::path::Path;
use std::time::Duration;

use anyhow::{Result, ensure};
use http::Method;
use serde_json::{Value, json};
use thirtyfour::WebDriver;

use super::copy::{self, FIREFOX_ID};
use super::driver::raw;
use super::{Browser, Kind};
use crate::wait::until;

/// How long a page of an extension that was reloaded is waited for before it is opened again.
const RELOADED: Duration = Duration::from_secs(3);
/// How long drivers wait for any page, if nobody says otherwise (WebDriver, "page load timeout").
const PAGE_LOAD: Duration = Duration::from_secs(300);

/// Installs the unpacked extension where the command line couldn't, and waits until its background has run.
pub async fn install(kind: Kind, web: &WebDriver, folder: &Path) -> Result<()> {
    match kind {
        Kind::Chromium => {
            until("the extension's service worker", || workers(web), |workers| !workers.is_empty()).await?;
        }
        Kind::Firefox => {
            let body = json!({ "path": folder.display().to_string(), "temporary": true });
            raw(web, Method::POST, "/moz/addon/install", Some(body)).await?;
        }
    }
    Ok(())
}

/// The target ids of our running service workers in Chromium.
async fn workers(web: &WebDriver) -> Result<Vec<String>> {
    let body = json!({ "cmd": "Target.getTargets", "params": {} });
    let targets = raw(web, Method::POST, "/goog/cdp/execute", Some(body)).await?;
    let targets = targets.get("targetInfos").and_then(Value::as_array).cloned().unwrap_or_default();
    let text = |target: &Value, name: &str| target.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let base = copy::base(Kind::Chromium);
    Ok(targets
        .iter()
        .filter(|target| text(target, "type") == "service_worker" && text(target, "url").starts_with(&base))
        .map(|target| text(target, "targetId"))
        .collect())
}

impl Browser {
    /// Stops the background as the browser does when it has been idle, but now.
    pub async fn kill_background(&self) -> Result<()> {
        match self.kind {
            Kind::Chromium => {
                let running = workers(&self.web).await?;
                let gone = || async {
                    let now = workers(&self.web).await?;
                    let left: Vec<_> = now.into_iter().filter(|target| running.contains(target)).collect();
                    for target in &left {
                        // It may have gone by itself in between, or be just starting and not listen yet.
                        let _ = self.cdp("Target.closeTarget", json!({ "targetId": target })).await;
                    }
                    Ok(left.is_empty())
                };
                until("the service worker's end", gone, |gone| *gone).await?;
            }
            Kind::Firefox => {
                let script = format!(
                    "const done = arguments[0]; \
                     const {{ extension }} = WebExtensionPolicy.getByID('{FIREFOX_ID}'); \
                     const how = {{ ignoreDevToolsAttached: true, disableResetIdleForTest: true }}; \
                     extension.terminateBackground(how).then(() => done(null), (error) => done(String(error)));"
                );
                let refused = self.in_chrome_scope(&script).await?;
                ensure!(refused.is_null(), "the background would not stop: {refused}");
            }
        }
        Ok(())
    }

    /// Switches the extension off, as its user may at any time.
    pub async fn switch_extension_off(&self) -> Result<()> {
        match self.kind {
            Kind::Chromium => {
                let before = self.web.window().await?;
                self.new_tab().await?;
                self.open("chrome://extensions").await?;
                let id = copy::base(Kind::Chromium);
                let id = id.trim_start_matches("chrome-extension://").trim_end_matches('/');
                let done = self.eval_async("await chrome.management.setEnabled(args, false);", json!(id)).await;
                self.web.close_window().await?;
                self.turn_to(&before).await?;
                done.map(drop)
            }
            Kind::Firefox => {
                let script = format!(
                    "const done = arguments[0]; \
                     const {{ AddonManager }} = ChromeUtils.importESModule('resource://gre/modules/AddonManager.sys.mjs'); \
                     AddonManager.getAddonByID('{FIREFOX_ID}').then((addon) => addon.disable()) \
                         .then(() => done(null), (error) => done(String(error)));"
                );
                let refused = self.in_chrome_scope(&script).await?;
                ensure!(refused.is_null(), "the extension would not be switched off: {refused}");
                Ok(())
            }
        }
    }

    /// Takes the extension out of the browser.
    pub async fn remove_extension(&self) -> Result<()> {
        let before = self.web.window().await?;
        self.open_view(copy::BLANK).await?;
        let windows = self.web.windows().await?.len();
        // The tab goes down with its extension.
        let remove = "setTimeout(() => chrome.management.uninstallSelf({ showConfirmDialog: false }), 0);";
        let _ = self.eval(remove, vec![]).await;
        let closed = || async { Ok(self.web.windows().await?.len()) };
        until("the extension's tab to go", closed, |count| *count < windows).await?;
        self.turn_to(&before).await
    }

    /// Reloads the extension, as an update does, and waits until it is there again.
    pub async fn reload_extension(&self) -> Result<()> {
        let before = self.web.window().await?;
        self.open_view(copy::BLANK).await?;
        let windows = self.web.windows().await?.len();
        // The tab goes down with its extension.
        let _ = self.eval("setTimeout(() => chrome.runtime.reload(), 0);", vec![]).await;
        let closed = || async { Ok(self.web.windows().await?.len()) };
        until("the extension's tab to go", closed, |count| *count < windows).await?;
        self.turn_to(&before).await?;
        // An address of an extension that is just being replaced may never answer.
        let usual = self.web.get_timeouts().await?.page_load();
        self.web.set_page_load_timeout(RELOADED).await?;
        let answers = || async {
            let tab = self.new_tab().await?;
            let opened = self.open(&format!("{}{}", self.base, copy::BLANK)).await;
            let id = match opened {
                Ok(()) => self.eval("return globalThis.chrome?.runtime?.id ?? null;", vec![]).await,
                Err(error) => Err(error),
            };
            self.turn_to(&tab).await?;
            self.web.close_window().await?;
            self.turn_to(&before).await?;
            id
        };
        let back = until("the extension to be back", answers, Value::is_string).await;
        self.web.set_page_load_timeout(usual.unwrap_or(PAGE_LOAD)).await?;
        back.map(drop)
    }
}
