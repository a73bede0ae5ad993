//! Tests that need a browser, but no extension: `chrome.*` is a stand-in (`chrome.js`).
//!
//! Where they run is chosen from outside, see `test_web` in `build.sh`: all of them in a page, those in `worker` in a
//! service worker, too, because that is what Chromium's background is.

#![cfg(target_arch = "wasm32")]
// Helpers of tests are tests: what clippy.toml allows inside `#[test]` is meant for them too.
#![allow(clippy::unwrap_used)]

mod components;
mod sending;
mod shipped;
mod sidebar;
mod stand_in;
mod texts;
mod worker;
