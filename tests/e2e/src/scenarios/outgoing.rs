//! Invitations that the user sends, and people whom they point at.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use thirtyfour::{By, Key};

use super::{other_kinds_in, three};
use crate::pages::replica::Replica;
use crate::pages::sidebar::{Sidebar, hook};
use crate::pages::views::Page;
use crate::wait::until;
use crate::world::World;

const PROFILE: &str = "https://www.linkedin.com/in/some-suggestion/";
const CONNECT: &str = "main section [aria-label='Invite Some Suggestion to connect']";
const NOTE: &str = "/preload/custom-invite/?vanityName=some-suggestion";

/// A real click on the first of what a selector finds on the page.
async fn press(world: &World, selector: &str) -> Result<()> {
    let web = &world.browser.web;
    let what = format!("{selector} on the page");
    let found = until(&what, async || Ok(web.find(By::Css(selector)).await?), |_| true).await?;
    found.scroll_into_view().await?;
    Ok(found.click().await?)
}

/// Waits until the page is at an address within the site.
async fn is_at(world: &World, path: &str) -> Result<()> {
    let here = async || world.browser.eval("return location.pathname + location.search;", vec![]).await;
    until(&format!("the page at {path}"), here, |here| here == path).await?;
    Ok(())
}

async fn switch_on(world: &mut World) -> Result<()> {
    world.step("wants to be asked before inviting").await?;
    world.browser.open_view("dashboard.html#settings/ask").await?;
    Page(&world.browser).click(&hook("ask-inviting")).await?;
    until("the choice on disk", || world.stored(), |all| all.contains("\\\"inviting\\\":true")).await?;
    world.browser.close_tab().await
}

pub async fn asks_before_an_invitation(world: &mut World) -> Result<()> {
    world.open_page(three(), PROFILE).await?;
    until("the sidebar's tab", || world.browser.has_frame(), |mounted| *mounted).await?;
    world.step("presses Connect, with the settings as they are").await?;
    press(world, CONNECT).await?;
    is_at(world, NOTE).await?;
    until("nothing of ours in the page", || world.browser.has_frame(), |mounted| !mounted).await?;

    switch_on(world).await?;
    world.open_page(three(), PROFILE).await?;
    until("the sidebar's tab", || world.browser.has_frame(), |mounted| *mounted).await?;
    world.step("presses Connect").await?;
    press(world, CONNECT).await?;
    is_at(world, NOTE).await?;
    Sidebar(&world.browser).asks_about("Some Suggestion").await?;
    Sidebar(&world.browser).shows(&hook("inviting"), "Before you invite").await?;
    ensure!(Sidebar(&world.browser).focus().await?.is_none(), "the keyboard was taken from LinkedIn's page");
    world.step("answers, and the note is at hand").await?;
    Sidebar(&world.browser).click(&hook("door-met")).await?;
    Sidebar(&world.browser).fill(&hook("memory"), "We shared an umbrella in Porto").await?;
    Sidebar(&world.browser).click(&hook("save")).await?;
    let note =
        "const e = document.querySelector('[data-test=\"invite-note\"]'); return e?.checkVisibility() ? e.value : '';";
    let sidebar = Sidebar(&world.browser);
    let fits = |note: &Value| {
        let note = note.as_str().unwrap_or_default();
        note.contains("Hi Some") && note.contains("an umbrella in Porto") && note.chars().count() <= 200
    };
    until("the note", || sidebar.eval(note, vec![]), fits).await?;
    world.step("sends the invitation").await?;
    let send = "const all = [...document.querySelectorAll('main button')]; \
                all.find((b) => /without a note/i.test(b.textContent)).id = 'send-for-tests';";
    world.browser.eval(send, vec![]).await?;
    press(world, "#send-for-tests").await?;
    is_at(world, "/in/some-suggestion/").await?;
    let acts = async || Ok(world.site.acts());
    let sent = vec![("connect".to_owned(), "some-suggestion".to_owned())];
    until("the invitation to be sent, once", acts, |acts| *acts == sent).await?;
    world.step("goes elsewhere").await?;
    Replica(&world.browser).call("navigate", json!(["/feed/"])).await?;
    until("the sidebar to go", || world.browser.has_frame(), |mounted| !mounted).await.map(drop)
}

/// A profile whose Connect opens a dialog in the page, and which offers other people as well.
const DIALOG: &str = "<!DOCTYPE html><html lang=\"en\"><head><title>Mia Sample | LinkedIn</title></head><body><main>\
    <section><h1>Mia Sample</h1><p>Baker</p><button id=\"connect\" aria-label=\"Invite Mia Sample to connect\">Connect</button>\
    <button id=\"follow\" aria-label=\"Follow Mia Sample\">Follow</button></section>\
    <section><h2>People you may know</h2><ul><li><a href=\"/in/omar-test/\">Omar Test</a>\
    <button id=\"other\" aria-label=\"Invite Omar Test to connect\">Connect</button></li></ul></section></main></body></html>";

pub async fn a_connect_that_opens_a_dialog_goes_through(world: &mut World) -> Result<()> {
    switch_on(world).await?;
    world.open_page(json!({ "html": DIALOG }), "https://www.linkedin.com/in/mia-sample/").await?;
    until("the sidebar's tab", || world.browser.has_frame(), |mounted| *mounted).await?;
    let listen = "window.__clicks = []; addEventListener('click', (e) => window.__clicks.push(e.target.id)); \
        document.querySelector('#connect').addEventListener('click', () => { const field = document.createElement('textarea'); \
        document.querySelector('main').append(field); field.focus(); });";
    world.browser.eval(listen, vec![]).await?;
    world.step("presses what is no Connect of hers").await?;
    press(world, "#follow").await?;
    press(world, "#other").await?;
    world.step("presses Connect").await?;
    press(world, "#connect").await?;
    Sidebar(&world.browser).asks_about("Mia Sample").await?;
    Sidebar(&world.browser).shows(&hook("inviting"), "Before you invite").await?;
    let clicks = world.browser.eval("return window.__clicks;", vec![]).await?;
    ensure!(clicks == json!(["follow", "other", "connect"]), "every click went through: {clicks}");
    let focus = world.browser.eval("return document.activeElement.localName;", vec![]).await?;
    ensure!(focus == "textarea", "the focus is where LinkedIn put it: {focus}");
    let reviews = world.reviews().await?;
    ensure!(reviews[0]["inviting"] == "mia-sample", "{reviews:?}");
    Ok(())
}

/// The first links to profiles in the main part: where they lead, and what they say.
async fn links(world: &World) -> Result<Vec<(String, String)>> {
    let script = "return [...document.querySelectorAll('main a[href*=\"/in/\"]')].filter((a) => a.checkVisibility()) \
        .map((a) => [a.pathname.split('/')[2], a.innerText.trim().split('\\n')[0]]);";
    let found = world.browser.eval(script, vec![]).await?;
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    Ok(found.as_array().into_iter().flatten().map(|link| (text(&link[0]), text(&link[1]))).collect())
}

/// Presses the sidebar's button, and waits until the page has the keyboard.
async fn begins_to_point(world: &World) -> Result<()> {
    Sidebar(&world.browser).click(&hook("point")).await?;
    Sidebar(&world.browser).shows(&hook("pointing"), "Escape").await?;
    let on_link = "return document.activeElement?.matches('a[href*=\"/in/\"]') ?? false;";
    until("the focus on a link", || world.browser.eval(on_link, vec![]), |on| *on == json!(true)).await?;
    is_ringed(world).await
}

/// Waits until the sidebar says no more how to point.
async fn has_ended(world: &World) -> Result<()> {
    let said = async || Sidebar(&world.browser).text(&hook("pointing")).await;
    until("the pointing to end", said, |said| said.as_deref().unwrap_or_default().is_empty()).await?;
    Ok(())
}

/// Where the link leads that has the focus, with its place among all.
async fn focused(world: &World) -> Result<String> {
    let script = "const at = document.activeElement; return `${[...document.querySelectorAll('*')].indexOf(at)} ${at?.href ?? ''}`;";
    Ok(world.browser.eval(script, vec![]).await?.as_str().unwrap_or_default().to_owned())
}

/// Waits until somebody with this address is asked about.
async fn is_asked_about(world: &World, address: &Value) -> Result<()> {
    let current = async || Ok(world.reviews().await?.pop().unwrap_or_default()["current"].clone());
    until("the question", current, |current| current == address).await?;
    Ok(())
}

/// Waits until the ring stands around the link that has the focus.
async fn is_ringed(world: &World) -> Result<()> {
    let focused =
        "const r = document.activeElement.getBoundingClientRect(); return [r.left, r.top, r.width, r.height];";
    let apart = async || {
        let link = world.browser.eval(focused, vec![]).await?;
        let ring = world.browser.ring_rect().await?;
        let at = |n: usize| link.get(n).and_then(Value::as_f64).unwrap_or(f64::MAX);
        Ok([at(0) - ring[0], at(1) - ring[1], ring[2] - at(2), ring[3] - at(3)])
    };
    let around = |[left, top, wide, high]: &[f64; 4]| {
        [left, top].iter().all(|by| (3.0..9.0).contains(*by)) && [wide, high].iter().all(|by| (6.0..18.0).contains(*by))
    };
    until("the ring around the link", apart, around).await?;
    Ok(())
}

pub async fn points_at_a_person(world: &mut World) -> Result<()> {
    world.open_invitations(other_kinds_in(&world.site.clone(), "sdui2026")?).await?;
    until("the sidebar's tab", || world.browser.has_frame(), |mounted| *mounted).await?;
    Sidebar(&world.browser).click(&hook("open-tab")).await?;
    let url = world.browser.eval("return location.href;", vec![]).await?;
    let all = links(world).await?;
    let (slug, name) = all.iter().find(|(_, name)| !name.is_empty()).context("a link with a name")?.clone();

    world.step("points by keyboard, and gives up").await?;
    begins_to_point(world).await?;
    let before = focused(world).await?;
    // Between the links stand buttons, which are none.
    let on_another = async || {
        world.browser.press(Key::Tab).await?;
        focused(world).await
    };
    until("another link by the Tab key", on_another, |now| now.contains("/in/") && *now != before).await?;
    is_ringed(world).await?;
    world.browser.press(Key::Escape).await?;
    has_ended(world).await?;
    ensure!(world.browser.ring_rect().await?[2] == 0.0, "the ring stays");

    world.step("a click on nobody ends it and goes its way").await?;
    begins_to_point(world).await?;
    let clicks =
        "window.__nobody = 0; document.querySelector('main').addEventListener('click', () => window.__nobody++);";
    world.browser.eval(clicks, vec![]).await?;
    press(world, "main p").await?;
    has_ended(world).await?;
    ensure!(world.browser.eval("return window.__nobody;", vec![]).await? == json!(1), "the click was swallowed");

    world.step("chooses with Enter").await?;
    begins_to_point(world).await?;
    let chosen = world.browser.eval("return document.activeElement.pathname.split('/')[2];", vec![]).await?;
    world.browser.press(Key::Enter).await?;
    is_asked_about(world, &chosen).await?;
    Sidebar(&world.browser).has_focus().await?;
    ensure!(world.browser.eval("return location.href;", vec![]).await? == url, "the link was followed");

    world.step("chooses with the mouse").await?;
    begins_to_point(world).await?;
    let mark = "const a = [...document.querySelectorAll('main a[href*=\"/in/\"]')].find((a) => a.innerText.trim().startsWith(arguments[0]) \
                && a.checkVisibility()); a.id = 'chosen-for-tests';";
    world.browser.eval(mark, vec![json!(name)]).await?;
    press(world, "#chosen-for-tests").await?;
    Sidebar(&world.browser).asks_about(&name).await?;
    is_asked_about(world, &json!(slug)).await?;
    ensure!(world.browser.eval("return location.href;", vec![]).await? == url, "the link was followed");
    ensure!(world.site.acts().is_empty(), "{:?}", world.site.acts());
    world.step("and the next click is the page's").await?;
    press(world, "#chosen-for-tests").await?;
    is_at(world, &format!("/in/{slug}/")).await
}
