//! The events that can come, of every kind.

use really_know::desk::handle::Happening;
use really_know::desk::{PageMessage, Request, SettingsEdit, View};
use really_know::domain::{Moment, PersonId, ProfileAddress, What};
use really_know::library::ledger::Step;
use really_know::library::{Change, CommandId, Consent, Edit, Guard, Incoming, Invitation, LedgerEdit, Settings, Who};
use really_know::linkedin::PageShot;

use super::page::*;
use super::states::{PROFILE, command, said, worked, write};
use super::world::{TAB, World};

/// An event as it would come in a state.
pub struct Event {
    pub name: String,
    pub what: Happening,
}

/// What kind an event is. A new kind of event doesn't compile until it has a name here, and the test that every kind
/// comes says which has no event in [`events`].
pub fn kind(what: &Happening) -> &'static str {
    match what {
        Happening::Page { message, .. } => match message {
            PageMessage::Hello { .. } => "page: hello",
            PageMessage::Report(_) => "page: report",
            PageMessage::Clicked { .. } => "page: clicked",
            PageMessage::Layout { .. } => "page: layout",
            PageMessage::Return { .. } => "page: return",
            PageMessage::Left { .. } => "page: left",
            PageMessage::Pressed { .. } => "page: pressed",
            PageMessage::Pointed { .. } => "page: pointed",
        },
        Happening::View { request, .. } => match request {
            Request::Hello => "view: hello",
            Request::For { .. } => "view: for",
            Request::OnShow { .. } => "view: on show",
            Request::Command { command, .. } => match command.change {
                Change::Write { .. } => "command: write",
                Change::Delete { .. } => "command: delete",
                Change::Restore { .. } => "command: restore",
                Change::RestoreWithout { .. } => "command: restore without",
                Change::Erase { .. } => "command: erase",
                Change::Merge { .. } => "command: merge",
                Change::Import { .. } => "command: import",
                Change::ImportBeside { .. } => "command: import beside",
                Change::UndoImport { .. } => "command: undo import",
                Change::Undo { .. } => "command: undo",
            },
            Request::Turn { .. } => "view: turn",
            Request::Ask { .. } => "view: ask",
            Request::Point { .. } => "view: point",
            Request::Describe => "view: describe",
            Request::AcceptAnyway { .. } => "view: accept anyway",
            Request::LeaveFrame => "view: leave frame",
            Request::Collapse { .. } => "view: collapse",
            Request::Consent { .. } => "view: consent",
            Request::Settings { .. } => "view: settings",
            Request::Ledger { .. } => "view: ledger",
            Request::Gone { .. } => "view: gone",
            Request::NotGone { .. } => "view: not gone",
            Request::TakeBack { .. } => "view: take back",
            Request::History { .. } => "view: history",
            Request::Trash => "view: trash",
            Request::Imports => "view: imports",
            Request::Backup => "view: backup",
            Request::BackupMade { .. } => "view: backup made",
            Request::BackupVerified { .. } => "view: backup verified",
            Request::Health => "view: health",
            Request::RawText { .. } => "view: raw text",
            Request::BeforeUpdate => "view: before update",
            Request::StartAnew { .. } => "view: start anew",
            Request::PutBack { .. } => "view: put back",
            Request::DropAside { .. } => "view: drop aside",
            Request::EraseAll => "view: erase all",
        },
        Happening::Shortcut { .. } => "shortcut",
        Happening::TabClosed { .. } => "tab closed",
        Happening::Started => "started",
    }
}

/// Every kind that [`kind`] tells.
pub const KINDS: &[&str] = &[
    "page: hello",
    "page: report",
    "page: clicked",
    "page: layout",
    "page: return",
    "page: left",
    "page: pressed",
    "page: pointed",
    "view: hello",
    "view: for",
    "view: on show",
    "command: write",
    "command: delete",
    "command: restore",
    "command: restore without",
    "command: erase",
    "command: merge",
    "command: import",
    "command: import beside",
    "command: undo import",
    "command: undo",
    "view: turn",
    "view: ask",
    "view: point",
    "view: describe",
    "view: accept anyway",
    "view: leave frame",
    "view: collapse",
    "view: consent",
    "view: settings",
    "view: ledger",
    "view: gone",
    "view: not gone",
    "view: take back",
    "view: history",
    "view: trash",
    "view: imports",
    "view: backup",
    "view: backup made",
    "view: backup verified",
    "view: health",
    "view: raw text",
    "view: before update",
    "view: start anew",
    "view: put back",
    "view: drop aside",
    "view: erase all",
    "shortcut",
    "tab closed",
    "started",
];

/// The events for a state. Where one speaks of somebody or something that isn't there, that is a case, too.
pub fn events(world: &World) -> Vec<Event> {
    let mut events = Vec::new();
    let mut add = |what: Happening| {
        let name = format!("{} {}", events.len(), kind(&what));
        events.push(Event { name, what });
    };
    let doc = world.stored_review().map_or_else(|| "d".to_owned(), |review| review.doc);
    for message in from_pages(&doc) {
        add(Happening::Page { tab: TAB, message });
    }
    let id = |n: u32| world.any_id(&slug(n)).unwrap_or_else(|| PersonId::new(7, 7));
    let about_people = [
        command("e delete", Change::Delete { person: id(9) }, None),
        command("e restore", Change::Restore { person: world.in_trash().unwrap_or_else(|| id(9)) }, None),
        command("e without", Change::RestoreWithout { person: world.in_trash().unwrap_or_else(|| id(9)) }, None),
        command("e erase", Change::Erase { person: id(9) }, None),
        command("e merge", Change::Merge { keep: id(1), other: id(9) }, None),
        command("e undo", Change::Undo { command: CommandId("first".into()) }, None),
        command("e undo friend", Change::Undo { command: CommandId("friend".into()) }, None),
        Request::History { person: id(9) },
        Request::TakeBack {
            command: (world.stored_review().and_then(|review| review.noted.last().map(|noted| noted.command.clone())))
                .unwrap_or_else(|| CommandId("nothing".into())),
        },
        Request::Ledger { edit: LedgerEdit::Begin { id: "j".into(), people: [id(1), id(9)], why: "Because".into() } },
    ];
    let from_sidebar = about_people.into_iter().chain(from_sidebars(world));
    for request in from_sidebar {
        add(Happening::View { view: View::Sidebar(TAB), request });
    }
    let own = |view, request| Happening::View { view, request };
    add(own(View::Popup, Request::Turn { to: address(2), tab: Some(TAB) }));
    add(own(View::Dashboard, Request::EraseAll));
    add(own(View::Welcome, Request::Consent { answer: Consent::Yes }));
    let to_panel = |request: Request| Request::For { tab: TAB, request: Box::new(request) };
    add(own(View::Panel, to_panel(Request::OnShow { shown: true })));
    add(own(View::Panel, to_panel(write("e panel", 2, vec![worked()]))));
    add(own(View::Popup, to_panel(Request::LeaveFrame)));
    add(Happening::Shortcut { tab: TAB });
    add(Happening::TabClosed { tab: TAB });
    add(Happening::Started);
    events
}

fn from_pages(doc: &str) -> Vec<PageMessage> {
    let mut redrawn = report(doc, &[(1, 1), (2, 0), (3, 0)], &[(1, 1)]);
    let mut modal = report(doc, &[(1, 0), (2, 0), (3, 0)], &[]);
    modal.modal = true;
    redrawn.in_view = vec![root(3, 0)];
    let tree = serde_json::to_string(&card(1, 0)).unwrap();
    vec![
        hello(doc, LIST),
        hello("another", LIST),
        hello(doc, PROFILE),
        hello(doc, "https://www.linkedin.com/feed/"),
        hello(doc, "not an address"),
        fresh(doc, &[1, 2, 3, 4]),
        left(doc, &[2, 3]),
        left(doc, &[]),
        fresh("unheard of", &[1]),
        PageMessage::Report(redrawn),
        PageMessage::Report(modal),
        clicked(doc, 1, true, true),
        clicked(doc, 1, true, false),
        clicked(doc, 1, false, false),
        clicked(doc, 5, true, true),
        clicked("unheard of", 1, true, true),
        PageMessage::Pressed { doc: doc.to_owned(), shot: PageShot::default(), tree: tree.clone() },
        PageMessage::Pressed { doc: doc.to_owned(), shot: PageShot::default(), tree: "{".to_owned() },
        PageMessage::Pointed { doc: doc.to_owned(), href: Some(PROFILE.to_owned()), text: name(1) },
        PageMessage::Pointed { doc: doc.to_owned(), href: Some("/in/%ff".to_owned()), text: String::new() },
        PageMessage::Pointed { doc: "unheard of".to_owned(), href: None, text: String::new() },
        PageMessage::Layout { doc: doc.to_owned(), shot: PageShot::default(), tree },
        PageMessage::Layout { doc: doc.to_owned(), shot: PageShot::default(), tree: "{".to_owned() },
        PageMessage::Left { doc: doc.to_owned() },
        PageMessage::Left { doc: "unheard of".to_owned() },
        PageMessage::Return { doc: doc.to_owned() },
        PageMessage::Return { doc: "unheard of".to_owned() },
    ]
}

fn from_sidebars(world: &World) -> Vec<Request> {
    let newcomer = Incoming { who: Who::New, person: None, edits: vec![Edit::Name("New Comer".into())], base: vec![] };
    let (key, aside) = world.broken_part();
    vec![
        Request::Hello,
        Request::OnShow { shown: true },
        write("e write", 1, vec![worked()]),
        write("e no", 2, vec![said(What::SaidNo)]),
        write("first", 1, vec![worked()]),
        command("e import", Change::Import { import: "i".into(), people: vec![newcomer] }, None),
        command("e beside", beside(), None),
        command("e back", Change::UndoImport { import: "i".into() }, None),
        Request::Turn { to: address(2), tab: None },
        Request::Turn { to: address(5), tab: None },
        Request::Ask { about: address(6) },
        Request::Ask { about: ProfileAddress::from_slug("sender-1").unwrap() },
        Request::Point { on: true },
        Request::Point { on: false },
        Request::Describe,
        Request::AcceptAnyway { sender: address(1) },
        Request::AcceptAnyway { sender: address(5) },
        Request::LeaveFrame,
        Request::Collapse { collapsed: true },
        Request::Collapse { collapsed: false },
        Request::Consent { answer: Consent::Yes },
        Request::Consent { answer: Consent::No },
        Request::Settings { edits: vec![SettingsEdit::Guard(Guard::Off), SettingsEdit::PolicyWords("Mine".into())] },
        Request::Settings { edits: vec![SettingsEdit::Language("de".into())] },
        Request::Ledger { edit: LedgerEdit::Take { id: "i".into(), step: Step::AskedFirst } },
        Request::Ledger { edit: LedgerEdit::TakeBack { id: "i".into(), step: Step::AskedFirst } },
        Request::Ledger { edit: LedgerEdit::Forget { id: "i".into() } },
        Request::Ledger { edit: LedgerEdit::Remember { entry: Box::default() } },
        Request::Gone { invitations: vec![address(2), address(6)] },
        Request::NotGone { invitations: [(address(6), Invitation::default())].into_iter().collect() },
        Request::Trash,
        Request::Imports,
        Request::Backup,
        Request::BackupMade { people: 1, made: Moment(5), changes: 1 },
        Request::BackupVerified { made: Moment(5), changes: 1 },
        Request::Health,
        Request::RawText { key: key.clone() },
        Request::RawText { key: "no such part".into() },
        Request::BeforeUpdate,
        Request::StartAnew { key: key.clone(), salvage: true },
        Request::StartAnew { key, salvage: false },
        Request::PutBack { key: aside.clone() },
        Request::DropAside { key: aside },
    ]
}

/// What comes with people in a backup.
fn beside() -> Change {
    let settings = Some(Box::new(Settings { kind_no: "Sorry".into(), ..Settings::default() }));
    Change::ImportBeside { import: "i".into(), introductions: Some(Box::default()), settings }
}
