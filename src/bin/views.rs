//! The entry points of sidebar, popup and welcome: one binary, because they share nearly everything. The dashboard is much
//! bigger, and has its own.

#[cfg(target_arch = "wasm32")]
mod views {
    use really_know::ui;
    use wasm_bindgen::prelude::*;

    /// Starts the sidebar.
    #[wasm_bindgen]
    pub fn sidebar() {
        ui::sidebar::start();
    }

    /// Starts the popup.
    #[wasm_bindgen]
    pub fn popup() {
        ui::popup::start();
    }

    /// Starts the welcome.
    #[wasm_bindgen]
    pub fn welcome() {
        ui::welcome::start();
    }
}

fn main() {}
