//! Backups, files, imports, the trash, and what can't be read.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use thirtyfour::By;

use crate::pages::sidebar::hook;
use crate::pages::views::Page;
use crate::wait::until;
use crate::world::World;

const ROOM: &str = "dashboard.html#backup";

/// Two people, as the popup would write them.
pub(super) async fn two_notes(world: &mut World) -> Result<()> {
    world.step("has written two notes").await?;
    for (id, slug, name, memory) in [
        ("b1", "zoe-muller", "Zoë Müller", "Taught me to bake sourdough in Lisbon\n=HYPERLINK(\"x\")"),
        ("b2", "bo-li", "Bo Li", "Lost his umbrella in Porto, we shared mine 🐝"),
    ] {
        let edits = json!([{ "name": name }, { "met": { "memory": memory } }]);
        let change = json!({ "write": { "who": { "address": slug }, "edits": edits } });
        let reply = world.request(json!({ "command": { "command": { "id": id, "change": change } } })).await?;
        ensure!(reply.get("saved").is_some(), "{reply}");
    }
    Ok(())
}

/// Opens the room and waits until it is there.
pub(super) async fn open_room(world: &mut World) -> Result<()> {
    world.browser.open_view(ROOM).await?;
    Page(&world.browser).shows(&hook("health"), "can").await?;
    Ok(())
}

/// The file that a click saves, when it is whole.
pub(super) async fn saved_by(world: &World, click: &str, outcome: &str) -> Result<PathBuf> {
    let folder = world.browser.downloads();
    let page = Page(&world.browser);
    page.click(&hook(click)).await?;
    let said = page.shows(&format!("{}[data-state=saved]", hook(outcome)), "went to your browser’s downloads").await?;
    let name = said.split(" went").next().context("no name")?.to_owned();
    let file = folder.join(&name);
    // Browsers write under another name, or an empty file, until they have everything.
    let size = || async { Ok(std::fs::metadata(&file).map(|file| file.len()).unwrap_or_default()) };
    until(&format!("{name} in the downloads"), size, |size| *size > 0).await?;
    let part = folder.join(format!("{name}.part"));
    until("the download to end", || async { Ok(part.exists()) }, |there| !there).await?;
    let kept = world.browser.downloads().join(format!("kept-{name}"));
    std::fs::rename(&file, &kept)?;
    Ok(kept)
}

/// Gives a file to one of the room's places for files, as soon as it is there.
pub(super) async fn choose(world: &World, place: &str, file: &std::path::Path) -> Result<()> {
    let give = async || {
        let input = world.browser.web.find(By::Css(hook(place))).await?;
        Ok(input.send_keys(file.display().to_string()).await?)
    };
    until(&format!("a place for {}", file.display()), give, |()| true).await
}

/// Writes a file for the browser to choose.
pub(super) fn made_file(world: &World, name: &str, bytes: &[u8]) -> Result<PathBuf> {
    let folder = world.browser.downloads();
    std::fs::create_dir_all(&folder)?;
    let file = folder.join(name);
    std::fs::write(&file, bytes)?;
    Ok(file)
}

/// Everybody, in an order of their own, without the times of storing.
pub(super) async fn notes(world: &World) -> Result<Vec<String>> {
    let mut notes: Vec<String> = world.people().await?.iter().map(Value::to_string).collect();
    notes.sort();
    Ok(notes)
}

/// The ids of everybody's notes.
async fn ids(world: &World) -> Result<Vec<String>> {
    let stored = world.browser.storage().await?;
    let mut ids = Vec::new();
    for (_, text) in stored.as_object().into_iter().flatten().filter(|(key, _)| key.starts_with("shard/")) {
        let shard: Value = serde_json::from_str(text.as_str().unwrap_or_default())?;
        ids.extend(shard["people"].as_object().into_iter().flatten().map(|(id, _)| id.clone()));
    }
    Ok(ids)
}

/// Erases everything, as a user would.
async fn erase(world: &World) -> Result<()> {
    let page = Page(&world.browser);
    page.click(&format!("{} summary", hook("erase"))).await?;
    page.fill(&hook("erase-word"), "erase").await?;
    page.click(&hook("erase-all")).await?;
    page.shows(&hook("erased"), "Everything is erased").await?;
    Ok(())
}

pub async fn goes_out_and_comes_back(world: &mut World) -> Result<()> {
    two_notes(world).await?;
    let before = notes(world).await?;
    open_room(world).await?;
    Page(&world.browser).shows(&hook("backup-state"), "There is no backup yet").await?;
    world.step("saves a backup with one click").await?;
    let file = saved_by(world, "backup-now", "state-outcome").await?;
    // Whether the download ended well, or was cancelled, nobody tells us.
    let handed =
        "a backup with 2 people was handed to your browser. Whether the file is there is known once it is read back.";
    Page(&world.browser).shows(&hook("backup-state"), handed).await?;
    world.step("reads it back").await?;
    choose(world, "check-file", &file).await?;
    Page(&world.browser).shows(&hook("check-outcome"), "Everything is in it").await?;
    Page(&world.browser).shows(&hook("backup-state"), "with 2 people. Nothing has changed since").await?;
    Page(&world.browser).shows(&hook("backup-checked"), "found whole").await?;

    world.step("erases everything").await?;
    erase(world).await?;
    let left = world.browser.storage().await?;
    ensure!(left == json!({}), "{left}");
    world.step("brings it in again").await?;
    choose(world, "import-file", &file).await?;
    Page(&world.browser).shows(&hook("import-preview"), "2 new people").await?;
    Page(&world.browser).click(&hook("bring-in")).await?;
    Page(&world.browser).shows(&hook("import-outcome"), "2 people were added").await?;
    let after = notes(world).await?;
    ensure!(after == before, "{after:?} instead of {before:?}");

    world.step("brings it in once more").await?;
    Page(&world.browser).click(&hook("import-again")).await?;
    choose(world, "import-file", &file).await?;
    Page(&world.browser).shows(&hook("import-preview"), "2 of them are here already").await?;
    Page(&world.browser).shows(&hook("bring-in"), "Nothing to bring in").await?;
    ensure!(notes(world).await? == before, "a second import changed something");
    world.browser.close_tab().await
}

pub async fn introductions_and_lists_come_back(world: &mut World) -> Result<()> {
    two_notes(world).await?;
    world.step("has asked one of them about the other").await?;
    let ids = ids(world).await?;
    let [one, two] = ids.as_slice() else { anyhow::bail!("{ids:?}") };
    for edit in [
        json!({ "begin": { "id": "i1", "people": [one, two], "why": "Umbrellas and bread" } }),
        json!({ "take": { "id": "i1", "step": "askedFirst" } }),
        json!({ "notThese": { "people": [two, one] } }),
    ] {
        let reply = world.request(json!({ "ledger": { "edit": edit } })).await?;
        ensure!(reply == "done", "{reply}");
    }
    let lists = json!({ "settings": { "edits": [{ "lists": [{ "name": "Bakers", "query": "q=bread" }] }] } });
    world.request(lists).await?;
    let stored = |storage: Value| [storage["introductions"].clone(), storage["settings"].clone()];
    let [ledger, _] = stored(world.browser.storage().await?);
    ensure!(ledger.as_str().is_some_and(|text| text.contains("Umbrellas")), "{ledger}");
    open_room(world).await?;
    let file = saved_by(world, "backup-now", "state-outcome").await?;
    choose(world, "check-file", &file).await?;
    Page(&world.browser).shows(&hook("check-outcome"), "Everything is in it").await?;

    world.step("takes another step, and reads the file back").await?;
    let step = json!({ "take": { "id": "i1", "step": "firstSaidYes" } });
    world.request(json!({ "ledger": { "edit": step } })).await?;
    choose(world, "check-file", &file).await?;
    Page(&world.browser).shows(&hook("check-outcome"), "are missing in the file").await?;

    world.step("erases everything and brings it in again").await?;
    erase(world).await?;
    choose(world, "import-file", &file).await?;
    let page = Page(&world.browser);
    page.shows(&hook("with-introductions"), "come along").await?;
    page.click(&hook("with-settings")).await?;
    world.step("sees what would happen").await?;
    let page = Page(&world.browser);
    page.click(&hook("bring-in")).await?;
    page.shows(&hook("import-outcome"), "2 people were added.").await?;
    page.shows(&hook("import-outcome"), "are in your ledger").await?;
    let [back, settings] = stored(world.browser.storage().await?);
    ensure!(back == ledger, "{back} instead of {ledger}");
    ensure!(settings.as_str().is_some_and(|text| text.contains("Bakers")), "{settings}");

    world.step("and takes all of it back").await?;
    let page = Page(&world.browser);
    page.click(&hook("undo-import")).await?;
    page.shows(&hook("import-outcome"), "2 people who had been added were taken away.").await?;
    page.shows(&hook("import-outcome"), "The introductions that came with it are gone again").await?;
    page.shows(&hook("import-outcome"), "The settings are as they were before").await?;
    let left = world.browser.storage().await?.to_string();
    ensure!(!left.contains("Umbrellas") && !left.contains("Bakers"), "{left}");
    world.browser.close_tab().await
}

pub async fn a_locked_file_goes_round(world: &mut World) -> Result<()> {
    two_notes(world).await?;
    let before = notes(world).await?;
    open_room(world).await?;
    world.step("locks a backup with a passphrase").await?;
    let page = Page(&world.browser);
    page.click(&hook("encrypt")).await?;
    page.fill(&hook("passphrase"), "correct horse battery staple umbrella").await?;
    page.shows("#passphrase-help", "Nobody guesses that").await?;
    page.fill(&hook("passphrase-again"), "correct horse").await?;
    let disabled = "return document.querySelector(arguments[0]).disabled;";
    let is_off = || page.0.eval(disabled, vec![json!(hook("export"))]);
    until("the button to wait for the same passphrase", is_off, |off| *off == json!(true)).await?;
    page.0.keys(" battery staple umbrella").await?;
    let file = saved_by(world, "export", "export-outcome").await?;
    let bytes = std::fs::read(&file)?;
    ensure!(bytes.starts_with(b"age-encryption.org/v1\n-> scrypt "), "not an age file");

    world.step("erases everything and opens it with a wrong passphrase").await?;
    erase(world).await?;
    choose(world, "import-file", &file).await?;
    let page = Page(&world.browser);
    page.shows(&hook("locked"), "This file is locked").await?;
    page.fill(&hook("open-passphrase"), "incorrect horse").await?;
    page.click(&hook("open")).await?;
    page.shows(&hook("locked"), "That is not its passphrase").await?;
    world.step("and with the right one").await?;
    let page = Page(&world.browser);
    page.0.eval("document.querySelector(arguments[0]).select();", vec![json!(hook("open-passphrase"))]).await?;
    page.fill(&hook("open-passphrase"), "").await?;
    page.0.eval("document.querySelector(arguments[0]).select();", vec![json!(hook("open-passphrase"))]).await?;
    page.0.keys("correct horse battery staple umbrella").await?;
    page.click(&hook("open")).await?;
    page.shows(&hook("import-preview"), "2 new people").await?;
    page.click(&hook("bring-in")).await?;
    page.shows(&hook("import-outcome"), "2 people were added").await?;
    ensure!(notes(world).await? == before, "not the same notes");
    world.browser.close_tab().await
}

pub async fn an_import_is_stopped_and_undone(world: &mut World) -> Result<()> {
    const PEOPLE: usize = 20_000;
    two_notes(world).await?;
    let before = notes(world).await?;
    let table: String = std::iter::once("Name,URL,Story\r\n".to_owned())
        .chain((0..PEOPLE).map(|n| {
            format!("Person {n},https://www.linkedin.com/in/person-{n}/,\"A long story of number {n}, with bees and boats.\"\r\n")
        }))
        .collect();
    let file = made_file(world, "people.csv", table.as_bytes())?;
    open_room(world).await?;
    world.step("chooses a table of twenty thousand").await?;
    choose(world, "import-file", &file).await?;
    Page(&world.browser).shows(&hook("import-preview"), "20,000 new people").await?;
    world.step("stops in the middle").await?;
    let stop = "new MutationObserver((_, observer) => { \
                    const stop = document.querySelector('[data-test=stop]'); \
                    if (stop) { observer.disconnect(); stop.click(); } \
                }).observe(document.body, { childList: true, subtree: true });";
    world.browser.eval(stop, vec![]).await?;
    Page(&world.browser).click(&hook("bring-in")).await?;
    Page(&world.browser).shows(&format!("{}[data-state=stopped]", hook("import-outcome")), "You stopped it").await?;
    let there = world.people().await?.len();
    ensure!(there > before.len() && there < PEOPLE, "{there} people after a stop");
    world.step("undoes it").await?;
    Page(&world.browser).click(&hook("undo-import")).await?;
    Page(&world.browser).shows(&hook("import-outcome"), "were taken away").await?;
    ensure!(notes(world).await? == before, "not as before");
    world.browser.close_tab().await
}

/// Files of the corpus in `tests/fixtures/exchange` that can't be read, and what is said of them: what, and where.
const BROKEN: [(&str, &str); 20] = [
    ("binary.bin", "neither a backup nor"),
    ("blank.csv", "empty"),
    ("csv-mixed-encodings.csv", "line 3, character 2: This is not text that can be read"),
    ("csv-no-header.csv", "no column that is called"),
    ("csv-open-quote.csv", "line 3: What begins here is never closed"),
    ("csv-utf16-half.csv", "line 3, character 1: This is not text"),
    ("csv-utf16-lone-surrogate.csv", "line 2, character 4: This is not text"),
    ("csv-utf32.csv", "an encoding that is not known: UTF-32"),
    ("empty.zip", "nothing in this ZIP"),
    ("json-deep.json", "line 7, character 222: What stands here has no place in a backup"),
    ("json-from-the-future.json", "A newer version of Really Know made this backup. Update to read it."),
    ("json-huge-number.json", "line 7, character 81: What stands here has no place"),
    ("json-lone-surrogate.json", "line 7, character 82: Half of a character stands alone here."),
    ("json-truncated.json", "line 7, character 86: The file was cut off here."),
    ("json-wrong-date.json", "line 8, character 60: What stands here has no place"),
    ("json-wrong-type.json", "line 7, character 30: What stands here has no place"),
    ("not-a-vcard.vcf", "no business card"),
    ("note-open-front-matter.md", "line 1: What begins here is never closed: --- is missing."),
    ("note-wrong-date.md", "line 3, met-on: “soon” can’t be read here."),
    ("vcard-cut-off.vcf", "line 5: What begins here is never closed: END:VCARD is missing."),
];

pub async fn broken_files_change_nothing(world: &mut World) -> Result<()> {
    two_notes(world).await?;
    open_room(world).await?;
    let whole = saved_by(world, "backup-now", "state-outcome").await?;
    let whole = std::fs::read(&whole)?;
    let text = String::from_utf8(whole.clone())?;
    let before = notes(world).await?;
    let files: [(&str, Vec<u8>, &str); 6] = [
        ("cut.json", whole[..whole.len() / 2].to_vec(), ": The file was cut off here."),
        ("newer.json", text.replace("\"v\": 1", "\"v\": 7").into_bytes(), "newer version"),
        ("half.csv", b"Name,Story\r\nMia,\"Bees and".to_vec(), "line 2: What begins here is never closed"),
        ("broken.zip", b"PK\x03\x04 and then nothing".to_vec(), "ZIP"),
        ("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), "neither a backup nor"),
        ("empty.json", Vec::new(), "empty"),
    ];
    for (name, bytes, says) in files {
        world.step(&format!("chooses {name}")).await?;
        let file = made_file(world, name, &bytes)?;
        choose(world, "import-file", &file).await?;
        let said = Page(&world.browser).shows(&hook("problem"), says).await?;
        ensure!(said.starts_with("Nothing was changed."), "{said}");
    }
    world.step("chooses every file of the corpus that is none").await?;
    for (name, says) in BROKEN {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/exchange").join(name).canonicalize()?;
        // Some say the same as the one before.
        Page(&world.browser).0.eval("document.querySelector('[data-test=problem]')?.remove();", vec![]).await?;
        choose(world, "import-file", &file).await?;
        let said = Page(&world.browser).shows(&hook("problem"), says).await.with_context(|| name.to_owned())?;
        ensure!(said.starts_with("Nothing was changed."), "{name}: {said}");
    }
    world.step("chooses a file of 200 MB").await?;
    // Nothing is in it, not even on the disk.
    let file = made_file(world, "huge.csv", b"Name,Story\r\n")?;
    std::fs::OpenOptions::new().write(true).open(&file)?.set_len(200 << 20)?;
    choose(world, "import-file", &file).await?;
    Page(&world.browser).shows(&hook("problem"), "more than 96 MB").await?;
    std::fs::remove_file(&file)?;
    ensure!(notes(world).await? == before, "a broken file changed something");
    world.browser.close_tab().await
}

pub async fn people_of_one_name_are_asked_about(world: &mut World) -> Result<()> {
    two_notes(world).await?;
    let table = "Name,URL,Headline,Good at\r\n\
                 bo li,,Pilot,Flying\r\n\
                 Zoe M.,https://www.linkedin.com/in/zoe-muller/,Baker,Bread\r\n";
    let file = made_file(world, "others.csv", table.as_bytes())?;
    open_room(world).await?;
    world.step("chooses a table").await?;
    choose(world, "import-file", &file).await?;
    let page = Page(&world.browser);
    page.shows(&hook("unclear"), "1 person has a name that is here already").await?;
    page.shows(&hook("still-unclear"), "1 person is still unclear").await?;
    page.shows(&hook("differing"), "Zoë Müller").await?;
    world.step("says who it is, and takes the file's names").await?;
    let page = Page(&world.browser);
    page.click(".choice input[data-test$='-same0']").await?;
    page.shows(&hook("bring-in"), "Bring in 2 people").await?;
    page.click(&hook("all-name-theirs")).await?;
    page.shows(&hook("bring-in"), "Bring in 2 people").await?;
    page.click(&hook("bring-in")).await?;
    page.shows(&hook("import-outcome"), "2 notes were changed").await?;
    let people = world.people().await?;
    let named = |name: &str| people.iter().find(|person| person["name"] == name);
    let (bo, zoe) = (named("bo li").context("Bo")?, named("Zoe M.").context("Zoe")?);
    ensure!(bo["headline"] == "Pilot" && bo["goodAt"] == "Flying", "{bo}");
    ensure!(zoe["ties"]["met"]["memory"].as_str().is_some_and(|memory| memory.contains("sourdough")), "{zoe}");
    ensure!(people.len() == 2, "{people:?}");
    world.browser.close_tab().await
}

/// Writes whose the address of a Mia is.
async fn mia(world: &World, id: &str, name: &str) -> Result<Value> {
    let change = json!({ "write": { "who": { "address": "mia-sample" }, "edits": [{ "name": name }] } });
    world.request(json!({ "command": { "command": { "id": id, "change": change } } })).await
}

pub async fn the_trash_gives_back(world: &mut World) -> Result<()> {
    two_notes(world).await?;
    let before = notes(world).await?;
    let ids = ids(world).await?;
    for (n, id) in ids.iter().enumerate() {
        let change = json!({ "delete": { "person": id } });
        world.request(json!({ "command": { "command": { "id": format!("d{n}"), "change": change } } })).await?;
    }
    open_room(world).await?;
    Page(&world.browser).shows(&hook("trash"), "Bo Li").await?;
    world.step("puts both back").await?;
    Page(&world.browser).click(&hook("put-back")).await?;
    let left = || async {
        let count = "return document.querySelectorAll('[data-test=put-back]:not(:disabled)').length;";
        world.browser.eval(count, vec![]).await
    };
    until("one to be left", left, |left| *left == json!(1)).await?;
    Page(&world.browser).click(&hook("put-back")).await?;
    Page(&world.browser).shows(&hook("trash-empty"), "Nobody is in the trash").await?;
    let said = |notes: &[String]| {
        notes.iter().map(|note| note.split(",\"created\"").next().map(str::to_owned)).collect::<Vec<_>>()
    };
    ensure!(said(&notes(world).await?) == said(&before), "not the same notes");

    world.step("puts somebody back whose address another note has by now").await?;
    let first = mia(world, "m1", "Mia Sample").await?;
    let change = json!({ "delete": { "person": first["saved"]["person"] } });
    world.request(json!({ "command": { "command": { "id": "m2", "change": change } } })).await?;
    mia(world, "m3", "Mia Muster").await?;
    world.browser.open(&format!("{}popup.html", world.browser.base)).await?;
    world.browser.open(&format!("{}{ROOM}", world.browser.base)).await?;
    Page(&world.browser).shows(&hook("address-taken"), "belongs to the note about Mia Muster").await?;
    Page(&world.browser).click(&hook("put-back")).await?;
    Page(&world.browser).shows(&hook("trash-empty"), "Nobody is in the trash").await?;
    ensure!(notes(world).await?.iter().filter(|note| note.contains("Mia")).count() == 2, "not both are there");

    world.step("empties it").await?;
    let change = json!({ "delete": { "person": ids[0] } });
    world.request(json!({ "command": { "command": { "id": "d9", "change": change } } })).await?;
    world.browser.open(&format!("{}popup.html", world.browser.base)).await?;
    world.browser.open(&format!("{}{ROOM}", world.browser.base)).await?;
    Page(&world.browser).click(&hook("empty-trash")).await?;
    Page(&world.browser).click(&hook("empty-trash-yes")).await?;
    Page(&world.browser).shows(&hook("trash-empty"), "Nobody is in the trash").await?;
    let left = world.stored().await?;
    ensure!(
        left.contains("sourdough") != left.contains("umbrella"),
        "words of an erased note are left, or both are gone"
    );
    world.browser.close_tab().await
}

pub async fn a_damaged_part_is_told(world: &mut World) -> Result<()> {
    two_notes(world).await?;
    world.step("finds a part damaged").await?;
    let damage = "const all = await chrome.storage.local.get(null); \
                  const key = Object.keys(all).find((key) => key.startsWith('shard/') && all[key].includes('Bo Li')); \
                  await chrome.storage.local.set({ [key]: all[key].slice(0, -3) }); return key;";
    world.browser.kill_background().await?;
    let key = world.browser.in_extension(damage, Value::Null).await?;
    world.browser.open_view(ROOM).await?;
    let page = Page(&world.browser);
    page.shows(&format!("{}[data-state=unread]", hook("health")), "1 part can’t be read").await?;
    world.step("saves its raw text").await?;
    let page = Page(&world.browser);
    page.click(&hook("raw-text")).await?;
    let name = format!("really-know-{}.txt", key.as_str().unwrap_or_default().replace('/', "-"));
    let file = world.browser.downloads().join(name);
    let text = || async { Ok(std::fs::read_to_string(&file).unwrap_or_default()) };
    until("the raw text in the downloads", text, |text| text.contains("umbrella")).await?;
    world.step("begins it anew with whom can be read").await?;
    let page = Page(&world.browser);
    page.click(&hook("start-anew")).await?;
    page.click(&hook("start-anew-yes")).await?;
    page.shows(&format!("{}[data-state=fine]", hook("health")), "can be read").await?;
    ensure!(world.people().await?.iter().any(|person| person["name"] == "Bo Li"), "Bo is gone");
    Page(&world.browser).click(&hook("drop-aside")).await?;
    Page(&world.browser).click(&hook("drop-aside-yes")).await?;
    Page(&world.browser).hides(&hook("aside")).await?;
    world.browser.close_tab().await
}

pub async fn fits_every_window(world: &mut World) -> Result<()> {
    two_notes(world).await?;
    let table = "Name,URL,Headline,Good at\r\nbo li,,Pilot,Flying\r\n\
                 Zoe M.,https://www.linkedin.com/in/zoe-muller/,Baker,Bread\r\nNew One,,Painter,Doors\r\n";
    let file = made_file(world, "look.csv", table.as_bytes())?;
    open_room(world).await?;
    Page(&world.browser).click(&hook("encrypt")).await?;
    choose(world, "import-file", &file).await?;
    Page(&world.browser).shows(&hook("differing"), "Zoë Müller").await?;
    for (width, dark) in [(1400, false), (1400, true), (800, false), (320, true), (320, false)] {
        world.step(&format!("at {width} {}", if dark { "dark" } else { "light" })).await?;
        world.browser.set_dark(dark).await?;
        world.browser.set_size(width, 2_600).await?;
        let wide = "return [document.documentElement.scrollWidth, innerWidth];";
        let wide = world.browser.eval(wide, vec![]).await?;
        ensure!(wide[0].as_i64() <= wide[1].as_i64(), "wider than its window: {wide}");
    }
    world.step("is done").await?;
    world.browser.close_tab().await
}
