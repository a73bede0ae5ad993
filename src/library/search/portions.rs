//! A search in portions: between two of them the browser draws, and hands out keys.
//!
//! A query is a tree of words; here it is the same as steps, each of which takes what the steps before it left on a
//! stack. So a search can stop anywhere, also in the middle of a word that is looked for.

use super::query::{Query, Typed};
use super::rank::{self, Match};
use super::vocabulary::Doc;
use super::{Field, Index, Key, State};
use crate::domain::Moment;

/// So many words of the library are looked at before it is asked whether there is time for more.
const WORDS_AT_ONCE: usize = 4096;

/// What is done next with what is on the stack.
#[derive(Clone, Debug)]
enum Step {
    /// Nobody matches, so far.
    Nobody,
    /// Looks for a word.
    Find(Typed),
    /// The upper two, together: both must match.
    And,
    /// The better of the two.
    Or,
    /// Both must match, and are parts of one word.
    Within,
    /// It was found inside a text without spaces.
    Inside,
}

/// A search under way. [`Index::begin`] makes one; it belongs to the index as it was then.
#[derive(Clone, Debug)]
pub struct Search {
    steps: Vec<Step>,
    /// The step that is next, and the word of the library at which it goes on.
    next: usize,
    word: usize,
    stack: Vec<Vec<Match>>,
}

/// A person found, before they are put in order: by cost, then whoever was changed last, then by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    pub key: Key,
    pub cost: u32,
    pub updated: Moment,
}

impl Search {
    fn new(query: Option<&Query>) -> Self {
        let mut steps = Vec::new();
        match query {
            Some(query) => add(query, &mut steps),
            None => steps.push(Step::Nobody),
        }
        Self { steps, next: 0, word: 0, stack: Vec::new() }
    }
}

fn add(query: &Query, steps: &mut Vec<Step>) {
    let joined = |queries: &[Query], with: Step, steps: &mut Vec<Step>| {
        for (n, query) in queries.iter().enumerate() {
            add(query, steps);
            steps.extend((n > 0).then(|| with.clone()));
        }
        if queries.is_empty() {
            steps.push(Step::Nobody);
        }
    };
    match query {
        Query::Word(typed) => steps.push(Step::Find(typed.clone())),
        Query::All(queries) => joined(queries, Step::And, steps),
        Query::Any(queries) => joined(queries, Step::Or, steps),
        Query::Inside(windows) => {
            for (n, typed) in windows.iter().enumerate() {
                steps.push(Step::Find(typed.clone()));
                steps.extend((n > 0).then_some(Step::Within));
            }
            steps.push(if windows.is_empty() { Step::Nobody } else { Step::Inside });
        }
    }
}

impl Index {
    /// Begins a search. Nobody is found by a query without words.
    #[must_use]
    pub fn begin(&self, query: &str) -> Search {
        Search::new(Query::parse(query).as_ref())
    }

    /// Goes on with a search as long as there is time, at least a little; tells whether it is done.
    pub fn go_on(&self, search: &mut Search, has_time: &mut dyn FnMut() -> bool) -> bool {
        while let Some(step) = search.steps.get(search.next) {
            match step {
                Step::Nobody => search.stack.push(vec![Match::NONE; self.entries.len()]),
                Step::Find(typed) => {
                    if search.word == 0 {
                        search.stack.push(vec![Match::NONE; self.entries.len()]);
                    }
                    if let Some(best) = search.stack.last_mut() {
                        self.find_word(typed, search.word, best);
                    }
                    search.word += WORDS_AT_ONCE;
                    if search.word < self.vocabulary.len() {
                        if !has_time() {
                            return false;
                        }
                        continue;
                    }
                    search.word = 0;
                }
                Step::And => join(&mut search.stack, Match::and),
                Step::Or => join(&mut search.stack, Match::min),
                Step::Within => join(&mut search.stack, Match::max),
                Step::Inside => {
                    search.stack.last_mut().into_iter().flatten().for_each(|best| *best = best.plus(rank::INSIDE));
                }
            }
            search.next += 1;
            if !has_time() {
                break;
            }
        }
        search.next == search.steps.len()
    }

    /// Everybody whom a search that is done has found, in no order that means anything.
    #[must_use]
    pub fn found(&self, search: &Search) -> Vec<Found> {
        let matches = search.stack.last().into_iter().flatten().zip(&self.entries);
        let there = matches.filter(|(found, entry)| !found.is_none() && entry.state != State::Gone);
        there.map(|(found, entry)| Found { key: entry.key, cost: found.cost(), updated: entry.updated }).collect()
    }

    /// The best match of a query with each entry.
    pub(super) fn matches(&self, query: &Query) -> Vec<Match> {
        let mut search = Search::new(Some(query));
        while !self.go_on(&mut search, &mut || true) {}
        search.stack.pop().unwrap_or_default()
    }

    /// Looks for a word among those of the library that come next.
    fn find_word(&self, typed: &Typed, from: usize, best: &mut [Match]) {
        let fields = Field::ALL.map(|field| Match::new(rank::field(field), field, false));
        let (letters, may_lack) = typed.may_lack();
        for word in self.vocabulary.with_letters(letters, may_lack, from..from + WORDS_AT_ONCE) {
            let Some(found) = typed.found(self.vocabulary.text(word), u32::from(word.length)) else { continue };
            let word_match = Match::new(found.cost, Field::Name, found.lenient);
            self.vocabulary.for_each_use(word, |doc: Doc, field| {
                // Whoever came since the search was begun isn't looked for.
                if let Some(best) = best.get_mut(doc as usize) {
                    *best = (*best).min(word_match.in_field(fields[usize::from(field) % fields.len()]));
                }
            });
        }
    }
}

/// Puts one in the place of the upper two.
fn join(stack: &mut Vec<Vec<Match>>, with: impl Fn(Match, Match) -> Match) {
    let Some(upper) = stack.pop() else { return };
    if let Some(lower) = stack.last_mut() {
        lower.iter_mut().zip(upper).for_each(|(best, other)| *best = with(*best, other));
    }
}
