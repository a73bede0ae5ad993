//! Tables in the encodings that spreadsheet programs save in when nobody asks them for UTF-8: that of the system's language.

use super::super::text::{Decoder, windows_1252};
use super::header::Words;
use super::read::known;

/// Of the systems on which the extension's languages are spoken, and of their neighbours; labels of the WHATWG Encoding Standard.
const ENCODINGS: [&str; 10] = [
    "windows-1250",
    "windows-1254",
    "windows-1251",
    "windows-1253",
    "windows-1256",
    "windows-1255",
    "shift_jis",
    "gb18030",
    "big5",
    "euc-kr",
];

/// How much of a file is looked at; the header stands near its beginning.
const LOOKED_AT: usize = 8_192;

/// Makes bytes text that are a table in one of those encodings; `None` if they are not, or Windows-1252 would do as well.
///
/// Bytes alone don't tell one encoding from another. Headers do: in the right one more of them are words that are known, or the
/// same are written right.
pub fn decode(bytes: &[u8], other: Decoder<'_>) -> Option<String> {
    if std::str::from_utf8(bytes).is_ok() || bytes.contains(&0) {
        return None;
    }
    let start = first_lines(bytes);
    let words = Words::new();
    let headers = |encoding: &&str| {
        let text = other(encoding, start).filter(|text| !text.contains(char::REPLACEMENT_CHARACTER));
        text.map_or((0, 0), |text| known(&text, &words))
    };
    let usual = known(&windows_1252(start), &words);
    let counted = ENCODINGS.iter().map(|encoding| (headers(encoding), encoding));
    // Of equals the first.
    let (most, encoding) = counted.reduce(|best, next| if next.0 > best.0 { next } else { best })?;
    if most > usual { other(encoding, bytes) } else { None }
}

/// Whole lines at the beginning. No character of these encodings has the byte of a line's end as a part.
fn first_lines(bytes: &[u8]) -> &[u8] {
    let Some(start) = bytes.get(..LOOKED_AT) else { return bytes };
    start.iter().rposition(|byte| matches!(byte, b'\n' | b'\r')).map_or(start, |end| &start[..end])
}
