//! ZIP archives: ours before another author's reader, and those that mean harm before ours.

use std::io::{Cursor, Read, Write};

use ::zip::write::SimpleFileOptions;
use ::zip::{CompressionMethod, ZipArchive, ZipWriter};
use proptest::prelude::*;
use really_know::domain::Moment;
use really_know::exchange::export::{Format, Options, export};
use really_know::exchange::{Cause, Kind, limits, zip};
use yaml_rust2::{Yaml, YamlLoader};

use crate::given::{anybody, borrowed, mia, omar, read_file};

fn archive(files: &[(&str, &[u8])], method: CompressionMethod) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in files {
        writer.start_file(*path, SimpleFileOptions::default().compression_method(method)).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn problem(bytes: &[u8]) -> String {
    read_file("x.zip", bytes).unwrap_err().to_string()
}

#[test]
fn another_reader_sees_the_folder() {
    let people = [mia(), omar(), (really_know::domain::PersonId::new(9, 9), omar().1)];
    let file = export(borrowed(&people), &Format::Notes, &Options { made: Moment(0), ..Options::default() }).unwrap();
    assert_eq!((file.name.as_str(), file.media_type), ("really-know-1970-01-01.zip", "application/zip"));
    let mut archive = ZipArchive::new(Cursor::new(&file.bytes)).unwrap();
    let names: Vec<String> =
        (0..archive.len()).map(|n| archive.by_index(n).unwrap().name().unwrap().into_owned()).collect();
    assert_eq!(names, ["Really Know/Mia Sämple.md", "Really Know/Omar Test.md", "Really Know/Omar Test (2).md"]);
    let mut note = String::new();
    archive.by_index(0).unwrap().read_to_string(&mut note).unwrap();
    let front = note.split("---\n").nth(1).unwrap();
    let yaml = &YamlLoader::load_from_str(front).unwrap()[0];
    assert_eq!(yaml["name"].as_str(), Some("Mia Sämple"));
    assert_eq!(yaml["met-on"].as_str(), Some("2019-05"), "a date stays text");
    assert_eq!(yaml["tags"], Yaml::Array(vec![Yaml::String("a; b".into()), Yaml::String("bees".into())]));
}

#[test]
fn linkedins_archive_as_it_comes() {
    let connections = b"Notes:\n\"x\"\n\nFirst Name,Last Name,URL,Connected On\nMia,Sample,,12 Mar 2024\n";
    let files: [(&str, &[u8]); 4] = [
        ("Connections.csv", connections),
        ("messages.csv", b"\"FROM\",\"CONTENT\"\n\"x\",\"y\"\n"),
        ("Profile.csv", b"First Name,Last Name\nAda,User\n"),
        ("__MACOSX/._Connections.csv", b"\0\0"),
    ];
    for method in [CompressionMethod::Deflated, CompressionMethod::Stored] {
        let source = read_file("Basic_LinkedInDataExport.zip", &archive(&files, method)).unwrap();
        assert_eq!(source.kind, Kind::LinkedInConnections);
        assert_eq!(source.people.len(), 1, "the user's own profile is not somebody they know");
        assert_eq!(source.people[0].place.to_string(), "Connections.csv, line 5");
    }
}

#[test]
fn a_vault_as_obsidian_keeps_it() {
    let note = b"---\nname: Mia Sample\n---\n\n## Story\n\nBees.\n";
    let files: [(&str, &[u8]); 7] = [
        (".obsidian/app.json", b"{}"),
        ("Vault/.obsidian/workspace.json", b"{\"main\":{}}"),
        ("Vault/.trash/Old.md", b"---\nname: Somebody Deleted\n---\n"),
        ("Vault/People/Mia Sample.md", note),
        ("Vault/data.json", b"{\"some\":\"plugin\"}"),
        ("Vault/broken.md", b"---\nname: [\n---\n"),
        ("Vault/picture.md", b"\xFF\xD8\xFF\xE0\0\0\0\0"),
    ];
    let source = read_file("Vault.zip", &archive(&files, CompressionMethod::Deflated)).unwrap();
    let names: Vec<&str> = source.people.iter().map(|found| found.person.name.as_str()).collect();
    assert!(names.contains(&"Mia Sample") && !names.contains(&"Somebody Deleted"), "{names:?}");
    let left_out: Vec<String> = source.left_out.iter().map(ToString::to_string).collect();
    assert!(left_out.iter().any(|why| why.starts_with("Vault/data.json: ")), "{left_out:?}");
    assert!(!left_out.iter().any(|why| why.contains(".obsidian")), "{left_out:?}");
    // Where nothing can be read, the first reason is told.
    assert!(problem(&archive(&files[4..5], CompressionMethod::Stored)).starts_with("Vault/data.json"), "as before");
}

#[test]
fn bombs_go_out() {
    let large = vec![0_u8; limits::MAX_UNPACKED + 1];
    let bomb = archive(&[("a.md", &large)], CompressionMethod::Deflated);
    assert!(bomb.len() < large.len() / 500);
    assert_eq!(problem(&bomb), "a.md: the files in this ZIP unpack to more than 96 MB");
    drop(large);

    // None of them is too large by itself.
    let part = vec![b' '; limits::MAX_UNPACKED / 4];
    let files: Vec<(String, &[u8])> = (0..5).map(|n| (format!("{n}.md"), part.as_slice())).collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    let many = archive(&files, CompressionMethod::Deflated);
    assert_eq!(
        zip::unpack(&many, |_| true).unwrap_err().to_string(),
        "4.md: the files in this ZIP unpack to more than 96 MB"
    );

    // What the archive says of its sizes is not believed: here it says one byte.
    let mut liar = archive(&[("a.md", &part)], CompressionMethod::Deflated);
    let size = u32::try_from(part.len()).unwrap().to_le_bytes();
    while let Some(at) = liar.windows(4).position(|four| four == size) {
        liar[at..at + 4].copy_from_slice(&1_u32.to_le_bytes());
    }
    let told = problem(&liar);
    assert!(told.starts_with("a.md: this ZIP can't be read: "), "{told}");
}

#[test]
fn too_many_files() {
    let names: Vec<String> = (0..=limits::MAX_ENTRIES).map(|n| n.to_string()).collect();
    let bytes = zip::pack(names.into_iter().map(|name| (name, String::new()))).unwrap();
    assert_eq!(problem(&bytes), "there are more than 101000 files in this file");
}

#[test]
fn damaged_and_odd_archives() {
    let good = archive(&[("Mia.md", b"---\nname: Mia\n---\n")], CompressionMethod::Stored);
    let at = good.windows(3).position(|three| three == b"Mia").unwrap();
    assert!(at > 0);
    let mut damaged = good.clone();
    let body = good.windows(9).position(|nine| nine == b"name: Mia").unwrap();
    damaged[body + 6] = b'X';
    assert!(problem(&damaged).starts_with("Mia.md: this ZIP can't be read: "), "{}", problem(&damaged));
    assert!(problem(&good[..good.len() - 30]).starts_with("this ZIP can't be read: "));
    let broken = archive(&[("Mia.md", b"---\nname: Mia\nx\n---\n")], CompressionMethod::Deflated);
    let expected = "Mia.md, line 3: this line of the front matter can't be read: there is no colon";
    assert_eq!(problem(&broken), expected);
    assert_eq!(
        problem(&archive(&[("x.txt", b"hello")], CompressionMethod::Deflated)),
        "there is nothing in this ZIP that can be imported"
    );
    // A note about nobody is no mistake in a folder of notes.
    let vault = archive(
        &[("Diary.md", b"# Monday\n"), ("Mia.md", b"---\nstory: x\ntags: [a]\n---\n")],
        CompressionMethod::Deflated,
    );
    let source = read_file("vault.zip", &vault).unwrap();
    assert_eq!((source.people.len(), source.people[0].person.name.as_str()), (1, "Mia"));
    assert_eq!(source.left_out[0].cause, Cause::Nobody);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn front_matter_is_yaml(person in anybody()) {
        let note = really_know::exchange::markdown::note(&mia().0, &person);
        let front = note.strip_prefix("---\n").unwrap().split("\n---\n").next().unwrap();
        let yaml = YamlLoader::load_from_str(front).map_err(|error| TestCaseError::fail(format!("{error}\n{front}")))?;
        if !person.headline.trim().is_empty() {
            prop_assert_eq!(yaml[0]["headline"].as_str(), Some(person.headline.as_str()));
        }
    }

    #[test]
    fn unpacking_anything_never_panics(bytes: Vec<u8>, at: prop::sample::Index) {
        let _ = zip::unpack(&bytes, |_| true);
        let mut file = archive(&[("a.md", b"hello")], CompressionMethod::Deflated);
        let at = at.index(file.len());
        file[at] = file[at].wrapping_add(1);
        let _ = zip::unpack(&file, |_| true);
    }
}
