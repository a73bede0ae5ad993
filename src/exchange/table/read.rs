//! Reading tables, ours and others'.

use std::io::Read;

use super::super::column::{Column, add_rest};
use super::super::limits::{MAX_COLUMNS, MAX_PREAMBLE, MAX_VALUE};
use super::super::problem::{Cause, Counted, Expected, Place, Problem};
use super::super::source::{Found, Kind, Source};
use super::super::text::with_lf;
use super::formula::{unguard, unguard_start};
use super::header::{Meaning, Words, names_people};
use super::{MARK, NOTE_PREFIX};
use crate::domain::{Person, PersonId, ProfileAddress};

/// What may stand between cells. The comma first: where all fit equally well it is what is meant.
const SEPARATORS: [u8; 4] = *b",;\t|";

/// Stands behind the last line, alone in a row, unless a quotation mark was left open before it.
const END: &str = "\u{1}end";

/// Reads a table.
///
/// # Errors
/// [`Problem`] if it has no header that can be understood, or a quotation mark that is never closed.
pub fn read(text: &str) -> Result<Source, Problem> {
    let text = text.strip_prefix(MARK).unwrap_or(text);
    // In files of the first Macintosh lines end with CR alone; the reader below counts only LF.
    let text = if text.contains('\n') { text.into() } else { with_lf(text) };
    let (said, body) = said_separator(&text);
    let first_line = if said.is_some() { 2 } else { 1 };
    let header = Header::of(said, body, &Words::new());
    let header = header.ok_or(Cause::NoHeader)?;
    if header.names.len() > MAX_COLUMNS {
        return Err(Cause::TooMany { what: Counted::Columns, limit: MAX_COLUMNS }.into());
    }

    let mut source = Source::new(header.kind());
    let mut rows = rows(body, header.separator);
    let mut record = csv::StringRecord::new();
    let mut number = 0;
    loop {
        let line = first_line - 1 + rows.position().line();
        let more = rows.read_record(&mut record).map_err(|error| {
            // Nothing but broken UTF-8 stops this reader, and this is text already.
            debug_assert!(false, "{error}");
            Problem::new(Place::line(line), Cause::NotText)
        })?;
        let line = record.position().map_or(line, |position| first_line - 1 + line_of(body, position));
        if !more || (record.len() == 1 && &record[0] == END) {
            break;
        }
        if record.iter().next_back().is_some_and(|cell| cell.ends_with(END)) {
            return Err(Problem::new(Place::line(line), Cause::OpenQuote));
        }
        number += 1;
        if number > header.row {
            header.read_row(&record, line, &mut source)?;
        }
    }
    Ok(source)
}

/// How many columns of a table are known by their headers, and how many of these are written with the right accents; none if
/// it has no header that can be understood.
pub fn known(text: &str, words: &Words) -> (usize, usize) {
    let text = with_lf(text);
    let (said, body) = said_separator(&text);
    let exactly = |header: &Header| header.names.iter().filter(|name| words.has_exactly(name)).count();
    Header::of(said, body, words).map_or((0, 0), |header| (header.known(), exactly(&header)))
}

/// Excel's own first line, which says what separates cells: `sep=;`.
fn said_separator(text: &str) -> (Option<u8>, &str) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    match first.trim().as_bytes() {
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', separator] => (Some(*separator), rest),
        _ => (None, text),
    }
}

fn rows(text: &str, separator: u8) -> csv::Reader<impl Read> {
    let end = std::io::Cursor::new(format!("\n{END}"));
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes().chain(end))
}

/// The line in which a row begins. The reader's position is where the row before ended: line ends and blank lines
/// may lie between.
fn line_of(text: &str, position: &csv::Position) -> u64 {
    let start = usize::try_from(position.byte()).ok().and_then(|at| text.as_bytes().get(at..)).unwrap_or_default();
    let between = start.iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
    position.line() + between.filter(|byte| **byte == b'\n').count() as u64
}

struct Header {
    separator: u8,
    /// The number of the header's row; LinkedIn's comes after a few lines of notes.
    row: usize,
    names: Vec<String>,
    meanings: Vec<Option<Meaning>>,
}

impl Header {
    /// The header of a table, which may have said what stands between its cells.
    fn of(said: Option<u8>, body: &str, words: &Words) -> Option<Self> {
        match said {
            Some(separator) => Self::find(body, separator, words),
            None => SEPARATORS.into_iter().filter_map(|s| Self::find(body, s, words)).reduce(Self::better),
        }
    }

    fn find(text: &str, separator: u8, words: &Words) -> Option<Self> {
        let candidates = rows(text, separator).into_records().take(MAX_PREAMBLE).enumerate().filter_map(|(at, row)| {
            let names: Vec<String> = row.ok()?.iter().map(|name| name.trim().to_owned()).collect();
            let mut meanings: Vec<Option<Meaning>> = names.iter().map(|name| words.meaning(name)).collect();
            // Beside "Job Title", as in Outlook's tables, "Title" is "Dr." or "Mrs.".
            let is_position = |meaning: &Option<Meaning>| *meaning == Some(Meaning::Position);
            if meanings.iter().filter(|meaning| is_position(meaning)).count() > 1 {
                let titles = meanings.iter_mut().zip(&names).filter(|(_, name)| name.eq_ignore_ascii_case("title"));
                titles.for_each(|(meaning, _)| *meaning = None);
            }
            names_people(&meanings).then_some(Self { separator, row: at + 1, names, meanings })
        });
        candidates.reduce(Self::better)
    }

    /// The one of two that says more; of equals, the first.
    fn better(self, other: Self) -> Self {
        if other.known() > self.known() { other } else { self }
    }

    fn known(&self) -> usize {
        self.meanings.iter().flatten().count()
    }

    fn has(&self, meaning: Meaning) -> bool {
        self.meanings.contains(&Some(meaning))
    }

    fn is_ours(&self) -> bool {
        self.has(Meaning::Note)
    }

    fn kind(&self) -> Kind {
        if self.is_ours() {
            Kind::OurTable
        } else if self.has(Meaning::ConnectedOn) && self.has(Meaning::FirstName) {
            Kind::LinkedInConnections
        } else {
            Kind::Table
        }
    }

    fn read_row(&self, row: &csv::StringRecord, line: u64, source: &mut Source) -> Result<(), Problem> {
        let place = Place::line(line);
        // Closed accounts leave rows of nothing but commas; some programs end a table with empty rows.
        if row.iter().all(|cell| cell.trim().is_empty()) {
            return Ok(());
        }
        if row.iter().skip(self.names.len()).any(|cell| !cell.trim().is_empty()) {
            source.leave_out(place, Cause::TooWide { cells: row.len(), columns: self.names.len() });
            return Ok(());
        }
        let mut reading = Row::default();
        for ((cell, meaning), name) in row.iter().zip(&self.meanings).zip(&self.names) {
            let place = place.clone().field(name);
            if cell.len() > MAX_VALUE {
                return Err(Problem::new(place, Cause::TooMany { what: Counted::Characters, limit: MAX_VALUE }));
            }
            let cell = if self.is_ours() { unguard(cell) } else { unguard_start(cell) };
            match meaning {
                Some(meaning) => {
                    if let Err(cause) = reading.read(*meaning, &cell, self.is_ours()) {
                        source.leave_out(place, cause);
                    }
                }
                None if cell.trim().is_empty() => {}
                None => source.ignore(name),
            }
        }
        match reading.finish() {
            Ok((id, person)) => source.add(Found { place, id, person })?,
            Err(cause) => source.leave_out(place, cause),
        }
        Ok(())
    }
}

/// A row as far as it is read.
#[derive(Default)]
struct Row {
    id: Option<PersonId>,
    person: Person,
    first: String,
    middle: String,
    last: String,
    position: String,
    company: String,
    more: String,
}

impl Row {
    fn read(&mut self, meaning: Meaning, cell: &str, ours: bool) -> Result<(), Cause> {
        let part = match meaning {
            Meaning::Column(Column::Tags) if !ours => {
                self.person.tags.extend(labels(cell));
                return Ok(());
            }
            // Notes and comments, say.
            Meaning::Column(Column::Story) if !ours && !self.person.story.is_empty() => {
                self.person.story = together(&[&self.person.story, cell.trim()], "\n");
                return Ok(());
            }
            Meaning::Column(column) => return column.read(cell, &mut self.person),
            Meaning::Note => {
                let id = cell.trim();
                if !id.is_empty() {
                    let hex = id.strip_prefix(NOTE_PREFIX).unwrap_or(id);
                    self.id = Some(hex.to_owned().try_into().map_err(|_| Cause::value(id, Expected::Note))?);
                }
                return Ok(());
            }
            Meaning::Website => {
                // A website of their own is no mistake, only nothing that a note has a place for.
                if let (None, Ok(address)) = (&self.person.address, ProfileAddress::from_href(cell)) {
                    self.person.address = Some(address);
                }
                return Ok(());
            }
            Meaning::ConnectedOn => return Ok(()),
            Meaning::More => &mut self.more,
            Meaning::FirstName => &mut self.first,
            Meaning::MiddleName => &mut self.middle,
            Meaning::LastName => &mut self.last,
            Meaning::Position => &mut self.position,
            Meaning::Company => &mut self.company,
        };
        // "Company" and "Organization": the first that says something.
        if part.is_empty() {
            cell.trim().clone_into(part);
        }
        Ok(())
    }

    /// The name of a row that has it in parts, or whole. Beside a first name alone, a column called "name" holds the last one, as
    /// in `Vorname;Name`.
    fn name(&self) -> String {
        let whole = &self.person.name;
        let last = match (self.first.is_empty(), self.last.is_empty()) {
            _ if whole.is_empty() => &self.last,
            (false, true) if !whole.contains(&self.first) => whole,
            _ => return whole.clone(),
        };
        if [&self.first, last].iter().all(|part| is_east_asian(part)) {
            return together(&[last, &self.first], "");
        }
        together(&[&self.first, &self.middle, last], " ")
    }

    fn finish(mut self) -> Result<(Option<PersonId>, Person), Cause> {
        self.person.name = self.name();
        if self.person.headline.is_empty() {
            self.person.headline = together(&[&self.position, &self.company], ", ");
        }
        if !self.more.is_empty() {
            self.person = add_rest(&self.more, self.person)?;
        }
        if self.person.name.trim().is_empty() && self.person.address.is_none() && self.id.is_none() {
            return Err(Cause::Nobody);
        }
        Ok((self.id, self.person))
    }
}

/// Labels as other programs write them: `* myContacts ::: Bees` (Google), `Bees;Boats` (Outlook), `Bees, Boats`.
fn labels(cell: &str) -> impl Iterator<Item = String> {
    let labels = cell.split([';', ',']).flat_map(|part| part.split(":::"));
    labels.map(|label| label.trim().trim_start_matches("* ").to_owned()).filter(|label| !label.is_empty())
}

/// Whether a name is written in characters before which the family's name comes, without a space between.
fn is_east_asian(name: &str) -> bool {
    let east_asian = |c| matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}');
    !name.is_empty() && name.chars().all(east_asian)
}

fn together(parts: &[&str], between: &str) -> String {
    let parts: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
    parts.join(between)
}
