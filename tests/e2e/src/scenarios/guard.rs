//! The guard: a click on Accept without an answer.

use anyhow::{Result, ensure};
use serde_json::{Value, json};
use thirtyfour::Key;

use super::{accepted, acted, other_kinds_in, three, three_in};
use crate::pages::replica::Replica;
use crate::pages::sidebar::{Sidebar, hook};
use crate::wait::until;
use crate::world::{RECEIVED, World};

/// The generations of markup that the replica knows.
pub const GENERATIONS: [&str; 4] = ["ember2018", "artdeco2023", "sdui2025", "sdui2026"];

pub async fn pauses_once(world: &mut World) -> Result<()> {
    world.open_invitations(three()).await?;
    Sidebar(&world.browser).asks_about("Mia Sample").await?;

    world.step("clicks Accept of somebody else").await?;
    let page = Replica(&world.browser);
    page.click("omar-test", "accept").await?;
    Sidebar(&world.browser).asks_about("Omar Test").await?;
    Sidebar(&world.browser).shows(&hook("paused"), "Accept").await?;
    ensure!(page.clicks("Omar").await? == 0, "the held click reached the page");
    ensure!(world.site.acts().is_empty());

    world.step("clicks again").await?;
    let page = Replica(&world.browser);
    page.click("omar-test", "accept").await?;
    page.card("omar-test", false).await?;
    accepted(world, 2).await?;
    ensure!(page.clicks("Omar").await? == 1);
    Ok(())
}

pub async fn accept_anyway(world: &mut World) -> Result<()> {
    world.open_invitations(three()).await?;
    Sidebar(&world.browser).asks_about("Mia Sample").await?;
    world.step("clicks Accept, which is held").await?;
    Replica(&world.browser).click("lena-beispiel", "accept").await?;
    Sidebar(&world.browser).asks_about("Lena Beispiel").await?;

    world.step("chooses “Accept anyway”").await?;
    Sidebar(&world.browser).click(&hook("accept-anyway")).await?;
    Replica(&world.browser).has_focus_on("Accept Lena Beispiel").await?;
    ensure!(world.site.acts().is_empty(), "we never accept ourselves");
    world.browser.press(Key::Enter).await?;
    Replica(&world.browser).card("lena-beispiel", false).await?;
    accepted(world, 3).await?;
    Ok(())
}

pub async fn reminds_without_holding(world: &mut World) -> Result<()> {
    set_guard(world, "remind").await?;
    world.open_invitations(three()).await?;
    Sidebar(&world.browser).asks_about("Mia Sample").await?;
    world.step("clicks Accept").await?;
    Replica(&world.browser).click("omar-test", "accept").await?;
    Replica(&world.browser).card("omar-test", false).await?;
    accepted(world, 2).await?;
    world.step("and is still asked when the card has gone").await?;
    let noted = || async { Ok(world.stored().await?.contains("accepted")) };
    until("the decision to be noted", noted, |noted| *noted).await?;
    Sidebar(&world.browser).asks_about("Omar Test").await?;
    world.step("answers, and the next one comes").await?;
    Sidebar(&world.browser).click(&hook("dont-know")).await?;
    Sidebar(&world.browser).click(&hook("save")).await?;
    Sidebar(&world.browser).asks_about("Lena Beispiel").await?;
    Ok(())
}

pub async fn a_double_click_is_one_click(world: &mut World) -> Result<()> {
    world.open_invitations(three()).await?;
    Sidebar(&world.browser).asks_about("Mia Sample").await?;
    world.step("clicks Accept twice in a row").await?;
    let page = Replica(&world.browser);
    page.double_click("omar-test", "accept").await?;
    Sidebar(&world.browser).asks_about("Omar Test").await?;
    Sidebar(&world.browser).has_focus().await?;
    ensure!(page.clicks("Omar").await? == 0, "half of a double click reached the page");
    ensure!(world.site.acts().is_empty(), "{:?}", world.site.acts());
    world.step("clicks again").await?;
    let page = Replica(&world.browser);
    page.click("omar-test", "accept").await?;
    page.card("omar-test", false).await?;
    accepted(world, 2).await?;
    Ok(())
}

/// Nobody answers here, so the focus stays where it is and every event reaches the page that isn't stopped.
pub async fn a_press_is_held_whole(world: &mut World) -> Result<()> {
    world.open_invitations(three()).await?;
    Sidebar(&world.browser).asks_about("Mia Sample").await?;
    world.step("holds Enter down").await?;
    let page = Replica(&world.browser);
    page.focus("omar-test", "accept").await?;
    world.browser.hold_enter(3).await?;
    ensure!(page.clicks("Omar").await? == 0, "a key that repeats reached the page");
    ensure!(world.site.acts().is_empty(), "{:?}", world.site.acts());
    world.step("presses it once more").await?;
    world.browser.press(Key::Enter).await?;
    Replica(&world.browser).card("omar-test", false).await?;
    accepted(world, 2).await?;

    world.step("the page has a button that is none, and acts when the key is let go").await?;
    world.open_invitations(three()).await?;
    Sidebar(&world.browser).asks_about("Mia Sample").await?;
    let before = known_accept(world).await?;
    let page = Replica(&world.browser);
    page.play_button("mia-sample").await?;
    until("the new control to be known", || known_accept(world), |now| now.is_some() && *now != before).await?;
    world.browser.eval("document.querySelector('#plays').focus();", vec![]).await?;
    world.browser.keys(" ").await?;
    let released = "return window.__released ?? '';";
    ensure!(world.browser.eval(released, vec![]).await? == json!(""), "the page heard the key go up");
    world.browser.keys(" ").await?;
    ensure!(world.browser.eval(released, vec![]).await? == json!(" "), "the second press is the page's");
    Ok(())
}

/// The review of the tab, as it is stored.
async fn review(world: &World) -> Result<Value> {
    let storage = world.browser.storage().await?;
    let review = storage.as_object().and_then(|all| all.iter().find(|(key, _)| key.starts_with("session/review/")));
    Ok(serde_json::from_str(review.and_then(|(_, text)| text.as_str()).unwrap_or("{}"))?)
}

/// The number of the first sender's Accept, as the review knows it.
async fn known_accept(world: &World) -> Result<Option<u64>> {
    Ok(review(world).await?["senders"][0]["cards"][0]["accept"].as_u64())
}

pub async fn holds_nobody_where_it_can_not_ask(world: &mut World) -> Result<()> {
    for (how, how_not) in [
        (
            "takes the sidebar away again and again",
            "new MutationObserver(() => document.querySelector('html > div')?.remove()) \
            .observe(document.documentElement, { childList: true }); document.querySelector('html > div')?.remove();",
        ),
        (
            "hides the sidebar",
            "const sheet = new CSSStyleSheet(); sheet.insertRule('html > div { display: none !important }'); \
            document.adoptedStyleSheets = [sheet];",
        ),
    ] {
        world.browser.reset().await?;
        world.open_invitations(three()).await?;
        Sidebar(&world.browser).asks_about("Mia Sample").await?;
        world.step(&format!("the page {how}")).await?;
        world.browser.eval(how_not, vec![]).await?;
        let shown = "return [...document.querySelectorAll('html > div')].some((host) => host.checkVisibility());";
        let shown = || world.browser.eval(shown, vec![]);
        until("the sidebar to be out of sight", shown, |shown| *shown == json!(false)).await?;
        let page = Replica(&world.browser);
        page.click("omar-test", "accept").await?;
        page.card("omar-test", false).await?;
        accepted(world, 2).await?;
    }
    Ok(())
}

pub async fn holds_once_wherever_the_sender_stands(world: &mut World) -> Result<()> {
    world.open_invitations(three()).await?;
    Sidebar(&world.browser).asks_about("Mia Sample").await?;
    world.step("is held on the list").await?;
    Replica(&world.browser).click("omar-test", "accept").await?;
    Sidebar(&world.browser).asks_about("Omar Test").await?;
    world.step("goes to the profile without a page load").await?;
    Replica(&world.browser).call("navigate", json!(["/in/omar-test/"])).await?;
    let read = |review: &Value| {
        review["url"].as_str().is_some_and(|url| url.ends_with("/in/omar-test/"))
            && review["senders"][0]["cards"][0].is_object()
    };
    until("the profile to be read", || review(world), read).await?;
    Replica(&world.browser).click("omar-test", "accept").await?;
    accepted(world, 2).await?;
    Ok(())
}

pub async fn off_does_nothing(world: &mut World) -> Result<()> {
    set_guard(world, "off").await?;
    world.open_invitations(three()).await?;
    Sidebar(&world.browser).asks_about("Mia Sample").await?;
    world.step("clicks Accept").await?;
    Replica(&world.browser).click("omar-test", "accept").await?;
    Replica(&world.browser).card("omar-test", false).await?;
    accepted(world, 2).await?;
    Sidebar(&world.browser).asks_about("Mia Sample").await?;
    Ok(())
}

async fn set_guard(world: &mut World, level: &str) -> Result<()> {
    world.step("chooses the guard's level").await?;
    let request = json!({ "settings": { "edits": [{ "guard": level }] } });
    let reply = world.request(request).await?;
    ensure!(reply == json!("done"), "{reply}");
    Ok(())
}

pub async fn ignore_is_never_held(world: &mut World) -> Result<()> {
    world.open_invitations(three()).await?;
    Sidebar(&world.browser).asks_about("Mia Sample").await?;
    world.step("ignores").await?;
    Replica(&world.browser).click("mia-sample", "ignore").await?;
    Replica(&world.browser).card("mia-sample", false).await?;
    acted(world, "ignore", 1).await?;
    Sidebar(&world.browser).asks_about("Omar Test").await?;
    Sidebar(&world.browser).shows(&hook("noted"), "Mia Sample").await?;
    Ok(())
}

pub async fn every_generation(world: &mut World) -> Result<()> {
    for generation in GENERATIONS {
        world.open_invitations(three_in(generation, "en")).await?;
        Sidebar(&world.browser).asks_about("Mia Sample").await?;
        world.step(&format!("is held in {generation}")).await?;
        Replica(&world.browser).click("omar-test", "accept").await?;
        Sidebar(&world.browser).asks_about("Omar Test").await?;
        ensure!(world.site.acts().is_empty(), "{generation}: {:?}", world.site.acts());
        world.step(&format!("is let go in {generation}")).await?;
        Replica(&world.browser).click("omar-test", "accept").await?;
        Replica(&world.browser).card("omar-test", false).await?;
        accepted(world, 2).await?;
    }
    Ok(())
}

pub async fn other_kinds_are_never_touched(world: &mut World) -> Result<()> {
    for generation in GENERATIONS {
        world.open_invitations(other_kinds_in(&world.site.clone(), generation)?).await?;
        let page = Replica(&world.browser);
        page.ready().await?;
        world.step(&format!("accepts everything in {generation}")).await?;
        let page = Replica(&world.browser);
        let total = page.acceptable().await?;
        ensure!(total > 2, "{generation}: only {total} invitations on the page");
        for left in (0..total).rev() {
            page.click_first_accept().await?;
            until("one invitation less", || page.acceptable(), |now| *now == left).await?;
        }
        let went_through = async || Ok(world.site.acts().len());
        until(&format!("every first click to go through in {generation}"), went_through, |acts| *acts == total).await?;
        let [_, _, wide, _] = world.browser.frame_rect().await?;
        ensure!(wide < 100.0, "{generation}: nothing to ask, so no more than the tab");
    }
    Ok(())
}

pub async fn guards_a_profile(world: &mut World) -> Result<()> {
    for generation in ["artdeco2023", "sdui2026"] {
        let url = "https://www.linkedin.com/in/omar-test/";
        world.open_page(three_in(generation, "en"), url).await?;
        until("the sidebar's tab", || world.browser.has_frame(), |mounted| *mounted).await?;
        world.step(&format!("accepts on the profile in {generation}")).await?;
        Replica(&world.browser).click("omar-test", "accept").await?;
        Sidebar(&world.browser).asks_about("Omar Test").await?;
        ensure!(world.site.acts().is_empty(), "{generation}: held");
        world.step("answers: the focus goes to the Accept that is shown").await?;
        Sidebar(&world.browser).click(&hook("accept-anyway")).await?;
        Replica(&world.browser).has_focus_on("Omar Test").await?;
        let shown = world.browser.eval("return document.activeElement.checkVisibility();", vec![]).await?;
        ensure!(shown == json!(true), "{generation}");
        world.step("accepts again").await?;
        Replica(&world.browser).click("omar-test", "accept").await?;
        accepted(world, 2).await?;
    }
    Ok(())
}

pub async fn a_profile_offers_its_note(world: &mut World) -> Result<()> {
    let url = "https://www.linkedin.com/in/some-suggestion/";
    world.open_page(three(), url).await?;
    until("the sidebar's tab", || world.browser.has_frame(), |mounted| *mounted).await?;
    world.step("opens the tab and answers").await?;
    Sidebar(&world.browser).click(&hook("open-tab")).await?;
    Sidebar(&world.browser).asks_about("Some Suggestion").await?;
    Sidebar(&world.browser).click(&hook("door-worked")).await?;
    Sidebar(&world.browser).click(&hook("save")).await?;
    Sidebar(&world.browser).shows(&hook("verdict"), "really know").await?;
    world.step("comes back another day").await?;
    world.browser.open(url).await?;
    until("the sidebar's tab", || world.browser.has_frame(), |mounted| *mounted).await?;
    Sidebar(&world.browser).click(&hook("open-tab")).await?;
    Sidebar(&world.browser).shows(&hook("greeting"), "Some Suggestion").await?;
    world.step("takes a note for an invitation along").await?;
    Sidebar(&world.browser).click(&hook("edit")).await?;
    Sidebar(&world.browser).click(&hook("door-met")).await?;
    Sidebar(&world.browser).fill(&hook("memory"), "We shared an umbrella in Porto").await?;
    Sidebar(&world.browser).click(&hook("save")).await?;
    Sidebar(&world.browser).click(&hook("invite")).await?;
    let value = "return document.querySelector('[data-test=\"invite-note\"]')?.value ?? '';";
    let sidebar = Sidebar(&world.browser);
    let has_all = |note: &Value| {
        let note = note.as_str().unwrap_or_default();
        note.contains("Hi Some") && note.contains("an umbrella in Porto") && note.chars().count() <= 200
    };
    until("the note", || sidebar.eval(value, vec![]), has_all).await?;
    ensure!(world.site.acts().is_empty(), "nothing was clicked on LinkedIn");
    Ok(())
}

pub async fn guards_the_preview(world: &mut World) -> Result<()> {
    world.open_page(three(), "https://www.linkedin.com/mynetwork/grow/").await?;
    until("the sidebar's tab", || world.browser.has_frame(), |mounted| *mounted).await?;
    world.step("accepts in the preview").await?;
    Replica(&world.browser).click("omar-test", "accept").await?;
    Sidebar(&world.browser).asks_about("Omar Test").await?;
    ensure!(world.site.acts().is_empty(), "held");
    Ok(())
}

pub async fn follows_navigation_within_the_page(world: &mut World) -> Result<()> {
    world.open_page(three(), "https://www.linkedin.com/feed/").await?;
    Replica(&world.browser).ready().await?;
    ensure!(!world.browser.has_frame().await?, "nothing is asked on the feed");
    world.step("goes to the invitations without a page load").await?;
    Replica(&world.browser).call("navigate", json!(["/mynetwork/invitation-manager/received/"])).await?;
    Sidebar(&world.browser).asks_about("Mia Sample").await?;
    Replica(&world.browser).click("omar-test", "accept").await?;
    Sidebar(&world.browser).asks_about("Omar Test").await?;
    ensure!(world.site.acts().is_empty(), "held");

    world.step("goes back to the feed").await?;
    Replica(&world.browser).call("navigate", json!(["/feed/"])).await?;
    until("the sidebar to go", || world.browser.has_frame(), |mounted| !mounted).await?;
    let loads = world.site.requests().iter().filter(|request| !request.contains("/sc/")).count();
    ensure!(loads <= 2, "no page was loaded anew: {:?}", world.site.requests());
    Ok(())
}

pub async fn nodes_are_replaced(world: &mut World) -> Result<()> {
    world.open_invitations(three()).await?;
    Sidebar(&world.browser).asks_about("Mia Sample").await?;
    world.step("the page draws all cards anew").await?;
    Replica(&world.browser).call("rerender", json!([])).await?;
    held_after(world, "omar-test").await?;
    world.step("and again between the two clicks").await?;
    Replica(&world.browser).call("rerender", json!([])).await?;
    Replica(&world.browser).click("omar-test", "accept").await?;
    Replica(&world.browser).card("omar-test", false).await?;
    accepted(world, 2).await?;

    Sidebar(&world.browser).asks_about("Lena Beispiel").await?;
    world.step("answers about the next, and the page draws the card anew before the focus moves").await?;
    Sidebar(&world.browser).asks_about("Lena Beispiel").await?;
    Sidebar(&world.browser).click(&hook("door-worked")).await?;
    Replica(&world.browser).call("rerender", json!([])).await?;
    Sidebar(&world.browser).click(&hook("save")).await?;
    Replica(&world.browser).has_focus_on("Accept Lena Beispiel").await?;
    world.step("the page draws the card anew when the focus is on it").await?;
    Replica(&world.browser).call("rerender", json!([])).await?;
    Replica(&world.browser).has_focus_on("Accept Lena Beispiel").await?;

    world.step("answers about the last one, and the page draws all cards anew the whole time").await?;
    let sidebar = Sidebar(&world.browser);
    sidebar.click("[data-test=\"sender-row\"][data-address=\"mia-sample\"]").await?;
    sidebar.asks_about("Mia Sample").await?;
    sidebar.click(&hook("door-worked")).await?;
    let draws = "window.__draws = setInterval(() => window.__replica.rerender(), 20);";
    world.browser.eval(draws, vec![]).await?;
    Sidebar(&world.browser).click(&hook("save")).await?;
    let known = |people: &Vec<Value>| people.iter().any(|person| person["address"] == "mia-sample");
    until("the note on disk", || world.people(), known).await?;
    world.browser.eval("clearInterval(window.__draws);", vec![]).await?;
    Replica(&world.browser).has_focus_on("Accept Mia Sample").await?;
    Ok(())
}

/// Clicks Accept until the click is held: the guard stands as soon as the new nodes were read. A click
/// that comes before goes through, which here would accept, so the condition is the review's own record.
async fn held_after(world: &mut World, slug: &str) -> Result<()> {
    let ready = || async {
        let storage = world.browser.storage().await?;
        let review = storage.as_object().and_then(|all| all.iter().find(|(key, _)| key.starts_with("session/review/")));
        let review = review.and_then(|(_, text)| text.as_str()).unwrap_or_default().to_owned();
        let review: serde_json::Value = serde_json::from_str(&review)?;
        Ok(review["senders"][1]["cards"][0]["accept"].as_u64())
    };
    let before = ready().await?;
    Replica(&world.browser).call("rerender", json!([])).await?;
    until("the new nodes to be known", ready, |now| now.is_some() && *now != before).await?;
    Replica(&world.browser).click(slug, "accept").await?;
    Sidebar(&world.browser).asks_about("Omar Test").await?;
    ensure!(world.site.acts().is_empty(), "held");
    Ok(())
}

pub async fn a_dead_background_holds_nobody(world: &mut World) -> Result<()> {
    world.open_invitations(three()).await?;
    Sidebar(&world.browser).asks_about("Mia Sample").await?;
    world.step("clicks Accept; nobody answers").await?;
    // The clock starts in the page with the click itself, and every hold must be gone when it says 300 ms.
    let clock = "window.__heldAt = null; addEventListener('pointerup', () => { window.__heldAt ??= performance.now(); }, true);";
    world.browser.eval(clock, vec![]).await?;
    let page = Replica(&world.browser);
    page.click("omar-test", "accept").await?;
    ensure!(page.clicks("Omar").await? == 0, "held once");
    let since = "return performance.now() - window.__heldAt;";
    until("300 ms to pass", || world.browser.eval(since, vec![]), |ms| ms.as_f64().is_some_and(|ms| ms > 300.0))
        .await?;
    page.click("lena-beispiel", "accept").await?;
    page.card("lena-beispiel", false).await?;
    accepted(world, 3).await?;
    Ok(())
}

/// The background gets a hello of where the page was, and has not answered when the page goes on.
pub async fn a_late_hello_is_not_said_again(world: &mut World) -> Result<()> {
    if world.kill {
        println!("        skipped: a background that was stopped doesn't know that it owes an answer");
        return Ok(());
    }
    world.open_page(three(), "https://www.linkedin.com/feed/").await?;
    Replica(&world.browser).ready().await?;
    let heard = || async { Ok(world.browser.storage().await?["feeds-for-tests"].clone()) };
    until("the feed's hello", heard, Value::is_string).await?;
    world.step("goes on before it is answered").await?;
    Replica(&world.browser).call("navigate", json!(["/mynetwork/invitation-manager/received/"])).await?;
    Sidebar(&world.browser).asks_about("Mia Sample").await?;
    let feeds = world.browser.storage().await?["feeds-for-tests"].clone();
    ensure!(feeds == json!("1"), "the background was told {feeds} times that the page is the feed");
    let url = review(world).await?["url"].clone();
    ensure!(url == json!(RECEIVED), "{url}");
    Ok(())
}

pub async fn an_orphan_leaves(world: &mut World) -> Result<()> {
    world.open_invitations(three()).await?;
    Sidebar(&world.browser).asks_about("Mia Sample").await?;
    world.step("the extension is reloaded under the open page, while its background sleeps").await?;
    world.browser.kill_background().await?;
    // Longer than a page looks at once for what it means that its port was closed.
    let clock = "return performance.now();";
    let slept = world.browser.eval(clock, vec![]).await?.as_f64().unwrap_or_default() + 1_200.0;
    until("it to sleep", || world.browser.eval(clock, vec![]), |now| now.as_f64().is_some_and(|now| now > slept))
        .await?;
    world.browser.reload_extension().await?;
    let page = Replica(&world.browser);
    if world.browser.kind == crate::browser::Kind::Chromium {
        // Chromium starts no content script in a page that is open already.
        until("the old sidebar to go", || world.browser.has_frame(), |mounted| !mounted).await?;
        page.click("omar-test", "accept").await?;
        page.card("omar-test", false).await?;
        accepted(world, 2).await?;
    } else {
        // Firefox starts the new one at once; there is one sidebar, not two.
        Sidebar(&world.browser).asks_about("Mia Sample").await?;
        let hosts = "return [...document.documentElement.children].filter((e) => e.localName === 'div').length;";
        ensure!(world.browser.eval(hosts, vec![]).await? == json!(1));
    }
    world.step("and the page is loaded again").await?;
    world.browser.open(RECEIVED).await?;
    Sidebar(&world.browser).asks_about("Mia Sample").await?;
    Ok(())
}
