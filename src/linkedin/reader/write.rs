//! Writes a card down: the sender's name, headline and message out of the lines around the controls.

use super::super::lexicon::{Kind, Languages, has_words, says, words};
use super::super::name;
use super::sender::{Named, Person, find_name, without_name};
use super::tree::{Control, Line, Tree};
use crate::domain::text::{clean_line, clean_text};

/// LinkedIn allows 220 characters in a headline.
const MAX_HEADLINE: usize = 300;
/// Longer than any note that LinkedIn lets its members write.
const MAX_MESSAGE: usize = 4000;

/// Texts of more words are no names.
const MOST_WORDS: usize = 24;

/// The line that shows the sender's name.
pub(super) struct Title {
    /// Where the line's pieces are.
    pieces: Vec<usize>,
    /// What stands in the sender's link beside the name.
    pub in_link: String,
    /// What stands in the same line outside the link.
    pub beside: String,
}

impl Title {
    /// Finds the line; `None` if the sender's links show no text.
    pub fn find(
        tree: &Tree,
        scope: usize,
        person: &Person,
        named: Option<&Named>,
        skip: impl Fn(usize) -> bool,
    ) -> Option<Self> {
        let linked = |at: usize| person.links.iter().any(|link| tree.holds(*link, at));
        let lines = tree.lines(scope, tree.end(scope), skip);
        let own = |line: &&Line| line.pieces.iter().any(|(at, _)| linked(*at));
        let line = match named {
            Some(named) => lines.iter().filter(own).find(|line| find_name(&words(&line.text()), &named.name).is_some()),
            None => None,
        };
        let line = line.or_else(|| lines.iter().find(own))?;
        let part = |inside: bool| {
            let parts = line.pieces.iter().filter(|(at, _)| linked(*at) == inside);
            parts.map(|(_, text)| text.as_str()).collect::<Vec<_>>().join(" ")
        };
        let shown = match named {
            Some(named) => named.name.clone(),
            None => words(&name(person, None)).trim().to_owned(),
        };
        // Badges are text in some builds, and a silent copy may repeat the name.
        let mut beside = words(&part(false));
        while !shown.is_empty() && find_name(&beside, &shown).is_some() {
            beside = without_name(&beside, &shown);
        }
        let beside = if beside.trim().is_empty() { String::new() } else { part(false) };
        let cut = shown.split(' ').count();
        let in_link = part(true);
        let behind = find_name(&words(&in_link), &shown).map_or_else(String::new, |_| {
            let pieces = line.pieces.iter().filter(|(at, _)| linked(*at)).map(|(_, text)| text.as_str());
            behind_name(pieces, &shown, cut)
        });
        Some(Self { pieces: line.pieces.iter().map(|(at, _)| *at).collect(), in_link: behind, beside })
    }

    /// Whether the line has a piece inside this element.
    pub fn holds(&self, tree: &Tree, element: usize) -> bool {
        self.pieces.iter().any(|at| tree.holds(element, *at))
    }

    pub fn is(&self, line: &Line) -> bool {
        line.pieces.first().is_some_and(|(at, _)| self.pieces.contains(at))
    }

    /// What stands in the link behind the name, but for badges and pronouns.
    fn rest(&self, languages: Languages) -> Option<String> {
        let rest = name::clean(&format!("x {}", self.in_link));
        let rest = rest.trim_start_matches('x').trim_start();
        let is_badge = rest.split_whitespace().count() <= 3 && says(Kind::Badge, &words(rest), languages).any();
        (!is_badge).then(|| rest.to_owned())
    }

    /// Whether what stands in the link behind the name goes on as a sentence does: with small letters.
    pub fn goes_on(&self, languages: Languages) -> bool {
        self.rest(languages).is_some_and(|rest| rest.split_whitespace().count() >= 2 && begins_small(&rest))
    }

    /// Whether it could be a sentence, because its script has no small letters.
    pub fn goes_on_caseless(&self, languages: Languages) -> bool {
        let caseless = |c: char| c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase();
        self.rest(languages).is_some_and(|rest| rest.chars().find(|c| c.is_alphabetic()).is_some_and(caseless))
    }

    /// Whether what stands beside the name could go on as a sentence: it doesn't begin with a capital.
    pub fn may_go_on(&self) -> bool {
        !self.beside.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase)
    }

    /// Whether nothing but badges, pronouns and the degree of connection stands beside the name.
    pub fn is_alone(&self, languages: Languages) -> bool {
        let short = |text: &str| {
            text.split(['•', '·', '|', ',']).map(str::trim).filter(|part| !words(part).trim().is_empty()).all(|part| {
                name::clean(&format!("x {part}")) == "x"
                    || part.split_whitespace().count() <= 3 && says(Kind::Badge, &words(part), languages).any()
                    || part.chars().count() <= 5 && part.starts_with(|c: char| c.is_ascii_digit())
                    || is_title(part)
                    || is_aside(part)
            })
        };
        short(&self.beside)
    }
}

/// What a line says beside a name, in a language that nobody here knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Sentence {
    /// It has no proper name, number or quotation in it; said of several senders, it speaks of nothing but sender and
    /// reader.
    Plain(String),
    /// The same, as far as a script without capitals can tell.
    Caseless(String),
    /// It may name what somebody is invited to.
    Naming,
}

impl Title {
    /// What the line says beside name, pronouns and degree of connection.
    pub fn sentence(&self) -> Sentence {
        let said =
            self.beside.split_whitespace().filter(|part| !part.contains('/') && part.contains(char::is_alphabetic));
        let said = said.filter(|part| !part.starts_with(|c: char| c.is_ascii_digit())).collect::<Vec<_>>().join(" ");
        let names = |c: char| c.is_uppercase() || c.is_numeric() || "\"“”„«»‹›「」『』:：".contains(c);
        if said.contains(names) {
            Sentence::Naming
        } else if said.contains(char::is_lowercase) {
            Sentence::Plain(words(&said))
        } else {
            Sentence::Caseless(words(&said))
        }
    }
}

/// Whether the first letter of a text is a small one.
fn begins_small(text: &str) -> bool {
    text.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_lowercase)
}

/// Whether what a link shows as a name is more likely a sentence that begins with one: "Mia Sample wants to …".
pub(super) fn is_sentence(name: &str) -> bool {
    let parts: Vec<&str> = name.split_whitespace().collect();
    parts.len() >= 4 && !begins_small(name) && parts[parts.len() - 2..].iter().all(|part| begins_small(part))
}

/// "PhD", "MBA", "M.D.": short, and mostly capitals.
fn is_title(part: &str) -> bool {
    let letters = || part.chars().filter(|c| c.is_alphabetic());
    part.chars().count() <= 6
        && part.chars().all(|c| c.is_ascii_alphabetic() || c == '.')
        && letters().filter(|c| c.is_uppercase()).count() * 2 > letters().count()
}

/// "(Hura)": pronouns in whatever language; nobody is invited to something in brackets.
fn is_aside(part: &str) -> bool {
    let inside = part.strip_prefix(['(', '（']).and_then(|part| part.strip_suffix([')', '）']));
    inside.is_some_and(|inside| inside.split_whitespace().count() <= 2 && inside.chars().count() <= 16)
}

/// The pieces that come after those that hold the name, and what one piece says behind it.
fn behind_name<'t>(pieces: impl Iterator<Item = &'t str>, name: &str, name_words: usize) -> String {
    let mut seen = 0;
    let mut behind: Vec<String> = Vec::new();
    for piece in pieces {
        let piece_words = words(piece);
        if seen < name_words {
            let begins = |range: &std::ops::Range<usize>| piece_words[..range.start].trim().is_empty();
            if find_name(&piece_words, name).is_some_and(|range| begins(&range)) {
                let parts: Vec<&str> = piece.split_whitespace().collect();
                let whole = |count: &usize| find_name(&words(&parts[..*count].join(" ")), name).is_some();
                let most = parts.len().min(MOST_WORDS);
                let count = (1..=most).find(whole).unwrap_or(parts.len());
                behind.push(parts[count..].join(" "));
            }
        } else if piece_words.trim() != name {
            behind.push(piece.to_owned());
        }
        seen += piece_words.split_whitespace().count();
    }
    behind.retain(|text| !text.is_empty());
    behind.join(" ")
}

/// The sender's name as they write it.
pub(super) fn name(person: &Person, named: Option<&Named>) -> String {
    match named {
        Some(named) if !named.first_only => {
            let holds = |text: &&String| find_name(&words(text), &named.name).is_some();
            let joined = person.texts.join(" ");
            let shortest = |texts: &mut dyn Iterator<Item = &String>| {
                texts.filter(holds).min_by_key(|text| text.chars().count()).map(|text| cut_out(text, &named.name))
            };
            // A text may hold badges or a headline as well, a label almost any sentence.
            shortest(&mut person.texts.iter())
                .or_else(|| shortest(&mut std::iter::once(&joined)))
                .or_else(|| shortest(&mut person.labels.iter()))
                .unwrap_or_default()
        }
        _ => {
            let labels: Vec<String> =
                person.labels.iter().map(|label| name::clean(label)).filter(|label| is_said(label)).collect();
            leading_name(person, &labels)
                .or_else(|| labels.into_iter().next())
                // Somebody who shows no name still has an address.
                .unwrap_or_else(|| person.address.as_str().to_owned())
        }
    }
}

/// The part of a text that says a name ([`words`]), with the pictures that stand at its ends.
fn cut_out(text: &str, name: &str) -> String {
    let clean = name::clean(text);
    if name.split(' ').count() > MOST_WORDS {
        return clean;
    }
    let whole = words(&clean);
    let whole = whole.trim();
    // Academic degrees and nicknames are left out of labels now and then.
    if whole == name || whole.starts_with(name) && whole.split(' ').count() <= name.split(' ').count() + 3 {
        return clean;
    }
    let parts: Vec<&str> = text.split_whitespace().collect();
    let holds = |range: &std::ops::Range<usize>| find_name(&words(&parts[range.clone()].join(" ")), name).is_some();
    // A link may hold a whole page of text; a name has few more parts than words.
    let most = parts.len().min(name.split(' ').count() + 4);
    let all = (1..=most).flat_map(|length| (0..=parts.len() - length).map(move |from| from..from + length));
    let Some(mut range) = all.into_iter().find(holds) else { return String::new() };
    let pictured =
        |at: usize| parts.get(at).is_some_and(|part| is_said(part) && !part.chars().any(char::is_alphanumeric));
    while range.start > 0 && pictured(range.start - 1) {
        range.start -= 1;
    }
    while pictured(range.end) {
        range.end += 1;
    }
    name::clean(&parts[range].join(" "))
}

/// Whether a text says anything: letters, digits or pictures, not only what sets texts apart.
fn is_said(text: &str) -> bool {
    text.chars().any(|c| c.is_alphanumeric() || !(c.is_whitespace() || c.is_control() || "…⋯•·∙|.,:;’'".contains(c)))
}

/// A name from a link's pieces of text, where no control tells it: the longest beginning that the picture's text
/// or the address repeats, else the first piece. Pieces of one word each ("Mia", "Sample") are put together, unless
/// the picture's text knows the first as the whole name.
fn leading_name(person: &Person, labels: &[String]) -> Option<String> {
    let pieces: Vec<String> =
        person.texts.iter().map(|text| name::clean(text)).filter(|text| is_said(text)).take(8).collect();
    let first = pieces.first()?;
    let slug = words(person.address.as_str());
    let known = |text: &String| {
        let key = words(text);
        let key = key.trim();
        labels.iter().any(|label| find_name(&words(label), key).is_some())
            || !key.is_empty() && key.split(' ').all(|word| word.chars().count() > 1 && slug.contains(word))
    };
    let beginnings = (1..=pieces.len()).rev().map(|length| pieces[..length].join(" "));
    let confirmed = beginnings.clone().find(|text| words(text).trim() != words(first).trim() && known(text));
    if let Some(name) = confirmed.filter(|name| !repeats(name, first)) {
        return Some(name);
    }
    let is_word = |text: &String| {
        let lower = text.chars().next().is_some_and(char::is_lowercase);
        !lower && text.chars().count() <= 20 && text.chars().all(|c| c.is_alphabetic() || "-.'’".contains(c))
    };
    if labels.contains(first) || !is_word(first) {
        return Some(first.clone());
    }
    Some(match pieces.get(1).filter(|second| is_word(second) && *second != first) {
        Some(second) => format!("{first} {second}"),
        None => first.clone(),
    })
}

/// Whether a text is another one, several times.
fn repeats(text: &str, piece: &str) -> bool {
    let piece = words(piece);
    let rest = words(text).replace(piece.trim(), "");
    rest.trim().is_empty()
}

/// A card's surroundings, to find its texts in.
pub(super) struct Around<'a, 't> {
    pub tree: &'a Tree<'t>,
    pub scope: usize,
    pub core: usize,
    pub notes: &'a [usize],
    pub controls: &'a [Control<'t>],
    pub person: &'a Person,
    pub title: Option<&'a Title>,
    pub languages: Languages,
    /// Pages with `data-control-name` show the message before the controls.
    pub first_generation: bool,
}

impl Around<'_, '_> {
    fn skips(&self, at: usize) -> bool {
        let control = self.controls.iter().any(|control| control.at == at) && !self.person.links.contains(&at);
        control
            || self.tree.element(at).is_some_and(|element| {
                let href = element.attribute("href").unwrap_or_default();
                element.control && !self.person.links.contains(&at)
                    || element.tag == "time"
                    || href.contains("/messaging/")
                    || href.contains("/preload/")
            })
    }

    fn in_note(&self, at: usize) -> bool {
        self.notes.iter().any(|note| self.tree.holds(*note, at))
    }

    /// Lines that are neither the name's nor about mutual connections, time or the invitation itself.
    fn plain_lines(&self, from: usize, to: usize) -> Vec<Line> {
        let mut lines = self.tree.lines(from, to, |at| self.skips(at) || self.in_note(at));
        let name = words(&name(self.person, None));
        lines.retain(|line| {
            let text = line.text();
            let key = words(&text);
            let here = |kind| says(kind, &key, self.languages).any();
            let count = key.split_whitespace().count();
            let digits = key.chars().any(|c| c.is_numeric());
            // "Co-founder" is "mutual founder" in several languages.
            let mutual = here(Kind::Mutual) && (digits || here(Kind::Connect));
            // "Hiring manager" is no badge, "profile picture" is nothing else.
            let badge =
                count <= 2 && key.split_whitespace().all(|word| says(Kind::Badge, &words(word), self.languages).any());
            // A headline may have both words, but doesn't speak to the reader.
            let to_reader =
                self.languages.without(has_words(Kind::You, self.languages)).or(says(Kind::You, &key, self.languages));
            let invites = says(Kind::Invite, &key, to_reader);
            let about = |kind| says(kind, &key, invites).any();
            let about_invitation = about(Kind::Connect) || about(Kind::Follow);
            let time = count <= 4 && here(Kind::Time) && digits;
            is_said(&text)
                && self.title.is_none_or(|title| !title.is(line))
                && !line.pieces.iter().any(|(at, _)| self.is_other_link(*at))
                && (key.trim().is_empty() || key != name)
                && !mutual
                && !about_invitation
                && !time
                && !(count == 1 && here(Kind::Time))
                && !badge
        });
        lines
    }

    fn is_other_link(&self, at: usize) -> bool {
        self.tree.around(at).take_while(|up| *up != self.scope).any(|up| {
            let link = self.tree.element(up).is_some_and(|element| {
                element.tag == "a" && element.attribute("href").is_some_and(|href| href.contains("/in/"))
            });
            link && !self.person.links.contains(&up)
        })
    }

    /// The lines between the name and the controls; all around, if the controls come first.
    fn details(&self) -> Vec<Line> {
        let from = self.title.and_then(|title| title.pieces.first().copied()).unwrap_or(self.scope);
        let to = if from < self.core { self.core } else { self.tree.end(self.scope) };
        self.plain_lines(from, to)
    }

    /// What could be the headline, the likeliest first.
    pub fn headlines(&self) -> Vec<String> {
        let in_link = self.title.map(|title| title.in_link.clone()).unwrap_or_default();
        let is_badge =
            in_link.split_whitespace().count() <= 2 && says(Kind::Badge, &words(&in_link), self.languages).any();
        let in_link = Some(in_link).filter(|in_link| !words(in_link).trim().is_empty() && !is_badge);
        let details = self.details();
        let lines = in_link.into_iter().chain(details.iter().map(Line::text));
        lines.take(4).map(|line| clean_line(&line, MAX_HEADLINE)).collect()
    }

    /// What the sender wrote: a marked note, else the nearest lines behind the controls.
    pub fn message(&self) -> String {
        let mut texts: Vec<String> = Vec::new();
        for note in self.notes.iter().filter(|note| self.tree.holds(self.scope, **note)) {
            texts.extend(
                self.tree.lines(*note, self.tree.end(*note), |at| at != *note && self.skips(at)).iter().map(Line::text),
            );
        }
        let title = self.title.and_then(|title| title.pieces.first().copied());
        if texts.is_empty() && title.is_some_and(|title| title < self.core) {
            for up in self.tree.around(self.core) {
                let is_heading = |at: usize| {
                    self.tree
                        .element(at)
                        .is_some_and(|element| matches!(element.tag.as_str(), "h1" | "h2" | "h3" | "h4" | "h5" | "h6"))
                };
                let lines =
                    self.tree.lines(self.tree.end(self.core), self.tree.end(up), |at| self.skips(at) || is_heading(at));
                texts = lines.iter().map(Line::text).filter(|text| is_said(text)).collect();
                if !texts.is_empty() || up == self.scope {
                    break;
                }
            }
        }
        if texts.is_empty() && self.first_generation {
            let in_link = self.title.is_some_and(|title| !title.in_link.is_empty());
            let mut details = self.details();
            details.drain(..usize::from(!in_link).min(details.len()));
            let block = |line: &Line| line.pieces.first().map(|(at, _)| self.tree.parent(*at));
            let last = details.last().and_then(block);
            texts.extend(details.iter().filter(|line| block(line) == last).map(Line::text));
        }
        clean_text(&texts.join("\n"), MAX_MESSAGE)
    }
}
