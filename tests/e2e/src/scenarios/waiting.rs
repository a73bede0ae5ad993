//! The waiting room, and keeping in touch.

use anyhow::{Result, ensure};
use serde_json::{Value, json};

use super::person::{looks, write};
use super::three;
use crate::pages::replica::Replica;
use crate::pages::sidebar::{Sidebar, hook};
use crate::pages::views::Page;
use crate::wait::until;
use crate::world::World;

fn parked(name: &str, until: &str, why: &str) -> Value {
    let decision = json!({ "at": 1_700_000_000_000_i64, "decided": "notYet", "until": until, "why": why });
    json!([{ "name": name }, { "headline": "Baker at Crumb Ltd" }, { "addDecision": decision }])
}

async fn decided(world: &World, name: &str, what: &str) -> Result<Value> {
    let person = async || {
        let people = world.people().await?;
        Ok(people.into_iter().find(|person| person["name"] == name).unwrap_or_default())
    };
    let last = |person: &Value| person["decisions"].as_array().and_then(|all| all.last().cloned()).unwrap_or_default();
    // The word for "don't know" is the one that is left out.
    let said = |decision: &Value| match decision {
        Value::Null => String::new(),
        decision => decision["decided"].as_str().unwrap_or("dontKnow").to_owned(),
    };
    let person = until("the decision on disk", person, |person| said(&last(person)) == what).await?;
    Ok(last(&person))
}

pub async fn who_was_put_aside_waits_here(world: &mut World) -> Result<()> {
    world.step("an empty room teaches").await?;
    world.browser.open_view("dashboard.html#waiting").await?;
    Page(&world.browser).shows(&hook("nobody-waits"), "Not yet").await?;
    Page(&world.browser).shows(&hook("touch-off"), "Off").await?;
    looks(world, "empty").await?;
    world.browser.close_tab().await?;

    world.step("some people wait").await?;
    write(world, "w1", "ana-past", parked("Ana Past", "2024-01-05", "We may have met at the fair")).await?;
    write(world, "w2", "bo-past", parked("Bo Past", "2025-03-01", "")).await?;
    write(world, "w3", "cy-later", parked("Cy Later", "2999-01-01", "Busy until then")).await?;
    let asked =
        json!([{ "name": "Di Asked" }, { "addDecision": { "at": 1_700_000_000_000_i64, "decided": "askedFirst" } }]);
    write(world, "w4", "di-asked", asked).await?;
    world.browser.open_view("dashboard.html#waiting").await?;
    let page = Page(&world.browser);
    let due = page.shows(&hook("due"), "Bo Past").await?;
    ensure!(due.find("Ana Past") < due.find("Bo Past") && due.contains("at the fair"), "{due}");
    page.shows(&hook("later"), "Cy Later").await?;
    page.shows(&hook("asked"), "Di Asked").await?;
    let profile = world
        .browser
        .eval("return document.querySelector('[data-test=due] [data-test=profile]').href;", vec![])
        .await?;
    ensure!(profile == json!("https://www.linkedin.com/in/ana-past/"), "{profile}");
    looks(world, "room").await?;

    world.step("somebody else's note changes: an open menu stays open, with the focus in it").await?;
    let page = Page(&world.browser);
    page.click(&format!("{} {}", hook("later"), hook("again"))).await?;
    write(world, "w5", "bo-past", json!([{ "headline": "Baker no more" }])).await?;
    page.shows(&hook("due"), "Baker no more").await?;
    page.shows(&format!("{} {}", hook("later"), hook("week")), "").await?;
    let focused = "return document.activeElement?.dataset.test ?? null;";
    ensure!(world.browser.eval(focused, vec![]).await? == json!("again"));

    world.step("not yet, once more").await?;
    let page = Page(&world.browser);
    page.click(&format!("{} {}", hook("due"), hook("again"))).await?;
    page.click(&format!("{} {}", hook("due"), hook("month"))).await?;
    // She goes there when it is on disk; before, her last decision is the old one.
    Page(&world.browser).shows(&hook("later"), "Ana Past").await?;
    let decision = decided(world, "Ana Past", "notYet").await?;
    ensure!(decision["until"] != "2024-01-05", "{decision}");

    world.step("lets go, and takes that back").await?;
    Page(&world.browser).click(&format!("{} {}", hook("due"), hook("let-go"))).await?;
    decided(world, "Bo Past", "dontKnow").await?;
    Page(&world.browser).hides(&hook("due")).await?;
    Page(&world.browser).click(&hook("undo")).await?;
    Page(&world.browser).shows(&hook("due"), "Bo Past").await?;

    world.step("answers").await?;
    Page(&world.browser).click(&format!("{} {}", hook("due"), hook("answer"))).await?;
    Page(&world.browser).click(&hook("door-worked")).await?;
    Page(&world.browser).click(&hook("save")).await?;
    Page(&world.browser).shows(&hook("verdict"), "You really know Bo Past").await?;
    world.step("goes back").await?;
    world.browser.eval("history.back();", vec![]).await?;
    Page(&world.browser).shows(&hook("later"), "Cy Later").await?;
    Page(&world.browser).hides(&hook("due")).await?;
    world.browser.close_tab().await
}

pub async fn who_was_seen_can_be_answered(world: &mut World) -> Result<()> {
    world.open_invitations(three()).await?;
    Sidebar(&world.browser).asks_about("Mia Sample").await?;
    world.step("goes to the waiting room").await?;
    world.browser.open_view("dashboard.html#waiting").await?;
    let page = Page(&world.browser);
    for name in ["Mia Sample", "Omar Test", "Lena Beispiel"] {
        page.shows(&hook("seen"), name).await?;
    }
    looks(world, "seen").await?;
    world.step("puts one aside").await?;
    let first = format!("{} li:nth-child(1)", hook("seen"));
    Page(&world.browser).click(&format!("{first} {}", hook("again"))).await?;
    Page(&world.browser).click(&format!("{first} {}", hook("week"))).await?;
    decided(world, "Mia Sample", "notYet").await?;
    Page(&world.browser).shows(&hook("later"), "Mia Sample").await?;
    world.step("answers another on the page").await?;
    let last = format!("{} li:nth-child(2)", hook("seen"));
    Page(&world.browser).shows(&last, "Lena Beispiel").await?;
    Page(&world.browser).click(&format!("{last} {}", hook("turn"))).await?;
    let hidden = "return document.visibilityState;";
    let state = async || world.browser.eval(hidden, vec![]).await;
    until("the tab with the invitation to be shown", state, |seen| *seen == json!("hidden")).await?;
    world.browser.close_tab().await?;
    Sidebar(&world.browser).asks_about("Lena Beispiel").await?;
    Ok(())
}

pub async fn who_was_not_answered_is_not_forgotten(world: &mut World) -> Result<()> {
    world.browser.new_tab().await?;
    world.open_invitations(three()).await?;
    Sidebar(&world.browser).asks_about("Mia Sample").await?;
    world.step("answers one and closes the page").await?;
    Sidebar(&world.browser).click(&hook("door-worked")).await?;
    Sidebar(&world.browser).click(&hook("save")).await?;
    Sidebar(&world.browser).shows(&hook("greeting"), "Mia Sample").await?;
    world.browser.close_tab().await?;
    world.browser.open_view("dashboard.html#waiting").await?;

    world.step("the two others wait, each with a way back to LinkedIn").await?;
    Page(&world.browser).shows(&hook("to-invitation"), "Open the invitations").await?;
    two_wait(world).await?;
    let ways = "return [...document.querySelectorAll('[data-test=\"to-invitation\"]')].map((link) => link.href);";
    let list = "https://www.linkedin.com/mynetwork/invitation-manager/received/";
    ensure!(world.browser.eval(ways, vec![]).await? == json!([list, list]));
    looks(world, "earlier").await?;

    world.step("they wait after the background was stopped, and after the room was closed").await?;
    world.browser.kill_background().await?;
    world.browser.close_tab().await?;
    world.browser.open_view("dashboard.html#waiting").await?;
    two_wait(world).await?;

    world.step("one of them is gone; is not; is put aside").await?;
    let lena = format!("{} li:nth-child(2)", hook("seen"));
    Page(&world.browser).click(&format!("{lena} {}", hook("gone-one"))).await?;
    Page(&world.browser).shows(&hook("gone"), "1 invitation is off this list").await?;
    Page(&world.browser).hides(&lena).await?;
    Page(&world.browser).click(&format!("{} {}", hook("gone"), hook("undo"))).await?;
    Page(&world.browser).shows(&lena, "").await?;
    Page(&world.browser).click(&format!("{lena} {}", hook("again"))).await?;
    Page(&world.browser).click(&format!("{lena} {}", hook("week"))).await?;
    Page(&world.browser).shows(&hook("later"), "").await?;
    Page(&world.browser).hides(&lena).await?;
    world.browser.close_tab().await?;

    world.step("the other one is decided on the page").await?;
    world.open_invitations(three()).await?;
    Replica(&world.browser).ready().await?;
    for slug in ["omar-test", "lena-beispiel"] {
        Replica(&world.browser).click(slug, "ignore").await?;
        Replica(&world.browser).card(slug, false).await?;
    }
    let none = async || {
        let text = world.browser.storage().await?["undecided"].as_str().unwrap_or("{}").to_owned();
        let all = serde_json::from_str::<Value>(&text)?["invitations"].as_object().cloned().unwrap_or_default();
        Ok(all.values().filter(|invitation| invitation["answered"].is_null()).count())
    };
    until("nobody to be undecided", none, |left| *left == 0).await?;
    world.browser.open_view("dashboard.html#waiting").await?;
    Page(&world.browser).hides(&hook("seen")).await?;
    world.browser.close_tab().await
}

pub async fn a_tab_that_leads_elsewhere_is_not_open(world: &mut World) -> Result<()> {
    world.open_invitations(three()).await?;
    Sidebar(&world.browser).asks_about("Mia Sample").await?;
    let tab = world.browser.web.window().await?;
    world.browser.open_view("dashboard.html#waiting").await?;
    let room = world.browser.web.window().await?;
    let all = "return ['turn', 'to-invitation'].map((way) => document.querySelectorAll(`[data-test=seen] [data-test=${way}]`).length);";
    until("the ways to the tab", || world.browser.eval(all, vec![]), |ways| *ways == json!([3, 0])).await?;
    world.browser.turn_to(&tab).await?;

    // No step of its own, before which the background could be stopped: Chromium drops the farewell of a page when it would have to
    // start the background for it.
    world.browser.open("about:blank").await?;
    world.browser.turn_to(&room).await?;
    until("other ways", || world.browser.eval(all, vec![]), |ways| *ways == json!([0, 3])).await?;
    looks(world, "elsewhere").await?;

    world.step("comes back").await?;
    world.browser.turn_to(&tab).await?;
    world.browser.web.back().await?;
    Replica(&world.browser).ready().await?;
    world.browser.turn_to(&room).await?;
    until("the ways to the tab", || world.browser.eval(all, vec![]), |ways| *ways == json!([3, 0])).await?;
    world.browser.close_tab().await
}

/// Omar and Lena are listed, and Mia is not.
async fn two_wait(world: &World) -> Result<()> {
    let names = "return [...document.querySelectorAll('[data-test=seen] [data-test=who]')].map((who) => who.textContent).sort();";
    let wanted = json!(["Lena Beispiel", "Omar Test"]);
    until("the two who have no answer", || world.browser.eval(names, vec![]), |all| *all == wanted).await?;
    Ok(())
}

pub async fn keeping_in_touch_is_a_list(world: &mut World) -> Result<()> {
    world.step("has written notes").await?;
    let friend = |name: &str, on: &str| json!([{ "name": name }, { "close": {} }, { "addContact": { "on": on, "how": "a long walk" } }]);
    write(world, "t1", "old-friend", friend("Old Friend", "2021")).await?;
    write(world, "t2", "older-friend", friend("Older Friend", "2020-06")).await?;
    write(
        world,
        "t3",
        "colleague",
        json!([{ "name": "Some Colleague" }, { "worked": {} }, { "addContact": { "on": "2019" } }]),
    )
    .await?;
    world.browser.open_view("dashboard.html#settings/touch").await?;
    world.step("wants to hear from friends once a year").await?;
    let choose = "const it = document.querySelector('#touch-close'); it.value = 'year'; \
                  it.dispatchEvent(new Event('change', { bubbles: true }));";
    let there = async || world.browser.eval("return !!document.querySelector('#touch-close');", vec![]).await;
    until("the choice", there, |there| *there == json!(true)).await?;
    world.browser.eval(choose, vec![]).await?;
    until("the choice on disk", || world.stored(), |all| all.contains("inTouch")).await?;
    looks(world, "settings").await?;
    world.browser.close_tab().await?;

    world.step("looks at the list").await?;
    world.browser.open_view("dashboard.html#waiting").await?;
    let list = Page(&world.browser).shows(&hook("touch"), "Older Friend").await?;
    ensure!(list.find("Older Friend") < list.find("Old Friend"), "{list}");
    ensure!(!list.contains("Some Colleague"), "that door asks for nothing: {list}");
    looks(world, "touch").await?;
    world.step("logs a contact with one key").await?;
    world.browser.eval("document.querySelector('[data-test=touch] [data-test=who]').focus();", vec![]).await?;
    world.browser.keys("c").await?;
    Page(&world.browser).shows(&hook("logged"), "Older Friend").await?;
    let gone = async || Page(&world.browser).text(&hook("touch")).await;
    until("the row to go", gone, |text| text.as_ref().is_some_and(|text| !text.contains("Older Friend"))).await?;
    world.step("and the next one with the same key: the focus went on by itself").await?;
    let focused =
        "return document.activeElement?.closest('[data-test=row]')?.textContent.includes('Old Friend') ?? false;";
    until("the focus on the next row", || world.browser.eval(focused, vec![]), |there| *there == json!(true)).await?;
    world.browser.keys("c").await?;
    Page(&world.browser).shows(&hook("logged"), "Old Friend").await?;
    Page(&world.browser).shows(&hook("touch-nobody"), "").await?;
    let focused = "return document.activeElement?.id ?? null;";
    until("the focus on the heading", || world.browser.eval(focused, vec![]), |id| *id == json!("room-heading"))
        .await?;
    world.step("undoes it").await?;
    Page(&world.browser).click(&hook("undo")).await?;
    Page(&world.browser).shows(&hook("touch"), "Old Friend").await?;
    world.browser.close_tab().await
}
