//! What a content script says.

use super::super::message::{Orders, PageMessage, Report, TabId};
use super::super::review::{CardNodes, Click, Review, Sender, Standing};
use super::{Answer, Turn, Want, need};
use crate::domain::ProfileAddress;
use crate::domain::sorted::{SortedSet, sort_by_key};
use crate::json;
use crate::library::{Guard, Key};
use crate::linkedin::{self, Candidate, Card, NodeId, PageShot, Place, Rules};

/// How long a noted decision is offered to be taken back.
const NOTED_SHOWN_MS: i64 = 10 * 60_000;

/// How long a page is told again that the sidebar gets the keyboard: until a background that was killed in the middle has
/// been started anew and asked again.
const CALL_REPEATED_MS: i64 = 3_000;

impl Turn<'_> {
    pub(super) fn page(&mut self, tab: TabId, message: &PageMessage) -> Result<(), Want> {
        // What every page needs, in one round to storage.
        let missing = self.facts.missing([Key::Settings, Key::Undecided]);
        if !missing.0.is_empty() {
            return Err(missing);
        }
        let known = self.reviews.get(&tab).cloned();
        let (review, orders) = match message {
            _ if !need(self.facts.settings())?.may_read() => self.unread(known, message)?,
            PageMessage::Hello { doc, url } => self.hello(known, doc, url)?,
            PageMessage::Report(report) => match known {
                Some(review) if review.doc == report.doc && review.url == without_query(&report.shot.url) => {
                    self.report(review, report)?
                }
                _ => self.forgotten(&report.doc, &report.shot.url)?,
            },
            PageMessage::Clicked { doc, token, accept, held } => match known {
                Some(review) if review.doc == *doc => self.clicked(review, token, *accept, *held)?,
                _ => self.forgotten(doc, "")?,
            },
            PageMessage::Layout { doc, shot, tree } => match known {
                Some(mut review) if review.doc == *doc => {
                    let tree = json::from_str(tree).unwrap_or_default();
                    review.layout = Some(linkedin::report::report(shot, &tree));
                    let orders = self.orders_for(&review)?;
                    (review, orders)
                }
                _ => self.forgotten(doc, "")?,
            },
            PageMessage::Return { doc } => match known {
                Some(mut review) if review.doc == *doc => {
                    review.calls += 1;
                    let mut orders = self.orders_for(&review)?;
                    Self::call(&mut orders);
                    (review, orders)
                }
                _ => self.forgotten(doc, "")?,
            },
        };
        if self.reviews.get(&tab) != Some(&review) {
            self.outcome.reviews.push((tab, Some(review)));
        }
        self.outcome.answer = Answer::Page(Box::new(orders));
        Ok(())
    }

    /// A document we know nothing of: the browser restarted, or the session's storage was cleared.
    fn forgotten(&self, doc: &str, url: &str) -> Result<(Review, Orders), Want> {
        let review = Review { doc: doc.to_owned(), url: without_query(url).to_owned(), ..Review::default() };
        Ok((review, Orders { doc: doc.to_owned(), at: self.now, awake: true, resend: true, ..Orders::default() }))
    }

    fn hello(&mut self, known: Option<Review>, doc: &str, url: &str) -> Result<(Review, Orders), Want> {
        let address = without_query(url);
        let place = Place::from_url(url);
        let review = match known {
            // The back/forward cache, or a reload of the content script's state: carry on.
            Some(review) if review.doc == doc && review.url == address => review,
            Some(review) => Review {
                // Once a sender, wherever this document leads.
                passed: if review.doc == doc { review.passed } else { SortedSet::new() },
                doc: doc.to_owned(),
                url: address.to_owned(),
                // A click on Accept may lead to another page; what it did shows there.
                clicks: review.clicks,
                // The panel stands beside the tab, whatever is in it.
                on_show: review.on_show,
                noted: review.noted,
                ..Review::default()
            },
            None => Review { doc: doc.to_owned(), url: address.to_owned(), ..Review::default() },
        };
        let mut orders = self.orders_for(&review)?;
        orders.rules = Some(self.asks_on(&place)?.then(|| Rules::for_place(&place)).flatten());
        orders.resend = true;
        Ok((review, orders))
    }

    fn report(&mut self, mut review: Review, report: &Report) -> Result<(Review, Orders), Want> {
        let place = Place::from_url(&report.shot.url);
        let candidates: Vec<Candidate> = report
            .changed
            .iter()
            .filter_map(|seen| Some(Candidate { root: seen.root, tree: json::from_str(&seen.tree).ok()? }))
            .collect();
        let reading = linkedin::read(&place, &report.shot, &candidates);

        let changed = |card: &CardNodes| report.changed.iter().any(|seen| seen.root == card.root);
        let gone = |card: &CardNodes| !report.order.contains(&card.root);
        for sender in &mut review.senders {
            sender.cards.retain(|card| !changed(card) && !gone(card));
        }
        for card in &reading.cards {
            add_card(&mut review, card);
        }
        review
            .doubts
            .retain(|root| report.order.contains(root) && !report.changed.iter().any(|seen| seen.root == *root));
        review.doubts.extend(reading.left_alone.iter().filter(|left| left.why.is_doubt()).map(|left| left.root));
        review.sort_by(&report.order);
        if let Place::Profile(owner) = &place {
            add_owner(&mut review, owner, &report.shot);
        }
        self.look_up(&mut review)?;
        let calls = review.calls;
        self.notice_decisions(&mut review, report.modal)?;
        review.noted.retain(|noted| self.now.since_ms(noted.decision.at) < NOTED_SHOWN_MS);
        choose_current(&mut review, &report.in_view, &place);
        self.remember_undecided(&review, &place)?;

        let called = review.calls != calls;
        let mut orders = self.orders_for(&review)?;
        // The control that had the focus went with its card; the next question takes it.
        self.call_from_page(&mut review, &mut orders, called);
        review.frame = orders.frame;
        Ok((review, orders))
    }

    fn clicked(&mut self, mut review: Review, token: &str, accept: bool, held: bool) -> Result<(Review, Orders), Want> {
        let Some(owner) = review.senders.iter().find(|sender| sender.address.as_str() == token) else {
            let orders = self.orders_for(&review)?;
            return Ok((review, orders));
        };
        let address = owner.address.clone();
        let unanswered = owner.standing == Standing::NoAnswer;
        let gone = !owner.is_present();
        let guard = need(self.facts.settings())?.guard.clone();

        let calls = review.calls;
        if held {
            review.passed.insert(address.clone());
            review.paused = Some(address.clone());
        } else {
            review.clicks.retain(|click| click.sender != address);
            review.clicks.push(Click { sender: address.clone(), accept, at: self.now });
            if gone {
                // The page was quicker than the news of the click.
                self.notice_decisions(&mut review, false)?;
            }
        }
        if held || (accept && unanswered && guard == Guard::Remind) {
            review.current = Some(address);
            review.summoned = true;
            review.calls += 1;
        }
        let called = review.calls != calls;
        let mut orders = self.orders_for(&review)?;
        self.call_from_page(&mut review, &mut orders, called && (held || gone));
        review.frame = orders.frame;
        Ok((review, orders))
    }

    /// Gives the keyboard to the sidebar if it is called now, or was a moment ago.
    fn call_from_page(&self, review: &mut Review, orders: &mut Orders, now: bool) {
        if now {
            review.called_at = self.now;
        }
        if (0..CALL_REPEATED_MS).contains(&self.now.since_ms(review.called_at)) {
            Self::call(orders);
            orders.called_at = Some(review.called_at);
        }
    }
}

fn add_card(review: &mut Review, card: &Card) {
    let nodes = CardNodes { root: card.root, accept: card.accept, ignore: card.ignore, hidden: card.hidden };
    match review.senders.iter_mut().find(|sender| sender.address == card.address) {
        Some(sender) => {
            // Two subtrees around one card are one card.
            if !sender.cards.iter().any(|known| known.accept == nodes.accept) {
                sender.cards.push(nodes);
            }
            for (known, seen) in [
                (&mut sender.name, &card.name),
                (&mut sender.headline, &card.headline),
                (&mut sender.message, &card.message),
            ] {
                if !seen.is_empty() {
                    known.clone_from(seen);
                }
            }
        }
        None => review.senders.push(Sender {
            address: card.address.clone(),
            name: card.name.clone(),
            headline: card.headline.clone(),
            message: card.message.clone(),
            cards: vec![nodes],
            person: None,
            standing: Standing::NoAnswer,
        }),
    }
}

/// On a profile there is somebody to ask about, or to remember, without any invitation.
fn add_owner(review: &mut Review, owner: &ProfileAddress, shot: &PageShot) {
    let known = review.senders.iter().any(|sender| sender.address == *owner);
    let Some(name) = linkedin::profile_owner(shot, owner).filter(|_| !known) else { return };
    review.senders.push(Sender::without_card(owner.clone(), name));
}

/// Keeps the question that is shown; if there is none, takes the first waiting sender in view, or else the one whose
/// profile it is. A review that begins where nobody waits begins with a greeting; at the end of one nobody is greeted.
fn choose_current(review: &mut Review, in_view: &[NodeId], place: &Place) {
    let greeted = review.greeted.take();
    let current = review.current.as_ref().filter(|current| review.sender(current).is_some());
    let only_greeted = current.is_some() && current == greeted.as_ref();
    let waiting = || review.senders.iter().filter(|sender| sender.is_waiting());
    if current.is_some() && !(only_greeted && waiting().next().is_some()) {
        review.greeted = greeted.filter(|_| only_greeted);
        return;
    }
    let seen = |sender: &&Sender| sender.cards.iter().any(|card| in_view.contains(&card.root));
    let owner = || review.senders.iter().find(|sender| *place == Place::Profile(sender.address.clone()));
    let chosen = waiting().find(seen).or_else(|| waiting().next()).or_else(owner);
    review.current = chosen.map(|sender| sender.address.clone());
    if review.current.is_none() && (review.calls == 0 || greeted.is_some()) {
        let present = || review.senders.iter().filter(|sender| sender.is_present());
        review.greeted = present().find(seen).or_else(|| present().next()).map(|sender| sender.address.clone());
        review.current.clone_from(&review.greeted);
    }
}

impl Review {
    /// Puts the senders in the order of their cards. Those whose card is not on the page now (a virtual
    /// list drops what is scrolled away) stay behind whoever stood before them.
    fn sort_by(&mut self, order: &[NodeId]) {
        let place = |sender: &Sender| {
            sender.cards.iter().filter_map(|card| order.iter().position(|root| *root == card.root)).min()
        };
        let mut last = None;
        let mut placed: Vec<(Option<usize>, bool, Sender)> = Vec::with_capacity(self.senders.len());
        for sender in std::mem::take(&mut self.senders) {
            let at = place(&sender);
            last = at.or(last);
            placed.push((last, at.is_none(), sender));
        }
        sort_by_key(&mut placed, |(at, absent, _)| (*at, *absent));
        self.senders = placed.into_iter().map(|(_, _, sender)| sender).collect();
    }
}

pub(super) fn without_query(url: &str) -> &str {
    url.split(['?', '#']).next().unwrap_or_default()
}
