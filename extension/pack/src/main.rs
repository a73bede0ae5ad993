//! `pack --wasm DIR --out DIR [--extension DIR] [--unpacked]`: writes both packages, and those for trying out, and says how big
//! they are.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use pack::{Browser, Error, archive, assemble, for_trial, sizes, write_folder};

const USAGE: &str = "usage: pack --wasm DIR --out DIR [--extension DIR] [--unpacked]";

struct Options {
    wasm: PathBuf,
    out: PathBuf,
    extension: PathBuf,
    /// Folders only: no archives, and so no budget.
    unpacked: bool,
}

fn options(mut args: impl Iterator<Item = String>) -> Option<Options> {
    let (mut wasm, mut out, mut unpacked) = (None, None, false);
    let mut extension = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
    while let Some(flag) = args.next() {
        if flag == "--unpacked" {
            unpacked = true;
            continue;
        }
        let value = PathBuf::from(args.next()?);
        match flag.as_str() {
            "--wasm" => wasm = Some(value),
            "--out" => out = Some(value),
            "--extension" => extension = value,
            _ => return None,
        }
    }
    Some(Options { wasm: wasm?, out: out?, extension, unpacked })
}

/// Archives of other versions would be taken for the newest one sooner or later.
fn remove_old_archives(out: &Path) -> Result<(), Error> {
    let io = |source| Error::Io { path: out.to_owned(), source };
    for entry in fs::read_dir(out).map_err(io)? {
        let entry = entry.map_err(io)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with("really-know-") && name.ends_with(".zip") {
            fs::remove_file(entry.path()).map_err(io)?;
        }
    }
    Ok(())
}

fn run(options: &Options) -> Result<(), Error> {
    fs::create_dir_all(&options.out).map_err(|source| Error::Io { path: options.out.clone(), source })?;
    remove_old_archives(&options.out)?;
    for browser in Browser::ALL {
        let files = assemble(browser, &options.extension, &options.wasm)?;
        write_folder(&files, &options.out.join(browser.name()))?;
        write_folder(&for_trial(&files), &options.out.join("trial").join(browser.name()))?;
        if options.unpacked {
            continue;
        }
        let archive = archive::zip(&files)?;
        println!("{}", sizes::table(browser, &archive)?);
        sizes::check(browser, &archive)?;
        let path = options.out.join(browser.archive_name());
        fs::write(&path, &archive).map_err(|source| Error::Io { path, source })?;
    }
    Ok(())
}

fn main() -> ExitCode {
    let Some(options) = options(std::env::args().skip(1)) else {
        eprintln!("{USAGE}");
        return ExitCode::FAILURE;
    };
    match run(&options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("pack: {error}");
            ExitCode::FAILURE
        }
    }
}
