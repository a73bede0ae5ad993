//! People for the tests.

use proptest::collection::{btree_set, vec};
use proptest::option;
use proptest::prelude::*;
use really_know::domain::sorted::SortedSet;
use really_know::domain::{
    Cadence, Close, CloseKind, Contact, Day, Decision, Edtf, Field, Mark, Met, MetKind, Moment, Person, PersonId,
    ProfileAddress, Ties, Unknown, What, WorkKind, Worked,
};
use really_know::exchange::{Problem, Source, read};

/// A note in which everything is said.
pub fn mia() -> (PersonId, Person) {
    let address = |slug: &str| ProfileAddress::from_slug(slug).unwrap();
    let mut person = Person {
        name: "Mia Sämple".into(),
        headline: "Baker, beekeeper; \"boss\"".into(),
        address: Some(address("mia-sample")),
        aliases: [address("mia-muster"), address("ACoAABcDeFgHiJkLmNoPqRsTuVwXyZ0123456789")].into(),
        ties: Ties {
            worked: Some(Worked { kinds: [WorkKind::Client, WorkKind::Colleague].into(), ..Worked::default() }),
            met: Some(Met {
                kinds: [MetKind::Event].into(),
                memory: "Her bees swarmed during the speech.\n=HYPERLINK(\"x\")".into(),
                ..Met::default()
            }),
            close: Some(Close::default()),
            ..Ties::default()
        },
        met_on: Edtf::parse("2019-05").ok(),
        met_where: "Ghent".into(),
        introduced_by: "Omar Test".into(),
        story: "We met in a queue.\n\n## Not a heading of ours\n- bees\n- boats, and a very long line that has to be \
                folded somewhere, at best not in the middle of an ü or a 蜂 or an 🐝 as some programs do"
            .into(),
        good_at: "Bees\nBread".into(),
        looks_for: "A mill; with water".into(),
        can_help: "I know millers.".into(),
        tags: ["bees".into(), "a; b".into()].into(),
        message: "+49 170: Hi, do you remember me?".into(),
        contacts: vec![
            Contact { on: Edtf::parse("2024-05-17").ok(), how: "phoned".into(), ..Contact::default() },
            Contact { how: "wrote; often".into(), ..Contact::default() },
        ],
        decisions: vec![Decision {
            at: Moment(1_710_239_400_000),
            what: What::NotYet,
            until: Day::new(2024, 6, 1).ok(),
            why: "busy".into(),
            ..Decision::default()
        }],
        in_touch: Some(Cadence::Quarter),
        created: Moment(1_700_000_000_000),
        updated: Moment(1_710_239_400_123),
        ..Person::default()
    };
    person.marks.set(&Field::Story, Some("We met in a queue."), Some(Mark::Shareable));
    person.unknown.insert("mood".into(), serde_json::json!({"today": ["good"]}));
    (PersonId::new(0xbb, 7), person)
}

/// Somebody of whom little is known.
pub fn omar() -> (PersonId, Person) {
    (PersonId::new(1, 8), Person { name: "Omar Test".into(), ..Person::default() })
}

/// Reads a file, with an independent decoder for odd encodings.
pub fn read_file(name: &str, bytes: &[u8]) -> Result<Source, Problem> {
    read(name, bytes, &decoder)
}

/// What `TextDecoder` does in a browser.
pub fn decoder(charset: &str, bytes: &[u8]) -> Option<String> {
    let encoding = encoding_rs::Encoding::for_label(charset.as_bytes())?;
    encoding.decode_without_bom_handling_and_without_replacement(bytes).map(std::borrow::Cow::into_owned)
}

/// Any text: what people write, what breaks formats, and what nobody expects.
pub fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => Just(String::new()),
        4 => "[A-Za-zé ]{1,20}",
        2 => "[-=+@;,:|\"'\\\\#\\[\\]{}\n\t a-cü漢🐝]{0,30}",
        1 => "(## |\\\\## |---|- |\n|=|'|\r|\u{2028}|\u{feff}|\u{7})*(Story)?\n?",
        1 => any::<String>(),
    ]
}

/// Texts in the scripts of many languages, with what separates values in files, and often longer than a line
/// may be.
pub fn in_many_scripts<const N: usize>() -> impl Strategy<Value = [String; N]> {
    let word = prop_oneof![
        "[A-Za-zÀ-ÿĀ-ž]{1,9}",
        "[а-яА-ЯёЁіїґ]{1,9}",
        "[α-ωΑ-Ωάέή]{1,9}",
        "[א-ת]{1,9}",
        "[ا-ي\u{64b}-\u{652}]{1,9}",
        "[क-ह][\u{93e}-\u{94d}]{0,1}[क-ह]{0,5}",
        "[ก-ฮ][\u{e34}-\u{e3a}]{0,1}[ก-ฮ]{0,9}",
        "[ぁ-んァ-ヶ]{1,9}",
        "[一-龥]{1,9}",
        "[가-힣]{1,9}",
        "(👩‍🌾|🏳️‍🌈|🇺🇦|👍🏽|🐝){1,3}",
        "(e\u{301}|\u{200f}|\u{200b}|\u{2028}|\u{feff}|ß|ﬁ|İ){1,3}",
        "(0[0-9]{1,6}|[0-9]{4}-[0-9]{2})",
    ];
    let between = prop_oneof![6 => Just(" "), 1 => Just(", "), 1 => Just("; "), 1 => Just("\n"), 1 => Just("\\"), 1 => Just("\": '")];
    let text = vec((word, between), 1..24).prop_map(|words| {
        words.into_iter().map(|(word, between)| word + between).collect::<String>().trim().to_owned()
    });
    vec(text, N).prop_map(|texts| texts.try_into().expect("as many as were asked for"))
}

fn unknown() -> impl Strategy<Value = Unknown> {
    proptest::collection::btree_map("x[a-c]{1,2}", text().prop_map(serde_json::Value::from), 0..2)
}

fn address() -> impl Strategy<Value = ProfileAddress> {
    "[a-zé0-9-]{3,12}".prop_map(|slug| ProfileAddress::from_slug(&slug).unwrap())
}

fn date() -> impl Strategy<Value = Edtf> {
    prop_oneof![
        (1..9999).prop_map(|year| Edtf::parse(&format!("{year:04}")).unwrap()),
        (1..9999, 1..=12).prop_map(|(year, month)| Edtf::parse(&format!("{year:04}-{month:02}")).unwrap()),
        day().prop_map(Edtf::Day),
    ]
}

fn day() -> impl Strategy<Value = Day> {
    (1..9999, 1_u8..=12, 1_u8..=28).prop_map(|(year, month, day)| Day::new(year, month, day).unwrap())
}

fn moment() -> impl Strategy<Value = Moment> {
    prop_oneof![2 => (0..4_000_000_000_000_i64).prop_map(Moment), 1 => any::<i64>().prop_map(Moment)]
}

fn set<T: Ord + std::fmt::Debug>(values: impl Strategy<Value = T>) -> impl Strategy<Value = SortedSet<T>> {
    btree_set(values, 0..3).prop_map(|values| values.into_iter().collect())
}

fn kinds<K: Ord + Clone + std::fmt::Debug + 'static>(
    known: &'static [K],
    other: fn(&str) -> K,
) -> impl Strategy<Value = SortedSet<K>> {
    let other = text().prop_map(move |word| other(&word));
    set(prop_oneof![9 => proptest::sample::select(known), 1 => other])
}

fn ties() -> impl Strategy<Value = Ties> {
    let worked =
        (kinds(WorkKind::ALL, WorkKind::from_word), unknown()).prop_map(|(kinds, unknown)| Worked { kinds, unknown });
    let met = (kinds(MetKind::ALL, MetKind::from_word), text(), unknown()).prop_map(|(kinds, memory, unknown)| Met {
        kinds,
        memory,
        unknown,
    });
    let close =
        (kinds(CloseKind::ALL, CloseKind::from_word), unknown()).prop_map(|(kinds, unknown)| Close { kinds, unknown });
    (option::of(worked), option::of(met), option::of(close), unknown()).prop_map(|(worked, met, close, unknown)| Ties {
        worked,
        met,
        close,
        unknown,
    })
}

fn contact() -> impl Strategy<Value = Contact> {
    (option::of(date()), text(), unknown()).prop_map(|(on, how, unknown)| Contact { on, how, unknown })
}

fn decision() -> impl Strategy<Value = Decision> {
    let what =
        prop_oneof![9 => proptest::sample::select(What::ALL), 1 => text().prop_map(|word| What::from_word(&word))];
    (moment(), what, option::of(day()), text(), unknown()).prop_map(|(at, what, until, why, unknown)| Decision {
        at,
        what,
        until,
        why,
        unknown,
    })
}

/// Anybody at all.
pub fn anybody() -> impl Strategy<Value = Person> {
    let lines = (text(), text(), text(), text());
    let texts = (text(), text(), text(), text(), text());
    let sets = (option::of(address()), set(address()), set(text()));
    let logs = (vec(contact(), 0..3), vec(decision(), 0..3), option::of(date()));
    let marks = vec((0..Field::ALL.len(), any::<bool>()), 0..3);
    (lines, texts, sets, logs, ties(), marks, (moment(), moment(), unknown())).prop_map(
        |(lines, texts, (address, aliases, tags), (contacts, decisions, met_on), ties, marks, rest)| {
            let mut person = Person {
                name: lines.0,
                headline: lines.1,
                met_where: lines.2,
                introduced_by: lines.3,
                story: texts.0,
                good_at: texts.1,
                looks_for: texts.2,
                can_help: texts.3,
                message: texts.4,
                address,
                aliases,
                tags,
                contacts,
                decisions,
                met_on,
                ties,
                created: rest.0,
                updated: rest.1,
                unknown: rest.2,
                ..Person::default()
            };
            for (field, whole) in marks {
                let field = &Field::ALL[field];
                let line = person.text(field).lines().next().map(str::to_owned);
                person.marks.set(field, line.as_deref().filter(|_| !whole), Some(Mark::Sensitive));
            }
            person
        },
    )
}

/// A few people with different ids.
pub fn some_people() -> impl Strategy<Value = Vec<(PersonId, Person)>> {
    vec(anybody(), 0..4)
        .prop_map(|people| (0_u8..).zip(people).map(|(n, person)| (PersonId::new(n, u64::from(n)), person)).collect())
}

/// As exports take them.
pub fn borrowed(people: &[(PersonId, Person)]) -> impl Iterator<Item = (&PersonId, &Person)> {
    people.iter().map(|(id, person)| (id, person))
}
