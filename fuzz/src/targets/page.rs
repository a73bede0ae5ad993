//! Pages out of bytes. Random bytes make no tree worth reading, so they are read as orders: open this element, say that.
//! Words, names and links come from short lists, as what a reader decides by is how they are put together.

use really_know::domain::ProfileAddress;
use really_know::linkedin::snapshot::Element;
use really_know::linkedin::{Candidate, Node, NodeId, PageShot, Place};

pub struct Page {
    pub place: Place,
    pub shot: PageShot,
    pub candidates: Vec<Candidate>,
}

const URLS: [&str; 4] = [
    "https://www.linkedin.com/mynetwork/invitation-manager/received/",
    "https://www.linkedin.com/mynetwork/grow/",
    "https://www.linkedin.com/in/mia-sample/",
    "https://www.linkedin.com/notifications/",
];
/// Pages that are about something else.
const ELSEWHERE: [&str; 4] = [
    "https://www.linkedin.com/search/results/people/",
    "https://www.linkedin.com/feed/",
    "https://www.linkedin.com/company/crumb/people/",
    "https://www.linkedin.com/notifications/",
];
const LANGUAGES: [&str; 8] = ["en", "", "de", "xx", "ja", "ar", "pt-BR", "\u{202e}"];
const TAGS: [&str; 12] = ["div", "p", "span", "a", "button", "li", "img", "svg", "h1", "br", "blockquote", "x-card"];
const NAMES: [&str; 12] = [
    "aria-label",
    "href",
    "role",
    "aria-hidden",
    "aria-expanded",
    "alt",
    "id",
    "aria-labelledby",
    "componentkey",
    "data-control-name",
    "data-testid",
    "data-view-name",
];
const VALUES: [&str; 32] = [
    "Accept Mia Sample’s invitation",
    "Ignore an invitation to connect from Mia Sample",
    "Accept",
    "Ignore",
    "Mia Sample",
    "Omar Test",
    "/in/mia-sample/",
    "https://de.linkedin.com/in/omar-test?x=y",
    "/company/crumb/",
    "is inviting you to connect",
    "invited you to follow",
    "Crumb Ltd",
    "Einladung von Mia Sample annehmen",
    "Einladung von Mia Sample ignorieren",
    "Kerat Mia Sample zabbeln",
    "Kerat Mia Sample fronten",
    "Zabbeln",
    "Fronten",
    "Mia Sampleさんの招待を承認",
    "Mia Sampleさんの招待を無視",
    "urn:li:invitation:7000000000000000000",
    "accept",
    "ignore",
    "true",
    "expandable-text-box",
    "button",
    "listitem",
    "3 mutual connections",
    "Connect",
    "Withdraw",
    "\u{202e}x\u{0301}\u{200d}👋🏽 İß",
    "",
];

/// A tree that a person wrote as JSON, or one that is built by order.
pub fn make(bytes: &[u8]) -> Page {
    let mut bytes = bytes.iter().copied();
    let head = bytes.next().unwrap_or_default();
    let urls = if head & 0x60 == 0x60 { ELSEWHERE } else { URLS };
    let url = urls[usize::from(head) % urls.len()];
    let lang = LANGUAGES[usize::from(head) / 4 % LANGUAGES.len()];
    let profile = url.contains("/in/");
    let shot = PageShot {
        url: url.to_owned(),
        lang: lang.to_owned(),
        title: if profile { "(3) Mia Sample | LinkedIn" } else { "LinkedIn" }.to_owned(),
        headings: if head & 128 == 0 { vec!["Mia Sample".to_owned()] } else { Vec::new() },
    };
    let rest: Vec<u8> = bytes.collect();
    let mut next = 0;
    let mut candidates = Vec::new();
    for part in rest.split(|byte| *byte == 0xFF).take(40) {
        let tree = match serde_json::from_slice::<Element>(part) {
            Ok(tree) => tree,
            Err(_) => build(part, &mut next),
        };
        let root = tree.id.unwrap_or(NodeId(0));
        candidates.push(Candidate { root, tree });
    }
    // The numbers of two roots differ on a real page.
    let mut roots: Vec<NodeId> = Vec::new();
    candidates.retain(|candidate| {
        let new = !roots.contains(&candidate.root);
        roots.push(candidate.root);
        new
    });
    Page { place: Place::from_url(url), shot, candidates }
}

fn build(orders: &[u8], next: &mut u32) -> Element {
    let mut id = || {
        *next += 1;
        Some(NodeId(*next))
    };
    let mut open = vec![Element { tag: "div".to_owned(), id: id(), ..Element::default() }];
    let close = |open: &mut Vec<Element>| {
        if open.len() > 1
            && let (Some(inner), Some(outer)) = (open.pop(), open.last_mut())
        {
            outer.children.push(Node::Element(inner));
        }
    };
    let mut orders = orders.iter().copied();
    while let Some(order) = orders.next() {
        let which = usize::from(order / 8);
        match order % 8 {
            0 | 1 => {
                let tag = TAGS[which % TAGS.len()];
                let control = tag == "button" || order & 128 != 0;
                let id = if control || tag == "a" { id() } else { None };
                open.push(Element { tag: tag.to_owned(), control, id, ..Element::default() });
            }
            2 | 3 => close(&mut open),
            4 | 5 => {
                let value = VALUES[usize::from(orders.next().unwrap_or_default()) % VALUES.len()];
                if let Some(last) = open.last_mut() {
                    last.attributes.insert(NAMES[which % NAMES.len()].to_owned(), value.to_owned());
                }
            }
            6 => {
                if let Some(last) = open.last_mut() {
                    last.children.push(Node::Text(VALUES[which % VALUES.len()].to_owned()));
                }
            }
            _ => {
                if let Some(last) = open.last_mut() {
                    last.hidden = which % 2 == 0;
                }
            }
        }
    }
    while open.len() > 1 {
        close(&mut open);
    }
    open.remove(0)
}

/// Whether a tree has a control of this number.
pub fn has_control(element: &Element, id: NodeId) -> bool {
    element.control && element.id == Some(id) || children(element).any(|child| has_control(child, id))
}

/// Whether a tree links to somebody.
pub fn links_to(element: &Element, address: &ProfileAddress) -> bool {
    let own = element.attribute("href").and_then(|href| ProfileAddress::from_href(href).ok());
    own.as_ref() == Some(address) || children(element).any(|child| links_to(child, address))
}

fn children(element: &Element) -> impl Iterator<Item = &Element> {
    element.children.iter().filter_map(|child| match child {
        Node::Element(child) => Some(child),
        Node::Text(_) => None,
    })
}
