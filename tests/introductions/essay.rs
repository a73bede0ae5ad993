//! What the essay asks of an introduction: how I know them, when we met, what they are exceptionally good at,
//! and why the two should talk. The tests look for the facts, not for fixed sentences.

use really_know::domain::{Field, Mark, Person};
use really_know::introductions::recommend::recommend;
use really_know::introductions::{Element, Length, Manner, Missing, Pair, Sentence, Shared, Side, Source};

use super::given::{WHY, blind, english, jim, leonard, manners};

#[test]
fn the_essays_example_has_every_element_for_each_side() {
    let (leonard, jim) = (leonard(), jim());
    let pair = Pair::new(&leonard, &jim, WHY);
    let note = pair.compose(english()).unwrap();
    type Facts = &'static [(Element, &'static [&'static str])];
    let facts: [(Side, Facts); 2] = [
        (
            Side::First,
            &[
                (Element::How, &["friend", "Leonard"]),
                (Element::When, &["2255", "Starfleet Academy"]),
                (Element::Story, &["beside me on the shuttle"]),
                (Element::GoodAt, &["Medicine of every species"]),
                (Element::LooksFor, &["A post as ship's doctor"]),
            ],
        ),
        (
            Side::Second,
            &[
                (Element::How, &["friend", "Jim"]),
                (Element::When, &["September 2254"]),
                (Element::Story, &["the test that nobody can win"]),
                (Element::GoodAt, &["Commanding a starship"]),
            ],
        ),
    ];
    for (side, facts) in facts {
        for (element, words) in facts {
            let sentence = note.sentences().find(|sentence| sentence.tells == Some((side, *element)));
            let text = &sentence.unwrap_or_else(|| panic!("{element:?} of {side:?}")).text;
            for word in *words {
                assert!(text.contains(word), "{word} in {text}");
            }
        }
    }
    let plain = note.plain();
    assert!(plain.contains(WHY), "{plain}");
    for kept in ["marriage", "secret mission", "chief medical officer"] {
        assert!(!plain.contains(kept), "{plain}");
    }
    assert_eq!(pair.missing(), []);
    for side in Side::BOTH {
        assert!(Element::WANTED.iter().all(|wanted| pair.learns(side).contains(wanted)), "{side:?}");
    }
}

#[test]
fn a_mail_says_more_than_a_message_and_has_a_subject() {
    let (leonard, jim) = (leonard(), jim());
    let pair = Pair::new(&leonard, &jim, WHY);
    let mail = pair.compose(Manner { length: Length::Mail, ..english() }).unwrap();
    let subject = &mail.subject.as_ref().unwrap().text;
    assert!(subject.contains("Leonard") && subject.contains("Jim"), "{subject}");
    assert!(mail.plain().contains("Getting a crew to do the impossible"));
    assert!(!pair.compose(english()).unwrap().plain().contains("Getting a crew"));
}

#[test]
fn a_subject_cites_what_it_says() {
    let (leonard, jim) = (leonard(), jim());
    let pair = Pair::new(&leonard, &jim, WHY);
    let name = |side| Source::Note { side, field: Field::Name, line: 0 };
    for manner in manners().filter(|manner| manner.length == Length::Mail) {
        let subject = pair.compose(manner).unwrap().subject.unwrap();
        assert!(subject.text.contains("Leonard") && subject.text.contains("Jim"), "{}", subject.text);
        assert_eq!(subject.sources, Side::BOTH.map(name), "{}", subject.text);
        for side in Side::BOTH {
            let subject = pair.ask(side, manner).unwrap().subject.unwrap();
            assert_eq!(subject.sources, [Source::Courtesy], "{}", subject.text);
            assert!(!subject.text.contains("Leonard") && !subject.text.contains("Jim"), "{}", subject.text);
        }
    }
}

#[test]
fn the_same_person_twice_is_named_once_in_no_ask() {
    let leonard = leonard();
    let pair = Pair::new(&leonard, &leonard, "Leonard should meet Leonard");
    let Ok(ask) = pair.ask(Side::First, english()) else { return };
    let about: String = ask.sentences().filter(|sentence| sentence.tells.is_some()).map(|it| it.text.clone()).collect();
    assert!(!about.contains("Leonard"), "{about}");
}

#[test]
fn the_blind_introduction_is_refused_with_the_right_questions() {
    let (ann, bo) = blind();
    for manner in manners() {
        let Err(refused) = Pair::new(&ann, &bo, " ").compose(manner) else { panic!("it pretends") };
        let (first, second) = (Side::First, Side::Second);
        let questions = [
            Missing::Story(first),
            Missing::GoodAt(first),
            Missing::Story(second),
            Missing::GoodAt(second),
            Missing::Why,
        ];
        assert_eq!(refused.0, questions);
    }
    let pair = Pair::new(&ann, &bo, "");
    assert_eq!(pair.learns(Side::First), [Element::How, Element::When], "what is there is told all the same");
}

#[test]
fn one_side_without_a_story_is_enough_to_refuse() {
    let (ann, _) = blind();
    let leonard = leonard();
    let pair = Pair::new(&leonard, &ann, WHY);
    let refused = pair.compose(english()).unwrap_err();
    assert_eq!(refused.0, [Missing::Story(Side::Second), Missing::GoodAt(Side::Second)]);
    assert!(pair.ask(Side::First, english()).is_err(), "an ask would promise what can't follow");
}

#[test]
fn a_story_that_is_kept_private_is_asked_about_not_told() {
    let (mut leonard, mut jim) = (leonard(), jim());
    for person in [&mut leonard, &mut jim] {
        (person.met_on, person.met_where) = (None, String::new());
    }
    let told = leonard.story.lines().next().unwrap().to_owned();
    leonard.marks.set(&Field::Story, Some(&told), Some(Mark::Private));
    leonard.marks.set(&Field::GoodAt, None, Some(Mark::Sensitive));
    jim.marks.set(&Field::Memory, None, None);
    let refused = Pair::new(&leonard, &jim, WHY).compose(english()).unwrap_err();
    let untold = |side, field| Missing::Untold(side, field);
    let questions =
        [untold(Side::First, Field::Story), untold(Side::First, Field::GoodAt), untold(Side::Second, Field::Memory)];
    assert_eq!(refused.0, questions);
}

#[test]
fn a_door_that_is_kept_private_is_asked_about_not_answered_anew() {
    let (leonard, mut jim) = (leonard(), jim());
    let pair_tells = |jim: &Person| -> Vec<String> {
        let note = Pair::new(&leonard, jim, WHY).compose(english()).unwrap();
        let how = |sentence: &&Sentence| sentence.tells == Some((Side::Second, Element::How));
        note.sentences().filter(how).map(|sentence| sentence.text.clone()).collect()
    };
    assert!(pair_tells(&jim)[0].contains("friend"));
    jim.marks.set(&Field::Close, Some("friend"), Some(Mark::Private));
    assert_eq!(pair_tells(&jim), ["Jim is one of the people closest to me."], "the door, without its kind");
    jim.marks.set(&Field::Close, None, Some(Mark::Private));
    assert!(pair_tells(&jim)[0].contains("event"), "the next door");
    jim.marks.set(&Field::Met, None, Some(Mark::Private));
    jim.marks.set(&Field::MetOn, None, Some(Mark::Private));
    let refused = Pair::new(&leonard, &jim, WHY).compose(english()).unwrap_err().0;
    assert_eq!(refused, [Missing::Untold(Side::Second, Field::Close)]);
    assert_eq!(Pair::new(&leonard, &jim, WHY).missing(), refused, "nor is the date asked for that is there");
    assert!(recommend(&jim, 0, 0, english()).unwrap_err().contains(&Missing::Untold(Side::First, Field::Close)));
    jim.marks.set(&Field::Name, None, Some(Mark::Private));
    assert!(Pair::new(&leonard, &jim, WHY).missing().contains(&Missing::Untold(Side::Second, Field::Name)));
}

#[test]
fn a_changed_text_is_looked_through_for_lines_that_are_kept() {
    let mut leonard = leonard();
    let text = "Leonard: medicine of every species, with whatever is at hand! His marriage broke THAT year…";
    let kept = |leonard: &Person| -> Vec<String> {
        let shared = Shared::new(Side::First, leonard);
        shared.kept_lines_in(text).into_iter().map(str::to_owned).collect()
    };
    assert_eq!(kept(&leonard), ["His marriage broke that year."]);
    leonard.marks.set(&Field::GoodAt, None, Some(Mark::Private));
    assert_eq!(kept(&leonard).len(), 2);
    leonard.story = "a\nHis".into();
    assert_eq!(kept(&leonard).len(), 1, "what is that short stands in any text");
}

#[test]
fn an_ask_does_not_name_the_other() {
    let (mut leonard, mut jim) = (leonard(), jim());
    jim.good_at = "Kirk's charm\nCommanding a starship".into();
    leonard.good_at = "Medicine, says Jim".into();
    for manner in manners() {
        let pair = Pair::new(&leonard, &jim, WHY);
        for (side, own, other) in
            [(Side::First, "Leonard", ["Jim", "Kirk"]), (Side::Second, "Jim", ["Leonard", "McCoy"])]
        {
            let ask = pair.ask(side, manner).unwrap();
            let all: String = ask.sentences().map(|sentence| sentence.text.clone()).collect();
            assert!(all.contains(own) && all.contains(WHY), "{all}");
            assert!(other.iter().all(|name| !all.contains(name)), "{all}");
        }
        let ask = pair.ask(Side::First, manner).unwrap().plain();
        assert!(ask.contains("Commanding a starship"), "{ask}");
        let named = Pair::new(&leonard, &jim, "Jims Schiff braucht dich").ask(Side::First, manner).unwrap();
        assert!(named.sentences().all(|sentence| !sentence.sources.contains(&Source::Why)));
    }
}

#[test]
fn an_ask_says_what_it_leaves_out_and_is_refused_when_nothing_is_left() {
    let (leonard, mut jim) = (leonard(), jim());
    jim.good_at = "Statki Jima\nCommanding a starship".into();
    let pair = Pair::new(&leonard, &jim, "Jim needs a doctor");
    let ask = pair.ask(Side::First, english()).unwrap();
    let left: Vec<&str> = ask.left_out.iter().map(|sentence| sentence.text.as_str()).collect();
    assert_eq!(left, ["Statki Jima.", "Jim needs a doctor."]);
    assert!(ask.left_out.iter().all(|sentence| !sentence.sources.is_empty()));
    assert!(!ask.plain().contains("Jim") && ask.plain().contains("Commanding a starship"));
    assert_eq!(pair.ask(Side::Second, english()).unwrap().left_out.len(), 0, "Jim may read his own name");
    jim.good_at = "Statki Jima".into();
    let pair = Pair::new(&leonard, &jim, "Jim needs a doctor");
    assert!(pair.compose(english()).is_ok());
    assert_eq!(pair.ask(Side::First, english()).unwrap_err().0, [Missing::Unnamed(Side::Second)]);
}

#[test]
fn an_ask_does_not_name_somebody_whose_name_has_no_spaces() {
    let (leonard, mut jim) = (leonard(), jim());
    jim.name = "王小明".into();
    jim.good_at = "小明会修船\nFixing ships".into();
    let ask = Pair::new(&leonard, &jim, "小明需要医生").ask(Side::First, english()).unwrap().plain();
    assert!(ask.contains("Fixing ships") && !ask.contains("小明"), "{ask}");
}
