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
//! So before several values are written, all of them are written as one, under [`INTENT`]; that is the moment at
//! which the change happens. Whoever finds an intent carries it out again, which comes to the same however
//! much of it was done.

use super::{Area, Storage, StorageError};
use crate::json;

/// The key of a change that is being written.
pub const INTENT: &str = "intent";
/// How the name of a part that was set aside begins: `aside/<milliseconds>/<key>`.
pub const ASIDE: &str = "aside/";

/// Why a change was not written.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
pub enum Trouble {
    /// Nothing was changed.
    #[error("{0}")]
    Nothing(#[from] StorageError),
    /// The change is stored as an intent, and will be carried out when storage works again.
    #[error("storage failed while your change was being written; it will be finished when storage works again ({0})")]
    Unfinished(StorageError),
}

impl Trouble {
    /// Whether there was no room.
    pub fn is_full(&self) -> bool {
        matches!(self, Self::Nothing(error) if error.is_full())
    }
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

/// Writes all entries or none.
pub(super) async fn write<S: Storage>(storage: &S, entries: &[(String, String)]) -> Result<(), Trouble> {
    if entries.len() < 2 {
        return if entries.is_empty() { Ok(()) } else { Ok(storage.write(Area::Local, entries).await?) };
    }
    let intent = json::to_string(entries);
    storage.write(Area::Local, &[(INTENT.to_owned(), intent)]).await?;
    if let Err(error) = storage.write(Area::Local, entries).await {
        return Err(give_up(storage, entries, error).await);
    }
    let removed = storage.remove(Area::Local, &[INTENT.to_owned()]).await;
    // Everything is there, but as long as the intent is too, nothing else may be written.
    removed.map_err(Trouble::Unfinished)
}

/// Takes an intent back, if nothing of it was carried out.
async fn give_up<S: Storage>(storage: &S, entries: &[(String, String)], error: StorageError) -> Trouble {
    let names: Vec<String> = entries.iter().map(|(name, _)| name.clone()).collect();
    match storage.read(Area::Local, &names).await {
        Ok(stored) if !entries.iter().any(|entry| stored.contains(entry)) => {
            match storage.remove(Area::Local, &[INTENT.to_owned()]).await {
                Ok(()) => Trouble::Nothing(error),
                Err(_) => Trouble::Unfinished(error),
            }
        }
        _ => Trouble::Unfinished(error),
    }
}

/// Carries out what was being written when the background or the browser died.
pub(super) async fn finish<S: Storage>(storage: &S, now: i64) -> Result<(), StorageError> {
    let found = storage.read(Area::Local, &[INTENT.to_owned()]).await?;
    let Some((_, intent)) = found.into_iter().next() else { return Ok(()) };
    let entries: Vec<(String, String)> = match json::from_str(&intent) {
        Ok(entries) => entries,
        // Not from this version, or damaged: nothing that was acknowledged.
        Err(_) => vec![(aside(now, INTENT), intent)],
    };
    storage.write(Area::Local, &entries).await?;
    storage.remove(Area::Local, &[INTENT.to_owned()]).await
}

/// The key under which a part is set aside.
pub(super) fn aside(now: i64, key: &str) -> String {
    format!("{ASIDE}{now}/{key}")
}
