//! Drafts for the mail program.

use proptest::prelude::*;
use really_know::introductions::mail::Draft;
use really_know::introductions::{Length, Manner, Pair};

use super::given::{WHY, english, jim, leonard, manners};

/// What a mail program makes of a link (RFC 6068): the subject and the text.
fn read(href: &str) -> (String, Option<String>) {
    let fields = href.strip_prefix("mailto:?").unwrap();
    let field = |name: &str| {
        let value = fields.split('&').find_map(|field| field.strip_prefix(name)?.strip_prefix('='))?;
        let mut bytes = Vec::new();
        let mut rest = value.bytes();
        while let Some(byte) = rest.next() {
            if byte == b'%' {
                let digits = [rest.next().unwrap(), rest.next().unwrap()];
                bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap());
            } else {
                bytes.push(byte);
            }
        }
        Some(String::from_utf8(bytes).unwrap())
    };
    (field("subject").unwrap(), field("body"))
}

#[test]
fn a_link_has_no_address_and_what_was_written() {
    let draft = Draft::new("Jim & Leonard = 100 % + ?", "Zoë,\n\nfirst line?\nSecond & last #1: 王, “ليلى” 🐝");
    assert!(draft.whole && draft.href.starts_with("mailto:?subject="));
    let (subject, body) = read(&draft.href);
    assert_eq!(subject, "Jim & Leonard = 100 % + ?");
    assert_eq!(body.unwrap(), "Zoë,\r\n\r\nfirst line?\r\nSecond & last #1: 王, “ليلى” 🐝");
    assert!(!draft.href.contains('+') && draft.href.matches('&').count() == 1, "{}", draft.href);
    assert!(!Draft::new("", "a\r\nb").href.contains("%0D%0D"));
}

#[test]
fn a_text_that_is_too_long_for_a_link_is_not_cut_but_left_out() {
    let draft = Draft::new("bees", &"word ".repeat(600));
    assert!(!draft.whole);
    assert_eq!(read(&draft.href), ("bees".to_owned(), None));
}

#[test]
fn what_an_english_message_says_fits() {
    let (leonard, jim) = (leonard(), jim());
    let note = Pair::new(&leonard, &jim, WHY).compose(english()).unwrap();
    assert!(Draft::new("", &note.plain()).whole);
    for manner in manners() {
        let mail = Pair::new(&leonard, &jim, WHY).compose(Manner { length: Length::Mail, ..manner }).unwrap();
        let draft = Draft::new(&mail.subject.as_ref().unwrap().text, &mail.plain());
        assert_eq!(read(&draft.href).0, mail.subject.unwrap().text, "{}", manner.language.code);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_comes_back_whole_or_not_at_all(subject in "\\PC{0,80}", body in "(\\PC|\n){0,600}") {
        let draft = Draft::new(&subject, &body);
        prop_assert!(draft.href.is_ascii() && draft.href.len() <= 2_000);
        let (read_subject, read_body) = read(&draft.href);
        prop_assert_eq!(read_subject, subject);
        prop_assert_eq!(read_body.is_some(), draft.whole);
        if let Some(read_body) = read_body {
            prop_assert_eq!(read_body.replace("\r\n", "\n"), body.replace("\r\n", "\n"));
        }
    }
}
