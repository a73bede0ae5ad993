//! Components and views.
//!
//! Views read storage by [`store`], change it by [`send`], and keep what isn't saved yet by [`draft`].
//! What they share in look and words is in [`components`], [`words`] and [`text`].

pub mod changes;
pub mod clipboard;
pub mod components;
pub mod conflicts;
pub mod draft;
pub mod dynamic;
pub mod fields;
pub mod form;
pub mod jot;
pub mod key_sheet;
pub mod send;
pub mod sheet;
pub mod store;
pub mod text;
pub mod why;
pub mod words;

pub mod dashboard;
pub mod popup;
pub mod sidebar;
pub mod welcome;
