//! What a match is worth: costs, the least first.
//!
//! The order they give, for one word: a name that has the word, a name that begins with it; then tags,
//! places and skills in the same order; a name with one typing error; texts; beginnings with a typing error.
//! A name with a slip stands before texts because people are mostly looked up by name.
//! How rare a word is plays no part: every word of a query must be found, so for one query it
//! would move everybody alike.

use super::Field;

/// For a word of which only the beginning was typed, and for each letter that is missing.
const PREFIX: u32 = 4;
const LETTERS_COUNTED: u32 = 7;
/// For a beginning where the user has already typed on: "jon smi" means a Jon rather than a Jonas.
const FINISHED_PREFIX: u32 = 12;
/// For something found inside a text without spaces.
pub(super) const INSIDE: u32 = 16;
const SHORT_FIELD: u32 = 32;
const TEXT_FIELD: u32 = 64;
const FIRST_ERROR: u32 = 48;
const FURTHER_ERROR: u32 = 32;
/// People seldom get the first letter wrong.
const FIRST_LETTER: u32 = 24;
const PREFIX_WITH_ERRORS: u32 = 32;

/// The cost of a word that begins with the typed one and has `more` letters.
pub(super) fn beginning(more: u32, typing: bool) -> u32 {
    match more {
        0 => 0,
        _ => PREFIX + more.min(LETTERS_COUNTED) + if typing { 0 } else { FINISHED_PREFIX },
    }
}

/// The cost of so many typing errors.
pub(super) fn errors(count: u32, first_letter: bool) -> u32 {
    let more = count.saturating_sub(1) * FURTHER_ERROR;
    FIRST_ERROR + more + if first_letter { FIRST_LETTER } else { 0 }
}

/// The cost of typing errors in the beginning of a word.
pub(super) fn beginning_with_errors(count: u32, first_letter: bool, more: u32, typing: bool) -> u32 {
    errors(count, first_letter) + PREFIX_WITH_ERRORS + beginning(more, typing)
}

/// The cost of the field in which a word stands.
pub(super) const fn field(field: Field) -> u32 {
    match field {
        Field::Name => 0,
        Field::Tags | Field::Where | Field::GoodAt | Field::IntroducedBy | Field::Address => SHORT_FIELD,
        _ => TEXT_FIELD,
    }
}

/// The best match of a query (or a part of it) with one person: its cost and field, and whether it took a
/// typing error to be allowed for.
///
/// One number, so that the better of two is the lesser.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Match(u32);

const FIELD: u32 = 0x7f;
const LENIENT: u32 = 0x80;
const COST_SHIFT: u32 = 8;
const MAX_COST: u32 = 0x00ff_fffe;

impl Match {
    /// No match.
    pub const NONE: Self = Self(u32::MAX);

    pub fn new(cost: u32, field: Field, lenient: bool) -> Self {
        Self(cost.min(MAX_COST) << COST_SHIFT | if lenient { LENIENT } else { 0 } | field as u32)
    }

    pub const fn is_none(self) -> bool {
        self.0 == u32::MAX
    }

    pub const fn cost(self) -> u32 {
        self.0 >> COST_SHIFT
    }

    /// The field that was matched.
    pub fn field(self) -> Field {
        Field::from_number((self.0 & FIELD) as u8)
    }

    /// Whether it took a typing error to be allowed for.
    pub const fn is_lenient(self) -> bool {
        self.0 & LENIENT != 0
    }

    /// The match of a word (made with the first field) in another field: costs add up.
    pub const fn in_field(self, field: Self) -> Self {
        Self(self.0 + field.0)
    }

    /// Both must match: costs add up, the field is that of the weaker match.
    pub fn and(self, other: Self) -> Self {
        if self.is_none() || other.is_none() {
            return Self::NONE;
        }
        Self::new(self.cost() + other.cost(), self.max(other).field(), self.is_lenient() || other.is_lenient())
    }

    /// The match with a further cost.
    pub fn plus(self, cost: u32) -> Self {
        if self.is_none() { self } else { Self::new(self.cost() + cost, self.field(), self.is_lenient()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn costs_give_the_order_that_is_promised() {
        let name = field(Field::Name);
        let order = [
            name + beginning(0, true),
            name + beginning(1, true),
            name + beginning(40, true),
            name + beginning(40, false),
            field(Field::Tags) + beginning(0, true),
            field(Field::Tags) + beginning(3, true),
            name + errors(1, false),
            field(Field::Story) + beginning(0, true),
            field(Field::Story) + beginning(9, true),
            name + errors(2, false),
            name + beginning_with_errors(1, false, 1, true),
            field(Field::Story) + errors(1, false),
            field(Field::Story) + beginning_with_errors(2, true, 9, false),
        ];
        assert!(order.is_sorted_by(|a, b| a < b), "{order:?}");
    }

    #[test]
    fn the_weaker_match_names_the_field() {
        let name = Match::new(0, Field::Name, true);
        let story = Match::new(64, Field::Story, false);
        assert_eq!(name.and(story), Match::new(64, Field::Story, true));
        assert!(name.and(Match::NONE).is_none());
        assert!(Match::NONE.plus(3).is_none());
    }
}
