//! Making a plan, a few people at a time, so that it can be watched and given up.

use std::collections::{HashMap, HashSet};

use super::difference::fate;
use super::tidy::tidy;
use super::{Entry, Fate, Library, Plan};
use crate::domain::text::fold;
use crate::domain::{Person, PersonId, ProfileAddress, join};
use crate::exchange::problem::{Cause, Problem};
use crate::exchange::source::{Found, Source};

/// How far a plan is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    pub done: usize,
    pub total: usize,
}

/// Makes a plan. To give up, drop it: nothing has happened.
pub struct Planner<'a> {
    library: &'a Library,
    rest: std::vec::IntoIter<Found>,
    total: usize,
    plan: Plan,
    /// People of the file who were seen already.
    ids: HashMap<PersonId, usize>,
    addresses: HashMap<ProfileAddress, usize>,
    names: HashMap<String, Vec<usize>>,
    /// People of the library who are meant by somebody in the file, by id or address, and by whom.
    meant: HashMap<PersonId, Vec<usize>>,
    /// Those of the file of whom only the name may be known.
    only_named: HashSet<usize>,
}

impl<'a> Planner<'a> {
    /// A plan for what was found in a file.
    #[must_use]
    pub fn new(library: &'a Library, source: Source) -> Self {
        let total = source.people.len();
        Self {
            library,
            rest: source.people.into_iter(),
            total,
            plan: Plan { entries: Vec::with_capacity(total), left_out: source.left_out },
            ids: HashMap::new(),
            addresses: HashMap::new(),
            names: HashMap::new(),
            meant: HashMap::new(),
            only_named: HashSet::new(),
        }
    }

    /// Looks at so many more people.
    pub fn step(&mut self, count: usize) -> Progress {
        for _ in 0..count {
            let Some(found) = self.rest.next() else { break };
            self.look_at(found);
        }
        Progress { done: self.total - self.rest.len(), total: self.total }
    }

    /// The plan, when everybody who is left has been looked at.
    #[must_use]
    pub fn finish(mut self) -> Plan {
        self.step(usize::MAX);
        for at in std::mem::take(&mut self.only_named) {
            self.look_again(at);
        }
        self.plan
    }

    /// Looks again at somebody of whom only the name may be known, now that it is known whom the others mean.
    fn look_again(&mut self, at: usize) {
        let entries = &self.plan.entries;
        let (entry, name) = (&entries[at], fold(&entries[at].theirs.name));
        // Whom the file calls otherwise is somebody else: if they take that name, nobody would find this one in them again.
        let otherwise = |id: &PersonId| {
            let mut names = self.meant.get(id).into_iter().flatten().map(|by| fold(&entries[*by].theirs.name));
            names.any(|other| !other.is_empty() && other != name)
        };
        let found = match &entry.fate {
            Fate::Ask => entry.candidates.iter().any(otherwise),
            Fate::Same { who } => otherwise(who),
            Fate::Add | Fate::Change { .. } | Fate::Skip => false,
        };
        let again = found.then(|| by_name(self.library, &entry.theirs, otherwise));
        let entry = &mut self.plan.entries[at];
        if let Some(again) = again {
            (entry.fate, entry.candidates) = again;
        }
        // Whom the file names beside this one is somebody else, too; but if nobody is left then, it may be that the user said
        // once before that both are one.
        if entry.fate == Fate::Ask && entry.candidates.iter().any(|id| !self.meant.contains_key(id)) {
            entry.candidates.retain(|id| !self.meant.contains_key(id));
        }
    }

    fn look_at(&mut self, found: Found) {
        let Found { place, id, person } = found;
        let theirs = tidy(person);
        // Nobody could ever tell that they are there already.
        if id.is_none() && theirs.name.is_empty() && theirs.addresses().next().is_none() {
            self.plan.left_out.push(Problem::new(place, Cause::Nobody));
            return;
        }
        if let Some(at) = self.seen(id.as_ref(), &theirs) {
            let entry = &mut self.plan.entries[at];
            let first = entry.place.clone();
            entry.theirs = join(&entry.theirs, &theirs);
            self.decide(at);
            self.plan.left_out.push(Problem::new(place, Cause::Twice(Box::new(first))));
            return;
        }
        let at = self.plan.entries.len();
        self.plan.entries.push(Entry { place, id, theirs, candidates: Vec::new(), fate: Fate::Add });
        self.decide(at);
        let entry = &self.plan.entries[at];
        self.names.entry(fold(&entry.theirs.name)).or_default().push(at);
    }

    /// Whether somebody with this id or one of these addresses, or with exactly this note, stood before.
    fn seen(&self, id: Option<&PersonId>, theirs: &Person) -> Option<usize> {
        let by_id = id.and_then(|id| self.ids.get(id));
        let by_address = || theirs.addresses().find_map(|address| self.addresses.get(address));
        let anonymous = id.is_none() && theirs.addresses().next().is_none();
        let same = || {
            let named = self.names.get(&fold(&theirs.name)).filter(|_| anonymous)?;
            named.iter().find(|at| self.plan.entries[**at].theirs == *theirs)
        };
        by_id.or_else(by_address).or_else(same).copied()
    }

    fn decide(&mut self, at: usize) {
        let library = self.library;
        let entry = &mut self.plan.entries[at];
        let by_id = entry.id.as_ref().and_then(|id| Some((id.clone(), library.person(id)?)));
        let by_address = || {
            let (id, mine) = entry.theirs.addresses().find_map(|address| library.with_address(address))?;
            Some((id.clone(), mine))
        };
        let meant = by_id.or_else(by_address);
        // An address that belongs to somebody else in the library stays with them.
        let foreign = |address: &ProfileAddress| {
            let owner = library.with_address(address)?;
            (meant.as_ref().map(|(id, _)| id) != Some(owner.0)).then_some(owner.1)
        };
        let taken: Vec<(ProfileAddress, String)> = entry
            .theirs
            .addresses()
            .filter_map(|address| Some((address.clone(), foreign(address)?.name.clone())))
            .collect();
        for (address, owner) in taken {
            if entry.theirs.address.as_ref() == Some(&address) {
                entry.theirs.address = None;
            }
            entry.theirs.aliases.remove(&address);
            self.plan.left_out.push(Problem::new(entry.place.clone(), Cause::Taken { address, owner }));
        }
        match meant {
            Some((id, mine)) => {
                entry.fate = fate(&id, mine, &entry.theirs);
                self.meant.entry(id).or_default().push(at);
                self.only_named.remove(&at);
            }
            None => {
                (entry.fate, entry.candidates) = by_name(library, &entry.theirs, |_| false);
                self.only_named.insert(at);
            }
        }
        if let Some(id) = &entry.id {
            self.ids.insert(id.clone(), at);
        }
        for address in entry.theirs.addresses() {
            self.addresses.insert(address.clone(), at);
        }
    }
}

/// Somebody of whom only the name may be known in the library, and not as one of the `others`.
fn by_name(library: &Library, theirs: &Person, others: impl Fn(&PersonId) -> bool) -> (Fate, Vec<PersonId>) {
    let mut candidates = Vec::new();
    for (id, mine) in library.with_name(&theirs.name).filter(|(id, _)| !others(id)) {
        // Whoever says all of it already is the one, or as good: there is nothing to be done. Names by which somebody is
        // found are alike but for case and accents, and that says nothing new.
        let alike = Person { name: mine.name.clone(), ..theirs.clone() };
        if let same @ Fate::Same { .. } = fate(id, mine, &alike) {
            return (same, Vec::new());
        }
        candidates.push(id.clone());
    }
    (if candidates.is_empty() { Fate::Add } else { Fate::Ask }, candidates)
}
