//! Really Know in real browsers, against replica pages at LinkedIn's address.
//!
//! `e2e test [--browser chromium|firefox] [--only NAME] [--repeat N] [--kill-before-each-step]`
//! `e2e demo`, `e2e bench`, `e2e list`

mod bench;
mod browser;
mod demo;
mod pages;
mod run;
mod scenarios;
mod site;
mod wait;
mod world;

use std::path::PathBuf;

use anyhow::{Result, bail};
use browser::Kind;
use lexopt::prelude::*;

/// What the command line asks for.
#[derive(Clone, Debug)]
struct Options {
    browsers: Vec<Kind>,
    only: Option<String>,
    repeat: usize,
    kill: bool,
    dist: PathBuf,
    out: PathBuf,
}

fn main() -> Result<()> {
    let root = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
    let mut command = None;
    let mut options = Options {
        browsers: Kind::ALL.to_vec(),
        only: None,
        repeat: 1,
        kill: false,
        dist: root.join("dist"),
        out: root.join("target/e2e"),
    };
    let mut args = lexopt::Parser::from_env();
    while let Some(arg) = args.next()? {
        match arg {
            Long("browser") => options.browsers = vec![args.value()?.parse_with(Kind::from_name)?],
            Long("only") => options.only = Some(args.value()?.string()?),
            Long("repeat") => options.repeat = args.value()?.parse()?,
            Long("kill-before-each-step") => options.kill = true,
            Long("dist") => options.dist = args.value()?.into(),
            Value(name) if command.is_none() => command = Some(name.string()?),
            _ => return Err(arg.unexpected().into()),
        }
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    match command.as_deref() {
        Some("test") => runtime.block_on(run::test(&options)),
        Some("demo") => runtime.block_on(demo::demo(&options)),
        Some("bench") => runtime.block_on(bench::bench(&options)),
        Some("list") => {
            for scenario in scenarios::ALL {
                println!("{:36} {}", scenario.name, scenario.story);
            }
            Ok(())
        }
        _ => bail!("usage: e2e test|demo|bench|list [--browser NAME] [--only NAME] [--repeat N] [--kill-before-each-step]"),
    }
}
