//! Tables before a reader that knows nothing but the grammar of RFC 4180, section 2.

use proptest::prelude::*;
use really_know::domain::{Person, PersonId};
use really_know::exchange::table::{self, Separator};

use crate::given::{anybody, mia};

/// Takes a table apart by the grammar alone: every line ends with CR LF, a cell is in quotation marks if it holds one, the
/// separator, CR or LF, and inside of them each is doubled.
pub fn strict(text: &str, separator: char) -> Result<Vec<Vec<String>>, String> {
    let mut rows = vec![vec![String::new()]];
    let mut rest = text;
    loop {
        let row = rows.last_mut().expect("there is always one");
        let cell = row.last_mut().expect("there is always one");
        if let Some(quoted) = rest.strip_prefix('"') {
            rest = quoted;
            loop {
                let end = rest.find('"').ok_or("a quotation mark is never closed")?;
                cell.push_str(&rest[..end]);
                rest = &rest[end + 1..];
                let Some(more) = rest.strip_prefix('"') else { break };
                cell.push('"');
                rest = more;
            }
        } else {
            let end = rest.find([separator, '\r', '\n', '"']).unwrap_or(rest.len());
            cell.push_str(&rest[..end]);
            rest = &rest[end..];
        }
        if let Some(more) = rest.strip_prefix(separator) {
            row.push(String::new());
            rest = more;
        } else if let Some(more) = rest.strip_prefix("\r\n") {
            rest = more;
            if rest.is_empty() {
                return Ok(rows);
            }
            rows.push(vec![String::new()]);
        } else {
            return Err(format!("what is this: {:?}", rest.chars().take(9).collect::<String>()));
        }
    }
}

pub fn written(people: &[(PersonId, Person)], separator: Separator) -> String {
    let file = table::write(people.iter().map(|(id, person)| (id, person)), separator);
    String::from_utf8(file)
        .unwrap()
        .strip_prefix('\u{feff}')
        .expect("a mark, or Excel takes it for another encoding")
        .to_owned()
}

#[test]
fn the_grammar_refuses_what_is_none() {
    for wrong in ["a,b", "a\nb\r\n", "a\"b\r\n", "\"a\" b\r\n", "\"a\r\n"] {
        assert!(strict(wrong, ',').is_err(), "{wrong:?}");
    }
    assert_eq!(strict("a,\"b \"\"c\"\"\r\nd\",\r\n", ',').unwrap(), [["a", "b \"c\"\r\nd", ""]]);
}

#[test]
fn a_table_is_what_rfc_4180_says() {
    let rows = strict(&written(&[mia()], Separator::Comma), ',').unwrap();
    let cell = |header: &str| rows[1][rows[0].iter().position(|other| other == header).unwrap()].clone();
    assert_eq!(cell("Name"), "Mia Sämple");
    assert_eq!(cell("What I remember"), "Her bees swarmed during the speech.\n'=HYPERLINK(\"x\")");
    assert_eq!(cell("Tags"), "a\\; b; bees");
    assert_eq!(cell("Their message"), "'+49 170: Hi, do you remember me?");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn whatever_is_in_a_note_the_table_is_valid(people in proptest::collection::vec(anybody(), 0..4)) {
        let people: Vec<(PersonId, Person)> =
            people.into_iter().zip(1..).map(|(person, n)| (PersonId::new(1, n), person)).collect();
        for (separator, sign) in [(Separator::Comma, ','), (Separator::Semicolon, ';')] {
            let text = written(&people, separator);
            let rows = strict(&text, sign).map_err(|why| TestCaseError::fail(format!("{why} in {text:?}")))?;
            prop_assert_eq!(rows.len(), people.len() + 1);
            prop_assert!(rows.iter().all(|row| row.len() == rows[0].len()), "rows of different widths");
            // A cell that begins like a formula is a list of the user's words ("- bees"), or nothing.
            for cell in rows.iter().flatten().filter(|cell| cell.starts_with(['=', '+', '-', '@', '\t', '\r'])) {
                let words = cell.strip_prefix(['-', '+']).and_then(|rest| rest.strip_prefix(' '));
                prop_assert!(words.is_some_and(|words| !words.contains(['(', '|', '!', '='])), "{:?}", cell);
            }
        }
    }
}
