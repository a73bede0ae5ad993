//! See `e2e` without arguments.

use std::process::ExitCode;

use anyhow::Result;
use e2e::options::{Command, Options};
use e2e::{bench, demo, run, scenarios, shots};

fn main() -> ExitCode {
    match start() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn start() -> Result<()> {
    let options = Options::parse(std::env::args_os().skip(1))?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    match options.command {
        Command::Test => runtime.block_on(run::test(&options)),
        Command::Demo => runtime.block_on(demo::demo(&options)),
        Command::Shots => runtime.block_on(shots::shots(&options)),
        Command::Bench => runtime.block_on(bench::bench(&options)),
        Command::List => {
            for scenario in scenarios::ALL {
                println!("{:36} {}", scenario.name, scenario.story);
            }
            Ok(())
        }
    }
}
