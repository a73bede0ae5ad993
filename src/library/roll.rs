//! Everybody, as lists know them, and who of them is asked for.
//!
//! Made for 30,000 people and for a browser that draws in between: shards come in portions and are worked into the order of
//! names, where they stay; a question ([`Asked`]) is answered in portions; and what is put in order for an answer is numbers.
//!
//! # Measured
//! In Chromium 156 with 30,000 people, most milliseconds of work for a key before this: 68. Half of it was one search by id for
//! everybody found, with ids as texts that were made for it; names were compared wherever two people matched equally well; a
//! list with the tags of everybody stood in the page and was gone through with each key.

use std::rc::Rc;

use super::list::{Ask, Brief, Order};
use super::search::{Found, Index, Key, Search};
use crate::domain::sorted::sort_by;
use crate::domain::{PersonId, Policy};

mod tags;

use tags::Tags;

/// People in an order. A copy is the same.
pub type Everybody = Rc<Vec<Rc<Brief>>>;

/// So many people are looked at before it is asked whether there is time for more.
const PEOPLE_AT_ONCE: usize = 1024;

/// Everybody.
#[derive(Clone, Debug)]
pub struct Roll {
    /// By shards, each in the order of ids.
    shards: Vec<Vec<Rc<Brief>>>,
    by_name: Everybody,
    /// Everybody in other orders that were asked for; made anew when somebody changes.
    orders: Vec<(Order, Everybody)>,
    tags: Tags,
}

/// A question that is being answered, from who was there when it was put.
#[derive(Clone, Debug)]
pub struct Asked {
    ask: Ask,
    search: Option<Search>,
    found: Option<Vec<Found>>,
    /// Everybody in the order that was asked for, and how many of them have been looked at.
    all: Everybody,
    looked_at: usize,
    /// Those who fit, with the numbers that say which of them match better.
    fit: Vec<((u32, i64), Rc<Brief>)>,
}

impl Default for Roll {
    fn default() -> Self {
        Self { shards: vec![Vec::new(); 256], by_name: Rc::default(), orders: Vec::new(), tags: Tags::default() }
    }
}

impl Roll {
    /// Takes in shards as they are from now on.
    pub fn put(&mut self, news: Vec<(u8, Vec<Rc<Brief>>)>) {
        self.orders.clear();
        let mut strangers = [false; 256];
        for (n, mut shard) in news {
            sort_by(&mut shard, |one, two| one.key.cmp(&two.key));
            let before = std::mem::replace(&mut self.shards[usize::from(n)], shard);
            let now = &self.shards[usize::from(n)];
            self.tags.change(&before, now);
            // Mostly the same people, of whom more is known: they stay where they are.
            let all = Rc::make_mut(&mut self.by_name);
            let same = before.len() == now.len() && before.iter().zip(now).all(|(one, two)| one.by_name(two).is_eq());
            if same {
                for brief in now {
                    if let Ok(at) = all.binary_search_by(|other| other.by_name(brief)) {
                        all[at] = Rc::clone(brief);
                    }
                }
            } else {
                strangers[usize::from(n)] = true;
            }
        }
        if strangers.contains(&true) {
            self.put_in_order(strangers);
        }
    }

    /// Works shards with others than before into the order of names.
    fn put_in_order(&mut self, strangers: [bool; 256]) {
        let shards = self.shards.iter().zip(strangers).filter(|(_, strange)| *strange);
        let mut new: Vec<Rc<Brief>> = shards.flat_map(|(shard, _)| shard.iter().cloned()).collect();
        sort_by(&mut new, |one, two| one.by_name(two));
        let mut all = Rc::unwrap_or_clone(std::mem::take(&mut self.by_name));
        all.retain(|brief| !strangers[usize::from(brief.key.shard())]);
        self.by_name = Rc::new(merged(all, new));
    }

    /// Everybody is judged anew, by another rule; tells whether that changed anything.
    pub fn judge(&mut self, policy: &Policy) -> bool {
        let mut changed = false;
        for brief in self.shards.iter_mut().flatten() {
            if let Some(judged) = brief.judged(policy) {
                *brief = Rc::new(judged);
                changed = true;
            }
        }
        if changed {
            let now = |brief: &Rc<Brief>| find(&self.shards, brief.key).cloned();
            self.by_name = Rc::new(self.by_name.iter().filter_map(now).collect());
            self.orders.clear();
        }
        changed
    }

    /// Somebody.
    #[must_use]
    pub fn get(&self, id: &PersonId) -> Option<Rc<Brief>> {
        find(&self.shards, Key::of(id)).cloned()
    }

    /// Whether nobody is in a shard.
    #[must_use]
    pub fn is_shard_empty(&self, n: u8) -> bool {
        self.shards[usize::from(n)].is_empty()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.by_name.len()
    }

    /// Whether there is nobody.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_name.is_empty()
    }

    /// Every tag that somebody has, in order of the alphabet.
    pub fn tags(&mut self) -> impl ExactSizeIterator<Item = &str> {
        self.tags.iter()
    }

    fn in_order(&mut self, order: Order) -> Everybody {
        if order == Order::Name {
            return Rc::clone(&self.by_name);
        }
        if let Some((_, all)) = self.orders.iter().find(|(of, _)| *of == order) {
            return Rc::clone(all);
        }
        let mut all = self.by_name.to_vec();
        order.sort_named(&mut all);
        let all = Rc::new(all);
        self.orders.push((order, Rc::clone(&all)));
        all
    }

    /// Begins to answer a question. With words the best matches come first, unless another order than by name is asked for.
    #[must_use]
    pub fn ask(&mut self, ask: Ask, index: &Index) -> Asked {
        let words = ask.words.trim();
        Asked {
            search: (!words.is_empty()).then(|| index.begin(words)),
            found: None,
            all: self.in_order(ask.order),
            looked_at: 0,
            fit: Vec::new(),
            ask,
        }
    }
}

impl Asked {
    /// The question.
    #[must_use]
    pub const fn ask(&self) -> &Ask {
        &self.ask
    }

    /// Goes on as long as there is time, at least a little; the answer, once it is there. The index is the one that the
    /// question was put to.
    pub fn go_on(&mut self, index: &Index, has_time: &mut dyn FnMut() -> bool) -> Option<Everybody> {
        if let Some(search) = &mut self.search {
            if !index.go_on(search, has_time) {
                return None;
            }
            // All of them: who is left out before the filters look would be missing, and the count would be wrong.
            let mut found = index.found(search);
            // Shard by shard, as they were read, they are nearly in this order.
            sort_by(&mut found, |one, two| one.key.cmp(&two.key));
            (self.found, self.search) = (Some(found), None);
            if !has_time() {
                return None;
            }
        }
        if self.found.is_none() && !self.ask.filters() {
            return Some(Rc::clone(&self.all));
        }
        while self.looked_at < self.all.len() {
            let until = (self.looked_at + PEOPLE_AT_ONCE).min(self.all.len());
            for brief in &self.all[self.looked_at..until] {
                let Some(numbers) = self.match_of(brief) else { continue };
                if self.ask.fits(brief) {
                    self.fit.push((numbers, Rc::clone(brief)));
                }
            }
            self.looked_at = until;
            if !has_time() {
                return None;
            }
        }
        let mut fit = std::mem::take(&mut self.fit);
        // They come in the order of names, and who matches equally well stays in it.
        if self.found.is_some() && self.ask.order == Order::Name {
            sort_by(&mut fit, |(one, _), (two, _)| one.cmp(two));
        }
        Some(Rc::new(fit.into_iter().map(|(_, brief)| brief).collect()))
    }

    /// How well somebody matches the words, the least best; nothing if they don't.
    fn match_of(&self, brief: &Brief) -> Option<(u32, i64)> {
        let Some(found) = &self.found else { return Some((0, 0)) };
        let at = found.binary_search_by(|found| found.key.cmp(&brief.key)).ok()?;
        Some((found[at].cost, found[at].updated.0.saturating_neg()))
    }
}

fn find(shards: &[Vec<Rc<Brief>>], key: Key) -> Option<&Rc<Brief>> {
    let shard = &shards[usize::from(key.shard())];
    shard.binary_search_by(|brief| brief.key.cmp(&key)).ok().map(|at| &shard[at])
}

/// Two lists in the order of names as one. The second is looked for in the first: of few newcomers only few names are compared.
fn merged(all: Vec<Rc<Brief>>, new: Vec<Rc<Brief>>) -> Vec<Rc<Brief>> {
    if all.is_empty() {
        return new;
    }
    let places: Vec<usize> = new.iter().map(|one| all.partition_point(|other| other.by_name(one).is_lt())).collect();
    let mut merged = Vec::with_capacity(all.len() + new.len());
    let (mut rest, mut taken) = (all.into_iter(), 0);
    for (place, one) in places.into_iter().zip(new) {
        merged.extend(rest.by_ref().take(place - taken));
        taken = place;
        merged.push(one);
    }
    merged.extend(rest);
    merged
}

#[cfg(test)]
mod tests;
