//! What pages, views and the background say to each other. The content script's side of it is described
//! in `extension/page/content.js`; a change here is a change there.

use serde::{Deserialize, Serialize};

use super::why::Why;
use crate::domain::sorted::SortedMap;
use crate::domain::{Cadence, Moment, PersonId, ProfileAddress};
use crate::library::journal::Imported;
use crate::library::past::Earlier;
use crate::library::settings::{AskIn, AskOn, Consent, OwnReply, PutAside, SavedList};
use crate::library::{Command, CommandId, Conflict, Guard, Invitation, LedgerEdit, Tally, Unreadable};
use crate::linkedin::{NodeId, PageShot, Rules};

/// The browser's number for a tab.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TabId(pub i32);

/// One of our own pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// The sidebar inside a tab's page.
    Sidebar(TabId),
    Popup,
    Dashboard,
    Welcome,
    /// The browser's own panel, which speaks for whichever tab stands beside it.
    Panel,
}

/// From a content script. `doc` is a name that it made up for its document: numbers of nodes mean
/// something only together with it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum PageMessage {
    /// A document opened, came back from the back/forward cache, or moved to another address.
    Hello { doc: String, url: String },
    /// What was seen since the last report.
    Report(Report),
    /// A known card's Accept (or else Ignore) was clicked, and the click was stopped (`held`) or went through.
    Clicked { doc: String, token: String, accept: bool, held: bool },
    /// The page's main part, as it was asked for ([`Orders::describe`]). The tree is JSON text.
    Layout { doc: String, shot: PageShot, tree: String },
    /// The document is no longer shown: its tab leads elsewhere, or was closed.
    Left { doc: String },
    /// The user came back from the page to the sidebar with a key.
    Return { doc: String },
    /// Something was pressed that may be a Connect ([`Rules::press`]). The press itself went its way. The tree, a copy of the
    /// control, is JSON text.
    Pressed { doc: String, shot: PageShot, tree: String },
    /// The user points no longer ([`Orders::point`]): at somebody, whose profile's address and text these are, or at nobody.
    Pointed {
        doc: String,
        #[serde(default)]
        href: Option<String>,
        #[serde(default)]
        text: String,
    },
}

impl PageMessage {
    /// The document that says it.
    #[must_use]
    pub fn doc(&self) -> &str {
        match self {
            Self::Report(report) => &report.doc,
            Self::Hello { doc, .. }
            | Self::Clicked { doc, .. }
            | Self::Layout { doc, .. }
            | Self::Left { doc }
            | Self::Return { doc }
            | Self::Pressed { doc, .. }
            | Self::Pointed { doc, .. } => doc,
        }
    }
}

/// What a content script saw since its last report.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Report {
    pub doc: String,
    pub shot: PageShot,
    /// The roots of all candidates now in the document, in document order.
    pub order: Vec<NodeId>,
    /// Those of them that are in view, at least in part.
    pub in_view: Vec<NodeId>,
    /// Candidates that are new or changed.
    pub changed: Vec<Seen>,
    /// Whether a modal dialog of the page is open.
    pub modal: bool,
}

/// One new or changed candidate. The tree is JSON text: cheaper to pass on than an object, and one that
/// can't be read spoils nothing but itself.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Seen {
    pub root: NodeId,
    pub tree: String,
}

/// To a content script: everything that should now be so. An absent part stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Orders {
    /// The document these orders are for; a content script of another document ignores them.
    pub doc: String,
    /// When they were given: orders that are overtaken by newer ones don't count.
    pub at: Moment,
    /// Whether the user lets this page be read. A script that is not awake looks at nothing in it.
    pub awake: bool,
    /// How to look at this page; `null` for not at all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rules: Option<Option<Rules>>,
    /// Ask for everything again: what was known of this document is lost.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub resend: bool,
    /// All accept and ignore controls of known cards.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub guard: Option<Vec<Guarded>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub frame: Option<Frame>,
    /// The card that the sidebar speaks of, to be marked in our own layer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mark: Option<Option<NodeId>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub focus: Option<Focus>,
    /// When the review called for this focus, if it says so again in case the first time got lost: it is carried out once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub called_at: Option<Moment>,
    /// Entries with answers that are none of ours, or not for certain: the frame covers them as little as known ones.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub avoid: Option<Vec<NodeId>>,
    /// The sidebar in this document's frame has started. A frame of which that is never heard is not counted on.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub heard: bool,
    /// Let the user point at somebody: the next profile link that is chosen is told and not followed. `false` ends it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub point: Option<bool>,
    /// Send the page's layout: the user wants to report it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub describe: bool,
}

/// One known card's controls.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guarded {
    /// The sender, as the content script names them when it reports a click. Controls with one token
    /// are let go together.
    pub token: String,
    pub accept: NodeId,
    /// The same as `accept` where there is no Ignore.
    pub ignore: NodeId,
    pub mode: GuardMode,
}

/// What to do with a click on Accept. A click on Ignore is only reported, always.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum GuardMode {
    /// Report it.
    Watch,
    /// Stop it once and report it.
    Pause,
}

/// How the sidebar's frame stands in the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Frame {
    /// Not at all.
    Gone,
    /// Collapsed to a tab at the edge.
    Tab,
    /// Open.
    Open,
    /// A small card in the corner, which asks whether the page may be read.
    Card,
}

/// Where the keyboard's focus should go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Focus {
    /// To a control of the page: the user's own key press does the rest.
    Node(NodeId),
    /// Into the sidebar.
    Frame,
    /// Out of the sidebar, back to where it was in the page.
    Page,
}

/// From one of our own pages.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Request {
    /// Is anybody there, and which tab am I in?
    Hello,
    /// From the panel: what the sidebar of this tab would ask for.
    For { tab: TabId, request: Box<Request> },
    /// From the panel: the tab's review is on show there, or no longer.
    OnShow { shown: bool },
    /// Change the library. In the sidebar, an answer about `sender` moves the focus to LinkedIn's
    /// Accept if the sender is really known, or else to the next sender.
    Command {
        command: Command,
        #[serde(default)]
        sender: Option<ProfileAddress>,
    },
    /// Turn the review to this sender; the popup and the dashboard say in which tab, and the sidebar opens there.
    Turn {
        to: ProfileAddress,
        #[serde(default)]
        tab: Option<TabId>,
    },
    /// Ask about somebody whose invitation wasn't found on the page.
    Ask { about: ProfileAddress },
    /// Let the user point at somebody on the page, who is asked about then; or no longer.
    Point { on: bool },
    /// Make a report of the page's layout for the user to read and copy; it appears in the review.
    Describe,
    /// Let the next click on this sender's Accept through, and move the focus there.
    AcceptAnyway { sender: ProfileAddress },
    /// Move the focus to the page.
    LeaveFrame,
    /// Collapse the sidebar to its tab, or open it; remembered.
    Collapse { collapsed: bool },
    /// Let LinkedIn's pages be read, or no longer; never part of the settings that a backup brings back.
    Consent { answer: Consent },
    /// Change settings: only the named ones.
    Settings { edits: Vec<SettingsEdit> },
    /// Change the ledger of introductions.
    Ledger { edit: LedgerEdit },
    /// These invitations are gone, as far as the user knows: nobody is to be reminded of them.
    Gone { invitations: Vec<ProfileAddress> },
    /// They are there after all.
    NotGone { invitations: SortedMap<ProfileAddress, Invitation> },
    /// Undo a decision that was noted by itself.
    TakeBack { command: CommandId },
    /// What changed in a person, and when.
    History { person: PersonId },
    /// Who is in the trash.
    Trash,
    /// Which imports can be undone.
    Imports,
    /// When the last backup was made, and what has changed since.
    Backup,
    /// A backup of so many people was made, and handed to the browser to be saved: whether it is anywhere is known
    /// only when it is read back. `changes` is how many there had been ([`BackupState::changes`]) before the library
    /// was read for it.
    BackupMade { people: u64, made: Moment, changes: u64 },
    /// A backup that was made then was read back and is complete. `changes` as above, before the library was read to
    /// compare it.
    BackupVerified { made: Moment, changes: u64 },
    /// Read everything that is stored, and tell what can't be read.
    Health,
    /// The stored text of a part that can't be read, or of one that was set aside, to be saved elsewhere.
    RawText { key: String },
    /// The stored texts as they were before an update brought them to a new form, in one text to be saved elsewhere. They
    /// are kept until a backup was read back.
    BeforeUpdate,
    /// Set a part that can't be read aside, and begin it anew: with the people in it who can still be read
    /// (`salvage`), or empty.
    StartAnew {
        key: String,
        #[serde(default)]
        salvage: bool,
    },
    /// Bring back the people of a part that was set aside, as far as they aren't there.
    PutBack { key: String },
    /// Delete a part that was set aside, for good.
    DropAside { key: String },
    /// Delete everything that is stored: people, history, trash, settings, what was set aside. Only from the dashboard.
    EraseAll,
}

/// One setting and its new value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SettingsEdit {
    Guard(Guard),
    AskOn(AskOn),
    AskIn(AskIn),
    /// Whether a door counts: worked, met, close.
    Doors([bool; 3]),
    /// The rule in the user's own words.
    PolicyWords(String),
    AskFirst(String),
    KindNo(String),
    /// All replies of the user's own that have a name.
    Replies(Vec<OwnReply>),
    /// How often to be in touch: worked, met, close.
    InTouch([Cadence; 3]),
    /// Whether letters and digits do something by themselves.
    LetterKeys(bool),
    /// The language of the interface; empty for the browser's.
    Language(String),
    /// The language that texts for others begin in; empty for that of the interface.
    TextLanguage(String),
    /// How long "not yet" lasts unless the user says otherwise.
    Aside(PutAside),
    /// All lists that have a name.
    Lists(Vec<SavedList>),
}

/// The answer to a request. There is always one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Reply {
    /// To [`Request::Hello`]: the tab whose review the sidebar shows.
    Hello {
        #[serde(default)]
        tab: Option<TabId>,
    },
    /// The command is on disk.
    Saved {
        person: PersonId,
        /// Whether the user now really knows this person under their rule.
        #[serde(rename = "reallyKnow")]
        really_know: bool,
        /// Fields that were not written because somebody else had changed them; the others were.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        conflicts: Vec<Conflict>,
    },
    /// To a command about many people: it is on disk.
    Imported(Tally),
    /// To [`Request::History`], the oldest first.
    History { changes: Vec<Earlier> },
    /// To [`Request::Trash`], the latest first.
    Trash { people: Vec<InTrash> },
    /// To [`Request::Imports`], the oldest first.
    Imports { imports: Vec<Imported> },
    /// To the requests about backups.
    Backup(BackupState),
    /// To [`Request::Health`].
    Health(Health),
    /// To [`Request::RawText`] and [`Request::BeforeUpdate`].
    RawText { key: String, text: String },
    /// To [`Request::StartAnew`] and [`Request::PutBack`]: how many people are there again.
    Rescued { people: u32 },
    /// Done.
    Done,
    /// Not done, and why.
    Problem(Problem),
}

/// Somebody in the trash.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InTrash {
    pub person: PersonId,
    pub name: String,
    #[serde(default)]
    pub headline: String,
    /// When they were deleted; after thirty days they are gone for good.
    pub at: Moment,
    /// The note that this one was merged into.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub into: Option<PersonId>,
    /// The name of somebody else who has one of their addresses by now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken_by: Option<String>,
}

/// What is known of backups.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupState {
    /// When the last one was made; 0 for never.
    pub made: Moment,
    /// When one was last read back and found complete; 0 for never.
    pub verified: Moment,
    /// When the one was made that was read back.
    pub checked: Moment,
    /// How many people the last one had.
    pub people: u64,
    /// How many commands were applied since the last one.
    pub since: u64,
    /// How many are not known to be in one that was read back.
    pub since_checked: u64,
    /// How many were ever applied.
    pub changes: u64,
}

/// What is stored, and what of it can't be read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Health {
    /// How many people can be read.
    pub people: u32,
    /// The size of everything that was read, in bytes of text.
    pub bytes: u64,
    /// Parts that can't be read.
    pub unreadable: Vec<BadPart>,
    /// Parts that were set aside.
    pub aside: Vec<Aside>,
    /// The size of what is kept as it was before an update, in bytes.
    pub before_update: u64,
}

/// A part that can't be read. It is left as it is until the user decides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BadPart {
    pub key: String,
    pub why: Unreadable,
    pub bytes: u64,
    /// How many people in it can still be read.
    pub people: u32,
}

/// A part that was set aside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Aside {
    pub key: String,
    /// What it was, before it was set aside.
    pub part: String,
    pub at: Moment,
    pub bytes: u64,
}

/// Why a request was not carried out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Problem {
    pub kind: ProblemKind,
    /// In English, for logs; where a view has it from `ui::send`, in the user's language.
    pub message: String,
    /// What the words in the user's language are found by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<Box<Why>>,
}

/// What is lost with a failed request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ProblemKind {
    /// This request makes no sense or isn't possible now; others may.
    Refused,
    /// Storage failed: the same request may work later.
    Storage,
    /// There is no room left. Nothing was changed; the user can save the library elsewhere and make room.
    Full,
    /// The background can't work at all.
    Broken,
}
