//! Any file: what it is, and what is in it.

use super::problem::{Cause, Place, Problem};
use super::source::{Found, Kind, Source};
use super::text::{Decoder, decode};
use super::{age, backup, card, limits, markdown, table, zip};
use crate::library::{Ledger, Settings};

/// Reads a file of any kind that is known. What it is follows from its contents; its name decides only between
/// kinds of plain text. `other` decodes what [`decode`] doesn't know.
///
/// # Errors
/// [`Problem`] that says what is wrong and where. [`Cause::Encrypted`] means: ask for the passphrase, open it
/// with [`age::decrypt`], and read what comes out.
pub fn read(name: &str, bytes: &[u8], other: Decoder<'_>) -> Result<Source, Problem> {
    limits::check_size(bytes.len() as u64, bytes)?;
    if age::is_age(bytes) {
        return Err(Cause::Encrypted.into());
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return archive(bytes, other);
    }
    read_one(name, bytes, other)
}

fn read_one(name: &str, bytes: &[u8], other: Decoder<'_>) -> Result<Source, Problem> {
    let ending = |ending: &str| name.to_lowercase().ends_with(ending);
    if is_card(bytes) || ending(".vcf") {
        return card::read(bytes, other);
    }
    if let Some(text) = table::decode(bytes, other) {
        return table::read(&text);
    }
    let text = decode(bytes).map_err(|problem| match problem.cause {
        // Text has no zero bytes, unless it is UTF-16, which says so at its beginning.
        Cause::NotText if bytes.contains(&0) && !bytes.starts_with(b"\xFF\xFE") && !bytes.starts_with(b"\xFE\xFF") => {
            Cause::UnknownFormat.into()
        }
        _ => problem,
    })?;
    let start = text.trim_start_matches(['\u{FEFF}', ' ', '\n', '\r', '\t']);
    if start.is_empty() {
        return Err(Cause::Empty.into());
    }
    if start.starts_with(['{', '[']) {
        return of_backup(backup::read(&text)?);
    }
    if ending(".md") {
        return markdown::read(&text, name);
    }
    // A binary file is text of a sort to an encoding in which every byte is a character.
    if start.contains('\0') {
        return Err(Cause::UnknownFormat.into());
    }
    table::read(&text)
}

/// Whether the first words are those of a card, whatever the encoding.
fn is_card(bytes: &[u8]) -> bool {
    let start = bytes.iter().take(400).filter(|byte| !matches!(byte, 0 | 0xEF | 0xBB | 0xBF | 0xFE | 0xFF));
    let start: Vec<u8> = start.map(u8::to_ascii_uppercase).collect();
    start.trim_ascii_start().starts_with(b"BEGIN:VCARD")
}

fn of_backup(backup: backup::Backup) -> Result<Source, Problem> {
    let mut source = Source::new(Kind::Backup { version: backup.version, made: backup.made_at() });
    source.part = backup.extent != backup::Extent::Everything;
    source.settings = backup.settings.map(Settings::for_backup);
    match backup.introductions.map(|ledger| Ledger::decode(&ledger.to_string())) {
        Some(Ok(ledger)) => source.ledger = Some(ledger),
        Some(Err(why)) => {
            source.leave_out(Place::default().field("introductions"), Cause::Introductions(why.to_string()))
        }
        None => {}
    }
    for (id, person) in backup.people.0 {
        source.add(Found { place: Place::default().field(id.as_str()), id: Some(id), person })?;
    }
    Ok(source)
}

/// A ZIP: our folder of notes, or LinkedIn's export, of which only the connections are people.
fn archive(bytes: &[u8], other: Decoder<'_>) -> Result<Source, Problem> {
    let files = zip::unpack(bytes, is_wanted)?;
    let mut sources: Vec<(String, Source)> = Vec::new();
    let mut left_out = Vec::new();
    for (path, file) in files {
        match read_one(&path, &file, other) {
            Ok(source) => sources.push((path, source)),
            // Other tables of LinkedIn's export are no lists of people.
            Err(Problem { cause: Cause::NoHeader | Cause::Empty, .. }) => {}
            // One that can't be read takes no others along.
            Err(problem) => left_out.push(problem.within(&path)),
        }
    }
    let mut kinds = sources.iter().map(|(_, source)| source.kind.clone());
    let Some(kind) = kinds.next() else {
        return Err(left_out.into_iter().next().unwrap_or_else(|| Cause::NothingInZip.into()));
    };
    let kind = if kinds.all(|other| other == kind) { kind } else { Kind::Several };
    let mut all = Source::new(kind);
    for (path, source) in sources {
        all.take(&path, source)?;
    }
    all.left_out.extend(left_out);
    if all.people.is_empty() && all.left_out.is_empty() { Err(Cause::NothingInZip.into()) } else { Ok(all) }
}

fn is_wanted(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default().to_lowercase();
    // macOS adds a shadow of every file, and programs keep their own things in folders such as `.obsidian` and `.trash`.
    let shadow = path.starts_with("__MACOSX/") || path.split('/').any(|part| part.starts_with('.'));
    !shadow && (name == "connections.csv" || [".md", ".vcf", ".json"].iter().any(|ending| name.ends_with(ending)))
}
