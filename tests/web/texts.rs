//! The words of the interface, drafts, and names between them.

use really_know::domain::{Day, Edtf};
use really_know::ui::clipboard::{copy, copy_field};
use really_know::ui::{draft, text};
use sycamore::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::components::Shown;
use crate::stand_in::{chrome, js, json};

#[wasm_bindgen_test]
fn counts_have_their_plural() {
    chrome();
    assert_eq!(text::plural("sidebarWaiting", 1), "One person is waiting on this page");
    assert_eq!(text::plural("sidebarWaiting", 7), "7 people are waiting on this page");
    assert_eq!(text::plural("sidebarWaiting", 30_000), "30,000 people are waiting on this page");
    // A language with more forms than it has messages for falls back to the general one.
    js("fake.messages.commonLanguage.message = 'pl'; chrome.i18n.getUILanguage = () => 'pl'; undefined");
    assert_eq!(text::plural("sidebarWaiting", 3), "3 people are waiting on this page");
    js("fake.messages.sidebarWaiting_few = { message: '$1 osoby czekają' }; undefined");
    assert_eq!(text::plural("sidebarWaiting", 3), "3 osoby czekają");
    assert_eq!(text::plural("sidebarWaiting", 7), "7 people are waiting on this page");
    assert_eq!(text::plural("noSuchMessage", 7), "7");
}

#[wasm_bindgen_test]
fn dates_speak_the_language_of_their_sentence() {
    chrome();
    let day = || text::day(Day::new(2019, 5, 17).unwrap());
    for (browsers, language, written) in
        [("en-GB", "en-GB", "17 May 2019"), ("en_US", "en-US", "May 17, 2019"), ("de-DE", "en", "May 17, 2019")]
    {
        js(&format!("chrome.i18n.getUILanguage = () => '{browsers}'; undefined"));
        assert_eq!((text::language().as_str(), day().as_str()), (language, written));
    }
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
fn parts_of_a_line_stand_between_the_languages_commas() {
    chrome();
    let row = || text::row(&["a".into(), "b".into()]);
    assert_eq!(row(), "a, b");
    js("fake.messages.commonLanguage.message = 'ja'; chrome.i18n.getUILanguage = () => 'ja'; undefined");
    assert_eq!(row(), "a、b");
    assert_eq!(text::row(&["a".into()]), "a");
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
fn a_draft_that_nobody_goes_on_with_is_gone_after_thirty_days() {
    use really_know::domain::Moment;
    let day = |day: i64| Moment(1_700_000_000_000 + day * 86_400_000);
    draft::keep("aged/old", &"begun");
    draft::keep("aged/used", &"begun");
    draft::keep("other", &"begun");
    draft::age_out("aged/", day(0));
    draft::keep("aged/used", &"gone on with");
    draft::age_out("aged/", day(29));
    assert!(draft::load::<String>("aged/old").is_some());
    draft::age_out("aged/", day(30));
    assert_eq!(draft::load::<String>("aged/old"), None);
    assert!(draft::load::<String>("aged/used").is_some() && draft::load::<String>("other").is_some());
    draft::age_out("aged/", day(59));
    assert_eq!(draft::load::<String>("aged/used"), None);
    draft::drop("other");
}

#[wasm_bindgen_test]
fn a_draft_that_finds_no_room_lives_as_long_as_its_page() {
    draft::keep("test", &"older".to_owned());
    js("globalThis.keepItem = Storage.prototype.setItem; \
        Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }; undefined");
    draft::keep("test", &"text".to_owned());
    let kept = draft::load::<String>("test");
    js("Storage.prototype.setItem = keepItem; undefined");
    assert_eq!(kept.as_deref(), Some("text"));

    // Once there is room again, the browser's own storage counts.
    draft::keep("test", &"newer".to_owned());
    assert_eq!(draft::load::<String>("test").as_deref(), Some("newer"));
    draft::drop("test");
    assert_eq!(draft::load::<String>("test"), None);
}

#[wasm_bindgen_test]
fn where_storage_is_forbidden_drafts_live_as_long_as_their_page() {
    js("globalThis.ownStorage = Object.getOwnPropertyDescriptor(globalThis, 'localStorage'); \
        Object.defineProperty(globalThis, 'localStorage', { configurable: true, \
            get() { throw new DOMException('no', 'SecurityError') } }); undefined");
    draft::keep("test", &"text".to_owned());
    let kept = draft::load::<String>("test");
    draft::drop("test");
    let dropped = draft::load::<String>("test");
    js("Object.defineProperty(globalThis, 'localStorage', ownStorage); undefined");
    assert_eq!((kept.as_deref(), dropped), (Some("text"), None));
}

/// Puts a clipboard in place that takes a text only where this script lets it, and an old-fashioned way to copy
/// that notes what was selected.
fn clipboard(write: &str, works: bool) {
    js(&format!(
        "globalThis.copied = globalThis.selected = null; \
         Object.defineProperty(navigator, 'clipboard', {{ configurable: true, value: {write} }}); \
         document.execCommand = (command) => {{ \
             const field = document.activeElement; \
             selected = [command, field.value.slice(field.selectionStart, field.selectionEnd)]; return {works} \
         }}; undefined"
    ));
}

const TAKES: &str = "{ writeText: async (text) => { copied = text } }";
const REFUSES: &str = "{ writeText: async () => { throw new DOMException('no', 'NotAllowedError') } }";
const MISSING: &str = "undefined";

#[wasm_bindgen_test]
async fn where_the_clipboard_is_closed_the_text_is_selected() {
    let shown = Shown::new(|| view! { textarea(id="reply") { "Thank you" } });
    clipboard(TAKES, false);
    assert!(copy_field("reply", "Thank you").await && copy("So do I").await);
    assert_eq!(json("[copied, selected]"), serde_json::json!(["So do I", null]));
    for closed in [REFUSES, MISSING] {
        for works in [true, false] {
            clipboard(closed, works);
            assert_eq!(copy_field("reply", "Thank you").await, works, "{closed}");
            assert_eq!(json("selected"), serde_json::json!(["copy", "Thank you"]), "{closed}");
        }
        assert!(!copy_field("no-such-field", "Thank you").await);
        assert!(!copy("Thank you").await, "without a field there is nothing to fall back on");
    }
    js("delete document.execCommand; delete navigator.clipboard; undefined");
    drop(shown);
}
