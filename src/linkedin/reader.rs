//! Recognises invitations in the subtrees that the content script sent.
//!
//! LinkedIn's class names are hashed, its texts come in dozens of languages, and several generations of
//! its pages are in use at a time. So a card is known by what it **means**: one person's profile link and
//! a pair of controls of which one accepts and the other ignores. What is not certain is no card: an
//! invitation that is missed costs a question, a control that is held by mistake costs trust.
//!
//! What makes it certain:
//! 1. **Words**: one language of the lexicon understands one control as accept and the other as ignore.
//!    A label that says more than that must name the sender.
//! 2. **Attributes**: LinkedIn's own names of the two controls (`data-control-name="accept"`).
//! 3. **Structure**, on the list of received invitations only, where no word is known: exactly two controls
//!    side by side that both name the sender in labels which have a word in common ("invitation"), or in words and
//!    without pictures stand alone in a list's entry; Accept is the second. The name stands alone in its line or
//!    with a sentence that names nothing, and nothing contradicts.
//!
//! An **Accept that stands alone**, as in a search's rows, must say all of it in its label and in one language: accept, the
//! sender's whole name, and "connect". On pages that are about something else (search, feed, notifications) answers are given
//! to much else, so there label or sentence must say "connect" in any case; but a card that appears over somebody's name
//! ([`tree::is_hover_card`]) answers nothing but their invitation.
//!
//! The order of the two (in lists Ignore comes first, on a profile Accept) must agree with words and
//! attributes, but where both labels are in the page's own language, or speak of an invitation in one language; if they
//! contradict each other, nothing is held. Whatever is said beside the name must say "connect", unless the labels speak of
//! the sender's invitation and it is no sentence; in a language that nobody knows it must be said of several senders. Invitations to follow a page, to subscribe
//! to a newsletter, to an event or a group are known by their links, labels and sentences, and left alone.

mod connect;
mod judge;
mod sender;
mod tree;
mod write;

pub use connect::pressed_connect;
pub(super) use sender::is_glued;

use serde::{Deserialize, Serialize};

use super::lexicon;
use super::place::Place;
use super::snapshot::{Candidate, NodeId, PageShot};
use crate::domain::ProfileAddress;
use crate::domain::sorted::{SortedMap, SortedSet};

/// What was found in one report of a page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// The invitations to connect, in document order. One sender may have several cards: a list drawn
    /// twice, a profile's top card and its sticky copy.
    pub cards: Vec<Card>,
    /// Candidates that are none, or not for certain.
    pub left_alone: Vec<LeftAlone>,
}

/// One invitation to connect, as it stands on the page.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    /// The candidate it was found in. One candidate may hold several cards.
    pub root: NodeId,
    /// The sender's profile.
    pub address: ProfileAddress,
    /// The sender's name without badges and pronouns; never empty.
    pub name: String,
    /// What the sender writes below the name; may be empty.
    pub headline: String,
    /// What the sender wrote with the invitation, as far as the page shows it; empty means nothing.
    pub message: String,
    /// The control that accepts.
    pub accept: NodeId,
    /// The control that ignores, if there is one: a search's rows have Accept alone.
    pub ignore: Option<NodeId>,
    /// Whether the two controls are not shown now: a copy for another window width, or a header that
    /// appears on scrolling. There is always a card of the same sender that is shown.
    pub hidden: bool,
    /// How it is known; never empty.
    pub evidence: Vec<Evidence>,
}

/// One thing that tells what a card is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// Both controls are understood in this language.
    Words(&'static str),
    /// Attributes tell which control is which.
    Attributes,
    /// The controls' labels name the sender.
    SenderNamed,
    /// The controls come in the order that this place has them in.
    Order,
    /// There are exactly these two controls, side by side.
    Alone,
    /// An attribute says that this is an invitation.
    Marked,
    /// The words say that it is one to connect.
    ToConnect,
    /// The page's title or heading names the sender.
    PageName,
}

/// The same evidence, as small as a review can keep it for hundreds of cards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Known(u16);

/// What a report calls each kind of evidence; the order is that of [`Known`]'s bits, and must stay.
const EVIDENCE: [&str; 8] = ["words", "attributes", "named", "order", "alone", "marked", "connect", "page-name"];

impl Evidence {
    fn bit(&self) -> u16 {
        match self {
            Self::Words(_) => 1,
            Self::Attributes => 1 << 1,
            Self::SenderNamed => 1 << 2,
            Self::Order => 1 << 3,
            Self::Alone => 1 << 4,
            Self::Marked => 1 << 5,
            Self::ToConnect => 1 << 6,
            Self::PageName => 1 << 7,
        }
    }
}

impl Known {
    /// How a card is known.
    #[must_use]
    pub fn by(evidence: &[Evidence]) -> Self {
        Self(evidence.iter().fold(0, |bits, evidence| bits | evidence.bit()))
    }

    /// The kind of evidence that weighs most; `None` for none.
    #[must_use]
    pub fn mostly(self) -> Option<Basis> {
        let has = |evidence: Evidence| self.0 & evidence.bit() != 0;
        if has(Evidence::Words("")) {
            Some(Basis::Words)
        } else if has(Evidence::Attributes) {
            Some(Basis::Marks)
        } else if self.0 == 0 {
            None
        } else {
            Some(Basis::Structure)
        }
    }
}

/// For a report: "words+named+order".
impl std::fmt::Display for Known {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut plus = "";
        for (_, name) in EVIDENCE.iter().enumerate().filter(|(n, _)| self.0 >> n & 1 == 1) {
            write!(f, "{plus}{name}")?;
            plus = "+";
        }
        Ok(())
    }
}

/// What a card is mainly known by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    /// Its controls' words are understood.
    Words,
    /// LinkedIn's own names of the controls.
    Marks,
    /// Where the controls stand, and whom they name, in a language that nobody here knows.
    Structure,
}

/// A candidate that is left alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeftAlone {
    /// The candidate's root.
    pub root: NodeId,
    /// Why it is left alone.
    pub why: Why,
}

/// Why a candidate is no card. The names are short because a page has hundreds that are none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Why {
    /// Its controls are no answers: Connect, Withdraw, Follow, or only one.
    #[serde(rename = "none")]
    NotAnInvitation,
    /// An invitation to a page, a newsletter, an event, a group.
    #[serde(rename = "thing")]
    OtherInvitation,
    /// Its controls answer everybody at once, and so nobody.
    #[serde(rename = "all")]
    ForAll,
    /// Two answers, but nobody whom they could be for.
    #[serde(rename = "nobody")]
    NoSender,
    /// Several people, and nothing that tells which of them invites.
    #[serde(rename = "several")]
    SeveralSenders,
    /// It could be an invitation, but something is missing or contradicts.
    #[serde(rename = "unsure")]
    Uncertain,
}

impl Why {
    /// What a report calls it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::NotAnInvitation => "not an invitation",
            Self::OtherInvitation => "to something else",
            Self::ForAll => "for all at once",
            Self::NoSender => "nobody named",
            Self::SeveralSenders => "several people",
            Self::Uncertain => "uncertain",
        }
    }

    /// Whether it has answers to something, though not for certain to a person.
    #[must_use]
    pub fn has_answers(self) -> bool {
        self != Self::NotAnInvitation
    }

    /// Whether it may be an invitation from a person after all.
    #[must_use]
    pub fn is_doubt(self) -> bool {
        matches!(self, Self::SeveralSenders | Self::Uncertain)
    }
}

/// The name of whom a profile's page is about; `None` while the page isn't sure, such as between two profiles.
#[must_use]
pub fn profile_owner(page: &PageShot, address: &ProfileAddress) -> Option<String> {
    judge::page_names(page, address).into_iter().next()
}

/// A card before it was compared with the others.
struct Draft {
    card: Card,
    /// How it was understood.
    by: By,
    /// What the two controls say beside the sender's name, the longer words only: ignore, accept. Short
    /// words bend with the name.
    said: (String, String),
    /// A sentence beside the name that is only believed if it is said of other senders, too.
    says: Option<String>,
    /// The lines that could be the headline, the first one first.
    lines: Vec<String>,
    /// How much was read; of two candidates that hold the same control the smaller one knows better.
    size: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    /// Words or attributes.
    Meaning,
    /// Structure alone; whether an attribute says that it is an invitation.
    Structure { marked: bool },
}

/// Reads the candidates of a page. Each may be read alone, but structure is trusted less if cards that
/// are read together contradict each other, so a page's candidates should come together where possible.
#[must_use]
pub fn read(place: &Place, page: &PageShot, candidates: &[Candidate]) -> Reading {
    let mut reading = Reading::default();
    if !place.reads_cards() {
        return reading;
    }
    let mut memo = judge::Memo::default();
    let mut drafts: Vec<Draft> = Vec::new();
    for candidate in candidates {
        match judge::judge(place, page, candidate, &mut memo) {
            Ok(found) => drafts.extend(found),
            Err(why) => reading.left_alone.push(LeftAlone { root: candidate.root, why }),
        }
    }
    let mut uncertain = SortedSet::new();
    doubt_structure(&mut drafts, &mut uncertain);
    one_card_a_control(&mut drafts, &mut uncertain);

    let shown: SortedSet<ProfileAddress> =
        drafts.iter().filter(|draft| !draft.card.hidden).map(|draft| draft.card.address.clone()).collect();
    drafts.retain(|draft| {
        let stays = !draft.card.hidden || shown.contains(&draft.card.address);
        if !stays {
            uncertain.insert(draft.card.root);
        }
        stays
    });
    drop_repeated_lines(&mut drafts);
    uncertain.retain(|root| drafts.iter().all(|draft| draft.card.root != *root));
    reading.left_alone.extend(uncertain.into_iter().map(|root| LeftAlone { root, why: Why::Uncertain }));
    reading.cards = drafts.into_iter().map(|draft| draft.card).collect();
    reading
}

/// Structure alone is believed only where the page's words are unknown, and all cards speak alike.
fn doubt_structure(drafts: &mut Vec<Draft>, uncertain: &mut SortedSet<NodeId>) {
    let words_known = drafts.iter().any(|draft| draft.by == By::Meaning);
    let any_marked = drafts.iter().any(|draft| draft.by == By::Structure { marked: true });
    // An invitation to something else has other labels; where there are two kinds, who knows which is which?
    let kinds: SortedSet<(String, String)> = drafts
        .iter()
        .filter(|draft| matches!(draft.by, By::Structure { marked } if marked == any_marked))
        .map(|draft| draft.said.clone())
        .collect();
    let alike = kinds.len() == 1;
    let said: Vec<(String, ProfileAddress)> =
        drafts.iter().filter_map(|draft| Some((draft.says.clone()?, draft.card.address.clone()))).collect();
    drafts.retain(|draft| {
        let of_another = |says: &String| said.iter().any(|(other, by)| other == says && *by != draft.card.address);
        let repeated = draft.says.as_ref().is_none_or(of_another);
        let stays = match draft.by {
            By::Meaning => repeated,
            By::Structure { marked } => !words_known && marked == any_marked && alike && repeated,
        };
        if !stays {
            uncertain.insert(draft.card.root);
        }
        stays
    });
}

/// "Mia Sample and 12 other …": a line that other senders have as well, but for a name and a number, is the page's own,
/// whatever it says.
fn drop_repeated_lines(drafts: &mut [Draft]) {
    // Behind the number no name stands.
    let tail = |line: &str| {
        let words = lexicon::words(line);
        let words: Vec<&str> = words.split_whitespace().collect();
        let number = words.iter().rposition(|word| word.starts_with(char::is_numeric))?;
        let tail = words[number..].join(" ");
        let tail = tail.trim_start_matches(char::is_numeric).trim_start().to_owned();
        (tail.chars().count() > 2).then_some(tail)
    };
    let mut said: SortedMap<String, (ProfileAddress, bool)> = SortedMap::new();
    for draft in drafts.iter() {
        for tail in draft.lines.iter().filter_map(|line| tail(line)) {
            let of = said.get_or_insert_with(tail, || (draft.card.address.clone(), false));
            of.1 |= of.0 != draft.card.address;
        }
    }
    let repeats = |line: &str| tail(line).and_then(|tail| said.get(&tail)).is_some_and(|(_, several)| *several);
    for draft in drafts.iter_mut().filter(|draft| repeats(&draft.card.headline)) {
        draft.card.headline = draft.lines.iter().find(|line| !repeats(line)).cloned().unwrap_or_default();
    }
}

/// Candidates may lie inside each other. A control belongs to one card, and to one sender or none.
fn one_card_a_control(drafts: &mut Vec<Draft>, uncertain: &mut SortedSet<NodeId>) {
    let mut owners: SortedMap<NodeId, (usize, usize, bool)> = SortedMap::new();
    for (index, draft) in drafts.iter().enumerate() {
        let owner = owners.get_or_insert_with(draft.card.accept, || (index, draft.size, true));
        let same =
            drafts[owner.0].card.address == draft.card.address && drafts[owner.0].card.ignore == draft.card.ignore;
        owner.2 &= same;
        if draft.size < owner.1 {
            (owner.0, owner.1) = (index, draft.size);
        }
    }
    let ignored: SortedSet<NodeId> = drafts.iter().filter_map(|draft| draft.card.ignore).collect();
    let mut index = 0;
    drafts.retain(|draft| {
        let (owner, _, agreed) = owners[&draft.card.accept];
        let stays = owner == index && agreed && !ignored.contains(&draft.card.accept);
        index += 1;
        if !stays && !agreed {
            uncertain.insert(draft.card.root);
        }
        stays
    });
}
