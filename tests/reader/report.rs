//! A report of a page reads as the page does, and nobody is in it.

use std::collections::BTreeSet;

use really_know::domain::text::fold;
use really_know::linkedin::Node;
use really_know::linkedin::report::report;
use really_know::linkedin::snapshot::Element;

use super::fixtures::{all, load};
use super::read_page;
use crate::generator;
use crate::page::{Page, main_part};

/// What people are called on the page, in the words of their profile addresses.
fn people(element: &Element, into: &mut BTreeSet<String>) {
    if let Some(href) = element.attribute("href").filter(|href| href.contains("/in/")) {
        let slug = href.split("/in/").nth(1).and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or_default();
        into.extend(slug.split('-').filter(|word| word.len() > 3 && word.is_ascii()).map(str::to_lowercase));
    }
    for child in &element.children {
        if let Node::Element(child) = child {
            people(child, into);
        }
    }
}

#[test]
fn a_report_reads_as_its_page_does() {
    let mut wild = [0, 0];
    for path in all() {
        let file = path.file_name().unwrap().to_string_lossy().into_owned();
        let (url, html) = load(&path);
        let (shot, tree) = main_part(&url, &html);
        let report = report(&shot, &tree);
        let told = report.lines().next().and_then(|line| line.strip_prefix("<!-- ")?.strip_suffix(" -->")).unwrap();
        let (page, again) = (Page::of(&url, &html), Page::of(told, &report));
        assert_eq!(std::mem::discriminant(&page.place), std::mem::discriminant(&again.place), "{file}: {told}");
        let (before, after) = (read_page(&page), read_page(&again));
        // Copies beside the main part (a header that sticks, a card over a name) aren't in its report.
        let evidence = |reading: &really_know::linkedin::Reading| {
            let mut seen = BTreeSet::new();
            let first = reading.cards.iter().filter(|card| seen.insert(card.address.as_str().to_owned()));
            first.map(|card| (card.evidence.clone(), card.hidden)).collect::<Vec<_>>()
        };
        if path.to_string_lossy().contains("wild") {
            // Some words of theirs are somebody's name or written with signs; the cards stay for other reasons.
            let (kept, lost) = (evidence(&after).len(), evidence(&before).len().saturating_sub(evidence(&after).len()));
            // A report is of the page's main part; these have their cards in a dialog or over a name.
            let beside_main = ["30-", "43-", "47-"].iter().any(|beside| file.starts_with(beside));
            if beside_main {
                continue;
            }
            if lost > 0 {
                println!("{file}: {lost} cards are lost in its report");
            }
            wild[0] += kept + lost;
            wild[1] += kept;
            continue;
        }
        assert_eq!(evidence(&before), evidence(&after), "{file}\n{report}");
        let whys = |reading: &really_know::linkedin::Reading| {
            let mut whys: Vec<_> = reading.left_alone.iter().map(|left| left.why).collect();
            whys.sort();
            whys
        };
        assert_eq!(whys(&before), whys(&after), "{file}");
    }
    println!("cards on pages written by hand, and on their reports: {wild:?}");
    assert!(wild[1] <= wild[0] && wild[1] * 100 >= wild[0] * 95, "{wild:?}");
}

#[test]
fn nobody_is_in_a_report() {
    for path in all() {
        let (url, html) = load(&path);
        let (shot, tree) = main_part(&url, &html);
        let mut names = BTreeSet::new();
        people(&tree, &mut names);
        let folded = fold(&report(&shot, &tree));
        let words: BTreeSet<&str> = folded.split(|c: char| !c.is_alphanumeric()).collect();
        // One of them is called like a control.
        names.remove("accept");
        let left: Vec<_> = names.iter().filter(|name| words.contains(name.as_str())).collect();
        assert!(left.is_empty(), "{}: {left:?}", path.display());
        // What senders write has words that no interface has.
        for word in ["recipe", "sourdough", "onerror", "alert"] {
            assert!(!words.contains(word), "{}: {word}", path.display());
        }
    }
}

/// Not yet all: about one card in twenty is lost, and none may be added.
#[test]
fn reports_of_made_pages_keep_their_cards() {
    let (mut cards, mut kept) = (0, 0);
    for seed in 0..30 {
        let made = generator::make(seed);
        let (url, html) = (&made.url, made.html());
        let (shot, tree) = main_part(url, &html);
        let report = report(&shot, &tree);
        let told = report.lines().next().and_then(|line| line.strip_prefix("<!-- ")?.strip_suffix(" -->")).unwrap();
        let [before, after] = [Page::of(url, &html), Page::of(told, &report)].map(|page| read_page(&page).cards.len());
        assert!(after <= before, "seed {seed}: {before} cards, {after} in the report\n{report}");
        cards += before;
        kept += after;
    }
    println!("cards on made pages: {cards}, on their reports: {kept}");
    assert!(cards > 30 && kept * 100 >= cards * 85, "{kept} of {cards}");
}
