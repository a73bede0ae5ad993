//! Small drawings, all of them made of the door.

use sycamore::prelude::*;

use crate::desk::Standing;

/// An open door with light falling out of it: the product's mark.
#[must_use]
pub fn mark() -> View {
    view! {
        svg("viewBox"="0 0 128 128", class="brand", "aria-hidden"="true", "focusable"="false") {
            path(class="brand-frame", "d"="M8 112V60a48 52 0 0 1 96 0v52z")
            path(class="brand-light", "d"="M24 112V60a32 36 0 0 1 64 0v52l32 16H56z")
            path(class="brand-leaf", "d"="M24 112V60c0-11 4.6-20.5 12-27.5L56 48v80z")
            circle(class="brand-light", "cx"="44", "cy"="88", "r"="5")
        }
    }
}

/// The door of a card; styles open it when the card's checkbox is checked.
#[must_use]
pub fn door() -> View {
    view! {
        svg("viewBox"="0 0 36 40", class="door-glyph", "aria-hidden"="true", "focusable"="false") {
            path(class="light", "d"="M8 35h20l7 5H13z")
            path(class="arch", "d"="M7 35V16a11 11.5 0 0 1 22 0v19z")
            g(class="leaf") {
                path("d"="M8 35V16a10 10.5 0 0 1 20 0v19z")
                circle(class="knob", "cx"="24.5", "cy"="23", "r"="1.4")
            }
        }
    }
}

/// The mark beside a sender's name: a closed door, an open one, or one that is ajar.
#[must_use]
pub fn standing(standing: Standing) -> View {
    let (class, inside) = match standing {
        Standing::NoAnswer => ("mark mark-noAnswer", "M3 18V8a6 6.5 0 0 1 12 0v10M1 18h16M11.5 11.5v1"),
        Standing::ReallyKnow => ("mark mark-reallyKnow", "M5.5 10.5l2.5 2.5 4.5-5"),
        Standing::Parked => ("mark mark-parked", "M9 6v4.5l2.5 1.5"),
        Standing::NotQuite => ("mark mark-notQuite", "M3 18V8a6 6.5 0 0 1 12 0v10M1 18h16M3 4l6 3v13l-6-2"),
        Standing::DontKnow => ("mark mark-dontKnow", "M5 10h8"),
    };
    let round = matches!(standing, Standing::ReallyKnow | Standing::Parked | Standing::DontKnow);
    let ring = if round { "M9 2.5a7.5 7.5 0 1 1 0 15 7.5 7.5 0 0 1 0-15z" } else { "" };
    view! {
        svg("viewBox"="0 0 18 20", class=class, "aria-hidden"="true", "focusable"="false") {
            path("d"=ring)
            path("d"=inside)
        }
    }
}

/// An icon of one line.
#[must_use]
pub fn line(path: &'static str) -> View {
    view! {
        svg("viewBox"="0 0 24 24", class="icon", "aria-hidden"="true", "focusable"="false") { path("d"=path) }
    }
}

pub const COLLAPSE: &str = "M6 5l7 7-7 7M13 5l7 7-7 7";
/// What stands below opens.
pub const UNFOLD: &str = "M6 9.5l6 6 6-6";
pub const CHECK: &str = "M5 12.5l4.5 4.5L19 7.5";
pub const COPY: &str = "M9 9h10v11H9zM5 15V4h10";
pub const HELP: &str = "M9 9a3 3 0 1 1 4.2 2.8c-.9.4-1.2 1-1.2 2.2M12 17.5v.1";
pub const CLOSE: &str = "M6 6l12 12M18 6L6 18";
