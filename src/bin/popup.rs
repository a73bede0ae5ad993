//! The popup's entry point.

fn main() {
    #[cfg(target_arch = "wasm32")]
    really_know::ui::popup::start();
}
