//! Firefox's own sidebar, which no driver has among its windows: the browser itself reaches into it.

use anyhow::{Result, bail};
use serde_json::{Value, json};

use super::Browser;

/// Runs a function body in the document of the sidebar; what it promises is waited for. Nothing where no sidebar is open.
const REACH_IN: &str = "const done = arguments[0]; \
    const browser = SidebarController.browser?.contentDocument?.getElementById('webext-panels-browser'); \
    if (!SidebarController.isOpen || !browser) return done(null); \
    const name = 'really-know:' + Math.random(); \
    browser.messageManager.addMessageListener(name, function heard({ data }) { \
        browser.messageManager.removeMessageListener(name, heard); done(data); }); \
    const inside = `(async () => { const { document, location } = content; const { chrome } = content.wrappedJSObject; BODY })() \
        .then((result) => sendAsyncMessage('${name}', { result: result ?? null }), \
              (error) => sendAsyncMessage('${name}', { error: String(error) }));`; \
    browser.messageManager.loadFrameScript('data:application/javascript;charset=utf-8,' + encodeURIComponent(inside), false);";

impl Browser {
    /// Runs a function body in Firefox's sidebar.
    pub async fn in_sidebar(&self, body: &str) -> Result<Value> {
        // A template of JavaScript inside of another.
        let body = body.replace('\\', "\\\\").replace('`', "\\`").replace("${", "\\${");
        let answer = self.in_chrome_scope(&REACH_IN.replace("BODY", &body)).await?;
        match answer.get("error") {
            Some(error) => bail!("in the sidebar: {error}"),
            None => Ok(answer.get("result").cloned().unwrap_or(Value::Null)),
        }
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
