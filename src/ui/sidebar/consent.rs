//! The card that asks whether LinkedIn's pages may be read, where the user has opened invitations before saying so.

use sycamore::prelude::*;

use crate::library::Consent;
use crate::ui::components::{consent, icon};
use crate::ui::text::msg;

/// The whole card: nothing else is shown before there is a yes.
pub fn card() -> View {
    let trouble = create_signal(None);
    let mark = icon::mark();
    let (title, words) = (msg!("consentTitle"), msg!("consentWhy"));
    let terms = consent::terms();
    let buttons = vec![
        consent::button(Consent::Yes, "button button-primary", msg!("consentYes"), trouble),
        consent::button(Consent::NotNow, "button", msg!("consentNotNow"), trouble),
        consent::button(Consent::No, "link small", msg!("consentNoNever"), trouble),
    ];
    let problem = consent::problem(trouble);
    view! {
        main(class="consent", "data-test"="consent", "aria-labelledby"="consent-title") {
            header(class="consent-head") { (mark) h1(id="consent-title") { (title) } }
            p { (words) }
            (terms)
            (problem)
            div(class="consent-answers") { (buttons) }
        }
    }
}
