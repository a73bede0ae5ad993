//! Two people who were dragged here from a list, to be introduced to each other. It lies at the foot of the window while
//! somebody is carried or lies on it, also when another list is shown. By keyboard, two are chosen in the list instead.

use sycamore::prelude::*;
use sycamore::web::events::{DragEvent, MouseEvent};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;

use super::house::House;
use crate::browser::pause;
use crate::domain::PersonId;
use crate::ui::components::icon;
use crate::ui::dynamic::{dynamic, handler, selector};
use crate::ui::text::msg;

/// The tray. A copy is the same. Make it at the root of the page.
#[derive(Clone, Copy)]
pub struct Tray {
    people: [Signal<Option<PersonId>>; 2],
    /// Whom the pointer carries. The browser isn't told: what is dragged can be dropped on any page.
    carried: Signal<Option<PersonId>>,
}

impl Tray {
    /// An empty one.
    #[must_use]
    pub fn new() -> Self {
        Self { people: [None, None].map(create_signal), carried: create_signal(None) }
    }

    /// Somebody's row is being dragged.
    pub fn carry(self, event: &DragEvent, person: PersonId) {
        begin(event);
        spawn_local(async move {
            // A page that changes while the drag begins would end it.
            pause(0).await;
            self.carried.set(Some(person));
        });
    }

    /// The drag is over, wherever.
    pub fn let_go(self) {
        spawn_local(async move {
            // After the drag has begun, however short it was.
            pause(0).await;
            self.carried.set(None);
        });
    }

    /// Puts somebody in a place. Whoever lies in the other one already moves here.
    fn put(self, place: usize, person: PersonId) {
        batch(|| {
            let other = self.people[1 - place];
            if other.with_untracked(|there| there.as_ref() == Some(&person)) {
                other.set(self.people[place].get_clone_untracked());
            }
            self.people[place].set(Some(person));
            self.carried.set(None);
        });
    }

    /// The tray, while it is of use.
    #[must_use]
    pub fn view(self, house: House) -> View {
        let of_use = selector(move || {
            self.carried.with(Option::is_some) || self.people.iter().any(|it| it.with(Option::is_some))
        });
        dynamic(move || if of_use.get() { self.shown(house) } else { View::new() })
    }

    fn shown(self, house: House) -> View {
        let two = selector(move || {
            let [first, second] = self.people.map(|person| person.get_clone());
            first.zip(second)
        });
        let (title, label) = (msg!("introIntroduce"), msg!("introGivePut"));
        let introduce = move |_: MouseEvent| {
            if let Some((first, second)) = two.get_clone_untracked() {
                batch(|| self.people.iter().for_each(|person| person.set(None)));
                introduce(house, &[first, second]);
            }
        };
        let named = title.clone();
        let places: Vec<View> = (0..self.people.len()).map(|place| self.place(house, place)).collect();
        view! {
            section(class="tray", aria-label=named, data-test="tray") {
                p(class="tray-title") { (title) }
                div(class="tray-places") { (places) }
                button(r#type="button", class="button button-primary", hidden=move || two.with(Option::is_none),
                       data-test="tray-introduce", on:click=handler(introduce)) { (label) }
            }
        }
    }

    fn place(self, house: House, place: usize) -> View {
        let person = self.people[place];
        let over = create_signal(false);
        let may_drop = handler(move |event: DragEvent| {
            if self.carried.with_untracked(Option::is_some) {
                event.prevent_default();
                over.set(true);
            }
        });
        let drop = handler(move |event: DragEvent| {
            event.prevent_default();
            over.set(false);
            if let Some(person) = self.carried.get_clone_untracked() {
                self.put(place, person);
            }
        });
        let who = dynamic(move || match person.get_clone() {
            Some(id) => {
                let name = house.crowd.get(&id).map(|brief| brief.name.clone()).unwrap_or_default();
                let (label, glyph) = (msg!("peopleWithout", name), icon::line(icon::CLOSE));
                view! {
                    bdi(class="tray-name") { (name) }
                    button(r#type="button", class="icon-button", aria-label=label, data-test="tray-without",
                           on:click=handler(move |_: MouseEvent| person.set(None))) { (glyph) }
                }
            }
            None => {
                let words = msg!("introDrop");
                view! { span(class="soft") { (words) } }
            }
        });
        view! {
            div(class="tray-place", data-over=move || if over.get() { "true" } else { "false" }, data-test="tray-place",
                on:dragover=may_drop, on:dragleave=handler(move |_: DragEvent| over.set(false)), on:drop=drop) { (who) }
        }
    }
}

/// Goes to the desk with two people.
pub fn introduce(house: House, people: &[PersonId; 2]) {
    let [first, second] = people;
    house.go(&format!("#introductions?person={first}&person={second}"), true);
}

/// What Firefox wants before it drags something: data, and there is none.
fn begin(event: &DragEvent) {
    let call = || -> Result<(), JsValue> {
        let data = js_sys::Reflect::get(event, &"dataTransfer".into())?;
        js_sys::Reflect::set(&data, &"effectAllowed".into(), &"copy".into())?;
        let set: js_sys::Function = js_sys::Reflect::get(&data, &"setData".into())?.dyn_into()?;
        set.call2(&data, &"text/plain".into(), &"".into()).map(drop)
    };
    // Without it there is only no drag.
    let _ = call();
}
