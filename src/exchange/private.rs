//! Leaving out what is for the user alone.

use crate::domain::{Field, Mark, Marks, Met, Person};

/// The note without every line and field that is marked `from` or closer. With [`Mark::Private`] only what may be
/// told to others is left, with [`Mark::Sensitive`] all but what is not even shown without being asked for.
///
/// Of the marks, those of lines that are left stay: the others would be prints of what was left out.
#[must_use]
pub fn without(person: &Person, from: &Mark) -> Person {
    let marks = &person.marks;
    let stays = |field: &Field| marks.field(field) < *from;
    let text = |field: &Field| kept(person, field, from);
    let mut left = Person {
        name: text(&Field::Name),
        headline: text(&Field::Headline),
        met_where: text(&Field::MetWhere),
        introduced_by: text(&Field::IntroducedBy),
        story: text(&Field::Story),
        good_at: text(&Field::GoodAt),
        looks_for: text(&Field::LooksFor),
        can_help: text(&Field::CanHelp),
        message: text(&Field::Message),
        created: person.created,
        updated: person.updated,
        ..Person::default()
    };
    let Person { address, aliases, ties, met_on, tags, contacts, decisions, in_touch, unknown, .. } = person.clone();
    if stays(&Field::Address) {
        left.address = address;
    }
    if stays(&Field::Aliases) {
        left.aliases = aliases;
    }
    if stays(&Field::Worked) {
        left.ties.worked = ties.worked;
    }
    if stays(&Field::Met) {
        left.ties.met = ties.met.map(|met| Met { memory: text(&Field::Memory), ..met });
    }
    if stays(&Field::Close) {
        left.ties.close = ties.close;
    }
    if stays(&Field::MetOn) {
        left.met_on = met_on;
    }
    if stays(&Field::Tags) {
        left.tags = tags;
    }
    if stays(&Field::Contacts) {
        left.contacts = contacts;
    }
    if stays(&Field::Decisions) {
        left.decisions = decisions;
    }
    if stays(&Field::InTouch) {
        left.in_touch = in_touch;
    }
    // What nobody knows the meaning of is as private as its name says, and that is private.
    left.unknown = unknown.into_iter().filter(|(name, _)| stays(&Field::from_word(name))).collect();
    left.marks = marks_of(&left, marks);
    left
}

/// The lines that stay, with the blank lines between them.
fn kept(person: &Person, field: &Field, from: &Mark) -> String {
    let lines = person.text(field).split('\n');
    let kept: Vec<&str> =
        lines.filter(|line| line.trim().is_empty() || person.marks.line(field, line.trim()) < *from).collect();
    let whole = kept.join("\n");
    if whole == person.text(field) { whole } else { whole.trim().to_owned() }
}

fn marks_of(person: &Person, marks: &Marks) -> Marks {
    let mut left = Marks::default();
    for field in Field::ALL {
        if marks.field(field) != field.usual_mark() {
            left.set(field, None, Some(marks.field(field)));
        }
        for line in person.text(field).lines().map(str::trim).filter(|line| !line.is_empty()) {
            let mark = marks.line(field, line);
            if mark != left.field(field) {
                left.set(field, Some(line), Some(mark));
            }
        }
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Contact, Worked};

    fn mia() -> Person {
        let mut person = Person {
            name: "Mia Sample".into(),
            story: "Met in a queue.\n\nHe was ill then.\nHe told me of bees.".into(),
            good_at: "Bees".into(),
            looks_for: "Another job".into(),
            tags: ["bees".into()].into(),
            contacts: vec![Contact { how: "phoned".into(), ..Contact::default() }],
            ..Person::default()
        };
        person.ties.worked = Some(Worked::default());
        person.ties.met = Some(Met { memory: "He cried.".into(), ..Met::default() });
        person.unknown.insert("mood".into(), "good".into());
        person
    }

    #[test]
    fn what_nobody_marked_stays_with_the_user() {
        let left = without(&mia(), &Mark::Private);
        let json = serde_json::to_string(&left).unwrap();
        assert_eq!(json, r#"{"name":"Mia Sample","ties":{"worked":{},"met":{}},"goodAt":"Bees"}"#);
    }

    #[test]
    fn single_lines_are_left_out() {
        let mut person = mia();
        person.marks.set(&Field::Story, None, Some(Mark::Shareable));
        person.marks.set(&Field::Story, Some("He was ill then."), Some(Mark::Sensitive));
        for from in [Mark::Private, Mark::Sensitive] {
            let left = without(&person, &from);
            assert_eq!(left.story, "Met in a queue.\n\nHe told me of bees.");
            assert_eq!(left.marks.lines, Marks::default().lines, "no print of the line is left");
        }
        assert_eq!(without(&person, &Mark::Sensitive).contacts, person.contacts);
        assert_eq!(without(&person, &Mark::Sensitive).unknown, person.unknown);
    }

    #[test]
    fn marks_of_what_is_left_stay() {
        let mut person = mia();
        person.marks.set(&Field::Story, Some("Met in a queue."), Some(Mark::Shareable));
        assert_eq!(without(&person, &Mark::Sensitive), person);
    }
}
