//! What is fuzzed; the targets are also played in the ordinary tests, over the corpora that are kept.

pub mod targets;
