//! Reading.

use std::borrow::Cow;
use std::fmt;

use serde::de::{self, DeserializeSeed, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor};

use super::Error;

/// How deeply values may be nested, as in `serde_json`: the stack of a program is small.
const DEEPEST: u8 = 127;

/// Reads one text from its beginning to its end.
pub(super) struct Reader<'t> {
    text: &'t str,
    at: usize,
    depth: u8,
    /// Whether a key of an object comes next: there, numbers stand in quotes.
    key: bool,
}

enum Number {
    Natural(u64),
    Negative(i64),
    Real(f64),
}

impl<'t> Reader<'t> {
    pub fn new(text: &'t str) -> Self {
        Self { text, at: 0, depth: 0, key: false }
    }

    /// What hasn't been read.
    pub fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    /// Checks that nothing stands behind the value.
    pub fn end(&mut self) -> Result<(), Error> {
        match self.peek() {
            None => Ok(()),
            Some(_) => Err(self.placed(&Error::new("something stands behind the end"))),
        }
    }

    /// The error, with the place at which it was noticed.
    #[cold]
    pub fn placed(&self, error: &Error) -> Error {
        Error::new(format!("{error} at byte {}", self.at))
    }

    /// The next byte that isn't white space.
    #[inline(never)]
    fn peek(&mut self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        while let Some(byte) = bytes.get(self.at) {
            if !matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
                return Some(*byte);
            }
            self.at += 1;
        }
        None
    }

    /// Goes on behind a byte that must be there.
    #[inline(never)]
    fn expect(&mut self, byte: u8, otherwise: &'static str) -> Result<(), Error> {
        match self.peek() {
            Some(found) if found == byte => {
                self.at += 1;
                Ok(())
            }
            Some(_) => Err(Error::new(otherwise)),
            None => Err(ended()),
        }
    }

    fn open(&mut self, bracket: u8, otherwise: &'static str) -> Result<(), Error> {
        self.expect(bracket, otherwise)?;
        self.depth += 1;
        if self.depth > DEEPEST { Err(Error::new("nested too deeply")) } else { Ok(()) }
    }

    fn close(&mut self, bracket: u8) -> Result<(), Error> {
        self.depth -= 1;
        self.expect(bracket, "an end is missing")
    }

    /// Whether there is one more in a list or an object that ends with this bracket; goes to where it begins.
    #[inline(never)]
    fn has_more(&mut self, bracket: u8, first: &mut bool) -> Result<bool, Error> {
        let next = self.peek().ok_or_else(ended)?;
        if next == bracket {
            return Ok(false);
        }
        if !std::mem::take(first) {
            self.expect(b',', "a comma is missing")?;
            if self.peek() == Some(bracket) {
                return Err(Error::new("a comma is too much"));
            }
        }
        Ok(true)
    }

    /// Goes on behind a word, if it comes next.
    #[inline(never)]
    fn word(&mut self, word: &str) -> bool {
        let found = self.peek().is_some() && self.rest().starts_with(word);
        if found {
            self.at += word.len();
        }
        found
    }

    fn null(&mut self) -> Result<(), Error> {
        if self.word("null") { Ok(()) } else { Err(self.unexpected("null")) }
    }

    fn bool(&mut self) -> Result<bool, Error> {
        if self.word("true") {
            Ok(true)
        } else if self.word("false") {
            Ok(false)
        } else {
            Err(self.unexpected("true or false"))
        }
    }

    #[cold]
    fn unexpected(&mut self, expected: &str) -> Error {
        if self.peek().is_none() { ended() } else { Error::new(format!("expected {expected}")) }
    }

    /// Goes on behind everything up to a quote, a backslash or what must not stand in a text.
    fn plain(&mut self) {
        let rest = &self.text.as_bytes()[self.at..];
        let ends = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1f));
        self.at += ends.unwrap_or(rest.len());
    }

    #[inline(never)]
    fn string(&mut self) -> Result<Cow<'t, str>, Error> {
        self.expect(b'"', "expected a text")?;
        let start = self.at;
        self.plain();
        let text = &self.text[start..self.at];
        if self.text.as_bytes().get(self.at) == Some(&b'"') {
            self.at += 1;
            return Ok(Cow::Borrowed(text));
        }
        let mut text = text.to_owned();
        loop {
            match self.text.as_bytes().get(self.at) {
                Some(b'"') => break,
                Some(b'\\') => {
                    self.at += 1;
                    text.push(self.escaped()?);
                }
                Some(_) => return Err(Error::new("a control character in a text")),
                None => return Err(ended()),
            }
            let start = self.at;
            self.plain();
            text.push_str(&self.text[start..self.at]);
        }
        self.at += 1;
        Ok(Cow::Owned(text))
    }

    fn escaped(&mut self) -> Result<char, Error> {
        let byte = self.text.as_bytes().get(self.at).ok_or_else(ended)?;
        self.at += 1;
        Ok(match byte {
            b'"' | b'\\' | b'/' => char::from(*byte),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let mut code = self.four_digits()?;
                // Beyond 0xffff a character is written as two halves (RFC 8259, section 7).
                if (0xd800..0xdc00).contains(&code) && self.rest().starts_with("\\u") {
                    self.at += 2;
                    let low = self.four_digits()?;
                    if !(0xdc00..0xe000).contains(&low) {
                        return Err(half());
                    }
                    code = 0x1_0000 + ((code - 0xd800) << 10) + (low - 0xdc00);
                }
                char::from_u32(code).ok_or_else(half)?
            }
            _ => return Err(Error::new("there is no such escape")),
        })
    }

    fn four_digits(&mut self) -> Result<u32, Error> {
        let digits = self.text.get(self.at..self.at + 4).filter(|four| four.bytes().all(|b| b.is_ascii_hexdigit()));
        self.at += 4;
        digits.and_then(|digits| u32::from_str_radix(digits, 16).ok()).ok_or_else(|| {
            self.at = self.at.min(self.text.len());
            Error::new("four hexadecimal digits are missing")
        })
    }

    #[inline(never)]
    fn number(&mut self) -> Result<Number, Error> {
        if self.key {
            let text = self.string()?;
            let mut inner = Reader::new(&text);
            // Nothing else may stand in the quotes, not even white space.
            let number = if text.starts_with([' ', '\n', '\r', '\t']) { None } else { inner.number().ok() };
            return number.filter(|_| inner.at == text.len()).ok_or_else(|| Error::new("expected a number in quotes"));
        }
        self.peek();
        let (start, bytes) = (self.at, self.text.as_bytes());
        let digits = |from: usize| from + bytes.iter().skip(from).take_while(|byte| byte.is_ascii_digit()).count();
        let sign = usize::from(bytes.get(start) == Some(&b'-'));
        let first = start + sign;
        let mut end = digits(first);
        if end == first || end > first + 1 && bytes[first] == b'0' {
            return Err(self.unexpected("a number"));
        }
        let whole = end;
        // A fraction, and an exponent: each has digits of its own.
        for (signs, marks) in [(&b""[..], &b"."[..]), (b"+-", b"eE")] {
            if bytes.get(end).is_none_or(|mark| !marks.contains(mark)) {
                continue;
            }
            let from = end + 1 + usize::from(bytes.get(end + 1).is_some_and(|sign| signs.contains(sign)));
            end = digits(from);
            if end == from {
                self.at = end;
                return Err(Error::new("digits are missing"));
            }
        }
        self.at = end;
        let text = &self.text[start..end];
        if end == whole {
            if sign == 0 {
                if let Ok(natural) = text.parse() {
                    return Ok(Number::Natural(natural));
                }
            } else if let Some(negative) = text.parse().ok().filter(|number| *number != 0) {
                return Ok(Number::Negative(negative));
            }
        }
        // What is in no whole number is rare here, and rounded as `serde_json` does it.
        serde_json::from_str(text).map(Number::Real).map_err(|_| Error::new("a number is too large"))
    }

    /// Reads anything and forgets it.
    fn skip(&mut self) -> Result<(), Error> {
        match self.peek() {
            Some(b'"') => self.string().map(drop),
            Some(b'{') => {
                self.open(b'{', "")?;
                let mut first = true;
                while self.has_more(b'}', &mut first)? {
                    self.string()?;
                    self.expect(b':', "a colon is missing")?;
                    self.skip()?;
                }
                self.close(b'}')
            }
            Some(b'[') => {
                self.open(b'[', "")?;
                let mut first = true;
                while self.has_more(b']', &mut first)? {
                    self.skip()?;
                }
                self.close(b']')
            }
            Some(b't' | b'f') => self.bool().map(drop),
            Some(b'n') => self.null(),
            _ => self.number().map(drop),
        }
    }
}

#[cold]
fn ended() -> Error {
    Error::new("the text ends too early")
}

#[cold]
fn half() -> Error {
    Error::new("half of a character")
}

impl de::Error for Error {
    #[cold]
    fn custom<T: fmt::Display>(why: T) -> Self {
        Self::new(why.to_string())
    }

    #[cold]
    fn invalid_type(found: de::Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Self::invalid_value(found, expected)
    }

    #[cold]
    fn invalid_value(found: de::Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Self::new(match found {
            de::Unexpected::Unsigned(number) => format!("{number} doesn't fit, expected {expected}"),
            de::Unexpected::Signed(number) => format!("{number} doesn't fit, expected {expected}"),
            _ => format!("expected {expected}"),
        })
    }

    #[cold]
    fn unknown_variant(variant: &str, _: &'static [&'static str]) -> Self {
        Self::new(format!("“{variant}” is not known here"))
    }

    #[cold]
    fn missing_field(field: &'static str) -> Self {
        Self::new(format!("“{field}” is missing"))
    }

    #[cold]
    fn duplicate_field(field: &'static str) -> Self {
        Self::new(format!("“{field}” is there twice"))
    }
}

/// Numbers are told apart by their signs only; whether they fit is decided by who asked.
macro_rules! numbers {
    ($($method:ident)*) => {
        $(
            fn $method<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Error> {
                match self.number()? {
                    Number::Natural(number) => visitor.visit_u64(number),
                    Number::Negative(number) => visitor.visit_i64(number),
                    Number::Real(number) => visitor.visit_f64(number),
                }
            }
        )*
    };
}

impl<'t> de::Deserializer<'t> for &mut Reader<'t> {
    type Error = Error;

    numbers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64
        deserialize_f32 deserialize_f64
    }

    fn deserialize_any<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.peek() {
            Some(b'"') => self.deserialize_str(visitor),
            Some(b'{') => self.deserialize_map(visitor),
            Some(b'[') => self.deserialize_seq(visitor),
            Some(b't' | b'f') => self.deserialize_bool(visitor),
            Some(b'n') => self.deserialize_unit(visitor),
            _ => self.deserialize_u64(visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_bool(self.bool()?)
    }

    fn deserialize_str<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.string()? {
            Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
            Cow::Owned(text) => visitor.visit_string(text),
        }
    }

    fn deserialize_string<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_string(self.string()?.into_owned())
    }

    fn deserialize_identifier<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_str(&self.string()?)
    }

    fn deserialize_option<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.word("null") { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_unit<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Error> {
        self.null()?;
        visitor.visit_unit()
    }

    fn deserialize_newtype_struct<V: Visitor<'t>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Error> {
        self.open(b'[', "expected a list")?;
        let value = visitor.visit_seq(Parts { reader: self, first: true })?;
        self.close(b']')?;
        Ok(value)
    }

    fn deserialize_tuple<V: Visitor<'t>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'t>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Error> {
        self.open(b'{', "expected an object")?;
        let value = visitor.visit_map(Parts { reader: self, first: true })?;
        self.close(b'}')?;
        Ok(value)
    }

    fn deserialize_struct<V: Visitor<'t>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_map(visitor)
    }

    /// A variant with nothing in it is a text; any other an object with one entry.
    fn deserialize_enum<V: Visitor<'t>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let bare = self.peek() == Some(b'"');
        if !bare {
            self.open(b'{', "expected a word or an object with one entry")?;
        }
        let value = visitor.visit_enum(Variant { reader: self, bare })?;
        if !bare {
            self.close(b'}')?;
        }
        Ok(value)
    }

    fn deserialize_ignored_any<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Error> {
        self.skip()?;
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! { <V: Visitor<'t>> i128 u128 char bytes byte_buf unit_struct }
}

/// The parts of a list or an object. What reads them is compiled once for each type of part: that is what `inline(never)`
/// is for.
struct Parts<'r, 't> {
    reader: &'r mut Reader<'t>,
    first: bool,
}

impl<'t> SeqAccess<'t> for Parts<'_, 't> {
    type Error = Error;

    #[inline(never)]
    fn next_element_seed<T: DeserializeSeed<'t>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        if self.reader.has_more(b']', &mut self.first)? {
            seed.deserialize(&mut *self.reader).map(Some)
        } else {
            Ok(None)
        }
    }
}

impl<'t> MapAccess<'t> for Parts<'_, 't> {
    type Error = Error;

    #[inline(never)]
    fn next_key_seed<K: DeserializeSeed<'t>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        if !self.reader.has_more(b'}', &mut self.first)? {
            return Ok(None);
        }
        self.reader.key = true;
        let key = seed.deserialize(&mut *self.reader)?;
        self.reader.key = false;
        Ok(Some(key))
    }

    #[inline(never)]
    fn next_value_seed<V: DeserializeSeed<'t>>(&mut self, seed: V) -> Result<V::Value, Error> {
        self.reader.expect(b':', "a colon is missing")?;
        seed.deserialize(&mut *self.reader)
    }
}

struct Variant<'r, 't> {
    reader: &'r mut Reader<'t>,
    bare: bool,
}

impl Variant<'_, '_> {
    fn content(&mut self) -> Result<(), Error> {
        if self.bare { Err(Error::new("a word that needs a value")) } else { Ok(()) }
    }
}

impl<'t> EnumAccess<'t> for Variant<'_, 't> {
    type Error = Error;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'t>>(self, seed: V) -> Result<(V::Value, Self), Error> {
        let variant = seed.deserialize(&mut *self.reader)?;
        if !self.bare {
            self.reader.expect(b':', "a colon is missing")?;
        }
        Ok((variant, self))
    }
}

impl<'t> VariantAccess<'t> for Variant<'_, 't> {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        if self.bare { Ok(()) } else { self.reader.null() }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'t>>(mut self, seed: T) -> Result<T::Value, Error> {
        self.content()?;
        seed.deserialize(self.reader)
    }

    fn tuple_variant<V: Visitor<'t>>(mut self, _: usize, visitor: V) -> Result<V::Value, Error> {
        self.content()?;
        de::Deserializer::deserialize_seq(self.reader, visitor)
    }

    fn struct_variant<V: Visitor<'t>>(mut self, _: &'static [&'static str], visitor: V) -> Result<V::Value, Error> {
        self.content()?;
        de::Deserializer::deserialize_map(self.reader, visitor)
    }
}
