//! `gallery DIR`: writes the gallery there and says where it begins.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use pack::{gallery, write_folder};

fn main() -> ExitCode {
    let Some(out) = std::env::args().nth(1).map(PathBuf::from) else {
        eprintln!("usage: gallery DIR");
        return ExitCode::FAILURE;
    };
    let extension = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    match gallery::pages(&extension).and_then(|files| write_folder(&files, &out)) {
        Ok(()) => {
            println!("{}", out.join("index.html").display());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("gallery: {error}");
            ExitCode::FAILURE
        }
    }
}
