//! What an import would do, in portions that fit on a page, and the user's choices about it.

use super::talk::{Candidate, Difference, Entry, Keep, Says, Show, Shown};
use crate::domain::Field;
use crate::exchange::plan::{self, Answer, Fate, Library, Plan};

/// How many entries are shown at a time.
const PAGE: usize = 20;

/// How much of a story tells two people of one name apart.
const GLIMPSE: usize = 160;

pub fn show(plan: &Plan, library: &Library, what: Show, from: usize) -> Shown {
    if what == Show::LeftOut {
        let problems = plan.left_out.iter().enumerate().skip(from).take(PAGE);
        let entry = |(at, problem): (usize, &crate::exchange::Problem)| Entry {
            at,
            problem: Some(problem.clone()),
            ..Entry::default()
        };
        let next = (plan.left_out.len() > from + PAGE).then_some(from + PAGE);
        return Shown { entries: problems.map(entry).collect(), next };
    }
    let mut shown = Shown::default();
    for (at, entry) in plan.entries.iter().enumerate().skip(from).filter(|(_, entry)| is(entry, what)) {
        if shown.entries.len() == PAGE {
            shown.next = Some(at);
            break;
        }
        shown.entries.push(told(at, entry, library));
    }
    shown
}

fn is(entry: &plan::Entry, what: Show) -> bool {
    match (what, &entry.fate) {
        // Whoever was unclear stays in sight when the question is answered, so that the answer can be changed.
        (Show::Unclear, _) => !entry.candidates.is_empty(),
        (Show::New, Fate::Add) => true,
        (Show::Differing, Fate::Change { differing, .. }) => !differing.is_empty(),
        (Show::Changed, Fate::Change { filled, .. }) => !filled.is_empty(),
        _ => false,
    }
}

fn told(at: usize, entry: &plan::Entry, library: &Library) -> Entry {
    let candidates = entry.candidates.iter().filter_map(|id| {
        let person = library.person(id)?;
        Some(Candidate {
            id: id.clone(),
            name: person.name.clone(),
            headline: person.headline.clone(),
            story: person.story.chars().take(GLIMPSE).collect(),
        })
    });
    let (filled, differing) = match &entry.fate {
        Fate::Change { filled, differing, .. } => (filled.clone(), differing.iter().map(difference).collect()),
        _ => Default::default(),
    };
    Entry {
        at,
        name: entry.theirs.name.clone(),
        headline: entry.theirs.headline.clone(),
        problem: None,
        filled,
        differing,
        candidates: candidates.collect(),
    }
}

fn difference(choice: &plan::Difference) -> Difference {
    Difference {
        field: choice.field.clone(),
        mine: choice.mine.clone(),
        theirs: choice.theirs.clone(),
        keep: match choice.keep {
            plan::Keep::Mine => Keep::Mine,
            plan::Keep::Theirs => Keep::Theirs,
            plan::Keep::Both => Keep::Both,
        },
        both: choice.can_keep_both(),
    }
}

/// Fields in which somebody differs, and in how many people, in the order of a note's fields.
pub fn fields(plan: &Plan) -> Vec<(Field, usize)> {
    let count = |field: &Field| {
        let differ = |entry: &&plan::Entry| match &entry.fate {
            Fate::Change { differing, .. } => differing.iter().any(|choice| choice.field == *field),
            _ => false,
        };
        plan.entries.iter().filter(differ).count()
    };
    Field::ALL.iter().map(|field| (field.clone(), count(field))).filter(|(_, count)| *count > 0).collect()
}

/// How many people differ in a field.
pub fn differing(plan: &Plan) -> usize {
    plan.entries.iter().filter(|entry| is(entry, Show::Differing)).count()
}

/// Says who somebody is. Without anybody named, of all who are still unclear: as far as there is one candidate only.
pub fn answer(plan: &mut Plan, library: &Library, at: Option<usize>, says: &Says) {
    let said = |says: &Says| match says {
        Says::Same(id) => Answer::SamePerson(id.clone()),
        Says::New => Answer::SomebodyNew,
        Says::Skip => Answer::Skip,
    };
    match at {
        Some(at) => plan.answer(at, &said(says), library),
        None => {
            for at in 0..plan.entries.len() {
                if plan.entries[at].fate == Fate::Ask {
                    plan.answer(at, &said(says), library);
                }
            }
        }
    }
}

/// Chooses between two values.
pub fn choose(plan: &mut Plan, at: Option<usize>, field: Option<&Field>, keep: Keep) {
    let keep = match keep {
        Keep::Mine => plan::Keep::Mine,
        Keep::Theirs => plan::Keep::Theirs,
        Keep::Both => plan::Keep::Both,
    };
    let fields: Vec<Field> = field.map_or_else(|| Field::ALL.to_vec(), |field| vec![field.clone()]);
    for field in &fields {
        match at {
            Some(at) => plan.choose(at, field, keep),
            None => plan.choose_for_all(field, keep),
        }
    }
}
