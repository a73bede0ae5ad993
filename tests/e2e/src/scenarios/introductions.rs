//! The introduction desk.

use anyhow::{Result, ensure};
use serde_json::{Value, json};
use thirtyfour::Key;

use crate::pages::sidebar::hook;
use crate::pages::views::Page;
use crate::wait::until;
use crate::world::World;

/// Why they should talk.
pub const WHY: &str = "the Enterprise needs a doctor who doesn't scare easily";

/// The essay's two friends. Jim's note lacks what he is good at, and his story is kept private.
pub async fn write_notes(world: &mut World) -> Result<()> {
    world.step("has notes of two friends").await?;
    let note = |id: &str, slug: &str, edits: serde_json::Value| json!({ "command": { "command": { "id": id, "change": { "write": { "who": { "address": slug }, "edits": edits } } } } });
    let told = |field: &str| json!({ "mark": { "field": field, "mark": "shareable" } });
    let leonard = json!([
        { "name": "Leonard McCoy" }, { "headline": "Physician" }, { "close": { "kinds": ["friend"] } },
        { "metOn": "2255" }, { "metWhere": "Starfleet Academy" },
        { "goodAt": "Medicine of every species, with whatever is at hand" },
        { "looksFor": "A post as ship's doctor" }, told("looksFor"),
        { "story": "He sat beside me on the shuttle and told me everything that could kill us." }, told("story"),
    ]);
    let jim = json!([
        { "name": "Jim Kirk" }, { "headline": "Captain" },
        { "met": { "kinds": ["event"], "memory": "He beat the test that nobody can win, by changing it." } },
        { "metOn": "2254-09" },
    ]);
    for (id, slug, edits) in [("n1", "leonard-mccoy", leonard), ("n2", "jim-kirk", jim)] {
        let reply = world.request(note(id, slug, edits)).await?;
        ensure!(reply.get("saved").is_some(), "{reply}");
    }
    Ok(())
}

/// Waits until an element with this hook has the focus.
async fn focused(world: &World, test: &str) -> Result<()> {
    let script = "return document.activeElement?.dataset.test ?? document.activeElement?.id ?? null;";
    until(&format!("the focus on {test}"), || world.browser.eval(script, vec![]), |at| at.as_str() == Some(test))
        .await?;
    Ok(())
}

/// Moves the focus to an element, as the Tab key would in the end.
async fn focus(world: &World, selector: &str) -> Result<()> {
    Page(&world.browser).text(selector).await?;
    let script = "const e = [...document.querySelectorAll(arguments[0])].find((e) => e.checkVisibility() && e.tabIndex >= 0); \
                  e?.focus(); return Boolean(e) && document.activeElement === e;";
    let done = || world.browser.eval(script, vec![json!(selector)]);
    until(&format!("{selector} to focus"), done, |done| *done == json!(true)).await?;
    Ok(())
}

/// Writes another reason over the one that is there.
async fn give_reason(world: &World, why: &str) -> Result<()> {
    focus(world, &hook("intro-why")).await?;
    world.browser.eval("document.activeElement.select();", vec![]).await?;
    world.browser.keys(why).await
}

/// Chooses both people and gives the reason.
async fn choose_both(world: &mut World) -> Result<()> {
    world.browser.open_view("dashboard.html#introductions").await?;
    let page = Page(&world.browser);
    page.shows("h1", "Introductions").await?;
    world.step("chooses Leonard by keyboard").await?;
    focus(world, &hook("intro-first")).await?;
    world.browser.keys("leon").await?;
    Page(&world.browser).shows(&hook("intro-found"), "Leonard McCoy").await?;
    world.browser.press(Key::Enter).await?;
    focused(world, "intro-second").await?;
    world.step("then Jim").await?;
    world.browser.keys("kirk").await?;
    Page(&world.browser).shows(&hook("intro-found"), "Jim Kirk").await?;
    world.browser.press(Key::Down).await?;
    world.browser.press(Key::Enter).await?;
    focused(world, "intro-why").await
}

/// In which languages and directions these texts say to be; the page around them is in the interface's.
async fn tongues(world: &World, selector: &str, wanted: Value) -> Result<()> {
    let said = "return [document.documentElement.lang, \
        [...document.querySelectorAll(arguments[0])].map((text) => [text.lang, text.dir])];";
    let said = world.browser.eval(said, vec![json!(selector)]).await?;
    ensure!(said[0].as_str().is_some_and(|page| page.starts_with("en")) && said[1] == wanted, "{selector}: {said}");
    Ok(())
}

pub async fn introduces_two(world: &mut World) -> Result<()> {
    write_notes(world).await?;
    choose_both(world).await?;
    world.step("it refuses to be bland, and asks").await?;
    world.browser.keys("the Enterprise needs a doctor who doesn't scare easily").await?;
    let page = Page(&world.browser);
    page.shows(&hook("intro-refused"), "Not yet").await?;
    let asks = page.shows(&hook("intro-known-second"), "exceptionally good at?").await?;
    ensure!(asks.contains("keep it to yourself"), "{asks}");
    page.shows(&hook("intro-meter"), "but not").await?;

    world.step("answers, and allows the story to be told").await?;
    focus(world, &hook("good-at")).await?;
    world.browser.keys("Commanding a starship").await?;
    world.browser.press(Key::Tab).await?;
    world.browser.press(Key::Enter).await?;
    until(
        "the answer in the note",
        || world.people(),
        |all| all.iter().any(|p| p["goodAt"] == "Commanding a starship"),
    )
    .await?;
    focus(world, &format!("{} {}", hook("intro-known-second"), hook("intro-told"))).await?;
    world.browser.keys(" ").await?;

    world.step("reads the texts").await?;
    let page = Page(&world.browser);
    let note = page.shows(&hook("intro-note"), "Commanding a starship").await?;
    for fact in [
        "the test that nobody can win",
        "September 2254",
        "Starfleet Academy",
        "A post as ship's doctor",
        "scare easily",
    ] {
        ensure!(note.contains(fact), "{fact} in {note}");
    }
    let ask = page.shows(&hook("intro-ask-first"), "Commanding a starship").await?;
    let ask = ask.split("Leonard,").last().unwrap_or_default();
    ensure!(!ask.contains("Jim") && !ask.contains("Kirk"), "an ask names nobody: {ask}");
    page.shows(&hook("intro-meter"), "Leonard McCoy would learn how you know Jim Kirk").await?;

    world.step("a reason that names Jim is left out where he isn't to be named").await?;
    give_reason(world, "Jims Schiff braucht dich").await?;
    let page = Page(&world.browser);
    page.shows(&format!("{} {}", hook("intro-ask-first"), hook("intro-left-out")), "Jims Schiff").await?;
    let ask = page.shows(&format!("{} {}", hook("intro-ask-first"), hook("intro-text")), "Commanding").await?;
    ensure!(!ask.contains("Jim"), "{ask}");
    give_reason(world, "the Enterprise needs a doctor who doesn't scare easily").await?;
    page.shows(&hook("intro-ask-first"), "scare easily").await?;

    world.step("keeps to himself that they are friends").await?;
    focus(world, &format!("{} {}", hook("intro-known-first"), hook("intro-told-kind"))).await?;
    world.browser.keys(" ").await?;
    Page(&world.browser).shows(&hook("intro-note"), "one of the people closest to me").await?;
    let has_focus = "const e = document.activeElement; return e?.dataset.test === 'intro-told-kind' && !e.checked;";
    until("the focus on the box", || world.browser.eval(has_focus, vec![]), |done| *done == json!(true)).await?;
    world.browser.keys(" ").await?;
    Page(&world.browser).shows(&hook("intro-note"), "a good friend of mine").await?;

    world.step("sees where a sentence comes from").await?;
    focus(world, &format!("{} .sentence", hook("intro-note"))).await?;
    Page(&world.browser).shows(&format!("{} {}", hook("intro-note"), hook("intro-source")), "your note on").await?;

    world.step("in German, formal, as a mail").await?;
    let choose = "const s = document.querySelector(arguments[0]); s.value = 'de'; s.dispatchEvent(new Event('change', { bubbles: true }));";
    world.browser.eval(choose, vec![json!(hook("intro-language"))]).await?;
    Page(&world.browser).shows(&hook("intro-note"), "Kennengelernt haben wir uns im September 2254").await?;
    Page(&world.browser).click(&format!("label:has({})", hook("intro-tone-2"))).await?;
    Page(&world.browser).click(&format!("label:has({})", hook("intro-length-2"))).await?;
    Page(&world.browser).shows(&hook("intro-note"), "Mit freundlichen Grüßen").await?;
    tongues(world, "[data-test=intro-text]", json!([["de", "ltr"], ["de", "ltr"], ["de", "ltr"]])).await?;

    world.step("changes the words; they are kept").await?;
    Page(&world.browser).click(&format!("{} {}", hook("intro-ask-first"), hook("intro-edit"))).await?;
    focused(world, "intro-own").await?;
    tongues(world, "[data-test=intro-own]", json!([["de", "auto"]])).await?;
    world.browser.keys("PS: Es eilt nicht. ").await?;
    world.browser.close_tab().await?;
    world.browser.open_view("dashboard.html#introductions").await?;
    let own = hook("intro-own");
    let page = Page(&world.browser);
    let value = || page.value(&own);
    until("the changed text", value, |value| value.as_str().is_some_and(|text| text.contains("Es eilt nicht"))).await?;
    let mail = "return document.querySelector(arguments[0])?.href ?? '';";
    let link =
        world.browser.eval(mail, vec![json!(format!("{} {}", hook("intro-ask-first"), hook("intro-mail")))]).await?;
    let link = link.as_str().unwrap_or_default();
    ensure!(link.starts_with("mailto:?subject=") && link.contains("Es%20eilt%20nicht"), "{link}");
    world.step("a line that isn't to be told any more is still in the changed text").await?;
    focus(world, &format!("{} {}", hook("intro-known-second"), hook("intro-told"))).await?;
    Page(&world.browser).click(&format!("{} {}", hook("intro-note"), hook("intro-edit"))).await?;
    focus(world, &format!("{} {}", hook("intro-known-first"), hook("intro-told"))).await?;
    world.browser.keys(" ").await?;
    let warnings = format!("{} {}", hook("intro-note"), hook("intro-warnings"));
    Page(&world.browser).shows(&warnings, "You keep this to yourself").await?;
    // The note is drawn anew when it is on disk: a key pressed on what was there before would be lost.
    Page(&world.browser).click(&format!("{} {}", hook("intro-known-first"), hook("intro-told"))).await?;
    until(
        "no warning",
        || {
            world
                .browser
                .eval("return document.querySelector(arguments[0])?.textContent ?? null;", vec![json!(warnings)])
        },
        |text| text.as_str() == Some(""),
    )
    .await?;

    world.step("changed words outlive that somebody else is chosen").await?;
    Page(&world.browser).click(&format!("{} .link", hook("intro-second"))).await?;
    focused(world, "intro-second").await?;
    world.browser.keys("kirk").await?;
    Page(&world.browser).shows(&hook("intro-found"), "Jim Kirk").await?;
    world.browser.press(Key::Enter).await?;
    let page = Page(&world.browser);
    let value = || page.value(&own);
    until("the changed text", value, |value| value.as_str().is_some_and(|text| text.contains("Es eilt nicht"))).await?;

    world.step("and are gone with whom they are about").await?;
    let second = "return JSON.parse(localStorage.getItem('draft/introduction')).people[1];";
    let id = world.browser.eval(second, vec![]).await?;
    let drafts = "return Object.entries(localStorage).map(([k, v]) => k + v).join('');";
    let kept = world.browser.eval(drafts, vec![]).await?;
    ensure!(kept.as_str().is_some_and(|kept| kept.contains("Es eilt nicht")), "{kept}");
    world.request(json!({ "command": { "command": { "id": "n9", "change": { "erase": { "person": id } } } } })).await?;
    let gone =
        |kept: &serde_json::Value| kept.as_str().is_some_and(|kept| !kept.contains("eilt") && !kept.contains("scare"));
    until("no draft", || world.browser.eval(drafts, vec![]), gone).await?;
    world.step("is done").await?;
    world.browser.close_tab().await
}

pub async fn the_ledger_waits_for_both(world: &mut World) -> Result<()> {
    write_notes(world).await?;
    world.step("Jim's note is made whole").await?;
    let edits = json!([{ "goodAt": "Commanding a starship" }, { "mark": { "field": "memory", "mark": "shareable" } }]);
    let change = json!({ "write": { "who": { "address": "jim-kirk" }, "edits": edits } });
    world.request(json!({ "command": { "command": { "id": "n3", "change": change } } })).await?;
    choose_both(world).await?;
    world.browser.keys("a doctor for the ship").await?;
    world.step("notes that Leonard was asked").await?;
    let took = |letter: &str| hook(&format!("intro-took-{letter}"));
    let step = |step: &str| hook(&format!("intro-step-{step}"));
    let disabled = "return document.querySelector(arguments[0])?.disabled ?? null;";
    until("the texts", || world.browser.eval(disabled, vec![json!(took("note"))]), |off| *off == json!(true)).await?;
    Page(&world.browser).click(&took("ask-first")).await?;
    Page(&world.browser).shows(&hook("intro-ledger"), "asking").await?;
    world.step("both say yes, one after the other").await?;
    for yes in ["firstSaidYes", "secondSaidYes"] {
        Page(&world.browser).click(&step(yes)).await?;
        Page(&world.browser).hides(&step(yes)).await?;
    }
    Page(&world.browser).shows(&hook("intro-ledger"), "both said yes").await?;
    world.step("and are introduced").await?;
    Page(&world.browser).click(&took("note")).await?;
    // Its state: the button that leads there says the same.
    Page(&world.browser).shows(".ledger-head .tag", "introduced").await?;
    world.step("the background is stopped; the ledger is there").await?;
    world.browser.close_tab().await?;
    world.browser.kill_background().await?;
    world.browser.open_view("dashboard.html#introductions").await?;
    Page(&world.browser).shows(&format!("{} .ledger-log", hook("intro-ledger")), "I introduced them").await?;
    world.step("a question how it went is ready for each").await?;
    // Opened in one go with reading: while the page starts, entries are drawn anew as notes arrive.
    let open = "const sheet = document.querySelectorAll(arguments[0])[arguments[1]]; if (sheet) sheet.open = true; \
                return sheet?.innerText ?? '';";
    for (n, who) in ["Leonard", "Jim"].into_iter().enumerate() {
        let read = || world.browser.eval(open, vec![json!(hook("intro-follow-sheet")), json!(n)]);
        let asks = |text: &serde_json::Value| {
            text.as_str().is_some_and(|text| text.contains(&format!("Hi {who}, a while ago")))
        };
        until("the question how it went", read, asks).await?;
    }
    world.step("takes the last step back").await?;
    Page(&world.browser).click(&hook("intro-take-back")).await?;
    Page(&world.browser).shows(&hook("intro-ledger"), "both said yes").await?;
    for (width, height) in [(320, 800), (800, 900), (1400, 1000)] {
        world.step(&format!("at a width of {width}")).await?;
        world.browser.set_size(width, height).await?;
        let beyond = "return document.documentElement.scrollWidth - document.documentElement.clientWidth;";
        let over = world.browser.eval(beyond, vec![]).await?;
        ensure!(over == json!(0), "{over} pixels beyond a width of {width}");
    }
    world.step("is done").await?;
    world.browser.close_tab().await
}

pub async fn gives_first_and_answers(world: &mut World) -> Result<()> {
    write_notes(world).await?;
    world.step("begins on Leonard's page").await?;
    world.browser.open_view("dashboard.html#people").await?;
    let open = "const row = [...document.querySelectorAll('[data-test=person]')].find((r) => r.textContent.includes('Leonard')); \
                row?.click(); return Boolean(row);";
    until("Leonard's row", || world.browser.eval(open, vec![]), |found| *found == json!(true)).await?;
    Page(&world.browser).click(&hook("introduce")).await?;
    Page(&world.browser).shows(&format!(".chosen{}", hook("intro-first")), "Leonard McCoy").await?;
    world.browser.close_tab().await?;
    world.step("Jim looks for a doctor").await?;
    let edits = json!([{ "looksFor": "A doctor" }]);
    let change = json!({ "write": { "who": { "address": "jim-kirk" }, "edits": edits } });
    world.request(json!({ "command": { "command": { "id": "n3", "change": change } } })).await?;
    world.browser.open_view("dashboard.html#introductions/give-first").await?;
    let given = Page(&world.browser).shows(&hook("intro-give"), "Medicine of every species").await?;
    ensure!(given.contains("Jim Kirk looks for “A doctor”"), "{given}");
    world.step("not these two: the next suggestion comes in a week").await?;
    Page(&world.browser).click(&hook("intro-give-not")).await?;
    Page(&world.browser).shows(&hook("intro-give-next"), "next suggestion").await?;

    world.step("pastes a request").await?;
    Page(&world.browser)
        .fill(&hook("intro-message"), "Could you introduce me to Jim Kirk? Best, Leonard McCoy")
        .await?;
    Page(&world.browser).shows(&hook("answer-ask"), "Hi Leonard").await?;
    Page(&world.browser).shows(&hook("answer-not"), "introduce you to Jim").await?;
    Page(&world.browser).hides(&hook("answer-no")).await?;
    let known = Page(&world.browser).shows(&hook("intro-asked-known"), "Leonard McCoy").await?;
    ensure!(known.contains("You really know Leonard McCoy"), "{known}");

    world.step("recommends Leonard").await?;
    focus(world, &hook("intro-praised")).await?;
    world.browser.keys("leon").await?;
    Page(&world.browser).shows(&hook("intro-found"), "Leonard McCoy").await?;
    world.browser.press(Key::Enter).await?;
    world.step("says which episode shows which skill").await?;
    for choice in ["intro-skill", "intro-episode"] {
        focus(world, &hook(choice)).await?;
        world.browser.keys(" ").await?;
    }
    Page(&world.browser).shows(&hook("intro-endorse"), "Medicine of every species").await?;
    let praise = Page(&world.browser).shows(&hook("intro-praise"), "Medicine of every species").await?;
    ensure!(praise.contains("everything that could kill us") && praise.contains("of 3000"), "{praise}");

    world.step("takes a short reply into the sidebar").await?;
    Page(&world.browser).click(&format!("label:has({}):last-of-type", hook("kit-tone"))).await?;
    Page(&world.browser).shows(&hook("kit-text"), "gladly! Help me out first").await?;
    Page(&world.browser).click(&hook("kit-keep")).await?;
    until("the template on disk", || world.stored(), |all| all.contains("Help me out first")).await?;
    Page(&world.browser).shows(&hook("kit-own"), "Help me out first").await?;
    Page(&world.browser).click(&hook("kit-undo")).await?;
    until("no template on disk", || world.stored(), |all| !all.contains("Help me out first")).await?;
    world.step("in the dark, in Arabic").await?;
    world.browser.set_dark(true).await?;
    let choose = "const s = document.querySelector(arguments[0]); s.value = 'ar'; s.dispatchEvent(new Event('change', { bubbles: true })); s.scrollIntoView();";
    world.browser.eval(choose, vec![json!(hook("praise-language"))]).await?;
    Page(&world.browser).shows(&hook("intro-praise"), "تجمعني صداقة طيبة مع").await?;
    world.step("is done").await?;
    world.browser.set_dark(false).await?;
    world.browser.close_tab().await
}
