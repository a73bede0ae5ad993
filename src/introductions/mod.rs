//! Introductions with colour and context, and the other texts that the user writes for others.
//!
//! Everything here is made of lines that may be told ([`Shareable`], which nothing but a note's marks can
//! make), the user's own reason, and the words of a language (`words/*.txt`). Every sentence knows where it
//! comes from. Where the notes say too little there is no text but a question ([`Missing`]): an introduction
//! that says only "I attended a workshop with them last May" is worth nothing.

mod compose;
mod language;
pub mod mail;
pub mod matching;
mod missing;
mod naming;
pub mod recommend;
pub mod replies;
mod sentence;
mod shareable;

pub use compose::{Length, Manner, Pair, Refused};
pub use language::{Language, Tone};
pub use missing::{Element, Missing};
pub use sentence::{Sentence, Source, Text};
pub use shareable::{Shareable, Shared, Side, door_field};
