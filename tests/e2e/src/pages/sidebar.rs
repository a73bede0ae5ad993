//! The sidebar in the page.

use anyhow::Result;
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::wait::until;

/// A hook in the view: an element's `data-test`.
pub fn hook(name: &str) -> String {
    format!("[data-test=\"{name}\"]")
}

/// The sidebar of the present tab.
#[derive(Clone, Copy, Debug)]
pub struct Sidebar<'a>(pub &'a Browser);

impl Sidebar<'_> {
    /// Runs a function body in the sidebar's document.
    pub async fn eval(&self, script: &str, args: Vec<Value>) -> Result<Value> {
        self.0.enter_frame().await?;
        let result = self.0.eval(script, args).await;
        self.0.leave_frame().await?;
        result
    }

    /// The visible text of the first element that a selector finds; `None` if there is none to be seen.
    pub async fn text(&self, selector: &str) -> Result<Option<String>> {
        let script = "const e = [...document.querySelectorAll(arguments[0])].find((e) => e.checkVisibility()); \
                      return e ? e.innerText.trim().replace(/[\\u2068\\u2069]/g, '') : null;";
        Ok(self.eval(script, vec![json!(selector)]).await?.as_str().map(str::to_owned))
    }

    /// Waits until an element's text has this in it, and returns the whole text.
    pub async fn shows(&self, selector: &str, part: &str) -> Result<String> {
        let what = format!("“{part}” in the sidebar's {selector}");
        let seen = until(&what, || self.text(selector), |text| text.as_ref().is_some_and(|text| text.contains(part)));
        Ok(seen.await?.unwrap_or_default())
    }

    /// Waits until nothing that a selector finds can be seen.
    pub async fn hides(&self, selector: &str) -> Result<()> {
        until(&format!("{selector} to go"), || self.text(selector), Option::is_none).await?;
        Ok(())
    }

    /// Waits until the question about a sender is shown.
    pub async fn asks_about(&self, name: &str) -> Result<()> {
        self.shows(&hook("question"), name).await?;
        Ok(())
    }

    /// Waits until an element is there and can be used, and puts the keyboard's focus on it by a real click.
    pub async fn click(&self, selector: &str) -> Result<()> {
        let usable = || self.eval(super::USABLE, vec![json!(selector)]);
        until(&format!("{selector} to click on"), usable, |usable| *usable == json!(true)).await?;
        self.0.enter_frame().await?;
        let clicked = super::click(&self.0.web, selector).await;
        self.0.leave_frame().await?;
        clicked
    }

    /// Types into a field of the sidebar after a real click on it.
    pub async fn fill(&self, selector: &str, text: &str) -> Result<()> {
        self.click(selector).await?;
        self.0.keys(text).await
    }

    /// Whether the keyboard's focus is in the sidebar, and the `data-test` of what has it.
    pub async fn focus(&self) -> Result<Option<String>> {
        let inside = self.0.eval("return document.activeElement?.localName === 'div';", vec![]).await?;
        if inside != Value::Bool(true) {
            return Ok(None);
        }
        let script =
            "return document.activeElement?.closest('[data-test]')?.dataset.test ?? document.activeElement?.id ?? '';";
        Ok(Some(self.eval(script, vec![]).await?.as_str().unwrap_or_default().to_owned()))
    }

    /// Waits until the keyboard's focus is in the sidebar, ready for keys.
    pub async fn has_focus(&self) -> Result<()> {
        until("the focus in the sidebar", || self.focus(), |focus| focus.as_ref().is_some_and(|f| !f.is_empty()))
            .await?;
        Ok(())
    }

    /// The names of all senders in the list, in order.
    pub async fn listed(&self) -> Result<Vec<String>> {
        let script =
            "return [...document.querySelectorAll('[data-test=\"sender-row\"]')].map((e) => e.dataset.address);";
        let rows = self.eval(script, vec![]).await?;
        Ok(rows.as_array().into_iter().flatten().filter_map(|row| row.as_str().map(str::to_owned)).collect())
    }
}
