//! What the popup knows, and how it learns it.

use serde::Deserialize;
use sycamore::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::kept::{Place, Screen};
use super::reading::Library;
use super::say::{self, Said};
use crate::browser::storage::{self, Changes};
use crate::browser::tabs;
use crate::desk::TabId;
use crate::desk::clerk::Area;
use crate::domain::PersonId;
use crate::json;
use crate::library::Key;
use crate::ui::changes;
use crate::ui::dynamic::selector;
use crate::ui::send::Post;
use crate::ui::store::Store;

/// How many recent people are shown.
pub const RECENT: usize = 8;

/// The popup's state; a copy is the same state. Its signals live as long as the page, so that what comes
/// back late finds them.
#[derive(Clone, Copy)]
pub struct State {
    /// Settings, the review of the tab, and the notes that are opened.
    pub store: Store,
    /// Everybody, to be searched.
    pub library: Library,
    /// Whose notes were changed last, the latest first.
    pub recent: Signal<Vec<PersonId>>,
    /// The tab that the user looks at.
    pub tab: Signal<Option<TabId>>,
    /// The window that it is in.
    pub window: Signal<Option<i32>>,
    pub place: Signal<Place>,
    pub screen: ReadSignal<Screen>,
    pub query: ReadSignal<String>,
    /// The person in the list that Enter would open.
    pub active: Signal<Option<PersonId>>,
    /// Sends what is saved, deleted and undone.
    pub post: Post,
    /// What was done last.
    pub said: Signal<Option<Said>>,
}

impl State {
    /// The state in which the popup was left.
    pub fn new() -> Self {
        let place = create_signal(Place::load());
        Self {
            store: Store::new(),
            library: Library::new(),
            recent: create_signal(Vec::new()),
            tab: create_signal(None),
            window: create_signal(None),
            place,
            screen: selector(move || place.with(|place| place.screen.clone())),
            query: selector(move || place.with(|place| place.query.clone())),
            active: create_signal(None),
            post: Post::new(),
            said: create_signal(say::load()),
        }
    }

    /// Goes to another screen.
    pub fn go(self, screen: Screen) {
        self.post.clear();
        self.move_to(|place| place.screen = screen);
    }

    /// Searches for something else, on the first screen.
    pub fn search(self, query: String) {
        self.active.set(None);
        self.move_to(|place| *place = Place { screen: Screen::Home, query });
    }

    fn move_to(self, change: impl FnOnce(&mut Place)) {
        let mut place = self.place.get_clone_untracked();
        change(&mut place);
        place.keep();
        self.place.set(place);
    }

    /// Reads what is shown first, then the library, and follows every change.
    pub fn open(self) {
        self.store.open();
        if let Err(error) = changes::on_changed(Area::Local, move |changes| self.follow(changes)) {
            self.library.trouble.set(Some(error.to_string()));
        }
        spawn_local(async move {
            if let Ok(Some((tab, window))) = tabs::active_in().await {
                self.tab.set(Some(tab));
                self.window.set(Some(window));
                self.store.show_review(tab).await;
            }
        });
        spawn_local(async move {
            match storage::get(Area::Local, &[Key::Journal.name()]).await {
                Ok(found) => self.follow(&found.into_iter().map(|(key, text)| (key, Some(text))).collect()),
                Err(error) => self.library.trouble.set(Some(error.to_string())),
            }
            // The shards of these few people first.
            let few = self.recent.with_untracked(|recent| recent.iter().take(RECENT).map(PersonId::shard).collect());
            self.library.read_ahead(few);
            self.library.read();
        });
    }

    fn follow(self, changes: &Changes) {
        self.library.follow(changes);
        if let Some(text) = changes.get(&Key::Journal.name()) {
            // Some of them may have been deleted.
            self.recent.set(text.as_deref().map(|text| recent_in(text, RECENT * 2)).unwrap_or_default());
        }
    }
}

/// Whose notes the last commands changed, the latest first, each once. Reads nothing else of the journal.
pub fn recent_in(journal: &str, most: usize) -> Vec<PersonId> {
    #[derive(Deserialize)]
    struct Entry {
        person: PersonId,
    }
    #[derive(Default, Deserialize)]
    #[serde(default)]
    struct Light {
        entries: Vec<Entry>,
    }
    let mut recent = Vec::new();
    for Entry { person } in json::from_str::<Light>(journal).unwrap_or_default().entries.into_iter().rev() {
        if !recent.contains(&person) {
            recent.push(person);
        }
        if recent.len() >= most {
            break;
        }
    }
    recent
}
