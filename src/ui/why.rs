//! Why something was not done, in the user's language: whole sentences.

use super::text::{self, NAME, msg};
use crate::desk::{Problem, Why};
use crate::library::ledger::NoEntry;
use crate::library::{Refusal, Unreadable};

/// A problem with its message in the user's language.
#[must_use]
pub fn in_words(problem: Problem) -> Problem {
    match &problem.why {
        Some(why) => Problem { message: words(why), ..problem },
        None => problem,
    }
}

/// Why a request was not carried out.
#[must_use]
pub fn words(why: &Why) -> String {
    match why {
        Why::Refused(refusal) => refused(refusal),
        Why::Introduction(NoEntry::Gone) => msg!("whyNoIntroduction"),
        Why::Introduction(NoEntry::NotNow | NoEntry::NotTwo) | Why::NotNow(_) => msg!("whyNotNow"),
        Why::NoInvitation => msg!("sidebarGone"),
        Why::NoPage => msg!("sidebarNoTab"),
        Why::NoRoom(_) => msg!("backupFull"),
        Why::NotStored(browser) | Why::TakenBack(browser) => msg!("whyNotStored", text::isolated(browser)),
        Why::Unfinished(browser) => msg!("whyUnfinished", text::isolated(browser)),
        Why::NoAnswer(browser) => msg!("whyNoAnswer", text::isolated(browser)),
    }
}

fn refused(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Gone => msg!("popupGone"),
        Refusal::NotInTrash => msg!("whyNotInTrash"),
        Refusal::TooLate => msg!("whyTooLate"),
        Refusal::ChangedSince => msg!("whyChangedSince"),
        Refusal::PartOfImport => msg!("whyPartOfImport"),
        Refusal::AddressTaken(name) => address_taken(name),
        Refusal::SamePerson => msg!("whyNotNow"),
        Refusal::Unreadable(why) => unreadable(why),
    }
}

/// Somebody else has the profile address.
#[must_use]
pub fn address_taken(name: &str) -> String {
    text::with_name_plain(&msg!("backupAddressTaken", NAME), name)
}

/// Why a part of the notes can't be read.
#[must_use]
pub fn unreadable(why: &Unreadable) -> String {
    match why {
        Unreadable::Broken(_) => msg!("whyUnreadable"),
        Unreadable::Newer(_) => msg!("whyNewer"),
    }
}
