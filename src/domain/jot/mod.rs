//! One line jotted down about somebody, and the note that it makes: "met Bea at PyData Porto 2024, beekeeper, knows
//! Luis". It is read in all languages of the interface at once (`words.txt`), and it is no grammar: what isn't
//! understood stands in the story as it was typed, and nothing typed is lost.

mod cut;
mod when;
mod words;

use cut::{Token, segments, tokens};
use when::{Date, date};
use words::{Phrase, Role, open, phrases};

use super::text::clean_line;
use super::{Edtf, Person, ProfileAddress};

/// A line is no longer than this; what a longer one says belongs into a note.
pub const MAX_CHARS: usize = 500;
/// What somebody does is said in few words; more of them are a story.
const HEADLINE_WORDS: usize = 4;

/// The note that a line makes. Its name is empty where none was found.
#[must_use]
pub fn read(line: &str) -> Person {
    let line = clean_line(line, MAX_CHARS);
    let mut reading = Reading { line: &line, person: Person::default(), story: Vec::new(), day: None };
    for (at, segment) in segments(&line).into_iter().enumerate() {
        reading.segment(segment, at == 0);
    }
    reading.finish()
}

/// What a stretch of words is about.
#[derive(Clone, Copy, Debug, PartialEq)]
enum About {
    /// Nothing says so: the name, what they do, or a bit of story.
    Open,
    Place,
    /// A place only if no other is named.
    From,
    Introducer,
}

/// A stretch of words.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    about: About,
    /// Where the word stands that says what it is about.
    lead: usize,
    start: usize,
    end: usize,
}

struct Reading<'t> {
    line: &'t str,
    person: Person,
    story: Vec<&'t str>,
    /// A month and a day that wait for their year.
    day: Option<(u8, u8, &'t str)>,
}

impl<'t> Reading<'t> {
    fn segment(&mut self, (start, end): (usize, usize), first: bool) {
        let phrases = phrases();
        let tokens = tokens(self.line, start, end, &phrases);
        let mut stretches: Vec<Stretch> = Vec::new();
        // The stretch that goes on; none after a word that ends one.
        let mut going = false;
        let mut behind_tie = false;
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            if let Some(used) = self.link(token) {
                (going, at) = (false, at + used);
                continue;
            }
            if let Some((used, date)) = date(&tokens[at..]) {
                self.date(date, &self.line[token.start..tokens[at + used - 1].end]);
                (going, behind_tie, at) = (false, false, at + used);
                continue;
            }
            let place = Place { tokens: &tokens, at, first: first && at == 0, behind_tie };
            let Some((used, phrase)) = place.phrase(&phrases) else {
                match stretches.last_mut().filter(|_| going) {
                    Some(stretch) => stretch.end = token.end,
                    None => {
                        let (start, end) = (token.start, token.end);
                        stretches.push(Stretch { about: About::Open, lead: start, start, end });
                    }
                }
                (going, behind_tie, at) = (true, false, at + 1);
                continue;
            };
            let (lead, next) = (token.start, tokens[at + used - 1].end);
            behind_tie = false;
            going = false;
            let mut begin = |about| {
                stretches.push(Stretch { about, lead, start: next, end: next });
                true
            };
            match phrase.role {
                Role::Tie(door, kind) => {
                    open(&mut self.person.ties, door, kind);
                    behind_tie = true;
                    if phrase.more {
                        self.story.push(&self.line[lead..next]);
                    }
                }
                Role::At => going = begin(About::Place),
                Role::From => going = begin(About::From),
                Role::By => going = begin(About::Introducer),
                Role::AtAfter | Role::ByAfter => {
                    let about = if phrase.role == Role::AtAfter { About::Place } else { About::Introducer };
                    match stretches.last_mut().filter(|stretch| stretch.about == About::Open) {
                        Some(stretch) => stretch.about = about,
                        None => self.story.push(&self.line[lead..next]),
                    }
                }
                Role::Knows => {
                    self.settle(&stretches, first);
                    self.story.push(self.line[lead..end].trim());
                    return;
                }
                Role::On | Role::With | Role::My | Role::Month(_) => {}
            }
            at += used;
        }
        self.settle(&stretches, first);
    }

    /// An address of a profile, or a tag.
    fn link(&mut self, token: &Token) -> Option<usize> {
        let text = &self.line[token.start..token.end];
        if let Some(tag) = text.strip_prefix('#').filter(|tag| !tag.is_empty()) {
            self.person.tags.insert(tag.to_owned());
            return Some(1);
        }
        let address = ProfileAddress::from_href(text).ok().filter(|_| text.contains("linkedin.com/"))?;
        self.person.address.is_none().then(|| self.person.address = Some(address)).map(|()| 1)
    }

    fn date(&mut self, date: Date, text: &'t str) {
        match date {
            Date::Known(date) if self.person.met_on.is_none() => self.person.met_on = Some(date),
            // When it began is a date; until when it went on is part of the story.
            Date::Since(year) => {
                self.person.met_on.get_or_insert(Edtf::Year(year));
                self.story.push(text);
            }
            Date::Day(month, day) if self.day.is_none() => self.day = Some((month, day, text)),
            Date::Known(_) | Date::Day(..) => self.story.push(text),
        }
    }

    /// Gives each stretch its field, if that is still free.
    fn settle(&mut self, stretches: &[Stretch], first: bool) {
        for (at, stretch) in stretches.iter().enumerate() {
            let text = self.line[stretch.start..stretch.end].trim();
            if text.is_empty() {
                continue;
            }
            let whole = self.line[stretch.lead..stretch.end].trim();
            let field = match stretch.about {
                About::Open if self.person.name.is_empty() => {
                    let (name, rest) = cut::name(text);
                    self.person.name = name.to_owned();
                    self.story.extend((!rest.is_empty()).then_some(rest));
                    continue;
                }
                About::Open if at == 0 && !first && text.split_whitespace().count() <= HEADLINE_WORDS => {
                    &mut self.person.headline
                }
                About::Place | About::From => &mut self.person.met_where,
                About::Introducer => &mut self.person.introduced_by,
                About::Open => {
                    self.story.push(text);
                    continue;
                }
            };
            if field.is_empty() {
                text.clone_into(field);
            } else {
                self.story.push(whole);
            }
        }
    }

    fn finish(mut self) -> Person {
        if let Some((month, day, text)) = self.day {
            let whole = match self.person.met_on {
                Some(Edtf::Year(year)) => super::Day::new(year, month, day).ok(),
                _ => None,
            };
            match whole {
                Some(day) => self.person.met_on = Some(Edtf::Day(day)),
                None => self.story.push(text),
            }
        }
        self.person.story = self.story.join(", ");
        self.person
    }
}

/// A place in a segment where a phrase might stand.
struct Place<'a> {
    tokens: &'a [Token],
    at: usize,
    /// Whether this is the line's first word: phones write it with a capital.
    first: bool,
    behind_tie: bool,
}

impl Place<'_> {
    /// The phrase that stands here, and how many words it has.
    fn phrase<'p>(&self, phrases: &'p [Phrase]) -> Option<(usize, &'p Phrase)> {
        let token = &self.tokens[self.at];
        if let Some(found) = token.phrase {
            return Some((1, &phrases[found]));
        }
        let fitting = || {
            phrases.iter().filter_map(|phrase| {
                let used = self.matches(phrase)?;
                self.can_be(phrase, used).then_some((used, phrase))
            })
        };
        // "in 2024" is no place, and "colleague from" is one.
        let special = |(_, phrase): &(usize, &Phrase)| matches!(phrase.role, Role::On | Role::From);
        fitting().find(special).or_else(|| fitting().next())
    }

    fn matches(&self, phrase: &Phrase) -> Option<usize> {
        if phrase.unspaced {
            return None;
        }
        let mut used = 0;
        for word in phrase.text.split(' ') {
            if self.tokens.get(self.at + used)?.folded != word {
                return None;
            }
            used += 1;
        }
        Some(used)
    }

    /// Whether a phrase makes sense here. Small words with a capital are names: "Na Li", "Al".
    fn can_be(&self, phrase: &Phrase, used: usize) -> bool {
        let small = !self.tokens[self.at].capital;
        let behind = self.at + used;
        let rest = self.tokens.get(behind..).unwrap_or_default();
        match phrase.role {
            Role::Tie(..) | Role::Knows | Role::ByAfter => true,
            Role::At => small && !rest.is_empty(),
            Role::By | Role::With => (small || self.first) && !rest.is_empty(),
            Role::AtAfter => self.at > 0,
            Role::From => small && self.behind_tie && !rest.is_empty(),
            Role::On => small && date(rest).is_some(),
            Role::My => self.says_nothing(phrase, behind),
            Role::Month(_) => false,
        }
    }

    /// "my" of "my cousin", "ich habe" of "ich habe Bea getroffen".
    fn says_nothing(&self, phrase: &Phrase, behind: usize) -> bool {
        let next = Place { tokens: self.tokens, at: behind, first: false, behind_tie: false };
        let before_tie = behind < self.tokens.len()
            && next.phrase(&phrases()).is_some_and(|(_, phrase)| matches!(phrase.role, Role::Tie(..)));
        before_tie || (self.first && phrase.text.contains(' '))
    }
}

#[cfg(test)]
mod tests;
