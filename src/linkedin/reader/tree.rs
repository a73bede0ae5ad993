//! A candidate's tree, laid out flat, and what can be asked of it: controls, profile links, lines of text.

use super::super::lexicon::words;
use super::super::snapshot::{Element, Node, NodeId};
use crate::domain::ProfileAddress;

/// No card has so many elements and texts; the content script sends fewer.
const MAX_ITEMS: usize = 4_000;
/// Nor so many controls, or links to profiles.
const MAX_CONTROLS: usize = 64;
/// A label has fewer parts.
const MAX_LABELS: usize = 8;

/// An element or a text, in document order.
pub(super) struct Item<'a> {
    what: What<'a>,
    parent: usize,
    /// The index behind the last of its descendants.
    end: usize,
    /// It, or something around it, is not shown.
    hidden: bool,
    /// It, or something around it, is not read out (`aria-hidden`).
    silent: bool,
}

enum What<'a> {
    Text(&'a str),
    Element(&'a Element),
}

/// A tree in document order. Built and walked without recursion: a page chooses how deep it is.
pub(super) struct Tree<'a> {
    items: Vec<Item<'a>>,
}

/// A control that can be seen, or not.
pub(super) struct Control<'a> {
    pub at: usize,
    pub id: NodeId,
    pub element: &'a Element,
    pub hidden: bool,
    /// Its accessible name, as [`words`].
    pub said: String,
    /// Its visible text, as [`words`].
    pub shown: String,
    /// Whether it holds a picture: Accept and Ignore have none.
    pub pictured: bool,
    /// The answer that an attribute tells, whatever the language.
    pub marked: Option<Mark>,
}

/// What stable attributes say of a control.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Accept,
    Ignore,
}

/// A link to a member's profile.
pub(super) struct ProfileLink {
    pub at: usize,
    pub address: ProfileAddress,
    pub hidden: bool,
}

/// One line of text, and the items that its pieces come from.
#[derive(Debug)]
pub(super) struct Line {
    pub pieces: Vec<(usize, String)>,
}

impl Line {
    pub fn text(&self) -> String {
        join(self.pieces.iter().map(|(_, text)| text.as_str()))
    }
}

/// Joins pieces of different elements: with a space, but not before what closes a sentence.
fn join<'t>(pieces: impl Iterator<Item = &'t str>) -> String {
    let mut joined = String::new();
    for piece in pieces {
        if !joined.is_empty() && !piece.starts_with([',', '.', ';', ':', '!', '?', ')', '…', '’', '\'', '、', '。'])
        {
            joined.push(' ');
        }
        joined.push_str(piece);
    }
    joined
}

const BLOCKS: [&str; 33] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "td",
    "tr",
    "ul",
];

/// Whether an element begins and ends a line; a page's own elements do, as far as anybody can tell.
fn is_block(tag: &str) -> bool {
    BLOCKS.contains(&tag) || tag.contains('-') && tag != "li-icon"
}

impl<'a> Tree<'a> {
    /// `None` for a tree that is far too large to be a card.
    pub fn of(root: &'a Element) -> Option<Self> {
        let mut items = vec![Item {
            what: What::Element(root),
            parent: 0,
            end: 0,
            hidden: root.hidden,
            silent: root.attribute("aria-hidden") == Some("true"),
        }];
        let mut open = vec![(0, root.children.iter())];
        while let Some((parent, children)) = open.last_mut() {
            let parent = *parent;
            let Some(child) = children.next() else {
                items[parent].end = items.len();
                open.pop();
                continue;
            };
            let at = items.len();
            if at >= MAX_ITEMS {
                return None;
            }
            let Item { hidden, silent, .. } = items[parent];
            match child {
                Node::Text(text) => items.push(Item { what: What::Text(text), parent, end: at + 1, hidden, silent }),
                Node::Element(element) => {
                    let hidden = hidden || element.hidden;
                    let silent = silent || element.attribute("aria-hidden") == Some("true");
                    items.push(Item { what: What::Element(element), parent, end: at + 1, hidden, silent });
                    open.push((at, element.children.iter()));
                }
            }
        }
        Some(Self { items })
    }

    /// Whether it has more controls or links than any card: whatever is compared with each other is few.
    pub fn is_crowded(&self) -> bool {
        let elements = || (0..self.len()).filter_map(|at| self.element(at));
        let links = elements().filter(|element| element.attribute("href").is_some_and(|href| href.contains("/in/")));
        elements().filter(|element| element.control).count() > MAX_CONTROLS || links.count() > MAX_CONTROLS
    }

    pub fn len(&self) -> usize {
        self.items.len()
    }

    pub fn end(&self, at: usize) -> usize {
        self.items[at].end
    }

    pub fn parent(&self, at: usize) -> usize {
        self.items[at].parent
    }

    /// Whether a text is the title of a picture: said, but not shown.
    fn is_title(&self, at: usize) -> bool {
        self.element(self.items[at].parent).is_some_and(|element| element.tag == "title")
    }

    pub fn element(&self, at: usize) -> Option<&'a Element> {
        match self.items[at].what {
            What::Element(element) => Some(element),
            What::Text(_) => None,
        }
    }

    pub fn holds(&self, outer: usize, inner: usize) -> bool {
        outer <= inner && inner < self.items[outer].end
    }

    /// The item and all around it, from the inside out.
    pub fn around(&self, at: usize) -> impl Iterator<Item = usize> {
        let mut next = Some(at);
        std::iter::from_fn(move || {
            let at = next?;
            next = (at != 0).then(|| self.items[at].parent);
            Some(at)
        })
    }

    /// The smallest element that holds both.
    pub fn common(&self, one: usize, other: usize) -> usize {
        self.around(one).find(|at| self.holds(*at, other)).unwrap_or(0)
    }

    /// All controls that an order could speak of. A control inside another is the same control; one that
    /// holds several is a clickable card, and none.
    pub fn controls(&self) -> Vec<Control<'a>> {
        let all: Vec<usize> =
            (0..self.len()).filter(|at| self.element(*at).is_some_and(|element| element.control)).collect();
        let inside = |outer: usize| all.iter().filter(move |at| **at != outer && self.holds(outer, **at));
        let cards: Vec<usize> = all.iter().copied().filter(|at| inside(*at).count() >= 2).collect();
        let mut controls: Vec<Control<'a>> = Vec::new();
        for at in all.iter().copied().filter(|at| !cards.contains(at)) {
            if controls.last().is_some_and(|outer| self.holds(outer.at, at)) {
                continue;
            }
            let Some(element) = self.element(at) else { continue };
            let Some(id) = element.id else { continue };
            let pictured = (at..self.end(at))
                .filter_map(|inner| self.element(inner))
                .any(|inner| matches!(inner.tag.as_str(), "svg" | "img" | "i" | "use" | "li-icon"));
            controls.push(Control {
                at,
                id,
                element,
                // A control is hidden if it is, or if nothing in it can be seen.
                hidden: self.items[at].hidden,
                said: words(&self.said(at, 0)),
                shown: words(&self.shown(at)),
                pictured,
                marked: mark(element),
            });
        }
        controls
    }

    /// The accessible name of the tree's root, as [`words`].
    pub fn name(&self) -> String {
        words(&self.said(0, 0))
    }

    /// The accessible name, as far as it matters here: label, else text and the labels of what is inside.
    fn said(&self, at: usize, depth: u8) -> String {
        let Some(element) = self.element(at) else { return String::new() };
        if let Some(label) = element.attribute("aria-label").filter(|label| !label.trim().is_empty()) {
            return label.to_owned();
        }
        if depth == 0
            && let Some(ids) = element.attribute("aria-labelledby")
        {
            let found = ids.split_whitespace().take(MAX_LABELS).filter_map(|id| {
                (0..self.len()).find(|at| self.element(*at).and_then(|element| element.attribute("id")) == Some(id))
            });
            let label = join(found.map(|at| self.said(at, 1)).collect::<Vec<_>>().iter().map(String::as_str));
            if !label.trim().is_empty() {
                return label;
            }
        }
        let mut pieces: Vec<&str> = Vec::new();
        let mut inner = at + 1;
        while inner < self.end(at) {
            let item = &self.items[inner];
            if item.hidden && !self.items[at].hidden || item.silent && !self.items[at].silent {
                inner = item.end;
                continue;
            }
            match item.what {
                What::Text(text) => pieces.push(text.trim()),
                What::Element(child) => {
                    let label = ["aria-label", "alt"].iter().find_map(|name| child.attribute(name));
                    if let Some(label) = label.filter(|label| !label.trim().is_empty()) {
                        pieces.push(label);
                        inner = item.end;
                        continue;
                    }
                }
            }
            inner += 1;
        }
        let text = join(pieces.into_iter().filter(|piece| !piece.is_empty()));
        if text.is_empty() {
            let shown = self.shown(at);
            let other =
                || ["value", "title"].iter().find_map(|name| element.attribute(name)).unwrap_or_default().to_owned();
            return if shown.is_empty() { other() } else { shown };
        }
        text
    }

    /// The text that can be seen, as far as the tree tells. What is drawn for eyes only (`aria-hidden`)
    /// stands for the whole if it is there: beside it is the sentence for screen readers.
    fn shown(&self, at: usize) -> String {
        let texts = || {
            (at..self.end(at)).filter_map(|inner| match self.items[inner].what {
                What::Text(text) if (!self.items[inner].hidden || self.items[at].hidden) && !self.is_title(inner) => {
                    Some((self.items[inner].silent && !self.items[at].silent, text.trim()))
                }
                _ => None,
            })
        };
        let silent = join(texts().filter(|(silent, text)| *silent && !text.is_empty()).map(|(_, text)| text));
        if !silent.is_empty() {
            return silent;
        }
        let text = join(texts().filter(|(_, text)| !text.is_empty()).map(|(_, text)| text));
        match self.element(at) {
            Some(element) if text.is_empty() && element.tag == "input" => {
                element.attribute("value").unwrap_or_default().to_owned()
            }
            _ => text,
        }
    }

    /// All links to profiles.
    pub fn profile_links(&self) -> Vec<ProfileLink> {
        (0..self.len())
            .filter_map(|at| {
                let element = self.element(at)?;
                let href = element.attribute("href").filter(|_| element.tag == "a")?;
                let address = ProfileAddress::from_href(href).ok()?;
                Some(ProfileLink { at, address, hidden: self.items[at].hidden })
            })
            .collect()
    }

    /// All links that lead to something one can be invited to that is no person.
    pub fn thing_links(&self) -> Vec<usize> {
        (0..self.len())
            .filter(|at| {
                let Some(element) = self.element(*at) else { return false };
                element.tag == "a" && !self.items[*at].hidden && element.attribute("href").is_some_and(leads_to_thing)
            })
            .collect()
    }

    /// Whether it links to a conversation: then its answers are to a message.
    pub fn is_conversation(&self) -> bool {
        (0..self.len())
            .filter_map(|at| self.element(at)?.attribute("href"))
            .any(|href| href.contains("/messaging/thread"))
    }

    /// The texts that tell whose link or picture this is: pieces of text, labels and alternative texts.
    pub fn names_at(&self, at: usize) -> (Vec<String>, Vec<String>) {
        let (mut texts, mut labels) = (Vec::new(), Vec::new());
        for inner in at..self.end(at) {
            match self.items[inner].what {
                What::Text(text) if self.is_title(inner) => labels.push(text.to_owned()),
                What::Text(text) => {
                    if !self.items[inner].hidden && !text.trim().is_empty() {
                        texts.push(text.split_whitespace().collect::<Vec<_>>().join(" "));
                    }
                }
                What::Element(element) => {
                    labels.extend(
                        ["aria-label", "alt", "title"]
                            .iter()
                            .filter_map(|name| element.attribute(name))
                            .map(str::to_owned),
                    );
                }
            }
        }
        (texts, labels)
    }

    /// All texts that are shown.
    pub fn texts(&self) -> impl Iterator<Item = &'a str> {
        self.items.iter().enumerate().filter_map(|(at, item)| match item.what {
            What::Text(text) if !item.hidden && !self.is_title(at) => Some(text),
            _ => None,
        })
    }

    /// The lines of a range as a reader sees them: a block begins and ends one, so does `br`. A subtree
    /// that `skip` names is left out. A silent copy of text that is also spoken is left out.
    pub fn lines(&self, from: usize, to: usize, skip: impl Fn(usize) -> bool) -> Vec<Line> {
        let mut lines = Vec::new();
        let mut pieces: Vec<(usize, String)> = Vec::new();
        let mut ends: Vec<usize> = Vec::new();
        let mut finish = |pieces: &mut Vec<(usize, String)>| {
            let spoken: Vec<usize> = (0..pieces.len()).filter(|n| !self.items[pieces[*n].0].silent).collect();
            let all = join(spoken.iter().map(|n| pieces[*n].1.as_str()));
            pieces.retain(|(at, text)| !self.items[*at].silent || !all.contains(text.as_str()));
            if !pieces.is_empty() {
                lines.push(Line { pieces: std::mem::take(pieces) });
            }
        };
        let mut at = from;
        while at < to.min(self.len()) {
            while ends.last().is_some_and(|end| at >= *end) {
                ends.pop();
                finish(&mut pieces);
            }
            let item = &self.items[at];
            match item.what {
                What::Text(text) => {
                    if !item.hidden && !self.is_title(at) {
                        for (n, part) in text.trim().split('\n').enumerate() {
                            let part = part.split_whitespace().collect::<Vec<_>>().join(" ");
                            if n > 0 {
                                finish(&mut pieces);
                            }
                            if !part.is_empty() {
                                pieces.push((at, part));
                            }
                        }
                    }
                }
                What::Element(_) if item.hidden || skip(at) => {
                    at = item.end;
                    continue;
                }
                What::Element(element) => {
                    if element.tag == "br" {
                        finish(&mut pieces);
                    } else if is_block(&element.tag) {
                        finish(&mut pieces);
                        ends.push(item.end);
                    }
                }
            }
            at += 1;
        }
        finish(&mut pieces);
        lines
    }

    /// Whether this is marked as something the sender wrote: LinkedIn's own test names say so.
    pub fn is_note(&self, at: usize) -> bool {
        let Some(element) = self.element(at) else { return false };
        if element.control {
            return false;
        }
        element.tag == "blockquote"
            || ["data-testid", "data-view-name", "componentkey"].iter().filter_map(|name| element.attribute(name)).any(
                |value| {
                    let value = value.to_ascii_lowercase();
                    value.contains("expandable-text-box") || value.contains("message") || value.contains("note")
                },
            )
    }

    /// Whether something up to the root is marked as an invitation.
    pub fn is_marked_invitation(&self) -> bool {
        (0..self.len().min(40)).filter_map(|at| self.element(at)).any(|element| {
            element.attribute("componentkey").is_some_and(|key| key.starts_with("urn:li:invitation:"))
                || element
                    .attribute("data-view-name")
                    .is_some_and(|name| matches!(name, "pending-invitation" | "invitation-action"))
        })
    }
}

/// Whether a candidate's root is marked as a card that appears over somebody's name. That such a card isn't marked so, or that
/// its root isn't what was found, costs nothing but evidence.
pub(super) fn is_hover_card(root: &Element) -> bool {
    let names = ["id", "data-testid", "componentkey", "data-view-name"];
    let says = |value: &str| value.to_ascii_lowercase().contains("hover");
    root.attribute("role") == Some("tooltip")
        || root.attribute("popover").is_some()
        || names.iter().filter_map(|name| root.attribute(name)).any(says)
}

/// Companies, schools, groups, events, newsletters, jobs: LinkedIn's addresses for them.
fn leads_to_thing(href: &str) -> bool {
    const THINGS: [&str; 18] = [
        "company",
        "school",
        "showcase",
        "groups",
        "events",
        "event",
        "newsletters",
        "newsletter",
        "pulse",
        "article",
        "jobs",
        "learning",
        "services",
        "video",
        "products",
        "product",
        "posts",
        "feed",
    ];
    let path = match href.split_once("://") {
        Some((_, rest)) => rest.split_once('/').map_or("", |(_, path)| path),
        None => href,
    };
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let first = path.split('/').filter(|part| !part.is_empty()).find(|part| !matches!(*part, "comm" | "mwlite" | "m"));
    first.is_some_and(|first| THINGS.iter().any(|thing| first.eq_ignore_ascii_case(thing)))
}

/// What a control's stable attributes say: `data-control-name="accept"`, and whatever else is built so.
fn mark(element: &Element) -> Option<Mark> {
    let mut found = None;
    for name in ["data-control-name", "data-view-name", "data-testid", "data-action", "componentkey", "name", "value"] {
        let Some(value) = element.attribute(name) else { continue };
        let value = value.to_ascii_lowercase();
        let mut parts = value.split(|c: char| !c.is_ascii_alphanumeric());
        let all =
            value.split(|c: char| !c.is_ascii_alphanumeric()).any(|part| matches!(part, "all" | "bulk" | "cookie"));
        let mark = parts.find_map(|part| match part {
            "accept" => Some(Mark::Accept),
            "ignore" | "decline" => Some(Mark::Ignore),
            _ => None,
        });
        if let (Some(mark), false) = (mark, all) {
            if found.is_some_and(|other| other != mark) {
                return None;
            }
            found = Some(mark);
        }
    }
    found
}
