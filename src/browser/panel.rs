//! The browser's own panel beside the page: Chromium's side panel, Firefox's sidebar.

use js_sys::{Object, Promise, Reflect};

use super::{api, runtime};

/// Opens the panel in this window. Browsers allow it only directly in answer to a click or a key, so nothing may be
/// awaited before; afterwards the promise should be, because a page that closes at once takes its wish along.
#[must_use]
pub fn open(window: i32) -> Option<Promise> {
    if runtime::is_firefox() {
        return api::sidebar_action_open().ok();
    }
    let details = Object::new();
    Reflect::set(&details, &"windowId".into(), &window.into()).ok()?;
    api::side_panel_open(&details).ok()
}
