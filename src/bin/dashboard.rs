//! The entry point of the dashboard.

#[cfg(target_arch = "wasm32")]
mod dashboard {
    use js_sys::Object;
    use really_know::browser::i18n;
    use really_know::ui;
    use wasm_bindgen::prelude::*;

    /// Starts the dashboard, with the messages of the chosen language.
    #[wasm_bindgen]
    pub fn dashboard(messages: Option<Object>) {
        i18n::speak(messages);
        ui::dashboard::start();
    }
}

fn main() {}
