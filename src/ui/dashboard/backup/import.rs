//! Bringing notes in from a file: what it holds, what would happen, the user's choices, and only then doing it.

use js_sys::JsString;
use sycamore::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::super::fields::section;
use super::super::rooms::Part;
use super::helper::{Chosen, With};
use super::passphrase::secret;
use super::{Desk, picker, preview, state, trouble, why};
use crate::browser::{self, runtime};
use crate::desk::{Problem, ProblemKind, Reply, Request};
use crate::exchange::Cause;
use crate::exchange::worker::talk::{Counts, Job, Opened, Told, Trouble};
use crate::library::journal::Imported;
use crate::library::{Change, Command, Settings, Tally};
use crate::ui::dynamic::dynamic;
use crate::ui::send::{new_command_id, send};
use crate::ui::text::{self, msg};
use crate::ui::why::in_words;

/// How far an import is.
#[derive(Clone, Debug, PartialEq)]
pub enum Stage {
    /// No file yet, or one that can't be used.
    Waiting(Option<Trouble>),
    Reading,
    /// The file is encrypted; whether a passphrase was tried already.
    Locked {
        wrong: bool,
    },
    /// What would happen.
    Preview(Box<Opened>),
    /// So many of so many people were given to the background.
    Applying(usize, usize),
    Done {
        came: Came,
        stopped: Option<Stopped>,
        import: String,
    },
}

/// What an import brought, or its undoing took.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Came {
    tally: Tally,
    /// Whether it was taken back.
    back: bool,
}

impl Came {
    /// Takes in the reply to a part.
    fn take_in(&mut self, reply: Reply) -> Result<(), Stopped> {
        match reply {
            Reply::Imported(part) => {
                add(&mut self.tally, part);
                Ok(())
            }
            Reply::Problem(problem) => Err(in_words(problem).into()),
            _ => Err(Stopped::Problem(msg!("commonNoReply"))),
        }
    }
}

/// Why an import ended before its end.
#[derive(Clone, Debug, PartialEq)]
pub enum Stopped {
    ByUser,
    /// There is no room left.
    Full,
    Problem(String),
}

impl From<Problem> for Stopped {
    fn from(problem: Problem) -> Self {
        if problem.kind == ProblemKind::Full { Self::Full } else { Self::Problem(problem.message) }
    }
}

impl From<Trouble> for Stopped {
    fn from(trouble: Trouble) -> Self {
        Self::Problem(why::words(&trouble))
    }
}

/// An import that is being thought about; a copy is the same.
#[derive(Clone, Copy)]
pub struct Import {
    pub desk: Desk,
    pub stage: Signal<Stage>,
    pub counts: Signal<Counts>,
    /// Whether the settings in the file are to be used, too.
    pub settings: Signal<bool>,
    file: Signal<Option<Chosen>>,
    passphrase: Signal<String>,
    /// Earlier imports that can be undone.
    earlier: Signal<Vec<Imported>>,
    /// The user wants no more of it.
    enough: Signal<bool>,
}

/// The part of the room.
pub fn import(desk: Desk) -> View {
    let import = Import {
        desk,
        stage: create_signal(Stage::Waiting(None)),
        counts: create_signal(Counts::default()),
        settings: create_signal(false),
        file: create_signal(None),
        passphrase: create_signal(String::new()),
        earlier: create_signal(Vec::new()),
        enough: create_signal(false),
    };
    import.refresh();
    let stage = move || match import.stage.get_clone() {
        Stage::Waiting(problem) => {
            let drop = picker::file("import-file", msg!("backupChooseFile"), move |file| import.open(file));
            let problem = trouble::banner(problem);
            view! { (problem) (drop) }
        }
        Stage::Reading => trouble::busy(desk, Part::Import, || msg!("backupReading")),
        Stage::Locked { wrong } => locked(import, wrong),
        Stage::Preview(opened) => preview::preview(import, *opened),
        Stage::Applying(done, total) => applying(import, done, total),
        Stage::Done { came, stopped, import: name } => done(import, &came, stopped, name),
    };
    let (stage, earlier) = (dynamic(stage), dynamic(move || earlier(import)));
    section(
        Part::Import,
        None,
        view! {
            div(class="import", aria-live="polite") { (stage) }
            (earlier)
        },
    )
}

impl Import {
    fn open(self, file: Chosen) {
        self.file.set(Some(file));
        self.passphrase.set(String::new());
        self.read();
    }

    fn read(self) {
        let Some(file) = self.file.get_clone_untracked() else { return };
        if !self.desk.begin(Part::Import) {
            return;
        }
        let tried = self.stage.with_untracked(|stage| matches!(stage, Stage::Locked { .. }));
        self.stage.set(Stage::Reading);
        spawn_local(async move {
            let job = Job::Open { name: file.name(), passphrase: self.passphrase.get_clone_untracked() };
            let answer = self.desk.helper.ask(&job, With::File(&file)).await;
            if !self.desk.end() {
                return;
            }
            let stage = match answer {
                Ok(Some(answer)) => match answer.told {
                    Told::Opened(opened) => {
                        self.counts.set(opened.counts);
                        self.settings.set(false);
                        Stage::Preview(opened)
                    }
                    _ => Stage::Waiting(None),
                },
                Ok(None) => Stage::Waiting(None),
                Err(trouble) => match trouble.cause() {
                    Some(Cause::Encrypted) => Stage::Locked { wrong: false },
                    Some(Cause::WrongPassphrase) => Stage::Locked { wrong: tried },
                    _ => Stage::Waiting(Some(trouble)),
                },
            };
            self.stage.set(stage);
        });
    }

    /// Forgets the file.
    pub fn give_up(self) {
        self.file.set(None);
        self.passphrase.set(String::new());
        self.stage.set(Stage::Waiting(None));
    }

    /// Tells the Worker a choice, and takes in how things are then.
    pub fn choose(self, job: Job, then: impl FnOnce() + 'static) {
        spawn_local(async move {
            if let Ok(Some(answer)) = self.desk.helper.ask(&job, With::Nothing).await
                && let Told::Counts(counts) = answer.told
                && self.counts.is_alive()
            {
                self.counts.set(counts);
                then();
            }
        });
    }

    /// Does what the preview said.
    pub fn carry_out(self, settings: Option<Settings>) {
        if !self.desk.begin(Part::Import) {
            return;
        }
        self.enough.set(false);
        self.stage.set(Stage::Applying(0, 1));
        spawn_local(async move {
            let name = format!("{:013}-{}", browser::now().0, new_command_id().0);
            let mut came = Came::default();
            let stopped = self.apply(&name, settings, &mut came).await.err();
            if !self.desk.end() {
                return;
            }
            self.file.set(None);
            self.passphrase.set(String::new());
            self.stage.set(Stage::Done { came, stopped, import: name });
            self.refresh();
            state::refresh(self.desk.house);
        });
    }

    async fn apply(self, name: &str, settings: Option<Settings>, came: &mut Came) -> Result<(), Stopped> {
        let helper = self.desk.helper;
        let parts = helper.ask(&Job::Parts { import: name.to_owned() }, With::Nothing).await?;
        let Some(Told::Parts { parts, people, introductions }) = parts.map(|answer| answer.told) else {
            return Err(Stopped::ByUser);
        };
        let mut done = 0;
        let mut under_way = None;
        let mut stopped = None;
        for n in 0..parts {
            let job = Job::Part { n, command: new_command_id() };
            let part = match helper.ask(&job, With::Nothing).await {
                Ok(part) => part.map(|answer| (answer.told, answer.text)),
                Err(trouble) => {
                    stopped = Some(trouble.into());
                    break;
                }
            };
            let Some((Told::Part { people: count }, command)) = part else {
                stopped = Some(Stopped::ByUser);
                break;
            };
            let request = JsString::from("{\"command\":{\"command\":").concat(&command).concat(&"}}".into());
            // It travels while the one before is being written.
            let sent = runtime::request_text(&request);
            if let Some((before, reply)) = under_way.replace((count, sent)) {
                stopped = came.take_in(reply.await).err();
                done += before;
            }
            if !self.stage.is_alive() || (self.enough.get_untracked() && n + 1 < parts) {
                stopped = stopped.or(Some(Stopped::ByUser));
            }
            if stopped.is_some() {
                break;
            }
            self.stage.set(Stage::Applying(done, people));
        }
        if let Some((_, reply)) = under_way {
            let last = came.take_in(reply.await);
            stopped = stopped.or(last.err());
        }
        if let Some(stopped) = stopped {
            return Err(stopped);
        }
        // After the people: without them it would speak of nobody.
        if introductions.is_some() || settings.is_some() {
            let settings = settings.map(Box::new);
            let change = Change::ImportBeside { import: name.to_owned(), introductions, settings };
            let command = Command { id: new_command_id(), change };
            came.take_in(send(&Request::Command { command, sender: None }).await?)?;
        }
        Ok(())
    }

    fn refresh(self) {
        spawn_local(async move {
            if let Ok(Reply::Imports { imports }) = send(&Request::Imports).await
                && self.earlier.is_alive()
            {
                self.earlier.set(imports);
            }
        });
    }

    /// Takes an import back, some shards at a time.
    fn undo(self, name: String) {
        if !self.desk.begin(Part::Import) {
            return;
        }
        self.stage.set(Stage::Applying(0, 0));
        spawn_local(async move {
            let mut came = Came { back: true, ..Came::default() };
            let mut stopped = None;
            loop {
                let change = Change::UndoImport { import: name.clone() };
                let command = Command { id: new_command_id(), change };
                match send(&Request::Command { command, sender: None }).await {
                    Ok(Reply::Imported(part)) => {
                        let left = part.left;
                        add(&mut came.tally, part);
                        if left == 0 {
                            break;
                        }
                    }
                    Ok(_) => stopped = Some(Stopped::Problem(msg!("commonNoReply"))),
                    Err(problem) => stopped = Some(Stopped::Problem(problem.message)),
                }
                if stopped.is_some() {
                    break;
                }
            }
            if !self.desk.end() {
                return;
            }
            self.stage.set(Stage::Done { came, stopped, import: String::new() });
            self.refresh();
            state::refresh(self.desk.house);
        });
    }
}

fn add(sum: &mut Tally, part: Tally) {
    sum.added += part.added;
    sum.changed += part.changed;
    sum.same += part.same;
    sum.removed += part.removed;
    sum.kept += part.kept;
    sum.introductions |= part.introductions;
    sum.settings |= part.settings;
    sum.refused.extend(part.refused);
}

/// The passphrase of an encrypted file.
fn locked(import: Import, wrong: bool) -> View {
    let says = if wrong { msg!("backupWrongPassphrase") } else { msg!("backupNeedsPassphrase") };
    let field = secret("open-passphrase", msg!("backupPassphrase"), import.passphrase, says.into());
    let (open, other) = (msg!("backupOpen"), msg!("backupOtherFile"));
    let empty = move || import.passphrase.with(String::is_empty);
    view! {
        form(class="locked", data-test="locked", on:submit=move |event: sycamore::web::events::SubmitEvent| {
            event.prevent_default();
            import.read();
        }) {
            (field)
            p(class="row") {
                button(r#type="submit", class="button button-primary", data-test="open", disabled=empty) { (open) }
                button(r#type="button", class="link", on:click=move |_| import.give_up()) { (other) }
            }
        }
    }
}

fn applying(import: Import, done: usize, total: usize) -> View {
    let says = if total == 0 { msg!("backupUndoing") } else { msg!("backupApplying") };
    let bar = trouble::bar(move || (total > 0).then_some((done, total)));
    let stop = (total > 0).then(|| {
        let stop = msg!("backupStop");
        view! {
            button(r#type="button", class="link", data-test="stop", on:click=move |_| import.enough.set(true)) { (stop) }
        }
    });
    view! { div(class="busy", data-test="applying") { p { (says) } (bar) (stop) } }
}

fn done(import: Import, came: &Came, stopped: Option<Stopped>, name: String) -> View {
    let tally = &came.tally;
    let count = |base: &str, number: u32| (number > 0).then(|| text::plural(base, number as usize));
    let said: Vec<String> = [
        count("backupAdded", tally.added),
        count("backupChanged", tally.changed),
        count("backupRemoved", tally.removed),
        count("backupKept", tally.kept),
        count("backupRefused", u32::try_from(tally.refused.len()).unwrap_or(u32::MAX)),
        tally
            .introductions
            .then(|| if came.back { msg!("backupIntroductionsBack") } else { msg!("backupIntroductionsCame") }),
        tally.settings.then(|| if came.back { msg!("backupSettingsBack") } else { msg!("backupSettingsCame") }),
    ]
    .into_iter()
    .flatten()
    .collect();
    let said = if said.is_empty() { msg!("backupNothingChanged") } else { said.join(" ") };
    let why =
        tally.refused.first().map(|refused| msg!("backupRefusedFirst", why::refused(refused))).unwrap_or_default();
    let (state, stopped) = match stopped {
        None => ("done", View::new()),
        Some(Stopped::ByUser) => {
            let says = msg!("backupStopped");
            ("stopped", view! { p(class="banner") { (says) } })
        }
        Some(Stopped::Full) => {
            let (says, save) = (msg!("backupFull"), msg!("backupExport"));
            let view =
                view! { p(class="banner banner-bad", role="alert") { (says) " " a(href="#backup/export") { (save) } } };
            ("full", view)
        }
        Some(Stopped::Problem(why)) => {
            let says = msg!("backupFailed", why);
            ("failed", view! { p(class="banner banner-bad", role="alert") { (says) } })
        }
    };
    let something = tally.added + tally.changed > 0 || tally.introductions || tally.settings;
    let undo = (!name.is_empty() && something).then(|| {
        let label = msg!("backupUndoThis");
        view! {
            button(r#type="button", class="button", data-test="undo-import",
                   on:click=move |_| import.undo(name.clone())) { (label) }
        }
    });
    let other = msg!("backupOtherFile");
    view! {
        div(class="outcome", data-test="import-outcome", data-state=state) {
            (stopped)
            p { (said) }
            p(class="field-help") { (why) }
            p(class="row") {
                (undo)
                button(r#type="button", class="link", data-test="import-again", on:click=move |_| import.give_up()) { (other) }
            }
        }
    }
}

/// Imports of the last thirty days, with a way back.
fn earlier(import: Import) -> View {
    let all = import.earlier.get_clone();
    if all.is_empty() {
        return View::new();
    }
    let rows: Vec<View> = all
        .into_iter()
        .rev()
        .map(|earlier| {
            let people = text::plural("dashboardPeople", usize::try_from(earlier.people).unwrap_or(usize::MAX));
            // One that brought only introductions or settings is told by its day alone.
            let says = match earlier.people {
                0 => text::moment(earlier.at),
                _ => msg!("backupImported", text::moment(earlier.at), people),
            };
            let label = msg!("backupUndo");
            let described = format!("{label}: {says}");
            let act = move |_| import.undo(earlier.import.clone());
            view! {
                li(class="entry") {
                    span { (says) }
                    button(r#type="button", class="link", data-test="undo-earlier", aria-label=described,
                           disabled=move || import.desk.is_busy(), on:click=act) { (label) }
                }
            }
        })
        .collect();
    let heading = msg!("backupEarlier");
    view! { details(class="disclosure") { summary { (heading) } ul(class="entries") { (rows) } } }
}
