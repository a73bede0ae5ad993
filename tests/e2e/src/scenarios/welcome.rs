//! Before the user has said yes, and after they took it back.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use thirtyfour::{Key, WindowHandle};

use super::three;
use crate::pages::replica::Replica;
use crate::pages::sidebar::{Sidebar, hook};
use crate::pages::views::Page;
use crate::wait::until;
use crate::world::World;

/// The user's yes, as the welcome sends it.
fn consent(answer: &str) -> Value {
    json!({ "consent": { "answer": answer } })
}

/// The tab whose address ends like this.
pub(super) async fn tab_at(world: &World, end: &str) -> Result<Option<WindowHandle>> {
    let here = world.browser.web.window().await?;
    let mut found = None;
    for tab in world.browser.web.windows().await? {
        world.browser.turn_to(&tab).await?;
        if world.browser.web.current_url().await?.as_str().ends_with(end) {
            found = Some(tab);
        }
    }
    world.browser.turn_to(&here).await?;
    Ok(found)
}

async fn turn_to_tab_at(world: &World, end: &str) -> Result<()> {
    let tab = until(&format!("a tab at {end}"), || tab_at(world, end), Option::is_some).await?;
    world.browser.turn_to(&tab.context("waited for it")?).await
}

/// Where the replica's invitation list is.
const LIST: &str = "/mynetwork/invitation-manager/received/";

pub async fn opens_once_and_leads_to_an_answer(world: &mut World) -> Result<()> {
    world.step("installs").await?;
    world.browser.install_anew(&world.site.clone()).await?;
    world.site.set(three());
    turn_to_tab_at(world, "welcome.html").await?;
    let mut done = 0;
    world.step("says yes").await?;
    Page(&world.browser).shows("#answer", "May Really Know read").await?;
    Page(&world.browser).click(&hook("consent-yes")).await?;
    done += 1;
    world.step("opens the invitations from there").await?;
    Page(&world.browser).click(&hook("open-invitations")).await?;
    done += 1;
    turn_to_tab_at(world, LIST).await?;
    Sidebar(&world.browser).asks_about("Mia Sample").await?;
    world.step("answers").await?;
    Sidebar(&world.browser).click(&hook("door-worked")).await?;
    done += 1;
    world.browser.press(Key::Enter).await?;
    done += 1;
    until("the note on disk", || world.people(), |people| people.iter().any(|p| p["name"] == "Mia Sample")).await?;
    ensure!(done <= 12, "{done} clicks and keys");
    println!("        from the installation to the first saved answer: {done} clicks and keys");

    world.step("the extension is updated: no tab opens").await?;
    let welcome = tab_at(world, "welcome.html").await?.context("the welcome is still open")?;
    world.browser.turn_to(&welcome).await?;
    world.browser.web.close_window().await?;
    world.browser.turn_to(&world.browser.page.clone()).await?;
    world.browser.reload_extension().await?;
    world.request(json!("hello")).await?;
    ensure!(tab_at(world, "welcome.html").await?.is_none(), "an update opened the welcome");
    Ok(())
}

pub async fn reads_nothing_before_the_yes(world: &mut World) -> Result<()> {
    world.open_invitations(three()).await?;
    Sidebar(&world.browser).shows(&hook("consent"), "May Really Know read").await?;
    world.step("accepts, and nobody notices").await?;
    Replica(&world.browser).click("mia-sample", "accept").await?;
    Replica(&world.browser).card("mia-sample", false).await?;
    ensure!(Replica(&world.browser).clicks("Mia").await? == 1, "the click was held");
    let stored = world.stored().await?;
    ensure!(!stored.contains("Mia") && !stored.contains("mia-sample"), "{stored}");
    let known = world.reviews().await?;
    ensure!(known.len() == 1 && known[0]["senders"] == json!([]), "{known:?}");

    world.step("looks at a profile").await?;
    let list = world.browser.page.clone();
    world.browser.new_tab().await?;
    world.browser.open("https://www.linkedin.com/in/omar-test/").await?;
    Replica(&world.browser).ready().await?;
    let two = || world.reviews();
    until("its hello", two, |all| all.len() == 2).await?;
    let stored = world.stored().await?;
    ensure!(!stored.contains("omar"), "not even whose it is: {stored}");
    ensure!(!world.browser.has_frame().await?, "it asks only where invitations are");
    world.browser.close_tab().await?;

    world.step("says yes in the welcome").await?;
    world.browser.open_view("welcome.html").await?;
    Page(&world.browser).click(&hook("consent-yes")).await?;
    Page(&world.browser).shows(&hook("consent-state"), "You said yes").await?;
    world.browser.close_tab().await?;
    world.step("the open page wakes up").await?;
    world.browser.turn_to(&list).await?;
    Sidebar(&world.browser).asks_about("Omar Test").await?;
    Ok(())
}

pub async fn asks_beside_the_invitations(world: &mut World) -> Result<()> {
    world.open_invitations(three()).await?;
    world.step("not now").await?;
    Sidebar(&world.browser).click(&hook("consent-notNow")).await?;
    let gone = || world.browser.has_frame();
    until("the card to go", gone, |there| !there).await?;
    world.open_invitations(three()).await?;
    Replica(&world.browser).ready().await?;
    until("the page's hello", || world.reviews(), |all| all.len() == 1).await?;
    ensure!(!world.browser.has_frame().await?, "asked again at once");

    world.step("another day").await?;
    let backdate = "const settings = JSON.parse((await chrome.storage.local.get('settings')).settings); \
                    settings.consentAt -= 24 * 3600_000; \
                    await chrome.storage.local.set({ settings: JSON.stringify(settings) });";
    world.browser.in_extension(backdate, Value::Null).await?;
    world.browser.kill_background().await?;
    world.open_invitations(three()).await?;
    world.step("never").await?;
    Sidebar(&world.browser).click(&hook("consent-no")).await?;
    until("the card to go", || world.browser.has_frame(), |there| !there).await?;
    world.step("the popup says so").await?;
    world.browser.open_view("popup.html").await?;
    Page(&world.browser).shows("#asleep", "Nothing on LinkedIn is read").await?;
    world.browser.close_tab().await?;

    world.step("asked as on the first day, and yes").await?;
    world.browser.reset().await?;
    world.open_invitations(three()).await?;
    Sidebar(&world.browser).click(&hook("consent-yes")).await?;
    Sidebar(&world.browser).asks_about("Mia Sample").await?;
    Ok(())
}

pub async fn can_be_taken_back(world: &mut World) -> Result<()> {
    world.request(consent("yes")).await?;
    world.open_invitations(three()).await?;
    Sidebar(&world.browser).asks_about("Mia Sample").await?;
    Sidebar(&world.browser).click(&hook("door-worked")).await?;
    Sidebar(&world.browser).click(&hook("save")).await?;
    Replica(&world.browser).has_focus_on("Accept Mia Sample").await?;
    world.step("takes it back in the settings").await?;
    world.browser.open_view("dashboard.html#settings/ask").await?;
    Page(&world.browser).click(&hook("consent-no")).await?;
    Page(&world.browser).shows(&hook("consent-state"), "Nothing on LinkedIn is read").await?;
    // The dashboard sees the disk before it is answered. While it is open it would ask again for what a killed background has not
    // told anybody.
    world.browser.turn_to(&world.browser.page).await?;
    until("the sidebar to go", || world.browser.has_frame(), |there| !there).await?;
    world.browser.leave_tabs().await?;
    world.step("everything has stopped").await?;
    ensure!(!world.browser.has_frame().await?, "the sidebar is there again");
    Replica(&world.browser).click("omar-test", "accept").await?;
    Replica(&world.browser).card("omar-test", false).await?;
    ensure!(Replica(&world.browser).clicks("Omar").await? == 1, "the click was held");
    let known = world.reviews().await?;
    ensure!(known.iter().all(|review| review["senders"] == json!([])), "{known:?}");
    let people = world.people().await?;
    ensure!(people.len() == 1 && people[0]["name"] == "Mia Sample", "the notes stay: {people:?}");
    Ok(())
}

pub async fn asks_whoever_comes_from_an_earlier_version(world: &mut World) -> Result<()> {
    world.step("has notes and settings of an earlier version").await?;
    let answered = json!({ "command": { "command": { "id": "earlier", "change": { "write": {
        "who": { "address": "mia-sample" }, "edits": [{ "name": "Mia Sample" }, { "worked": {} }],
    } } } } });
    let saved = world.request(answered).await?;
    ensure!(saved.get("saved").is_some(), "{saved}");
    world
        .browser
        .in_extension("await chrome.storage.local.set({ settings: '{\"guard\":\"remind\"}' });", Value::Null)
        .await?;
    world.browser.kill_background().await?;
    world.open_invitations(three()).await?;
    Sidebar(&world.browser).shows(&hook("consent"), "May Really Know read").await?;
    world.step("says yes").await?;
    Sidebar(&world.browser).click(&hook("consent-yes")).await?;
    let sidebar = Sidebar(&world.browser);
    until("the senders", || sidebar.listed(), |rows| rows.len() == 3).await?;
    Sidebar(&world.browser).click("[data-address=\"mia-sample\"]").await?;
    Sidebar(&world.browser).shows(&hook("greeting"), "Mia Sample").await?;
    ensure!(world.stored().await?.contains("remind"), "the other settings stay");
    Ok(())
}

pub async fn sample_works(world: &mut World) -> Result<()> {
    world.step("opens the welcome").await?;
    world.browser.open_view("welcome.html").await?;
    Page(&world.browser).shows("#sample", "Mia").await?;
    world.step("presses Accept before there is an answer").await?;
    Page(&world.browser).click(&hook("sample-accept")).await?;
    Page(&world.browser).shows(&hook("paused"), "Accept").await?;
    world.step("answers by keyboard").await?;
    world.browser.keys("2").await?;
    world.browser.keys("Rye starters in Leiden").await?;
    world.browser.press(Key::Enter).await?;
    Page(&world.browser).shows(&hook("greeting"), "Rye starters in Leiden").await?;
    world.step("accepts").await?;
    world.browser.press(Key::Enter).await?;
    Page(&world.browser).shows(&hook("sample-done"), "Accepted").await?;
    let stored = world.stored().await?;
    ensure!(!stored.contains("shard/") && !stored.contains("Leiden"), "the sample was stored: {stored}");
    world.browser.close_tab().await
}
