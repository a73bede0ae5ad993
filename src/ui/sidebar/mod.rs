//! The sidebar.
/// Starts.
pub fn start() {}
