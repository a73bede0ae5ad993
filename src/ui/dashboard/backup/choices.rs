//! The choices about people of a file, side by side, for one or for all alike.

use sycamore::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::helper::With;
use super::import::Import;
use super::{why, words};
use crate::domain::Field;
use crate::exchange::worker::talk::{Candidate, Difference, Entry, Job, Keep, Says, Show, Told};
use crate::ui::dynamic::dynamic;
use crate::ui::fields;
use crate::ui::text::{self, msg};

/// Entries of one kind, fetched a page at a time when they are looked at.
#[derive(Clone, Copy)]
pub struct Listed {
    import: Import,
    what: Show,
    entries: Signal<Vec<Entry>>,
    next: Signal<Option<usize>>,
    opened: Signal<bool>,
}

impl Listed {
    pub fn new(import: Import, what: Show) -> Self {
        Self {
            import,
            what,
            entries: create_signal(Vec::new()),
            next: create_signal(Some(0)),
            opened: create_signal(false),
        }
    }

    /// Fetches the first page, once.
    pub fn open(self) {
        if !self.opened.replace_silent(true) {
            self.more();
        }
    }

    /// Begins anew, after a choice for all.
    fn again(self) {
        self.next.set_silent(Some(0));
        self.entries.set_silent(Vec::new());
        self.more();
    }

    fn more(self) {
        let Some(from) = self.next.get_untracked() else { return };
        spawn_local(async move {
            let job = Job::Show { what: self.what, from };
            let answer = self.import.desk.helper.ask(&job, With::Nothing).await;
            if let Ok(Some(answer)) = answer
                && let Told::Shown(shown) = answer.told
                && self.import.is_previewing()
                && self.entries.is_alive()
            {
                self.next.set(shown.next);
                self.entries.update(|entries| entries.extend(shown.entries));
            }
        });
    }

    /// The list, with a button for more.
    pub fn view(self, row: impl Fn(Entry) -> View + 'static) -> View {
        let rows: Vec<View> = self.entries.get_clone().into_iter().map(row).collect();
        let more = (self.next.get().is_some() && !rows.is_empty()).then(|| {
            let label = msg!("backupMore");
            view! { button(r#type="button", class="link", on:click=move |_| self.more()) { (label) } }
        });
        view! { ul(class="entries") { (rows) } (more) }
    }
}

/// Somebody, or something that can't be used.
pub fn plain(entry: &Entry) -> View {
    let (name, headline) = (entry.name.clone(), entry.headline.clone());
    let filled: Vec<String> = entry.filled.iter().map(fields::title).collect();
    let about = if filled.is_empty() { headline } else { msg!("backupGets", text::list(&filled)) };
    let (place, why) = entry.problem.as_ref().map(why::both).unwrap_or_default();
    view! {
        li(class="entry") {
            bdi(class="entry-name") { (name) }
            span(class="soft", dir="auto") { (about) }
            span(class="soft") { (place) } span { (why) }
        }
    }
}

/// Those of whom only the name is known.
pub fn unclear(import: Import, count: usize) -> View {
    if count == 0 {
        return View::new();
    }
    let list = Listed::new(import, Show::Unclear);
    list.open();
    let (heading, about) = (text::plural("backupUnclear", count), msg!("backupUnclearAbout"));
    let (all_new, skip_all) = (msg!("backupAllNew"), msg!("backupSkipAll"));
    let all = move |answer: Says| {
        import.choose(Job::Answer { at: None, answer }, move || list.again());
    };
    let entries = dynamic(move || list.view(move |entry| who(import, entry)));
    view! {
        fieldset(class="decide", data-test="unclear") {
            legend { (heading) }
            p(class="field-help") { (about) }
            p(class="row") {
                button(r#type="button", class="button", data-test="all-new", on:click=move |_| all(Says::New)) { (all_new) }
                button(r#type="button", class="button", on:click=move |_| all(Says::Skip)) { (skip_all) }
            }
            (entries)
        }
    }
}

/// Somebody in the file, and those of the same name in the library.
fn who(import: Import, entry: Entry) -> View {
    let at = entry.at;
    let said = create_signal(None::<Says>);
    let group = format!("who-{at}");
    let choice = |name: String, says: Says, label: View, hint: String| {
        let is = {
            let says = says.clone();
            move || said.with(|said| said.as_ref() == Some(&says))
        };
        let choose = move || {
            said.set(Some(says.clone()));
            import.choose(Job::Answer { at: Some(at), answer: says.clone() }, || ());
        };
        words::one_of(&group, &name, is, choose, label, Some(hint))
    };
    let mut choices: Vec<View> = Vec::new();
    for (n, Candidate { id, name, headline, story }) in entry.candidates.into_iter().enumerate() {
        let hint = if story.is_empty() { headline } else { format!("{headline} · {story}") };
        let label = text::with_name(&msg!("backupSamePerson", text::NAME), &name);
        choices.push(choice(format!("same{n}"), Says::Same(id), label, hint));
    }
    choices.push(choice("new".into(), Says::New, msg!("backupSomebodyNew").into(), String::new()));
    choices.push(choice("skip".into(), Says::Skip, msg!("backupSkip").into(), String::new()));
    let (name, headline) = (entry.name, entry.headline);
    let label = text::isolated(&name);
    view! {
        li(class="entry entry-choice") {
            p { bdi(class="entry-name") { (name) } " " span(class="soft", dir="auto") { (headline) } }
            div(class="choices", role="radiogroup", aria-label=label) { (choices) }
        }
    }
}

/// Those who say something else than the library, and choices for all of them.
pub fn differing(import: Import, fields: Vec<(Field, usize)>) -> View {
    let people = create_selector(move || import.counts.get().differing);
    dynamic(move || {
        let people = people.get();
        if people == 0 {
            return View::new();
        }
        let list = Listed::new(import, Show::Differing);
        list.open();
        let (heading, about) = (text::plural("backupDiffering", people), msg!("backupDifferingAbout"));
        let all: Vec<View> = fields.iter().map(|(field, count)| for_all(import, list, field.clone(), *count)).collect();
        let entries = dynamic(move || list.view(move |entry| one(import, entry)));
        view! {
            fieldset(class="decide", data-test="differing") {
                legend { (heading) }
                p(class="field-help") { (about) }
                (all)
                (entries)
            }
        }
    })
}

/// One choice for a field of everybody.
fn for_all(import: Import, list: Listed, field: Field, count: usize) -> View {
    let says = msg!("backupForAll", fields::title(&field), text::plural("dashboardPeople", count));
    let button = |label: String, keep: Keep, hook: &str| {
        let hook = format!("all-{}-{hook}", field.word());
        let field = field.clone();
        let act = move |_| {
            let job = Job::Choose { at: None, field: Some(field.clone()), keep };
            import.choose(job, move || list.again());
        };
        view! { button(r#type="button", class="button", data-test=hook, on:click=act) { (label) } }
    };
    let mine = button(msg!("backupKeepMine"), Keep::Mine, "mine");
    let theirs = button(msg!("backupTakeTheirs"), Keep::Theirs, "theirs");
    view! { p(class="row for-all") { span { (says) } (mine) (theirs) } }
}

/// One person's differences, side by side.
fn one(import: Import, entry: Entry) -> View {
    let at = entry.at;
    let rows: Vec<View> = entry.differing.into_iter().map(|difference| side_by_side(import, at, difference)).collect();
    let name = entry.name;
    view! { li(class="entry entry-choice") { p { bdi(class="entry-name") { (name) } } (rows) } }
}

fn side_by_side(import: Import, at: usize, difference: Difference) -> View {
    let Difference { field, mine, theirs, keep, both } = difference;
    let chosen = create_signal(keep);
    let group = format!("keep-{at}-{}", field.word());
    let title = fields::title(&field);
    let choice = |name: &str, value: Keep, label: String, text: Option<String>| {
        let field = field.clone();
        let choose = move || {
            chosen.set(value);
            import.choose(Job::Choose { at: Some(at), field: Some(field.clone()), keep: value }, || ());
        };
        words::one_of(&group, name, move || chosen.get() == value, choose, label.into(), text)
    };
    let mut choices = vec![
        choice("mine", Keep::Mine, msg!("backupMine"), Some(mine)),
        choice("theirs", Keep::Theirs, msg!("backupTheirs"), Some(theirs)),
    ];
    if both {
        choices.push(choice("both", Keep::Both, msg!("backupBoth"), None));
    }
    view! {
        fieldset(class="sides") { legend(class="field-label") { (title) } div(class="choices sides-choices") { (choices) } }
    }
}
