//! Tells scenarios, says what happens, and keeps what is needed to understand a failure.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use tokio::time::timeout;

use crate::browser::{Kind, Setup};
use crate::options::Options;
use crate::scenarios::{ALL, Extension, Scenario};
use crate::site::Site;
use crate::world::World;

/// A scenario that takes longer hangs: waits give up much earlier. Thousands of edits on a busy machine take minutes.
const SCENARIO_TIMEOUT: Duration = Duration::from_secs(400);
const EVIDENCE_TIMEOUT: Duration = Duration::from_secs(30);

/// Tells every chosen scenario to every chosen browser.
///
/// # Errors
/// If a scenario failed, a browser doesn't start, or no scenario is chosen.
pub async fn test(options: &Options) -> Result<()> {
    let wanted = |scenario: &&Scenario| match &options.only {
        Some(only) => scenario.name.contains(only),
        // The library's stories kill the whole browser, and take minutes.
        None => !(options.kill && scenario.name.starts_with("library/")),
    };
    let chosen: Vec<&Scenario> = ALL.iter().filter(wanted).collect();
    if chosen.is_empty() {
        bail!("no scenario has {:?} in its name; see `e2e list`", options.only.as_deref().unwrap_or_default());
    }
    let (mut passed, mut failed) = (0, Vec::new());
    for kind in &options.browsers {
        let how = if options.kill { ", the background killed before each step" } else { "" };
        println!("\n{} scenarios in {}{how}", chosen.len() * options.repeat, kind.name());
        let mut stage = Stage { options, kind: *kind, site: Site::start().await?, ready: None };
        for scenario in chosen.iter().flat_map(|scenario| std::iter::repeat_n(*scenario, options.repeat)) {
            if stage.tell(scenario).await? {
                passed += 1;
            } else {
                failed.push(format!("{} in {}", scenario.name, kind.name()));
            }
        }
        stage.close().await?;
    }
    println!("\n{passed} passed, {} failed", failed.len());
    if failed.is_empty() { Ok(()) } else { bail!("failed: {}", failed.join(", ")) }
}

/// How a browser is started for a scenario.
///
/// # Errors
/// If the extension isn't packed.
pub fn setup(options: &Options, kind: Kind, extension: Extension) -> Result<Setup> {
    let folder = match extension {
        Extension::Product | Extension::Deaf | Extension::Mute | Extension::Full => {
            options.dist.join("trial").join(kind.package())
        }
        Extension::Cold | Extension::Calm | Extension::German | Extension::Arabic | Extension::Japanese => {
            options.dist.join(kind.package())
        }
        Extension::Mini => Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/mini-extension"),
    };
    let folder = folder
        .canonicalize()
        .with_context(|| format!("there is no extension in {}; run ./build.sh first", folder.display()))?;
    let prelude = match extension {
        Extension::Deaf => Some(include_str!("../variants/deaf.js")),
        Extension::Mute => Some(include_str!("../variants/mute.js")),
        Extension::Full => Some(include_str!("../variants/full.js")),
        _ => None,
    };
    Ok(Setup {
        kind,
        extension: folder,
        prelude,
        headed: options.headed,
        language: extension.language(),
        exact_clocks: false,
        calm: extension == Extension::Calm,
    })
}

/// One browser's part of a run.
struct Stage<'a> {
    options: &'a Options,
    kind: Kind,
    site: Site,
    /// A browser that is in order, and the extension in it. The next scenario gets it if it wants the same.
    ready: Option<(Extension, World)>,
}

impl Stage<'_> {
    /// Tells one scenario and says how it went.
    async fn tell(&mut self, scenario: &Scenario) -> Result<bool> {
        let start = Instant::now();
        let mut world = self.world(scenario.extension).await?;
        let shots = self.options.shots.as_ref().map(|shots| shots.join(self.kind.name()).join(scenario.name));
        let told = timeout(SCENARIO_TIMEOUT, async {
            world.reset(shots).await?;
            (scenario.run)(&mut world).await?;
            world.picture().await
        });
        let result = match told.await {
            Ok(result) => result,
            Err(_) => Err(anyhow::anyhow!("not done after {SCENARIO_TIMEOUT:?}")),
        };
        let seconds = start.elapsed().as_secs_f64();
        if let Err(error) = &result {
            println!("  FAIL  {:38} {seconds:5.1} s", scenario.name);
            println!("        {}", scenario.story);
            println!("        at the step “{}”: {error:#}", world.step);
            self.keep_evidence(scenario, &world, &format!("{error:#}")).await;
            // Whatever state it is in, the next scenario starts with a browser of its own.
            world.browser.quit().await?;
        } else {
            println!("  ok    {:38} {seconds:5.1} s", scenario.name);
            self.ready = Some((scenario.extension, world));
        }
        Ok(result.is_ok())
    }

    async fn world(&mut self, extension: Extension) -> Result<World> {
        match self.ready.take() {
            Some((installed, world)) if installed == extension => return Ok(world),
            Some((_, world)) => world.browser.quit().await?,
            None => {}
        }
        let mut world = World::start(&setup(self.options, self.kind, extension)?, &self.site).await?;
        world.kill = self.options.kill;
        Ok(world)
    }

    async fn keep_evidence(&self, scenario: &Scenario, world: &World, error: &str) {
        let folder = self.options.out.join(self.kind.name()).join(scenario.name);
        // The browser may be what failed; whatever can be had is worth having.
        let kept = timeout(EVIDENCE_TIMEOUT, evidence(&folder, scenario, world, error)).await;
        match kept {
            Ok(Ok(())) => println!("        see {}", folder.display()),
            Ok(Err(error)) => println!("        only a part is in {}: {error:#}", folder.display()),
            Err(_) => println!("        only a part is in {}: the browser hangs", folder.display()),
        }
    }

    async fn close(mut self) -> Result<()> {
        let refused = self.site.refused_ever();
        if !refused.is_empty() {
            println!("  refused: {}", refused.join(", "));
        }
        match self.ready.take() {
            Some((_, world)) => world.browser.quit().await,
            None => Ok(()),
        }
    }
}

/// Writes down the story, the site's log, the console, the picture and the storage, the surest first.
async fn evidence(folder: &PathBuf, scenario: &Scenario, world: &World, error: &str) -> Result<()> {
    std::fs::create_dir_all(folder)?;
    let story = format!("{}\nat the step “{}”: {error}\n", scenario.story, world.step);
    std::fs::write(folder.join("failure.txt"), story)?;
    let (site, browser) = (&world.site, &world.browser);
    let seen = format!("acts: {:#?}\nrequests: {:#?}\nrefused: {:#?}\n", site.acts(), site.requests(), site.refused());
    std::fs::write(folder.join("site.txt"), seen)?;
    std::fs::write(folder.join("console.txt"), browser.console().await.join("\n"))?;
    browser.leave_frame().await?;
    browser.shot(&folder.join("page.png")).await?;
    let storage = browser.storage().await?;
    std::fs::write(folder.join("storage.json"), format!("{storage:#}"))?;
    Ok(())
}
