//! The background's entry point: what `extension/background.js` calls.

#[cfg(target_arch = "wasm32")]
pub mod background {
    use std::cell::RefCell;

    use really_know::browser::menus::Entry;
    use really_know::browser::sender::Sender;
    use really_know::browser::storage::{self, BrowserStorage};
    use really_know::browser::{self, action, i18n, menus, runtime, tabs};
    use really_know::desk::capture::{self, Pointed};
    use really_know::desk::clerk::{Area, Clerk, Told};
    use really_know::desk::handle::{Answer, Event, Happening};
    use really_know::desk::{Reply, Request, TabId, View, Why};
    use really_know::desk::{Review, badge};
    use really_know::domain::{PersonId, ProfileAddress};
    use really_know::json;
    use really_know::library::{Consent, Key, Settings, Shard, shard_of};
    use really_know::ui::text;
    use wasm_bindgen::prelude::*;
    use wasm_bindgen_futures::JsFuture;

    thread_local! {
        static CLERK: RefCell<Option<Clerk<BrowserStorage>>> = const { RefCell::new(None) };
    }

    /// The first thing that a background does. In the package for trying out (`is_trial` promises whether this is it) the
    /// question that the welcome asks counts as answered; nobody else is asked which package this is.
    #[wasm_bindgen(js_name = begin)]
    pub async fn begin(is_trial: js_sys::Function) {
        if !was_asked().await
            && let Ok(promise) = is_trial.call0(&JsValue::NULL)
            && JsFuture::from(js_sys::Promise::from(promise)).await.is_ok_and(|trial| trial.is_truthy())
        {
            serve(Happening::View { view: View::Welcome, request: Request::Consent { answer: Consent::Yes } }).await;
        }
    }

    /// The extension was installed, or updated.
    #[wasm_bindgen(js_name = onInstalled)]
    pub async fn on_installed(reason: String) {
        // An update never opens a tab; where it has something to ask, the sidebar does when its time has come.
        if reason == "install" && !was_asked().await {
            let _ = runtime::open_page("welcome.html").await;
        }
        offer_to_remember().await;
    }

    /// "Remember this person" in the menus of links to profiles, of selected text, and of LinkedIn's own pages.
    async fn offer_to_remember() {
        let entry = |id, message: &str, context, only| Entry { id, title: i18n::message(message, &[]), context, only };
        let entries = [
            entry("link", "menuRemember", "link", Some(("targetUrlPatterns", "*://*.linkedin.com/in/*"))),
            entry("selection", "menuRememberSelected", "selection", None),
            entry("page", "menuRemember", "page", Some(("documentUrlPatterns", "*://*.linkedin.com/*"))),
        ];
        // Without menus there is the shortcut, and the popup's own line.
        let _ = menus::set(&entries).await;
    }

    /// "Remember this person" was chosen in a page's menu.
    #[wasm_bindgen(js_name = onMenu)]
    pub async fn on_menu(tab: Option<i32>, link: Option<String>, selection: Option<String>) {
        remember(tab.map(TabId), link.as_deref(), selection.as_deref()).await;
    }

    /// Opens the line in a small window: a popup may only be opened while the user's click is fresh, and that is over when a
    /// stopped background has been started.
    async fn remember(tab: Option<TabId>, link: Option<&str>, selection: Option<&str>) {
        let review = match tab {
            Some(tab) => review(tab).await,
            None => None,
        };
        let pointed = Pointed { link, selection, review: review.as_ref() };
        // Whoever has a note is shown with it.
        let known = match capture::address(&pointed) {
            Some(address) => person_with(&address).await,
            None => None,
        };
        let fragment = match known {
            Some(person) => format!("{}{person}", runtime::PERSON),
            None => {
                let line = String::from(js_sys::encode_uri_component(&capture::line(&pointed)));
                [runtime::LINE, &line].concat()
            }
        };
        if let Ok(url) = runtime::url(&format!("popup.html#{fragment}")) {
            let _ = tabs::open_small(&url).await;
        }
    }

    /// Who has this address, as far as the library can be read.
    async fn person_with(address: &ProfileAddress) -> Option<PersonId> {
        let stored = storage::get(Area::Local, &[Key::Shard(shard_of(address)).name()]).await.ok()?;
        Shard::decode(&stored.first()?.1).ok()?.addresses.get(address).cloned()
    }

    async fn review(tab: TabId) -> Option<Review> {
        let stored = storage::get(Area::Session, &[Review::key(tab)]).await.ok()?;
        json::from_str(&stored.first()?.1).ok()
    }

    async fn was_asked() -> bool {
        let key = Key::Settings.name();
        let stored = storage::get(Area::Local, &[key]).await.unwrap_or_default();
        let settings = stored.first().and_then(|(_, text)| Settings::decode(text).ok());
        settings.is_some_and(|settings| settings.consent != Consent::NotAsked)
    }

    /// Handles a message. The shim hands over one at a time, and waits for the answer before the next.
    ///
    /// Resolves to the answer for the sender, or to `null` for a sender that has no business with us.
    #[wasm_bindgen(js_name = onMessage)]
    pub async fn on_message(message: JsValue, sender: JsValue) -> JsValue {
        let what = match Sender::from_js(&sender) {
            Some(Sender::Page(tab)) => browser::from_js(&message).map(|message| Happening::Page { tab, message }),
            Some(Sender::View(view)) => {
                browser::request_from_js(&message).map(|request| Happening::View { view, request })
            }
            None => return JsValue::NULL,
        };
        match what {
            Ok(what) => serve(what).await,
            Err(error) => answer_to_js(&Answer::View(Reply::Problem(Why::NotNow(error.0).into()))),
        }
    }

    /// A tab was closed.
    #[wasm_bindgen(js_name = onTabRemoved)]
    pub async fn on_tab_removed(tab: i32) {
        serve(Happening::TabClosed { tab: TabId(tab) }).await;
    }

    /// The browser has started.
    #[wasm_bindgen(js_name = onStartup)]
    pub async fn on_startup() {
        serve(Happening::Started).await;
    }

    /// A shortcut was pressed.
    #[wasm_bindgen(js_name = onCommand)]
    pub async fn on_command(name: String) {
        let tab = tabs::active().await.ok().flatten();
        match (name.as_str(), tab) {
            ("open-review", Some(tab)) => drop(serve(Happening::Shortcut { tab }).await),
            ("remember", tab) => remember(tab, None, None).await,
            _ => {}
        }
    }

    async fn serve(what: Happening) -> JsValue {
        let random = browser::random().unwrap_or_else(|_| u64::from_ne_bytes(browser::now().0.to_ne_bytes()));
        let event = Event { what, now: browser::now(), today: browser::today(), random };
        let mut clerk = CLERK.take().unwrap_or_else(|| Clerk::new(BrowserStorage));
        let Told { answer, orders, waiting } = clerk.serve(&event).await;
        CLERK.set(Some(clerk));
        for (tab, orders) in orders {
            // A page that is gone needs no orders; the others must not wait for it.
            wasm_bindgen_futures::spawn_local(async move {
                let _ = tabs::send_orders(tab, &orders).await;
            });
        }
        for (tab, waiting) in waiting {
            wasm_bindgen_futures::spawn_local(async move {
                let title = if waiting == 0 {
                    i18n::message("extensionName", &[])
                } else {
                    text::plural("badgeWaiting", waiting)
                };
                // A tab that is gone needs no number.
                let _ = action::show(tab, &badge::text(waiting), badge::COLOUR, &title).await;
            });
        }
        answer_to_js(&answer)
    }

    fn answer_to_js(answer: &Answer) -> JsValue {
        match answer {
            Answer::None => Ok(JsValue::NULL),
            Answer::Page(orders) => browser::to_js(orders),
            Answer::View(reply) => browser::to_js(reply),
        }
        .unwrap_or(JsValue::NULL)
    }
}

fn main() {}
