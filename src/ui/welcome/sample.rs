//! A try: an invitation that we made up, and the sidebar's own question beside it. Nothing of it is stored.

use sycamore::prelude::*;

use crate::desk::review::CardNodes;
use crate::desk::{Review, Sender, Standing};
use crate::domain::ProfileAddress;
use crate::linkedin::{Known, NodeId};
use crate::ui::components::{consent, field};
use crate::ui::draft;
use crate::ui::dynamic::{dynamic, handler};
use crate::ui::sidebar::acts::SAMPLE_ACCEPT;
use crate::ui::sidebar::state::Bar;
use crate::ui::sidebar::{self, frame, keys};
use crate::ui::text::msg;

/// Nobody's address; with a note about it on the disk, the sample would only begin with that.
const NOBODY: &str = "the-sample-of-really-know";

/// The sample and its question.
pub fn sample() -> View {
    let Ok(address) = ProfileAddress::from_slug(NOBODY) else { return View::default() };
    draft::drop(&sidebar::draft_name(&address));
    let bar = Bar::practising(review(&address));
    bar.store.open();
    keys::listen(bar);
    frame::follow_calls(bar);
    let (title, about) = (msg!("welcomeTry"), msg!("welcomeTryAbout"));
    let invitation = invitation(bar, address);
    let question = frame::sample(bar);
    let trouble = consent::problem(bar.trouble);
    view! {
        h2(id="sample-heading") { (title) }
        p(class="part-about soft") { (about) }
        div(class="sample") {
            (invitation)
            div(class="sample-bar") { (question) }
        }
        (trouble)
    }
}

fn review(address: &ProfileAddress) -> Review {
    // The numbers of elements that no page has: they only say that there is an invitation.
    let card = CardNodes {
        root: NodeId(1),
        accept: NodeId(2),
        ignore: Some(NodeId(3)),
        known: Known::default(),
        hidden: false,
    };
    let mia = Sender {
        address: address.clone(),
        name: msg!("welcomeSampleName"),
        headline: msg!("welcomeSampleHeadline"),
        message: msg!("welcomeSampleMessage"),
        cards: vec![card],
        person: None,
        standing: Standing::NoAnswer,
    };
    Review { senders: vec![mia], current: Some(address.clone()), ..Review::default() }
}

/// The invitation as it might be delivered, with buttons that do nothing but show what the real ones would.
fn invitation(bar: Bar, address: ProfileAddress) -> View {
    let decided = create_signal(None::<bool>);
    let label = msg!("welcomeSampleLabel");
    let (name, headline, message) =
        (msg!("welcomeSampleName"), msg!("welcomeSampleHeadline"), msg!("welcomeSampleMessage"));
    let below = dynamic(move || match decided.get() {
        None => buttons(bar, address.clone(), decided),
        Some(_) => again(decided),
    });
    let says = dynamic(move || decided.get().map_or_else(View::default, done));
    view! {
        article(class="invitation", "aria-labelledby"="invitation-label") {
            p(id="invitation-label", class="invitation-label") { (label) }
            p(class="who-name serif") { (name) }
            p(class="soft") { (headline) }
            p(class="invitation-message serif") { (message) }
            div(class="spoken", role="status") { (says) }
            (below)
        }
    }
}

fn buttons(bar: Bar, address: ProfileAddress, decided: Signal<Option<bool>>) -> View {
    let (accept, ignore) = (msg!("welcomeSampleAccept"), msg!("welcomeSampleIgnore"));
    let press_accept = move |_| {
        let answered = bar.notice.with_untracked(Option::is_some);
        let review = bar.review();
        if answered || review.paused.is_some() {
            decided.set(Some(true));
            bar.store.show_sample(Review { paused: None, ..Review::clone(&review) });
        } else {
            // Held once, as on the real page.
            bar.store.show_sample(Review { paused: Some(address.clone()), ..Review::clone(&review) });
            bar.wants_focus.set(true);
        }
    };
    view! {
        div(class="row") {
            button(r#type="button", class="button", "data-test"="sample-ignore",
                on:click=handler(move |_| decided.set(Some(false)))) { (ignore) }
            button(r#type="button", id=SAMPLE_ACCEPT, class="button button-primary", "data-test"="sample-accept",
                on:click=handler(press_accept)) { (accept) }
        }
    }
}

fn done(accepted: bool) -> View {
    let says = if accepted { msg!("welcomeSampleAccepted") } else { msg!("welcomeSampleIgnored") };
    view! { p("data-test"="sample-done") { (says) } }
}

fn again(decided: Signal<Option<bool>>) -> View {
    let again = msg!("welcomeSampleAgain");
    view! {
        button(r#type="button", class="link small", on:click=handler(move |_| {
            decided.set(None);
            field::focus(SAMPLE_ACCEPT);
        })) { (again) }
    }
}
