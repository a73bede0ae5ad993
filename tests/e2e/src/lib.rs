//! Really Know in real browsers, against replica pages at LinkedIn's address.
//!
//! | module | holds |
//! | --- | --- |
//! | [`browser`] | a real browser with the extension: start, act, kill, crash |
//! | [`site`] | the only site there is, behind a proxy that refuses everything else and writes down what was asked |
//! | [`pages`] | what a user sees and does on each page |
//! | [`world`] | what a scenario works with |
//! | [`scenarios`] | the stories |
//! | [`shots`] | pictures of every view |
//! | [`run`] | tells them, and keeps what is needed to understand a failure |

pub mod bench;
pub mod browser;
pub mod demo;
// The pages that the reader's tests read natively.
#[path = "../../common/dom.rs"]
#[allow(dead_code, unreachable_pub, missing_debug_implementations, reason = "shared with the reader's tests")]
mod dom;
#[path = "../../generator/mod.rs"]
#[allow(
    dead_code,
    unused_imports,
    unreachable_pub,
    missing_debug_implementations,
    reason = "shared with the reader's tests"
)]
mod generator;
pub mod options;
pub mod pages;
pub mod run;
pub mod scenarios;
pub mod shots;
pub mod site;
pub mod wait;
pub mod world;
