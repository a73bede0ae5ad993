//! "Remember somebody": one line, what was understood of it, and a button that saves it. In the popup the line stands in
//! the page before we run; the dashboard draws it. What is typed is kept until it is saved.
//!
//! Tests find its parts by `data-test`: `jot` (the line), `understood`, `jot-save`, `jot-more`.

use sycamore::prelude::*;

use super::draft;
use super::dynamic::{dynamic, effect, handler, selector};
use super::text::{self, msg};
use super::words;
use crate::domain::{Person, jot};
use crate::library::Edit;

/// The id of the line.
pub const LINE: &str = "jot-line";
const ABOUT: &str = "jot-about";
const DRAFT: &str = "jot";

/// A line about somebody, being typed. A copy is the same line.
#[derive(Clone, Copy)]
pub struct Jot {
    pub typed: Signal<String>,
    understood: ReadSignal<Person>,
    /// Whether the user tried to save: only then is said what is missing.
    tried: Signal<bool>,
}

impl Jot {
    /// The line as it was left.
    #[must_use]
    pub fn open() -> Self {
        let jot = Self::with(&draft::load::<String>(DRAFT).unwrap_or_default());
        // Runs within the event that changes the line, so nothing typed is lost with the page.
        effect(move || match jot.typed.get_clone() {
            line if line.is_empty() => draft::drop(DRAFT),
            line => draft::keep(DRAFT, &line),
        });
        jot
    }

    /// This line, which nobody keeps.
    #[must_use]
    pub fn with(line: &str) -> Self {
        let typed = create_signal(line.to_owned());
        let understood = selector(move || typed.with(|line| jot::read(line)));
        Self { typed, understood, tried: create_signal(false) }
    }

    /// Whether anything is typed.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.typed.with(|line| line.trim().is_empty())
    }

    /// The note that the line makes now.
    #[must_use]
    pub fn person(self) -> Person {
        self.understood.get_clone_untracked()
    }

    /// What to save; `None` as long as there is no name, which is said from now on.
    #[must_use]
    pub fn edits(self) -> Option<Vec<Edit>> {
        self.tried.set(true);
        let person = self.person();
        (!person.name.is_empty()).then(|| Edit::telling(&person))
    }

    /// The line is saved: it is empty again, unless something else is being typed meanwhile.
    pub fn saved(self, line: &str) {
        if self.typed.is_alive() && self.typed.with_untracked(|typed| typed == line) {
            self.tried.set(false);
            self.typed.set(String::new());
        }
    }

    /// What was understood, and what can be done with it; nothing while nothing is typed.
    #[must_use]
    pub fn about(self, save: impl FnMut() + 'static, more: Option<Box<dyn FnMut()>>) -> View {
        fn one(jot: Jot, mut save: Box<dyn FnMut()>, more: Option<Box<dyn FnMut()>>) -> View {
            let label = msg!("popupSave");
            let more = more.map(|mut more| {
                let label = msg!("popupDetails");
                view! {
                    button(r#type="button", class="link", "data-test"="jot-more", on:click=handler(move |_| more())) { (label) }
                }
            });
            let pieces = dynamic(move || jot.pieces());
            view! {
                div(class=move || if jot.is_empty() { "spoken" } else { "jot-about" }) {
                    p(id=ABOUT, class="jot-pieces", role="status", "data-test"="understood") { (pieces) }
                    div(class="jot-acts", hidden=move || jot.is_empty()) {
                        button(r#type="button", class="button button-primary", "data-test"="jot-save",
                            on:click=handler(move |_| save())) { (label) }
                        (more)
                    }
                }
            }
        }
        one(self, Box::new(save), more)
    }

    fn pieces(self) -> View {
        if self.is_empty() {
            return View::new();
        }
        let person = self.understood.get_clone();
        if person.name.is_empty() && self.tried.get() {
            return msg!("popupNameMissing").into();
        }
        let doors = person.ties.doors().into_iter().map(|door| {
            let kinds = super::components::summary::kinds(&person.ties, door);
            if kinds.is_empty() { words::door_title(door) } else { kinds }
        });
        let mut pieces: Vec<(&str, String)> = vec![("jot-name", person.name.clone())];
        pieces.extend(doors.map(|door| ("", door)));
        let introduced = match person.introduced_by.is_empty() {
            true => String::new(),
            false => [msg!("doorIntroducedBy"), person.introduced_by.clone()].join(" "),
        };
        let date = person.met_on.map(text::date).unwrap_or_default();
        let address = person.address.as_ref().map(ToString::to_string).unwrap_or_default();
        let said = [person.met_where.clone(), date, person.headline.clone(), introduced, address];
        pieces.extend(said.map(|piece| ("", piece)));
        pieces.extend(person.tags.iter().map(|tag| ("tag", tag.clone())));
        pieces.push(("jot-story", person.story));
        pieces.retain(|(_, piece)| !piece.is_empty());
        let mut views: Vec<View> = Vec::with_capacity(pieces.len() * 2);
        for (class, piece) in pieces {
            if !views.is_empty() {
                views.push(" · ".into());
            }
            views.push(view! { bdi(class=class) { (piece) } });
        }
        views.into()
    }
}
