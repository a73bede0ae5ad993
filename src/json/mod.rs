//! JSON texts, read and written by little code.
//!
//! `serde_json` makes about two kilobytes of WebAssembly for every type that is read, because its checks and its
//! messages are compiled anew for each. Here all work is done by functions that know no types, and what serde calls
//! for each type does little more than call them. Nothing else differs: the same texts are read as the same values and
//! written as the same texts (`tests` below compare the two). Values of unknown form are `serde_json::Value`, as everywhere.
//!
//! Objects must be objects here: `serde_json` reads a struct from an array, too.

mod read;
mod write;

use serde::{Deserialize, Serialize};

/// Why a text can't be read.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
#[error("{0}")]
pub struct Error(Box<str>);

impl Error {
    #[cold]
    fn new(why: impl Into<Box<str>>) -> Self {
        Self(why.into())
    }
}

/// Reads a text that is one value.
///
/// # Errors
/// [`Error`] with the reason, and how far it was read.
pub fn from_str<'t, T: Deserialize<'t>>(text: &'t str) -> Result<T, Error> {
    let mut reader = read::Reader::new(text);
    let value = T::deserialize(&mut reader);
    let end = reader.end();
    match value {
        Ok(value) => end.map(|()| value),
        Err(error) => Err(reader.placed(&error)),
    }
}

/// Reads the value with which a text begins, and hands out what stands behind it.
///
/// # Errors
/// [`Error`] with the reason, and how far it was read.
pub fn first<'t, T: Deserialize<'t>>(text: &'t str) -> Result<(T, &'t str), Error> {
    let mut reader = read::Reader::new(text);
    match T::deserialize(&mut reader) {
        Ok(value) => Ok((value, reader.rest())),
        Err(error) => Err(reader.placed(&error)),
    }
}

/// Writes a value. Only keys that are no texts or numbers can't be written; none of our types has any.
#[must_use]
pub fn to_string<T: Serialize + ?Sized>(value: &T) -> String {
    let mut writer = write::Writer::default();
    match value.serialize(&mut writer) {
        Ok(()) => writer.text,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use proptest::prelude::*;
    use serde_json::Value;

    fn number() -> impl Strategy<Value = Value> {
        prop_oneof![
            any::<i64>().prop_map(Value::from),
            any::<u64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            (-1e9..1e9).prop_map(Value::from)
        ]
    }

    fn value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            number(),
            ".*".prop_map(Value::from),
            proptest::collection::vec(any::<char>(), 0..6).prop_map(|text| text.into_iter().collect::<String>().into())
        ];
        leaf.prop_recursive(5, 40, 6, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                proptest::collection::btree_map(".{0,4}", inner, 0..6)
                    .prop_map(|map| Value::Object(map.into_iter().collect()))
            ]
        })
    }

    /// Every shape that our types have.
    #[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
    #[serde(rename_all = "camelCase", default)]
    struct Shapes {
        small: u8,
        big_one: u64,
        negative: i64,
        real: f64,
        yes: bool,
        text: String,
        maybe: Option<String>,
        deeply: Option<Option<u32>>,
        list: Vec<Shape>,
        three: [bool; 3],
        pair: (u8, String),
        by_number: BTreeMap<u8, i32>,
        by_text: BTreeMap<String, Shape>,
        any: Value,
        nothing: (),
    }

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    #[serde(rename_all = "camelCase")]
    enum Shape {
        Unit,
        One(i32),
        Wrapped(Inner),
        Two(u8, String),
        Named {
            first: u8,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            second: Option<Box<Shape>>,
        },
    }

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    #[serde(transparent)]
    struct Inner(String);

    fn shape() -> impl Strategy<Value = Shape> {
        let leaf = prop_oneof![
            Just(Shape::Unit),
            any::<i32>().prop_map(Shape::One),
            ".*".prop_map(|text| Shape::Wrapped(Inner(text))),
            (any::<u8>(), ".*").prop_map(|(n, text)| Shape::Two(n, text)),
        ];
        leaf.prop_recursive(3, 6, 1, |inner| {
            (any::<u8>(), proptest::option::of(inner))
                .prop_map(|(first, second)| Shape::Named { first, second: second.map(Box::new) })
        })
    }

    fn shapes() -> impl Strategy<Value = Shapes> {
        let numbers = (any::<u8>(), any::<u64>(), any::<i64>(), -1e300..1e300, any::<bool>());
        let texts = (".*", proptest::option::of(".*"), proptest::option::of(any::<u32>()), any::<[bool; 3]>());
        let many = (
            proptest::collection::vec(shape(), 0..4),
            proptest::collection::btree_map(any::<u8>(), any::<i32>(), 0..4),
            proptest::collection::btree_map(".{0,3}", shape(), 0..4),
            value(),
        );
        (numbers, texts, many).prop_map(|(numbers, texts, many)| Shapes {
            small: numbers.0,
            big_one: numbers.1,
            negative: numbers.2,
            real: numbers.3,
            yes: numbers.4,
            pair: (numbers.0, texts.0.clone()),
            text: texts.0,
            maybe: texts.1,
            deeply: texts.2.map(Some),
            three: texts.3,
            list: many.0,
            by_number: many.1,
            by_text: many.2,
            any: many.3,
            nothing: (),
        })
    }

    /// Whatever one of the two says of a text, the other must say too.
    fn compare<T: serde::de::DeserializeOwned + PartialEq + std::fmt::Debug>(text: &str) {
        let (ours, theirs) = (from_str::<T>(text), serde_json::from_str::<T>(text));
        match (ours, theirs) {
            (Ok(ours), Ok(theirs)) => assert_eq!(ours, theirs, "{text}"),
            (Err(_), Err(_)) => {}
            (ours, theirs) => panic!("{text}: {ours:?}, but {theirs:?}"),
        }
    }

    proptest! {
        #[test]
        fn values_are_written_and_read_alike(value in value()) {
            let text = serde_json::to_string(&value).unwrap();
            prop_assert_eq!(&to_string(&value), &text);
            prop_assert_eq!(from_str::<Value>(&text).unwrap(), serde_json::from_str::<Value>(&text).unwrap());
            compare::<Value>(&serde_json::to_string_pretty(&value).unwrap());
        }

        #[test]
        fn shapes_are_written_and_read_alike(shapes in shapes(), at: prop::sample::Index, with in "[\\[\\]{}:,\"\\\\ue019.tn-]{0,2}") {
            let text = serde_json::to_string(&shapes).unwrap();
            prop_assert_eq!(&to_string(&shapes), &text);
            let read: Shapes = from_str(&text).unwrap();
            prop_assert_eq!(&read, &serde_json::from_str::<Shapes>(&text).unwrap());
            // And the same text with something wrong.
            let mut broken: Vec<char> = text.chars().collect();
            let at = at.index(broken.len());
            broken.splice(at..=at, with.chars());
            let broken: String = broken.into_iter().collect();
            // A struct from an array is theirs alone.
            if !broken.contains("[[") {
                compare::<Value>(&broken);
            }
        }

        #[test]
        fn any_text_is_read_alike(text in "[\\[\\]{}:,\"\\\\/bfnrtu019eE.+ \\-\u{1}é🐝]{0,12}") {
            compare::<Value>(&text);
            compare::<String>(&text);
            compare::<f64>(&text);
            compare::<Vec<Option<i64>>>(&text);
            compare::<BTreeMap<u8, Vec<bool>>>(&text);
            compare::<Shape>(&text);
        }

        #[test]
        fn texts_with_escapes_are_read_alike(text in r#"(\\u(d[89a-f]|00|20)[0-9a-fA-F]{2}|\\[nrtbf/"\\x]|é|"|a)*"#) {
            compare::<String>(&format!("\"{text}\""));
        }

        #[test]
        fn numbers_are_read_alike(text in "-?[0-9]{1,25}(\\.[0-9]{0,4})?([eE][+-]?[0-9]{0,4})?") {
            compare::<Value>(&text);
            compare::<i64>(&text);
            compare::<u8>(&text);
            compare::<BTreeMap<u8, u8>>(&format!("{{\"{text}\":1}}"));
            compare::<BTreeMap<i32, u8>>(&format!("{{\"{text}\":1}}"));
        }
    }

    #[test]
    fn of_a_text_with_several_values_the_first_can_be_read() {
        assert_eq!(first::<Vec<u8>>("[1, 2]] {").unwrap(), (vec![1, 2], "] {"));
        assert!(from_str::<Vec<u8>>("[1, 2]]").is_err());
    }

    #[test]
    fn what_is_nested_too_deeply_is_refused() {
        let deep = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        compare::<Value>(&deep(127));
        compare::<Value>(&deep(128));
        assert!(from_str::<Value>(&deep(100_000)).is_err());
    }

    #[test]
    fn errors_tell_where() {
        let told = |text: &str| from_str::<BTreeMap<String, u8>>(text).unwrap_err().to_string();
        assert_eq!(told(r#"{"a":1,"b" 2}"#), "a colon is missing at byte 11");
        assert_eq!(told(r#"{"a":300}"#), "300 doesn't fit, expected u8 at byte 8");
        assert_eq!(told(r#"{"a":1"#), "the text ends too early at byte 6");
        assert_eq!(told(r#"{"a":1} x"#), "something stands behind the end at byte 8");
    }
}
