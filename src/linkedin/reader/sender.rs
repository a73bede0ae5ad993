//! Whose invitation it is: the profile links of a card, and the names in its controls' labels.

use super::super::lexicon::words;
use super::super::name;
use super::tree::{ProfileLink, Tree};
use crate::domain::ProfileAddress;

/// One person whom a card links to.
pub(super) struct Person {
    pub address: ProfileAddress,
    /// The links to their profile, in document order.
    pub links: Vec<usize>,
    /// What the links show.
    pub texts: Vec<String>,
    /// What labels and alternative texts say.
    pub labels: Vec<String>,
    /// All that could be the name, as [`words`] without outer spaces.
    keys: Vec<String>,
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
        match people.iter_mut().find(|person| person.address == link.address) {
            Some(person) => {
                person.links.push(link.at);
                person.keys.extend(keys(&texts, &labels));
                person.texts.extend(texts);
                person.labels.extend(labels);
            }
            None => people.push(Person {
                address: link.address.clone(),
                links: vec![link.at],
                keys: keys(&texts, &labels),
                texts,
                labels,
            }),
        }
    }
    for person in &mut people {
        person.keys.sort_by_key(|key| std::cmp::Reverse(key.len()));
        person.keys.dedup();
    }
    people
}

fn keys(texts: &[String], labels: &[String]) -> Vec<String> {
    let joined = texts.join(" ");
    let raw = texts.iter().chain(labels).chain([&joined]);
    let key = |text: &str| words(text).trim().to_owned();
    raw.flat_map(|text| [key(text), key(&name::clean(text))]).filter(|key| key.chars().count() >= 2).collect()
}

impl Person {
    /// Someone who is known by name only: a profile page's owner.
    pub fn by_name(address: &ProfileAddress, name: &str) -> Self {
        let texts = vec![name.to_owned()];
        Self { address: address.clone(), links: Vec::new(), keys: keys(&texts, &[]), texts, labels: Vec::new() }
    }

    /// The longest text of theirs that all these labels ([`words`]) repeat as a whole.
    pub fn whole_in(&self, labels: &[&str]) -> Option<&str> {
        self.keys.iter().map(String::as_str).find(|key| labels.iter().all(|label| find_name(label, key).is_some()))
    }

    /// The longest part of their texts that all these labels repeat.
    pub fn named_in(&self, labels: &[&str]) -> Option<Named> {
        let whole = self.whole_in(labels);
        let mut best: Option<Named> =
            whole.map(|name| Named { name: name.to_owned(), whole: true, first_only: false });
        for key in &self.keys {
            let parts: Vec<&str> = key.split(' ').take(12).collect();
            let longer = |name: &str, best: &Option<Named>| best.as_ref().is_none_or(|best| name.len() > best.name.len());
            'lengths: for length in (2..parts.len()).rev() {
                for start in 0..=parts.len() - length {
                    let part = parts[start..start + length].join(" ");
                    if longer(&part, &best) && labels.iter().all(|label| find_name(label, &part).is_some()) {
                        best = Some(Named { name: part, whole: false, first_only: false });
                        break 'lengths;
                    }
                }
            }
        }
        if best.is_none() {
            let first = self.texts.first().map(|text| words(&name::clean(text)))?;
            let first = first.split_whitespace().next()?;
            if first.chars().count() >= 2 && labels.iter().all(|label| find_name(label, first).is_some()) {
                best = Some(Named { name: first.to_owned(), whole: false, first_only: true });
            }
        }
        best
    }
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

/// A label without the name.
pub(super) fn without_name(label: &str, name: &str) -> String {
    match find_name(label, name) {
        Some(range) => words(&format!("{} {}", &label[..range.start], &label[range.end..])),
        None => label.to_owned(),
    }
}

/// Letters of scripts in which words and particles are written without a space between them.
fn is_glued(c: char) -> bool {
    matches!(c,
        '\u{590}'..='\u{8FF}' | '\u{E00}'..='\u{E7F}' | '\u{1100}'..='\u{11FF}' | '\u{3040}'..='\u{30FF}'
        | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}
