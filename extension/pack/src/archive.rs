//! The zip that a store takes.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use crate::{Error, Files};

/// How often Zopfli tries to do better. From 10 on `zip` takes this number as its, below as zlib's level; beyond this,
/// nothing is won.
const ZOPFLI_ROUNDS: i64 = 15;

/// Packs `files` so that the same files give the same bytes: in the order of their names, with one fixed date and
/// plain rights.
///
/// # Errors
/// If an entry can't be written.
pub fn zip(files: &Files) -> Result<Vec<u8>, Error> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(ZOPFLI_ROUNDS))
        .last_modified_time(DateTime::DEFAULT)
        .unix_permissions(0o644);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        writer.start_file(name, options)?;
        writer.write_all(content).map_err(zip::result::ZipError::from)?;
    }
    Ok(writer.finish()?.into_inner())
}

/// The name, size and compressed size in bytes of everything in an archive.
///
/// # Errors
/// If it is no archive.
pub fn entries(archive: &[u8]) -> Result<Vec<(String, u64, u64)>, Error> {
    let mut archive = ZipArchive::new(Cursor::new(archive))?;
    (0..archive.len())
        .map(|index| {
            let entry = archive.by_index_raw(index)?;
            Ok((entry.name()?.into_owned(), entry.size(), entry.compressed_size()))
        })
        .collect()
}
