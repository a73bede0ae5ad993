//! The states that the background can be in: what is stored when an event comes.

use really_know::desk::clerk::Area;
use really_know::desk::{PageMessage, Request, SettingsEdit, TabId, View};
use really_know::domain::{Decision, What, Worked};
use really_know::library::settings::AskIn;
use really_know::library::{Change, Command, CommandId, Consent, Edit, Guard, LedgerEdit, Who, shard_of};

use super::page::*;
use super::world::{TAB, World};

/// A state, and how it comes about.
pub struct State {
    pub name: &'static str,
    pub build: fn() -> World,
}

/// All of them. The senders 1 to 3 are on the page where there is one; where there is a
/// library, somebody else (9) has a note.
pub const STATES: &[State] = &[
    State { name: "nothing is open", build: World::new },
    State { name: "nobody was asked for consent", build: unasked },
    State { name: "consent was withdrawn", build: withdrawn },
    State { name: "a list that was not reported yet", build: greeted_by_page },
    State { name: "a list without invitations", build: || reported(&[]) },
    State { name: "three wait", build: three },
    State { name: "one is really known", build: one_known },
    State { name: "one is not known", build: || decided(What::DontKnow) },
    State { name: "one is put aside", build: || decided(What::NotYet) },
    State { name: "all are answered", build: all_answered },
    State { name: "a click was held", build: held },
    State { name: "accept anyway", build: passed },
    State { name: "a click whose effect is not seen", build: clicked_through },
    State { name: "a decision was noted", build: noted },
    State { name: "a card that may be an invitation", build: doubtful },
    State { name: "a dialog of the page is open", build: modal },
    State { name: "the sidebar is a tab", build: collapsed },
    State { name: "the panel shows the review", build: || panel(true) },
    State { name: "the panel is closed", build: || panel(false) },
    State { name: "reminded only", build: || guarded_by(Guard::Remind) },
    State { name: "not guarded", build: || guarded_by(Guard::Off) },
    State { name: "a profile without an invitation", build: profile },
    State { name: "another page of LinkedIn", build: feed },
    State { name: "the same senders in two tabs", build: two_tabs },
    State { name: "a report was asked for", build: described },
    State { name: "a friend in the trash", build: in_trash },
    State { name: "an introduction is under way", build: introducing },
    State { name: "the shard of a sender is broken", build: || broken_shard("{\"v\":1,\"people\":") },
    State { name: "the shard of a sender is of a newer version", build: || broken_shard(r#"{"v":99,"people":{}}"#) },
    State { name: "the settings are broken", build: broken_settings },
    State { name: "the journal is broken", build: || broken("journal") },
    State { name: "the ledger is broken", build: || broken("introductions") },
    State { name: "the undecided are broken", build: || broken("undecided") },
    State { name: "a review is broken", build: broken_review },
    State { name: "an older version's shards", build: old_form },
];

/// An answer about the nth sender.
pub fn answer(id: &str, n: u32, edits: Vec<Edit>) -> Request {
    command(id, Change::Write { who: Who::Address(address(n)), edits, base: vec![] }, Some(n))
}

/// The same with their name, as the sidebar gives it.
pub fn write(id: &str, n: u32, edits: Vec<Edit>) -> Request {
    answer(id, n, [vec![Edit::Name(name(n))], edits].concat())
}

pub fn command(id: &str, change: Change, sender: Option<u32>) -> Request {
    Request::Command { command: Command { id: CommandId(id.to_owned()), change }, sender: sender.map(address) }
}

pub fn worked() -> Edit {
    Edit::Worked(Some(Worked::default()))
}

pub fn said(what: What) -> Edit {
    Edit::AddDecision(Decision { what, ..Decision::default() })
}

pub const PROFILE: &str = "https://www.linkedin.com/in/sender-1/";

fn unasked() -> World {
    let mut world = World::unasked();
    world.page(hello("d", LIST));
    world
}

fn withdrawn() -> World {
    let mut world = three();
    world.view(View::Dashboard, Request::Consent { answer: Consent::No });
    world
}

fn greeted_by_page() -> World {
    let mut world = World::new();
    world.page(hello("d", LIST));
    world
}

fn reported(cards: &[u32]) -> World {
    let mut world = World::new();
    world.view(View::Popup, write("friend", 9, vec![worked()]));
    world.page(hello("d", LIST));
    world.page(fresh("d", cards));
    world
}

fn three() -> World {
    reported(&[1, 2, 3])
}

fn one_known() -> World {
    let mut world = three();
    world.sidebar(write("first", 1, vec![worked()]));
    world
}

fn decided(what: What) -> World {
    let mut world = three();
    world.sidebar(write("first", 1, vec![said(what)]));
    world
}

fn all_answered() -> World {
    let mut world = three();
    for n in 1..=3 {
        world.sidebar(write(&format!("answer {n}"), n, vec![worked()]));
    }
    world
}

fn held() -> World {
    let mut world = three();
    world.page(clicked("d", 1, true, true));
    world
}

fn passed() -> World {
    let mut world = held();
    world.sidebar(Request::AcceptAnyway { sender: address(1) });
    world
}

fn clicked_through() -> World {
    let mut world = three();
    world.page(clicked("d", 1, true, false));
    world
}

fn noted() -> World {
    let mut world = clicked_through();
    world.page(left("d", &[2, 3]));
    assert_eq!(world.review().noted.len(), 1);
    world
}

fn doubtful() -> World {
    let mut world = greeted_by_page();
    let mut report = report("d", &[(1, 0)], &[(1, 0)]);
    let other = r#"{"t":"a","i":77,"a":{"href":"/in/somebody-else/"},"c":["Somebody Else"]},"#;
    let tree = report.changed[0].tree.replace(&name(1), "");
    report.changed[0].tree = tree.replacen("\"c\":[", &format!("\"c\":[{other}"), 1);
    world.page(PageMessage::Report(report));
    assert_eq!(world.review().doubts(), 1);
    world
}

fn modal() -> World {
    let mut world = clicked_through();
    let mut report = report("d", &[(1, 0), (2, 0), (3, 0)], &[]);
    report.modal = true;
    world.page(PageMessage::Report(report));
    world
}

fn collapsed() -> World {
    let mut world = three();
    world.sidebar(Request::Collapse { collapsed: true });
    world
}

fn panel(shown: bool) -> World {
    let mut world = three();
    world.view(View::Dashboard, Request::Settings { edits: vec![SettingsEdit::AskIn(AskIn::Panel)] });
    world.view(View::Panel, Request::For { tab: TAB, request: Box::new(Request::OnShow { shown }) });
    world
}

fn guarded_by(guard: Guard) -> World {
    let mut world = three();
    world.view(View::Popup, Request::Settings { edits: vec![SettingsEdit::Guard(guard)] });
    world
}

fn profile() -> World {
    let mut world = World::new();
    world.page(hello("d", PROFILE));
    let mut report = report("d", &[], &[]);
    report.shot.url = PROFILE.to_owned();
    report.shot.title = format!("{} | LinkedIn", name(1));
    world.page(PageMessage::Report(report));
    assert_eq!(world.review().current, Some(address(1)));
    world
}

fn feed() -> World {
    let mut world = World::new();
    world.page(hello("d", "https://www.linkedin.com/feed/"));
    world
}

fn two_tabs() -> World {
    let mut world = three();
    world.page_in(OTHER_TAB, hello("e", LIST));
    world.page_in(OTHER_TAB, fresh("e", &[1, 2, 3]));
    world
}

/// Another tab than the one that events come from.
pub const OTHER_TAB: TabId = TabId(8);

fn described() -> World {
    let mut world = three();
    world.sidebar(Request::Describe);
    world
}

fn in_trash() -> World {
    let mut world = three();
    let id = world.id(&slug(9));
    world.view(View::Dashboard, command("gone", Change::Delete { person: id }, None));
    world
}

fn introducing() -> World {
    let mut world = one_known();
    let people = [world.id(&slug(1)), world.id(&slug(9))];
    let begin = LedgerEdit::Begin { id: "i".to_owned(), people, why: "Both keep bees".to_owned() };
    world.view(View::Dashboard, Request::Ledger { edit: begin });
    world
}

fn broken_shard(text: &str) -> World {
    let world = three();
    let key = format!("shard/{:02x}", shard_of(&address(1)));
    world.memory.set(Area::Local, &key, text);
    restarted(world)
}

fn broken(key: &str) -> World {
    let world = introducing();
    assert!(world.memory.get(Area::Local, key).is_some(), "{key} is stored");
    world.memory.set(Area::Local, key, "{\"consent\":\"yes\",");
    restarted(world)
}

/// Found when the browser starts: there is no review yet.
fn broken_settings() -> World {
    let world = broken("settings");
    world.memory.clear(Area::Session);
    world
}

fn broken_review() -> World {
    let world = three();
    world.memory.set(Area::Session, &format!("review/{}", TAB.0), "[1,");
    restarted(world)
}

fn old_form() -> World {
    let world = three();
    let old = include_str!("../library/fixtures/v0/bb.json");
    world.memory.set(Area::Local, "shard/bb", old);
    restarted(world)
}

fn restarted(mut world: World) -> World {
    world.kill();
    world
}
