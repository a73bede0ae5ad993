//! The reader of invitation cards, on pages of every generation that is known and some that are not.

#[path = "common/css.rs"]
mod css;
#[path = "common/dom.rs"]
mod dom;
#[path = "generator/mod.rs"]
mod generator;
#[path = "common/page.rs"]
mod page;
#[path = "reader/mod.rs"]
mod reader;
