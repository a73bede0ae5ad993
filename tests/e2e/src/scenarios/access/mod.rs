//! Every view under the eyes of axe-core, the checker of the rules for accessible pages (WCAG).
//!
//! axe-core is a tool of the tests and in no package. `build.sh` installs it from npm; nothing is fetched while a story
//! is told. It is handed over as a script of the driver's, because our pages let no foreign script in.
//!
//! Each state is looked at once for everything: by axe-core in both themes, by the accessibility tree (`tree.rs`), at 200 % and
//! 400 % of its size, and for anything that moves although the browser's user wants no motion.

mod said;
mod states;
mod tree;

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::browser::{BLANK, Kind};
use crate::pages::views::Page;
use crate::shots::tour::{self, Camera, Part, Subject};
use crate::wait::until_within;
use crate::world::World;
pub use said::what_happens_is_said;

/// What is asked for: WCAG 2.2 to level AA, and what axe's authors hold to be good practice.
const ALL_RULES: &str = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']";
/// What another theme can change: nothing but colours.
const OF_COLOURS: &str = "{ type: 'rule', values: ['color-contrast', 'link-in-text-block'] }";

const RUN: &str = "if (typeof axe === 'undefined') return null; const options = { preload: false, resultTypes: ['violations'], runOnly: RULES }; \
    const found = await axe.run(document, options); \
    return { passed: found.passes.length, violations: found.violations.map((rule) => `${rule.id}: ${rule.help}: ` + \
    rule.nodes.map((node) => `${node.target.join(' ')} (${node.any.concat(node.all, node.none)\
    .map((check) => check.message).join('; ')})`).join(', ')) };";

/// Whatever moves, in a browser whose user wants nothing to.
const MOVES: &str = "return document.getAnimations().filter((one) => one.playState === 'running').map((one) => \
    `${one.effect?.target?.className ?? one.effect?.target?.localName} (${one.animationName ?? one.transitionProperty})`);";

/// What doesn't fit into the window: pages that must be scrolled sideways, controls and texts beyond the edge, and texts that
/// are cut off without saying so.
const TOO_LARGE: &str = "\
    const root = document.documentElement, width = root.clientWidth, found = []; \
    const say = (what, at) => found.push(`${what}: ${at.localName}.${at.className}#${at.id} “${at.textContent.trim().slice(0, 40)}”`); \
    if (root.scrollWidth > width) found.push(`${root.scrollWidth - width} px are beyond the edge`); \
    const scrolls = (at) => { for (let up = at.parentElement; up; up = up.parentElement) \
        if (/auto|scroll/.test(getComputedStyle(up).overflowX) && up.scrollWidth > up.clientWidth) return true; return false; }; \
    const hidden = (at) => at.closest('.visually-hidden, .skip') !== null; \
    for (const at of document.body.querySelectorAll('a, button, input, select, textarea, summary, label, h1, h2, h3, p, legend, li, td')) { \
        if (!at.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || hidden(at)) continue; \
        const box = at.getBoundingClientRect(); \
        if (box.width < 2 || box.height < 2) continue; \
        if ((box.left < -1 || box.right > width + 1) && !scrolls(at)) say('beyond the edge', at); \
        const style = getComputedStyle(at); \
        const wide = style.overflowX !== 'visible' && at.scrollWidth > at.clientWidth + 1 && style.textOverflow !== 'ellipsis'; \
        const high = /hidden|clip/.test(style.overflowY) && at.scrollHeight > at.clientHeight + 2 && style.webkitLineClamp === 'none'; \
        if ((wide || high) && !/^(input|select|textarea)$/.test(at.localName)) say('cut off', at); \
    } return found;";

/// What axe takes for a fault and is none: an open menu lies over the row below it until it is closed.
const EXCUSED: [(&str, &str); 1] = [("waiting-menu", "target-size:")];

/// A window of 1280 x 800 at 200 %, and one at 400 % (WCAG 1.4.10).
const TWICE: (u32, u32) = (640, 400);
const FOUR_TIMES: (u32, u32) = (320, 640);

/// How long, and how often, something that was found is looked at again.
const LATE: (Duration, Duration) = (Duration::from_secs(3), Duration::from_millis(100));

/// What is found, and found again: a busy browser is late with colours, sizes and the tree that screen readers get, and what is only
/// late is no fault of the view.
async fn lasting(look: impl AsyncFn() -> Result<Vec<String>>) -> Result<Vec<String>> {
    let first = look().await?;
    if first.is_empty() {
        return Ok(first);
    }
    match until_within(LATE, "what was found to go", &look, Vec::is_empty).await {
        Ok(none) => Ok(none),
        Err(_) => look().await,
    }
}

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

/// Looks at each view in both themes and at twice the size, and keeps what it finds until the end.
struct Checker {
    /// The tool itself, half a megabyte: handed over only where it isn't yet.
    axe: String,
    all_rules: String,
    colours: String,
    looked: usize,
    found: Vec<String>,
}

impl Checker {
    fn new() -> Result<Self> {
        let script = |rules: &str| RUN.replace("RULES", rules);
        Ok(Self {
            axe: axe()?,
            all_rules: script(ALL_RULES),
            colours: script(OF_COLOURS),
            looked: 0,
            found: Vec::new(),
        })
    }

    /// Runs a script in the document that is looked at.
    async fn ask(&self, world: &World, part: Part, script: &str) -> Result<Value> {
        let browser = &world.browser;
        if part == Part::Sidebar {
            browser.enter_frame().await?;
        }
        let mut result = browser.eval_async(script, Value::Null).await;
        if matches!(result, Ok(Value::Null)) {
            result = browser.eval_async(&format!("{}\n;{script}", self.axe), Value::Null).await;
        }
        browser.leave_frame().await?;
        result
    }

    /// What a script says is wrong.
    async fn wrong(&self, world: &World, (name, how): (&str, &str), part: Part, script: &str) -> Result<Vec<String>> {
        let result = self.ask(world, part, script).await.with_context(|| format!("checking {name}, {how}"))?;
        let said = result.as_array().with_context(|| format!("{name}, {how}: {result}"))?;
        Ok(said.iter().filter_map(Value::as_str).map(|what| format!("{name}, {how}: {what}")).collect())
    }

    /// What axe-core says is wrong, by the script for a theme.
    async fn broken(
        &self,
        world: &World,
        (name, theme): (&str, &str),
        part: Part,
        script: &str,
    ) -> Result<Vec<String>> {
        let result = self.ask(world, part, script).await.with_context(|| format!("checking {name}"))?;
        let passed = result["passed"].as_u64().unwrap_or_default();
        let least = if theme == "dark" { 0 } else { 5 };
        ensure!(passed > least, "axe found hardly anything to check in {name}: {result}");
        let violations = result["violations"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let violations =
            violations.filter(|found| !EXCUSED.iter().any(|(at, rule)| *at == name && found.starts_with(rule)));
        Ok(violations.map(|violation| format!("{name}, {theme}: {violation}")).collect())
    }

    async fn check(&mut self, world: &World, name: &str, part: Part) -> Result<()> {
        let browser = &world.browser;
        // What moves for a moment only moves, too.
        self.found.extend(self.wrong(world, (name, "without motion"), part, MOVES).await?);
        for (dark, theme, script) in [(true, "dark", &self.colours.clone()), (false, "light", &self.all_rules.clone())]
        {
            browser.set_dark(dark).await?;
            browser.rest().await?;
            self.found.extend(lasting(async || self.broken(world, (name, theme), part, script).await).await?);
            self.looked += 1;
        }
        Ok(())
    }

    /// Whether everything can be reached and read at several times its size.
    async fn enlarge(&mut self, world: &World, name: &str, part: Part) -> Result<()> {
        let sizes: &[((u32, u32), &str)] = match (part, world.browser.kind) {
            // It makes itself as wide as it wants to be.
            (Part::Popup, _) => &[],
            // Firefox's windows are at least 500 pixels wide.
            (Part::Sidebar, _) | (_, Kind::Firefox) => &[(TWICE, "at 200 %")],
            (Part::Tab, Kind::Chromium) => &[(TWICE, "at 200 %"), (FOUR_TIMES, "at 400 %")],
        };
        for &((width, height), how) in sizes {
            world.browser.set_size(width, height).await?;
            world.browser.rest().await?;
            self.found.extend(lasting(async || self.wrong(world, (name, how), part, TOO_LARGE).await).await?);
        }
        Ok(())
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
        self.check(world, subject.name, subject.part).await?;
        self.found.extend(lasting(async || tree::check(world, subject).await).await?);
        self.enlarge(world, subject.name, subject.part).await?;
        world.browser.set_size(width, height).await
    }
}

/// The checker itself: a page with mistakes is not passed.
async fn sees_mistakes(world: &World, checker: &Checker) -> Result<()> {
    let browser = &world.browser;
    browser.open_view(BLANK).await?;
    let wrong = "document.documentElement.lang = 'en'; document.body.innerHTML = '<main><h1>Title</h1><button></button>\
        <p id=\"pale\">Pale</p><p id=\"wide\">Wide</p><p id=\"cut\">Cut off</p></main>'; \
        const style = (id, rules) => Object.assign(document.getElementById(id).style, rules); \
        style('pale', { color: '#eee', background: '#fff' }); style('wide', { inlineSize: '3000px' }); \
        style('cut', { inlineSize: '12px', overflow: 'hidden', whiteSpace: 'nowrap' }); \
        document.getElementById('wide').animate([{ opacity: 0 }, { opacity: 1 }], 60000);";
    browser.eval(wrong, vec![]).await?;
    for (script, sees) in [
        (checker.all_rules.as_str(), vec!["button-name", "color-contrast"]),
        (&checker.colours, vec!["color-contrast"]),
        (TOO_LARGE, vec!["px are beyond the edge", "beyond the edge: p.#wide", "cut off: p.#cut"]),
        (MOVES, vec!["(undefined)"]),
    ] {
        let seen = checker.ask(world, Part::Tab, script).await?.to_string();
        for what in sees {
            ensure!(seen.contains(what), "{what} was not seen: {seen}");
        }
    }
    browser.close_tab().await
}

pub async fn keeps_the_rules(world: &mut World) -> Result<()> {
    if world.kill {
        // The views are the same whenever the background stops.
        return Ok(());
    }
    let mut checker = Checker::new()?;
    sees_mistakes(world, &checker).await?;
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
    let lost = states::walk(world, &mut checker).await?;
    checker.found.extend(lost);
    ensure!(checker.found.is_empty(), "{} things:\n{}", checker.found.len(), checker.found.join("\n"));
    println!("        {} looks, nothing found", checker.looked);
    Ok(())
}
