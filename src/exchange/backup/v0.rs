//! Form 0, which no release ever wrote: it stands for "the form before", so that the way through older forms is
//! tested from the first day. People were a list, each with an `id`, and the time was in milliseconds.

use serde_json::{Map, Value};

/// `{"v":0,"made":5,"people":[{"id":"bb…","name":"Mia"}]}` becomes `{"v":1,"people":{"bb…":{"name":"Mia"}}}`.
pub fn to_v1(mut backup: Value) -> Result<Value, String> {
    let fields = backup.as_object_mut().ok_or("not an object")?;
    let Some(Value::Array(list)) = fields.remove("people") else { return Err("no list of people".to_owned()) };
    let mut people = Map::new();
    for (mut person, number) in list.into_iter().zip(1..) {
        let note = person.as_object_mut().ok_or_else(|| format!("person {number} is not an object"))?;
        let Some(Value::String(id)) = note.remove("id") else { return Err(format!("person {number} has no id")) };
        if people.insert(id.clone(), person).is_some() {
            return Err(format!("the note {id} is there twice"));
        }
    }
    // A number is what form 1 still takes for a time, as text.
    if let Some(made) = fields.get_mut("made")
        && let Some(ms) = made.as_i64()
    {
        *made = Value::String(ms.to_string());
    }
    fields.insert("v".to_owned(), 1.into());
    fields.insert("people".to_owned(), Value::Object(people));
    Ok(backup)
}
