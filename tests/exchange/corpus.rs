//! Broken and odd files: each is read or refused with words that say what and where.

use std::fmt::Write as _;
use std::path::Path;

use proptest::prelude::*;
use really_know::domain::Moment;
use really_know::exchange::backup::{self, Beside, Extent};
use really_know::exchange::{Source, limits};

use crate::given::read_file;

fn told(source: &Source) -> String {
    let mut told = format!("{:?}", source.kind);
    for found in &source.people {
        let person = &found.person;
        let address = person.address.as_ref().map(|address| format!(" ({address})")).unwrap_or_default();
        write!(told, "\n  {}: {:?}{address}", found.place, person.name).unwrap();
        for text in [&person.headline, &person.story] {
            if !text.is_empty() {
                write!(told, " {text:?}").unwrap();
            }
        }
    }
    for problem in &source.left_out {
        write!(told, "\n  left out: {problem}").unwrap();
    }
    for (what, count) in &source.ignored {
        write!(told, "\n  ignored: {what} ({count})").unwrap();
    }
    told
}

#[test]
fn every_file_of_the_corpus() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/exchange");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut all = String::new();
    for file in files {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let result = read_file(&name, &std::fs::read(&file).unwrap());
        let result = result.map_or_else(|problem| format!("refused: {problem}"), |source| told(&source));
        writeln!(all, "{name}\n  {result}\n").unwrap();
    }
    insta::assert_snapshot!(all);
}

#[test]
fn our_own_backup_is_read_however_large_it_has_become() {
    let (id, person) = crate::given::mia();
    let mut file = backup::write([(&id, &person)], Beside::default(), Extent::Everything, Moment(0));
    // As if there were many more people in it: the reader can't know before.
    file.resize(limits::MAX_FILE + 1, b' ');
    assert_eq!(read_file("x.json", &file).unwrap().people.len(), 1);
    let told = limits::check_size(400 << 20, &file).unwrap_err().to_string();
    assert_eq!(told, "this file has 400 MB; more than 384 MB can't be a library of people");
    assert!(limits::check_size(200 << 20, b"age-encryption.org/v1\n-> scrypt ").is_ok(), "a locked one, too");
    assert!(file.starts_with(&file[..limits::BEGINNING]) && backup::is_ours(&file[..limits::BEGINNING]));
}

#[test]
fn a_file_of_200_mb() {
    let row = b"Mia Sample,https://www.linkedin.com/in/mia-sample,a story\n";
    let mut file = b"Name,Profile,Story\n".to_vec();
    while file.len() < 200 << 20 {
        file.extend(row);
    }
    let told = "this file has 200 MB; more than 96 MB can't be a library of people";
    assert_eq!(read_file("x.csv", &file).unwrap_err().to_string(), told);
    assert_eq!(limits::check_size(file.len() as u64, &file).unwrap_err().to_string(), told, "before it is even loaded");
    // As large as it may be, and more people than there can be.
    file.truncate(7 << 20);
    let told = read_file("x.csv", &file).unwrap_err().to_string();
    assert_eq!(told, "line 100002: there are more than 100000 people in this file");
}

#[test]
fn values_and_tables_without_an_end() {
    let cell = format!("Name,Story\nMia,{}\n", "x".repeat(limits::MAX_VALUE + 1));
    let told = read_file("x.csv", cell.as_bytes()).unwrap_err().to_string();
    assert_eq!(told, "line 2, “Story”: there are more than 1048576 characters in this file");
    let columns = format!("Name{}\nMia\n", ",x".repeat(limits::MAX_COLUMNS));
    let told = read_file("x.csv", columns.as_bytes()).unwrap_err().to_string();
    assert_eq!(told, "there are more than 1000 columns in this file");
    let card = format!("BEGIN:VCARD\nFN:Mia\nNOTE:x\n{}END:VCARD\n", " xxxxxxxxxxxx\n".repeat(100_000));
    let told = read_file("x.vcf", card.as_bytes()).unwrap_err().to_string();
    assert_eq!(told, "line 3: there are more than 1048576 characters in this file");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn reading_anything_never_panics(bytes: Vec<u8>, name in "x\\.(csv|vcf|md|json|zip)") {
        let _ = read_file(&name, &bytes);
    }

    #[test]
    fn a_backup_cut_anywhere_is_refused(at: prop::sample::Index) {
        let file = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/exchange/good.json")).unwrap();
        let whole = file.trim_ascii_end().len();
        let problem = read_file("b.json", &file[..at.index(whole)]).unwrap_err();
        prop_assert!(problem.place.line > 0 || problem.to_string() == "this file is empty", "{problem}");
    }

    #[test]
    fn tables_of_anything_never_panic(text in "(Name|URL|First Name|[,;\t\"\n\r'=]|sep=;|Mia){0,30}") {
        let _ = read_file("x.csv", text.as_bytes());
    }
}
