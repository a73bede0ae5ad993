//! Remembering somebody with one line.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use thirtyfour::{Key, WindowHandle};

use super::person::{looks, write};
use super::three;
use crate::pages::sidebar::{Sidebar, hook};
use crate::pages::views::Page;
use crate::wait::until;
use crate::world::{RECEIVED, World};

const LINE: &str = "met Bea at PyData Porto 2024, beekeeper, knows Luis";

/// The note that the line makes, as far as it is the same at any time.
fn is_bea(person: &Value) -> bool {
    person["name"] == "Bea"
        && person["metWhere"] == "PyData Porto"
        && person["metOn"] == "2024"
        && person["headline"] == "beekeeper"
        && person["story"] == "knows Luis"
        && person["ties"]["met"].is_object()
}

/// The window that "Remember this person" opens, by the address that the background gives it (what it gives is tested in the
/// worker's suite: no driver can choose from a browser's menu).
pub async fn a_window_begins_with_who_was_pointed_at(world: &mut World) -> Result<()> {
    world.step("leaves something typed in the popup").await?;
    world.browser.open_view("popup.html").await?;
    Page(&world.browser).fill(&hook("jot"), "Jonas").await?;
    Page(&world.browser).shows(&hook("understood"), "Jonas").await?;
    world.browser.close_tab().await?;

    world.step("points at a profile's link, and types the name in front of it").await?;
    world.browser.open_view("popup.html#line=https%3A%2F%2Fwww.linkedin.com%2Fin%2Fmia-sample%2F").await?;
    Page(&world.browser).shows(&hook("understood"), "mia-sample").await?;
    let focus = || world.browser.eval("return document.activeElement?.id;", vec![]);
    until("the focus", focus, |id| id == "jot-line").await?;
    world.browser.keys("Mia Sample, ").await?;
    Page(&world.browser).shows(&hook("understood"), "Mia Sample").await?;
    world.picture().await?;
    world.browser.press(Key::Enter).await?;
    Page(&world.browser).shows(&hook("saved"), "Mia Sample").await?;
    let people = until("the note on disk", || world.people(), |people| people.len() == 1).await?;
    ensure!(people[0]["name"] == "Mia Sample" && people[0]["address"] == "mia-sample", "{people:?}");
    world.browser.close_tab().await?;

    world.step("and the popup is as it was").await?;
    world.browser.open_view("popup.html").await?;
    Page(&world.browser).shows(&hook("understood"), "Jonas").await?;
    Ok(())
}

pub async fn somebody_known_is_shown_instead(world: &mut World) -> Result<()> {
    world.step("has a note about Mia").await?;
    write(world, "k1", "mia-sample", json!([{ "name": "Mia Sample" }, { "met": { "memory": "bees" } }])).await?;
    world.step("points at a link to her profile").await?;
    world.browser.open_view("popup.html").await?;
    let point = "const background = await import('/wasm/background.js'); \
                 await background.default({ module_or_path: '/wasm/background_bg.wasm' }); \
                 await background.onMenu(undefined, 'https://www.linkedin.com/in/mia-sample/?x=y', undefined); return null;";
    world.browser.eval_async(point, json!([])).await?;
    world.browser.close_tab().await?;
    let small =
        until("the small window", || window_of_a_person(world), Option::is_some).await?.context("waited for it")?;
    world.browser.turn_to(&small).await?;
    Page(&world.browser).shows("h2", "Mia Sample").await?;
    Page(&world.browser).shows("main", "bees").await?;
    world.browser.close_tab().await
}

/// The window that shows somebody's note.
async fn window_of_a_person(world: &World) -> Result<Option<WindowHandle>> {
    for window in world.browser.web.windows().await? {
        world.browser.turn_to(&window).await?;
        if world.browser.web.current_url().await?.as_str().contains("popup.html#person=") {
            return Ok(Some(window));
        }
    }
    world.browser.turn_to(&world.browser.page).await?;
    Ok(None)
}

pub async fn the_popup_remembers_a_line(world: &mut World) -> Result<()> {
    world.step("types a line, and sees what was understood").await?;
    world.browser.open_view("popup.html").await?;
    Page(&world.browser).shows("#foot", "").await?;
    Page(&world.browser).fill(&hook("jot"), LINE).await?;
    let understood = Page(&world.browser).shows(&hook("understood"), "knows Luis").await?;
    ensure!(
        understood == "Bea · We met in person · PyData Porto · 2024 · beekeeper · knows Luis",
        "understood: {understood}"
    );
    looks(world, "understood").await?;

    world.step("closes the popup in the middle of it, and has it again").await?;
    world.browser.close_tab().await?;
    world.browser.open_view("popup.html").await?;
    Page(&world.browser).shows(&hook("understood"), "PyData Porto").await?;
    ensure!(Page(&world.browser).value(&hook("jot")).await? == LINE);

    world.step("saves it with Enter, and takes it back").await?;
    Page(&world.browser).click(&hook("jot")).await?;
    world.browser.press(Key::Enter).await?;
    Page(&world.browser).shows(&hook("saved"), "Bea").await?;
    let people = until("the note on disk", || world.people(), |people| people.len() == 1).await?;
    ensure!(is_bea(&people[0]), "{people:?}");
    ensure!(Page(&world.browser).value(&hook("jot")).await? == "");
    Page(&world.browser).click(&hook("undo")).await?;
    until("the note to be gone", || world.people(), Vec::is_empty).await?;

    world.step("goes on in the whole sheet with what was understood").await?;
    Page(&world.browser).fill(&hook("jot"), "Jonas, colleague from Acme").await?;
    Page(&world.browser).click(&hook("jot-more")).await?;
    until("the name", || async { Page(&world.browser).value(&hook("name")).await }, |name| *name == json!("Jonas"))
        .await?;
    Page(&world.browser).click(&hook("save")).await?;
    let people = until("the note on disk", || world.people(), |people| people.len() == 1).await?;
    ensure!(
        people[0]["metWhere"] == "Acme" && people[0]["ties"]["worked"]["kinds"] == json!(["colleague"]),
        "{people:?}"
    );
    world.browser.close_tab().await
}

pub async fn the_people_room_remembers_a_line(world: &mut World) -> Result<()> {
    world.step("a line without a name is not saved, and says why").await?;
    world.browser.open_view("dashboard.html#people").await?;
    Page(&world.browser).fill(&hook("jot"), "met at PyData").await?;
    Page(&world.browser).shows(&hook("understood"), "PyData").await?;
    world.browser.press(Key::Enter).await?;
    Page(&world.browser).shows(&hook("understood"), "name").await?;

    world.step("with one it is, from the room of nobody").await?;
    world.browser.eval("document.querySelector('[data-test=jot]').select(); return null;", vec![]).await?;
    world.browser.keys(LINE).await?;
    Page(&world.browser).shows(&hook("understood"), "Bea").await?;
    looks(world, "understood").await?;
    Page(&world.browser).click(&hook("jot-save")).await?;
    Page(&world.browser).shows(".people-name", "Bea").await?;
    let people = world.people().await?;
    ensure!(people.len() == 1 && is_bea(&people[0]), "{people:?}");
    world.browser.close_tab().await
}

pub async fn who_was_expected_is_asked_about(world: &mut World) -> Result<()> {
    world.step("has jotted down two people without an address").await?;
    for (id, name, place) in [("e1", "Mia", "PyData Porto"), ("e2", "Test, Omar", "Riverside")] {
        let edits = json!([{ "name": name }, { "met": {} }, { "metWhere": place }]);
        let change = json!({ "write": { "who": "new", "edits": edits } });
        let reply = world.request(json!({ "command": { "command": { "id": id, "change": change } } })).await?;
        ensure!(reply.get("saved").is_some(), "{reply}");
    }
    world.open_invitations(three()).await?;
    Sidebar(&world.browser).asks_about("Mia Sample").await?;
    Sidebar(&world.browser).shows(&hook("expected"), "PyData Porto").await?;
    looks(world, "expected").await?;

    world.step("the first is somebody else, and is never asked about again").await?;
    Sidebar(&world.browser).click(&hook("expected-no")).await?;
    Sidebar(&world.browser).hides(&hook("expected")).await?;
    Sidebar(&world.browser).click("[data-test=\"sender-row\"][data-address=\"omar-test\"]").await?;
    Sidebar(&world.browser).shows(&hook("expected"), "Riverside").await?;

    world.step("the second, whose words stand the other way round, is who was expected").await?;
    Sidebar(&world.browser).click(&hook("expected-yes")).await?;
    Sidebar(&world.browser).shows(&hook("greeting"), "Riverside").await?;
    let people = world.people().await?;
    ensure!(people.len() == 2, "{people:?}");
    ensure!(people.iter().any(|it| it["address"] == "omar-test" && it["metWhere"] == "Riverside"), "{people:?}");
    ensure!(people.iter().any(|it| it["name"] == "Mia" && it["address"].is_null()), "{people:?}");

    world.step("and it can be taken back").await?;
    Sidebar(&world.browser).click(&hook("undo")).await?;
    Sidebar(&world.browser).shows(&hook("expected"), "Riverside").await?;
    ensure!(world.people().await?.iter().all(|it| it["address"].is_null()));

    world.step("after a reload nobody asks about the first again").await?;
    world.browser.open(RECEIVED).await?;
    Sidebar(&world.browser).click("[data-test=\"sender-row\"][data-address=\"omar-test\"]").await?;
    Sidebar(&world.browser).shows(&hook("expected"), "Riverside").await?;
    Sidebar(&world.browser).click("[data-test=\"sender-row\"][data-address=\"mia-sample\"]").await?;
    Sidebar(&world.browser).asks_about("Mia Sample").await?;
    Sidebar(&world.browser).hides(&hook("expected")).await?;
    Ok(())
}
