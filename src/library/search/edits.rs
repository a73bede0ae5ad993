//! How many typing errors lie between what was typed and a word.

/// Most letters that a [`Pattern`] can have: one bit of a machine word for each.
const MAX_LETTERS: usize = 64;

/// Errors allowed in a word of so many letters: short words differ by one letter too often.
pub(super) const fn allowed(letters: usize) -> u32 {
    match letters {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

/// The letters of a text as a set of 32 bits. A letter that one set has and the other lacks costs at
/// least one error, so most words of the library are passed over by looking at these bits alone.
pub(super) fn letter_set(text: &str) -> u32 {
    text.chars().fold(0, |set, letter| set | 1 << (u32::from(letter) & 31))
}

/// A typed word, prepared to be compared with many words.
///
/// One column of the edit distance matrix (optimal string alignment: insert, delete, replace, swap two
/// neighbours) is kept as bits of one machine word: Hyyrö, "A Bit-Vector Algorithm for Computing
/// Levenshtein and Damerau Edit Distances" (2003). Its bottom row is the distance between the typed
/// word and each beginning of the other word, so one pass answers for words and for prefixes.
/// [`super`] says what that saves.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    letters: u32,
    /// For each ASCII letter, where it stands in the typed word.
    ascii: Box<[u64; 128]>,
    /// The same for other letters, of which there are few.
    others: Vec<(char, u64)>,
}

/// Errors between a typed word and another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Distance {
    /// To the whole word, if it was read to its end.
    pub whole: Option<u32>,
    /// To the beginning of it that is nearest.
    pub prefix: u32,
}

impl Pattern {
    /// Prepares a typed word; `None` if it is empty or too long to be compared.
    pub fn new(typed: &str) -> Option<Self> {
        let mut pattern = Self { letters: 0, ascii: Box::new([0; 128]), others: Vec::new() };
        for (at, letter) in typed.chars().enumerate() {
            if at >= MAX_LETTERS {
                return None;
            }
            let bit = 1_u64 << at;
            pattern.letters += 1;
            if let Some(places) = pattern.ascii.get_mut(letter as usize) {
                *places |= bit;
            } else if let Some((_, places)) = pattern.others.iter_mut().find(|(other, _)| *other == letter) {
                *places |= bit;
            } else {
                pattern.others.push((letter, bit));
            }
        }
        (pattern.letters > 0).then_some(pattern)
    }

    /// The typed word's number of letters.
    pub const fn letters(&self) -> u32 {
        self.letters
    }

    fn places(&self, letter: char) -> u64 {
        match self.ascii.get(letter as usize) {
            Some(places) => *places,
            None => self.others.iter().find(|(other, _)| *other == letter).map_or(0, |(_, places)| *places),
        }
    }

    /// The distance to a word, of which no more than `limit` letters are read: further ones cannot
    /// bring a prefix nearer once there are more of them than typed letters and errors allowed.
    pub fn distance(&self, word: &str, limit: u32) -> Distance {
        let bottom = 1_u64 << (self.letters - 1);
        let (mut more, mut less) = (u64::MAX, 0_u64);
        let (mut diagonal, mut before) = (0_u64, 0_u64);
        let mut errors = self.letters;
        let mut nearest = errors;
        let mut letters = word.chars();
        for _ in 0..limit {
            let Some(letter) = letters.next() else { break };
            let places = self.places(letter);
            let swapped = ((!diagonal & places) << 1) & before;
            diagonal = ((places & more).wrapping_add(more) ^ more) | places | less | swapped;
            let right_more = less | !(diagonal | more);
            let right_less = diagonal & more;
            if right_more & bottom != 0 {
                errors += 1;
            } else if right_less & bottom != 0 {
                errors -= 1;
            }
            nearest = nearest.min(errors);
            let (shifted_more, shifted_less) = (right_more << 1 | 1, right_less << 1);
            more = shifted_less | !(diagonal | shifted_more);
            less = shifted_more & diagonal;
            before = places;
        }
        Distance { whole: letters.next().is_none().then_some(errors), prefix: nearest }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn whole(typed: &str, word: &str) -> u32 {
        Pattern::new(typed).unwrap().distance(word, 100).whole.unwrap()
    }

    #[test]
    fn each_kind_of_slip_is_one_error() {
        for (typed, word, errors) in [
            ("marta", "marta", 0),
            ("mrata", "marta", 1),
            ("mara", "marta", 1),
            ("marrta", "marta", 1),
            ("narta", "marta", 1),
            ("юилия", "юлия", 1),
            ("ab", "ba", 1),
            ("abc", "xyz", 3),
        ] {
            assert_eq!(whole(typed, word), errors, "{typed} {word}");
        }
    }

    #[test]
    fn the_beginning_of_a_word_is_enough() {
        let pattern = Pattern::new("alexnadr").unwrap();
        assert_eq!(pattern.distance("alexandrescu", 10), Distance { whole: None, prefix: 1 });
    }

    #[test]
    fn a_word_beyond_the_machine_word_is_not_compared() {
        assert!(Pattern::new(&"x".repeat(64)).is_some());
        assert!(Pattern::new(&"x".repeat(65)).is_none());
        assert!(Pattern::new("").is_none());
    }

    proptest! {
        #[test]
        fn distances_are_those_of_the_plain_algorithm(typed in "[abcé]{1,12}", word in "[abcé]{0,12}") {
            prop_assert_eq!(whole(&typed, &word) as usize, strsim::osa_distance(&typed, &word));
        }

        #[test]
        fn the_prefix_distance_is_the_least_of_all_beginnings(typed in "[abé]{1,9}", word in "[abé]{0,12}") {
            let ends = word.char_indices().map(|(at, _)| at).chain([word.len()]);
            let least = ends.map(|end| strsim::osa_distance(&typed, &word[..end])).min().unwrap();
            prop_assert_eq!(Pattern::new(&typed).unwrap().distance(&word, 100).prefix as usize, least);
        }

        #[test]
        fn missing_letters_never_count_more_than_errors(typed in "\\PC{1,12}", word in "\\PC{0,12}") {
            let errors = strsim::osa_distance(&typed, &word);
            prop_assert!((letter_set(&typed) & !letter_set(&word)).count_ones() as usize <= errors);
        }
    }
}
