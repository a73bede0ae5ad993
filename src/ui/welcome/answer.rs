//! Whether LinkedIn's pages may be read, and the way to them.

use sycamore::prelude::*;

use crate::browser::runtime;
use crate::library::Consent;
use crate::ui::components::consent;
use crate::ui::dynamic::{dynamic, selector};
use crate::ui::store::Store;
use crate::ui::text::{self, msg};

/// LinkedIn's list of received invitations.
const INVITATIONS: &str = "https://www.linkedin.com/mynetwork/invitation-manager/received/";

/// The question, or what was answered.
pub fn answer(store: Store) -> View {
    let trouble = create_signal(None);
    let said = selector(move || {
        store.is_ready().then(|| {
            let settings = store.settings();
            (settings.consent.clone(), settings.consent_at)
        })
    });
    let inside = dynamic(move || match said.get_clone() {
        None => View::default(),
        Some((Consent::Yes, at)) => given(text::moment(at), trouble),
        Some((said, _)) => asked(said, trouble),
    });
    let problem = consent::problem(trouble);
    view! { (inside) (problem) }
}

fn asked(said: Consent, trouble: Signal<Option<String>>) -> View {
    let title = msg!("consentTitle");
    let terms = consent::terms();
    let mut buttons = vec![consent::button(Consent::Yes, "button button-primary", msg!("consentYes"), trouble)];
    if said == Consent::NotAsked {
        buttons.push(consent::button(Consent::NotNow, "button", msg!("consentNotNow"), trouble));
    }
    let state = if said == Consent::NotAsked { msg!("consentWhy") } else { msg!("consentAbsent") };
    view! {
        h2(id="answer-heading") { (title) }
        p(class="soft", "data-test"="consent-state", role="status") { (state) }
        (terms)
        div(class="row") { (buttons) }
    }
}

fn given(since: String, trouble: Signal<Option<String>>) -> View {
    let (title, state, open) = (msg!("consentThanks"), msg!("consentGiven", since), msg!("welcomeOpen"));
    // Chromium puts content scripts only into pages that are loaded later; Firefox also into those that are open.
    let reload = (!runtime::is_firefox()).then(|| {
        let words = msg!("welcomeReload");
        view! { p(class="small soft") { (words) } }
    });
    let take_back = consent::button(Consent::No, "link small", msg!("consentTakeBack"), trouble);
    view! {
        h2(id="answer-heading") { (title) }
        p("data-test"="consent-state", role="status") { (state) }
        div(class="row") {
            a(class="button button-primary", href=INVITATIONS, target="_blank", rel="noopener",
                "data-test"="open-invitations") { (open) }
            (take_back)
        }
        (reload)
    }
}
