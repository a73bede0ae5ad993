//! The search as a WebAssembly module of its own, for `./build.sh bench --only search`. Never shipped.

#[cfg(target_arch = "wasm32")]
mod web {
    use really_know::library::search::Index;
    use really_know::library::{Shard, names};
    use wasm_bindgen::prelude::*;

    /// The library's index, as the views fill it.
    #[wasm_bindgen]
    #[derive(Default)]
    pub struct Search(Index);

    #[wasm_bindgen]
    impl Search {
        #[wasm_bindgen(constructor)]
        pub fn new() -> Self {
            Self::default()
        }

        /// Takes in the names that are stored beside a shard.
        ///
        /// # Errors
        /// If they can't be read.
        #[wasm_bindgen(js_name = addNames)]
        pub fn add_names(&mut self, text: &str) -> Result<(), JsError> {
            let names = names::decode(text).ok_or_else(|| JsError::new("these are no names"))?;
            self.0.add_names(names.iter().map(|names::Named(id, updated, name)| (id, name.as_str(), *updated)));
            Ok(())
        }

        /// Takes in a stored shard, names and texts.
        ///
        /// # Errors
        /// If it can't be read.
        pub fn add(&mut self, text: &str) -> Result<(), JsError> {
            let shard = Shard::decode(text)?;
            self.0.add_names(shard.people.iter().map(|(id, person)| (id, person.name.as_str(), person.updated)));
            self.0.add_texts(&shard.people);
            Ok(())
        }

        /// The ids of the best, one after the other.
        pub fn search(&self, query: &str, limit: usize) -> String {
            let mut ids = String::new();
            for hit in self.0.search(query, limit) {
                ids.push_str(hit.id.as_str());
                ids.push(' ');
            }
            ids
        }

        /// The memory that all of this is in.
        pub fn memory() -> JsValue {
            wasm_bindgen::memory()
        }
    }
}

fn main() {}
