//! What the sidebar knows, and what it can do.

use std::cell::RefCell;
use std::rc::Rc;

use sycamore::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::draft::AnswerDraft;
use crate::desk::{Reply, Request, Review, Sender};
use crate::domain::text::clean_line;
use crate::domain::{Moment, Person, ProfileAddress, Verdict};
use crate::library::{Change, CommandId};
use crate::ui::components::field;
use crate::ui::draft;
use crate::ui::send::{Post, send};
use crate::ui::store::{Lookup, Store};
use crate::ui::text::{msg, with_name_plain};

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
type Waiting = Rc<RefCell<Option<Box<dyn FnOnce()>>>>;

/// Draws the buttons that belong to the card that is shown.
#[derive(Clone)]
pub struct Footer(pub Rc<dyn Fn() -> View>);

/// The sidebar. A copy is the same sidebar; its signals live as long as the page.
#[derive(Clone, Copy)]
pub struct Bar {
    /// The page's scope: what runs after a reply or a key has none of its own.
    scope: NodeHandle,
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
    waiting: Signal<Waiting>,
}

impl Bar {
    /// A sidebar that shows nothing yet.
    pub fn new() -> Self {
        Self {
            scope: use_current_scope(),
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

    /// Finds out which tab this is, and shows its review.
    pub fn connect(self) {
        self.connection.set(Connection::Starting);
        spawn_local(async move {
            match send(&Request::Hello).await {
                Ok(Reply::Hello { tab: Some(tab) }) => {
                    self.store.show_review(tab).await;
                    self.connection.set(Connection::Ready);
                }
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
            Lookup::Found(_, person) => match self.store.settings().policy.verdict(&person) {
                Verdict::NoAnswer => question(false, person.updated),
                _ => Shown::Greeting { sender: current },
            },
        }
    }

    /// Sends a request that is done or not, and says so only if not.
    pub fn ask(self, request: Request) {
        spawn_local(async move {
            match send(&request).await {
                Ok(_) => self.trouble.set(None),
                Err(problem) => self.trouble.set(Some(problem.message)),
            }
        });
    }

    /// Turns to another sender, and takes the keyboard there.
    pub fn turn(self, to: ProfileAddress) {
        self.post.clear();
        self.editing.set(None);
        self.said.set(with_name_plain(&msg!("sidebarTurned", crate::ui::text::NAME), &self.name(&to)));
        self.wants_focus.set(true);
        self.ask(Request::Turn { to, tab: None });
    }

    /// Turns to the next or previous sender on the page, in page order and round at the ends.
    pub fn turn_by(self, step: isize) {
        let review = self.review();
        let here: Vec<&Sender> = review
            .senders
            .iter()
            .filter(|sender| sender.is_present() || Some(&sender.address) == review.current.as_ref())
            .collect();
        let at = here.iter().position(|sender| Some(&sender.address) == review.current.as_ref());
        let Ok(count) = isize::try_from(here.len()) else { return };
        if count == 0 || (count == 1 && at.is_some()) {
            return;
        }
        let from = at.and_then(|at| isize::try_from(at).ok()).unwrap_or(if step > 0 { -1 } else { 0 });
        let to = (from + step).rem_euclid(count);
        if let Some(sender) = usize::try_from(to).ok().and_then(|to| here.get(to)) {
            self.turn(sender.address.clone());
        }
    }

    /// Lets the next click on LinkedIn's Accept through, and moves the keyboard there.
    pub fn go_to_accept(self, sender: ProfileAddress) {
        self.when_released(move || self.ask(Request::AcceptAnyway { sender }));
    }

    /// Does something once Enter is no longer held: what moves the keyboard to LinkedIn's Accept must not
    /// leave it under a key that repeats.
    pub fn when_released(self, then: impl FnOnce() + 'static) {
        if self.enter_down.get_untracked() {
            *self.waiting.get_clone_untracked().borrow_mut() = Some(Box::new(then));
        } else {
            then();
        }
    }

    /// Enter was let go, or can't be watched any more.
    pub fn release(self) {
        self.enter_down.set(false);
        let waiting = self.waiting.get_clone_untracked().borrow_mut().take();
        if let Some(then) = waiting {
            then();
        }
    }

    /// Takes the last answer back, and gives what was typed back to the form.
    pub fn undo_answer(self) {
        let Some(notice) = self.notice.get_clone_untracked() else { return };
        spawn_local(async move {
            let undone = self.undo.save(Change::Undo { command: notice.command.clone() }, None).await;
            if undone.is_none() {
                return;
            }
            draft::keep(&super::draft::name(&notice.sender), &notice.draft);
            self.batch(|| {
                self.notice.set(None);
                self.editing.set(None);
                self.revision.set(self.revision.get_untracked() + 1);
                self.said.set(msg!("sidebarUndone"));
            });
            if self.review().current.as_ref() != Some(&notice.sender) {
                self.turn(notice.sender);
            } else {
                self.wants_focus.set(true);
            }
        });
    }

    /// Moves the keyboard into the card, if it is there. The most useful control comes first.
    pub fn focus_card(self) -> bool {
        ["memory-wanted", "door-worked", "dont-know-first", "card-main"].into_iter().any(|id| {
            let id = if id == "memory-wanted" { memory_if_empty() } else { Some(id) };
            id.is_some_and(|id| {
                field::focus(id);
                document().active_element().is_some_and(|active| active.id() == id)
            })
        })
    }
}

/// The field for the memory, if its door is open and it is still empty.
fn memory_if_empty() -> Option<&'static str> {
    let memory = document().get_element_by_id("memory")?;
    let text = field::text_of(&memory)?;
    text.trim().is_empty().then_some("memory")
}
