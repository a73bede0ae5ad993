//! What is wrong with a file, and where in it, in the user's language: whole sentences.

use crate::exchange::problem::{BackupFault, Counted, Expected, ZipFault};
use crate::exchange::worker::talk::Trouble;
use crate::exchange::{Cause, Place, Problem};
use crate::library::Refused;
use crate::ui::text::{self, msg};
use crate::ui::why;

/// Why a job couldn't be done.
pub fn words(trouble: &Trouble) -> String {
    match trouble {
        Trouble::File(problem) => match both(problem) {
            (place, cause) if place.is_empty() => cause,
            (place, cause) => msg!("backupAt", place, cause),
        },
        Trouble::Browser(words) => words.clone(),
    }
}

/// Where something is wrong, and what.
pub fn both(problem: &Problem) -> (String, String) {
    (place(&problem.place), cause(&problem.cause))
}

/// Why somebody was not brought in.
pub fn refused(refused: &Refused) -> String {
    refused.taken_by.as_deref().map_or_else(|| msg!("whyUnreadable"), why::address_taken)
}

fn place(place: &Place) -> String {
    let number = |number: u64| (number > 0).then(|| number.to_string());
    let name = |name: &str| (!name.is_empty()).then(|| text::isolated(name));
    let parts = [
        name(&place.entry),
        number(place.line).map(|line| msg!("backupAtLine", line)),
        number(place.column).map(|column| msg!("backupAtColumn", column)),
        name(&place.field),
    ];
    text::row(&parts.into_iter().flatten().collect::<Vec<_>>())
}

fn cause(cause: &Cause) -> String {
    match cause {
        Cause::TooLarge { limit_mb, .. } | Cause::Unpacked { limit_mb } => {
            msg!("backupTooLarge", limit_mb.to_string())
        }
        Cause::TooMany { what, limit } => match what {
            Counted::People => msg!("backupTooMany", text::number(*limit)),
            Counted::Files | Counted::Columns | Counted::Characters => {
                msg!("backupTooManyParts", text::number(*limit))
            }
        },
        Cause::Empty => msg!("backupEmpty"),
        Cause::NotText => msg!("backupNotText"),
        Cause::UnknownFormat => msg!("backupUnknownFormat"),
        Cause::NotABackup => msg!("backupNotABackup"),
        Cause::FromTheFuture(_) => msg!("backupNewer"),
        Cause::Backup(BackupFault::CutOff) => msg!("backupCutOff"),
        Cause::Backup(BackupFault::HalfCharacter) => msg!("backupHalfCharacter"),
        Cause::Backup(BackupFault::Unfit(_)) | Cause::NoVersion => msg!("backupUnfit"),
        Cause::Introductions(_) => msg!("backupNoIntroductions"),
        Cause::NoHeader => msg!("backupNoHeader"),
        Cause::OpenQuote => msg!("backupOpenEnd", "\""),
        Cause::OpenCard => msg!("backupOpenEnd", "END:VCARD"),
        Cause::OpenFrontMatter => msg!("backupOpenEnd", "---"),
        Cause::TooWide { cells, columns } => msg!("backupTooWide", cells.to_string(), columns.to_string()),
        Cause::Nobody => msg!("backupNobody"),
        Cause::NoCard => msg!("backupNoCard"),
        Cause::NoProperty | Cause::FrontMatter(_) | Cause::More(_) => msg!("backupUnreadLine"),
        Cause::CardVersion(version) => msg!("backupCardVersion", text::isolated(version)),
        Cause::Charset(charset) => msg!("backupCharset", text::isolated(charset)),
        Cause::Zip(ZipFault::Locked) => msg!("backupZipLocked"),
        Cause::Zip(ZipFault::Damaged | ZipFault::Unfit(_)) => msg!("backupZipDamaged"),
        Cause::NothingInZip => msg!("backupNothingInZip"),
        Cause::Encrypted => msg!("backupNeedsPassphrase"),
        Cause::WrongPassphrase => msg!("backupWrongPassphrase"),
        Cause::OtherRecipient => msg!("backupForAKey"),
        Cause::TooMuchWork(_) => msg!("backupTooMuchWork"),
        Cause::Age(_) => msg!("backupLockDamaged"),
        Cause::NoRandom => msg!("backupNoRandom"),
        Cause::Value { text, expected } => value(text, *expected),
        Cause::Taken { address, owner } => {
            msg!("backupTaken", text::isolated(address.as_str()), text::isolated(owner))
        }
        Cause::Twice(other) => msg!("backupTwice", place(other)),
    }
}

fn value(text: &str, expected: Expected) -> String {
    // A cell may be a story as long as a page.
    let shown: String = text.chars().take(SHOWN).collect();
    let shown = if shown.len() < text.len() { shown + "…" } else { shown };
    msg!("backupNoValue", text::isolated(&shown), text::isolated(expected.example()))
}

/// How many characters of a value are shown at most.
const SHOWN: usize = 80;
