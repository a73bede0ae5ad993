//! What is good to know: the icon, the permission, LinkedIn, backups.

use sycamore::prelude::*;

use crate::browser::runtime;
use crate::ui::text::msg;

/// Each in a heading and a few lines.
pub fn know() -> View {
    let pin = if runtime::is_firefox() { msg!("welcomePinFirefox") } else { msg!("welcomePinChrome") };
    let topic = |(title, words): (String, String)| {
        view! { div(class="topic") { h3 { (title) } p { (words) } } }
    };
    let topics: Vec<View> = [
        (msg!("welcomePin"), pin),
        (msg!("welcomePermission"), msg!("welcomePermissionWords")),
        (msg!("welcomeLinkedIn"), msg!("welcomeLinkedInWords")),
        (msg!("welcomeBackup"), msg!("welcomeBackupWords")),
    ]
    .map(topic)
    .into();
    let title = msg!("welcomeKnow");
    let settings = msg!("welcomeSettings");
    view! {
        h2(id="know-heading") { (title) }
        div(class="topics") { (topics) }
        p { a(href="dashboard.html#settings", "data-test"="to-settings") { (settings) } }
    }
}
