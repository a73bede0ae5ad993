//! Pieces that every view is made of. Their styles are in `extension/styles/components.css`.
//!
//! Whatever a page or a sender wrote goes into text nodes only, inside `<bdi>` or `dir="auto"`.

pub mod chips;
pub mod consent;
pub mod details;
pub mod doors;
pub mod field;
pub mod full;
pub mod icon;
pub mod quote;
pub mod summary;
pub mod toast;
pub mod verdict;
