//! The dashboard: a rail of rooms, the first of them the settings. Every place has an address
//! (`#settings/guard`), so that back and forward, bookmarks and links from elsewhere work.

mod backup;
mod choices;
mod fields;
mod hands;
mod house;
mod introductions;
mod judged;
mod keyboard;
mod keys;
mod language;
mod people;
mod person;
mod replies;
mod rooms;
mod rule;
mod saver;
mod touch;
mod tray;
mod waiting;

use std::cell::Cell;

use sycamore::prelude::*;
use wasm_bindgen::JsCast;

use crate::ui::components::field::focus;
use crate::ui::dynamic::{dynamic, selector};
use crate::ui::key_sheet;
use crate::ui::popup::{fill, listen};
use crate::ui::text::{self, msg};
use house::House;
use rooms::{Part, Place, Room};

/// The id of the heading of a room.
const ROOM_HEADING: &str = "room-heading";

/// Fills the page that stands in `dashboard.html`.
pub fn start() {
    // Lives as long as its page.
    let _ = create_root(|| {
        text::set_language();
        let house = House::new();
        if let Some(skeleton) = document().get_element_by_id("skeleton") {
            skeleton.remove();
        }
        fill("rail", move || rail(house));
        fill("room", move || room(house));
        // Back and forward between addresses that were gone to by us change no more than the history.
        listen(&window(), "popstate", move |_| {
            let place = Place::from_location();
            if house.place.with_untracked(|here| *here != place) {
                house.place.set(place);
            }
        });
        listen(&window(), "hashchange", move |_| {
            house.place.set(Place::from_location());
            turn_to(&house.place.get_clone_untracked());
        });
        // Addresses name rooms, so this link can't lead to its target by itself.
        if let Some(skip) = document().get_element_by_id("skip") {
            listen(&skip, "click", |event| {
                event.prevent_default();
                focus("room");
            });
        }
        keys::listen(house);
        key_sheet::adopt();
        house.open();
    });
}

/// Links to the rooms and to the parts of the room that is open.
fn rail(house: House) -> View {
    let current = |here: bool| here.then_some("page");
    let rooms: Vec<View> = Room::ALL
        .iter()
        .map(|&room| {
            let name = room.title();
            let address = format!("#{}", room.name());
            let parts: Vec<View> = room.parts().iter().map(|&part| part_link(house, room, part)).collect();
            let here = move || current(house.place.with(|place| place.room == room && place.part.is_none()));
            view! {
                li {
                    a(class="rail-room", href=address, aria-current=here) { (name) }
                    ul(class="rail-parts", hidden=move || house.place.with(|place| place.room != room)) { (parts) }
                }
            }
        })
        .collect();
    let remind = backup::reminder(house);
    view! { ul(class="rail-rooms") { (rooms) } (remind) }
}

fn part_link(house: House, room: Room, part: Part) -> View {
    let name = part.title();
    let address = format!("#{}/{}", room.name(), part.name());
    let here = move || house.place.with(|place| place.part == Some(part)).then_some("location");
    view! { li { a(class="rail-part", href=address, aria-current=here) { (name) } } }
}

/// The room that is open.
fn room(house: House) -> View {
    let open = selector(move || house.place.with(|place| (place.room, place.person.clone())));
    let first = Cell::new(true);
    let ready = selector(move || house.store.is_ready());
    let room = move || {
        let (room, person) = open.get_clone();
        let name = room.title();
        document().set_title(&msg!("dashboardTitle", name));
        // When the page opens, the browser says where one is; a person's page takes the focus when it is read.
        if !first.replace(false) && person.is_none() {
            on_mount(|| arrive(ROOM_HEADING));
        }
        // A person's page is headed by their name.
        let heading = person.is_none().then(|| view! { h1(id=ROOM_HEADING, tabindex="-1") { (name) } });
        // Fields begin with what is stored, so it must be read first.
        let inside = move || match room {
            _ if !ready.get() => View::new(),
            Room::Backup => {
                on_mount(move || turn_to(&house.place.get_clone_untracked()));
                backup::room(house)
            }
            Room::Introductions => {
                on_mount(move || turn_to(&house.place.get_clone_untracked()));
                introductions::room(house)
            }
            Room::Settings => {
                on_mount(move || turn_to(&house.place.get_clone_untracked()));
                settings(house)
            }
            Room::Waiting => waiting::waiting(house.store, house.hands, house.scan),
            Room::People => match &person {
                Some(id) => person::person(house.store, house.hands, id.clone()),
                None => people::people(house),
            },
        };
        let trouble = move || {
            let trouble = house.trouble.get_clone().or_else(|| house.store.trouble().get_clone());
            trouble.map(|trouble| msg!("dashboardTrouble", text::isolated(&trouble))).unwrap_or_default()
        };
        let inside = dynamic(inside);
        view! {
            (heading)
            p(class="trouble", role="alert") {
                (trouble())
            }
            (inside)
        }
    };
    let (room, said) = (dynamic(room), house.hands.view());
    view! { (room) (said) }
}

fn settings(house: House) -> View {
    vec![
        rule::rule(house),
        choices::guard(house),
        choices::ask(house),
        touch::touch(house),
        replies::replies(house),
        language::language(house),
        keyboard::keyboard(house),
        choices::notes(house),
        choices::privacy(),
    ]
    .into()
}

/// Moves the keyboard to a heading when a room or a page has opened, unless it is in the room already.
fn arrive(heading: &str) {
    let inside = document().active_element().and_then(|at| at.parent_element()?.closest("#room").ok()?).is_some();
    if !inside {
        focus(heading);
    }
}

/// Brings the part that the address names into view again, where something has come above it and its reader hasn't gone on
/// from its heading.
fn hold_place(house: House) {
    let place = house.place.get_clone_untracked();
    let heading = place.part.map(Part::heading_id);
    if heading.is_some() && document().active_element().map(|at| at.id()) == heading {
        turn_to(&place);
    }
}

/// Brings the part that the address names into view, and the focus with it.
fn turn_to(place: &Place) {
    let id = place.part.map_or_else(|| ROOM_HEADING.to_owned(), |part| part.heading_id());
    let heading = document().get_element_by_id(&id).and_then(|heading| heading.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(heading) = heading.filter(|_| place.part.is_some()) {
        let section = heading.closest("section").ok().flatten();
        section.as_ref().map_or_else(|| heading.scroll_into_view(), web_sys::Element::scroll_into_view);
        // The heading is made to take the focus.
        let _ = heading.focus();
    } else if place.part.is_none() {
        sycamore::web::window().scroll_to_with_x_and_y(0.0, 0.0);
    }
}
