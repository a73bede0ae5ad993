//! A real browser with the extension in it, driven by WebDriver.

mod capabilities;
mod copy;
mod devtools;
mod driver;
mod extension;
mod frame;
mod inside;
mod life;
mod programs;
mod sidebar;

use std::cell::RefCell;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::action_chain::ActionChain;
use thirtyfour::{Key, WebDriver, WindowHandle};

use crate::wait::until;
pub use copy::{BLANK, copy_folder};
use devtools::Aside;
pub use devtools::Socket;
use driver::DriverProcess;

/// Whether anything moves in a frame. Chromium draws no frames for one that is out of sight, and its animations never end: after
/// two seconds without one nothing is moving that anybody could see.
/// In Firefox what moves inside of closed details doesn't end, either.
const MOVING_IF_DRAWN: &str = "\
    const drawn = new Promise((then) => requestAnimationFrame(() => requestAnimationFrame(() => then(true)))); \
    const never = new Promise((then) => setTimeout(() => then(false), 2000)); \
    return await Promise.race([drawn, never]) && document.getAnimations().some((one) => \
    one.playState === 'running' && (one.effect?.target?.checkVisibility() ?? true));";

/// What is stored.
const EVERYTHING: &str = "chrome.storage.local.get(null)";

/// The usual size of a page's own area, in CSS pixels.
pub const WIDTH: u32 = 1280;
pub const HEIGHT: u32 = 800;

/// Which browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Chromium,
    Firefox,
}

impl Kind {
    pub const ALL: [Self; 2] = [Self::Chromium, Self::Firefox];

    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
        }
    }

    pub fn from_name(name: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name).with_context(|| format!("no browser is called {name}"))
    }

    /// The name of this browser's packed extension below `dist/`.
    pub fn package(self) -> &'static str {
        match self {
            Self::Chromium => "chrome",
            Self::Firefox => "firefox",
        }
    }
}

/// How a browser is started.
#[derive(Clone, Debug)]
pub struct Setup {
    pub kind: Kind,
    /// The folder of the unpacked extension.
    pub extension: PathBuf,
    /// A module that runs before the background's own code.
    pub prelude: Option<&'static str>,
    pub headed: bool,
    /// What the browser speaks, as a BCP 47 tag.
    pub language: &'static str,
    /// Clocks that pages read are as exact as the browser can make them.
    pub exact_clocks: bool,
    /// The user wants nothing to move (`prefers-reduced-motion`).
    pub calm: bool,
}

/// A running browser.
#[derive(Debug)]
pub struct Browser {
    pub kind: Kind,
    pub web: WebDriver,
    /// `chrome-extension://…/` or `moz-extension://…/`.
    pub base: String,
    /// The tab that shows the page under test.
    pub page: WindowHandle,
    driver: DriverProcess,
    setup: Setup,
    /// The profile and the copy of the extension.
    folder: TempDir,
    /// Where Chromium is asked what is stored.
    aside: RefCell<Option<Aside>>,
}

impl Browser {
    /// Opens an address in the present tab.
    pub async fn open(&self, url: &str) -> Result<()> {
        Ok(self.web.goto(url).await?)
    }

    /// Runs a function body in the present document and returns its value.
    pub async fn eval(&self, script: &str, args: Vec<Value>) -> Result<Value> {
        Ok(self.web.execute(script, args).await?.json().clone())
    }

    /// Runs a function body whose promise's value is returned. `args` is its argument.
    pub async fn eval_async(&self, script: &str, args: Value) -> Result<Value> {
        let wrapped = format!(
            "const [args, done] = arguments; (async () => {{ {script} }})().then((value) => done({{ value }}), (error) => done({{ error: String(error) }}));"
        );
        let result = self.web.execute_async(wrapped, vec![args]).await?.json().clone();
        match result.get("error").and_then(Value::as_str) {
            Some(error) => bail!("in the page: {error}"),
            None => Ok(result.get("value").cloned().unwrap_or_default()),
        }
    }

    /// Types on the keyboard, wherever the focus is.
    pub async fn keys(&self, keys: impl AsRef<str>) -> Result<()> {
        Ok(self.web.action_chain().send_keys(keys.as_ref()).perform().await?)
    }

    /// Presses one special key.
    pub async fn press(&self, key: Key) -> Result<()> {
        self.keys(String::from(char::from(key))).await
    }

    /// Presses a letter while Control is held.
    pub async fn keys_with_control(&self, letter: &str) -> Result<()> {
        let chain = self.web.action_chain().key_down(Key::Control).send_keys(letter);
        Ok(chain.key_up(Key::Control).perform().await?)
    }

    /// Presses a special key while another one is held.
    pub async fn press_with(&self, held: Key, key: Key) -> Result<()> {
        let chain = self.web.action_chain().key_down(held.clone()).key_down(key.clone());
        Ok(chain.key_up(key).key_up(held).perform().await?)
    }

    /// Presses Enter and holds it until it has come again so many times.
    pub async fn hold_enter(&self, repeats: usize) -> Result<()> {
        if self.kind == Kind::Firefox {
            // Its driver says of a key that is down already that it repeats.
            let down = |chain: ActionChain, _| chain.key_down(Key::Enter);
            let chain = (0..=repeats).fold(self.web.action_chain(), down);
            return Ok(chain.key_up(Key::Enter).perform().await?);
        }
        let enter = |what: &str, again| json!({ "type": what, "key": "Enter", "code": "Enter", "text": "\r", "windowsVirtualKeyCode": 13, "autoRepeat": again });
        for n in 0..=repeats {
            self.cdp("Input.dispatchKeyEvent", enter("keyDown", n > 0)).await?;
        }
        self.cdp(
            "Input.dispatchKeyEvent",
            json!({ "type": "keyUp", "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13 }),
        )
        .await?;
        Ok(())
    }

    /// Opens another tab and turns to it.
    pub async fn new_tab(&self) -> Result<WindowHandle> {
        let tab = self.web.new_tab().await?;
        self.web.switch_to_window(tab.clone()).await?;
        Ok(tab)
    }

    /// Opens one of the extension's pages in a tab of its own and turns to it.
    pub async fn open_view(&self, page: &str) -> Result<WindowHandle> {
        let tab = self.new_tab().await?;
        self.open(&format!("{}{page}", self.base)).await?;
        Ok(tab)
    }

    /// Turns to a tab.
    pub async fn turn_to(&self, tab: &WindowHandle) -> Result<()> {
        Ok(self.web.switch_to_window(tab.clone()).await?)
    }

    /// Closes the present tab and turns to the page under test.
    pub async fn close_tab(&self) -> Result<()> {
        self.web.close_window().await?;
        self.turn_to(&self.page).await
    }

    /// Runs an async function body in a blank extension page of its own.
    pub async fn in_extension(&self, script: &str, args: Value) -> Result<Value> {
        let before = self.web.window().await?;
        self.open_view(copy::BLANK).await?;
        let result = self.eval_async(script, args).await;
        self.web.close_window().await?;
        self.turn_to(&before).await?;
        result
    }

    /// Everything in `storage.local`.
    pub async fn storage(&self) -> Result<Value> {
        if self.kind == Kind::Firefox {
            return self.firefox_storage().await;
        }
        let mut aside = match self.aside.take() {
            Some(aside) => aside,
            None => Aside::open(&self.devtools()?, &format!("{}{}", self.base, copy::BLANK)).await?,
        };
        let stored = match aside.eval(EVERYTHING).await {
            Ok(stored) => stored,
            // It ended with all tabs, or with the extension.
            Err(_) => {
                aside = Aside::open(&self.devtools()?, &format!("{}{}", self.base, copy::BLANK)).await?;
                aside.eval(EVERYTHING).await?
            }
        };
        self.aside.replace(Some(aside));
        Ok(stored)
    }

    /// The same with Firefox's own rights: a tab that asks takes the page under test out of sight, and takes a tenth of a second.
    async fn firefox_storage(&self) -> Result<Value> {
        let script = format!(
            "const done = arguments[0]; const read = async () => {{ \
             const {{ ExtensionStorageIDB }} = ChromeUtils.importESModule('resource://gre/modules/ExtensionStorageIDB.sys.mjs'); \
             const {{ extension }} = WebExtensionPolicy.getByID('{}'); \
             const db = await ExtensionStorageIDB.open(ExtensionStorageIDB.getStoragePrincipal(extension)); \
             try {{ return {{ stored: JSON.stringify(await db.get(null)) }}; }} finally {{ db.close(); }} }}; \
             read().then(done, (error) => done({{ error: String(error) }}));",
            copy::FIREFOX_ID
        );
        let read = self.in_chrome_scope(&script).await?;
        let stored = read["stored"].as_str().with_context(|| format!("reading what is stored: {read}"))?;
        Ok(serde_json::from_str(stored)?)
    }

    /// Closes every tab but that of the page under test.
    pub async fn leave_tabs(&self) -> Result<()> {
        for tab in self.web.windows().await? {
            if tab != self.page {
                self.turn_to(&tab).await?;
                self.web.close_window().await?;
            }
        }
        self.turn_to(&self.page).await?;
        Ok(self.web.enter_default_frame().await?)
    }

    /// Everything as after a fresh install: nothing stored, one empty tab, a new background.
    pub async fn reset(&self) -> Result<()> {
        self.leave_tabs().await?;
        self.set_size(WIDTH, HEIGHT).await?;
        self.set_dark(false).await?;
        self.open("about:blank").await?;
        // A background that is still at work could write after the clearing, and one that wakes for it
        // could keep in memory what it read before.
        self.kill_background().await?;
        // The message starts the background again, for what it does first: a trial's question counts as answered.
        let clear = "await chrome.storage.local.clear(); await chrome.storage.session?.clear(); localStorage.clear(); \
                     await chrome.runtime.sendMessage('wake up').catch(() => null);";
        self.in_extension(clear, Value::Null).await?;
        self.kill_background().await
    }

    /// Sets the size of the page's own area, in CSS pixels.
    pub async fn set_size(&self, width: u32, height: u32) -> Result<()> {
        let wanted = [width, height].map(i64::from);
        // Once is enough where the window's frame is as wide after it as before.
        for _ in 0..2 {
            let sizes = self.eval("return [innerWidth, innerHeight, outerWidth, outerHeight];", vec![]).await?;
            let [inner_width, inner_height, outer_width, outer_height]: [i64; 4] = serde_json::from_value(sizes)?;
            if [inner_width, inner_height] == wanted {
                break;
            }
            let [width, height] = [outer_width + wanted[0] - inner_width, outer_height + wanted[1] - inner_height];
            self.web.set_window_rect(0, 0, u32::try_from(width)?, u32::try_from(height)?).await?;
        }
        Ok(())
    }

    /// Waits until nothing moves any more, in the page and in the sidebar.
    pub async fn rest(&self) -> Result<()> {
        let still = || self.eval_async(MOVING_IF_DRAWN, Value::Null);
        until("the page to be at rest", still, |moving| *moving == Value::Bool(false)).await?;
        if self.has_frame().await? {
            self.enter_frame().await?;
            let still = || self.eval_async(MOVING_IF_DRAWN, Value::Null);
            let rest = until("the sidebar to be at rest", still, |moving| *moving == Value::Bool(false));
            let rest = rest.await;
            self.leave_frame().await?;
            rest?;
        }
        Ok(())
    }

    /// A picture of the present tab, as PNG.
    pub async fn picture(&self) -> Result<Vec<u8>> {
        self.rest().await?;
        Ok(self.web.screenshot_as_png().await?)
    }

    /// Takes a picture of the present tab.
    pub async fn shot(&self, path: &Path) -> Result<()> {
        let picture = self.picture().await?;
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(path, picture)?;
        Ok(())
    }

    /// Makes the browser prefer dark colours, or light ones, and waits until the page and the sidebar have heard of it: in Firefox
    /// each is in a process of its own.
    pub async fn set_dark(&self, dark: bool) -> Result<()> {
        match self.kind {
            Kind::Chromium => {
                let value = if dark { "dark" } else { "light" };
                let features = json!([{ "name": "prefers-color-scheme", "value": value }]);
                self.cdp("Emulation.setEmulatedMedia", json!({ "features": features })).await?;
            }
            Kind::Firefox => {
                let value = if dark { 0 } else { 1 };
                let script = format!(
                    "Services.prefs.setIntPref('layout.css.prefers-color-scheme.content-override', {value}); arguments[0]()"
                );
                self.in_chrome_scope(&script).await?;
            }
        }
        self.is_dark(dark).await?;
        if self.has_frame().await? {
            self.enter_frame().await?;
            let heard = self.is_dark(dark).await;
            self.leave_frame().await?;
            heard?;
        }
        Ok(())
    }

    /// Waits until the present document prefers these colours.
    async fn is_dark(&self, dark: bool) -> Result<()> {
        let prefers = || self.eval("return matchMedia('(prefers-color-scheme: dark)').matches;", vec![]);
        until("the colours to change", prefers, |is| *is == Value::Bool(dark)).await?;
        Ok(())
    }
}
