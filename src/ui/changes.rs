//! What changed in storage, for all parts of a page.
//!
//! The texts are taken over from the browser once, however many parts listen. In a burst, as while files are read in, changes
//! are gathered for a moment; in a page that nobody sees they are gathered until somebody does: eight open dashboards
//! would otherwise draw every edit eight times.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use sycamore::prelude::document;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::browser::storage::{self, Changes};
use crate::browser::{self, BrowserError};
use crate::desk::clerk::Area;
use crate::domain::Moment;

/// How long changes are gathered after some were told, in milliseconds: less than a blink.
const GATHERED_MS: i64 = 60;

type Listener = Rc<dyn Fn(&Changes)>;

/// An area, who listens, and what they don't know yet.
struct Side {
    area: Area,
    listeners: Vec<Listener>,
    untold: Changes,
    told: Moment,
    /// Whether a timer will tell them.
    timed: bool,
}

impl Side {
    const fn of(area: Area) -> Self {
        Self { area, listeners: Vec::new(), untold: Changes::new(), told: Moment(0), timed: false }
    }
}

thread_local! {
    static SIDES: RefCell<[Side; 2]> = const { RefCell::new([Side::of(Area::Local), Side::of(Area::Session)]) };
    static FOLLOWED: Cell<bool> = const { Cell::new(false) };
}

/// Calls `listener` with what changed in an area, from now on, whichever context changed it.
///
/// # Errors
/// If this page has lost its extension.
pub fn on_changed(area: Area, listener: impl Fn(&Changes) + 'static) -> Result<(), BrowserError> {
    if !FOLLOWED.get() {
        storage::on_changed(arrived)?;
        let seen = Closure::<dyn Fn()>::new(|| {
            if !document().hidden() {
                [Area::Local, Area::Session].into_iter().for_each(tell);
            }
        });
        document().add_event_listener_with_callback("visibilitychange", seen.as_ref().unchecked_ref())?;
        // Lives as long as its page.
        seen.forget();
        FOLLOWED.set(true);
    }
    with(area, |side| side.listeners.push(Rc::new(listener)));
    Ok(())
}

fn with<T>(area: Area, act: impl FnOnce(&mut Side) -> T) -> Option<T> {
    SIDES.with_borrow_mut(|sides| sides.iter_mut().find(|side| side.area == area).map(act))
}

fn arrived(area: Area, changes: Changes) {
    let now = browser::now();
    let waits = with(area, |side| {
        side.untold.extend(changes);
        let since = now.since_ms(side.told);
        // A clock that was put back makes nobody wait.
        let waits = if (0..GATHERED_MS).contains(&since) { GATHERED_MS - since } else { 0 };
        if side.timed || document().hidden() {
            return None;
        }
        side.timed = waits > 0;
        Some(waits)
    });
    match waits.flatten() {
        None => {}
        Some(0) => tell(area),
        Some(ms) => spawn_local(later(area, i32::try_from(ms).unwrap_or_default())),
    }
}

/// Tells them in a moment.
async fn later(area: Area, ms: i32) {
    browser::pause(ms).await;
    with(area, |side| side.timed = false);
    if !document().hidden() {
        tell(area);
    }
}

fn tell(area: Area) {
    let now = browser::now();
    let told = with(area, |side| {
        side.told = now;
        (std::mem::take(&mut side.untold), side.listeners.clone())
    });
    if let Some((changes, listeners)) = told.filter(|(changes, _)| !changes.is_empty()) {
        listeners.iter().for_each(|listener| listener(&changes));
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    fn changed(key: &str, value: &str) {
        arrived(Area::Local, Changes::from([(key.to_owned(), Some(value.to_owned()))]));
    }

    fn hide(hidden: bool) {
        let code = format!("Object.defineProperty(document, 'hidden', {{ value: {hidden}, configurable: true }})");
        js_sys::eval(&code).unwrap();
    }

    /// One story, because all of it is about one page.
    #[wasm_bindgen_test]
    async fn changes_are_gathered_in_bursts_and_while_nobody_looks() {
        let told: Rc<RefCell<Vec<Changes>>> = Rc::default();
        let heard = Rc::clone(&told);
        with(Area::Local, |side| side.listeners.push(Rc::new(move |changes| heard.borrow_mut().push(changes.clone()))));
        let news = || std::mem::take(&mut *told.borrow_mut());
        let of = |entries: &[(&str, &str)]| -> Changes {
            entries.iter().map(|(key, value)| ((*key).to_owned(), Some((*value).to_owned()))).collect()
        };
        hide(false);
        changed("a", "1");
        assert_eq!(news(), [of(&[("a", "1")])], "at once");
        changed("a", "2");
        changed("b", "1");
        changed("a", "3");
        assert_eq!(news(), [], "gathered");
        browser::pause(2 * GATHERED_MS as i32).await;
        assert_eq!(news(), [of(&[("a", "3"), ("b", "1")])], "the last of each, once");

        hide(true);
        changed("a", "4");
        browser::pause(2 * GATHERED_MS as i32).await;
        assert_eq!(news(), [], "nobody looks");
        hide(false);
        tell(Area::Local);
        assert_eq!(news(), [of(&[("a", "4")])]);
        tell(Area::Local);
        assert_eq!(news(), [], "nothing new");
        js_sys::eval("delete document.hidden").unwrap();
    }
}
