//! What can't be read: telling of it, handing out its text, setting it aside, and bringing it back.
//!
//! This works on stored texts rather than on facts, which are what could be read.

use std::rc::Rc;

use super::super::message::{Aside, BadPart, Health, Reply, Request};
use super::store::{ASIDE, Known, Trouble, aside, write};
use super::upgrade::{BACKUP, copies};
use super::{Area, Storage, StorageError};
use crate::desk::Why;
use crate::domain::Moment;
use crate::json;
use crate::library::past::Past;
use crate::library::{Journal, Key, Ledger, Settings, Shard, Stored, Undecided, Unreadable};

/// How many values are read at a time.
const AT_ONCE: usize = 32;

/// Whether a request is one of those that are answered here.
pub(super) fn is_asked_for(request: &Request) -> bool {
    matches!(
        request,
        Request::Health
            | Request::RawText { .. }
            | Request::BeforeUpdate
            | Request::StartAnew { .. }
            | Request::PutBack { .. }
            | Request::DropAside { .. }
    )
}

/// Deletes every value of both areas. What is being written goes with them: nobody finishes it later.
pub(super) async fn erase_all<S: Storage>(storage: &S) -> Result<Reply, StorageError> {
    for area in [Area::Session, Area::Local] {
        let names = storage.keys(area).await?;
        if !names.is_empty() {
            storage.remove(area, &names).await?;
        }
    }
    Ok(Reply::Done)
}

/// Answers such a request, and tells which value changed.
pub(super) async fn answer<S: Storage>(
    storage: &S,
    request: &Request,
    now: Moment,
) -> Result<(Reply, Option<Key>), Trouble> {
    let plain = |reply| Ok((reply, None));
    match request {
        Request::Health => plain(Reply::Health(health(storage).await?)),
        Request::RawText { key } => plain(raw_text(storage, key).await?),
        Request::BeforeUpdate => plain(before_update(storage).await?),
        Request::StartAnew { key, salvage } => start_anew(storage, key, *salvage, now).await,
        Request::PutBack { key } => put_back(storage, key).await,
        Request::DropAside { key } => {
            if !key.starts_with(ASIDE) {
                return plain(Reply::refused(Why::not_now("only what was set aside can be deleted here")));
            }
            storage.remove(Area::Local, std::slice::from_ref(key)).await?;
            plain(Reply::Done)
        }
        _ => plain(Reply::refused(Why::not_now("the clerk is not asked for this"))),
    }
}

async fn health<S: Storage>(storage: &S) -> Result<Health, StorageError> {
    let mut health = Health::default();
    let names = storage.keys(Area::Local).await?;
    let is_part = |name: &String| Key::from_name(name).is_some() || name.starts_with(ASIDE) || name.starts_with(BACKUP);
    let parts: Vec<String> = names.into_iter().filter(is_part).collect();
    for some in parts.chunks(AT_ONCE) {
        for (name, text) in storage.read(Area::Local, some).await? {
            let bytes = text.len() as u64;
            health.bytes += bytes;
            if name.starts_with(BACKUP) {
                health.before_update += bytes;
                continue;
            }
            if let Some((at, part)) = name.strip_prefix(ASIDE).and_then(|rest| rest.split_once('/')) {
                let at = Moment(at.parse().unwrap_or_default());
                health.aside.push(Aside { part: part.to_owned(), at, bytes, key: name });
                continue;
            }
            match Key::from_name(&name).map(|key| (key, people_in(key, &text))) {
                Some((_, Ok(people))) => health.people += people,
                Some((key, Err(unreadable))) => health.unreadable.push(BadPart {
                    key: name,
                    why: unreadable,
                    bytes,
                    people: match key {
                        Key::Shard(n) => count(Shard::salvage(n, &text).people.len()),
                        _ => 0,
                    },
                }),
                None => {}
            }
        }
    }
    Ok(health)
}

/// How many people there are in a part.
fn people_in(key: Key, text: &str) -> Result<u32, Unreadable> {
    match key {
        Key::Shard(_) => Shard::decode(text).map(|shard| count(shard.people.len())),
        Key::Past(_) => Past::decode(text).map(|_| 0),
        Key::Settings => Settings::decode(text).map(|_| 0),
        Key::Journal => Journal::decode(text).map(|_| 0),
        Key::Ledger => Ledger::decode(text).map(|_| 0),
        Key::Undecided => Undecided::decode(text).map(|_| 0),
    }
}

async fn raw_text<S: Storage>(storage: &S, key: &str) -> Result<Reply, StorageError> {
    if Key::from_name(key).is_none() && !key.starts_with(ASIDE) {
        return Ok(no_such_part());
    }
    Ok(match text_of(storage, key).await? {
        Some(text) => Reply::RawText { key: key.to_owned(), text },
        None => no_such_part(),
    })
}

/// The copies that an update made, as one text: `[[key, text], …]`.
async fn before_update<S: Storage>(storage: &S) -> Result<Reply, StorageError> {
    let copies = storage.read(Area::Local, &copies(storage).await?).await?;
    if copies.is_empty() {
        return Ok(no_such_part());
    }
    Ok(Reply::RawText { key: BACKUP.trim_end_matches('/').to_owned(), text: json::to_string(&copies) })
}

async fn start_anew<S: Storage>(
    storage: &S,
    key: &str,
    salvage: bool,
    now: Moment,
) -> Result<(Reply, Option<Key>), Trouble> {
    let (Some(part), Some(text)) = (Key::from_name(key), text_of(storage, key).await?) else {
        return Ok((no_such_part(), None));
    };
    if people_in(part, &text).is_ok() {
        return Ok((Reply::refused(Why::not_now("this part can be read; there is nothing to be done")), None));
    }
    let mut people = 0;
    let new = match part {
        Key::Shard(n) => {
            let mut shard = if salvage { Shard::salvage(n, &text) } else { Shard::default() };
            note_addresses(storage, n, &mut shard).await?;
            people = count(shard.people.len());
            Stored::Shard(n, Ok(Rc::new(shard)))
        }
        Key::Past(n) => Stored::Past(n, Ok(Rc::default())),
        Key::Settings => Stored::Settings(Rc::default()),
        Key::Journal => Stored::Journal(Rc::default()),
        Key::Ledger => Stored::Ledger(Ok(Rc::default())),
        Key::Undecided => Stored::Undecided(Rc::default()),
    };
    let mut entries = vec![(aside(now.0, key), text)];
    entries.extend(new.entries());
    write(storage, &entries, &Known::new()).await?;
    Ok((Reply::Rescued { people }, Some(part)))
}

/// Notes in a shard the addresses of everybody who lives in another one: whoever begins it anew would lose them, and the
/// people would not be found by them any more.
async fn note_addresses<S: Storage>(storage: &S, n: u8, shard: &mut Shard) -> Result<(), StorageError> {
    let others: Vec<String> = (0..=u8::MAX).filter(|other| *other != n).map(|other| Key::Shard(other).name()).collect();
    for some in others.chunks(AT_ONCE) {
        for (_, text) in storage.read(Area::Local, some).await? {
            if let Ok(other) = Shard::decode(&text) {
                shard.note_addresses_of(n, &other);
            }
        }
    }
    Ok(())
}

async fn put_back<S: Storage>(storage: &S, key: &str) -> Result<(Reply, Option<Key>), Trouble> {
    let name = key.strip_prefix(ASIDE).and_then(|rest| rest.split_once('/')).map(|(_, name)| name);
    let Some(part @ Key::Shard(n)) = name.and_then(Key::from_name) else {
        return Ok((Reply::refused(Why::not_now("only a part with people can be brought back")), None));
    };
    let Some(text) = text_of(storage, key).await? else { return Ok((no_such_part(), None)) };
    let other = match Shard::decode(&text) {
        Ok(shard) => shard,
        Err(Unreadable::Broken(_)) => Shard::salvage(n, &text),
        Err(newer) => return Ok((Reply::refused(newer), None)),
    };
    let mut shard = match text_of(storage, &part.name()).await?.map(|text| Shard::decode(&text)) {
        None => Shard::default(),
        Some(Ok(shard)) => shard,
        Some(Err(unreadable)) => return Ok((Reply::refused(unreadable), None)),
    };
    let people = count(shard.bring_back(n, other));
    note_addresses(storage, n, &mut shard).await?;
    write(storage, &shard.entries(n), &Known::new()).await?;
    Ok((Reply::Rescued { people }, Some(part)))
}

async fn text_of<S: Storage>(storage: &S, key: &str) -> Result<Option<String>, StorageError> {
    Ok(storage.read(Area::Local, &[key.to_owned()]).await?.into_iter().next().map(|(_, text)| text))
}

fn count(people: usize) -> u32 {
    u32::try_from(people).unwrap_or(u32::MAX)
}

fn no_such_part() -> Reply {
    Reply::refused(Why::not_now("there is no such part"))
}
