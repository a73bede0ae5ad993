//! The sidebar over the shipped background, answered from the keyboard.

use really_know::desk::{Request, SettingsEdit};
use really_know::domain::{Person, What};
use really_know::library::settings::OwnReply;
use really_know::ui;
use serde_json::{Value, json};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::shipped::*;
use crate::stand_in::{js, json, turn, until};

const NAME: &str = "Mia \u{202e}<img src=x onerror='hit = true'>";
const HEADLINE: &str = "<script>hit = true</script> =cmd() 🦦";

/// Lets the background answer the sidebar in [`TAB`].
fn serve() {
    let answer = Closure::<dyn Fn(JsValue) -> js_sys::Promise>::new(|message| {
        future_to_promise(async move { Ok(on_message(message, view("sidebar.html", TAB)).await) })
    });
    js_sys::Reflect::set(&js("fake"), &"background".into(), answer.as_ref()).unwrap();
    // Lives as long as its page.
    answer.forget();
}

/// Presses a key where this selector points; whether we took it from the browser.
fn press(selector: &str, key: &str) -> bool {
    dispatch(selector, key, "keydown", "{}")
}

fn release(key: &str) {
    dispatch("body", key, "keyup", "{}");
}

fn dispatch(selector: &str, key: &str, what: &str, with: &str) -> bool {
    js(&format!(
        "!document.querySelector('{selector}').dispatchEvent(new KeyboardEvent('{what}', \
         {{ key: '{key}', bubbles: true, cancelable: true, ...{with} }}))"
    ))
    .is_truthy()
}

fn has(test: &str) -> bool {
    js(&format!("document.querySelector('#app [data-test={test}]')")).is_truthy()
}

fn text(test: &str) -> String {
    let text = json(&format!("document.querySelector('#app [data-test={test}]')?.textContent ?? ''"));
    text.as_str().unwrap().to_owned()
}

fn click(test: &str) {
    js(&format!("document.querySelector('#app [data-test={test}]').click()"));
}

fn type_into(test: &str, text: &str) {
    js(&format!(
        "const field = document.querySelector('#app [data-test={test}]'); field.value = {}; \
         field.dispatchEvent(new Event('input', {{ bubbles: true }})); undefined",
        json!(text)
    ));
}

/// Which of the three doors are open, as they are shown.
fn doors() -> Value {
    json("['worked', 'met', 'close'].map((door) => document.querySelector(`[data-test=door-${door}]`).checked)")
}

fn commands() -> usize {
    json("fake.sent.filter((request) => request.command).length").as_u64().unwrap().try_into().unwrap()
}

/// One story, because a sidebar listens to the keys of its page for as long as that is there.
#[wasm_bindgen_test]
async fn a_review_from_the_keyboard() {
    fresh().await;
    says(&hello()).await;
    let mia = card_saying(1, &[(&name(1), NAME), ("Baker at Crumb Ltd", HEADLINE)]);
    says(&report_of(&[(1, mia), (2, card(2, 0))])).await;
    serve();
    js("localStorage.clear(); globalThis.hit = false; \
        document.body.append(Object.assign(document.createElement('div'), { id: 'app' })); undefined");
    ui::sidebar::start();
    until("the question", || has("question")).await;

    whatever_they_call_themselves_is_text();
    one_key_opens_one_door();
    typing_is_typing();
    what_is_typed_stays_with_its_sender().await;
    what_is_not_stored_is_not_called_saved().await;
    an_answer_can_be_taken_back().await;
    not_knowing_turns_to_the_next().await;
    a_quick_answer_waits_for_the_one_before().await;
    a_reply_says_in_which_language_it_is().await;

    js("document.getElementById('app').remove(); localStorage.clear()");
}

fn whatever_they_call_themselves_is_text() {
    assert_eq!(json("document.querySelectorAll('#app img, #app script').length"), 0);
    // Directional characters are dropped, everything else is shown.
    let name = NAME.replace('\u{202e}', "");
    assert_eq!(text("name"), name);
    assert_eq!(json("document.querySelector('#app legend bdi').textContent"), json!(name));
    assert!(text("question").contains(HEADLINE), "{}", text("question"));
    assert_eq!(json("hit"), false);
}

fn one_key_opens_one_door() {
    assert_eq!(doors(), json!([false, false, false]));
    let all = [("1", [true, false, false]), ("2", [true, true, false]), ("3", [true, true, true])];
    for (key, open) in all {
        assert!(press("body", key), "{key} is ours");
        assert_eq!(doors(), json!(open), "after {key}");
    }
    for (key, open) in [("2", [true, false, true]), ("1", [false, false, true]), ("3", [false, false, false])] {
        assert!(press("body", key));
        assert_eq!(doors(), json!(open), "after {key} again");
    }
    for (key, with) in [
        ("4", "{}"),
        ("a", "{}"),
        ("1", "{ctrlKey: true}"),
        ("1", "{metaKey: true}"),
        ("1", "{altKey: true}"),
        ("1", "{repeat: true}"),
        ("1", "{isComposing: true}"),
    ] {
        assert!(!dispatch("body", key, "keydown", with), "{key} {with} is the browser's");
        assert_eq!(doors(), json!([false, false, false]), "{key} {with}");
    }
    assert!(press("body", "0") && has("dont-know-panel"));
    assert!(press("body", "0") && !has("dont-know-panel"));
}

fn typing_is_typing() {
    press("body", "2");
    assert_eq!(json("document.activeElement.id"), "memory");
    for key in ["1", "3", "0", "n", "p", "?"] {
        assert!(!press("#memory", key), "{key} is a letter here");
    }
    assert_eq!(doors(), json!([false, true, false]));
    assert!(has("question") && !has("dont-know-panel"));
    assert_eq!(review()["current"], slug(1));
}

async fn what_is_typed_stays_with_its_sender() {
    type_into("memory", "An umbrella in Porto");
    let kept = json("localStorage.getItem('draft/answer/sender-1')");
    assert!(kept.as_str().is_some_and(|draft| draft.contains("An umbrella in Porto")), "{kept}");
    press("body", "n");
    until("the next sender", || text("name") == name(2)).await;
    assert!(!has("memory"), "nothing of it is shown with somebody else");
    assert_eq!(json("localStorage.getItem('draft/answer/sender-2')"), Value::Null);
    press("body", "p");
    until("what was typed", || has("memory")).await;
    assert_eq!(json("document.getElementById('memory').value"), "An umbrella in Porto");
    assert_eq!(doors(), json!([false, true, false]));
}

async fn what_is_not_stored_is_not_called_saved() {
    js("fake.refuse = 'QuotaExceededError: no room'; fake.spare = 0");
    assert!(press("#memory", "Enter"));
    turn().await;
    assert_eq!(commands(), 0, "Enter may still be held when LinkedIn's Accept gets the keyboard");
    release("Enter");
    until("the failure", || has("not-saved")).await;
    assert!(text("not-saved").contains("no room"), "{}", text("not-saved"));
    assert!(!has("saved") && note(1).is_none());
    assert_eq!(json("document.getElementById('memory').value"), "An umbrella in Porto");
    assert_ne!(json("localStorage.getItem('draft/answer/sender-1')"), Value::Null);

    js("fake.refuse = null; fake.orders = []");
    click("try-again");
    until("the answer", || has("greeting") && has("saved")).await;
    assert!(!has("not-saved"));
    assert_eq!(note(1).unwrap()["ties"]["met"]["memory"], "An umbrella in Porto");
    let ids = json("fake.sent.filter((request) => request.command).map((request) => request.command.command.id)");
    assert_eq!((commands(), &ids[0]), (2, &ids[1]));
    assert_eq!(json("localStorage.getItem('draft/answer/sender-1')"), Value::Null);
    assert!(text("verdict").starts_with("You really know Mia"), "{}", text("verdict"));
    until("LinkedIn's Accept to get the keyboard", || {
        json("fake.orders.map(([, orders]) => orders.focus)") == json!([{ "node": accept(1, 0) }])
    })
    .await;
}

async fn an_answer_can_be_taken_back() {
    click("undo");
    until("the question again", || has("question") && has("memory")).await;
    assert_eq!(note(1), None);
    assert_eq!(json("document.getElementById('memory').value"), "An umbrella in Porto");
}

async fn not_knowing_turns_to_the_next() {
    press("body", "0");
    type_into("why", "a stranger");
    press("[data-test=why]", "Enter");
    release("Enter");
    until("the next sender", || review()["current"] == slug(2) && text("name") == name(2)).await;
    let note: Person = serde_json::from_value(note(1).unwrap()).unwrap();
    assert_eq!((&note.decisions[0].what, note.decisions[0].why.as_str()), (&What::DontKnow, "a stranger"));
    assert!(note.ties.is_empty(), "doors that were opened before are no part of it");
}

/// The change is on disk and the next question here, but the background's answer isn't yet.
async fn a_quick_answer_waits_for_the_one_before() {
    press("body", "p");
    until("the first again", || text("name").starts_with("Mia") && has("greeting")).await;
    click("edit");
    until("the question", || has("question")).await;
    press("body", "0");
    type_into("why", "a stranger still");
    js("fake.held = new Promise((letGo) => { fake.letGo = letGo })");
    press("[data-test=why]", "Enter");
    release("Enter");
    until("the next sender", || review()["current"] == slug(2) && text("name") == name(2)).await;
    press("body", "1");
    let before = commands();
    for _ in 0..2 {
        press("body", "Enter");
        release("Enter");
    }
    turn().await;
    assert_eq!(commands(), before, "one change at a time");
    js("fake.letGo()");
    until("the quick answer", || note(2).is_some()).await;
    assert_eq!(commands(), before + 1, "once");
}

/// What is read aloud, spelled and hyphenated is not always in the interface's language.
async fn a_reply_says_in_which_language_it_is() {
    let (name, text_of_it, language) = ("بلطف".into(), "مرحبًا {first}".into(), "ar".into());
    let own = OwnReply { name, text: text_of_it, language, ..OwnReply::default() };
    let keep = Request::Settings { edits: vec![SettingsEdit::Replies(vec![own])] };
    assert_eq!(asks("dashboard.html", keep).await, json!("done"));
    press("body", "p");
    until("the first again", || text("name").starts_with("Mia") && has("greeting")).await;
    click("edit");
    until("the question", || has("question")).await;
    if !has("dont-know-panel") {
        press("body", "0");
    }
    click("reply-ask-first");
    until("the words to choose from", || has("reply-words")).await;
    let said = || json("(({ lang, dir }) => [lang, dir])(document.querySelector('#app [data-test=reply-text]'))");
    assert_eq!(said(), json!(["", "auto"]), "the interface's own");
    let choose = |value: &str| {
        js(&format!(
            "(() => {{ const words = document.querySelector('#app [data-test=reply-words]'); words.value = '{value}'; \
             words.dispatchEvent(new Event('change', {{ bubbles: true }})); }})()"
        ));
    };
    choose("0");
    assert!(json("document.querySelector('#app [data-test=reply-text]').value").to_string().contains("مرحبًا"));
    assert_eq!(said(), json!(["ar", "auto"]));
    let options = json("[...document.querySelectorAll('#app [data-test=reply-words] option')].map(({ lang }) => lang)");
    assert_eq!(options, json!(["", "ar"]));
    choose("");
    assert_eq!(said(), json!(["", "auto"]), "the usual words again");
}
