//! How long the user waits, measured in real browsers.

use std::future::Future;
use std::pin::Pin;
use std::time::{Duration, Instant};

use anyhow::Result;

use crate::options::Options;
use crate::run;
use crate::scenarios::{Extension, three};
use crate::site::Site;
use crate::wait::until;
use crate::world::World;

/// Fewer samples say nothing about the middle.
const LEAST_SAMPLES: usize = 9;

type Measured<'a> = Pin<Box<dyn Future<Output = Result<Duration>> + 'a>>;

/// One thing that is measured. Driving the browser takes part of the time: compare runs, not programs.
struct Bench {
    name: &'static str,
    run: for<'a> fn(&'a mut World) -> Measured<'a>,
}

const ALL: &[Bench] = &[Bench {
    name: "page opened, until the sidebar stands, background asleep before",
    run: |world| Box::pin(sidebar_stands(world)),
}];

/// Measures everything in every chosen browser and prints milliseconds.
///
/// # Errors
/// If a browser doesn't start or what is measured doesn't happen.
pub async fn bench(options: &Options) -> Result<()> {
    println!("{:10} {:64} {:>8} {:>8} {:>8}", "browser", "milliseconds", "least", "middle", "most");
    for kind in &options.browsers {
        let site = Site::start().await?;
        let mut world = World::start(&run::setup(options, *kind, Extension::Product)?, &site).await?;
        for bench in ALL.iter().filter(|bench| options.only.as_ref().is_none_or(|only| bench.name.contains(only))) {
            let mut samples = Vec::new();
            for _ in 0..options.repeat.max(LEAST_SAMPLES) {
                world.reset(None).await?;
                samples.push((bench.run)(&mut world).await?);
            }
            samples.sort_unstable();
            let ms = |at: usize| samples.get(at).map_or(0.0, |sample| sample.as_secs_f64() * 1000.0);
            let (least, middle, most) = (ms(0), ms(samples.len() / 2), ms(samples.len() - 1));
            println!("{:10} {:64} {least:8.1} {middle:8.1} {most:8.1}", kind.name(), bench.name);
        }
        world.browser.quit().await?;
    }
    Ok(())
}

async fn sidebar_stands(world: &mut World) -> Result<Duration> {
    world.browser.kill_background().await?;
    let start = Instant::now();
    world.open_invitations(three()).await?;
    until("the sidebar's frame", async || world.browser.has_frame().await, |there| *there).await?;
    Ok(start.elapsed())
}
