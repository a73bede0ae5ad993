//! Trees that no page would have: nothing panics, and no card is without evidence.

use really_know::domain::sorted::SortedMap;
use std::time::Instant;

use proptest::prelude::*;
use really_know::linkedin::snapshot::Element;
use really_know::linkedin::{Candidate, Node, NodeId, PageShot, Place, read};

use super::LIST;
use crate::page::Page;

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,20}",
        proptest::sample::select(vec![
            "Accept",
            "Ignore",
            "Accept Mia Sample’s invitation",
            "Ignore an invitation to connect from Mia Sample",
            "Mia Sample",
            "承認",
            "無視",
            "Connect",
            "\u{202E}",
            "(She/Her)",
            " • ",
            "’s profile",
            "",
            " ",
        ])
        .prop_map(str::to_owned),
    ]
}

fn node() -> impl Strategy<Value = Node> {
    let leaf = text().prop_map(Node::Text);
    leaf.prop_recursive(6, 64, 8, |inner| {
        let tag = proptest::sample::select(vec!["div", "a", "button", "span", "p", "li", "br", "img", "input", "h2"]);
        let attributes = proptest::collection::btree_map(
            proptest::sample::select(vec![
                "aria-label",
                "aria-hidden",
                "href",
                "alt",
                "role",
                "data-control-name",
                "aria-labelledby",
                "id",
                "value",
                "data-testid",
                "componentkey",
            ])
            .prop_map(str::to_owned),
            prop_oneof![
                text(),
                proptest::sample::select(vec![
                    "true",
                    "/in/mia-sample/",
                    "/in/omar-test",
                    "#",
                    "/company/x",
                    "accept",
                    "decline",
                    "listitem",
                    "a b",
                    "a"
                ])
                .prop_map(str::to_owned)
            ],
            0..4,
        );
        (
            tag,
            attributes,
            any::<bool>(),
            proptest::bool::weighted(0.1),
            proptest::option::of(0u32..50),
            proptest::collection::vec(inner, 0..8),
        )
            .prop_map(|(tag, attributes, control, hidden, id, children)| {
                Node::Element(Element {
                    tag: tag.to_owned(),
                    id: id.map(NodeId),
                    attributes: attributes.into_iter().collect(),
                    hidden,
                    control,
                    children,
                })
            })
    })
}

fn places() -> impl Strategy<Value = Place> {
    proptest::sample::select(vec![
        Place::Invitations,
        Place::MyNetwork,
        Place::from_url("https://www.linkedin.com/in/mia-sample/"),
        Place::Sent,
        Place::Other,
    ])
}

proptest! {
    #[test]
    fn any_tree_can_be_read(
        place in places(),
        title in text(),
        headings in proptest::collection::vec(text(), 0..3),
        lang in "[a-z]{0,3}",
        trees in proptest::collection::vec(node(), 0..4),
    ) {
        let page = PageShot { url: LIST.to_owned(), lang, title, headings };
        let candidates: Vec<Candidate> = trees
            .into_iter()
            .enumerate()
            .filter_map(|(n, tree)| match tree {
                Node::Element(tree) => Some(Candidate { root: NodeId(1000 + u32::try_from(n).unwrap_or(0)), tree }),
                Node::Text(_) => None,
            })
            .collect();
        let reading = read(&place, &page, &candidates);
        for card in &reading.cards {
            prop_assert!(!card.evidence.is_empty() && !card.name.is_empty() && card.accept != card.ignore);
            prop_assert!(place.reads_cards());
        }
        if place.reads_cards() {
            for candidate in &candidates {
                let known = reading.cards.iter().any(|card| card.root == candidate.root)
                    || reading.left_alone.iter().any(|left| left.root == candidate.root);
                prop_assert!(known || candidates.len() > 1);
            }
        }
    }
}

#[test]
fn deep_and_wide_trees_are_read_without_recursion() {
    let mut tree = Element { tag: "button".to_owned(), id: Some(NodeId(1)), control: true, ..Element::default() };
    for _ in 0..5_000 {
        tree = Element { tag: "div".to_owned(), children: vec![Node::Element(tree)], ..Element::default() };
    }
    let wide = Element {
        tag: "div".to_owned(),
        children: vec![Node::Text("x".to_owned()); 100_000],
        attributes: SortedMap::new(),
        ..Element::default()
    };
    let candidates = [Candidate { root: NodeId(1), tree }, Candidate { root: NodeId(2), tree: wide }];
    let reading = read(&Place::Invitations, &PageShot::default(), &candidates);
    assert!(reading.cards.is_empty() && reading.left_alone.len() == 2);
}

/// Not a promise, a look: `cargo test --release --test reader time -- --ignored --nocapture`.
#[test]
#[ignore = "a measurement"]
fn time_of_five_hundred_cards() {
    let card = |n: usize| {
        format!(
            r#"<div role="listitem" componentkey="urn:li:invitation:{n}"><div><a href="/in/sender-{n}/"><figure><img alt="Sender Number{n}’s profile picture"></figure></a>
            <div><p><a href="/in/sender-{n}/"><strong>Sender Number{n}</strong></a><span>follows you and is inviting you to connect</span></p><p>Baker number {n} at Crumb Ltd</p><p>Omar Test and {n} other mutual connections</p></div>
            <div><button aria-label="Ignore an invitation to connect from Sender Number{n}"><span><span>Ignore</span></span></button><button aria-label="Accept Sender Number{n}’s invitation"><span><span>Accept</span></span></button></div></div>
            <div><p><span data-testid="expandable-text-box">Hi, we met at the fair number {n}, and talked about bread for hours.<button data-testid="expandable-text-button">… show more</button></span></p></div></div>"#
        )
    };
    for (what, lang, from, to) in [("English", "en", "", ""), ("made up", "qx", "an invitation to connect from", "zor")]
    {
        let html: String = (0..500).map(card).collect();
        let html = if from.is_empty() {
            html
        } else {
            html.replace(from, to)
                .replace("follows you and is inviting you to connect", "")
                .replace("’s invitation", " rulo")
                .replace("Ignore", "Zabbeln")
                .replace("Accept", "Fronten")
        };
        let page =
            Page::of(LIST, &format!("<html lang={lang}><main><div data-testid=lazy-column>{html}</div></main></html>"));
        let start = Instant::now();
        let reading = read(&page.place, &page.shot, &page.candidates);
        println!(
            "{what}: {} cards of {} candidates in {:?}",
            reading.cards.len(),
            page.candidates.len(),
            start.elapsed()
        );
        let trees: Vec<String> = page.candidates.iter().map(|c| serde_json::to_string(&c.tree).unwrap()).collect();
        let start = Instant::now();
        let parsed = trees.iter().filter(|tree| serde_json::from_str::<Element>(tree).is_ok()).count();
        println!(
            "  parsing {parsed} trees, {} bytes: {:?}",
            trees.iter().map(String::len).sum::<usize>(),
            start.elapsed()
        );
    }
}
