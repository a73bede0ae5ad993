//! Driver processes, capabilities, and commands that the client library doesn't know.

use std::path::Path;
use std::process::Stdio;
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use http::Method;
use serde_json::{Map, Value, json};
use thirtyfour::common::command::FormatRequestData;
use thirtyfour::{Capabilities, RequestData, SessionId, WebDriver};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

use super::{Browser, Kind, Setup};

/// The add-on's id in Firefox, and the address we make it have there.
pub const FIREFOX_ID: &str = "{7c1e5f0a-2b1d-4c38-9a53-6f2f0f1e8a11}";
pub const FIREFOX_UUID: &str = "5e9b1c52-6c1a-4c43-8a77-0f2d3a4b5c6d";

/// A driver that listens on a port of its choice and ends with us.
#[derive(Debug)]
pub struct DriverProcess {
    _child: Child,
    port: u16,
}

impl DriverProcess {
    pub async fn start(kind: Kind) -> Result<Self> {
        let mut command = match kind {
            Kind::Chromium => {
                let mut command = Command::new(program("CHROMEDRIVER", &["chromedriver"])?);
                command.arg("--port=0");
                command
            }
            Kind::Firefox => {
                let mut command = Command::new(program("GECKODRIVER", &["geckodriver"])?);
                command.args(["--port", "0", "--websocket-port", "0", "--allow-system-access"]);
                command
            }
        };
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).kill_on_drop(true).spawn()?;
        let stdout = child.stdout.take().context("the driver has an output")?;
        let mut lines = BufReader::new(stdout).lines();
        let port = loop {
            let Some(line) = lines.next_line().await? else { bail!("the driver of {} ended at once", kind.name()) };
            // "… started successfully on port 1234." and "… Listening on 127.0.0.1:1234".
            let found = line.rsplit_once("on port ").or_else(|| line.rsplit_once("Listening on 127.0.0.1:"));
            if let Some((_, port)) = found {
                break port.trim_end_matches('.').trim().parse()?;
            }
        };
        // Keep reading, or the driver would block on a full pipe.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        Ok(Self { _child: child, port })
    }
}

/// A program named by a variable, or found on the path under one of its names.
fn program(variable: &str, names: &[&str]) -> Result<String> {
    if let Some(path) = std::env::var(variable).ok().filter(|path| !path.is_empty()) {
        return Ok(path);
    }
    let path = std::env::var("PATH").unwrap_or_default();
    let found = names.iter().find(|name| std::env::split_paths(&path).any(|folder| folder.join(name).is_file()));
    found.map(|name| (*name).to_owned()).with_context(|| format!("{} not found; set {variable}", names.join(" or ")))
}

pub fn capabilities(setup: &Setup, dist: &Path, proxy: u16) -> Map<String, Value> {
    let proxy_address = format!("127.0.0.1:{proxy}");
    let mut all = json!({ "acceptInsecureCerts": true });
    match setup.kind {
        Kind::Chromium => {
            let mut args = vec![
                format!("--load-extension={}", dist.display()),
                "--disable-features=DisableLoadExtensionCommandLineSwitch".to_owned(),
                format!("--proxy-server={proxy_address}"),
                "--proxy-bypass-list=<-loopback>".to_owned(),
                "--no-first-run".to_owned(),
                "--disable-background-networking".to_owned(),
                "--disable-component-update".to_owned(),
                "--disable-sync".to_owned(),
                "--disable-gpu".to_owned(),
                "--disable-dev-shm-usage".to_owned(),
                "--force-device-scale-factor=1".to_owned(),
            ];
            if !setup.headed {
                args.push("--headless=new".to_owned());
            }
            if is_root() {
                args.push("--no-sandbox".to_owned());
            }
            let mut options = json!({ "args": args });
            if let Ok(binary) =
                program("CHROME_BINARY", &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"])
            {
                options["binary"] = json!(absolute(&binary));
            }
            all["goog:chromeOptions"] = options;
        }
        Kind::Firefox => {
            all["proxy"] = json!({
                "proxyType": "manual",
                "sslProxy": proxy_address,
                "httpProxy": proxy_address,
            });
            let mut options = json!({
                "args": if setup.headed { vec![] } else { vec!["-headless"] },
                "prefs": {
                    "extensions.webextensions.uuids": json!({ FIREFOX_ID: FIREFOX_UUID }).to_string(),
                    "ui.systemUsesDarkTheme": 0,
                    // The browser's own errands; the proxy would refuse them anyway.
                    "network.captive-portal-service.enabled": false,
                    "network.connectivity-service.enabled": false,
                    "browser.safebrowsing.update.enabled": false,
                    "extensions.getAddons.cache.enabled": false,
                    "extensions.update.enabled": false,
                    "app.normandy.enabled": false,
                    "services.settings.server": "",
                    "datareporting.policy.dataSubmissionEnabled": false,
                },
            });
            if let Ok(binary) = program("FIREFOX_BINARY", &["firefox-esr", "firefox"]) {
                options["binary"] = json!(absolute(&binary));
            }
            all["moz:firefoxOptions"] = options;
        }
    }
    match all {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

fn absolute(program: &str) -> String {
    if program.contains('/') {
        return program.to_owned();
    }
    let path = std::env::var("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|path| path.is_file())
        .map_or_else(|| program.to_owned(), |path| path.display().to_string())
}

fn is_root() -> bool {
    std::env::var("USER").is_ok_and(|user| user == "root") || std::env::var("HOME").is_ok_and(|home| home == "/root")
}

pub async fn connect(driver: &DriverProcess, capabilities: Map<String, Value>) -> Result<WebDriver> {
    let capabilities: Capabilities = serde_json::from_value(Value::Object(capabilities))?;
    let address = format!("http://127.0.0.1:{}", driver.port);
    WebDriver::new(address, capabilities).await.context("starting the browser")
}

/// A command by its method and path below `/session/{id}`.
#[derive(Debug)]
struct Raw<'a> {
    method: Method,
    path: &'a str,
    body: Option<Value>,
}

impl FormatRequestData for Raw<'_> {
    fn format_request(&self, session: &SessionId) -> RequestData {
        let data = RequestData::new(self.method.clone(), format!("/session/{session}{}", self.path));
        match &self.body {
            Some(body) => data.add_body(body.clone()),
            None => data,
        }
    }
}

/// Sends a command that the client library doesn't know.
pub async fn raw(web: &WebDriver, method: Method, path: &str, body: Option<Value>) -> Result<Value> {
    let response = Arc::clone(web.handle()).cmd(Raw { method, path, body }).await?;
    Ok(response.body.get("value").cloned().unwrap_or_default())
}

impl Browser {
    /// A command of the Chrome DevTools Protocol.
    pub async fn cdp(&self, command: &str, params: Value) -> Result<Value> {
        let body = json!({ "cmd": command, "params": params });
        raw(&self.web, Method::POST, "/goog/cdp/execute", Some(body)).await
    }

    /// Runs a script with Firefox's own rights; it calls `arguments[0]` when it is done.
    pub async fn in_chrome_scope(&self, script: &str) -> Result<Value> {
        raw(&self.web, Method::POST, "/moz/context", Some(json!({ "context": "chrome" }))).await?;
        let body = json!({ "script": script, "args": [] });
        let result = raw(&self.web, Method::POST, "/execute/async", Some(body)).await;
        raw(&self.web, Method::POST, "/moz/context", Some(json!({ "context": "content" }))).await?;
        result
    }
}
