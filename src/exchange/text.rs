//! Files as bytes made text, whatever program saved them.

use std::borrow::Cow;

use super::problem::{Cause, Place, Problem};

/// Decodes bytes in an encoding that this module doesn't know itself, named as in vCard 2.1 (`CHARSET=SHIFT_JIS`);
/// `None` if it isn't known or the bytes are broken. In a browser that is `TextDecoder`: tables of our own would
/// be 130 KB (measured with `encoding_rs`, gzipped).
pub type Decoder<'a> = &'a dyn Fn(&str, &[u8]) -> Option<String>;

/// Makes a whole file text. A byte order mark decides; without one it is UTF-16 if every other byte is
/// zero, UTF-8 if it is valid, and Windows-1252 if no character in it is UTF-8 by all appearances.
///
/// # Errors
/// [`Cause::NotText`] with the place of the first byte that doesn't fit.
pub fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Problem> {
    match bytes {
        [] => Err(Cause::Empty.into()),
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf8(rest),
        // The mark of UTF-32, which begins like that of UTF-16.
        [0xFF, 0xFE, 0, 0, ..] => Err(Cause::Charset("UTF-32".to_owned()).into()),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes).map(Cow::Owned),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes).map(Cow::Owned),
        _ if zero_at_every_other(bytes, 1) => utf16(bytes, u16::from_le_bytes).map(Cow::Owned),
        _ if zero_at_every_other(bytes, 0) => utf16(bytes, u16::from_be_bytes).map(Cow::Owned),
        _ => utf8(bytes),
    }
}

/// Whether this looks like UTF-16 of a text that is mostly Latin: the first characters have an empty half.
fn zero_at_every_other(bytes: &[u8], half: usize) -> bool {
    let start = &bytes[..bytes.len().min(64)];
    start.len() >= 4 && start.chunks_exact(2).all(|pair| pair[half] == 0 && pair[1 - half] != 0)
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, Problem> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let mut text = String::with_capacity(bytes.len() / 2);
    for c in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        // Half of a pair that stands alone is no character: the text was cut or put together wrongly.
        text.push(c.map_err(|_| broken_after(&text))?);
    }
    if rest.is_empty() { Ok(text) } else { Err(broken_after(&text)) }
}

fn utf8(bytes: &[u8]) -> Result<Cow<'_, str>, Problem> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Cow::Borrowed(text)),
        // In Windows-1252 text hardly any run of letters happens to be UTF-8; in damaged UTF-8 most are.
        Err(_) if !has_utf8(bytes) && !bytes.contains(&0) => Ok(Cow::Owned(windows_1252(bytes))),
        Err(error) => {
            let (valid, _) = bytes.split_at(error.valid_up_to());
            Err(broken_after(&String::from_utf8_lossy(valid)))
        }
    }
}

fn has_utf8(bytes: &[u8]) -> bool {
    bytes.utf8_chunks().any(|chunk| !chunk.valid().is_ascii())
}

fn broken_after(text: &str) -> Problem {
    Problem::new(end_of(text), Cause::NotText)
}

/// The place behind a text, where the next character would stand.
#[must_use]
pub fn end_of(text: &str) -> Place {
    let mut place = Place { line: 1, column: 1, ..Place::default() };
    let mut before = ' ';
    for c in text.chars() {
        match c {
            '\n' if before == '\r' => {}
            '\n' | '\r' => {
                place.line += 1;
                place.column = 1;
            }
            _ => place.column += 1,
        }
        before = c;
    }
    place
}

/// Decodes Windows-1252 as the WHATWG Encoding Standard does: bytes that it doesn't define become the
/// control characters with their number. It is also what is meant by ISO-8859-1 and ASCII.
#[must_use]
pub fn windows_1252(bytes: &[u8]) -> String {
    /// What stands at 0x80 to 0x9F.
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
    ];
    let decoded = |byte: &u8| match *byte {
        byte @ 0x80..=0x9F => HIGH[usize::from(byte - 0x80)],
        byte => char::from(byte),
    };
    bytes.iter().map(decoded).collect()
}

/// Decodes bytes whose encoding is named beside them.
///
/// # Errors
/// [`Cause::Charset`] if it isn't known, [`Cause::NotText`] if the bytes are not in it.
pub fn decode_named(charset: &str, bytes: &[u8], other: Decoder<'_>) -> Result<String, Cause> {
    match charset.to_ascii_lowercase().as_str() {
        "utf-8" | "utf8" => std::str::from_utf8(bytes).map(str::to_owned).map_err(|_| Cause::NotText),
        "us-ascii" | "ascii" | "iso-8859-1" | "latin1" | "windows-1252" | "cp1252" => Ok(windows_1252(bytes)),
        _ => other(charset, bytes).ok_or_else(|| Cause::Charset(charset.to_owned())),
    }
}

/// Line ends of Windows (CR LF) and of the first Macintosh (CR) as `\n`.
#[must_use]
pub fn with_lf(text: &str) -> Cow<'_, str> {
    if text.contains('\r') { Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn utf16_bytes(text: &str, mark: bool, big: bool) -> Vec<u8> {
        let units = mark.then_some(0xFEFF).into_iter().chain(text.encode_utf16());
        units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    }

    #[test]
    fn one_text_in_every_dress() {
        let text = "Name\r\nZoë Müller";
        let mut marked = vec![0xEF, 0xBB, 0xBF];
        marked.extend(text.bytes());
        let latin: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
        for bytes in [
            text.as_bytes().to_vec(),
            marked,
            latin,
            utf16_bytes(text, true, false),
            utf16_bytes(text, true, true),
            utf16_bytes(text, false, false),
            utf16_bytes(text, false, true),
        ] {
            assert_eq!(decode(&bytes).unwrap(), text, "{bytes:?}");
        }
    }

    #[test]
    fn windows_quotes_and_dashes() {
        assert_eq!(decode(b"\x93Mia\x94 \x96 5 \x80").unwrap(), "“Mia” – 5 €");
    }

    #[test]
    fn broken_text_says_where() {
        let at = |bytes: &[u8]| decode(bytes).unwrap_err().to_string();
        let not_text = "this is not text that can be read; save it as UTF-8 and try again";
        // One byte of a text that is otherwise UTF-8 was damaged.
        assert_eq!(at("é\nab\u{e9}".as_bytes().split_last().unwrap().1), format!("line 2, column 3: {not_text}"));
        // A surrogate alone.
        assert_eq!(at(b"\xFF\xFEa\0\x00\xD8b\0"), format!("line 1, column 2: {not_text}"));
        assert_eq!(at(b"\xFF\xFEa\0b"), format!("line 1, column 2: {not_text}"));
        assert_eq!(at(b"\xFF\xFE\0\0a\0\0\0"), "this text is in an encoding that is not known: “UTF-32”");
        assert_eq!(at(b""), "this file is empty");
    }

    proptest! {
        #[test]
        fn utf16_comes_back(text in "[A-Za-z]{2,40}\\PC*", big: bool) {
            let bytes = utf16_bytes(&text, true, big);
            prop_assert_eq!(decode(&bytes).unwrap(), text);
        }

        #[test]
        fn decoding_never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..80)) {
            let _ = decode(&bytes);
        }
    }
}
