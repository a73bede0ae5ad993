//! A note to go with an invitation that the user sends: from what they wrote, for them to copy.

use sycamore::prelude::*;
use sycamore::web::events::Event;
use wasm_bindgen_futures::spawn_local;

use super::state::Bar;
use crate::domain::reply::{INVITATION_LIMIT, invitation_note, length};
use crate::domain::{Person, ProfileAddress};
use crate::linkedin::Place;
use crate::ui::clipboard;
use crate::ui::components::field::text_of;
use crate::ui::dynamic::{dynamic, handler, live_text, selector};
use crate::ui::text::msg;

/// Offered on a profile whose owner has not invited the user, and open where the user is about to invite them.
pub fn invite(bar: Bar, sender: ProfileAddress, person: ReadSignal<Person>) -> View {
    let offered = {
        let sender = sender.clone();
        selector(move || {
            bar.store.review().with(|review| {
                let waits = review.sender(&sender).is_some_and(|sender| sender.is_present());
                let decided = review.noted.iter().any(|noted| noted.sender == sender);
                let inviting = review.inviting.as_ref() == Some(&sender);
                let here = inviting || Place::from_url(&review.url) == Place::Profile(sender.clone());
                (here && !waits && !decided).then_some(inviting)
            })
        })
    };
    dynamic(move || {
        let Some(inviting) = offered.get() else { return View::default() };
        let name = untrack(|| bar.name(&sender));
        let note = person.with(|person| invitation_note(&msg!("sidebarInviteTemplate"), &name, &remembered(person)));
        note_field(bar, note, inviting)
    })
}

fn note_field(bar: Bar, note: String, open: bool) -> View {
    let text = create_signal(note);
    let copy = move |_| {
        let text = text.get_clone_untracked();
        spawn_local(async move {
            let done = clipboard::copy_field("invite-note", &text).await;
            bar.said.set(if done { msg!("commonCopied") } else { msg!("commonNotCopied") });
        });
    };
    let (title, label, copy_label) = (msg!("sidebarInvite"), msg!("sidebarInviteLabel"), msg!("commonCopy"));
    let count = live_text(move || {
        let count = text.with(|text| length(text)).to_string();
        msg!("sidebarInviteCount", count, INVITATION_LIMIT.to_string())
    });
    view! {
        details(class="disclosure", open=open) {
            summary("data-test"="invite") { (title) }
            div(class="disclosure-inside field") {
                textarea(id="invite-note", class="input reply", dir="auto", rows="4", "aria-label"=label,
                    "aria-describedby"="invite-count", "data-test"="invite-note", prop:value=text,
                    on:input=handler(move |event: Event| {
                        text.set(event.target().and_then(|field| text_of(&field)).unwrap_or_default());
                    }))
                p(id="invite-count", class="field-help") { (count) }
                div(class="row") {
                    button(r#type="button", class="button", "data-test"="copy-note", on:click=handler(copy)) { (copy_label) }
                }
            }
        }
    }
}

/// What is worth reminding them of.
fn remembered(person: &Person) -> String {
    let memory = person.ties.met.as_ref().map(|met| met.memory.trim()).filter(|memory| !memory.is_empty());
    memory.unwrap_or(person.met_where.trim()).to_owned()
}
