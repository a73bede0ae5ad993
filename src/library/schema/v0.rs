//! Version 0: people in a list, each with their id, and no list of addresses.
//!
//! No version of the extension was released with it. It is the form before the first, made so that the way
//! from an older form, with its backups and its crashes, is walked by tests from the first day and not when
//! it is needed.

use serde_json::{Map, Value};

/// `{"v":0,"people":[{"id":"bb…","name":"Mia","address":"mia"}]}` becomes
/// `{"v":1,"people":{"bb…":{"name":"Mia","address":"mia"}},"addresses":{"mia":"bb…"}}`.
pub fn to_v1(mut shard: Value) -> Result<Value, String> {
    let fields = shard.as_object_mut().ok_or("not an object")?;
    let Some(Value::Array(list)) = fields.remove("people") else { return Err("no list of people".to_owned()) };
    let (mut people, mut addresses) = (Map::new(), Map::new());
    for mut person in list {
        let note = person.as_object_mut().ok_or("somebody who is not an object")?;
        let Some(Value::String(id)) = note.remove("id") else { return Err("somebody without an id".to_owned()) };
        let present = note.get("address").into_iter();
        let former = note.get("aliases").and_then(Value::as_array).into_iter().flatten();
        for address in present.chain(former).filter_map(Value::as_str) {
            addresses.insert(address.to_owned(), Value::String(id.clone()));
        }
        if people.insert(id.clone(), person).is_some() {
            return Err(format!("{id} is there twice"));
        }
    }
    fields.insert("v".to_owned(), 1.into());
    fields.insert("people".to_owned(), Value::Object(people));
    fields.insert("addresses".to_owned(), Value::Object(addresses));
    Ok(shard)
}
