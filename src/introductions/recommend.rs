//! Recommendations: what can honestly be said of somebody, and a draft in which every sentence cites a note.
//!
//! A skill without an episode is a compliment, and isn't written.

use super::compose::{Manner, Write, no_how, stories};
use super::missing::{Element, Missing};
use super::sentence::{Sentence, Text};
use super::shareable::{Shareable, Shared, Side};
use crate::domain::{Field, Person};

/// How many characters LinkedIn's form takes for a recommendation.
pub const RECOMMENDATION_LIMIT: usize = 3_000;

/// What the notes support saying about somebody.
#[derive(Clone, Debug, PartialEq)]
pub struct Honest<'a> {
    /// Skills that may be told.
    pub skills: Vec<Shareable<'a>>,
    /// Episodes that may be told.
    pub episodes: Vec<Shareable<'a>>,
    /// What is missing before there can be a draft.
    pub missing: Vec<Missing>,
}

/// What can honestly be said of this person.
#[must_use]
pub fn honest(person: &Person) -> Honest<'_> {
    let shared = Shared::new(Side::First, person);
    let (skills, episodes) = (shared.lines(&Field::GoodAt), stories(&shared));
    let mut missing = Vec::new();
    if shared.name().is_none() {
        let hidden = shared.hides_name();
        missing.push(if hidden { Missing::Untold(Side::First, Field::Name) } else { Missing::Name(Side::First) });
    }
    if shared.hows().is_empty() {
        missing.push(no_how(&shared));
    }
    let untold = |field: Field| shared.keeps_back(&field).then_some(Missing::Untold(Side::First, field));
    if skills.is_empty() {
        missing.push(untold(Field::GoodAt).unwrap_or(Missing::GoodAt(Side::First)));
    }
    if episodes.is_empty() {
        let kept = untold(Field::Story).or_else(|| untold(Field::Memory));
        missing.push(kept.unwrap_or(Missing::Story(Side::First)));
    }
    Honest { skills, episodes, missing }
}

/// A draft: how they know each other, the skill, the episode that shows it, a close. `skill` and `episode` are places
/// in what [`honest`] found; the user says which episode shows which skill.
///
/// # Errors
/// What is missing.
pub fn recommend(person: &Person, skill: usize, episode: usize, manner: Manner) -> Result<Text, Vec<Missing>> {
    let honest = honest(person);
    let (Some(skill), Some(episode), []) =
        (honest.skills.get(skill), honest.episodes.get(episode), honest.missing.as_slice())
    else {
        return Err(honest.missing);
    };
    let shared = Shared::new(Side::First, person);
    let write = Write { manner };
    let mut known: Vec<Sentence> = shared.hows().iter().take(2).map(|how| write.how(how, &shared)).collect();
    known.extend(write.when(&shared));
    let shown = vec![write.line("good", skill, &shared, Element::GoodAt), write.own_words(episode, &shared)];
    let name = write.name(&shared);
    let source = vec![shared.source(&Field::Name, 0)];
    let close = write.say("rec.close", &[("other", &name)], source, None);
    Ok(Text { subject: None, paragraphs: vec![known, shown, vec![close]], ..Text::in_language(manner.language) })
}
