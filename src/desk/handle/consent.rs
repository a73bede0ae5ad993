//! Before the user has said yes, and when they take it back: nothing that a page shows is looked at or kept.
//!
//! All that is known of a tab then is a document's made-up name, and whether it is the list of invitations: that is
//! where the sidebar asks.

use std::rc::Rc;

use super::super::message::{Frame, Orders, PageMessage};
use super::super::review::Review;
use super::{Turn, Want, need};
use crate::library::Stored;
use crate::library::settings::{AskIn, Consent};
use crate::linkedin::Place;

impl Turn<'_> {
    /// Answers a page that may not be read. Whatever it reports is not looked at.
    pub(super) fn unread(&self, known: Option<Review>, message: &PageMessage) -> Result<(Review, Orders), Want> {
        let doc = message.doc();
        let mut review = match (message, known) {
            (PageMessage::Hello { url, .. }, known) => {
                let known = known.unwrap_or_default();
                Review { on_show: known.on_show, heard: known.heard && known.doc == doc, ..unread(doc, url) }
            }
            (_, Some(known)) if known.doc == doc => known,
            _ => unread(doc, ""),
        };
        let orders = self.unread_orders(&review)?;
        review.frame = orders.frame;
        Ok((review, orders))
    }

    /// What a page is told that may not be read: to sleep, and where invitations are listed to ask.
    pub(super) fn unread_orders(&self, review: &Review) -> Result<Orders, Want> {
        let place = Place::from_url(&review.url);
        let settings = need(self.facts.settings())?;
        let unbidden = place.opens_by_itself() && settings.may_ask_consent(self.now);
        let asks = settings.ask_in == AskIn::Page && (review.summoned || (unbidden && self.asks_on(&place)?));
        let frame = if asks { Frame::Card } else { Frame::Gone };
        Ok(Orders { doc: review.doc.clone(), at: self.now, frame: Some(frame), ..Orders::default() })
    }

    /// Keeps the user's answer, and tells every page.
    pub(super) fn consent(&mut self, answer: &Consent) -> Result<(), Want> {
        let before = Rc::clone(need(self.facts.settings())?);
        let mut settings = before.as_ref().clone();
        settings.consent = answer.clone();
        settings.consent_at = self.now;
        let stays_awake = before.may_read() && settings.may_read();
        self.write(Stored::Settings(Rc::new(settings)));
        if stays_awake {
            // A background that was killed after it had kept the same answer told nobody.
            return self.refresh_reviews(None);
        }
        // What was read goes with the permission; with a new one the pages say hello again.
        self.forget_undecided()?;
        let reviews: Vec<_> = self
            .reviews
            .iter()
            .map(|(tab, r)| (*tab, Review { on_show: r.on_show, heard: r.heard, ..unread(&r.doc, &r.url) }))
            .collect();
        for (tab, review) in reviews {
            self.keep(tab, review, None)?;
        }
        Ok(())
    }
}

/// All that is kept of a page that may not be read.
fn unread(doc: &str, url: &str) -> Review {
    let listed = Place::from_url(url).opens_by_itself();
    let url = if listed { super::page::without_query(url).to_owned() } else { String::new() };
    Review { doc: doc.to_owned(), url, ..Review::default() }
}
