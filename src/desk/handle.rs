//! What each event does.

mod consent;
mod decisions;
mod orders;
mod page;
mod undecided;
mod view;

use std::rc::Rc;

use super::message::{Focus, Orders, PageMessage, Reply, Request, TabId, View};
use super::review::{Review, Reviews, Standing};
use crate::domain::{Day, Moment};
use crate::library::facts::Missing;
use crate::library::settings::Settings;
use crate::library::{Applied, Change, Command, Facts, Need, Refusal, Stamp, Stored, apply, expire};

/// Something that happened.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    pub what: Happening,
    pub now: Moment,
    /// What day it is where the user is.
    pub today: Day,
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

/// Handles one event.
///
/// # Errors
/// [`Want`] names values that must be loaded first; ask again then. Nothing has happened yet.
pub fn handle(event: &Event, facts: &Facts, reviews: &Reviews) -> Result<Outcome, Want> {
    let mut turn = Turn {
        now: event.now,
        today: event.today,
        random: event.random,
        facts: facts.clone(),
        reviews,
        outcome: Outcome::default(),
    };
    match &event.what {
        Happening::Page { tab, message } => turn.page(*tab, message)?,
        Happening::View { view, request } => {
            let reply = turn.view(*view, request)?;
            turn.outcome.answer = Answer::View(reply);
        }
        Happening::Shortcut { tab } => turn.shortcut(*tab)?,
        Happening::TabClosed { tab } => turn.outcome.reviews.push((*tab, None)),
        Happening::Started => {
            turn.outcome.reviews.extend(reviews.keys().map(|tab| (*tab, None)));
            turn.outcome.writes = expire(facts, event.now)?;
            turn.tidy_undecided()?;
        }
    }
    Ok(turn.outcome)
}

/// One event's work. `facts` already holds what the event itself changes.
struct Turn<'a> {
    now: Moment,
    today: Day,
    random: u64,
    facts: Facts,
    reviews: &'a Reviews,
    outcome: Outcome,
}

impl Turn<'_> {
    fn shortcut(&mut self, tab: TabId) -> Result<(), Want> {
        let Some(mut review) = self.reviews.get(&tab).cloned() else { return Ok(()) };
        review.summoned = true;
        review.calls += 1;
        self.keep(tab, review, Some(Focus::Frame))
    }

    /// Applies a command, and lets the rest of this turn see what it changed.
    fn apply(&mut self, command: &Command) -> Result<Result<Applied, Refusal>, Want> {
        let stamp = Stamp { now: self.now, random: self.random };
        let applied = match apply(command, &self.facts, stamp)? {
            Ok(applied) => applied,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let erased = match &command.change {
            Change::Erase { person } => self.addresses_of(person),
            _ => Vec::new(),
        };
        for stored in &applied.writes {
            self.write(stored.clone());
        }
        self.follow_in_undecided(command, &erased)?;
        Ok(Ok(applied))
    }

    fn change_settings(&mut self, change: impl FnOnce(&mut Settings)) -> Result<(), Want> {
        let before = Rc::clone(need(self.facts.settings())?);
        let mut settings = before.as_ref().clone();
        change(&mut settings);
        // That is said in so many words ([`Request::Consent`]), and never by the way.
        settings.consent = before.consent.clone();
        settings.consent_at = before.consent_at;
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

    /// Brings what the library knows of each sender into the review.
    fn look_up(&self, review: &mut Review) -> Result<(), Want> {
        let settings = need(self.facts.settings())?;
        let mut wanted = Want::default();
        for sender in &mut review.senders {
            match self.facts.find(&sender.address) {
                Ok(found) => {
                    sender.person = found.map(|(id, _)| id.clone());
                    if let Some((_, person)) = found {
                        sender.learn_name(&person.name);
                    }
                    sender.standing = found.map_or(Standing::NoAnswer, |(_, person)| {
                        Standing::on(self.today, &settings.policy.verdict(person))
                    });
                }
                Err(Missing::Need(need)) => wanted.0.extend(need.0),
                // Notes that can't be read don't make anybody a stranger: their clicks are let through.
                Err(Missing::Unreadable(_)) => sender.standing = Standing::NotQuite,
            }
        }
        if wanted.0.is_empty() { Ok(()) } else { Err(wanted) }
    }

    /// Brings the reviews of all tabs but one up to date with the library and the settings.
    fn refresh_reviews(&mut self, but: Option<TabId>) -> Result<(), Want> {
        let told = self.outcome.writes.iter().any(|write| matches!(write, Stored::Settings(_)));
        self.refresh(but, told)
    }

    /// The same; `all` pages are told, even where nothing follows for their review.
    fn refresh(&mut self, but: Option<TabId>, all: bool) -> Result<(), Want> {
        let others: Vec<(TabId, Review)> =
            self.reviews.iter().filter(|(tab, _)| Some(**tab) != but).map(|(tab, r)| (*tab, r.clone())).collect();
        for (tab, mut review) in others {
            self.look_up(&mut review)?;
            if all || self.reviews.get(&tab) != Some(&review) {
                self.keep(tab, review, None)?;
            }
        }
        Ok(())
    }

    /// Keeps a review and sends its page what follows from it.
    fn keep(&mut self, tab: TabId, mut review: Review, focus: Option<Focus>) -> Result<(), Want> {
        let mut orders = self.orders_for(&review)?;
        if focus.is_some() {
            review.called_at = Moment(0);
        }
        orders.focus = focus;
        review.frame = orders.frame;
        self.outcome.reviews.retain(|(other, _)| *other != tab);
        self.outcome.reviews.push((tab, Some(review)));
        self.outcome.orders.retain(|(other, _)| *other != tab);
        self.outcome.orders.push((tab, orders));
        Ok(())
    }
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
