//! Whether a file holds everything that the library holds.

use super::talk::Checked;
use crate::domain::{Person, PersonId};
use crate::exchange::backup::Beside;
use crate::exchange::{Kind, Source, check};

/// How many names are told of those who are missing or different.
const NAMES: usize = 12;

pub fn check(source: &Source, library: &[(PersonId, Person)], beside: Beside<'_>, unread: u32) -> Checked {
    let found = check::check(source, library.iter().map(|(id, person)| (id, person)), beside);
    let unlike = found.missing.iter().chain(found.different.iter().map(|different| &different.who));
    Checked {
        // Of what can't be read nobody knows whether the file has it.
        complete: found.is_complete() && unread == 0,
        unread,
        made: match source.kind {
            Kind::Backup { made, .. } => made,
            _ => None,
        },
        same: found.same,
        missing: found.missing.len(),
        gone: found.gone.len(),
        different: found.different.len(),
        settings_differ: found.settings_differ,
        introductions_missing: found.introductions_missing,
        names: unlike.take(NAMES).map(|who| who.name.clone()).collect(),
    }
}
