//! Files in and out.
pub mod card;
pub mod column;
pub mod limits;
pub mod list;
pub mod moment;
pub mod problem;
pub mod source;
pub mod table;
pub mod text;
