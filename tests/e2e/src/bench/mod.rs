//! How long the user waits, measured in real browsers by their own clocks. `docs/benchmarks.md` tells how
//! each figure is made and what they were.
//!
//! | module | measures |
//! | --- | --- |
//! | [`question`] | from a card's insertion to its question |
//! | [`work`] | what the content script costs the page |
//! | [`popup`] | from the popup's opening to its first answer |
//! | [`list`] | the dashboard's list, scrolled, searched and narrowed down |
//! | [`search`] | the search beside other libraries |
//! | [`exchange`] | saving a library as a file, and bringing it in |
//! | [`size`] | modules and archives |

mod exchange;
mod library;
mod list;
mod machine;
mod popup;
mod profile;
mod question;
mod search;
mod size;
mod table;
mod trace;
mod work;

use anyhow::{Context, Result, bail};

use crate::browser::{Kind, Setup};
use crate::options::Options;
use crate::run;
use crate::scenarios::Extension;
use crate::site::Site;
use crate::world::World;
use table::Row;

/// The 95th percentile of fewer is hardly more than the worst.
const LEAST_SAMPLES: usize = 40;

/// What can be measured, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Question,
    Work,
    /// With so many people.
    Popup(usize),
    /// The list of so many people.
    List(usize),
    Search,
    /// Files out and in.
    Exchange,
    Size,
}

impl Part {
    const ALL: [Self; 9] = [
        Self::Question,
        Self::Work,
        Self::Popup(100),
        Self::Popup(3_000),
        Self::Popup(30_000),
        Self::List(30_000),
        Self::Search,
        Self::Exchange,
        Self::Size,
    ];

    /// What `--only` looks at.
    fn name(self) -> String {
        match self {
            Self::Question => "question".to_owned(),
            Self::Work => "work".to_owned(),
            Self::Popup(people) => format!("popup/{people}"),
            Self::List(people) => format!("list/{people}"),
            Self::Search => "search".to_owned(),
            Self::Exchange => "exchange".to_owned(),
            Self::Size => "size".to_owned(),
        }
    }

    fn chosen(options: &Options) -> Vec<Self> {
        Self::ALL
            .into_iter()
            .filter(|part| options.only.as_ref().is_none_or(|only| part.name().contains(only)))
            .collect()
    }
}

/// Measures everything in every chosen browser and prints one table.
///
/// # Errors
/// If a browser doesn't start, what is measured doesn't happen, or nothing is chosen. What could be measured is printed
/// all the same.
pub async fn bench(options: &Options) -> Result<()> {
    let parts = Part::chosen(options);
    if parts.is_empty() {
        bail!("there is no such part; there are {}", Part::ALL.map(Part::name).join(", "));
    }
    println!("{}", machine::description());
    println!("before: {}", machine::load());
    let (mut rows, mut failed) = (Vec::new(), Vec::new());
    if parts.iter().any(|part| *part != Part::Size) {
        for kind in &options.browsers {
            let measured = in_browser(options, *kind, &parts, &mut failed).await;
            rows.extend(measured.with_context(|| format!("measuring in {}", kind.name()))?);
        }
    }
    if parts.contains(&Part::Size) {
        rows.extend(size::measure(&options.dist, &options.browsers)?);
    }
    println!("after: {}\n\n{}", machine::load(), table::table(&rows));
    if failed.is_empty() { Ok(()) } else { bail!("not measured:\n{}", failed.join("\n")) }
}

/// Measures in one browser. A part that fails is told in the end: the others took minutes, too.
async fn in_browser(options: &Options, kind: Kind, parts: &[Part], failed: &mut Vec<String>) -> Result<Vec<Row>> {
    let samples = options.repeat.max(LEAST_SAMPLES);
    let site = Site::start().await?;
    let setup = Setup { exact_clocks: true, ..run::setup(options, kind, Extension::Product)? };
    let mut world = World::start(&setup, &site).await?;
    println!("{}", machine::version(&world.browser).await?);
    let mut rows = Vec::new();
    for part in parts {
        if *part != Part::Size {
            eprintln!("  measuring {} in {} ({})", part.name(), kind.name(), machine::load());
        }
        let measured = match part {
            Part::Question => question::measure(&mut world, samples).await,
            Part::Work => work::measure(&mut world).await,
            Part::Popup(people) => popup::measure(&mut world, *people, samples).await,
            Part::List(people) => list::measure(&mut world, *people).await,
            Part::Search => search::measure(&setup, &site).await,
            Part::Exchange => exchange::measure(&mut world).await,
            Part::Size => continue,
        };
        match measured {
            Ok(measured) => rows.extend(measured),
            Err(error) => {
                let why = format!("{} in {}: {error:#}", part.name(), kind.name());
                eprintln!("  {why}");
                failed.push(why);
                // Whatever state it is in, the next part has a browser of its own.
                world.browser.quit().await?;
                world = World::start(&setup, &site).await?;
            }
        }
    }
    world.browser.quit().await?;
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_chosen_by_name() {
        let chosen = |line: &str| Part::chosen(&Options::parse(line.split(' ')).unwrap());
        assert_eq!(chosen("bench"), Part::ALL);
        assert_eq!(chosen("bench --only popup/3").len(), 2);
        assert_eq!(chosen("bench --only work"), [Part::Work]);
        assert!(chosen("bench --only patience").is_empty());
    }
}
