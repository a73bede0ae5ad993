//! A browser's storage in memory, and a background that can be killed between any two steps.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::future::Future;
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use really_know::desk::clerk::{Area, Clerk, Storage, StorageError, Told};
use really_know::desk::handle::{Answer, Event, Happening};
use really_know::desk::{Orders, PageMessage, Reply, Request, Review, TabId, View};
use really_know::domain::{Day, Moment, Person, ProfileAddress};
use really_know::library::{Facts, Key, Settings};

type Store = BTreeMap<(Area, String), String>;

/// Storage in memory. Every operation takes steps: asked, done value by value, told; a kill can fall between.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    store: Rc<RefCell<Store>>,
    /// Fails every write while set, as a full disk does.
    pub full: Rc<RefCell<bool>>,
}

/// Gives way to the scheduler once.
async fn step() {
    let mut gave_way = false;
    std::future::poll_fn(|_| if std::mem::replace(&mut gave_way, true) { Poll::Ready(()) } else { Poll::Pending })
        .await;
}

impl Memory {
    async fn change<T>(&self, values: &[T], change: impl Fn(&mut Store, &T)) -> Result<(), StorageError> {
        step().await;
        if *self.full.borrow() {
            return Err(StorageError("QuotaExceededError: the disk is full".to_owned()));
        }
        for value in values {
            change(&mut self.store.borrow_mut(), value);
            step().await;
        }
        Ok(())
    }

    pub fn get(&self, area: Area, key: &str) -> Option<String> {
        self.store.borrow().get(&(area, key.to_owned())).cloned()
    }

    pub fn set(&self, area: Area, key: &str, value: &str) {
        self.store.borrow_mut().insert((area, key.to_owned()), value.to_owned());
    }

    pub fn clear(&self, area: Area) {
        self.store.borrow_mut().retain(|(other, _), _| *other != area);
    }

    pub fn names(&self, area: Area) -> Vec<String> {
        self.store.borrow().keys().filter(|(other, _)| *other == area).map(|(_, key)| key.clone()).collect()
    }
}

impl Storage for Memory {
    async fn read(&self, area: Area, keys: &[String]) -> Result<Vec<(String, String)>, StorageError> {
        step().await;
        Ok(keys.iter().filter_map(|key| Some((key.clone(), self.get(area, key)?))).collect())
    }

    async fn keys(&self, area: Area) -> Result<Vec<String>, StorageError> {
        step().await;
        Ok(self.names(area))
    }

    async fn write(&self, area: Area, entries: &[(String, String)]) -> Result<(), StorageError> {
        self.change(entries, |store, (key, value)| drop(store.insert((area, key.clone()), value.clone()))).await
    }

    async fn remove(&self, area: Area, keys: &[String]) -> Result<(), StorageError> {
        self.change(keys, |store, key| drop(store.remove(&(area, key.clone())))).await
    }
}

/// Runs a future for so many steps; `None` if it was killed before its end.
fn run_for<T>(future: impl Future<Output = T>, steps: usize) -> Option<T> {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    (0..=steps).find_map(|_| match future.as_mut().poll(&mut context) {
        Poll::Ready(value) => Some(value),
        Poll::Pending => None,
    })
}

/// The background of one browser.
pub struct World {
    pub memory: Memory,
    clerk: Clerk<Memory>,
    pub now: i64,
    pub today: Day,
    /// Orders that went to pages which hadn't asked.
    pub orders: Vec<(TabId, Orders)>,
    /// The numbers on the toolbar's icon, as they came.
    pub badges: Vec<(TabId, usize)>,
}

pub const TAB: TabId = TabId(7);

impl World {
    pub fn new() -> Self {
        let world = Self::unasked();
        world.memory.set(Area::Local, "settings", r#"{"consent":"yes"}"#);
        world
    }

    /// The background of a browser whose user was not asked whether LinkedIn's pages may be read.
    pub fn unasked() -> Self {
        let memory = Memory::default();
        Self {
            clerk: Clerk::new(memory.clone()),
            memory,
            now: 1_000_000,
            today: Day::new(1970, 1, 1).unwrap(),
            orders: Vec::new(),
            badges: Vec::new(),
        }
    }

    /// The browser stops the background; only storage remains.
    pub fn kill(&mut self) {
        self.clerk = Clerk::new(self.memory.clone());
    }

    /// An event, with the background killed after so many steps; `None` if that was before its answer.
    pub fn event_for(&mut self, what: Happening, steps: usize) -> Option<Answer> {
        self.now += 10;
        let event = Event { what, now: Moment(self.now), today: self.today, random: u64::try_from(self.now).unwrap() };
        match run_for(self.clerk.serve(&event), steps) {
            Some(Told { answer, orders, waiting }) => {
                self.badges.extend(waiting);
                self.orders.extend(orders);
                Some(answer)
            }
            None => {
                self.kill();
                None
            }
        }
    }

    pub fn event(&mut self, what: Happening) -> Answer {
        self.event_for(what, usize::MAX - 1).unwrap()
    }

    pub fn page(&mut self, message: PageMessage) -> Orders {
        match self.event(Happening::Page { tab: TAB, message }) {
            Answer::Page(orders) => *orders,
            other => panic!("a page was answered {other:?}"),
        }
    }

    pub fn view(&mut self, view: View, request: Request) -> Reply {
        match self.event(Happening::View { view, request }) {
            Answer::View(reply) => reply,
            other => panic!("a view was answered {other:?}"),
        }
    }

    pub fn sidebar(&mut self, request: Request) -> Reply {
        self.view(View::Sidebar(TAB), request)
    }

    /// The review as the sidebar reads it.
    pub fn review(&self) -> Review {
        serde_json::from_str(&self.memory.get(Area::Session, &Review::key(TAB)).expect("a review")).unwrap()
    }

    /// Everything in storage, read anew: panics on anything that can't be read.
    pub fn facts(&self) -> Facts {
        let mut facts = Facts::default();
        for key in (0..=255).map(Key::Shard).chain([Key::Settings, Key::Journal, Key::Ledger, Key::Undecided]) {
            facts.load(key, self.memory.get(Area::Local, &key.name()).as_deref());
        }
        for n in 0..=255 {
            facts.shard(n).expect("a shard that can be read");
        }
        facts
    }

    pub fn person(&self, slug: &str) -> Option<Person> {
        self.facts().find(&ProfileAddress::from_slug(slug).unwrap()).unwrap().map(|(_, person)| person.clone())
    }

    /// The addresses of undecided invitations, the ones seen last first.
    pub fn undecided(&self) -> Vec<String> {
        let facts = self.facts();
        facts.undecided().unwrap().waiting().iter().map(|(address, _)| address.to_string()).collect()
    }

    pub fn settings(&self) -> Settings {
        self.facts().settings().unwrap().as_ref().clone()
    }
}
