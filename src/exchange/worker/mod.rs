//! What the Worker beside the dashboard does: it holds a copy of the library and one file, and answers jobs.
//!
//! Nothing here changes the library: an import is handed out in parts, as commands for the background. To give up,
//! the dashboard ends the Worker; nothing has happened.

mod check;
mod preview;
pub mod talk;

use talk::{Counts, FileKind, Job, LeaveOut, Named, Opened, Order, Told, Trouble};

use super::backup::{Beside, Extent};
use super::export::{File, Format, Options, export};
use super::plan::{Library, Plan, Planner};
use super::table::Separator;
use super::text::Decoder;
use super::{Kind, Problem, Source, age, read};
use crate::domain::sorted::SortedSet;
use crate::domain::text::fold;
use crate::domain::{Mark, Person, PersonId};
use crate::json;
use crate::library::{Change, CommandId, Incoming, Ledger, Settings, Shard, Unreadable};

/// How many people go into one command at least. Fewer commands are quicker in all, but leave the user's own edits and the
/// progress waiting.
const PART: usize = 8_000;

/// About how many bytes of text go into one command at most. Chromium sends no message of more than 64 MB, and a text in which
/// every character must be escaped twice on its way becomes four times as long.
const PART_BYTES: usize = 12 << 20;

/// How many people are planned between two words about the progress.
const STEP: usize = 1_000;

/// How many names are found at most.
const FOUND: usize = 8;

/// What the Worker needs of the browser around it.
pub trait Around {
    /// Tells how far a job is.
    fn progress(&self, done: usize, total: usize);
    /// Fresh random bytes, good enough for keys.
    ///
    /// # Errors
    /// If there are none.
    fn random(&self, bytes: &mut [u8]) -> Result<(), Trouble>;
    /// See [`Decoder`].
    fn decode(&self, charset: &str, bytes: &[u8]) -> Option<String>;
}

/// The library as it was when it was handed over, and the file that is being looked at.
#[derive(Debug, Default)]
pub struct Worker {
    people: Vec<(PersonId, Person)>,
    library: Library,
    settings: Settings,
    ledger: Ledger,
    /// How many of its parts could not be read.
    unread: u32,
    /// The file that was handed over.
    file: Vec<u8>,
    plan: Plan,
    /// The introductions in it.
    introductions: Ledger,
    import: String,
    parts: Vec<Vec<Incoming>>,
    /// The part that will be asked for next.
    given: Option<usize>,
    /// The JSON text of the change that it will be.
    ahead: Option<(usize, String)>,
    /// The text that belongs to the last answer.
    text: String,
    /// The file that was made.
    made: Vec<u8>,
}

impl Worker {
    /// Begins the library anew.
    pub fn clear(&mut self) {
        *self = Self { file: std::mem::take(&mut self.file), ..Self::default() };
    }

    /// Takes in the stored text of a shard.
    ///
    /// # Errors
    /// If it can't be read: then its people are missing here.
    pub fn shard(&mut self, text: &str) -> Result<(), Unreadable> {
        let shard = Shard::decode(text).inspect_err(|_| self.unread += 1)?;
        self.people.extend(shard.people);
        Ok(())
    }

    /// Takes in the stored text of the settings; what can't be read is as the background reads it.
    pub fn settings(&mut self, text: &str) {
        self.settings = Settings::decode(text).unwrap_or_default().for_backup();
    }

    /// Takes in the stored text of the ledger of introductions.
    ///
    /// # Errors
    /// If it can't be read: then it is missing here.
    pub fn ledger(&mut self, text: &str) -> Result<(), Unreadable> {
        self.ledger = Ledger::decode(text).inspect_err(|_| self.unread += 1)?;
        Ok(())
    }

    /// Takes in a file to be read.
    pub fn file(&mut self, bytes: Vec<u8>) {
        self.file = bytes;
    }

    /// Hands out the file that was made.
    pub fn take_made(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.made)
    }

    /// Hands out the text that belongs to the last answer; empty, if none does.
    pub fn take_text(&mut self) -> String {
        std::mem::take(&mut self.text)
    }

    /// Makes beforehand what will be asked for next, after an answer has gone out.
    pub fn look_ahead(&mut self) {
        if let Some(n) = self.given.filter(|n| *n < self.parts.len()) {
            self.ahead = Some((n, self.change(n)));
        }
    }

    /// Does a job.
    pub fn job(&mut self, job: Job, around: &dyn Around) -> Told {
        self.try_job(job, around).unwrap_or_else(Told::Trouble)
    }

    fn try_job(&mut self, job: Job, around: &dyn Around) -> Result<Told, Trouble> {
        match job {
            Job::Export(order) => self.export(&order, around),
            Job::Find { text } => Ok(Told::Found(self.find(&text))),
            Job::Open { name, passphrase } => self.open(&name, &passphrase, around),
            Job::Show { what, from } => Ok(Told::Shown(preview::show(&self.plan, &self.library, what, from))),
            Job::Answer { at, answer } => {
                preview::answer(&mut self.plan, &self.library, at, &answer);
                Ok(Told::Counts(self.counts()))
            }
            Job::Choose { at, field, keep } => {
                preview::choose(&mut self.plan, at, field.as_ref(), keep);
                Ok(Told::Counts(self.counts()))
            }
            Job::Parts { import } => {
                self.import = import;
                self.parts = self.plan.parts(&self.library, PART, PART_BYTES);
                (self.given, self.ahead) = (Some(0), None);
                let people = self.parts.iter().map(Vec::len).sum();
                Ok(Told::Parts {
                    parts: self.parts.len(),
                    people,
                    introductions: self.new_introductions().map(Box::new),
                })
            }
            Job::Part { n, command } => Ok(self.part(n, &command)),
            Job::Check { name, passphrase } => {
                let source = self.read(&name, &passphrase, around)?;
                Ok(Told::Checked(Box::new(check::check(&source, &self.people, self.beside(), self.unread))))
            }
        }
    }

    fn export(&mut self, order: &Order, around: &dyn Around) -> Result<Told, Trouble> {
        let whose: Option<SortedSet<&PersonId>> = order.whose.as_ref().map(|whose| whose.iter().collect());
        let chosen = |id: &PersonId| whose.as_ref().is_none_or(|whose| whose.contains(id));
        let people: Vec<(&PersonId, &Person)> =
            self.people.iter().filter(|(id, _)| chosen(id)).map(|(id, person)| (id, person)).collect();
        let everything = order.whose.is_none() && order.leave_out == LeaveOut::Nothing;
        let format = match order.kind {
            FileKind::Backup => Format::Backup,
            FileKind::Table => Format::Table(Separator::Comma),
            FileKind::TableSemicolon => Format::Table(Separator::Semicolon),
            FileKind::Cards => Format::Cards { user: "me".to_owned() },
            FileKind::Notes => Format::Notes,
        };
        // Somebody who asks for everything about them gets their introductions and what was written before, too.
        let about_one = match (order.whose.as_deref(), order.leave_out) {
            (Some([one]), LeaveOut::Nothing) => Some(self.ledger.about(one)),
            _ => None,
        };
        let beside = match &about_one {
            Some(ledger) => Beside { ledger: Some(ledger), history: &order.history, ..Beside::default() },
            None if everything => self.beside(),
            None => Beside::default(),
        };
        let options = Options {
            made: order.made,
            extent: if everything { Extent::Everything } else { Extent::Part },
            beside,
            without: match order.leave_out {
                LeaveOut::Nothing => None,
                LeaveOut::Sensitive => Some(Mark::Sensitive),
                LeaveOut::Private => Some(Mark::Private),
            },
        };
        let count = people.len();
        let mut file = export(people, &format, &options)?;
        if !order.passphrase.is_empty() {
            file = encrypted(file, &order.passphrase, around)?;
        }
        let File { name, media_type, bytes } = file;
        let size = bytes.len();
        self.made = bytes;
        Ok(Told::Made { name, media_type: media_type.to_owned(), people: count, bytes: size })
    }

    /// Those whose name has these letters, the shortest names first.
    fn find(&self, text: &str) -> Vec<Named> {
        let wanted = fold(text.trim());
        if wanted.is_empty() {
            return Vec::new();
        }
        let mut found: Vec<&(PersonId, Person)> =
            self.people.iter().filter(|(_, person)| fold(&person.name).contains(&wanted)).collect();
        found.sort_by_key(|(_, person)| person.name.len());
        let named = |(id, person): &(PersonId, Person)| Named {
            id: id.clone(),
            name: person.name.clone(),
            headline: person.headline.clone(),
        };
        found.into_iter().take(FOUND).map(named).collect()
    }

    fn read(&self, name: &str, passphrase: &str, around: &dyn Around) -> Result<Source, Problem> {
        let decoder: Decoder<'_> = &|charset, bytes| around.decode(charset, bytes);
        if !age::is_age(&self.file) || passphrase.is_empty() {
            return read(name, &self.file, decoder);
        }
        let plain = age::decrypt(&self.file, passphrase)?;
        // What a file is called inside of another ends before `.age`.
        read(name.strip_suffix(".age").unwrap_or(name), &plain, decoder)
    }

    fn open(&mut self, name: &str, passphrase: &str, around: &dyn Around) -> Result<Told, Trouble> {
        self.plan = Plan::default();
        let mut source = self.read(name, passphrase, around)?;
        let (kind, made) = match &source.kind {
            Kind::Backup { made, .. } => (talk::Holds::Backup, *made),
            Kind::OurTable => (talk::Holds::OurTable, None),
            Kind::LinkedInConnections => (talk::Holds::LinkedIn, None),
            Kind::Table => (talk::Holds::Table, None),
            Kind::Cards => (talk::Holds::Cards, None),
            Kind::Notes => (talk::Holds::Notes, None),
            Kind::Several => (talk::Holds::Several, None),
        };
        let people = source.people.len();
        let part = source.part;
        let settings = source.settings.take().filter(|settings| self.would_change(settings));
        self.introductions = source.ledger.take().unwrap_or_default();
        let ignored = source.ignored.keys().cloned().collect();
        self.library = Library::new(self.people.iter().cloned());
        let mut planner = Planner::new(&self.library, source);
        loop {
            let progress = planner.step(STEP);
            around.progress(progress.done, progress.total);
            if progress.done == progress.total {
                break;
            }
        }
        self.plan = planner.finish();
        let (counts, differing) = (self.counts(), preview::fields(&self.plan));
        let introductions = self.new_introductions().is_some();
        Ok(Told::Opened(Box::new(Opened {
            kind,
            made,
            people,
            part,
            counts,
            ignored,
            settings,
            introductions,
            differing,
        })))
    }

    /// What a backup of everything holds beside people.
    const fn beside(&self) -> Beside<'_> {
        Beside { settings: Some(&self.settings), ledger: Some(&self.ledger), history: &[] }
    }

    fn would_change(&self, settings: &Settings) -> bool {
        let mut after = self.settings.clone();
        after.restore(settings);
        after != self.settings
    }

    /// The file's introductions as the library would have them after the import, if there is anything new in them.
    fn new_introductions(&self) -> Option<Ledger> {
        let theirs = self.introductions.among(self.plan.who(&self.library));
        let mut after = self.ledger.clone();
        after.join(&theirs);
        (after != self.ledger).then_some(theirs)
    }

    fn counts(&self) -> Counts {
        let counts = self.plan.counts();
        Counts {
            added: counts.added,
            changed: counts.changed,
            same: counts.same,
            unclear: counts.asked,
            skipped: counts.skipped,
            differing: preview::differing(&self.plan),
            left_out: self.plan.left_out.len(),
        }
    }

    fn part(&mut self, n: usize, id: &CommandId) -> Told {
        let ahead = self.ahead.take().filter(|(ahead, _)| *ahead == n);
        let change = ahead.map_or_else(|| self.change(n), |(_, change)| change);
        self.text = format!("{{\"id\":{},\"change\":{change}}}", json::to_string(id));
        self.given = Some(n + 1);
        Told::Part { people: self.parts.get(n).map_or(0, Vec::len) }
    }

    /// A part as a change of the library.
    fn change(&mut self, n: usize) -> String {
        let people = self.parts.get_mut(n).map(std::mem::take).unwrap_or_default();
        let change = Change::Import { import: self.import.clone(), people };
        let text = json::to_string(&change);
        // It may be asked for once more.
        if let (Change::Import { people, .. }, Some(part)) = (change, self.parts.get_mut(n)) {
            *part = people;
        }
        text
    }
}

fn encrypted(file: File, passphrase: &str, around: &dyn Around) -> Result<File, Trouble> {
    let mut random = age::Random { file_key: [0; 16], salt: [0; 16], nonce: [0; 16] };
    for bytes in [&mut random.file_key, &mut random.salt, &mut random.nonce] {
        around.random(bytes)?;
    }
    let bytes = age::encrypt(&file.bytes, passphrase, age::WORK, &random)?;
    Ok(File { name: file.name + ".age", media_type: "application/octet-stream", bytes })
}
