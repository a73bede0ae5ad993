//! People with notes.

use really_know::domain::{Close, CloseKind, Edtf, Field, Mark, Met, MetKind, Person};
use really_know::introductions::{Language, Length, Manner, Tone};

/// The essay's own example: two friends, one a doctor looking for a post on a starship, one who runs one.
pub fn leonard() -> Person {
    let mut leonard = Person { name: "Leonard McCoy".into(), ..Person::default() };
    leonard.ties.close = Some(Close { kinds: [CloseKind::Friend].into(), ..Close::default() });
    leonard.met_on = Edtf::parse("2255").ok();
    leonard.met_where = "Starfleet Academy".into();
    leonard.story =
        "He sat beside me on the shuttle and told me everything that could kill us.\nHis marriage broke that year."
            .into();
    leonard.good_at = "Medicine of every species, with whatever is at hand".into();
    leonard.looks_for = "A post as ship's doctor".into();
    let told = leonard.story.lines().next().unwrap().to_owned();
    leonard.marks.set(&Field::Story, Some(&told), Some(Mark::Shareable));
    leonard.marks.set(&Field::LooksFor, None, Some(Mark::Shareable));
    leonard
}

pub fn jim() -> Person {
    let mut jim = Person { name: "Jim Kirk".into(), ..Person::default() };
    jim.ties.close = Some(Close { kinds: [CloseKind::Friend].into(), ..Close::default() });
    jim.ties.met = Some(Met {
        kinds: [MetKind::Event].into(),
        memory: "He beat the test that nobody can win, by changing it.".into(),
        ..Met::default()
    });
    jim.marks.set(&Field::Memory, None, Some(Mark::Shareable));
    jim.met_on = Edtf::parse("2254-09").ok();
    jim.good_at = "Commanding a starship\nGetting a crew to do the impossible".into();
    jim.looks_for = "A chief medical officer, before the secret mission in May".into();
    jim
}

pub const WHY: &str = "the Enterprise needs a doctor who doesn't scare easily";

/// Notes as one has them of somebody met once.
pub fn blind() -> (Person, Person) {
    let met = |kind: MetKind| Some(Met { kinds: [kind].into(), ..Met::default() });
    let mut ann = Person { name: "Ann Example".into(), met_where: "vacation".into(), ..Person::default() };
    ann.ties.met = met(MetKind::Travel);
    ann.met_on = Edtf::parse("2024").ok();
    let mut bo = Person { name: "Bo Sample".into(), met_where: "workshop".into(), ..Person::default() };
    bo.ties.met = met(MetKind::Event);
    bo.met_on = Edtf::parse("2026-05").ok();
    (ann, bo)
}

/// Every manner in which a text can be written.
pub fn manners() -> impl Iterator<Item = Manner> {
    let languages = Language::ALL.iter().copied();
    languages.flat_map(|language| {
        [Tone::Warm, Tone::Formal].into_iter().flat_map(move |tone| {
            [Length::Message, Length::Mail].into_iter().map(move |length| Manner { tone, length, language })
        })
    })
}

pub fn english() -> Manner {
    Manner { tone: Tone::Warm, length: Length::Message, language: Language::find("en") }
}
