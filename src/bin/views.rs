//! The entry points of sidebar, popup and welcome: one binary, because they share nearly everything. The dashboard is much
//! bigger, and has its own.

#[cfg(target_arch = "wasm32")]
mod views {
    use js_sys::Object;
    use really_know::browser::i18n;
    use really_know::ui;
    use wasm_bindgen::prelude::*;

    /// Starts the sidebar, with the messages of the chosen language.
    #[wasm_bindgen]
    pub fn sidebar(messages: Option<Object>) {
        i18n::speak(messages);
        ui::sidebar::start();
    }

    /// Starts the popup, likewise.
    #[wasm_bindgen]
    pub fn popup(messages: Option<Object>) {
        i18n::speak(messages);
        ui::popup::start();
    }

    /// Starts the welcome, likewise.
    #[wasm_bindgen]
    pub fn welcome(messages: Option<Object>) {
        i18n::speak(messages);
        ui::welcome::start();
    }
}

fn main() {}
