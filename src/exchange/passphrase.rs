//! How hard a passphrase is to guess, in three words.
//!
//! An estimate of the guesses that somebody needs who has the file and knows how people choose: each word counts
//! as one of the two thousand most usual ones, each other character as one of its kind, what repeats or only counts
//! on as nearly nothing. scrypt makes each guess cost about a second of one processor core and 128 MB.

/// How much a passphrase withstands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// A single computer finds it in days.
    Weak,
    /// It takes somebody's effort and money.
    Fair,
    /// Nobody finds it.
    Strong,
}

/// Below this many bits: 2^35 guesses of a second each are some hundred processors for ten years.
const FAIR_BITS: u32 = 35;
/// The same with a million processors.
const STRONG_BITS: u32 = 50;

/// A usual word: one of 2,048.
const WORD_BITS: u32 = 11;
/// A word has at least so many letters; shorter ones are letters.
const WORD: usize = 3;

/// How hard this is to guess.
#[must_use]
pub fn strength(passphrase: &str) -> Strength {
    match bits(passphrase) {
        bits if bits < FAIR_BITS => Strength::Weak,
        bits if bits < STRONG_BITS => Strength::Fair,
        _ => Strength::Strong,
    }
}

fn bits(passphrase: &str) -> u32 {
    let mut words: Vec<&str> = Vec::new();
    let mut bits = 0;
    for part in passphrase.split(char::is_whitespace).filter(|part| !part.is_empty()) {
        // The same word again is the first thing to try.
        if words.contains(&part) {
            bits += 1;
            continue;
        }
        words.push(part);
        bits += if is_word(part) { WORD_BITS.min(spelt(part)) } else { spelt(part) };
    }
    bits
}

/// A word is letters, perhaps with a capital in front; a very long one is several, written together.
fn is_word(part: &str) -> bool {
    let letters = part.chars().count();
    (WORD..=12).contains(&letters)
        && part.chars().all(char::is_alphabetic)
        && part.chars().skip(1).all(|c| !c.is_uppercase())
}

/// Character by character.
fn spelt(part: &str) -> u32 {
    let mut bits = 0;
    let mut before: Option<char> = None;
    for c in part.chars() {
        let goes_on = before.is_some_and(|before| (u32::from(c).abs_diff(u32::from(before))) <= 1);
        bits += match c {
            _ if goes_on => 1,
            '0'..='9' => 3,
            // In words letters follow each other as they usually do.
            c if c.is_alphabetic() && before.is_some_and(char::is_alphabetic) => 3,
            c if c.is_alphabetic() => 5,
            _ => 5,
        };
        before = Some(c);
    }
    bits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_choose() {
        for (passphrase, expected) in [
            ("", Strength::Weak),
            ("password", Strength::Weak),
            ("Password1!", Strength::Weak),
            ("12345678901234567890", Strength::Weak),
            ("aaaaaaaaaaaaaaaaaaaaaaaa", Strength::Weak),
            ("bees bees bees bees bees bees", Strength::Weak),
            ("summer in Lisbon", Strength::Weak),
            ("correct horse battery staple", Strength::Fair),
            ("correct horse battery staple umbrella", Strength::Strong),
            ("x7$Kq9!vTz2#mW4p", Strength::Strong),
        ] {
            assert_eq!(strength(passphrase), expected, "{passphrase}: {} bits", bits(passphrase));
        }
    }

    #[test]
    fn more_is_never_worse() {
        let phrase = "The 3 bees of Omar's aunt drank 12 umbrellas";
        let all: Vec<u32> =
            phrase.char_indices().filter(|(_, c)| *c == ' ').map(|(at, _)| bits(&phrase[..at])).collect();
        assert!(all.is_sorted(), "{all:?}");
    }
}
