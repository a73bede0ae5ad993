//! Whole pages: every true Accept is found, with the sender's words, and nothing else is.

use std::fs;
use std::path::{Path, PathBuf};

use really_know::linkedin::Place;
use really_know::linkedin::reader::Why;

use super::{LIST, mistakes, read_page};
use crate::page::Page;

/// A fixture's page; its first line tells the address.
pub fn load(path: &Path) -> (String, String) {
    let html = fs::read_to_string(path).expect("a fixture can be read");
    let url = html.lines().next().and_then(|line| line.strip_prefix("<!-- ")?.strip_suffix(" -->"));
    (url.expect("a fixture's first line is its address").to_owned(), html)
}

pub fn all() -> Vec<PathBuf> {
    [pages("tests/fixtures/reader"), pages("tests/fixtures/wild")].concat()
}

/// Made pages that were misread once.
fn seeds() -> Vec<PathBuf> {
    pages("tests/fixtures/seeds")
}

fn pages(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).expect("the fixtures' folder").map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths
}

#[test]
fn every_fixture_is_read_as_it_says() {
    let mut wrong = Vec::new();
    for path in all().into_iter().chain(seeds()) {
        let (url, html) = load(&path);
        let page = Page::of(&url, &html);
        let reading = read_page(&page);
        let file = path.file_name().expect("a file").to_string_lossy().into_owned();
        wrong.extend(mistakes(&page, &reading).into_iter().map(|mistake| format!("{file}: {mistake}")));
        for (node, truth) in page.truth.iter().filter(|(_, truth)| truth.accept.is_some()) {
            let slug = truth.accept.clone().unwrap_or_default();
            let Some(card) = reading.cards.iter().find(|card| card.accept == *node) else {
                if truth.optional {
                    continue;
                }
                let why = &reading.left_alone;
                wrong.push(format!("{file}: {slug} was missed, {why:?}"));
                continue;
            };
            for (what, read, told) in [
                ("name", &card.name, &truth.name),
                ("headline", &card.headline, &truth.headline),
                ("message", &card.message, &truth.message),
            ] {
                if told.as_ref().is_some_and(|told| told != read) {
                    wrong.push(format!("{file}: {slug}: {what} {read:?}, not {told:?}"));
                }
            }
        }
        let shown = reading.cards.iter().filter(|card| !card.hidden).count();
        if shown < page.expected {
            wrong.push(format!("{file}: {} of {} found", reading.cards.len(), page.expected));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn whys(html: &str) -> Vec<Why> {
    let page = Page::of(LIST, &format!("<html lang=en><main><ul>{html}</ul></main></html>"));
    assert_eq!(page.place, Place::Invitations);
    let reading = read_page(&page);
    assert!(reading.cards.is_empty(), "{reading:?}");
    reading.left_alone.iter().map(|left| left.why).collect()
}

#[test]
fn what_is_left_alone_is_left_alone_for_a_reason() {
    for (why, html) in [
        (
            Why::OtherInvitation,
            "<li><a href=/in/m-m/>Max Mm</a> invited you to follow <a href=/company/x/>X</a>
             <button aria-label='Ignore an invitation from Max Mm'>Ignore</button>
             <button aria-label='Accept Max Mm’s invitation'>Accept</button></li>",
        ),
        (
            Why::NotAnInvitation,
            "<li><a href=/in/m-m/>Max Mm</a><button aria-label='Invite Max Mm to connect'>Connect</button>
             <button aria-label='Dismiss'>x</button></li>",
        ),
        (
            Why::NotAnInvitation,
            "<li><a href=/in/m-m/>Max Mm</a><button aria-label='Withdraw invitation sent to Max Mm'>Withdraw</button>
             <button>Message</button></li>",
        ),
        (Why::NoSender, "<li><a hidden href=/in/m-m/>Max Mm</a><button>Ignore</button><button>Accept</button></li>"),
        (
            Why::SeveralSenders,
            "<li><a href=/in/m-m/>Max Mm</a><a href=/in/n-n/>Nia Nn</a><button>Ignore</button><button>Accept</button></li>",
        ),
        (Why::Uncertain, "<li><a href=/in/m-m/>Max Mm</a><button>Accepter</button><button>Ignorer</button></li>"),
    ] {
        assert_eq!(whys(html), [why], "{html}");
    }
}
