//! One source for both manifests: what they have in common, what only one browser wants, and why each right is asked
//! for.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::{Map, Value};

use crate::{Browser, Error};

/// `extension/manifest.json`.
#[derive(Debug, Clone)]
pub struct Source {
    common: Map<String, Value>,
    chrome: Map<String, Value>,
    firefox: Map<String, Value>,
    why: BTreeMap<String, String>,
}

impl Source {
    /// Reads the source.
    ///
    /// # Errors
    /// If it can't be read, is no JSON, or has another shape.
    pub fn read(path: &Path) -> Result<Self, Error> {
        let text = fs::read_to_string(path).map_err(Error::io(path))?;
        let value = serde_json::from_str(&text).map_err(|source| Error::Json { path: path.to_owned(), source })?;
        Self::parse(value)
    }

    fn parse(value: Value) -> Result<Self, Error> {
        let Value::Object(mut parts) = value else { return Err(bad("it is no object")) };
        let source = Self {
            common: take_object(&mut parts, "common")?,
            chrome: take_object(&mut parts, "chrome")?,
            firefox: take_object(&mut parts, "firefox")?,
            why: take_object(&mut parts, "why")?
                .into_iter()
                .map(|(key, why)| match why {
                    Value::String(why) => Ok((key, why)),
                    _ => Err(bad(format!("why.{key} is no text"))),
                })
                .collect::<Result<_, _>>()?,
        };
        match parts.keys().next() {
            Some(key) => Err(bad(format!("the part \"{key}\" is not known"))),
            None => Ok(source),
        }
    }

    /// The part that only `browser` gets.
    pub fn part(&self, browser: Browser) -> &Map<String, Value> {
        match browser {
            Browser::Chrome => &self.chrome,
            Browser::Firefox => &self.firefox,
        }
    }

    /// What both get.
    pub fn common(&self) -> &Map<String, Value> {
        &self.common
    }

    /// Why each right is asked for, by its place in the manifest, such as `permissions.storage`.
    pub fn why(&self) -> &BTreeMap<String, String> {
        &self.why
    }

    /// The manifest for `browser`.
    ///
    /// # Errors
    /// If the browser's part says again, or otherwise, what the common part already says.
    pub fn for_browser(&self, browser: Browser, version: &str) -> Result<Value, Error> {
        let mut manifest = self.common.clone();
        merge(&mut manifest, self.part(browser), "")?;
        let version = Map::from_iter([("version".to_owned(), Value::from(version))]);
        merge(&mut manifest, &version, "")?;
        Ok(Value::Object(manifest))
    }
}

/// Adds `part` to `into`, object by object. Saying a thing twice is an error: which one counts would not be plain.
fn merge(into: &mut Map<String, Value>, part: &Map<String, Value>, place: &str) -> Result<(), Error> {
    for (key, value) in part {
        match (into.get_mut(key), value) {
            (None, _) => {
                into.insert(key.clone(), value.clone());
            }
            (Some(Value::Object(inner)), Value::Object(more)) => merge(inner, more, &format!("{place}{key}."))?,
            (Some(_), _) => return Err(bad(format!("{place}{key} is said twice"))),
        }
    }
    Ok(())
}

fn take_object(parts: &mut Map<String, Value>, key: &str) -> Result<Map<String, Value>, Error> {
    match parts.remove(key) {
        Some(Value::Object(object)) => Ok(object),
        _ => Err(bad(format!("it has no object \"{key}\""))),
    }
}

fn bad(reason: impl Into<String>) -> Error {
    Error::Manifest(reason.into())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn source(chrome: Value) -> Source {
        let common = json!({ "name": "x", "background": { "type": "module" } });
        Source::parse(json!({ "common": common, "chrome": chrome, "firefox": {}, "why": {} })).unwrap()
    }

    #[test]
    fn parts_are_merged_object_by_object() {
        let manifest = source(json!({ "background": { "service_worker": "b.js" } }));
        assert_eq!(
            manifest.for_browser(Browser::Chrome, "1.2.3").unwrap(),
            json!({ "name": "x", "background": { "type": "module", "service_worker": "b.js" }, "version": "1.2.3" })
        );
    }

    #[test]
    fn a_part_cannot_say_again_what_is_common() {
        for part in [json!({ "name": "y" }), json!({ "background": { "type": "classic" } }), json!({ "version": "9" })]
        {
            let error = source(part).for_browser(Browser::Chrome, "1.2.3").unwrap_err();
            assert!(error.to_string().contains("said twice"), "{error}");
        }
    }

    #[test]
    fn unknown_parts_are_refused() {
        let value = json!({ "common": {}, "chrome": {}, "firefox": {}, "why": {}, "safari": {} });
        assert!(Source::parse(value).is_err());
    }
}
