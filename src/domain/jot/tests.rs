use proptest::prelude::*;

use super::super::text::fold;
use super::super::{CloseKind, Door, WorkKind};
use super::words::phrases;
use super::*;

/// What was understood, in one line: doors; name; headline; where; when; introduced by; story.
fn told(line: &str) -> String {
    let person = read(line);
    let doors: Vec<&str> = person.ties.doors().into_iter().map(Door::word).collect();
    let when = person.met_on.map(|date| date.to_string()).unwrap_or_default();
    let Person { name, headline, met_where, introduced_by, story, .. } = person;
    [doors.join("+"), name, headline, met_where, when, introduced_by, story].join("; ")
}

#[test]
fn lines_as_people_jot_them_down() {
    for (line, understood) in [
        (
            "met Bea at PyData Porto 2024, beekeeper, knows Luis",
            "met; Bea; beekeeper; PyData Porto; 2024; ; knows Luis",
        ),
        ("worked with Ana Souza at Siemens 2019-2021", "worked; Ana Souza; ; Siemens; 2019; ; 2019-2021"),
        ("cousin Tom", "close; Tom; ; ; ; ; cousin"),
        ("my cousin Tom", "close; Tom; ; ; ; ; cousin"),
        ("Jonas, colleague from Acme", "worked; Jonas; ; Acme; ; ; "),
        ("Bea", "; Bea; ; ; ; ; "),
        ("Met Bea in Porto in May 2024.", "met; Bea; ; Porto; 2024-05; ; "),
        ("I met Bea on 3 May 2024 through Luis", "met; Bea; ; ; 2024-05-03; Luis; "),
        ("met Bea on May 3rd, 2024", "met; Bea; ; ; 2024-05-03; ; "),
        ("met May at PyData", "met; May; ; PyData; ; ; "),
        (
            "Ana de Souza, client since 2019, loves old maps and long walks",
            "worked; Ana de Souza; ; ; 2019; ; loves old maps and long walks",
        ),
        ("Na Li met at JSConf", "met; Na Li; ; JSConf; ; ; "),
        ("Bea, friend of Luis", "; Bea; ; ; ; ; friend of Luis"),
        ("met Bea at PyData at the bar", "met; Bea; ; PyData; ; ; at the bar"),
        ("met Bea who told me about her bees", "met; Bea; ; ; ; ; who told me about her bees"),
        ("Room 1234", "; Room 1234; ; ; ; ; "),
        ("", "; ; ; ; ; ; "),
    ] {
        assert_eq!(told(line), understood, "{line}");
    }
}

#[test]
fn every_language_of_the_interface() {
    for (line, understood) in [
        ("Bea auf der PyData Porto 2024 kennengelernt, Imkerin", "met; Bea; Imkerin; PyData Porto; 2024; ; "),
        ("ich habe Bea im Mai 2024 getroffen", "met; Bea; ; ; 2024-05; ; "),
        ("rencontré Bea à PyData Porto en 2024, apicultrice", "met; Bea; apicultrice; PyData Porto; 2024; ; "),
        ("conocí a Bea en PyData Porto el 3 de mayo de 2024", "met; Bea; ; PyData Porto; 2024-05-03; ; "),
        ("conheci a Bea na PyData Porto em 2024, apicultora", "met; Bea; apicultora; PyData Porto; 2024; ; "),
        ("conosciuto Bea a PyData Porto nel 2024", "met; Bea; ; PyData Porto; 2024; ; "),
        ("Bea ontmoet op PyData Porto 2024, imker", "met; Bea; imker; PyData Porto; 2024; ; "),
        ("poznałem Bea na PyData Porto w 2024", "met; Bea; ; PyData Porto; 2024; ; "),
        ("PyData Porto'da Bea ile tanıştım, 2024", "met; Bea; ; PyData Porto; 2024; ; "),
        ("2024年にPyData PortoでBeaに会った、養蜂家", "met; Bea; 養蜂家; PyData Porto; 2024; ; "),
        ("在PyData Porto认识了Bea，2024年，养蜂人", "met; Bea; 养蜂人; PyData Porto; 2024; ; "),
        ("قابلت بيا في PyData Porto 2024، نحالة", "met; بيا; نحالة; PyData Porto; 2024; ; "),
    ] {
        assert_eq!(told(line), understood, "{line}");
    }
}

#[test]
fn kinds_addresses_and_tags() {
    let jonas = read("Jonas, Kollege bei Acme #backend https://www.linkedin.com/in/jonas-m/");
    assert!(jonas.ties.worked.unwrap().kinds.contains(&WorkKind::Colleague));
    assert_eq!((jonas.met_where.as_str(), jonas.tags.len()), ("Acme", 1));
    assert_eq!(jonas.address.map(String::from).as_deref(), Some("jonas-m"));
    assert!(read("cousin Tom").ties.close.unwrap().kinds.contains(&CloseKind::Family));
}

/// Every text of a note, and its dates.
fn texts(person: &Person) -> String {
    let mut texts = vec![&person.name, &person.headline, &person.met_where, &person.introduced_by, &person.story];
    texts.extend(&person.tags);
    let mut all = texts.into_iter().cloned().collect::<Vec<_>>().join(" ");
    all.extend(person.address.iter().map(ProfileAddress::href));
    all.extend(person.met_on.iter().map(|date| format!(" {date}")));
    fold(&all)
}

proptest! {
    #[test]
    fn nothing_typed_is_lost(
        words in proptest::collection::vec(
            prop_oneof![
                "[A-Z][a-zé]{1,6}", "[a-z]{1,8}", "[0-9]{1,5}", "[0-9]{4}-[0-9]{4}", "王小明|養蜂家|ベア|بيا",
                Just("met".to_owned()), Just("at".to_owned()), Just("in".to_owned()), Just("through".to_owned()),
                Just("cousin".to_owned()), Just("knows".to_owned()), Just("de".to_owned()), Just("May".to_owned()),
                Just("2024".to_owned()), Just("colleague".to_owned()), Just("で".to_owned()), Just("に会った".to_owned()),
            ],
            0..14,
        ),
        gaps in proptest::collection::vec(prop_oneof![Just(" "), Just(", "), Just("、"), Just(" - ")], 14),
    ) {
        let line: String = words.iter().zip(&gaps).flat_map(|(word, gap)| [word.as_str(), gap]).collect();
        let found = texts(&read(&line));
        let all = phrases();
        for word in words {
            let word = fold(&word);
            // A word that we know, or a day within a date, may be there as what it means.
            let known = all.iter().any(|phrase| phrase.text.split(' ').any(|known| fold(known) == word));
            let day = word.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day));
            prop_assert!(known || day || found.contains(&word), "“{}” of “{}” is not in “{}”", word, line, found);
        }
    }

    #[test]
    fn any_line_is_read(line in "\\PC{0,80}") {
        let _ = read(&line);
    }
}
