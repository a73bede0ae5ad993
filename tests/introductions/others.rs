//! Recommendations, replies, requests for an introduction.

use proptest::prelude::*;
use really_know::domain::reply::fill_in;
use really_know::domain::{Field, Mark, Person, Worked};
use really_know::introductions::recommend::{RECOMMENDATION_LIMIT, honest, recommend};
use really_know::introductions::replies::{Answer, Named, Reply, as_own, fill, follow_up, named_in};
use really_know::introductions::{Language, Missing, Shared, Side, Source, Text, Tone};

use super::given::{english, jim, leonard, manners};

#[test]
fn a_recommendation_has_its_parts_and_every_sentence_cites_a_note() {
    let jim = jim();
    for manner in manners() {
        let text = recommend(&jim, 1, 0, manner).unwrap();
        let plain = text.plain();
        for part in ["Getting a crew to do the impossible", "the test that nobody can win"] {
            assert!(plain.contains(part), "{plain}");
        }
        assert!(!plain.contains("Commanding a starship"), "one skill, the one that the episode shows: {plain}");
        let cites = |source: &Source| matches!(source, Source::Note { .. });
        assert!(text.sentences().all(|sentence| !sentence.sources.is_empty() && sentence.sources.iter().all(cites)));
    }
}

#[test]
fn no_skill_without_an_episode() {
    let mut jim = jim();
    jim.marks.set(&Field::Memory, None, None);
    assert_eq!(recommend(&jim, 0, 0, english()), Err(vec![Missing::Untold(Side::First, Field::Memory)]));
    jim.ties.met = None;
    assert_eq!(honest(&jim).missing, [Missing::Story(Side::First)]);
    jim.ties.close = None;
    jim.good_at.clear();
    let all = [Missing::How(Side::First), Missing::GoodAt(Side::First), Missing::Story(Side::First)];
    assert_eq!(honest(&jim).missing, all);
}

#[test]
fn replies_are_filled_in_with_or_without_a_rule() {
    for language in Language::ALL {
        for tone in [Tone::Warm, Tone::Formal, Tone::Short] {
            for reply in Reply::ALL {
                let template = reply.template(tone, *language);
                // In a text from right to left, names and rules are isolated; the sidebar's template isn't one.
                let plain = |text: &str| text.replace(['\u{2068}', '\u{2069}'], "");
                let with = plain(&fill(template, "Dr. Mia Sample", "example.org/rule", *language));
                assert!(
                    with.contains("Mia") && with.ends_with("example.org/rule"),
                    "a stop would be in the link: {with}"
                );
                let without = fill(template, "Mia Sample", " ", *language);
                assert!(!without.contains(['{', '}']) && without.len() < with.len(), "{without}");
                let own = as_own(template, *language);
                let kept = fill_in(&own, "Dr. Mia Sample", "example.org/rule");
                assert_eq!(kept.trim(), with, "the sidebar says what the kit showed");
                assert_eq!(fill_in(&own, "Mia Sample", ""), plain(&without));
            }
            let [warm, own] = [Reply::KindNo.template(Tone::Warm, *language), Reply::KindNo.template(tone, *language)];
            assert!(tone == Tone::Warm || warm != own, "{} has one tone", language.code);
        }
    }
    let english = Language::find("en");
    assert_eq!(
        fill("Hi {first} {x}", "{rule} Sample", "no", english),
        "Hi rule {x}",
        "only the template's own braces count"
    );
}

#[test]
fn answers_to_a_request_name_both() {
    let (leonard, jim) = (leonard(), jim());
    let (asks, meant) = (Shared::new(Side::First, &leonard), Shared::new(Side::Second, &jim));
    for manner in manners() {
        let texts: Vec<Text> = Answer::ALL.iter().map(|answer| answer.write(asks, meant, manner)).collect();
        for text in texts.iter().chain([&follow_up(asks, meant, manner)]) {
            let plain = text.plain();
            assert!(plain.contains("Leonard") && plain.contains("Jim") && !plain.contains('{'), "{plain}");
        }
    }
}

#[test]
fn an_answer_says_nothing_that_the_verdicts_do_not() {
    for (asks, meant) in [(None, None), (None, Some(true)), (Some(false), Some(true)), (Some(true), Some(false))] {
        let answers = Answer::honest(asks, meant);
        assert!(!answers.contains(&Answer::Yes) && answers.contains(&Answer::KindNo), "{asks:?} {meant:?}");
    }
    assert!(!Answer::honest(Some(true), None).contains(&Answer::AskFirst), "whoever has no note can't be asked");
    let both = Answer::honest(Some(true), Some(true));
    assert!(both.first() == Some(&Answer::Yes) && !both.contains(&Answer::KindNo));
    let (leonard, jim) = (leonard(), jim());
    let (asks, meant) = (Shared::new(Side::First, &leonard), Shared::new(Side::Second, &jim));
    let cites = |answer: Answer, source: &Source| {
        answer.write(asks, meant, english()).sentences().any(|sentence| sentence.sources.contains(source))
    };
    assert!(cites(Answer::Yes, &Source::Note { side: Side::Second, field: Field::Close, line: 0 }));
    assert!(cites(Answer::KindNo, &Source::Rule));
}

#[test]
fn a_message_names_who_is_meant() {
    let named = |name: &str| Person { name: name.into(), ..Person::default() };
    let people = ["Jim Kirk", "Zoë Müller", "王小明", "Jim Beam", "Al", "Ng Li"].map(named);
    let found = |message: &str| {
        let found = named_in(message, people.iter().map(|person| (person.name.as_str(), person)));
        found.into_iter().map(|(name, how)| (name.to_owned(), how)).collect::<Vec<_>>()
    };
    let expect =
        |names: &[(&str, Named)]| names.iter().map(|(name, how)| ((*name).to_owned(), *how)).collect::<Vec<_>>();
    let message = "Could you introduce me to jim kirk? Best, Zoe Muller";
    let all = [("Jim Kirk", Named::Whole), ("Zoë Müller", Named::Whole), ("Jim Beam", Named::Partly)];
    assert_eq!(found(message), expect(&all));
    let first_names = "Please introduce me to Jim? Zoe Muller";
    let all = [("Jim Kirk", Named::Partly), ("Jim Beam", Named::Partly), ("Zoë Müller", Named::Whole)];
    assert_eq!(found(first_names), expect(&all), "who is meant comes before whoever signs");
    assert_eq!(found("你能介绍我认识王小明吗"), expect(&[("王小明", Named::Whole)]));
    assert_eq!(found("all about al and li"), [], "half of a short name means nobody");
}

#[test]
fn a_request_is_understood_in_any_language() {
    let named = |name: &str| Person { name: name.into(), ..Person::default() };
    let people =
        ["Jim Kirk", "Anna Kowalska", "ليلى حسن", "سارة علي", "田中さくら", "山田太郎", "王小明", "Will Sample"]
            .map(named);
    for (message, meant, asks) in [
        ("Could you introduce me to Jim Kirk? Best, Anna Kowalska", "Jim Kirk", "Anna Kowalska"),
        ("Will you introduce me to Jim Kirk? Best, Anna Kowalska", "Jim Kirk", "Anna Kowalska"),
        ("Kannst du mich mit Jim Kirk bekannt machen? LG Anna", "Jim Kirk", "Anna Kowalska"),
        ("Ich würde gern mit Jims Firma reden. Gruß, Anna Kowalska", "Jim Kirk", "Anna Kowalska"),
        ("Pourrais-tu me présenter à Jim Kirk ? Amitiés, Anna Kowalska", "Jim Kirk", "Anna Kowalska"),
        ("Peux-tu me donner le contact d’Anna Kowalska ? Merci, Jim", "Anna Kowalska", "Jim Kirk"),
        ("¿Me presentas a Jim Kirk? Un abrazo, Anna Kowalska", "Jim Kirk", "Anna Kowalska"),
        ("Você me apresenta ao Jim Kirk? Abraço, Anna", "Jim Kirk", "Anna Kowalska"),
        ("Mi presenti Jim Kirk? Grazie, Anna Kowalska", "Jim Kirk", "Anna Kowalska"),
        ("Wil je me aan Jim Kirk voorstellen? Groet, Anna Kowalska", "Jim Kirk", "Anna Kowalska"),
        ("Czy możesz mnie przedstawić Jimowi Kirkowi? Pozdrawiam, Anna Kowalska", "Jim Kirk", "Anna Kowalska"),
        ("Przedstawisz mnie Annie Kowalskiej? Pozdrawiam, Jim Kirk", "Anna Kowalska", "Jim Kirk"),
        ("Beni Jim Kirk'le tanıştırır mısın? Sevgiler, Anna Kowalska", "Jim Kirk", "Anna Kowalska"),
        ("هل يمكنك أن تعرّفني بليلى حسن؟ مع التحية، سارة علي", "ليلى حسن", "سارة علي"),
        ("田中さくらさんを紹介していただけますか。山田太郎", "田中さくら", "山田太郎"),
        ("你能介绍我认识王小明吗？Anna Kowalska", "王小明", "Anna Kowalska"),
    ] {
        let found = named_in(message, people.iter().map(|person| (person.name.as_str(), person)));
        let names: Vec<&str> = found.iter().map(|(name, _)| *name).collect();
        assert_eq!(names.first_chunk(), Some(&[meant, asks]), "{message}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_recommendation_fits_linkedin_and_tells_nothing_kept(
        lines in proptest::collection::vec("[a-z ]{1,600}", 1..5),
        kept in 0..5_usize,
    ) {
        let story: Vec<String> = lines.iter().enumerate().map(|(n, line)| format!("{n}: {line}")).collect();
        let mut person = Person { name: "Mia Sample".into(), story: story.join("\n"), ..Person::default() };
        person.good_at = "Bees".into();
        person.ties.worked = Some(Worked::default());
        person.marks.set(&Field::Story, None, Some(Mark::Shareable));
        if let Some(line) = story.get(kept) {
            person.marks.set(&Field::Story, Some(line.trim()), Some(Mark::Sensitive));
        }
        for manner in manners() {
            for episode in 0..lines.len() {
                if let Ok(text) = recommend(&person, 0, episode, manner) {
                    let plain = text.plain();
                    prop_assert!(plain.chars().count() <= RECOMMENDATION_LIMIT);
                    let tag = format!("{kept}: ");
                    prop_assert!(!plain.contains(&tag), "{}", plain);
                }
            }
        }
    }
}
