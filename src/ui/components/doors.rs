//! The three doors with what stands behind them.

use sycamore::prelude::*;

use super::{chips, field::Field, icon};
use crate::domain::{CloseKind, Door, MetKind, WorkKind};
use crate::ui::dynamic::{dynamic, handler};
use crate::ui::form::NoteForm;
use crate::ui::text::msg;
use crate::ui::words;

/// The id of the field for what is remembered.
pub const MEMORY: &str = "memory";

/// How the doors are shown.
#[derive(Clone, Copy, Default)]
pub struct Options {
    /// Whether the keys 1, 2 and 3 are shown on the doors.
    pub keys: bool,
}

/// The id of a door's checkbox.
#[must_use]
pub fn door_id(door: Door) -> String {
    format!("door-{}", door.word())
}

/// The three doors. Put them into a `fieldset` whose `legend` asks the question.
#[must_use]
pub fn doors(form: NoteForm, options: Options) -> View {
    let doors: Vec<View> =
        Door::ALL.into_iter().zip(["1", "2", "3"]).map(|(d, key)| door(form, d, key, options)).collect();
    view! { div(class="doors") { (doors) } }
}

fn door(form: NoteForm, door: Door, key: &'static str, options: Options) -> View {
    let open = form.door(door);
    let id = door_id(door);
    let hint_id = format!("{id}-hint");
    let title_id = format!("{id}-title");
    let named = title_id.clone();
    let test = match door {
        Door::Worked => "door-worked",
        Door::Met => "door-met",
        Door::Close => "door-close",
    };
    let title = words::door_title(door);
    let hint = words::door_hint(door);
    let shortcut = options.keys.then_some(key);
    let hint_key = options.keys.then(|| view! { kbd("aria-hidden"="true") { (key) } });
    let glyph = icon::door();
    let (box_id, described) = (id.clone(), hint_id.clone());
    let behind = dynamic(move || if open.get() { inside(form, door) } else { View::default() });
    view! {
        div(class="door") {
            label(class="door-face", r#for=id) {
                input(id=box_id, class="door-box", r#type="checkbox", "data-test"=test, "aria-labelledby"=named, "aria-describedby"=described,
                    "aria-keyshortcuts"=shortcut, prop:checked=open, on:change=handler(move |_| open.set(!open.get())))
                (glyph)
                span {
                    span(id=title_id, class="door-title") { (title) }
                    span(id=hint_id, class="door-hint") { (hint) }
                }
                (hint_key)
            }
            (behind)
        }
    }
}

fn inside(form: NoteForm, door: Door) -> View {
    let label = words::door_kinds(door);
    let inside = match door {
        Door::Worked => chips::chips(label, WorkKind::ALL, words::work_kind, |kind| kind.word().to_owned(), form.work),
        Door::Close => {
            chips::chips(label, CloseKind::ALL, words::close_kind, |kind| kind.word().to_owned(), form.close)
        }
        Door::Met => {
            let memory = Field::new(MEMORY, msg!("doorMemory"), form.memory)
                .help(msg!("doorMemoryHelp"))
                .several_lines()
                .test("memory")
                .view();
            let kinds = chips::chips(label, MetKind::ALL, words::met_kind, |kind| kind.word().to_owned(), form.met);
            vec![memory, kinds].into()
        }
    };
    view! { div(class="door-inside") { (inside) } }
}
