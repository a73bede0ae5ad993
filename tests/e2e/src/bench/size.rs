//! How big the modules and the stores' archives are.

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use flate2::Compression;
use flate2::write::GzEncoder;

use super::table::{Aim, Row};
use crate::browser::Kind;

/// From the issue, in thousands of bytes.
const ARCHIVE: Aim = Aim::Most(500.0);

const PLACE: &str = "dist";

/// The sizes of every module in the packages of these browsers, and of every archive.
pub fn measure(dist: &Path, browsers: &[Kind]) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    let mut seen: Vec<Vec<u8>> = Vec::new();
    for kind in browsers {
        for (name, module) in files(&dist.join(kind.package()).join("wasm"), ".wasm")? {
            // Both packages hold the same modules.
            if !seen.contains(&module) {
                rows.push(Row::kb(PLACE, &name, size(&module)));
                rows.push(Row::kb(PLACE, format!("{name}, gzip"), size(&gzip(&module)?)));
                seen.push(module);
            }
        }
    }
    for (name, archive) in files(dist, ".zip")? {
        rows.push(Row::kb(PLACE, name, size(&archive)).aims(ARCHIVE));
    }
    Ok(rows)
}

/// Names and contents of the files in a folder whose names end like this.
fn files(folder: &Path, end: &str) -> Result<Vec<(String, Vec<u8>)>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("looking into {}", folder.display()))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.ends_with(end) {
            files.push((name, fs::read(entry.path())?));
        }
    }
    files.sort();
    Ok(files)
}

fn size(bytes: &[u8]) -> u64 {
    bytes.len() as u64
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_are_listed_once_and_archives_judged() {
        let dist = tempfile::tempdir().unwrap();
        for package in ["chrome", "firefox"] {
            let wasm = dist.path().join(package).join("wasm");
            fs::create_dir_all(&wasm).unwrap();
            fs::write(wasm.join("views_bg.wasm"), vec![7; 2_000]).unwrap();
            fs::write(wasm.join("views.js"), "no module").unwrap();
            fs::write(dist.path().join(format!("{package}.zip")), vec![0; 500_000]).unwrap();
        }
        let table = super::super::table::table(&measure(dist.path(), &Kind::ALL).unwrap());
        assert_eq!(table.matches("views_bg.wasm").count(), 2, "{table}");
        assert!(table.contains("2.00"), "{table}");
        assert!(table.ends_with("0 of 2 aims met\n"), "{table}");
    }
}
