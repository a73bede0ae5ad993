//! Notes that stay safe: files for one person, backups that are due and read back, work that is given up, a full disk.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::backup::{choose, made_file, notes, open_room, saved_by, two_notes};
use super::three;
use crate::pages::sidebar::{Sidebar, hook};
use crate::pages::views::Page;
use crate::wait::until;
use crate::world::World;

/// As long as this is stored the background has no room (`variants/full.js`).
const NO_ROOM: &str = "no-room-for-tests";

pub async fn one_person_goes_out(world: &mut World) -> Result<()> {
    two_notes(world).await?;
    open_room(world).await?;
    world.step("looks for one person").await?;
    let change = json!({ "write": { "who": { "address": "zoe-muller" }, "edits": [{ "headline": "Baker" }] } });
    world.request(json!({ "command": { "command": { "id": "h1", "change": change } } })).await?;
    let page = Page(&world.browser);
    page.click(&hook("whose-one")).await?;
    page.fill(&hook("find-person"), "zoe").await?;
    // What is found is drawn anew with each letter, perhaps under the mouse.
    let chosen = || async {
        let _ = page.click(".choice input[data-test^=person-]").await;
        page.0.eval("return document.querySelectorAll('[data-test^=person-]:checked').length;", vec![]).await
    };
    until("her to be chosen", chosen, |count| *count == json!(1)).await?;
    world.step("saves all that is written about them").await?;
    let backup = saved_by(world, "export", "export-outcome").await?;
    let backup: Value = serde_json::from_slice(&std::fs::read(backup)?)?;
    let people: Vec<&Value> = backup["people"].as_object().context("no people")?.values().collect();
    ensure!(people.len() == 1 && people[0]["name"] == "Zoë Müller", "{people:?}");
    ensure!(backup["extent"] == "part", "it says that it is everything: {}", backup["extent"]);
    ensure!(!backup.to_string().contains("umbrella"), "something about Bo is in it");
    ensure!(backup["history"][0]["field"] == "headline", "no history: {}", backup["history"]);

    world.step("and as a text that anybody can read").await?;
    Page(&world.browser).click(&hook("kind-notes")).await?;
    let text = saved_by(world, "export", "export-outcome").await?;
    ensure!(text.extension().is_some_and(|ending| ending == "md"), "{text:?}");
    let text = std::fs::read_to_string(text)?;
    ensure!(text.contains("Zoë Müller") && text.contains("sourdough") && !text.contains("umbrella"), "{text}");
    Page(&world.browser).shows(&hook("backup-state"), "There is no backup yet").await?;
    world.browser.close_tab().await
}

/// Writes so many people through the background, in the view that is open.
async fn many_notes(world: &World, name: &str, count: usize) -> Result<()> {
    let write = "for (let n = 0; n < args.count; n++) { \
            const edits = [{ name: `Person ${n}` }, { story: args.name }]; \
            const change = { write: { who: { address: `person-${n}` }, edits } }; \
            const reply = await chrome.runtime.sendMessage({ command: { command: { id: `${args.name} ${n}`, change } } }); \
            if (!reply.saved) throw new Error(JSON.stringify(reply)); \
        }";
    world.browser.eval_async(write, json!({ "name": name, "count": count })).await?;
    Ok(())
}

pub async fn a_backup_is_called_for(world: &mut World) -> Result<()> {
    two_notes(world).await?;
    world.step("has two people: no word of it").await?;
    open_room(world).await?;
    Page(&world.browser).shows(&hook("backup-state"), "There is no backup yet").await?;
    Page(&world.browser).hides(&hook("backup-reminder")).await?;
    world.step("has ten more").await?;
    many_notes(world, "first", 10).await?;
    Page(&world.browser).shows(&hook("backup-reminder"), "No backup yet").await?;
    world.step("follows it from another room and saves one").await?;
    world.browser.open(&format!("{}dashboard.html#people", world.browser.base)).await?;
    Page(&world.browser).click(&hook("backup-reminder")).await?;
    let file = saved_by(world, "backup-now", "state-outcome").await?;
    world.step("is asked to read it back: nobody knows whether it was really saved").await?;
    Page(&world.browser).shows(&hook("backup-reminder"), "Backup not read back yet").await?;
    choose(world, "check-file", &file).await?;
    Page(&world.browser).hides(&hook("backup-reminder")).await?;

    world.step("changes a few things").await?;
    many_notes(world, "second", 10).await?;
    world.browser.close_tab().await?;
    open_room(world).await?;
    Page(&world.browser).shows(&hook("backup-state"), "10 changes").await?;
    Page(&world.browser).hides(&hook("backup-reminder")).await?;
    world.step("and many").await?;
    many_notes(world, "third", 20).await?;
    world.browser.close_tab().await?;
    open_room(world).await?;
    Page(&world.browser).shows(&hook("backup-reminder"), "30 changes since the last backup you read back").await?;
    world.browser.close_tab().await
}

pub async fn a_check_tells_what_is_missing(world: &mut World) -> Result<()> {
    two_notes(world).await?;
    open_room(world).await?;
    let file = saved_by(world, "backup-now", "state-outcome").await?;
    Page(&world.browser).shows(&hook("backup-checked"), "never read back").await?;
    world.step("reads it back").await?;
    choose(world, "check-file", &file).await?;
    Page(&world.browser)
        .shows(&format!("{}[data-state=complete]", hook("check-outcome")), "2 notes are the same")
        .await?;
    Page(&world.browser).shows(&hook("backup-checked"), "found whole").await?;

    world.step("changes one note and writes another").await?;
    let change = |id: &str, slug: &str, name: &str| {
        let change = json!({ "write": { "who": { "address": slug }, "edits": [{ "name": name }] } });
        json!({ "command": { "command": { "id": id, "change": change } } })
    };
    world.request(change("c1", "bo-li", "Bo Li-Silva")).await?;
    world.request(change("c2", "ada-new", "Ada New")).await?;
    choose(world, "check-file", &file).await?;
    let outcome = format!("{}[data-state=incomplete]", hook("check-outcome"));
    let said = Page(&world.browser).shows(&outcome, "Not everything is in it").await?;
    for part in ["1 note is the same", "1 note is only here", "1 note is not what it was", "Ada New", "Bo Li"] {
        ensure!(said.contains(part), "no “{part}” in: {said}");
    }
    world.step("reads back a file that is damaged").await?;
    let bytes = std::fs::read(&file)?;
    let damaged = made_file(world, "damaged.json", &bytes[..bytes.len() - 40])?;
    choose(world, "check-file", &damaged).await?;
    Page(&world.browser).shows(&hook("problem"), "cut off").await?;
    world.browser.close_tab().await
}

pub async fn the_old_form_is_kept_until_a_backup_is_read_back(world: &mut World) -> Result<()> {
    two_notes(world).await?;
    world.step("has been updated: the old form of a part is kept").await?;
    let old = r#"{"v":0,"people":[{"id":"bb0000000000000007","name":"As it was before"}]}"#;
    let keep = "await chrome.storage.local.set({ 'backup/0/shard/bb': args });";
    world.browser.in_extension(keep, json!(old)).await?;
    open_room(world).await?;
    world.step("saves it elsewhere").await?;
    Page(&world.browser).click(&hook("before-update")).await?;
    let file = world.browser.downloads().join("really-know-backup.txt");
    let text = || async { Ok(std::fs::read_to_string(&file).unwrap_or_default()) };
    let text = until("the old form in the downloads", text, |text| text.ends_with("]]")).await?;
    let saved: Vec<(String, String)> = serde_json::from_str(&text)?;
    ensure!(saved == [("backup/0/shard/bb".to_owned(), old.to_owned())], "{text}");

    world.step("reads a backup back: it isn't needed any more").await?;
    let backup = saved_by(world, "backup-now", "state-outcome").await?;
    choose(world, "check-file", &backup).await?;
    Page(&world.browser)
        .shows(&format!("{}[data-state=complete]", hook("check-outcome")), "Everything is in it")
        .await?;
    let kept = || async { Ok(world.browser.storage().await?.to_string()) };
    until("the old form to go", kept, |stored| !stored.contains("As it was before")).await?;
    world.browser.close_tab().await?;
    open_room(world).await?;
    Page(&world.browser).hides(&hook("before-update")).await?;
    world.browser.close_tab().await
}

pub async fn reading_is_cancelled(world: &mut World) -> Result<()> {
    two_notes(world).await?;
    let before = notes(world).await?;
    let rows = (0..60_000).map(|n| format!("Person {n},https://www.linkedin.com/in/person-{n}/,Bees\r\n"));
    let table: String = std::iter::once("Name,URL,Story\r\n".to_owned()).chain(rows).collect();
    let file = made_file(world, "big.csv", table.as_bytes())?;
    open_room(world).await?;
    world.step("gives up while a big file is read").await?;
    let cancel = "window.cancelled = 0; new MutationObserver((_, observer) => { \
                      const cancel = document.querySelector('[data-test=cancel]'); \
                      if (cancel) { observer.disconnect(); requestAnimationFrame(() => { cancel.click(); window.cancelled += 1; }); } \
                  }).observe(document.body, { childList: true, subtree: true });";
    world.browser.eval(cancel, vec![]).await?;
    choose(world, "import-file", &file).await?;
    let cancelled = || world.browser.eval("return window.cancelled;", vec![]);
    until("the click on Cancel", cancelled, |count| *count == json!(1)).await?;
    Page(&world.browser).hides(&hook("busy")).await?;
    Page(&world.browser).hides(&hook("import-preview")).await?;
    ensure!(notes(world).await? == before, "something was changed");
    world.step("and reads another one").await?;
    let small = made_file(world, "small.csv", b"Name,Story\r\nAda New,Bees\r\n")?;
    choose(world, "import-file", &small).await?;
    Page(&world.browser).shows(&hook("import-preview"), "1 new person").await?;
    Page(&world.browser).click(&hook("bring-in")).await?;
    Page(&world.browser).shows(&hook("import-outcome"), "1 person was added").await?;
    ensure!(notes(world).await?.len() == before.len() + 1, "not one more");
    world.browser.close_tab().await
}

async fn fill_up(world: &World, full: bool) -> Result<()> {
    let script = if full {
        "await chrome.storage.local.set({ [args]: 'yes' });"
    } else {
        "await chrome.storage.local.remove(args);"
    };
    world.browser.in_extension(script, json!(NO_ROOM)).await?;
    Ok(())
}

pub async fn a_full_disk_loses_nothing(world: &mut World) -> Result<()> {
    two_notes(world).await?;
    let before = notes(world).await?;
    world.open_invitations(three()).await?;
    Sidebar(&world.browser).asks_about("Mia Sample").await?;
    fill_up(world, true).await?;
    world.step("answers in the sidebar").await?;
    let sidebar = Sidebar(&world.browser);
    sidebar.click(&hook("door-met")).await?;
    sidebar.fill(&hook("memory"), "Bees on the roof").await?;
    sidebar.click(&hook("save")).await?;
    sidebar.shows(&hook("not-saved"), "There is no room left").await?;
    ensure!(notes(world).await? == before, "something was changed");

    world.step("follows the way to a backup").await?;
    let tabs = world.browser.web.windows().await?;
    Sidebar(&world.browser).click(&hook("save-a-backup")).await?;
    let now = || async { Ok(world.browser.web.windows().await?) };
    let now = until("the backup room in a tab", now, |now| now.len() > tabs.len()).await?;
    let room = now.iter().find(|tab| !tabs.contains(tab)).context("no new tab")?;
    world.browser.turn_to(room).await?;
    Page(&world.browser).shows(&hook("health"), "can").await?;
    let file = saved_by(world, "backup-now", "state-outcome").await?;
    let text = std::fs::read_to_string(file)?;
    ensure!(text.contains("sourdough") && text.contains("umbrella"), "{text}");
    world.step("tries to bring in a file").await?;
    let table = made_file(world, "more.csv", b"Name,Story\r\nAda New,Bees\r\n")?;
    choose(world, "import-file", &table).await?;
    Page(&world.browser).click(&hook("bring-in")).await?;
    Page(&world.browser)
        .shows(&format!("{}[data-state=full]", hook("import-outcome")), "There is no room left")
        .await?;
    world.browser.close_tab().await?;

    world.step("tries to delete somebody in the popup").await?;
    world.browser.open_view("popup.html").await?;
    Page(&world.browser).click(&hook("recent")).await?;
    Page(&world.browser).click(&hook("delete")).await?;
    Page(&world.browser).shows(&hook("problem"), "There is no room left").await?;
    Page(&world.browser).shows(&hook("save-a-backup"), "Save a backup").await?;
    world.browser.close_tab().await?;
    ensure!(notes(world).await? == before, "something was changed");

    world.step("has room again: what was typed is saved").await?;
    fill_up(world, false).await?;
    Sidebar(&world.browser).click(&hook("try-again")).await?;
    until("the answer on disk", || world.stored(), |all| all.contains("Bees on the roof")).await?;
    ensure!(notes(world).await?.len() == before.len() + 1, "not one more");
    Ok(())
}
