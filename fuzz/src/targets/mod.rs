//! One function a target: it takes any bytes, and panics if what must hold doesn't.
//!
//! No parser may panic or run without an end, whatever it is given. What is read back must be what was written; a page
//! must not make the reader hold what is no control of it, or without a reason.

mod page;

use really_know::domain::{Edtf, ProfileAddress, jot};
use really_know::exchange::{self, age, limits};
use really_know::library::list::Ask;
use really_know::library::{Journal, Ledger, Past, Settings, Shard, names, schema};
use really_know::linkedin::{Place, read, report};

/// A page: what is held is a control of its own card, with evidence.
pub fn snapshot(bytes: &[u8]) {
    let page = page::make(bytes);
    let reading = read(&page.place, &page.shot, &page.candidates);
    for card in &reading.cards {
        let candidate = page.candidates.iter().find(|candidate| candidate.root == card.root);
        let candidate = candidate.expect("a card has a candidate");
        assert!(!card.evidence.is_empty() && !card.name.is_empty(), "{card:?}");
        assert_ne!(Some(card.accept), card.ignore);
        for id in [Some(card.accept), card.ignore].into_iter().flatten() {
            assert!(page::has_control(&candidate.tree, id), "{card:?}");
        }
        assert!(reading.cards.iter().all(|other| other.ignore != Some(card.accept)), "{card:?}");
        assert!(matches!(page.place, Place::Profile(_)) || page::links_to(&candidate.tree, &card.address), "{card:?}");
    }
    let again = read(&page.place, &page.shot, &page.candidates);
    assert_eq!(reading, again);
}

/// A page's layout without its people: never much longer than the page.
pub fn report(bytes: &[u8]) {
    let page = page::make(bytes);
    for candidate in &page.candidates {
        let _ = report::report(&page.shot, &candidate.tree);
    }
}

/// Addresses of profiles and places.
pub fn addresses(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let _ = Place::from_url(&text);
    for address in [ProfileAddress::from_href(&text), ProfileAddress::from_slug(&text)].into_iter().flatten() {
        let again = ProfileAddress::from_slug(address.as_str()).expect("a slug is one");
        assert_eq!(again, address);
        let place = Place::from_url(&address.href());
        assert_eq!(place, Place::Profile(address));
    }
}

/// What is stored: what was read and is written again reads as the same.
pub fn library(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let _ = schema::version_of(&text);
    let _ = schema::upgraded(&text);
    let _ = names::decode(&text);
    let _ = Shard::salvage(7, &text);
    if let Ok(shard) = Shard::decode(&text) {
        let written = shard.encode();
        assert_eq!(Shard::decode(&written).expect("what we write").encode(), written);
    }
    if let Ok(journal) = Journal::decode(&text) {
        let written = journal.encode();
        assert_eq!(Journal::decode(&written).expect("what we write").encode(), written);
    }
    if let Ok(past) = Past::decode(&text) {
        let written = past.encode();
        assert_eq!(Past::decode(&written).expect("what we write").encode(), written);
    }
    if let Ok(ledger) = Ledger::decode(&text) {
        let written = ledger.encode();
        assert_eq!(Ledger::decode(&written).expect("what we write").encode(), written);
        // What a backup brings in once it brings in once.
        let mut joined = Ledger::default();
        joined.join(&ledger);
        let once = joined.clone();
        joined.join(&ledger);
        assert_eq!(joined, once);
    }
    if let Ok(settings) = Settings::decode(&text) {
        let written = settings.encode();
        assert_eq!(Settings::decode(&written).expect("what we write").encode(), written);
    }
}

/// JSON texts: our reader and writer, which do without code for each type, say what `serde_json` says.
pub fn json(bytes: &[u8]) {
    use serde_json::Value;
    let text = String::from_utf8_lossy(bytes);
    match (really_know::json::from_str::<Value>(&text), serde_json::from_str::<Value>(&text)) {
        (Ok(ours), Ok(theirs)) => {
            assert_eq!(ours, theirs);
            assert_eq!(Ok(really_know::json::to_string(&ours)), serde_json::to_string(&theirs).map_err(drop));
        }
        (Err(ours), Err(_)) => assert!(!ours.to_string().is_empty()),
        (ours, theirs) => panic!("{ours:?} and not {theirs:?}"),
    }
}

/// What people type, or have in an address: a line about somebody, a date, what a list asks for.
pub fn typed(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    assert_eq!(jot::read(&text), jot::read(&text));
    for date in [Edtf::parse(&text), Edtf::from_typed(&text)].into_iter().flatten() {
        assert_eq!(Edtf::parse(&date.to_string()), Ok(date));
        assert!(date.last_day().to_string() >= date.to_string());
    }
    let ask = Ask::from_query(&text);
    assert_eq!(Ask::from_query(&ask.to_query()), ask);
}

/// A file from elsewhere, under any name: tables, cards, notes, ZIPs, backups.
pub fn exchange(bytes: &[u8]) {
    for name in ["x.csv", "x.vcf", "x.md"] {
        match exchange::read(name, bytes, &|_, _| None) {
            Ok(source) => assert!(source.people.len() <= limits::MAX_PEOPLE),
            Err(problem) => assert!(!problem.to_string().trim().is_empty()),
        }
    }
}

/// An encrypted file, whole and changed: it opens to what went in, or not at all.
pub fn age(bytes: &[u8]) {
    if !is_much_work(bytes) {
        let _ = age::decrypt(bytes, "x");
    }
    let Some((&how, rest)) = bytes.split_first() else { return };
    let (changes, plain) = rest.split_at(rest.len().min(usize::from(how) / 16));
    let random = age::Random { file_key: [how; 16], salt: [1; 16], nonce: [2; 16] };
    let mut file = age::encrypt(plain, "x", 2, &random).expect("little work");
    assert_eq!(age::decrypt(&file, "x").expect("it is ours"), plain);
    let whole = file.clone();
    for change in changes.chunks_exact(3) {
        let at = usize::from(u16::from_le_bytes([change[0], change[1]])) % file.len();
        file[at] ^= change[2];
    }
    if !is_much_work(&file)
        && let Ok(opened) = age::decrypt(&file, "x")
    {
        assert!(file == whole || opened == plain);
    }
}

/// Whether opening takes longer than a fuzzer has. Armored files are never little work for certain.
fn is_much_work(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let scrypt = text.lines().filter_map(|line| line.strip_prefix("-> scrypt "));
    let mut works = scrypt.filter_map(|line| line.rsplit(' ').next()).peekable();
    text.contains("-----BEGIN") || works.any(|work| work.trim().len() != 1)
}
