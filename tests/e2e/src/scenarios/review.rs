//! The review: asked, answered, on to the next.

use anyhow::{Result, ensure};
use serde_json::{Value, json};
use thirtyfour::Key;

use super::person::write;
use super::{accepted, invitation, three};
use crate::pages::replica::Replica;
use crate::pages::sidebar::{Sidebar, hook};
use crate::wait::until;
use crate::world::{RECEIVED, World};

pub async fn answers_by_keyboard(world: &mut World) -> Result<()> {
    world.open_invitations(three()).await?;
    Sidebar(&world.browser).asks_about("Mia Sample").await?;
    Replica(&world.browser).focus("mia-sample", "accept").await?;

    world.step("presses Enter on Accept, which is held").await?;
    world.browser.press(Key::Enter).await?;
    Sidebar(&world.browser).has_focus().await?;
    ensure!(Replica(&world.browser).clicks("Mia").await? == 0, "the held click reached the page");
    ensure!(world.site.acts().is_empty(), "something was decided");

    world.step("answers: worked together").await?;
    world.browser.keys("1").await?;
    world.browser.press(Key::Enter).await?;
    Replica(&world.browser).has_focus_on("Accept Mia Sample").await?;

    world.step("accepts on LinkedIn").await?;
    world.browser.press(Key::Enter).await?;
    Replica(&world.browser).card("mia-sample", false).await?;
    accepted(world, 1).await?;
    Sidebar(&world.browser).asks_about("Omar Test").await?;
    Sidebar(&world.browser).has_focus().await?;

    world.step("answers: met, with a memory").await?;
    world.browser.keys("2").await?;
    let sidebar = Sidebar(&world.browser);
    until("the memory line", || sidebar.focus(), |focus| focus.as_deref() == Some("memory")).await?;
    world.browser.keys("Talked about bees on the roof").await?;
    world.browser.press(Key::Enter).await?;
    Replica(&world.browser).has_focus_on("Accept Omar Test").await?;

    world.step("looks at what is stored").await?;
    let stored = world.browser.storage().await?.to_string();
    ensure!(stored.contains("Talked about bees on the roof") && stored.contains("mia-sample"), "{stored}");
    Ok(())
}

/// Keys pressed so far; what is typed as a memory isn't counted.
#[derive(Default)]
struct Keys(usize);

impl Keys {
    async fn press(&mut self, world: &World, key: impl Into<char>) -> Result<()> {
        self.0 += 1;
        world.browser.keys(String::from(key.into())).await
    }
}

/// The person with forty invitations and five minutes, a quarter of it.
pub async fn ten_are_answered_with_few_keys(world: &mut World) -> Result<()> {
    const NAMES: [&str; 10] = [
        "Mia Sample",
        "Omar Test",
        "Lena Beispiel",
        "Gus Probe",
        "Ada Muster",
        "Ivo Essai",
        "Una Prova",
        "Bea Prueba",
        "Kim Proef",
        "Zoe Amostra",
    ];
    let mut scenario = three();
    let invitations = NAMES.iter().enumerate().map(|(n, name)| invitation(n + 1, name)).collect();
    scenario["invitations"] = Value::Array(invitations);
    world.open_invitations(scenario).await?;
    Sidebar(&world.browser).asks_about(NAMES[0]).await?;
    Replica(&world.browser).focus("mia-sample", "accept").await?;
    let mut keys = Keys::default();
    // Held: the keyboard is in the sidebar.
    keys.press(world, Key::Enter).await?;
    for (n, name) in NAMES.iter().enumerate() {
        world.step(&format!("answers {name}")).await?;
        Sidebar(&world.browser).asks_about(name).await?;
        Sidebar(&world.browser).has_focus().await?;
        // Three of four are known; of half of these there is something to remember.
        match n % 4 {
            3 => {
                keys.press(world, '0').await?;
                Sidebar(&world.browser).shows("main", "You don’t know").await?;
                keys.press(world, Key::Enter).await?;
                continue;
            }
            1 => {
                keys.press(world, '2').await?;
                let sidebar = Sidebar(&world.browser);
                until("the memory line", || sidebar.focus(), |focus| focus.as_deref() == Some("memory")).await?;
                world.browser.keys("Talked about bees on the roof").await?;
            }
            _ => keys.press(world, '1').await?,
        }
        keys.press(world, Key::Enter).await?;
        Replica(&world.browser).has_focus_on(&format!("Accept {name}")).await?;
        keys.press(world, Key::Enter).await?;
        Replica(&world.browser).card(&name.to_lowercase().replace(' ', "-"), false).await?;
    }
    let all = || world.people();
    until("ten notes on disk", all, |people| people.len() == NAMES.len()).await?;
    ensure!(world.site.acts().len() == 8, "{:?}", world.site.acts());
    ensure!(keys.0 <= 30, "{} keys", keys.0);
    println!("        ten invitations: {} keys, and two lines of memory", keys.0);
    Ok(())
}

pub async fn answers_by_mouse(world: &mut World) -> Result<()> {
    world.open_invitations(three()).await?;
    Sidebar(&world.browser).asks_about("Mia Sample").await?;

    world.step("opens the third door and saves").await?;
    Sidebar(&world.browser).click(&hook("door-close")).await?;
    Sidebar(&world.browser).click(&hook("save")).await?;
    Replica(&world.browser).has_focus_on("Accept Mia Sample").await?;
    Sidebar(&world.browser).shows(&hook("verdict"), "really know").await?;

    world.step("accepts on LinkedIn").await?;
    Replica(&world.browser).click("mia-sample", "accept").await?;
    Replica(&world.browser).card("mia-sample", false).await?;
    Sidebar(&world.browser).asks_about("Omar Test").await?;
    Ok(())
}

pub async fn does_not_know_them(world: &mut World) -> Result<()> {
    world.open_invitations(three()).await?;
    Sidebar(&world.browser).asks_about("Mia Sample").await?;
    world.step("doesn't know the first: looks again later").await?;
    Sidebar(&world.browser).click(&hook("dont-know")).await?;
    Sidebar(&world.browser).click(&hook("not-yet")).await?;
    Sidebar(&world.browser).click(&hook("until-week")).await?;
    Sidebar(&world.browser).click(&hook("save")).await?;
    Sidebar(&world.browser).asks_about("Omar Test").await?;

    world.step("copies a kind no for the second").await?;
    Sidebar(&world.browser).click(&hook("dont-know")).await?;
    Sidebar(&world.browser).click(&hook("reply-kind-no")).await?;
    Sidebar(&world.browser).click(&hook("copy")).await?;
    Sidebar(&world.browser).click(&hook("save")).await?;
    until("both decisions on disk", || world.stored(), |all| all.contains("notYet") && all.contains("saidNo")).await?;
    ensure!(world.site.acts().is_empty(), "nothing was clicked on LinkedIn");

    world.step("comes back later: the parked one says so").await?;
    world.browser.open(RECEIVED).await?;
    Sidebar(&world.browser).asks_about("Lena Beispiel").await?;
    Sidebar(&world.browser).click("[data-test=\"sender-row\"][data-address=\"mia-sample\"]").await?;
    Sidebar(&world.browser).shows(&hook("greeting"), "Mia Sample").await?;
    world.step("and is not held, for the user has answered").await?;
    Replica(&world.browser).click("mia-sample", "accept").await?;
    Replica(&world.browser).card("mia-sample", false).await?;
    Ok(())
}

pub async fn greets_whom_it_knows(world: &mut World) -> Result<()> {
    world.open_invitations(three()).await?;
    Sidebar(&world.browser).asks_about("Mia Sample").await?;
    world.step("answers with a memory").await?;
    Sidebar(&world.browser).click(&hook("door-met")).await?;
    Sidebar(&world.browser).fill(&hook("memory"), "Shared an umbrella in Porto").await?;
    Sidebar(&world.browser).click(&hook("save")).await?;
    Replica(&world.browser).has_focus_on("Accept Mia Sample").await?;
    world.step("comes back another day").await?;
    world.browser.open(RECEIVED).await?;
    Sidebar(&world.browser).asks_about("Omar Test").await?;
    Sidebar(&world.browser).click("[data-test=\"sender-row\"][data-address=\"mia-sample\"]").await?;
    Sidebar(&world.browser).shows(&hook("greeting"), "Shared an umbrella in Porto").await?;
    Ok(())
}

pub async fn who_was_put_aside_is_asked_again(world: &mut World) -> Result<()> {
    world.step("has put somebody aside until a day that has come").await?;
    let decision =
        json!({ "at": 1_700_000_000_000_i64, "decided": "notYet", "until": "2024-01-05", "why": "Busy then" });
    let edits = json!([{ "name": "Mia Sample" }, { "story": "Perhaps the choir" }, { "addDecision": decision }]);
    write(world, "p1", "mia-sample", edits).await?;
    world.open_invitations(three()).await?;
    Sidebar(&world.browser).asks_about("Mia Sample").await?;
    let due = Sidebar(&world.browser).shows(&hook("due"), "You wanted to look at Mia Sample again on").await?;
    ensure!(due.contains("2024") && due.contains("Busy then") && due.contains("Perhaps the choir"), "{due}");
    world.step("is held like anybody who waits").await?;
    let page = Replica(&world.browser);
    page.click("mia-sample", "accept").await?;
    Sidebar(&world.browser).shows(&hook("paused"), "Accept").await?;
    ensure!(page.clicks("Mia").await? == 0, "the click went through");
    world.step("answers").await?;
    Sidebar(&world.browser).click(&hook("door-worked")).await?;
    Sidebar(&world.browser).click(&hook("save")).await?;
    Sidebar(&world.browser).shows(&hook("greeting"), "Mia Sample").await?;
    Sidebar(&world.browser).hides(&hook("due")).await
}

pub async fn begins_with_a_greeting(world: &mut World) -> Result<()> {
    world.step("has written about everybody").await?;
    for (slug, name) in [("mia-sample", "Mia Sample"), ("omar-test", "Omar Test"), ("lena-beispiel", "Lena Beispiel")] {
        write(world, slug, slug, json!([{ "name": name }, { "met": { "memory": format!("Sang with {name}") } }]))
            .await?;
    }
    world.open_invitations(three()).await?;
    Sidebar(&world.browser).shows(&hook("greeting"), "Sang with Mia Sample").await?;
    world.step("changes a note").await?;
    Sidebar(&world.browser).click(&hook("edit")).await?;
    Sidebar(&world.browser).asks_about("Mia Sample").await
}

pub async fn an_old_draft_overwrites_nothing(world: &mut World) -> Result<()> {
    let stored = |edits| json!([{ "name": "Mia Sample" }, { "story": edits }]);
    write(world, "o1", "mia-sample", stored("Sang in the choir")).await?;
    world.open_invitations(three()).await?;
    Sidebar(&world.browser).asks_about("Mia Sample").await?;
    world.step("begins to write").await?;
    Sidebar(&world.browser).click("[data-test=details] > summary").await?;
    Sidebar(&world.browser).click(&hook("story")).await?;
    world.browser.press_with(Key::Control, Key::End).await?;
    world.browser.keys(", second row").await?;
    world.step("the note is changed elsewhere").await?;
    let edits = json!([{ "story": "Sang in the choir, then in a band" }, { "goodAt": "Harmony" }]);
    write(world, "o2", "mia-sample", edits).await?;
    world.step("saves days later").await?;
    world.browser.open(RECEIVED).await?;
    Sidebar(&world.browser).asks_about("Mia Sample").await?;
    Sidebar(&world.browser).click(&hook("door-worked")).await?;
    Sidebar(&world.browser).click(&hook("save")).await?;
    Sidebar(&world.browser).shows(&hook("conflicts"), "then in a band").await?;
    Sidebar(&world.browser).shows(&hook("conflicts"), "second row").await?;
    let people = world.people().await?;
    ensure!(people[0]["story"] == "Sang in the choir, then in a band", "{people:?}");
    ensure!(people[0]["goodAt"] == "Harmony" && people[0]["ties"]["worked"].is_object(), "{people:?}");
    world.step("keeps what was written here").await?;
    Sidebar(&world.browser).click(&hook("conflict-mine")).await?;
    Sidebar(&world.browser).hides(&hook("conflicts")).await?;
    until("the choice on disk", || world.stored(), |all| all.contains("second row")).await?;
    Ok(())
}

pub async fn decisions_are_noticed_and_undone(world: &mut World) -> Result<()> {
    for after in ["remove", "acknowledge"] {
        world.browser.reset().await?;
        let mut scenario = three();
        scenario["afterAccept"] = json!(after);
        world.open_invitations(scenario).await?;
        Sidebar(&world.browser).asks_about("Mia Sample").await?;
        world.step(&format!("ignores; the page does “{after}”")).await?;
        Replica(&world.browser).click("mia-sample", "ignore").await?;
        Sidebar(&world.browser).shows(&hook("noted"), "Mia Sample").await?;
        let noted = |people: &Vec<Value>| people.iter().any(|person| person["decisions"][0]["decided"] == "ignored");
        until("the decision on disk", || world.people(), noted).await?;

        world.step("takes the note back").await?;
        Sidebar(&world.browser).click(&hook("undo")).await?;
        until("the decision to go", || world.people(), |people| !noted(people)).await?;
    }
    Ok(())
}

pub async fn a_failed_accept_is_no_decision(world: &mut World) -> Result<()> {
    let mut scenario = three();
    scenario["afterAccept"] = json!("error");
    world.open_invitations(scenario).await?;
    Sidebar(&world.browser).asks_about("Mia Sample").await?;
    world.step("answers").await?;
    Sidebar(&world.browser).click(&hook("door-worked")).await?;
    Sidebar(&world.browser).click(&hook("save")).await?;
    Replica(&world.browser).has_focus_on("Accept Mia Sample").await?;
    world.step("accepts, and the card comes back with an error").await?;
    Replica(&world.browser).click("mia-sample", "accept").await?;
    let acts = || async { Ok(world.site.acts()) };
    until("the attempt", acts, |acts| !acts.is_empty()).await?;
    Replica(&world.browser).card("mia-sample", true).await?;
    let known = |people: &Vec<Value>| people.len() == 1 && people[0]["decisions"].is_null();
    until("no decision left on disk", || world.people(), known).await?;
    Ok(())
}

pub async fn linkedins_own_dialog(world: &mut World) -> Result<()> {
    let mut scenario = three();
    scenario["invitations"][0]["friction"] = json!(true);
    world.open_invitations(scenario).await?;
    Sidebar(&world.browser).asks_about("Mia Sample").await?;
    world.step("answers, accepts, and meets the page's own dialog").await?;
    Sidebar(&world.browser).click(&hook("door-worked")).await?;
    Sidebar(&world.browser).click(&hook("save")).await?;
    Replica(&world.browser).has_focus_on("Accept Mia Sample").await?;
    world.browser.press(Key::Enter).await?;
    let open = || async { world.browser.eval("return document.querySelector('dialog:modal') !== null;", vec![]).await };
    until("the dialog", open, |open| *open == json!(true)).await?;
    ensure!(world.site.acts().is_empty());
    world.step("accepts there").await?;
    let accept = "const b = [...document.querySelectorAll('dialog:modal button')].find((b) => /accept/i.test(b.textContent)); return b;";
    world.browser.web.execute(accept, vec![]).await?.element()?.click().await?;
    Replica(&world.browser).card("mia-sample", false).await?;
    Sidebar(&world.browser).asks_about("Omar Test").await?;
    Ok(())
}

pub async fn survives_a_kill_in_the_middle(world: &mut World) -> Result<()> {
    world.open_invitations(three()).await?;
    Sidebar(&world.browser).asks_about("Mia Sample").await?;
    world.step("types half an answer").await?;
    Sidebar(&world.browser).click(&hook("door-met")).await?;
    Sidebar(&world.browser).fill(&hook("memory"), "Sang in the same choir").await?;
    world.browser.kill_background().await?;
    world.step("saves with a background that has just been stopped").await?;
    world.browser.press(Key::Enter).await?;
    Replica(&world.browser).has_focus_on("Accept Mia Sample").await?;
    ensure!(world.browser.storage().await?.to_string().contains("Sang in the same choir"));
    world.browser.kill_background().await?;
    world.step("the review goes on").await?;
    world.browser.press(Key::Enter).await?;
    Replica(&world.browser).card("mia-sample", false).await?;
    Sidebar(&world.browser).asks_about("Omar Test").await?;
    Ok(())
}

pub async fn a_killed_background_answers(world: &mut World) -> Result<()> {
    world.step("stops the background, then sends a message").await?;
    for _ in 0..5 {
        world.browser.open_view("dashboard.html").await?;
        world.browser.kill_background().await?;
        let reply = world.browser.eval_async("return chrome.runtime.sendMessage(args);", json!("hello")).await?;
        ensure!(reply.get("hello").is_some(), "{reply}");
        world.browser.close_tab().await?;
    }
    Ok(())
}

pub async fn two_tabs_at_once(world: &mut World) -> Result<()> {
    world.open_invitations(three()).await?;
    Sidebar(&world.browser).asks_about("Mia Sample").await?;
    world.step("opens the list in a second tab").await?;
    let second = world.browser.new_tab().await?;
    world.browser.open(RECEIVED).await?;
    Sidebar(&world.browser).asks_about("Mia Sample").await?;
    world.step("answers in the second").await?;
    Sidebar(&world.browser).click(&hook("door-worked")).await?;
    Sidebar(&world.browser).click(&hook("save")).await?;
    Replica(&world.browser).has_focus_on("Accept Mia Sample").await?;

    world.step("the first knows it").await?;
    let first = world.browser.page.clone();
    world.browser.turn_to(&first).await?;
    Sidebar(&world.browser).shows(&hook("greeting"), "Mia Sample").await?;
    Replica(&world.browser).click("mia-sample", "accept").await?;
    Replica(&world.browser).card("mia-sample", false).await?;
    world.browser.turn_to(&second).await?;
    world.browser.close_tab().await
}

pub async fn more_cards_while_scrolling(world: &mut World) -> Result<()> {
    let mut scenario = three();
    let many = (1..=25).map(|n| invitation(n, &format!("Person Number{n}"))).collect::<Vec<_>>();
    scenario["invitations"] = json!(many);
    world.open_invitations(scenario).await?;
    Sidebar(&world.browser).asks_about("Person Number1").await?;
    world.step("loads more").await?;
    Replica(&world.browser).call("loadMore", json!([])).await?;
    let sidebar = Sidebar(&world.browser);
    let listed = until("twenty senders", || sidebar.listed(), |rows| rows.len() >= 20).await?;
    let expected: Vec<String> = (1..=listed.len()).map(|n| format!("person-number{n}")).collect();
    ensure!(listed == expected, "in page order: {listed:?}");
    Ok(())
}
