//! The keys of all our pages, on one sheet that `?` opens in the dashboard and in the popup, and that the settings show.

use sycamore::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;

use super::components::icon;
use super::dynamic::{dynamic, handler};
use super::text::msg;
use crate::browser::commands::{self, Shortcut};

/// The id of the `<dialog>` that stands in the pages.
const SHEET: &str = "keys";
/// The button that opens it without a key.
const BUTTON: &str = "show-keys";

/// Fills the dialog of this page, and lets its button open it.
pub fn adopt() {
    super::popup::fill(SHEET, sheet);
    if let Some(button) = document().get_element_by_id(BUTTON) {
        super::popup::listen(&button, "click", |_| {
            toggle();
        });
    }
}

/// Opens the sheet, or closes it; `false` on a page without one.
pub fn toggle() -> bool {
    call(if is_open() { "close" } else { "showModal" })
}

/// Whether the sheet is open: then other keys are not for the page behind it.
#[must_use]
pub fn is_open() -> bool {
    document().get_element_by_id(SHEET).is_some_and(|sheet| sheet.has_attribute("open"))
}

fn close() {
    // Without a sheet there is none to close.
    let _ = call("close");
}

fn call(method: &str) -> bool {
    let Some(sheet) = document().get_element_by_id(SHEET) else { return false };
    let method =
        js_sys::Reflect::get(&sheet, &method.into()).ok().and_then(|it| it.dyn_into::<js_sys::Function>().ok());
    method.is_some_and(|method| method.call0(&sheet).is_ok())
}

fn sheet() -> View {
    let (title, close_label, glyph) = (msg!("sidebarKeys"), msg!("commonClose"), icon::line(icon::CLOSE));
    let groups = groups();
    view! {
        div(class="keys-head") {
            h2(id="keys-title") { (title) }
            button(r#type="button", class="icon-button", "aria-label"=close_label, "data-test"="close-keys",
                on:click=handler(move |_| close())) { (glyph) }
        }
        (groups)
    }
}

/// All keys, by where they work.
#[must_use]
pub fn groups() -> View {
    let anywhere = create_signal(Vec::<Shortcut>::new());
    spawn_local(async move {
        // Without an answer there is nothing to say about them.
        if let Ok(all) = commands::all().await
            && anywhere.is_alive()
        {
            anywhere.set(all);
        }
    });
    let anywhere = dynamic(move || {
        let rows: Vec<(String, String)> = anywhere.get_clone().into_iter().filter_map(command).collect();
        if rows.is_empty() { View::new() } else { group(msg!("keysAnywhere"), rows) }
    });
    let own = |rows: &[(&str, String)]| rows.iter().map(|(keys, what)| ((*keys).to_owned(), what.clone())).collect();
    let dashboard = own(&[
        ("/", msg!("peopleSearch")),
        ("C", msg!("personLog")),
        ("Ctrl Enter", msg!("sidebarKeySave")),
        ("?", msg!("sidebarKeyHelp")),
    ]);
    let space = msg!("keysSpace");
    let list = own(&[
        ("↑ ↓", msg!("keysRow")),
        ("Enter", msg!("keysOpen")),
        (&[space.as_str(), " X"].concat(), msg!("keysChoose")),
        ("Shift ↓", msg!("keysStretch")),
        ("Ctrl A", msg!("keysAll")),
        ("C", msg!("personLog")),
        ("Esc", msg!("peopleChooseNobody")),
    ]);
    let waiting = own(&[("↑ ↓", msg!("keysRow")), ("C", msg!("personLog"))]);
    let popup = own(&[("↑ ↓", msg!("keysRow")), ("Enter", msg!("keysOpen")), ("Esc", msg!("keysBack"))]);
    let groups = vec![
        anywhere,
        group(msg!("keysDashboard"), dashboard),
        group(msg!("keysList"), list),
        group(msg!("dashboardWaiting"), waiting),
        group(msg!("keysPopup"), popup),
        titled(msg!("keysSidebar"), beside_an_invitation()),
    ];
    view! { div(class="keys-groups") { (groups) } }
}

/// A shortcut that works in any tab, and what it does.
fn command(Shortcut { name, shortcut }: Shortcut) -> Option<(String, String)> {
    let what = match name.as_str() {
        "_execute_action" => msg!("keysOpenPopup"),
        "open-review" => msg!("commandOpenReview"),
        "remember" => msg!("commandRemember"),
        _ => return None,
    };
    Some((if shortcut.is_empty() { msg!("keysNotSet") } else { shortcut.replace('+', " ") }, what))
}

/// The keys of the sidebar.
#[must_use]
pub fn beside_an_invitation() -> View {
    let rows = [
        ("1 2 3", msg!("sidebarKeyDoors")),
        ("0", msg!("sidebarKeyDontKnow")),
        ("Enter", msg!("sidebarKeySave")),
        ("Shift Enter", msg!("sidebarKeyNewLine")),
        ("N ↓", msg!("sidebarKeyNext")),
        ("P ↑", msg!("sidebarKeyPrevious")),
        ("Esc", msg!("sidebarKeyLeave")),
        ("?", msg!("sidebarKeyHelp")),
    ];
    list(rows.map(|(keys, what)| (keys.to_owned(), what)).into())
}

fn group(title: String, rows: Vec<(String, String)>) -> View {
    titled(title, list(rows))
}

fn titled(title: String, rows: View) -> View {
    view! { div(class="keys-group") { h3 { (title) } (rows) } }
}

/// Keys and what they do.
fn list(rows: Vec<(String, String)>) -> View {
    let rows: Vec<View> = rows
        .into_iter()
        .map(|(keys, what)| {
            let keys: Vec<View> = keys
                .split(' ')
                .map(|key| {
                    let key = key.to_owned();
                    view! { kbd { (key) } " " }
                })
                .collect();
            view! { div(class="keys-row") { dt { (keys) } dd { (what) } } }
        })
        .collect();
    view! { dl(class="keys-list") { (rows) } }
}
