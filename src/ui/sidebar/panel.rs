//! The sidebar in the browser's own panel: it shows the review of the tab that it stands beside.

use wasm_bindgen_futures::spawn_local;

use super::state::{Bar, Connection};
use crate::browser::tabs;
use crate::desk::Request;
use crate::ui::dynamic::{effect, selector};
use crate::ui::popup::listen;
use crate::ui::send::{send, speak_for};

/// Follows the panel's tab, as soon as it turns out that this is the panel.
pub fn follow(bar: Bar) {
    // Whoever has just come to a page has a new review, which doesn't know that it is on show.
    let unaware = selector(move || {
        bar.in_panel.get() && bar.store.review().with(|review| !review.on_show && !review.doc.is_empty())
    });
    effect(move || {
        if unaware.get() {
            spawn_local(on_show(true));
        }
    });
}

/// Shows the review of the active tab, and of whichever becomes it.
pub async fn start(bar: Bar) {
    let _ = tabs::on_activated(move || spawn_local(turn(bar)));
    listen(&sycamore::web::window(), "pagehide", move |_| {
        bar.in_panel.set(false);
        spawn_local(on_show(false));
    });
    turn(bar).await;
}

async fn turn(bar: Bar) {
    let tab = match tabs::active().await {
        Ok(Some(tab)) => tab,
        Ok(None) => return,
        Err(error) => return bar.connection.set(Connection::Lost(error.to_string())),
    };
    // Tabs of other windows are turned to, too.
    if bar.store.tab() != Some(tab) {
        bar.in_panel.set(false);
        if bar.store.tab().is_some() {
            on_show(false).await;
        }
        speak_for(Some(tab));
        bar.editing.set(None);
        bar.store.show_review(tab).await;
    }
    bar.in_panel.set(true);
    bar.connection.set(Connection::Ready);
}

/// Tells that the tab's review is on show here, or no longer. A tab that isn't LinkedIn's has none.
async fn on_show(shown: bool) {
    let _ = send(&Request::OnShow { shown }).await;
}
