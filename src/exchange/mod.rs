//! Files in and out.
pub mod age;
pub mod backup;
pub mod card;
pub mod column;
pub mod limits;
pub mod list;
pub mod markdown;
pub mod moment;
pub mod problem;
pub mod read;
pub mod source;
pub mod table;
pub mod text;
pub mod zip;
