//! The stories, each told to a real browser.

mod guard;
mod review;

use std::future::Future;
use std::pin::Pin;

use anyhow::Result;
use serde_json::{Value, json};

use crate::world::World;

type Told<'a> = Pin<Box<dyn Future<Output = Result<()>> + 'a>>;

/// One story.
pub struct Scenario {
    pub name: &'static str,
    pub story: &'static str,
    pub run: for<'a> fn(&'a mut World) -> Told<'a>,
}

/// Makes the table of stories: the function's name is the scenario's.
macro_rules! table {
    ($($module:ident :: $name:ident : $story:literal,)+) => {
        /// Every story, in the order in which they are told.
        pub const ALL: &[Scenario] = &[
            $( Scenario { name: stringify!($name), story: $story, run: |world| Box::pin($module::$name(world)) }, )+
        ];
    };
}

table! {
    review::answers_by_keyboard: "The whole flow by keyboard: held, asked, answered, accepted, the next one.",
    review::answers_by_mouse: "The whole flow by mouse.",
    guard::pauses_once: "A click on Accept is held once; the second goes through.",
}

/// A made-up person's invitation.
pub fn invitation(n: usize, name: &str) -> Value {
    let slug = name.to_lowercase().replace(' ', "-");
    json!({
        "id": format!("70000000000000000{n:02}"), "kind": "person", "slug": slug, "name": name,
        "headline": "Baker at Crumb Ltd", "message": null, "mutual": null, "badges": [], "target": null,
        "acceptAs": "button", "friction": false,
    })
}

/// Three people on the present generation of the page.
pub fn three() -> Value {
    let people = ["Mia Sample", "Omar Test", "Lena Beispiel"];
    let invitations: Vec<Value> = people.iter().enumerate().map(|(n, name)| invitation(n + 1, name)).collect();
    json!({
        "generation": "sdui2026", "language": "en", "batch": 10, "afterAccept": "remove",
        "invitations": invitations, "suggestions": [
            { "slug": "some-suggestion", "name": "Some Suggestion", "headline": "Painter" },
        ], "profiles": [],
    })
}
