//! Texts as people and pages write them, made safe to compare and to show.

use super::combining::is_combining_mark;
use super::normal::nfkd;

/// A text in the form in which texts are compared: without case, accents and compatibility forms,
/// white space folded to single spaces.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut space = false;
    for c in nfkd(text).chars() {
        if is_combining_mark(c) || is_invisible(c) {
            continue;
        }
        if c.is_whitespace() {
            space = true;
            continue;
        }
        if space && !folded.is_empty() {
            folded.push(' ');
        }
        space = false;
        for lower in c.to_lowercase() {
            match base_letters(lower) {
                Some(base) => folded.push_str(base),
                None if is_combining_mark(lower) => {}
                None => folded.push(lower),
            }
        }
    }
    folded
}

/// Letters that Unicode does not take apart, as people without those keys type them.
pub(crate) fn base_letters(c: char) -> Option<&'static str> {
    Some(match c {
        // At a word's end; in capitals it is the same letter.
        'ς' => "σ",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'ı' => "i",
        'ŧ' => "t",
        'þ' => "th",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        '’' | '‘' | 'ʼ' => "'",
        _ => return None,
    })
}

/// Characters without a shape of their own: they may change how other text is shown, never what it says.
/// Zero-width joiners inside emoji and Persian or Indic words are kept by [`clean_line`].
fn is_invisible(c: char) -> bool {
    is_direction_mark(c)
        || matches!(c, '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}' | '\u{FE0E}' | '\u{FE0F}')
}

/// Unicode's explicit directional formatting characters (UAX #9): a name that carries one could turn
/// the sentence around it.
fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}' | '\u{061C}')
}

/// A one-line text (a name, a headline) as it may stand in a sentence of ours: no control or
/// directional characters, white space folded, at most `max_chars` characters.
#[must_use]
pub fn clean_line(text: &str, max_chars: usize) -> String {
    if text.len() <= max_chars && is_plain(text, |byte| byte == b' ') && !text.contains("  ") {
        return text.to_owned();
    }
    clean_any_line(text, max_chars)
}

fn clean_any_line(text: &str, max_chars: usize) -> String {
    let kept: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .filter(|c| !is_direction_mark(*c) && !matches!(c, '\u{FEFF}' | '\u{200B}' | '\u{2060}'))
        .collect();
    cut(&kept.split_whitespace().collect::<Vec<_>>().join(" "), max_chars)
}

/// A text of several lines (a message, a story): line breaks kept, other control and all directional
/// characters dropped, at most `max_chars` characters.
#[must_use]
pub fn clean_text(text: &str, max_chars: usize) -> String {
    if text.len() <= max_chars && is_plain(text, |byte| matches!(byte, b' ' | b'\n' | b'\t')) {
        return text.to_owned();
    }
    clean_any_text(text, max_chars)
}

fn clean_any_text(text: &str, max_chars: usize) -> String {
    let kept: String = text
        .replace("\r\n", "\n")
        .chars()
        .map(|c| if c == '\r' || c == '\u{2028}' || c == '\u{2029}' { '\n' } else { c })
        .filter(|c| (!c.is_control() || *c == '\n' || *c == '\t') && !is_direction_mark(*c))
        .collect();
    cut(kept.trim(), max_chars)
}

/// Whether a text has nothing that would have to be cleaned, as nearly all texts: only plain characters and such white space, not at
/// its ends. It looks at bytes: whatever may be dropped or changed is either ASCII or begins with one of these three.
fn is_plain(text: &str, may_be: fn(u8) -> bool) -> bool {
    let plain = |byte: u8| {
        matches!(byte, 0x21..=0x7e | 0x80..) && !matches!(byte, 0xC2 | 0xD8 | 0xE1..=0xE3 | 0xEF) || may_be(byte)
    };
    text.bytes().all(plain) && text.trim().len() == text.len()
}

/// The text itself, or its beginning with an ellipsis if it has more than `max_chars` characters.
fn cut(text: &str, max_chars: usize) -> String {
    match text.char_indices().nth(max_chars) {
        None => text.to_owned(),
        Some(_) => text.chars().take(max_chars.saturating_sub(1)).chain(['…']).collect(),
    }
}

/// The 32-bit FNV-1a hash of a text: a short name for it, not a secret.
#[must_use]
pub fn fnv1a(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// Percent-decoding by RFC 3986, section 2.1; `None` if an escape is broken or the bytes are not UTF-8.
#[must_use]
pub fn percent_decode(text: &str) -> Option<String> {
    if !text.contains('%') {
        return Some(text.to_owned());
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let high = char::from(rest.next()?).to_digit(16)?;
            let low = char::from(rest.next()?).to_digit(16)?;
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

/// Percent-encoding by RFC 3986, section 2.1: everything but unreserved characters.
#[must_use]
pub fn percent_encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push('%');
            for half in [byte >> 4, byte & 0xf] {
                encoded.push(char::from_digit(u32::from(half), 16).unwrap_or('0').to_ascii_uppercase());
            }
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_clean_already_is_found_clean(text in "[a-z éłü漢。\u{85}\u{a0}\u{61c}\u{200b}\u{202e}\u{2028}\u{3000}\u{feff}🐝\r\n\t]{0,12}") {
            prop_assert_eq!(clean_text(&text, 9), clean_any_text(&text, 9));
            prop_assert_eq!(clean_line(&text, 9), clean_any_line(&text, 9));
        }

        #[test]
        fn so_is_any_text(text in any::<String>()) {
            prop_assert_eq!(clean_text(&text, 99), clean_any_text(&text, 99));
            prop_assert_eq!(clean_line(&text, 99), clean_any_line(&text, 99));
        }
    }

    #[test]
    fn folding_forgets_case_and_accents() {
        for (text, folded) in [
            ("Zoë MÜLLER", "zoe muller"),
            ("Łukasz  Żółć", "lukasz zolc"),
            ("Søren Straße", "soren strasse"),
            ("İpek Işık", "ipek isik"),
            ("ﬁne ＡＢＣ", "fine abc"),
            ("Ελένη", "ελενη"),
            ("O’Hara\u{200B}", "o'hara"),
        ] {
            assert_eq!(fold(text), folded);
        }
    }

    #[test]
    fn names_cannot_turn_a_sentence_around() {
        assert_eq!(clean_line(" Mia\u{202E}elpmaS\u{0}\n Sample ", 80), "MiaelpmaS Sample");
        assert_eq!(clean_line("👩\u{200D}🔬 Ada", 80), "👩\u{200D}🔬 Ada");
        assert_eq!(clean_line("abcdef", 4), "abc…");
    }

    #[test]
    fn messages_keep_their_lines() {
        assert_eq!(clean_text(" Hi,\r\n\u{202E}there\u{7} ", 100), "Hi,\nthere");
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC*") {
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
        }

        #[test]
        fn cleaned_texts_keep_their_bounds(text in "\\PC*", max in 1usize..50) {
            prop_assert!(clean_line(&text, max).chars().count() <= max);
            prop_assert!(clean_text(&text, max).chars().count() <= max);
        }
    }
}
