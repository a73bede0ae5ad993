//! Encrypted files, against the reference library of another author.

use std::io::{Read, Write};
use std::iter::once;

use ::age::scrypt::{Identity, Recipient};
use ::age::secrecy::SecretString;
use ::age::{Decryptor, Encryptor};
use proptest::prelude::*;
use really_know::exchange::age::{self, Random, WORK};
use really_know::exchange::problem::AgeFault;
use really_know::exchange::{Cause, Problem, limits};

use crate::given::read_file;

/// Little work: what is tested is the format, and tests run often.
const LITTLE: u8 = 3;

const RANDOM: Random = Random { file_key: [1; 16], salt: [2; 16], nonce: [3; 16] };

fn theirs_opens(file: &[u8], passphrase: &str) -> Option<Vec<u8>> {
    let identity = Identity::new(SecretString::from(passphrase.to_owned()));
    let mut plain = Vec::new();
    let decryptor = Decryptor::new(file).unwrap();
    decryptor.decrypt(once(&identity as &dyn ::age::Identity)).ok()?.read_to_end(&mut plain).ok()?;
    Some(plain)
}

fn theirs_writes(plain: &[u8], passphrase: &str) -> Vec<u8> {
    let mut recipient = Recipient::new(SecretString::from(passphrase.to_owned()));
    recipient.set_work_factor(LITTLE);
    let mut file = Vec::new();
    let encryptor = Encryptor::with_recipients(once(&recipient as &dyn ::age::Recipient)).unwrap();
    let mut writer = encryptor.wrap_output(&mut file).unwrap();
    writer.write_all(plain).unwrap();
    writer.finish().unwrap();
    file
}

fn cause(result: Result<Vec<u8>, Problem>) -> Cause {
    result.unwrap_err().cause
}

#[test]
fn every_length_around_a_part_opens_both_ways() {
    for length in [0, 1, 65_535, 65_536, 65_537, 131_072, 200_000] {
        let plain: Vec<u8> = (0..length).map(|n: u32| n.to_le_bytes()[0]).collect();
        let file = age::encrypt(&plain, "correct horse", LITTLE, &RANDOM).unwrap();
        assert_eq!(theirs_opens(&file, "correct horse"), Some(plain.clone()), "{length}");
        assert_eq!(age::decrypt(&file, "correct horse").unwrap(), plain);
        assert_eq!(age::decrypt(&theirs_writes(&plain, "correct horse"), "correct horse").unwrap(), plain, "{length}");
    }
}

/// `age -p` of the command line tool, version 1.1.1, locked this file: a backup of two people that it had opened before.
#[test]
fn a_file_of_the_command_line_tool_opens() {
    let file = include_bytes!("age-1.1.1.json.age");
    let plain = age::decrypt(file, "correct horse battery staple umbrella").unwrap();
    let backup: serde_json::Value = serde_json::from_slice(&plain).unwrap();
    let names: Vec<&str> =
        backup["people"].as_object().unwrap().values().map(|p| p["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Bo Li", "Zoë Müller"]);
}

#[test]
fn the_work_we_ask_for_is_what_we_would_do() {
    assert!((10..=limits::MAX_WORK).contains(&WORK));
    let file = age::encrypt(b"x", "p", LITTLE, &RANDOM).unwrap();
    let header = String::from_utf8_lossy(&file);
    assert!(header.starts_with("age-encryption.org/v1\n-> scrypt AgICAgICAgICAgICAgICAg 3\n"), "{header}");
}

#[test]
fn what_is_wrong_is_told() {
    let file = age::encrypt(&[7; 70_000], "right", LITTLE, &RANDOM).unwrap();
    assert_eq!(cause(age::decrypt(&file, "wrong")), Cause::WrongPassphrase);
    assert_eq!(theirs_opens(&file, "wrong"), None);
    assert_eq!(cause(age::decrypt(&file[..file.len() - 1], "right")), Cause::Age(AgeFault::Changed));
    // Cut exactly between two parts: the first part doesn't say that it is the last.
    let first = file.len() - (70_000 - 65_536) - 16;
    assert_eq!(cause(age::decrypt(&file[..first], "right")), Cause::Age(AgeFault::Changed));
    assert_eq!(cause(age::decrypt(&file[..60], "right")), Cause::Age(AgeFault::Header));
    let changed = String::from_utf8_lossy(&file[..100]).replace("AgIC", "AgID").into_bytes();
    assert_eq!(cause(age::decrypt(&[&changed, &file[100..]].concat(), "right")), Cause::WrongPassphrase);
    let heavy = b"age-encryption.org/v1\n-> scrypt AgICAgICAgICAgICAgICAg 40\n\
                  AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n--- AAAA\n";
    assert_eq!(cause(age::decrypt(heavy, "right")), Cause::TooMuchWork(40));
    let other = b"age-encryption.org/v1\n-> X25519 AAAA\nAAAA\n--- AAAA\n";
    assert_eq!(cause(age::decrypt(other, "right")), Cause::OtherRecipient);
    assert_eq!(cause(age::decrypt(b"nothing", "right")), Cause::Age(AgeFault::Header));
}

#[test]
fn a_changed_header_is_noticed() {
    let file = age::encrypt(b"x", "p", LITTLE, &RANDOM).unwrap();
    let at = file.windows(4).position(|four| four == b"--- ").unwrap() + 4;
    let mut changed = file.clone();
    changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
    assert_eq!(cause(age::decrypt(&changed, "p")), Cause::Age(AgeFault::ChangedHeader));
}

#[test]
fn an_armored_file_opens() {
    let file = age::encrypt(b"armored", "p", LITTLE, &RANDOM).unwrap();
    let text = base64(&file);
    let lines: Vec<&str> = text.as_bytes().chunks(64).map(|line| std::str::from_utf8(line).unwrap()).collect();
    let armored =
        format!("-----BEGIN AGE ENCRYPTED FILE-----\r\n{}\r\n-----END AGE ENCRYPTED FILE-----\r\n", lines.join("\r\n"));
    assert!(age::is_age(armored.as_bytes()));
    assert_eq!(age::decrypt(armored.as_bytes(), "p").unwrap(), b"armored");
    let cut = &armored.as_bytes()[..armored.len() - 20];
    assert_eq!(cause(age::decrypt(cut, "p")), Cause::Age(AgeFault::Armor));
}

#[test]
fn an_encrypted_file_asks_for_its_passphrase() {
    let file = age::encrypt(b"{}", "p", LITTLE, &RANDOM).unwrap();
    assert_eq!(read_file("backup.json.age", &file).unwrap_err().cause, Cause::Encrypted);
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let bits: Vec<u8> = bytes.iter().flat_map(|byte| (0..8).rev().map(move |n| byte >> n & 1)).collect();
    let letter = |six: &[u8]| {
        let padded = six.iter().chain(&[0; 6]).take(6);
        char::from(LETTERS[usize::from(padded.fold(0, |value, bit| value << 1 | bit))])
    };
    let text: String = bits.chunks(6).map(letter).collect();
    let missing = (4 - text.len() % 4) % 4;
    text + &"=".repeat(missing)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_bytes_and_any_passphrase(plain: Vec<u8>, passphrase: String, random: [u8; 16]) {
        let file = age::encrypt(&plain, &passphrase, 1, &Random { file_key: random, salt: random, nonce: random });
        let file = file.unwrap();
        let opened = theirs_opens(&file, &passphrase);
        prop_assert_eq!(opened.as_ref(), Some(&plain));
        prop_assert_eq!(age::decrypt(&theirs_writes(&plain, &passphrase), &passphrase).unwrap(), plain);
    }

    #[test]
    fn damage_anywhere_is_noticed(at: prop::sample::Index, bit in 0..8_u32) {
        let mut file = age::encrypt(b"a short text", "p", 1, &RANDOM).unwrap();
        let at = at.index(file.len());
        file[at] ^= 1_u8 << bit;
        prop_assert!(age::decrypt(&file, "p").is_err());
    }
}
