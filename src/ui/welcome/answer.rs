//! Whether LinkedIn's pages may be read, and the way to them.

use sycamore::prelude::*;

use crate::browser::runtime;
use crate::domain::Moment;
use crate::library::Consent;
use crate::ui::components::consent;
use crate::ui::components::field::{focus, is_focus_lost};
use crate::ui::dynamic::{dynamic, effect, live_text, selector};
use crate::ui::store::Store;
use crate::ui::text::{self, msg};

/// LinkedIn's list of received invitations.
const INVITATIONS: &str = "https://www.linkedin.com/mynetwork/invitation-manager/received/";

/// The id of the heading, by which the page's part is named.
const HEADING: &str = "answer-heading";

/// The question, or what was answered.
pub fn answer(store: Store) -> View {
    let trouble = create_signal(None);
    let said = selector(move || {
        store.is_ready().then(|| {
            let settings = store.settings();
            (settings.consent.clone(), settings.consent_at)
        })
    });
    let title = live_text(move || match said.get_clone() {
        None => String::new(),
        Some((Consent::Yes, _)) => msg!("consentThanks"),
        Some(_) => msg!("consentTitle"),
    });
    // Read out when it changes, so it is there before.
    let state = live_text(move || match said.get_clone() {
        None => String::new(),
        Some((Consent::Yes, at)) => msg!("consentGiven", text::moment(at)),
        Some((Consent::NotAsked, _)) => msg!("consentWhy"),
        Some(_) => msg!("consentAbsent"),
    });
    let inside = dynamic(move || match said.get_clone() {
        None => View::default(),
        Some((Consent::Yes, _)) => given(trouble),
        Some((said, _)) => asked(said, trouble),
    });
    let problem = consent::problem(trouble);
    let soft = move || if said.with(|said| matches!(said, Some((Consent::Yes, _)))) { "" } else { "soft" };
    keep_focus(said);
    view! {
        h2(id=HEADING, tabindex="-1") { (title) }
        p(class=soft, "data-test"="consent-state", role="status") { (state) }
        (inside)
        (problem)
    }
}

/// The button that was pressed is gone with the question: the keyboard goes on from the heading above it.
fn keep_focus(said: ReadSignal<Option<(Consent, Moment)>>) {
    let mut before = None;
    effect(move || {
        let now = said.get_clone();
        let answered = before.is_some() && now != before;
        before = now;
        if answered {
            // After everything that this change draws.
            sycamore::web::queue_microtask(|| {
                if is_focus_lost() {
                    focus(HEADING);
                }
            });
        }
    });
}

fn asked(said: Consent, trouble: Signal<Option<String>>) -> View {
    let terms = consent::terms();
    let mut buttons = vec![consent::button(Consent::Yes, "button button-primary", msg!("consentYes"), trouble)];
    if said == Consent::NotAsked {
        buttons.push(consent::button(Consent::NotNow, "button", msg!("consentNotNow"), trouble));
    }
    view! {
        (terms)
        div(class="row") { (buttons) }
    }
}

fn given(trouble: Signal<Option<String>>) -> View {
    let open = msg!("welcomeOpen");
    // Chromium puts content scripts only into pages that are loaded later; Firefox also into those that are open.
    let reload = (!runtime::is_firefox()).then(|| {
        let words = msg!("welcomeReload");
        view! { p(class="small soft") { (words) } }
    });
    let take_back = consent::button(Consent::No, "link small", msg!("consentTakeBack"), trouble);
    view! {
        div(class="row") {
            a(class="button button-primary", href=INVITATIONS, target="_blank", rel="noopener",
                "data-test"="open-invitations") { (open) }
            (take_back)
        }
        (reload)
    }
}
