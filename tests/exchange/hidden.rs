//! What is left out is in no format, in no form.

use std::io::{Cursor, Read};

use proptest::prelude::*;
use really_know::domain::{Field, Mark, Met, Moment, Person, PersonId};
use really_know::exchange::export::{Format, Options, export};
use really_know::exchange::table::Separator;

/// Fields that are texts, each of whose lines has a mark of its own or none.
const TEXTS: [Field; 10] = [
    Field::Headline,
    Field::MetWhere,
    Field::IntroducedBy,
    Field::Memory,
    Field::Story,
    Field::GoodAt,
    Field::LooksFor,
    Field::CanHelp,
    Field::Message,
    Field::Name,
];

fn put(person: &mut Person, field: &Field, text: String) {
    match field {
        Field::Name => person.name = text,
        Field::Headline => person.headline = text,
        Field::MetWhere => person.met_where = text,
        Field::IntroducedBy => person.introduced_by = text,
        Field::Memory => person.ties.met = Some(Met { memory: text, ..Met::default() }),
        Field::Story => person.story = text,
        Field::GoodAt => person.good_at = text,
        Field::LooksFor => person.looks_for = text,
        Field::CanHelp => person.can_help = text,
        Field::Message => person.message = text,
        other => panic!("{other:?} is no text"),
    }
}

/// A line that nothing else has a part of.
fn line(field: usize, line: usize) -> String {
    format!("qz{}z{}q", char::from(b'a' + field as u8), char::from(b'a' + line as u8))
}

/// The marks of a field and of its lines.
type Marked = (Option<Mark>, Vec<Option<Mark>>);

fn mark() -> impl Strategy<Value = Option<Mark>> {
    prop_oneof![Just(None), Just(Some(Mark::Shareable)), Just(Some(Mark::Private)), Just(Some(Mark::Sensitive))]
}

fn marked() -> impl Strategy<Value = Vec<Marked>> {
    proptest::collection::vec((mark(), proptest::collection::vec(mark(), 1..4)), TEXTS.len())
}

/// Somebody with such lines, and which of them is marked how.
fn somebody(marked: &[Marked]) -> (Person, Vec<(String, Mark)>) {
    let mut person = Person::default();
    for (n, (field, (_, lines))) in TEXTS.iter().zip(marked).enumerate() {
        // A name or a place is one line.
        let one = matches!(field, Field::Name | Field::Headline | Field::MetWhere | Field::IntroducedBy);
        let count = if one { 1 } else { lines.len() };
        put(&mut person, field, (0..count).map(|at| line(n, at)).collect::<Vec<_>>().join("\n"));
    }
    let mut all = Vec::new();
    for (field, (whole, lines)) in TEXTS.iter().zip(marked) {
        person.marks.set(field, None, whole.clone());
        let text = person.text(field).to_owned();
        for (line, mark) in text.lines().zip(lines) {
            person.marks.set(field, Some(line), mark.clone());
        }
        all.extend(text.lines().map(|line| (line.to_owned(), person.marks.line(field, line))));
    }
    (person, all)
}

/// Everything that stands in a file, unpacked and unfolded.
fn text_of(name: &str, bytes: &[u8]) -> String {
    if !name.ends_with(".zip") {
        return String::from_utf8(bytes.to_vec()).unwrap().replace("\r\n ", "");
    }
    let mut archive = ::zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut all = String::new();
    for n in 0..archive.len() {
        let mut file = archive.by_index(n).unwrap();
        all.push_str(&file.name().unwrap());
        file.read_to_string(&mut all).unwrap();
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_left_out_is_in_no_file_and_the_rest_is_in_each(marked in marked(), sensitive: bool) {
        let (person, lines) = somebody(&marked);
        let from = if sensitive { Mark::Sensitive } else { Mark::Private };
        let (one, other) = (PersonId::new(1, 1), PersonId::new(2, 2));
        let options = Options { made: Moment(0), without: Some(from.clone()), ..Options::default() };
        let formats = [
            Format::Backup,
            Format::Table(Separator::Comma),
            Format::Table(Separator::Semicolon),
            Format::Cards { user: "me".into() },
            Format::Notes,
        ];
        for format in formats {
            for people in [vec![(&one, &person)], vec![(&one, &person), (&other, &person)]] {
                let file = export(people, &format, &options).unwrap();
                let text = text_of(&file.name, &file.bytes);
                for (line, mark) in &lines {
                    prop_assert_eq!(text.contains(line.as_str()), *mark < from, "{} ({:?}) in {}", line, mark, text);
                }
            }
        }
    }
}
