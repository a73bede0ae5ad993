//! What one person looks for, and who is good at it.
//!
//! Words are compared by their stems and by the ideas they stand for (`concepts.txt`, all languages together), so
//! that "an accountant" finds "Buchhaltung"; rare words count more than common ones. Everything is computed from the
//! notes that are there; nothing is learned. Measured by `cargo test --test introductions matching -- --nocapture`
//! on people written for it, half of whom were never looked at while this was made.

mod concepts;
mod stem;

use crate::domain::PersonId;
use crate::library::Ledger;
use concepts::{BEGINNING, Concepts, Word};

/// A line that somebody looks for something in, or is good at something.
#[derive(Clone, Debug)]
struct Line<'a> {
    person: usize,
    text: &'a str,
    words: Vec<Word>,
}

/// Somebody who looks for what another is good at.
#[derive(Clone, Debug, PartialEq)]
pub struct Match<'a> {
    pub looker: &'a PersonId,
    pub giver: &'a PersonId,
    /// The lines that fit.
    pub looks_for: &'a str,
    pub good_at: &'a str,
    /// The words that fit, as they stand in the two lines.
    pub words: Vec<(String, String)>,
    /// How well: 0 to 1. To put matches in order, not to be shown.
    pub fit: f32,
}

/// What people look for and are good at.
#[derive(Debug, Default)]
pub struct Matcher<'a> {
    people: Vec<&'a PersonId>,
    wishes: Vec<Line<'a>>,
    gifts: Vec<Line<'a>>,
    /// How many lines have a stem or an idea.
    frequency: Vec<(u32, u32)>,
    /// Which gifts have a stem, an idea or a beginning.
    places: Vec<(u32, u32)>,
}

/// Matches that fit less are coincidences. Chosen on the people of `tests/introductions/matching/people.txt`: a suggestion a week
/// should be right before it is plentiful.
const LEAST_FIT: f32 = 0.30;
/// Two words of one idea, or one stem, are not always one word.
const SAME_IDEA: f32 = 0.9;
/// One word begins with the other: "Steuer" and "Steuerberatung".
const SAME_BEGINNING: f32 = 0.7;

impl<'a> Matcher<'a> {
    /// Reads what these people look for and are good at.
    pub fn new(people: impl IntoIterator<Item = (&'a PersonId, &'a str, &'a str)>) -> Self {
        let concepts = Concepts::read();
        let mut matcher = Self::default();
        for (id, looks_for, good_at) in people {
            let person = matcher.people.len();
            matcher.people.push(id);
            let lines = |text: &'a str| text.lines().map(str::trim).filter(|line| !line.is_empty());
            let read = |text: &'a str| Line { person, text, words: concepts.words(text) };
            matcher.wishes.extend(lines(looks_for).map(read));
            matcher.gifts.extend(lines(good_at).map(read));
        }
        matcher.count();
        matcher
    }

    /// Who suits this person's wishes, the best first, at most so many.
    #[must_use]
    pub fn for_person(&self, looker: &PersonId, limit: usize) -> Vec<Match<'a>> {
        let mut found: Vec<Match<'a>> = Vec::new();
        for wish in self.wishes.iter().filter(|wish| self.people[wish.person] == looker) {
            for matched in self.suits(wish) {
                match found.iter_mut().find(|other| other.giver == matched.giver) {
                    Some(other) if other.fit >= matched.fit => {}
                    Some(other) => *other = matched,
                    None => found.push(matched),
                }
            }
        }
        found.sort_by(|a, b| b.fit.total_cmp(&a.fit));
        found.truncate(limit);
        found
    }

    /// The best matches of the whole library, the best first; who suits whom is said once.
    #[must_use]
    pub fn best(&self, limit: usize, suits: impl Fn(&PersonId, &PersonId) -> bool) -> Vec<Match<'a>> {
        let mut found: Vec<Match<'a>> = self.wishes.iter().flat_map(|wish| self.suits(wish)).collect();
        found.retain(|matched| suits(matched.looker, matched.giver));
        found.sort_by(|a, b| b.fit.total_cmp(&a.fit));
        let mut seen: Vec<(&PersonId, &PersonId)> = Vec::new();
        found.retain(|matched| {
            let pair = (matched.looker, matched.giver);
            let new = seen.len() < limit && !seen.contains(&pair);
            if new {
                seen.push(pair);
            }
            new
        });
        found
    }

    /// The best match of all that weren't introduced or found not to suit. Who was suggested last comes again only where
    /// nobody else suits.
    #[must_use]
    pub fn suggest(&self, ledger: &Ledger) -> Option<Match<'a>> {
        let open = |one: &PersonId, two: &PersonId| !ledger.are_not_these(one, two) && !ledger.has_pair(one, two);
        let last = |one: &PersonId, two: &PersonId| {
            ledger.suggested.as_ref().is_some_and(|last| last.people.contains(one) && last.people.contains(two))
        };
        let another = self.best(1, |one, two| open(one, two) && !last(one, two)).pop();
        another.or_else(|| self.best(1, open).pop())
    }

    /// Why these two suit. A suggestion that was made isn't taken back because the notes of others made its words
    /// less rare, so this takes a looser fit for one.
    #[must_use]
    pub fn between(&self, looker: &PersonId, giver: &PersonId) -> Option<Match<'a>> {
        let wishes = self.wishes.iter().filter(|wish| self.people[wish.person] == looker);
        let found = wishes.flat_map(|wish| self.suits_with(wish, LEAST_FIT / 2.0));
        found.filter(|found| found.giver == giver).max_by(|a, b| a.fit.total_cmp(&b.fit))
    }

    fn suits(&self, wish: &Line<'a>) -> Vec<Match<'a>> {
        self.suits_with(wish, LEAST_FIT)
    }

    fn suits_with(&self, wish: &Line<'a>, least: f32) -> Vec<Match<'a>> {
        let matched = |gift: &Line<'a>| {
            if gift.person == wish.person {
                return None;
            }
            let (fit, words) = self.fit(wish, gift);
            (fit >= least).then(|| Match {
                looker: self.people[wish.person],
                giver: self.people[gift.person],
                looks_for: wish.text,
                good_at: gift.text,
                words,
                fit,
            })
        };
        self.candidates(wish).into_iter().filter_map(|gift| matched(&self.gifts[gift as usize])).collect()
    }

    /// The gifts that have anything in common with a wish.
    fn candidates(&self, wish: &Line<'_>) -> Vec<u32> {
        let mut gifts = Vec::new();
        for key in wish.words.iter().flat_map(Word::keys) {
            let first = self.places.partition_point(|(other, _)| *other < key);
            gifts.extend(self.places[first..].iter().take_while(|(other, _)| *other == key).map(|(_, gift)| *gift));
        }
        gifts.sort_unstable();
        gifts.dedup();
        gifts
    }

    /// How well a gift suits a wish: the weight of the wish's words that it has, of the weight of all of them; a gift
    /// of many other words suits less.
    fn fit(&self, wish: &Line<'_>, gift: &Line<'_>) -> (f32, Vec<(String, String)>) {
        let weight = |word: &Word| self.weight(word);
        let all: f32 = wish.words.iter().map(weight).sum();
        let (mut met, mut words) = (0.0, Vec::new());
        let mut used = vec![false; gift.words.len()];
        for wanted in &wish.words {
            let likest = gift.words.iter().enumerate().map(|(n, given)| (alike(wanted, given), n));
            let Some((likeness, n)) = likest.max_by(|a, b| a.0.total_cmp(&b.0)).filter(|(l, _)| *l > 0.0) else {
                continue;
            };
            met += likeness * weight(wanted).min(weight(&gift.words[n]) * 1.5);
            used[n] = true;
            words.push((wanted.written.clone(), gift.words[n].written.clone()));
        }
        if all <= 0.0 {
            return (0.0, words);
        }
        let given: f32 = gift.words.iter().map(weight).sum();
        let given_met: f32 =
            gift.words.iter().zip(&used).filter(|(_, used)| **used).map(|(word, _)| weight(word)).sum();
        let share = if given > 0.0 { given_met / given } else { 0.0 };
        ((met / all) * (0.5 + 0.5 * share), words)
    }

    /// Rare words say more: the inverse of how many lines have the word or its idea.
    #[expect(clippy::cast_precision_loss, reason = "nobody has 16 million lines")]
    fn weight(&self, word: &Word) -> f32 {
        let lines = (self.wishes.len() + self.gifts.len()) as f32;
        let count = |key: u32| {
            let at = self.frequency.binary_search_by_key(&key, |(key, _)| *key);
            at.map_or(1, |at| self.frequency[at].1) as f32
        };
        let common = word.ideas.iter().map(|idea| count(*idea)).fold(count(word.stem), f32::max);
        (1.0 + lines / common).ln() * word.worth
    }

    fn count(&mut self) {
        let mut keys: Vec<u32> = Vec::new();
        for line in self.wishes.iter().chain(&self.gifts) {
            let mut of_line: Vec<u32> =
                line.words.iter().flat_map(|word| word.ideas.iter().copied().chain([word.stem])).collect();
            of_line.sort_unstable();
            of_line.dedup();
            keys.extend(of_line);
        }
        for (gift, line) in (0..).zip(&self.gifts) {
            self.places.extend(line.words.iter().flat_map(Word::keys).map(|key| (key, gift)));
        }
        self.places.sort_unstable();
        keys.sort_unstable();
        for key in keys {
            match self.frequency.last_mut() {
                Some((last, count)) if *last == key => *count += 1,
                _ => self.frequency.push((key, 1)),
            }
        }
    }
}

/// How much two words mean the same, 0 to 1.
fn alike(one: &Word, other: &Word) -> f32 {
    if one.stem == other.stem {
        1.0
    } else if one.ideas.iter().any(|idea| other.ideas.contains(idea)) {
        SAME_IDEA
    } else if begins(&one.root, &other.root) || begins(&other.root, &one.root) {
        SAME_BEGINNING
    } else {
        0.0
    }
}

/// Whether a long word begins with another that isn't short.
fn begins(word: &str, beginning: &str) -> bool {
    beginning.chars().count() >= BEGINNING && word.starts_with(beginning)
}
