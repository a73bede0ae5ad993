//! A person's page in the dashboard.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use thirtyfour::Key;

use crate::pages::sidebar::hook;
use crate::pages::views::Page;
use crate::wait::until;
use crate::world::World;

/// Writes a note through the background, as the views do; answers whose it is.
pub async fn write(world: &World, command: &str, slug: &str, edits: Value) -> Result<String> {
    let change = json!({ "write": { "who": { "address": slug }, "edits": edits } });
    let reply = world.request(json!({ "command": { "command": { "id": command, "change": change } } })).await?;
    Ok(reply["saved"]["person"].as_str().with_context(|| reply.to_string())?.to_owned())
}

/// A note in which much is said.
async fn zoe(world: &mut World) -> Result<String> {
    world.step("has written a note").await?;
    let edits = json!([
        { "name": "Zoë Müller" }, { "headline": "Baker and beekeeper in Lisbon" },
        { "worked": { "kinds": ["client", "mentor"] } },
        { "met": { "kinds": ["event"], "memory": "Taught me to bake sourdough while the power was out.\nHer left hand was in plaster." } },
        { "metOn": "2019-05" }, { "metWhere": "Lisbon, in a bakery without light" }, { "introducedBy": "Omar Test" },
        { "story": "We sat in her kitchen until four in the morning.\nShe was just divorced." },
        { "goodAt": "Bread, bees, and saying no kindly" }, { "tags": ["bread", "bees"] },
        { "message": "It was lovely to meet you! Let's stay in touch." },
        { "addContact": { "on": "2024-02", "how": "phoned about her mill" } },
        { "addDecision": { "at": 1_700_000_000_000_i64, "decided": "notYet", "until": "2024-01-01", "why": "Ask Omar" } },
    ]);
    write(world, "n1", "zoe-muller", edits).await
}

async fn open(world: &mut World, id: &str) -> Result<()> {
    world.browser.open_view(&format!("dashboard.html#people/{id}")).await?;
    Page(&world.browser).shows(&hook("person"), "").await?;
    Ok(())
}

/// The stored note of somebody, as soon as it is as it should be.
async fn stored(world: &World, name: &str, good: impl Fn(&Value) -> bool) -> Result<Value> {
    let person = async || {
        let people = world.people().await?;
        Ok(people.into_iter().find(|person| person["name"] == name).unwrap_or_default())
    };
    until("the note on disk", person, |person| good(person)).await
}

/// Pictures at three widths, light and dark, if pictures are wanted.
pub async fn looks(world: &mut World, what: &str) -> Result<()> {
    if world.shots.is_some() {
        for (width, dark) in [(320, false), (800, true), (1400, false), (1400, true)] {
            let theme = if dark { "dark" } else { "light" };
            world.step(&format!("{what} {width} {theme}")).await?;
            world.browser.set_size(width, if width == 320 { 1800 } else { 1200 }).await?;
            world.browser.set_dark(dark).await?;
        }
        world.step("goes on").await?;
        world.browser.set_dark(false).await?;
        world.browser.set_size(1280, 800).await?;
    }
    Ok(())
}

pub async fn a_page_is_read_and_written_in_place(world: &mut World) -> Result<()> {
    let id = zoe(world).await?;
    world.step("opens the page").await?;
    open(world, &id).await?;
    let page = Page(&world.browser);
    for said in ["Zoë Müller", "We worked together", "sourdough", "We sat in her kitchen", "May 2019", "Omar Test"] {
        page.shows(&hook("person"), said).await?;
    }
    page.shows(&hook("verdict"), "You really know Zoë Müller").await?;
    page.shows(&hook("decisions"), "Ask Omar").await?;
    looks(world, "page").await?;

    world.step("writes what she looks for, with the keyboard").await?;
    let page = Page(&world.browser);
    page.click(&hook("edit-looks-for")).await?;
    world.browser.keys("A mill with water").await?;
    world.browser.press_with(Key::Control, Key::Enter).await?;
    stored(world, "Zoë Müller", |note| note["looksFor"] == "A mill with water").await?;
    let page = Page(&world.browser);
    page.shows(".page-looks-for", "A mill with water").await?;
    page.hides("#write-looks-for").await?;

    world.step("begins with the story, and goes on with the doors: the story is saved").await?;
    Page(&world.browser).click(&hook("edit-story")).await?;
    world.browser.press(Key::End).await?;
    world.browser.press_with(Key::Control, Key::End).await?;
    world.browser.keys(" And cheerful.").await?;
    let page = Page(&world.browser);
    page.click(&hook("edit-doors")).await?;
    stored(world, "Zoë Müller", |note| note["story"].as_str().is_some_and(|story| story.ends_with("And cheerful.")))
        .await?;
    looks(world, "writing").await?;
    let page = Page(&world.browser);
    page.click(&hook("door-close")).await?;
    page.click(&hook("save")).await?;
    stored(world, "Zoë Müller", |note| note["ties"]["close"].is_object()).await?;
    // The disk knows it before the page does, which until then offers to take back what was saved before.
    page.hides(&hook("save")).await?;

    world.step("takes the last back").await?;
    let page = Page(&world.browser);
    page.click(&hook("undo")).await?;
    stored(world, "Zoë Müller", |note| note["ties"]["close"].is_null()).await?;

    world.step("reads what changed").await?;
    let page = Page(&world.browser);
    page.click(&hook("open-history")).await?;
    let history = page.shows(&hook("history"), "She was just divorced").await?;
    ensure!(!history.contains("And cheerful"), "only what was is told: {history}");
    world.browser.close_tab().await
}

pub async fn what_is_begun_is_there_again(world: &mut World) -> Result<()> {
    let id = zoe(world).await?;
    world.step("begins to write and closes the page").await?;
    open(world, &id).await?;
    Page(&world.browser).click(&hook("edit-can-help")).await?;
    world.browser.keys("I know a miller").await?;
    world.browser.close_tab().await?;
    world.step("opens it again").await?;
    open(world, &id).await?;
    let page = Page(&world.browser);
    let field = hook("can-help");
    until("what was typed", || page.value(&field), |value| *value == json!("I know a miller")).await?;
    page.click(&hook("save")).await?;
    stored(world, "Zoë Müller", |note| note["canHelp"] == "I know a miller").await?;
    world.browser.close_tab().await
}

pub async fn marks_are_set_by_keyboard(world: &mut World) -> Result<()> {
    let id = zoe(world).await?;
    open(world, &id).await?;
    world.step("marks a line as sensitive").await?;
    let page = Page(&world.browser);
    let second = ".page-story .line:nth-of-type(2) [data-test=mark]";
    page.shows(second, "private").await?;
    // From the button before it: the story's first line.
    world.browser.eval("document.querySelector('.page-story .line [data-test=mark]').focus();", vec![]).await?;
    world.browser.press(Key::Tab).await?;
    world.browser.press(Key::Enter).await?;
    Page(&world.browser).shows(second, "shareable").await?;
    let focused = "return document.activeElement?.closest('.line')?.innerText ?? '';";
    let focus = async || world.browser.eval(focused, vec![]).await;
    until("the keyboard to stay on the line", focus, |text| {
        text.as_str().is_some_and(|text| text.contains("divorced"))
    })
    .await?;
    world.browser.press(Key::Enter).await?;
    let page = Page(&world.browser);
    page.shows(second, "sensitive").await?;
    let story = page.shows(".page-story", "We sat in her kitchen").await?;
    ensure!(!story.contains("divorced"), "a sensitive line is shown: {story}");
    world.step("and asks for it").await?;
    Page(&world.browser).click(&hook("show-sensitive")).await?;
    Page(&world.browser).shows(".page-story", "She was just divorced").await?;
    stored(world, "Zoë Müller", |note| note["marks"].to_string().contains("sensitive")).await?;
    world.browser.close_tab().await
}

pub async fn contacts_are_logged_with_one_key(world: &mut World) -> Result<()> {
    zoe(world).await?;
    world.step("comes from the list").await?;
    world.browser.open_view("dashboard.html#people").await?;
    Page(&world.browser).click(".people-name").await?;
    Page(&world.browser).shows(&hook("contact"), "phoned about her mill").await?;
    let focused = "return document.activeElement?.id ?? null;";
    until("the focus on the name", || world.browser.eval(focused, vec![]), |id| *id == json!("person-name")).await?;
    world.step("presses C and writes a line").await?;
    world.browser.keys("c").await?;
    world.browser.keys("tea on her balcony").await?;
    world.browser.press(Key::Enter).await?;
    let note =
        stored(world, "Zoë Müller", |note| note["contacts"].as_array().is_some_and(|log| log.len() == 2)).await?;
    ensure!(note["contacts"][1]["how"] == "tea on her balcony", "{note}");
    ensure!(note["contacts"][1]["on"].as_str().is_some_and(|on| on.len() == 10), "{note}");
    Page(&world.browser).shows(&hook("contact"), "tea on her balcony").await?;
    world.step("says how often").await?;
    let choose = "const it = document.querySelector('#in-touch'); it.value = 'quarter'; \
                  it.dispatchEvent(new Event('change', { bubbles: true }));";
    world.browser.eval(choose, vec![]).await?;
    stored(world, "Zoë Müller", |note| note["inTouch"] == "quarter").await?;
    Page(&world.browser).shows(&hook("touch-says"), "Time again from").await?;
    world.step("takes a contact out").await?;
    Page(&world.browser).click(&hook("remove-contact")).await?;
    stored(world, "Zoë Müller", |note| note["contacts"].as_array().is_some_and(|log| log.len() == 1)).await?;
    world.browser.close_tab().await
}

pub async fn two_notes_become_one_and_two_again(world: &mut World) -> Result<()> {
    let id = zoe(world).await?;
    let edits = json!([{ "name": "Zoe Muller" }, { "story": "She sold me her boat." }, { "close": {} }]);
    let other = write(world, "n2", "zoe-m-2", edits).await?;
    open(world, &id).await?;
    world.step("looks for the other note").await?;
    Page(&world.browser).click(&hook("merge")).await?;
    Page(&world.browser).shows(&hook("merge-row"), "Zoe Muller").await?;
    Page(&world.browser).click(&hook("merge-row")).await?;
    Page(&world.browser).shows(&hook("merge-compare"), "She sold me her boat.").await?;
    looks(world, "merge").await?;
    world.step("merges").await?;
    Page(&world.browser).click(&hook("merge-do")).await?;
    until("one note", || world.people(), |people| people.len() == 1).await?;
    Page(&world.browser).shows(".page-story", "She sold me her boat.").await?;
    world.step("takes it back").await?;
    Page(&world.browser).click(&hook("undo")).await?;
    until("two notes", || world.people(), |people| people.len() == 2).await?;
    ensure!(world.stored().await?.contains(&other));
    world.browser.close_tab().await
}

pub async fn a_deleted_note_comes_back(world: &mut World) -> Result<()> {
    let id = zoe(world).await?;
    open(world, &id).await?;
    let link = Page(&world.browser).0.eval("return document.querySelector('[data-test=export]').hash;", vec![]).await?;
    ensure!(link == json!(format!("#backup/export?person={id}")), "{link}");
    world.step("deletes and undoes").await?;
    Page(&world.browser).click(&hook("delete")).await?;
    until("nobody", || world.people(), Vec::is_empty).await?;
    Page(&world.browser).click(&hook("undo")).await?;
    Page(&world.browser).shows(&hook("person"), "sourdough").await?;
    world.step("deletes again, and comes back to the address").await?;
    Page(&world.browser).click(&hook("delete")).await?;
    until("nobody", || world.people(), Vec::is_empty).await?;
    world.browser.close_tab().await?;
    world.browser.open_view(&format!("dashboard.html#people/{id}")).await?;
    looks(world, "trash").await?;
    Page(&world.browser).click(&hook("restore")).await?;
    Page(&world.browser).shows(&hook("person"), "sourdough").await?;
    world.browser.close_tab().await
}

pub async fn a_conflict_is_shown_and_chosen(world: &mut World) -> Result<()> {
    let id = zoe(world).await?;
    open(world, &id).await?;
    world.step("writes while somebody else changes the same").await?;
    Page(&world.browser).click(&hook("edit-good-at")).await?;
    world.browser.press_with(Key::Control, Key::End).await?;
    world.browser.keys(", and boats").await?;
    write(world, "n2", "zoe-muller", json!([{ "goodAt": "Cheese" }])).await?;
    let page = Page(&world.browser);
    let field = hook("good-at");
    until("the draft to stay", || page.value(&field), |value| value.to_string().contains("boats")).await?;
    page.click(&hook("save")).await?;
    page.shows(&hook("conflicts"), "Cheese").await?;
    page.shows(&hook("conflicts"), "saying no kindly, and boats").await?;
    looks(world, "conflict").await?;
    ensure!(world.stored().await?.contains("Cheese"), "the stored value stands until the user chooses");
    world.step("comes back later: it is still to be chosen").await?;
    world.browser.close_tab().await?;
    open(world, &id).await?;
    Page(&world.browser).click(&hook("conflict-mine")).await?;
    stored(world, "Zoë Müller", |note| note["goodAt"].as_str().is_some_and(|text| text.ends_with("and boats"))).await?;
    Page(&world.browser).hides(&hook("conflicts")).await?;
    world.browser.close_tab().await
}

pub async fn the_popup_shows_a_conflict(world: &mut World) -> Result<()> {
    zoe(world).await?;
    world.step("begins to edit in the popup").await?;
    world.browser.open_view("popup.html").await?;
    Page(&world.browser).click(&hook("recent")).await?;
    Page(&world.browser).click(&hook("edit")).await?;
    Page(&world.browser).fill(&hook("memory"), " And rye.").await?;
    write(world, "n2", "zoe-muller", json!([{ "met": { "memory": "Something else" } }, { "headline": "Miller" }]))
        .await?;
    world.step("saves: both are shown, and the rest is saved").await?;
    Page(&world.browser).click(&hook("save")).await?;
    Page(&world.browser).shows(&hook("conflicts"), "Something else").await?;
    Page(&world.browser).shows(&hook("conflicts"), "And rye.").await?;
    Page(&world.browser).shows(&hook("person"), "Miller").await?;
    world.step("closes it and comes back").await?;
    world.browser.close_tab().await?;
    world.browser.open_view("popup.html").await?;
    Page(&world.browser).shows(&hook("conflicts"), "And rye.").await?;
    Page(&world.browser).click(&hook("conflict-theirs")).await?;
    Page(&world.browser).hides(&hook("conflicts")).await?;
    stored(world, "Zoë Müller", |note| note["ties"]["met"]["memory"] == "Something else").await?;
    world.browser.close_tab().await
}
