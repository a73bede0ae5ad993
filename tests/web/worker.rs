//! What the background consists of. These tests run in a service worker as well.

mod background;
mod folding;

use std::cell::RefCell;
use std::rc::Rc;

use really_know::browser::sender::Sender;
use really_know::browser::storage::{self, BrowserStorage, Changes};
use really_know::browser::{self, i18n, runtime, tabs};
use really_know::desk::clerk::{Area, Storage};
use really_know::desk::{Orders, ProblemKind, Reply, Request, TabId, View};
use really_know::domain::normal;
use serde_json::json;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::stand_in::{chrome, js, json};

fn entries(all: &[(&str, &str)]) -> Vec<(String, String)> {
    all.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}

fn names(all: &[&str]) -> Vec<String> {
    all.iter().map(|name| (*name).to_owned()).collect()
}

#[wasm_bindgen_test]
async fn texts_come_back_from_storage_as_they_were() {
    chrome();
    let texts = entries(&[("a", r#"{"v":1}"#), ("b", "Zoë 🦦 \u{202e}abc\u{0}"), ("c", "")]);
    BrowserStorage.write(Area::Local, &texts).await.unwrap();
    let mut read = BrowserStorage.read(Area::Local, &names(&["a", "b", "c", "absent"])).await.unwrap();
    read.sort();
    assert_eq!(read, texts);
    BrowserStorage.remove(Area::Local, &names(&["a", "absent"])).await.unwrap();
    assert_eq!(BrowserStorage.keys(Area::Local).await.unwrap(), ["b", "c"]);
}

#[wasm_bindgen_test]
async fn the_two_areas_are_apart() {
    chrome();
    BrowserStorage.write(Area::Local, &entries(&[("settings", "mine")])).await.unwrap();
    BrowserStorage.write(Area::Session, &entries(&[("review/1", "now"), ("settings", "other")])).await.unwrap();
    assert_eq!(BrowserStorage.keys(Area::Local).await.unwrap(), ["settings"]);
    assert_eq!(BrowserStorage.keys(Area::Session).await.unwrap(), ["review/1", "settings"]);
    let read = BrowserStorage.read(Area::Local, &names(&["settings", "review/1"])).await.unwrap();
    assert_eq!(read, entries(&[("settings", "mine")]));
    assert_eq!(json("fake.store")["session/review/1"], "now");
}

#[wasm_bindgen_test]
async fn a_value_that_is_no_text_is_as_good_as_none() {
    chrome();
    js("fake.store = { a: 7, b: { x: 1 }, c: 'text' }");
    let read = BrowserStorage.read(Area::Local, &names(&["a", "b", "c"])).await.unwrap();
    assert_eq!(read, entries(&[("c", "text")]));
}

#[wasm_bindgen_test]
async fn a_full_disk_is_an_error_in_the_browsers_words() {
    chrome();
    js("fake.refuse = 'QuotaExceededError: no room'");
    let error = BrowserStorage.write(Area::Local, &entries(&[("a", "1")])).await.unwrap_err();
    assert_eq!(error.to_string(), "QuotaExceededError: no room");
    assert_eq!(json("fake.store"), json!({}));
}

#[wasm_bindgen_test]
async fn whatever_the_browser_throws_is_told() {
    chrome();
    for (thrown, told) in [
        ("new DOMException('no room', 'QuotaExceededError')", "no room"),
        ("'just words'", "just words"),
        ("{ message: 'words' }", "words"),
        ("undefined", "undefined"),
    ] {
        js(&format!("chrome.storage.local.remove = async () => {{ throw {thrown} }}"));
        let error = BrowserStorage.remove(Area::Local, &names(&["a"])).await.unwrap_err();
        assert!(error.to_string().contains(told), "{thrown}: {error}");
    }
}

/// Rust has no texts with half a character; JavaScript has.
#[wasm_bindgen_test]
async fn half_a_character_is_replaced() {
    chrome();
    js("fake.store = { a: 'Mia \\ud83e' }");
    let read = BrowserStorage.read(Area::Local, &names(&["a"])).await.unwrap();
    assert_eq!(read, entries(&[("a", "Mia \u{FFFD}")]));

    let texts = r#"["\ud83e", "a\udda6b", "\ud83e\udda6", "\\ud83e", "\\\ud83e", "\u0001\n\"", ""]"#;
    let read: Vec<String> = browser::from_js(&js(texts)).unwrap();
    assert_eq!(read, ["\u{FFFD}", "a\u{FFFD}b", "🦦", "\\ud83e", "\\\u{FFFD}", "\u{1}\n\"", ""]);
}

#[wasm_bindgen_test]
async fn changes_are_told_by_area() {
    chrome();
    let told: Rc<RefCell<Vec<(Area, Changes)>>> = Rc::default();
    let listener = Rc::clone(&told);
    storage::on_changed(move |area, changes| listener.borrow_mut().push((area, changes))).unwrap();
    BrowserStorage.write(Area::Session, &entries(&[("review/1", "x")])).await.unwrap();
    BrowserStorage.write(Area::Local, &entries(&[("intent", "what comes next")])).await.unwrap();
    BrowserStorage.write(Area::Local, &entries(&[("a", "1")])).await.unwrap();
    BrowserStorage.remove(Area::Local, &names(&["a"])).await.unwrap();
    js("fake.listeners[0]({ a: { newValue: '2' } }, 'sync')");
    let changes = |key: &str, value: Option<&str>| Changes::from([(key.to_owned(), value.map(str::to_owned))]);
    let local = |value| (Area::Local, changes("a", value));
    assert_eq!(*told.borrow(), [(Area::Session, changes("review/1", Some("x"))), local(Some("1")), local(None)]);
}

fn sender(shape: &str) -> Option<Sender> {
    Sender::from_js(&js(&format!("({shape})")))
}

#[wasm_bindgen_test]
fn senders_are_known_by_what_the_browser_says_of_them() {
    chrome();
    let page = "id: 'ours', url: 'https://www.linkedin.com/in/mia/', frameId: 0, tab: { id: 7 }";
    assert_eq!(sender(&format!("{{ {page} }}")), Some(Sender::Page(TabId(7))));
    let view =
        |file: &str| sender(&format!("{{ id: 'ours', url: 'chrome-extension://ours/{file}', tab: {{ id: 7 }} }}"));
    assert_eq!(view("sidebar.html"), Some(Sender::View(View::Sidebar(TabId(7)))));
    let panel = "{ id: 'ours', url: 'chrome-extension://ours/sidebar.html' }";
    assert_eq!(sender(panel), Some(Sender::View(View::Panel)));
    assert_eq!(view("popup.html?x#y"), Some(Sender::View(View::Popup)));
    assert_eq!(view("dashboard.html#/settings"), Some(Sender::View(View::Dashboard)));
    let firefox = "{ id: 'ours', url: 'moz-extension://0a1b/popup.html' }";
    assert_eq!(sender(firefox), Some(Sender::View(View::Popup)));
}

#[wasm_bindgen_test]
fn strangers_are_nobody() {
    chrome();
    for stranger in [
        "null",
        "undefined",
        "'ours'",
        "{}",
        "{ id: 'other', url: 'https://www.linkedin.com/', frameId: 0, tab: { id: 7 } }",
        "{ id: 'ours', url: 'https://www.linkedin.com/', frameId: 3, tab: { id: 7 } }",
        "{ id: 'ours', url: 'https://www.linkedin.com/', tab: { id: 7 } }",
        "{ id: 'ours', url: 'https://www.linkedin.com/', frameId: 0 }",
        "{ id: 'ours', url: 'https://www.linkedin.com.evil.example/', frameId: 0, tab: { id: 7 } }",
        "{ id: 'ours', url: 'https://www.linkedin.com@evil.example/', frameId: 0, tab: { id: 7 } }",
        "{ id: 'ours', url: 'https://evil.example/?https://www.linkedin.com/', frameId: 0, tab: { id: 7 } }",
        "{ id: 'ours', url: 'https://evil.example/#chrome-extension://ours/popup.html' }",
        "{ id: 'ours', url: 'about:blank', frameId: 0, tab: { id: 7 } }",
        "{ id: 'ours', url: 'data:text/html,//ours/popup.html' }",
        "{ id: 'ours', url: 'http://www.linkedin.com/', frameId: 0, tab: { id: 7 } }",
        "{ id: 'ours', url: 'https://evil.example/sidebar.html', frameId: 0, tab: { id: 7 } }",
        "{ id: 'ours', url: 'chrome-extension://ours/sub/popup.html' }",
        "{ id: 'ours', url: 'chrome-extension://ours/popup.html.exe' }",
        "{ id: 'ours', url: 'chrome-extension://ours/' }",
        "{ id: 'ours', url: 'moz-extension://popup.html' }",
        "{ url: 'chrome-extension://ours/popup.html' }",
        "{ id: ['ours'], url: 'chrome-extension://ours/popup.html' }",
        "{ id: 'ours', url: ['https://www.linkedin.com/'], frameId: 0, tab: { id: 7 } }",
        "{ id: 'ours', url: 'https://www.linkedin.com/', frameId: '0', tab: { id: 7 } }",
        "{ id: 'ours', url: 'https://www.linkedin.com/', frameId: 0, tab: { id: 7.5 } }",
        "{ id: 'ours', url: 'https://www.linkedin.com/', frameId: 0, tab: { id: 1e12 } }",
        "[]",
        "7",
        "{ id: 'ours', frameId: 0, tab: { id: 7 } }",
        "{ id: 'ours', url: 'https://www.linkedin.com/', frameId: 0, tab: { id: 'seven' } }",
    ] {
        assert_eq!(sender(stranger), None, "{stranger}");
    }
}

#[wasm_bindgen_test]
async fn a_request_that_was_not_answered_is_sent_again() {
    chrome();
    js("fake.replies = [new Error('Receiving end does not exist.'), 'done']");
    assert_eq!(runtime::request(&Request::LeaveFrame).await, Reply::Done);
    assert_eq!(json("fake.sent"), json!(["leaveFrame", "leaveFrame"]));

    js("fake.replies = [undefined, null]");
    let Reply::Problem(problem) = runtime::request(&Request::Hello).await else { panic!("nobody answered") };
    assert_eq!(problem.kind, ProblemKind::Broken);
    assert_eq!(json("fake.sent.length"), 7, "a few times, and not for ever");

    // What can't be understood is no answer either; a refusal is one.
    js("fake.sent = []; fake.replies = [{ saved: 'perhaps' }, { problem: { kind: 'refused', message: 'no' } }]");
    let Reply::Problem(problem) = runtime::request(&Request::Hello).await else { panic!("it was refused") };
    assert_eq!((problem.kind, problem.message.as_str()), (ProblemKind::Refused, "no"));
    assert_eq!(json("fake.sent.length"), 2);
    js("fake.sent = []; fake.replies = [{ problem: { kind: 'refused', message: 'no' } }, 'done']");
    assert!(matches!(runtime::request(&Request::Hello).await, Reply::Problem(_)));
    assert_eq!(json("fake.sent.length"), 1);
}

#[wasm_bindgen_test]
async fn tabs_and_the_rest_of_runtime() {
    chrome();
    assert_eq!(tabs::active().await.unwrap(), Some(TabId(12)));
    tabs::send_orders(TabId(7), &Orders { doc: "d".into(), resend: true, ..Orders::default() }).await.unwrap();
    assert_eq!(
        json("fake.orders"),
        json!([[7, { "doc": "d", "at": 0, "awake": false, "resend": true }, { "frameId": 0 }]])
    );
    let gone = tabs::send_orders(TabId(404), &Orders::default()).await.unwrap_err();
    assert!(gone.to_string().contains("Receiving end"), "{gone}");
    tabs::open("https://www.linkedin.com/in/mia/").await.unwrap();
    assert_eq!(json("fake.opened"), json!(["https://www.linkedin.com/in/mia/"]));
    assert_eq!(runtime::version(), "9.8.7");
}

#[wasm_bindgen_test]
async fn a_context_that_lost_its_extension_gets_errors_not_exceptions() {
    chrome();
    js("const lose = (api) => Object.entries(api).forEach(([name, part]) => { \
            if (typeof part === 'function') api[name] = () => { throw new Error('Extension context invalidated.') }; \
            else if (part && typeof part === 'object') lose(part); \
        }); lose(chrome)");
    let lost = "Extension context invalidated.";
    let read = BrowserStorage.read(Area::Local, &names(&["a"])).await;
    assert_eq!(read.unwrap_err().to_string(), lost);
    assert_eq!(BrowserStorage.keys(Area::Local).await.unwrap_err().to_string(), lost);
    assert_eq!(BrowserStorage.write(Area::Local, &entries(&[("a", "1")])).await.unwrap_err().to_string(), lost);
    assert_eq!(BrowserStorage.remove(Area::Local, &names(&["a"])).await.unwrap_err().to_string(), lost);
    assert_eq!(storage::on_changed(|_, _| {}).unwrap_err().to_string(), lost);
    assert_eq!(tabs::active().await.unwrap_err().to_string(), lost);
    assert_eq!(tabs::open("https://www.linkedin.com/").await.unwrap_err().to_string(), lost);
    assert_eq!(tabs::send_orders(TabId(7), &Orders::default()).await.unwrap_err().to_string(), lost);
    let Reply::Problem(problem) = runtime::request(&Request::Hello).await else { panic!("nobody is there") };
    assert_eq!((problem.kind, problem.message.as_str()), (ProblemKind::Broken, lost));
    assert_eq!(runtime::version(), "");
    assert_eq!(i18n::message("commonEdit", &[]), "commonEdit");
    assert_eq!(i18n::language(), "en");
}

#[wasm_bindgen_test]
fn clock_and_chance() {
    let now = browser::now().0;
    // 2026-01-01 and 2200-01-01.
    assert!((1_767_225_600_000..7_258_118_400_000).contains(&now), "{now}");
    let drawn: std::collections::BTreeSet<u64> = (0..100).map(|_| browser::random().unwrap()).collect();
    assert_eq!(drawn.len(), 100);
    assert!(drawn.iter().any(|n| *n > u64::from(u32::MAX)), "all 64 bits are drawn");
}

/// In WebAssembly the JavaScript engine normalizes; natively it is a crate. Both must fold alike, or a note
/// would not be found by its own name.
#[wasm_bindgen_test]
fn normalization_is_the_same_as_native() {
    for (text, nfc, nfkd) in [
        ("Zoë", "Zoë", "Zoe\u{308}"),
        ("Zoe\u{308}", "Zoë", "Zoe\u{308}"),
        ("ﬁancée №5", "ﬁancée №5", "fiance\u{301}e No5"),
        ("ﾊﾞ", "ﾊﾞ", "ハ\u{3099}"),
        ("각", "각", "\u{1100}\u{1161}\u{11a8}"),
        ("ộ", "ộ", "o\u{323}\u{302}"),
        ("ẛ̣", "ẛ̣", "s\u{323}\u{307}"),
        ("Å", "Å", "A\u{30a}"),
        ("🦦👩‍👩‍👧", "🦦👩‍👩‍👧", "🦦👩‍👩‍👧"),
        ("abc", "abc", "abc"),
    ] {
        assert_eq!(normal::nfc(text), nfc, "{text}");
        assert_eq!(normal::nfkd(text), nfkd, "{text}");
    }
}
