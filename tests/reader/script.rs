//! The stand-in for the content script is what it says it is.

use really_know::linkedin::Rules;
use scraper::{Html, Selector};

use super::fixtures::{all, load};
use crate::css::Selectors;
use crate::page::{Flat, Page, parse};

#[test]
fn rules_mean_the_same_to_a_real_engine() {
    for path in all() {
        let (url, html) = load(&path);
        let Some(rules) = Rules::for_place(&Page::of(&url, &html).place) else { continue };
        let (document, real) = (parse(&html), Html::parse_document(&html));
        let flat = Flat::of(&document);
        for css in [rules.anchor.unwrap_or_default(), rules.control, rules.item, rules.outside, rules.skip] {
            if css.is_empty() {
                continue;
            }
            let ours = Selectors::parse(&css);
            let theirs = Selector::parse(&css).expect("rules are CSS");
            let elements = real.root_element().descendants().filter_map(scraper::ElementRef::wrap);
            let theirs: Vec<bool> = elements.map(|element| theirs.matches(&element)).collect();
            let ours: Vec<bool> = (0..flat.len()).map(|at| ours.matches(&flat, at)).collect();
            let first = ours.iter().zip(&theirs).position(|(ours, theirs)| ours != theirs);
            assert_eq!((first, ours.len()), (None, theirs.len()), "{url} {css}");
        }
    }
}

#[test]
fn long_texts_are_cut_as_the_script_cuts_them() {
    let html = format!(
        "<main><ul><li><a href=/in/a-a/>Ann Aa</a><p>{}</p><p>{}</p><button>Ignore</button><button>Accept</button></li></ul></main>",
        "🌻".repeat(4000),
        "b".repeat(4000)
    );
    let page = Page::of(super::LIST, &html);
    let [candidate] = page.candidates.as_slice() else { panic!("{:?}", page.candidates) };
    let text = candidate.tree.text();
    // Of 6,000 units the name takes 6, half of the rest goes to the first, half of what is left to the second.
    assert_eq!(text.matches('🌻').count(), 2997 / 2);
    assert_eq!(text.matches('b').count(), (6000 - 6 - 2996) / 2);
    assert!(text.ends_with("Ignore Accept"));
}
