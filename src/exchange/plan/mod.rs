//! What an import would do, to be looked at before anything is done.
//!
//! Nothing that the user wrote is overwritten without a yes: empty fields are filled, sets and logs united, and
//! where both say something else there is a choice, which is "keep mine" until it is made. What only has the same
//! name is nobody until the user says who it is.

mod difference;
mod library;
mod planner;
mod tidy;

pub use difference::{Difference, Keep};
pub use library::Library;
pub use planner::{Planner, Progress};

use std::collections::HashMap;

use super::problem::{Place, Problem};
use crate::domain::{Field, Person, PersonId};
use crate::library::journal::note_weight;
use crate::library::{Edit, Incoming, Who, shard_of};

/// What becomes of somebody in a file.
#[derive(Clone, Debug, PartialEq)]
pub enum Fate {
    /// Somebody new.
    Add,
    /// A note in the library gets more, or differs.
    Change { who: PersonId, filled: Vec<Field>, differing: Vec<Difference> },
    /// The note in the library says all of it already.
    Same { who: PersonId },
    /// Somebody in the library has the same name: are they the same? Nothing is done until it is answered.
    Ask,
    /// The user said no.
    Skip,
}

impl Fate {
    /// Whether a note that is in the library is written: it gets more, or something of the file's was chosen. What the preview
    /// counts and shows, and what is done, all ask here: a choice that keeps everything would otherwise show a note that is joined
    /// with the file's, whose marks can be said in fewer words, where nobody writes one.
    fn is_change(&self) -> bool {
        match self {
            Self::Change { filled, differing, .. } => {
                !filled.is_empty() || differing.iter().any(|choice| choice.keep != Keep::Mine)
            }
            Self::Add | Self::Same { .. } | Self::Ask | Self::Skip => false,
        }
    }
}

/// Somebody in a file, and what becomes of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub place: Place,
    pub id: Option<PersonId>,
    /// What the file says.
    pub theirs: Person,
    /// People in the library with the same name, where only that speaks for it.
    pub candidates: Vec<PersonId>,
    pub fate: Fate,
}

/// Who somebody of the same name is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    SamePerson(PersonId),
    SomebodyNew,
    Skip,
}

/// How many people have which fate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub added: usize,
    pub changed: usize,
    pub same: usize,
    pub asked: usize,
    pub skipped: usize,
    /// Choices that are open or made, over all people.
    pub differing: usize,
}

/// What an import would do.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    pub entries: Vec<Entry>,
    /// What can't be used, and where it stands.
    pub left_out: Vec<Problem>,
}

impl Plan {
    /// The numbers for the preview.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for entry in &self.entries {
            match &entry.fate {
                Fate::Add => counts.added += 1,
                fate @ Fate::Change { differing, .. } => {
                    *(if fate.is_change() { &mut counts.changed } else { &mut counts.same }) += 1;
                    counts.differing += differing.len();
                }
                Fate::Same { .. } => counts.same += 1,
                Fate::Ask => counts.asked += 1,
                Fate::Skip => counts.skipped += 1,
            }
        }
        counts
    }

    /// Says who one of the people is, or that they are left out. Can be said again.
    pub fn answer(&mut self, at: usize, answer: &Answer, library: &Library) {
        let Some(entry) = self.entries.get_mut(at) else { return };
        entry.fate = match answer {
            Answer::SamePerson(id) => match library.person(id) {
                Some(mine) => difference::fate(id, mine, &entry.theirs),
                None => return,
            },
            Answer::SomebodyNew => Fate::Add,
            Answer::Skip => Fate::Skip,
        };
    }

    /// Makes a choice for one field of one of the people.
    pub fn choose(&mut self, at: usize, field: &Field, keep: Keep) {
        if let Some(Fate::Change { differing, .. }) = self.entries.get_mut(at).map(|entry| &mut entry.fate) {
            differing.iter_mut().filter(|choice| choice.field == *field).for_each(|choice| choice.choose(keep));
        }
    }

    /// Makes the same choice for a field of everybody, as for the headlines of a thousand connections.
    pub fn choose_for_all(&mut self, field: &Field, keep: Keep) {
        for at in 0..self.entries.len() {
            self.choose(at, field, keep);
        }
    }

    /// One of the notes as the import would leave it; `None` if nothing would be done.
    #[must_use]
    pub fn after(&self, at: usize, library: &Library) -> Option<Person> {
        let entry = self.entries.get(at)?;
        match &entry.fate {
            Fate::Add => Some(entry.theirs.clone()),
            fate @ Fate::Change { who, differing, .. } if fate.is_change() => {
                Some(difference::outcome(library.person(who)?, &entry.theirs, differing).0)
            }
            Fate::Change { .. } | Fate::Same { .. } | Fate::Ask | Fate::Skip => None,
        }
    }

    /// Says who somebody in the file is in the library once this is done; nobody, if that isn't said or they are left out.
    /// Whom the file only names may be in the library already.
    pub fn who<'a>(&'a self, library: &'a Library) -> impl Fn(&PersonId) -> Option<PersonId> + use<'a> {
        let fates: HashMap<&PersonId, &Fate> =
            self.entries.iter().filter_map(|entry| Some((entry.id.as_ref()?, &entry.fate))).collect();
        move |id| {
            let is_here = library.person(id).is_some();
            match fates.get(id) {
                Some(Fate::Change { who, .. } | Fate::Same { who }) => Some(who.clone()),
                // Whoever is new keeps their id, unless somebody has it here.
                Some(Fate::Add) => (!is_here).then(|| id.clone()),
                Some(Fate::Ask | Fate::Skip) => None,
                None => is_here.then(|| id.clone()),
            }
        }
    }

    /// What the background is to do, in parts of at least so many people and about so many bytes at most, each for one
    /// [`crate::library::Change::Import`]. Nobody's shard is in two parts, unless it alone is too large: each part writes its
    /// shards whole.
    #[must_use]
    pub fn parts(&self, library: &Library, least: usize, most_bytes: usize) -> Vec<Vec<Incoming>> {
        let mut all: Vec<(u8, Incoming)> = self.entries.iter().filter_map(|entry| incoming(entry, library)).collect();
        // By shard, and in it in the order in which it is kept: each is put behind the one before.
        all.sort_by(|(one_shard, one), (other_shard, other)| (one_shard, place(one)).cmp(&(other_shard, place(other))));
        let mut parts: Vec<Vec<Incoming>> = Vec::new();
        let (mut last, mut room) = (None, 0);
        for (shard, incoming) in all {
            let bytes = weight(&incoming);
            match parts.last_mut() {
                Some(part) if bytes <= room && (part.len() < least || last == Some(shard)) => part.push(incoming),
                _ => {
                    parts.push(vec![incoming]);
                    room = most_bytes;
                }
            }
            room = room.saturating_sub(bytes);
            last = Some(shard);
        }
        parts
    }
}

/// Somebody's place in their shard, if they have one already.
const fn place(incoming: &Incoming) -> Option<&PersonId> {
    match &incoming.who {
        Who::Person(id) => Some(id),
        Who::Address(_) | Who::New => None,
    }
}

/// About how many bytes somebody takes in a message.
fn weight(incoming: &Incoming) -> usize {
    let edits = incoming.edits.iter().chain(&incoming.base).map(Edit::weight);
    incoming.person.as_deref().map_or(0, note_weight) + edits.sum::<usize>()
}

fn incoming(entry: &Entry, library: &Library) -> Option<(u8, Incoming)> {
    match &entry.fate {
        Fate::Add => {
            let address = entry.theirs.address.as_ref();
            let who = match (&entry.id, address) {
                // An id that meanwhile belongs to somebody else here must not be taken over.
                (Some(id), _) if library.person(id).is_none() => Who::Person(id.clone()),
                (_, Some(address)) => Who::Address(address.clone()),
                _ => Who::New,
            };
            let shard = match &who {
                Who::Person(id) => id.shard(),
                _ => address.map_or(0, shard_of),
            };
            let person = Some(Box::new(entry.theirs.clone()));
            Some((shard, Incoming { who, person, edits: Vec::new(), base: Vec::new() }))
        }
        fate @ Fate::Change { who, differing, .. } if fate.is_change() => {
            let mine = library.person(who)?;
            let (_, edits) = difference::outcome(mine, &entry.theirs, differing);
            let person = Some(Box::new(difference::joined_part(&entry.theirs, differing)));
            let base = difference::seen(differing);
            Some((who.shard(), Incoming { who: Who::Person(who.clone()), person, edits, base }))
        }
        Fate::Change { .. } | Fate::Same { .. } | Fate::Ask | Fate::Skip => None,
    }
}
