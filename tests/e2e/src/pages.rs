//! What a user sees and does on each page.

pub mod replica;
pub mod sidebar;
pub mod views;
