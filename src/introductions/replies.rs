//! The kit of replies to invitations, and to requests for an introduction: in several tones, in every language.

use super::compose::{Manner, Write};
use super::language::{Language, Tone};
use super::naming::is_form_of;
use super::sentence::{Source, Text};
use super::shareable::{Shared, door_field};
use crate::domain::reply::{RULE, greeting_name};
use crate::domain::text::clean_line;
use crate::domain::{Field, Person};

/// A reply to an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reply {
    /// How do we know each other?
    AskFirst,
    KindNo,
}

impl Reply {
    /// The kit.
    pub const ALL: [Self; 2] = [Self::AskFirst, Self::KindNo];

    const fn key(self) -> &'static str {
        match self {
            Self::AskFirst => "reply.ask",
            Self::KindNo => "reply.no",
        }
    }

    /// The template, with `{first}`, `{name}` and `{rule}` in it.
    #[must_use]
    pub fn template(self, tone: Tone, language: Language) -> &'static str {
        language.template(self.key(), tone)
    }
}

/// A template filled in, built in or the user's own: `{first}` and `{name}`, and `{rule}` for a sentence with the user's
/// rule, or nothing where there is none.
#[must_use]
pub fn fill(template: &str, name: &str, rule: &str, language: Language) -> String {
    let name = clean_line(name, 100);
    let first = greeting_name(&name);
    let rule = self::rule(rule, language);
    language.fill(template, &[("first", &first), ("name", &name), ("rule", &rule)]).trim().to_owned()
}

/// A template of the kit as one of the user's own, for the sidebar: the words around the rule are those of the language, its
/// variables stay.
#[must_use]
pub fn as_own(template: &str, language: Language) -> String {
    let rule = language.template("rule", Tone::Warm).replace("{line}", RULE);
    template.replace(RULE, &rule)
}

/// The user's rule as a sentence; nothing where there is none.
fn rule(rule: &str, language: Language) -> String {
    match rule.trim() {
        "" => String::new(),
        rule => language.fill(language.template("rule", Tone::Warm), &[("line", &language.closed(rule))]),
    }
}

/// An answer to somebody who asks for an introduction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    Yes,
    AskFirst,
    /// No, because the user doesn't know the two well enough.
    KindNo,
    /// No, although the user knows both: for a reason that stays theirs.
    NotNow,
}

impl Answer {
    /// All answers, the most willing first.
    pub const ALL: [Self; 4] = [Self::Yes, Self::AskFirst, Self::KindNo, Self::NotNow];

    /// The answers that are true, the one that suits first. Whether somebody is really known is the policy's word; nothing for
    /// whoever has no note.
    #[must_use]
    pub const fn honest(asks: Option<bool>, meant: Option<bool>) -> &'static [Self] {
        match (asks, meant) {
            (Some(true), Some(true)) => &[Self::Yes, Self::AskFirst, Self::NotNow],
            (_, Some(true)) => &[Self::AskFirst, Self::KindNo],
            (_, Some(false)) => &[Self::KindNo, Self::AskFirst],
            (_, None) => &[Self::KindNo],
        }
    }

    /// The draft of the answer to `asks`, who wants to be introduced to `meant`.
    #[must_use]
    pub fn write(self, asks: Shared<'_>, meant: Shared<'_>, manner: Manner) -> Text {
        let write = Write { manner };
        let (to, other) = (write.name(&asks), write.name(&meant));
        let key = match self {
            Self::Yes => "request.yes",
            Self::AskFirst => "request.ask",
            Self::KindNo => "request.no",
            Self::NotNow => "request.not",
        };
        let mut sources: Vec<Source> = [asks, meant].iter().map(|person| person.source(&Field::Name, 0)).collect();
        match self {
            // How well the user knows somebody is what the doors say.
            Self::Yes => sources.extend(meant.hows().iter().map(|how| meant.source(&door_field(how.door), 0))),
            Self::KindNo => sources.push(Source::Rule),
            Self::AskFirst | Self::NotNow => {}
        }
        let sentence = write.say(key, &[("to", &to), ("other", &other)], sources, None);
        Text { subject: None, paragraphs: vec![vec![sentence]], ..Text::in_language(manner.language) }
    }
}

/// The question how it went, some weeks after an introduction.
#[must_use]
pub fn follow_up(to: Shared<'_>, other: Shared<'_>, manner: Manner) -> Text {
    let write = Write { manner };
    let (to_name, other_name) = (write.name(&to), write.name(&other));
    let sources = vec![to.source(&Field::Name, 0), other.source(&Field::Name, 0)];
    let sentence = write.say("follow", &[("to", &to_name), ("other", &other_name)], sources, None);
    Text { subject: None, paragraphs: vec![vec![sentence]], ..Text::in_language(manner.language) }
}

/// How surely somebody is meant by a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Named {
    /// Only a part of the name is in it.
    Partly,
    /// The whole name is.
    Whole,
}

/// Who of these people is named in a message, in the order of the message, in whatever form its language gives a name. Where a whole
/// name stands, those of whose name only a part is in it come last of all; and behind all whole names come those of whom a part is
/// in it, unless the only whole name is the last word, which is whoever signs: "Will you…" is no name.
pub fn named_in<'a, K: Clone>(message: &str, people: impl IntoIterator<Item = (K, &'a Person)>) -> Vec<(K, Named)> {
    let message = words(message);
    let mut found: Vec<(Named, Vec<usize>, K)> = Vec::new();
    for (key, person) in people {
        let name = words(&person.name);
        let Some(first) = name.first() else { continue };
        // As it stands before any other form of it.
        let place = |part: &String| {
            let exact = message.iter().position(|word| word == part);
            exact.or_else(|| message.iter().position(|word| is_form_of(word, part)))
        };
        let places: Vec<usize> = name.iter().filter_map(place).collect();
        if places.len() == name.len() && (name.len() > 1 || is_whole_name(first)) {
            found.push((Named::Whole, places, key));
        } else if !places.is_empty() && name.len() > 1 && places.iter().any(|at| message[*at].chars().count() > 2) {
            found.push((Named::Partly, places, key));
        }
    }
    let whole: Vec<&Vec<usize>> =
        found.iter().filter(|(named, ..)| *named == Named::Whole).map(|(_, at, _)| at).collect();
    let taken: Vec<usize> = whole.iter().flat_map(|places| places.iter().copied()).collect();
    let signs = |places: &[usize]| places.iter().max().is_some_and(|last| last + 1 == message.len());
    let partly_last = whole.len() > 1 || whole.iter().any(|places| !signs(places));
    let place = |(named, places, _): &(Named, Vec<usize>, K)| {
        let partly = *named == Named::Partly;
        let is_another = partly && places.iter().all(|place| taken.contains(place));
        (is_another, partly && partly_last, places.first().copied(), std::cmp::Reverse(*named))
    };
    crate::domain::sorted::sort_by(&mut found, |one, two| place(one).cmp(&place(two)));
    found.into_iter().map(|(named, _, key)| (key, named)).collect()
}

/// Chinese, Japanese and Korean names are one word.
fn is_whole_name(word: &str) -> bool {
    word.chars().all(|c| u32::from(c) >= 0x1100)
}

/// The folded words of a text; of scripts without spaces every stretch of two to four letters, which is how long names are.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    crate::library::search::words_of(text, &mut |word, unspaced| {
        words.push(word.to_owned());
        let letters: Vec<char> = if unspaced { word.chars().collect() } else { Vec::new() };
        for length in 2..=4 {
            words.extend(
                letters.windows(length).filter(|part| part.len() < letters.len()).map(|part| part.iter().collect()),
            );
        }
    });
    words
}
