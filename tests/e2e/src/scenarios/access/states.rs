//! The views in the states that the tour for pictures (`shots/tour.rs`) doesn't pass: what opens, what is asked, what was just
//! done. They are reached by the hooks of the views, never by their words.
//!
//! | view | in the tour | here |
//! | --- | --- | --- |
//! | welcome | as opened, the sample | the sample paused, answered and accepted; consent given |
//! | sidebar | consent, question, met, verdict, reply, greeting, list, unsure | paused, not yet, until a day, undone, due, expected, conflict, keys |
//! | popup | recent, search, person, jot | editing, adding, contact logged, deleted, conflict, keys |
//! | people | all | filters with chips, nobody found, naming a list, a saved list, chosen, unfolded, large delete asked, jot, keys |
//! | person | as read | writing doors, story and a date; log, history, merge (looking, comparing), conflict, deleted, unknown |
//! | waiting | due and later | menu open, let go, in touch |
//! | settings | rule, where to ask | own words, another rule judged, replies |
//! | introductions | two texts | empty, refused, a source, own words, ledger, follow-up, give first, request, recommendation, replies |
//! | backup | as opened | encrypted, one person, saved, checked, missing, damaged, locked, import with choices, imported, trash, erase |

use anyhow::{Context, Result};
use serde_json::{Value, json};
use thirtyfour::Key;

use crate::pages::replica::Replica;
use crate::pages::sidebar::{Sidebar, hook};
use crate::pages::views::Page;
use crate::scenarios::backup::{choose, made_file, saved_by};
use crate::scenarios::person::write;
use crate::scenarios::{invitation, three};
use crate::shots::tour::{Camera, Part, Subject};
use crate::wait::until;
use crate::world::World;

/// So many people are there that a large delete is asked about.
const CROWD: usize = 24;

/// Lets the camera see the present tab.
async fn tab(world: &World, camera: &mut impl Camera, name: &'static str) -> Result<()> {
    camera.take(world, Subject { name, part: Part::Tab, at: None }).await
}

async fn popup_now(world: &World, camera: &mut impl Camera, name: &'static str) -> Result<()> {
    camera.take(world, Subject { name, part: Part::Popup, at: None }).await
}

async fn beside(world: &World, camera: &mut impl Camera, name: &'static str) -> Result<()> {
    camera.take(world, Subject { name, part: Part::Sidebar, at: None }).await
}

/// Waits until something can be seen.
async fn there(world: &World, selector: &str) -> Result<()> {
    Page(&world.browser).shows(selector, "").await.map(drop)
}

async fn click(world: &World, name: &str) -> Result<()> {
    Page(&world.browser).click(&hook(name)).await
}

async fn fill(world: &World, name: &str, text: &str) -> Result<()> {
    Page(&world.browser).fill(&hook(name), text).await
}

/// Gives a list of choices one of them, as its user does.
async fn pick(world: &World, selector: &str, value: &str) -> Result<()> {
    let set = "const it = document.querySelector(arguments[0]); if (!it) return false; it.value = arguments[1]; \
               it.dispatchEvent(new Event('change', { bubbles: true })); return true;";
    let done = || world.browser.eval(set, vec![json!(selector), json!(value)]);
    until(&format!("{selector} to choose from"), done, |done| *done == json!(true)).await?;
    Ok(())
}

/// Opens a view, leaves nothing typed behind.
async fn open(world: &World, view: &str, ready: &str) -> Result<()> {
    world.browser.open_view(view).await?;
    there(world, ready).await
}

async fn close(world: &World) -> Result<()> {
    world.browser.eval("localStorage.clear();", vec![]).await?;
    world.browser.close_tab().await
}

/// Goes through all of them. The extension is the one that the tour left: consent given, nine people. What can't be reached is
/// told, and doesn't keep from the rest.
pub async fn walk(world: &mut World, camera: &mut impl Camera) -> Result<Vec<String>> {
    let mut lost = Vec::new();
    macro_rules! go {
        ($($part:ident)+) => { $(
            if let Err(error) = $part(world, camera).await {
                lost.push(format!("{}, at the step “{}”: {error:#}", stringify!($part), world.step));
                world.browser.leave_tabs().await?;
            }
        )+ };
    }
    go!(welcome sidebar popup person people waiting settings introductions backup);
    Ok(lost)
}

async fn welcome(world: &mut World, camera: &mut impl Camera) -> Result<()> {
    world.step("the sample").await?;
    open(world, "welcome.html", &hook("sample-accept")).await?;
    tab(world, camera, "welcome-given").await?;
    click(world, "sample-accept").await?;
    there(world, &hook("paused")).await?;
    tab(world, camera, "welcome-paused").await?;
    click(world, "door-met").await?;
    fill(world, "memory", "Rye starters in Leiden").await?;
    world.browser.press(Key::Enter).await?;
    there(world, &hook("verdict")).await?;
    tab(world, camera, "welcome-answered").await?;
    click(world, "sample-accept").await?;
    there(world, &hook("sample-done")).await?;
    tab(world, camera, "welcome-accepted").await?;
    close(world).await
}

/// What stands beside LinkedIn's page.
async fn sidebar(world: &mut World, camera: &mut impl Camera) -> Result<()> {
    let day = json!({ "at": 1_700_000_000_000_i64, "decided": "notYet", "until": "2024-01-05", "why": "Busy then" });
    let due = json!([{ "name": "Lena Due" }, { "story": "Perhaps the choir" }, { "addDecision": day }]);
    write(world, "due", "lena-due", due).await?;
    let change =
        json!({ "write": { "who": "new", "edits": [{ "name": "Omar" }, { "met": {} }, { "metWhere": "Riverside" }] } });
    world.request(json!({ "command": { "command": { "id": "expected", "change": change } } })).await?;
    let mut scenario = three();
    let names = ["Nora Probe", "Omar Riviera", "Lena Due"];
    scenario["invitations"] = (1..).zip(names).map(|(n, name)| invitation(n, name)).collect();
    world.open_invitations(scenario).await?;
    let turn_to = |slug: &str| format!("[data-test=\"sender-row\"][data-address=\"{slug}\"]");

    world.step("a click is held").await?;
    Sidebar(&world.browser).asks_about("Nora Probe").await?;
    Replica(&world.browser).click("nora-probe", "accept").await?;
    let bar = Sidebar(&world.browser);
    bar.shows(&hook("paused"), "").await?;
    beside(world, camera, "sidebar-paused").await?;
    let bar = Sidebar(&world.browser);
    bar.click(&hook("dont-know")).await?;
    bar.click(&hook("not-yet")).await?;
    beside(world, camera, "sidebar-not-yet").await?;
    Sidebar(&world.browser).click(&format!("label:has({})", hook("until-on-day"))).await?;
    Sidebar(&world.browser).shows(&hook("until-day"), "").await?;
    beside(world, camera, "sidebar-until-day").await?;
    Sidebar(&world.browser).click(&hook("back-to-doors")).await?;

    world.step("asks for the keys").await?;
    Sidebar(&world.browser).click(&hook("help")).await?;
    Sidebar(&world.browser).shows(&hook("keys"), "").await?;
    beside(world, camera, "sidebar-keys").await?;
    world.browser.press(Key::Escape).await?;
    Sidebar(&world.browser).hides(&hook("keys")).await?;

    world.step("a note that changed meanwhile").await?;
    let bar = Sidebar(&world.browser);
    bar.click("[data-test=details] > summary").await?;
    bar.fill(&hook("good-at"), "Bread").await?;
    write(world, "elsewhere", "nora-probe", json!([{ "name": "Nora Probe" }, { "goodAt": "Bees" }])).await?;
    let bar = Sidebar(&world.browser);
    bar.click(&hook("door-worked")).await?;
    bar.click(&hook("save")).await?;
    bar.shows(&hook("conflicts"), "").await?;
    beside(world, camera, "sidebar-conflict").await?;
    let bar = Sidebar(&world.browser);
    bar.click(&hook("conflict-mine")).await?;
    bar.hides(&hook("conflicts")).await?;

    world.step("somebody who was put aside, and somebody who was expected").await?;
    Sidebar(&world.browser).click(&turn_to("lena-due")).await?;
    Sidebar(&world.browser).shows(&hook("due"), "").await?;
    beside(world, camera, "sidebar-due").await?;
    Sidebar(&world.browser).click(&turn_to("omar-riviera")).await?;
    Sidebar(&world.browser).shows(&hook("expected"), "").await?;
    beside(world, camera, "sidebar-expected").await?;

    world.step("ignores somebody").await?;
    Replica(&world.browser).click("omar-riviera", "ignore").await?;
    Sidebar(&world.browser).shows(&hook("noted"), "").await?;
    beside(world, camera, "sidebar-noted").await
}

async fn popup(world: &mut World, camera: &mut impl Camera) -> Result<()> {
    world.step("edits in the popup").await?;
    open(world, "popup.html", &hook("recent")).await?;
    fill(world, "search", "bread bees").await?;
    click(world, "result").await?;
    click(world, "edit").await?;
    there(world, &hook("name")).await?;
    popup_now(world, camera, "popup-edit").await?;
    click(world, "discard").await?;
    there(world, &hook("person")).await?;
    click(world, "log-contact").await?;
    there(world, &hook("logged")).await?;
    popup_now(world, camera, "popup-logged").await?;
    click(world, "undo").await?;
    world.browser.keys("?").await?;
    there(world, &hook("keys")).await?;
    popup_now(world, camera, "popup-keys").await?;
    world.browser.press(Key::Escape).await?;
    Page(&world.browser).hides(&hook("keys")).await?;

    world.step("a note that changed meanwhile").await?;
    click(world, "edit").await?;
    fill(world, "headline", " of Lisbon").await?;
    write(world, "beside", "zoe-muller", json!([{ "headline": "Miller" }])).await?;
    click(world, "save").await?;
    there(world, &hook("conflicts")).await?;
    popup_now(world, camera, "popup-conflict").await?;
    click(world, "conflict-theirs").await?;
    Page(&world.browser).hides(&hook("conflicts")).await?;
    click(world, "delete").await?;
    there(world, &hook("undo")).await?;
    popup_now(world, camera, "popup-deleted").await?;
    click(world, "undo").await?;
    close(world).await?;

    world.step("adds somebody").await?;
    open(world, "popup.html", &hook("recent")).await?;
    click(world, "add-person").await?;
    there(world, &hook("name")).await?;
    click(world, "save").await?;
    popup_now(world, camera, "popup-add").await?;
    close(world).await?;
    open(world, "popup.html", &hook("recent")).await?;
    fill(world, "search", "zzzzqqq").await?;
    Page(&world.browser).hides(&hook("result")).await?;
    popup_now(world, camera, "popup-nobody-found").await?;
    close(world).await
}

async fn person(world: &mut World, camera: &mut impl Camera) -> Result<()> {
    let edits = json!([{ "name": "Zoe Muller" }, { "story": "She sold me her boat." }, { "close": {} }]);
    let other = write(world, "namesake", "zoe-m-2", edits).await?;
    world.step("writes on somebody's page").await?;
    open(world, &format!("dashboard.html#people/{other}"), &hook("person")).await?;
    for (part, name) in
        [("doors", "person-doors"), ("story", "person-story"), ("met", "person-met"), ("tags", "person-tags")]
    {
        let edit = hook(&format!("edit-{part}"));
        if Page(&world.browser).text(&edit).await?.is_some() {
            Page(&world.browser).click(&edit).await?;
            there(world, &hook("save")).await?;
            tab(world, camera, name).await?;
            click(world, "discard").await?;
        }
    }
    click(world, "log-contact").await?;
    there(world, &hook("contact-how")).await?;
    tab(world, camera, "person-log").await?;
    world.browser.press(Key::Escape).await?;

    world.step("a note that changed meanwhile").await?;
    click(world, "edit-good-at").await?;
    world.browser.keys("Boats").await?;
    write(world, "meanwhile", "zoe-m-2", json!([{ "goodAt": "Cheese" }])).await?;
    click(world, "save").await?;
    there(world, &hook("conflicts")).await?;
    tab(world, camera, "person-conflict").await?;
    click(world, "conflict-theirs").await?;
    Page(&world.browser).hides(&hook("conflicts")).await?;

    write(world, "again", "zoe-m-2", json!([{ "goodAt": "Butter" }])).await?;
    click(world, "open-history").await?;
    there(world, &hook("history")).await?;
    tab(world, camera, "person-history").await?;

    world.step("merges").await?;
    click(world, "merge").await?;
    there(world, &hook("merge-row")).await?;
    tab(world, camera, "person-merge").await?;
    click(world, "merge-row").await?;
    there(world, &hook("merge-compare")).await?;
    tab(world, camera, "person-compare").await?;
    close(world).await?;

    world.step("deletes").await?;
    open(world, &format!("dashboard.html#people/{other}"), &hook("person")).await?;
    click(world, "delete").await?;
    there(world, &hook("undo")).await?;
    tab(world, camera, "person-deleted").await?;
    close(world).await?;
    open(world, &format!("dashboard.html#people/{other}"), &hook("restore")).await?;
    tab(world, camera, "person-in-the-trash").await?;
    close(world).await?;
    open(world, "dashboard.html#people/00-0000000000000000", "main h1").await?;
    tab(world, camera, "person-unknown").await?;
    close(world).await
}

async fn people(world: &mut World, camera: &mut impl Camera) -> Result<()> {
    world.step("knows many").await?;
    open(world, "dashboard.html#people", "#people-list").await?;
    let crowd = "for (let n = 0; n < args; n++) { const edits = [{ name: `Person ${n}` }, { tags: ['crowd'] }]; \
        const change = { write: { who: { address: `person-${n}` }, edits } }; \
        const reply = await chrome.runtime.sendMessage({ command: { command: { id: `crowd ${n}`, change } } }); \
        if (!reply.saved) throw new Error(JSON.stringify(reply)); }";
    world.browser.eval_async(crowd, json!(CROWD)).await?;
    close(world).await?;
    open(world, "dashboard.html#people", "#people-list").await?;
    fill(world, "jot", "met Bea at PyData Porto 2024, beekeeper, knows Luis").await?;
    there(world, &hook("understood")).await?;
    tab(world, camera, "people-jot").await?;
    close(world).await?;

    world.step("narrows the list down").await?;
    open(world, "dashboard.html#people", "#people-list").await?;
    click(world, "filter").await?;
    pick(world, &hook("filter-tag"), "crowd").await?;
    pick(world, &hook("filter-known"), "noAnswer").await?;
    there(world, &hook("chips")).await?;
    tab(world, camera, "people-filters").await?;
    click(world, "save-list").await?;
    there(world, &hook("list-name")).await?;
    tab(world, camera, "people-naming").await?;
    world.browser.keys("The crowd").await?;
    world.browser.press(Key::Enter).await?;
    there(world, &hook("saved-list")).await?;
    tab(world, camera, "people-saved-list").await?;

    world.step("chooses all of them").await?;
    let focus = "document.getElementById('people-list').focus();";
    world.browser.eval(focus, vec![]).await?;
    world.browser.keys_with_control("a").await?;
    there(world, &hook("chosen")).await?;
    tab(world, camera, "people-chosen").await?;
    click(world, "more-chosen").await?;
    there(world, &hook("delete-chosen")).await?;
    tab(world, camera, "people-unfolded").await?;
    click(world, "delete-chosen").await?;
    there(world, &hook("delete-asked")).await?;
    tab(world, camera, "people-delete-asked").await?;
    click(world, "delete-not").await?;
    fill(world, "tag-chosen", "spring").await?;
    click(world, "add-tag").await?;
    there(world, &hook("people-done")).await?;
    tab(world, camera, "people-done").await?;
    click(world, "choose-nobody").await?;
    fill(world, "people-search", "zzzzqqq").await?;
    Page(&world.browser).hides("#people-list").await?;
    tab(world, camera, "people-nobody-found").await?;
    world.browser.eval("document.activeElement.blur();", vec![]).await?;
    world.browser.keys("?").await?;
    there(world, &hook("keys")).await?;
    tab(world, camera, "people-keys").await?;
    close(world).await
}

async fn waiting(world: &mut World, camera: &mut impl Camera) -> Result<()> {
    world.step("wants to hear from friends").await?;
    let friend =
        json!([{ "name": "Old Friend" }, { "close": {} }, { "addContact": { "on": "2021", "how": "a long walk" } }]);
    write(world, "friend", "old-friend", friend).await?;
    open(world, "dashboard.html#settings/touch", "#touch-close").await?;
    pick(world, "#touch-close", "year").await?;
    until("the choice on disk", || world.stored(), |all| all.contains("inTouch")).await?;
    close(world).await?;
    open(world, "dashboard.html#waiting", &hook("touch")).await?;
    Page(&world.browser).click(&format!("{} {}", hook("due"), hook("again"))).await?;
    there(world, &hook("month")).await?;
    tab(world, camera, "waiting-menu").await?;
    Page(&world.browser).click(&format!("{} {}", hook("due"), hook("let-go"))).await?;
    there(world, &hook("undo")).await?;
    tab(world, camera, "waiting-let-go").await?;
    close(world).await
}

async fn settings(world: &mut World, camera: &mut impl Camera) -> Result<()> {
    world.step("changes the rule").await?;
    open(world, "dashboard.html#settings", &hook("judged-person")).await?;
    fill(world, "policy-words", "Only people I have worked with.").await?;
    world.browser.press(Key::Tab).await?;
    click(world, "door-counts-close").await?;
    until("the rule on disk", || world.stored(), |all| all.contains("closeOff")).await?;
    tab(world, camera, "settings-another-rule").await?;
    close(world).await
}

async fn introductions(world: &mut World, camera: &mut impl Camera) -> Result<()> {
    world.step("has two friends").await?;
    let told = |field: &str| json!({ "mark": { "field": field, "mark": "shareable" } });
    let leonard = json!([
        { "name": "Leonard McCoy" }, { "headline": "Physician" }, { "close": { "kinds": ["friend"] } },
        { "metOn": "2255" }, { "metWhere": "Starfleet Academy" }, { "goodAt": "Medicine of every species" },
        { "looksFor": "A post as ship's doctor" }, told("looksFor"),
        { "story": "He sat beside me on the shuttle and told me everything that could kill us." }, told("story"),
    ]);
    let jim = json!([
        { "name": "Jim Kirk" }, { "headline": "Captain" },
        { "met": { "kinds": ["event"], "memory": "He beat the test that nobody can win, by changing it." } },
        { "looksFor": "A doctor" },
    ]);
    write(world, "leonard", "leonard-mccoy", leonard).await?;
    write(world, "jim", "jim-kirk", jim).await?;
    open(world, "dashboard.html#introductions/give-first", &hook("intro-give")).await?;
    tab(world, camera, "introductions-give-first").await?;
    close(world).await?;
    open(world, "dashboard.html#introductions", &hook("intro-first")).await?;
    tab(world, camera, "introductions-empty").await?;
    for (field, typed) in [("intro-first", "leonard"), ("intro-second", "kirk")] {
        fill(world, field, typed).await?;
        there(world, &hook("intro-found")).await?;
        if field == "intro-second" {
            tab(world, camera, "introductions-found").await?;
        }
        world.browser.press(Key::Enter).await?;
    }
    there(world, &hook("intro-why")).await?;
    tab(world, camera, "introductions-without-a-reason").await?;
    fill(world, "intro-why", "the ship needs a doctor").await?;
    there(world, &hook("intro-refused")).await?;
    tab(world, camera, "introductions-refused").await?;

    world.step("the notes are made whole").await?;
    let edits = json!([{ "goodAt": "Commanding a starship" }, { "metOn": "2254-09" }, told("memory")]);
    write(world, "whole", "jim-kirk", edits).await?;
    there(world, &hook("intro-note")).await?;
    let sentence = format!("{} .sentence", hook("intro-note"));
    let focus = "const it = document.querySelector(arguments[0]); it?.focus(); return document.activeElement === it && it !== null;";
    until("a sentence", || world.browser.eval(focus, vec![json!(sentence)]), |done| *done == json!(true)).await?;
    there(world, &format!("{} {}", hook("intro-note"), hook("intro-source"))).await?;
    tab(world, camera, "introductions-source").await?;
    Page(&world.browser).click(&format!("{} {}", hook("intro-note"), hook("intro-edit"))).await?;
    there(world, &hook("intro-own")).await?;
    tab(world, camera, "introductions-own-words").await?;

    world.step("both say yes").await?;
    click(world, "intro-took-ask-first").await?;
    there(world, &hook("intro-ledger")).await?;
    for yes in ["intro-step-firstSaidYes", "intro-step-secondSaidYes"] {
        click(world, yes).await?;
        Page(&world.browser).hides(&hook(yes)).await?;
    }
    click(world, "intro-took-note").await?;
    there(world, &hook("intro-follow-sheet")).await?;
    let unfold = "document.querySelectorAll('details').forEach((sheet) => { sheet.open = true; });";
    world.browser.eval(unfold, vec![]).await?;
    tab(world, camera, "introductions-ledger").await?;
    close(world).await?;

    world.step("is asked, and recommends").await?;
    open(world, "dashboard.html#introductions", &hook("intro-message")).await?;
    fill(world, "intro-message", "Could you introduce me to Jim Kirk? Best, Leonard McCoy").await?;
    there(world, &hook("answer-ask")).await?;
    tab(world, camera, "introductions-request").await?;
    fill(world, "intro-praised", "leonard").await?;
    there(world, &hook("intro-found")).await?;
    world.browser.press(Key::Enter).await?;
    for choice in ["intro-skill", "intro-episode"] {
        let sees = format!("label:has({})", hook(choice));
        Page(&world.browser).click(&sees).await?;
    }
    there(world, &hook("intro-praise")).await?;
    tab(world, camera, "introductions-recommendation").await?;
    click(world, "kit-keep").await?;
    there(world, &hook("kit-own")).await?;
    tab(world, camera, "introductions-replies").await?;
    close(world).await
}

async fn backup(world: &mut World, camera: &mut impl Camera) -> Result<()> {
    world.step("saves a backup and reads it back").await?;
    open(world, "dashboard.html#backup", &hook("health")).await?;
    let file = saved_by(world, "backup-now", "state-outcome").await?;
    tab(world, camera, "backup-saved").await?;
    choose(world, "check-file", &file).await?;
    there(world, &format!("{}[data-state=complete]", hook("check-outcome"))).await?;
    tab(world, camera, "backup-complete").await?;
    write(world, "after", "ada-new", json!([{ "name": "Ada New" }])).await?;
    write(world, "after 2", "bo-lind", json!([{ "headline": "Shipwright" }])).await?;
    choose(world, "check-file", &file).await?;
    there(world, &format!("{}[data-state=incomplete]", hook("check-outcome"))).await?;
    tab(world, camera, "backup-incomplete").await?;
    let bytes = std::fs::read(&file)?;
    let damaged = made_file(world, "damaged.json", &bytes[..bytes.len() - 40])?;
    choose(world, "check-file", &damaged).await?;
    there(world, &hook("problem")).await?;
    tab(world, camera, "backup-damaged").await?;
    close(world).await?;

    world.step("locks one").await?;
    open(world, "dashboard.html#backup", &hook("health")).await?;
    click(world, "encrypt").await?;
    fill(world, "passphrase", "umbrella").await?;
    tab(world, camera, "backup-weak").await?;
    world.browser.keys(" correct horse battery staple").await?;
    fill(world, "passphrase-again", "umbrella correct").await?;
    tab(world, camera, "backup-encrypted").await?;
    world.browser.keys(" horse battery staple").await?;
    let locked = saved_by(world, "export", "export-outcome").await?;
    click(world, "whose-one").await?;
    fill(world, "find-person", "zoe").await?;
    there(world, ".choice:has(input[data-test^=person-])").await?;
    tab(world, camera, "backup-one-person").await?;
    choose(world, "import-file", &locked).await?;
    there(world, &hook("locked")).await?;
    tab(world, camera, "backup-locked").await?;
    close(world).await?;

    world.step("brings in a table").await?;
    open(world, "dashboard.html#backup", &hook("health")).await?;
    let table = "Name,URL,Headline,Good at\r\nzoë müller,,Pilot,Flying\r\n\
                 Bo L.,https://www.linkedin.com/in/bo-lind/,Carpenter,Boats\r\n";
    let table = made_file(world, "others.csv", table.as_bytes())?;
    choose(world, "import-file", &table).await?;
    there(world, &hook("unclear")).await?;
    there(world, &hook("differing")).await?;
    tab(world, camera, "backup-import").await?;
    click(world, "bring-in").await?;
    there(world, &hook("import-outcome")).await?;
    tab(world, camera, "backup-imported").await?;
    close(world).await?;

    world.step("looks at what was deleted, and at the end of all").await?;
    let zoe = world.people().await?;
    zoe.iter().find(|person| person["name"] == "Zoë Müller").context("Zoë is still there")?;
    open(world, "dashboard.html#backup/trash", &hook("health")).await?;
    tab(world, camera, "backup-trash").await?;
    Page(&world.browser).click(&format!("{} summary", hook("erase"))).await?;
    fill(world, "erase-word", "erase").await?;
    tab(world, camera, "backup-erase").await?;
    click(world, "erase-all").await?;
    there(world, &hook("erased")).await?;
    tab(world, camera, "backup-erased").await?;
    let left = world.browser.eval_async("return chrome.storage.local.get(null);", Value::Null).await?;
    anyhow::ensure!(left == json!({}), "{left}");
    close(world).await
}
