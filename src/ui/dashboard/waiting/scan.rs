//! Looks through the library for whoever waits, a few shards at a time, and follows every change. Nobody else is kept.

use std::rc::Rc;

use sycamore::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::browser::{self, storage};
use crate::desk::clerk::Area;
use crate::desk::{Request, Review, TabId};
use crate::domain::sorted::SortedMap;
use crate::domain::touch::Due;
use crate::domain::{Person, PersonId, ProfileAddress, Waiting};
use crate::library::{Invitation, Key, Settings, Shard};
use crate::ui::changes;
use crate::ui::dynamic::selector;
use crate::ui::send::send;
use crate::ui::store::Store;

/// Somebody whose turn it is, or will be.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub id: PersonId,
    pub person: Rc<Person>,
    pub waiting: Option<Waiting>,
    /// Set where it is time to be in touch.
    pub due: Option<Due>,
}

/// Somebody whose invitation was seen and has no answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    pub address: ProfileAddress,
    pub name: String,
    pub headline: String,
    pub place: Place,
}

/// Where an invitation was seen.
#[derive(Clone, Debug, PartialEq)]
pub enum Place {
    /// In a tab that is open now, with what the sender wrote.
    Tab(TabId, String),
    /// Earlier.
    Earlier(Invitation),
}

/// Everybody who waits. A copy is the same.
#[derive(Clone, Copy)]
pub struct Scan {
    store: Store,
    rows: Signal<Vec<(u8, Vec<Row>)>>,
    /// The invitations seen in open tabs.
    reviews: Signal<Vec<(TabId, Review)>>,
    /// What was taken off the list last, because it is gone.
    pub dismissed: Signal<SortedMap<ProfileAddress, Invitation>>,
    /// Whether everybody was looked at once.
    pub done: Signal<bool>,
    pub trouble: Signal<Option<String>>,
    begun: Signal<bool>,
}

impl Scan {
    /// A scan that has looked at nobody. Make it at the root of the page: it goes on while its room is closed.
    #[must_use]
    pub fn new(store: Store) -> Self {
        Self {
            store,
            rows: create_signal(Vec::new()),
            reviews: create_signal(Vec::new()),
            dismissed: create_signal(SortedMap::new()),
            done: create_signal(false),
            trouble: create_signal(None),
            begun: create_signal(false),
        }
    }

    /// Looks at everybody, unless that was begun before.
    pub fn begin(self) {
        if self.begun.replace(true) {
            return;
        }
        let followed = changes::on_changed(Area::Local, move |changes| {
            let shards: Vec<(u8, String)> = changes
                .iter()
                .filter_map(|(key, text)| match Key::from_name(key) {
                    Some(Key::Shard(n)) => Some((n, text.clone().unwrap_or_default())),
                    _ => None,
                })
                .collect();
            if !shards.is_empty() {
                self.take_in(&shards);
            }
        })
        .and_then(|()| {
            changes::on_changed(Area::Session, move |changes| {
                self.reviews.update(|reviews| {
                    for (key, text) in changes {
                        put_review(reviews, key, text.as_deref());
                    }
                });
            })
        });
        if let Err(error) = followed {
            self.trouble.set(Some(error.to_string()));
        }
        spawn_local(self.look_at_tabs());
        spawn_local(self.look_at_all());
    }

    /// Looks at everybody anew: another rule may let other people wait.
    pub fn again(self) {
        if self.done.get_untracked() {
            spawn_local(self.look_at_all());
        }
    }

    async fn look_at_all(self) {
        for first in (0..=u8::MAX).step_by(16) {
            let keys: Vec<String> = (first..=first + 15).map(|n| Key::Shard(n).name()).collect();
            match storage::get(Area::Local, &keys).await {
                Ok(found) => {
                    let shards = found.into_iter().filter_map(|(key, text)| match Key::from_name(&key) {
                        Some(Key::Shard(n)) => Some((n, text)),
                        _ => None,
                    });
                    self.take_in(&shards.collect::<Vec<_>>());
                }
                Err(error) => {
                    self.trouble.set(Some(error.to_string()));
                    break;
                }
            }
        }
        self.done.set(true);
    }

    async fn look_at_tabs(self) {
        let Ok(keys) = storage::keys(Area::Session).await else { return };
        if let Ok(found) = storage::get(Area::Session, &keys).await {
            self.reviews.update(|reviews| {
                for (key, text) in found {
                    put_review(reviews, &key, Some(&text));
                }
            });
        }
    }

    fn take_in(self, shards: &[(u8, String)]) {
        let settings = self.store.settings();
        let mut changed = false;
        self.rows.update_silent(|rows| {
            for (n, text) in shards {
                let new = rows_of(text, &settings);
                let place = rows.iter_mut().find(|(shard, _)| shard == n);
                match place {
                    Some((_, old)) if *old == new => {}
                    Some((_, old)) => (*old, changed) = (new, true),
                    None if new.is_empty() => {}
                    None => {
                        rows.push((*n, new));
                        changed = true;
                    }
                }
            }
        });
        if changed {
            self.rows.update(|_| ());
        }
    }

    /// Those people for whom `pick` has a key, in the order of their keys. Nobody until everybody was looked at: rows
    /// that come one after the other would move under the hand.
    pub fn people<K: Ord>(self, pick: impl Fn(&Row) -> Option<K>) -> Vec<Row> {
        if !self.done.get() {
            return Vec::new();
        }
        self.rows.with(|rows| {
            let all = rows.iter().flat_map(|(_, rows)| rows);
            let mut picked: Vec<(K, &Row)> = all.filter_map(|row| Some((pick(row)?, row))).collect();
            picked.sort_by(|(one, _), (two, _)| one.cmp(two));
            picked.into_iter().map(|(_, row)| row.clone()).collect()
        })
    }

    /// Senders who were seen and have no answer yet, each once: those in open tabs in the order of their pages, then the others,
    /// whoever was seen last first.
    pub fn senders(self) -> ReadSignal<Vec<Seen>> {
        selector(move || {
            let mut senders: Vec<Seen> = Vec::new();
            for (tab, review) in &self.reviews.get_clone() {
                for sender in review.senders.iter().filter(|sender| sender.is_waiting()) {
                    if !senders.iter().any(|known| known.address == sender.address) {
                        senders.push(Seen {
                            address: sender.address.clone(),
                            name: sender.name.clone(),
                            headline: sender.headline.clone(),
                            place: Place::Tab(*tab, sender.message.clone()),
                        });
                    }
                }
            }
            let open = senders.len();
            for (address, invitation) in self.store.undecided().waiting() {
                if !senders.iter().take(open).any(|known| known.address == *address) {
                    senders.push(Seen {
                        address: address.clone(),
                        name: invitation.name.clone(),
                        headline: invitation.headline.clone(),
                        place: Place::Earlier(invitation.clone()),
                    });
                }
            }
            senders
        })
    }

    /// Takes invitations off the list, because they are gone, or puts them back.
    pub fn dismiss(self, invitations: Vec<(ProfileAddress, Invitation)>) {
        let request = Request::Gone { invitations: invitations.iter().map(|(address, _)| address.clone()).collect() };
        self.ask(request, invitations.into_iter().collect());
    }

    /// Puts back what was taken off last.
    pub fn put_back(self) {
        let request = Request::NotGone { invitations: self.dismissed.get_clone_untracked() };
        self.ask(request, SortedMap::new());
    }

    fn ask(self, request: Request, dismissed: SortedMap<ProfileAddress, Invitation>) {
        spawn_local(async move {
            match send(&request).await {
                Ok(_) => self.dismissed.set(dismissed),
                Err(problem) => self.trouble.set(Some(problem.message)),
            }
        });
    }
}

fn put_review(reviews: &mut Vec<(TabId, Review)>, key: &str, text: Option<&str>) {
    let Some(tab) = Review::tab(key) else { return };
    reviews.retain(|(known, _)| *known != tab);
    if let Some(review) = text.and_then(|text| crate::json::from_str(text).ok()) {
        reviews.push((tab, review));
    }
}

/// Whoever of a shard waits. What can't be read is told of elsewhere.
fn rows_of(text: &str, settings: &Settings) -> Vec<Row> {
    // Most libraries have nobody to look at twice: then the text alone says so.
    if settings.in_touch.is_off()
        && !["\"notYet\"", "\"askedFirst\"", "\"inTouch\""].iter().any(|word| text.contains(word))
    {
        return Vec::new();
    }
    let today = browser::today();
    let people = Shard::decode(text).map(|shard| shard.people).unwrap_or_default();
    let row = |(id, person)| {
        let waiting = Waiting::of(&person, &settings.policy, today);
        let due = settings.in_touch.due(&person, today).filter(|due| due.on <= today);
        (waiting.is_some() || due.is_some()).then(|| Row { id, person: Rc::new(person), waiting, due })
    };
    people.into_iter().filter_map(row).collect()
}
