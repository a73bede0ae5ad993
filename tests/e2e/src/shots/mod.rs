//! Pictures of every view: on contact sheets for looking at, and as baselines for comparing.
//!
//! | module | holds |
//! | --- | --- |
//! | [`tour`] | the way past every view, in one language |
//! | [`people`] | the made-up people in the pictures |
//! | [`sheet`] | every size and theme, on contact sheets |
//! | [`baseline`] | three sizes, compared with how they were |
//! | [`picture`] | what is different between two pictures |

pub(crate) mod baseline;
pub mod people;
mod picture;
mod sheet;
pub(crate) mod tour;

use std::time::Instant;

use anyhow::{Context, Result};

use crate::browser::{Kind, Setup};
use crate::options::Options;
use crate::run;
use crate::scenarios::Extension;
use crate::site::Site;
use crate::world::World;
use baseline::Aim;
use sheet::Sheets;

/// The languages on contact sheets: the first, one with long words, one from right to left, one without spaces.
const LANGUAGES: [&str; 4] = ["en-US", "de", "ar", "ja"];
/// The languages whose pictures are kept and compared; scenarios of the same names tell them.
const COMPARED: [&str; 4] = LANGUAGES;

/// Takes pictures of every view.
///
/// # Errors
/// If a browser doesn't start, or a view can't be reached.
pub async fn shots(options: &Options) -> Result<()> {
    if options.accept { accept(options).await } else { sheets(options).await }
}

fn setup(options: &Options, kind: Kind, language: &'static str) -> Result<Setup> {
    Ok(Setup { language, ..run::setup(options, kind, Extension::Cold)? })
}

async fn accept(options: &Options) -> Result<()> {
    for language in COMPARED {
        let site = Site::start().await?;
        let mut world = World::start(&setup(options, Kind::Chromium, language)?, &site).await?;
        world.reset(None).await?;
        let told = baseline::tell(&mut world, language, Aim::Accept).await;
        world.browser.quit().await?;
        told.with_context(|| format!("at the step “{}” in {language}", world.step))?;
        println!("  {language}: kept in tests/e2e/looks");
    }
    Ok(())
}

async fn sheets(options: &Options) -> Result<()> {
    let out = options.shots.clone().unwrap_or_else(|| options.out.with_file_name("shots"));
    let mut all = Vec::new();
    for kind in &options.browsers {
        for language in
            LANGUAGES.into_iter().filter(|name| options.only.as_ref().is_none_or(|only| name.contains(only.as_str())))
        {
            let began = Instant::now();
            let folder = out.join(kind.name()).join(language);
            if folder.exists() {
                std::fs::remove_dir_all(&folder).with_context(|| format!("emptying {}", folder.display()))?;
            }
            std::fs::create_dir_all(&folder)?;
            let site = Site::start().await?;
            let mut world = World::start(&setup(options, *kind, language)?, &site).await?;
            world.reset(None).await?;
            let mut sheets = Sheets::new(folder.canonicalize()?, language);
            let told = take(&mut world, language, &mut sheets).await;
            let step = world.step.clone();
            world.browser.quit().await?;
            all.extend(told.with_context(|| format!("at the step “{step}” in {}, {language}", kind.name()))?);
            println!(
                "  {}, {language}: {} pictures in {:.0} s",
                kind.name(),
                sheets.count(),
                began.elapsed().as_secs_f64()
            );
        }
    }
    println!("{}", sheet::index(&out.canonicalize()?, &all)?.display());
    Ok(())
}

async fn take(world: &mut World, language: &'static str, sheets: &mut Sheets) -> Result<Vec<std::path::PathBuf>> {
    if !sheet::has_letters(world, language).await? {
        println!(
            "  {}, {language}: this machine has no letters for it; boxes are no mistake of ours",
            world.browser.kind.name()
        );
    }
    tour::walk(world, language, sheets).await?;
    sheets.finish(world).await
}
