//! How each browser is asked to be: quiet, reproducible, and with one way to the network.

use std::path::{Path, PathBuf};

use anyhow::Result;
use serde_json::{Value, json};

use super::copy::{FIREFOX_ID, FIREFOX_UUID};
use super::{Kind, Setup, programs};

/// What a session is started with. `profile` and `extension` are folders, `proxy` is a port on 127.0.0.1.
pub fn capabilities(setup: &Setup, profile: &Path, extension: &Path, proxy: u16) -> Result<Value> {
    match setup.kind {
        Kind::Chromium => chromium(setup, profile, extension, proxy),
        Kind::Firefox => firefox(setup, profile, proxy),
    }
}

fn chromium(setup: &Setup, profile: &Path, extension: &Path, proxy: u16) -> Result<Value> {
    let mut args = vec![
        format!("--user-data-dir={}", profile.display()),
        format!("--load-extension={}", extension.display()),
        "--disable-features=DisableLoadExtensionCommandLineSwitch".to_owned(),
        format!("--proxy-server=127.0.0.1:{proxy}"),
        "--proxy-bypass-list=<-loopback>".to_owned(),
        "--no-first-run".to_owned(),
        "--disable-background-networking".to_owned(),
        "--disable-component-update".to_owned(),
        "--disable-sync".to_owned(),
        "--disable-gpu".to_owned(),
        "--disable-dev-shm-usage".to_owned(),
        "--force-device-scale-factor=1".to_owned(),
        format!("--lang={}", setup.language),
        "--enable-logging=stderr".to_owned(),
    ];
    if setup.calm {
        args.push("--force-prefers-reduced-motion".to_owned());
    }
    if !setup.headed {
        args.push("--headless=new".to_owned());
    }
    // The sandbox refuses to run as root; for everybody else it stays on.
    if is_root() {
        args.push("--no-sandbox".to_owned());
    }
    Ok(json!({
        "acceptInsecureCerts": true,
        "goog:loggingPrefs": { "browser": "ALL" },
        "goog:chromeOptions": {
            "binary": programs::CHROMIUM.find()?,
            "args": args,
            // Else the driver doesn't show tabs that the extension opens.
            "enableExtensionTargets": true,
            // After a reload the extension counts as loaded by hand, which is off outside of this mode.
            "prefs": {
                "extensions.ui.developer_mode": true,
                "download": { "default_directory": downloads(profile), "prompt_for_download": false },
            },
        },
    }))
}

fn firefox(setup: &Setup, profile: &Path, proxy: u16) -> Result<Value> {
    let address = format!("127.0.0.1:{proxy}");
    let mut args = vec!["--profile".to_owned(), profile.display().to_string()];
    if !setup.headed {
        args.push("-headless".to_owned());
    }
    Ok(json!({
        "acceptInsecureCerts": true,
        "proxy": { "proxyType": "manual", "sslProxy": address, "httpProxy": address },
        "moz:firefoxOptions": {
            "binary": programs::FIREFOX.find()?,
            "args": args,
            "prefs": {
                "extensions.webextensions.uuids": json!({ FIREFOX_ID: FIREFOX_UUID }).to_string(),
                // A temporary add-on goes when the browser ends, and would take its storage along; an
                // installed one would not.
                "extensions.webextensions.keepStorageOnUninstall": true,
                "extensions.webextensions.keepUuidOnUninstall": true,
                "browser.download.folderList": 2,
                "browser.download.dir": downloads(profile),
                "browser.download.alwaysOpenPanel": false,
                "browser.download.always_ask_before_handling_new_types": false,
                "devtools.console.stdout.content": true,
                "ui.systemUsesDarkTheme": 0,
                "ui.prefersReducedMotion": u8::from(setup.calm),
                "intl.accept_languages": "en-US,en",
                // Else they are rounded to milliseconds. Chromium's are exact to a tenth of one.
                "privacy.reduceTimerPrecision": !setup.exact_clocks,
                // And the timers of a tab behind another would wait for a second.
                "dom.min_background_timeout_value": if setup.exact_clocks { 2 } else { 1000 },
                // This machine is no exception, and there is no way round the proxy.
                "network.proxy.allow_hijacking_localhost": true,
                "network.proxy.failover_direct": false,
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
        },
    }))
}

/// Where downloads go, beside the profile.
pub fn downloads(profile: &Path) -> PathBuf {
    profile.with_file_name("downloads")
}

fn is_root() -> bool {
    std::env::var("USER").is_ok_and(|user| user == "root") || std::env::var("HOME").is_ok_and(|home| home == "/root")
}
