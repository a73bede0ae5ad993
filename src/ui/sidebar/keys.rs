//! The keyboard: one key for each answer, and never in the way of typing.

use sycamore::prelude::*;
use sycamore::web::events::KeyboardEvent;
use wasm_bindgen::prelude::*;
use web_sys::Element;

use super::state::{Bar, Card};
use crate::desk::Request;
use crate::domain::Door;
use crate::ui::components::{doors, field};

/// Listens to the keys of the whole page from now on.
pub fn listen(bar: Bar) {
    on_window("keydown", move |event| {
        let event: KeyboardEvent = event.unchecked_into();
        if event.key() == "Enter" && !event.is_composing() {
            bar.enter_down.set(true);
        }
        if pressed(bar, &event) {
            event.prevent_default();
        }
    });
    on_window("keyup", move |event| {
        let event: KeyboardEvent = event.unchecked_into();
        if event.key() == "Enter" {
            bar.release();
        }
    });
    // Let go where we can't see it.
    on_window("blur", move |_| bar.release());
    on_window("focus", move |_| {
        if bar.wants_focus.get_untracked() {
            // Tells whoever waits for it to try again.
            bar.wants_focus.set(true);
        }
    });
    // A hand on the mouse knows where it wants to be.
    on_window("pointerdown", move |_| bar.wants_focus.set_silent(false));
}

/// Calls `listener` with every such event, before the page's own elements hear of it.
fn on_window(name: &str, listener: impl FnMut(JsValue) + 'static) {
    let listener = Closure::<dyn FnMut(JsValue)>::new(listener);
    let added = window().add_event_listener_with_callback_and_bool(name, listener.as_ref().unchecked_ref(), true);
    if added.is_ok() {
        // Lives as long as its page.
        listener.forget();
    }
}

/// Where the welcome's sample stands.
pub const SAMPLE: &str = "#sample";

/// What kind of place the key was pressed in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// A text field on one line, or one in which Enter means "done".
    Line,
    /// A text field of several lines.
    Text,
    /// A control that knows what Enter means to it.
    Control,
    /// One of several choices that the arrow keys move between.
    Radio,
    Elsewhere,
}

fn place(event: &KeyboardEvent) -> Place {
    let Some(element) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else {
        return Place::Elsewhere;
    };
    match element.tag_name().as_str() {
        "TEXTAREA" if element.id() == doors::MEMORY => Place::Line,
        "TEXTAREA" => Place::Text,
        "INPUT" => match element.get_attribute("type").as_deref() {
            Some("checkbox") => Place::Elsewhere,
            Some("radio") => Place::Radio,
            _ => Place::Line,
        },
        "BUTTON" | "A" | "SUMMARY" | "SELECT" => Place::Control,
        _ => Place::Elsewhere,
    }
}

/// The sample in the welcome is a part of a page that has other keys.
fn is_ours(bar: Bar, event: &KeyboardEvent) -> bool {
    let target = || event.target()?.dyn_into::<Element>().ok()?.closest(SAMPLE).ok()?;
    !bar.practice || target().is_some()
}

/// Acts on a key; `true` if it meant something to us.
fn pressed(bar: Bar, event: &KeyboardEvent) -> bool {
    if event.is_composing() || event.alt_key() || !is_ours(bar, event) {
        return false;
    }
    let place = place(event);
    let command = event.ctrl_key() || event.meta_key();
    let typing = matches!(place, Place::Line | Place::Text);
    let key = event.key();
    let card = bar.card.get_clone_untracked();
    match key.as_str() {
        "Enter" => {
            let saves = match place {
                Place::Line => !event.shift_key(),
                Place::Text => command,
                Place::Control => false,
                Place::Radio | Place::Elsewhere => true,
            };
            match card {
                Some(card) if saves => {
                    if !event.repeat() {
                        (card.save)();
                    }
                    true
                }
                _ => false,
            }
        }
        "Escape" => {
            if bar.help.get_untracked() {
                bar.help.set(false);
            } else {
                bar.ask(Request::LeaveFrame);
            }
            true
        }
        _ if typing || command || event.repeat() => false,
        // Single characters can be switched off (WCAG 2.1.4); the arrows can't be typed by accident.
        "ArrowDown" | "ArrowUp" if place != Place::Radio => {
            bar.turn_by(if key == "ArrowDown" { 1 } else { -1 });
            true
        }
        _ if bar.glance(|| bar.store.settings().letter_keys_off) => false,
        "n" => {
            bar.turn_by(1);
            true
        }
        "p" => {
            bar.turn_by(-1);
            true
        }
        "?" => {
            bar.help.set(!bar.help.get_untracked());
            true
        }
        "0" => answer(bar, card, |card| (card.toggle_dont_know)()),
        "1" => answer(bar, card, |card| (card.toggle_door)(Door::Worked)),
        "2" => answer(bar, card, |card| (card.toggle_door)(Door::Met)),
        "3" => answer(bar, card, |card| (card.toggle_door)(Door::Close)),
        _ => false,
    }
}

/// Lets a key act on the card. Where the sender is already answered, it opens their note first.
fn answer(bar: Bar, card: Option<Card>, act: impl FnOnce(&Card)) -> bool {
    match card {
        Some(card) => {
            act(&card);
            true
        }
        None => {
            let Some(current) = bar.review().current.clone() else { return false };
            if !matches!(bar.glance(|| bar.shown()), super::state::Shown::Greeting { .. }) {
                return false;
            }
            bar.wants_focus.set(true);
            bar.editing.set(Some(current));
            field::focus("door-worked");
            true
        }
    }
}
