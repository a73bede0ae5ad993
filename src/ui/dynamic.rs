//! Smaller code for what changes.
//!
//! Sycamore compiles its machinery anew for the type of every closure. Boxed, they are all of one type.

use sycamore::prelude::*;

/// A piece of view that is drawn anew whenever what it reads changes.
pub fn dynamic(draw: impl FnMut() -> View + 'static) -> View {
    fn one(draw: Box<dyn FnMut() -> View>) -> View {
        View::from_dynamic(draw)
    }
    one(Box::new(draw))
}

/// A text that follows what it reads.
pub fn live_text(text: impl Fn() -> String + 'static) -> View {
    fn one(text: Box<dyn Fn() -> String>) -> View {
        View::from_dynamic(text)
    }
    one(Box::new(text))
}

/// An effect: something that is done again whenever what it reads changes.
pub fn effect(act: impl FnMut() + 'static) {
    fn one(act: Box<dyn FnMut()>) {
        create_effect(act);
    }
    one(Box::new(act));
}

/// A handler of an event.
pub fn handler<E: 'static>(act: impl FnMut(E) + 'static) -> Box<dyn FnMut(E)> {
    Box::new(act)
}

/// A value that follows what it reads, and tells only of real changes.
pub fn selector<T: PartialEq + 'static>(read: impl FnMut() -> T + 'static) -> ReadSignal<T> {
    fn one<T: PartialEq + 'static>(read: Box<dyn FnMut() -> T>) -> ReadSignal<T> {
        create_selector(read)
    }
    one(Box::new(read))
}
