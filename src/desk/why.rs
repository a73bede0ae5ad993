//! Why a request was not carried out, as data: the views have the words for it in the user's language (`ui::why`). The
//! English that is written here is for logs and tests.

use serde::{Deserialize, Serialize};

use super::clerk::Trouble;
use super::message::{Problem, ProblemKind, Reply};
use crate::library::ledger::NoEntry;
use crate::library::{Refusal, Unreadable};

/// Why a request was not carried out.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Why {
    /// The library refuses the command.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The ledger of introductions refuses the step.
    #[error(transparent)]
    Introduction(#[from] NoEntry),
    #[error("this invitation is no longer on the page")]
    NoInvitation,
    #[error("the sidebar has lost its page; reload the page")]
    NoPage,
    /// What it is about isn't there, or it can't be done with it: nothing that a view offers.
    #[error("this can't be done now: {0}")]
    NotNow(String),
    /// What the browser says is in the texts below.
    #[error("There is no room left, so nothing was saved. Export your notes or free some space, then try again. ({0})")]
    NoRoom(String),
    #[error("{0}")]
    NotStored(String),
    #[error("storage failed while your change was being written; it will be finished when storage works again ({0})")]
    Unfinished(String),
    #[error("storage failed while this was being written; nothing of it will stay, so try again ({0})")]
    TakenBack(String),
    /// The background can't work, or doesn't answer.
    #[error("{0}")]
    NoAnswer(String),
}

impl Why {
    /// Something that no view offers.
    #[must_use]
    pub fn not_now(why: &str) -> Self {
        Self::NotNow(why.to_owned())
    }

    /// What is lost with a request that fails for this reason.
    #[must_use]
    pub const fn kind(&self) -> ProblemKind {
        match self {
            Self::Refused(_) | Self::Introduction(_) | Self::NoInvitation | Self::NoPage | Self::NotNow(_) => {
                ProblemKind::Refused
            }
            Self::NoRoom(_) => ProblemKind::Full,
            Self::NotStored(_) | Self::Unfinished(_) | Self::TakenBack(_) => ProblemKind::Storage,
            Self::NoAnswer(_) => ProblemKind::Broken,
        }
    }
}

impl From<Unreadable> for Why {
    fn from(unreadable: Unreadable) -> Self {
        Self::Refused(unreadable.into())
    }
}

impl From<&Trouble> for Why {
    fn from(trouble: &Trouble) -> Self {
        match trouble {
            Trouble::Nothing(error) if error.is_full() => Self::NoRoom(error.to_string()),
            Trouble::Nothing(error) => Self::NotStored(error.to_string()),
            Trouble::Unfinished(error) => Self::Unfinished(error.to_string()),
            Trouble::TakenBack(error) => Self::TakenBack(error.to_string()),
        }
    }
}

impl Reply {
    /// What was asked for is not done, for this reason.
    #[must_use]
    pub fn refused(why: impl Into<Why>) -> Self {
        Self::Problem(why.into().into())
    }
}

impl From<Why> for Problem {
    fn from(why: Why) -> Self {
        Self { kind: why.kind(), message: why.to_string(), why: Some(Box::new(why)) }
    }
}
