//! The exported texts, to be looked at.

use really_know::domain::{Mark, Moment, PersonId};
use really_know::exchange::backup::Beside;
use really_know::exchange::check::check;
use really_know::exchange::export::{Format, Options, export};
use really_know::exchange::table::Separator;
use really_know::library::Settings;

use crate::given::{borrowed, mia, omar, read_file};

const fn beside(settings: &Settings) -> Beside<'_> {
    Beside { settings: Some(settings), ledger: None, history: &[] }
}

fn text(format: &Format, without: Option<Mark>) -> String {
    let people = [mia(), omar()];
    let settings = Settings::default();
    let options = Options { made: Moment(1_763_884_800_000), beside: beside(&settings), without, ..Options::default() };
    let people = &people[..if *format == Format::Notes { 1 } else { 2 }];
    let file = export(borrowed(people), format, &options).unwrap();
    // The version changes with every release.
    let text = String::from_utf8(file.bytes).unwrap().replace(env!("CARGO_PKG_VERSION"), "VERSION");
    format!("{} ({})\n{}", file.name, file.media_type, text.replace('\r', "␍").replace('\u{feff}', "<BOM>"))
}

#[test]
fn backup() {
    insta::assert_snapshot!(text(&Format::Backup, None));
}

#[test]
fn table() {
    insta::assert_snapshot!(text(&Format::Table(Separator::Comma), None));
}

#[test]
fn cards() {
    insta::assert_snapshot!(text(&Format::Cards { user: "Ada User".into() }, None));
}

#[test]
fn note() {
    insta::assert_snapshot!(text(&Format::Notes, None));
}

#[test]
fn a_note_without_private_lines() {
    insta::assert_snapshot!(text(&Format::Notes, Some(Mark::Private)));
}

#[test]
fn a_backup_without_private_lines_says_so() {
    let backup = text(&Format::Backup, Some(Mark::Private));
    assert!(backup.contains("\"extent\": \"part\""));
    assert!(!backup.contains("bees swarmed") && !backup.contains("phoned"), "{backup}");
}

#[test]
fn a_backup_is_checked() {
    let (mia, omar) = (mia(), omar());
    let settings = Settings::default();
    let options = Options { beside: beside(&settings), ..Options::default() };
    let file = export(borrowed(&[mia.clone(), omar.clone()]), &Format::Backup, &options).unwrap();
    let source = read_file("b.json", &file.bytes).unwrap();

    let checked = check(&source, borrowed(&[mia.clone(), omar.clone()]), beside(&settings));
    assert!(checked.is_complete());
    assert_eq!((checked.same, checked.gone.len()), (2, 0));

    let mut changed = mia.clone();
    changed.1.story.push('!');
    changed.1.tags.clear();
    let new = (PersonId::new(3, 3), omar.1);
    let now: Settings = serde_json::from_str(r#"{"guard":"off"}"#).unwrap();
    let checked = check(&source, borrowed(&[changed, new]), beside(&now));
    assert!(!checked.is_complete() && checked.settings_differ);
    insta::assert_debug_snapshot!(checked);
}
