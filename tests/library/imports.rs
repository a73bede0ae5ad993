//! Bringing in many people.

use std::time::Instant;

use really_know::desk::{Reply, Request};
use really_know::domain::{Decision, Moment, Person, PersonId, ProfileAddress};
use really_know::library::past::KEPT_MS;
use really_know::library::{Change, Edit, Incoming, Tally, Who, shard_of};

use super::disk::{Browser, address, check_addresses, named};

fn tally(browser: &mut Browser, change: Change) -> Tally {
    match browser.change(change).1 {
        Reply::Imported(tally) => tally,
        other => panic!("{other:?}"),
    }
}

fn note(slug: &str, story: &str) -> Person {
    Person { name: slug.to_owned(), story: story.to_owned(), address: Some(address(slug)), ..Person::default() }
}

fn incoming(person: Person) -> Incoming {
    Incoming { who: Who::New, person: Some(Box::new(person)), edits: vec![], base: vec![] }
}

fn import(people: Vec<Incoming>) -> Change {
    Change::Import { import: "file".into(), people }
}

#[test]
fn an_import_adds_joins_and_writes_what_was_agreed_to() {
    let mut browser = Browser::new();
    browser.write("mia", vec![Edit::Name("Mia".into()), Edit::Story("bees".into())]);
    browser.write("bea", named("Bea"));
    let backup = PersonId::new(0x42, 7);
    let people = vec![
        incoming(note("mia", "wax")),
        Incoming { who: Who::Address(address("bea")), person: None, edits: named("Beatrice"), base: vec![] },
        incoming(note("new", "\u{202e}new\r\n")),
        Incoming {
            who: Who::Person(backup.clone()),
            person: Some(Box::new(note("old", "restored"))),
            edits: vec![],
            base: vec![],
        },
        Incoming { who: Who::Person(PersonId::new(1, 1)), person: None, edits: named("Nobody"), base: vec![] },
        Incoming { who: Who::New, person: None, edits: named("Without address"), base: vec![] },
    ];
    let done = tally(&mut browser, import(people.clone()));
    assert_eq!((done.added, done.changed, done.same, done.refused.len()), (3, 2, 0, 1));
    assert_eq!((done.refused[0].at, done.refused[0].why.as_str()), (4, "this person is no longer in your library"));
    let mia = browser.find("mia").unwrap().1;
    assert_eq!((mia.name.as_str(), mia.story.as_str()), ("Mia", "bees\n\nwax"), "what is there stands");
    assert_eq!(browser.find("bea").unwrap().1.name, "Beatrice");
    assert_eq!(browser.find("new").unwrap().1.story, "new", "cleaned as our own");
    assert_eq!(browser.find("old").unwrap().0, backup);
    check_addresses(&browser.facts());
}

#[test]
fn what_was_written_since_the_preview_is_not_written_over() {
    let mut browser = Browser::new();
    let id = browser.write("mia", vec![Edit::Headline("Baker".into()), Edit::Story("bees".into())]);
    // The user said yes to both, and then wrote another headline.
    browser.write("mia", vec![Edit::Headline("Miller".into())]);
    let edits = vec![Edit::Headline("Pilot".into()), Edit::Story("boats".into())];
    let base = vec![Edit::Headline("Baker".into()), Edit::Story("bees".into())];
    let person = Some(Box::new(Person::default()));
    let done = tally(&mut browser, import(vec![Incoming { who: Who::Person(id.clone()), person, edits, base }]));
    assert_eq!((done.changed, done.kept, done.refused.len()), (1, 1, 0));
    let mia = browser.find("mia").unwrap().1;
    assert_eq!((mia.headline.as_str(), mia.story.as_str()), ("Miller", "boats"));
    let past = browser.facts().past(id.shard()).unwrap().history[&id].clone();
    assert!(past.iter().any(|earlier| earlier.not_taken && earlier.was == "Pilot"), "{past:?}");
}

#[test]
fn the_same_file_twice_changes_nothing() {
    let mut browser = Browser::new();
    let decided = Edit::AddDecision(Decision { at: Moment(5), ..Decision::default() });
    let people = || {
        let mut edited = incoming(note("bea", "bakes"));
        edited.edits = vec![Edit::Headline("Baker".into()), decided.clone()];
        vec![incoming(note("mia", "bees")), edited]
    };
    assert_eq!(tally(&mut browser, import(people())).added, 2);
    let before = browser.disk.all("");
    let again = tally(&mut browser, Change::Import { import: "again".into(), people: people() });
    assert_eq!(again, Tally { same: 2, ..Tally::default() });
    assert_eq!(browser.disk.all(""), before, "not a byte");
}

#[test]
fn a_library_survives_the_way_through_its_own_backup() {
    let mut browser = Browser::new();
    for n in 0..30 {
        browser.write(&format!("p{n}"), vec![Edit::Name(format!("P {n}")), Edit::Tags(["a".to_owned()].into())]);
    }
    browser.write("p3", vec![Edit::Address(Some(address("p3-new")))]);
    let people = browser.people();
    let backup = |people: &std::collections::BTreeMap<PersonId, Person>| -> Vec<Incoming> {
        let of = |(id, person): (&PersonId, &Person)| Incoming {
            who: Who::Person(id.clone()),
            person: Some(Box::new(person.clone())),
            edits: vec![],
            base: vec![],
        };
        people.iter().map(of).collect()
    };
    assert_eq!(tally(&mut browser, import(backup(&people))).same, 30);
    let mut other = Browser::new();
    assert_eq!(tally(&mut other, import(backup(&people))).added, 30);
    assert_eq!(other.people(), people);
    check_addresses(&other.facts());
}

#[test]
fn an_import_is_undone_as_a_whole_but_not_over_later_work() {
    let mut browser = Browser::new();
    browser.write("mia", vec![Edit::Story("bees".into())]);
    browser.write("bea", vec![Edit::Story("bakes".into())]);
    let many = |from: u32| (from..from + 50).map(|n| incoming(note(&format!("new-{n}"), "x"))).collect::<Vec<_>>();
    let mut first = many(0);
    first.extend([incoming(note("mia", "wax")), incoming(note("bea", "rides"))]);
    let (part, _) = browser.change(import(first));
    tally(&mut browser, import(many(50)));
    browser.write("bea", vec![Edit::Headline("Baker".into())]);
    browser.write("new-7", named("Seven"));
    assert!(browser.refusal(Change::Undo { command: part }).contains("undone as a whole"));

    let Reply::Imports { imports } = browser.ask(Request::Imports) else { panic!() };
    assert_eq!((imports.len(), imports[0].import.as_str(), imports[0].people), (1, "file", 102));
    let (mut removed, mut changed, mut kept) = (0, 0, 0);
    loop {
        browser.restart();
        let step = tally(&mut browser, Change::UndoImport { import: "file".into() });
        removed += step.removed;
        changed += step.changed;
        kept += step.kept;
        check_addresses(&browser.facts());
        if step.left == 0 {
            break;
        }
    }
    assert_eq!((removed, changed, kept), (99, 1, 2));
    assert_eq!(browser.find("mia").unwrap().1.story, "bees");
    assert_eq!(browser.find("bea").unwrap().1.story, "bakes\n\nrides");
    assert_eq!(browser.people().len(), 3);
    assert_eq!(browser.ask(Request::Imports), Reply::Imports { imports: vec![] });
    assert_eq!(tally(&mut browser, Change::UndoImport { import: "file".into() }), Tally::default());
}

#[test]
fn whoever_was_in_the_trash_is_there_again_when_an_import_is_undone() {
    for changed_since in [false, true] {
        let mut browser = Browser::new();
        let id = browser.write("mia", vec![Edit::Name("Mia".into()), Edit::Story("what I wrote last".into())]);
        browser.save(Change::Delete { person: id.clone() });
        let old = Person { name: "Mia".into(), ..note("mia", "of the backup") };
        let from_backup =
            Incoming { who: Who::Person(id.clone()), person: Some(Box::new(old)), edits: vec![], base: vec![] };
        assert_eq!(tally(&mut browser, import(vec![from_backup.clone()])).added, 1);
        assert_eq!(browser.find("mia").unwrap().1.story, "of the backup");
        // A second part of the same import with the same person.
        tally(&mut browser, import(vec![from_backup]));
        if changed_since {
            browser.write("mia", named("Mia Sample"));
        }
        browser.restart();
        tally(&mut browser, Change::UndoImport { import: "file".into() });
        let Reply::Trash { people } = browser.ask(Request::Trash) else { panic!() };
        assert_eq!(people.len(), 1, "{changed_since}");
        browser.save(Change::Restore { person: id.clone() });
        let story = browser.find("mia").unwrap().1.story;
        let expected = if changed_since { "of the backup\n\nwhat I wrote last" } else { "what I wrote last" };
        assert_eq!(story, expected);
        check_addresses(&browser.facts());
    }
}

#[test]
fn after_thirty_days_an_import_stands() {
    let mut browser = Browser::new();
    tally(&mut browser, import(vec![incoming(note("mia", "bees"))]));
    browser.now += KEPT_MS + 1_000;
    browser.write("bea", named("Bea"));
    assert_eq!(browser.ask(Request::Imports), Reply::Imports { imports: vec![] });
    assert!(browser.facts().past(shard_of(&address("mia"))).unwrap().imports.is_empty());
}

/// As many as LinkedIn allows, where the compiler has made the code quick; fewer in everyday runs.
const MANY: u32 = if cfg!(debug_assertions) { 3_000 } else { 30_000 };

#[test]
fn everybody_comes_in() {
    let story = "Met at the beekeepers' fair; she explained how a swarm decides where to live. ".repeat(3);
    let mut people: Vec<(u8, Incoming)> = (0..MANY)
        .map(|n| {
            let slug = format!("person-number-{n}");
            (shard_of(&ProfileAddress::from_slug(&slug).unwrap()), incoming(note(&slug, &story)))
        })
        .collect();
    people.sort_by_key(|(n, _)| *n);
    let mut browser = Browser::new();
    let begun = Instant::now();
    let mut added = 0;
    for some in people.chunks(2_000) {
        added += tally(&mut browser, import(some.iter().map(|(_, incoming)| incoming.clone()).collect())).added;
    }
    assert_eq!(added, MANY);
    println!("{MANY} imported in {:?}", begun.elapsed());
    let size = |start: &str| browser.disk.all(start).values().map(String::len).sum::<usize>();
    println!(
        "shards {} KB, past {} KB, journal {} KB",
        size("shard/") / 1000,
        size("past/") / 1000,
        size("journal") / 1000
    );
    assert!(size("past/") * 5 < size("shard/"), "the way back is small");
    assert!(size("journal") < 40_000);
    let begun = Instant::now();
    let mut removed = 0;
    loop {
        let step = tally(&mut browser, Change::UndoImport { import: "file".into() });
        removed += step.removed;
        if step.left == 0 {
            break;
        }
    }
    println!("and undone in {:?}", begun.elapsed());
    assert_eq!(removed, MANY);
}
