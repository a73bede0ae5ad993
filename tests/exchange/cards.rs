//! Business cards: ours before a strict parser of another author, and those of other programs before ours.

use proptest::prelude::*;
use really_know::domain::{Person, PersonId};
use really_know::exchange::{Cause, Kind, card};
use vcard4::property::TextOrUriProperty;

use crate::given::{anybody, mia, read_file};

fn cards(person: &Person) -> String {
    String::from_utf8(card::write([(&PersonId::new(1, 2), person)], "Ada User")).unwrap()
}

/// The parser knows RFC 6350 and nothing newer, so the two properties of RFC 6715 are taken out and tested apart.
fn strict(text: &str) -> vcard4::Vcard {
    let unfolded = text.replace("\r\n ", "");
    let known =
        unfolded.split_inclusive("\r\n").filter(|line| !line.starts_with("EXPERTISE") && !line.starts_with("INTEREST"));
    let known: String = known.collect();
    let mut cards = vcard4::parse(&known).unwrap_or_else(|error| panic!("{error}\n{known}"));
    assert_eq!(cards.len(), 1);
    cards.remove(0)
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
    fn reading_anything_never_panics(lines in proptest::collection::vec(
        prop_oneof!["BEGIN:VCARD", "END:VCARD", "VERSION:(2.1|3.0|4.0)", "(N|FN|ORG)(;CHARSET=x)?:.{0,9}",
            "NOTE;ENCODING=QUOTED-PRINTABLE:[=A-F0-9]{0,9}=?", "[ \t]?\\PC{0,9}"], 0..12)) {
        let _ = read_file("x.vcf", lines.join("\n").as_bytes());
    }
}
