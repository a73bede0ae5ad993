//! What words stand for.

use super::stem::stem;
use crate::domain::text::fnv1a;
use crate::library::search::words_of;

/// Ideas, one a line, by the words for them.
const CONCEPTS: &str = include_str!("concepts.txt");
/// Words that say nothing about what is wanted.
const COMMON: &str = include_str!("common.txt");
/// What an idea's number begins with, so that it is no stem's.
const IDEA: u32 = 0x4000_0000;
/// What a word is worth that stands for no known idea.
const UNKNOWN: f32 = 0.5;
/// What two letters are worth where no word is known.
const PAIR: f32 = 0.6;

/// A word of a line.
#[derive(Clone, Debug)]
pub struct Word {
    /// As it stands in the line, folded.
    pub written: String,
    /// Without its ending.
    pub root: String,
    /// The hash of that.
    pub stem: u32,
    /// The ideas that it stands for.
    pub ideas: Vec<u32>,
    /// What it counts, against other words.
    pub worth: f32,
}

/// The letters that two words must begin with to be alike.
pub const BEGINNING: usize = 5;
/// What a beginning's number is mixed with, so that it is no stem's.
const AS_BEGINNING: u32 = 0x5555_5555;

impl Word {
    /// By what a line with this word is found.
    pub fn keys(&self) -> impl Iterator<Item = u32> {
        let end = self.root.char_indices().nth(BEGINNING - 1).map(|(at, c)| at + c.len_utf8());
        let beginning = end.map(|end| fnv1a(&self.root[..end]) ^ AS_BEGINNING);
        self.ideas.iter().copied().chain([self.stem]).chain(beginning)
    }
}

/// Words and what they stand for, in the order of their stems.
#[derive(Debug)]
pub struct Concepts {
    ideas: Vec<(u32, u32)>,
    /// Words of scripts without spaces, which are looked for anywhere.
    unspaced: Vec<(String, u32)>,
    /// Names of several words.
    phrases: Vec<(String, Vec<u32>, u32)>,
    common: Vec<u32>,
}

impl Concepts {
    /// Reads the files.
    pub fn read() -> Self {
        let mut concepts = Self { ideas: Vec::new(), unspaced: Vec::new(), phrases: Vec::new(), common: Vec::new() };
        let lines = CONCEPTS.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
        for (number, line) in (IDEA..).zip(lines) {
            line.split(' ').for_each(|name| concepts.learn(name, number));
        }
        concepts.ideas.sort_unstable();
        concepts.ideas.dedup();
        words_of(COMMON, &mut |word, _| concepts.common.push(fnv1a(word)));
        concepts.common.sort_unstable();
        concepts
    }

    /// Takes in a name of an idea: a word, or several with hyphens between them.
    fn learn(&mut self, name: &str, idea: u32) {
        let mut stems = Vec::new();
        words_of(name, &mut |word, unspaced| {
            if unspaced {
                self.unspaced.push((word.to_owned(), idea));
            } else {
                stems.push(fnv1a(stem(word)));
            }
        });
        match stems.as_slice() {
            [] => {}
            [one] => self.ideas.push((*one, idea)),
            _ => self.phrases.push((name.replace('-', " "), stems, idea)),
        }
    }

    /// The words of a line that say something, each once.
    pub fn words(&self, line: &str) -> Vec<Word> {
        let mut words: Vec<Word> = Vec::new();
        words_of(line, &mut |word, unspaced| {
            if unspaced {
                self.push_unspaced(word, &mut words);
            } else if self.common.binary_search(&fnv1a(word)).is_err() {
                let root = stem(word);
                let stem = fnv1a(root);
                if !words.iter().any(|other| other.stem == stem) {
                    let ideas = self.ideas_of(stem);
                    if ideas.is_empty() && self.push_parts(word, &mut words) {
                        return;
                    }
                    let worth = if ideas.is_empty() { UNKNOWN } else { 1.0 };
                    words.push(Word { written: word.to_owned(), root: root.to_owned(), stem, ideas, worth });
                }
            }
        });
        self.join_phrases(&mut words);
        words
    }

    /// Words that only together name an idea become one: "machine learning" is neither a machine nor a lesson.
    fn join_phrases(&self, words: &mut Vec<Word>) {
        for (name, stems, idea) in &self.phrases {
            if !stems.iter().all(|stem| words.iter().any(|word| word.stem == *stem)) {
                continue;
            }
            words.retain(|word| !stems.contains(&word.stem));
            let stem = fnv1a(name);
            words.push(Word { written: name.clone(), root: String::new(), stem, ideas: vec![*idea], worth: 1.5 });
        }
    }

    /// A compound as German and Dutch make them ("Klavierunterricht"): its two parts, if both stand for something.
    fn push_parts(&self, word: &str, words: &mut Vec<Word>) -> bool {
        let known = |part: &str| (part.chars().count() >= 4).then(|| self.ideas_of(fnv1a(stem(part))));
        for (at, _) in word.char_indices().skip(4) {
            let (first, second) = word.split_at(at);
            // "Hochzeitsfotografie" has an s between.
            let bare = first.strip_suffix('s').unwrap_or(first);
            let found = [first, bare].into_iter().find_map(|first| {
                let ideas = [known(first)?, known(second)?];
                ideas.iter().all(|ideas| !ideas.is_empty()).then_some((first, ideas))
            });
            let Some((first, ideas)) = found else { continue };
            for (part, ideas) in [first, second].into_iter().zip(ideas) {
                let root = stem(part);
                let stem = fnv1a(root);
                if !words.iter().any(|other| other.stem == stem) {
                    words.push(Word { written: part.to_owned(), root: root.to_owned(), stem, ideas, worth: 1.0 });
                }
            }
            return true;
        }
        false
    }

    fn ideas_of(&self, stem: u32) -> Vec<u32> {
        let first = self.ideas.partition_point(|(key, _)| *key < stem);
        self.ideas[first..].iter().take_while(|(key, _)| *key == stem).map(|(_, idea)| *idea).collect()
    }

    /// A stretch without spaces: the ideas that are named in it, and otherwise its pairs of letters.
    fn push_unspaced(&self, text: &str, words: &mut Vec<Word>) {
        let mut named = false;
        for (word, idea) in self.unspaced.iter().filter(|(word, _)| text.contains(word.as_str())) {
            named = true;
            match words.iter_mut().find(|other| other.written == *word) {
                Some(other) => other.ideas.push(*idea),
                None => words.push(Word {
                    written: word.clone(),
                    root: String::new(),
                    stem: fnv1a(word),
                    ideas: vec![*idea],
                    worth: 1.0,
                }),
            }
        }
        if named {
            return;
        }
        let letters: Vec<char> = text.chars().collect();
        for pair in letters.windows(2) {
            let pair: String = pair.iter().collect();
            let stem = fnv1a(&pair);
            if self.common.binary_search(&stem).is_err() && !words.iter().any(|other| other.stem == stem) {
                words.push(Word { written: pair, root: String::new(), stem, ideas: Vec::new(), worth: PAIR });
            }
        }
    }
}
