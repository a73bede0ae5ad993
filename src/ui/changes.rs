//! What changed in storage, for all parts of a page.
//!
//! The texts are taken over from the browser once, however many parts listen. In a burst, as while files are read in, changes
//! are gathered for a moment; in a page that nobody sees they are gathered until somebody does: eight open dashboards
//! would otherwise draw every edit eight times.

use std::cell::RefCell;
use std::rc::Rc;

use sycamore::prelude::document;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::browser::storage::{self, Changes};
use crate::browser::{self, BrowserError};
use crate::desk::clerk::{Area, INTENT};
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

thread_local! {
    static SIDES: RefCell<Vec<Side>> = const { RefCell::new(Vec::new()) };
}

/// Calls `listener` with what changed in an area, from now on, whichever context changed it.
///
/// # Errors
/// If this page has lost its extension.
pub fn on_changed(area: Area, listener: impl Fn(&Changes) + 'static) -> Result<(), BrowserError> {
    let listener: Listener = Rc::new(listener);
    let (first, known) = SIDES.with_borrow_mut(|sides| {
        let first = sides.is_empty();
        let side = sides.iter_mut().find(|side| side.area == area);
        (first, side.map(|side| side.listeners.push(Rc::clone(&listener))).is_some())
    });
    if known {
        return Ok(());
    }
    storage::on_changed(area, move |changes| arrived(area, changes))?;
    let side = Side { area, listeners: vec![listener], untold: Changes::default(), told: Moment(0), timed: false };
    SIDES.with_borrow_mut(|sides| sides.push(side));
    if first {
        let seen = Closure::<dyn Fn()>::new(|| {
            if !document().hidden() {
                [Area::Local, Area::Session].into_iter().for_each(tell);
            }
        });
        let _ = document().add_event_listener_with_callback("visibilitychange", seen.as_ref().unchecked_ref());
        // Lives as long as its page.
        seen.forget();
    }
    Ok(())
}

fn with<T>(area: Area, act: impl FnOnce(&mut Side) -> T) -> Option<T> {
    SIDES.with_borrow_mut(|sides| sides.iter_mut().find(|side| side.area == area).map(act))
}

fn arrived(area: Area, mut changes: Changes) {
    // It comes before what it announces, and says nothing to a view.
    changes.remove(INTENT);
    if changes.is_empty() {
        return;
    }
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
