//! The popup and the dashboard, opened in tabs of their own.

use anyhow::Result;
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::wait::until;

/// A view in the present tab.
#[derive(Clone, Copy, Debug)]
pub struct Page<'a>(pub &'a Browser);

impl Page<'_> {
    /// The visible text of the first element that a selector finds.
    pub async fn text(&self, selector: &str) -> Result<Option<String>> {
        let script = "const e = [...document.querySelectorAll(arguments[0])].find((e) => e.checkVisibility()); \
                      return e ? (e.innerText || e.value || '').trim().replace(/[\\u2068\\u2069]/g, '') : null;";
        Ok(self.0.eval(script, vec![json!(selector)]).await?.as_str().map(str::to_owned))
    }

    /// Waits until an element's text has this in it.
    pub async fn shows(&self, selector: &str, part: &str) -> Result<String> {
        let what = format!("“{part}” in {selector}");
        let seen = until(&what, || self.text(selector), |text| text.as_ref().is_some_and(|text| text.contains(part)));
        Ok(seen.await?.unwrap_or_default())
    }

    /// Waits until nothing that a selector finds can be seen.
    pub async fn hides(&self, selector: &str) -> Result<()> {
        until(&format!("{selector} to go"), || self.text(selector), Option::is_none).await?;
        Ok(())
    }

    /// A real click, as soon as the element is there and can be used.
    pub async fn click(&self, selector: &str) -> Result<()> {
        let usable = || self.0.eval(super::USABLE, vec![json!(selector)]);
        until(&format!("{selector} to click on"), usable, |usable| *usable == json!(true)).await?;
        super::click(&self.0.web, selector).await
    }

    /// Types into a field after a real click on it.
    pub async fn fill(&self, selector: &str, text: &str) -> Result<()> {
        self.click(selector).await?;
        self.0.keys(text).await
    }

    /// A field's value.
    pub async fn value(&self, selector: &str) -> Result<Value> {
        self.0.eval("return document.querySelector(arguments[0])?.value ?? null;", vec![json!(selector)]).await
    }
}
