//! The library under hard conditions: crashes, and many hands at once.

use std::collections::BTreeSet;

use anyhow::{Result, ensure};
use serde_json::{Value, json};

use crate::wait::until;
use crate::world::World;

/// Starts a stream of edits in an extension page: each adds a line with its own words to one of a hundred people. What
/// was acknowledged is in `window.acked`. Where nobody answers it says the same again, as our views do: a browser that comes back
/// after a crash may need a moment until the background can be started.
const STREAM: &str = "\
    const { name, count, together } = args; \
    window.acked = []; window.refused = []; window.over = false; \
    const channel = new BroadcastChannel('together'); \
    const begin = together ? new Promise((then) => { channel.onmessage = then; }) : null; \
    (async () => { await begin; window.first = Date.now(); for (let n = 0; n < count; n++) { \
        const how = `${name} ${n}`; \
        const change = { write: { who: { address: `person-${n % 97}` }, edits: [ \
            { name: `Person ${n % 97}` }, { addContact: { how } } ] } }; \
        const send = () => chrome.runtime.sendMessage({ command: { command: { id: how, change } } }).catch(async () => { \
            await new Promise((then) => setTimeout(then, 50)); \
            return send(); }); \
        const reply = await send(); \
        if (reply?.saved) acked.push(how); else refused.push(JSON.stringify(reply)); \
    } window.last = Date.now(); window.over = true; })();";

/// Lets all streams begin that wait for each other.
const BEGIN: &str = "new BroadcastChannel('together').postMessage('begin');";

/// How often the browser is killed in one telling; `--repeat` makes more of it.
const KILLS: usize = 5;
/// Acknowledged edits before each kill: more each time, so that the kills fall at different points.
const EDITS_BEFORE_KILL: usize = 9;
const ENDLESS: usize = 1_000_000;

const CONTEXTS: usize = 8;
const EDITS: usize = 500;

/// Every line that is in the library, however often.
async fn lines(world: &World) -> Result<Vec<String>> {
    let people = world.people().await?;
    let contacts = people.iter().flat_map(|person| person["contacts"].as_array().into_iter().flatten());
    Ok(contacts.filter_map(|contact| contact["how"].as_str().map(str::to_owned)).collect())
}

async fn acknowledged(world: &World) -> Result<Vec<String>> {
    let acked = world.browser.eval("return window.acked;", vec![]).await?;
    Ok(serde_json::from_value(acked)?)
}

pub async fn kills_lose_nothing(world: &mut World) -> Result<()> {
    let mut promised = BTreeSet::new();
    for kill in 1..=KILLS {
        world.step(&format!("kill {kill} during a stream of edits")).await?;
        world.browser.open_view("dashboard.html").await?;
        world.browser.eval_async(STREAM, json!({ "name": format!("kill-{kill}"), "count": ENDLESS })).await?;
        let enough = |acked: &Vec<String>| acked.len() >= EDITS_BEFORE_KILL * kill;
        promised.extend(until("edits to be acknowledged", || acknowledged(world), enough).await?);
        world.crash_and_restart().await?;

        let kept: BTreeSet<String> = lines(world).await?.into_iter().collect();
        let missing: Vec<&String> = promised.difference(&kept).collect();
        ensure!(missing.is_empty(), "after kill {kill}, acknowledged and missing: {missing:?}");
    }
    let all = lines(world).await?;
    let distinct: BTreeSet<&String> = all.iter().collect();
    ensure!(all.len() == distinct.len(), "an edit was applied twice");
    Ok(())
}

pub async fn many_hands_lose_nothing(world: &mut World) -> Result<()> {
    world.step("eight contexts, 500 edits each").await?;
    let mut tabs = Vec::new();
    for context in 0..CONTEXTS {
        tabs.push(world.browser.open_view("dashboard.html").await?);
        let stream = json!({ "name": format!("context-{context}"), "count": EDITS, "together": true });
        world.browser.eval_async(STREAM, stream).await?;
    }
    world.browser.open_view("popup.html").await?;
    world.browser.eval(BEGIN, vec![]).await?;
    let mut promised = BTreeSet::new();
    let (mut began, mut ended) = (i64::MIN, i64::MAX);
    for tab in &tabs {
        world.browser.turn_to(tab).await?;
        // The rest may take longer than one wait; it must get on.
        let mut before = None;
        loop {
            let moved = |state: &Value| state["over"] == true || Some(&state["acked"]) != before.as_ref();
            let script =
                "return { over: window.over, acked: window.acked.length, refused: window.refused.slice(0, 3) };";
            let state = until("edits to get on", || world.browser.eval(script, vec![]), moved).await?;
            ensure!(state["refused"] == json!([]), "{state}");
            if state["over"] == true {
                let time = world.browser.eval("return [window.first, window.last];", vec![]).await?;
                began = began.max(time[0].as_i64().unwrap_or(i64::MAX));
                ended = ended.min(time[1].as_i64().unwrap_or_default());
                break;
            }
            before = Some(state["acked"].clone());
        }
        promised.extend(acknowledged(world).await?);
    }
    ensure!(promised.len() == CONTEXTS * EDITS, "only {} were acknowledged", promised.len());
    ensure!(began < ended, "the last one began {} ms after the first was through", began - ended);
    let mut kept = lines(world).await?;
    kept.sort();
    ensure!(kept == promised.into_iter().collect::<Vec<_>>(), "{} lines are in the library", kept.len());
    Ok(())
}
