//! ZIP archives, written and read within limits.

use std::io::Write;

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::{DecompressError, TINFLStatus, decompress_to_vec_with_limit};
use rawzip::{CompressionMethod, Error, ZipArchive, ZipArchiveWriter, crc32};

use super::limits::{MAX_ENTRIES, MAX_UNPACKED};
use super::problem::{Cause, Counted, Place, Problem, ZipFault};

/// Deflate's levels go from 0 to 10; notes don't get smaller above 6, only slower.
const LEVEL: u8 = 6;

/// Packs files, each with its path. Paths in UTF-8 are marked as such, so that Windows shows them right.
///
/// # Errors
/// [`Cause::Zip`] if a path is longer than a ZIP can hold.
pub fn pack(files: impl IntoIterator<Item = (String, String)>) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    let mut archive = ZipArchiveWriter::new(&mut bytes);
    for (path, text) in files {
        add(&mut archive, &path, text.as_bytes()).map_err(|error| zip(&error).within(&path))?;
    }
    archive.finish().map_err(|error| zip(&error))?;
    Ok(bytes)
}

fn add(archive: &mut ZipArchiveWriter<&mut Vec<u8>>, path: &str, text: &[u8]) -> Result<(), Error> {
    let file = archive.new_file(path).compression_method(CompressionMethod::DEFLATE);
    let (mut entry, _) = file.start()?;
    entry.write_all(&compress_to_vec(text, LEVEL)).map_err(|error| Error::from(rawzip::ErrorKind::IO(error)))?;
    entry.finish(rawzip::DataDescriptorOutput::new(crc32(text), text.len() as u64))?;
    Ok(())
}

/// Unpacks those files whose path is `wanted`, each with its path; folders are left out.
///
/// # Errors
/// [`Problem`] with the path of the file that is damaged, packed in a way that isn't known, encrypted, or where
/// the files together become too large.
pub fn unpack(bytes: &[u8], wanted: impl Fn(&str) -> bool) -> Result<Vec<(String, Vec<u8>)>, Problem> {
    let archive = ZipArchive::from_slice(bytes).map_err(|error| zip(&error))?;
    let mut files = Vec::new();
    let mut entries = archive.entries();
    let mut count = 0_usize;
    let mut room = MAX_UNPACKED;
    while let Some(header) = entries.next_entry().map_err(|error| zip(&error))? {
        count += 1;
        if count > MAX_ENTRIES {
            return Err(Cause::TooMany { what: Counted::Files, limit: MAX_ENTRIES }.into());
        }
        let path = String::from_utf8_lossy(header.file_path().as_ref()).into_owned();
        if header.is_dir() || !wanted(&path) {
            continue;
        }
        let at = |cause: Cause| Problem::new(Place::default().within(&path), cause);
        let damaged = |error: Error| zip(&error).within(&path);
        if header.flags().is_encrypted() {
            return Err(at(Cause::Zip(ZipFault::Locked)));
        }
        let entry = archive.get_entry(header.wayfinder()).map_err(damaged)?;
        let file = match header.compression_method() {
            CompressionMethod::STORE if entry.data().len() <= room => entry.data().to_vec(),
            CompressionMethod::STORE => return Err(at(too_large())),
            CompressionMethod::DEFLATE => inflate(entry.data(), room).map_err(at)?,
            other => {
                let why = format!("it is packed in a way that is not known ({other:?})");
                return Err(at(Cause::Zip(ZipFault::Unfit(why))));
            }
        };
        let claim = entry.claim_verifier();
        let found = rawzip::ZipVerification { crc: crc32(&file), uncompressed_size: file.len() as u64 };
        claim.valid(found).map_err(damaged)?;
        room -= file.len();
        files.push((path, file));
    }
    Ok(files)
}

/// What the archive says of sizes is not believed: unpacking itself stops where there is no room any more.
fn inflate(packed: &[u8], room: usize) -> Result<Vec<u8>, Cause> {
    decompress_to_vec_with_limit(packed, room).map_err(|error: DecompressError| match error.status {
        TINFLStatus::HasMoreOutput => too_large(),
        _ => Cause::Zip(ZipFault::Damaged),
    })
}

const fn too_large() -> Cause {
    Cause::Unpacked { limit_mb: MAX_UNPACKED >> 20 }
}

fn zip(error: &Error) -> Problem {
    Cause::Zip(ZipFault::Unfit(error.to_string())).into()
}
