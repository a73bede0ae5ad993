//! Content lines: folding, parameters, escapes. Lines are bytes until their encoding is known.

use super::super::problem::Cause;
use super::super::text::{Decoder, decode_named};

/// RFC 6350, section 3.2: lines longer than 75 octets should be folded.
const MAX_OCTETS: usize = 75;

/// Writes one property, folded. A line is never folded inside of a character, and counts octets, not characters.
pub fn write(card: &mut String, name: &str, value: &str) {
    let mut octets = 0;
    for part in [name, ":", value] {
        for c in part.chars() {
            if octets + c.len_utf8() > MAX_OCTETS {
                card.push_str("\r\n ");
                octets = 1;
            }
            card.push(c);
            octets += c.len_utf8();
        }
    }
    card.push_str("\r\n");
}

/// A text as a property's value: RFC 6350, section 3.4. Control characters have no place in it.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => escaped.push_str("\\n"),
            '\\' | ',' | ';' => escaped.extend(['\\', c]),
            '\t' => escaped.push(c),
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
    escaped
}

/// How values are escaped: vCard 2.1 knows only `\;`, since a backslash was for file names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Escapes {
    Old,
    New,
}

/// Splits a value at a character that isn't escaped, and takes the escapes away.
pub fn split(value: &str, at: Option<char>, escapes: Escapes) -> Vec<String> {
    let mut parts = Vec::new();
    let mut part = String::new();
    let mut chars = value.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match (chars.next(), escapes) {
                (Some('n' | 'N'), Escapes::New) => part.push('\n'),
                (Some(c @ ('\\' | ',' | ':')), Escapes::New) | (Some(c @ ';'), _) => part.push(c),
                (other, _) => {
                    part.push('\\');
                    part.extend(other);
                }
            },
            c if Some(c) == at => parts.push(std::mem::take(&mut part)),
            c => part.push(c),
        }
    }
    parts.push(part);
    parts
}

/// A property as it stands in a card.
#[derive(Debug)]
pub struct Property {
    /// Upper case, without the group (`item1.URL`).
    pub name: String,
    /// Upper-case names and their values as they are; a value without a name is a TYPE, as in vCard 2.1.
    pub parameters: Vec<(String, String)>,
    value: Vec<u8>,
}

impl Property {
    /// Takes a line apart. `None` if it has no colon behind a name.
    pub fn parse(line: &[u8]) -> Option<Self> {
        let mut quoted = false;
        let colon = line.iter().position(|byte| {
            quoted ^= *byte == b'"';
            *byte == b':' && !quoted
        });
        // A quotation mark that is never closed hides every colon: then the first one it is.
        let colon = colon.or_else(|| line.iter().position(|byte| *byte == b':'))?;
        let head = String::from_utf8_lossy(&line[..colon]);
        let mut parts = outside_quotes(&head, ';');
        let name = parts.next()?.rsplit('.').next()?.trim().to_ascii_uppercase();
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        if name.is_empty() || !name.chars().all(is_name) {
            return None;
        }
        let parameters = parts.map(|parameter| match parameter.split_once('=') {
            Some((name, value)) => (name.trim().to_ascii_uppercase(), uncaret(value.trim_matches('"'))),
            None => ("TYPE".to_owned(), parameter.trim().to_owned()),
        });
        Some(Self { name, parameters: parameters.collect(), value: line[colon + 1..].to_vec() })
    }

    /// Whether a parameter has this value, in any case and among others (`TYPE=home,work`).
    pub fn is(&self, parameter: &str, value: &str) -> bool {
        let own = self.parameters.iter().filter(|(name, _)| name == parameter);
        own.flat_map(|(_, values)| values.split(',')).any(|own| own.trim().eq_ignore_ascii_case(value))
    }

    /// A parameter's value.
    pub fn parameter(&self, parameter: &str) -> Option<&str> {
        self.parameters.iter().find(|(name, _)| name == parameter).map(|(_, value)| value.as_str())
    }

    /// Whether the value is in the quoted-printable encoding of mails, which vCard 2.1 uses for all but ASCII.
    pub fn is_quoted_printable(&self) -> bool {
        self.is("ENCODING", "QUOTED-PRINTABLE") || self.is("TYPE", "QUOTED-PRINTABLE") || self.is("ENCODING", "Q")
    }

    /// Whether the value is a picture or the like in base 64.
    pub fn is_binary(&self) -> bool {
        ["B", "BASE64"].iter().any(|base| self.is("ENCODING", base)) || self.is("TYPE", "BASE64")
    }

    /// The value as text, its escapes still in place.
    ///
    /// # Errors
    /// [`Cause::Charset`] or [`Cause::NotText`] if the bytes are not in the encoding that the property names.
    pub fn text(&self, other: Decoder<'_>) -> Result<String, Cause> {
        let decoded;
        let bytes = if self.is_quoted_printable() {
            decoded = unquote(&self.value);
            &decoded
        } else {
            &self.value
        };
        match self.parameter("CHARSET") {
            Some(charset) => decode_named(charset, bytes, other),
            None => match std::str::from_utf8(bytes) {
                Ok(text) => Ok(text.to_owned()),
                // What old phones write without saying so.
                Err(_) => Ok(super::super::text::windows_1252(bytes)),
            },
        }
    }

    /// Takes in the next line of a quoted-printable value whose line ends in a soft break (`=`).
    pub fn goes_on(&self) -> bool {
        self.is_quoted_printable() && self.value.trim_ascii_end().ends_with(b"=")
    }

    /// Adds such a line.
    pub fn add(&mut self, line: &[u8]) {
        let kept = self.value.trim_ascii_end().len();
        self.value.truncate(kept);
        if self.value.ends_with(b"=") {
            self.value.pop();
        }
        self.value.extend(line);
    }
}

/// Parts of a line between characters that don't stand in quotation marks.
fn outside_quotes(text: &str, at: char) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    text.split(move |c| {
        quoted ^= c == '"';
        c == at && !quoted
    })
}

/// Escapes of parameter values: RFC 6868.
fn uncaret(value: &str) -> String {
    if !value.contains('^') {
        return value.to_owned();
    }
    value.replace("^n", "\n").replace("^'", "\"").replace("^^", "^")
}

/// Quoted-printable (RFC 2045, section 6.7). What is no escape stays as it is.
fn unquote(bytes: &[u8]) -> Vec<u8> {
    let hex = |at: usize| bytes.get(at).and_then(|byte| char::from(*byte).to_digit(16));
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let escaped = match (byte, hex(at + 1), hex(at + 2)) {
            (b'=', Some(high), Some(low)) => u8::try_from(high * 16 + low).ok(),
            _ => None,
        };
        plain.push(escaped.unwrap_or(*byte));
        at += if escaped.is_some() { 3 } else { 1 };
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(line: &str) -> String {
        Property::parse(line.as_bytes()).unwrap().text(&|_, _| None).unwrap()
    }

    #[test]
    fn properties_of_every_version() {
        let property = Property::parse(b"item1.tel;HOME;type=\"voice,cell\":+49;1").unwrap();
        assert_eq!(property.name, "TEL");
        assert!(property.is("TYPE", "home") && property.is("TYPE", "cell") && !property.is("TYPE", "work"));
        assert_eq!(text("URL;X-A=\"a:b;c\":https://x"), "https://x");
        assert_eq!(text("N;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:M=FCller;Zo=eb"), "Müller;Zoë");
        assert_eq!(text("N;QUOTED-PRINTABLE:100=25 =xy="), "100% =xy=");
        for wrong in ["no colon", ":value", "A B:value", ""] {
            assert!(Property::parse(wrong.as_bytes()).is_none(), "{wrong}");
        }
        assert_eq!(Property::parse(b"X;Y=a^n^^^'b:").unwrap().parameter("Y"), Some("a\n^\"b"));
    }

    #[test]
    fn escapes_by_version() {
        assert_eq!(split("a\\,b,c\\nd\\;", Some(','), Escapes::New), ["a,b", "c\nd;"]);
        assert_eq!(split("C:\\new\\;x;y", Some(';'), Escapes::Old), ["C:\\new;x", "y"]);
    }

    proptest! {
        #[test]
        fn values_come_back(text in "[^\\p{Cc}]*") {
            prop_assert_eq!(split(&escape(&text), Some(','), Escapes::New), [text]);
        }

        #[test]
        fn no_line_is_longer_than_it_may_be(value in "\\PC{0,200}") {
            let mut card = String::new();
            write(&mut card, "NOTE", &value);
            for line in card.split("\r\n") {
                prop_assert!(line.len() <= 75);
            }
            prop_assert_eq!(card.replace("\r\n ", ""), format!("NOTE:{value}\r\n"));
        }

        #[test]
        fn parsing_never_panics(line in proptest::collection::vec(any::<u8>(), 0..60)) {
            if let Some(property) = Property::parse(&line) {
                let _ = property.text(&|_, _| None);
            }
        }
    }
}
