//! What a user sees and does on each page.

pub mod replica;
pub mod sidebar;
pub mod views;

use anyhow::Result;
use thirtyfour::{By, WebDriver};

use crate::wait::until;

/// A real click on what a selector finds. What the page draws anew between the look and the click is looked for again.
async fn click(web: &WebDriver, selector: &str) -> Result<()> {
    let press = async || {
        let found = web.find(By::Css(selector)).await?;
        found.scroll_into_view().await?;
        Ok(found.click().await?)
    };
    until(&format!("a click on {selector}"), press, |()| true).await
}
