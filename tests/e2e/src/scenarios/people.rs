//! The people room of the dashboard.

use anyhow::{Result, ensure};
use serde_json::{Value, json};
use thirtyfour::Key;

use super::person::{looks, write};
use crate::pages::sidebar::hook;
use crate::pages::views::Page;
use crate::wait::until;
use crate::world::World;

/// Some people of whom different things are known.
async fn some_people(world: &mut World) -> Result<()> {
    world.step("has written some notes").await?;
    let met = json!({ "met": { "memory": "Taught me to bake while the power was out" } });
    for (slug, edits) in [
        (
            "ana-pinto",
            json!([{ "name": "Ana Pinto" }, { "headline": "Beekeeper" }, met, { "metOn": "2019-05" }, { "metWhere": "Porto" }, { "tags": ["bees", "porto"] }]),
        ),
        (
            "bo-lind",
            json!([{ "name": "Bo Lind" }, { "headline": "Carpenter" }, { "worked": { "kinds": ["client"] } }, { "metOn": "2024" }, { "tags": ["wood"] }, { "addContact": { "on": "2026-01-05", "how": "phoned" } }]),
        ),
        (
            "cy-moss",
            json!([{ "name": "Cy Moss" }, { "worked": {} }, met, { "story": "The bridge that wasn't there" }, { "addContact": { "on": "2020-03" } }]),
        ),
        ("di-noor", json!([{ "name": "Di Noor" }, { "close": { "kinds": ["friend"] } }, { "tags": ["porto"] }])),
        ("émile-zola", json!([{ "name": "Émile Zola" }, { "headline": "Writer" }])),
    ] {
        write(world, slug, slug, edits).await?;
    }
    world.browser.open_view("dashboard.html#people").await?;
    Page(&world.browser).shows(&hook("people-count"), "5 people").await?;
    // The notes are read, not only the names.
    Page(&world.browser).shows(".people-headline", "Beekeeper").await?;
    Ok(())
}

/// Waits until the list shows these people, in this order.
async fn lists(world: &World, names: &[&str]) -> Result<()> {
    let script = "const inside = document.querySelector('[data-test=people]')?.getBoundingClientRect(); \
                  if (!inside) return []; \
                  const seen = (it) => { const box = it.getBoundingClientRect(); \
                      return box.height > 0 && box.top >= inside.top && box.bottom <= inside.bottom; }; \
                  return [...document.querySelectorAll('.people-name')].filter(seen).map((name) => name.textContent);";
    until("the list", || world.browser.eval(script, vec![]), |shown| *shown == json!(names)).await?;
    Ok(())
}

async fn choose(world: &World, select: &str, value: &str) -> Result<()> {
    let script = "const select = document.querySelector(arguments[0]); select.value = arguments[1]; \
                  select.dispatchEvent(new Event('change', { bubbles: true })); return null;";
    world.browser.eval(script, vec![json!(hook(select)), json!(value)]).await?;
    Ok(())
}

async fn address(world: &World) -> Result<Value> {
    world.browser.eval("return location.hash;", vec![]).await
}

pub async fn an_empty_room_teaches(world: &mut World) -> Result<()> {
    world.step("opens the dashboard").await?;
    world.browser.open_view("dashboard.html").await?;
    Page(&world.browser).shows(&hook("people-empty"), "beside their invitation").await?;
    looks(world, "empty").await
}

pub async fn is_searched_and_narrowed_down(world: &mut World) -> Result<()> {
    some_people(world).await?;
    lists(world, &["Ana Pinto", "Bo Lind", "Cy Moss", "Di Noor", "Émile Zola"]).await?;
    looks(world, "room").await?;

    world.step("searches, with a typing mistake").await?;
    world.browser.keys("/").await?;
    world.browser.keys("bridgge").await?;
    lists(world, &["Cy Moss"]).await?;
    ensure!(address(world).await? == "#people?q=bridgge");
    Page(&world.browser).shows(&hook("people-count"), "1 of 5").await?;
    world.browser.press(Key::Escape).await?;
    lists(world, &["Ana Pinto", "Bo Lind", "Cy Moss", "Di Noor", "Émile Zola"]).await?;

    world.step("narrows down").await?;
    let page = Page(&world.browser);
    page.click(&hook("filter")).await?;
    page.click(&hook("filter-worked")).await?;
    lists(world, &["Bo Lind", "Cy Moss"]).await?;
    page.click(&hook("filter-no-story")).await?;
    lists(world, &["Bo Lind"]).await?;
    looks(world, "narrowed").await?;
    ensure!(address(world).await? == "#people?door=worked&story=none");

    world.step("back, and forward").await?;
    world.browser.eval("history.back(); return null;", vec![]).await?;
    lists(world, &["Bo Lind", "Cy Moss"]).await?;
    world.browser.eval("history.forward(); return null;", vec![]).await?;
    lists(world, &["Bo Lind"]).await?;
    let page = Page(&world.browser);
    page.click(&hook("clear-filters")).await?;
    lists(world, &["Ana Pinto", "Bo Lind", "Cy Moss", "Di Noor", "Émile Zola"]).await?;

    world.step("in other orders, by tag and by rule").await?;
    choose(world, "people-order", "quiet").await?;
    lists(world, &["Ana Pinto", "Di Noor", "Émile Zola", "Cy Moss", "Bo Lind"]).await?;
    choose(world, "people-order", "met").await?;
    lists(world, &["Bo Lind", "Ana Pinto", "Cy Moss", "Di Noor", "Émile Zola"]).await?;
    choose(world, "filter-tag", "porto").await?;
    lists(world, &["Ana Pinto", "Di Noor"]).await?;
    Page(&world.browser).click(&hook("clear-filters")).await?;
    choose(world, "filter-known", "noAnswer").await?;
    lists(world, &["Émile Zola"]).await
}

pub async fn lists_are_saved(world: &mut World) -> Result<()> {
    some_people(world).await?;
    world.step("saves what is asked for").await?;
    choose(world, "filter-tag", "porto").await?;
    lists(world, &["Ana Pinto", "Di Noor"]).await?;
    let page = Page(&world.browser);
    page.click(&hook("save-list")).await?;
    page.fill(&hook("list-name"), "Friends in Porto").await?;
    world.browser.press(Key::Enter).await?;
    Page(&world.browser).shows(&hook("saved-list"), "Friends in Porto").await?;

    world.step("opens it another day").await?;
    world.browser.open_view("dashboard.html#people").await?;
    lists(world, &["Ana Pinto", "Bo Lind", "Cy Moss", "Di Noor", "Émile Zola"]).await?;
    Page(&world.browser).click(&hook("saved-list")).await?;
    lists(world, &["Ana Pinto", "Di Noor"]).await?;

    world.step("forgets it").await?;
    Page(&world.browser).click(&hook("forget-list")).await?;
    Page(&world.browser).hides(&hook("saved-list")).await
}

pub async fn many_are_chosen_by_keyboard(world: &mut World) -> Result<()> {
    some_people(world).await?;
    world.step("chooses two").await?;
    world.browser.keys("/").await?;
    world.browser.press(Key::Down).await?;
    world.browser.keys(" ").await?;
    world.browser.press(Key::Down).await?;
    world.browser.keys(" ").await?;
    Page(&world.browser).shows(&hook("chosen"), "2 chosen").await?;
    looks(world, "chosen").await?;

    world.step("tags them, and takes that back").await?;
    let page = Page(&world.browser);
    page.fill(&hook("tag-chosen"), "spring").await?;
    page.click(&hook("add-tag")).await?;
    page.shows(&hook("people-done"), "2 notes").await?;
    let tagged = async || {
        let people = world.people().await?;
        let has = |person: &Value| person["tags"].as_array().is_some_and(|tags| tags.contains(&json!("spring")));
        Ok(people.iter().filter(|person| has(person)).count())
    };
    until("both tags on disk", tagged, |count| *count == 2).await?;
    page.click(&hook("undo")).await?;
    until("no such tag on disk", tagged, |count| *count == 0).await?;

    world.step("deletes them, and takes that back").await?;
    let page = Page(&world.browser);
    page.click(&hook("delete-chosen")).await?;
    lists(world, &["Cy Moss", "Di Noor", "Émile Zola"]).await?;
    Page(&world.browser).click(&hook("undo")).await?;
    lists(world, &["Ana Pinto", "Bo Lind", "Cy Moss", "Di Noor", "Émile Zola"]).await?;

    world.step("opens a page with Enter, and comes back").await?;
    world.browser.keys("/").await?;
    world.browser.press(Key::Down).await?;
    world.browser.press(Key::Down).await?;
    world.browser.press(Key::Enter).await?;
    Page(&world.browser).shows(&hook("person"), "Bo Lind").await?;
    world.browser.eval("history.back(); return null;", vec![]).await?;
    lists(world, &["Ana Pinto", "Bo Lind", "Cy Moss", "Di Noor", "Émile Zola"]).await
}
