//! Writing fields that somebody else may have written meanwhile.

use serde_json::Value;

use super::{Conflict, Edit};
use crate::domain::field::values;
use crate::domain::sorted::{SortedMap, SortedSet};
use crate::domain::{Close, Field, Met, Person, Worked};

/// The note after the edits, and what was left out of it because the stored value is neither the one that
/// the edit started from nor the one that it wants.
///
/// Sets (tags, the kinds of a tie) have no conflicts: what was added and what was taken out is carried over.
pub(super) fn write(current: &Person, edits: &[Edit], base: &[Edit]) -> (Person, Vec<Conflict>) {
    let mut after = current.clone();
    if base.is_empty() {
        edits.iter().for_each(|edit| edit.clone().carry_out(&mut after));
        return (after, Vec::new());
    }
    // Through the same cleaning as the stored values, so that they can be compared.
    let mut seen = current.clone();
    base.iter().for_each(|edit| edit.clone().carry_out(&mut seen));
    let fields = [values(current), values(&seen)];
    let started_from: SortedSet<Field> = base.iter().filter_map(Edit::field).collect();

    let mut conflicts = Vec::new();
    for edit in edits {
        let field = edit.field().filter(|field| started_from.contains(field));
        let Some(field) = field else {
            edit.clone().carry_out(&mut after);
            continue;
        };
        if let Some(edit) = both(edit, &seen, current) {
            edit.carry_out(&mut after);
            continue;
        }
        let mut mine = current.clone();
        edit.clone().carry_out(&mut mine);
        let [theirs, seen] = fields.each_ref().map(|values| value(values, &field));
        let mine = value(&values(&mine), &field);
        if theirs == seen || theirs == mine {
            edit.clone().carry_out(&mut after);
        } else if mine != seen {
            conflicts.push(Conflict { field, mine, theirs });
        }
    }
    (after, conflicts)
}

/// Those of the edits that may be carried out, and the others: of fields that say something else by now than what the user
/// saw (`base`) when they said yes. The marks of such a text go with it.
pub(super) fn agreed<'a>(current: &Person, edits: &'a [Edit], base: &[Edit]) -> (Vec<&'a Edit>, Vec<Conflict>) {
    let with = |edit: &Edit| {
        let mut after = current.clone();
        edit.clone().carry_out(&mut after);
        after
    };
    let changes = |edit: &Edit| with(edit) != *current;
    let is_lost = |edit: &&Edit| {
        let field = edit.field();
        field.is_some() && base.iter().any(|seen| seen.field() == field && changes(seen)) && changes(edit)
    };
    let lost: Vec<&Edit> = edits.iter().filter(is_lost).collect();
    let is_of_lost = |edit: &&Edit| match edit {
        Edit::Mark { field: Field::Memory, .. } => lost.iter().any(|lost| matches!(lost, Edit::Memory(_))),
        Edit::Mark { field, .. } => lost.iter().any(|lost| lost.field().as_ref() == Some(field)),
        edit => lost.contains(edit),
    };
    let agreed = edits.iter().filter(|edit| !is_of_lost(edit)).collect();
    let conflict = |edit: &&Edit| {
        let field = edit.field()?;
        let (mine, theirs) = (value(&values(&with(edit)), &field), value(&values(current), &field));
        Some(Conflict { field, mine, theirs })
    };
    (agreed, lost.iter().filter_map(conflict).collect())
}

fn value(values: &SortedMap<Field, Value>, field: &Field) -> Value {
    values.get(field).cloned().unwrap_or_default()
}

/// The edit together with what somebody else did to the same field meanwhile, where both can be had.
fn both(edit: &Edit, seen: &Person, current: &Person) -> Option<Edit> {
    let (seen_ties, ties) = (&seen.ties, &current.ties);
    match edit {
        Edit::Tags(tags) => Some(Edit::Tags(set(&seen.tags, &current.tags, tags))),
        Edit::Worked(Some(mine)) => {
            let kinds = set(&seen_ties.worked.as_ref()?.kinds, &ties.worked.as_ref()?.kinds, &mine.kinds);
            Some(Edit::Worked(Some(Worked { kinds, ..mine.clone() })))
        }
        Edit::Close(Some(mine)) => {
            let kinds = set(&seen_ties.close.as_ref()?.kinds, &ties.close.as_ref()?.kinds, &mine.kinds);
            Some(Edit::Close(Some(Close { kinds, ..mine.clone() })))
        }
        Edit::Met(Some(mine)) => {
            let (seen, theirs) = (seen_ties.met.as_ref()?, ties.met.as_ref()?);
            let memory = if mine.memory == seen.memory {
                &theirs.memory
            } else if theirs.memory == seen.memory || theirs.memory == mine.memory {
                &mine.memory
            } else {
                return None;
            };
            let kinds = set(&seen.kinds, &theirs.kinds, &mine.kinds);
            Some(Edit::Met(Some(Met { kinds, memory: memory.clone(), ..mine.clone() })))
        }
        _ => None,
    }
}

/// `theirs` with what came and without what went between `seen` and `mine`.
fn set<T: Ord + Clone>(seen: &SortedSet<T>, theirs: &SortedSet<T>, mine: &SortedSet<T>) -> SortedSet<T> {
    let stays = |value: &&T| mine.contains(value) || !seen.contains(value);
    theirs.iter().filter(stays).chain(mine.difference(seen)).cloned().collect()
}
