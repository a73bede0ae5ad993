//! What was: earlier values of fields, people in the trash, and what an import found.
//!
//! Kept beside each shard under a key of its own, so that lists and searches never load it.

use serde_json::Value;

use super::Unreadable;
use super::ledger::Former;
use crate::domain::field::{Field, values};
use crate::domain::record::record;
use crate::domain::sorted::SortedMap;
use crate::domain::{Moment, Person, PersonId};
use crate::json;

/// The version of the stored form that this code writes.
const VERSION: u32 = 1;
/// How long deleted people and undoable imports are kept.
pub const KEPT_MS: i64 = 30 * 24 * 60 * 60 * 1000;
/// How many changes are remembered of one person.
pub const MAX_CHANGES: usize = 50;
/// How many characters of an earlier text are remembered; whatever was not taken is kept whole.
pub const MAX_OLD_TEXT: usize = 2_000;
/// How many bytes the changes of one person may take; the latest is always kept.
pub const MAX_HISTORY_BYTES: usize = 60_000;

record! {
    /// One field's change.
    pub struct Earlier {
        at: Moment = "at",
        /// The field's name, see [`Field`].
        field: String = "field",
        /// Its value before, in the stored form; `null` if it was blank. Of logs, only the entries that were
        /// taken out.
        was: Value = "was",
        /// The value was not taken because another view had changed the field meanwhile: this is the value that lost.
        not_taken: bool = "notTaken",
    }
}

record! {
    /// Somebody in the trash.
    pub struct Trashed {
        at: Moment = "at",
        person: Person = "person",
        /// The note that this one was merged into.
        into: Option<PersonId> = "into",
        /// What the ledger of introductions said of it before it was merged.
        introductions: Former = "introductions",
    }
}

record! {
    /// What an import found and left.
    pub struct Found {
        at: Moment = "at",
        /// The note before; absent if there was none. In boxes, because most imports make new people, and many.
        before: Option<Box<Person>> = "before",
        /// The print of the note as the import left it, see [`print`]: imports that were made before `stamp` was.
        left: u32 = "left",
        /// When the note that the import left was last changed: every change changes this, and a print of thirty thousand
        /// notes takes as long as writing them.
        stamp: Option<Moment> = "stamp",
        /// Their note in the trash, which made room for the one that came.
        trashed: Option<Box<Trashed>> = "trashed",
    }
}

impl Found {
    /// Whether nothing has changed a note since the import.
    #[must_use]
    pub fn is_as_left(&self, now: &Person) -> bool {
        self.stamp.map_or_else(|| self.left == print(now), |stamp| stamp == now.updated)
    }
}

record! {
    /// What was, for the people of one shard.
    pub struct Past {
        version: u32 = "v",
        /// Oldest first.
        history: SortedMap<PersonId, Vec<Earlier>> = "history",
        trash: SortedMap<PersonId, Trashed> = "trash",
        /// By the import's name.
        imports: SortedMap<String, SortedMap<PersonId, Found>> = "imports",
    }
}

impl Past {
    /// Reads the stored text.
    ///
    /// # Errors
    /// [`Unreadable`] if it isn't whole, or was written by a newer version.
    pub fn decode(text: &str) -> Result<Self, Unreadable> {
        match json::from_str::<Self>(text) {
            Ok(past) if past.version <= VERSION => Ok(past),
            Ok(past) => Err(Unreadable::Newer(past.version)),
            Err(error) => match super::schema::version_of(text) {
                Ok(newer) if newer > VERSION => Err(Unreadable::Newer(newer)),
                _ => Err(Unreadable::Broken(error.to_string())),
            },
        }
    }

    /// The text to store.
    #[must_use]
    pub fn encode(&self) -> String {
        if self.version == VERSION {
            return json::to_string(self);
        }
        json::to_string(&Self { version: VERSION, ..self.clone() })
    }

    /// The same in the form that this code writes.
    #[must_use]
    pub fn of_today(self) -> Self {
        Self { version: VERSION, ..self }
    }

    /// Remembers how a note was before it changed.
    pub fn remember(&mut self, id: &PersonId, at: Moment, before: &Person, after: &Person) {
        let changes = changes(before, after);
        self.add(
            id,
            changes.into_iter().map(|(field, was)| Earlier {
                at,
                field: field.word().to_owned(),
                was: shortened(was),
                ..Earlier::default()
            }),
        );
    }

    /// Remembers a value that was not taken.
    pub fn remember_not_taken(&mut self, id: &PersonId, at: Moment, field: &Field, value: Value) {
        let field = field.word().to_owned();
        self.add(id, [Earlier { at, field, was: value, not_taken: true, ..Earlier::default() }]);
    }

    fn add(&mut self, id: &PersonId, changes: impl IntoIterator<Item = Earlier>) {
        let history = self.history.get_or_default(id.clone());
        history.extend(changes);
        let mut room = MAX_HISTORY_BYTES;
        let fitting = history.iter().rev().take(MAX_CHANGES).take_while(|earlier| {
            let size = json::to_string(earlier).len();
            let fits = size <= room;
            room = room.saturating_sub(size);
            fits
        });
        let kept = fitting.count().max(1).min(history.len());
        history.drain(..history.len() - kept);
        if history.is_empty() {
            self.history.remove(id);
        }
    }

    /// Forgets what is older than [`KEPT_MS`].
    pub fn expire(&mut self, now: Moment) {
        let old = |at: Moment| now.since_ms(at) >= KEPT_MS;
        let gone: Vec<PersonId> =
            self.trash.iter().filter(|(_, trashed)| old(trashed.at)).map(|(id, _)| id.clone()).collect();
        for id in gone {
            self.trash.remove(&id);
            self.history.remove(&id);
        }
        for found in self.imports.values_mut() {
            found.retain(|_, found| !old(found.at));
        }
        self.imports.retain(|_, found| !found.is_empty());
    }

    /// When the first thing in here becomes too old.
    #[must_use]
    pub fn expires(&self) -> Option<Moment> {
        let trashed = self.trash.values().map(|trashed| trashed.at);
        let imported = self.imports.values().flat_map(SortedMap::values).map(|found| found.at);
        trashed.chain(imported).min().map(|first| Moment(first.0.saturating_add(KEPT_MS)))
    }
}

/// The fields in which two states of a note differ, with their values in the first. Of logs, the entries
/// that are gone; entries that came are no change of what was.
fn changes(before: &Person, after: &Person) -> Vec<(Field, Value)> {
    let (mut old, mut new) = (values(before), values(after));
    // Marks name lines by numbers: nobody could read them.
    old.remove(&Field::Marks);
    new.remove(&Field::Marks);
    let mut changes = Vec::new();
    for (field, value) in &new {
        let was = old.remove(field).unwrap_or_default();
        if was != *value {
            changes.push((field.clone(), was));
        }
    }
    changes.extend(old);
    for (field, was) in &mut changes {
        if let (Field::Contacts | Field::Decisions, Value::Array(entries)) = (&*field, &mut *was) {
            let now = new.get(field).and_then(Value::as_array);
            entries.retain(|entry| !now.is_some_and(|now| now.contains(entry)));
        }
    }
    let is_log = |field: &Field| matches!(field, Field::Contacts | Field::Decisions);
    changes.retain(|(field, was)| !is_log(field) || was.as_array().is_some_and(|gone| !gone.is_empty()));
    changes
}

/// The value with its texts cut to [`MAX_OLD_TEXT`].
fn shortened(value: Value) -> Value {
    match value {
        Value::String(text) => match text.char_indices().nth(MAX_OLD_TEXT) {
            Some((end, _)) => Value::String(format!("{}…", &text[..end])),
            None => Value::String(text),
        },
        Value::Array(values) => values.into_iter().map(shortened).collect(),
        Value::Object(fields) => fields.into_iter().map(|(name, value)| (name, shortened(value))).collect(),
        other => other,
    }
}

/// A short print of a note: two that differ have different ones, but for one in four thousand million.
#[must_use]
pub fn print(person: &Person) -> u32 {
    crate::domain::text::fnv1a(&json::to_string(person))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Decision, Met};
    use proptest::prelude::*;

    fn id() -> PersonId {
        PersonId::new(3, 1)
    }

    fn story(story: &str) -> Person {
        Person { story: story.into(), ..Person::default() }
    }

    fn history(past: &Past) -> Vec<(&str, String)> {
        past.history[&id()].iter().map(|earlier| (earlier.field.as_str(), earlier.was.to_string())).collect()
    }

    #[test]
    fn each_changed_field_is_remembered_with_its_old_value() {
        let before = Person { name: "Mia".into(), met_where: "Porto".into(), ..story("bees") };
        let mut after = Person { name: "Mia Sample".into(), met_where: String::new(), ..before.clone() };
        after.ties.met = Some(Met::default());
        after.decisions.push(Decision::default());
        let mut past = Past::default();
        past.remember(&id(), Moment(7), &before, &after);
        let expected = [("name", "\"Mia\""), ("met", "null"), ("metWhere", "\"Porto\"")];
        assert_eq!(history(&past), expected.map(|(field, was)| (field, was.to_owned())));
        assert_eq!(past.history[&id()][0].at, Moment(7));

        past.remember(&id(), Moment(8), &after, &Person { decisions: vec![], ..after.clone() });
        assert_eq!(history(&past).last().unwrap(), &("decisions", "[{}]".to_owned()));
    }

    #[test]
    fn old_texts_are_shortened_but_what_lost_is_kept_whole() {
        let long = "é".repeat(MAX_OLD_TEXT + 1);
        let mut past = Past::default();
        past.remember(&id(), Moment(1), &story(&long), &story(""));
        past.remember_not_taken(&id(), Moment(2), &Field::Story, Value::String(long.clone()));
        let texts: Vec<&str> = past.history[&id()].iter().map(|earlier| earlier.was.as_str().unwrap()).collect();
        assert_eq!(texts[0].chars().count(), MAX_OLD_TEXT + 1);
        assert!(texts[0].ends_with('…'));
        assert_eq!(texts[1], long);
    }

    #[test]
    fn after_thirty_days_the_trash_is_empty() {
        let mut past = Past::default();
        past.remember(&id(), Moment(1), &story("a"), &story("b"));
        past.trash.insert(id(), Trashed { at: Moment(1000), ..Trashed::default() });
        past.imports.get_or_default("i".into()).insert(id(), Found { at: Moment(5000), ..Found::default() });
        assert_eq!(past.expires(), Some(Moment(1000 + KEPT_MS)));
        past.expire(Moment(999 + KEPT_MS));
        assert_eq!((past.trash.len(), past.history.len()), (1, 1));
        past.expire(Moment(1000 + KEPT_MS));
        assert_eq!((past.trash.len(), past.history.len(), past.imports.len()), (0, 0, 1));
        past.expire(Moment(5000 + KEPT_MS));
        assert_eq!(past.expires(), None);
    }

    #[test]
    fn what_a_newer_version_wrote_is_kept_or_left() {
        let text = r#"{"v":1,"trash":{"030000000000000001":{"at":1,"why":"tired"}},"moon":"full"}"#;
        assert_eq!(Past::decode(text).unwrap().encode(), text);
        assert_eq!(Past::decode(r#"{"v":2}"#), Err(Unreadable::Newer(2)));
        assert_eq!(Past::decode(r#"{"v":2,"trash":[]}"#), Err(Unreadable::Newer(2)));
        assert!(matches!(Past::decode(r#"{"v":1,"trash":[]}"#), Err(Unreadable::Broken(_))));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]
        #[test]
        fn the_history_of_one_person_is_bounded(
            sizes in proptest::collection::vec((0..MAX_OLD_TEXT * 2, any::<bool>()), 1..80)
        ) {
            let mut past = Past::default();
            for (n, (size, lost)) in sizes.iter().enumerate() {
                let (at, text) = (Moment(n as i64), format!("{n}{}", "x".repeat(*size)));
                if *lost {
                    past.remember_not_taken(&id(), at, &Field::Story, Value::String(text));
                } else {
                    past.remember(&id(), at, &story(&text), &story("now"));
                }
                let history = &past.history[&id()];
                prop_assert_eq!(history.last().unwrap().at, at);
                prop_assert!(history.len() <= MAX_CHANGES);
                prop_assert!(serde_json::to_string(history).unwrap().len() <= MAX_HISTORY_BYTES + 200);
            }
        }
    }
}
