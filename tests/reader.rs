//! The reader of invitation cards, on pages of every generation that is known and some that are not.

#[path = "common/page.rs"]
mod page;
#[path = "reader/mod.rs"]
mod reader;
