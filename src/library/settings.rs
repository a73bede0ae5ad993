//! What the user chose, apart from people.

use serde_json::{Map, Value};

use super::Unreadable;
use crate::domain::record::{record, words};
use crate::domain::text::{clean_line, clean_text};
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

words! {
    /// Where the question stands.
    #[derive(Default)]
    pub enum AskIn {
        /// In a frame in LinkedIn's page.
        #[default]
        Page = "page",
        /// In the browser's own panel; then nothing is inserted in the page.
        Panel = "panel",
    }
}

words! {
    /// For how long somebody is put aside.
    #[derive(Default)]
    pub enum PutAside {
        Week = "week",
        #[default]
        Month = "month",
        Quarter = "quarter",
    }
}

impl PutAside {
    /// The days until one looks again.
    #[must_use]
    pub const fn days(&self) -> u16 {
        match self {
            Self::Week => 7,
            Self::Month | Self::Other(_) => 30,
            Self::Quarter => 91,
        }
    }
}

/// How long a text among the settings can be.
pub const MAX_TEXT: usize = 5_000;
/// How long the name of a reply can be.
pub const MAX_REPLY_NAME: usize = 60;
/// As many replies of one's own as can be chosen from.
const MAX_REPLIES: usize = 50;
/// How long "not now" lasts.
const NOT_NOW_MS: i64 = 20 * 60 * 60 * 1_000;

record! {
    /// Where the sidebar asks. On the invitation list it opens by itself; elsewhere it waits as a tab.
    pub struct AskOn {
        invitations_off: bool = "invitationsOff",
        my_network_off: bool = "myNetworkOff",
        profiles_off: bool = "profilesOff",
        /// Whether the user is asked, too, when they are about to invite somebody.
        inviting: bool = "inviting",
    }
}

record! {
    /// A list of people with a name.
    pub struct SavedList {
        name: String = "name",
        /// What is asked for, as in the list's address (`list::Ask`).
        query: String = "query",
    }
}

record! {
    /// A reply of the user's own, which goes by its name.
    pub struct OwnReply {
        name: String = "name",
        /// With `{first}`, `{name}` and `{rule}` in it.
        text: String = "text",
        /// The language that it is written in, as a tag; empty where nobody said.
        language: String = "language",
    }
}

impl OwnReply {
    /// Replies as they can be stored: each with a name of its own and a text, neither too long.
    #[must_use]
    pub fn clean(replies: &[Self]) -> Vec<Self> {
        let mut clean: Vec<Self> = Vec::new();
        for reply in replies {
            let name = clean_line(&reply.name, MAX_REPLY_NAME);
            let (text, language) = (clean_text(&reply.text, MAX_TEXT), clean_line(&reply.language, 20));
            let taken = clean.iter().any(|other| other.name == name);
            if clean.len() < MAX_REPLIES && !taken && !name.is_empty() && !text.trim().is_empty() {
                clean.push(Self { name, text, language, ..reply.clone() });
            }
        }
        clean
    }
}

record! {
    /// One of the settings, and how it was changed.
    pub struct ChangedField {
        name: String = "name",
        /// In the stored form; `null` for the default.
        was: Value = "was",
        left: Value = "left",
    }
}

record! {
    /// How settings were changed, so that it can be taken back.
    pub struct Changed {
        fields: Vec<ChangedField> = "fields",
    }
}

record! {
    /// What the user chose.
    pub struct Settings {
        policy: Policy = "policy",
        guard: Guard = "guard",
        ask_on: AskOn = "askOn",
        ask_in: AskIn = "askIn",
        /// Whether the sidebar was collapsed to its tab.
        collapsed: bool = "collapsed",
        /// The user's own template for asking first; empty for the built-in one.
        ask_first: String = "askFirst",
        /// The user's own template for a kind no; empty for the built-in one.
        kind_no: String = "kindNo",
        /// The user's own replies that have a name.
        replies: Vec<OwnReply> = "replies",
        /// How often to be in touch, by doors.
        in_touch: InTouch = "inTouch",
        /// Lists of people that the user gave a name.
        lists: Vec<SavedList> = "lists",
        /// Whether letters and digits alone do nothing (WCAG 2.1.4): for those who dictate, or touch keys by accident.
        letter_keys_off: bool = "letterKeysOff",
        /// The language of the interface, as a tag such as `pt-BR`; empty for the browser's.
        language: String = "language",
        /// The language that texts for others begin in; empty for that of the interface.
        text_language: String = "textLanguage",
        /// How long "not yet" lasts unless the user says otherwise.
        aside: PutAside = "aside",
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

    /// As backups hold them: without what belongs to this browser alone, as the leave to read LinkedIn's pages.
    #[must_use]
    pub fn for_backup(mut self) -> Self {
        (self.consent, self.consent_at, self.collapsed) = Default::default();
        self
    }

    /// Takes over the settings of a backup. Lists and replies whose names it doesn't have stay.
    pub fn restore(&mut self, other: &Self) {
        let mut after = other.clone().for_backup();
        (after.consent, after.consent_at, after.collapsed) = (self.consent.clone(), self.consent_at, self.collapsed);
        for text in [&mut after.policy.words, &mut after.ask_first, &mut after.kind_no] {
            *text = clean_text(text, MAX_TEXT);
        }
        let mine = std::mem::take(&mut self.lists);
        after.lists.extend(mine.into_iter().filter(|mine| other.lists.iter().all(|theirs| theirs.name != mine.name)));
        let mine = self.replies.iter().filter(|mine| other.replies.iter().all(|theirs| theirs.name != mine.name));
        after.replies.extend(mine.cloned());
        after.replies = OwnReply::clean(&after.replies);
        *self = after;
    }

    /// What was changed since an earlier state.
    #[must_use]
    pub fn since(&self, before: &Self) -> Changed {
        let (was, left) = (before.fields(), self.fields());
        let names = was.keys().chain(left.keys().filter(|name| !was.contains_key(*name)));
        let changed = names.filter(|name| was.get(*name) != left.get(*name)).map(|name| {
            let value = |fields: &Map<String, Value>| fields.get(name).cloned().unwrap_or_default();
            ChangedField { name: name.clone(), was: value(&was), left: value(&left), ..ChangedField::default() }
        });
        Changed { fields: changed.collect(), ..Changed::default() }
    }

    /// Makes it as it was. What was changed once more since stays.
    pub fn take_back(&mut self, changed: &Changed) {
        let mut fields = self.fields();
        for change in &changed.fields {
            if fields.get(&change.name).unwrap_or(&Value::Null) != &change.left {
                continue;
            }
            if change.was.is_null() {
                fields.remove(&change.name);
            } else {
                fields.insert(change.name.clone(), change.was.clone());
            }
        }
        // Each value was one of settings, so together they are settings; what else could be said stays unsaid.
        if let Ok(settings) = Self::decode(&Value::Object(fields).to_string()) {
            *self = settings;
        }
    }

    fn fields(&self) -> Map<String, Value> {
        json::from_str(&self.encode()).unwrap_or_default()
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
