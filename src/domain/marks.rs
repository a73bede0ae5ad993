//! Which lines of a note may be told to others.
//!
//! A mark belongs to a line of a text, or to a whole field. Where nothing is marked, the field decides:
//! what one would say when introducing somebody (name, headline, doors, when and where we met, what they
//! are good at) is shareable; everything else was written for oneself and is private until its user says
//! otherwise. That includes what somebody looks for: that a friend looks for another job is not ours to
//! tell. A text that nobody marked can therefore never reach anybody else by mistake.

use super::record::{record, words};
use super::{Field, Person};
use crate::domain::sorted::SortedMap;

words! {
    /// Who may see a line.
    pub enum Mark {
        /// May stand in what is written for others.
        Shareable = "shareable",
        /// For the user alone: in no text for others; exports can leave it out.
        Private = "private",
        /// As private, and not shown without being asked for.
        Sensitive = "sensitive",
    }
}

/// A line's name among the marks: the FNV-1a hash of its text, so that a line that is gone leaves no text behind.
type LineKey = String;

record! {
    /// The marks of one note, as far as they differ from what the fields say by themselves.
    pub struct Marks {
        fields: SortedMap<Field, Mark> = "fields",
        lines: SortedMap<Field, SortedMap<LineKey, Mark>> = "lines",
    }
}

impl Field {
    /// How a field is marked as long as the user says nothing.
    #[must_use]
    pub fn usual_mark(&self) -> Mark {
        match self {
            Self::Name
            | Self::Headline
            | Self::Address
            | Self::Worked
            | Self::Met
            | Self::Close
            | Self::MetOn
            | Self::MetWhere
            | Self::GoodAt => Mark::Shareable,
            _ => Mark::Private,
        }
    }
}

impl Marks {
    /// The mark of a whole field, which its lines have unless they are marked themselves.
    #[must_use]
    pub fn field(&self, field: &Field) -> Mark {
        self.fields.get(field).cloned().unwrap_or_else(|| field.usual_mark())
    }

    /// The mark of one line.
    #[must_use]
    pub fn line(&self, field: &Field, line: &str) -> Mark {
        let own = self.lines.get(field).and_then(|lines| lines.get(&key(line)));
        own.cloned().unwrap_or_else(|| self.field(field))
    }

    /// Marks a line, or the whole field without one; no mark takes the line's or the field's mark away.
    pub fn set(&mut self, field: &Field, line: Option<&str>, mark: Option<Mark>) {
        match (line, mark) {
            (None, Some(mark)) if mark != field.usual_mark() => drop(self.fields.insert(field.clone(), mark)),
            (None, _) => drop(self.fields.remove(field)),
            (Some(line), Some(mark)) => {
                self.lines.get_or_default(field.clone()).insert(key(line), mark);
            }
            (Some(line), None) => {
                if let Some(lines) = self.lines.get_mut(field) {
                    lines.remove(&key(line));
                }
                self.lines.retain(|_, lines| !lines.is_empty());
            }
        }
    }

    /// Carries the marks over when a text changes: lines that stay keep theirs; a single line that was
    /// rewritten keeps its own too; otherwise new lines are held as close as the closest line that went.
    pub fn follow(&mut self, field: &Field, old: &str, new: &str) {
        let Some(marks) = self.lines.remove(field) else { return };
        let gone: Vec<&str> = lines(old).filter(|line| !lines(new).any(|other| other == *line)).collect();
        let come: Vec<&str> = lines(new).filter(|line| !lines(old).any(|other| other == *line)).collect();
        let usual = self.field(field);
        let mark = |line: &&str| marks.get(&key(line)).cloned().unwrap_or_else(|| usual.clone());
        let inherited = match (gone.as_slice(), come.as_slice()) {
            ([gone], [_]) => Some(mark(gone)),
            _ => gone.iter().map(mark).max().filter(|closest| *closest > usual),
        };
        let mut followed: SortedMap<LineKey, Mark> =
            lines(new).filter_map(|line| Some((key(line), marks.get(&key(line))?.clone()))).collect();
        if let Some(inherited) = inherited.filter(|inherited| *inherited != usual) {
            followed.extend(come.into_iter().map(|line| (key(line), inherited.clone())));
        }
        if !followed.is_empty() {
            self.lines.insert(field.clone(), followed);
        }
    }
}

impl Person {
    /// The lines of a text field that aren't blank, each with its mark.
    pub fn lines<'a>(&'a self, field: &'a Field) -> impl Iterator<Item = (&'a str, Mark)> {
        lines(self.text(field)).map(|line| (line, self.marks.line(field, line)))
    }

    /// A text field without its sensitive lines: those are shown only where they are asked for.
    #[must_use]
    pub fn unhidden(&self, field: &Field) -> String {
        if self.lines(field).all(|(_, mark)| mark != Mark::Sensitive) {
            return self.text(field).to_owned();
        }
        let shown = |(line, mark)| if mark == Mark::Sensitive { "…" } else { line };
        self.lines(field).map(shown).collect::<Vec<&str>>().join("\n")
    }

    /// What of a text field may be told to others.
    #[must_use]
    pub fn shareable(&self, field: &Field) -> String {
        let lines: Vec<&str> =
            self.lines(field).filter(|(_, mark)| *mark == Mark::Shareable).map(|(line, _)| line).collect();
        lines.join("\n")
    }
}

/// The lines of a text that aren't blank, without the white space around them.
pub(super) fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

fn key(line: &str) -> LineKey {
    format!("{:08x}", super::text::fnv1a(line.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn story(text: &str) -> Person {
        Person { story: text.into(), ..Person::default() }
    }

    #[test]
    fn nothing_that_was_written_for_oneself_is_shareable_by_itself() {
        let person = Person { story: "We talked of his divorce.".into(), good_at: "Bees".into(), ..Person::default() };
        assert_eq!(person.shareable(&Field::Story), "");
        assert_eq!(person.shareable(&Field::GoodAt), "Bees");
        for field in [Field::Memory, Field::LooksFor, Field::CanHelp, Field::Message, Field::Other("new".into())] {
            assert_eq!(field.usual_mark(), Mark::Private, "{field:?}");
        }
    }

    #[test]
    fn one_line_can_be_shared_and_another_kept() {
        let mut person = story("Met in a queue.\n\nHe was ill then.\nHe told me of bees.");
        person.marks.set(&Field::Story, None, Some(Mark::Shareable));
        person.marks.set(&Field::Story, Some("He was ill then."), Some(Mark::Sensitive));
        assert_eq!(person.shareable(&Field::Story), "Met in a queue.\nHe told me of bees.");
        person.marks.set(&Field::Story, Some("He was ill then."), None);
        person.marks.set(&Field::Story, None, Some(Mark::Private));
        assert_eq!(person.marks, Marks::default(), "what is usual is not stored");
    }

    #[test]
    fn sensitive_lines_are_hidden_until_they_are_asked_for() {
        let mut person = story("Met in a queue.\n\nHe was ill then.\nHe told me of bees.");
        assert_eq!(person.unhidden(&Field::Story), person.story);
        person.marks.set(&Field::Story, Some("He was ill then."), Some(Mark::Sensitive));
        assert_eq!(person.unhidden(&Field::Story), "Met in a queue.\n…\nHe told me of bees.");
    }

    #[test]
    fn a_rewritten_line_keeps_its_mark() {
        let (old, new) = ("Met in a qeue.\nHe was ill.", "Met in a queue.\nHe was ill.");
        let mut person = story(new);
        person.marks.set(&Field::Story, Some("Met in a qeue."), Some(Mark::Shareable));
        person.marks.follow(&Field::Story, old, new);
        assert_eq!(person.shareable(&Field::Story), "Met in a queue.");
    }

    #[test]
    fn when_lines_change_places_the_closest_mark_wins() {
        let (old, new) = ("a\nsecret", "a\nhidden\nwords");
        let mut person = story(new);
        person.marks.set(&Field::Story, None, Some(Mark::Shareable));
        person.marks.set(&Field::Story, Some("secret"), Some(Mark::Sensitive));
        person.marks.follow(&Field::Story, old, new);
        assert_eq!(person.shareable(&Field::Story), "a");
    }

    proptest! {
        #[test]
        fn a_changed_text_never_says_more_than_its_user_allowed(
            old in proptest::collection::vec("[a-d]{1,2}", 0..6),
            new in proptest::collection::vec("[a-f]{1,2}", 0..6),
            kept in 0..6_usize,
        ) {
            let mut person = story(&new.join("\n"));
            person.marks.set(&Field::Story, None, Some(Mark::Shareable));
            if let Some(line) = old.get(kept) {
                person.marks.set(&Field::Story, Some(line), Some(Mark::Sensitive));
                person.marks.follow(&Field::Story, &old.join("\n"), &new.join("\n"));
                let shared = person.shareable(&Field::Story);
                prop_assert!(!shared.lines().any(|shared| shared == line));
                if !new.contains(line) {
                    prop_assert!(shared.lines().all(|shared| old.iter().any(|old| old == shared)));
                }
            }
        }
    }
}
