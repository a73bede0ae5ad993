//! The reader on thousands of made pages: never a wrong hold, and hardly a sender missed.
//!
//! `cargo test --test reader made_page -- --nocapture` prints the figures by language, generation and noise.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use really_know::linkedin::Reading;

use super::generator::{Language, Made, NOBODYS, languages, page};
use super::{LIST, mistakes, read_page};
use crate::page::Page;

/// How many pages are read in an ordinary run; `PAGES` in the environment makes it more or less.
const PAGES: u64 = 10_000;

/// Found and all, by what the page is made of.
#[derive(Default)]
struct Figures {
    by: BTreeMap<(&'static str, String), (usize, usize)>,
    wrong: Vec<String>,
    missed: Vec<(u64, String)>,
    held: usize,
}

impl Figures {
    fn add(&mut self, seed: u64, made: &Made, page: &Page, reading: &Reading) {
        let wrong = mistakes(page, reading);
        self.wrong.extend(wrong.into_iter().map(|mistake| format!("seed {seed}: {mistake}")));
        self.held += reading.cards.len();
        let accepts: Vec<_> =
            page.truth.iter().filter_map(|(node, truth)| Some((node, truth.accept.as_ref()?))).collect();
        let found = accepts.iter().filter(|(node, _)| reading.cards.iter().any(|card| card.accept == **node)).count();
        for kind in [
            ("all", String::new()),
            ("language", made.language.clone()),
            ("generation", made.generation.to_owned()),
            ("noise", made.noise.to_owned()),
        ] {
            let (of_kind, all) = self.by.entry(kind).or_default();
            *of_kind += found;
            // Those that the script didn't even take for a candidate are missed as well.
            *all += page.expected;
        }
        if found < page.expected {
            self.missed.push((seed, format!("{} {} {}", made.language, made.generation, made.noise)));
        }
    }

    fn join(&mut self, other: Self) {
        for (kind, (found, all)) in other.by {
            let (of_kind, in_all) = self.by.entry(kind).or_default();
            *of_kind += found;
            *in_all += all;
        }
        self.wrong.extend(other.wrong);
        self.missed.extend(other.missed);
        self.held += other.held;
    }

    /// The share of senders that were found, on pages in languages that somebody speaks, or in nobody's.
    fn recall(&self, nobodys: bool) -> f64 {
        let languages =
            self.by.iter().filter(|((kind, which), _)| *kind == "language" && (which == NOBODYS) == nobodys);
        let (found, all) = languages.fold((0, 0), |sum, (_, (found, all))| (sum.0 + found, sum.1 + all));
        share(found, all)
    }

    fn table(&self) -> String {
        let mut table = format!("{} cards held, {} wrong\n", self.held, self.wrong.len());
        for ((kind, which), (found, all)) in &self.by {
            let percent = 100.0 * share(*found, *all);
            let _ = writeln!(table, "{kind:12} {which:12} {found:6} of {all:6}  {percent:6.2} %");
        }
        table
    }
}

fn read_pages(pages: u64) -> Figures {
    let next = AtomicU64::new(0);
    let languages: Vec<Language> = languages();
    let work = || {
        let mut figures = Figures::default();
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= pages {
                return figures;
            }
            let made = page(seed, &languages);
            let page = Page::of(LIST, &made.html);
            let reading = read_page(&page);
            figures.add(seed, &made, &page, &reading);
        }
    };
    thread::scope(|scope| {
        let threads: Vec<_> =
            (0..thread::available_parallelism().map_or(1, Into::into)).map(|_| scope.spawn(work)).collect();
        let mut all = Figures::default();
        for thread in threads {
            all.join(thread.join().expect("no reading panics"));
        }
        all
    })
}

#[test]
fn no_made_page_leads_to_a_wrong_hold() {
    let pages = std::env::var("PAGES").ok().and_then(|pages| pages.parse().ok()).unwrap_or(PAGES);
    let figures = read_pages(pages);
    println!("{}", figures.table());
    let some = |all: &[String]| all.iter().take(12).cloned().collect::<Vec<_>>().join("\n");
    assert!(figures.wrong.is_empty(), "{} wrong:\n{}", figures.wrong.len(), some(&figures.wrong));
    let missed = &figures.missed[..figures.missed.len().min(40)];
    assert!(figures.recall(false) >= 0.99, "{}\nmissed: {missed:?}", figures.table());
    // Without a word that is known, only what can be meant in one way is held.
    assert!(figures.recall(true) >= 0.45, "{}\nmissed: {missed:?}", figures.table());
}

#[allow(clippy::cast_precision_loss, reason = "thousands")]
fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}
