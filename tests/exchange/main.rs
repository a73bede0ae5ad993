//! Files in and out.

mod age;
mod apply;
mod cards;
mod corpus;
mod given;
mod plans;
mod schema;
mod snapshots;
mod trips;
mod zips;
