//! Measures the search: `cargo run --release --example search_bench`.

mod people;

use std::hint::black_box;
use std::time::{Duration, Instant};

use people::{Dice, people, with_slip};
use really_know::domain::text::fold;
use really_know::domain::{Person, PersonId};
use really_know::library::search::{Hit, Index, marks};

/// The time of one of `runs`, the median.
fn median<T>(runs: usize, mut run: impl FnMut() -> T) -> (Duration, T) {
    let mut times = Vec::new();
    let mut last = None;
    for _ in 0..runs {
        let start = Instant::now();
        let result = black_box(run());
        times.push(start.elapsed());
        last = Some(result);
    }
    times.sort_unstable();
    (times[runs / 2], last.expect("at least one run"))
}

fn pairs(people: &[(PersonId, Person)]) -> impl Iterator<Item = (&PersonId, &Person)> {
    people.iter().map(|(id, person)| (id, person))
}

/// Whole names, single names, words of notes and two-word queries, as they grow letter by letter.
fn keystrokes(people: &[(PersonId, Person)], seed: u64) -> Vec<String> {
    let mut dice = Dice::new(seed);
    let mut queries = Vec::new();
    for n in 0..60 {
        let (_, person) = dice.one_of(people);
        let whole = match n % 4 {
            0 => person.name.clone(),
            1 => with_slip(&mut dice, &person.name),
            2 => person.headline.split(' ').take(2).collect::<Vec<_>>().join(" "),
            _ => format!("{} {}", person.name.split(' ').next().unwrap_or_default(), person.met_where),
        };
        let ends = whole.char_indices().map(|(at, _)| at).skip(1).chain([whole.len()]);
        queries.extend(ends.map(|end| whole[..end].to_owned()));
    }
    queries
}

fn speed(count: usize) {
    let people = people(7, count);
    let json: usize = people.iter().map(|(_, person)| serde_json::to_string(person).map_or(0, |json| json.len())).sum();
    let runs = if count > 10_000 { 5 } else { 15 };
    let (names, _) = median(runs, || {
        let mut index = Index::default();
        index.add_names(people.iter().map(|(id, person)| (id, person.name.as_str(), person.updated)));
        index
    });
    let (whole, mut index) = median(runs, || Index::build(pairs(&people)));
    let mut times: Vec<(Duration, String)> =
        keystrokes(&people, 3).into_iter().map(|query| (median(3, || index.search(&query, 50)).0, query)).collect();
    times.sort_unstable();
    let at = |percent: usize| times[(times.len() - 1) * percent / 100].0;
    let story = &people[0].1.story;
    let (marking, _) = median(runs, || marks(story, "matrha gardn bee"));
    let (id, person) = &people[count / 2];
    let (update, ()) = median(runs, || index.update(id, Some(person)));
    println!(
        "{count:>6} people, {:>4} bytes each: names {names:>9.2?}, everything {whole:>9.2?}; key p50 {:>9.2?}, p95 {:>9.2?}, max {:>9.2?} ({:?}); update {update:.2?}; marks {marking:.2?}; {} words, {:.1} MB",
        json / count,
        at(50),
        at(95),
        at(100),
        times.last().map(|(_, query)| query.as_str()).unwrap_or_default(),
        index.words(),
        index.bytes() as f64 / 1e6,
    );
}

/// What is typed of a misspelt name.
#[derive(Clone, Copy)]
enum Typed {
    Whole,
    /// Only the word with the slip in it; anybody else who has that word in the name is as good.
    OneWord,
}

/// Of 200 misspelt names, how many are found among the first five.
fn quality(count: usize, typed: Typed) {
    const ASKED: u32 = 200;
    let people = people(11, count);
    let index = Index::build(pairs(&people));
    let mut dice = Dice::new(5);
    let mut lost = Vec::new();
    let mut asked = 0;
    while asked < ASKED {
        let (id, person) = dice.one_of(&people);
        let mut words: Vec<String> = person.name.split(' ').map(str::to_owned).collect();
        let at = dice.below(words.len());
        // A slip in a word of fewer than four letters makes another word.
        if fold(&words[at]).chars().count() < 4 {
            continue;
        }
        asked += 1;
        let meant = words[at].clone();
        words[at] = with_slip(&mut dice, &meant);
        let query = match typed {
            Typed::Whole => words.join(" "),
            Typed::OneWord => words.swap_remove(at),
        };
        let is_meant = |hit: &Hit| match typed {
            Typed::Whole => hit.id == *id,
            Typed::OneWord => people.iter().any(|(id, person)| *id == hit.id && person.name.contains(&meant)),
        };
        if !index.search(&query, 5).iter().any(is_meant) {
            lost.push(format!("{query} for {}", person.name));
        }
    }
    let found = 100.0 - lost.len() as f64 * 100.0 / f64::from(ASKED);
    let what = match typed {
        Typed::Whole => "misspelt names",
        Typed::OneWord => "single misspelt words of names",
    };
    println!("{count:>6} people: {found:.1} % of {ASKED} {what} found among the first five");
    for lost in lost.iter().take(4) {
        println!("        not: {lost}");
    }
}

fn main() {
    const COUNTS: [usize; 3] = [100, 3_000, 30_000];
    COUNTS.into_iter().for_each(speed);
    for typed in [Typed::Whole, Typed::OneWord] {
        COUNTS.into_iter().for_each(|count| quality(count, typed));
    }
}
