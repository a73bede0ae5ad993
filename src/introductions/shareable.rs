//! What of a note may be told to others.

use crate::domain::reply::greeting_name;
use crate::domain::text::{clean_line, fold};
use crate::domain::{Door, Edtf, Field, Mark, Person};

use super::naming::names;
use super::sentence::Source;

/// One of the two people of an introduction. Where a text is about one person, they are the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    First,
    Second,
}

impl Side {
    /// Both.
    pub const BOTH: [Self; 2] = [Self::First, Self::Second];

    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::First => Self::Second,
            Self::Second => Self::First,
        }
    }
}

/// A line that may be told. There is no way to make one but [`Shared::lines`], which asks the note's marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shareable<'a> {
    text: &'a str,
    source: Source,
}

impl<'a> Shareable<'a> {
    /// The line as the user wrote it.
    #[must_use]
    pub const fn text(&self) -> &'a str {
        self.text
    }

    /// Where it stands.
    #[must_use]
    pub const fn source(&self) -> &Source {
        &self.source
    }
}

/// How the user knows somebody, as far as it may be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct How {
    pub door: Door,
    /// The kind's word, `friend` or `colleague`; empty where none was chosen.
    pub kind: String,
}

/// A note, seen through its marks: it gives out nothing that may not be told.
#[derive(Clone, Copy, Debug)]
pub struct Shared<'a> {
    side: Side,
    person: &'a Person,
}

/// The texts of a note that lines of a text for others can come from.
static KEPT: [Field; 7] =
    [Field::Story, Field::Memory, Field::GoodAt, Field::LooksFor, Field::CanHelp, Field::MetWhere, Field::IntroducedBy];
/// What is shorter stands in any text.
const LEAST_KEPT: usize = 4;
/// Names in sentences are no longer than this.
const MAX_NAME: usize = 100;

impl<'a> Shared<'a> {
    /// What may be told of this person.
    #[must_use]
    pub const fn new(side: Side, person: &'a Person) -> Self {
        Self { side, person }
    }

    /// The name as it stands in a sentence; nothing if the user keeps even that to themselves.
    #[must_use]
    pub fn name(&self) -> Option<String> {
        let name = clean_line(&self.person.name, MAX_NAME);
        (self.may_be_told(&Field::Name) && !name.is_empty()).then_some(name)
    }

    /// The name among people who know each other.
    #[must_use]
    pub fn first_name(&self) -> Option<String> {
        self.name().map(|name| greeting_name(&name))
    }

    /// Whether a line names this person, whether they may be named or not.
    #[must_use]
    pub fn is_named_in(&self, line: &str) -> bool {
        names(line, &self.person.name)
    }

    /// The lines of a text that may be told, in their order.
    #[must_use]
    pub fn lines(&self, field: &Field) -> Vec<Shareable<'a>> {
        let marks = &self.person.marks;
        let lines = self.person.text(field).lines().enumerate().map(|(number, line)| (number, line.trim()));
        let told = lines.filter(|(_, line)| !line.is_empty() && marks.line(field, line) == Mark::Shareable);
        told.map(|(number, text)| Shareable { text, source: self.source(field, number) }).collect()
    }

    /// Whether there are lines, but none that may be told.
    #[must_use]
    pub fn keeps_back(&self, field: &Field) -> bool {
        !self.person.text(field).trim().is_empty() && self.lines(field).is_empty()
    }

    /// The ways in which the user knows this person: the closest first.
    #[must_use]
    pub fn hows(&self) -> Vec<How> {
        fn kinds<'k>(words: impl Iterator<Item = &'k str>) -> Vec<String> {
            words.map(str::to_owned).collect()
        }
        let ties = &self.person.ties;
        let close = ties.close.as_ref().map(|close| kinds(close.kinds.iter().map(|kind| kind.word())));
        let worked = ties.worked.as_ref().map(|worked| kinds(worked.kinds.iter().map(|kind| kind.word())));
        let met = ties.met.as_ref().map(|met| kinds(met.kinds.iter().map(|kind| kind.word())));
        let mut hows = Vec::new();
        for (door, kinds) in [(Door::Close, close), (Door::Worked, worked), (Door::Met, met)] {
            let field = door_field(door);
            let Some(mut kinds) = kinds.filter(|_| self.may_be_told(&field)) else { continue };
            // A kind can be marked like a line: who was a client need not be told that everybody knows it.
            kinds.retain(|kind| self.person.marks.line(&field, kind) == Mark::Shareable);
            if kinds.is_empty() {
                hows.push(How { door, kind: String::new() });
            }
            hows.extend(kinds.into_iter().map(|kind| How { door, kind }));
        }
        hows
    }

    /// A door that the user goes through with this person, but keeps to themselves.
    #[must_use]
    pub fn hidden_door(&self) -> Option<Field> {
        let doors = [Door::Close, Door::Worked, Door::Met].into_iter().filter(|door| self.person.ties.has(*door));
        doors.map(door_field).find(|field| !self.may_be_told(field))
    }

    /// Whether there is a name, but not one that may be told.
    #[must_use]
    pub fn hides_name(&self) -> bool {
        !self.person.name.trim().is_empty() && !self.may_be_told(&Field::Name)
    }

    /// Whether it is known when they met, but not to be told.
    #[must_use]
    pub fn hides_date(&self) -> bool {
        self.person.met_on.is_some() && !self.may_be_told(&Field::MetOn)
    }

    /// The lines of the note that may not be told and are in a text all the same, as in one that the user changed before
    /// they marked the line.
    #[must_use]
    pub fn kept_lines_in(&self, text: &str) -> Vec<&'a str> {
        let text = fold(text);
        let person = self.person;
        let lines = KEPT.iter().flat_map(|field| person.lines(field));
        let kept = lines.filter(|(line, mark)| *mark != Mark::Shareable && line.chars().count() >= LEAST_KEPT);
        // Texts close a line with a stop of their own.
        kept.map(|(line, _)| line)
            .filter(|line| text.contains(fold(line).trim_end_matches(|c: char| !c.is_alphanumeric())))
            .collect()
    }

    /// When they met.
    #[must_use]
    pub fn met_on(&self) -> Option<Edtf> {
        self.person.met_on.filter(|_| self.may_be_told(&Field::MetOn))
    }

    /// A source in this person's note.
    #[must_use]
    pub fn source(&self, field: &Field, line: usize) -> Source {
        Source::Note { side: self.side, field: field.clone(), line }
    }

    /// Whose note this is.
    #[must_use]
    pub const fn side(&self) -> Side {
        self.side
    }

    fn may_be_told(&self, field: &Field) -> bool {
        self.person.marks.field(field) == Mark::Shareable
    }
}

/// The field that a door's marks belong to.
#[must_use]
pub const fn door_field(door: Door) -> Field {
    match door {
        Door::Worked => Field::Worked,
        Door::Met => Field::Met,
        Door::Close => Field::Close,
    }
}
