//! The popup and the settings.

use anyhow::{Result, ensure};
use serde_json::{Value, json};
use thirtyfour::{By, Key};

use super::three;
use crate::browser::BLANK;
use crate::pages::sidebar::{Sidebar, hook};
use crate::pages::views::Page;
use crate::wait::until;
use crate::world::World;

/// Writes notes through the background, as the views do.
async fn write_notes(world: &mut World) -> Result<()> {
    world.step("has written notes").await?;
    let note = |id: &str, slug: &str, name: &str, memory: &str| {
        json!({ "command": { "command": { "id": id, "change": { "write": { "who": { "address": slug }, "edits": [
            { "name": name }, { "met": { "memory": memory } },
        ] } } } } })
    };
    for (id, slug, name, memory) in [
        ("n1", "zoe-muller", "Zoë Müller", "Taught me to bake sourdough in Lisbon"),
        ("n2", "bo-li", "Bo Li", "Lost his umbrella in Porto, we shared mine"),
    ] {
        let reply = world.request(note(id, slug, name, memory)).await?;
        ensure!(reply.get("saved").is_some(), "{reply}");
    }
    Ok(())
}

pub async fn popup_finds_people_again(world: &mut World) -> Result<()> {
    write_notes(world).await?;
    world.step("opens the popup: recent people").await?;
    world.browser.open_view("popup.html").await?;
    Page(&world.browser).shows(&hook("recent"), "Bo Li").await?;

    world.step("searches with a typing mistake").await?;
    Page(&world.browser).fill(&hook("search"), "sourdouhg").await?;
    Page(&world.browser).shows(&hook("result"), "Zoë Müller").await?;

    world.step("opens the person and edits the note").await?;
    Page(&world.browser).click(&hook("result")).await?;
    Page(&world.browser).shows(&hook("person"), "sourdough").await?;
    Page(&world.browser).click(&hook("edit")).await?;
    Page(&world.browser).fill(&hook("memory"), " and rye").await?;
    Page(&world.browser).click(&hook("save")).await?;
    until("the edit on disk", || world.stored(), |all| all.contains("and rye")).await?;

    world.step("deletes the person").await?;
    Page(&world.browser).click(&hook("delete")).await?;
    until("the note to be gone", || world.people(), |people| !people.iter().any(|p| p["name"] == "Zoë Müller")).await?;
    world.step("and brings it back").await?;
    Page(&world.browser).click(&hook("undo")).await?;
    until("the note to be back", || world.people(), |people| people.iter().any(|p| p["name"] == "Zoë Müller")).await?;
    world.browser.close_tab().await
}

pub async fn popup_notes_a_contact_and_leads_to_every_room(world: &mut World) -> Result<()> {
    write_notes(world).await?;
    world.step("notes a contact in the popup").await?;
    world.browser.open_view("popup.html").await?;
    Page(&world.browser).click(&hook("recent")).await?;
    Page(&world.browser).click(&hook("log-contact")).await?;
    Page(&world.browser).shows(&hook("logged"), "Bo Li").await?;
    let noted = |people: &Vec<serde_json::Value>| {
        people.iter().any(|p| p["name"] == "Bo Li" && p["contacts"][0]["on"].is_string())
    };
    until("the contact on disk", || world.people(), noted).await?;
    Page(&world.browser).click(&hook("undo")).await?;
    until("the contact to be gone", || world.people(), |people| !noted(people)).await?;
    world.step("goes to the rooms").await?;
    for (link, heading) in [("to-waiting", "Waiting"), ("to-people", "People"), ("settings", "Settings")] {
        let before = world.browser.web.windows().await?;
        Page(&world.browser).click(&hook(link)).await?;
        let opened = async || {
            let now = world.browser.web.windows().await?;
            Ok(now.into_iter().find(|tab| !before.contains(tab)))
        };
        let room =
            until("the room's tab", opened, Option::is_some).await?.unwrap_or_else(|| world.browser.page.clone());
        let popup = world.browser.web.window().await?;
        world.browser.turn_to(&room).await?;
        Page(&world.browser).shows("h1", heading).await?;
        world.browser.web.close_window().await?;
        world.browser.turn_to(&popup).await?;
    }
    world.browser.close_tab().await
}

pub async fn keys_are_shown_and_can_be_switched_off(world: &mut World) -> Result<()> {
    write_notes(world).await?;
    world.step("asks for the keys on somebody's page").await?;
    world.browser.open_view("dashboard.html#people").await?;
    Page(&world.browser).click(".people-name").await?;
    Page(&world.browser).shows(&hook("person"), "Bo Li").await?;
    world.browser.keys("?").await?;
    let sheet = Page(&world.browser).shows(&hook("keys"), "Log a contact").await?;
    ensure!(sheet.contains("Alt") && sheet.contains("In the popup"), "{sheet}");
    super::person::looks(world, "keys").await?;
    world.browser.keys("c").await?;
    ensure!(Page(&world.browser).text("#contact-how").await?.is_none(), "the sheet lets no key through");
    world.browser.press(Key::Escape).await?;
    Page(&world.browser).hides(&hook("keys")).await?;

    world.step("switches letters off").await?;
    world.browser.eval("location.hash = '#settings/keyboard'; return null;", vec![]).await?;
    Page(&world.browser).shows("#keyboard", "Remember somebody in one line").await?;
    Page(&world.browser).click(&hook("letter-keys")).await?;
    until("the choice on disk", || world.stored(), |all| all.contains("letterKeysOff")).await?;
    super::person::looks(world, "settings").await?;
    world.browser.close_tab().await?;
    world.browser.open_view("dashboard.html#people").await?;
    Page(&world.browser).click(".people-name").await?;
    Page(&world.browser).shows(&hook("person"), "Bo Li").await?;
    world.browser.keys("c?").await?;
    ensure!(Page(&world.browser).text("#contact-how").await?.is_none(), "C does nothing any more");
    ensure!(Page(&world.browser).text(&hook("keys")).await?.is_none(), "nor does a question mark");
    Page(&world.browser).click(&hook("show-keys")).await?;
    Page(&world.browser).shows(&hook("keys"), "Log a contact").await?;
    world.browser.close_tab().await?;

    world.step("beside an invitation, too").await?;
    world.open_invitations(three()).await?;
    Sidebar(&world.browser).asks_about("Mia Sample").await?;
    Sidebar(&world.browser).click("h1, h2").await?;
    world.browser.keys("n1").await?;
    world.browser.press(Key::Down).await?;
    Sidebar(&world.browser).asks_about("Omar Test").await?;

    world.step("and again in the popup").await?;
    world.request(json!({ "settings": { "edits": [{ "letterKeys": true }] } })).await?;
    world.browser.open_view("popup.html").await?;
    Page(&world.browser).click(&hook("recent")).await?;
    Page(&world.browser).shows(&hook("person"), "").await?;
    world.browser.keys("?").await?;
    Page(&world.browser).shows(&hook("keys"), "Log a contact").await?;
    world.browser.press(Key::Escape).await?;
    Page(&world.browser).hides(&hook("keys")).await?;
    Page(&world.browser).shows(&hook("person"), "").await?;
    world.browser.close_tab().await
}

pub async fn popup_shows_who_waits(world: &mut World) -> Result<()> {
    world.open_invitations(three()).await?;
    Sidebar(&world.browser).asks_about("Mia Sample").await?;
    world.step("turns the sidebar from the popup").await?;
    let stored = world.browser.storage().await?;
    let tab = stored
        .as_object()
        .into_iter()
        .flatten()
        .find_map(|(key, _)| key.strip_prefix("session/review/")?.parse::<i64>().ok());
    // A popup proper can't be driven. Its page in a tab of its own asks for the active tab, so the page under test is made the
    // active one before it loads.
    world.browser.open_view(BLANK).await?;
    world.browser.eval_async("await chrome.tabs.update(args, { active: true });", json!(tab)).await?;
    world.browser.eval("location.replace('popup.html');", vec![]).await?;
    let popup = Page(&world.browser);
    popup.shows(&hook("waiting-row"), "Mia Sample").await?;
    let here = "const { id } = await chrome.tabs.getCurrent(); await chrome.tabs.update(id, { active: true });";
    world.browser.eval_async(here, Value::Null).await?;
    let row = "[data-test=\"waiting-row\"][data-address=\"lena-beispiel\"]";
    // It closes its window, where a browser lets it, and takes the driver's answer along.
    let _ = world.browser.web.find(By::Css(row)).await?.click().await;
    world.browser.turn_to(&world.browser.page.clone()).await?;
    Sidebar(&world.browser).asks_about("Lena Beispiel").await?;
    Ok(())
}

pub async fn popup_keeps_what_is_typed(world: &mut World) -> Result<()> {
    world.step("types half a note and closes the popup").await?;
    world.browser.open_view("popup.html").await?;
    Page(&world.browser).click(&hook("add-person")).await?;
    Page(&world.browser).fill(&hook("name"), "Ines Ungespeichert").await?;
    world.browser.close_tab().await?;
    world.step("opens it again").await?;
    world.browser.open_view("popup.html").await?;
    let page = Page(&world.browser);
    let name = hook("name");
    until("the typed name", || page.value(&name), |value| *value == json!("Ines Ungespeichert")).await?;
    world.step("finishes and saves").await?;
    Page(&world.browser).click(&hook("door-close")).await?;
    Page(&world.browser).click(&hook("save")).await?;
    until("the new note on disk", || world.people(), |people| people.iter().any(|p| p["name"] == "Ines Ungespeichert"))
        .await?;
    world.browser.close_tab().await
}

pub async fn a_link_to_a_setting_stays_in_place(world: &mut World) -> Result<()> {
    world.step("has answered twenty people").await?;
    for n in 0..20 {
        let edits = json!([{ "name": format!("Person {n}") }, { "worked": {} }]);
        super::person::write(world, &format!("p{n}"), &format!("person-{n}"), edits).await?;
    }
    world.step("follows a link to the guard").await?;
    world.browser.open_view("dashboard.html#settings/guard").await?;
    Page(&world.browser).shows(&hook("judged"), "Person 19").await?;
    let heading = "const heading = document.querySelector('#guard-heading'); \
                   return [heading === document.activeElement, Math.round(heading.getBoundingClientRect().top / 150)];";
    until("the guard at the top", || world.browser.eval(heading, vec![]), |at| *at == json!([true, 0])).await?;
    world.browser.close_tab().await
}

pub async fn settings_change_the_verdict(world: &mut World) -> Result<()> {
    world.step("says that friendship doesn't count, in their own words").await?;
    world.browser.open_view("dashboard.html#settings").await?;
    Page(&world.browser).fill(&hook("policy-words"), "Only people I have worked with.").await?;
    world.browser.press(Key::Tab).await?;
    Page(&world.browser).click(&hook("door-counts-close")).await?;
    let settings = || async {
        let text = world
            .browser
            .eval_async("return (await chrome.storage.local.get('settings')).settings ?? '';", json!([]))
            .await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    };
    until("the rule on disk", settings, |text| text.contains("closeOff") && text.contains("Only people I have"))
        .await?;
    world.browser.close_tab().await?;

    world.open_invitations(three()).await?;
    Sidebar(&world.browser).asks_about("Mia Sample").await?;
    world.step("a friend is then not really known").await?;
    Sidebar(&world.browser).click(&hook("door-close")).await?;
    Sidebar(&world.browser).click(&hook("save")).await?;
    Sidebar(&world.browser).asks_about("Omar Test").await?;
    Sidebar(&world.browser).click(&hook("door-worked")).await?;
    Sidebar(&world.browser).click(&hook("save")).await?;
    crate::pages::replica::Replica(&world.browser).has_focus_on("Accept Omar Test").await?;
    Ok(())
}
