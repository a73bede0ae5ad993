//! The fields of a note by name, for what speaks of fields in general: history, conflicts, marks.

use serde_json::Value;

use super::Person;
use super::record::words;
use crate::domain::sorted::SortedMap;
use crate::json;

words! {
    /// A field of a note. The word is the field's name in the stored form, but for the ties, which stand
    /// for themselves, and the memory of the second door, which can be marked by itself.
    pub enum Field {
        Name = "name",
        Headline = "headline",
        Address = "address",
        Aliases = "aliases",
        Worked = "worked",
        Met = "met",
        Memory = "memory",
        Close = "close",
        MetOn = "metOn",
        MetWhere = "metWhere",
        IntroducedBy = "introducedBy",
        Story = "story",
        GoodAt = "goodAt",
        LooksFor = "looksFor",
        CanHelp = "canHelp",
        Tags = "tags",
        Message = "message",
        Contacts = "contacts",
        Decisions = "decisions",
        InTouch = "inTouch",
        Marks = "marks",
    }
}

/// The value of each field that isn't blank, as it is stored. Fields that only a newer version knows are
/// among them; the times of making and changing are not.
#[must_use]
pub fn values(person: &Person) -> SortedMap<Field, Value> {
    // By way of the text: what writes and reads that is there anyway, and programs stay small.
    let text = json::to_string(person);
    let mut fields: SortedMap<String, Value> = json::from_str(&text).unwrap_or_default();
    for time in ["created", "updated"] {
        fields.remove(time);
    }
    if let Some(Value::Object(ties)) = fields.remove("ties") {
        fields.extend(ties);
    }
    fields.into_iter().map(|(name, value)| (Field::from_word(&name), value)).collect()
}

/// The reverse of [`values`] for one field: a note that says nothing else. Nothing if the value isn't one for
/// that field.
#[must_use]
pub fn saying(field: &Field, value: &Value) -> Option<Person> {
    // By way of the text, too.
    let inner = format!("{{{}:{value}}}", Value::from(field.word()));
    let note = match field {
        Field::Worked | Field::Met | Field::Close => format!("{{\"ties\":{inner}}}"),
        _ => inner,
    };
    if value.is_null() { Some(Person::default()) } else { json::from_str(&note).ok() }
}

impl Person {
    /// A field's text, for the fields that are texts; empty for the others.
    #[must_use]
    pub fn text(&self, field: &Field) -> &str {
        match field {
            Field::Name => &self.name,
            Field::Headline => &self.headline,
            Field::Memory => self.ties.met.as_ref().map_or("", |met| &met.memory),
            Field::MetWhere => &self.met_where,
            Field::IntroducedBy => &self.introduced_by,
            Field::Story => &self.story,
            Field::GoodAt => &self.good_at,
            Field::LooksFor => &self.looks_for,
            Field::CanHelp => &self.can_help,
            Field::Message => &self.message,
            _ => "",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Met, Moment};

    #[test]
    fn a_value_makes_a_note_that_says_it() {
        let json = r#"{"name":"Mia \"B\"","metOn":"2019","tags":["t"],"ties":{"met":{"memory":"bees"},"close":{}}}"#;
        let mia: Person = serde_json::from_str(json).unwrap();
        for (field, value) in values(&mia) {
            let alone = saying(&field, &value).unwrap();
            assert_eq!(values(&alone).into_iter().collect::<Vec<_>>(), [(field, value)]);
        }
        assert_eq!(saying(&Field::Story, &Value::Null), Some(Person::default()));
        assert_eq!(saying(&Field::MetOn, &Value::from("soon")), None);
    }

    #[test]
    fn ties_are_fields_of_their_own_and_times_are_none() {
        let mut person = Person { name: "Mia".into(), updated: Moment(5), ..Person::default() };
        person.ties.met = Some(Met { memory: "bees".into(), ..Met::default() });
        person.unknown.insert("mood".into(), "good".into());
        let fields: Vec<(String, String)> =
            values(&person).into_iter().map(|(field, value)| (field.word().to_owned(), value.to_string())).collect();
        let expected = [("name", r#""Mia""#), ("met", r#"{"memory":"bees"}"#), ("mood", r#""good""#)];
        assert_eq!(fields, expected.map(|(field, value)| (field.to_owned(), value.to_owned())));
    }
}
