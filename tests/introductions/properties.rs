//! What holds for any notes.

use proptest::prelude::*;
use proptest::sample::select;
use really_know::domain::{Close, CloseKind, Door, Edtf, Field, Mark, Met, MetKind, Person, WorkKind, Worked};
use really_know::introductions::recommend::recommend;
use really_know::introductions::replies::{Answer, follow_up};
use really_know::introductions::{Element, Manner, Pair, Sentence, Shared, Side, Source, Text, Tone};

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

/// What is marked as a whole.
const WHOLE: [Field; 5] = [Field::Name, Field::Worked, Field::Met, Field::Close, Field::MetOn];

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
        whole in proptest::collection::vec(0..30_usize, 5),
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
        for (field, kept) in WHOLE.iter().zip(whole) {
            let mark = [Mark::Private, Mark::Sensitive].into_iter().nth(kept);
            person.marks.set(field, None, mark);
        }
        person
    }
}

fn all_texts<'a>(pair: Pair<'a>, manner: Manner) -> Vec<Text> {
    let asks = Side::BOTH.map(|side| pair.ask(side, manner).ok());
    asks.into_iter().flatten().chain(pair.compose(manner).ok()).collect()
}

/// The texts in which somebody asks for an introduction, or is asked how it went, or is recommended.
fn other_texts(first: &Person, second: &Person, manner: Manner) -> Vec<Text> {
    let [one, two] = [Shared::new(Side::First, first), Shared::new(Side::Second, second)];
    let mut texts: Vec<Text> = Answer::ALL.iter().map(|answer| answer.write(one, two, manner)).collect();
    texts.push(follow_up(one, two, manner));
    texts.extend((0..3).flat_map(|n| recommend(first, n, n, manner).ok()));
    texts
}

/// No text cites, or has a word of, what is kept as a whole.
fn check_whole(text: &Text, people: [&Person; 2], manner: Manner) -> Result<(), TestCaseError> {
    let kept = |side: &Side, field: &Field| {
        WHOLE.contains(field) && people[usize::from(*side == Side::Second)].marks.field(field) != Mark::Shareable
    };
    for sentence in text.sentences().chain(&text.left_out) {
        for source in &sentence.sources {
            if let Source::Note { side, field, .. } = source {
                let told = kept(side, field) && sentence.tells.is_some();
                prop_assert!(!told, "{} is made of {field:?}, which is kept", sentence.text);
            }
        }
    }
    let plain = text.plain();
    for person in people {
        let hides = |field: &Field| person.marks.field(field) != Mark::Shareable;
        let date = person.met_on.filter(|_| hides(&Field::MetOn)).map(|on| manner.language.date(on));
        let other = people.iter().filter(|other| other.met_on.is_some() && other.met_on == person.met_on).count() > 1;
        prop_assert!(other || date.is_none_or(|date| !plain.contains(&date)), "{plain}");
        let name = Some(&person.name).filter(|name| hides(&Field::Name) && name.chars().count() > 4);
        let other = people.iter().filter(|other| other.name == person.name).count() > 1;
        prop_assert!(other || name.is_none_or(|name| !plain.contains(name.as_str())), "{plain}");
    }
    Ok(())
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
            for text in all_texts(pair, manner).into_iter().chain(other_texts(&first, &second, manner)) {
                check_whole(&text, [&first, &second], manner)?;
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

/// Every kind of every door alone: the sentences that say how the user knows somebody.
#[test]
fn every_kind_is_said_in_every_manner_with_names_in_many_scripts() {
    let mut knows: Vec<Person> = Vec::new();
    for name in ["Mia Sample", "Dr. Jean-Luc Exemple", "王小明", "さくら 田中", "ليلى حسن", "İpek Işık", "Łukasz Żółć"]
    {
        let mut person =
            Person { name: name.to_owned(), story: "We talked.".into(), good_at: "Bees".into(), ..Person::default() };
        person.marks.set(&Field::Story, None, Some(Mark::Shareable));
        knows.extend(WorkKind::ALL.iter().map(|kind| {
            let mut person = person.clone();
            person.ties.worked = Some(Worked { kinds: [kind.clone()].into(), ..Worked::default() });
            person
        }));
        knows.extend(MetKind::ALL.iter().map(|kind| {
            let mut person = person.clone();
            person.ties.met = Some(Met { kinds: [kind.clone()].into(), ..Met::default() });
            person
        }));
        knows.extend(CloseKind::ALL.iter().map(|kind| {
            let mut person = person.clone();
            person.ties.close = Some(Close { kinds: [kind.clone()].into(), ..Close::default() });
            person
        }));
    }
    for person in &knows {
        for manner in manners() {
            let note = Pair::new(person, person, "bees").compose(manner).unwrap();
            let how = note.sentences().find(|sentence| sentence.tells == Some((Side::First, Element::How))).unwrap();
            let first = Shared::new(Side::First, person).first_name().unwrap();
            let name = if manner.tone == Tone::Warm { first } else { person.name.clone() };
            assert!(
                how.text.contains(&name) && !how.text.contains(['{', '}']),
                "{}: {}",
                manner.language.code,
                how.text
            );
            let kinds = ["how.worked", "how.met", "how.close"].map(|key| manner.language.word(key).unwrap());
            let said = |key: &str| manner.language.fill(key, &[("other", &name)]);
            assert!(
                !kinds.map(said).contains(&how.text),
                "{}: a kind without a sentence: {person:?}",
                manner.language.code
            );
        }
    }
}
