//! Pages for tests: documents, and what the content script would send of them.
//!
//! [`Page::of`] does what `extension/page/watcher.js` does by [`Rules`], function by function, on a document
//! that stands still. What is only known to a browser is read from the markup: an element is hidden if it, or
//! something around it, has the attribute `hidden`, or `display:none` or `visibility:hidden` in its style.
//!
//! A page says itself what is right, see [`Truth`].

use std::collections::{BTreeMap, BTreeSet, HashSet};

use really_know::linkedin::snapshot::Element as Copy;
use really_know::linkedin::{Candidate, Node, NodeId, PageShot, Place, Rules};
use scraper::{ElementRef, Html};

use super::css::Selectors;
use super::dom::{Dom, Element};

/// No element of a page is looked for higher than this: `Watcher.MAX_CLIMB`.
const MAX_CLIMB: usize = 24;

/// A page as the content script reports it, with what is true of it.
pub struct Page {
    pub place: Place,
    pub shot: PageShot,
    pub candidates: Vec<Candidate>,
    /// What the page says of its numbered controls.
    pub truth: BTreeMap<NodeId, Truth>,
    /// How many visible elements have `data-truth` and not `data-optional`, numbered or not.
    pub expected: usize,
    /// The senders of those.
    pub senders: BTreeSet<String>,
}

/// What a page tells of one of its controls. The rules don't ask for these attributes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Truth {
    /// `data-truth`: this is the Accept of the sender with this slug.
    pub accept: Option<String>,
    /// `data-ignore`: this is the Ignore of the sender with this slug.
    pub ignore: Option<String>,
    /// `data-name`, `data-headline`, `data-message`, beside `data-truth`.
    pub name: Option<String>,
    pub headline: Option<String>,
    pub message: Option<String>,
    /// `data-optional`: a copy that need not be found.
    pub optional: bool,
}

impl Truth {
    fn of(element: &Element) -> Option<Self> {
        let value = |name: &str| element.attribute(name).map(str::to_owned);
        let truth = Self {
            accept: value("data-truth"),
            ignore: value("data-ignore"),
            name: value("data-name"),
            headline: value("data-headline"),
            message: value("data-message"),
            optional: value("data-optional").is_some(),
        };
        (truth.accept.is_some() || truth.ignore.is_some()).then_some(truth)
    }
}

/// The page's main part as plain data, as the content script sends it for a report.
pub fn main_part(url: &str, html: &str) -> (PageShot, Copy) {
    /// `LAYOUT_TEXT`.
    const TEXT: usize = 400_000;
    let document = parse(html);
    let flat = Flat::of(&document);
    let rules = Rules::for_place(&Place::from_url(url))
        .unwrap_or_else(|| Rules::for_place(&Place::Invitations).expect("invitations are read"));
    let first = |css: &str| flat.select(css).first().copied();
    let main = first("main,[role=main]").or_else(|| first("body")).unwrap_or(0);
    (shot(url, &flat), Watcher::new(&rules, &flat).copy_with(main, TEXT))
}

impl Page {
    /// Parses a page that stands at an address.
    pub fn of(url: &str, html: &str) -> Self {
        Self::of_dom(url, &parse(html))
    }

    /// A page that is a document already.
    pub fn of_dom(url: &str, document: &Element) -> Self {
        let place = Place::from_url(url);
        let flat = Flat::of(document);
        let shown = (0..flat.len()).filter(|at| {
            let element = flat.element(*at);
            element.attribute("data-truth").is_some()
                && element.attribute("data-optional").is_none()
                && flat.is_visible(*at)
        });
        let shown: Vec<&str> = shown.filter_map(|at| flat.element(at).attribute("data-truth")).collect();
        let mut page = Self {
            shot: shot(url, &flat),
            candidates: Vec::new(),
            truth: BTreeMap::new(),
            expected: shown.len(),
            senders: shown.into_iter().map(str::to_owned).collect(),
            place,
        };
        if let Some(rules) = Rules::for_place(&page.place) {
            let watcher = Watcher::new(&rules, &flat);
            page.candidates = watcher.roots().into_iter().map(|root| watcher.snapshot(root)).collect();
            page.truth = watcher.truth();
        }
        page
    }
}

/// A document out of its text.
pub fn parse(html: &str) -> Element {
    fn copy(element: ElementRef) -> Element {
        let children = element.children().filter_map(|child| match ElementRef::wrap(child) {
            Some(child) => Some(Dom::Element(copy(child))),
            None => child.value().as_text().map(|text| Dom::Text(text.to_string())),
        });
        Element {
            tag: element.value().name().to_owned(),
            attributes: element.value().attrs().map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
            children: children.collect(),
        }
    }
    copy(Html::parse_document(html).root_element())
}

/// A document's elements in their order.
pub struct Flat<'a> {
    elements: Vec<(&'a Element, usize, usize)>,
}

impl<'a> Flat<'a> {
    pub fn of(document: &'a Element) -> Self {
        fn add<'a>(flat: &mut Flat<'a>, element: &'a Element, parent: usize) {
            let at = flat.elements.len();
            flat.elements.push((element, parent, 0));
            for child in &element.children {
                if let Dom::Element(child) = child {
                    add(flat, child, at);
                }
            }
            flat.elements[at].2 = flat.elements.len();
        }
        let mut flat = Self { elements: Vec::new() };
        add(&mut flat, document, 0);
        flat
    }

    pub fn len(&self) -> usize {
        self.elements.len()
    }

    pub fn element(&self, at: usize) -> &'a Element {
        self.elements[at].0
    }

    /// The index behind the last of its descendants.
    pub fn end(&self, at: usize) -> usize {
        self.elements[at].2
    }

    /// The element and all around it, from the inside out.
    pub fn around(&self, at: usize) -> impl Iterator<Item = usize> {
        let mut next = Some(at);
        std::iter::from_fn(move || {
            let at = next?;
            next = (at != 0).then(|| self.elements[at].1);
            Some(at)
        })
    }

    fn parent(&self, at: usize) -> Option<usize> {
        (at != 0).then(|| self.elements[at].1)
    }

    /// `Element.checkVisibility`, from the markup.
    fn is_visible(&self, at: usize) -> bool {
        !self.around(at).any(|at| {
            let element = self.element(at);
            let style: String = element.attribute("style").unwrap_or_default().split_whitespace().collect();
            element.attribute("hidden").is_some()
                || style.contains("display:none")
                || style.contains("visibility:hidden")
        })
    }

    /// `textContent`.
    fn text(&self, at: usize) -> String {
        fn collect(element: &Element, into: &mut String) {
            for child in &element.children {
                match child {
                    Dom::Text(text) => into.push_str(text),
                    Dom::Element(child) => collect(child, into),
                }
            }
        }
        let mut text = String::new();
        collect(self.element(at), &mut text);
        text
    }

    fn select(&self, css: &str) -> Vec<usize> {
        let selectors = Selectors::parse(css);
        (0..self.len()).filter(|at| selectors.matches(self, *at)).collect()
    }
}

/// What `content.js` tells of the page itself.
fn shot(url: &str, flat: &Flat) -> PageShot {
    let mut seen = HashSet::new();
    let names = Rules::for_place(&Place::from_url(url)).map(|rules| rules.names).unwrap_or_default();
    let headings = names.iter().flat_map(|css| flat.select(css).into_iter().take(10));
    let headings = headings.map(|at| utf16(flat.text(at).trim(), 200));
    let title = flat.select("title").first().map(|at| flat.text(*at)).unwrap_or_default();
    PageShot {
        url: url.to_owned(),
        lang: flat.element(0).attribute("lang").unwrap_or_default().to_owned(),
        title: title.split_whitespace().collect::<Vec<_>>().join(" "),
        headings: headings.filter(|heading| seen.insert(heading.clone())).take(20).collect(),
    }
}

/// The first code units of a text, as JavaScript counts; half a character is left out.
fn utf16(text: &str, units: usize) -> String {
    let mut left = units;
    text.chars()
        .take_while(|c| {
            let fits = left >= c.len_utf16();
            left = left.saturating_sub(c.len_utf16());
            fits
        })
        .collect()
}

/// `Watcher`, as far as it follows rules. An element's number is its place in the document, plus one.
struct Watcher<'r, 'a> {
    rules: &'r Rules,
    flat: &'r Flat<'a>,
    /// Which elements match the rules' selectors; of `anchor`, the profile.
    anchor: Vec<Option<String>>,
    control: Vec<bool>,
    item: Vec<bool>,
    outside: Vec<bool>,
    /// What is left out: what `skip` matches, and what neither stands in the page's main part nor holds it.
    skip: Vec<bool>,
}

impl<'r, 'a> Watcher<'r, 'a> {
    fn new(rules: &'r Rules, flat: &'r Flat<'a>) -> Self {
        let matching = |css: &str| {
            let selectors = Selectors::parse(css);
            (0..flat.len()).map(|at| selectors.matches(flat, at)).collect::<Vec<bool>>()
        };
        let anchor = rules.anchor.as_deref().map_or_else(|| vec![false; flat.len()], matching);
        let main = matching(&rules.main);
        let mut skip = matching(&rules.skip);
        if main.contains(&true) {
            for at in 0..flat.len() {
                skip[at] |= !flat.around(at).any(|at| main[at]) && !main[at..flat.end(at)].contains(&true);
            }
        }
        Self {
            anchor: (0..flat.len()).map(|at| anchor[at].then(|| profile(flat.element(at)))).collect(),
            control: matching(&rules.control),
            item: matching(&rules.item),
            outside: matching(&rules.outside),
            skip,
            rules,
            flat,
        }
    }

    /// `search`, `work`: the candidates' roots in document order.
    fn roots(&self) -> Vec<usize> {
        let controls = (0..self.flat.len()).filter(|at| self.control[*at]);
        let roots: BTreeSet<usize> = controls.filter_map(|control| self.candidate_of(control)).collect();
        roots.into_iter().take(self.rules.max_candidates as usize).collect()
    }

    fn inside(&self, at: usize) -> std::ops::Range<usize> {
        at + 1..self.flat.end(at)
    }

    fn controls_in(&self, at: usize) -> usize {
        self.inside(at).filter(|inner| self.control[*inner]).count()
    }

    fn profiles_in(&self, at: usize) -> HashSet<&str> {
        self.inside(at).filter_map(|inner| self.anchor[inner].as_deref()).collect()
    }

    fn is_whole(&self, at: usize) -> bool {
        let anchored = self.rules.anchor.is_none()
            || self.anchor[at].is_some()
            || self.inside(at).any(|inner| self.anchor[inner].is_some());
        anchored && self.controls_in(at) >= self.rules.min_controls as usize
    }

    fn candidate_of(&self, control: usize) -> Option<usize> {
        if self.flat.around(control).any(|at| self.skip[at]) {
            return None;
        }
        let climb = self.flat.around(control).take(MAX_CLIMB).take_while(|at| !self.outside[*at]);
        let core = climb.into_iter().find(|at| self.is_whole(*at))?;
        if self.controls_in(core) > self.rules.max_controls as usize {
            return None;
        }
        // A control beside a list (a filter, say) would take the whole list for its card.
        let holds = |item: usize| self.flat.around(control).any(|at| at == item);
        if self.inside(core).any(|item| self.item[item] && !holds(item) && self.is_whole(item)) {
            return None;
        }
        let profiles = self.profiles_in(core).len();
        let mut root = core;
        while !self.item[root] {
            let Some(wider) = self.flat.parent(root).filter(|wider| !self.outside[*wider]) else { break };
            if self.inside(wider).len() > self.rules.max_nodes as usize
                || self.controls_in(wider) > self.rules.max_controls as usize
                || self.rules.anchor.is_none() && !self.item[wider]
                || self.profiles_in(wider).len() > profiles
            {
                break;
            }
            root = wider;
        }
        (self.inside(root).len() <= self.rules.max_nodes as usize).then_some(root)
    }

    fn number(at: usize) -> NodeId {
        NodeId(u32::try_from(at).expect("small pages") + 1)
    }

    fn truth(&self) -> BTreeMap<NodeId, Truth> {
        (0..self.flat.len()).filter_map(|at| Some((Self::number(at), Truth::of(self.flat.element(at))?))).collect()
    }

    fn snapshot(&self, root: usize) -> Candidate {
        Candidate { root: Self::number(root), tree: self.copy_with(root, self.rules.max_text as usize) }
    }

    fn copy_with(&self, root: usize, mut room: usize) -> Copy {
        let mut at = root;
        self.copy(&mut at, &mut room, root)
    }

    /// Copies the element at `next`, and moves `next` behind it.
    fn copy(&self, next: &mut usize, room: &mut usize, root: usize) -> Copy {
        let at = *next;
        let element = self.flat.element(at);
        let (control, link) = (self.control[at], element.tag == "a");
        let mut copy = Copy { tag: element.tag.clone(), control, ..Copy::default() };
        if control || link || at == root {
            copy.id = Some(Self::number(at));
        }
        for name in &self.rules.attributes {
            if let Some(value) = element.attribute(name) {
                copy.attributes.insert(name.clone(), utf16(value, 2000));
            }
        }
        let leaf = self.inside(at).is_empty();
        copy.hidden = (control || link || leaf) && !self.flat.is_visible(at);
        *next += 1;
        for child in &element.children {
            match child {
                Dom::Element(_) if self.skip[*next] => *next = self.flat.end(*next),
                Dom::Element(_) => copy.children.push(Node::Element(self.copy(next, room, root))),
                Dom::Text(text) if text.trim().is_empty() => {}
                Dom::Text(text) => {
                    // A long text leaves room for what comes after it.
                    let text = utf16(text, *room / 2);
                    *room -= text.encode_utf16().count();
                    copy.children.push(Node::Text(text));
                }
            }
        }
        copy
    }
}

/// The path that a link leads to, as `pathname` has it, without its end.
fn profile(link: &Element) -> String {
    let href = link.attribute("href").unwrap_or_default();
    let path = href.split(['?', '#']).next().unwrap_or_default();
    let path = path.split_once("://").map_or(path, |(_, rest)| &rest[rest.find('/').unwrap_or(rest.len())..]);
    let mut encoded = String::new();
    for byte in path.trim_end_matches('/').bytes() {
        if byte.is_ascii() {
            encoded.push(char::from(byte).to_ascii_lowercase());
        } else {
            encoded.push_str(&format!("%{byte:02x}"));
        }
    }
    encoded
}
