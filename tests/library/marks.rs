//! Marks as commands write them.

use really_know::domain::{Field, Mark, Met};
use really_know::library::{Change, Edit};

use super::disk::Browser;

fn mark(field: Field, line: Option<&str>, mark: Mark) -> Edit {
    Edit::Mark { field, line: line.map(str::to_owned), mark: Some(mark) }
}

#[test]
fn marks_follow_their_lines_through_edits_and_back() {
    let mut browser = Browser::new();
    let memory = |text: &str| Edit::Met(Some(Met { memory: text.into(), ..Met::default() }));
    browser.write("mia", vec![Edit::Story("Met in a qeue.\nShe was ill.".into()), memory("bees")]);
    browser.write(
        "mia",
        vec![mark(Field::Story, Some("Met in a qeue."), Mark::Shareable), mark(Field::Memory, None, Mark::Shareable)],
    );
    let (command, _) = browser.save(Change::Write {
        who: really_know::library::Who::Address(super::disk::address("mia")),
        edits: vec![Edit::Story("Met in a queue.\nShe was ill.".into()), memory("bees and wax")],
        base: vec![],
    });
    let shared = |browser: &Browser| {
        let person = browser.find("mia").unwrap().1;
        (person.shareable(&Field::Story), person.shareable(&Field::Memory))
    };
    assert_eq!(shared(&browser), ("Met in a queue.".to_owned(), "bees and wax".to_owned()));
    browser.save(Change::Undo { command });
    assert_eq!(shared(&browser), ("Met in a qeue.".to_owned(), "bees".to_owned()));
}

#[test]
fn a_mark_is_a_few_words_on_the_wire() {
    let edit: Edit = serde_json::from_str(r#"{"mark":{"field":"story","line":"x","mark":"shareable"}}"#).unwrap();
    assert_eq!(edit, mark(Field::Story, Some("x"), Mark::Shareable));
    let edit: Edit = serde_json::from_str(r#"{"mark":{"field":"goodAt"}}"#).unwrap();
    assert_eq!(edit, Edit::Mark { field: Field::GoodAt, line: None, mark: None });
}
