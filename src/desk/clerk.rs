//! Carries events to [`handle`] and its outcome to storage, in the one order that is safe.
//!
//! 1. Load what the event needs.
//! 2. Handle it.
//! 3. Write what changed in the library, all at once.
//! 4. Keep the reviews.
//! 5. Only then answer.
//!
//! A kill between any two steps loses nothing that was answered; a command that was written but not
//! answered is sent again by its view under the same id, and found in the journal.

use super::handle::{Answer, Event, Happening, Outcome, handle};
use super::message::{Orders, Problem, ProblemKind, Reply, TabId};
use super::review::{Review, Reviews};
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
    /// Writes all entries at once, or none of them.
    async fn write(&self, area: Area, entries: &[(String, String)]) -> Result<(), StorageError>;
    /// Removes keys.
    async fn remove(&self, area: Area, keys: &[String]) -> Result<(), StorageError>;
}

/// What to tell whom, after everything is stored.
#[derive(Clone, Debug, Default)]
pub struct Told {
    pub answer: Answer,
    pub orders: Vec<(TabId, Orders)>,
}

/// Handles events one at a time. What it remembers is a copy of what is stored, and it is the only writer.
#[derive(Debug)]
pub struct Clerk<S> {
    storage: S,
    facts: Facts,
    reviews: Option<Reviews>,
}

/// A need that loading doesn't meet would make the clerk go round for ever.
const MAX_ROUNDS: usize = 8;

impl<S: Storage> Clerk<S> {
    /// A clerk that knows nothing yet.
    pub fn new(storage: S) -> Self {
        Self { storage, facts: Facts::default(), reviews: None }
    }

    /// Handles one event to its end. There is always an answer; a failure of storage is one.
    pub async fn serve(&mut self, event: &Event) -> Told {
        match self.try_serve(event).await {
            Ok(told) => told,
            Err(error) => {
                // What is remembered may be ahead of what is stored.
                self.facts = Facts::default();
                self.reviews = None;
                Told { answer: failed(event, &error), orders: Vec::new() }
            }
        }
    }

    async fn try_serve(&mut self, event: &Event) -> Result<Told, StorageError> {
        let mut reviews = match self.reviews.take() {
            Some(reviews) => reviews,
            None => self.load_reviews().await?,
        };
        let outcome = self.handle(event, &reviews).await?;

        let entries: Vec<(String, String)> =
            outcome.writes.iter().filter_map(|stored| Some((stored.key().name(), stored.encode()?))).collect();
        if !entries.is_empty() {
            self.storage.write(Area::Local, &entries).await?;
        }
        for stored in outcome.writes {
            self.facts.put(stored);
        }
        self.keep_reviews(&outcome.reviews, &mut reviews).await?;
        self.reviews = Some(reviews);
        Ok(Told { answer: outcome.answer, orders: outcome.orders })
    }

    async fn handle(&mut self, event: &Event, reviews: &Reviews) -> Result<Outcome, StorageError> {
        for _ in 0..MAX_ROUNDS {
            match handle(event, &self.facts, reviews) {
                Ok(outcome) => return Ok(outcome),
                Err(want) => {
                    let names: Vec<String> = want.0.iter().map(|key| key.name()).collect();
                    let found = self.storage.read(Area::Local, &names).await?;
                    for key in want.0 {
                        let name = key.name();
                        let text = found.iter().find(|(found, _)| *found == name).map(|(_, text)| text.as_str());
                        self.facts.load(key, text);
                    }
                }
            }
        }
        Err(StorageError("an event asked for the same notes again and again".to_owned()))
    }

    async fn load_reviews(&self) -> Result<Reviews, StorageError> {
        let keys = self.storage.keys(Area::Session).await?;
        let stored = self.storage.read(Area::Session, &keys).await?;
        let review = |(key, text): &(String, String)| Some((Review::tab(key)?, serde_json::from_str(text).ok()?));
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
                    let text = serde_json::to_string(review).map_err(|error| StorageError(error.to_string()))?;
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
fn failed(event: &Event, error: &StorageError) -> Answer {
    match &event.what {
        Happening::View { .. } => {
            Answer::View(Reply::Problem(Problem { kind: ProblemKind::Storage, message: error.to_string() }))
        }
        Happening::Page { .. } | Happening::Shortcut { .. } | Happening::TabClosed { .. } | Happening::Started => {
            Answer::None
        }
    }
}
