//! What the sidebar knows, and what it can do.

use std::cell::RefCell;
use std::rc::Rc;

use sycamore::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::draft::AnswerDraft;
use super::panel;
use crate::browser;
use crate::desk::{Reply, Request, Review, Sender, Standing};
use crate::domain::text::clean_line;
use crate::domain::{Moment, Person, ProfileAddress};
use crate::library::CommandId;
use crate::ui::send::{Post, send};
use crate::ui::store::{Lookup, Store};
use crate::ui::text::msg;

/// How far the view has got.
#[derive(Clone, Debug, PartialEq)]
pub enum Connection {
    Starting,
    Ready,
    /// The background can't be reached, in words for the user.
    Lost(String),
}

/// The answer that was saved last.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    pub sender: ProfileAddress,
    pub name: String,
    /// What was saved, as a sentence with the name left out.
    pub sentence: String,
    pub command: CommandId,
    pub really_know: bool,
    /// What stood in the form, so that undoing gives it back.
    pub draft: AnswerDraft,
}

/// What is shown in the middle.
#[derive(Clone, Debug, PartialEq)]
pub enum Shown {
    /// Nobody is asked about.
    Nobody,
    Loading,
    /// The note can't be read.
    Unreadable(String),
    /// The question, or (`again`) a note being changed. It begins anew with every revision, and when the
    /// note was changed elsewhere.
    Question {
        sender: ProfileAddress,
        again: bool,
        revision: u32,
        updated: Moment,
    },
    /// Somebody whom the user has answered about.
    Greeting {
        sender: ProfileAddress,
    },
}

/// What a key press can do to the card that is shown.
#[derive(Clone)]
pub struct Card {
    pub toggle_door: Rc<dyn Fn(crate::domain::Door)>,
    pub toggle_dont_know: Rc<dyn Fn()>,
    pub save: Rc<dyn Fn()>,
}

/// What is done once Enter is let go.
pub type Waiting = Rc<RefCell<Option<Box<dyn FnOnce()>>>>;

/// Draws the buttons that belong to the card that is shown.
#[derive(Clone)]
pub struct Footer(pub Rc<dyn Fn() -> View>);

/// The sidebar. A copy is the same sidebar; its signals live as long as the page.
#[derive(Clone, Copy)]
pub struct Bar {
    /// The page's scope: what runs after a reply or a key has none of its own.
    scope: NodeHandle,
    /// Whether this is the welcome's sample: what is answered there is neither sent nor stored.
    pub practice: bool,
    /// Whether this is the browser's own panel.
    pub in_panel: Signal<bool>,
    pub store: Store,
    pub connection: Signal<Connection>,
    /// Sends answers.
    pub post: Post,
    /// Sends what takes them back.
    pub undo: Post,
    pub notice: Signal<Option<Notice>>,
    /// The sender whose note is being changed.
    pub editing: Signal<Option<ProfileAddress>>,
    pub revision: Signal<u32>,
    pub help: Signal<bool>,
    /// What went wrong with something other than an answer.
    pub trouble: Signal<Option<String>>,
    /// What a screen reader should say.
    pub said: Signal<String>,
    /// Whether the card should take the keyboard as soon as it can.
    pub wants_focus: Signal<bool>,
    pub card: Signal<Option<Card>>,
    /// What stands below the card and is always in sight.
    pub footer: Signal<Option<Footer>>,
    /// Whether the Enter key is held down.
    pub enter_down: Signal<bool>,
    pub waiting: Signal<Waiting>,
}

impl Default for Bar {
    fn default() -> Self {
        Self::new()
    }
}

impl Bar {
    /// A sidebar that shows nothing yet.
    pub fn new() -> Self {
        Self {
            scope: use_current_scope(),
            practice: false,
            in_panel: create_signal(false),
            store: Store::new(),
            connection: create_signal(Connection::Starting),
            post: Post::new(),
            undo: Post::new(),
            notice: create_signal(None),
            editing: create_signal(None),
            revision: create_signal(0),
            help: create_signal(false),
            trouble: create_signal(None),
            said: create_signal(String::new()),
            wants_focus: create_signal(false),
            card: create_signal(None),
            footer: create_signal(None),
            enter_down: create_signal(false),
            waiting: create_signal(Rc::default()),
        }
    }

    /// A sidebar beside a sample.
    pub fn practising(review: Review) -> Self {
        let bar = Self { practice: true, ..Self::new() };
        bar.connection.set(Connection::Ready);
        bar.store.show_sample(review);
        bar
    }

    /// Finds out which tab this is, and shows its review.
    pub fn connect(self) {
        self.connection.set(Connection::Starting);
        spawn_local(async move {
            match send(&Request::Hello).await {
                Ok(Reply::Hello { tab: Some(tab) }) => {
                    self.store.show_review(tab).await;
                    self.connection.set(Connection::Ready);
                }
                Ok(Reply::Hello { tab: None }) => panel::start(self).await,
                Ok(_) => self.connection.set(Connection::Lost(msg!("sidebarNoTab"))),
                Err(problem) => self.connection.set(Connection::Lost(problem.message)),
            }
        });
    }

    /// Changes several signals at once, from anywhere.
    pub fn batch(self, change: impl FnOnce()) {
        self.scope.run_in(|| batch(change));
    }

    /// Reads signals without following them, from anywhere.
    pub fn glance<T>(self, read: impl FnOnce() -> T) -> T {
        self.scope.run_in(|| untrack(read))
    }

    /// The review as it is now, without following it.
    pub fn review(self) -> Rc<Review> {
        self.store.review().get_clone_untracked()
    }

    /// The sender with this address; tells of changes.
    pub fn sender(self, address: &ProfileAddress) -> Option<Sender> {
        self.store.review().with(|review| review.sender(address).cloned())
    }

    /// A sender's name, safe to stand in a sentence; the address where there is none.
    pub fn name(self, address: &ProfileAddress) -> String {
        let name = self.sender(address).map(|sender| clean_line(&sender.name, 120)).unwrap_or_default();
        if name.is_empty() { address.to_string() } else { name }
    }

    /// The note on somebody; an empty one where there is none.
    pub fn person(self, address: &ProfileAddress) -> Rc<Person> {
        match self.store.find(address) {
            Lookup::Found(_, person) => person,
            _ => Rc::default(),
        }
    }

    /// What to show in the middle.
    pub fn shown(self) -> Shown {
        let Some(current) = self.store.review().with(|review| review.current.clone()) else {
            let ready = self.connection.with(|connection| *connection == Connection::Ready);
            return if ready { Shown::Nobody } else { Shown::Loading };
        };
        if !self.store.is_ready() {
            return Shown::Loading;
        }
        let again = self.editing.with(|editing| editing.as_ref() == Some(&current));
        let question = |again, updated| {
            let revision = self.revision.get();
            Shown::Question { sender: current.clone(), again, revision, updated }
        };
        match self.store.find(&current) {
            Lookup::Loading => Shown::Loading,
            Lookup::Unreadable(why) => Shown::Unreadable(why),
            Lookup::Nobody => question(false, Moment(0)),
            Lookup::Found(_, person) if again => question(true, person.updated),
            Lookup::Found(_, person) => {
                let verdict = self.store.settings().policy.verdict(&person);
                match Standing::on(browser::today(), &verdict) {
                    Standing::NoAnswer => question(false, person.updated),
                    _ => Shown::Greeting { sender: current },
                }
            }
        }
    }
}
