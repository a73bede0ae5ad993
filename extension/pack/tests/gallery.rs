//! The gallery and the design system's rules say no less and no more than the stylesheets.

#![allow(clippy::unwrap_used, reason = "a test that meets something unexpected should stop right there")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use pack::gallery::{classes_in_css, classes_in_html, pages};

fn extension() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn read(name: &str) -> String {
    fs::read_to_string(extension().join(name)).unwrap()
}

/// Classes of components that are nowhere on the page.
fn unseen(css: &str, html: &str) -> Vec<String> {
    let seen = classes_in_html(html);
    classes_in_css(css).into_iter().filter(|class| !seen.contains(class)).collect()
}

/// Classes on the page that no stylesheet knows.
fn unknown(css: &str, html: &str) -> Vec<String> {
    let known = classes_in_css(css);
    let own = |class: &String| class.starts_with("g-") || class.starts_with("as-");
    classes_in_html(html).into_iter().filter(|class| !known.contains(class) && !own(class)).collect()
}

#[test]
fn every_component_is_in_the_gallery() {
    let html = read("pack/gallery.html");
    let css = read("styles/base.css") + &read("styles/components.css");
    assert_eq!(unseen(&css, &html), [""; 0], "add them to extension/pack/gallery.html");
    assert_eq!(
        unseen(&(css + "@media (x) { .stamp:has(.stamp-edge) > b { color: red } }"), &html),
        ["stamp", "stamp-edge"]
    );
}

#[test]
fn the_gallery_shows_nothing_that_is_gone() {
    let styles = ["base", "components", "sidebar"].map(|name| read(&format!("styles/{name}.css"))).concat();
    // Two marks look like the plain one.
    let plain = ".mark-parked {} .mark-dontKnow {} .mark-notQuite {}";
    let html = read("pack/gallery.html");
    assert_eq!(unknown(&(styles.clone() + plain), &html), [""; 0], "take them out of extension/pack/gallery.html");
    assert_eq!(unknown(&(styles + plain), &(html + "<i class=\"stamp g-own\">")), ["stamp"]);
}

/// Custom properties that are set in a text of CSS, or named in one of Markdown.
fn tokens(text: &str) -> BTreeSet<&str> {
    let ends = |c: char| !(c.is_ascii_alphanumeric() || c == '-');
    let named = text.match_indices("--").filter(|(at, _)| !text[..*at].ends_with('-'));
    let names = named.map(|(at, _)| text[at..].split(ends).next().unwrap_or_default());
    names.filter(|name| name.len() > 2 && name.as_bytes()[2].is_ascii_alphabetic()).collect()
}

#[test]
fn every_token_has_its_meaning_written_down() {
    let (css, rules) = (read("styles/tokens.css"), read("../docs/design-system.md"));
    let missing: Vec<_> = tokens(&css).difference(&tokens(&rules)).copied().collect();
    assert_eq!(missing, [""; 0], "say in docs/design-system.md what they mean");
    let commands = ["--accept"];
    let gone: Vec<_> =
        tokens(&rules).difference(&tokens(&css)).copied().filter(|name| !commands.contains(name)).collect();
    assert_eq!(gone, [""; 0], "docs/design-system.md names tokens that are gone");
    assert_eq!(tokens("--a-b: 1; var(--c); x---d"), BTreeSet::from(["--a-b", "--c"]));
}

#[test]
fn pages_stand_still_in_every_theme() {
    let files = pages(&extension()).unwrap();
    let text = |name: &str| String::from_utf8(files[name].clone()).unwrap();
    assert!(text("light.html").contains("href=\"light/tokens.css\"") && text("rtl.html").contains("dir=\"rtl\""));
    assert!(text("dark/tokens.css").contains("@media all {") && text("light/tokens.css").contains("@media not all {"));
    assert!(text("index/components.css").contains(".button:is(:hover, .as-hover):not(:disabled)"));
    assert!(!text("dark.html").contains("../"), "everything is in the folder");
}
