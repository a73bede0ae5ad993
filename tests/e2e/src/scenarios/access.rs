//! Every view under the eyes of axe-core, the checker of the rules for accessible pages (WCAG).
//!
//! axe-core is a tool of the tests and in no package. `build.sh` installs it from npm; nothing is fetched while a story
//! is told. It is handed over as a script of the driver's, because our pages let no foreign script in.

use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::browser::BLANK;
use crate::pages::views::Page;
use crate::shots::tour::{self, Camera, Part, Subject};
use crate::world::World;

/// What is asked for: WCAG 2.2 to level AA, and what axe's authors hold to be good practice.
const RUN: &str = "const options = { preload: false, resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', \
    'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }; \
    const found = await axe.run(document, options); \
    return { passed: found.passes.length, violations: found.violations.map((rule) => `${rule.id}: ${rule.help}: ` + \
    rule.nodes.map((node) => `${node.target.join(' ')} (${node.any.concat(node.all, node.none)\
    .map((check) => check.message).join('; ')})`).join(', ')) };";

/// The text of axe-core: where `AXE_CORE` says, or in build.sh's cache.
fn axe() -> Result<String> {
    let given = std::env::var_os("AXE_CORE").map(PathBuf::from);
    let file = given.or_else(cached).context("axe-core is missing: `./build.sh test e2e` installs it")?;
    std::fs::read_to_string(&file).with_context(|| format!("reading axe-core from {}", file.display()))
}

fn cached() -> Option<PathBuf> {
    let var = |name| std::env::var_os(name).map(PathBuf::from);
    let cache = var("REALLY_KNOW_CACHE")
        .or_else(|| Some(var("XDG_CACHE_HOME").or_else(|| Some(var("HOME")?.join(".cache")))?.join("really-know")));
    let mut tools = std::fs::read_dir(cache?.join("tools")).ok()?.flatten().map(|entry| entry.path());
    let ours = |path: &PathBuf| {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        name.starts_with("axe-core-") && !name.contains(".partial")
    };
    Some(tools.find(ours)?.join("node_modules/axe-core/axe.min.js"))
}

/// Looks at each view in both themes, and keeps what it finds until the end.
struct Checker {
    script: String,
    looked: usize,
    found: Vec<String>,
}

impl Checker {
    fn new() -> Result<Self> {
        Ok(Self { script: format!("{}\n;{RUN}", axe()?), looked: 0, found: Vec::new() })
    }

    async fn check(&mut self, world: &World, name: &str, part: Part) -> Result<()> {
        let browser = &world.browser;
        for (dark, theme) in [(false, "light"), (true, "dark")] {
            browser.set_dark(dark).await?;
            browser.rest().await?;
            if part == Part::Sidebar {
                browser.enter_frame().await?;
            }
            let result = browser.eval_async(&self.script, Value::Null).await;
            browser.leave_frame().await?;
            let result = result.with_context(|| format!("checking {name}"))?;
            let passed = result["passed"].as_u64().unwrap_or_default();
            ensure!(passed > 5, "axe found hardly anything to check in {name}: {result}");
            self.looked += 1;
            let violations = result["violations"].as_array().into_iter().flatten().filter_map(Value::as_str);
            self.found.extend(violations.map(|violation| format!("{name}, {theme}: {violation}")));
        }
        browser.set_dark(false).await
    }
}

impl Camera for Checker {
    async fn take(&mut self, world: &World, subject: Subject) -> Result<()> {
        let (width, height) = match subject.part {
            Part::Sidebar => (1280, 800),
            Part::Popup => (400, 600),
            Part::Tab => (960, 720),
        };
        world.browser.set_size(width, height).await?;
        subject.come_into_view(world).await?;
        self.check(world, subject.name, subject.part).await
    }
}

/// The checker itself: a page with a mistake is not passed.
async fn sees_a_mistake(world: &World, checker: &Checker) -> Result<()> {
    world.browser.open_view(BLANK).await?;
    let wrong = "document.documentElement.lang = 'en'; document.body.innerHTML = '<main><h1>Title</h1><button></button></main>';";
    world.browser.eval(wrong, vec![]).await?;
    let result = world.browser.eval_async(&checker.script, json!(null)).await?;
    ensure!(result["violations"].to_string().contains("button-name"), "a button without a name: {result}");
    world.browser.close_tab().await
}

pub async fn keeps_the_rules(world: &mut World) -> Result<()> {
    if world.kill {
        // The views are the same whenever the background stops.
        return Ok(());
    }
    let mut checker = Checker::new()?;
    sees_a_mistake(world, &checker).await?;
    for (address, ready) in [
        ("popup.html", "#foot"),
        ("dashboard.html#people", "[data-test=people-empty]"),
        ("dashboard.html#waiting", "main"),
        ("dashboard.html#introductions", "main"),
        ("dashboard.html#backup", "main section"),
    ] {
        world.step(&format!("{address} without anybody")).await?;
        world.browser.open_view(address).await?;
        Page(&world.browser).shows(ready, "").await?;
        checker.check(world, &format!("{address} without anybody"), Part::Tab).await?;
        world.browser.close_tab().await?;
    }
    tour::walk(world, "en-US", &mut checker).await?;
    ensure!(checker.found.is_empty(), "{} things:\n{}", checker.found.len(), checker.found.join("\n"));
    println!("        {} looks, nothing found", checker.looked);
    Ok(())
}
