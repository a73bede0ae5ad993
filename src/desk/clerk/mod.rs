//! Carries events to [`handle`] and its outcome to storage, in the one order that is safe.
//!
//! 1. At first, finish what a killed predecessor had begun, and bring everything to today's form.
//! 2. Load what the event needs.
//! 3. Handle it.
//! 4. Write what changed in the library, all of it or nothing (see [`store`]).
//! 5. Keep the reviews.
//! 6. Only then answer.
//!
//! A kill between any two steps loses nothing that was answered; a command that was written but not
//! answered is sent again by its view under the same id, and found in the journal.

mod repair;
mod store;
use store::Known;
pub use store::{INTENT, Trouble};
mod upgrade;

use super::badge;
use super::handle::{Answer, Event, Happening, Outcome, handle};
use super::message::{Orders, Reply, Request, TabId, View};
use super::review::{Review, Reviews};
use super::why::Why;
use crate::domain::sorted::{SortedMap, SortedSet};
use crate::json;
use crate::library::{Facts, Key};

/// How long a value is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Area {
    /// For ever.
    Local,
    /// Until the browser closes.
    Session,
}

/// A failure of the browser's storage, in the browser's words.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
#[error("{0}")]
pub struct StorageError(pub String);

/// The browser's storage, or a stand-in for it. Values are texts.
#[allow(async_fn_in_trait, reason = "everything runs on one thread; no bound on the futures is needed")]
pub trait Storage {
    /// The values of these keys; absent ones are left out.
    async fn read(&self, area: Area, keys: &[String]) -> Result<Vec<(String, String)>, StorageError>;
    /// The names of all values in an area.
    async fn keys(&self, area: Area) -> Result<Vec<String>, StorageError>;
    /// Writes entries, each one whole or not at all. After a failure some of them may be written.
    async fn write(&self, area: Area, entries: &[(String, String)]) -> Result<(), StorageError>;
    /// Removes keys.
    async fn remove(&self, area: Area, keys: &[String]) -> Result<(), StorageError>;
}

/// What to tell whom, after everything is stored.
#[derive(Clone, Debug, Default)]
pub struct Told {
    pub answer: Answer,
    pub orders: Vec<(TabId, Orders)>,
    /// How many are waiting for an answer in a tab, where that is news.
    pub waiting: Vec<(TabId, usize)>,
}

/// Handles events one at a time. What it remembers is a copy of what is stored, and it is the only writer.
#[derive(Debug)]
pub struct Clerk<S> {
    storage: S,
    facts: Facts,
    reviews: Option<Reviews>,
    /// Tabs that have told this clerk something. A browser that starts may restore tabs before it says that it has started.
    heard: SortedSet<TabId>,
    /// Whether nothing half done is left of an earlier background.
    finished: bool,
    /// Whether everything is in today's form: before that, people are read but not written.
    upgraded: bool,
    /// Whether that was tried: reading everything for every event would be slow.
    tried: bool,
}

impl<S: Storage> Clerk<S> {
    /// A clerk that knows nothing yet.
    pub fn new(storage: S) -> Self {
        Self {
            storage,
            facts: Facts::default(),
            reviews: None,
            heard: SortedSet::new(),
            finished: false,
            upgraded: false,
            tried: false,
        }
    }

    /// Handles one event to its end. There is always an answer; a failure of storage is one.
    pub async fn serve(&mut self, event: &Event) -> Told {
        match self.try_serve(event).await {
            Ok(told) => told,
            Err(trouble) => {
                // What is remembered may be ahead of what is stored.
                self.facts = Facts::default();
                self.reviews = None;
                self.finished = false;
                Told { answer: failed(event, &trouble), ..Told::default() }
            }
        }
    }

    async fn try_serve(&mut self, event: &Event) -> Result<Told, Trouble> {
        if let Happening::View { view: View::Dashboard, request: Request::EraseAll } = &event.what {
            let reply = repair::erase_all(&self.storage).await?;
            // Of what is gone nothing is remembered either.
            self.facts = Facts::default();
            self.reviews = None;
            return Ok(Told { answer: Answer::View(reply), ..Told::default() });
        }
        if !self.finished {
            store::finish(&self.storage, event.now.0).await?;
            self.finished = true;
        }
        // If it fails, as on a full disk, the old form is still read.
        if !std::mem::replace(&mut self.tried, true) {
            let _ = self.upgrade(event).await;
        }
        if let Happening::View { request, .. } = &event.what
            && repair::is_asked_for(request)
        {
            if matches!(request, Request::StartAnew { .. } | Request::PutBack { .. }) {
                self.upgrade(event).await?;
            }
            let (reply, changed) = repair::answer(&self.storage, request, event.now).await?;
            self.forget(changed);
            return Ok(Told { answer: Answer::View(reply), ..Told::default() });
        }
        let mut reviews = match self.reviews.take() {
            Some(reviews) => reviews,
            None => self.load_reviews().await?,
        };
        let mut known = Known::new();
        let mut outcome = self.handle(event, &reviews, &mut known).await?;
        match &event.what {
            Happening::Page { tab, .. } => {
                self.heard.insert(*tab);
            }
            Happening::Started => outcome.reviews.retain(|(tab, _)| !self.heard.contains(tab)),
            Happening::View { .. } | Happening::Shortcut { .. } | Happening::TabClosed { .. } => {}
        }

        let mut entries = Vec::new();
        for written in &outcome.writes {
            let key = written.key();
            let texts = written.entries();
            // Nothing that can't be read is written over.
            if let Some(unreadable) = self.facts.unreadable(key).filter(|_| !texts.is_empty()) {
                entries.push((store::aside(event.now.0, &key.name()), unreadable.to_owned()));
            }
            entries.extend(texts);
        }
        if !entries.is_empty() {
            if !self.upgraded {
                self.upgrade(event).await?;
                // Texts may have been brought to another form.
                known.clear();
            }
            store::write(&self.storage, &entries, &known).await?;
        }
        for written in outcome.writes {
            self.facts.put(written);
        }
        if let Happening::View { request: Request::BackupVerified { .. }, .. } = &event.what {
            upgrade::drop_copies(&self.storage).await?;
        }
        let waiting = badge::changes(event, &reviews, &outcome.reviews);
        let kept = self.keep_reviews(&outcome.reviews, &mut reviews).await;
        kept.map_err(if entries.is_empty() { Trouble::Nothing } else { Trouble::Unfinished })?;
        self.reviews = Some(reviews);
        self.facts.slim();
        Ok(Told { answer: outcome.answer, orders: outcome.orders, waiting })
    }

    /// Brings everything to today's form.
    async fn upgrade(&mut self, event: &Event) -> Result<(), StorageError> {
        if !self.upgraded {
            upgrade::upgrade(&self.storage, event.now.0).await?;
            self.upgraded = true;
        }
        Ok(())
    }

    /// Handles an event. Whatever is read for one that needs much is `known` then, and what will be written with it, too: each
    /// reading takes its time, however little it is.
    async fn handle(&mut self, event: &Event, reviews: &Reviews, known: &mut Known) -> Result<Outcome, StorageError> {
        // Some commands find out bit by bit what they need: each round loads something more, so there is a last one.
        loop {
            match handle(event, &self.facts, reviews) {
                Ok(outcome) => return Ok(outcome),
                Err(want) => {
                    if self.facts.missing(want.0.iter().copied()).0.is_empty() {
                        return Err(StorageError("an event asked for the same notes again and again".to_owned()));
                    }
                    let many = store::is_many(want.0.len());
                    let mut names: Vec<String> = want.0.iter().map(|key| key.name()).collect();
                    if many {
                        names.extend(want.0.iter().filter_map(|key| key.names_beside()));
                        names.push(Key::Journal.name());
                    }
                    let found = self.storage.read(Area::Local, &names).await?;
                    let mut found: SortedMap<String, String> = found.into_iter().collect();
                    for key in want.0 {
                        self.facts.load(key, found.get(&key.name()).map(String::as_str));
                    }
                    if many {
                        for name in names {
                            let text = found.remove(&name);
                            known.get_or_insert_with(name, || text);
                        }
                    }
                }
            }
        }
    }

    async fn load_reviews(&self) -> Result<Reviews, StorageError> {
        let keys = self.storage.keys(Area::Session).await?;
        let stored = self.storage.read(Area::Session, &keys).await?;
        let review = |(key, text): &(String, String)| Some((Review::tab(key)?, json::from_str(text).ok()?));
        Ok(stored.iter().filter_map(review).collect())
    }

    async fn keep_reviews(
        &self,
        changed: &[(TabId, Option<Review>)],
        reviews: &mut Reviews,
    ) -> Result<(), StorageError> {
        let mut entries = Vec::new();
        let mut removed = Vec::new();
        for (tab, review) in changed {
            match review {
                Some(review) => {
                    let text = json::to_string(review);
                    entries.push((Review::key(*tab), text));
                    reviews.insert(*tab, review.clone());
                }
                None => {
                    removed.push(Review::key(*tab));
                    reviews.remove(tab);
                }
            }
        }
        if !entries.is_empty() {
            self.storage.write(Area::Session, &entries).await?;
        }
        if !removed.is_empty() {
            self.storage.remove(Area::Session, &removed).await?;
        }
        Ok(())
    }

    /// Forgets copies of values that something else has written (a restored backup, a developer's hand).
    pub fn forget(&mut self, keys: impl IntoIterator<Item = Key>) {
        for key in keys {
            self.facts.forget(key);
        }
    }
}

/// The answer when storage fails: a page is let go, a view is told.
fn failed(event: &Event, trouble: &Trouble) -> Answer {
    match &event.what {
        Happening::View { .. } => Answer::View(Reply::Problem(Why::from(trouble).into())),
        Happening::Page { .. } | Happening::Shortcut { .. } | Happening::TabClosed { .. } | Happening::Started => {
            Answer::None
        }
    }
}
