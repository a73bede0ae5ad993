//! How much of a file is looked at, and why not more.
//!
//! A file from elsewhere may be anything. It is read in a Worker whose memory never shrinks again, so what
//! can't be a library is refused before it is taken apart.

use super::problem::{Cause, Place, Problem};

/// The largest file, in bytes. 30,000 people with long notes make a backup of 13 MB; reading takes about four
/// times the file's size in memory, and a WebAssembly memory of 512 MB is still had on small machines.
pub const MAX_FILE: usize = 96 << 20;

/// The largest file that we wrote ourselves, or that is locked: a library must come back however large it has become. With
/// 100,000 people that leaves four times as much for each as a long note takes.
pub const MAX_OWN_FILE: usize = 384 << 20;

/// How many bytes from the beginning of a file tell whether we wrote it.
pub const BEGINNING: usize = 64;

/// The most people in one file. LinkedIn allows 30,000 connections; three libraries of that size may be joined.
pub const MAX_PEOPLE: usize = 100_000;

/// The most bytes that all files in one ZIP may unpack to: as much as one file may have. Together with
/// [`MAX_ENTRIES`] this is all that a ZIP bomb can make us do, however well it is packed.
pub const MAX_UNPACKED: usize = MAX_FILE;

/// The most files in one ZIP: one a person, and a few more.
pub const MAX_ENTRIES: usize = MAX_PEOPLE + 1_000;

/// The most columns of a table. Address book programs write about 90.
pub const MAX_COLUMNS: usize = 1_000;

/// The most characters of one value. A story has at most 20,000; more than this is somebody's photo or a
/// quotation mark that was never closed.
pub const MAX_VALUE: usize = 1 << 20;

/// How many rows may stand before a table's header: LinkedIn's export begins with a few lines of notes.
pub const MAX_PREAMBLE: usize = 30;

/// The most work that opening an encrypted file may take, as the power of two that scrypt calls N: 2^20 needs
/// 1 GB of memory. The age tool itself writes 2^18 (256 MB) and refuses more than 2^22.
pub const MAX_WORK: u8 = 20;

/// Refuses a file that is too large. Call this with the file's size and its first [`BEGINNING`] bytes before reading it into
/// memory.
///
/// # Errors
/// [`Cause::TooLarge`] with both sizes.
pub fn check_size(bytes: u64, beginning: &[u8]) -> Result<(), Problem> {
    let ours = super::backup::is_ours(beginning) || super::age::is_age(beginning);
    let limit = if ours { MAX_OWN_FILE } else { MAX_FILE };
    if bytes > limit as u64 {
        return Err(Problem::new(Place::default(), Cause::TooLarge { mb: bytes >> 20, limit_mb: limit >> 20 }));
    }
    Ok(())
}
