//! The whole background: an event goes in, storage and tabs see what follows.

use really_know::browser::to_js;
use really_know::desk::{Request, SettingsEdit};
use really_know::domain::Worked;
use really_know::library::{Edit, Guard};
use serde_json::{Value, json};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::shipped::*;
use crate::stand_in::{js, json, turn, until};

fn worked() -> Vec<Edit> {
    vec![Edit::Worked(Some(Worked::default()))]
}

fn mode(orders: &Value, n: u32) -> &Value {
    let guard = orders["guard"].as_array().unwrap_or_else(|| panic!("no guard in {orders}"));
    &guard.iter().find(|guarded| guarded["token"] == slug(n)).unwrap_or_else(|| panic!("{n} in {orders}"))["mode"]
}

#[wasm_bindgen_test]
async fn a_report_becomes_a_question_and_a_guard() {
    fresh().await;
    let orders = says(&hello()).await;
    assert_eq!((&orders["doc"], &orders["resend"]), (&json!("d"), &json!(true)));
    // The content script gives these to `querySelectorAll`.
    for rule in ["anchor", "control"] {
        assert!(orders["rules"][rule].as_str().is_some_and(|selector| !selector.is_empty()), "{orders}");
    }
    let orders = says(&report(&[1, 2])).await;
    let guarded = |n| json!({ "token": slug(n), "accept": accept(n, 0), "ignore": ignore(n, 0), "mode": "pause" });
    assert_eq!(orders["guard"], json!([guarded(1), guarded(2)]));
    assert_eq!((&orders["doc"], &orders["frame"], &orders["mark"]), (&json!("d"), &json!("open"), &json!(root(1, 0))));
    let review = review();
    assert_eq!(review["current"], slug(1));
    assert_eq!(review["senders"][1]["name"], name(2));
}

#[wasm_bindgen_test]
async fn an_answer_is_on_disk_when_it_is_called_saved() {
    with_page(&[1, 2]).await;
    assert_eq!(note(1), None);
    let reply = asks("sidebar.html", answer("one", 1, worked())).await;
    assert_eq!(reply["saved"]["reallyKnow"], true, "{reply}");
    let note = note(1).unwrap();
    assert!(note["name"] == name(1) && note["ties"]["worked"].is_object(), "{note}");
    assert!(json("fake.store.journal").as_str().unwrap().contains("\"one\""));

    // The page hears of it, and LinkedIn's own Accept gets the keyboard.
    until("the page's orders", || json("fake.orders.length") == 1).await;
    let sent = json("fake.orders[0]");
    assert_eq!((&sent[0], &sent[2]), (&json!(TAB), &json!({ "frameId": 0 })));
    assert_eq!(sent[1]["focus"], json!({ "node": accept(1, 0) }));
    assert_eq!((mode(&sent[1], 1), mode(&sent[1], 2)), (&json!("watch"), &json!("pause")));

    // A view that didn't hear it asks again, perhaps another background.
    for stopped in [false, true] {
        if stopped {
            stop_background().await;
        }
        assert_eq!(asks("sidebar.html", answer("one", 1, worked())).await, reply);
    }
    assert_eq!(json("Object.values(fake.store).join()").as_str().unwrap().matches(r#""why":"once""#).count(), 1);
}

#[wasm_bindgen_test]
async fn whichever_write_fails_nothing_unsaved_is_called_saved() {
    // One write, or all from there on.
    for refused in ["1", "Infinity"] {
        let mut failures = 0;
        for spare in 0.. {
            with_page(&[1, 2]).await;
            js(&format!("fake.refuse = 'QuotaExceededError: no room'; fake.spare = {spare}; fake.refused = {refused}"));
            let reply = asks("sidebar.html", answer("one", 1, worked())).await;
            if reply["saved"].is_object() {
                assert!(note(1).is_some(), "said to be saved, and the write after {spare} others failed");
                break;
            }
            failures += 1;
            let problem = &reply["problem"];
            assert!(problem["message"].as_str().unwrap().contains("QuotaExceededError: no room"), "{spare}: {problem}");
            // Until the library is written nothing is; then it is, and the review comes later.
            assert_eq!(problem["kind"], if spare < 2 { "full" } else { "storage" }, "{spare}: {problem}");
            turn().await;
            assert_eq!(json("fake.orders.length"), 0, "nobody acts on what isn't stored");
            js("fake.refuse = null");
            let reply = asks("sidebar.html", answer("one", 1, worked())).await;
            assert!(reply["saved"].is_object(), "{reply}");
            assert_eq!(note(1).unwrap()["decisions"].as_array().unwrap().len(), 1, "after {spare} writes");
        }
        assert_eq!(failures, 3, "the intent, the library and the review are written");
    }
}

#[wasm_bindgen_test]
async fn wherever_it_is_stopped_an_answer_that_is_sent_again_is_saved_once() {
    let mut stops = 0;
    for waits in 0.. {
        with_page(&[1]).await;
        let reply = interrupted(waits, asks("sidebar.html", answer("one", 1, worked()))).await;
        if let Some(reply) = reply {
            assert!(reply["saved"].is_object(), "{reply}");
            break;
        }
        stops += 1;
        let reply = asks("sidebar.html", answer("one", 1, worked())).await;
        assert!(reply["saved"].is_object(), "stopped after {waits} waits: {reply}");
        let note = note(1).unwrap();
        assert_eq!(note["decisions"].as_array().unwrap().len(), 1, "stopped after {waits} waits");
        let standing = review()["senders"][0]["standing"].clone();
        assert_eq!(standing, "reallyKnow", "stopped after {waits} waits");
    }
    assert!(stops >= 3, "reading, writing the library, writing the review: {stops}");
}

#[wasm_bindgen_test]
async fn strangers_get_no_answer_and_leave_no_trace() {
    with_page(&[1]).await;
    let before = json("fake.store");
    let message = || to_js(&answer("one", 1, worked())).unwrap();
    for sender in [
        JsValue::UNDEFINED,
        js("({ id: 'other', url: 'chrome-extension://ours/sidebar.html', tab: { id: 7 } })"),
        js("({ id: 'ours', url: 'https://evil.example/sidebar.html', frameId: 0, tab: { id: 7 } })"),
    ] {
        assert!(on_message(message(), sender.clone()).await.is_null(), "{sender:?}");
    }
    assert_eq!(json("fake.store"), before);
}

#[wasm_bindgen_test]
async fn nonsense_is_answered_and_does_no_harm() {
    with_page(&[1]).await;
    let before = json("fake.store");
    for nonsense in [
        "undefined",
        "null",
        "7",
        "'helloo'",
        "({ command: {} })",
        "({ hello: { doc: 7 } })",
        "(() => { const ring = {}; ring.ring = ring; return ring })()",
        "({ big: 7n })",
    ] {
        for sender in [content_script(TAB), view("sidebar.html", TAB)] {
            let reply = on_message(js(nonsense), sender).await;
            let kind = js_sys::JSON::stringify(&reply).unwrap().as_string().unwrap();
            assert!(kind.contains(r#""kind":"refused""#), "{nonsense}: {kind}");
        }
    }
    assert_eq!(json("fake.store"), before);
    assert!(asks("sidebar.html", answer("one", 1, worked())).await["saved"].is_object());
}

/// A page cuts its texts anywhere, and so does our own content script.
#[wasm_bindgen_test]
async fn half_an_emoji_spoils_no_report() {
    fresh().await;
    says(&hello()).await;
    let message = to_js(&report(&[1])).unwrap();
    js_sys::Reflect::set(&js("globalThis"), &"message".into(), &message).unwrap();
    js(
        "message.report.shot.title = 'Mia \\ud83e'; message.report.shot.headings = ['\\udda6 \\\\ud83e', '\\ud83e\\udda6']",
    );
    let reply = on_message(message, content_script(TAB)).await;
    let reply = js_sys::JSON::stringify(&reply).unwrap().as_string().unwrap();
    assert!(reply.contains(&format!(r#""token":"{}""#, slug(1))), "{reply}");
}

#[wasm_bindgen_test]
async fn a_review_ends_with_its_tab_and_with_the_browser() {
    with_page(&[1]).await;
    on_tab_removed(TAB + 1).await;
    assert_eq!(review()["senders"].as_array().unwrap().len(), 1);
    on_tab_removed(TAB).await;
    assert_eq!(review(), Value::Null);

    with_page(&[1]).await;
    stop_background().await;
    on_startup().await;
    assert_eq!(review(), Value::Null);
}

#[wasm_bindgen_test]
async fn the_shortcut_leads_to_the_review_in_front() {
    with_page(&[1]).await;
    on_command("open-review".to_owned()).await;
    assert_eq!(json("fake.orders"), json!([]), "another tab is in front");
    js(&format!("chrome.tabs.query = async () => [{{ id: {TAB} }}]"));
    on_command("something-else".to_owned()).await;
    on_command("open-review".to_owned()).await;
    until("orders", || json("fake.orders.length") != 0).await;
    assert_eq!(json("fake.orders.map(([tab, orders]) => [tab, orders.focus])"), json!([[TAB, "frame"]]));
}

#[wasm_bindgen_test]
async fn somebody_is_remembered_from_a_pages_menu() {
    fresh().await;
    on_installed("update".to_owned()).await;
    on_installed("update".to_owned()).await;
    let menu = json("fake.menu.map(({ id, title, contexts }) => [id, title, ...contexts])");
    let this = "Remember this person";
    assert_eq!(
        menu,
        json!([["link", this, "link"], ["selection", "Remember “%s”", "selection"], ["page", this, "page"]]),
        "once each"
    );
    assert_eq!(json("fake.opened"), json!([]), "an update opens nothing");

    let opened = || {
        let all = json("fake.opened.splice(0).map((url) => decodeURIComponent(url.split('#line=')[1]))");
        all.as_array().unwrap().iter().map(|line| line.as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let link = "https://www.linkedin.com/in/omar-test/?trk=x";
    on_menu(Some(TAB), Some(link.to_owned()), None).await;
    assert_eq!(opened(), ["https://www.linkedin.com/in/omar-test/"]);
    on_menu(None, None, Some("Bea <b>& Co</b> #1".to_owned())).await;
    assert_eq!(opened(), ["Bea <b>& Co</b> #1"]);
    on_menu(Some(TAB), Some("https://example.com/".to_owned()), None).await;
    assert_eq!(opened(), [""]);
    on_command("remember".to_owned()).await;
    assert_eq!(opened(), [""]);
    assert!(
        !json("Object.keys(fake.store)").to_string().contains("people"),
        "nothing is stored before the user saves it"
    );
}

#[wasm_bindgen_test]
async fn a_page_that_is_gone_holds_nobody_up() {
    with_page(&[1]).await;
    // The stand-in's tab without a page. Its number is the greater, so it is told last; then the other way round.
    for gone in [404, 2] {
        js("const tell = chrome.tabs.sendMessage; fake.orders = []; \
            chrome.tabs.sendMessage = (tab, ...rest) => tell(tab === 2 ? 404 : tab, ...rest); undefined");
        on_message(to_js(&hello()).unwrap(), content_script(gone)).await;
        let edits = vec![SettingsEdit::Guard(Guard::Remind)];
        assert_eq!(asks("popup.html", Request::Settings { edits }).await, "done");
        until("the other page's orders", || json("fake.orders.length") == 1).await;
        assert_eq!(json("fake.orders[0][0]"), json!(TAB));
        assert_eq!(mode(&json("fake.orders[0][1]"), 1), "watch");
    }
}

#[wasm_bindgen_test]
async fn where_storage_cannot_be_read_the_page_is_let_go_and_the_view_is_told() {
    with_page(&[1]).await;
    stop_background().await;
    js("fake.unreadable = 'the disk is gone'");
    assert_eq!(says(&report(&[1])).await, Value::Null);
    let reply = asks("sidebar.html", answer("one", 1, worked())).await;
    let problem =
        json!({ "kind": "storage", "message": "the disk is gone", "why": { "notStored": "the disk is gone" } });
    assert_eq!(reply["problem"], problem);
    js("fake.unreadable = null");
    assert_eq!(mode(&says(&report(&[1])).await, 1), "pause");
}

#[wasm_bindgen_test]
async fn what_could_not_be_read_is_not_taken_for_nothing() {
    with_page(&[1]).await;
    asks("sidebar.html", answer("one", 1, worked())).await;
    let before = json("fake.store");
    stop_background().await;
    js(&format!("fake.store = {before}"));
    // This background has read the reviews, and nothing of the library.
    says(&json!({ "return": { "doc": "another" } })).await;
    js("fake.unreadable = 'the disk is gone'");
    let reply = asks("popup.html", answer("two", 1, Vec::new())).await;
    assert_eq!(reply["problem"]["kind"], "storage", "{reply}");
    js("fake.unreadable = null");
    let shard =
        |store: &Value| store.as_object().unwrap().iter().find(|(key, _)| key.starts_with("shard/")).unwrap().1.clone();
    assert_eq!(shard(&json("fake.store")), shard(&before));
}

#[wasm_bindgen_test]
async fn notes_that_cannot_be_read_are_never_written_over() {
    with_page(&[1]).await;
    asks("sidebar.html", answer("one", 1, worked())).await;
    let key = json("Object.keys(fake.store).find((key) => key.startsWith('shard/'))").as_str().unwrap().to_owned();
    stop_background().await;
    js(&format!("fake.store['{key}'] = '{{\"v\":1,\"people'"));
    let reply = asks("sidebar.html", answer("two", 1, worked())).await;
    assert_eq!(reply["problem"]["kind"], "refused", "{reply}");
    assert_eq!(json(&format!("fake.store['{key}']")), "{\"v\":1,\"people");
}
