//! The extension as it is tested: a copy with a constant address, and a blank page of its own.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::Kind;

/// The add-on's id in Firefox, and the address that a preference makes it have there.
pub const FIREFOX_ID: &str = "{7c1e5f0a-2b1d-4c38-9a53-6f2f0f1e8a11}";
pub const FIREFOX_UUID: &str = "5e9b1c52-6c1a-4c43-8a77-0f2d3a4b5c6d";

/// A public key made for these tests; Chromium derives the extension's id from it. Nobody has the other half.
const CHROMIUM_KEY: &str = "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAoKwhiIxL2BlOSkJoPJmZHxDnsr5xO7qvhC5aBLT5K3wIYTd7\
    ROMqf1v14C7tMBACqy7wjF1KnrTRU0jSZRuFx2zbcVEr3mJOkqMwwxeb/K2B5A/wQWkR+GH7E7DYqKm3vKnCnjHBd2JyNtTHJLnvkoQ5fIACZoHldSKT\
    15iDPh2CDSe1DRxhyzY8mOF7jJbptxE3rhlwIn+WAew8Wqtdf6fk3fRfYgGKJ7YImao9AhGPrSan49jgQ7XpCBoCkHsRTks1K8Jr+bGeViAkoA5znjSa\
    3vO8JFCzAJu17icMAT4HzYfZleWaTDOg0XbObFWp7yWhLo/VRQ8Smlp6INI4FwIDAQAB";
/// The first half of the SHA-256 of the key's bytes, in the letters a to p.
const CHROMIUM_ID: &str = "hjjknppppnjbdkjdhpfhgneeommpimhc";

/// A page with one word: the way to the extension's storage that runs none of its code.
pub const BLANK: &str = "blank-for-tests.html";

/// Where the extension's pages are.
pub fn base(kind: Kind) -> String {
    match kind {
        Kind::Chromium => format!("chrome-extension://{CHROMIUM_ID}/"),
        Kind::Firefox => format!("moz-extension://{FIREFOX_UUID}/"),
    }
}

/// Copies the unpacked extension. Nothing in the copy is different but the key, one more page, and what
/// should run before the background.
pub fn make(kind: Kind, from: &Path, to: &Path, prelude: Option<&str>) -> Result<()> {
    copy_folder(from, to).with_context(|| format!("copying {}", from.display()))?;
    if let Some(prelude) = prelude {
        fs::write(to.join("prelude-for-tests.js"), prelude)?;
        let background = fs::read_to_string(to.join("background.js"))?;
        fs::write(to.join("background.js"), format!("import \"./prelude-for-tests.js\";\n{background}"))?;
    }
    fs::write(to.join(BLANK), "<!doctype html><meta charset=\"utf-8\"><title>blank</title>blank")?;
    let path = to.join("manifest.json");
    let mut manifest: Value = serde_json::from_str(&fs::read_to_string(&path)?).context("reading the manifest")?;
    if kind == Kind::Chromium {
        manifest["key"] = json!(CHROMIUM_KEY);
        fs::write(path, manifest.to_string())?;
    } else if manifest.pointer("/browser_specific_settings/gecko/id").and_then(Value::as_str) != Some(FIREFOX_ID) {
        anyhow::bail!("the manifest in {} has another add-on id than {FIREFOX_ID}", from.display());
    }
    Ok(())
}

/// Copies a folder with all that is in it, into one that may be there.
pub fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
