//! What the parts of a person's page share.

use std::rc::Rc;

use sycamore::prelude::*;

use super::part::Part;
use crate::domain::{Field, Mark, Person, PersonId};
use crate::library::{Change, Edit, Who};
use crate::ui::dashboard::hands::{Done, Hands};
use crate::ui::draft;
use crate::ui::dynamic::selector;
use crate::ui::sheet::Sheet;
use crate::ui::store::Store;
use crate::ui::text::msg;

/// A person's page. A copy is the same page; its signals live as long as the person is shown.
#[derive(Clone, Copy)]
pub struct Page {
    /// Where what is made later belongs to.
    scope: NodeHandle,
    pub id: Signal<PersonId>,
    pub store: Store,
    pub hands: Hands,
    pub person: Signal<Rc<Person>>,
    /// The part that is being written, and the sheet it is written on.
    pub editing: Signal<Option<(Part, Sheet)>>,
    /// Counts what was tried to be saved: conflicts are looked for anew.
    pub tries: Signal<u32>,
    /// The button that is to have the keyboard when it is drawn anew.
    pub refocus: Signal<Option<String>>,
    /// Lines that are sensitive, but asked for.
    pub shown: Signal<Vec<(Field, String)>>,
}

impl Page {
    pub fn new(store: Store, hands: Hands, id: PersonId, person: Rc<Person>) -> Self {
        Self {
            scope: use_current_scope(),
            id: create_signal(id),
            store,
            hands,
            person: create_signal(person),
            editing: create_signal(None),
            tries: create_signal(0),
            refocus: create_signal(None),
            shown: create_signal(Vec::new()),
        }
    }

    /// The note's name, to be put into sentences.
    pub fn name(self) -> String {
        self.person.with_untracked(|person| name_of(person))
    }

    pub fn id(self) -> PersonId {
        self.id.get_clone_untracked()
    }

    /// Something about the person that is only told of when it really changes.
    pub fn about<T: PartialEq + 'static>(self, what: impl Fn(&Person) -> T + 'static) -> ReadSignal<T> {
        selector(move || self.person.with(|person| what(person)))
    }

    /// Opens a part to be written. What was being written elsewhere on the page is saved first; if that isn't
    /// possible, it stays open.
    pub fn edit(self, part: Part) {
        if self.editing.with_untracked(|editing| editing.as_ref().is_some_and(|(open, _)| *open == part)) {
            return;
        }
        if let Some((_, sheet)) = self.editing.get_untracked()
            && !untrack(|| sheet.is_untouched())
        {
            self.save_and(move || self.open(part));
        } else {
            self.open(part);
        }
    }

    fn open(self, part: Part) {
        keep_part(&self.id(), Some(part));
        let open = || untrack(|| Sheet::open_as(sheet_name(&self.id()), &self.person.get_clone_untracked()));
        let sheet = self.scope.run_in(open);
        self.editing.set(Some((part, sheet)));
        part.focus();
    }

    /// Goes on where the user stopped writing, if they did.
    pub fn resume(self) {
        if let Some(part) = draft::load::<String>(&part_name(&self.id())).and_then(|word| Part::from_word(&word)) {
            self.open(part);
        }
    }

    /// Gives up what is being written.
    pub fn discard(self) {
        if let Some((part, sheet)) = self.editing.get_untracked() {
            self.close(part, sheet);
        }
    }

    fn close(self, part: Part, sheet: Sheet) {
        sheet.close();
        keep_part(&self.id(), None);
        self.editing.set(None);
        crate::ui::components::field::focus(&part.button_id());
    }

    /// Saves what is being written, and closes it.
    pub fn save(self) {
        self.save_and(|| ());
    }

    fn save_and(self, then: impl FnOnce() + 'static) {
        let Some((part, sheet)) = self.editing.get_untracked() else { return };
        let Some((edits, base)) = untrack(|| sheet.edits()) else { return part.focus_error() };
        if edits.is_empty() {
            self.close(part, sheet);
            return then();
        }
        let sent = untrack(|| sheet.draft());
        let change = Change::Write { who: Who::Person(self.id()), edits: edits.clone(), base };
        self.hands.act(change, Done::Saved, self.name(), move |_| {
            if !self.tries.is_alive() {
                // The user is elsewhere by now. What was sent is saved; the draft is not needed any more.
                return;
            }
            if untrack(|| sheet.draft()) == sent {
                self.close(part, sheet);
                then();
            } else {
                // What was typed meanwhile isn't saved yet.
                sheet.rebase(&edits);
            }
            self.tries.set(self.tries.get_untracked() + 1);
        });
    }

    /// Marks a line, or a whole field.
    pub fn mark(self, field: Field, line: Option<String>, mark: Mark) {
        let edit = Edit::Mark { field, line, mark: Some(mark) };
        self.hands.write(self.id(), vec![edit], Done::Saved, self.name());
    }
}

/// How a person is called here.
pub fn name_of(person: &Person) -> String {
    if person.name.trim().is_empty() { msg!("popupNoName") } else { person.name.clone() }
}

fn sheet_name(id: &PersonId) -> String {
    format!("page-edit/{id}")
}

fn part_name(id: &PersonId) -> String {
    format!("page-part/{id}")
}

/// Remembers which part is being written, so that it is open when the page is opened again.
pub fn keep_part(id: &PersonId, part: Option<Part>) {
    match part {
        Some(part) => draft::keep(&part_name(id), &part.word()),
        None => draft::drop(&part_name(id)),
    }
}
