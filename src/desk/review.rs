//! The sidebar's work in one tab: who is waiting, and who is asked about now.
//!
//! A review is kept in storage until the browser closes, and views read it there. It is written after
//! every event that changes it, so that it outlives the background.

use serde::{Deserialize, Serialize};

use super::message::{Frame, TabId};
use crate::domain::sorted::{SortedMap, SortedSet, sort_by_key};
use crate::domain::{Day, Decision, Moment, NotYet, PersonId, ProfileAddress, Verdict};
use crate::library::CommandId;
use crate::linkedin::{Basis, Known, NodeId, Why};

/// So many senders are remembered who are not on the page now: more than a user scrolls past in a minute.
const GONE_KEPT: usize = 150;

/// The reviews of all open tabs.
pub type Reviews = SortedMap<TabId, Review>;

/// The review of one tab.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Review {
    /// The document that the numbers of nodes belong to.
    pub doc: String,
    /// Its address without query and fragment.
    pub url: String,
    /// Everybody seen on this page, in page order.
    pub senders: Vec<Sender>,
    /// The sender whose question is shown.
    pub current: Option<ProfileAddress>,
    /// Somebody who is only greeted, since nobody waited: whoever waits takes their place.
    pub greeted: Option<ProfileAddress>,
    /// How the frame stands.
    pub frame: Option<Frame>,
    /// Whether the browser's panel shows this review.
    pub on_show: bool,
    /// Senders whose held click was used up: not held again in this document.
    pub passed: SortedSet<ProfileAddress>,
    /// Whether the user, by a held click or the tab, called the sidebar up where it doesn't open by itself.
    pub summoned: bool,
    /// Counts the times the view should take the keyboard: a change means "now".
    pub calls: u32,
    /// When something in the page last called for it. The page is told for a moment, because a background that is killed
    /// after it has kept the review tells nobody; zero once the focus went elsewhere.
    pub called_at: Moment,
    /// Why it was called: a click on this sender's Accept was paused.
    pub paused: Option<ProfileAddress>,
    /// Clicks on Accept and Ignore whose effect hasn't been seen yet.
    pub clicks: Vec<Click>,
    /// What could have been an invitation and was left alone, and why.
    pub left_alone: SortedMap<NodeId, Why>,
    /// Whom the user is about to invite: their Connect was pressed, or LinkedIn's page for a note to them is open.
    pub inviting: Option<ProfileAddress>,
    /// Whether the user points at somebody on the page.
    pub pointing: bool,
    /// Whether the sidebar in this document's frame has started.
    pub heard: bool,
    /// A report of the page's layout, as it was asked for.
    pub layout: Option<String>,
    /// Decisions noticed lately, newest last; each can be taken back for a while.
    pub noted: Vec<Noted>,
}

/// Somebody whose invitation is, or was, on the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Sender {
    pub address: ProfileAddress,
    pub name: String,
    #[serde(default)]
    pub headline: String,
    /// Written by the sender: somebody else's text.
    #[serde(default)]
    pub message: String,
    /// The sender's cards now on the page; more than one where LinkedIn draws them twice.
    #[serde(default)]
    pub cards: Vec<CardNodes>,
    /// The sender's note in the library.
    #[serde(default)]
    pub person: Option<PersonId>,
    pub standing: Standing,
}

/// The numbers of one card's elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardNodes {
    pub root: NodeId,
    pub accept: NodeId,
    /// Without one the sender can only be accepted.
    #[serde(default)]
    pub ignore: Option<NodeId>,
    /// How the reader knew it.
    #[serde(default)]
    pub known: Known,
    /// Whether its controls are out of sight, as in a header that appears on scrolling.
    #[serde(default)]
    pub hidden: bool,
}

/// A verdict as the review's list shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Standing {
    /// Still to be asked, or to be asked again.
    NoAnswer,
    ReallyKnow,
    /// Put aside until a day.
    Parked,
    /// Met, but nothing is remembered; or only through doors that don't count.
    NotQuite,
    /// The user doesn't know them.
    DontKnow,
}

impl From<&Verdict> for Standing {
    fn from(verdict: &Verdict) -> Self {
        match verdict {
            Verdict::NoAnswer => Self::NoAnswer,
            Verdict::ReallyKnow(_) => Self::ReallyKnow,
            Verdict::NotYet(NotYet::Parked(_)) => Self::Parked,
            Verdict::NotYet(NotYet::DontKnow) => Self::DontKnow,
            Verdict::NotYet(NotYet::NoMemory | NotYet::DoorsDontCount(_)) => Self::NotQuite,
        }
    }
}

impl Standing {
    /// How somebody stands on a day: whoever was put aside until then is to be asked again.
    #[must_use]
    pub fn on(today: Day, verdict: &Verdict) -> Self {
        if verdict.due(today).is_some() { Self::NoAnswer } else { Self::from(verdict) }
    }
}

/// A click whose effect hasn't been seen yet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Click {
    pub sender: ProfileAddress,
    pub accept: bool,
    pub at: Moment,
}

/// A decision that was noticed and recorded.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Noted {
    pub sender: ProfileAddress,
    pub name: String,
    pub decision: Decision,
    pub command: CommandId,
}

impl Sender {
    /// Somebody who is asked about without an invitation on the page.
    #[must_use]
    pub fn without_card(address: ProfileAddress, name: String) -> Self {
        let (headline, message) = (String::new(), String::new());
        Self { address, name, headline, message, cards: Vec::new(), person: None, standing: Standing::NoAnswer }
    }

    /// Takes over a name where nothing but the address is known.
    pub fn learn_name(&mut self, name: &str) {
        if !name.is_empty() && (self.name.is_empty() || self.name == self.address.as_str()) {
            name.clone_into(&mut self.name);
        }
    }

    /// Whether a card of this sender is on the page now.
    #[must_use]
    pub fn is_present(&self) -> bool {
        !self.cards.is_empty()
    }

    /// The card to lead to: one that is shown, if there is one.
    #[must_use]
    pub fn card(&self) -> Option<&CardNodes> {
        self.cards.iter().find(|card| !card.hidden).or_else(|| self.cards.first())
    }

    /// Whether this sender is on the page and still without an answer.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.is_present() && self.standing == Standing::NoAnswer
    }
}

impl Review {
    /// The key in [`Area::Session`](super::clerk::Area::Session).
    #[must_use]
    pub fn key(tab: TabId) -> String {
        format!("review/{}", tab.0)
    }

    /// The reverse of [`Self::key`].
    #[must_use]
    pub fn tab(key: &str) -> Option<TabId> {
        key.strip_prefix("review/")?.parse().ok().map(TabId)
    }

    /// The sender with this address.
    #[must_use]
    pub fn sender(&self, address: &ProfileAddress) -> Option<&Sender> {
        self.senders.iter().find(|sender| sender.address == *address)
    }

    /// How many candidates may be invitations, but not for certain.
    #[must_use]
    pub fn doubts(&self) -> usize {
        self.left_alone.values().filter(|why| why.is_doubt()).count()
    }

    /// How many candidates were left alone, by the reason.
    #[must_use]
    pub fn whys(&self) -> SortedMap<Why, usize> {
        counted(self.left_alone.values().copied())
    }

    /// How many of the cards now on the page are known by what.
    #[must_use]
    pub fn bases(&self) -> SortedMap<Basis, usize> {
        counted(self.cards().filter_map(|card| card.known.mostly()))
    }

    /// How the page was read, for a report of its layout. Numbers and our own words only.
    #[must_use]
    pub fn told(&self) -> String {
        let known = counted(self.cards().map(|card| card.known));
        let known: Vec<String> = known.iter().map(|(known, count)| format!("{count} by {known}")).collect();
        let left: Vec<String> = self.whys().iter().map(|(why, count)| format!("{count} {}", why.name())).collect();
        let list = |all: Vec<String>| if all.is_empty() { "none".to_owned() } else { all.join(", ") };
        format!("known: {}; left alone: {}", list(known), list(left))
    }

    fn cards(&self) -> impl Iterator<Item = &CardNodes> {
        self.senders.iter().flat_map(|sender| &sender.cards)
    }

    /// Asks about somebody who need not have an invitation on the page; `name` may be empty.
    pub fn ask_about(&mut self, address: &ProfileAddress, name: &str) {
        match self.senders.iter_mut().find(|sender| sender.address == *address) {
            Some(sender) => sender.learn_name(name),
            None => {
                let mut sender = Sender::without_card(address.clone(), address.to_string());
                sender.learn_name(name);
                self.senders.push(sender);
            }
        }
        self.current = Some(address.clone());
        self.greeted = None;
    }

    /// Forgets whoever left the page and stands furthest from what is on it, beyond [`GONE_KEPT`]: a list that is scrolled for
    /// hours never ends. Whoever is asked about, or was just clicked on, stays.
    pub fn forget_gone(&mut self) {
        let gone = self.senders.iter().filter(|sender| !sender.is_present()).count();
        let Some(too_many) = gone.checked_sub(GONE_KEPT).filter(|too_many| *too_many > 0) else { return };
        let is_wanted = |address: &ProfileAddress| {
            let asked = [&self.current, &self.paused, &self.inviting];
            asked.into_iter().flatten().any(|wanted| wanted == address)
                || self.clicks.iter().any(|click| click.sender == *address)
        };
        let present: Vec<usize> = (0..self.senders.len()).filter(|n| self.senders[*n].is_present()).collect();
        // Both are in page order, so whoever is present and nearest stands just before or just behind.
        let mut behind = 0;
        let mut droppable: Vec<(usize, usize)> = Vec::new();
        for (n, sender) in self.senders.iter().enumerate() {
            while present.get(behind).is_some_and(|at| *at < n) {
                behind += 1;
            }
            if sender.is_present() || is_wanted(&sender.address) {
                continue;
            }
            let before = behind.checked_sub(1).and_then(|at| present.get(at));
            let near = [before, present.get(behind)].into_iter().flatten().map(|at| at.abs_diff(n)).min();
            droppable.push((near.unwrap_or(usize::MAX), n));
        }
        sort_by_key(&mut droppable, |(near, n)| (std::cmp::Reverse(*near), *n));
        let dropped: SortedSet<usize> = droppable.into_iter().take(too_many).map(|(_, n)| n).collect();
        let mut n = 0;
        self.senders.retain(|_| {
            n += 1;
            !dropped.contains(&(n - 1))
        });
    }

    /// How many senders on the page are still without an answer.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.senders.iter().filter(|sender| sender.is_waiting()).count()
    }

    /// The next waiting sender after this one in page order, from the top again if there is none below.
    #[must_use]
    pub fn next_after(&self, address: &ProfileAddress) -> Option<&ProfileAddress> {
        let at = self.senders.iter().position(|sender| sender.address == *address).map_or(0, |at| at + 1);
        let (before, after) = self.senders.split_at(at.min(self.senders.len()));
        after.iter().chain(before).find(|sender| sender.is_waiting() && sender.address != *address).map(|s| &s.address)
    }
}

fn counted<T: Ord>(all: impl Iterator<Item = T>) -> SortedMap<T, usize> {
    let mut counts = SortedMap::new();
    for one in all {
        *counts.get_or_default(one) += 1;
    }
    counts
}
