//! The room in which the user's notes leave the browser and come back: backups, files for other programs, imports;
//! and what is done about notes that were deleted or can't be read.

mod choices;
mod download;
mod erase;
mod export;
mod helper;
mod import;
mod passphrase;
mod picker;
mod preview;
mod state;
mod trash;
mod trouble;
mod unread;
mod verify;
mod why;
mod words;

pub use state::{refresh, reminder};

use sycamore::prelude::*;

use super::house::House;
use super::rooms::Part;
use helper::Helper;

/// What the parts of the room share; a copy is the same.
#[derive(Clone, Copy)]
struct Desk {
    house: House,
    helper: Helper,
    /// What the Worker is busy with: one thing at a time.
    busy: Signal<Option<Part>>,
}

impl Desk {
    /// Begins something, if nothing else is going on.
    fn begin(self, part: Part) -> bool {
        let free = self.busy.with_untracked(Option::is_none);
        if free {
            self.busy.set(Some(part));
        }
        free
    }

    /// It is over. `false` if the room was left meanwhile, and nothing of it is there any more.
    fn end(self) -> bool {
        let here = self.busy.is_alive();
        if here {
            self.busy.set(None);
        }
        here
    }

    fn is_busy(self) -> bool {
        self.busy.with(Option::is_some)
    }

    fn is_busy_with(self, part: Part) -> bool {
        self.busy.with(|busy| *busy == Some(part))
    }
}

/// The room.
pub fn room(house: House) -> View {
    let desk = Desk { house, helper: Helper::new(), busy: create_signal(None) };
    desk.helper.start();
    // Whoever leaves the room gives up what was going on in it.
    on_cleanup(move || desk.helper.cancel());
    vec![
        state::state(desk),
        export::export(desk),
        import::import(desk),
        verify::verify(desk),
        trash::trash(),
        unread::unread(),
        erase::everything(desk),
    ]
    .into()
}
