//! The gallery: every component in every state, with the stylesheets that are shipped.
//!
//! Its source, `gallery.html`, can be opened as it is. The pages that are made of it also show what a still picture can't
//! otherwise: in their copies of the stylesheets the class `as-hover` does what `:hover` does, and `as-focus` what
//! `:focus-visible` does; and there is one page for each theme, and one from right to left.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::{Error, Files};

/// The pages: name, what `prefers-color-scheme: dark` becomes, and the direction.
const PAGES: [(&str, &str, &str); 4] = [
    ("index", "(prefers-color-scheme: dark)", "ltr"),
    ("light", "not all", "ltr"),
    ("dark", "all", "ltr"),
    ("rtl", "(prefers-color-scheme: dark)", "rtl"),
];

/// Where the gallery's source is, within `extension/`.
const SOURCE: &str = "pack/gallery.html";
/// Stylesheets as the source names them.
const STYLES: &str = "../styles/";

/// Makes the gallery's files.
///
/// # Errors
/// If the source or a stylesheet can't be read.
pub fn pages(extension: &Path) -> Result<Files, Error> {
    let read = |path: &Path| fs::read_to_string(path).map_err(Error::io(path));
    let source = read(&extension.join(SOURCE))?;
    let mut files = Files::new();
    for (name, dark, direction) in PAGES {
        for style in styles(&source) {
            let css = read(&extension.join("styles").join(style))?;
            files.insert(format!("{name}/{style}"), standing_still(&css, dark).into_bytes());
        }
        let pages = PAGES.map(|(other, ..)| format!("<a href=\"{other}.html\">{other}</a>")).join(" ");
        let page = source
            .replace("<html lang=\"en\">", &format!("<html lang=\"en\" dir=\"{direction}\">"))
            .replace("<span id=\"g-pages\">", &format!("<span id=\"g-pages\">{pages}"))
            .replace(STYLES, &format!("{name}/"));
        let page = match name {
            "light" | "dark" => page.replace("content=\"light dark\"", &format!("content=\"{name}\"")),
            _ => page,
        };
        files.insert(format!("{name}.html"), page.into_bytes());
    }
    Ok(files)
}

/// The stylesheets that a page links to.
fn styles(source: &str) -> impl Iterator<Item = &str> {
    source.split(STYLES).skip(1).filter_map(|rest| rest.split('"').next())
}

/// A stylesheet in which states have classes, too, and in which it is always light or dark.
fn standing_still(css: &str, dark: &str) -> String {
    let css = css
        .replace(":hover", ":is(:hover, .as-hover)")
        .replace(":focus-visible", ":is(:focus-visible, .as-focus)")
        .replace("(prefers-color-scheme: dark)", dark);
    match dark {
        "all" => css.replace("color-scheme: light dark", "color-scheme: dark"),
        "not all" => css.replace("color-scheme: light dark", "color-scheme: light"),
        _ => css,
    }
}

/// The names of classes in a stylesheet's selectors.
#[must_use]
pub fn classes_in_css(css: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    // What stands before a brace is a selector, or an at-rule without classes.
    let without_comments: String = css
        .split("/*")
        .enumerate()
        .map(|(n, part)| if n == 0 { part } else { part.split_once("*/").map_or("", |(_, rest)| rest) })
        .collect();
    for before in without_comments.split('{') {
        let selector = before.rsplit(['}', ';']).next().unwrap_or_default();
        for part in selector.split('.').skip(1) {
            let end = part.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).unwrap_or(part.len());
            if part.starts_with(|c: char| c.is_ascii_alphabetic()) {
                names.insert(part[..end].to_owned());
            }
        }
    }
    names
}

/// The names of classes on a page's elements.
#[must_use]
pub fn classes_in_html(html: &str) -> BTreeSet<String> {
    let values = html.split("class=\"").skip(1).filter_map(|rest| rest.split('"').next());
    values.flat_map(str::split_whitespace).map(str::to_owned).collect()
}
