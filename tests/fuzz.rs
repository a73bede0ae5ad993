//! The fuzzer's targets (`fuzz/`), over the inputs that it found worth keeping: what failed once stays mended.

// `wasm-pack test` compiles every suite; this one has nothing to say about a browser.
#![cfg(not(target_arch = "wasm32"))]

use std::fs;
use std::path::Path;

#[path = "../fuzz/src/targets/mod.rs"]
mod targets;

fn play(target: &str, run: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let files: Vec<_> = fs::read_dir(folder).expect("a corpus").map(|entry| entry.expect("an entry").path()).collect();
    assert!(!files.is_empty(), "{target} has no inputs");
    for file in files {
        println!("{}", file.display());
        run(&fs::read(&file).expect("an input can be read"));
    }
}

#[test]
fn pages_are_read() {
    play("snapshot", targets::snapshot);
}

#[test]
fn reports_are_made() {
    play("report", targets::report);
}

#[test]
fn addresses_are_understood() {
    play("addresses", targets::addresses);
}

#[test]
fn what_is_stored_is_read() {
    play("library", targets::library);
}

#[test]
fn json_is_read_as_serde_json_reads_it() {
    play("json", targets::json);
}

#[test]
fn what_people_type_is_understood() {
    play("typed", targets::typed);
}

#[test]
fn files_are_read() {
    play("exchange", targets::exchange);
}

#[test]
fn encrypted_files_are_opened() {
    play("age", targets::age);
}
