//! A labelled text field with help and error.

use crate::ui::dynamic::{handler, live_text};
use sycamore::prelude::*;
use sycamore::web::events;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// A text field, on one line or several.
///
/// ```ignore
/// Field::new("memory", label, form.memory).help(help).lines(3).test("memory").view()
/// ```
pub struct Field {
    id: String,
    label: String,
    help: String,
    placeholder: String,
    test: &'static str,
    several_lines: bool,
    value: Signal<String>,
    error: MaybeDyn<Option<String>>,
    max_chars: usize,
}

impl Field {
    /// A field on one line. The id must be unique in the page.
    #[must_use]
    pub fn new(id: impl Into<String>, label: String, value: Signal<String>) -> Self {
        Self {
            id: id.into(),
            label,
            help: String::new(),
            placeholder: String::new(),
            test: "",
            several_lines: false,
            value,
            error: MaybeDyn::Static(None),
            max_chars: 300,
        }
    }

    /// What is meant, below the label.
    #[must_use]
    pub fn help(mut self, help: String) -> Self {
        self.help = help;
        self
    }

    /// An example, in the empty field.
    #[must_use]
    pub fn placeholder(mut self, placeholder: String) -> Self {
        self.placeholder = placeholder;
        self
    }

    /// A field of several lines, which grows with what is typed.
    #[must_use]
    pub fn several_lines(mut self) -> Self {
        self.several_lines = true;
        self.max_chars = 20_000;
        self
    }

    /// The name by which tests find the field.
    #[must_use]
    pub fn test(mut self, test: &'static str) -> Self {
        self.test = test;
        self
    }

    /// What is wrong with what was typed, if anything is.
    #[must_use]
    pub fn error(mut self, error: impl Fn() -> Option<String> + 'static) -> Self {
        self.error = MaybeDyn::Derived(std::rc::Rc::new(move || MaybeDyn::Static(error())));
        self
    }

    /// The field itself.
    #[must_use]
    pub fn view(self) -> View {
        let Self { id, label, help, placeholder, test, several_lines, value, error, max_chars } = self;
        let help_id = format!("{id}-help");
        let error_id = format!("{id}-error");
        let described = match help.is_empty() {
            true => error_id.clone(),
            false => format!("{help_id} {error_id}"),
        };
        let max = max_chars.to_string();
        let wrong = error.clone();
        let invalid = move || wrong.get_clone().map(|_| "true");
        let input_id = id.clone();
        let input = if several_lines {
            view! {
                textarea(id=input_id, class="input", dir="auto", rows="3", maxlength=max, placeholder=placeholder,
                    "data-test"=test, "aria-describedby"=described, "aria-invalid"=invalid, prop:value=value,
                    on:input=handler(move |event: events::Event| take_in(&event, value)))
            }
        } else {
            view! {
                input(id=input_id, class="input", r#type="text", dir="auto", autocomplete="off", maxlength=max,
                    placeholder=placeholder, "data-test"=test, "aria-describedby"=described, "aria-invalid"=invalid,
                    prop:value=value, on:input=handler(move |event: events::Event| take_in(&event, value)))
            }
        };
        let help = (!help.is_empty()).then(|| view! { p(id=help_id, class="field-help") { (help) } });
        let fine = {
            let error = error.clone();
            move || error.get_clone().is_none()
        };
        let error = live_text(move || error.get_clone().unwrap_or_default());
        view! {
            div(class="field") {
                label(class="field-label", r#for=id) { (label) }
                (help)
                (input)
                p(id=error_id, class="field-error", hidden=fine) { (error) }
            }
        }
    }
}

/// Puts what stands in the event's field into the signal.
pub fn take_in(event: &events::Event, value: Signal<String>) {
    if let Some(text) = event.target().and_then(|field| text_of(&field)) {
        value.set(text);
    }
}

/// What stands in a field.
#[must_use]
pub fn text_of(field: &wasm_bindgen::JsValue) -> Option<String> {
    js_sys::Reflect::get(field, &"value".into()).ok()?.as_string()
}

/// Whether what had the keyboard is gone, such as a card that was turned.
#[must_use]
pub fn is_focus_lost() -> bool {
    document().active_element().is_none_or(|active| active.tag_name() == "BODY")
}

/// Moves the keyboard to the element with this id, if it is there.
pub fn focus(id: &str) {
    let element = document().get_element_by_id(id);
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}
