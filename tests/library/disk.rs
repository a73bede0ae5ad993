//! A disk on which everything can go wrong, and a background that works on it.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::future::Future;
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use really_know::desk::clerk::{Area, Clerk, Storage, StorageError};
use really_know::desk::handle::{Answer, Event, Happening};
use really_know::desk::{Problem, ProblemKind, Reply, Request, View};
use really_know::domain::{Day, Moment, Person, PersonId, ProfileAddress};
use really_know::library::{Change, Command, CommandId, Edit, Facts, Key, Who};

/// What goes wrong, at a write or removal that is counted from now on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mishap {
    #[default]
    None,
    /// The browser dies at the nth operation, when so many of its values are written.
    Dies { at: usize, written: usize },
    /// The nth operation fails when so many of its values are written; the ones after it work.
    Fails { at: usize, written: usize },
    /// The nth operation is reported done, but writes only the beginning of each value.
    Garbles { at: usize },
    /// No write finds room; removals work.
    Full,
    /// From the nth operation on nothing can be changed.
    Dead { at: usize },
}

/// What an operation does to one value.
type Step = Box<dyn FnOnce(&mut BTreeMap<String, String>)>;

/// Storage whose single values are written whole or not at all, and whose writes of several are not.
#[derive(Clone, Debug, Default)]
pub struct Disk {
    pub store: Rc<RefCell<BTreeMap<String, String>>>,
    pub mishap: Rc<Cell<Mishap>>,
    operations: Rc<Cell<usize>>,
}

impl Disk {
    /// From now on this goes wrong.
    pub fn expect(&self, mishap: Mishap) {
        self.operations.set(0);
        self.mishap.set(mishap);
    }

    async fn operate(&self, writes: bool, mut steps: Vec<Step>) -> Result<(), StorageError> {
        let operation = self.operations.get();
        self.operations.set(operation + 1);
        let error = |words: &str| Err(StorageError(words.to_owned()));
        let (count, end) = match self.mishap.get() {
            Mishap::Full if writes => (0, Some(error("QuotaExceededError: no room"))),
            Mishap::Dead { at } if operation >= at => (0, Some(error("the disk is gone"))),
            Mishap::Fails { at, written } if operation == at => (written, Some(error("IO error: something"))),
            Mishap::Dies { at, written } if operation == at => (written, None),
            _ => (steps.len(), Some(Ok(()))),
        };
        let garbles = self.mishap.get() == Mishap::Garbles { at: operation };
        let before = if garbles { self.store.borrow().clone() } else { BTreeMap::new() };
        for step in steps.drain(..count.min(steps.len())) {
            step(&mut self.store.borrow_mut());
        }
        if garbles {
            let mut store = self.store.borrow_mut();
            store
                .iter_mut()
                .filter(|(key, text)| before.get(*key) != Some(text))
                .for_each(|(_, text)| text.truncate(9));
        }
        match end {
            Some(result) => result,
            None => std::future::pending().await,
        }
    }

    pub fn get(&self, key: &str) -> Option<String> {
        self.store.borrow().get(key).cloned()
    }

    pub fn set(&self, key: &str, text: &str) {
        self.store.borrow_mut().insert(key.to_owned(), text.to_owned());
    }

    /// The values whose names begin so.
    pub fn all(&self, start: &str) -> BTreeMap<String, String> {
        let store = self.store.borrow();
        store.iter().filter(|(key, _)| key.starts_with(start)).map(|(key, text)| (key.clone(), text.clone())).collect()
    }
}

fn name(area: Area, key: &str) -> String {
    if area == Area::Session { format!("session/{key}") } else { key.to_owned() }
}

impl Storage for Disk {
    async fn read(&self, area: Area, keys: &[String]) -> Result<Vec<(String, String)>, StorageError> {
        Ok(keys.iter().filter_map(|key| Some((key.clone(), self.get(&name(area, key))?))).collect())
    }

    async fn keys(&self, area: Area) -> Result<Vec<String>, StorageError> {
        let session = |key: &String| key.strip_prefix("session/").map(str::to_owned);
        let all: Vec<String> = self.store.borrow().keys().cloned().collect();
        Ok(match area {
            Area::Local => all.into_iter().filter(|key| session(key).is_none()).collect(),
            Area::Session => all.iter().filter_map(session).collect(),
        })
    }

    async fn write(&self, area: Area, entries: &[(String, String)]) -> Result<(), StorageError> {
        let step = |(key, text): &(String, String)| -> Step {
            let (key, text) = (name(area, key), text.clone());
            Box::new(move |store| drop(store.insert(key, text)))
        };
        self.operate(true, entries.iter().map(step).collect()).await
    }

    async fn remove(&self, area: Area, keys: &[String]) -> Result<(), StorageError> {
        let step = |key: &String| -> Step {
            let key = name(area, key);
            Box::new(move |store| drop(store.remove(&key)))
        };
        self.operate(false, keys.iter().map(step).collect()).await
    }
}

/// A browser with the extension.
pub struct Browser {
    pub disk: Disk,
    clerk: Clerk<Disk>,
    pub now: i64,
    commands: u32,
}

impl Browser {
    pub fn new() -> Self {
        Self::on(Disk::default())
    }

    pub fn on(disk: Disk) -> Self {
        Self { clerk: Clerk::new(disk.clone()), disk, now: 1_000_000, commands: 0 }
    }

    pub fn restart(&mut self) {
        self.clerk = Clerk::new(self.disk.clone());
    }

    /// Asks; `None` if the browser died meanwhile, and was started again.
    pub fn try_ask(&mut self, request: Request) -> Option<Reply> {
        let random = u64::try_from(self.now).unwrap().wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let what = Happening::View { view: View::Dashboard, request };
        let event = Event { what, now: Moment(self.now), today: Day::new(1970, 1, 1).unwrap(), random };
        let told = {
            let mut future = pin!(self.clerk.serve(&event));
            match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
                Poll::Ready(told) => Some(told),
                Poll::Pending => None,
            }
        };
        let Some(told) = told else {
            self.disk.expect(Mishap::None);
            self.restart();
            return None;
        };
        match told.answer {
            Answer::View(reply) => Some(reply),
            other => panic!("a view was answered {other:?}"),
        }
    }

    pub fn ask(&mut self, request: Request) -> Reply {
        self.now += 10;
        self.try_ask(request).expect("nobody was to die")
    }

    /// The browser starts.
    pub fn start(&mut self) {
        self.restart();
        let today = Day::new(1970, 1, 1).unwrap();
        let event = Event { what: Happening::Started, now: Moment(self.now), today, random: 0 };
        let mut future = pin!(self.clerk.serve(&event));
        let told = future.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        assert!(told.is_ready(), "nobody was to die");
    }

    /// Sends a change under a new name, and tells that name.
    pub fn change(&mut self, change: Change) -> (CommandId, Reply) {
        self.commands += 1;
        let id = CommandId(format!("command {}", self.commands));
        let command = Command { id: id.clone(), change };
        (id, self.ask(Request::Command { command, sender: None }))
    }

    /// A change that must work.
    pub fn save(&mut self, change: Change) -> (CommandId, PersonId) {
        match self.change(change) {
            (id, Reply::Saved { person, conflicts, .. }) if conflicts.is_empty() => (id, person),
            other => panic!("{other:?}"),
        }
    }

    pub fn write(&mut self, slug: &str, edits: Vec<Edit>) -> PersonId {
        self.save(Change::Write { who: Who::Address(address(slug)), edits, base: vec![] }).1
    }

    pub fn refusal(&mut self, change: Change) -> String {
        match self.change(change).1 {
            Reply::Problem(Problem { kind: ProblemKind::Refused, message, .. }) => message,
            other => panic!("{other:?}"),
        }
    }

    /// Everything that is stored, read anew.
    pub fn facts(&self) -> Facts {
        let keys =
            (0..=255).flat_map(|n| [Key::Shard(n), Key::Past(n)]).chain([Key::Settings, Key::Journal, Key::Ledger]);
        let mut facts = Facts::default();
        keys.for_each(|key| facts.load(key, self.disk.get(&key.name()).as_deref()));
        facts
    }

    pub fn find(&self, slug: &str) -> Option<(PersonId, Person)> {
        self.facts().find(&address(slug)).unwrap().map(|(id, person)| (id.clone(), person.clone()))
    }

    /// How many people are in parts that can be read.
    pub fn people_that_can_be_read(&self) -> usize {
        let facts = self.facts();
        (0..=255).filter_map(|n| Some(facts.shard(n).ok()?.people.len())).sum()
    }

    /// Everybody in the library.
    pub fn people(&self) -> BTreeMap<PersonId, Person> {
        let facts = self.facts();
        (0..=255).flat_map(|n| facts.shard(n).unwrap().people.clone()).collect()
    }
}

pub fn address(slug: &str) -> ProfileAddress {
    ProfileAddress::from_slug(slug).unwrap()
}

pub fn named(name: &str) -> Vec<Edit> {
    vec![Edit::Name(name.to_owned())]
}

/// Every address leads to somebody who has it, and everybody is found by all of theirs.
pub fn check_addresses(facts: &Facts) {
    for n in 0..=255 {
        let shard = facts.shard(n).expect("a shard that can be read");
        for (address, id) in &shard.addresses {
            let person = facts.person(id).unwrap().expect("an address leads to somebody");
            assert!(person.addresses().any(|other| other == address));
        }
        for (id, person) in &shard.people {
            assert_eq!(id.shard(), n);
            for address in person.addresses() {
                assert_eq!(facts.find(address).unwrap().map(|(found, _)| found), Some(id));
            }
        }
    }
}
