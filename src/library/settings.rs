//! What the user chose, apart from people.

use super::Unreadable;
use crate::domain::record::{record, words};
use crate::domain::{InTouch, Policy};
use crate::json;

words! {
    /// What happens to a click on LinkedIn's Accept for a sender without an answer.
    #[derive(Default)]
    pub enum Guard {
        /// Nothing.
        Off = "off",
        /// The sidebar turns to the sender; the click goes through.
        Remind = "remind",
        /// The click is paused once; the next one goes through.
        #[default]
        Pause = "pause",
    }
}

record! {
    /// Where the sidebar asks. On the invitation list it opens by itself; elsewhere it waits as a tab.
    pub struct AskOn {
        invitations_off: bool = "invitationsOff",
        my_network_off: bool = "myNetworkOff",
        profiles_off: bool = "profilesOff",
    }
}

record! {
    /// What the user chose.
    pub struct Settings {
        policy: Policy = "policy",
        guard: Guard = "guard",
        ask_on: AskOn = "askOn",
        /// Whether the sidebar was collapsed to its tab.
        collapsed: bool = "collapsed",
        /// The user's own template for asking first; empty for the built-in one.
        ask_first: String = "askFirst",
        /// The user's own template for a kind no; empty for the built-in one.
        kind_no: String = "kindNo",
        /// How often to be in touch, by doors.
        in_touch: InTouch = "inTouch",
    }
}

impl Settings {
    /// Reads the stored text.
    ///
    /// # Errors
    /// [`Unreadable::Broken`] if it isn't whole.
    pub fn decode(text: &str) -> Result<Self, Unreadable> {
        json::from_str(text).map_err(|error| Unreadable::Broken(error.to_string()))
    }

    /// The text to store.
    #[must_use]
    pub fn encode(&self) -> String {
        json::to_string(self)
    }
}
