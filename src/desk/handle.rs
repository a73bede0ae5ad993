//! What each event does.

use std::rc::Rc;

use super::message::{
    Focus, Frame, GuardMode, Guarded, Orders, PageMessage, Problem, ProblemKind, Reply, Report, Request, SettingsEdit,
    TabId, View,
};
use super::review::{CardNodes, Click, Noted, Review, Reviews, Sender, Standing};
use crate::domain::{Decision, Door, Moment, ProfileAddress, Verdict, What};
use crate::library::facts::Missing;
use crate::library::settings::Settings;
use crate::library::{Change, Command, CommandId, Edit, Facts, Guard, Need, Refusal, Stamp, Stored, Who, apply};
use crate::linkedin::{self, Candidate, Card, Place, Rules};

/// Something that happened.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    pub what: Happening,
    pub now: Moment,
    /// Randomness for a new note's id.
    pub random: u64,
}

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Happening {
    /// A content script has something to say.
    Page { tab: TabId, message: PageMessage },
    /// One of our views wants something.
    View { view: View, request: Request },
    /// The user pressed the shortcut that leads to the review.
    Shortcut { tab: TabId },
    /// A tab was closed.
    TabClosed { tab: TabId },
    /// The browser has started: its tabs have new numbers.
    Started,
}

/// What is to be done, in this order: write, keep the reviews, then tell.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// Changes of the library and the settings, to be written all at once.
    pub writes: Vec<Stored>,
    /// Reviews that changed; `None` removes one.
    pub reviews: Vec<(TabId, Option<Review>)>,
    /// The answer to whoever sent the event.
    pub answer: Answer,
    /// Orders for other pages than the one that asked.
    pub orders: Vec<(TabId, Orders)>,
}

/// The answer to whoever sent the event.
#[derive(Clone, Debug, Default)]
pub enum Answer {
    #[default]
    None,
    Page(Box<Orders>),
    View(Reply),
}

/// Values that must be loaded before the event can be handled.
pub type Want = Need;

/// How long after a click on Accept or Ignore the card's going still counts as its effect.
const CLICK_COUNTS_MS: i64 = 20_000;
/// How long after a decision the card's return means that LinkedIn took it back.
const RETURN_COUNTS_MS: i64 = 60_000;
/// How long a noted decision is offered to be taken back.
const NOTED_SHOWN_MS: i64 = 10 * 60_000;

/// Handles one event.
///
/// # Errors
/// [`Want`] names values that must be loaded first; ask again then. Nothing has happened yet.
pub fn handle(event: &Event, facts: &Facts, reviews: &Reviews) -> Result<Outcome, Want> {
    let mut turn = Turn { now: event.now, random: event.random, facts: facts.clone(), reviews, outcome: Outcome::default() };
    match &event.what {
        Happening::Page { tab, message } => turn.page(*tab, message)?,
        Happening::View { view, request } => {
            let reply = turn.view(*view, request)?;
            turn.outcome.answer = Answer::View(reply);
        }
        Happening::Shortcut { tab } => turn.shortcut(*tab)?,
        Happening::TabClosed { tab } => turn.outcome.reviews.push((*tab, None)),
        Happening::Started => turn.outcome.reviews.extend(reviews.keys().map(|tab| (*tab, None))),
    }
    Ok(turn.outcome)
}

/// One event's work. `facts` already holds what the event itself changes.
struct Turn<'a> {
    now: Moment,
    random: u64,
    facts: Facts,
    reviews: &'a Reviews,
    outcome: Outcome,
}

impl Turn<'_> {
    fn page(&mut self, tab: TabId, message: &PageMessage) -> Result<(), Want> {
        let known = self.reviews.get(&tab).cloned();
        let (review, orders) = match message {
            PageMessage::Hello { doc, url } => self.hello(known, doc, url)?,
            PageMessage::Report(report) => match known {
                Some(review) if review.doc == report.doc && review.url == without_query(&report.shot.url) => {
                    self.report(review, report)?
                }
                _ => self.forgotten(&report.doc, &report.shot.url)?,
            },
            PageMessage::Clicked { doc, token, node, held } => match known {
                Some(review) if review.doc == *doc => self.clicked(review, token, *node, *held)?,
                _ => self.forgotten(doc, "")?,
            },
            PageMessage::Return { doc } => match known {
                Some(mut review) if review.doc == *doc => {
                    review.calls += 1;
                    let mut orders = self.orders_for(&review)?;
                    orders.focus = Some(Focus::Frame);
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
        Ok((review, Orders { doc: doc.to_owned(), at: self.now, resend: true, ..Orders::default() }))
    }

    fn hello(&mut self, known: Option<Review>, doc: &str, url: &str) -> Result<(Review, Orders), Want> {
        let address = without_query(url);
        let place = Place::from_url(url);
        let review = match known {
            // The back/forward cache, or a reload of the content script's state: carry on.
            Some(review) if review.doc == doc && review.url == address => review,
            Some(review) => Review {
                doc: doc.to_owned(),
                url: address.to_owned(),
                // A click on Accept may lead to another page; what it did shows there.
                clicks: review.clicks,
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

    /// Whether the user wants to be asked on this page at all.
    fn asks_on(&self, place: &Place) -> Result<bool, Want> {
        let settings = need(self.facts.settings())?;
        Ok(match place {
            Place::Invitations => !settings.ask_on.invitations_off,
            Place::MyNetwork => !settings.ask_on.my_network_off,
            Place::Profile(_) => !settings.ask_on.profiles_off,
            _ => false,
        })
    }

    fn report(&mut self, mut review: Review, report: &Report) -> Result<(Review, Orders), Want> {
        let place = Place::from_url(&report.shot.url);
        let candidates: Vec<Candidate> = report
            .changed
            .iter()
            .filter_map(|seen| Some(Candidate { root: seen.root, tree: serde_json::from_str(&seen.tree).ok()? }))
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
        review.sort_by(&report.order);
        self.look_up(&mut review)?;
        self.notice_decisions(&mut review, report.modal)?;
        review.noted.retain(|noted| self.now.since_ms(noted.decision.at) < NOTED_SHOWN_MS);
        choose_current(&mut review, &report.in_view);

        let orders = self.orders_for(&review)?;
        review.frame = orders.frame;
        Ok((review, orders))
    }

    /// Brings what the library knows of each sender into the review.
    fn look_up(&self, review: &mut Review) -> Result<(), Want> {
        let settings = need(self.facts.settings())?;
        let mut wanted = Want::default();
        for sender in &mut review.senders {
            match self.facts.find(&sender.address) {
                Ok(found) => {
                    sender.person = found.map(|(id, _)| id.clone());
                    sender.standing = found.map_or(Standing::NoAnswer, |(_, person)| {
                        Standing::from(&settings.policy.verdict(person))
                    });
                }
                Err(Missing::Need(need)) => wanted.0.extend(need.0),
                // Notes that can't be read don't make anybody a stranger: their clicks are let through.
                Err(Missing::Unreadable(_)) => sender.standing = Standing::NotQuite,
            }
        }
        if wanted.0.is_empty() { Ok(()) } else { Err(wanted) }
    }

    /// Records what the user decided on LinkedIn: a card that goes after a click on one of its controls.
    fn notice_decisions(&mut self, review: &mut Review, modal: bool) -> Result<(), Want> {
        let mut clicks = std::mem::take(&mut review.clicks);
        for click in &mut clicks {
            // LinkedIn's own "take care" dialog stands between the click and its effect.
            if modal {
                click.at = self.now;
            }
        }
        for click in clicks {
            let waited = self.now.since_ms(click.at);
            let present = review.sender(&click.sender).is_some_and(Sender::is_present);
            if present && waited < CLICK_COUNTS_MS {
                review.clicks.push(click);
            } else if !present && waited < CLICK_COUNTS_MS {
                self.note_decision(review, &click)?;
            }
        }
        // A card that is back after its decision: LinkedIn couldn't do it.
        let returned: Vec<Noted> = review
            .noted
            .iter()
            .filter(|noted| {
                self.now.since_ms(noted.decision.at) < RETURN_COUNTS_MS
                    && review.sender(&noted.sender).is_some_and(Sender::is_present)
            })
            .cloned()
            .collect();
        for noted in returned {
            // A refusal means that the user has changed the note since; then it stays as it is.
            let _ = self.take_back(review, &noted)?;
        }
        Ok(())
    }

    fn note_decision(&mut self, review: &mut Review, click: &Click) -> Result<(), Want> {
        let what = if click.accept { What::Accepted } else { What::Ignored };
        let decision = Decision { at: click.at, what, ..Decision::default() };
        let sender = review.sender(&click.sender).cloned();
        let known = need_or(self.facts.find(&click.sender), None)?.is_some();
        let mut edits = vec![Edit::AddDecision(decision.clone())];
        if let Some(sender) = sender.as_ref().filter(|_| !known) {
            edits.push(Edit::Name(sender.name.clone()));
            edits.push(Edit::Headline(sender.headline.clone()));
        }
        // The id follows from what happened, so that a repetition after a kill changes nothing.
        let id = CommandId(format!("noted {} {} {}", click.sender, decision.what.word(), click.at.0));
        let command = Command { id: id.clone(), change: Change::Write { who: Who::Address(click.sender.clone()), edits } };
        if self.apply(&command)?.is_err() {
            return Ok(());
        }
        let name = sender.map_or_else(|| click.sender.to_string(), |sender| sender.name);
        review.noted.retain(|noted| noted.command != id);
        review.noted.push(Noted { sender: click.sender.clone(), name, decision, command: id });
        review.paused = review.paused.take().filter(|paused| *paused != click.sender);
        if review.current.as_ref() == Some(&click.sender) {
            review.current = review.next_after(&click.sender).cloned();
            review.calls += 1;
        }
        self.look_up(review)
    }

    /// Removes a noted decision from the library and from the review.
    fn take_back(&mut self, review: &mut Review, noted: &Noted) -> Result<Result<(), Refusal>, Want> {
        let undo = |id: &str, change| Command { id: CommandId(format!("{id} {}", noted.command.0)), change };
        // Whole, if nothing came after it; or else only the decision.
        let result = match self.apply(&undo("undo", Change::Undo { command: noted.command.clone() }))? {
            Ok(_) => Ok(()),
            Err(_) => {
                let edits = vec![Edit::RemoveDecision(noted.decision.clone())];
                let change = Change::Write { who: Who::Address(noted.sender.clone()), edits };
                self.apply(&undo("remove", change))?.map(|_| ())
            }
        };
        review.noted.retain(|other| other.command != noted.command);
        self.look_up(review)?;
        Ok(result)
    }

    fn clicked(
        &mut self,
        mut review: Review,
        token: &str,
        node: linkedin::NodeId,
        held: bool,
    ) -> Result<(Review, Orders), Want> {
        let owner = review.senders.iter().find(|sender| {
            sender.address.as_str() == token
                && sender.cards.iter().any(|card| card.accept == node || card.ignore == node)
        });
        let Some(owner) = owner else {
            let orders = self.orders_for(&review)?;
            return Ok((review, orders));
        };
        let address = owner.address.clone();
        let accept = owner.cards.iter().any(|card| card.accept == node);
        let unanswered = owner.standing == Standing::NoAnswer;
        let guard = need(self.facts.settings())?.guard.clone();

        let mut focus = None;
        if held {
            review.passed.insert(address.clone());
            review.paused = Some(address.clone());
        } else {
            review.clicks.retain(|click| click.sender != address);
            review.clicks.push(Click { sender: address.clone(), accept, at: self.now });
        }
        if held || (accept && unanswered && guard == Guard::Remind) {
            review.current = Some(address);
            review.summoned = true;
            review.calls += 1;
            focus = held.then_some(Focus::Frame);
        }
        let mut orders = self.orders_for(&review)?;
        orders.focus = focus;
        review.frame = orders.frame;
        Ok((review, orders))
    }

    fn view(&mut self, view: View, request: &Request) -> Result<Reply, Want> {
        let tab = match (view, request) {
            (View::Sidebar(tab), _) => Some(tab),
            (View::Popup, Request::Turn { tab, .. }) => *tab,
            (View::Popup | View::Dashboard, _) => None,
        };
        let review = tab.and_then(|tab| self.reviews.get(&tab).cloned());
        match (request, tab.zip(review)) {
            (Request::Hello, _) => Ok(Reply::Hello { tab }),
            (Request::Command { command, sender }, review) => {
                self.command(command, sender.as_ref(), review)
            }
            (Request::Settings { edits }, _) => {
                self.change_settings(|settings| edits.iter().for_each(|edit| edit.carry_out(settings)))?;
                self.refresh_reviews(None)?;
                Ok(Reply::Done)
            }
            (Request::Collapse { collapsed }, review) => {
                self.change_settings(|settings| settings.collapsed = *collapsed)?;
                if let Some((tab, mut review)) = review {
                    review.summoned = !*collapsed;
                    review.calls += u32::from(!*collapsed);
                    let focus = if *collapsed { Focus::Page } else { Focus::Frame };
                    self.keep(tab, review, Some(focus))?;
                }
                Ok(Reply::Done)
            }
            (Request::Turn { to, .. }, Some((tab, mut review))) => {
                if review.sender(to).is_none() {
                    return Ok(refused("this invitation is no longer on the page"));
                }
                review.current = Some(to.clone());
                review.paused = review.paused.take().filter(|paused| paused == to);
                let from_popup = view == View::Popup;
                review.summoned |= from_popup;
                review.calls += u32::from(from_popup);
                self.keep(tab, review, from_popup.then_some(Focus::Frame))?;
                Ok(Reply::Done)
            }
            (Request::AcceptAnyway { sender }, Some((tab, mut review))) => {
                let Some(node) = review.sender(sender).and_then(|sender| sender.cards.first()).map(|card| card.accept)
                else {
                    return Ok(refused("this invitation is no longer on the page"));
                };
                review.passed.insert(sender.clone());
                review.paused = None;
                self.keep(tab, review, Some(Focus::Node(node)))?;
                Ok(Reply::Done)
            }
            (Request::LeaveFrame, Some((tab, review))) => {
                self.keep(tab, review, Some(Focus::Page))?;
                Ok(Reply::Done)
            }
            (Request::TakeBack { command }, Some((tab, mut review))) => {
                let Some(noted) = review.noted.iter().find(|noted| noted.command == *command).cloned() else {
                    return Ok(refused("this can't be undone any more"));
                };
                let result = self.take_back(&mut review, &noted)?;
                self.keep(tab, review, None)?;
                Ok(result.map_or_else(|refusal| refused(&refusal.to_string()), |()| Reply::Done))
            }
            (_, None) => Ok(refused("the sidebar has lost its page; reload the page")),
        }
    }

    fn command(
        &mut self,
        command: &Command,
        sender: Option<&ProfileAddress>,
        review: Option<(TabId, Review)>,
    ) -> Result<Reply, Want> {
        let applied = match self.apply(command)? {
            Ok(applied) => applied,
            Err(refusal) => return Ok(refused(&refusal.to_string())),
        };
        let settings = Rc::clone(need(self.facts.settings())?);
        let verdict = applied.after.as_ref().map_or(Verdict::NoAnswer, |person| settings.policy.verdict(person));
        let really_know = matches!(verdict, Verdict::ReallyKnow(_));

        let asked_in = review.as_ref().map(|(tab, _)| *tab);
        self.refresh_reviews(asked_in)?;
        if let Some((tab, mut review)) = review {
            self.look_up(&mut review)?;
            let mut focus = None;
            if let Some(sender) = sender {
                review.paused = review.paused.take().filter(|paused| paused != sender);
                let accept = review.sender(sender).and_then(|sender| sender.cards.first()).map(|card| card.accept);
                if really_know {
                    focus = accept.map(Focus::Node);
                } else if verdict != Verdict::NoAnswer
                    && let Some(next) = review.next_after(sender).cloned()
                {
                    review.current = Some(next);
                    review.calls += 1;
                }
            }
            self.keep(tab, review, focus)?;
        }
        Ok(Reply::Saved { person: applied.person, really_know })
    }

    fn shortcut(&mut self, tab: TabId) -> Result<(), Want> {
        let Some(mut review) = self.reviews.get(&tab).cloned() else { return Ok(()) };
        review.summoned = true;
        review.calls += 1;
        self.keep(tab, review, Some(Focus::Frame))
    }

    /// Applies a command, and lets the rest of this turn see what it changed.
    fn apply(&mut self, command: &Command) -> Result<Result<crate::library::Applied, Refusal>, Want> {
        let stamp = Stamp { now: self.now, random: self.random };
        let applied = match apply(command, &self.facts, stamp)? {
            Ok(applied) => applied,
            Err(refusal) => return Ok(Err(refusal)),
        };
        for stored in &applied.writes {
            self.write(stored.clone());
        }
        Ok(Ok(applied))
    }

    fn change_settings(&mut self, change: impl FnOnce(&mut Settings)) -> Result<(), Want> {
        let mut settings = need(self.facts.settings())?.as_ref().clone();
        change(&mut settings);
        self.write(Stored::Settings(Rc::new(settings)));
        Ok(())
    }

    /// Plans a write; a later one of the same value replaces it.
    fn write(&mut self, stored: Stored) {
        self.facts.put(stored.clone());
        let same = |other: &Stored| other.key() == stored.key();
        match self.outcome.writes.iter_mut().find(|other| same(other)) {
            Some(planned) => *planned = stored,
            None => self.outcome.writes.push(stored),
        }
    }

    /// Brings the reviews of all tabs but one up to date with the library and the settings.
    fn refresh_reviews(&mut self, but: Option<TabId>) -> Result<(), Want> {
        let others: Vec<(TabId, Review)> =
            self.reviews.iter().filter(|(tab, _)| Some(**tab) != but).map(|(tab, r)| (*tab, r.clone())).collect();
        for (tab, mut review) in others {
            self.look_up(&mut review)?;
            if self.reviews.get(&tab) != Some(&review) || self.outcome.writes.iter().any(|w| matches!(w, Stored::Settings(_))) {
                self.keep(tab, review, None)?;
            }
        }
        Ok(())
    }

    /// Keeps a review and sends its page what follows from it.
    fn keep(&mut self, tab: TabId, mut review: Review, focus: Option<Focus>) -> Result<(), Want> {
        let mut orders = self.orders_for(&review)?;
        orders.focus = focus;
        review.frame = orders.frame;
        self.outcome.reviews.retain(|(other, _)| *other != tab);
        self.outcome.reviews.push((tab, Some(review)));
        self.outcome.orders.retain(|(other, _)| *other != tab);
        self.outcome.orders.push((tab, orders));
        Ok(())
    }

    /// Everything that should now be so in the review's page.
    fn orders_for(&self, review: &Review) -> Result<Orders, Want> {
        let settings = need(self.facts.settings())?;
        let place = Place::from_url(&review.url);
        let guard = review.senders.iter().flat_map(|sender| {
            let pause = settings.guard == Guard::Pause
                && sender.standing == Standing::NoAnswer
                && !review.passed.contains(&sender.address);
            let mode = if pause { GuardMode::Pause } else { GuardMode::Watch };
            sender.cards.iter().map(move |card| Guarded {
                token: sender.address.to_string(),
                accept: card.accept,
                ignore: card.ignore,
                mode,
            })
        });
        let mark = review
            .current
            .as_ref()
            .and_then(|current| review.sender(current))
            .and_then(|sender| sender.cards.first())
            .map(|card| card.root);
        let frame = frame_for(review, settings, &place, self.asks_on(&place)?);
        Ok(Orders {
            doc: review.doc.clone(),
            at: self.now,
            guard: Some(guard.collect()),
            frame: Some(frame),
            mark: Some(mark.filter(|_| frame == Frame::Open)),
            ..Orders::default()
        })
    }
}

/// How the frame stands: open by itself where invitations are listed, a tab elsewhere, nothing where
/// there is nothing to ask.
fn frame_for(review: &Review, settings: &Settings, place: &Place, asks: bool) -> Frame {
    let anybody = review.senders.iter().any(Sender::is_present) || !review.noted.is_empty();
    if !asks || !anybody || (review.senders.is_empty() && !place.opens_by_itself()) {
        Frame::Gone
    } else if review.summoned || (place.opens_by_itself() && !settings.collapsed) {
        Frame::Open
    } else {
        Frame::Tab
    }
}

fn add_card(review: &mut Review, card: &Card) {
    let nodes = CardNodes { root: card.root, accept: card.accept, ignore: card.ignore };
    match review.senders.iter_mut().find(|sender| sender.address == card.address) {
        Some(sender) => {
            sender.cards.push(nodes);
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

/// Keeps the question that is shown; if there is none, takes the first waiting sender in view.
fn choose_current(review: &mut Review, in_view: &[linkedin::NodeId]) {
    if review.current.as_ref().is_some_and(|current| review.sender(current).is_some()) {
        return;
    }
    let waiting = || review.senders.iter().filter(|sender| sender.is_waiting());
    let seen = |sender: &&Sender| sender.cards.iter().any(|card| in_view.contains(&card.root));
    review.current = waiting().find(seen).or_else(|| waiting().next()).map(|sender| sender.address.clone());
}

impl Review {
    /// Puts the senders in the order of their cards. Those whose card is not on the page now (a virtual
    /// list drops what is scrolled away) stay behind whoever stood before them.
    fn sort_by(&mut self, order: &[linkedin::NodeId]) {
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
        placed.sort_by_key(|(at, absent, _)| (*at, *absent));
        self.senders = placed.into_iter().map(|(_, _, sender)| sender).collect();
    }
}

impl SettingsEdit {
    fn carry_out(&self, settings: &mut Settings) {
        match self {
            Self::Guard(guard) => settings.guard = guard.clone(),
            Self::AskOn(ask_on) => settings.ask_on = ask_on.clone(),
            Self::Doors(counts) => {
                for (door, counts) in Door::ALL.into_iter().zip(counts) {
                    settings.policy.doors.set(door, *counts);
                }
            }
            Self::PolicyWords(words) => settings.policy.words = crate::domain::text::clean_text(words, 5_000),
            Self::AskFirst(text) => settings.ask_first = crate::domain::text::clean_text(text, 5_000),
            Self::KindNo(text) => settings.kind_no = crate::domain::text::clean_text(text, 5_000),
        }
    }
}

fn refused(message: &str) -> Reply {
    Reply::Problem(Problem { kind: ProblemKind::Refused, message: message.to_owned() })
}

/// A fact that can only be missing because it isn't loaded.
fn need<T>(fact: Result<T, Missing>) -> Result<T, Want> {
    fact.map_err(|missing| match missing {
        Missing::Need(need) => need,
        Missing::Unreadable(_) => unreachable!("settings that can't be read are read as none"),
    })
}

/// A fact, or a stand-in where what is stored can't be read.
fn need_or<T>(fact: Result<T, Missing>, otherwise: T) -> Result<T, Want> {
    match fact {
        Ok(fact) => Ok(fact),
        Err(Missing::Need(need)) => Err(need),
        Err(Missing::Unreadable(_)) => Ok(otherwise),
    }
}

fn without_query(url: &str) -> &str {
    url.split(['?', '#']).next().unwrap_or_default()
}
