//! Files in and out.

#![cfg(not(target_arch = "wasm32"))]
// Helpers of tests are tests: what clippy.toml allows inside `#[test]` is meant for them too.
#![allow(clippy::unwrap_used)]

mod age;
mod apply;
mod cards;
mod corpus;
mod elsewhere;
mod given;
mod hidden;
mod plans;
mod schema;
mod snapshots;
mod spreadsheets;
mod tables;
mod trips;
mod worker;
mod zips;
