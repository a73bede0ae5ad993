//! A page's layout without its people, for a report that a user can send: every name, text, number and address is
//! replaced, the same by the same, so that what the reader goes by stays. What comes out is HTML, and a fixture.

use super::lexicon;
use super::place::Place;
use super::reader::is_glued;
use super::snapshot::{Element, Node, PageShot};
use crate::domain::ProfileAddress;
use crate::domain::sorted::{SortedMap, SortedSet};
use crate::domain::text::fold;

/// More elements say nothing new, and nobody could send them.
const MAX_ELEMENTS: usize = 3_000;
/// Longer texts are somebody's words; none of them is kept, not even those that LinkedIn's interface has, too.
const INTERFACE_WORDS: usize = 12;

/// Parts of LinkedIn's addresses that say what they lead to.
const PATHS: [&str; 30] = [
    "mwlite",
    "comm",
    "in",
    "mynetwork",
    "notifications",
    "invitation-manager",
    "received",
    "sent",
    "grow",
    "company",
    "school",
    "showcase",
    "newsletters",
    "events",
    "groups",
    "jobs",
    "view",
    "messaging",
    "compose",
    "feed",
    "posts",
    "pulse",
    "services",
    "products",
    "search",
    "results",
    "people",
    "all",
    "details",
    "invite",
];
/// Attributes that hold words for people.
const SAID: [&str; 4] = ["aria-label", "alt", "title", "value"];
/// Attributes that name elements, and those that refer to such names.
const NAMED: [&str; 3] = ["id", "name", "aria-labelledby"];
/// Elements that hold nothing.
const VOID: [&str; 8] = ["area", "br", "col", "hr", "img", "input", "source", "wbr"];

/// A page as HTML with placeholders for everything personal. Its first line tells what kind of address it stood at.
///
/// `tree` is the page's main part. Words of LinkedIn's own interface stay, but for those that somebody on the page is
/// called; emoji become one and the same.
#[must_use]
pub fn report(shot: &PageShot, tree: &Element) -> String {
    let mut mask = Mask::default();
    let mut labels = Vec::new();
    mask.learn_people(tree, &mut labels);
    mask.learn_glued(tree, &labels);
    if let Place::Profile(owner) = Place::from_url(&shot.url) {
        mask.personal(owner.as_str());
    }
    let url = mask.href(shot.url.split(['?', '#']).next().unwrap_or_default());
    let lang: String = shot.lang.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(12).collect();
    let mut html = format!("<!-- {url} -->\n<html lang=\"{lang}\"><head><title>");
    let title = mask.text(&shot.title);
    escape(&title, &mut html);
    html.push_str("</title></head><body>\n");
    let mut left = MAX_ELEMENTS;
    mask.element(tree, 0, &mut left, &mut html);
    html.push_str("</body></html>\n");
    html
}

#[derive(Default)]
struct Mask {
    /// What each word became; words are folded, so that "MIA" and "Mia" stay one.
    words: SortedMap<String, String>,
    taken: SortedSet<String>,
    names: SortedMap<String, String>,
    /// Words that somebody on the page is called.
    personal: SortedSet<String>,
    /// Those of them to which particles are glued without a space between.
    glued: SortedSet<String>,
}

impl Mask {
    fn learn_people(&mut self, element: &Element, labels: &mut Vec<String>) {
        if let Some(address) = element.attribute("href").and_then(|href| ProfileAddress::from_href(href).ok()) {
            self.personal(address.as_str());
            Self::called(element, labels);
        }
        for child in &element.children {
            if let Node::Element(child) = child {
                self.learn_people(child, labels);
            }
        }
    }

    /// What a link to a profile shows or is called: "田中" is in "田中さんの招待", too.
    fn called(link: &Element, labels: &mut Vec<String>) {
        let said = SAID.iter().filter_map(|name| link.attribute(name));
        labels.extend(said.map(str::to_owned));
        for child in &link.children {
            match child {
                Node::Text(text) => labels.push(text.clone()),
                Node::Element(child) => Self::called(child, labels),
            }
        }
    }

    /// Names in scripts that glue particles to them: short texts that a profile's link repeats.
    fn learn_glued(&mut self, element: &Element, labels: &[String]) {
        /// More is a headline.
        const NAME: usize = 4;
        for child in &element.children {
            match child {
                Node::Text(text) => {
                    let text = text.trim();
                    let glued = |word: &&str| word.chars().nth(1).is_some() && word.chars().all(is_glued);
                    let words = text.split(|c: char| !c.is_alphanumeric());
                    if text.split_whitespace().count() <= NAME && labels.iter().any(|label| label.contains(text)) {
                        self.glued.extend(words.filter(glued).map(str::to_owned));
                    }
                }
                Node::Element(child) => self.learn_glued(child, labels),
            }
        }
    }

    /// A word in parts: names, and what is between them.
    fn unglued<'w>(&self, word: &'w str) -> Vec<&'w str> {
        let found = self.glued.iter().filter_map(|name| Some((word.find(name.as_str())?, name.len())));
        match found.max_by_key(|(_, length)| *length) {
            Some((at, length)) => {
                let mut parts = self.unglued(&word[..at]);
                parts.push(&word[at..at + length]);
                parts.extend(self.unglued(&word[at + length..]));
                parts
            }
            None if word.is_empty() => Vec::new(),
            None => vec![word],
        }
    }

    /// Words that would stay as the interface's own are replaced if somebody's address has them, too: Grace Page. Not
    /// what the controls say, or a report would be of no use.
    fn personal(&mut self, slug: &str) {
        let words = slug.split(|c: char| !c.is_alphanumeric()).map(fold).filter(|word| word.chars().nth(1).is_some());
        self.personal.extend(words.filter(|word| !lexicon::is_answer(word)));
    }

    fn element(&mut self, element: &Element, depth: usize, left: &mut usize, html: &mut String) {
        if *left == 0 {
            return;
        }
        *left -= 1;
        let known = !element.tag.is_empty() && element.tag.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        let tag = if known { element.tag.as_str() } else { "div" };
        html.push_str(&" ".repeat(depth.min(40)));
        html.push('<');
        html.push_str(tag);
        for (name, value) in &element.attributes {
            html.push(' ');
            html.push_str(name);
            html.push_str("=\"");
            escape(&self.attribute(name, value), html);
            html.push('"');
        }
        html.push_str(if element.hidden { " hidden>" } else { ">" });
        if VOID.contains(&tag) {
            html.push('\n');
            return;
        }
        for child in &element.children {
            match child {
                Node::Text(text) => escape(&self.text(text), html),
                Node::Element(child) => {
                    html.push('\n');
                    self.element(child, depth + 1, left, html);
                }
            }
        }
        html.push_str("</");
        html.push_str(tag);
        html.push_str(">\n");
    }

    fn attribute(&mut self, name: &str, value: &str) -> String {
        if name == "href" {
            self.href(value)
        } else if SAID.contains(&name) {
            self.text(value)
        } else if NAMED.contains(&name) {
            value.split_whitespace().map(|part| self.name(part)).collect::<Vec<_>>().join(" ")
        } else {
            self.structure(value)
        }
    }

    /// A stand-in for an element's name.
    fn name(&mut self, name: &str) -> String {
        let next = format!("id{}", self.names.len() + 1);
        self.names.get_or_insert_with(name.to_owned(), || next).clone()
    }

    /// The page's own marks, without numbers and without what people are called.
    fn structure(&mut self, value: &str) -> String {
        map_words(value, |word| if self.personal.contains(&fold(word)) { self.placeholder(word) } else { digits(word) })
    }

    /// An address: what it leads to stays, whom it leads to doesn't, nor anything behind `?` or `#`.
    fn href(&mut self, href: &str) -> String {
        let (path, rest) = href.split_at(href.find(['?', '#']).unwrap_or(href.len()));
        let (start, path) = match path.split_once("://") {
            Some((scheme, rest)) => {
                let at = rest.find('/').unwrap_or(rest.len());
                let ours = rest[..at].to_ascii_lowercase().ends_with("linkedin.com");
                (format!("{scheme}://{}", if ours { &rest[..at] } else { "example.com" }), &rest[at..])
            }
            None => (String::new(), path),
        };
        // As the reader knows it: "%C3%AB" is a letter.
        let slug = ProfileAddress::from_href(href).map(|address| address.as_str().to_owned()).ok();
        let mut behind_in = false;
        let mut parts = Vec::new();
        for part in path.split('/') {
            let part = slug.as_deref().filter(|_| behind_in).unwrap_or(part);
            behind_in = part == "in";
            let known = PATHS.contains(&part);
            let whose = slug.is_some() && !behind_in;
            parts.push(if known { part.to_owned() } else { map_words(part, |word| self.part(word, whose)) });
        }
        format!("{start}{}{}", parts.join("/"), if rest.is_empty() { "" } else { &rest[..1] })
    }

    /// A word of an address. The numbers of namesakes must stay apart: "john-doe-1" isn't "john-doe-2".
    fn part(&mut self, word: &str, whose: bool) -> String {
        if whose && word.chars().all(char::is_numeric) {
            self.name(word).trim_start_matches("id").to_owned()
        } else {
            self.placeholder(word)
        }
    }

    /// A text with the interface's own words left.
    fn text(&mut self, text: &str) -> String {
        let words = text.split_whitespace().count();
        // Scripts without spaces write a sentence as one word.
        let interface = words <= INTERFACE_WORDS && text.chars().count() <= INTERFACE_WORDS * 10;
        map_words(text, |word| {
            if word == "LinkedIn" {
                return word.to_owned();
            }
            if !interface || self.personal.contains(&fold(word)) {
                return self.placeholder(word);
            }
            let mut masked = String::new();
            for part in self.unglued(word) {
                if self.glued.contains(part) {
                    masked.push_str(&self.placeholder(part));
                    continue;
                }
                for (piece, known) in lexicon::pieces(part) {
                    if known { masked.push_str(piece) } else { masked.push_str(&self.placeholder(piece)) }
                }
            }
            masked
        })
    }

    /// A word that looks like another: as long, of the same script, with the same capitals.
    fn placeholder(&mut self, word: &str) -> String {
        if word.chars().all(char::is_numeric) {
            return digits(word);
        }
        let key = fold(word);
        let small = match self.words.get(&key) {
            Some(known) => known.clone(),
            None => {
                let made = self.make(word);
                self.taken.insert(fold(&made));
                self.words.insert(key, made.clone());
                made
            }
        };
        let capital = word.chars().next().is_some_and(char::is_uppercase);
        if capital && word.chars().count() > 1 && !word.chars().any(char::is_lowercase) {
            small.to_uppercase()
        } else if capital {
            let mut rest = small.chars();
            rest.next().map(|first| first.to_uppercase().collect::<String>() + rest.as_str()).unwrap_or_default()
        } else {
            small
        }
    }

    fn make(&self, word: &str) -> String {
        let letters = letters_like(word.chars().find(|c| c.is_alphabetic()).unwrap_or('a'));
        let length = word.chars().count().clamp(2, 20);
        let mut seed = self.words.len() + 1;
        loop {
            let mut rest = seed;
            // Consonants and vowels take turns, so that what comes out can be read.
            let made: String = (0..length.max(if seed > 5_000 { 6 } else { 2 }))
                .map(|at| {
                    let among = letters[at % letters.len()];
                    let count = among.chars().count();
                    let chosen = among.chars().nth((rest + at / 2) % count).unwrap_or('x');
                    rest /= count;
                    chosen
                })
                .collect();
            let folded = fold(&made);
            // Of short words most are taken after a while, and the lexicon takes its time.
            let free = !self.taken.contains(&folded) && !self.personal.contains(&folded);
            if free && !lexicon::pieces(&made).iter().any(|(_, known)| *known) {
                return made;
            }
            seed += 7;
        }
    }
}

/// Two alphabets of the script that a letter belongs to, to be used in turns.
fn letters_like(letter: char) -> [&'static str; 2] {
    match u32::from(letter) {
        0x370..=0x3FF | 0x1F00..=0x1FFF => ["βγδκλμνπρστ", "αεηιου"],
        0x400..=0x52F => ["бвгдклмнпрст", "аеиоу"],
        0x590..=0x5FF => ["בגדהזחטכלמנ", "אויעפקרש"],
        0x600..=0x6FF | 0x750..=0x77F => ["بتجحدرسطعف", "اوينهم"],
        0x900..=0x97F => ["कगचजटडतदनप", "बमयरलवसह"],
        0xE00..=0xE7F => ["กขคงจชซดต", "นบปมยรล"],
        0x3040..=0x30FF => ["かきくさしすた", "なにのはまみ"],
        0x3400..=0x9FFF => ["田山川木林森石", "金水火土日月"],
        0xAC00..=0xD7A3 => ["가나다라마바사", "고노도로모보소"],
        _ => ["bdfgklmnprstvz", "aeiou"],
    }
}

fn digits(word: &str) -> String {
    word.chars().map(|c| if c.is_numeric() { '7' } else { c }).collect()
}

/// Replaces each word; all emoji become one.
fn map_words(text: &str, mut replace: impl FnMut(&str) -> String) -> String {
    let mut mapped = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|c: char| c.is_alphanumeric() != first.is_alphanumeric()).unwrap_or(rest.len());
        let (piece, behind) = rest.split_at(end);
        if first.is_alphanumeric() {
            mapped.push_str(&replace(piece));
        } else {
            mapped.extend(piece.chars().map(|c| if u32::from(c) >= 0x1F000 { '🙂' } else { c }));
        }
        rest = behind;
    }
    mapped
}

fn escape(text: &str, html: &mut String) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            c => html.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_becomes_the_same() {
        let mut mask = Mask::default();
        mask.personal("mia-sample");
        let name = mask.text("Mia Sample");
        assert_eq!(mask.text("MIA, mia & Sample").to_lowercase().matches(&fold(&name)[..3]).count(), 2, "{name}");
        assert!(
            !name.contains("Mia") && name.split(' ').all(|word| word.chars().next().is_some_and(char::is_uppercase))
        );
        assert_eq!(mask.text("Accept Mia Sample"), format!("Accept {name}"));
        let slug = mask.href("https://www.linkedin.com/in/mia-sample/?miniProfileUrn=urn%3Ali%3A123");
        assert_eq!(slug, format!("https://www.linkedin.com/in/{}/?", name.to_lowercase().replace(' ', "-")));
    }

    #[test]
    fn somebodys_words_are_not_the_interfaces() {
        let mut mask = Mask::default();
        assert_eq!(mask.text("Ignore"), "Ignore");
        let message = "I will not ignore this, please accept my invitation, we met at the fair in Leiden in 2019";
        let masked = mask.text(message);
        assert!(!masked.contains("ignore") && !masked.contains("accept") && masked.ends_with("7777"), "{masked}");
        mask.personal("grace-page");
        assert_ne!(mask.text("Page"), "Page", "somebody is called so");
    }

    #[test]
    fn every_script_keeps_its_own() {
        let mut mask = Mask::default();
        for word in ["كريم", "Ольга", "김서연", "田中", "Ελένη", "נועה", "😀Zoë"] {
            let masked = mask.text(word);
            assert_ne!(masked, word);
            let kind = |text: &str| text.chars().find(|c| c.is_alphabetic()).map(letters_like);
            assert_eq!(kind(&masked), kind(word), "{masked}");
        }
    }
}
