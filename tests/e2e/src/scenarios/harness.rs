//! The harness itself: what every other scenario relies on.

use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use thirtyfour::Key;

use super::three;
use crate::browser::{HEIGHT, WIDTH};
use crate::pages::replica::Replica;
use crate::pages::sidebar::{Sidebar, hook};
use crate::wait::until;
use crate::world::{RECEIVED, World};

pub async fn serves_the_replica(world: &mut World) -> Result<()> {
    world.open_invitations(three()).await?;
    Replica(&world.browser).card("mia-sample", true).await?;
    ensure!(world.site.requests().iter().any(|line| line == "GET /mynetwork/invitation-manager/received/"));
    let script = "const answer = await fetch(location.href); return answer.headers.get('content-security-policy');";
    let policy = world.browser.eval_async(script, Value::Null).await?;
    ensure!(policy.as_str().is_some_and(|policy| policy.contains("trusted-types")), "{policy}");

    world.step("accepts").await?;
    Replica(&world.browser).click("mia-sample", "accept").await?;
    let heard = async || Ok(world.site.acts());
    let acts = until("LinkedIn to hear of it", heard, |acts| !acts.is_empty()).await?;
    ensure!(acts == [("accept".to_owned(), "7000000000000000001".to_owned())], "{acts:?}");
    Replica(&world.browser).card("mia-sample", false).await?;
    let trusted = world.browser.eval("return window.__replica.acted[0].isTrusted;", vec![]).await?;
    ensure!(trusted == json!(true), "the click was not a user's");

    world.step("comes back later").await?;
    world.browser.open(RECEIVED).await?;
    Replica(&world.browser).card("omar-test", true).await?;
    Replica(&world.browser).card("mia-sample", false).await
}

pub async fn refuses_other_hosts(world: &mut World) -> Result<()> {
    world.step("goes elsewhere").await?;
    ensure!(world.browser.open("https://elsewhere.example/").await.is_err(), "there is a way out");
    // A refused plain request is an answer, if an empty one, so a browser may call it a page.
    let _ = world.browser.open("http://127.0.0.1:8642/").await;
    let refused = world.site.refused();
    for target in ["elsewhere.example:443", "127.0.0.1:8642"] {
        ensure!(refused.iter().any(|seen| seen == target), "{target} is not among {refused:?}");
    }
    Ok(())
}

pub async fn enters_the_sidebar(world: &mut World) -> Result<()> {
    world.open_invitations(three()).await?;
    let sidebar = Sidebar(&world.browser);
    sidebar.shows("label", "Note").await?;
    let [left, top, width, height] = world.browser.frame_rect().await?;
    let right = f64::from(WIDTH) - left - width;
    ensure!([top, width, height] == [64.0, 384.0, 400.0] && (0.0..40.0).contains(&right), "{left} {top} {width}");

    world.step("types and saves by mouse").await?;
    let sidebar = Sidebar(&world.browser);
    sidebar.fill("#note", "Bees on the roof, ü, 蜂").await?;
    sidebar.click(&hook("save")).await?;
    sidebar.shows(&hook("said"), "trusted: Bees on the roof, ü, 蜂").await?;

    world.step("goes on by keyboard").await?;
    let sidebar = Sidebar(&world.browser);
    sidebar.click("#note").await?;
    world.browser.press(Key::End).await?;
    world.browser.keys("!").await?;
    world.browser.press(Key::Tab).await?;
    world.browser.press(Key::Enter).await?;
    sidebar.shows(&hook("said"), "trusted: Bees on the roof, ü, 蜂!").await?;
    ensure!(world.browser.storage().await? == json!({ "note": "Bees on the roof, ü, 蜂!" }));
    let inside = world.browser.eval("return frames.length;", vec![]).await?;
    ensure!(inside == json!(0), "the page can see {inside} frames");
    Ok(())
}

/// A message to the background from a page of the extension: which of its lives answers, how many it had.
async fn message(world: &World) -> Result<(String, u64)> {
    let answer = world.browser.in_extension("return chrome.runtime.sendMessage('hello');", Value::Null).await?;
    let life = answer.get("life").and_then(Value::as_str).context("an answer")?.to_owned();
    Ok((life, answer.get("messages").and_then(Value::as_u64).context("a count")?))
}

pub async fn kills_the_background(world: &mut World) -> Result<()> {
    let (first, _) = message(world).await?;
    let (same, count) = message(world).await?;
    ensure!(same == first && count >= 2, "the background stopped by itself");
    for _ in 0..3 {
        let (before, _) = message(world).await?;
        world.browser.kill_background().await?;
        let (after, count) = message(world).await?;
        ensure!(before != after && count == 1, "{before} answers after its end");
    }
    // To stop what doesn't run is no error.
    world.browser.kill_background().await?;
    world.browser.kill_background().await
}

pub async fn reloads_the_extension(world: &mut World) -> Result<()> {
    world.open_invitations(three()).await?;
    Sidebar(&world.browser).shows("label", "Note").await?;
    world.browser.in_extension("await chrome.storage.local.set({ kept: 1 });", Value::Null).await?;
    let (before, _) = message(world).await?;

    world.step("reloads").await?;
    world.browser.reload_extension().await?;
    let (after, _) = message(world).await?;
    ensure!(before != after, "the old background still answers");
    ensure!(world.browser.storage().await? == json!({ "kept": 1 }));
    let address = world.browser.eval("return location.href;", vec![]).await?;
    ensure!(address == json!(RECEIVED), "{address}");

    world.step("reloads the page").await?;
    world.browser.open(RECEIVED).await?;
    Sidebar(&world.browser).shows("label", "Note").await?;
    Ok(())
}

pub async fn survives_a_crash(world: &mut World) -> Result<()> {
    world.open_invitations(three()).await?;
    world.browser.in_extension("await chrome.storage.local.set({ kept: 'yes' });", Value::Null).await?;

    world.step("crashes").await?;
    world.crash_and_restart().await?;
    ensure!(world.browser.storage().await? == json!({ "kept": "yes" }), "{}", world.browser.storage().await?);

    world.step("goes on").await?;
    world.browser.open(RECEIVED).await?;
    Sidebar(&world.browser).shows("label", "Note").await?;
    Ok(())
}

pub async fn starts_anew(world: &mut World) -> Result<()> {
    world.open_invitations(three()).await?;
    let fill = "await chrome.storage.local.set({ left: 1 }); await chrome.storage.session?.set({ left: 1 }); \
                localStorage.setItem('left', '1');";
    world.browser.in_extension(fill, Value::Null).await?;
    let (before, _) = message(world).await?;
    world.browser.set_size(600, 500).await?;
    world.browser.set_dark(true).await?;
    world.browser.open_view("sidebar.html").await?;

    world.reset(None).await?;
    let look = "return [await chrome.storage.local.get(null), await chrome.storage.session?.get(null) ?? {}, localStorage.length];";
    let left = world.browser.in_extension(look, Value::Null).await?;
    ensure!(left == json!([{}, {}, 0]), "{left}");
    ensure!(message(world).await?.0 != before, "the old background still answers");
    ensure!(world.browser.web.windows().await?.len() == 1, "tabs are left");
    let look = "return [location.href, innerWidth, innerHeight, matchMedia('(prefers-color-scheme: dark)').matches];";
    let page = world.browser.eval(look, vec![]).await?;
    ensure!(page == json!(["about:blank", WIDTH, HEIGHT, false]), "{page}");
    ensure!(world.site.requests().is_empty() && world.site.acts().is_empty());
    Ok(())
}

pub async fn takes_pictures(world: &mut World) -> Result<()> {
    world.open_invitations(three()).await?;
    let folder = tempfile::tempdir()?;
    let picture: PathBuf = folder.path().join("made/here.png");
    for (width, height, dark) in [(1280, 800, false), (760, 600, true), (1000, 700, false)] {
        world.browser.set_size(width, height).await?;
        world.browser.set_dark(dark).await?;
        let matches = "return matchMedia('(prefers-color-scheme: dark)').matches;";
        let scheme = async || world.browser.eval(matches, vec![]).await;
        until("the colour scheme in the page", scheme, |seen| *seen == json!(dark)).await?;
        let sidebar = Sidebar(&world.browser);
        let scheme = async || sidebar.eval(matches, vec![]).await;
        until("the colour scheme in the sidebar", scheme, |seen| *seen == json!(dark)).await?;
        world.browser.shot(&picture).await?;
        let size = png_size(&std::fs::read(&picture)?).context("a PNG")?;
        ensure!(size == (width, height), "the picture is {size:?}, not {width} x {height}");
    }
    Ok(())
}

/// Width and height in pixels, from the header (<https://www.w3.org/TR/png-3/#11IHDR>).
fn png_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let number = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    bytes.starts_with(b"\x89PNG").then_some((number(16)?, number(20)?))
}
