//! Pages for tests: HTML as text, and what the content script would send of it.
//!
//! [`Page::of`] follows [`Rules`] as `extension/page/watcher.js` does, on a parsed document instead of a
//! living one. What is only known to a browser is read from the markup: an element is hidden if it has
//! the attribute `hidden`, or `display:none` or `visibility:hidden` in its style.
//!
//! A page says itself what is right, see [`Truth`].

use std::collections::{BTreeMap, HashMap, HashSet};

use really_know::linkedin::snapshot::Element;
use really_know::linkedin::{Candidate, Node, NodeId, PageShot, Place, Rules};
use scraper::{ElementRef, Html, Selector};

/// A page as the content script reports it, with what is true of it.
pub struct Page {
    pub place: Place,
    pub shot: PageShot,
    pub candidates: Vec<Candidate>,
    /// What the page says of its numbered controls.
    pub truth: BTreeMap<NodeId, Truth>,
    /// How many visible elements have `data-truth`, numbered or not.
    pub expected: usize,
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
}

impl Truth {
    fn of(element: ElementRef) -> Option<Self> {
        let value = |name: &str| element.attr(name).map(str::to_owned);
        let truth = Self {
            accept: value("data-truth"),
            ignore: value("data-ignore"),
            name: value("data-name"),
            headline: value("data-headline"),
            message: value("data-message"),
        };
        (truth.accept.is_some() || truth.ignore.is_some()).then_some(truth)
    }
}

/// The page's main part as plain data, as the content script sends it for a report.
pub fn main_part(url: &str, html: &str) -> (PageShot, Element) {
    let document = Html::parse_document(html);
    let root = document.root_element();
    let rules = Rules::for_place(&Place::from_url(url))
        .unwrap_or_else(|| Rules::for_place(&Place::Invitations).expect("invitations are read"));
    let main = select(root, "main, [role=main], body").into_iter().next_back().unwrap_or(root);
    let main = select(root, "main, [role=main]").into_iter().next().unwrap_or(main);
    let mut room = 1_000_000;
    (shot(url, root), Script::new(rules, root).copy(main, &mut room))
}

impl Page {
    /// Parses a page that stands at an address.
    pub fn of(url: &str, html: &str) -> Self {
        let place = Place::from_url(url);
        let document = Html::parse_document(html);
        let root = document.root_element();
        let mut page = Self {
            shot: shot(url, root),
            candidates: Vec::new(),
            truth: BTreeMap::new(),
            expected: select(root, "[data-truth]").into_iter().filter(|element| !is_hidden(*element)).count(),
            place,
        };
        if let Some(rules) = Rules::for_place(&page.place) {
            let mut script = Script::new(rules, root);
            for control in select(root, &script.rules.control.clone()) {
                script.place(control);
            }
            page.candidates = script.roots.clone().into_iter().map(|root| script.copy_candidate(root)).collect();
            page.truth = script.truth;
        }
        page
    }
}

fn selector(css: &str) -> Selector {
    Selector::parse(css).expect("rules are CSS")
}

fn select<'a>(root: ElementRef<'a>, css: &str) -> Vec<ElementRef<'a>> {
    root.select(&selector(css)).collect()
}

fn shot(url: &str, root: ElementRef) -> PageShot {
    let text =
        |element: ElementRef| element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ");
    let title = select(root, "head title").first().map(|title| text(*title)).unwrap_or_default();
    let mut seen = HashSet::new();
    let headings = select(root, "main h1, main h2, [role=main] h1, [role=main] h2, h1").into_iter();
    PageShot {
        url: url.to_owned(),
        lang: root.attr("lang").unwrap_or_default().to_owned(),
        title,
        headings: headings.map(text).filter(|heading| seen.insert(heading.clone())).take(10).collect(),
    }
}

fn is_hidden(element: ElementRef) -> bool {
    let hides = |element: ElementRef| {
        let style: String = element.attr("style").unwrap_or_default().split_whitespace().collect();
        element.attr("hidden").is_some() || style.contains("display:none") || style.contains("visibility:hidden")
    };
    hides(element) || element.ancestors().filter_map(ElementRef::wrap).any(hides)
}

/// The content script, as far as it follows rules.
struct Script<'a> {
    rules: Rules,
    anchor: Option<Selector>,
    control: Selector,
    item: Selector,
    outside: Selector,
    skip: Selector,
    main: Selector,
    has_main: bool,
    roots: Vec<ElementRef<'a>>,
    /// By the address of the element's data, which stays where it is as long as the document lives.
    numbers: HashMap<usize, NodeId>,
    truth: BTreeMap<NodeId, Truth>,
}

impl<'a> Script<'a> {
    fn new(rules: Rules, page: ElementRef<'a>) -> Self {
        Self {
            anchor: rules.anchor.as_deref().map(selector),
            control: selector(&rules.control),
            item: selector(&rules.item),
            outside: selector(&rules.outside),
            skip: selector(&rules.skip),
            main: selector(&rules.main),
            has_main: !select(page, &rules.main).is_empty(),
            rules,
            roots: Vec::new(),
            numbers: HashMap::new(),
            truth: BTreeMap::new(),
        }
    }

    fn place(&mut self, control: ElementRef<'a>) {
        if let Some(root) = self.candidate_of(control)
            && !self.roots.contains(&root)
            && self.roots.len() < self.rules.max_candidates as usize
        {
            self.roots.push(root);
        }
    }

    fn skipped(&self, element: ElementRef<'a>) -> bool {
        let in_main = || around(element).any(|at| self.main.matches(&at));
        let holds_main = || element.select(&self.main).next().is_some();
        around(element).any(|at| self.skip.matches(&at)) || (self.has_main && !in_main() && !holds_main())
    }

    fn controls_in(&self, element: ElementRef<'a>) -> usize {
        element.select(&self.control).filter(|control| !self.skipped(*control)).count()
    }

    fn profiles_in(&self, element: ElementRef<'a>) -> HashSet<String> {
        let Some(anchor) = &self.anchor else { return HashSet::new() };
        let links = element.select(anchor).chain(anchor.matches(&element).then_some(element));
        links
            .filter_map(|link| link.attr("href"))
            .map(|href| href.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/').to_lowercase())
            .map(|path| {
                path.split_once("://").map_or(path.clone(), |(_, rest)| rest[rest.find('/').unwrap_or(0)..].to_owned())
            })
            .collect()
    }

    fn within_limits(&self, element: ElementRef<'a>) -> bool {
        let nodes = element.descendants().filter(|node| node.value().is_element()).count();
        nodes <= self.rules.max_nodes as usize && self.controls_in(element) <= self.rules.max_controls as usize
    }

    fn candidate_of(&self, control: ElementRef<'a>) -> Option<ElementRef<'a>> {
        if self.skipped(control) {
            return None;
        }
        let enough = |at: &ElementRef<'a>| {
            self.controls_in(*at) >= self.rules.min_controls as usize
                && (self.anchor.is_none() || !self.profiles_in(*at).is_empty())
        };
        let inside = |at: &ElementRef<'a>| !self.outside.matches(at);
        let core = around(control).take_while(inside).find(enough)?;
        if !self.within_limits(core) {
            return None;
        }
        let reachable = || around(core).take_while(inside).take_while(|at| self.within_limits(*at));
        if let Some(item) = reachable().find(|at| self.item.matches(at)) {
            return Some(item);
        }
        let mut root = core;
        for wider in reachable().skip(1) {
            let more_controls = self.controls_in(wider) > self.controls_in(root);
            let more_profiles = self.anchor.is_none() || self.profiles_in(wider).len() > self.profiles_in(root).len();
            if more_controls && more_profiles {
                break;
            }
            root = wider;
        }
        Some(root)
    }

    fn number(&mut self, element: ElementRef<'a>) -> NodeId {
        let next = NodeId(u32::try_from(self.numbers.len()).expect("small pages") + 1);
        let number = *self.numbers.entry(std::ptr::from_ref(element.value()).addr()).or_insert(next);
        if let Some(truth) = Truth::of(element) {
            self.truth.insert(number, truth);
        }
        number
    }

    fn copy_candidate(&mut self, root: ElementRef<'a>) -> Candidate {
        let mut room = self.rules.max_text as usize;
        let number = self.number(root);
        let mut tree = self.copy(root, &mut room);
        tree.id = Some(number);
        Candidate { root: number, tree }
    }

    fn copy(&mut self, element: ElementRef<'a>, room: &mut usize) -> Element {
        let control = self.control.matches(&element);
        let mut copy = Element { tag: element.value().name().to_owned(), control, ..Element::default() };
        if control || copy.tag == "a" {
            copy.id = Some(self.number(element));
        }
        copy.hidden = is_hidden(element);
        for name in &self.rules.attributes {
            if let Some(value) = element.attr(name) {
                copy.attributes.insert(name.clone(), value.chars().take(2000).collect());
            }
        }
        for child in element.children() {
            if let Some(child) = ElementRef::wrap(child) {
                if !self.skip.matches(&child) {
                    copy.children.push(Node::Element(self.copy(child, room)));
                }
            } else if let Some(text) = child.value().as_text()
                && !text.trim().is_empty()
            {
                let text: String = text.chars().take(*room / 2).collect();
                *room -= text.chars().count();
                copy.children.push(Node::Text(text));
            }
        }
        copy
    }
}

/// The element and all around it, from the inside out.
fn around(element: ElementRef) -> impl Iterator<Item = ElementRef> {
    std::iter::once(element).chain(element.ancestors().filter_map(ElementRef::wrap))
}
