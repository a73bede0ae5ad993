//! The Worker beside the dashboard, started when it is first needed. See `exchange::worker` for what it does.

use std::collections::VecDeque;

use js_sys::{Array, Function, JsString, Object, Promise, Reflect, Uint8Array};
use sycamore::prelude::*;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::browser::{self, BrowserError, storage, value};
use crate::desk::clerk::Area;
use crate::exchange::limits::{BEGINNING, check_size};
use crate::exchange::worker::talk::{Job, Told, Trouble};
use crate::library::Key;
use crate::ui::text::{self, msg};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = Worker)]
    #[derive(Clone)]
    type JsWorker;
    #[wasm_bindgen(constructor, catch, js_class = "Worker")]
    fn new(url: &str, options: &Object) -> Result<JsWorker, JsValue>;
    #[wasm_bindgen(method, catch, js_name = postMessage)]
    fn post(this: &JsWorker, message: &JsValue, transfer: &Array) -> Result<(), JsValue>;
    #[wasm_bindgen(method)]
    fn terminate(this: &JsWorker);
    #[wasm_bindgen(method, setter)]
    fn set_onmessage(this: &JsWorker, listener: &Function);
    #[wasm_bindgen(method, setter)]
    fn set_onerror(this: &JsWorker, listener: &Function);

    /// A file that the user chose.
    #[wasm_bindgen(js_name = File)]
    #[derive(Clone)]
    pub type Chosen;
    #[wasm_bindgen(method, getter)]
    pub fn name(this: &Chosen) -> String;
    #[wasm_bindgen(method, getter)]
    pub fn size(this: &Chosen) -> f64;
    #[wasm_bindgen(method, catch, js_name = arrayBuffer)]
    fn array_buffer(this: &Chosen) -> Result<Promise, JsValue>;
    /// A part of it, which is a file of a sort, too.
    #[wasm_bindgen(method)]
    fn slice(this: &Chosen, from: u32, to: u32) -> Chosen;
}

impl Chosen {
    /// Refuses a file that is too large, before it is loaded.
    async fn check_size(&self) -> Result<(), Trouble> {
        #[allow(clippy::cast_possible_truncation, reason = "a few bytes")]
        let beginning = read(self.slice(0, BEGINNING as u32)).await?;
        let beginning = Uint8Array::new(&beginning).to_vec();
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a size is a whole number")]
        let size = self.size() as u64;
        Ok(check_size(size, &beginning)?)
    }
}

/// A file's bytes.
async fn read(file: Chosen) -> Result<JsValue, BrowserError> {
    Ok(JsFuture::from(file.array_buffer()?).await?)
}

/// A job's answer.
pub struct Answer {
    pub told: Told,
    /// The file that was made.
    pub file: Option<Uint8Array>,
    /// A text that is only handed on, so it stays the browser's.
    pub text: JsString,
    /// How many shards the Worker could not read: their people are missing in what it did.
    pub unread: u32,
}

/// The Worker. A copy is the same one. It does its jobs in the order in which they come.
#[derive(Clone, Copy)]
pub struct Helper {
    worker: Signal<Option<JsWorker>>,
    /// Those who wait for its answers, in the order of their jobs.
    waiting: Signal<VecDeque<Function>>,
    /// How often jobs were given up: one may be on its way to the Worker then.
    given_up: Signal<u32>,
    /// How far it is; nothing when it isn't known.
    pub progress: Signal<Option<(usize, usize)>>,
}

/// What a job needs beside itself.
pub enum With<'a> {
    /// Nothing new.
    Nothing,
    /// The library as it is stored now.
    Library,
    /// The library, and a file to be read.
    File(&'a Chosen),
}

impl Helper {
    /// No Worker yet.
    pub fn new() -> Self {
        Self {
            worker: create_signal(None),
            waiting: create_signal(VecDeque::new()),
            given_up: create_signal(0),
            progress: create_signal(None),
        }
    }

    /// Starts it beforehand: it takes a moment. If that fails, the first job says so.
    pub fn start(self) {
        let _ = self.worker();
    }

    /// Ends all jobs and forgets what the Worker knew.
    pub fn cancel(self) {
        self.given_up.update_silent(|times| *times += 1);
        if let Some(worker) = self.worker.take_silent() {
            worker.terminate();
        }
        self.progress.set(None);
        for resolve in self.waiting.take_silent() {
            let _ = resolve.call1(&JsValue::UNDEFINED, &JsValue::NULL);
        }
    }

    /// Does a job. Nothing, if it was cancelled.
    ///
    /// # Errors
    /// [`Trouble`], for the user to read.
    pub async fn ask(self, job: &Job, with: With<'_>) -> Result<Option<Answer>, Trouble> {
        self.progress.set(None);
        let given_up = self.given_up.get_untracked();
        let asked = self.message(job, with).await;
        if !self.worker.is_alive() || self.given_up.get_untracked() != given_up {
            return Ok(None);
        }
        let (message, transfer) = asked?;
        let worker = self.worker()?;
        let promise = Promise::new(&mut |resolve, _| self.waiting.update_silent(|waiting| waiting.push_back(resolve)));
        worker.post(&message, &transfer).map_err(BrowserError::from)?;
        let data = JsFuture::from(promise).await.unwrap_or(JsValue::NULL);
        if !self.worker.is_alive() || data.is_null() {
            return Ok(None);
        }
        self.progress.set(None);
        let get = |name: &str| Reflect::get(&data, &name.into()).unwrap_or_default();
        let told = get("told");
        if told.is_undefined() {
            self.cancel();
            let broken = get("broken").as_string().unwrap_or_default();
            return Err(Trouble::Browser(msg!("backupWorkerBroke", text::isolated(&broken))));
        }
        match value::read(told) {
            Ok(Told::Trouble(trouble)) => Err(trouble),
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "there are 256 shards")]
            Ok(told) => Ok(Some(Answer {
                told,
                file: get("file").dyn_into().ok(),
                text: get("text").dyn_into().unwrap_or_default(),
                unread: get("unread").as_f64().unwrap_or_default() as u32,
            })),
            Err(error) => Err(error.into()),
        }
    }

    /// The message for a job, and what is handed over with it instead of being copied.
    async fn message(self, job: &Job, with: With<'_>) -> Result<(JsValue, Array), Trouble> {
        let message = Object::new();
        let set = |name: &str, value: &JsValue| -> Result<(), BrowserError> {
            Reflect::set(&message, &name.into(), value)?;
            Ok(())
        };
        set("job", &value::write(job)?)?;
        let transfer = Array::new();
        if let With::File(file) = with {
            file.check_size().await?;
            let buffer = read(file.clone()).await?;
            set("file", &buffer)?;
            transfer.push(&buffer);
        }
        if !matches!(with, With::Nothing) {
            let [settings, ledger, shards] = library().await?;
            set("settings", &settings)?;
            set("ledger", &ledger)?;
            set("shards", &shards)?;
        }
        Ok((message.into(), transfer))
    }

    fn worker(self) -> Result<JsWorker, BrowserError> {
        if let Some(worker) = self.worker.get_clone_untracked() {
            return Ok(worker);
        }
        let options = Object::new();
        Reflect::set(&options, &"type".into(), &"module".into())?;
        let worker = JsWorker::new(&browser::url("js/exchange-worker.js")?, &options)?;
        let heard = Closure::<dyn Fn(JsValue)>::new(move |event: JsValue| {
            if !self.worker.is_alive() {
                return;
            }
            let data = Reflect::get(&event, &"data".into()).unwrap_or_default();
            match Reflect::get(&data, &"progress".into()).ok().and_then(|progress| progress.dyn_into::<Array>().ok()) {
                Some(progress) => {
                    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "these are counts")]
                    let count = |at: u32| progress.get(at).as_f64().unwrap_or_default() as usize;
                    self.progress.set(Some((count(0), count(1))));
                }
                None => self.resolve(&data),
            }
        });
        let failed = Closure::<dyn Fn(JsValue)>::new(move |event: JsValue| {
            if self.worker.is_alive() {
                let why = Reflect::get(&event, &"message".into()).ok().and_then(|message| message.as_string());
                let data = Object::new();
                let _ = Reflect::set(&data, &"broken".into(), &why.unwrap_or_default().into());
                self.resolve(&data);
            }
        });
        worker.set_onmessage(heard.as_ref().unchecked_ref());
        worker.set_onerror(failed.as_ref().unchecked_ref());
        // They live as long as the page; a Worker is started once, or once more after each cancelling.
        heard.forget();
        failed.forget();
        self.worker.set_silent(Some(worker.clone()));
        Ok(worker)
    }

    fn resolve(self, data: &JsValue) {
        if let Some(resolve) = self.waiting.update_silent(VecDeque::pop_front) {
            let _ = resolve.call1(&JsValue::UNDEFINED, data);
        }
    }
}

/// The stored texts of the settings, of the ledger and of all shards. They are only handed on, so they stay the browser's.
async fn library() -> Result<[JsValue; 3], BrowserError> {
    let beside = [Key::Settings, Key::Ledger];
    let keys: Vec<String> = (0..=u8::MAX).map(Key::Shard).chain(beside).map(Key::name).collect();
    let items = storage::get_raw(Area::Local, &keys).await?;
    let [settings, ledger] = beside.map(|key| {
        let name = JsValue::from(key.name());
        let text = Reflect::get(&items, &name);
        Reflect::delete_property(&items, &name).and(text)
    });
    Ok([settings?, ledger?, Object::values(&items).into()])
}

impl From<BrowserError> for Trouble {
    fn from(error: BrowserError) -> Self {
        Self::Browser(error.to_string())
    }
}
