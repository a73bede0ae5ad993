//! Whose invitation it is: the profile links of a card, and the names in its controls' labels.

use super::super::lexicon::words;
use super::super::name;
use super::tree::{ProfileLink, Tree};
use crate::domain::ProfileAddress;
use crate::domain::sorted::sort_by_key;

/// One person whom a card links to.
pub(super) struct Person {
    pub address: ProfileAddress,
    /// The links to their profile, in document order.
    pub links: Vec<usize>,
    /// What the links show.
    pub texts: Vec<String>,
    /// What labels and alternative texts say.
    pub labels: Vec<String>,
    /// The texts that could be the name, as [`words`] without outer spaces, the longest first.
    text_keys: Vec<String>,
    /// The same of the labels.
    label_keys: Vec<String>,
}

/// The part of a person's texts that a control's label repeats.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    /// As [`words`], without outer spaces.
    pub name: String,
    /// A whole text of the link, not a part of it.
    pub whole: bool,
    /// Only the first of several words.
    pub first_only: bool,
}

/// Groups profile links by person, in document order.
pub(super) fn people(tree: &Tree, links: &[ProfileLink]) -> Vec<Person> {
    let mut people: Vec<Person> = Vec::new();
    for link in links {
        let (texts, labels) = tree.names_at(link.at);
        let index = people.iter().position(|person| person.address == link.address).unwrap_or_else(|| {
            people.push(Person::unknown(&link.address));
            people.len() - 1
        });
        people[index].add(Some(link.at), texts, labels);
    }
    for person in &mut people {
        person.add_name_beside(tree);
    }
    people
}

impl Person {
    fn unknown(address: &ProfileAddress) -> Self {
        Self {
            address: address.clone(),
            links: Vec::new(),
            texts: Vec::new(),
            labels: Vec::new(),
            text_keys: Vec::new(),
            label_keys: Vec::new(),
        }
    }

    /// Someone who is known by name only: a profile page's owner.
    pub fn by_name(address: &ProfileAddress, name: &str) -> Self {
        let mut person = Self::unknown(address);
        person.add(None, vec![name.to_owned()], Vec::new());
        person
    }

    fn add(&mut self, link: Option<usize>, texts: Vec<String>, labels: Vec<String>) {
        self.links.extend(link);
        let joined = texts.join(" ");
        add_keys(&mut self.text_keys, texts.iter().chain([&joined]));
        add_keys(&mut self.label_keys, labels.iter());
        self.texts.extend(texts);
        self.labels.extend(labels);
    }

    /// Where the links show no text, the name may stand beside them. Then it is a text that their labels repeat: "View
    /// Mia Sample’s profile".
    fn add_name_beside(&mut self, tree: &Tree) {
        if !self.texts.is_empty() || self.labels.is_empty() {
            return;
        }
        let labels: Vec<String> = self.labels.iter().map(|label| words(label)).collect();
        let repeated = |text: &&str| {
            let key = words(text);
            let key = key.trim();
            key.chars().count() >= 2
                && labels.iter().any(|label| label.trim() != key && find_name(label, key).is_some())
        };
        let found: Vec<String> = tree.texts().filter(repeated).map(|text| text.trim().to_owned()).collect();
        if !found.is_empty() {
            self.add(None, found, Vec::new());
        }
    }

    /// The longest text or label of theirs that this label ([`words`]) repeats as a whole.
    pub fn whole_in(&self, label: &str) -> Option<&str> {
        let keys = [&self.text_keys, &self.label_keys];
        keys.into_iter().find_map(|keys| longest_whole(keys, &[label]))
    }

    /// What all these labels repeat of the person's texts: a whole text, else a part of several words
    /// (badges and headlines may stand in the same link), else the first word alone.
    pub fn named_in(&self, labels: &[&str]) -> Option<Named> {
        let whole = |name: &str| Named { name: name.to_owned(), whole: true, first_only: false };
        let part = |name: String| Named { name, whole: false, first_only: false };
        let text = longest_whole(&self.text_keys, labels);
        let label = longest_whole(&self.label_keys, labels);
        text.filter(|name| name.contains(' '))
            .map(whole)
            .or_else(|| longest_part(&self.text_keys, labels).map(part))
            // A text of one word that stands beside a photo is less than what the photo's label says.
            .or_else(|| [text, label].into_iter().flatten().max_by_key(|name| name.len()).map(whole))
            .or_else(|| longest_part(&self.label_keys, labels).map(part))
            .or_else(|| {
                let name = words(&name::clean(self.texts.first()?));
                let first = name.split_whitespace().next()?;
                let named = first.chars().count() >= 2 && labels.iter().all(|label| find_name(label, first).is_some());
                named.then(|| Named { name: first.to_owned(), whole: false, first_only: true })
            })
    }
}

fn add_keys<'t>(keys: &mut Vec<String>, texts: impl Iterator<Item = &'t String>) {
    for text in texts {
        for text in [text, &name::clean(text)] {
            let key = words(text).trim().to_owned();
            if key.chars().count() >= 2 && !keys.contains(&key) {
                keys.push(key);
            }
        }
    }
    sort_by_key(keys, |key| std::cmp::Reverse(key.len()));
}

fn longest_whole<'k>(keys: &'k [String], labels: &[&str]) -> Option<&'k str> {
    keys.iter().map(String::as_str).find(|key| labels.iter().all(|label| find_name(label, key).is_some()))
}

/// The longest run of two or more words of one of the keys that all labels repeat.
fn longest_part(keys: &[String], labels: &[&str]) -> Option<String> {
    /// Names have fewer words; what is longer has the name at its beginning.
    const MOST: usize = 12;
    let mut best: Option<String> = None;
    for key in keys {
        let parts: Vec<&str> = key.split(' ').take(MOST).collect();
        // At the beginning or at the end: in between stand words like "de la", which sentences have as well.
        let ends = |length: usize| [&parts[..length], &parts[parts.len() - length..]];
        let runs = (2..parts.len()).rev().flat_map(ends);
        // "Mia Sample’s": the ending of a possessive is not a word of the name.
        let mut runs = runs.filter(|run| run.last() != Some(&"s")).map(|run| run.join(" "));
        let run = runs.find(|run| labels.iter().all(|label| find_name(label, run).is_some()));
        if let Some(run) = run.filter(|run| best.as_ref().is_none_or(|best| run.len() > best.len())) {
            best = Some(run);
        }
    }
    best
}

/// Where a label ([`words`]) holds a name. A name begins at a word's beginning; a short ending may be
/// glued to it ("Samplen kutsu"), and in some scripts anything.
pub(super) fn find_name(label: &str, name: &str) -> Option<std::ops::Range<usize>> {
    label.match_indices(name).find_map(|(at, _)| {
        let end = at + name.len();
        let before = label[..at].chars().next_back().unwrap_or(' ');
        let begins = before == ' ' || is_glued(before);
        let tail = label[end..].split(' ').next().unwrap_or_default();
        let ends = tail.is_empty() || tail.starts_with(is_glued) || tail.chars().count() <= 3;
        (begins && ends).then_some(at..end)
    })
}

/// Whether a one-word name is no part of a longer one in a label: the words beside it are small. A label's own first
/// word is often written with a capital.
pub(super) fn stands_apart(label: &str, name: &str) -> bool {
    let parts: Vec<&str> = label.split(|c: char| !c.is_alphanumeric()).filter(|part| part.len() > 1).collect();
    let Some(at) = parts.iter().position(|part| words(part).trim() == name) else { return false };
    let small = |part: &&str| part.chars().next().is_some_and(char::is_lowercase);
    (at <= 1 || parts.get(at - 1).is_some_and(small)) && parts.get(at + 1).is_none_or(small)
}

/// A label without the name.
pub(super) fn without_name(label: &str, name: &str) -> String {
    match find_name(label, name) {
        Some(range) => words(&format!("{} {}", &label[..range.start], &label[range.end..])),
        None => label.to_owned(),
    }
}

/// Letters of scripts in which words and particles are written without a space between them.
pub(in crate::linkedin) fn is_glued(c: char) -> bool {
    matches!(c,
        '\u{590}'..='\u{8FF}' | '\u{E00}'..='\u{E7F}' | '\u{1100}'..='\u{11FF}' | '\u{3040}'..='\u{30FF}'
        | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}
