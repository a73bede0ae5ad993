//! Cells that a spreadsheet program would run as formulas, or show as other numbers than the user wrote.
//!
//! After OWASP's "CSV Injection": a cell that begins with one of these characters gets an apostrophe in
//! front. A program that expects another separator takes what stands behind a `;`, a quotation mark or a line
//! break for the beginning of a cell, so the same is done there; and so it is behind white space and invisible
//! characters, which some programs take away. A text that is nothing but a number gets one too, where LibreOffice Calc 7.4
//! was seen to make another of it: `0170123456` became 170123456, and was saved so. Reading takes exactly these apostrophes away.

use std::borrow::Cow;

/// Characters that begin a formula; the wide forms do in Japanese and Chinese versions.
fn begins_formula(c: char) -> bool {
    matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠')
}

/// Where a cell may begin if the file is opened with another separator.
fn ends_cell(c: char) -> bool {
    matches!(c, ';' | ',' | '\t' | '\n' | '\r' | '"' | '|')
}

/// What a program may drop before it looks whether a cell is a formula; what ends a cell begins another.
fn is_dropped(c: char) -> bool {
    (c.is_whitespace() || c.is_control() || matches!(c, '\u{FEFF}' | '\u{200B}'..='\u{200F}' | '\u{2060}'))
        && !ends_cell(c)
}

/// Whether a formula begins here; `start` is where the cell itself begins.
fn is_formula(text: &str, start: bool) -> bool {
    let mut chars = text.trim_start_matches(is_dropped).chars();
    match chars.next() {
        Some('\t' | '\r' | '\n') => start,
        Some('+' | '-') if !start => !is_list(chars.as_str()),
        Some(c) => begins_formula(c),
        None => false,
    }
}

/// Whether what stands behind a sign makes it the sign of a list, as in a story ("- bees"): a space and words, up to the end of the
/// line nothing that calls a function, another cell or another program. Programs drop the space, so it alone says nothing.
fn is_list(behind: &str) -> bool {
    let line = behind.split(['\n', '\r']).next().unwrap_or_default();
    let words = line.trim_start();
    let calls = |c: char| matches!(c, '(' | '|' | '!' | '=' | '（' | '｜' | '！' | '＝');
    words.len() < line.len() && words.starts_with(char::is_alphabetic) && !words.contains(calls)
        || words.is_empty() && (!line.is_empty() || behind.starts_with(['\n', '\r']))
}

/// Whether a program would take the whole text for a number, an amount, a time or a date and show another one. Apostrophes
/// change nothing about it (they are also the Swiss thousands separator), so those that [`guard`] puts inside don't either.
fn is_changed(text: &str) -> bool {
    let is_part = |c: char| c.is_ascii_digit() || " .,:/-%$€£¥eE'".contains(c);
    text.contains(|c: char| c.is_ascii_digit()) && text.chars().all(is_part) && !is_kept(text)
}

/// Whether such a text is shown as it is written: a number without a nought in front that is no longer than what a program
/// counts exactly, or a date after ISO 8601.
fn is_kept(text: &str) -> bool {
    let parts = text.split('-').map(str::len);
    let digits = text.chars().all(|c| c.is_ascii_digit() || c == '-');
    let whole = [&[4][..], &[4, 2], &[4, 2, 2]].iter().any(|date| parts.clone().eq(date.iter().copied()));
    text == "0" || digits && !text.starts_with('0') && (whole || !text.contains('-') && text.len() <= 15)
}

/// The places at which apostrophes stand, or none yet, before a formula or a number: where they begin, and how many they are.
fn places(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let starts = text.char_indices().filter(|(_, c)| ends_cell(*c)).map(|(at, c)| at + c.len_utf8());
    std::iter::once(0).chain(starts).filter_map(|at| {
        let rest = &text[at..];
        let behind = rest.trim_start_matches('\'');
        (is_formula(behind, at == 0) || at == 0 && is_changed(behind)).then_some((at, rest.len() - behind.len()))
    })
}

/// The text with an apostrophe more before everything that could be run or shown as another number.
pub fn guard(text: &str) -> Cow<'_, str> {
    let mut guarded = String::new();
    let mut done = 0;
    for (at, _) in places(text) {
        guarded.push_str(&text[done..at]);
        guarded.push('\'');
        done = at;
    }
    if guarded.is_empty() {
        return Cow::Borrowed(text);
    }
    guarded.push_str(&text[done..]);
    Cow::Owned(guarded)
}

/// The reverse of [`guard`].
pub fn unguard(text: &str) -> Cow<'_, str> {
    without(text, places(text))
}

/// Takes one apostrophe from the beginning, if it guards something: for tables that others wrote.
pub fn unguard_start(text: &str) -> Cow<'_, str> {
    without(text, places(text).take_while(|(at, _)| *at == 0))
}

fn without(text: &str, places: impl Iterator<Item = (usize, usize)>) -> Cow<'_, str> {
    let mut plain = String::new();
    let mut done = 0;
    for (at, _) in places.filter(|(_, apostrophes)| *apostrophes > 0) {
        plain.push_str(&text[done..at]);
        done = at + 1;
    }
    if done == 0 {
        return Cow::Borrowed(text);
    }
    plain.push_str(&text[done..]);
    Cow::Owned(plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn nothing_can_be_run() {
        for (text, guarded) in [
            ("=1+1", "'=1+1"),
            ("+49 170", "'+49 170"),
            ("-", "'-"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t'=1"),
            (" =1", "' =1"),
            ("\u{A0}\u{FEFF}@A1", "'\u{A0}\u{FEFF}@A1"),
            ("\r\n =1", "'\r\n' =1"),
            ("a, +1", "a,' +1"),
            ("＝1", "'＝1"),
            ("'=1", "''=1"),
            ("Mia;=HYPERLINK(\"x\")", "Mia;'=HYPERLINK(\"x\")"),
            ("Mia\n=cmd|' /C calc'!A0", "Mia\n'=cmd|' /C calc'!A0"),
            ("\"=1", "\"'=1"),
            ("a;-1", "a;'-1"),
            ("a;- 2+3+cmd|' /C calc'!A0", "a;'- 2+3+cmd|' /C calc'!A0"),
            ("a\n+ cmd|' /C calc'!A0", "a\n'+ cmd|' /C calc'!A0"),
            ("a,- SUM(A1:A9)", "a,'- SUM(A1:A9)"),
            ("a|- a1 - 3;- 4", "a|- a1 - 3;'- 4"),
        ] {
            assert_eq!(guard(text), guarded);
        }
    }

    #[test]
    fn what_people_write_stays_as_it_is() {
        for text in
            ["Mia Sample", "He likes:\n- bees\n  - boats", "so:\n-\n- ", "a - b", "it's 1+1=2", "", "'tis", " Mia"]
        {
            assert_eq!(guard(text), text);
        }
    }

    #[test]
    fn no_number_is_shown_as_another() {
        for text in
            ["007", "0170 123456", "0170/123456", "1234567890123456", "1.50", "5E3", "1/2", "3-4", "00:15", "50%", "$5"]
        {
            assert_eq!(guard(text), format!("'{text}"));
        }
        for text in
            ["0", "7", "123456789012345", "2019", "2019-05", "2019-05-17", "007 agents", "E", "2019-05-17T07:00:00Z"]
        {
            assert_eq!(guard(text), text);
        }
        assert_eq!(guard("1,-5"), "'1,'-5");
        assert_eq!(unguard_start("'007"), "007");
    }

    #[test]
    fn of_others_only_the_beginning_is_touched() {
        assert_eq!(unguard_start("'+49;'=1"), "+49;'=1");
        assert_eq!(unguard_start("a;'=1"), "a;'=1");
        assert_eq!(unguard_start("'tis"), "'tis");
    }

    proptest! {
        #[test]
        fn every_text_comes_back(text in "[-=+@';,\"a2(! \t\r\n|＝]{0,12}|[-0-9',;./:%E ]{0,12}|\\PC{0,12}") {
            let guarded = guard(&text);
            prop_assert_eq!(unguard(&guarded), text.as_str());
            // Whatever separator the program takes, no cell begins with what could be run.
            for cell in guarded.split([';', ',', '\t', '\n', '\r', '"', '|']) {
                let begin = cell.trim_start_matches(is_dropped);
                prop_assert!(!begin.starts_with(['=', '@', '＝', '＋', '－', '＠']), "{guarded:?}");
                // A sign only before a space and words.
                if let Some(behind) = begin.strip_prefix(['-', '+']) {
                    let words = behind.trim_start();
                    let is_list = behind.starts_with(char::is_whitespace) && words.starts_with(char::is_alphabetic);
                    prop_assert!((is_list && !words.contains(['(', '!', '='])) || words.is_empty(), "{guarded:?}");
                }
            }
        }
    }
}
