//! Small pieces that several parts of the room use.

use sycamore::prelude::*;

use crate::ui::text::msg;

/// One of several choices, as a radio button with a line that says what it is for.
pub fn radio<T: Copy + PartialEq + 'static>(
    group: &'static str,
    name: &str,
    chosen: Signal<T>,
    value: T,
    label: View,
    hint: Option<String>,
) -> View {
    one_of(group, name, move || chosen.get() == value, move || chosen.set(value), label, hint)
}

/// The same for choices that aren't kept in a signal of their own.
pub fn one_of(
    group: &str,
    name: &str,
    is: impl Fn() -> bool + 'static,
    choose: impl Fn() + 'static,
    label: View,
    hint: Option<String>,
) -> View {
    fn one(group: &str, name: &str, is: Box<dyn Fn() -> bool>, choose: Box<dyn Fn()>, label: View, hint: View) -> View {
        let hook = format!("{group}-{name}");
        let group = group.to_owned();
        view! {
            label(class="choice") {
                input(r#type="radio", name=group, data-test=hook, prop:checked=is, on:change=move |_| choose())
                span(class="choice-text") { span(class="choice-label") { (label) } (hint) }
            }
        }
    }
    let hint = hint.map(|hint| view! { span(class="field-help") { (hint) } }).unwrap_or_default();
    one(group, name, Box::new(is), Box::new(choose), label, hint)
}

/// A size in words: `12 KB`, `1.3 MB`.
pub fn size(bytes: usize) -> String {
    if bytes < 1_000_000 {
        return msg!("backupKilobytes", bytes.div_ceil(1_000).to_string());
    }
    let tenths = bytes.div_ceil(100_000);
    msg!("backupMegabytes", format!("{}.{}", tenths / 10, tenths % 10))
}
