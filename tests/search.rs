//! What the search promises, for made-up libraries and for any text.

// `wasm-pack test` compiles every suite; this one has nothing to say about a browser.
#![cfg(not(target_arch = "wasm32"))]

#[path = "../examples/search_bench/people.rs"]
mod people;

use std::collections::BTreeMap;

use people::{Dice, people as made_up, with_slip};
use proptest::prelude::*;
use really_know::domain::text::fold;
use really_know::domain::{Contact, Decision, Met, Moment, Person, PersonId, ProfileAddress};
use really_know::library::search::{Field, Hit, Index, Key, marks};

type Library = BTreeMap<PersonId, Person>;

fn id(n: u64) -> PersonId {
    PersonId::new(n as u8, n)
}

fn named(name: &str) -> Person {
    Person { name: name.to_owned(), ..Person::default() }
}

fn library(people: impl IntoIterator<Item = Person>) -> Library {
    people.into_iter().enumerate().map(|(n, person)| (id(n as u64), person)).collect()
}

fn names(library: &Library, query: &str) -> Vec<String> {
    let hits = Index::build(library).search(query, 20);
    hits.iter().map(|hit| library[&hit.id].name.clone()).collect()
}

#[test]
fn every_word_must_be_found() {
    let people = library([
        Person { name: "Mia Sample".into(), story: "We kept bees in Ghent.".into(), ..Person::default() },
        Person { name: "Mia Probe".into(), story: "We kept a boat.".into(), ..Person::default() },
    ]);
    assert_eq!(names(&people, "mia"), ["Mia Probe", "Mia Sample"]);
    assert_eq!(names(&people, "BEES  mía"), ["Mia Sample"]);
    assert!(names(&people, "mia elephant").is_empty());
    for nothing in ["", "  ", " - ' ", "\u{301}"] {
        assert!(names(&people, nothing).is_empty());
    }
}

#[test]
fn every_field_is_searched() {
    let person = Person {
        name: "Namea Nameb".into(),
        headline: "headlinea".into(),
        address: ProfileAddress::from_slug("sluga-slugb-1f2e3d").ok(),
        aliases: ProfileAddress::from_slug("formera").into_iter().collect(),
        met_where: "wherea".into(),
        introduced_by: "introducera".into(),
        story: "storya".into(),
        good_at: "gooda".into(),
        looks_for: "looksa".into(),
        can_help: "helpa".into(),
        tags: ["taga".into(), "tagb".into()].into(),
        message: "messagea".into(),
        contacts: vec![Contact { how: "contacta".into(), ..Contact::default() }],
        decisions: vec![Decision { why: "whya".into(), ..Decision::default() }],
        ties: really_know::domain::Ties {
            met: Some(Met { memory: "memorya".into(), ..Met::default() }),
            ..Default::default()
        },
        ..Person::default()
    };
    let people = library([person, named("Somebody Else")]);
    let index = Index::build(&people);
    for (query, field) in [
        ("namea", Field::Name),
        ("headlinea", Field::Headline),
        ("slugb", Field::Address),
        ("sluga-slugb-1f2e3d", Field::Address),
        ("https://www.linkedin.com/in/sluga-slugb-1f2e3d/?x=y", Field::Address),
        ("formera", Field::Address),
        ("wherea", Field::Where),
        ("introducera", Field::IntroducedBy),
        ("storya", Field::Story),
        ("gooda", Field::GoodAt),
        ("looksa", Field::LooksFor),
        ("helpa", Field::CanHelp),
        ("taga", Field::Tags),
        ("tagb", Field::Tags),
        ("messagea", Field::Message),
        ("contacta", Field::Contacts),
        ("whya", Field::Reasons),
        ("memorya", Field::Memory),
        ("namea storya", Field::Story),
    ] {
        assert_eq!(index.search(query, 5), [Hit { id: id(0), field, lenient: false }], "{query}");
    }
}

#[test]
fn names_come_first_then_short_fields_then_texts() {
    let people = library([
        Person { name: "C".into(), story: "about marta".into(), ..Person::default() },
        Person { name: "B".into(), good_at: "marta".into(), ..Person::default() },
        named("Marta A"),
        named("Martalina D"),
        named("Marat E"),
        named("Narta F"),
    ]);
    assert_eq!(names(&people, "marta"), ["Marta A", "Martalina D", "B", "Marat E", "C", "Narta F"]);
    let index = Index::build(&people);
    let lenient: Vec<bool> = index.search("marta", 10).iter().map(|hit| hit.lenient).collect();
    assert_eq!(lenient, [false, false, false, true, false, true]);
}

#[test]
fn equal_matches_are_ordered_by_time_then_name() {
    let at = |name: &str, updated| Person { updated: Moment(updated), ..named(name) };
    let people = library([at("Mia C", 1), at("Mia D", 2), at("Mia B", 1), at("Mia Ä", 1)]);
    assert_eq!(names(&people, "mia"), ["Mia D", "Mia Ä", "Mia B", "Mia C"]);
}

#[test]
fn a_finished_word_prefers_whole_words() {
    let people = library([Person { updated: Moment(2), ..named("Jonas Smitt") }, named("Jon Smitt")]);
    assert_eq!(names(&people, "jon smi"), ["Jon Smitt", "Jonas Smitt"]);
}

#[test]
fn slips_are_forgiven() {
    let people = library([named("Aleksandra Petrov"), named("Ute Lang"), named("김민수"), named("Юлия Ковская")]);
    for query in ["alexandra", "aleksadnra", "alksandra petorv", "leksandra", "petrow", "Aleksandar"] {
        assert_eq!(names(&people, query).first().map(String::as_str), Some("Aleksandra Petrov"), "{query}");
    }
    assert_eq!(names(&people, "юлая"), ["Юлия Ковская"]);
    // Three letters: too short for slips.
    assert!(names(&people, "ote").is_empty());
    // Numbers are meant as they are.
    let people = library([Person { story: "In 2019.".into(), ..named("Ada") }]);
    assert_eq!(names(&people, "2019"), ["Ada"]);
    assert!(names(&people, "2018").is_empty());
}

#[test]
fn names_with_hyphens_and_handles_are_found_any_way() {
    let people =
        library([named("Jean-Luc O’Hara"), Person { story: "Write to ada.byte@example.org".into(), ..named("Ada") }]);
    for query in ["jean", "luc", "jeanluc", "jean-luc", "jean luc", "JEAN-L", "ohara", "o'hara", "O´Hara", "hara"] {
        assert_eq!(names(&people, query), ["Jean-Luc O’Hara"], "{query}");
    }
    for query in ["byte", "ada.byte", "ada.byte@example.org", "adabyte", "example.org"] {
        assert_eq!(names(&people, query).first().map(String::as_str), Some("Ada"), "{query}");
    }
}

#[test]
fn scripts_without_spaces_are_searched_inside() {
    let people = library([
        Person { name: "王小明".into(), story: "在北京认识的朋友".into(), ..Person::default() },
        named("小明"),
        named("田中さくら"),
        named("김민수"),
        named("สมชาย ใจดี"),
    ]);
    assert_eq!(names(&people, "小明"), ["小明", "王小明"]);
    assert_eq!(names(&people, "明"), ["小明", "王小明"]);
    assert_eq!(names(&people, "北京"), ["王小明"]);
    assert_eq!(names(&people, "京认识的"), ["王小明"]);
    assert!(names(&people, "京的").is_empty());
    for query in ["さく", "サクラ", "くら", "中さ", "田中さくら"] {
        assert_eq!(names(&people, query), ["田中さくら"], "{query}");
    }
    for query in ["김민수", "민수", "김미", "ㄱ"] {
        assert_eq!(names(&people, query), ["김민수"], "{query}");
    }
    for query in ["ชาย", "สมชาย", "มชา", "ดี"] {
        assert_eq!(names(&people, query), ["สมชาย ใจดี"], "{query}");
    }
}

#[test]
fn emoji_are_words() {
    let people = library([Person { tags: ["bees🐝".into()].into(), ..named("Ada") }, named("Ben")]);
    assert_eq!(names(&people, "🐝"), ["Ada"]);
}

#[test]
fn the_limit_cuts_the_end() {
    let people = library((0..50).map(|n| Person { updated: Moment(n), ..named(&format!("Mia {n}")) }));
    let index = Index::build(&people);
    let all = index.search("mia", 100);
    assert_eq!(all.len(), 50);
    for limit in [0, 1, 7, 49, 50] {
        assert_eq!(index.search("mia", limit), all[..limit]);
    }
}

#[test]
fn a_search_in_portions_finds_the_same() {
    let people = made_up(5, 3_000);
    let mut index = Index::build(people.iter().map(|(id, person)| (id, person)));
    assert!(index.words() > 8_192, "more than are looked at at once: {}", index.words());
    for query in ["m", "maria garden", "jean-luc", "王小", "the bees", "no-such-thing", "", "14"] {
        let (mut search, mut portions) = (index.begin(query), 1);
        while !index.go_on(&mut search, &mut || false) {
            portions += 1;
        }
        assert!(portions > 2 || query.is_empty(), "{query}: {portions}");
        let mut found = index.found(&search);
        found.sort_by_key(|one| one.key);
        let mut expected: Vec<Key> = index.search(query, usize::MAX).iter().map(|hit| Key::of(&hit.id)).collect();
        expected.sort_unstable();
        assert_eq!(found.iter().map(|one| one.key).collect::<Vec<_>>(), expected, "{query}");
    }
    // Somebody comes in the middle of it: that is no answer about them, and no accident.
    let mut search = index.begin("mia");
    assert!(!index.go_on(&mut search, &mut || false));
    index.update(&id(1), Some(&named("Mia Newcomer")));
    while !index.go_on(&mut search, &mut || false) {}
    assert!(index.found(&search).iter().all(|one| one.key != Key::of(&id(1))));
}

#[test]
fn misspelt_names_are_found_among_the_first_five() {
    let people = made_up(23, 2_000);
    let index = Index::build(people.iter().map(|(id, person)| (id, person)));
    let mut dice = Dice::new(1);
    let mut found = 0;
    let mut asked = 0;
    while asked < 100 {
        let (id, person) = dice.one_of(&people);
        let (first, last) = person.name.split_once(' ').unwrap_or((&person.name, ""));
        if fold(first).chars().count() < 4 {
            continue;
        }
        asked += 1;
        let query = format!("{} {last}", with_slip(&mut dice, first));
        found += usize::from(index.search(&query, 5).iter().any(|hit| hit.id == *id));
    }
    assert!(found >= 95, "{found} of 100");
}

#[test]
fn many_changes_leave_no_trace() {
    let old: Library = made_up(1, 400).into_iter().collect();
    let new = made_up(2, 400);
    let mut index = Index::build(&old);
    for _ in 0..3 {
        for ((id, _), (_, person)) in old.iter().zip(&new) {
            index.update(id, Some(person));
        }
    }
    for id in old.keys().skip(200) {
        index.update(id, None);
    }
    let expected: Library = old.keys().cloned().zip(new.into_iter().map(|(_, person)| person)).take(200).collect();
    let rebuilt = Index::build(&expected);
    assert_eq!(index.len(), 200);
    for query in ["ma", "the", "bees garden", "e", "лен", "王", "li"] {
        assert_eq!(index.search(query, 50), rebuilt.search(query, 50), "{query}");
    }
}

/// Words as people write them: several scripts, accents, hyphens.
fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        5 => "[a-zA-Z]{1,10}",
        2 => "[a-zéüøłñß]{2,9}",
        1 => "[а-яА-Я]{2,9}",
        1 => "[α-ω]{2,9}",
        1 => "[王李小明伟芳]{1,5}",
        1 => "[가-힣]{1,4}",
        1 => "[ぁ-ん]{1,6}",
        1 => "[ก-ฮ]{2,8}",
        1 => "[a-z]{1,5}[-'.][a-z]{1,5}",
    ]
}

fn words(most: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(word(), 0..=most).prop_map(|words| words.join(" "))
}

fn person() -> impl Strategy<Value = Person> {
    (words(3), words(6), words(1), words(6), 0..5_i64).prop_map(|(name, story, met_where, message, updated)| Person {
        name,
        story,
        met_where,
        message,
        updated: Moment(updated),
        ..Person::default()
    })
}

fn wild_person() -> impl Strategy<Value = Person> {
    ("\\PC{0,20}", any::<String>(), any::<String>()).prop_map(|(name, story, tag)| Person {
        name,
        story,
        tags: [tag].into(),
        ..Person::default()
    })
}

fn small_library() -> impl Strategy<Value = Library> {
    prop::collection::vec(person(), 1..6).prop_map(library)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_is_too_strange(people in prop::collection::vec(wild_person(), 0..4), query in any::<String>()) {
        let people = library(people);
        let index = Index::build(&people);
        for hit in index.search(&query, 3) {
            prop_assert!(people.contains_key(&hit.id));
        }
        for person in people.values() {
            let _ = index.search(&person.name, 3);
            for text in [&person.name, &person.story] {
                for query in [&query, &person.name, &person.story] {
                    let mut end = 0;
                    for range in marks(text, query) {
                        prop_assert!(range.start >= end && range.start < range.end);
                        prop_assert!(text.get(range.clone()).is_some());
                        end = range.end;
                    }
                }
            }
        }
    }

    #[test]
    fn people_are_found_by_each_of_their_words(people in small_library()) {
        let index = Index::build(&people);
        for (id, person) in &people {
            for (field, text) in [
                (Field::Name, &person.name),
                (Field::Story, &person.story),
                (Field::Where, &person.met_where),
                (Field::Message, &person.message),
            ] {
                for word in text.split(' ').filter(|word| !fold(word).is_empty()) {
                    let hits = index.search(word, 100);
                    let hit = hits.iter().find(|hit| hit.id == *id);
                    // A name with a slip counts more than the word itself in a text.
                    prop_assert!(hit.is_some_and(|hit| !hit.lenient || hit.field != field), "{word}");
                    prop_assert!(!marks(text, word).is_empty(), "{word} in {text}");
                }
            }
        }
    }

    #[test]
    fn people_are_found_by_their_words_with_a_slip(people in small_library(), seed: u64) {
        let index = Index::build(&people);
        let mut dice = Dice::new(seed);
        for (id, person) in &people {
            for text in [&person.name, &person.story] {
                for word in text.split(' ') {
                    // A slip can split "jo-an" otherwise, and hide in letters that belong to one sign.
                    let one = word.chars().all(char::is_alphabetic) && fold(word) == word;
                    if !one || word.chars().count() < 4 {
                        continue;
                    }
                    let query = with_slip(&mut dice, word);
                    let hits = index.search(&query, 100);
                    prop_assert!(hits.iter().any(|hit| hit.id == *id), "{query} for {word}");
                    prop_assert!(!marks(text, &query).is_empty(), "{query} in {text}");
                }
            }
        }
    }

    #[test]
    fn a_beginning_is_enough(people in small_library(), letters in 1..4_usize) {
        let index = Index::build(&people);
        for (id, person) in &people {
            for word in person.name.split(' ').filter(|word| !word.is_empty()) {
                let beginning: String = word.chars().take(letters).collect();
                prop_assert!(index.search(&beginning, 100).iter().any(|hit| hit.id == *id), "{beginning} of {word}");
            }
        }
    }

    #[test]
    fn an_updated_index_is_a_rebuilt_one(
        before in small_library(),
        changes in prop::collection::vec((0..8_u64, prop::option::of(person())), 0..12),
        names_only: bool,
        queries in prop::collection::vec(word(), 1..4),
    ) {
        let mut after = before.clone();
        let mut index = Index::default();
        if names_only {
            index.add_names(before.iter().map(|(id, person)| (id, person.name.as_str(), person.updated)));
        } else {
            index = Index::build(&before);
        }
        for (n, person) in changes {
            index.update(&id(n), person.as_ref());
            match person {
                Some(person) => after.insert(id(n), person),
                None => after.remove(&id(n)),
            };
        }
        index.add_texts(&after);
        prop_assert!(index.is_complete());
        prop_assert_eq!(index.len(), after.len());
        let rebuilt = Index::build(&after);
        let own = after.values().flat_map(|person| person.name.split(' ').map(str::to_owned)).collect::<Vec<_>>();
        for query in queries.iter().chain(&own) {
            prop_assert_eq!(index.search(query, 10), rebuilt.search(query, 10));
        }
    }
}
