//! Writing.

use std::fmt::{Display, Write};

use serde::ser::{
    self, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple, SerializeTupleStruct,
    SerializeTupleVariant,
};
use serde::{Serialize, Serializer};

/// What can't happen: every value can be written.
#[derive(Debug, thiserror::Error)]
pub(super) enum Never {}

impl ser::Error for Never {
    /// Only called by a type whose values can't all be written; we have none.
    fn custom<T: Display>(why: T) -> Self {
        unreachable!("{why}")
    }
}

type Written = Result<(), Never>;

/// Writes one text.
#[derive(Default)]
pub(super) struct Writer {
    pub text: String,
    /// Whether a key of an object comes next: there, numbers stand in quotes.
    key: bool,
}

impl Writer {
    #[inline(never)]
    fn string(&mut self, text: &str) {
        self.text.push('"');
        let mut plain = 0;
        for (at, byte) in text.bytes().enumerate() {
            let short = match byte {
                b'"' | b'\\' => byte,
                0x08 => b'b',
                0x09 => b't',
                0x0a => b'n',
                0x0c => b'f',
                0x0d => b'r',
                0..0x20 => b'u',
                _ => continue,
            };
            self.text.push_str(&text[plain..at]);
            self.text.push('\\');
            self.text.push(char::from(short));
            if short == b'u' {
                let _ = write!(self.text, "{byte:04x}");
            }
            plain = at + 1;
        }
        self.text.push_str(&text[plain..]);
        self.text.push('"');
    }

    #[inline(never)]
    fn number(&mut self, number: i128) {
        let quote = if self.key { "\"" } else { "" };
        let _ = write!(self.text, "{quote}{number}{quote}");
    }

    fn key(&mut self, key: &str) {
        self.string(key);
        self.text.push(':');
    }

    /// Begins an object whose only key is the name of a variant.
    fn variant(&mut self, variant: &str) {
        self.text.push('{');
        self.key(variant);
    }

    fn begin(&mut self, open: char, close: &'static str) -> Parts<'_> {
        self.text.push(open);
        Parts { writer: self, first: true, close }
    }
}

impl<'w> Serializer for &'w mut Writer {
    type Ok = ();
    type Error = Never;
    type SerializeSeq = Parts<'w>;
    type SerializeTuple = Parts<'w>;
    type SerializeTupleStruct = Parts<'w>;
    type SerializeTupleVariant = Parts<'w>;
    type SerializeMap = Parts<'w>;
    type SerializeStruct = Parts<'w>;
    type SerializeStructVariant = Parts<'w>;

    fn serialize_bool(self, yes: bool) -> Written {
        self.text.push_str(if yes { "true" } else { "false" });
        Ok(())
    }

    fn serialize_i8(self, number: i8) -> Written {
        self.serialize_i64(number.into())
    }

    fn serialize_i16(self, number: i16) -> Written {
        self.serialize_i64(number.into())
    }

    fn serialize_i32(self, number: i32) -> Written {
        self.serialize_i64(number.into())
    }

    fn serialize_i64(self, number: i64) -> Written {
        self.number(number.into());
        Ok(())
    }

    fn serialize_u8(self, number: u8) -> Written {
        self.serialize_u64(number.into())
    }

    fn serialize_u16(self, number: u16) -> Written {
        self.serialize_u64(number.into())
    }

    fn serialize_u32(self, number: u32) -> Written {
        self.serialize_u64(number.into())
    }

    fn serialize_u64(self, number: u64) -> Written {
        self.number(number.into());
        Ok(())
    }

    fn serialize_f32(self, number: f32) -> Written {
        self.serialize_f64(number.into())
    }

    fn serialize_f64(self, number: f64) -> Written {
        self.text.push_str(&serde_json::to_string(&number).unwrap_or_default());
        Ok(())
    }

    fn serialize_char(self, char: char) -> Written {
        self.serialize_str(char.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, text: &str) -> Written {
        self.string(text);
        Ok(())
    }

    fn serialize_bytes(self, bytes: &[u8]) -> Written {
        bytes.serialize(self)
    }

    fn serialize_none(self) -> Written {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Written {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Written {
        self.text.push_str("null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Written {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Written {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Written {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Written {
        self.variant(variant);
        value.serialize(&mut *self)?;
        self.text.push('}');
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Parts<'w>, Never> {
        Ok(self.begin('[', "]"))
    }

    fn serialize_tuple(self, _: usize) -> Result<Parts<'w>, Never> {
        Ok(self.begin('[', "]"))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Parts<'w>, Never> {
        Ok(self.begin('[', "]"))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Parts<'w>, Never> {
        self.variant(variant);
        Ok(self.begin('[', "]}"))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Parts<'w>, Never> {
        Ok(self.begin('{', "}"))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Parts<'w>, Never> {
        Ok(self.begin('{', "}"))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Parts<'w>, Never> {
        self.variant(variant);
        Ok(self.begin('{', "}}"))
    }
}

/// The parts of a list or an object.
pub(super) struct Parts<'w> {
    writer: &'w mut Writer,
    first: bool,
    close: &'static str,
}

impl Parts<'_> {
    fn next(&mut self) {
        if !std::mem::take(&mut self.first) {
            self.writer.text.push(',');
        }
    }

    #[inline(never)]
    fn field(&mut self, key: &str) {
        self.next();
        self.writer.key(key);
    }

    fn finish(self) -> Written {
        self.writer.text.push_str(self.close);
        Ok(())
    }
}

impl SerializeMap for Parts<'_> {
    type Ok = ();
    type Error = Never;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Written {
        self.next();
        self.writer.key = true;
        key.serialize(&mut *self.writer)?;
        self.writer.key = false;
        self.writer.text.push(':');
        Ok(())
    }

    #[inline(never)]
    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Written {
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Written {
        self.finish()
    }
}

macro_rules! fields {
    ($($part:ident)*) => {
        $(
            impl $part for Parts<'_> {
                type Ok = ();
                type Error = Never;

                #[inline(never)]
                fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Written {
                    self.field(key);
                    value.serialize(&mut *self.writer)
                }

                fn end(self) -> Written {
                    self.finish()
                }
            }
        )*
    };
}

fields! { SerializeStruct SerializeStructVariant }

macro_rules! items {
    ($($part:ident $method:ident),*) => {
        $(
            impl $part for Parts<'_> {
                type Ok = ();
                type Error = Never;

                #[inline(never)]
                fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Written {
                    self.next();
                    value.serialize(&mut *self.writer)
                }

                fn end(self) -> Written {
                    self.finish()
                }
            }
        )*
    };
}

items! {
    SerializeSeq serialize_element,
    SerializeTuple serialize_element,
    SerializeTupleStruct serialize_field,
    SerializeTupleVariant serialize_field
}
