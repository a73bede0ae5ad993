//! What a user sees and does on each page.

pub mod replica;
pub mod sidebar;
pub mod views;

use anyhow::Result;
use thirtyfour::{By, WebDriver};

use crate::wait::until;

/// Whether what a selector finds can be seen, and would do something when it is clicked on.
const USABLE: &str = "const e = [...document.querySelectorAll(arguments[0])].find((e) => e.checkVisibility()); \
    return e ? !e.matches(':disabled') : false;";

/// A real click on what a selector finds. What the page draws anew between the look and the click is looked for again.
async fn click(web: &WebDriver, selector: &str) -> Result<()> {
    let press = async || {
        let found = web.find(By::Css(selector)).await?;
        found.scroll_into_view().await?;
        Ok(found.click().await?)
    };
    until(&format!("a click on {selector}"), press, |()| true).await
}
