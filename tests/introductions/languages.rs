//! The words of all languages.

use std::collections::BTreeSet;

use really_know::domain::Edtf;
use really_know::introductions::Language;

fn variables(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}

#[test]
fn every_language_has_every_text_with_the_same_variables() {
    let english = Language::ALL[0];
    // A tone that a language doesn't tell apart falls back to the bare key.
    let needed: Vec<&str> = english
        .keys()
        .map(|(key, _)| key)
        .filter(|key| !key.ends_with(".formal") && !key.ends_with(".short"))
        .collect();
    for language in Language::ALL {
        for key in &needed {
            assert!(language.word(key).is_some_and(|text| !text.is_empty()), "{} lacks {key}", language.code);
        }
        let mut seen = BTreeSet::new();
        for (key, text) in language.keys() {
            assert!(seen.insert(key), "{} has {key} twice", language.code);
            let base = key.trim_end_matches(".formal").trim_end_matches(".short");
            let original = english.word(key).or_else(|| english.word(base));
            let original = original.unwrap_or_else(|| panic!("{} has {key}, which nobody uses", language.code));
            // A greeting may use the first name or the whole one.
            let wanted = |text| variables(text).into_iter().map(|name| if name == "name" { "first" } else { name });
            assert!(wanted(text).eq(wanted(original)), "{} {key}: {text}", language.code);
        }
    }
}

#[test]
fn dates_are_as_precise_as_they_are_known() {
    let cases = [
        ("en", ["in 2019", "in May 2019", "on 7 May 2019"]),
        ("de", ["2019", "im Mai 2019", "am 7. Mai 2019"]),
        ("fr", ["en 2019", "en mai 2019", "le 7 mai 2019"]),
        ("es", ["en 2019", "en mayo de 2019", "el 7 de mayo de 2019"]),
    ];
    for (code, expected) in cases {
        for (stored, expected) in ["2019", "2019-05", "2019-05-07"].into_iter().zip(expected) {
            assert_eq!(Language::find(code).date(Edtf::parse(stored).unwrap()), expected);
        }
    }
    for language in Language::ALL {
        let months: Vec<&str> = language.word("months").unwrap().split('|').collect();
        assert_eq!(months.len(), 12, "{}", language.code);
    }
}

#[test]
fn what_runs_the_other_way_is_isolated() {
    let english = Language::find("en");
    assert_eq!(english.fill("{a}, {b}", &[("a", "Mia"), ("b", "ليلى")]), "Mia, \u{2068}ليلى\u{2069}");
    assert_eq!(english.fill("{a} {b}", &[("a", "{b}"), ("b", "2")]), "{b} 2", "what is filled in stays as it is");
}

#[test]
fn a_line_is_closed_but_not_a_link() {
    let english = Language::find("en");
    for (line, closed) in [
        ("because of bees", "because of bees."),
        ("because of bees!", "because of bees!"),
        ("see example.org/rule", "see example.org/rule"),
        ("see https://example.org/a?b=c", "see https://example.org/a?b=c"),
        ("see example.org", "see example.org"),
        ("write to me@example.org", "write to me@example.org"),
        ("since 2.5", "since 2.5."),
        ("works in the U.S", "works in the U.S."),
    ] {
        assert_eq!(english.closed(line), closed);
    }
}

#[test]
fn a_sentence_begins_as_its_language_begins_one() {
    let begins = |code| Language::find(code).capitalised("istasyonda tanıştık");
    assert_eq!([begins("tr"), begins("de")], ["İstasyonda tanıştık", "Istasyonda tanıştık"]);
    assert_eq!(Language::find("tr").capitalised("ılık"), "Ilık");
}

#[test]
fn a_tag_finds_its_language() {
    for (tag, code) in [("de-AT", "de"), ("fr", "fr"), ("es_MX", "es"), ("xx", "en"), ("", "en")] {
        assert_eq!(Language::find(tag).code, code);
    }
}
