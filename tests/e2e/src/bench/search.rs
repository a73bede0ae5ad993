//! The search beside the libraries that people would use instead: the same people, questions and clock, in a page
//! of the extension's own. `search-bench/search.js` does the work in the browser; `./build.sh bench` fetches the others.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use super::library::people::{Dice, with_slip};
use super::library::{Library, Person};
use super::table::{Aim, Row};
use crate::browser::{BLANK, Browser, Kind, Setup, copy_folder};
use crate::site::Site;
use crate::wait::until_within;

/// LinkedIn's own limit for connections.
const PEOPLE: usize = 30_000;
/// From the issue, in milliseconds.
const KEY: Aim = Aim::P95(8.0);
const FIRST_ANSWER: Aim = Aim::Most(250.0);
/// How many names are typed letter by letter, and how many with a slip.
const TYPED: usize = 40;
const MISSPELT: usize = 200;
/// The slowest library takes seconds for each of its questions.
const PATIENCE: Duration = Duration::from_secs(1_200);
/// Asking takes a part of the processor, so it isn't asked often.
const PAUSE: Duration = Duration::from_secs(1);

/// What is measured beside, as `search.js` calls it; the first keeps nothing, for the memory of the page itself.
const LIBRARIES: [&str; 6] = ["nothing", "really-know", "minisearch", "flexsearch", "ufuzzy", "fuse"];

/// Where `./build.sh bench` has put the libraries.
fn libraries() -> Result<PathBuf> {
    let folder = std::env::var_os("SEARCH_LIBRARIES").map(PathBuf::from);
    folder.context("the other libraries are fetched by ./build.sh bench --only search")
}

/// Measures each library in a browser of its own.
pub async fn measure(setup: &Setup, site: &Site) -> Result<Vec<Row>> {
    let library = Library::of(PEOPLE);
    let folder = tempfile::tempdir()?;
    copy_folder(&setup.extension, folder.path())?;
    let pages = folder.path().join("search");
    copy_folder(&libraries()?, &pages)?;
    copy_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("search-bench"), &pages)?;
    std::fs::write(pages.join("questions.js"), format!("export const questions = {};\n", questions(&library.all)))?;
    let setup = Setup { extension: folder.path().to_owned(), ..setup.clone() };
    let mut rows = Vec::new();
    let mut empty = 0;
    for name in LIBRARIES {
        eprintln!("    {name}");
        // What one library has used is not at hand for the next one.
        let browser = Browser::start(&setup, site).await?;
        browser.open_view(BLANK).await?;
        for portion in library.portions() {
            browser
                .eval_async("await chrome.storage.local.set(args);", portion)
                .await
                .context("filling the library")?;
        }
        let (seen, used) = of(&browser, name).await.with_context(|| name.to_owned())?;
        browser.quit().await?;
        if name == "nothing" {
            empty = used;
        } else {
            rows.extend(in_rows(setup.kind, name, &seen, used.saturating_sub(empty)));
        }
    }
    Ok(rows)
}

/// Firefox tells only what a process has. A page's garbage is collected first, twice: what it frees may free more.
const MEMORY: &str = "\
    const done = arguments[arguments.length - 1]; \
    (async () => { \
        for (let n = 0; n < 2; n++) { \
            for (const what of ['child-gc-request', 'child-cc-request']) Services.obs.notifyObservers(null, what); \
            await new Promise((then) => ChromeUtils.importESModule('resource://gre/modules/Timer.sys.mjs').setTimeout(then, 1000)); \
        } \
        const { children } = await ChromeUtils.requestProcInfo(); \
        return children.filter(({ type }) => type === 'extension').reduce((sum, { memory }) => sum + memory, 0); \
    })().then(done, (error) => done(String(error)));";

/// One library in a new page: what it saw, and the bytes of memory: in Chromium JavaScript's, in Firefox its process's.
async fn of(browser: &Browser, name: &str) -> Result<(Value, u64)> {
    browser.open_view(&format!("search/search.html?{name}")).await?;
    let script = "return document.documentElement.getAttribute('data-seen') || '';";
    let text = until_within(
        (PATIENCE, PAUSE),
        "the search to be measured",
        || browser.eval(script, vec![]),
        |text| text.as_str().is_some_and(|text| !text.is_empty()),
    );
    let seen: Value = serde_json::from_str(text.await?.as_str().unwrap_or_default())?;
    if let Some(error) = seen["error"].as_str() {
        bail!("in the page: {error}");
    }
    let used = match browser.kind {
        Kind::Chromium => {
            browser.cdp("HeapProfiler.collectGarbage", json!({})).await?;
            let usage = browser.cdp("Runtime.getHeapUsage", json!({})).await?;
            usage["usedSize"].as_f64().unwrap_or_default() as u64
        }
        Kind::Firefox => {
            let bytes = browser.in_chrome_scope(MEMORY).await?;
            bytes.as_f64().with_context(|| format!("no memory but {bytes}"))? as u64
        }
    };
    Ok((seen, used))
}

/// What the page saw, times in milliseconds.
fn in_rows(kind: Kind, name: &str, seen: &Value, used: u64) -> Vec<Row> {
    let place = kind.name();
    let title = |what: &str| format!("search, {PEOPLE} people, {name}: {what}");
    let times = |what: &str| seen[what].as_array().into_iter().flatten().filter_map(Value::as_f64).collect();
    let mut cold = Row::ms(place, title("first answer from what is stored"), times("cold"));
    let mut keys = Row::ms(place, title("a keystroke"), times("keys"));
    if name == "really-know" {
        (cold, keys) = (cold.aims(FIRST_ANSWER), keys.aims(KEY));
    }
    let build = Row::ms(place, title("everything indexed"), times("build"));
    let found = title(&format!("of {} misspelt names in the first five", seen["asked"]));
    let mut rows = vec![cold, build, keys, Row::count(place, found, seen["found"].as_u64().unwrap_or_default())];
    // WebAssembly's is none of JavaScript's, but of the process.
    let apart = if kind == Kind::Chromium { seen["bytes"].as_u64().unwrap_or_default() } else { 0 };
    rows.push(Row::kb(place, title("memory"), used + apart));
    rows
}

/// Letters in the order in which they are typed are easier than they would be from people, so they are mixed.
fn questions(people: &[Person]) -> serde_json::Value {
    let mut dice = Dice::new(3);
    let mut keys = Vec::new();
    for n in 0..TYPED {
        let one = dice.one_of(people);
        let whole = match n % 4 {
            0 => one.name.clone(),
            1 => with_slip(&mut dice, &one.name),
            2 => one.headline.split(' ').take(2).collect::<Vec<_>>().join(" "),
            _ => one.memory.split(' ').skip(1).take(2).collect::<Vec<_>>().join(" "),
        };
        keys.extend(
            whole.char_indices().map(|(at, _)| whole[..at].to_owned()).filter(|typed| !typed.trim().is_empty()),
        );
        keys.push(whole);
    }
    for at in (1..keys.len()).rev() {
        let other = dice.below(at + 1);
        keys.swap(at, other);
    }
    let mut misspelt: BTreeMap<String, String> = BTreeMap::new();
    while misspelt.len() < MISSPELT {
        let one = dice.one_of(people);
        let mut words: Vec<String> = one.name.split(' ').map(str::to_owned).collect();
        let at = dice.below(words.len());
        // A slip in a word of fewer than four letters makes another word.
        if words[at].chars().count() >= 4 {
            words[at] = with_slip(&mut dice, &words[at].clone());
            misspelt.insert(words.join(" "), one.id.clone());
        }
    }
    let misspelt: Vec<_> = misspelt.into_iter().map(|(query, id)| json!({ "query": query, "id": id })).collect();
    json!({ "keys": keys, "misspelt": misspelt })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_is_asked_the_same() {
        let people = Library::of(300).all;
        let asked = questions(&people);
        assert_eq!(asked, questions(&people));
        assert_eq!(asked["misspelt"].as_array().map(Vec::len), Some(MISSPELT));
        let wanted = asked["misspelt"][0]["id"].as_str().unwrap();
        assert!(people.iter().any(|one| one.id == wanted && asked["misspelt"][0]["query"] != one.name.as_str()));
    }
}
