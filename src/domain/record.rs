//! Stored records: every field may be absent, blank fields are not written, and fields that this
//! version does not know are kept and written back, so that an older version of the extension
//! cannot destroy what a newer one wrote.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use serde::de::{self, Deserialize, Deserializer, Visitor};

/// Fields of a record that this version does not know, as they were read.
pub type Unknown = BTreeMap<String, serde_json::Value>;

/// The name of a field, as it is written.
pub(crate) struct FieldName<'t>(pub Cow<'t, str>);

impl<'de> Deserialize<'de> for FieldName<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Name;
        impl<'de> Visitor<'de> for Name {
            type Value = FieldName<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a field name")
            }
            fn visit_borrowed_str<E: de::Error>(self, name: &'de str) -> Result<Self::Value, E> {
                Ok(FieldName(Cow::Borrowed(name)))
            }
            fn visit_str<E: de::Error>(self, name: &str) -> Result<Self::Value, E> {
                Ok(FieldName(Cow::Owned(name.to_owned())))
            }
        }
        deserializer.deserialize_str(Name)
    }
}

/// Reads a field: compiled once for each type of field, not once for each field.
#[inline(never)]
pub(crate) fn read_into<'de, T: serde::Deserialize<'de>, A: serde::de::MapAccess<'de>>(
    field: &mut T,
    from: &mut A,
) -> Result<(), A::Error> {
    *field = from.next_value()?;
    Ok(())
}

/// Writes a field that isn't blank: compiled once for each type of field.
#[inline(never)]
pub(crate) fn write_from<T: serde::Serialize + Default + PartialEq, M: serde::ser::SerializeMap>(
    field: &T,
    key: &str,
    into: &mut M,
) -> Result<(), M::Error> {
    if *field == T::default() { Ok(()) } else { into.serialize_entry(key, field) }
}

/// Defines a record: `field: Type = "jsonName"`. Every type needs `Default` and `PartialEq`; a field
/// that equals its default is left out of the JSON.
///
/// Written by hand rather than with `#[serde(flatten)]`, which buffers every value and made reading
/// a full library several times slower.
macro_rules! record {
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            $( $(#[$field_meta:meta])* $field:ident : $type:ty = $key:literal ),+ $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $name {
            $( $(#[$field_meta])* pub $field: $type, )+
            /// Fields written by a newer version, kept as they were.
            pub unknown: $crate::domain::Unknown,
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use serde::ser::SerializeMap;
                let mut map = serializer.serialize_map(None)?;
                $(
                    $crate::domain::record::write_from(&self.$field, $key, &mut map)?;
                )+
                for (key, value) in &self.unknown {
                    map.serialize_entry(key, value)?;
                }
                map.end()
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct RecordVisitor;
                impl<'de> serde::de::Visitor<'de> for RecordVisitor {
                    type Value = $name;
                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str(concat!("an object (", stringify!($name), ")"))
                    }
                    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<$name, A::Error> {
                        let mut record = $name::default();
                        while let Some($crate::domain::record::FieldName(key)) = map.next_key()? {
                            match &*key {
                                $( $key => $crate::domain::record::read_into(&mut record.$field, &mut map), )+
                                _ => {
                                    let unknown = record.unknown.entry(key.into_owned()).or_default();
                                    $crate::domain::record::read_into(unknown, &mut map)
                                }
                            }?;
                        }
                        Ok(record)
                    }
                }
                deserializer.deserialize_map(RecordVisitor)
            }
        }
    };
}

/// Defines a stored word: a closed list of names, plus `Other` for a name that only a newer version knows.
macro_rules! words {
    (
        $(#[$meta:meta])*
        pub enum $name:ident { $( $(#[$variant_meta:meta])* $variant:ident = $word:literal ),+ $(,)? }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $( $(#[$variant_meta])* $variant, )+
            /// A word written by a newer version, kept as it was.
            Other(String),
        }

        impl $name {
            /// Every word this version knows, in the order in which it is offered.
            pub const ALL: &'static [Self] = &[$( Self::$variant ),+];

            /// The word as it is stored and as message keys are built from it.
            #[must_use]
            pub fn word(&self) -> &str {
                match self {
                    $( Self::$variant => $word, )+
                    Self::Other(word) => word,
                }
            }

            /// The reverse of [`Self::word`].
            #[must_use]
            pub fn from_word(word: &str) -> Self {
                match word {
                    $( $word => Self::$variant, )+
                    other => Self::Other(other.to_owned()),
                }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.word())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let word = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                Ok(Self::from_word(&word))
            }
        }
    };
}

pub(crate) use record;
pub(crate) use words;
