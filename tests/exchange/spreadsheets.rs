//! Our tables in a spreadsheet program: LibreOffice Calc opens them, and every cell is compared with what was written; then it
//! saves them, and we read what it saved.
//!
//! LibreOffice is too large for every run of the tests, so it has to be asked for (`soffice` on the path, or `SOFFICE`):
//!
//!     cargo test --test exchange spreadsheets -- --ignored --nocapture

use std::path::{Path, PathBuf};
use std::process::Command;

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use really_know::domain::{Edtf, Person, PersonId};
use really_know::exchange::table::Separator;
use roxmltree::Node;

use crate::given::{anybody, in_many_scripts, mia, omar, read_file};
use crate::tables::{strict, written};

const TABLE: &str = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
const TEXT: &str = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";

/// A cell as the program has it: what it shows, and whether it would compute it.
#[derive(Debug, PartialEq)]
struct Cell {
    shown: String,
    is_formula: bool,
}

/// Calc, with settings of its own, so that the user's stay as they are.
struct Calc {
    folder: PathBuf,
}

impl Calc {
    fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("spreadsheets").join(name);
        std::fs::create_dir_all(&folder).unwrap();
        Self { folder }
    }

    fn convert(&self, from: &str, how: &[String]) {
        let program = std::env::var("SOFFICE").unwrap_or_else(|_| "soffice".into());
        let output = Command::new(program)
            .arg(format!("-env:UserInstallation=file://{}", self.folder.join("profile").display()))
            .args(["--headless", "--norestore"])
            .args(how)
            .arg("--outdir")
            .arg(&self.folder)
            .arg(self.folder.join(from))
            .output()
            .expect("LibreOffice Calc: apt-get install libreoffice-calc-nogui");
        assert!(output.status.success(), "{output:?}");
    }

    /// Opens a table as its dialog proposes for UTF-8 and this separator.
    fn open(&self, table: &str, separator: Separator) -> Vec<Vec<Cell>> {
        std::fs::write(self.folder.join("table.csv"), format!("\u{feff}{table}")).unwrap();
        let sign = match separator {
            Separator::Comma => ',',
            Separator::Semicolon => ';',
        };
        let options = format!("--infilter=Text - txt - csv (StarCalc):{},34,76,1", u32::from(sign));
        self.convert("table.csv", &[options, "--convert-to".into(), "fods".into()]);
        let text = std::fs::read_to_string(self.folder.join("table.fods")).unwrap();
        let document = roxmltree::Document::parse(&text).unwrap();
        let rows = document.descendants().filter(|node| node.has_tag_name((TABLE, "table-row")));
        rows.flat_map(|row| {
            let cells = move || {
                let cells = row.children().filter(|node| node.has_tag_name((TABLE, "table-cell")));
                cells.flat_map(|node| (0..repeated(node, "number-columns-repeated")).map(move |_| cell(node)))
            };
            (0..repeated(row, "number-rows-repeated")).map(move |_| cells().collect())
        })
        .collect()
    }

    /// What it saves of what it opened last: every cell as it is shown.
    fn save(&self) -> Vec<u8> {
        let options = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false";
        self.convert("table.fods", &["--convert-to".into(), options.into()]);
        std::fs::read(self.folder.join("table.csv")).unwrap()
    }
}

/// Neighbours that are alike are written once. What is empty up to the edge of the sheet is thousands, of which few are enough.
fn repeated(node: Node<'_, '_>, name: &str) -> usize {
    node.attribute((TABLE, name)).map_or(1, |count| count.parse::<usize>().unwrap().min(40))
}

fn cell(node: Node<'_, '_>) -> Cell {
    let lines = node.children().filter(|node| node.has_tag_name((TEXT, "p")));
    let lines: Vec<String> = lines.map(shown).collect();
    Cell { shown: lines.join("\n"), is_formula: node.has_attribute((TABLE, "formula")) }
}

fn shown(node: Node<'_, '_>) -> String {
    let part = |node: Node<'_, '_>| match node.tag_name().name() {
        _ if node.is_text() => node.text().unwrap_or_default().to_owned(),
        "s" => " ".repeat(node.attribute((TEXT, "c")).map_or(1, |count| count.parse().unwrap())),
        "tab" => "\t".to_owned(),
        "line-break" => "\n".to_owned(),
        _ => shown(node),
    };
    node.children().map(part).collect()
}

/// A cell as it can be shown: lines end in one way, and no control characters are in it. Tabs are, but Calc loses them where a cell has
/// several lines.
fn to_be_shown(text: &str) -> String {
    let mut shown = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' | '\n' => {
                // Two different ones are one end of a line, whichever comes first.
                chars.next_if(|next| matches!((c, next), ('\r', '\n') | ('\n', '\r')));
                shown.push('\n');
            }
            c if is_lost(c) => {}
            c => shown.push(c),
        }
    }
    shown
}

/// What has no place in the program's file, or not everywhere.
fn is_lost(c: char) -> bool {
    matches!(c, '\0'..='\x1f' | '\u{fffe}' | '\u{ffff}')
}

/// Everything that programs make something else of.
fn awkward() -> Vec<(PersonId, Person)> {
    let texts = [
        "=1+1",
        "+49 170 1234567",
        "-5",
        "@SUM(A1)",
        "- bees\n- boats",
        "007",
        "0170123456",
        "12345678901234567890",
        "1.50",
        "1,5",
        "5E3",
        "1/2",
        "3-4",
        "00:15",
        "50%",
        "$5",
        "2019",
        "2019-05-17",
        "one\ntwo\n\nthree",
        "a, b; c | \"e\"",
        " in front",
        "behind ",
        "שלום, עולם",
        "مرحبا; \u{200f}(1)",
        "👩\u{200d}🌾🏳️\u{200d}🌈🇺🇦",
        "e\u{301} 漢字 ไทย हिन्दी",
        "'quoted'",
        "'=1",
        "#NAME?",
        "{=1}",
        "http://example.com/?a=1&b=<2>",
    ];
    let long = "A long story, told with \"quotes\" and\nline breaks. ".repeat(400);
    let mut people: Vec<Person> = texts
        .into_iter()
        .chain([&*long])
        .map(|text| Person {
            name: format!("Mia {}", text.chars().take(20).collect::<String>().replace('\n', " ")),
            headline: text.replace('\n', " "),
            story: text.into(),
            good_at: text.into(),
            tags: [text.trim().replace('\n', " ")].into(),
            met_on: Edtf::parse(text).ok(),
            met_where: text.replace('\n', " "),
            ..Person::default()
        })
        .collect();
    people.extend([mia().1, omar().1]);
    (1..).zip(people).map(|(n, person)| (PersonId::new(1, n), person)).collect()
}

fn anybodies() -> Vec<(PersonId, Person)> {
    let mut runner = TestRunner::deterministic();
    let somebody = (anybody(), in_many_scripts());
    let mut next = || {
        let (person, [name, headline, story, good_at]) = somebody.new_tree(&mut runner).unwrap().current();
        Person { name, headline, story, good_at, ..person }
    };
    (1..=300).map(|n| (PersonId::new(1, n), next())).collect()
}

/// Opens people's table and compares every cell with the file's. Words that programs have for values ("TRUE", "May 5") are no
/// part of it: the test's people don't say them.
fn compare(calc: &Calc, people: &[(PersonId, Person)]) {
    for separator in [Separator::Semicolon, Separator::Comma] {
        compare_with(calc, people, separator);
    }
}

fn compare_with(calc: &Calc, people: &[(PersonId, Person)], separator: Separator) {
    let table = written(people, separator);
    let sign = if matches!(separator, Separator::Comma) { ',' } else { ';' };
    let expected = strict(&table, sign).unwrap();
    let opened = calc.open(&table, separator);
    assert!(opened.len() >= expected.len());
    let mut different = Vec::new();
    for (row, (expected, opened)) in expected.iter().zip(&opened).enumerate() {
        for (column, text) in expected.iter().enumerate() {
            // An empty cell at the end of a row isn't there.
            let nothing = Cell { shown: String::new(), is_formula: false };
            let cell = opened.get(column).unwrap_or(&nothing);
            if cell.is_formula || to_be_shown(&cell.shown) != to_be_shown(text) {
                different.push(format!("row {row}, column {column}: {text:?} is {cell:?}"));
            }
        }
    }
    let cells: usize = expected.iter().map(Vec::len).sum();
    println!("{} of {cells} cells differ ({separator:?})", different.len());
    assert!(different.is_empty(), "{}", different.join("\n"));
}

#[test]
#[ignore = "needs LibreOffice Calc"]
fn every_cell_is_shown_as_it_was_written() {
    let calc = Calc::new("awkward");
    compare(&calc, &awkward());
    // What the program saves is what we wrote.
    let source = read_file("table.csv", &calc.save()).unwrap();
    assert_eq!(source.left_out, []);
    let back: Vec<(PersonId, Person)> =
        source.people.into_iter().map(|found| (found.id.unwrap(), found.person)).collect();
    for (back, person) in back.iter().zip(awkward()) {
        assert_eq!(*back, person);
    }
    assert_eq!(back.len(), awkward().len());
}

#[test]
#[ignore = "needs LibreOffice Calc"]
fn whatever_is_in_notes_is_shown() {
    compare(&Calc::new("anybody"), &anybodies());
}
