//! Writing several values so that all of them are written or none, whenever the browser dies.
//!
//! What is relied on, and by whom it is promised: a single value is written whole or not at all, and a write
//! that was reported done before another began is not undone by a crash of the browser. Chromium puts all
//! values of one `storage.local.set` into one LevelDB `WriteBatch` (`leveldb_value_store.cc`), Firefox puts
//! them in one IndexedDB transaction that it aborts on the first failure (`ExtensionStorageIDB.sys.mjs`): so
//! both do more than that today. But the documentation of neither says that several values are one write,
//! and so nothing here needs it. Neither waits for the disk itself: after a power failure the last moments
//! may be missing, in order, from the end.
//!
//! So before several values are written, one is, under [`INTENT`]. It is one of two:
//!
//! - *the new values*, for what changes few. That is the moment at which the change happens; whoever finds them carries
//!   it out again.
//! - *the old values*, for what changes many and where they are shorter, as where an import makes new people: then nothing
//!   long is written twice. The change happens when they are removed; whoever finds them brings them back.
//!
//! Either comes to the same however much of it was done.

use serde::{Deserialize, Serialize};

use super::{Area, Storage, StorageError};
use crate::domain::sorted::SortedMap;
use crate::json;

/// The key of a change that is being written.
pub const INTENT: &str = "intent";
/// How the name of a part that was set aside begins: `aside/<milliseconds>/<key>`.
pub const ASIDE: &str = "aside/";
/// What writes more values than this has a look at the old ones first. A user's own edit writes fewer.
const FEW: usize = 8;

/// What values were before a change; none where there was nothing.
#[derive(Serialize, Deserialize)]
struct Before {
    before: Vec<(String, Option<String>)>,
}

/// Why a change was not written.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
pub enum Trouble {
    /// Nothing was changed.
    #[error("{0}")]
    Nothing(#[from] StorageError),
    /// The change is stored as an intent, and will be carried out when storage works again.
    #[error("storage failed while your change was being written; it will be finished when storage works again ({0})")]
    Unfinished(StorageError),
    /// Some of the change is stored, and will be taken back when storage works again.
    #[error("storage failed while this was being written; nothing of it will stay, so try again ({0})")]
    TakenBack(StorageError),
}

impl StorageError {
    /// Whether the browser says that there is no room: Firefox with its `QuotaExceededError`, Chromium with a
    /// quota or the words of LevelDB's environment for a full disk.
    #[must_use]
    pub fn is_full(&self) -> bool {
        let words = self.0.to_lowercase();
        ["quota", "no space", "no_space", "disk is full", "disk full"].iter().any(|sign| words.contains(sign))
    }
}

/// Values as they are stored, as far as they are known; none where there is nothing.
pub(super) type Known = SortedMap<String, Option<String>>;

/// Whether a change of so many values has a look at the old ones.
pub(super) const fn is_many(values: usize) -> bool {
    values > FEW
}

/// Writes all entries or none. What is `known` of the values isn't read once more.
pub(super) async fn write<S: Storage>(storage: &S, entries: &[(String, String)], known: &Known) -> Result<(), Trouble> {
    if entries.len() < 2 {
        return if entries.is_empty() { Ok(()) } else { Ok(storage.write(Area::Local, entries).await?) };
    }
    if let Some(before) = shorter_before(storage, entries, known).await? {
        return write_with_before(storage, entries, &before).await;
    }
    let intent = json::to_string(entries);
    storage.write(Area::Local, &[(INTENT.to_owned(), intent)]).await?;
    if let Err(error) = storage.write(Area::Local, entries).await {
        return Err(give_up(storage, entries, error).await);
    }
    // Everything is there, but as long as the intent is too, nothing else may be written.
    forget_intent(storage).await.map_err(Trouble::Unfinished)
}

/// The old values, where there are many and they are shorter than the new ones.
async fn shorter_before<S: Storage>(
    storage: &S,
    entries: &[(String, String)],
    known: &Known,
) -> Result<Option<Before>, StorageError> {
    if !is_many(entries.len()) {
        return Ok(None);
    }
    let mut names = names(entries);
    names.retain(|name| !known.contains_key(name));
    let read = if names.is_empty() { Vec::new() } else { storage.read(Area::Local, &names).await? };
    let mut read: SortedMap<String, String> = read.into_iter().collect();
    let mut was = |name: &String| known.get(name).cloned().unwrap_or_else(|| read.remove(name));
    let before: Vec<(String, Option<String>)> = entries.iter().map(|(name, _)| (name.clone(), was(name))).collect();
    let old: usize = before.iter().filter_map(|(_, text)| Some(text.as_ref()?.len())).sum();
    let new: usize = entries.iter().map(|(_, text)| text.len()).sum();
    Ok((old < new).then_some(Before { before }))
}

async fn write_with_before<S: Storage>(
    storage: &S,
    entries: &[(String, String)],
    before: &Before,
) -> Result<(), Trouble> {
    storage.write(Area::Local, &[(INTENT.to_owned(), json::to_string(before))]).await?;
    let written = match storage.write(Area::Local, entries).await {
        Ok(()) => forget_intent(storage).await,
        failed => failed,
    };
    match written {
        Ok(()) => Ok(()),
        Err(error) => match take_back(storage, before).await {
            Ok(()) => Err(Trouble::Nothing(error)),
            Err(_) => Err(Trouble::TakenBack(error)),
        },
    }
}

/// Makes everything as it was. Without room, too, if nothing was written.
async fn take_back<S: Storage>(storage: &S, before: &Before) -> Result<(), StorageError> {
    let all: Vec<String> = before.before.iter().map(|(name, _)| name.clone()).collect();
    let stored: SortedMap<String, String> = storage.read(Area::Local, &all).await?.into_iter().collect();
    let (mut old, mut new) = (Vec::new(), Vec::new());
    for (name, was) in before.before.iter().filter(|(name, was)| stored.get(name) != was.as_ref()) {
        match was {
            Some(was) => old.push((name.clone(), was.clone())),
            None => new.push(name.clone()),
        }
    }
    // First this, because it makes room.
    if !new.is_empty() {
        storage.remove(Area::Local, &new).await?;
    }
    if !old.is_empty() {
        storage.write(Area::Local, &old).await?;
    }
    forget_intent(storage).await
}

/// Takes an intent back, if nothing of it was carried out.
async fn give_up<S: Storage>(storage: &S, entries: &[(String, String)], error: StorageError) -> Trouble {
    match storage.read(Area::Local, &names(entries)).await {
        Ok(stored) if !entries.iter().any(|entry| stored.contains(entry)) => match forget_intent(storage).await {
            Ok(()) => Trouble::Nothing(error),
            Err(_) => Trouble::Unfinished(error),
        },
        _ => Trouble::Unfinished(error),
    }
}

/// Carries out or takes back what was being written when the background or the browser died.
pub(super) async fn finish<S: Storage>(storage: &S, now: i64) -> Result<(), StorageError> {
    let found = storage.read(Area::Local, &[INTENT.to_owned()]).await?;
    let Some((_, intent)) = found.into_iter().next() else { return Ok(()) };
    if let Ok(before) = json::from_str(&intent) {
        return take_back(storage, &before).await;
    }
    let entries: Vec<(String, String)> = match json::from_str(&intent) {
        Ok(entries) => entries,
        // Not from this version, or damaged: nothing that was acknowledged.
        Err(_) => vec![(aside(now, INTENT), intent)],
    };
    storage.write(Area::Local, &entries).await?;
    forget_intent(storage).await
}

async fn forget_intent<S: Storage>(storage: &S) -> Result<(), StorageError> {
    storage.remove(Area::Local, &[INTENT.to_owned()]).await
}

fn names(entries: &[(String, String)]) -> Vec<String> {
    entries.iter().map(|(name, _)| name.clone()).collect()
}

/// The key under which a part is set aside.
pub(super) fn aside(now: i64, key: &str) -> String {
    format!("{ASIDE}{now}/{key}")
}
