//! Who sent a message. No message is looked at before this is known.

use js_sys::Reflect;
use wasm_bindgen::JsValue;

use super::{api, tabs};
use crate::desk::{TabId, View};

/// A sender that the browser vouches for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sender {
    /// The content script in the top page of a tab.
    Page(TabId),
    /// One of our own pages.
    View(View),
}

impl Sender {
    /// Reads the browser's `MessageSender`; `None` for anything that has no business with us.
    #[must_use]
    pub fn from_js(sender: &JsValue) -> Option<Self> {
        let field = |name: &str| Reflect::get(sender, &name.into()).ok();
        if field("id")?.as_string() != api::EXTENSION_ID.with(JsValue::as_string) {
            return None;
        }
        let url = field("url")?.as_string()?;
        let tab = field("tab").and_then(|tab| tabs::id(&tab));
        let top = field("frameId").and_then(|id| id.as_f64()) == Some(0.0);

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
