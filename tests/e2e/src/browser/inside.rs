//! What Firefox's driver can't do is done by a frame script: it runs in a page, with the browser's own rights.

use anyhow::{Result, bail};
use serde_json::Value;

use super::Browser;

/// Runs a function body in the page of some `browser` element; what it promises is waited for.
const REACH_IN: &str = "const done = arguments[0]; \
    const browser = ELEMENT; \
    if (!browser) return done(null); \
    const name = 'really-know:' + Math.random(); \
    browser.messageManager.addMessageListener(name, function heard({ data }) { \
        browser.messageManager.removeMessageListener(name, heard); done(data); }); \
    const inside = `(async () => { const { document, location } = content; const { chrome } = content.wrappedJSObject; BODY })() \
        .then((result) => sendAsyncMessage('${name}', { result: result ?? null }), \
              (error) => sendAsyncMessage('${name}', { error: String(error) }));`; \
    browser.messageManager.loadFrameScript('data:application/javascript;charset=utf-8,' + encodeURIComponent(inside), false);";

/// Firefox's own tools for tests, which come with it, and the elements that they are used on.
const TOOLS: &str = "const tools = { window: content, parent: content, _EU_Ci: Ci, _EU_Cc: Cc }; \
    Services.scriptloader.loadSubScript('chrome://remote/content/external/EventUtils.js', tools); \
    const at = [...document.querySelectorAll('SELECTOR')][INDEX]; \
    if (!at) throw new Error('there is no SELECTOR'); \
    const turn = () => new Promise((done) => content.setTimeout(done, 0)); ";

/// A button that is pressed and a mouse that moves: whether that begins a drag is up to the page and the browser.
const BEGIN: &str = "const mouse = async (type, by) => { \
        tools.synthesizeMouse(at, at.clientWidth / 2 + by, at.clientHeight / 2 + by, { type }, content); await turn(); }; \
    await mouse('mousedown', 0); await mouse('mousemove', 9); await mouse('mousemove', 18); \
    if (!content.windowUtils.dragSession) throw new Error('nothing is being dragged');";

/// Drops only where the page allows it, as the browser does.
const DROP: &str = "const drag = (type) => tools.sendDragEvent(tools.createDragEventObject(type, at, content, null, {}), at, content); \
    drag('dragenter'); drag('dragover'); await turn(); \
    const may = content.windowUtils.dragSession.dragAction !== Ci.nsIDragService.DRAGDROP_ACTION_NONE; \
    if (may) drag('drop'); \
    content.windowUtils.dragSession.endDragSession(true, 0); \
    if (!may) throw new Error('it may not be dropped there');";

impl Browser {
    /// Runs a function body in the page that an expression of the browser's window finds. Nothing where it finds none.
    pub(super) async fn inside(&self, element: &str, body: &str) -> Result<Value> {
        // A template of JavaScript inside of another.
        let body = body.replace('\\', "\\\\").replace('`', "\\`").replace("${", "\\${");
        let answer = self.in_chrome_scope(&REACH_IN.replace("ELEMENT", element).replace("BODY", &body)).await?;
        match answer.get("error") {
            Some(error) => bail!("inside of the page: {error}"),
            None => Ok(answer.get("result").cloned().unwrap_or(Value::Null)),
        }
    }

    /// Begins to drag the `index`th of these elements in Firefox. Its driver can do that too, but what it drags never lands.
    pub async fn drag(&self, selector: &str, index: usize) -> Result<()> {
        self.with_tools(selector, index, BEGIN).await
    }

    /// Drops what is being dragged on the `index`th of these elements.
    pub async fn drop_on(&self, selector: &str, index: usize) -> Result<()> {
        self.with_tools(selector, index, DROP).await
    }

    async fn with_tools(&self, selector: &str, index: usize, body: &str) -> Result<()> {
        let tools = TOOLS.replace("SELECTOR", selector).replace("INDEX", &index.to_string());
        self.inside("gBrowser.selectedBrowser", &[&tools, body].concat()).await.map(drop)
    }
}
