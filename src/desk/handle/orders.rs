//! What a page is told, which follows from its review.

use super::super::message::{Focus, Frame, GuardMode, Guarded, Orders};
use super::super::review::{Review, Sender, Standing};
use super::{Turn, Want, need};
use crate::library::settings::AskIn;
use crate::library::{Guard, Settings};
use crate::linkedin::Place;

impl Turn<'_> {
    /// Everything that should now be so in the review's page.
    pub(super) fn orders_for(&self, review: &Review) -> Result<Orders, Want> {
        let settings = need(self.facts.settings())?;
        if !settings.may_read() {
            return self.unread_orders(review);
        }
        let place = Place::from_url(&review.url);
        let in_panel = settings.ask_in == AskIn::Panel;
        let asks = self.asks_on(&place)?;
        let guard = review.senders.iter().flat_map(|sender| {
            // A click is held only where somebody is there to say why.
            let pause = settings.guard == Guard::Pause
                && if in_panel { review.on_show } else { asks }
                && sender.standing == Standing::NoAnswer
                && !review.passed.contains(&sender.address);
            let mode = if pause { GuardMode::Pause } else { GuardMode::Watch };
            sender.cards.iter().map(move |card| Guarded {
                token: sender.address.to_string(),
                accept: card.accept,
                ignore: card.ignore.unwrap_or(card.accept),
                mode,
            })
        });
        let mark = review
            .current
            .as_ref()
            .and_then(|current| review.sender(current))
            .and_then(Sender::card)
            .map(|card| card.root);
        let frame = match in_panel {
            true => Frame::Gone,
            false if review.inviting.is_some() => {
                if review.summoned {
                    Frame::Open
                } else {
                    Frame::Tab
                }
            }
            false => frame_for(review, settings, &place, asks),
        };
        Ok(Orders {
            doc: review.doc.clone(),
            at: self.now,
            awake: true,
            guard: Some(guard.collect()),
            frame: Some(frame),
            mark: Some(mark.filter(|_| frame == Frame::Open)),
            avoid: Some(review.left_alone.iter().filter(|(_, why)| why.has_answers()).map(|(root, _)| *root).collect()),
            heard: review.heard,
            ..Orders::default()
        })
    }

    /// Takes the keyboard into the sidebar, if it is open: a tab at the edge has nothing to say to it.
    pub(super) fn call(orders: &mut Orders) {
        orders.focus = (orders.frame == Some(Frame::Open)).then_some(Focus::Frame);
    }

    /// Whether the user wants to be asked on this page at all.
    pub(super) fn asks_on(&self, place: &Place) -> Result<bool, Want> {
        let settings = need(self.facts.settings())?;
        Ok(match place {
            Place::Invitations => !settings.ask_on.invitations_off,
            // News of an invitation are a preview of the list, too, and so is what other pages show of it.
            Place::MyNetwork | Place::Notifications | Place::Search | Place::Elsewhere => {
                !settings.ask_on.my_network_off
            }
            Place::Profile(_) => !settings.ask_on.profiles_off,
            // What the user is about to do there begins on a profile.
            Place::Inviting(_) => settings.ask_on.inviting && !settings.ask_on.profiles_off,
            Place::Sent | Place::SignIn | Place::Other => false,
        })
    }
}

/// How the frame stands: open by itself where invitations are listed, a tab elsewhere, nothing where
/// there is nothing to ask.
fn frame_for(review: &Review, settings: &Settings, place: &Place, asks: bool) -> Frame {
    let on_profile = matches!(place, Place::Profile(_)) && !review.senders.is_empty();
    // A card that appears over a name goes when the mouse leaves it for the sidebar; its question stays until it is put away.
    let asked = review.summoned && review.current.as_ref().is_some_and(|current| review.sender(current).is_some());
    let anybody = on_profile || review.senders.iter().any(Sender::is_present) || !review.noted.is_empty() || asked;
    let listed = place.opens_by_itself();
    if !asks || (!listed && (!anybody || review.senders.is_empty())) {
        Frame::Gone
    } else if !anybody && review.doubts() == 0 && !review.summoned {
        // Perhaps nobody is waiting, perhaps the page can't be read: then there is something to say.
        Frame::Tab
    } else if review.summoned || (listed && !settings.collapsed) {
        Frame::Open
    } else {
        Frame::Tab
    }
}
