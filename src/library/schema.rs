//! Versions of a shard's stored form, and the way from each to the next.
//!
//! A step is a pure function over JSON and knows nothing of today's types: what it reads and writes never
//! changes again. What it doesn't know it leaves as it is. Adding a field needs no new version, since
//! records keep fields that they don't know; a version is for a change that older code would misread.

mod v0;

use serde::Deserialize;
use serde_json::Value;

use super::Unreadable;
use crate::json;

/// The version of the stored form that this code writes.
pub const VERSION: u32 = 1;

type Step = fn(Value) -> Result<Value, String>;

/// One step from each older version to the next.
const STEPS: [Step; VERSION as usize] = [v0::to_v1];

/// The version of a stored shard.
///
/// # Errors
/// [`Unreadable::Broken`] if the text isn't whole JSON or has no version.
pub fn version_of(text: &str) -> Result<u32, Unreadable> {
    #[derive(Deserialize)]
    struct Versioned {
        v: Option<u32>,
    }
    let versioned: Versioned = json::from_str(text).map_err(|error| Unreadable::Broken(error.to_string()))?;
    versioned.v.ok_or_else(|| Unreadable::Broken("no version".to_owned()))
}

/// The text in today's form; `None` if it is in that form already.
///
/// # Errors
/// [`Unreadable`] if it isn't whole, was written by a newer version, or isn't what its version says.
pub fn upgraded(text: &str) -> Result<Option<String>, Unreadable> {
    let version = version_of(text)?;
    if version > VERSION {
        return Err(Unreadable::Newer(version));
    }
    if version == VERSION {
        return Ok(None);
    }
    let broken = |why: String| Unreadable::Broken(format!("form {version}: {why}"));
    let mut value: Value = json::from_str(text).map_err(|error| broken(error.to_string()))?;
    for step in STEPS.iter().skip(version as usize) {
        value = step(value).map_err(broken)?;
    }
    Ok(Some(json::to_string(&value)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_new_enough_stays_as_it_is() {
        assert_eq!(upgraded(r#"{"people":{},"v":1}"#), Ok(None));
        assert_eq!(upgraded(r#"{"v":7,"people":"whatever that is then"}"#), Err(Unreadable::Newer(7)));
    }

    #[test]
    fn broken_texts_say_where() {
        for text in ["", "{", "[]", "{}", r#"{"v":-1}"#, r#"{"v":"1"}"#, r#"{"v":0}"#, r#"{"v":0,"people":[{}]}"#] {
            assert!(matches!(upgraded(text), Err(Unreadable::Broken(_))), "{text}");
        }
    }
}
