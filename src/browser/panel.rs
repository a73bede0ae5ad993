//! The browser's own panel beside the page: Chromium's side panel, Firefox's sidebar.

use js_sys::{Object, Reflect};

use super::{api, runtime};

/// Opens the panel in this window. Browsers allow it only directly in answer to a click or a key, so nothing may be
/// awaited before. Whether it opened isn't waited for: the window that asks often closes at once.
pub fn open(window: i32) {
    if runtime::is_firefox() {
        let _ = api::sidebar_action_open();
    } else {
        let details = Object::new();
        if Reflect::set(&details, &"windowId".into(), &window.into()).is_ok() {
            let _ = api::side_panel_open(&details);
        }
    }
}
