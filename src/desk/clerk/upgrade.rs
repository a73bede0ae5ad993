//! Bringing all shards to today's form, once after an update.
//!
//! Some shards at a time: the old texts are copied to `backup/<version>/<key>`, the new ones are written and
//! read back. Whatever is found half done is taken back and begun again. The copies stay until the user has read back a
//! backup: an update that turns out to be wrong later must not be the end of what was there before.

use super::store::aside;
use super::{Area, Storage, StorageError};
use crate::domain::sorted::SortedMap;
use crate::library::{Journal, Key, Shard, names, schema};

/// How the names of the copies begin.
pub(super) const BACKUP: &str = "backup/";
/// How many shards are brought up at a time: their old and new texts are held in memory together.
const AT_ONCE: usize = 16;

/// Brings everything to today's form. Parts that can't be read stay as they are.
pub(super) async fn upgrade<S: Storage>(storage: &S, now: i64) -> Result<(), StorageError> {
    // The journal is not written before all of this has been done once.
    let journal = read(storage, &[Key::Journal.name()]).await?.into_values().next();
    let reached = journal.and_then(|text| Journal::decode(&text).ok()).map_or(0, |journal| journal.schema);
    if reached >= schema::VERSION {
        return Ok(());
    }
    let names = storage.keys(Area::Local).await?;
    // Copies of an update before the last one are only kept.
    let is_of_this = |name: &&String| version_of(name).is_some_and(|version| version >= reached);
    for backup in names.iter().filter(is_of_this) {
        resolve(storage, backup, now).await?;
    }
    let shards: Vec<String> =
        names.into_iter().filter(|name| matches!(Key::from_name(name), Some(Key::Shard(_)))).collect();
    for some in shards.chunks(AT_ONCE) {
        upgrade_some(storage, some).await?;
    }
    Ok(())
}

async fn upgrade_some<S: Storage>(storage: &S, names: &[String]) -> Result<(), StorageError> {
    let (mut backups, mut upgraded) = (Vec::new(), Vec::new());
    for (name, old) in read(storage, names).await? {
        // Only what comes out readable is written: today's reader is the judge.
        if let Ok(Some(new)) = schema::upgraded(&old)
            && Shard::decode(&new).is_ok()
            && let Ok(version) = schema::version_of(&old)
        {
            backups.push((format!("{BACKUP}{version}/{name}"), old));
            upgraded.push((name, new));
        }
    }
    if upgraded.is_empty() {
        return Ok(());
    }
    storage.write(Area::Local, &backups).await?;
    storage.write(Area::Local, &upgraded).await?;
    let names: Vec<String> = upgraded.iter().map(|(name, _)| name.clone()).collect();
    let stored = read(storage, &names).await?;
    if upgraded.iter().any(|(name, text)| stored.get(name) != Some(text)) {
        let old: Vec<(String, String)> = names.into_iter().zip(backups.into_iter().map(|(_, old)| old)).collect();
        storage.write(Area::Local, &old).await?;
        return Err(StorageError("your notes could not be brought to the new form; the old one was kept".to_owned()));
    }
    let shards = upgraded.iter().filter_map(|(name, text)| match Key::from_name(name) {
        Some(Key::Shard(n)) => Some((names::key(n), names::encode(&Shard::decode(text).ok()?))),
        _ => None,
    });
    storage.write(Area::Local, &shards.collect::<Vec<_>>()).await
}

/// The form whose copy this is.
fn version_of(name: &str) -> Option<u32> {
    name.strip_prefix(BACKUP)?.split_once('/')?.0.parse().ok()
}

/// The names of all copies of old forms.
pub(super) async fn copies<S: Storage>(storage: &S) -> Result<Vec<String>, StorageError> {
    Ok(storage.keys(Area::Local).await?.into_iter().filter(|name| name.starts_with(BACKUP)).collect())
}

/// Forgets the old forms, when a backup was read back and found whole.
pub(super) async fn drop_copies<S: Storage>(storage: &S) -> Result<(), StorageError> {
    let copies = copies(storage).await?;
    if copies.is_empty() { Ok(()) } else { storage.remove(Area::Local, &copies).await }
}

/// Decides about a copy of an old form, which a crash may have left behind.
async fn resolve<S: Storage>(storage: &S, backup: &str, now: i64) -> Result<(), StorageError> {
    let Some((_, name)) = backup.trim_start_matches(BACKUP).split_once('/') else { return Ok(()) };
    let mut stored = read(storage, &[backup.to_owned(), name.to_owned()]).await?;
    let Some(old) = stored.remove(backup) else { return Ok(()) };
    match stored.remove(name) {
        // The old form is still there, or the new one is: the copy is what it should be.
        Some(text) if text == old || schema::upgraded(&old).is_ok_and(|new| new.as_ref() == Some(&text)) => {
            return Ok(());
        }
        // Something else that can be read: it stays, and the copy is kept where it harms nothing.
        Some(text) if Shard::decode(&text).is_ok() => {
            storage.write(Area::Local, &[(aside(now, name), old)]).await?;
        }
        _ => storage.write(Area::Local, &[(name.to_owned(), old)]).await?,
    }
    storage.remove(Area::Local, &[backup.to_owned()]).await
}

async fn read<S: Storage>(storage: &S, names: &[String]) -> Result<SortedMap<String, String>, StorageError> {
    Ok(storage.read(Area::Local, names).await?.into_iter().collect())
}
