//! Unicode normalization forms (UAX #15).
//!
//! In WebAssembly the JavaScript engine does it (`String.prototype.normalize` is part of ECMAScript, not
//! of a browser): the tables would otherwise be half of each binary. Texts in ASCII are left alone.

/// Normalization form C: composed, as addresses are compared.
#[must_use]
pub fn nfc(text: &str) -> String {
    if text.is_ascii() { text.to_owned() } else { engine::normalize(text, Form::C) }
}

/// Normalization form KD: compatibility forms and accents taken apart.
#[must_use]
pub fn nfkd(text: &str) -> String {
    if text.is_ascii() { text.to_owned() } else { engine::normalize(text, Form::Kd) }
}

#[derive(Clone, Copy)]
enum Form {
    C,
    Kd,
}

#[cfg(not(target_arch = "wasm32"))]
mod engine {
    use unicode_normalization::UnicodeNormalization;

    use super::Form;

    pub fn normalize(text: &str, form: Form) -> String {
        match form {
            Form::C => text.nfc().collect(),
            Form::Kd => text.nfkd().collect(),
        }
    }
}

#[cfg(target_arch = "wasm32")]
mod engine {
    use super::Form;

    pub fn normalize(text: &str, form: Form) -> String {
        let form = match form {
            Form::C => "NFC",
            Form::Kd => "NFKD",
        };
        String::from(js_sys::JsString::from(text).normalize(form))
    }
}
