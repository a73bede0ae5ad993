//! The lives of a page and of the extension: kept and brought back, drawn before it is seen, translated, changed by other
//! extensions, without a body yet; switched off, taken out, without a sidebar.

use std::time::Duration;

use anyhow::{Result, ensure};
use serde_json::{Value, json};
use thirtyfour::By;

use super::{accepted, three, three_in};
use crate::browser::Kind;
use crate::pages::replica::Replica;
use crate::pages::sidebar::{Sidebar, hook};
use crate::wait::{PATIENCE, until, until_within};
use crate::world::{RECEIVED, World};

/// Omar's Accept is held once, then let go.
async fn is_held_and_let_go(world: &mut World) -> Result<()> {
    Replica(&world.browser).click("omar-test", "accept").await?;
    Sidebar(&world.browser).asks_about("Omar Test").await?;
    ensure!(world.site.acts().is_empty(), "held: {:?}", world.site.acts());
    world.step("clicks again").await?;
    Replica(&world.browser).click("omar-test", "accept").await?;
    Replica(&world.browser).card("omar-test", false).await?;
    accepted(world, 2).await?;
    Ok(())
}

/// Waits until the page at a path is drawn.
async fn is_drawn(world: &World, path: &Value) -> Result<()> {
    let at = async || world.browser.eval("return [location.pathname, Boolean(window.__replica?.ready)];", vec![]).await;
    until(&format!("the page at {path}"), at, |at| at[0] == *path && at[1] == json!(true)).await?;
    Ok(())
}

/// Leaves the page by loading another one, and comes back to it; whether it was kept meanwhile.
async fn leaves_and_comes_back(world: &mut World, other: &str) -> Result<bool> {
    world.step("leaves by a link that loads another page").await?;
    let before = world.browser.eval("return location.pathname;", vec![]).await?;
    let leave = "window.__alive = true; addEventListener('pageshow', (event) => { window.__persisted = event.persisted; }); \
                 location.assign(arguments[0]);";
    world.browser.eval(leave, vec![json!(other)]).await?;
    is_drawn(world, &json!(other)).await?;
    world.step("goes back").await?;
    world.browser.eval("history.back();", vec![]).await?;
    is_drawn(world, &before).await?;
    let kept = "return window.__alive === true && window.__persisted === true;";
    Ok(world.browser.eval(kept, vec![]).await? == json!(true))
}

pub async fn a_page_comes_back_from_the_cache(world: &mut World) -> Result<()> {
    // Where nothing of ours stands in the page: does this browser, driven as it is, keep pages at all?
    world.open_page(three(), "https://www.linkedin.com/feed/").await?;
    Replica(&world.browser).ready().await?;
    let keeps = leaves_and_comes_back(world, "/jobs/").await?;

    world.open_invitations(three()).await?;
    Sidebar(&world.browser).asks_about("Mia Sample").await?;
    let kept = leaves_and_comes_back(world, "/feed/").await?;
    println!("        pages are kept: {keeps}; with the sidebar in them: {kept}");
    // Chromium keeps no page with an extension's frame in it: it is loaded anew. Firefox may drop any page.
    match world.browser.kind {
        Kind::Chromium => ensure!(!kept, "a page with an extension's frame was kept"),
        Kind::Firefox => ensure!(kept || !keeps, "a page is kept without the sidebar, and not with it"),
    }
    Sidebar(&world.browser).asks_about("Mia Sample").await?;
    let hosts = "return [...document.documentElement.children].filter((e) => e.localName === 'div').length;";
    ensure!(world.browser.eval(hosts, vec![]).await? == json!(1), "one sidebar");
    is_held_and_let_go(world).await?;
    Sidebar(&world.browser).asks_about("Lena Beispiel").await?;
    world.step("answers, and the answer is kept").await?;
    Sidebar(&world.browser).click(&hook("door-worked")).await?;
    Sidebar(&world.browser).click(&hook("save")).await?;
    until("the note on disk", || world.stored(), |all| all.contains("worked")).await?;
    Ok(())
}

/// Only Chromium draws pages before they are seen.
pub async fn a_prerendered_page_waits_to_be_seen(world: &mut World) -> Result<()> {
    if world.browser.kind == Kind::Firefox {
        return Ok(());
    }
    let mut scenario = three();
    scenario["prerender"] = json!(true);
    world.open_page(scenario, "https://www.linkedin.com/feed/").await?;
    Replica(&world.browser).ready().await?;
    let asked = async || Ok(world.site.requests());
    let drawn =
        |all: &Vec<String>| all.iter().any(|request| request.contains("/mynetwork/invitation-manager/received/"));
    until("the list to be drawn ahead", asked, drawn).await?;
    // Once its scripts have come it is drawn; the last of them are the pages' generations.
    let scripts = async || Ok(world.site.requests().iter().filter(|request| request.contains("sdui.js")).count());
    until("its scripts", scripts, |count| *count >= 2).await?;
    ensure!(!world.browser.has_frame().await?, "a sidebar before anybody sees the list");
    for review in world.reviews().await? {
        ensure!(review["url"] == "https://www.linkedin.com/feed/", "read before anybody sees it: {review}");
        ensure!(review["senders"] == json!([]), "{review}");
    }
    world.step("goes there").await?;
    world.browser.eval("location.assign('/mynetwork/invitation-manager/received/');", vec![]).await?;
    let shown = "return [location.pathname, performance.getEntriesByType('navigation')[0].activationStart > 0];";
    let shown = async || world.browser.eval(shown, vec![]).await;
    let wanted = json!(["/mynetwork/invitation-manager/received/", true]);
    until("the page that was drawn ahead", shown, |shown| *shown == wanted).await?;
    Sidebar(&world.browser).asks_about("Mia Sample").await?;
    is_held_and_let_go(world).await?;
    // The driver loses sight of a tab that took another one's place.
    world.browser.install_anew(&world.site.clone()).await
}

/// Writes every text of the page anew, as what translates pages does: in two `font` elements. Labels stay.
const TRANSLATE: &str = "const words = { Accept: 'Annehmen', Ignore: 'Ignorieren' }; \
    document.documentElement.lang = 'de'; document.documentElement.classList.add('translated-ltr'); \
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT); const texts = []; \
    while (walker.nextNode()) if (walker.currentNode.data.trim() && !walker.currentNode.parentElement.closest('script, style')) \
        texts.push(walker.currentNode); \
    for (const text of texts) { const outer = document.createElement('font'); const inner = document.createElement('font'); \
        inner.textContent = words[text.data.trim()] ?? text.data.replace('is inviting you to connect', 'möchte sich mit Ihnen vernetzen'); \
        outer.append(inner); text.replaceWith(outer); }";

pub async fn a_translated_page_is_guarded_as_before(world: &mut World) -> Result<()> {
    for generation in ["sdui2026", "artdeco2023"] {
        world.open_invitations(three_in(generation, "en")).await?;
        Sidebar(&world.browser).asks_about("Mia Sample").await?;
        world.step(&format!("{generation} is translated, and Accept is clicked at once")).await?;
        // The click comes before anything could be read again: script and click in one task of the driver's.
        world.browser.eval(TRANSLATE, vec![]).await?;
        is_held_and_let_go(world).await?;
        // Where a background that is just starting is slow to answer a held click, nobody is held until it has.
        Sidebar(&world.browser).shows(&hook("noted"), "Omar Test").await?;
        world.step("what is clicked later is held as well").await?;
        Replica(&world.browser).click("lena-beispiel", "accept").await?;
        Sidebar(&world.browser).asks_about("Lena Beispiel").await?;
        accepted(world, 2).await?;
        world.step("and what is none of ours goes through").await?;
        Replica(&world.browser).click("mia-sample", "ignore").await?;
        Replica(&world.browser).card("mia-sample", false).await?;
    }
    Ok(())
}

/// Puts buttons of its own into every card, beside Accept and before Ignore.
const INJECT: &str = "window.__foreign = 0; for (const b of document.querySelectorAll('main button, main a[aria-label]')) { \
    const label = b.getAttribute('aria-label') ?? ''; if (!/^(Accept|Ignore)/.test(label)) continue; \
    const mine = document.createElement('button'); mine.type = 'button'; mine.className = 'foreign'; \
    mine.textContent = label.startsWith('Accept') ? 'Save to Crumb' : '★'; \
    if (!label.startsWith('Accept')) mine.setAttribute('aria-label', 'Add ' + label.split(' from ')[1] + ' to a list'); \
    mine.addEventListener('click', () => { window.__foreign += 1; }); \
    label.startsWith('Accept') ? b.after(mine) : b.before(mine); }";

pub async fn another_extension_has_buttons_in_the_cards(world: &mut World) -> Result<()> {
    for when in ["before the question", "after the question"] {
        world.open_invitations(three()).await?;
        if when.starts_with("before") {
            Replica(&world.browser).ready().await?;
            world.browser.eval(INJECT, vec![]).await?;
        }
        Sidebar(&world.browser).asks_about("Mia Sample").await?;
        world.step(&format!("its buttons came {when}")).await?;
        if when.starts_with("after") {
            world.browser.eval(INJECT, vec![]).await?;
        }
        for (n, button) in world.browser.web.find_all(By::Css(".foreign")).await?.into_iter().enumerate() {
            button.scroll_into_view().await?;
            button.click().await?;
            let count = world.browser.eval("return window.__foreign;", vec![]).await?;
            ensure!(count == json!(n + 1), "a button that isn't LinkedIn's was held, {when}");
        }
        ensure!(world.site.acts().is_empty(), "{:?}", world.site.acts());
        is_held_and_let_go(world).await?;
    }
    Ok(())
}

pub async fn a_page_whose_head_and_body_come_late(world: &mut World) -> Result<()> {
    world.open_invitations(three()).await?;
    Sidebar(&world.browser).asks_about("Mia Sample").await?;
    world.step("head and body go, and come again").await?;
    let without = "window.__parts = [document.head, document.body]; window.__parts.forEach((part) => part.remove()); \
                   return [document.head, document.body];";
    ensure!(world.browser.eval(without, vec![]).await? == json!([null, null]));
    let nobody = async || Ok(world.reviews().await?.pop().unwrap_or_default()["senders"].clone());
    let gone = |all: &Value| all.as_array().into_iter().flatten().all(|sender| sender["cards"] == json!([]));
    until("nobody on the page", nobody, gone).await?;
    world.browser.eval("document.documentElement.prepend(...window.__parts);", vec![]).await?;
    let back = |all: &Value| all.as_array().into_iter().flatten().all(|sender| sender["cards"] != json!([]));
    until("everybody again", nobody, back).await?;
    let errors = world.browser.eval("return window.__replica.pageErrors;", vec![]).await?;
    ensure!(errors == json!([]), "{errors}");
    is_held_and_let_go(world).await
}

pub async fn switched_off_it_leaves_the_page(world: &mut World) -> Result<()> {
    for how in ["is switched off", "is taken out"] {
        world.open_invitations(three()).await?;
        Sidebar(&world.browser).asks_about("Mia Sample").await?;
        world.step("holds a click").await?;
        Replica(&world.browser).click("lena-beispiel", "accept").await?;
        Sidebar(&world.browser).asks_about("Lena Beispiel").await?;
        // Not a step: there is no background to stop any more.
        format!("the extension {how} under the open page").clone_into(&mut world.step);
        if how.ends_with("off") {
            world.browser.switch_extension_off().await?;
        } else {
            world.browser.remove_extension().await?;
        }
        let left = "return [...document.documentElement.children].filter((e) => !['head', 'body'].includes(e.localName)).length;";
        // Firefox ends the script before it could do anything: there the frame, empty by then, stays until the page is loaded anew.
        if world.browser.kind == Kind::Chromium {
            until("nothing of ours in the page", || world.browser.eval(left, vec![]), |left| *left == json!(0)).await?;
        }
        let page = Replica(&world.browser);
        page.click("omar-test", "accept").await?;
        page.card("omar-test", false).await?;
        accepted(world, 2).await?;
        world.browser.open(RECEIVED).await?;
        ensure!(
            world.browser.eval(left, vec![]).await? == json!(0),
            "something of ours in a page that was loaded anew"
        );
        page.click("mia-sample", "accept").await?;
        page.card("mia-sample", false).await?;
        world.browser.install_anew(&world.site.clone()).await?;
        world.reset(None).await?;
    }
    Ok(())
}

/// The sidebar's page never gets an answer, as one that can't be loaded never asks.
pub async fn a_sidebar_that_never_starts_holds_nobody(world: &mut World) -> Result<()> {
    world.open_invitations(three()).await?;
    until("the frame", || world.browser.has_frame(), |mounted| *mounted).await?;
    let read = async || Ok(world.reviews().await?.pop().unwrap_or_default()["senders"].as_array().map_or(0, Vec::len));
    until("the senders", read, |count| *count == 3).await?;
    let since = "return performance.now();";
    let mounted = world.browser.eval(since, vec![]).await?.as_f64().unwrap_or_default();
    world.step("four seconds later nobody could say why a click is held").await?;
    let waited = async || Ok(world.browser.eval(since, vec![]).await?.as_f64().unwrap_or_default() - mounted);
    until_within((PATIENCE, Duration::from_millis(100)), "four seconds to pass", waited, |ms| *ms > 4_000.0).await?;
    let page = Replica(&world.browser);
    page.click("omar-test", "accept").await?;
    page.card("omar-test", false).await?;
    accepted(world, 2).await?;
    Ok(())
}
