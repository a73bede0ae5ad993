//! The words of the interface, and numbers, dates and lists as the user's language writes them.

use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use sycamore::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

use crate::browser::i18n;
use crate::domain::{Day, Edtf, Moment};

/// `msg!("key")` or `msg!("key", value, …)`: the message in the user's language, `$1`, `$2` … filled in.
macro_rules! msg {
    ($key:literal $(, $value:expr)* $(,)?) => {
        $crate::browser::i18n::message($key, &[$(::std::convert::AsRef::<str>::as_ref(&$value)),*])
    };
}
pub(crate) use msg;

/// Stands in a message for a name that [`with_name`] puts there as an element of its own.
pub const NAME: &str = "\u{FFFC}";

/// The language that the messages are in: the browser's own variety of it where they agree, so that
/// dates in an English sentence are English ones, and British where the browser is.
#[must_use]
pub fn language() -> String {
    let ours = msg!("commonLanguage");
    let browsers = i18n::language();
    let primary = |tag: &str| tag.split(['-', '_']).next().unwrap_or_default().to_lowercase();
    if primary(&ours) == primary(&browsers) { browsers.replace('_', "-") } else { ours }
}

/// What `Intl` is asked for: the language, always with the calendar and the digits that the fields take and the
/// messages hold. By itself Saudi Arabic writes years of the Hijra and Egyptian Arabic ٢٠٢٦.
fn locales() -> Array {
    let language = language();
    let wanted = if language.contains("-u-") { language } else { [&language, "-u-ca-gregory-nu-latn"].concat() };
    Array::of1(&JsValue::from_str(&wanted))
}

/// The message for a count: `base` with the plural category of the language behind it (`_one`, `_few`,
/// `_other` …), `$1` being the number.
#[must_use]
pub fn plural(base: &str, count: usize) -> String {
    #[allow(clippy::cast_precision_loss, reason = "nobody counts further than 2^53")]
    let exact = count as f64;
    let category = Intl::PluralRules::new(&locales(), &Object::new()).select(exact).as_string();
    let count = self::number(count);
    let of = |category: &str| {
        let key = format!("{base}_{category}");
        let text = i18n::message(&key, &[&count]);
        (text != key).then_some(text)
    };
    category.and_then(|category| of(&category)).or_else(|| of("other")).unwrap_or(count)
}

/// A count with the separators of the user's language.
#[must_use]
pub fn number(count: usize) -> String {
    #[allow(clippy::cast_precision_loss, reason = "nobody counts further than 2^53")]
    let number = JsValue::from_f64(count as f64);
    let write: Function = Intl::NumberFormat::new(&locales(), &Object::new()).format().unchecked_into();
    write
        .call1(&JsValue::UNDEFINED, &number)
        .ok()
        .and_then(|text| text.as_string())
        .unwrap_or_else(|| count.to_string())
}

/// `a, b and c`.
#[must_use]
pub fn list(items: &[String]) -> String {
    let items: Array = items.iter().map(|item| JsValue::from_str(item)).collect();
    Intl::ListFormat::new(&locales(), &Object::new()).format(&items).into()
}

/// The same of words that aren't ours, such as names: each keeps its direction to itself.
#[must_use]
pub fn list_of_words(words: &[String]) -> String {
    list(&words.iter().map(|word| isolated(word)).collect::<Vec<_>>())
}

/// `a, b, c`: parts of a line that is no sentence, between the commas of the user's language.
#[must_use]
pub fn row(parts: &[String]) -> String {
    // A list of three has the comma between its first two, but for Arabic, which says "and" each time.
    let three = list(&["a", "b", "c"].map(str::to_owned));
    let comma = three.strip_prefix('a').and_then(|rest| rest.split_once('b')).map_or(", ", |(comma, _)| comma);
    parts.join(if comma.contains(char::is_alphabetic) { "، " } else { comma })
}

/// A day, such as `3 March 2026`.
#[must_use]
pub fn day(day: Day) -> String {
    date(Edtf::Day(day))
}

/// A date as precisely as it is known: `2019`, `May 2019` or `17 May 2019`.
#[must_use]
pub fn date(date: Edtf) -> String {
    let stored = date.to_string();
    let options: &[(&str, &str)] = match date {
        Edtf::Year(_) => &[("year", "numeric")],
        Edtf::Month(..) => &[("year", "numeric"), ("month", "long")],
        Edtf::Day(_) => &[("year", "numeric"), ("month", "long"), ("day", "numeric")],
    };
    // JavaScript reads all three forms as midnight UTC, so they must be written in UTC, too.
    format(&Date::new(&JsValue::from_str(&stored)), options, true).unwrap_or(stored)
}

/// The day of a moment in the user's time zone, such as `3 March 2026`.
#[must_use]
pub fn moment(moment: Moment) -> String {
    #[allow(clippy::cast_precision_loss, reason = "milliseconds are far below 2^53")]
    let date = Date::new(&JsValue::from_f64(moment.0 as f64));
    format(&date, &[("year", "numeric"), ("month", "long"), ("day", "numeric")], false).unwrap_or_default()
}

fn format(date: &Date, options: &[(&str, &str)], utc: bool) -> Option<String> {
    let wanted = Object::new();
    let zone = utc.then_some(("timeZone", "UTC"));
    for (name, value) in options.iter().copied().chain(zone) {
        Reflect::set(&wanted, &name.into(), &value.into()).ok()?;
    }
    let write: Function = Intl::DateTimeFormat::new(&locales(), &wanted).format().unchecked_into();
    write.call1(&JsValue::UNDEFINED, date).ok()?.as_string()
}

/// A message with somebody's name where it has [`NAME`], in an element that keeps the name's direction
/// to itself: a right-to-left name must not turn the sentence around it.
#[must_use]
pub fn with_name(text: &str, name: &str) -> View {
    let mut pieces: Vec<View> = Vec::with_capacity(3);
    for (at, piece) in text.split(NAME).enumerate() {
        if at > 0 {
            let name = name.to_owned();
            pieces.push(view! { bdi { (name) } });
        }
        if !piece.is_empty() {
            pieces.push(piece.to_owned().into());
        }
    }
    pieces.into()
}

/// The same as plain text, for labels: the name between marks that isolate its direction.
#[must_use]
pub fn with_name_plain(text: &str, name: &str) -> String {
    text.replace(NAME, &isolated(name))
}

/// Somebody's words (a name, a line, a file's name, an error that is only in English) as they can stand in a
/// sentence of either direction: between the marks that keep them from turning it around (UAX #9).
#[must_use]
pub fn isolated(words: &str) -> String {
    ["\u{2068}", words, "\u{2069}"].concat()
}

/// Gives the page its language and direction: those of the messages. The browser's own direction (`@@bidi_dir`) is
/// another where it speaks Hebrew or Persian, and we don't.
pub fn set_language() {
    let language = language();
    let from_right = matches!(language.split('-').next(), Some("ar" | "fa" | "he" | "ur"));
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("lang", &language);
        let _ = root.set_attribute("dir", if from_right { "rtl" } else { "ltr" });
    }
}
