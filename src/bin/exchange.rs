//! The entry point of the Worker beside the dashboard: what `extension/js/exchange-worker.js` calls.

#[cfg(target_arch = "wasm32")]
pub mod exchange {
    use std::cell::RefCell;

    use js_sys::{Function, Uint8Array};
    use really_know::browser::{self, BrowserError};
    use really_know::exchange::worker::talk::{Job, Trouble};
    use really_know::exchange::worker::{Around, Worker};
    use really_know::exchange::{Cause, Problem};
    use wasm_bindgen::prelude::*;

    #[wasm_bindgen]
    extern "C" {
        type TextDecoder;
        #[wasm_bindgen(constructor, catch)]
        fn new(charset: &str) -> Result<TextDecoder, JsValue>;
        #[wasm_bindgen(method, catch)]
        fn decode(this: &TextDecoder, bytes: &Uint8Array) -> Result<String, JsValue>;
    }

    thread_local! {
        static WORKER: RefCell<Worker> = RefCell::default();
    }

    struct Browser<'a>(&'a Function);

    impl Around for Browser<'_> {
        #[allow(clippy::cast_precision_loss, reason = "nobody knows 2^53 people")]
        fn progress(&self, done: usize, total: usize) {
            // Whoever doesn't listen any more misses nothing.
            let _ = self.0.call2(&JsValue::UNDEFINED, &(done as f64).into(), &(total as f64).into());
        }

        fn random(&self, bytes: &mut [u8]) -> Result<(), Trouble> {
            browser::random_bytes(bytes).map_err(|_| Problem::from(Cause::NoRandom).into())
        }

        fn decode(&self, charset: &str, bytes: &[u8]) -> Option<String> {
            TextDecoder::new(charset).ok()?.decode(&Uint8Array::from(bytes)).ok()
        }
    }

    /// Begins the library anew, with these settings.
    #[wasm_bindgen]
    pub fn begin(settings: &str) {
        WORKER.with_borrow_mut(|worker| {
            worker.clear();
            worker.settings(settings);
        });
    }

    /// Takes in the ledger of introductions; says whether it could be read.
    #[wasm_bindgen]
    pub fn ledger(text: &str) -> bool {
        WORKER.with_borrow_mut(|worker| worker.ledger(text).is_ok())
    }

    /// Takes in a shard; says whether it could be read.
    #[wasm_bindgen]
    pub fn shard(text: &str) -> bool {
        WORKER.with_borrow_mut(|worker| worker.shard(text).is_ok())
    }

    /// Takes in a file to be read.
    #[wasm_bindgen]
    pub fn file(bytes: Vec<u8>) {
        WORKER.with_borrow_mut(|worker| worker.file(bytes));
    }

    /// Does a job, and tells the progress of it to a function.
    ///
    /// # Errors
    /// If the job or its answer isn't one that this version of us knows: both are ours, so that is a bug.
    #[wasm_bindgen]
    pub fn job(job: JsValue, progress: &Function) -> Result<JsValue, JsValue> {
        let job: Job = browser::value::read(job).map_err(thrown)?;
        let told = WORKER.with_borrow_mut(|worker| worker.job(job, &Browser(progress)));
        browser::value::write(&told).map_err(thrown)
    }

    #[allow(clippy::needless_pass_by_value, reason = "as `map_err` calls it")]
    fn thrown(error: BrowserError) -> JsValue {
        js_sys::Error::new(&error.0).into()
    }

    /// The text that belongs to the answer of the last job; empty if none does.
    #[wasm_bindgen]
    pub fn text() -> String {
        WORKER.with_borrow_mut(Worker::take_text)
    }

    /// Makes beforehand what will be asked for next.
    #[wasm_bindgen(js_name = lookAhead)]
    pub fn look_ahead() {
        WORKER.with_borrow_mut(Worker::look_ahead);
    }

    /// The file that a job made; empty if it made none.
    #[wasm_bindgen]
    pub fn made() -> Vec<u8> {
        WORKER.with_borrow_mut(Worker::take_made)
    }
}

fn main() {}
