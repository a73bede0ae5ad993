//! What the user chose, apart from people.

use crate::domain::Policy;
use crate::domain::record::{record, words};

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
    }
}

impl Settings {
    /// Reads the stored text. Settings that can't be read are as good as none: nothing is lost that
    /// the user can't choose again, and people are not touched.
    #[must_use]
    pub fn decode(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }

    /// The text to store.
    #[must_use]
    pub fn encode(&self) -> String {
        serde_json::to_string(self).expect("settings have only text keys and no failing serializer")
    }
}
