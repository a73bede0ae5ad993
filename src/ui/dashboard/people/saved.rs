//! Lists that the user gave a name.

use sycamore::prelude::*;
use sycamore::web::events::SubmitEvent;

use super::state::State;
use crate::desk::SettingsEdit;
use crate::domain::text::clean_line;
use crate::library::settings::SavedList;
use crate::ui::components::field::{Field, focus};
use crate::ui::dashboard::saver::Saver;
use crate::ui::dynamic::{dynamic, handler, selector};
use crate::ui::text::msg;

/// The id of the name's field.
const NAME: &str = "list-name";
/// A name is no longer than this.
const MAX_NAME: usize = 60;

/// The saved lists as links, and a way to save what is asked for now.
pub fn saved(state: State) -> View {
    let saver = Saver::new();
    let lists = selector(move || state.house.store.settings().lists.clone());
    let here = selector(move || state.ask.with(crate::library::list::Ask::to_query));
    let naming = create_signal(false);
    let links = dynamic(move || {
        let here = here.get_clone();
        let links: Vec<View> = lists.get_clone().into_iter().map(|list| link(list, &here)).collect();
        links.into()
    });
    let tools = dynamic(move || {
        let (query, lists) = (here.get_clone(), lists.get_clone());
        let kept = lists.iter().any(|list| list.query == query);
        if query.is_empty() {
            return View::new();
        }
        if kept {
            let label = msg!("peopleForgetList");
            let forget = handler(move |_| {
                let lists = lists.iter().filter(|list| list.query != query).cloned().collect();
                saver.save(SettingsEdit::Lists(lists));
            });
            return view! { button(r#type="button", class="link", "data-test"="forget-list", on:click=forget) { (label) } };
        }
        if naming.get() {
            return name(naming, saver, lists, query);
        }
        let label = msg!("peopleSaveList");
        let begin = handler(move |_| naming.set(true));
        view! { button(r#type="button", class="link", "data-test"="save-list", on:click=begin) { (label) } }
    });
    let (label, state) = (msg!("peopleLists"), saver.view());
    view! {
        nav(class="people-lists", "aria-label"=label) { (links) (tools) (state) }
    }
}

fn link(list: SavedList, here: &str) -> View {
    let current = (list.query == here).then_some("page");
    let (address, name) = (format!("#people?{}", list.query), list.name);
    view! { a(class="people-saved", href=address, "aria-current"=current, "data-test"="saved-list") { bdi { (name) } } }
}

/// The field for the name. An existing name takes the new question.
fn name(naming: Signal<bool>, saver: Saver, lists: Vec<SavedList>, query: String) -> View {
    let value = create_signal(String::new());
    let field = Field::new(NAME, msg!("peopleListName"), value).test("list-name").view();
    let save = handler(move |event: SubmitEvent| {
        event.prevent_default();
        let name = clean_line(&value.get_clone_untracked(), MAX_NAME);
        if name.is_empty() {
            return;
        }
        let mut lists: Vec<SavedList> = lists.iter().filter(|list| list.name != name).cloned().collect();
        lists.push(SavedList { name, query: query.clone(), ..SavedList::default() });
        saver.save(SettingsEdit::Lists(lists));
        naming.set(false);
    });
    let (label, cancel) = (msg!("peopleSaveListName"), msg!("commonCancel"));
    on_mount(|| focus(NAME));
    view! {
        form(class="people-naming", on:submit=save) {
            (field)
            button(r#type="submit", class="button", "data-test"="list-save") { (label) }
            button(r#type="button", class="link", on:click=handler(move |_| naming.set(false))) { (cancel) }
        }
    }
}
