//! Driver processes, and commands that the client library doesn't know.

use std::collections::VecDeque;
use std::process::Stdio;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context, Result};
use http::Method;
use serde_json::{Value, json};
use thirtyfour::common::command::FormatRequestData;
use thirtyfour::{Capabilities, RequestData, SessionId, WebDriver};
use tokio::io::{AsyncBufReadExt, AsyncRead, BufReader};
use tokio::process::{Child, Command};

use super::{Browser, Kind, programs};
use crate::wait::until;

/// How much of a driver's output is kept for the report of a failure.
const KEPT_LINES: usize = 400;
/// A command that takes longer has hung: the slowest, starting a browser, takes seconds.
const COMMAND_TIMEOUT: Duration = Duration::from_secs(60);

/// The last lines that a driver and its browser have printed.
#[derive(Clone, Debug, Default)]
struct Output(Arc<Mutex<VecDeque<String>>>);

impl Output {
    /// Keeps reading, or the driver would block on a full pipe.
    fn follow(&self, stream: impl AsyncRead + Unpin + Send + 'static) {
        let kept = self.clone();
        tokio::spawn(async move {
            let mut lines = BufReader::new(stream).lines();
            while let Ok(Some(line)) = lines.next_line().await {
                // A machine without a desktop makes Chromium complain a hundred times.
                if line.contains("dbus/") {
                    continue;
                }
                let mut kept = kept.0.lock().unwrap_or_else(PoisonError::into_inner);
                if kept.len() == KEPT_LINES {
                    kept.pop_front();
                }
                kept.push_back(line);
            }
        });
    }

    fn lines(&self) -> Vec<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }
}

/// A driver that listens on a port of its choice and ends with us.
#[derive(Debug)]
pub struct DriverProcess {
    child: Child,
    output: Output,
    port: u16,
}

impl DriverProcess {
    pub async fn start(kind: Kind, language: &str) -> Result<Self> {
        let mut command = match kind {
            Kind::Chromium => {
                let mut command = Command::new(programs::CHROMEDRIVER.find()?);
                // Only the browser's own output has what a service worker says.
                command.args(["--port=0", "--enable-chrome-logs"]);
                command
            }
            Kind::Firefox => {
                let mut command = Command::new(programs::GECKODRIVER.find()?);
                command.args(["--port", "0", "--websocket-port", "0", "--allow-system-access"]);
                command
            }
        };
        let mut child = command
            // Chromium's language on Linux.
            .env("LANGUAGE", language)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("starting the driver of {}", kind.name()))?;
        let output = Output::default();
        output.follow(child.stdout.take().context("the driver has an output")?);
        output.follow(child.stderr.take().context("the driver has an error output")?);
        let told = until("the driver to tell its port", async || Ok(told_port(&output.lines())), Option::is_some);
        let port = told.await?.context("just seen")?;
        Ok(Self { child, output, port })
    }

    /// What the driver and its browser have printed lately.
    pub fn output(&self) -> Vec<String> {
        self.output.lines()
    }

    /// Ends the driver, and waits until it has ended.
    pub async fn kill(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill().await;
    }

    /// Starts a session, and with it a browser.
    pub async fn connect(&self, capabilities: Value) -> Result<WebDriver> {
        let capabilities: Capabilities = serde_json::from_value(capabilities)?;
        let address = format!("http://127.0.0.1:{}", self.port);
        let builder = WebDriver::builder(address, capabilities).request_timeout(COMMAND_TIMEOUT);
        builder.await.context("starting the browser")
    }
}

/// The port, from "… started successfully on port 1234." or "… Listening on 127.0.0.1:1234".
fn told_port(lines: &[String]) -> Option<u16> {
    lines.iter().find_map(|line| {
        let (_, port) = line.rsplit_once("on port ").or_else(|| line.rsplit_once("Listening on 127.0.0.1:"))?;
        // Before that ChromeDriver repeats the port that it was asked for, which is 0 for any.
        port.trim_end_matches('.').trim().parse().ok().filter(|port| *port != 0)
    })
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

/// Runs a script with Firefox's own rights; it calls `arguments[0]` when it is done.
pub async fn in_chrome_scope(web: &WebDriver, script: &str) -> Result<Value> {
    raw(web, Method::POST, "/moz/context", Some(json!({ "context": "chrome" }))).await?;
    let body = json!({ "script": script, "args": [] });
    let result = raw(web, Method::POST, "/execute/async", Some(body)).await;
    raw(web, Method::POST, "/moz/context", Some(json!({ "context": "content" }))).await?;
    result
}

/// Firefox chooses an extension's messages by the language of its own interface, and has no other than English without a
/// language pack. Told that it had one, it speaks it as far as extensions can tell.
pub async fn speak(web: &WebDriver, language: &str) -> Result<()> {
    let script = format!(
        "Services.locale.availableLocales = ['{language}', 'en-US']; \
         Services.locale.requestedLocales = ['{language}']; arguments[0]();"
    );
    in_chrome_scope(web, &script).await.map(drop)
}

impl Browser {
    /// A command of the Chrome DevTools Protocol, to the present tab.
    pub async fn cdp(&self, command: &str, params: Value) -> Result<Value> {
        let body = json!({ "cmd": command, "params": params });
        raw(&self.web, Method::POST, "/goog/cdp/execute", Some(body)).await
    }

    /// Lets the driver's hands act, as WebDriver's Perform Actions describes it.
    pub async fn act(&self, sources: Value) -> Result<()> {
        raw(&self.web, Method::POST, "/actions", Some(json!({ "actions": sources }))).await.map(drop)
    }

    /// What the driver says of an element, such as `computedrole`.
    pub async fn of_element(&self, element: &thirtyfour::WebElement, what: &str) -> Result<Value> {
        let path = format!("/element/{}/{what}", element.element_id());
        raw(&self.web, Method::GET, &path, None).await
    }

    /// Runs a script with Firefox's own rights; it calls `arguments[0]` when it is done.
    pub async fn in_chrome_scope(&self, script: &str) -> Result<Value> {
        in_chrome_scope(&self.web, script).await
    }

    /// What pages, extension and browser have written to their consoles lately, as far as the driver tells.
    pub async fn console(&self) -> Vec<String> {
        let mut lines = self.driver.output();
        if self.kind == Kind::Chromium {
            let log = raw(&self.web, Method::POST, "/se/log", Some(json!({ "type": "browser" }))).await;
            let log = log.unwrap_or_default();
            lines.extend(log.as_array().into_iter().flatten().map(|entry| {
                let text = |name: &str| entry.get(name).and_then(Value::as_str).unwrap_or_default();
                format!("{}: {}", text("level"), text("message"))
            }));
        }
        lines
    }
}
