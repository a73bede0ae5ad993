//! What holds for any notes.

use proptest::prelude::*;
use proptest::sample::select;
use really_know::domain::{Close, Door, Edtf, Field, Mark, Met, MetKind, Person, WorkKind, Worked};
use really_know::introductions::{Manner, Pair, Sentence, Side, Source, Text};

use super::given::manners;

/// Lines with a mark in them that no template has: where one comes out, it is known which one it is.
fn lines() -> impl Strategy<Value = String> {
    proptest::collection::vec("[a-zé王ل ]{0,6}", 1..4).prop_map(|lines| {
        let numbered = lines.iter().enumerate().map(|(n, line)| format!("{line} ⟨{n}⟩"));
        numbered.collect::<Vec<_>>().join("\n")
    })
}

fn name() -> impl Strategy<Value = String> {
    select(vec![
        "Mia Sample",
        "Dr. Jean-Luc Exemple",
        "王小明",
        "さくら 田中",
        "김민수",
        "ليلى حسن",
        "שרה כהן",
        "Łukasz Żółć",
        "İpek Işık",
        "Ελένη",
        "{other} {line}",
        "🌟",
        "",
    ])
    .prop_map(str::to_owned)
}

/// The fields whose lines tests mark, with a letter that tells them apart.
const FIELDS: [(Field, char); 8] = [
    (Field::Story, 'S'),
    (Field::Memory, 'M'),
    (Field::GoodAt, 'G'),
    (Field::LooksFor, 'L'),
    (Field::CanHelp, 'C'),
    (Field::MetWhere, 'W'),
    (Field::IntroducedBy, 'I'),
    (Field::Message, 'E'),
];

prop_compose! {
    fn person(side: char)(
        name in name(),
        texts in proptest::collection::vec(lines(), 8),
        marks in proptest::collection::vec((0..8_usize, 0..4_usize, any::<bool>(), select(Mark::ALL)), 0..12),
        doors in proptest::collection::vec(any::<bool>(), 3),
        kinds in proptest::collection::btree_set(select(WorkKind::ALL), 0..3),
        met_kinds in proptest::collection::btree_set(select(MetKind::ALL), 0..3),
        date in proptest::option::of(select(vec!["1999", "2019-05", "2024-02-29"])),
        headline in "⟨H⟩[a-z]{3}",
    ) -> Person {
        let mut person = Person { name, headline, ..Person::default() };
        person.ties.worked = doors[0].then(|| Worked { kinds: kinds.into_iter().collect(), ..Worked::default() });
        person.ties.close = doors[2].then(Close::default);
        person.met_on = date.and_then(|date| Edtf::parse(date).ok());
        let mut memory = String::new();
        for ((field, letter), text) in FIELDS.iter().zip(texts) {
            let text = text.replace('⟨', &format!("⟨{side}{letter}"));
            let place = match field {
                Field::Story => &mut person.story,
                Field::Memory => &mut memory,
                Field::GoodAt => &mut person.good_at,
                Field::LooksFor => &mut person.looks_for,
                Field::CanHelp => &mut person.can_help,
                Field::MetWhere => &mut person.met_where,
                Field::IntroducedBy => &mut person.introduced_by,
                _ => &mut person.message,
            };
            *place = text;
        }
        person.ties.met = doors[1].then(|| Met { kinds: met_kinds.into_iter().collect(), memory, ..Met::default() });
        // Most stories may be told here, or nearly every introduction would be refused.
        person.marks.set(&Field::Story, None, Some(Mark::Shareable));
        for (field, line, whole, mark) in marks {
            let field = &FIELDS[field].0;
            let text = person.text(field).lines().nth(line).map(str::to_owned);
            person.marks.set(field, text.as_deref().filter(|_| !whole), Some(mark));
        }
        person
    }
}

fn all_texts<'a>(pair: Pair<'a>, manner: Manner) -> Vec<Text> {
    let asks = Side::BOTH.map(|side| pair.ask(side, manner).ok());
    asks.into_iter().flatten().chain(pair.compose(manner).ok()).collect()
}

/// Every line of a note with its tag, `⟨AS0⟩`, if it may not be told.
fn kept(person: &Person) -> Vec<String> {
    let lines = FIELDS.iter().flat_map(|(field, _)| person.lines(field));
    let kept = lines.filter(|(_, mark)| *mark != Mark::Shareable);
    kept.filter_map(|(line, _)| Some(line[line.find('⟨')?..].to_owned())).collect()
}

fn check_sources(sentence: &Sentence, people: [&Person; 2]) -> Result<(), TestCaseError> {
    prop_assert!(!sentence.sources.is_empty(), "{}", sentence.text);
    let noted = |tag: &str| {
        sentence.sources.iter().any(|source| match source {
            Source::Note { side, field, line } => {
                let person = people[usize::from(*side == Side::Second)];
                person.text(field).lines().nth(*line).is_some_and(|line| line.contains(tag))
            }
            _ => false,
        })
    };
    for tag in sentence.text.split('⟨').skip(1).filter_map(|rest| rest.split_once('⟩')) {
        prop_assert!(noted(tag.0), "{} doesn't cite {}", sentence.text, tag.0);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_kept_is_told_and_everything_told_has_a_source(
        first in person('A'),
        second in person('B'),
        why in "(|because [a-z]{4})",
    ) {
        let pair = Pair::new(&first, &second, &why);
        for manner in manners() {
            for text in all_texts(pair, manner) {
                for sentence in text.sentences().chain(&text.left_out) {
                    prop_assert!(!sentence.text.contains('⟨') || !sentence.text.contains("⟨H⟩"));
                    check_sources(sentence, [&first, &second])?;
                    for kept in kept(&first).iter().chain(&kept(&second)) {
                        prop_assert!(!sentence.text.contains(kept.as_str()), "{} tells {kept}", sentence.text);
                    }
                }
            }
        }
    }

    #[test]
    fn every_template_is_filled_in_for_every_name(a in name(), b in name()) {
        prop_assume!(!a.is_empty() && !b.is_empty() && !a.contains('{') && !b.contains('{'));
        let known = |name: &str, door: Door| {
            let mut person = Person { name: name.to_owned(), story: "We talked.".into(), ..Person::default() };
            match door {
                Door::Worked => person.ties.worked = Some(Worked { kinds: WorkKind::ALL.iter().cloned().collect(), ..Worked::default() }),
                Door::Met => person.ties.met = Some(Met { kinds: MetKind::ALL.iter().cloned().collect(), ..Met::default() }),
                Door::Close => person.ties.close = Some(Close::default()),
            }
            person.marks.set(&Field::Story, None, Some(Mark::Shareable));
            person.good_at = "Bees".into();
            person.met_on = Edtf::parse("2019-05-07").ok();
            person
        };
        for door in Door::ALL {
            let (first, second) = (known(&a, door), known(&b, Door::Close));
            for manner in manners() {
                let pair = Pair::new(&first, &second, "bees");
                let texts = all_texts(pair, manner);
                prop_assert_eq!(texts.len(), 3);
                for sentence in texts.iter().flat_map(Text::sentences) {
                    prop_assert!(!sentence.text.is_empty() && !sentence.text.contains(['{', '}']), "{}", sentence.text);
                    let isolates = |c: char| sentence.text.matches(c).count();
                    prop_assert_eq!(isolates('\u{2068}'), isolates('\u{2069}'));
                }
            }
        }
    }
}
