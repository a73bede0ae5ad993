//! Whether a line names somebody.
//!
//! An ask must not say who is meant, in any language that its lines may be in: names get endings ("Jims", "Annas",
//! "Anny", "Kowalskiego", "Anna'nın"), words before them ("وليلى", "לשרה") and short forms ("Jimmy"). Where it isn't sure,
//! it is a name: a line too few can be seen and said in other words, a name that got out can't be taken back.

use crate::domain::text::fold;

/// What stands before and behind names, folded.
const ADDED: &str = "dr prof mr mrs ms mx sir dame herr frau dott dra drs ing mag phd md mba jr sr ii iii";

/// What stands between names. At the beginning it is one: "Al Gore", "De Shawn".
const BETWEEN: &str = "de der den des del della di da do dos das du la le les los las van von zu zum zur ter ten te af av \
    al el bin ibn bint and und";

/// Endings that languages put behind a name, folded.
const ENDINGS: &str = "s es ns ens n en e er a o i u y ie \
    owi em iem om ow ami ach ej iej ego iego emu iemu ym im mi \
    nin nun in un ya ye yi yu da de ta te dan den tan ten la le yla yle lar ler lari leri ninki \
    my by ny py ty chen lein li ito ita inho inha cito cita ek ka ko cia ciu";

/// Letters that Arabic and Hebrew write before a word, without a space.
const BEFORE: &str =
    "\u{648}\u{641}\u{628}\u{644}\u{643}\u{627}\u{623}\u{5D5}\u{5D1}\u{5DC}\u{5DE}\u{5D4}\u{5E9}\u{5DB}";
/// So many of them come together.
const MOST_BEFORE: usize = 3;

/// Chinese and Japanese titles that follow a name of one letter.
const TITLES: [&str; 16] = [
    "先生", "女士", "小姐", "太太", "老师", "老師", "总", "總", "经理", "医生", "博士", "教授", "工", "さん", "様",
    "氏",
];

/// Whether a line has a part of a name in it, in any form that we know of.
pub(super) fn names(line: &str, name: &str) -> bool {
    let parts = parts(name);
    let capitals = line.chars().any(char::is_uppercase);
    let has = |word: &str, folded: &str| {
        // Who writes capitals at all writes names with one; a name as it is counts without.
        let may_bend = !capitals || word.chars().next().is_none_or(|c| !c.is_lowercase());
        parts.iter().any(|part| folded == part || may_bend && bends(folded, part) || clings(folded, part))
    };
    line.split(|c: char| !c.is_alphanumeric() && !is_mark(c)).any(|word| has(word, &fold(word)))
        || names_unspaced(line, name)
}

/// Whether a word is a part of a name in any of its forms; both folded. Quick where they have nothing in common, as it is asked of
/// every name in the library.
pub(super) fn is_form_of(word: &str, part: &str) -> bool {
    // No ending goes deeper into a name than to its second letter.
    let alike = || word.chars().take(2).eq(part.chars().take(2));
    word == part || (alike() && bends(word, part)) || clings(word, part)
}

/// The parts of a name that can't be anything else; all of them where nothing else is left.
fn parts(name: &str) -> Vec<String> {
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric() && !is_mark(c)).map(fold);
        words.filter(|word| word.chars().count() > 1).collect()
    };
    let all = words(name);
    let is_one_of = |words: &str, word: &str| words.split_whitespace().any(|other| other == word);
    let is_name = |(n, word): &(usize, &String)| !is_one_of(ADDED, word) && (*n == 0 || !is_one_of(BETWEEN, word));
    let parts: Vec<String> = all.iter().enumerate().filter(is_name).map(|(_, word)| word.clone()).collect();
    if parts.is_empty() { all } else { parts }
}

/// Marks stand inside of words, such as the vowels of Arabic and Hindi.
fn is_mark(c: char) -> bool {
    fold(c.encode_utf8(&mut [0; 4])).is_empty() && !c.is_whitespace()
}

/// Whether a word is the name with another ending. A vowel at the name's end may give way ("Anna", "Anny"), and so may
/// one before its last letter ("Marek", "Marka").
fn bends(word: &str, part: &str) -> bool {
    let ends = |rest: &str| ENDINGS.split_whitespace().any(|ending| ending == rest);
    let letters: Vec<char> = part.chars().collect();
    if letters.len() == 2 {
        return word.strip_prefix(part).is_some_and(|rest| rest == "s");
    }
    if word.strip_prefix(part).is_some_and(ends) {
        return true;
    }
    // "Jimmy", "Benny": the last letter twice.
    let doubled = letters.last().map(|last| [part, &last.to_string()].concat()).unwrap_or_default();
    if word.strip_prefix(doubled.as_str()).is_some_and(|rest| ["y", "ie", "i"].contains(&rest)) {
        return true;
    }
    let stem = |without: usize| letters[..letters.len() - without].iter().collect::<String>();
    let bare = |stem: String| word.strip_prefix(stem.as_str()).is_some_and(ends);
    match letters.as_slice() {
        [.., 'a' | 'e' | 'i' | 'o' | 'u' | 'y'] if letters.len() > 3 => bare(stem(1)) || softens(word, &stem(1)),
        [.., 'e', last] if letters.len() > 3 => bare([stem(2), last.to_string()].concat()) || softens(word, part),
        _ => softens(word, part),
    }
}

/// Whether a word is the name with a last letter that turned soft before its ending, as in Polish: "Monika", "Monice".
fn softens(word: &str, stem: &str) -> bool {
    const SOFT: [(&str, &str); 9] = [
        ("k", "ce"),
        ("g", "dze"),
        ("r", "rze"),
        ("t", "cie"),
        ("d", "dzie"),
        ("ch", "sze"),
        ("l", "le"),
        ("st", "scie"),
        ("k", "kiem"),
    ];
    let matches = |(hard, soft): &(&str, &str)| {
        stem.strip_suffix(hard).is_some_and(|root| root.len() > 1 && word == [root, soft].concat())
    };
    SOFT.iter().any(matches)
}

/// Whether a word is the name with other words before it, as Arabic and Hebrew write them, or an ending of theirs.
fn clings(word: &str, part: &str) -> bool {
    let is_before = |c: char| BEFORE.contains(c);
    part.chars().all(|c| ('\u{590}'..='\u{8FF}').contains(&c))
        && word.find(part).is_some_and(|at| {
            let (before, after) = (&word[..at], &word[at + part.len()..]);
            before.chars().count() <= MOST_BEFORE && before.chars().all(is_before) && after.chars().count() <= 1
        })
}

/// Names in scripts without spaces are looked for by every two letters of theirs, and by a name of one letter beside a
/// title.
fn names_unspaced(line: &str, name: &str) -> bool {
    let is_unspaced = |c: char| ('\u{2E80}'..='\u{D7FF}').contains(&c) || ('\u{F900}'..='\u{FAFF}').contains(&c);
    let line: Vec<char> = line.chars().filter(|c| !c.is_whitespace()).collect();
    name.split(|c: char| !is_unspaced(c)).filter(|part| !part.is_empty()).any(|part| {
        let letters: Vec<char> = part.chars().collect();
        let Some(family) = letters.first() else { return false };
        let pairs = letters.windows(2).any(|pair| line.windows(2).any(|two| two == pair));
        let titled = line.iter().enumerate().any(|(n, c)| {
            let after: String = line[n + 1..].iter().take(2).collect();
            let familiar = n > 0 && "小老阿".contains(line[n - 1]);
            c == family && (familiar || TITLES.iter().any(|title| after.starts_with(title)))
        });
        pairs || titled
    })
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn a_name_is_found_in_every_form() {
        for (name, line) in [
            ("Jim Kirk", "Jims Schiff"),
            ("Jim Kirk", "ask jim about it. Good"),
            ("Jim Kirk", "Kirk's charm"),
            ("Jim Kirk", "jimmy knows boats"),
            ("Anna Kowalska", "Statek Anny"),
            ("Anna Kowalska", "Praca z Anną"),
            ("Jan Kowalski", "Dom Kowalskiego"),
            ("Monika Nowak", "Pomoc Monice"),
            ("Marek Nowak", "Łódź Marka"),
            ("Piotr Nowak", "O Piotrze"),
            ("Anna Demir", "Annanın gemisi"),
            ("Anna Demir", "Anna'nın gemisi"),
            ("ليلى حسن", "السفينة وليلى"),
            ("ليلى حسن", "كتاب لحسن"),
            ("שרה כהן", "ספינה לשרה"),
            ("Bo Li", "Bos Schiff"),
            ("Al Gore", "Al knows weather"),
            ("Jean de La Fontaine", "Les fables de Fontaine"),
            ("Zoë Müller", "zoe knows"),
            ("王小明", "小明会修船"),
            ("王小明", "王总会修船"),
            ("田中 さくら", "田中さんの船"),
            ("김민수", "민수는 배를 고친다"),
            ("Dr", "the Dr is in"),
        ] {
            assert!(names(line, name), "{name} in {line}");
        }
    }

    #[test]
    fn other_words_are_no_names() {
        for (name, line) in [
            ("Mark Sample", "Marketing for small shops"),
            ("Pat Sample", "Patient with children"),
            ("Jean de La Fontaine", "La cuisine de famille"),
            ("Jan van der Berg", "Kennis van der wereld"),
            ("Ahmed Al Farsi", "El Al pilots"),
            ("Dr. Mia Sample", "Finding a good dr for a ship"),
            ("Bo Li", "Both ships, bold lines"),
            ("Anna Sample", "Annual reports"),
            ("Max Sample", "Maximum likelihood"),
            ("王小明", "修船的人"),
            ("김민수", "기계 수리"),
            ("ليلى حسن", "إصلاح السفن"),
            ("", "anything"),
            ("🌟", "anything 🌟"),
        ] {
            assert!(!names(line, name), "{name} not in {line}");
        }
    }
}
