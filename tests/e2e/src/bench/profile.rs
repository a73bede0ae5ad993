//! Whose work a page's thread is spent on: the browsers' own sampling profilers, which see what ships.

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};

use crate::browser::{Browser, Kind};

/// How often the profilers look. They come near it on a machine that has nothing else to do.
const EVERY_MICROSECONDS: u32 = 100;

/// A look that lasts longer counts as this, in milliseconds: the thread stood still meanwhile, for want of a
/// processor. However long a single call takes while it runs, it is seen again and again.
const LONGEST_LOOK: f64 = 1.0;

/// Our content script, and the page's own scripts, by their addresses.
const OURS: &str = "-extension://";
const OURS_PATH: &str = "/page/";
const PAGES: &str = "https://www.linkedin.com/sc/";

/// Whose code was on the stack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Our content script's, whatever it had called.
    Ours,
    /// The page's.
    Page,
}

/// One look at the page's thread while somebody's code ran, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    pub whose: Whose,
    pub at: f64,
    /// Until the next look.
    pub lasts: f64,
}

/// Begins to look at the present tab's thread.
pub async fn start(browser: &Browser) -> Result<()> {
    match browser.kind {
        Kind::Chromium => {
            browser.cdp("Profiler.enable", json!({})).await?;
            browser.cdp("Profiler.setSamplingInterval", json!({ "interval": EVERY_MICROSECONDS })).await?;
            browser.cdp("Profiler.start", json!({})).await?;
        }
        Kind::Firefox => {
            // Looking at other processes as well would make it look less often.
            let script = format!(
                "const done = arguments[0]; \
                 const process = gBrowser.selectedBrowser.browsingContext.currentWindowGlobal.osPid; \
                 Services.profiler.StartProfiler(1 << 24, {}, ['js'], [`pid:${{process}}`]) \
                     .then(() => done(null), (error) => done(String(error)));",
                f64::from(EVERY_MICROSECONDS) / 1000.0
            );
            let refused = browser.in_chrome_scope(&script).await?;
            ensure!(refused.is_null(), "the profiler would not start: {refused}");
        }
    }
    Ok(())
}

/// Ends looking, and returns what was seen, in the order of time.
pub async fn stop(browser: &Browser) -> Result<Vec<Look>> {
    match browser.kind {
        Kind::Chromium => from_chromium(&browser.cdp("Profiler.stop", json!({})).await?["profile"]),
        Kind::Firefox => from_firefox(&browser.in_chrome_scope(&gecko_script()).await?),
    }
}

/// Reads a profile of the DevTools Protocol: a tree of functions, and which of them was seen when.
fn from_chromium(profile: &Value) -> Result<Vec<Look>> {
    let list = |name: &str| profile.get(name).and_then(Value::as_array).with_context(|| format!("no {name}"));
    let mut whose = std::collections::BTreeMap::new();
    // Parents stand before their children.
    for node in list("nodes")? {
        let id = node["id"].as_u64().context("a function without a number")?;
        let own = owner(node["callFrame"]["url"].as_str().unwrap_or_default());
        let inherited = whose.get(&id).copied().flatten();
        let result = if inherited == Some(Whose::Ours) { inherited } else { own.or(inherited) };
        whose.insert(id, result);
        for child in node["children"].as_array().into_iter().flatten() {
            whose.insert(child.as_u64().context("a function without a number")?, result);
        }
    }
    let deltas: Vec<f64> = list("timeDeltas")?.iter().filter_map(Value::as_f64).map(|delta| delta / 1000.0).collect();
    let mut at = 0.0;
    let mut looks = Vec::new();
    for (index, sample) in list("samples")?.iter().enumerate() {
        at += deltas.get(index).copied().unwrap_or_default();
        let lasts = deltas.get(index + 1).copied().unwrap_or_default();
        if let Some(whose) = sample.as_u64().and_then(|id| whose.get(&id).copied().flatten()) {
            looks.push(Look { whose, at, lasts });
        }
    }
    Ok(looks)
}

/// Whose a function is, by its script's address.
fn owner(address: &str) -> Option<Whose> {
    if address.contains(OURS) && address.contains(OURS_PATH) {
        Some(Whose::Ours)
    } else if address.contains(PAGES) {
        Some(Whose::Page)
    } else {
        None
    }
}

/// Gecko's profile weighs 20 MB, so it is read where it is: of the page's process only
/// the looks at somebody's code come back, as `[ours, at, lasts]`.
fn gecko_script() -> String {
    format!(
        "const done = arguments[0]; \
         const read = ({{ stackTable, frameTable, stringTable, samples }}) => {{ \
             const name = ([, frame]) => stringTable[frameTable.data[frame][0]]; \
             const whose = []; \
             for (const [index, stack] of stackTable.data.entries()) {{ \
                 const below = stack[0] === null ? 0 : whose[stack[0]]; \
                 const text = name(stack); \
                 const own = text.includes('{OURS}') && text.includes('{OURS_PATH}') ? 2 : text.includes('{PAGES}') ? 1 : 0; \
                 whose[index] = Math.max(below, own); \
             }} \
             const looks = []; \
             for (const [index, [stack, at]] of samples.data.entries()) {{ \
                 const next = samples.data[index + 1]; \
                 if (next && stack !== null && whose[stack]) looks.push([whose[stack] === 2, at, next[1] - at]); \
             }} \
             return looks; \
         }}; \
         Services.profiler.getProfileDataAsync().then((profile) => {{ \
             const threads = profile.processes.flatMap((process) => process.threads); \
             const page = threads.filter((thread) => thread['eTLD+1']?.endsWith('linkedin.com')).map(read); \
             done(page.sort((a, b) => b.length - a.length)[0] ?? 'the page has no thread'); \
         }}).catch((error) => done(String(error))).finally(() => Services.profiler.StopProfiler());"
    )
}

fn from_firefox(looks: &Value) -> Result<Vec<Look>> {
    let Some(looks) = looks.as_array() else { bail!("reading the profile: {looks}") };
    let read = |look: &Value| {
        let whose = if look.get(0)?.as_bool()? { Whose::Ours } else { Whose::Page };
        Some(Look { whose, at: look.get(1)?.as_f64()?, lasts: look.get(2)?.as_f64()? })
    };
    looks.iter().map(|look| read(look).context("the profile is different")).collect()
}

/// How long somebody's code ran each time, without a pause between.
pub fn stretches(looks: &[Look], whose: Whose) -> Vec<f64> {
    sums(looks, whose, 0.001)
}

/// How long somebody's code ran each time, where pauses shorter than this don't count as an end.
pub fn sums(looks: &[Look], whose: Whose, pause: f64) -> Vec<f64> {
    let mut sums: Vec<f64> = Vec::new();
    let mut end = f64::NEG_INFINITY;
    for look in looks.iter().filter(|look| look.whose == whose) {
        let took = look.lasts.min(LONGEST_LOOK);
        match sums.last_mut() {
            Some(sum) if look.at - end <= pause => *sum += took,
            _ => sums.push(took),
        }
        end = look.at + look.lasts;
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rounded(sums: Vec<f64>) -> Vec<f64> {
        sums.into_iter().map(|sum| (sum * 1000.0).round() / 1000.0).collect()
    }

    #[test]
    fn what_ours_calls_is_ours() {
        let frame = |url: &str| json!({ "url": url });
        let profile = json!({
            "nodes": [
                { "id": 1, "callFrame": frame(""), "children": [2, 3] },
                { "id": 2, "callFrame": frame("chrome-extension://a/page/watcher.js"), "children": [4] },
                { "id": 3, "callFrame": frame("https://www.linkedin.com/sc/shell.js") },
                { "id": 4, "callFrame": frame("") },
            ],
            "samples": [1, 2, 4, 3, 1, 4],
            "timeDeltas": [500, 100, 100, 100, 100, 3000, 100],
        });
        let looks = from_chromium(&profile).unwrap();
        assert_eq!(looks.len(), 4);
        assert_eq!(rounded(stretches(&looks, Whose::Ours)), [0.2, 0.1]);
        assert_eq!(rounded(stretches(&looks, Whose::Page)), [0.1]);
        assert_eq!(rounded(sums(&looks, Whose::Ours, 20.0)), [0.3]);
    }

    #[test]
    fn a_thread_that_stands_still_does_no_work() {
        let looks = [(0.0, 0.1), (0.1, 30.0), (30.1, 0.1)].map(|(at, lasts)| Look { whose: Whose::Ours, at, lasts });
        assert_eq!(rounded(stretches(&looks, Whose::Ours)), [1.2]);
    }

    #[test]
    fn both_profilers_are_read_alike() {
        let looks = from_firefox(&json!([[true, 10.0, 0.25], [false, 10.25, 0.5]])).unwrap();
        assert_eq!(looks[0], Look { whose: Whose::Ours, at: 10.0, lasts: 0.25 });
        assert_eq!(looks[1].whose, Whose::Page);
        assert!(from_firefox(&json!("the page has no thread")).is_err());
    }
}
