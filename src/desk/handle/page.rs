//! What a content script says.

use super::super::message::{Orders, PageMessage, Report, TabId};
use super::super::review::{CardNodes, Click, Review, Sender, Standing};
use super::{Answer, Turn, Want, need};
use crate::domain::ProfileAddress;
use crate::domain::sorted::{SortedSet, sort_by_key};
use crate::json;
use crate::library::{Guard, Key};
use crate::linkedin::{self, Candidate, Card, Known, NodeId, PageShot, Place, Rules};

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
            PageMessage::Left { doc } => {
                // A tab that is closed, or shows another document by now, has nothing to lose.
                if let Some(review) = known.filter(|review| review.doc == *doc) {
                    self.left(tab, review);
                }
                let awake = need(self.facts.settings())?.may_read();
                let orders = Orders { doc: doc.clone(), at: self.now, awake, ..Orders::default() };
                self.outcome.answer = Answer::Page(Box::new(orders));
                return Ok(());
            }
            _ if !need(self.facts.settings())?.may_read() => self.unread(known, message)?,
            PageMessage::Hello { doc, url } => {
                if Place::from_url(url) == Place::SignIn {
                    self.forget_pages(tab)?;
                }
                self.hello(known, doc, url)?
            }
            PageMessage::Report(report) => match known {
                Some(review) if review.doc == report.doc && review.url == without_query(&report.shot.url) => {
                    self.report(review, report)?
                }
                // Its hello was lost, or one of where the page was before came later: it may look at the page by another's rules.
                known => self.hello(known, &report.doc, &report.shot.url)?,
            },
            PageMessage::Clicked { doc, token, accept, held } => match known {
                Some(review) if review.doc == *doc => self.clicked(review, token, *accept, *held)?,
                _ => self.forgotten(doc, "")?,
            },
            PageMessage::Layout { doc, shot, tree } => match known {
                Some(mut review) if review.doc == *doc => {
                    let tree = json::from_str(tree).unwrap_or_default();
                    let layout = linkedin::report::report(shot, &tree);
                    review.layout = Some(format!("{layout}<!-- {} -->\n", review.told()));
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
            PageMessage::Pressed { doc, shot, tree } => match known {
                Some(review) if review.doc == *doc => self.pressed(review, shot, tree)?,
                _ => self.forgotten(doc, "")?,
            },
            PageMessage::Pointed { doc, href, text } => match known {
                Some(review) if review.doc == *doc => self.pointed(review, href.as_deref(), text)?,
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
        let asks = self.asks_on(&place)?;
        let inviting = inviting(known.as_ref(), &place).filter(|_| asks);
        let mut review = match known {
            // Whoever signs in next is somebody else: nothing of this member's pages goes on.
            Some(review) if place == Place::SignIn => {
                Review { doc: doc.to_owned(), url: address.to_owned(), on_show: review.on_show, ..Review::default() }
            }
            // The back/forward cache, or a reload of the content script's state: carry on.
            Some(review) if review.doc == doc && review.url == address => review,
            Some(review) => Review {
                heard: review.heard && review.doc == doc,
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
        review.pointing = false;
        review.inviting = None;
        let mut orders = match inviting {
            Some(Invited { address, name, open }) => {
                review.ask_about(&address, &name);
                review.inviting = Some(address);
                review.summoned = open;
                self.look_up(&mut review)?;
                let orders = self.orders_for(&review)?;
                review.frame = orders.frame;
                orders
            }
            None => self.orders_for(&review)?,
        };
        let told = need(self.facts.settings())?.ask_on.inviting && matches!(place, Place::Profile(_));
        let rules = Rules::for_place(&place).filter(|_| asks);
        orders.rules = Some(rules.map(|rules| if told { rules.with_presses() } else { rules }));
        orders.resend = true;
        Ok((review, orders))
    }

    /// Nobody waits in a tab that leads elsewhere by now. What was begun stays for the tab's next page, and all of it for when
    /// the document comes back from the back/forward cache: it is told anew then.
    fn left(&mut self, tab: TabId, mut review: Review) {
        for sender in &mut review.senders {
            sender.cards.clear();
        }
        review.left_alone.clear();
        if self.reviews.get(&tab) != Some(&review) {
            self.outcome.reviews.push((tab, Some(review)));
        }
    }

    /// Another member may sign in: what was begun on this one's pages, in whatever tab, is begun anew.
    fn forget_pages(&mut self, but: TabId) -> Result<(), Want> {
        let others: Vec<(TabId, Review)> =
            self.reviews.iter().filter(|(tab, _)| **tab != but).map(|(tab, review)| (*tab, review.clone())).collect();
        for (tab, Review { doc, url, on_show, heard, .. }) in others {
            self.keep(tab, Review { doc, url, on_show, heard, ..Review::default() }, None)?;
        }
        for (_, orders) in &mut self.outcome.orders {
            orders.resend = true;
        }
        Ok(())
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
        let known: SortedSet<NodeId> = report.order.iter().copied().collect();
        review
            .left_alone
            .retain(|root, _| known.contains(root) && !report.changed.iter().any(|seen| seen.root == *root));
        review.left_alone.extend(reading.left_alone.iter().map(|left| (left.root, left.why)));
        review.sort_by(&report.order);
        if let Place::Profile(owner) = &place {
            add_owner(&mut review, owner, &report.shot);
        }
        self.look_up(&mut review)?;
        let calls = review.calls;
        self.notice_decisions(&mut review, report.modal)?;
        review.noted.retain(|noted| self.now.since_ms(noted.decision.at) < NOTED_SHOWN_MS);
        choose_current(&mut review, &report.in_view, &place);
        review.forget_gone();
        self.remember_undecided(&review, &place)?;

        let called = review.calls != calls;
        let mut orders = self.orders_for(&review)?;
        // The control that had the focus went with its card; the next question takes it.
        self.call_from_page(&mut review, &mut orders, called);
        review.frame = orders.frame;
        Ok((review, orders))
    }

    fn clicked(&mut self, mut review: Review, token: &str, accept: bool, held: bool) -> Result<(Review, Orders), Want> {
        // A page that comes back from the browser's cache is guarded as it was, before it has said whom it shows.
        if held
            && !review.senders.iter().any(|sender| sender.address.as_str() == token)
            && let Ok(address) = ProfileAddress::from_slug(token)
        {
            review.ask_about(&address, "");
            self.look_up(&mut review)?;
        }
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

    /// Something was pressed on a profile. If it invites its owner, the sidebar asks about them; it takes no keyboard, as
    /// LinkedIn asks for a note at the same time.
    fn pressed(&mut self, mut review: Review, shot: &PageShot, tree: &str) -> Result<(Review, Orders), Want> {
        let place = Place::from_url(&shot.url);
        let asks = self.asks_on(&place)? && need(self.facts.settings())?.ask_on.inviting;
        if let Place::Profile(owner) = &place
            && asks
            && json::from_str(tree).is_ok_and(|pressed| linkedin::pressed_connect(&place, shot, &pressed))
        {
            let name = linkedin::profile_owner(shot, owner).unwrap_or_default();
            review.ask_about(owner, &name);
            review.inviting = Some(owner.clone());
            review.summoned = true;
            self.look_up(&mut review)?;
        }
        let orders = self.orders_for(&review)?;
        review.frame = orders.frame;
        Ok((review, orders))
    }

    /// The user has pointed at somebody, or given up.
    fn pointed(&mut self, mut review: Review, href: Option<&str>, text: &str) -> Result<(Review, Orders), Want> {
        review.pointing = false;
        let address = href.and_then(|href| ProfileAddress::from_href(href).ok());
        if let Some(address) = &address {
            review.ask_about(address, &linkedin::name_in_link(text));
            review.summoned = true;
            review.calls += 1;
            self.look_up(&mut review)?;
        }
        let mut orders = self.orders_for(&review)?;
        self.call_from_page(&mut review, &mut orders, address.is_some());
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
    let (known, hidden) = (Known::by(&card.evidence), card.hidden);
    let nodes = CardNodes { root: card.root, accept: card.accept, ignore: card.ignore, known, hidden };
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
    let Some(name) = linkedin::profile_owner(shot, owner) else { return };
    match review.senders.iter_mut().find(|sender| sender.address == *owner) {
        Some(sender) => sender.learn_name(&name),
        None => review.senders.push(Sender::without_card(owner.clone(), name)),
    }
}

/// Somebody who is about to be invited.
struct Invited {
    address: ProfileAddress,
    /// May be empty.
    name: String,
    /// Whether the sidebar is, or stays, open.
    open: bool,
}

/// Whom a page's address says the user is about to invite: on LinkedIn's page for a note, and back on the profile from
/// there. What was known of them before helps.
fn inviting(known: Option<&Review>, place: &Place) -> Option<Invited> {
    let address = match place {
        Place::Inviting(whom) => whom,
        Place::Profile(owner) if known?.inviting.as_ref() == Some(owner) => owner,
        _ => return None,
    };
    let name = known.and_then(|known| known.sender(address)).map(|sender| sender.name.clone()).unwrap_or_default();
    let before = known.filter(|known| known.inviting.as_ref() == Some(address));
    Some(Invited { address: address.clone(), name, open: before.is_none_or(|before| before.summoned) })
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
