//! Where a file and a note say different things, and what each choice makes of it.

use super::Fate;
use crate::domain::{Edtf, Field, Moment, Person, PersonId, ProfileAddress, join};
use crate::library::Edit;

/// Which of two values is to stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keep {
    #[default]
    Mine,
    Theirs,
    /// One after the other: for texts only.
    Both,
}

/// A field that says one thing in the library and another in the file.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    pub field: Field,
    pub mine: String,
    pub theirs: String,
    pub keep: Keep,
}

impl Difference {
    /// Whether both can stand: texts can, a name or a date can't.
    #[must_use]
    pub fn can_keep_both(&self) -> bool {
        TEXTS.contains(&self.field)
    }

    pub(super) fn choose(&mut self, keep: Keep) {
        if keep != Keep::Both || self.can_keep_both() {
            self.keep = keep;
        }
    }
}

/// Fields of one line, of which only one can stand.
const LINES: [Field; 4] = [Field::Name, Field::Headline, Field::MetWhere, Field::IntroducedBy];

/// Fields in which one text can stand after another.
const TEXTS: [Field; 6] = [Field::Memory, Field::Story, Field::GoodAt, Field::LooksFor, Field::CanHelp, Field::Message];

/// What is to become of somebody who is in the library.
pub(super) fn fate(id: &PersonId, mine: &Person, theirs: &Person) -> Fate {
    let differing = differing(mine, theirs);
    let filled = filled(mine, &outcome(mine, theirs, &differing).0);
    if filled.is_empty() && differing.is_empty() {
        Fate::Same { who: id.clone() }
    } else {
        Fate::Change { who: id.clone(), filled, differing }
    }
}

fn differing(mine: &Person, theirs: &Person) -> Vec<Difference> {
    let difference = |field: &Field, mine: &str, theirs: &str| Difference {
        field: field.clone(),
        mine: mine.to_owned(),
        theirs: theirs.to_owned(),
        keep: Keep::default(),
    };
    let both = |field: &Field| {
        let (mine, theirs) = (mine.text(field), theirs.text(field));
        (!mine.is_empty() && !theirs.is_empty() && mine != theirs).then(|| difference(field, mine, theirs))
    };
    let mut differing: Vec<Difference> = LINES.iter().filter_map(both).collect();
    // A text of which every paragraph is there already says nothing new.
    differing
        .extend(TEXTS.iter().filter_map(both).filter(|choice| both_texts(&choice.mine, &choice.theirs) != choice.mine));
    if let (Some(mine_at), Some(theirs_at)) = (&mine.address, &theirs.address)
        && mine_at != theirs_at
        && !mine.aliases.contains(theirs_at)
    {
        differing.push(difference(&Field::Address, mine_at.as_str(), theirs_at.as_str()));
    }
    if let (Some(mine), Some(theirs)) = (mine.met_on, theirs.met_on) {
        let (mine, theirs) = (mine.to_string(), theirs.to_string());
        // "2019" and "2019-05" are one date, known more or less well.
        if !mine.starts_with(&theirs) && !theirs.starts_with(&mine) {
            differing.push(difference(&Field::MetOn, &mine, &theirs));
        }
    }
    differing
}

/// Two texts as the library joins them.
fn both_texts(mine: &str, theirs: &str) -> String {
    let story = |text: &str| Person { story: text.to_owned(), ..Person::default() };
    join(&story(mine), &story(theirs)).story
}

/// What of the file is joined with the note: all but what the user keeps, or takes instead.
pub(super) fn joined_part(theirs: &Person, differing: &[Difference]) -> Person {
    // A note is not older or newer because of what it was joined with.
    let mut part = Person { created: Moment(0), updated: Moment(0), ..theirs.clone() };
    for choice in differing.iter().filter(|choice| choice.keep != Keep::Both) {
        match &choice.field {
            Field::Name => part.name.clear(),
            Field::Headline => part.headline.clear(),
            Field::MetWhere => part.met_where.clear(),
            Field::IntroducedBy => part.introduced_by.clear(),
            Field::Story => part.story.clear(),
            Field::GoodAt => part.good_at.clear(),
            Field::LooksFor => part.looks_for.clear(),
            Field::CanHelp => part.can_help.clear(),
            Field::Message => part.message.clear(),
            Field::MetOn => part.met_on = None,
            Field::Memory => {
                if let Some(met) = &mut part.ties.met {
                    met.memory.clear();
                }
            }
            // An address that isn't taken becomes a former one: it leads to this person all the same.
            _ => {}
        }
    }
    part
}

/// What the import makes of a note, but for the time of its change, and what is written over it for that: the
/// values that the user said yes to.
pub(super) fn outcome(mine: &Person, theirs: &Person, differing: &[Difference]) -> (Person, Vec<Edit>) {
    let mut after = join(mine, &joined_part(theirs, differing));
    let mut edits = Vec::new();
    let mut write = |after: &mut Person, edit: Edit| {
        edit.clone().carry_out(after);
        edits.push(edit);
    };
    for choice in differing.iter().filter(|choice| choice.keep == Keep::Theirs) {
        let Some(edit) = taken(choice) else { continue };
        write(&mut after, edit);
        // What the file holds close stays so: its lines come with their marks.
        for line in choice.theirs.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let mark = theirs.marks.line(&choice.field, line);
            if mark > after.marks.line(&choice.field, line) {
                let (field, line) = (choice.field.clone(), Some(line.to_owned()));
                write(&mut after, Edit::Mark { field, line, mark: Some(mark) });
            }
        }
    }
    (after, edits)
}

/// What the user saw in the note where they took the file's value.
pub(super) fn seen(differing: &[Difference]) -> Vec<Edit> {
    let taken = differing.iter().filter(|choice| choice.keep == Keep::Theirs);
    taken.filter_map(|choice| write(&choice.field, &choice.mine)).collect()
}

/// The edit that takes the file's value into a note.
fn taken(choice: &Difference) -> Option<Edit> {
    write(&choice.field, &choice.theirs)
}

/// The edit that writes this into a field.
fn write(field: &Field, text: &str) -> Option<Edit> {
    let text = text.to_owned();
    Some(match field {
        Field::Name => Edit::Name(text),
        Field::Headline => Edit::Headline(text),
        Field::MetWhere => Edit::MetWhere(text),
        Field::IntroducedBy => Edit::IntroducedBy(text),
        Field::Story => Edit::Story(text),
        Field::GoodAt => Edit::GoodAt(text),
        Field::LooksFor => Edit::LooksFor(text),
        Field::CanHelp => Edit::CanHelp(text),
        Field::Message => Edit::Message(text),
        Field::MetOn => Edit::MetOn(Some(Edtf::parse(&text).ok()?)),
        Field::Address => Edit::Address(Some(ProfileAddress::from_slug(&text).ok()?)),
        // Another entry of the file can be the same person, and say more of the meeting.
        Field::Memory => Edit::Memory(text),
        _ => return None,
    })
}

/// Whether every line that is there is marked as before. Marks of lines that are gone may be left or not.
fn marked_alike(mine: &Person, after: &Person) -> bool {
    mine.marks == after.marks
        || mine.marks.unknown == after.marks.unknown
            && Field::ALL.iter().all(|field| {
                mine.marks.field(field) == after.marks.field(field)
                    && mine.lines(field).all(|(line, mark)| after.marks.line(field, line) == mark)
            })
}

/// The fields that say more afterwards.
fn filled(mine: &Person, after: &Person) -> Vec<Field> {
    let mut filled: Vec<Field> =
        LINES.iter().chain(&TEXTS).filter(|field| mine.text(field) != after.text(field)).cloned().collect();
    let (ties, new_ties) = (&mine.ties, &after.ties);
    let kinds = |ties: &crate::domain::Ties| ties.met.as_ref().map(|met| (met.kinds.clone(), met.unknown.clone()));
    let others = [
        (Field::Address, mine.address != after.address),
        (Field::Aliases, mine.aliases != after.aliases),
        (Field::Worked, ties.worked != new_ties.worked),
        (Field::Met, kinds(ties) != kinds(new_ties)),
        (Field::Close, ties.close != new_ties.close),
        (Field::MetOn, mine.met_on != after.met_on),
        (Field::Tags, mine.tags != after.tags),
        (Field::Contacts, mine.contacts != after.contacts),
        (Field::Decisions, mine.decisions != after.decisions),
        (Field::InTouch, mine.in_touch != after.in_touch),
        (Field::Marks, !marked_alike(mine, after)),
    ];
    filled.extend(others.into_iter().filter(|(_, changed)| *changed).map(|(field, _)| field));
    let unknown = after.unknown.keys().filter(|name| !mine.unknown.contains_key(*name));
    let of_ties = new_ties.unknown.keys().filter(|name| !ties.unknown.contains_key(*name));
    filled.extend(unknown.chain(of_ties).map(|name| Field::from_word(name)));
    filled
}
