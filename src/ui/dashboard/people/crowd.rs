//! Everybody, as lists know them: names first, then what the notes say.

use std::rc::Rc;

use sycamore::prelude::*;

use super::bulk::Bulk;
use super::state::Left;
use crate::desk::clerk::Area;
use crate::domain::{PersonId, Policy};
use crate::library::list::{Ask, Brief};
use crate::library::roll::{Asked, Everybody, Roll};
use crate::ui::changes;
use crate::ui::dynamic::{effect, selector};
use crate::ui::popup::reading::{Library, News, Phase};
use crate::ui::store::Store;

/// Everybody. A copy is the same.
#[derive(Clone, Copy)]
pub struct Crowd {
    store: Store,
    pub library: Library,
    roll: Signal<Roll>,
    /// Tells that lists must be made anew.
    changed: Signal<u32>,
    /// Tells that more is known of those who are in a list already.
    filled: Signal<u32>,
    begun: Signal<bool>,
    /// How the room was left.
    pub left: Signal<Option<Left>>,
    /// What is being done with many.
    pub bulk: Bulk,
}

impl Crowd {
    /// Nobody yet. Make it at the root of the page: reading goes on while the room is closed.
    #[must_use]
    pub fn new(store: Store) -> Self {
        let crowd = Self {
            store,
            library: Library::new(),
            roll: create_signal(Roll::default()),
            changed: create_signal(0),
            filled: create_signal(0),
            begun: create_signal(false),
            left: create_signal(None),
            bulk: Bulk::new(),
        };
        // Whichever room the rule is changed in, and whichever tab.
        let policy = selector(move || store.settings().policy.clone());
        effect(move || crowd.judge(&policy.get_clone()));
        let phase = crowd.library.phase;
        effect(move || {
            phase.track();
            crowd.anew();
        });
        crowd
    }

    /// Reads everybody and follows every change, unless that was begun before.
    pub fn begin(self) {
        if self.begun.replace(true) {
            return;
        }
        self.library.tell(move |news| self.take_in(news));
        if let Err(error) = changes::on_changed(Area::Local, move |changes| self.library.follow(changes)) {
            self.library.trouble.set(Some(error.to_string()));
        }
        self.library.read();
    }

    /// Everybody is judged anew, by another rule.
    fn judge(self, policy: &Policy) {
        if self.roll.update_silent(|roll| roll.judge(policy)) {
            self.anew();
        }
    }

    fn anew(self) {
        self.changed.set(self.changed.get_untracked().wrapping_add(1));
    }

    fn policy(self) -> Policy {
        // Read when storage answers, where nothing follows what is read.
        self.store.settings().policy.clone()
    }

    pub(super) fn take_in(self, news: Vec<News>) {
        if news.is_empty() {
            return;
        }
        let policy = self.policy();
        let read_before = self.library.phase.get_untracked() == Phase::Whole;
        let mut shards: Vec<(u8, Vec<Rc<Brief>>)> = Vec::with_capacity(news.len());
        for one in news {
            match one {
                News::Names(n, names) => {
                    if self.roll.with_untracked(|roll| roll.is_shard_empty(n)) {
                        shards.push((n, names.into_iter().map(Brief::named).map(Rc::new).collect()));
                    }
                }
                News::Notes(n, shard) => {
                    let brief = |(id, person)| Rc::new(Brief::of(id, &person, &policy));
                    shards.push((n, shard.people.into_iter().map(brief).collect()));
                }
            }
        }
        self.roll.update_silent(|roll| roll.put(shards));
        // While everybody is being read, lists stay as they are until that is done: only their rows are filled in.
        if read_before {
            self.anew();
        } else {
            self.filled.set(self.filled.get_untracked().wrapping_add(1));
        }
    }

    /// Somebody as they are known now; tells the reader when more is known.
    #[must_use]
    pub fn get(self, id: &PersonId) -> Option<Rc<Brief>> {
        self.filled.track();
        self.peek(id)
    }

    /// The same, told once.
    #[must_use]
    pub fn peek(self, id: &PersonId) -> Option<Rc<Brief>> {
        self.roll.with_untracked(|roll| roll.get(id))
    }

    /// How many there are.
    #[must_use]
    pub fn len(self) -> usize {
        self.with(|roll| roll.len())
    }

    /// Looks at everybody.
    pub fn with<T>(self, look: impl FnOnce(&mut Roll) -> T) -> T {
        self.follow();
        self.roll.update_silent(look)
    }

    /// Does again what is done here when somebody changes.
    pub fn follow(self) {
        self.changed.track();
    }

    /// Begins to answer a question.
    #[must_use]
    pub fn ask(self, ask: Ask) -> Asked {
        // This way round: while a signal is read, none can be changed.
        self.roll.update_silent(|roll| self.library.shelf.with_untracked(|shelf| roll.ask(ask, shelf.index())))
    }

    /// Goes on with it as long as there is time; the answer, once it is there.
    pub fn go_on(self, asked: &mut Asked, has_time: &mut dyn FnMut() -> bool) -> Option<Everybody> {
        self.library.shelf.with_untracked(|shelf| asked.go_on(shelf.index(), has_time))
    }
}
