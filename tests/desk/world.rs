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
use really_know::domain::{Day, Moment, Person, PersonId, ProfileAddress};
use really_know::library::{Facts, Journal, Key, Ledger, Past, Settings, Shard, Undecided};

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

    /// Everything that is stored.
    pub fn all(&self) -> BTreeMap<(Area, String), String> {
        self.store.borrow().clone()
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

    /// Another browser in which the same is stored, with a background that has just started.
    pub fn copy(&self) -> Self {
        let memory = Memory { store: Rc::new(RefCell::new(self.memory.all())), full: Rc::default() };
        let (now, today) = (self.now, self.today);
        Self { clerk: Clerk::new(memory.clone()), memory, now, today, orders: Vec::new(), badges: Vec::new() }
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

    /// The same in a tab of its own.
    pub fn page_in(&mut self, tab: TabId, message: PageMessage) {
        assert!(matches!(self.event(Happening::Page { tab, message }), Answer::Page(_)));
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

    /// The review of the tab, if there is one that can be read.
    pub fn stored_review(&self) -> Option<Review> {
        self.review_of(TAB)
    }

    pub fn review_of(&self, tab: TabId) -> Option<Review> {
        serde_json::from_str(&self.memory.get(Area::Session, &Review::key(tab))?).ok()
    }

    /// Whether LinkedIn's pages may be read, as far as the settings can be.
    pub fn may_read(&self) -> bool {
        self.memory
            .get(Area::Local, "settings")
            .and_then(|text| Settings::decode(&text).ok())
            .is_some_and(|settings| settings.may_read())
    }

    /// Everybody in the shards that can be read, of whatever version.
    pub fn readable_people(&self) -> Vec<Person> {
        self.readable().flat_map(|shard| shard.people.into_iter().map(|(_, person)| person)).collect()
    }

    fn readable(&self) -> impl Iterator<Item = Shard> {
        let keys = (0..=255).map(|n| Key::Shard(n).name());
        keys.filter_map(|key| Shard::decode(&self.memory.get(Area::Local, &key)?).ok())
    }

    /// The id of whoever has this slug, if they are in a shard that can be read.
    pub fn any_id(&self, slug: &str) -> Option<PersonId> {
        let address = ProfileAddress::from_slug(slug).unwrap();
        self.readable().find_map(|shard| shard.addresses.get(&address).cloned())
    }

    /// Somebody in the trash.
    pub fn in_trash(&self) -> Option<PersonId> {
        let keys = (0..=255).map(|n| Key::Past(n).name());
        let mut pasts = keys.filter_map(|key| Past::decode(&self.memory.get(Area::Local, &key)?).ok());
        pasts.find_map(|past| past.trash.keys().next().cloned())
    }

    /// The texts of parts that can't be read.
    pub fn broken_texts(&self) -> Vec<String> {
        let parts = self.memory.all().into_iter().filter(|((area, _), _)| *area == Area::Local);
        let broken = |key: &str, text: &str| match Key::from_name(key) {
            Some(Key::Shard(_)) => Shard::decode(text).is_err(),
            Some(Key::Past(_)) => Past::decode(text).is_err(),
            Some(Key::Settings) => Settings::decode(text).is_err(),
            Some(Key::Journal) => Journal::decode(text).is_err(),
            Some(Key::Ledger) => Ledger::decode(text).is_err(),
            Some(Key::Undecided) => Undecided::decode(text).is_err(),
            None => false,
        };
        parts.filter(|((_, key), text)| broken(key, text)).map(|(_, text)| text).collect()
    }

    /// The key of a part that can't be read, and of one that was set aside, or keys of nothing.
    pub fn broken_part(&self) -> (String, String) {
        let texts = self.broken_texts();
        let all = self.memory.all();
        let part = all.iter().find(|(_, text)| texts.contains(text)).map(|((_, key), _)| key.clone());
        let aside = all.keys().map(|(_, key)| key).find(|key| key.starts_with("aside/")).cloned();
        (part.unwrap_or_else(|| "shard/00".to_owned()), aside.unwrap_or_else(|| "aside/1/shard/00".to_owned()))
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

    /// The id of whoever has this slug.
    pub fn id(&self, slug: &str) -> PersonId {
        let facts = self.facts();
        facts.find(&ProfileAddress::from_slug(slug).unwrap()).unwrap().expect("a note about them").0.clone()
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
