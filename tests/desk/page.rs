//! A page with invitations, as the content script would report it.

use really_know::desk::message::{Report, Seen};
use really_know::desk::{GuardMode, Guarded, Orders, PageMessage};
use really_know::domain::ProfileAddress;
use really_know::linkedin::snapshot::{Element, Node};
use really_know::linkedin::{NodeId, PageShot};

pub const LIST: &str = "https://www.linkedin.com/mynetwork/invitation-manager/received/";

/// The slug of the nth made-up sender.
pub fn slug(n: u32) -> String {
    format!("sender-{n}")
}

pub fn address(n: u32) -> ProfileAddress {
    ProfileAddress::from_slug(&slug(n)).unwrap()
}

pub fn name(n: u32) -> String {
    format!("Sender Number{n}")
}

fn element(tag: &str, attributes: &[(&str, &str)], children: Vec<Node>) -> Element {
    Element {
        tag: tag.to_owned(),
        attributes: attributes.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        children,
        ..Element::default()
    }
}

fn node(element: Element) -> Node {
    Node::Element(element)
}

fn text(text: &str) -> Node {
    Node::Text(text.to_owned())
}

/// The numbers of a card's elements: they differ when the page draws the card anew (`drawn`).
pub fn root(n: u32, drawn: u32) -> NodeId {
    NodeId(drawn * 10_000 + n * 10)
}
pub fn ignore(n: u32, drawn: u32) -> NodeId {
    NodeId(root(n, drawn).0 + 1)
}
pub fn accept(n: u32, drawn: u32) -> NodeId {
    NodeId(root(n, drawn).0 + 2)
}

/// One card of the present generation.
pub fn card(n: u32, drawn: u32) -> Element {
    let href = format!("https://www.linkedin.com/in/{}/", slug(n));
    let name = name(n);
    let control = |label: String, word: &str, id: NodeId| Element {
        id: Some(id),
        control: true,
        ..element("button", &[("aria-label", &label)], vec![node(element("span", &[], vec![text(word)]))])
    };
    let link = |inner: Vec<Node>, id: u32| Element {
        id: Some(NodeId(root(n, drawn).0 + id)),
        ..element("a", &[("href", &href)], inner)
    };
    let about = element(
        "div",
        &[],
        vec![
            node(element("p", &[], vec![node(link(vec![node(element("strong", &[], vec![text(&name)]))], 3))])),
            node(element("p", &[], vec![text("Baker at Crumb Ltd")])),
        ],
    );
    let controls = element(
        "div",
        &[],
        vec![
            node(control(format!("Ignore an invitation to connect from {name}"), "Ignore", ignore(n, drawn))),
            node(control(format!("Accept {name}’s invitation"), "Accept", accept(n, drawn))),
        ],
    );
    let row = element("div", &[], vec![node(link(vec![], 4)), node(about), node(controls)]);
    Element { id: Some(root(n, drawn)), ..element("div", &[("role", "listitem")], vec![node(row)]) }
}

/// Takes a card's controls out of sight, or shows them.
pub fn hide(card: &mut Element, hidden: bool) {
    card.hidden = hidden && card.control;
    for child in &mut card.children {
        if let Node::Element(child) = child {
            hide(child, hidden);
        }
    }
}

/// What a content script says when it starts.
pub fn hello(doc: &str, url: &str) -> PageMessage {
    PageMessage::Hello { doc: doc.to_owned(), url: url.to_owned() }
}

/// A report of these cards (sender and how often it was drawn anew), the `changed` ones with their trees.
pub fn report(doc: &str, cards: &[(u32, u32)], changed: &[(u32, u32)]) -> Report {
    let seen = |(n, drawn): &(u32, u32)| Seen {
        root: root(*n, *drawn),
        tree: serde_json::to_string(&card(*n, *drawn)).unwrap(),
    };
    Report {
        doc: doc.to_owned(),
        shot: PageShot { url: LIST.to_owned(), lang: "en".to_owned(), ..PageShot::default() },
        order: cards.iter().map(|(n, drawn)| root(*n, *drawn)).collect(),
        in_view: cards.iter().take(3).map(|(n, drawn)| root(*n, *drawn)).collect(),
        changed: changed.iter().map(seen).collect(),
        modal: false,
    }
}

/// A report in which every card is new.
pub fn fresh(doc: &str, cards: &[u32]) -> PageMessage {
    let cards: Vec<(u32, u32)> = cards.iter().map(|n| (*n, 0)).collect();
    PageMessage::Report(report(doc, &cards, &cards))
}

/// A report in which nothing is new; some cards may be gone.
pub fn left(doc: &str, cards: &[u32]) -> PageMessage {
    let cards: Vec<(u32, u32)> = cards.iter().map(|n| (*n, 0)).collect();
    PageMessage::Report(report(doc, &cards, &[]))
}

pub fn clicked(doc: &str, n: u32, accept: bool, held: bool) -> PageMessage {
    PageMessage::Clicked { doc: doc.to_owned(), token: slug(n), accept, held }
}

/// What the page was told to do with a sender's Accept.
pub fn guarded(orders: &Orders, n: u32) -> Option<&Guarded> {
    orders.guard.as_ref().expect("orders about the guard").iter().find(|guarded| guarded.token == slug(n))
}

pub fn is_paused(orders: &Orders, n: u32) -> bool {
    guarded(orders, n).is_some_and(|guarded| guarded.mode == GuardMode::Pause)
}
