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

/// More than are in sight, in more shards than change at once in a usual edit; the room is open.
async fn forty_people(world: &mut World) -> Result<()> {
    world.step("has written many notes").await?;
    let write = |n: usize| {
        let tag = if n.is_multiple_of(2) { "even" } else { "odd" };
        let edits = json!([{ "name": format!("Person {n:02}") }, { "worked": {} }, { "tags": [tag] }]);
        let change = json!({ "write": { "who": { "address": format!("person-{n}") }, "edits": edits } });
        json!({ "command": { "command": { "id": format!("many-{n}"), "change": change } } })
    };
    world.browser.open_view("dashboard.html#people").await?;
    let send = "const replies = []; for (const one of args) replies.push(await chrome.runtime.sendMessage(one)); return replies;";
    let replies = world.browser.eval_async(send, (0..40).map(write).collect()).await?;
    ensure!(replies.as_array().is_some_and(|all| all.iter().all(|one| one.get("saved").is_some())), "{replies}");
    Page(&world.browser).shows(&hook("people-count"), "40 people").await?;
    Page(&world.browser).shows(".tag", "even").await?;
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

    world.step("searches for two words, typed one letter after the other").await?;
    for letter in "ana pinto".chars() {
        world.browser.keys(letter.to_string()).await?;
    }
    let typed = async || Page(&world.browser).value(&hook("people-search")).await;
    until("both words in the field", typed, |typed| *typed == json!("ana pinto")).await?;
    lists(world, &["Ana Pinto"]).await?;
    ensure!(address(world).await? == "#people?q=ana%20pinto");
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

pub async fn the_form_stays_open(world: &mut World) -> Result<()> {
    some_people(world).await?;
    world.step("narrows the list down, and looks at somebody").await?;
    Page(&world.browser).click(&hook("filter")).await?;
    Page(&world.browser).click("label:has([data-test=\"filter-worked\"])").await?;
    Page(&world.browser).shows(&hook("people-count"), "2 of 5").await?;
    Page(&world.browser).click(&hook("person")).await?;
    Page(&world.browser).hides(&hook("people-count")).await?;
    world.step("comes back").await?;
    world.browser.eval("history.back();", vec![]).await?;
    Page(&world.browser).shows(&hook("people-count"), "2 of 5").await?;
    Page(&world.browser).shows("label:has([data-test=\"filter-worked\"])", "").await?;
    world.step("folds it, and it stays folded").await?;
    Page(&world.browser).click(&hook("filter")).await?;
    Page(&world.browser).click(&hook("person")).await?;
    Page(&world.browser).hides(&hook("people-count")).await?;
    world.browser.eval("history.back();", vec![]).await?;
    Page(&world.browser).shows(&hook("people-count"), "2 of 5").await?;
    Page(&world.browser).hides("label:has([data-test=\"filter-worked\"])").await?;
    world.browser.close_tab().await
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
    lists(world, &["Ana Pinto", "Bo Lind", "Cy Moss", "Di Noor", "Émile Zola"]).await?;

    world.step("is where they were: the next key goes on from there").await?;
    world.browser.press(Key::Down).await?;
    world.browser.press(Key::Enter).await?;
    Page(&world.browser).shows(&hook("person"), "Cy Moss").await?;
    world.browser.close_tab().await
}

pub async fn the_bar_leaves_the_list_where_it_is(world: &mut World) -> Result<()> {
    forty_people(world).await?;
    // A window of 1280 x 800 at 200 %, and the ordinary one.
    for (width, height, folded) in [(640, 400, true), (1280, 800, false)] {
        world.step(&format!("chooses two in a window of {width} x {height}")).await?;
        world.browser.set_size(width, height).await?;
        world.browser.eval("document.getElementById('people-list').scrollIntoView();", vec![]).await?;
        world.browser.eval("document.getElementById('people-list').focus();", vec![]).await?;
        let top = "return document.getElementById('people-list').getBoundingClientRect().top;";
        let before = world.browser.eval(top, vec![]).await?;
        world.browser.press(Key::Home).await?;
        world.browser.keys(" ").await?;
        world.browser.press(Key::Down).await?;
        world.browser.keys(" ").await?;
        Page(&world.browser).shows(&hook("chosen"), "2 chosen").await?;
        world.browser.rest().await?;
        let after = world.browser.eval(top, vec![]).await?;
        ensure!(before == after, "the list moved from {before} to {after}");
        // Rows that can be seen between the list's edge and the bar, whether the bar is in the window, and its height.
        let room = "const bar = document.querySelector('[data-test=chosen]').getBoundingClientRect(); \
                    const rows = [...document.querySelectorAll('[data-test=person]')].map((row) => row.getBoundingClientRect()); \
                    const seen = rows.filter((row) => row.top >= 0 && row.bottom <= bar.top).length; \
                    return [seen, bar.top >= 0 && bar.bottom <= innerHeight && bar.left >= 0 && bar.right <= innerWidth, bar.height];";
        let seen = world.browser.eval(room, vec![]).await?;
        let rows = seen[0].as_u64().unwrap_or_default();
        ensure!(rows >= 3 && seen[1] == json!(true), "{rows} rows are in sight, and the bar: {seen}");
        looks(world, "bar").await?;
        world.browser.set_size(width, height).await?;
        if folded {
            world.step("unfolds the bar").await?;
            ensure!(seen[2].as_f64().is_some_and(|height| height < 90.0), "more than a line or two: {seen}");
            Page(&world.browser).hides(&hook("tag-chosen")).await?;
            Page(&world.browser).click(&hook("more-chosen")).await?;
            Page(&world.browser).shows(&hook("delete-chosen"), "Delete").await?;
            let seen = world.browser.eval(room, vec![]).await?;
            ensure!(seen[1] == json!(true), "unfolded it is larger than the window: {seen}");
            Page(&world.browser).fill(&hook("tag-chosen"), "spring").await?;
            Page(&world.browser).click(&hook("add-tag")).await?;
            Page(&world.browser).shows(&hook("people-done"), "2 notes").await?;
            world.step("folds it").await?;
            Page(&world.browser).click(&hook("more-chosen")).await?;
            Page(&world.browser).hides(&hook("tag-chosen")).await?;
        } else {
            Page(&world.browser).shows(&hook("delete-chosen"), "Delete").await?;
            Page(&world.browser).hides(&hook("more-chosen")).await?;
        }
        Page(&world.browser).click(&hook("choose-nobody")).await?;
        Page(&world.browser).hides(&hook("chosen")).await?;
    }
    world.step("in a window that has grown, the list has rows to its end").await?;
    world.browser.set_size(640, 400).await?;
    world.browser.close_tab().await?;
    world.browser.open_view("dashboard.html#people").await?;
    Page(&world.browser).shows(&hook("people-count"), "40 people").await?;
    world.browser.set_size(640, 1900).await?;
    let full = "const list = document.getElementById('people-list').getBoundingClientRect(); \
                const rows = [...document.querySelectorAll('[data-test=person]')].map((row) => row.getBoundingClientRect().bottom); \
                return Math.max(...rows) >= list.bottom;";
    until("rows to the end", || world.browser.eval(full, vec![]), |full| *full == json!(true)).await?;
    world.browser.close_tab().await
}

pub async fn many_are_dealt_with_in_plain_sight(world: &mut World) -> Result<()> {
    forty_people(world).await?;

    world.step("chooses everybody, then narrows down: who is out of sight is said, and can be let go").await?;
    world.browser.keys("/").await?;
    world.browser.press(Key::Down).await?;
    world.browser.keys_with_control("a").await?;
    Page(&world.browser).shows(&hook("chosen"), "40 chosen").await?;
    choose(world, "filter-tag", "odd").await?;
    Page(&world.browser).shows(&hook("chosen-unseen"), "20").await?;
    Page(&world.browser).click(&hook("choose-seen")).await?;
    Page(&world.browser).shows(&hook("chosen"), "20 chosen").await?;
    Page(&world.browser).hides(&hook("chosen-unseen")).await?;
    Page(&world.browser).click(&hook("clear-filters")).await?;
    Page(&world.browser).shows(&hook("people-count"), "40 people").await?;

    world.step("goes to somebody's page and back: the place in the list and the choice are kept").await?;
    Page(&world.browser).click(".people-row [class=people-box]").await?;
    Page(&world.browser).shows(&hook("chosen"), "21 chosen").await?;
    let scrolled = "const list = document.getElementById('people-list'); return list.scrollTop;";
    // At once: before the browser tells that the list was scrolled.
    let there = "document.getElementById('people-list').scrollTop = 900; \
                 const list = document.getElementById('people-list').getBoundingClientRect(); \
                 const rows = [...document.querySelectorAll('.people-row')].map((row) => [row.getBoundingClientRect(), row]); \
                 const seen = rows.find(([box]) => box.top > list.top && box.bottom < list.bottom); \
                 seen?.[1].querySelector('.people-name').click(); return !!seen;";
    until("a row there", || world.browser.eval(there, vec![]), |clicked| *clicked == json!(true)).await?;
    Page(&world.browser).shows(&hook("person"), "Person").await?;
    world.browser.eval("history.back(); return null;", vec![]).await?;
    Page(&world.browser).shows(&hook("chosen"), "21 chosen").await?;
    until("the place in the list", || world.browser.eval(scrolled, vec![]), |top| *top == json!(900)).await?;
    let focused = "return document.activeElement?.id ?? null;";
    until("the focus in the list", || world.browser.eval(focused, vec![]), |id| *id == json!("people-list")).await?;

    world.step("deletes more than a few: is asked first").await?;
    Page(&world.browser).click(&hook("delete-chosen")).await?;
    Page(&world.browser).shows(&hook("delete-asked"), "21").await?;
    ensure!(world.people().await?.len() == 40, "nothing is deleted before the answer");
    Page(&world.browser).click(&hook("delete-not")).await?;
    Page(&world.browser).hides(&hook("delete-asked")).await?;
    Page(&world.browser).click(&hook("delete-chosen")).await?;
    Page(&world.browser).click(&hook("delete-really")).await?;
    Page(&world.browser).shows(&hook("people-done"), "21 notes").await?;
    until("19 on disk", || world.people(), |people| people.len() == 19).await?;
    Page(&world.browser).click(&hook("undo")).await?;
    until("everybody on disk", || world.people(), |people| people.len() == 40).await?;
    world.browser.close_tab().await
}

pub async fn what_many_acts_did_can_be_stopped_and_undone(world: &mut World) -> Result<()> {
    some_people(world).await?;
    world.step("the third of five deletes fails").await?;
    // As a background does that has lost its storage.
    let failing = "const send = chrome.runtime.sendMessage.bind(chrome.runtime); let deleted = 0; \
        chrome.runtime.sendMessage = async (request, ...rest) => { \
            if (request?.command?.command?.change?.delete && ++deleted === 3) return { problem: { kind: 'storage', message: 'made up' } }; \
            return send(request, ...rest); }; return null;";
    world.browser.eval(failing, vec![]).await?;
    world.browser.keys("/").await?;
    world.browser.press(Key::Down).await?;
    world.browser.keys_with_control("a").await?;
    Page(&world.browser).shows(&hook("chosen"), "5 chosen").await?;
    Page(&world.browser).click(&hook("delete-chosen")).await?;
    Page(&world.browser).shows(&hook("people-failed"), "2 of 5").await?;
    until("three on disk", || world.people(), |people| people.len() == 3).await?;
    world.step("who wasn't deleted is still chosen, and the others come back").await?;
    Page(&world.browser).shows(&hook("chosen"), "3 chosen").await?;
    Page(&world.browser).click(&hook("undo")).await?;
    until("five on disk", || world.people(), |people| people.len() == 5).await?;
    // The room hears of it a moment later, and only who is in the list can be chosen.
    Page(&world.browser).shows(&hook("people-done"), "Taken back").await?;
    Page(&world.browser).shows(&hook("people-count"), "5 people").await?;

    world.step("is stopped in the middle").await?;
    let slow = "const send = chrome.runtime.sendMessage.bind(chrome.runtime); \
        chrome.runtime.sendMessage = async (request, ...rest) => { \
            if (request?.command?.command?.change?.delete) await new Promise((then) => setTimeout(then, 700)); \
            return send(request, ...rest); }; return null;";
    world.browser.eval(slow, vec![]).await?;
    world.browser.keys("/").await?;
    world.browser.press(Key::Down).await?;
    world.browser.keys_with_control("a").await?;
    Page(&world.browser).shows(&hook("chosen"), "5 chosen").await?;
    Page(&world.browser).click(&hook("delete-chosen")).await?;
    Page(&world.browser).click(&hook("stop-run")).await?;
    Page(&world.browser).shows(&hook("people-done"), "of 5").await?;
    let left = world.people().await?.len();
    ensure!((1..5).contains(&left), "{left} are left");
    Page(&world.browser).click(&hook("undo")).await?;
    until("five on disk", || world.people(), |people| people.len() == 5).await?;
    world.browser.close_tab().await
}

pub async fn another_rule_is_seen_at_once(world: &mut World) -> Result<()> {
    some_people(world).await?;
    world.step("everybody with a door is known").await?;
    choose(world, "filter-known", "really").await?;
    lists(world, &["Ana Pinto", "Bo Lind", "Cy Moss", "Di Noor"]).await?;
    world.step("friends don't count any more, and the room hears of it").await?;
    let go = |to: &str| format!("location.hash = '{to}'; return null;");
    world.browser.eval(&go("#settings/rule"), vec![]).await?;
    Page(&world.browser).click(&hook("door-counts-close")).await?;
    Page(&world.browser).shows(&hook("rule-example"), "").await?;
    until("the rule on disk", || world.stored(), |all| all.contains("closeOff")).await?;
    let page = Page(&world.browser);
    page.shows(&hook("judged-sum"), "1").await?;
    let di = page.shows(&hook("judged-person"), "Di Noor").await?;
    ensure!(di.contains("was: you really know them – now: not quite, by your rule"), "before and after: {di}");
    looks(world, "judged").await?;
    world.browser.eval(&go("#people?known=really"), vec![]).await?;
    lists(world, &["Ana Pinto", "Bo Lind", "Cy Moss"]).await?;
    let colour = "return [...document.querySelectorAll('.people-row')].find((row) => row.textContent.includes('Di Noor'))\
                  ?.querySelector('.people-how').dataset.known ?? null;";
    world.browser.eval(&go("#people"), vec![]).await?;
    until("the row's colour", || world.browser.eval(colour, vec![]), |known| *known == json!("notYet")).await?;

    world.step("the rule is changed in another tab").await?;
    world.request(json!({ "settings": { "edits": [{ "doors": [true, true, true] }] } })).await?;
    until("the row's colour", || world.browser.eval(colour, vec![]), |known| *known == json!("really")).await?;
    world.browser.close_tab().await
}

pub async fn nobody_is_listed_after_everything_was_erased(world: &mut World) -> Result<()> {
    forty_people(world).await?;
    world.step("erases everything").await?;
    let erased = world.request(json!("eraseAll")).await?;
    ensure!(erased.get("problem").is_none(), "{erased}");
    until("nobody on disk", || world.people(), Vec::is_empty).await?;
    Page(&world.browser).shows(&hook("people-empty"), "").await?;
    world.browser.close_tab().await
}
