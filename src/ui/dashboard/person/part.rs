//! The parts of a page that are written each by itself.

use sycamore::prelude::*;

use super::page::Page;
use crate::domain::{Field, Person};
use crate::ui::components::{details, doors, field};
use crate::ui::dynamic::{dynamic, handler};
use crate::ui::fields;
use crate::ui::sheet::Sheet;
use crate::ui::text::{msg, with_name_plain};

/// A part of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Name, headline, address.
    Who,
    /// The doors, with what is remembered.
    Doors,
    /// When and where, and who introduced us.
    Met,
    Story,
    GoodAt,
    LooksFor,
    CanHelp,
    Tags,
    Message,
}

impl Part {
    pub const ALL: [Self; 9] = [
        Self::Who,
        Self::Doors,
        Self::Met,
        Self::Story,
        Self::GoodAt,
        Self::LooksFor,
        Self::CanHelp,
        Self::Tags,
        Self::Message,
    ];

    /// The name in element ids and drafts.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Who => "who",
            Self::Doors => "doors",
            Self::Met => "met",
            Self::Story => "story",
            Self::GoodAt => "good-at",
            Self::LooksFor => "looks-for",
            Self::CanHelp => "can-help",
            Self::Tags => "tags",
            Self::Message => "message",
        }
    }

    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.word() == word)
    }

    /// What it is called.
    pub fn title(self) -> String {
        match self {
            Self::Who => msg!("popupName"),
            Self::Doors => msg!("popupDoors"),
            Self::Met => msg!("commonMet"),
            Self::Story => fields::title(&Field::Story),
            Self::GoodAt => fields::title(&Field::GoodAt),
            Self::LooksFor => fields::title(&Field::LooksFor),
            Self::CanHelp => fields::title(&Field::CanHelp),
            Self::Tags => fields::title(&Field::Tags),
            Self::Message => fields::title(&Field::Message),
        }
    }

    /// What an empty part asks.
    pub fn question(self) -> String {
        match self {
            Self::Who | Self::Doors => msg!("personAskDoors"),
            Self::Met => msg!("personAskMet"),
            Self::Story => msg!("personAskStory"),
            Self::GoodAt => msg!("personAskGoodAt"),
            Self::LooksFor => msg!("personAskLooksFor"),
            Self::CanHelp => msg!("personAskCanHelp"),
            Self::Tags => msg!("personAskTags"),
            Self::Message => msg!("personAskMessage"),
        }
    }

    /// Whether the note says nothing here.
    pub fn is_empty(self, person: &Person) -> bool {
        match self {
            Self::Who => false,
            Self::Doors => person.ties.is_empty(),
            Self::Met => person.met_on.is_none() && person.met_where.is_empty() && person.introduced_by.is_empty(),
            Self::Story => person.story.is_empty(),
            Self::GoodAt => person.good_at.is_empty(),
            Self::LooksFor => person.looks_for.is_empty(),
            Self::CanHelp => person.can_help.is_empty(),
            Self::Tags => person.tags.is_empty(),
            Self::Message => person.message.is_empty(),
        }
    }

    /// The id of the button that opens it.
    pub fn button_id(self) -> String {
        format!("edit-{}", self.word())
    }

    /// Moves the keyboard to its first field.
    pub fn focus(self) {
        let first = format!("#write-{} :is(input, textarea)", self.word());
        let found = document().query_selector(&first).ok().flatten();
        focus_on(found);
    }

    /// Moves the keyboard to its first field with an error.
    pub fn focus_error(self) {
        focus_on(document().query_selector("#main-person [aria-invalid=true]").ok().flatten());
    }

    /// Its fields.
    fn fields(self, sheet: Sheet) -> View {
        let note = sheet.note;
        let text = |test: &'static str, value: Signal<String>| {
            field::Field::new(format!("page-{}", self.word()), self.title(), value).several_lines().test(test).view()
        };
        match self {
            Self::Who => sheet.who(),
            Self::Doors => {
                let legend = self.title();
                let doors = doors::doors(note, doors::Options::default());
                view! { fieldset(class="page-doors") { legend(class="visually-hidden") { (legend) } (doors) } }
            }
            Self::Met => details::meeting(note, "page-"),
            Self::Story => field::Field::new("page-story", self.title(), note.story)
                .help(msg!("doorStoryHelp"))
                .several_lines()
                .test("story")
                .view(),
            Self::GoodAt => text("good-at", note.good_at),
            Self::LooksFor => text("looks-for", note.looks_for),
            Self::CanHelp => text("can-help", note.can_help),
            Self::Tags => {
                field::Field::new("page-tags", self.title(), note.tags).help(msg!("doorTagsHelp")).test("tags").view()
            }
            Self::Message => text("message", sheet.message),
        }
    }
}

fn focus_on(element: Option<web_sys::Element>) {
    use wasm_bindgen::JsCast;
    if let Some(element) = element.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// A part of the page: as it reads, or while it is written its fields. `read` draws what the note says, if it says
/// something.
pub fn part(page: Page, part: Part, read: impl Fn() -> View + 'static) -> View {
    let empty = page.about(move |person| part.is_empty(person));
    let sheet = crate::ui::dynamic::selector(move || {
        page.editing.with(|editing| editing.as_ref().is_some_and(|(open, _)| *open == part))
    });
    let inside = move || {
        if sheet.get()
            && let Some((_, sheet)) = page.editing.get_untracked()
        {
            return write(page, part, sheet);
        }
        if empty.get() { ask(page, part) } else { shown(page, part, read()) }
    };
    let class = format!("page-part page-{}", part.word());
    let inside = dynamic(inside);
    view! { section(class=class) { (inside) } }
}

/// What an empty part asks, as a button that opens it.
fn ask(page: Page, part: Part) -> View {
    let (id, question) = (part.button_id(), part.question());
    let hook = id.clone();
    view! {
        button(r#type="button", id=id, class="page-ask", "data-test"=hook, on:click=handler(move |_| page.edit(part))) {
            (question)
        }
    }
}

fn shown(page: Page, part: Part, inside: View) -> View {
    let (id, title) = (part.button_id(), part.title());
    let hook = id.clone();
    let label = msg!("commonEdit");
    let whole = with_name_plain(&msg!("personEditPart", title.clone()), &page.name());
    let heading = (part != Part::Who).then(|| view! { h2(class="page-heading") { (title) } });
    view! {
        div(class="page-head") {
            (heading)
            button(r#type="button", id=id, class="link small page-edit", "data-test"=hook, "aria-label"=whole,
                on:click=handler(move |_| page.edit(part))) { (label) }
        }
        (inside)
    }
}

fn write(page: Page, part: Part, sheet: Sheet) -> View {
    use sycamore::web::events::{KeyboardEvent, SubmitEvent};
    let id = format!("write-{}", part.word());
    let fields = part.fields(sheet);
    let (save, discard) = (msg!("commonSave"), msg!("popupDiscard"));
    let sending = move || page.hands.post.is_sending().then_some("true");
    let submit = handler(move |event: SubmitEvent| {
        event.prevent_default();
        page.save();
    });
    let keys = handler(move |event: KeyboardEvent| {
        if event.is_composing() {
            return;
        }
        match event.key().as_str() {
            "Enter" if event.ctrl_key() || event.meta_key() => {
                event.prevent_default();
                page.save();
            }
            // What was changed is not lost by a key that was meant for something else.
            "Escape" if untrack(|| sheet.is_untouched()) => {
                event.stop_propagation();
                page.discard();
            }
            _ => {}
        }
    });
    view! {
        form(id=id, class="page-write", novalidate=true, on:submit=submit, on:keydown=keys) {
            (fields)
            div(class="row") {
                button(r#type="submit", class="button button-primary", "data-test"="save", "aria-disabled"=sending) { (save) }
                button(r#type="button", class="button button-quiet", "data-test"="discard",
                    on:click=handler(move |_| page.discard())) { (discard) }
            }
        }
    }
}
