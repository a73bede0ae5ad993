//! The background as it is shipped, and those who speak to it.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;

use really_know::browser::to_js;
use really_know::desk::Request;
use really_know::domain::Decision;
use really_know::library::{Change, Command, CommandId, Edit, Who, shard_of};
use really_know::linkedin::snapshot::Element;
use serde_json::{Value, json};
use wasm_bindgen::JsValue;

use crate::stand_in::{chrome, js, json, turn};

#[path = "../../src/bin/background.rs"]
#[expect(dead_code, reason = "`main` is for the linker")]
mod bin;

// The native suite's page: its cards are LinkedIn's of today.
#[path = "../desk/page.rs"]
#[allow(dead_code, reason = "the native suite sends typed messages, a browser objects")]
mod page;

pub use bin::background::{on_command, on_installed, on_menu, on_message, on_startup, on_tab_removed};
pub use page::{LIST, accept, address, card, ignore, name, root, slug};

/// The browser's number for the tab that these tests are about.
pub const TAB: i32 = 7;

/// What the browser says of the content script in a tab.
pub fn content_script(tab: i32) -> JsValue {
    js(&format!("({{ id: 'ours', url: '{LIST}', frameId: 0, tab: {{ id: {tab} }} }})"))
}

/// What the browser says of one of our own pages in a tab.
pub fn view(file: &str, tab: i32) -> JsValue {
    js(&format!("({{ id: 'ours', url: 'chrome-extension://ours/{file}', frameId: 5, tab: {{ id: {tab} }} }})"))
}

/// A fresh browser, with a background that has just started.
pub async fn fresh() {
    // What an earlier background still had to tell goes to the browser that it belonged to.
    turn().await;
    chrome();
    stop_background().await;
    chrome();
    js(r#"fake.store.settings = '{"consent":"yes"}'; undefined"#);
}

/// The browser stops the background in the middle of some work; what it remembered is gone with it.
pub async fn stop_background() {
    let work = asks("popup.html", Request::Settings { edits: Vec::new() });
    assert!(interrupted(0, work).await.is_none(), "settings are written before they are said to be");
}

/// Does some work until it has waited so many times, and then no more; `None` if that was before its end.
pub async fn interrupted<T>(waits: usize, work: impl Future<Output = T>) -> Option<T> {
    let mut work = pin!(work);
    let mut waited = 0;
    poll_fn(|context| match work.as_mut().poll(context) {
        Poll::Ready(done) => Poll::Ready(Some(done)),
        Poll::Pending if waited == waits => Poll::Ready(None),
        Poll::Pending => {
            waited += 1;
            Poll::Pending
        }
    })
    .await
}

/// A content script in [`TAB`] says something; the answer as it gets it.
pub async fn says(message: &Value) -> Value {
    plain(&on_message(to_js(message).unwrap(), content_script(TAB)).await)
}

/// One of our own pages asks for something; the answer as it gets it.
pub async fn asks(file: &str, request: Request) -> Value {
    plain(&on_message(to_js(&request).unwrap(), view(file, TAB)).await)
}

fn plain(answer: &JsValue) -> Value {
    let text = js_sys::JSON::stringify(answer).unwrap().as_string();
    text.map_or(Value::Null, |text| serde_json::from_str(&text).unwrap())
}

/// What a content script says first.
pub fn hello() -> Value {
    json!({ "hello": { "doc": "d", "url": LIST } })
}

/// What it says when these senders' cards are on the page.
pub fn report(senders: &[u32]) -> Value {
    report_of(&senders.iter().map(|n| (*n, card(*n, 0))).collect::<Vec<_>>())
}

/// The same with these cards.
pub fn report_of(cards: &[(u32, Element)]) -> Value {
    let order: Vec<_> = cards.iter().map(|(n, _)| root(*n, 0)).collect();
    let changed: Vec<_> = cards
        .iter()
        .map(|(n, card)| json!({ "root": root(*n, 0), "tree": serde_json::to_string(card).unwrap() }))
        .collect();
    let shot = json!({ "url": LIST, "lang": "en", "title": "Invitations | LinkedIn", "headings": [] });
    json!({ "report": { "doc": "d", "shot": shot, "order": order, "inView": order, "changed": changed, "modal": false } })
}

/// A card with other words: each pair says what stands in the place of what.
pub fn card_saying(n: u32, words: &[(&str, &str)]) -> Element {
    fn reword(value: &mut Value, words: &[(&str, &str)]) {
        match value {
            Value::String(text) => {
                *text = words.iter().fold(text.clone(), |text, (before, after)| text.replace(before, after));
            }
            Value::Array(items) => items.iter_mut().for_each(|item| reword(item, words)),
            Value::Object(fields) => fields.values_mut().for_each(|value| reword(value, words)),
            _ => {}
        }
    }
    let mut card = serde_json::to_value(card(n, 0)).unwrap();
    reword(&mut card, words);
    serde_json::from_value(card).unwrap()
}

/// A page with these senders was seen in [`TAB`], by a background that has just started.
pub async fn with_page(senders: &[u32]) {
    fresh().await;
    says(&hello()).await;
    says(&report(senders)).await;
}

/// The sidebar's answer about a sender. What it writes could be there twice, were it written twice.
pub fn answer(id: &str, n: u32, mut edits: Vec<Edit>) -> Request {
    edits.extend([Edit::Name(name(n)), Edit::AddDecision(Decision { why: "once".to_owned(), ..Decision::default() })]);
    let change = Change::Write { who: Who::Address(address(n)), edits, base: vec![] };
    Request::Command { command: Command { id: CommandId(id.to_owned()), change }, sender: Some(address(n)) }
}

/// The note on a sender, as it is stored.
pub fn note(n: u32) -> Option<Value> {
    let stored = json("fake.store");
    let shard = stored.get(format!("shard/{:02x}", shard_of(&address(n))))?.as_str().unwrap().to_owned();
    let shard: Value = serde_json::from_str(&shard).unwrap();
    let id = shard["addresses"].get(slug(n))?.as_str().unwrap().to_owned();
    Some(shard["people"][id].clone())
}

/// The review of [`TAB`], as it is stored.
pub fn review() -> Value {
    let text = json(&format!("fake.store['session/review/{TAB}']"));
    text.as_str().map_or(Value::Null, |text| serde_json::from_str(text).unwrap())
}
