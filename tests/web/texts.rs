//! The words of the interface, drafts, and names between them.

use really_know::domain::{Day, Edtf};
use really_know::ui::{draft, text};
use sycamore::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::components::Shown;
use crate::stand_in::{chrome, js, json};

#[wasm_bindgen_test]
fn counts_have_their_plural() {
    chrome();
    assert_eq!(text::plural("sidebarWaiting", 1), "One person is waiting");
    assert_eq!(text::plural("sidebarWaiting", 7), "7 people are waiting");
    // A language with more forms than it has messages for falls back to the general one.
    js("fake.messages.commonLanguage.message = 'pl'; chrome.i18n.getUILanguage = () => 'pl'; undefined");
    assert_eq!(text::plural("sidebarWaiting", 3), "3 people are waiting");
}

#[wasm_bindgen_test]
fn dates_are_as_precise_as_they_are_known() {
    chrome();
    let date = |text: &str| text::date(Edtf::parse(text).unwrap());
    assert_eq!(date("2019"), "2019");
    assert_eq!(date("2019-05"), "May 2019");
    assert_eq!(date("2019-05-17"), "17 May 2019");
    assert_eq!(text::day(Day::new(2024, 2, 29).unwrap()), "29 February 2024");
    assert_eq!(text::list(&["a".into(), "b".into(), "c".into()]), "a, b and c");
}

#[wasm_bindgen_test]
fn a_missing_message_shows_its_name() {
    chrome();
    assert_eq!(really_know::browser::i18n::message("noSuchMessage", &["x"]), "noSuchMessage");
}

#[wasm_bindgen_test]
fn names_keep_their_direction_to_themselves() {
    chrome();
    let name = "<b>\u{202e}كريم</b>";
    let shown = Shown::new(|| text::with_name(&format!("How do you know {}?", text::NAME), name));
    let inside = shown.element();
    assert_eq!(inside.query_selector("bdi").unwrap().unwrap().text_content().as_deref(), Some(name));
    assert!(inside.query_selector("b").unwrap().is_none(), "{}", inside.inner_html());
    assert_eq!(text::with_name_plain(&format!("Delete {}", text::NAME), "Mia"), "Delete \u{2068}Mia\u{2069}");
}

#[wasm_bindgen_test]
fn the_page_gets_language_and_direction() {
    chrome();
    text::set_language();
    assert_eq!(
        json("[document.documentElement.lang, document.documentElement.dir]"),
        serde_json::json!(["en-GB", "ltr"])
    );
    js("chrome.i18n.getMessage = (name) => (name === '@@bidi_dir' ? 'rtl' : 'ar'); undefined");
    text::set_language();
    assert_eq!(json("document.documentElement.dir"), "rtl");
    js("document.documentElement.removeAttribute('dir')");
}

#[wasm_bindgen_test]
fn drafts_outlive_their_page() {
    draft::keep("test", &("half a sent".to_owned(), 7));
    assert_eq!(json("localStorage.getItem('draft/test')"), r#"["half a sent",7]"#);
    assert_eq!(draft::load::<(String, i32)>("test"), Some(("half a sent".into(), 7)));
    // What an older version kept in another form is no draft.
    js("localStorage.setItem('draft/test', '{\"x\":')");
    assert_eq!(draft::load::<(String, i32)>("test"), None);
    draft::drop("test");
    assert_eq!(json("localStorage.getItem('draft/test')"), serde_json::Value::Null);
}

#[wasm_bindgen_test]
fn a_draft_that_finds_no_room_is_no_crash() {
    js("globalThis.keepItem = Storage.prototype.setItem; \
        Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }; undefined");
    draft::keep("test", &"text".to_owned());
    js("Storage.prototype.setItem = keepItem; undefined");
    assert_eq!(json("localStorage.getItem('draft/test')"), serde_json::Value::Null);
    draft::drop("test");
}

#[wasm_bindgen_test]
async fn where_the_clipboard_is_closed_the_text_is_selected() {
    chrome();
    let shown = Shown::new(|| view! { textarea(id="reply") { "Thank you" } });
    js("Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText: async () => { \
        throw new DOMException('no', 'NotAllowedError') } } }); document.execCommand = () => false; undefined");
    assert!(!really_know::ui::clipboard::copy_field("reply", "Thank you").await);
    let selected =
        json("[document.getElementById('reply').selectionStart, document.getElementById('reply').selectionEnd]");
    assert_eq!(selected, serde_json::json!([0, 9]));
    js("globalThis.copied = ''; navigator.clipboard.writeText = async (text) => { copied = text }; undefined");
    assert!(really_know::ui::clipboard::copy_field("reply", "Thank you").await);
    assert_eq!(json("copied"), "Thank you");
    js("delete document.execCommand; delete navigator.clipboard; undefined");
    drop(shown);
}
