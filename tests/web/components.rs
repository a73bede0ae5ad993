//! The parts that views are made of.

use std::cell::Cell;
use std::rc::Rc;

use really_know::domain::sorted::SortedSet;
use really_know::domain::{Door, Met, Person, Policy, Ties, WorkKind, Worked};
use really_know::ui::components::{chips, details, doors, field, quote, summary, toast, verdict};
use really_know::ui::form::{NoteDraft, NoteForm};
use really_know::ui::text;
use sycamore::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::stand_in::{chrome, js, json};

/// A view in the page, until it is dropped.
pub struct Shown {
    root: RootHandle,
    place: web_sys::Element,
}

impl Shown {
    pub fn new(view: impl FnOnce() -> View) -> Self {
        let place = document().create_element("div").unwrap();
        document().body().unwrap().append_child(&place).unwrap();
        let root = create_root(|| sycamore::web::render_in_scope(view, &place));
        Self { root, place }
    }

    pub fn element(&self) -> &web_sys::Element {
        &self.place
    }

    fn text(&self) -> String {
        self.place.text_content().unwrap_or_default().replace(['\u{2068}', '\u{2069}'], "")
    }

    fn find(&self, selector: &str) -> web_sys::HtmlElement {
        let found = self.place.query_selector(selector).unwrap();
        found.unwrap_or_else(|| panic!("no {selector} in {}", self.place.inner_html())).unchecked_into()
    }

    fn has(&self, selector: &str) -> bool {
        self.place.query_selector(selector).unwrap().is_some()
    }
}

impl Drop for Shown {
    fn drop(&mut self) {
        self.root.dispose();
        self.place.remove();
    }
}

fn met(memory: &str) -> Person {
    let met = Met { memory: memory.to_owned(), ..Met::default() };
    Person { name: "Mia".into(), ties: Ties { met: Some(met), ..Ties::default() }, ..Person::default() }
}

#[wasm_bindgen_test]
fn a_door_opens_onto_what_it_asks() {
    chrome();
    let form = Rc::new(Cell::new(None));
    let given = Rc::clone(&form);
    let shown = Shown::new(move || {
        let form = NoteForm::new(NoteDraft::default());
        given.set(Some(form));
        doors::doors(form, doors::Options { keys: true })
    });
    let form = form.get().unwrap();
    assert!(!shown.has("#memory"));
    shown.find("[data-test=door-met]").click();
    assert!(form.door(Door::Met).get_untracked() && !form.door(Door::Worked).get_untracked());
    js("const memory = document.getElementById('memory'); memory.value = 'An umbrella in Porto'; \
        memory.dispatchEvent(new Event('input', { bubbles: true })); undefined");
    assert_eq!(form.draft().memory, "An umbrella in Porto");
    shown.find("[data-kind=event]").click();
    assert_eq!(form.draft().met.len(), 1);

    // A slip of the finger costs nothing.
    shown.find("[data-test=door-met]").click();
    assert!(!shown.has("#memory"));
    shown.find("[data-test=door-met]").click();
    assert_eq!(json("document.getElementById('memory').value"), "An umbrella in Porto");
    assert_eq!(json("document.querySelector('[data-test=door-met]').getAttribute('aria-keyshortcuts')"), "2");
}

#[wasm_bindgen_test]
fn words_of_a_newer_version_can_be_taken_back() {
    chrome();
    let form = Rc::new(Cell::new(None));
    let given = Rc::clone(&form);
    let work = SortedSet::from([WorkKind::Client, WorkKind::Other("astronaut".to_owned())]);
    let shown = Shown::new(move || {
        let form = NoteForm::new(NoteDraft { open: [true, false, false], work, ..NoteDraft::default() });
        given.set(Some(form));
        doors::doors(form, doors::Options::default())
    });
    let form = form.get().unwrap();
    let checked = || json("[...document.querySelectorAll('.chip:has(:checked)')].map((chip) => chip.dataset.kind)");
    assert_eq!(checked(), serde_json::json!(["client", "astronaut"]));
    shown.find("[data-kind=astronaut]").click();
    shown.find("[data-kind=mentor]").click();
    assert_eq!(checked(), serde_json::json!(["client", "mentor"]));
    assert_eq!(form.draft().work, SortedSet::from([WorkKind::Client, WorkKind::Mentor]));
    assert!(!shown.has("[aria-keyshortcuts]"), "keys are shown only where they work");
}

#[wasm_bindgen_test]
fn of_segments_one_is_chosen() {
    chrome();
    let chosen = Rc::new(Cell::new(None));
    let given = Rc::clone(&chosen);
    let shown = Shown::new(move || {
        let signal = create_signal(2);
        given.set(Some(signal));
        let choices = vec![(1, "One".to_owned(), "one"), (2, "Two".to_owned(), "two")];
        chips::segments("number", "A number".into(), choices, signal)
    });
    let checked = || json("[...document.querySelectorAll('.segment :checked')].map((radio) => radio.dataset.test)");
    assert_eq!(checked(), serde_json::json!(["two"]));
    shown.find("[data-test=one]").click();
    assert_eq!((checked(), chosen.get().unwrap().get_untracked()), (serde_json::json!(["one"]), 1));
    chosen.get().unwrap().set(2);
    assert_eq!(checked(), serde_json::json!(["two"]));
}

#[wasm_bindgen_test]
fn a_date_says_how_it_was_read() {
    chrome();
    let form = Rc::new(Cell::new(None));
    let given = Rc::clone(&form);
    let shown = Shown::new(move || {
        let form = NoteForm::new(NoteDraft::default());
        given.set(Some(form));
        details::details(form, "x-")
    });
    let said = |typed: &str| {
        form.get().unwrap().met_on.set(typed.to_owned());
        let wrong = shown.find("#x-met-on").get_attribute("aria-invalid").is_some();
        (wrong, shown.text().contains("That is 17 May 2019."))
    };
    assert_eq!(said("17.5.2019"), (false, true));
    assert_eq!(said("5/6/2019"), (true, false));
    assert!(shown.text().contains("“5/6/2019” can’t be read as one date"), "{}", shown.text());
    assert_eq!(said("20"), (false, false), "still being typed");
    assert_eq!(said(""), (false, false));
}

#[wasm_bindgen_test]
fn doors_are_named_and_described() {
    chrome();
    let _shown = Shown::new(|| doors::doors(NoteForm::new(NoteDraft::default()), doors::Options::default()));
    let names = json(
        "[...document.querySelectorAll('.door-box')].map((box) => ['aria-labelledby', 'aria-describedby'] \
         .every((name) => document.getElementById(box.getAttribute(name))?.textContent.trim().length > 3))",
    );
    assert_eq!(names, serde_json::json!([true, true, true]));
}

#[wasm_bindgen_test]
fn hostile_words_stay_words() {
    chrome();
    js("globalThis.hit = false; undefined");
    let text = "<img src=x onerror='hit = true'><script>hit = true</script>\u{202e}=cmd()";
    let words = || text.to_owned();
    let person = Person {
        met_where: words(),
        introduced_by: words(),
        story: words(),
        good_at: words(),
        looks_for: words(),
        can_help: words(),
        tags: [words()].into(),
        ..met(text)
    };
    let draft = NoteDraft {
        open: [true; 3],
        work: [WorkKind::Other(words())].into(),
        memory: words(),
        met_on: words(),
        ..NoteDraft::default()
    };
    let views: [Box<dyn FnOnce() -> View>; 6] = [
        Box::new(move || quote::quote("They wrote".into(), text)),
        Box::new(move || verdict::verdict(&Policy::default().verdict(&met("x")), text)),
        Box::new(move || toast::toast("saved", text::with_name("Saved: \u{FFFC}", text), None)),
        Box::new(move || summary::summary(&person)),
        Box::new({
            let draft = draft.clone();
            move || doors::doors(NoteForm::new(draft), doors::Options { keys: true })
        }),
        Box::new(move || details::details(NoteForm::new(draft), "")),
    ];
    for (n, view) in views.into_iter().enumerate() {
        let shown = Shown::new(view);
        assert!(!shown.has("img") && !shown.has("script"), "{n}: {}", shown.element().inner_html());
        assert!(shown.text().contains(text), "{n}: {}", shown.text());
    }
    assert_eq!(json("hit"), false);
}

#[wasm_bindgen_test]
fn a_long_message_is_shown_whole_on_demand() {
    chrome();
    let text = "word ".repeat(2_000);
    let shown = Shown::new(|| quote::quote("They wrote".into(), &text));
    assert!(shown.text().len() < 400, "{}", shown.text().len());
    let more = shown.find("[data-test=quote-more]");
    assert_eq!(more.get_attribute("aria-expanded").as_deref(), Some("false"));
    more.click();
    assert!(shown.text().len() > 9_000);
    assert_eq!(more.get_attribute("aria-expanded").as_deref(), Some("true"));
    let short = Shown::new(|| quote::quote("They wrote".into(), "Hello"));
    assert!(!short.has("[data-test=quote-more]"));
}

#[wasm_bindgen_test]
fn a_verdict_is_said_in_words() {
    chrome();
    let words = |person: &Person| {
        let verdict_now = Policy::default().verdict(person);
        let shown = Shown::new(move || verdict::verdict(&verdict_now, "Mia Sample"));
        shown.text()
    };
    assert!(words(&met("An umbrella")).contains("You really know Mia Sample"), "{}", words(&met("An umbrella")));
    assert!(!words(&met("")).contains("really know"), "{}", words(&met("")));
    let ties = Ties { worked: Some(Worked::default()), ..Ties::default() };
    assert!(words(&Person { ties, ..Person::default() }).contains("really know"));
}

#[wasm_bindgen_test]
fn a_field_says_what_is_wrong_and_belongs_to_its_label() {
    chrome();
    let value = Rc::new(Cell::new(None));
    let given = Rc::clone(&value);
    let shown = Shown::new(move || {
        let signal = create_signal(String::new());
        given.set(Some(signal));
        let wrong = move || signal.with(String::is_empty).then(|| "Please write something.".to_owned());
        field::Field::new("it", "A label".into(), signal).help("Some help.".into()).error(wrong).view()
    });
    let state = || {
        json(
            "(() => { const it = document.getElementById('it'); return [it.getAttribute('aria-invalid'), \
             it.labels[0]?.textContent.trim(), (it.getAttribute('aria-describedby') ?? '').split(' ').filter(Boolean) \
             .map((id) => document.getElementById(id)?.textContent.trim() ?? 'nothing')] })()",
        )
    };
    let wrong = state();
    assert_eq!((&wrong[0], &wrong[1]), (&serde_json::json!("true"), &serde_json::json!("A label")));
    assert!(wrong[2].to_string().contains("Please write something."), "{wrong}");
    assert!(wrong[2].to_string().contains("Some help."), "{wrong}");
    value.get().unwrap().set("text".into());
    let right = state();
    assert!(right[0] != "true" && !right[2].to_string().contains("Please"), "{right}");
    drop(shown);
}

#[wasm_bindgen_test]
fn a_toast_is_undone_once() {
    chrome();
    let undone = Rc::new(Cell::new(0));
    let count = Rc::clone(&undone);
    let shown =
        Shown::new(move || toast::toast("saved", "Saved.".into(), Some(Box::new(move || count.set(count.get() + 1)))));
    shown.find("[data-test=undo]").click();
    assert_eq!(undone.get(), 1);
    assert!(!Shown::new(|| toast::toast("saved", "Saved.".into(), None)).has("[data-test=undo]"));
}
