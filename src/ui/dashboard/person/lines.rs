//! Texts as they read, line by line, each with the mark that says who may see it.

use sycamore::prelude::*;

use super::page::Page;
use crate::domain::{Field, Mark, Person};
use crate::ui::components::icon;
use crate::ui::dynamic::{dynamic, handler};
use crate::ui::text::msg;

/// A text, drawn anew when it or its marks change.
pub fn lines(page: Page, field: Field) -> View {
    let now = {
        let field = field.clone();
        page.about(move |person| marked(person, &field))
    };
    let inside = move || -> View {
        let row = |(at, (line, mark))| line_view(page, &field, at, line, mark);
        now.get_clone().into_iter().enumerate().map(row).collect::<Vec<View>>().into()
    };
    dynamic(inside)
}

fn marked(person: &Person, field: &Field) -> Vec<(String, Mark)> {
    person.lines(field).map(|(line, mark)| (line.to_owned(), mark)).collect()
}

fn line_view(page: Page, field: &Field, at: usize, line: String, mark: Mark) -> View {
    let id = format!("mark-{}-{at}", field.word());
    let button = mark_button(page, id.clone(), field.clone(), Some(line.clone()), mark.clone());
    let key = (field.clone(), line.clone());
    let hidden = mark == Mark::Sensitive && !page.shown.with(|shown| shown.contains(&key));
    let text = if hidden {
        let label = msg!("personShowSensitive");
        view! {
            button(r#type="button", class="link small", "data-test"="show-sensitive", on:click=handler(move |_| {
                page.refocus.set(Some(id.clone()));
                page.shown.update(|shown| shown.push(key.clone()));
            })) { (label) }
        }
    } else {
        view! { span(class="line-text", dir="auto") { (line) } }
    };
    view! { p(class="line") { (text) " " (button) } }
}

/// The mark of a single-line field, or of a whole one.
pub fn field_mark(page: Page, field: Field) -> View {
    let mark = {
        let field = field.clone();
        page.about(move |person| person.marks.field(&field))
    };
    let id = format!("mark-{}", field.word());
    dynamic(move || mark_button(page, id.clone(), field.clone(), None, mark.get_clone()))
}

/// The mark, which turns to the next when it is pressed.
fn mark_button(page: Page, id: String, field: Field, line: Option<String>, mark: Mark) -> View {
    if page.refocus.with_untracked(|wanted| wanted.as_ref() == Some(&id)) {
        let id = id.clone();
        page.refocus.set_silent(None);
        on_mount(move || crate::ui::components::field::focus(&id));
    }
    let wanted = id.clone();
    let (word, next) = (mark.word().to_owned(), next(&mark));
    let glyph = icon::line(shape(&mark));
    let (said, means, then) = (name(&mark), means(&mark), name(&next));
    let label = msg!("personMarkLabel", said, means, then);
    let title = means;
    view! {
        button(r#type="button", id=id, class="line-mark", "data-mark"=word, "data-test"="mark", "aria-label"=label, title=title,
            on:click=handler(move |_| {
                page.refocus.set(Some(wanted.clone()));
                page.mark(field.clone(), line.clone(), next.clone());
            })) {
            (glyph) span { (said) }
        }
    }
}

fn next(mark: &Mark) -> Mark {
    match mark {
        Mark::Private => Mark::Shareable,
        Mark::Shareable => Mark::Sensitive,
        Mark::Sensitive | Mark::Other(_) => Mark::Private,
    }
}

fn name(mark: &Mark) -> String {
    match mark {
        Mark::Shareable => msg!("markShareable"),
        Mark::Private => msg!("markPrivate"),
        Mark::Sensitive => msg!("markSensitive"),
        Mark::Other(word) => word.clone(),
    }
}

/// Who may see it, in words.
fn means(mark: &Mark) -> String {
    match mark {
        Mark::Shareable => msg!("markShareableMeans"),
        Mark::Private => msg!("markPrivateMeans"),
        Mark::Sensitive => msg!("markSensitiveMeans"),
        Mark::Other(word) => word.clone(),
    }
}

/// An open speech bubble, a lock, a crossed eye: told apart without colours.
const fn shape(mark: &Mark) -> &'static str {
    match mark {
        Mark::Shareable => "M4 5h16v11H10l-4 4v-4H4z",
        Mark::Private | Mark::Other(_) => "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
        Mark::Sensitive => "M3 12c2.5-4 5.5-6 9-6s6.5 2 9 6c-2.5 4-5.5 6-9 6s-6.5-2-9-6M5 19L19 5",
    }
}
