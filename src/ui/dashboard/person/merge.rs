//! Two notes about one person made one: find the other, look at both and at what comes of it, join them.

use std::rc::Rc;

use sycamore::prelude::*;
use sycamore::web::events::KeyboardEvent;
use wasm_bindgen_futures::spawn_local;

use super::find::everybody;
use super::page::{Page, name_of};
use crate::domain::{Person, PersonId, join};
use crate::library::Change;
use crate::ui::components::field::{self, Field};
use crate::ui::components::summary::summary;
use crate::ui::dashboard::hands::Done;
use crate::ui::dynamic::{dynamic, handler, selector};
use crate::ui::popup::shelf::Shelf;
use crate::ui::text::{NAME, msg, with_name};

const SEARCH: &str = "merge-search";
const SHOWN: usize = 6;

#[derive(Clone, Copy)]
struct Merge {
    page: Page,
    open: Signal<bool>,
    query: Signal<String>,
    shelf: Signal<Shelf>,
    /// Whether everybody is read.
    read: Signal<bool>,
    other: Signal<Option<(PersonId, Rc<Person>)>>,
}

/// A button, and what it opens.
pub fn merge(page: Page) -> View {
    let merge = Merge {
        page,
        open: create_signal(false),
        query: create_signal(String::new()),
        shelf: create_signal(Shelf::default()),
        read: create_signal(false),
        other: create_signal(None),
    };
    let label = msg!("personMerge");
    let inside = dynamic(move || match (merge.open.get(), merge.other.get_clone()) {
        (false, _) => View::new(),
        (true, None) => merge.search(),
        (true, Some((id, other))) => merge.compare(id, &other),
    });
    let keys = handler(move |event: KeyboardEvent| {
        if event.key() == "Escape" && merge.open.get_untracked() && !event.is_composing() {
            event.stop_propagation();
            merge.close();
        }
    });
    view! {
        div(class="page-merge", on:keydown=keys) {
            button(r#type="button", id="merge", class="button", "data-test"="merge",
                "aria-expanded"=move || if merge.open.get() { "true" } else { "false" },
                on:click=handler(move |_| merge.toggle())) { (label) }
            (inside)
        }
    }
}

impl Merge {
    fn toggle(self) {
        if self.open.get_untracked() {
            return self.close();
        }
        self.open.set(true);
        field::focus(SEARCH);
        if !self.read.get_untracked() {
            spawn_local(self.load());
        }
    }

    fn close(self) {
        self.other.set(None);
        self.query.set(String::new());
        self.open.set(false);
        field::focus("merge");
    }

    /// Reads everybody: whoever merges searches once, so nothing is followed.
    async fn load(self) {
        let Some(shelf) = everybody().await else { return };
        if self.shelf.is_alive() {
            self.shelf.set(shelf);
            self.read.set(true);
        }
    }

    fn search(self) -> View {
        let found = selector(move || {
            let query = self.query.get_clone();
            let own = self.page.id();
            // A namesake is the likeliest second note.
            let query = if query.trim().is_empty() { self.page.name() } else { query };
            self.shelf.with(|shelf| {
                let hits = shelf.search(&query, SHOWN + 1).into_iter().map(|hit| hit.id);
                hits.filter(|id| *id != own).take(SHOWN).collect::<Vec<PersonId>>()
            })
        });
        let rows = dynamic(move || {
            let people = self.shelf.with(|shelf| {
                let person = |id: PersonId| shelf.person(&id).map(|person| (id, person));
                found.get_clone().into_iter().filter_map(person).collect::<Vec<_>>()
            });
            let rows: Vec<View> = people.into_iter().map(|(id, person)| self.row(id, person)).collect();
            view! { ul(class="list") { (rows) } }
        });
        let remark = move || match (self.read.get(), found.with(Vec::is_empty)) {
            (false, _) => msg!("popupLoading"),
            (true, true) => msg!("personMergeNobody"),
            (true, false) => String::new(),
        };
        let search = Field::new(SEARCH, msg!("personMergeSearch"), self.query)
            .help(msg!("personMergeAbout"))
            .test("merge-search")
            .view();
        view! {
            div(class="merge-search") {
                (search)
                (rows)
                p(class="soft small", role="status") { (remark()) }
            }
        }
    }

    fn row(self, id: PersonId, person: Person) -> View {
        let (name, headline) = (name_of(&person), person.headline.clone());
        let person = Rc::new(person);
        let choose = handler(move |_| {
            self.other.set(Some((id.clone(), Rc::clone(&person))));
            field::focus("merge-title");
        });
        view! {
            li {
                button(r#type="button", class="list-row merge-row", "data-test"="merge-row", on:click=choose) {
                    span { span(class="list-name") { bdi { (name) } } span(class="list-note") { bdi { (headline) } } }
                }
            }
        }
    }

    fn compare(self, id: PersonId, other: &Rc<Person>) -> View {
        let this = self.page.person.get_clone_untracked();
        let joined = join(&this, other);
        let title = with_name(&msg!("personMergeTitle", NAME), &name_of(other));
        let side = |label: String, person: &Person| {
            let (name, headline, note) = (name_of(person), person.headline.clone(), summary(person));
            view! {
                div(class="merge-side") {
                    p(class="field-label") { (label) }
                    p(class="merge-name") { bdi { (name) } }
                    p(class="soft small", dir="auto") { (headline) }
                    (note)
                }
            }
        };
        let sides = vec![
            side(msg!("personMergeThis"), &this),
            side(msg!("personMergeOther"), other),
            side(msg!("personMergeBoth"), &joined),
        ];
        let about = msg!("personMergeUndo");
        let (join_label, back) = (msg!("personMergeDo"), msg!("popupBack"));
        let page = self.page;
        let join_them = handler(move |_| {
            let change = Change::Merge { keep: page.id(), other: id.clone() };
            page.hands.act(change, Done::Merged, page.name(), move |_| {
                if self.open.is_alive() {
                    self.close();
                }
            });
        });
        view! {
            div(class="merge-compare", "data-test"="merge-compare") {
                h3(id="merge-title", tabindex="-1") { (title) }
                div(class="merge-sides") { (sides) }
                p(class="soft small") { (about) }
                div(class="row") {
                    button(r#type="button", class="button button-primary", "data-test"="merge-do", on:click=join_them) { (join_label) }
                    button(r#type="button", class="button button-quiet", on:click=handler(move |_| self.other.set(None))) { (back) }
                }
            }
        }
    }
}
