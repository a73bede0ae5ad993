//! Who is waiting on the page in the current tab.

use js_sys::Promise;
use sycamore::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::state::State;
use crate::browser::panel;
use crate::desk::{Request, Sender};
use crate::domain::ProfileAddress;
use crate::library::settings::AskIn;
use crate::ui::components::icon;
use crate::ui::dynamic::{dynamic, selector};
use crate::ui::send::send;
use crate::ui::text;

/// The senders on the page who are still to be asked about, in page order; nothing if there are none.
pub fn waiting(state: State) -> View {
    let senders = selector(move || {
        let review = state.store.review().get_clone();
        review.senders.iter().filter(|sender| sender.is_waiting()).cloned().collect::<Vec<_>>()
    });
    let trouble = create_signal(None::<String>);
    let shown = move || {
        if senders.with(Vec::is_empty) || !state.query.with(|query| query.trim().is_empty()) {
            return View::new();
        }
        let rows: Vec<View> = senders.get_clone().into_iter().map(|sender| row(state, trouble, sender)).collect();
        let heading = text::plural("popupWaiting", senders.with(Vec::len));
        view! {
            section(class="popup-waiting", aria-labelledby="waiting-heading") {
                h2(id="waiting-heading", class="popup-heading") { (heading) }
                ul(class="list") { (rows) }
                p(class="popup-note", role="alert") { (trouble.get_clone().unwrap_or_default()) }
            }
        }
    };
    dynamic(shown)
}

fn row(state: State, trouble: Signal<Option<String>>, sender: Sender) -> View {
    let Sender { address, name, headline, standing, .. } = sender;
    let mark = icon::standing(standing);
    let slug = address.as_str().to_owned();
    view! {
        li {
            button(r#type="button", class="list-row", "data-test"="waiting-row", "data-address"=slug,
                   on:click=move |_| turn_to(state, trouble, address.clone())) {
                (mark)
                span {
                    span(class="list-name") { bdi { (name) } }
                    span(class="list-note") { bdi { (headline) } }
                }
            }
        }
    }
}

/// Turns the sidebar in the tab to this sender, and gets out of the way.
fn turn_to(state: State, trouble: Signal<Option<String>>, to: ProfileAddress) {
    let opening = open_panel(state);
    let request = Request::Turn { to, tab: state.tab.get_untracked() };
    spawn_local(async move {
        if let Some(opening) = opening {
            let _ = JsFuture::from(opening).await;
        }
        match send(&request).await {
            // A window that can't be closed stays open.
            Ok(_) => drop(sycamore::web::window().close()),
            Err(problem) if trouble.is_alive() => trouble.set(Some(problem.message)),
            Err(_) => {}
        }
    });
}

/// Opens the browser's panel, if that is where the user wants to be asked. To be called in the click itself.
pub fn open_panel(state: State) -> Option<Promise> {
    let in_panel = state.store.settings().ask_in == AskIn::Panel;
    panel::open(state.window.get_untracked().filter(|_| in_panel)?)
}
