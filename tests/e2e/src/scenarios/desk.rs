//! The introduction desk by keyboard alone, by dragging, and with replies of one's own.

use anyhow::{Result, bail, ensure};
use serde_json::{Value, json};
use thirtyfour::{By, Key};

use super::introductions::{WHY, write_notes};
use super::person::{looks, write};
use super::three;
use crate::browser::Kind;
use crate::pages::sidebar::{Sidebar, hook};
use crate::pages::views::Page;
use crate::wait::until;
use crate::world::World;

/// What has the focus, and what it stands in.
async fn at(world: &World, selector: &str) -> Result<bool> {
    let script = "return document.activeElement?.matches(arguments[0]) ?? false;";
    Ok(world.browser.eval(script, vec![json!(selector)]).await? == json!(true))
}

/// Presses the Tab key until what is wanted has the focus.
async fn tab_to(world: &World, selector: &str) -> Result<()> {
    Page(&world.browser).text(selector).await?;
    // Behind a page's last stop Firefox goes on to its own controls: whoever wants to go back holds Shift.
    let behind = "const at = document.activeElement; const wanted = [...document.querySelectorAll(arguments[0])]; \
                  return Boolean(wanted.length && at && at !== document.body && wanted.every((one) => \
                      one.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING));";
    for _ in 0..120 {
        if at(world, selector).await? {
            return Ok(());
        }
        if world.browser.eval(behind, vec![json!(selector)]).await? == json!(true) {
            world.browser.press_with(Key::Shift, Key::Tab).await?;
        } else {
            world.browser.press(Key::Tab).await?;
        }
    }
    bail!("{selector} can't be reached with the Tab key")
}

/// Reaches a control with the Tab key and presses it.
async fn press(world: &World, selector: &str) -> Result<()> {
    Page(&world.browser).shows(selector, "").await?;
    tab_to(world, selector).await?;
    world.browser.press(Key::Enter).await
}

/// Waits until what is wanted has the focus.
async fn focused(world: &World, selector: &str) -> Result<()> {
    until(&format!("the focus on {selector}"), || at(world, selector), |there| *there).await?;
    Ok(())
}

/// Chooses people in the list by their names, by keyboard.
async fn choose(world: &World, names: [&str; 2]) -> Result<()> {
    Page(&world.browser).shows(&hook("people"), names[0]).await?;
    tab_to(world, "#people-list").await?;
    let row = "return document.querySelector('[data-test=person][data-active=true]')?.textContent ?? '';";
    for name in names {
        world.browser.press(Key::Home).await?;
        loop {
            let here = world.browser.eval(row, vec![]).await?;
            if here.as_str().is_some_and(|text| text.contains(name)) {
                break;
            }
            world.browser.press(Key::Down).await?;
            let next = |text: &Value| *text != here;
            until("the next row", || world.browser.eval(row, vec![]), next).await?;
        }
        world.browser.keys(" ").await?;
    }
    Ok(())
}

pub async fn by_keyboard_alone(world: &mut World) -> Result<()> {
    write_notes(world).await?;
    world.step("Leonard's note has a sensitive line").await?;
    let story =
        "He sat beside me on the shuttle and told me everything that could kill us.\nHis marriage broke that year.";
    let sensitive =
        json!({ "mark": { "field": "story", "line": "His marriage broke that year.", "mark": "sensitive" } });
    write(world, "n7", "leonard-mccoy", json!([{ "story": story }, sensitive])).await?;

    world.step("chooses both in the list of people").await?;
    world.browser.open_view("dashboard.html#people").await?;
    choose(world, ["Leonard McCoy", "Jim Kirk"]).await?;
    press(world, &hook("introduce-chosen")).await?;
    Page(&world.browser).shows(&hook("intro-first"), "").await?;
    Page(&world.browser).shows(&hook("intro-refused"), "Not yet").await?;

    world.step("what is sensitive stays covered").await?;
    let both = format!("{}, {}", hook("intro-known-first"), hook("intro-known-second"));
    let seen = "return [...document.querySelectorAll(arguments[0])].map((e) => e.innerText).join(' ');";
    let covered = |text: &Value| text.as_str().is_some_and(|it| it.contains("sensitive") && it.contains("shuttle"));
    let known = until("the notes", || world.browser.eval(seen, vec![json!(both)]), covered).await?;
    ensure!(!known.to_string().contains("marriage"), "{known}");

    world.step("writes why").await?;
    tab_to(world, &hook("intro-why")).await?;
    world.browser.keys(WHY).await?;
    world.step("answers what is missing: it goes into the note").await?;
    tab_to(world, &hook("good-at")).await?;
    world.browser.keys("Commanding a starship").await?;
    press(world, &hook("save-good-at")).await?;
    let noted = |all: &Vec<Value>| all.iter().any(|person| person["goodAt"] == "Commanding a starship");
    until("the answer in the note", || world.people(), noted).await?;
    focused(world, ".known-heading").await?;
    let whose = "return document.activeElement.closest('.known').dataset.test;";
    let whose = world.browser.eval(whose, vec![]).await?;
    let jim = if whose == json!("intro-known-second") { "second" } else { "first" };
    let leonard = if jim == "second" { "first" } else { "second" };
    world.step("allows his story to be told").await?;
    tab_to(world, &format!("{} [id*=memory]", hook(&format!("intro-known-{jim}")))).await?;
    world.browser.keys(" ").await?;

    world.step("reads where the sentences come from, with the arrow keys").await?;
    let ask = |who: &str| hook(&format!("intro-ask-{who}"));
    Page(&world.browser).shows(&ask(leonard), "Commanding a starship").await?;
    tab_to(world, &format!("{} .sentence", hook("intro-note"))).await?;
    let source = format!("{} {}", hook("intro-note"), hook("intro-source"));
    for part in ["your note on", "courtesy", "your note on"] {
        Page(&world.browser).shows(&source, part).await?;
        world.browser.press(Key::Down).await?;
    }
    let all = world.browser.eval("return document.body.innerText;", vec![]).await?;
    ensure!(!all.to_string().contains("marriage"), "no text tells what is sensitive");
    world.browser.press(Key::End).await?;
    focused(world, ".sentence:last-child").await?;

    for who in ["first", "second"] {
        world.step(&format!("copies the ask to the {who} and notes it")).await?;
        press(world, &format!("{} {}", ask(who), hook("intro-copy"))).await?;
        Page(&world.browser).shows(&format!("{} {}", ask(who), hook("intro-copy")), "Copied").await?;
        press(world, &hook(&format!("intro-took-ask-{who}"))).await?;
        focused(world, &format!("#ask-{who}-noted")).await?;
        let yes = hook(&format!("intro-said-{who}SaidYes"));
        world.step(&format!("the {who} says yes")).await?;
        press(world, &yes).await?;
        Page(&world.browser).hides(&yes).await?;
        focused(world, &format!("#ask-{who}-noted")).await?;
        Page(&world.browser).shows(&format!("#ask-{who}-noted"), "said yes").await?;
    }
    world.step("copies the note to both: they are introduced").await?;
    press(world, &format!("{} {}", hook("intro-note"), hook("intro-copy"))).await?;
    Page(&world.browser).shows(&format!("{} {}", hook("intro-note"), hook("intro-copy")), "Copied").await?;
    press(world, &hook("intro-took-note")).await?;
    Page(&world.browser).shows(".ledger-head .tag", "introduced").await?;

    world.step("asks how it went, in the ledger").await?;
    press(world, &format!("{} summary", hook("intro-follow-sheet"))).await?;
    Page(&world.browser).shows(&hook("intro-follow-sheet"), "a while ago").await?;
    press(world, &format!("{} {}", hook("intro-follow-sheet"), hook("intro-copy"))).await?;
    Page(&world.browser).shows(&format!("{} {}", hook("intro-follow-sheet"), hook("intro-copy")), "Copied").await?;
    world.step("a note that changes elsewhere closes nothing").await?;
    write(world, "n8", "jim-kirk", json!([{ "headline": "Admiral" }])).await?;
    Page(&world.browser).shows(".chosen .list-note", "").await?;
    let open = "return [...document.querySelectorAll('.chosen .list-note')].some((e) => e.textContent === 'Admiral') \
                && document.querySelector('[data-test=intro-follow-sheet]').open;";
    until("the question still open", || world.browser.eval(open, vec![]), |open| *open == json!(true)).await?;
    press(world, &hook("intro-step-followedUp")).await?;
    Page(&world.browser).hides(&hook("intro-step-followedUp")).await?;
    focused(world, ".ledger-head").await?;
    world.step("and is thanked").await?;
    press(world, &hook("intro-step-thanked")).await?;
    Page(&world.browser).shows(".ledger-head .tag", "thanked").await?;
    focused(world, ".ledger-head").await?;
    looks(world, "ledger").await?;

    world.step("forgets it, and takes that back").await?;
    press(world, &hook("intro-forget")).await?;
    Page(&world.browser).shows(&hook("intro-ledger-empty"), "No introductions").await?;
    press(world, &hook("undo")).await?;
    Page(&world.browser).shows(".ledger-head .tag", "thanked").await?;
    world.step("is done").await?;
    world.browser.close_tab().await
}

/// Who stands first on the desk, and who second.
async fn on_the_desk(world: &World, first: &str, second: &str) -> Result<()> {
    Page(&world.browser).shows(&format!(".chosen{}", hook("intro-first")), first).await?;
    Page(&world.browser).shows(&format!(".chosen{}", hook("intro-second")), second).await.map(drop)
}

pub async fn whoever_is_chosen_first_comes_first(world: &mut World) -> Result<()> {
    write_notes(world).await?;
    for [first, second] in [["Leonard McCoy", "Jim Kirk"], ["Jim Kirk", "Leonard McCoy"]] {
        world.step(&format!("chooses {first}, then {second}")).await?;
        world.browser.open_view("dashboard.html#people").await?;
        choose(world, [first, second]).await?;
        press(world, &hook("introduce-chosen")).await?;
        on_the_desk(world, first, second).await?;
        // Two who lie on the desk already would stay as they lie.
        world.browser.eval("localStorage.clear();", vec![]).await?;
        world.browser.close_tab().await?;
    }
    Ok(())
}

pub async fn asks_how_it_went(world: &mut World) -> Result<()> {
    world.step("introduced two a month ago").await?;
    let ids = [
        write(world, "m1", "mia-sample", json!([{ "name": "Mia Sample" }])).await?,
        write(world, "m2", "omar-test", json!([{ "name": "Omar Test" }])).await?,
    ];
    let ago = |days: i64| {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        i64::try_from(now.as_millis()).unwrap_or_default() - days * 86_400_000
    };
    let step = |days: i64, step: &str| json!({ "at": ago(days), "step": step });
    let entry = |id: &str, days: i64| {
        json!({ "id": id, "people": ids, "begun": ago(40), "why": "bees",
            "steps": [step(40, "firstSaidYes"), step(40, "secondSaidYes"), step(days, "introduced")] })
    };
    let ledger = json!({ "v": 1, "introductions": [entry("a1", 30), entry("b2", 2)] });
    let reply = world
        .request(json!({ "command": { "command": { "id": "j", "change": {
            "importBeside": { "import": "j", "introductions": ledger, "settings": null } } } } }))
        .await?;
    ensure!(reply["imported"]["introductions"] == json!(true), "{reply}");

    world.step("the waiting room has one row for it").await?;
    world.browser.open_view("dashboard.html#waiting").await?;
    let row = Page(&world.browser).shows(&hook("follow"), "Mia Sample and Omar Test").await?;
    ensure!(row.matches("Mia Sample").count() == 1, "the other one is two days old: {row}");
    looks(world, "waiting").await?;
    world.step("it leads to the entry").await?;
    press(world, &format!("{} {}", hook("follow"), hook("who"))).await?;
    focused(world, "#entry-a1").await?;
    Page(&world.browser).shows(&hook("intro-follow-up"), "three weeks").await?;
    world.step("asked, nobody waits any more").await?;
    press(world, &hook("intro-step-followedUp")).await?;
    Page(&world.browser).hides(&hook("intro-follow-up")).await?;
    world.browser.close_tab().await?;
    world.browser.open_view("dashboard.html#waiting").await?;
    Page(&world.browser).shows(&hook("nobody-waits"), "").await?;
    Page(&world.browser).hides(&hook("follow")).await?;

    world.step("the address leads there in a fresh page, too").await?;
    world.browser.close_tab().await?;
    world.browser.open_view("dashboard.html#introductions/ledger?entry=b2").await?;
    focused(world, "#entry-b2").await?;
    world.browser.close_tab().await
}

pub async fn two_are_dragged_to_the_tray(world: &mut World) -> Result<()> {
    write_notes(world).await?;
    world.browser.open_view("dashboard.html#people").await?;
    Page(&world.browser).shows(&hook("people"), "Leonard McCoy").await?;
    for (place, name) in ["Leonard McCoy", "Jim Kirk"].into_iter().enumerate() {
        world.step(&format!("drags {name}")).await?;
        let row = "return [...document.querySelectorAll('[data-test=person]')].findIndex((row) => row.textContent.includes(arguments[0]));";
        let row = usize::try_from(world.browser.eval(row, vec![json!(name)]).await?.as_u64().unwrap_or_default())?;
        if world.browser.kind == Kind::Firefox {
            world.browser.drag(".people-row", row).await?;
            Page(&world.browser).shows(&hook("tray"), "Introduce").await?;
            world.browser.drop_on(".tray-place", place).await?;
        } else {
            let row = world.browser.web.find_all(By::Css(hook("person"))).await?.swap_remove(row);
            let hand = world.browser.web.action_chain();
            hand.move_to_element_center(&row)
                .click_and_hold()
                .move_by_offset(0, 12)
                .move_by_offset(0, 12)
                .perform()
                .await?;
            Page(&world.browser).shows(&hook("tray"), "Introduce").await?;
            let places = world.browser.web.find_all(By::Css(hook("tray-place"))).await?;
            let hand = world.browser.web.action_chain();
            hand.move_to_element_center(&places[place]).move_by_offset(2, 2).release().perform().await?;
        }
        Page(&world.browser).shows(".tray-name", "").await?;
        let there = format!("{}:nth-child({}) .tray-name", hook("tray-place"), place + 1);
        Page(&world.browser).shows(&there, name).await?;
    }
    looks(world, "tray").await?;
    world.step("takes one off and has it again by another row").await?;
    Page(&world.browser).click(&format!("{}:nth-child(2) {}", hook("tray-place"), hook("tray-without"))).await?;
    Page(&world.browser).hides(&format!("{}:nth-child(2) .tray-name", hook("tray-place"))).await?;
    Page(&world.browser).hides(&hook("tray-introduce")).await?;
    let again = "const row = [...document.querySelectorAll('[data-test=person]')].find((row) => row.textContent.includes('Jim')); \
                 const place = document.querySelectorAll('[data-test=tray-place]')[1]; const data = new DataTransfer(); \
                 const send = (to, type) => to.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: data })); \
                 send(row, 'dragstart'); setTimeout(() => { send(place, 'dragover'); send(place, 'drop'); send(row, 'dragend'); }, 50); \
                 return [...data.types].map((type) => data.getData(type)).join('');";
    let carried = world.browser.eval(again, vec![]).await?;
    ensure!(carried == json!(""), "nothing of anybody is given to whatever page it is dropped on: {carried}");
    world.step("and goes to the desk with both").await?;
    Page(&world.browser).click(&hook("tray-introduce")).await?;
    on_the_desk(world, "Leonard McCoy", "Jim Kirk").await?;
    world.browser.close_tab().await
}

pub async fn replies_of_ones_own(world: &mut World) -> Result<()> {
    world.step("makes a reply of the kit one of their own").await?;
    world.browser.open_view("dashboard.html#introductions/kit").await?;
    press(world, &hook("kit-own-begin")).await?;
    focused(world, "#own-reply-name").await?;
    world.step("it needs a name").await?;
    press(world, &hook("own-reply-save")).await?;
    Page(&world.browser).shows(&hook("own-reply-form"), "needs a name").await?;
    let page = Page(&world.browser);
    page.click("#own-reply-name").await?;
    world.browser.keys("To recruiters").await?;
    page.click("#own-reply-text").await?;
    world.browser.eval("document.activeElement.select();", vec![]).await?;
    world.browser.keys("Hi {first}, I know nobody who is looking. {rule}").await?;
    press(world, &hook("own-reply-save")).await?;
    let page = Page(&world.browser);
    page.shows(&hook("own-reply"), "Hi Mia, I know nobody who is looking").await?;
    focused(world, "#own-replies-heading").await?;

    world.step("writes a second one, of which the name is taken").await?;
    press(world, &hook("own-reply-new")).await?;
    focused(world, "#own-reply-name").await?;
    world.browser.keys("To recruiters").await?;
    tab_to(world, "#own-reply-text").await?;
    world.browser.keys("Hello {name}!").await?;
    press(world, &hook("own-reply-save")).await?;
    let page = Page(&world.browser);
    page.shows(&hook("own-reply-form"), "has this name").await?;
    page.click("#own-reply-name").await?;
    world.browser.keys(" 2").await?;
    press(world, &hook("own-reply-save")).await?;
    listed(world, json!(["To recruiters", "To recruiters 2"])).await?;

    world.step("renames the first, and takes that back").await?;
    Page(&world.browser).click(&hook("own-reply-edit")).await?;
    focused(world, "#own-reply-name").await?;
    world.browser.eval("document.activeElement.select();", vec![]).await?;
    world.browser.keys("Headhunters").await?;
    world.browser.press(Key::Enter).await?;
    listed(world, json!(["Headhunters", "To recruiters 2"])).await?;
    Page(&world.browser).click(&hook("undo")).await?;
    listed(world, json!(["To recruiters", "To recruiters 2"])).await?;
    world.step("deletes it, and takes that back").await?;
    Page(&world.browser).click(&hook("own-reply-delete")).await?;
    listed(world, json!(["To recruiters 2"])).await?;
    Page(&world.browser).click(&hook("undo")).await?;
    listed(world, json!(["To recruiters", "To recruiters 2"])).await?;
    looks(world, "own replies").await?;
    world.browser.close_tab().await?;

    world.step("the sidebar offers them").await?;
    world.open_invitations(three()).await?;
    Sidebar(&world.browser).asks_about("Mia Sample").await?;
    let sidebar = Sidebar(&world.browser);
    sidebar.click(&hook("dont-know")).await?;
    sidebar.click(&hook("reply-ask-first")).await?;
    // The text of a choice is none that can be seen, for Firefox's driver.
    let offered = "return document.querySelector('[data-test=reply-words]')?.textContent ?? '';";
    let offers = |text: &Value| text.as_str().is_some_and(|text| text.contains("To recruiters"));
    until("the user's own replies in the sidebar", || sidebar.eval(offered, vec![]), offers).await?;
    let choose = "const list = document.querySelector('[data-test=reply-words]'); list.value = arguments[0]; \
                  list.dispatchEvent(new Event('change', { bubbles: true })); return null;";
    sidebar.eval(choose, vec![json!("0")]).await?;
    reply_says(world, "Hi Mia, I know nobody").await?;
    world.step("and the usual words again").await?;
    Sidebar(&world.browser).eval(choose, vec![json!("")]).await?;
    let usual = reply_says(world, "Hi Mia, thank").await?;
    ensure!(!usual.contains("nobody who is looking"), "{usual}");
    Ok(())
}

/// Waits until these are the user's own replies.
async fn listed(world: &World, wanted: Value) -> Result<()> {
    let names =
        "return [...document.querySelectorAll('[data-test=own-reply] h4 bdi')].map((name) => name.textContent);";
    until("the replies", || world.browser.eval(names, vec![]), |names| *names == wanted).await?;
    Ok(())
}

/// Waits until the sidebar's reply begins like this.
async fn reply_says(world: &World, part: &str) -> Result<String> {
    let sidebar = Sidebar(&world.browser);
    let text = "return document.querySelector('[data-test=reply-text]').value;";
    let is = |text: &Value| text.as_str().is_some_and(|text| text.starts_with(part));
    let text = until("the reply's text", || sidebar.eval(text, vec![]), is).await?;
    Ok(text.as_str().unwrap_or_default().to_owned())
}
