//! What every language's messages owe to the English ones.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::checks::Problems;
use crate::world::World;

/// A language that is shipped.
struct Language {
    /// As its folder is called.
    name: &'static str,
    /// How it counts whole numbers: the cardinal categories of CLDR 47 (`supplemental/plurals.xml`). Left out is `many`
    /// of Spanish, French, Italian and Portuguese, for millions and written-out powers of ten: where a category is
    /// missing, `src/ui/text.rs` takes `other`.
    categories: &'static [&'static str],
    /// Which of them stand for a single number, so that a word may take the number's place. French and Portuguese say
    /// `one` to 0, too.
    single: &'static [&'static str],
}

const fn counts(name: &'static str, categories: &'static [&'static str], single: &'static [&'static str]) -> Language {
    Language { name, categories, single }
}

const LANGUAGES: [Language; 12] = [
    counts("ar", &["zero", "one", "two", "few", "many", "other"], &["zero", "one", "two"]),
    counts("de", &["one", "other"], &["one"]),
    counts("en", &["one", "other"], &["one"]),
    counts("es", &["one", "other"], &["one"]),
    counts("fr", &["one", "other"], &[]),
    counts("it", &["one", "other"], &["one"]),
    counts("ja", &["other"], &[]),
    counts("nl", &["one", "other"], &["one"]),
    counts("pl", &["one", "few", "many", "other"], &["one"]),
    counts("pt_BR", &["one", "other"], &[]),
    counts("tr", &["one", "other"], &["one"]),
    counts("zh_CN", &["other"], &[]),
];

const ENGLISH: &str = "en";
const OTHER: &str = "_other";

/// Chrome shows no more of a description.
const LONGEST_DESCRIPTION: usize = 132;

/// Words that are the same in English and there. Names and keys are the same everywhere.
const SHARED: [(&str, &[&str]); 23] = [
    ("Backup", &["it", "pt_BR"]),
    ("Backup (JSON)", &["it", "pt_BR"]),
    ("Contacts", &["fr"]),
    ("Enter", &["ar", "de", "it", "ja", "nl", "pl", "pt_BR", "tr", "zh_CN"]),
    ("Formal", &["es", "pt_BR"]),
    ("Invitations", &["fr"]),
    ("Later", &["nl"]),
    ("Mentor", &["nl", "tr"]),
    ("Message", &["fr"]),
    ("Name", &["de"]),
    ("Note", &["fr"]),
    ("Notes (Markdown)", &["fr"]),
    ("Partner", &["nl"]),
    ("Passphrase", &["de"]),
    ("Privacy", &["it", "nl"]),
    ("Really Know", &["ar", "de", "es", "fr", "it", "ja", "nl", "pl", "pt_BR", "tr", "zh_CN"]),
    ("$1 · Really Know", &["ar", "de", "es", "fr", "it", "ja", "nl", "pl", "pt_BR", "tr", "zh_CN"]),
    ("Recent", &["nl"]),
    ("Tag", &["it", "nl", "pl", "pt_BR"]),
    ("Tags", &["nl", "pt_BR"]),
    ("Version $1", &["de", "fr"]),
    ("Warm", &["nl"]),
    ("was:", &["nl"]),
];

type Messages = BTreeMap<String, String>;

/// The messages of each language that is in the extension.
fn all(world: &World) -> BTreeMap<&str, Messages> {
    let read = |text: &str| -> Messages {
        let value: Value = serde_json::from_str(text).unwrap_or_default();
        let messages = value.as_object().into_iter().flatten();
        messages.map(|(key, message)| (key.clone(), message["message"].as_str().unwrap_or_default().into())).collect()
    };
    let files = world.ending("/messages.json");
    files.filter_map(|(name, text)| Some((name.split('/').nth(1)?, read(text)))).collect()
}

/// The bases of the messages that count something.
fn counting(english: &Messages) -> BTreeSet<&str> {
    english.keys().filter_map(|key| key.strip_suffix(OTHER)).collect()
}

/// A counting key in its two parts.
fn counted<'a>(key: &'a str, bases: &BTreeSet<&str>) -> Option<(&'a str, &'a str)> {
    key.rsplit_once('_').filter(|(base, _)| bases.contains(base))
}

/// Each language but English, how it counts, and the English messages.
fn others(world: &World, look: impl Fn(&Language, &Messages, &Messages) -> Problems) -> Problems {
    let all = all(world);
    let Some(english) = all.get(ENGLISH) else { return vec!["there is no English".into()] };
    let known = LANGUAGES.iter().filter(|language| language.name != ENGLISH);
    known
        .filter_map(|language| Some((language, all.get(language.name)?)))
        .flat_map(|(language, messages)| look(language, messages, english))
        .collect()
}

/// The English of a message in another language's category.
fn original<'a>(key: &str, english: &'a Messages) -> Option<&'a String> {
    let of_others = || english.get(&format!("{}{OTHER}", counted(key, &counting(english))?.0));
    english.get(key).or_else(of_others)
}

pub fn languages_are_there(world: &World) -> Problems {
    let all = all(world);
    let missing = LANGUAGES.iter().filter(|language| !all.contains_key(language.name));
    let unknown = all.keys().filter(|name| LANGUAGES.iter().all(|language| language.name != **name));
    let own_name = all.iter().filter_map(|(name, messages)| {
        let says = messages.get("commonLanguage")?;
        (says.replace('-', "_") != **name).then(|| format!("{name}: commonLanguage says {says}"))
    });
    let mut problems: Problems = missing.map(|language| format!("{} is missing", language.name)).collect();
    problems.extend(unknown.map(|name| format!("how {name} counts is not listed")));
    problems.extend(own_name);
    for (browser, manifest) in world.manifests() {
        if manifest["default_locale"] != ENGLISH {
            problems.push(format!("{browser:?}: the default locale is {}", manifest["default_locale"]));
        }
    }
    problems
}

pub fn languages_say_the_same(world: &World) -> Problems {
    others(world, |language, messages, english| {
        let bases = counting(english);
        let mut wanted: BTreeSet<String> =
            english.keys().filter(|key| counted(key, &bases).is_none()).cloned().collect();
        for base in &bases {
            wanted.extend(language.categories.iter().map(|category| format!("{base}_{category}")));
        }
        let missing = wanted.iter().filter(|key| !messages.contains_key(*key));
        let left_over = messages.keys().filter(|key| !wanted.contains(*key));
        let name = language.name;
        let missing = missing.map(|key| format!("{name} lacks {key}"));
        missing.chain(left_over.map(|key| format!("{name} has {key}, which it doesn't need"))).collect()
    })
}

/// `$1` and `{first}` in a message.
fn variables(text: &str) -> BTreeSet<&str> {
    let numbers = text.match_indices('$').filter_map(|(at, _)| text.get(at..at + 2));
    let names = text.match_indices('{').filter_map(|(at, _)| text[at..].find('}').map(|end| &text[at..=at + end]));
    numbers.chain(names).collect()
}

pub fn variables_are_the_same(world: &World) -> Problems {
    others(world, |language, messages, english| {
        let bases = counting(english);
        let mut problems = Vec::new();
        for (key, text) in messages {
            let category = counted(key, &bases);
            let Some(whole) =
                category.map_or_else(|| english.get(key), |(base, _)| english.get(&format!("{base}{OTHER}")))
            else {
                continue;
            };
            let (found, wanted) = (variables(text), variables(whole));
            let may_omit = category.is_some_and(|(_, category)| language.single.contains(&category));
            if found != wanted && !(may_omit && found.is_subset(&wanted)) {
                problems.push(format!("{}: {key} has {found:?} for {wanted:?}", language.name));
            }
        }
        problems
    })
}

/// How wide a text is, in Latin letters: those of East Asia take two columns.
fn width(text: &str) -> usize {
    let wide = |c| {
        matches!(c, '\u{1100}'..='\u{115F}' | '\u{2E80}'..='\u{A4CF}' | '\u{AC00}'..='\u{D7A3}'
        | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE6F}' | '\u{FF00}'..='\u{FF60}' | '\u{FFE0}'..='\u{FFE6}')
    };
    text.chars().map(|c| if wide(c) { 2 } else { 1 }).sum()
}

/// Half as long again as English, and twenty letters more for what is short: what outgrows that outgrows its button.
pub fn messages_fit(world: &World) -> Problems {
    let long = others(world, |language, messages, english| {
        let too_long = |(key, text): (&String, &String)| {
            let most = width(original(key, english)?) * 3 / 2 + 20;
            (width(text) > most).then(|| format!("{}: {key} is {} wide for {most}: {text}", language.name, width(text)))
        };
        messages.iter().filter_map(too_long).collect()
    });
    let descriptions = all(world).into_iter().filter_map(|(name, messages)| {
        let length = messages.get("extensionDescription")?.encode_utf16().count();
        (length > LONGEST_DESCRIPTION).then(|| format!("{name}: the description has {length} characters"))
    });
    long.into_iter().chain(descriptions).collect()
}

pub fn nothing_is_left_in_english(world: &World) -> Problems {
    let has_words = |text: &str| text.split(|c: char| !c.is_alphabetic()).any(|word| word.len() > 2);
    others(world, |language, messages, english| {
        let left = |(key, text): &(&String, &String)| english.get(*key) == Some(text) && has_words(text);
        let shared =
            |text: &str| SHARED.iter().any(|(shared, names)| *shared == text && names.contains(&language.name));
        let left = messages.iter().filter(left).filter(|(_, text)| !shared(text));
        left.map(|(key, text)| format!("{}: {key} is still English: {text}", language.name)).collect()
    })
}

/// The text without its isolated examples, such as a date or a key: those are the message's own, and whole.
fn without_examples(text: &str) -> String {
    let mut rest = String::new();
    for (at, piece) in text.split('\u{2068}').enumerate() {
        match piece.split_once('\u{2069}') {
            Some((example, after)) if at > 0 && variables(example).is_empty() => rest.push_str(after),
            _ => {
                rest.push_str(if at > 0 { "\u{2068}" } else { "" });
                rest.push_str(piece);
            }
        }
    }
    rest
}

/// Where a name from the page could turn a sentence around, the views isolate it; marks around variables would be a second
/// way, and one that can't be seen.
pub fn no_marks_of_direction(world: &World) -> Problems {
    let mark =
        |c| matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let mut problems = Vec::new();
    for (name, messages) in all(world) {
        let marked = messages.iter().filter(|(_, text)| without_examples(text).contains(mark));
        problems.extend(marked.map(|(key, _)| format!("{name}: {key} has a mark of direction")));
    }
    problems
}
