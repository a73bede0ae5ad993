//! What the figures were measured on.

use std::process::Command;

use anyhow::{Context, Result};
use serde_json::json;

use crate::browser::{Browser, Kind};

/// The processor, how many cores there are to use, and the system.
pub fn description() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let system = format!("{} {}", std::env::consts::OS, std::env::consts::ARCH);
    format!("{}, {cores} cores, {system}", processor().unwrap_or_else(|| "a processor that tells no name".to_owned()))
}

/// What else the machine has to do, as `uptime` puts it.
pub fn load() -> String {
    let said = printed("uptime", &[]).unwrap_or_default();
    said.split_once("load average").map_or("load unknown".to_owned(), |(_, figures)| format!("load average{figures}"))
}

fn processor() -> Option<String> {
    let listed = std::fs::read_to_string("/proc/cpuinfo").ok();
    let listed = listed.as_deref().and_then(|text| {
        let line = text.lines().find(|line| line.starts_with("model name"))?;
        Some(line.split_once(':')?.1.trim().to_owned())
    });
    listed.or_else(|| printed("sysctl", &["-n", "machdep.cpu.brand_string"]))
}

/// What a program prints, if it is there and prints something.
fn printed(program: &str, args: &[&str]) -> Option<String> {
    let output = Command::new(program).args(args).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    (!text.is_empty()).then_some(text)
}

/// The browser's name and version.
pub async fn version(browser: &Browser) -> Result<String> {
    let version = match browser.kind {
        Kind::Chromium => browser.cdp("Browser.getVersion", json!({})).await?["product"].clone(),
        Kind::Firefox => {
            let script = "const { name, version } = Services.appinfo; arguments[0](`${name}/${version}`);";
            browser.in_chrome_scope(script).await?
        }
    };
    version.as_str().map(str::to_owned).context("the browser tells no version")
}
