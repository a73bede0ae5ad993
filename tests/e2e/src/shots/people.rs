//! The made-up people that stand in every picture. Nothing about them depends on the day on which the picture is taken.

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::world::World;

/// Whose page is shown.
pub const ON_SHOW: &str = "zoe-muller";

/// A moment in November 2023.
const THEN: i64 = 1_700_000_000_000;

/// Everybody's address and what is known of them.
fn everybody() -> Vec<(&'static str, Value)> {
    let parked = |until: &str, why: &str| json!({ "addDecision": { "at": THEN, "decided": "notYet", "until": until, "why": why } });
    let told = |field: &str| json!({ "mark": { "field": field, "mark": "shareable" } });
    vec![
        (
            ON_SHOW,
            json!([
                { "name": "Zoë Müller" }, { "headline": "Baker and beekeeper in Lisbon" },
                { "worked": { "kinds": ["client", "mentor"] } },
                { "met": { "kinds": ["event"], "memory": "Taught me to bake sourdough while the power was out.\nHer left hand was in plaster." } },
                { "metOn": "2019-05" }, { "metWhere": "Lisbon, in a bakery without light" }, { "introducedBy": "Omar Haddad" },
                { "story": "We sat in her kitchen until four in the morning, and she drew the whole mill on a napkin." },
                { "goodAt": "Bread, bees, and saying no kindly" }, { "looksFor": "A mill with water" }, told("looksFor"),
                { "canHelp": "I know a miller near Évora" }, { "tags": ["bread", "bees", "lisbon"] },
                { "message": "It was lovely to meet you! Let's stay in touch." },
                { "addContact": { "on": "2024-02", "how": "phoned about her mill" } },
                { "addContact": { "on": "2022-11-03", "how": "lunch in Porto" } },
            ]),
        ),
        (
            "bo-lind",
            json!([
                { "name": "Bo Lind" }, { "headline": "Carpenter, boats and stairs" }, { "worked": { "kinds": ["colleague"] } },
                { "metOn": "2016" }, { "metWhere": "Gothenburg" }, { "goodAt": "Stairs that don't creak" },
                { "story": "Built the spiral stair with me that nobody thought would hold." }, told("story"),
                { "tags": ["wood"] }, { "addContact": { "on": "2023-06-11", "how": "a letter" } },
            ]),
        ),
        (
            "lena-beispiel",
            json!([
                { "name": "Lena Beispiel" }, { "headline": "Choir conductor" }, { "close": { "kinds": ["friend"] } },
                { "met": { "kinds": ["neighbour"], "memory": "Sang second alto beside me in the flooded church." } },
                { "metOn": "2011-09" }, { "tags": ["choir", "lisbon"] },
            ]),
        ),
        (
            "samir-noor",
            json!([{ "name": "سمير نور" }, { "headline": "مهندس جسور" }, { "worked": { "kinds": ["partner"] } }]),
        ),
        (
            "hana-sato",
            json!([
                { "name": "佐藤 花" }, { "headline": "Potter" },
                { "met": { "kinds": ["conversation"], "memory": "Gave me the cup that was glazed too thick." } },
            ]),
        ),
        ("emile-roux", json!([{ "name": "Émile Roux" }, { "headline": "Writer of timetables" }])),
        (
            "ana-past",
            json!([{ "name": "Ana Prado" }, { "headline": "Beekeeper" }, parked("2024-01-05", "We may have met at the honey fair")]),
        ),
        (
            "cy-later",
            json!([{ "name": "Cy Moss" }, { "headline": "Bridge builder" }, parked("2099-01-01", "Busy until the bridge stands")]),
        ),
        (
            "di-asked",
            json!([{ "name": "Di Okoro" }, { "headline": "Glassblower" }, { "addDecision": { "at": THEN, "decided": "askedFirst" } }]),
        ),
    ]
}

/// Writes everybody down, as the views do; answers the id of the one on show.
pub async fn write(world: &World) -> Result<String> {
    let requests: Vec<Value> = everybody()
        .into_iter()
        .enumerate()
        .map(|(n, (address, edits))| {
            let change = json!({ "write": { "who": { "address": address }, "edits": edits } });
            json!({ "command": { "command": { "id": format!("shown-{n}"), "change": change } } })
        })
        .collect();
    world.browser.open_view("dashboard.html").await?;
    let send = "const replies = []; for (const one of args) replies.push(await chrome.runtime.sendMessage(one)); return replies;";
    let replies = world.browser.eval_async(send, json!(requests)).await?;
    world.browser.close_tab().await?;
    let saved = |reply: &Value| {
        reply["saved"]["person"].as_str().map(str::to_owned).with_context(|| format!("not saved: {reply}"))
    };
    let ids: Vec<String> = replies.as_array().into_iter().flatten().map(saved).collect::<Result<_>>()?;
    ids.into_iter().next().context("nobody was written")
}

/// Invitations without an answer were seen then, not on the day on which the picture is taken.
pub async fn were_seen_then(world: &World) -> Result<()> {
    let stored = world.browser.storage().await?;
    let Some(text) = stored["undecided"].as_str() else { return Ok(()) };
    let mut undecided: Value = serde_json::from_str(text)?;
    for (_, seen) in undecided["invitations"].as_object_mut().into_iter().flatten() {
        seen["at"] = json!(THEN);
    }
    let write = "await chrome.storage.local.set({ undecided: args });";
    world.browser.in_extension(write, json!(undecided.to_string())).await?;
    Ok(())
}

/// The settings say when the user said yes: that day, too, is always the same.
pub async fn has_said_yes_then(world: &World) -> Result<()> {
    let backdate = "const settings = JSON.parse((await chrome.storage.local.get('settings')).settings); \
                    settings.consentAt = args; await chrome.storage.local.set({ settings: JSON.stringify(settings) });";
    world.browser.in_extension(backdate, json!(THEN)).await?;
    // It remembers what it has read.
    world.browser.kill_background().await
}

/// Six senders, one with a message, on the present generation of LinkedIn's page.
pub fn invitations(language: &str) -> Value {
    let names = ["Mia Sample", "Omar Test", "Lena Beispiel", "Rosa Nilsson", "Timo Kranz", "Ines Vale"];
    let mut all: Vec<Value> = (1..).zip(names).map(|(n, name)| crate::scenarios::invitation(n, name)).collect();
    all[0]["message"] = json!("Hi! We talked about rye starters at the bread fair. Shall we stay in touch?");
    let mut scenario = crate::scenarios::three_in("sdui2026", language);
    scenario["invitations"] = json!(all);
    scenario
}
