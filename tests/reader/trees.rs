//! Trees that no page would have: nothing panics, and no card is without evidence.

use really_know::domain::sorted::SortedMap;
use std::time::{Duration, Instant};

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
        Place::Notifications,
        Place::Search,
        Place::Elsewhere,
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
            prop_assert!(!card.evidence.is_empty() && !card.name.is_empty() && Some(card.accept) != card.ignore);
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

/// How long a page that nobody would write may take; a thousand times what a card takes, for slow machines and debug builds.
const PATIENCE: Duration = Duration::from_secs(5);

fn element(tag: &str, attributes: &[(&str, &str)], children: Vec<Node>) -> Element {
    let attributes = attributes.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Element { tag: tag.to_owned(), attributes, children, ..Element::default() }
}

fn control(id: u32, attributes: &[(&str, &str)], children: Vec<Node>) -> Element {
    Element { id: Some(NodeId(id)), control: true, ..element("button", attributes, children) }
}

fn words(text: &str) -> Vec<Node> {
    vec![Node::Text(text.to_owned())]
}

fn link(text: &str) -> Node {
    Node::Element(element("a", &[("href", "/in/mia-sample/")], words(text)))
}

/// Whatever a page looks like, it is read in no time, and nothing of it is held.
#[test]
fn odd_trees_take_no_time() {
    let many = |count: usize, one: &dyn Fn(usize) -> Element| -> Vec<Node> {
        (0..count).map(|n| Node::Element(one(n))).collect()
    };
    let id = |n: usize| u32::try_from(n).expect("few") + 10;
    let mut deep = element("div", &[], vec![link("Mia Sample")]);
    for n in 0..10_000 {
        let mut around = vec![Node::Element(deep)];
        if n == 5_000 {
            around.push(Node::Element(control(1, &[], words("Ignore"))));
            around.push(Node::Element(control(2, &[], words("Accept"))));
        }
        deep = element("div", &[], around);
    }
    let pointing = |from: &str, to: &str| [("id", from.to_owned()), ("aria-labelledby", to.to_owned())];
    let cycle = |n: usize| {
        let [own, other] = [format!("x{n}"), format!("x{}", (n + 1) % 40)];
        let attributes = pointing(&own, &format!("{other} {own} ").repeat(200));
        control(id(n), &attributes.each_ref().map(|(name, value)| (*name, value.as_str())), Vec::new())
    };
    let labelled = |n: usize| control(id(n), &[("aria-labelledby", &"a b c d ".repeat(250))], words("Accept"));
    let pair = |n: usize| {
        let answers = [("Ignore", 2 * n), ("Accept", 2 * n + 1)];
        let answers = answers.map(|(word, n)| Node::Element(control(id(n), &[], words(word))));
        element("div", &[], [vec![link("Mia Sample")], answers.to_vec()].concat())
    };
    let nested = (0..300).fold(control(5, &[], words("Accept")), |inner, n| {
        control(id(n), &[("aria-label", "Accept Mia Sample’s invitation")], vec![Node::Element(inner)])
    });
    // As long as the content script lets a text be.
    let text = "Mia Sample accept ignore ".repeat(250);
    let trees = [
        ("deep", vec![Node::Element(deep)]),
        ("100,000 elements", many(100_000, &|_| element("span", &[], Vec::new()))),
        ("3,900 elements", many(3_900, &|_| element("p", &[], words("Mia Sample")))),
        ("controls that name each other", many(40, &cycle)),
        ("thousands of long labels", many(3_000, &labelled)),
        ("thousands of pairs", many(600, &pair)),
        ("controls in controls", vec![Node::Element(nested), link("Mia Sample")]),
        ("links without end", many(1_500, &|_| element("a", &[("href", "/in/mia-sample/")], words("Mia Sample")))),
        (
            "a text without end",
            vec![
                link(&text),
                Node::Element(control(1, &[("aria-label", "Ignore Mia Sample’s invitation")], Vec::new())),
                Node::Element(control(2, &[("aria-label", &text)], Vec::new())),
            ],
        ),
    ];
    for (what, children) in trees {
        let tree = Element { id: Some(NodeId(9)), ..element("li", &[], children) };
        let candidates = [Candidate { root: NodeId(9), tree }];
        for place in [Place::Invitations, Place::Search, Place::Elsewhere] {
            let start = Instant::now();
            let reading = read(&place, &PageShot { lang: "en".to_owned(), ..PageShot::default() }, &candidates);
            assert!(start.elapsed() < PATIENCE, "{what}: {:?}", start.elapsed());
            assert!(reading.cards.is_empty() && reading.left_alone.len() == 1, "{what}: {reading:?}");
        }
    }
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
