//! The entry point of the dashboard.

#[cfg(target_arch = "wasm32")]
mod dashboard {
    use really_know::ui;
    use wasm_bindgen::prelude::*;

    /// Starts the dashboard.
    #[wasm_bindgen]
    pub fn dashboard() {
        ui::dashboard::start();
    }
}

fn main() {}
