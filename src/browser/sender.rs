//! Who sent a message. No message is looked at before this is known.

use serde::Deserialize;
use wasm_bindgen::JsValue;

use super::api;
use crate::desk::{TabId, View};

/// A sender that the browser vouches for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sender {
    /// The content script in the top page of a tab.
    Page(TabId),
    /// One of our own pages.
    View(View),
}

/// `runtime.MessageSender`, as far as we look at it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct MessageSender {
    id: Option<String>,
    url: Option<String>,
    frame_id: Option<f64>,
    tab: Option<Tab>,
}

#[derive(Deserialize)]
struct Tab {
    id: Option<i32>,
}

impl Sender {
    /// Reads the browser's `MessageSender`; `None` for anything that has no business with us.
    #[must_use]
    pub fn from_js(sender: &JsValue) -> Option<Self> {
        let sender: MessageSender = serde_wasm_bindgen::from_value(sender.clone()).ok()?;
        if sender.id != api::EXTENSION_ID.with(JsValue::as_string) {
            return None;
        }
        let url = sender.url?;
        let tab = sender.tab.and_then(|tab| tab.id).map(TabId);
        let top = sender.frame_id == Some(0.0);

        if url.starts_with("https://www.linkedin.com/") {
            return tab.filter(|_| top).map(Self::Page);
        }
        let (scheme, rest) = url.split_once("://")?;
        if scheme != "chrome-extension" && scheme != "moz-extension" {
            return None;
        }
        let path = rest.split_once('/')?.1;
        match path.split(['?', '#']).next()? {
            "sidebar.html" => tab.map(|tab| Self::View(View::Sidebar(tab))),
            "popup.html" => Some(Self::View(View::Popup)),
            "dashboard.html" => Some(Self::View(View::Dashboard)),
            "welcome.html" => Some(Self::View(View::Welcome)),
            _ => None,
        }
    }
}
