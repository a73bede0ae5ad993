//! Business cards: ours before two parsers of other authors, and those of other programs before ours.

use std::collections::BTreeSet;

use calcard::common::IanaString;
use calcard::vcard::{
    VCard, VCardEntry, VCardParameter, VCardParameterName, VCardParameterValue, VCardProperty, VCardValue,
    VCardValueType,
};
use proptest::prelude::*;
use really_know::domain::{CloseKind, MetKind, Moment, Person, PersonId, WorkKind};
use really_know::exchange::{Cause, Kind, card};
use vcard4::property::TextOrUriProperty;

use crate::given::{anybody, in_many_scripts, mia, read_file};

fn cards(person: &Person) -> String {
    String::from_utf8(card::write([(&PersonId::new(1, 2), person)], "Ada User")).unwrap()
}

/// The parser knows RFC 6350 and nothing newer, so the two properties of RFC 6715 are taken out; `modern` has them.
fn strict(text: &str) -> vcard4::Vcard {
    let unfolded = text.replace("\r\n ", "");
    let known =
        unfolded.split_inclusive("\r\n").filter(|line| !line.starts_with("EXPERTISE") && !line.starts_with("INTEREST"));
    let known: String = known.collect();
    let mut cards = vcard4::parse(&known).unwrap_or_else(|error| panic!("{error}\n{known}"));
    assert_eq!(cards.len(), 1);
    cards.remove(0)
}

/// What a card says, read by a parser of yet another author that knows RFC 6715 too.
#[derive(Debug, Default, PartialEq)]
struct Said {
    uid: String,
    full_name: Vec<String>,
    title: Vec<String>,
    /// Addresses, and whether they are former ones.
    urls: Vec<(String, bool)>,
    /// Whom somebody is related to, and how, in the words that IANA has registered.
    related: Vec<(String, BTreeSet<String>)>,
    note: Vec<String>,
    expertise: Vec<String>,
    interest: Vec<String>,
    categories: BTreeSet<String>,
    /// In seconds.
    revision: Option<i64>,
}

impl Said {
    fn read(card: &VCard) -> Self {
        let mut said = Self::default();
        assert_eq!(card.entries[0].name, VCardProperty::Version, "RFC 6350, section 6.7.9: it comes first");
        for entry in &card.entries {
            let texts: Vec<String> =
                entry.values.iter().filter_map(|value| value.as_text().map(str::to_owned)).collect();
            let text = || {
                assert_eq!((texts.len(), entry.values.len()), (1, 1), "one text: {entry:?}");
                texts[0].clone()
            };
            match &entry.name {
                VCardProperty::Version => assert_eq!(text(), "4.0"),
                VCardProperty::Uid => said.uid = text(),
                VCardProperty::Fn => said.full_name.push(text()),
                VCardProperty::Title => said.title.push(text()),
                VCardProperty::Url => {
                    let former = |param: &VCardParameter| {
                        param.name == VCardParameterName::Type
                            && param.value == VCardParameterValue::Text("x-former".into())
                    };
                    said.urls.push((text(), entry.params.iter().any(former)));
                }
                VCardProperty::Related => said.related.push((text(), related_types(entry))),
                VCardProperty::Note => said.note.push(text()),
                VCardProperty::Expertise => said.expertise.push(text()),
                VCardProperty::Interest => said.interest.push(text()),
                VCardProperty::Categories => said.categories = texts.iter().map(|tag| without_blanks(tag)).collect(),
                VCardProperty::Rev => {
                    let [VCardValue::PartialDateTime(time)] = entry.values.as_slice() else { panic!("{entry:?}") };
                    said.revision = time.to_timestamp();
                    assert!(said.revision.is_some(), "{entry:?}");
                }
                VCardProperty::Prodid => {}
                VCardProperty::Other(name) => assert!(name.starts_with("X-REALLY-KNOW-"), "{name}"),
                other => panic!("{other:?}"),
            }
        }
        said
    }

    /// What a card has to say of somebody.
    fn of(id: &PersonId, person: &Person, user: &str) -> Self {
        let some = |text: &str| Some(printed(text)).filter(|text| !text.is_empty()).into_iter().collect();
        let lines = |text: &str| text.split('\n').map(printed).filter(|line| !line.is_empty()).collect();
        let user = Some(printed(user)).filter(|user| !is_blank(user)).unwrap_or_else(|| "me".into());
        let nameless = person.address.as_ref().map_or("?", |address| address.as_str());
        let name = printed(&person.name);
        let current = person.address.iter().map(|address| (address.href(), false));
        let ties = &person.ties;
        let mut related: Vec<BTreeSet<&str>> = Vec::new();
        if let Some(worked) = &ties.worked {
            related.push(BTreeSet::from(["CO-WORKER"]));
            related[0].extend(worked.kinds.contains(&WorkKind::Colleague).then_some("COLLEAGUE"));
        }
        if let Some(met) = &ties.met {
            let neighbour = met.kinds.contains(&MetKind::Neighbours).then_some("NEIGHBOR");
            related.push(["MET"].into_iter().chain(neighbour).collect());
        }
        if let Some(close) = &ties.close {
            let has = |kind| close.kinds.contains(&kind);
            let kin = has(CloseKind::Family) || has(CloseKind::InLaw);
            let types = [(has(CloseKind::Friend), "FRIEND"), (kin, "KIN"), (has(CloseKind::Partner), "SWEETHEART")];
            let types: BTreeSet<&str> = types.into_iter().filter(|(is, _)| *is).map(|(_, word)| word).collect();
            related.push(if types.is_empty() { BTreeSet::from(["CONTACT"]) } else { types });
        }
        let types = |types: BTreeSet<&str>| types.into_iter().map(str::to_owned).collect();
        let tags = person.tags.iter().filter(|tag| !printed(tag).is_empty() || person.tags.len() > 1);
        Self {
            uid: format!("really-know:{id}"),
            full_name: vec![if is_blank(&name) { nameless.to_owned() } else { name }],
            title: some(&person.headline),
            urls: current.chain(person.aliases.iter().map(|alias| (alias.href(), true))).collect(),
            related: related.into_iter().map(|door| (user.clone(), types(door))).collect(),
            note: some(&person.story),
            expertise: lines(&person.good_at),
            interest: lines(&person.looks_for),
            categories: tags.map(|tag| without_blanks(&printed(tag))).collect(),
            // RFC 6350 has four digits for a year.
            revision: Some(person.updated)
                .filter(|updated| (1..253_402_300_800_000).contains(&updated.0))
                .map(|Moment(ms)| ms.div_euclid(1_000)),
        }
    }
}

fn related_types(entry: &VCardEntry) -> BTreeSet<String> {
    let types = entry.params.iter().filter_map(|param| match (&param.name, &param.value) {
        (VCardParameterName::Type, VCardParameterValue::Type(word)) => Some(word.as_str().to_owned()),
        (VCardParameterName::Value, VCardParameterValue::ValueType(VCardValueType::Text)) => None,
        other => panic!("no word of RFC 6350: {other:?}"),
    });
    types.collect()
}

/// A text as a card can hold it: control characters have no place in one.
fn printed(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}

/// Whether there is nothing to read. A line break is written as `\n`, which is something.
fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() && c != '\n')
}

/// That parser takes blanks away around and within the parts of a list.
fn without_blanks(text: &str) -> String {
    text.replace([' ', '\t'], "")
}

/// All cards of a file, read by that parser, which has to find nothing but cards.
fn modern(text: &str) -> Vec<Said> {
    let mut parser = calcard::Parser::new(text).strict();
    let mut cards = Vec::new();
    loop {
        match parser.entry() {
            calcard::Entry::VCard(card) => cards.push(Said::read(&card)),
            calcard::Entry::Eof => return cards,
            other => panic!("{other:?} in {text}"),
        }
    }
}

fn names(text: &str) -> Vec<String> {
    let source = read_file("contacts.vcf", text.as_bytes()).unwrap();
    assert_eq!(source.kind, Kind::Cards);
    source.people.into_iter().map(|found| found.person.name).collect()
}

#[test]
fn a_strict_parser_sees_the_same() {
    let (_, person) = mia();
    let text = cards(&person);
    let card = strict(&text);
    assert_eq!(card.formatted_name[0].value, "Mia Sämple");
    assert_eq!(card.title[0].value, person.headline);
    assert_eq!(card.note[0].value, person.story);
    assert_eq!(card.url[0].value.to_string(), "https://www.linkedin.com/in/mia-sample/");
    assert_eq!(card.categories[0].value, ["a; b", "bees"]);
    let related: Vec<(&str, String)> = card
        .related
        .iter()
        .map(|related| match related {
            TextOrUriProperty::Text(text) => {
                let types = text.parameters.as_ref().unwrap().types.as_ref().unwrap();
                let types: Vec<String> = types.iter().map(ToString::to_string).collect();
                (text.value.as_str(), types.join(","))
            }
            TextOrUriProperty::Uri(uri) => panic!("{uri:?}"),
        })
        .collect();
    let types = ["co-worker,colleague", "met", "contact"];
    assert_eq!(related, types.map(|types| ("Ada User", types.to_owned())));
    assert!(text.contains("\r\nEXPERTISE:Bees\r\nEXPERTISE:Bread\r\nINTEREST:A mill\\; with water\r\n"));
}

#[test]
fn a_parser_that_knows_rfc_6715_sees_the_same() {
    let (id, person) = mia();
    let file = String::from_utf8(card::write([(&id, &person)], "User, Ada; \"A\"")).unwrap();
    let [said] = modern(&file).try_into().expect("one card");
    assert_eq!(said.expertise, ["Bees", "Bread"]);
    assert_eq!(said.interest, ["A mill; with water"]);
    let related: Vec<String> = said.related.iter().map(|(user, types)| format!("{user}: {types:?}")).collect();
    let expected = [r#"{"CO-WORKER", "COLLEAGUE"}"#, r#"{"MET"}"#, r#"{"CONTACT"}"#];
    assert_eq!(related, expected.map(|types| format!("User, Ada; \"A\": {types}")));
    assert_eq!(said.categories, ["a;b".to_owned(), "bees".to_owned()].into());
    assert_eq!(said, Said::of(&id, &person, "User, Ada; \"A\""));
}

#[test]
fn that_parser_would_tell() {
    let good = "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Mia\r\nEXPERTISE:a\\, b\r\nEND:VCARD\r\n";
    assert_eq!(modern(good)[0].expertise, ["a, b"]);
    for wrong in [
        good.replace("END:VCARD\r\n", ""),
        good.replace("FN:Mia", "FN"),
        good.replace("FN:Mia", "FN:Mia\r\nnext line"),
        good.replace("EXPERTISE", "RELATED;VALUE=text;TYPE=pal"),
    ] {
        assert!(
            std::panic::catch_unwind(|| modern(&wrong)[0].full_name.join("")).map_or(true, |name| name != "Mia"),
            "{wrong}"
        );
    }
}

#[test]
fn other_programs_cards() {
    // vCard 2.1 as phones write it: quoted-printable with soft breaks, charsets, types without names.
    let old = "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BC=\r\nller;Zo=C3=AB;;;\r\n\
               TEL;CELL:+49 170\r\nNOTE;ENCODING=QUOTED-PRINTABLE:two=0D=0Alines\r\nPHOTO;JPEG;ENCODING=BASE64:\r\n \
               AAAA\r\n\r\nEND:VCARD\r\n";
    // vCard 3.0 as address books write it.
    let apple = "BEGIN:VCARD\nVERSION:3.0\nPRODID:-//Apple Inc.//macOS//EN\nN:Sample;Mia;;;\nFN:Mia Sample\n\
                 ORG:Crumb\\, Ltd;Bread\nTITLE:Baker\nitem1.URL;type=pref:https://www.linkedin.com/in/mia-sample\n\
                 item1.X-ABLabel:LinkedIn\nCATEGORIES:bees,boats\nNOTE:one\\ntwo\\, three\nEND:VCARD\n";
    let source = read_file("x.vcf", format!("{old}{apple}").as_bytes()).unwrap();
    let [zoe, mia] = source.people.as_slice() else { panic!("{source:?}") };
    assert_eq!((zoe.person.name.as_str(), zoe.person.story.as_str()), ("Zoë Müller", "two\nlines"));
    assert_eq!(zoe.place.line, 1);
    assert_eq!((mia.person.name.as_str(), mia.person.story.as_str()), ("Mia Sample", "one\ntwo, three"));
    assert_eq!(mia.person.headline, "Baker, Crumb, Ltd, Bread");
    assert_eq!(mia.person.address.as_ref().unwrap().as_str(), "mia-sample");
    assert_eq!(mia.person.tags, ["bees".to_owned(), "boats".to_owned()].into());
    assert_eq!(mia.place.line, 11);
    let ignored: Vec<(&str, usize)> = source.ignored.iter().map(|(what, count)| (what.as_str(), *count)).collect();
    assert_eq!(ignored, [("PHOTO", 1), ("TEL", 1), ("X-ABLABEL", 1)]);
    assert_eq!(source.left_out, []);
}

#[test]
fn somebody_elses_relations_open_no_door() {
    let text = "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Mia\r\nRELATED;TYPE=spouse;VALUE=text:Omar\r\nINTEREST:chess\r\n\
                END:VCARD\r\n";
    let source = read_file("x.vcf", text.as_bytes()).unwrap();
    assert_eq!(source.people[0].person, Person { name: "Mia".into(), ..Person::default() });
    assert_eq!(source.ignored.len(), 2);
}

#[test]
fn odd_charsets_and_line_ends() {
    let latin = b"BEGIN:VCARD\rVERSION:3.0\rFN:Zo\xEB\rEND:VCARD\r";
    assert_eq!(read_file("x", latin).unwrap().people[0].person.name, "Zoë");
    let japanese =
        b"BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=SHIFT_JIS:\x8E\x52\x93\x63;\x91\xBE\x98\x59\r\nEND:VCARD\r\n";
    assert_eq!(read_file("x", japanese).unwrap().people[0].person.name, "太郎 山田");
    let text = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Zoë 蜂\r\nEND:VCARD\r\n";
    let utf16: Vec<u8> = [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    assert_eq!(read_file("x", &utf16).unwrap().people[0].person.name, "Zoë 蜂");

    let unknown = b"BEGIN:VCARD\r\nVERSION:2.1\r\nFN:Mia\r\nNOTE;CHARSET=KLINGON:x\r\nEND:VCARD\r\n";
    let source = read_file("x", unknown).unwrap();
    assert_eq!(
        source.left_out[0].to_string(),
        "line 4, “NOTE”: this text is in an encoding that is not known: “KLINGON”"
    );
    assert_eq!(source.people[0].person.name, "Mia");
}

#[test]
fn a_card_in_a_card_is_the_secretarys() {
    let text =
        "BEGIN:VCARD\nVERSION:2.1\nN:Sample;Mia\nAGENT:\nBEGIN:VCARD\nVERSION:2.1\nN:Test;Omar\nEND:VCARD\nEND:VCARD\n";
    assert_eq!(names(text), ["Mia Sample"]);
}

#[test]
fn what_is_no_card_is_told() {
    let cause = |text: &str| read_file("x.vcf", text.as_bytes()).unwrap_err().to_string();
    assert_eq!(cause("Mia"), "there is no business card in this file");
    let open = "BEGIN:VCARD\nVERSION:3.0\nFN:Mia\nEND:VCARD\nBEGIN:VCARD\nFN:Omar\n";
    assert_eq!(cause(open), "line 5: the business card that begins here has no END:VCARD; the file was cut off");
    let source = read_file("x", b"BEGIN:VCARD\nVERSION:9\nFN:Mia\nEND:VCARD\n").unwrap();
    assert_eq!(source.left_out[0].cause, Cause::CardVersion("9".into()));
    let source = read_file("x", b"BEGIN:VCARD\nFN:\nscribble\nEND:VCARD\n").unwrap();
    assert_eq!(source.left_out.iter().map(|problem| problem.place.line).collect::<Vec<_>>(), [3, 1]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_is_in_a_note_the_card_is_valid(person in anybody()) {
        let text = cards(&person);
        for line in text.split("\r\n") {
            prop_assert!(line.len() <= 75 && !line.contains(['\r', '\n']));
        }
        let card = strict(&text);
        prop_assert_eq!(card.formatted_name.len(), 1);
        prop_assert_eq!(card.related.len(), person.ties.doors().len());
        prop_assert_eq!(card.url.len(), person.addresses().count());
    }

    #[test]
    fn whatever_is_in_notes_their_cards_say_it(
        people in proptest::collection::vec((anybody(), in_many_scripts()), 1..4),
        user in in_many_scripts::<1>(),
    ) {
        let people: Vec<(PersonId, Person)> = (1..)
            .zip(people)
            .map(|(n, (person, [name, headline, story, good_at, looks_for, tag]))| {
                let tags = person.tags.iter().cloned().chain([tag]).collect();
                (PersonId::new(1, n), Person { name, headline, story, good_at, looks_for, tags, ..person })
            })
            .collect();
        let text = String::from_utf8(card::write(people.iter().map(|(id, person)| (id, person)), &user[0])).unwrap();
        let expected: Vec<Said> = people.iter().map(|(id, person)| Said::of(id, person, &user[0])).collect();
        prop_assert_eq!(modern(&text), expected, "{}", text);
    }

    #[test]
    fn whatever_anybody_writes_their_card_says_it(person in anybody()) {
        prop_assert_eq!(modern(&cards(&person)), [Said::of(&PersonId::new(1, 2), &person, "Ada User")]);
    }

    #[test]
    fn reading_anything_never_panics(lines in proptest::collection::vec(
        prop_oneof!["BEGIN:VCARD", "END:VCARD", "VERSION:(2.1|3.0|4.0)", "(N|FN|ORG)(;CHARSET=x)?:.{0,9}",
            "NOTE;ENCODING=QUOTED-PRINTABLE:[=A-F0-9]{0,9}=?", "[ \t]?\\PC{0,9}"], 0..12)) {
        let _ = read_file("x.vcf", lines.join("\n").as_bytes());
    }
}
