//! Firefox's own sidebar, which no driver has among its windows.

use anyhow::{Result, bail};
use serde_json::{Value, json};

use super::Browser;

/// Firefox's sidebar, if it is open.
const SIDEBAR: &str = "SidebarController.isOpen && \
    SidebarController.browser?.contentDocument?.getElementById('webext-panels-browser')";

impl Browser {
    /// Runs a function body in Firefox's sidebar. Nothing where no sidebar is open.
    pub async fn in_sidebar(&self, body: &str) -> Result<Value> {
        self.inside(SIDEBAR, body).await
    }

    /// Presses Alt+Shift+`letter`, a shortcut of the extension's, in Firefox, as far as the browser can tell.
    pub async fn press_shortcut(&self, letter: char) -> Result<()> {
        let press = format!(
            "const keys = [...document.querySelectorAll('key[modifiers]')]; \
             const key = keys.find((key) => key.parentNode.id.startsWith('ext-keyset') && key.getAttribute('key') === '{letter}'); \
             key?.doCommand(); arguments[0](Boolean(key));"
        );
        match self.in_chrome_scope(&press).await? {
            Value::Bool(true) => Ok(()),
            _ => bail!("there is no shortcut with {letter}"),
        }
    }

    /// Closes Firefox's sidebar.
    pub async fn close_sidebar(&self) -> Result<()> {
        self.in_chrome_scope("SidebarController.hide(); arguments[0](null);").await?;
        let open = || self.in_chrome_scope("arguments[0](SidebarController.isOpen);");
        crate::wait::until("the sidebar to close", open, |open| *open == json!(false)).await?;
        Ok(())
    }
}
