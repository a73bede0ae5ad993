//! The same input gives the same packages, byte by byte, wherever and whenever they are made.

#![allow(clippy::unwrap_used, reason = "a test that meets something unexpected should stop right there")]

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use pack::{Browser, TRIAL, archive, assemble, for_trial, layout};

/// A copy of `extension/` and stand-ins for the modules, written in this order and with this date.
fn lay_out(name: &str, backwards: bool, age: Duration) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut files: Vec<(String, Vec<u8>)> = layout::static_files(&source).unwrap().into_iter().collect();
    for name in ["manifest.json", "icons/mark.svg", "icons/mark-16.svg"] {
        files.push((name.into(), fs::read(source.join(name)).unwrap()));
    }
    let mut files: Vec<(String, Vec<u8>)> =
        files.into_iter().map(|(name, bytes)| (format!("extension/{name}"), bytes)).collect();
    files.extend(layout::module_names().map(|name| (name.clone(), name.repeat(1000).into_bytes())));
    if backwards {
        files.reverse();
    }
    for (name, bytes) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        File::options().write(true).open(&path).unwrap().set_modified(SystemTime::now() - age).unwrap();
    }
    folder
}

fn packed(browser: Browser, folder: &Path) -> Vec<u8> {
    let files = assemble(browser, &folder.join("extension"), &folder.join("wasm")).unwrap();
    archive::zip(&files).unwrap()
}

#[test]
fn the_same_input_gives_the_same_archive() {
    let today = lay_out("today", false, Duration::ZERO);
    let long_ago = lay_out("long-ago", true, Duration::from_secs(400 * 24 * 60 * 60));
    for browser in Browser::ALL {
        assert!(packed(browser, &today) == packed(browser, &long_ago), "{browser:?}");
    }
    assert!(packed(Browser::Chrome, &today) != packed(Browser::Firefox, &today), "the comparison sees differences");
}

#[test]
fn a_trial_differs_by_one_file() {
    let folder = lay_out("trial", false, Duration::ZERO);
    for browser in Browser::ALL {
        let shipped = assemble(browser, &folder.join("extension"), &folder.join("wasm")).unwrap();
        let mut trial = for_trial(&shipped);
        assert_eq!(trial.remove(TRIAL.0).as_deref(), Some(TRIAL.1.as_bytes()));
        assert!(trial == shipped && !shipped.contains_key(TRIAL.0), "{browser:?}");
    }
}

#[test]
fn a_missing_module_stops_the_build() {
    let folder = lay_out("incomplete", false, Duration::ZERO);
    fs::remove_file(folder.join("wasm/views_bg.wasm")).unwrap();
    let error = assemble(Browser::Chrome, &folder.join("extension"), &folder.join("wasm")).unwrap_err();
    assert!(error.to_string().contains("wasm/views_bg.wasm"), "{error}");
}

#[test]
fn a_stray_file_stops_the_build() {
    let folder = lay_out("stray", false, Duration::ZERO);
    fs::write(folder.join("extension/notes.txt"), "private").unwrap();
    let error = assemble(Browser::Chrome, &folder.join("extension"), &folder.join("wasm")).unwrap_err();
    assert!(error.to_string().contains("notes.txt"), "{error}");
}
