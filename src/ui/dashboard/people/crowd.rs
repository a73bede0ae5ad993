//! Everybody, as lists know them: names first, then what the notes say.

use std::rc::Rc;

use sycamore::prelude::*;

use super::bulk::Bulk;
use super::state::Left;
use crate::desk::clerk::Area;
use crate::domain::{PersonId, Policy};
use crate::library::list::{Ask, Brief, Order};
use crate::library::search::Hit;
use crate::ui::changes;
use crate::ui::dynamic::{effect, selector};
use crate::ui::popup::reading::{Library, News, Phase};
use crate::ui::store::Store;

type Everybody = Rc<Vec<Rc<Brief>>>;

/// Everybody. A copy is the same.
#[derive(Clone, Copy)]
pub struct Crowd {
    store: Store,
    pub library: Library,
    /// By shards, each in the order of ids.
    shards: Signal<Vec<Vec<Rc<Brief>>>>,
    /// Everybody in the orders that were asked for; made anew when somebody changes.
    sorted: Signal<Vec<(Order, Everybody)>>,
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
            shards: create_signal(vec![Vec::new(); 256]),
            sorted: create_signal(Vec::new()),
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
        let mut changed = false;
        self.shards.update_silent(|shards| {
            for brief in shards.iter_mut().flatten() {
                if let Some(judged) = brief.judged(policy) {
                    *brief = Rc::new(judged);
                    changed = true;
                }
            }
        });
        if changed {
            self.anew();
        }
    }

    fn anew(self) {
        self.sorted.set_silent(Vec::new());
        self.changed.set(self.changed.get_untracked().wrapping_add(1));
    }

    fn policy(self) -> Policy {
        // Read when storage answers, where nothing follows what is read.
        self.store.settings().policy.clone()
    }

    fn take_in(self, news: Vec<News>) {
        if news.is_empty() {
            return;
        }
        let policy = self.policy();
        let read_before = self.library.phase.get_untracked() == Phase::Whole;
        self.shards.update_silent(|shards| {
            for one in news {
                match one {
                    News::Names(n, names) => {
                        let shard = &mut shards[usize::from(n)];
                        if shard.is_empty() {
                            *shard = names.into_iter().map(Brief::named).map(Rc::new).collect();
                        }
                    }
                    News::Notes(n, shard) => {
                        let brief = |(id, person)| Rc::new(Brief::of(id, &person, &policy));
                        shards[usize::from(n)] = shard.people.into_iter().map(brief).collect();
                    }
                }
            }
        });
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
        self.shards.with_untracked(|shards| find(shards, id))
    }

    /// How many there are.
    #[must_use]
    pub fn len(self) -> usize {
        self.changed.track();
        self.shards.with_untracked(|shards| shards.iter().map(Vec::len).sum())
    }

    /// Every tag that somebody has, in order of the alphabet.
    #[must_use]
    pub fn tags(self) -> Vec<String> {
        self.changed.track();
        let mut tags: Vec<String> = self.shards.with_untracked(|shards| {
            let said = shards.iter().flatten().filter_map(|brief| brief.said.as_ref());
            said.flat_map(|said| said.tags.iter().cloned()).collect()
        });
        tags.sort_unstable();
        tags.dedup();
        tags
    }

    /// Those who fit. With words the best matches come first, unless another order than by name is asked for.
    #[must_use]
    pub fn list(self, ask: &Ask) -> Vec<Rc<Brief>> {
        self.changed.track();
        let words = ask.words.trim();
        if words.is_empty() {
            return self.in_order(ask.order).iter().filter(|brief| ask.fits(brief)).cloned().collect();
        }
        // All of them: who is left out before the filters look would be missing, and the count would be wrong.
        let hits: Vec<Hit> = self.library.shelf.with(|shelf| shelf.search(words, usize::MAX));
        let mut found: Vec<Rc<Brief>> = self.shards.with_untracked(|shards| {
            let found = hits.iter().filter_map(|hit| find(shards, &hit.id));
            found.filter(|brief| ask.fits(brief)).collect()
        });
        if ask.order != Order::Name {
            ask.order.sort(&mut found);
        }
        found
    }

    fn in_order(self, order: Order) -> Everybody {
        let kept = self
            .sorted
            .with_untracked(|sorted| sorted.iter().find(|(of, _)| *of == order).map(|(_, all)| Rc::clone(all)));
        kept.unwrap_or_else(|| {
            let mut all: Vec<Rc<Brief>>;
            if order == Order::Name {
                all = self.shards.with_untracked(|shards| shards.iter().flatten().cloned().collect());
                order.sort(&mut all);
            } else {
                all = self.in_order(Order::Name).to_vec();
                order.sort_named(&mut all);
            }
            let all = Rc::new(all);
            self.sorted.update_silent(|sorted| sorted.push((order, Rc::clone(&all))));
            all
        })
    }
}

fn find(shards: &[Vec<Rc<Brief>>], id: &PersonId) -> Option<Rc<Brief>> {
    let shard = &shards[usize::from(id.shard())];
    shard.binary_search_by(|brief| brief.id.cmp(id)).ok().map(|at| Rc::clone(&shard[at]))
}
