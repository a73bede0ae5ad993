//! What the user chose, apart from people.

use super::Unreadable;
use crate::domain::record::{record, words};
use crate::domain::{InTouch, Moment, Policy};
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

words! {
    /// Whether LinkedIn's pages may be read. Only a yes is one: whoever has not been asked, as after an update
    /// from a version that didn't ask, has not said it.
    #[derive(Default)]
    pub enum Consent {
        #[default]
        NotAsked = "notAsked",
        Yes = "yes",
        /// To be asked again some other day.
        NotNow = "notNow",
        /// Never asked again in this browser, or taken back.
        No = "no",
    }
}

/// How long "not now" lasts.
const NOT_NOW_MS: i64 = 20 * 60 * 60 * 1_000;

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
        consent: Consent = "consent",
        /// When that was said.
        consent_at: Moment = "consentAt",
    }
}

impl Settings {
    /// Whether LinkedIn's pages may be read.
    #[must_use]
    pub fn may_read(&self) -> bool {
        self.consent == Consent::Yes
    }

    /// Whether the user may be asked, unbidden, to let LinkedIn's pages be read.
    #[must_use]
    pub fn may_ask_consent(&self, now: Moment) -> bool {
        match self.consent {
            Consent::NotAsked => true,
            Consent::NotNow => now.since_ms(self.consent_at) >= NOT_NOW_MS,
            Consent::Yes | Consent::No | Consent::Other(_) => false,
        }
    }

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
