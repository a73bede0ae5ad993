//! Three people use the product for the first time in their way. What they saw is told in `docs/walkthroughs.md`; with
//! `--shots` the pictures are taken anew.

use anyhow::{Result, ensure};
use serde_json::json;
use thirtyfour::Key;

use super::person::write;
use super::{three, three_in};
use crate::browser::Kind;
use crate::pages::replica::Replica;
use crate::pages::sidebar::{Sidebar, hook};
use crate::pages::views::Page;
use crate::shots::people;
use crate::wait::until;
use crate::world::World;

async fn says_yes_to_the_welcome(world: &mut World) -> Result<()> {
    world.step("reads the welcome").await?;
    world.browser.open_view("welcome.html").await?;
    Page(&world.browser).shows(&hook("consent-yes"), "").await?;
    world.step("says yes").await?;
    Page(&world.browser).click(&hook("consent-yes")).await?;
    until("the yes on disk", || world.stored(), |all| all.contains("consentAt")).await?;
    Ok(())
}

/// Installed a minute ago, forty invitations, five minutes.
pub async fn a_newcomer_with_forty_invitations(world: &mut World) -> Result<()> {
    says_yes_to_the_welcome(world).await?;
    let forty = world.site.clone().scenario_file("forty")?;
    world.open_invitations(forty).await?;
    let sidebar = Sidebar(&world.browser);
    let first = sidebar.shows("h1, h2", "").await?;
    ensure!(!first.is_empty(), "somebody is asked about");
    world.step("met the first one").await?;
    let sidebar = Sidebar(&world.browser);
    sidebar.click(&hook("door-met")).await?;
    sidebar.fill(&hook("memory"), "Shared a bench at the station in Ghent").await?;
    world.step("saves").await?;
    world.browser.press(Key::Enter).await?;
    until("the note on disk", || world.people(), |people| people.len() == 1).await?;
    world.step("looks for it in the popup").await?;
    world.browser.open_view("popup.html").await?;
    Page(&world.browser).shows(&hook("recent"), "").await?;
    world.step("and in the dashboard").await?;
    world.browser.open_view("dashboard.html#people").await?;
    Page(&world.browser).shows(&hook("people-count"), "1 person").await?;
    world.step("is there anybody waiting").await?;
    world.browser.eval("location.hash = '#waiting'; return null;", vec![]).await?;
    Page(&world.browser).shows(&hook("seen"), "").await?;
    world.step("done").await
}

/// Comes back after a month to tidy up.
pub async fn somebody_curates_after_a_month(world: &mut World) -> Result<()> {
    people::write(world).await?;
    write(world, "walk-1", "nia-none", json!([{ "name": "Nia None" }, { "worked": {} }])).await?;
    world.step("opens the popup").await?;
    world.browser.open_view("popup.html").await?;
    Page(&world.browser).shows(&hook("recent"), "").await?;
    world.step("sees who waits").await?;
    world.browser.open_view("dashboard.html#waiting").await?;
    Page(&world.browser).shows(&hook("due"), "").await?;
    world.step("looks for notes without a story").await?;
    world.browser.eval("location.hash = '#people?story=none'; return null;", vec![]).await?;
    Page(&world.browser).shows(&hook("people-count"), "of").await?;
    world.step("opens the filters").await?;
    Page(&world.browser).click(&hook("filter")).await?;
    world.step("chooses two").await?;
    world.browser.keys("/").await?;
    world.browser.press(Key::Down).await?;
    world.browser.keys(" ").await?;
    world.browser.press(Key::Down).await?;
    world.browser.keys(" ").await?;
    Page(&world.browser).shows(&hook("chosen"), "2 chosen").await?;
    world.step("opens somebody").await?;
    world.browser.press(Key::Enter).await?;
    Page(&world.browser).shows(&hook("person"), "").await?;
    world.step("comes back to the two").await?;
    world.browser.eval("history.back(); return null;", vec![]).await?;
    Page(&world.browser).shows(&hook("chosen"), "2 chosen").await?;
    world.step("tries another rule").await?;
    world.browser.eval("location.hash = '#settings/rule'; return null;", vec![]).await?;
    Page(&world.browser).click(&hook("door-counts-worked")).await?;
    Page(&world.browser).shows(&hook("judged-person"), "was:").await?;
    world.step("done").await
}

/// Many invitations from recruiters, an hour a month: answers some, closes the page, comes back to the rest another day.
pub async fn an_engineer_comes_back_to_the_rest(world: &mut World) -> Result<()> {
    let forty = world.site.clone().scenario_file("forty")?;
    world.browser.new_tab().await?;
    world.open_invitations(forty).await?;
    world.step("knows the first, and not the second").await?;
    let sidebar = Sidebar(&world.browser);
    sidebar.click(&hook("door-worked")).await?;
    sidebar.click(&hook("save")).await?;
    sidebar.shows(&hook("greeting"), "").await?;
    sidebar.click(&hook("next")).await?;
    sidebar.click(&hook("dont-know")).await?;
    world.step("says nothing to the second").await?;
    Sidebar(&world.browser).click(&hook("save")).await?;
    until("both on disk", || world.people(), |people| people.len() == 2).await?;
    world.step("closes the page, and looks who waits").await?;
    world.browser.close_tab().await?;
    world.browser.open_view("dashboard.html#waiting").await?;
    Page(&world.browser).shows(&hook("seen"), "").await?;
    world.step("puts the first of them aside").await?;
    Page(&world.browser).click(&format!("{} {}", hook("seen"), hook("again"))).await?;
    world.step("for a month").await?;
    Page(&world.browser).click(&format!("{} {}", hook("seen"), hook("month"))).await?;
    Page(&world.browser).shows(&hook("later"), "").await?;
    world.step("sets reminders").await?;
    world.browser.eval("location.hash = '#settings/touch'; return null;", vec![]).await?;
    Page(&world.browser).shows("#touch", "").await?;
    world.step("done").await
}

/// Speaks Arabic, in a narrow window, from the welcome to the settings.
pub async fn a_freelancer_in_arabic(world: &mut World) -> Result<()> {
    world.browser.set_size(500, 780).await?;
    says_yes_to_the_welcome(world).await?;
    world.browser.close_tab().await?;
    world.open_invitations(three_in("sdui2026", "ar")).await?;
    world.step("is asked").await?;
    Sidebar(&world.browser).asks_about("Mia Sample").await?;
    world.step("met her").await?;
    let sidebar = Sidebar(&world.browser);
    sidebar.click(&hook("door-met")).await?;
    sidebar.fill(&hook("memory"), "تقاسمنا مظلة تحت المطر في بيروت").await?;
    world.browser.press(Key::Enter).await?;
    until("the note on disk", || world.people(), |people| people.len() == 1).await?;
    for (step, view) in [
        ("looks into the popup", "popup.html"),
        ("into the people room", "dashboard.html#people"),
        ("into the waiting room", "dashboard.html#waiting"),
        ("into the settings", "dashboard.html#settings/language"),
    ] {
        world.step(step).await?;
        world.browser.open_view(view).await?;
        Page(&world.browser).shows("h1", "").await?;
        world.picture().await?;
        let wide = "return document.documentElement.scrollWidth - innerWidth;";
        let wide = world.browser.eval(wide, vec![]).await?;
        ensure!(wide.as_i64().is_some_and(|wide| wide <= 0), "{view} is {wide} pixels too wide");
        world.browser.close_tab().await?;
    }
    world.step("done").await
}

/// The keyboard alone, at twice the size: what is 1280 by 800 has room for 640 by 400.
pub async fn by_keyboard_at_twice_the_size(world: &mut World) -> Result<()> {
    world.browser.set_size(640, 400).await?;
    world.open_invitations(three()).await?;
    Sidebar(&world.browser).asks_about("Mia Sample").await?;
    world.step("presses Accept, which is held, and is asked").await?;
    let replica = Replica(&world.browser);
    replica.focus("mia-sample", "accept").await?;
    world.browser.press(Key::Enter).await?;
    Sidebar(&world.browser).has_focus().await?;
    world.step("answers with two keys and a line").await?;
    world.browser.keys("2").await?;
    world.browser.keys("Taught me to solder").await?;
    world.browser.press(Key::Enter).await?;
    Replica(&world.browser).has_focus_on("Accept Mia Sample").await?;
    world.step("accepts").await?;
    world.browser.press(Key::Enter).await?;
    Replica(&world.browser).card("mia-sample", false).await?;

    world.browser.open_view("dashboard.html#waiting").await?;
    Page(&world.browser).shows(&hook("seen"), "Omar Test").await?;
    world.step("goes from row to row in the waiting room").await?;
    // Past the links to the rooms, by the link that is there for that.
    world.browser.press(Key::Tab).await?;
    world.browser.press(Key::Enter).await?;
    let inside = "const at = document.activeElement; return at?.closest('[data-test=row]')?.querySelector('[data-test=who]')?.textContent ?? at?.id ?? '';";
    for _ in 0..4 {
        world.browser.press(Key::Tab).await?;
        if world.browser.eval(inside, vec![]).await? == json!("Omar Test") {
            break;
        }
    }
    until("Omar's row", || world.browser.eval(inside, vec![]), |at| *at == json!("Omar Test")).await?;
    world.browser.press(Key::Down).await?;
    until("Lena's row", || world.browser.eval(inside, vec![]), |at| *at == json!("Lena Beispiel")).await?;
    world.step("logs a contact with Mia from the list").await?;
    world.browser.eval("location.hash = '#people'; return null;", vec![]).await?;
    Page(&world.browser).shows(&hook("people-count"), "1 person").await?;
    world.browser.keys("/").await?;
    world.browser.press(Key::Down).await?;
    world.browser.keys("x").await?;
    Page(&world.browser).shows(&hook("chosen"), "1 chosen").await?;
    world.browser.keys("c").await?;
    Page(&world.browser).shows(&hook("logged"), "Mia Sample").await?;
    world.step("asks for the keys").await?;
    world.browser.keys("?").await?;
    Page(&world.browser).shows(&hook("keys"), "Log a contact").await?;
    world.step("done").await
}

/// Whether the frame around what has the focus can be seen, on it or on the label or the card that it stands in.
const FOCUS_SHOWS: &str = "const drawn = (at) => { const style = getComputedStyle(at); \
    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1; }; \
    let at = document.activeElement; \
    for (let up = 0; at && up < 4; up++, at = at.parentElement) if (drawn(at)) return true; return false;";
/// Whoever presses Tab more often is in a circle, or has seen enough.
const MOST_STOPS: usize = 40;

/// Uses the keyboard alone, and hears what has the focus: every stop has a role and a name, and is seen; in Chromium in
/// colours of the user's own choosing, where shadows and backgrounds are gone.
pub async fn somebody_hears_the_dashboard(world: &mut World) -> Result<()> {
    people::write(world).await?;
    let mut heard = Vec::new();
    for address in [
        "dashboard.html#people",
        "dashboard.html#waiting",
        "popup.html",
        "dashboard.html#introductions",
        "dashboard.html#settings",
        "dashboard.html#backup",
        "welcome.html",
    ] {
        world.step(address).await?;
        world.browser.open_view(address).await?;
        Page(&world.browser).shows("h1", "").await?;
        if world.browser.kind == Kind::Chromium {
            let forced = json!({ "features": [{ "name": "forced-colors", "value": "active" }] });
            world.browser.cdp("Emulation.setEmulatedMedia", forced).await?;
            let is_forced = "return matchMedia('(forced-colors: active)').matches;";
            until("forced colours", || world.browser.eval(is_forced, vec![]), |is| *is == json!(true)).await?;
        }
        world.browser.rest().await?;
        for stop in 0..MOST_STOPS {
            // The popup begins in its search.
            if stop > 0 {
                world.browser.press(Key::Tab).await?;
            }
            let element = world.browser.web.active_element().await?;
            if element.tag_name().await? == "body" {
                if stop == 0 {
                    continue;
                }
                break;
            }
            let (role, name) = computed(world, &element).await?;
            heard.push(format!("{address}: {role} “{name}”"));
            ensure!(!name.trim().is_empty() && role != "generic", "a stop without a name: {heard:#?}");
            let shows = world.browser.eval(FOCUS_SHOWS, vec![]).await?;
            // Where a view begins nobody has pressed a key yet.
            ensure!(stop == 0 || shows == json!(true), "the focus can't be seen: {heard:#?}");
        }
        world.browser.close_tab().await?;
    }
    for expected in
        ["link “Skip to the content”", "searchbox “Search”", "listbox “People”", "combobox “Search people and notes”"]
    {
        ensure!(heard.iter().any(|stop| stop.ends_with(expected)), "{expected}: {heard:#?}");
    }
    if world.shots.is_some() {
        println!("        {}", heard.join("\n        "));
    }
    Ok(())
}

/// What a screen reader is told of an element (WebDriver's Get Computed Role and Get Computed Label).
async fn computed(world: &World, element: &thirtyfour::WebElement) -> Result<(String, String)> {
    let get = async |what: &str| -> Result<String> {
        let answer = world.browser.of_element(element, what).await?;
        Ok(answer.as_str().unwrap_or_default().to_owned())
    };
    let (role, label): (String, String) = (get("computedrole").await?, get("computedlabel").await?);
    Ok((role, label))
}
