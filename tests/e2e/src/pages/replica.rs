//! The replica of LinkedIn's pages.

use anyhow::Result;
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::wait::until;

/// The page in the present tab.
#[derive(Clone, Copy, Debug)]
pub struct Replica<'a>(pub &'a Browser);

/// Finds the button with this kind of decision in the card of a sender; `first` visible one.
const BUTTON: &str = "const [slug, act] = arguments; \
    const cards = [...document.querySelectorAll('a[href*=\"/in/' + slug + '/\"], a[href$=\"/in/' + slug + '\"]')]; \
    const labels = { accept: /accept|annehmen|accepter/i, ignore: /ignore|ignorieren|ignorer/i }[act]; \
    const pick = (root) => [...root.querySelectorAll('button, a[aria-label], [role=button]')].find((b) => \
        labels.test((b.getAttribute('aria-label') ?? '') + ' ' + b.textContent) && b.checkVisibility()); \
    const profile = location.pathname.startsWith('/in/' + slug); \
    if (profile) return pick(document.querySelector('main')) ?? null; \
    for (const link of cards) { let at = link; for (let i = 0; i < 8 && at; i++, at = at.parentElement) { \
        if (at.matches('main, ul, [role=list], body')) break; const found = pick(at); if (found) return found; } } \
    return null;";

/// All visible controls in the main column that say Accept.
const ACCEPTS: &str = "const accepts = [...document.querySelectorAll('main button, main a[aria-label], main [role=button], \
    [role=main] button, [role=main] a[aria-label]')].filter((b) => /^accept/i.test(b.getAttribute('aria-label') ?? b.textContent.trim()) \
    && b.checkVisibility() && !b.closest('.mn-list-toolbar, [class*=toolbar]'));";

impl Replica<'_> {
    /// A sender's Accept or Ignore, as a script expression's value.
    async fn button(&self, slug: &str, act: &str) -> Result<thirtyfour::WebElement> {
        let what = format!("{act} for {slug} on the page");
        let found = until(
            &what,
            || async { Ok(self.0.web.execute(BUTTON, vec![json!(slug), json!(act)]).await?.element().ok()) },
            Option::is_some,
        );
        Ok(found.await?.expect("waited for it"))
    }

    /// A real click on a sender's Accept or Ignore. What the page draws anew between the look and the click is looked for again.
    pub async fn click(&self, slug: &str, act: &str) -> Result<()> {
        let press = async || {
            let button = self.button(slug, act).await?;
            button.scroll_into_view().await?;
            Ok(button.click().await?)
        };
        until(&format!("a click on {act} for {slug}"), press, |()| true).await
    }

    /// A real double click on a sender's Accept or Ignore.
    pub async fn double_click(&self, slug: &str, act: &str) -> Result<()> {
        let press = async || {
            let button = self.button(slug, act).await?;
            button.scroll_into_view().await?;
            Ok(self.0.web.action_chain().double_click_element(&button).perform().await?)
        };
        until(&format!("a double click on {act} for {slug}"), press, |()| true).await
    }

    /// Makes a sender's Accept an element that only plays a button, which acts when a key is let go.
    pub async fn play_button(&self, slug: &str) -> Result<()> {
        let button = self.button(slug, "accept").await?;
        let script = "const old = arguments[0]; const plays = document.createElement('div'); \
            plays.tabIndex = 0; plays.setAttribute('role', 'button'); plays.id = 'plays'; \
            plays.setAttribute('aria-label', old.getAttribute('aria-label')); plays.textContent = old.textContent; \
            plays.addEventListener('keyup', (event) => { window.__released = (window.__released ?? '') + event.key; }); \
            old.replaceWith(plays);";
        self.0.web.execute(script, vec![button.to_json()?]).await?;
        Ok(())
    }

    /// Puts the keyboard's focus on a sender's button, as Tab does.
    pub async fn focus(&self, slug: &str, act: &str) -> Result<()> {
        let button = self.button(slug, act).await?;
        self.0.web.execute("arguments[0].focus();", vec![button.to_json()?]).await?;
        Ok(())
    }

    /// The accessible label of the element that has the page's focus.
    pub async fn focused_label(&self) -> Result<String> {
        let script = "const e = document.activeElement; return e.getAttribute('aria-label') ?? e.textContent;";
        Ok(self.0.eval(script, vec![]).await?.as_str().unwrap_or_default().to_owned())
    }

    /// Waits until the focus is on a control with this in its label.
    pub async fn has_focus_on(&self, part: &str) -> Result<()> {
        until(&format!("the focus on “{part}”"), || self.focused_label(), |label| label.contains(part)).await?;
        Ok(())
    }

    /// How many clicks on a control with this in its label reached the page's own scripts.
    pub async fn clicks(&self, part: &str) -> Result<usize> {
        let script = "return window.__replica.log.filter((e) => e.type === 'click' && e.where === 'window' \
                      && /accept/i.test(e.label) && e.label.includes(arguments[0])).length;";
        let count = self.0.eval(script, vec![json!(part)]).await?;
        Ok(usize::try_from(count.as_u64().unwrap_or_default())?)
    }

    /// Waits until the page is drawn and at rest.
    pub async fn ready(&self) -> Result<()> {
        let script = "return Boolean(window.__replica?.ready) && window.__replica.busy === 0;";
        until("the page to be ready", || self.0.eval(script, vec![]), |ready| *ready == Value::Bool(true)).await?;
        Ok(())
    }

    /// How many visible controls say Accept.
    pub async fn acceptable(&self) -> Result<usize> {
        self.ready().await?;
        let count = self.0.eval(&format!("{ACCEPTS} return accepts.length;"), vec![]).await?;
        Ok(usize::try_from(count.as_u64().unwrap_or_default())?)
    }

    /// A real click on the first visible control that says Accept.
    pub async fn click_first_accept(&self) -> Result<()> {
        let first = self.0.web.execute(format!("{ACCEPTS} return accepts[0];"), vec![]).await?.element()?;
        first.scroll_into_view().await?;
        Ok(first.click().await?)
    }

    /// Calls a function of the replica's own hooks.
    pub async fn call(&self, name: &str, args: Value) -> Result<Value> {
        self.0.eval_async(&format!("return await window.__replica.{name}(...args);"), args).await
    }

    /// Waits until a sender's card is, or is no longer, on the page.
    pub async fn card(&self, slug: &str, present: bool) -> Result<()> {
        let script = format!("{} ", BUTTON.replace("return found;", "return true;"));
        let what = format!("the card of {slug} to {}", if present { "be there" } else { "go" });
        let ask = || async { Ok(!self.0.eval(&script, vec![json!(slug), json!("accept")]).await?.is_null()) };
        until(&what, ask, |seen| *seen == present).await?;
        Ok(())
    }
}
