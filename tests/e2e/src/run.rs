//! Runs scenarios, says what happens, and keeps what is needed to understand a failure.

use std::time::Instant;

use anyhow::{Result, bail};

use crate::Options;
use crate::browser::{Browser, Kind, Setup};
use crate::scenarios::{ALL, Scenario};
use crate::site::Site;
use crate::world::World;

/// Runs every chosen scenario in every chosen browser.
pub async fn test(options: &Options) -> Result<()> {
    let chosen: Vec<&Scenario> =
        ALL.iter().filter(|scenario| options.only.as_ref().is_none_or(|only| scenario.name.contains(only))).collect();
    if chosen.is_empty() {
        bail!("no scenario has {:?} in its name; see `e2e list`", options.only.as_deref().unwrap_or_default());
    }
    let mut failed = Vec::new();
    for kind in &options.browsers {
        let how = if options.kill { ", the background killed before each step" } else { "" };
        println!("\n{} scenarios in {}{how}", chosen.len() * options.repeat, kind.name());
        let site = Site::start().await?;
        let mut world: Option<World> = None;
        for scenario in chosen.iter().cycle().take(chosen.len() * options.repeat) {
            let start = Instant::now();
            let mut ready = match world.take() {
                Some(ready) => ready,
                None => start_world(options, *kind, &site).await?,
            };
            ready.step.clear();
            let result = run(scenario, &mut ready).await;
            let seconds = start.elapsed().as_secs_f64();
            match result {
                Ok(()) => {
                    println!("  ok    {:38} {seconds:5.1} s", scenario.name);
                    world = Some(ready);
                }
                Err(error) => {
                    println!("  FAIL  {:38} {seconds:5.1} s", scenario.name);
                    println!("        {}", scenario.story);
                    println!("        at the step “{}”: {error:#}", ready.step);
                    keep_evidence(options, *kind, scenario, &ready).await;
                    failed.push(format!("{} in {}", scenario.name, kind.name()));
                    // Whatever state it is in, the next scenario starts with a browser of its own.
                    let _ = ready.browser.quit().await;
                }
            }
        }
        if let Some(world) = world {
            world.browser.quit().await?;
        }
    }
    if failed.is_empty() {
        println!("\nEvery scenario passed.");
        Ok(())
    } else {
        bail!("{} failed: {}", failed.len(), failed.join(", "))
    }
}

/// A browser and what a scenario needs around it.
pub async fn start_world(options: &Options, kind: Kind, site: &Site) -> Result<World> {
    let headed = std::env::var("HEADED").is_ok_and(|value| value == "1");
    let setup = Setup { kind, dist: options.dist.clone(), headed };
    let browser = Browser::start(&setup, site).await?;
    Ok(World { browser, site: site.clone(), kill: options.kill, step: String::new() })
}

async fn run(scenario: &Scenario, world: &mut World) -> Result<()> {
    "starts anew".clone_into(&mut world.step);
    world.browser.reset().await?;
    (scenario.run)(world).await
}

async fn keep_evidence(options: &Options, kind: Kind, scenario: &Scenario, world: &World) {
    let folder = options.out.join(kind.name()).join(scenario.name);
    let _ = world.browser.leave_frame().await;
    let _ = world.browser.shot(&folder.join("page.png")).await;
    let storage = world.browser.storage().await.map(|value| format!("{value:#}")).unwrap_or_default();
    let acts = format!("{:?}\n{:#?}\nrefused: {:#?}", world.site.acts(), world.site.requests(), world.site.refused());
    let _ = std::fs::write(folder.join("storage.json"), storage);
    let _ = std::fs::write(folder.join("site.txt"), acts);
    println!("        see {}", folder.display());
}
