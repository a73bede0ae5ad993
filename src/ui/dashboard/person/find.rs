//! Everybody at once, to find somebody among them.

use crate::browser::storage;
use crate::desk::clerk::Area;
use crate::library::Key;
use crate::ui::popup::shelf::Shelf;

/// Reads everybody once, to be searched; nothing if the browser can't.
pub async fn everybody() -> Option<Shelf> {
    let mut shelf = Shelf::default();
    for first in (0..=u8::MAX).step_by(32) {
        let keys: Vec<String> = (first..=first + 31).map(|n| Key::Shard(n).name()).collect();
        for (key, text) in storage::get(Area::Local, &keys).await.ok()? {
            if let Some(Key::Shard(n)) = Key::from_name(&key) {
                shelf.put(n, text);
            }
        }
    }
    while shelf.index_more() {}
    Some(shelf)
}
