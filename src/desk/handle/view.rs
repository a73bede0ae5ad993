//! What one of our own pages wants.

use std::rc::Rc;

use super::super::message::{BackupState, Focus, InTrash, Reply, Request, SettingsEdit, TabId, View};
use super::super::review::{Review, Sender, Standing};
use super::super::why::Why;
use super::{Turn, Want, need, need_or};
use crate::domain::sorted::sort_by_key;
use crate::domain::text::{clean_line, clean_text};
use crate::domain::{Door, PersonId, ProfileAddress, Verdict};
use crate::library::facts::Missing;
use crate::library::journal::Backup;
use crate::library::past::Trashed;
use crate::library::settings::{MAX_TEXT, OwnReply};
use crate::library::{Change, Command, Journal, Key, Ledger, LedgerEdit, Refusal, Settings, Stored};

/// Tags of languages are shorter.
const MAX_TAG: usize = 16;

impl Turn<'_> {
    pub(super) fn view(&mut self, view: View, request: &Request) -> Result<Reply, Want> {
        if let (View::Panel, Request::For { tab, request }) = (view, request) {
            return self.view(View::Sidebar(*tab), request);
        }
        let tab = match (view, request) {
            (View::Sidebar(tab), _) => Some(tab),
            (View::Popup | View::Dashboard, Request::Turn { tab, .. }) => *tab,
            (View::Popup | View::Dashboard | View::Welcome | View::Panel, _) => None,
        };
        let review = tab.and_then(|tab| self.reviews.get(&tab).cloned());
        match (request, tab.zip(review)) {
            (Request::For { .. }, _) => Ok(Reply::refused(Why::not_now("only the browser's panel speaks for a tab"))),
            (Request::Hello, review) => {
                if let (View::Sidebar(_), Some((tab, mut review))) = (view, review.filter(|(_, review)| !review.heard))
                {
                    review.heard = true;
                    self.keep(tab, review, None)?;
                }
                Ok(Reply::Hello { tab })
            }
            (Request::Command { command, sender }, review) => self.command(command, sender.as_ref(), review),
            (Request::Consent { answer }, _) => {
                self.consent(answer)?;
                Ok(Reply::Done)
            }
            (Request::Settings { edits }, _) => {
                self.change_settings(|settings| edits.iter().for_each(|edit| edit.carry_out(settings)))?;
                self.refresh_reviews(None)?;
                Ok(Reply::Done)
            }
            (Request::Ledger { edit }, _) => self.change_ledger(edit),
            (Request::Gone { invitations }, _) => {
                self.dismiss(invitations)?;
                Ok(Reply::Done)
            }
            (Request::NotGone { invitations }, _) => {
                self.bring_back(invitations)?;
                Ok(Reply::Done)
            }
            (Request::Collapse { collapsed }, review) => {
                self.change_settings(|settings| settings.collapsed = *collapsed)?;
                if let Some((tab, mut review)) = review {
                    review.summoned = !*collapsed;
                    review.calls += u32::from(!*collapsed);
                    let focus = if *collapsed { Focus::Page } else { Focus::Frame };
                    self.keep(tab, review, Some(focus))?;
                }
                Ok(Reply::Done)
            }
            (Request::OnShow { shown }, review) => {
                if let Some((tab, mut review)) = review {
                    review.on_show = *shown;
                    self.keep(tab, review, None)?;
                }
                Ok(Reply::Done)
            }
            (Request::Turn { to, .. }, Some((tab, mut review))) => {
                if review.sender(to).is_none() {
                    return Ok(Reply::refused(Why::NoInvitation));
                }
                review.current = Some(to.clone());
                review.greeted = None;
                review.paused = review.paused.take().filter(|paused| paused == to);
                let from_outside = view != View::Sidebar(tab);
                review.summoned |= from_outside;
                review.calls += u32::from(from_outside);
                self.keep(tab, review, from_outside.then_some(Focus::Frame))?;
                Ok(Reply::Done)
            }
            (Request::AcceptAnyway { sender }, Some((tab, mut review))) => {
                let Some(node) = review.sender(sender).and_then(Sender::card).map(|card| card.accept) else {
                    return Ok(Reply::refused(Why::NoInvitation));
                };
                review.passed.insert(sender.clone());
                review.paused = None;
                self.keep(tab, review, Some(Focus::Node(node)))?;
                Ok(Reply::Done)
            }
            (Request::Ask { about }, Some((tab, mut review))) => {
                review.ask_about(about, "");
                review.calls += 1;
                self.look_up(&mut review)?;
                self.keep(tab, review, None)?;
                Ok(Reply::Done)
            }
            (Request::Point { on }, Some((tab, mut review))) => {
                review.pointing = *on;
                self.keep(tab, review, None)?;
                for (_, orders) in &mut self.outcome.orders {
                    orders.point = Some(*on);
                }
                Ok(Reply::Done)
            }
            (Request::Describe, Some((tab, mut review))) => {
                review.layout = None;
                self.keep(tab, review, None)?;
                for (_, orders) in &mut self.outcome.orders {
                    orders.describe = true;
                }
                Ok(Reply::Done)
            }
            (Request::LeaveFrame, Some((tab, review))) => {
                self.keep(tab, review, Some(Focus::Page))?;
                Ok(Reply::Done)
            }
            (Request::TakeBack { command }, Some((tab, mut review))) => {
                let Some(noted) = review.noted.iter().find(|noted| noted.command == *command).cloned() else {
                    return Ok(Reply::refused(Refusal::TooLate));
                };
                let result = self.take_back(&mut review, &noted)?;
                self.keep(tab, review, None)?;
                Ok(result.map_or_else(Reply::refused, |()| Reply::Done))
            }
            (Request::History { person }, _) => {
                let past = need_or(self.facts.past(person.shard()).cloned(), Rc::default())?;
                Ok(Reply::History { changes: past.history.get(person).cloned().unwrap_or_default() })
            }
            (Request::Trash, _) => self.trash(),
            (Request::Imports, _) => Ok(Reply::Imports { imports: need(self.facts.journal())?.imports.clone() }),
            (Request::Backup, _) => self.backup(|_, _| {}),
            (Request::BackupMade { people, made, changes }, _) => self.backup(|backup, applied| {
                backup.made = *made;
                backup.people = *people;
                backup.changes = applied.min(*changes);
            }),
            (Request::BackupVerified { made, changes }, _) => {
                let now = self.now;
                self.backup(|backup, applied| {
                    backup.verified = now;
                    backup.checked = *made;
                    backup.checked_changes = applied.min(*changes);
                })
            }
            // The clerk's own, see `clerk::repair`.
            (
                Request::Health
                | Request::RawText { .. }
                | Request::BeforeUpdate
                | Request::StartAnew { .. }
                | Request::PutBack { .. }
                | Request::DropAside { .. }
                | Request::EraseAll,
                _,
            ) => Ok(Reply::refused(Why::not_now("the background is not asked for this"))),
            (_, None) => Ok(Reply::refused(Why::NoPage)),
        }
    }

    fn command(
        &mut self,
        command: &Command,
        sender: Option<&ProfileAddress>,
        review: Option<(TabId, Review)>,
    ) -> Result<Reply, Want> {
        let applied = match self.apply(command)? {
            Ok(applied) => applied,
            Err(refusal) => return Ok(Reply::refused(refusal)),
        };
        self.follow_in_ledger(&command.change)?;
        let Some(person) = applied.person.filter(|_| applied.tally.is_none()) else {
            let tally = applied.tally.unwrap_or_default();
            // A background that was killed after it had written the settings told nobody, and now they are as written.
            self.refresh(None, tally.settings)?;
            return Ok(Reply::Imported(tally));
        };
        let settings = Rc::clone(need(self.facts.settings())?);
        let verdict = applied.after.as_ref().map_or(Verdict::NoAnswer, |person| settings.policy.verdict(person));
        let really_know = matches!(verdict, Verdict::ReallyKnow(_));

        let asked_in = review.as_ref().map(|(tab, _)| *tab);
        self.refresh_reviews(asked_in)?;
        if let Some((tab, mut review)) = review {
            self.look_up(&mut review)?;
            let mut focus = None;
            if let Some(sender) = sender {
                review.paused = review.paused.take().filter(|paused| paused != sender);
                let accept = review.sender(sender).and_then(Sender::card).map(|card| card.accept);
                review.greeted = None;
                if !applied.conflicts.is_empty() {
                    // What was changed elsewhere is still to be looked at, here.
                } else if really_know {
                    focus = accept.map(Focus::Node);
                } else if Standing::on(self.today, &verdict) != Standing::NoAnswer
                    && let Some(next) = review.next_after(sender).cloned()
                {
                    review.current = Some(next);
                    review.calls += 1;
                }
            }
            self.keep(tab, review, focus)?;
        }
        Ok(Reply::Saved { person, really_know, conflicts: applied.conflicts })
    }

    fn change_ledger(&mut self, edit: &LedgerEdit) -> Result<Reply, Want> {
        let ledger = match self.facts.ledger() {
            Ok(ledger) => ledger,
            Err(Missing::Need(need)) => return Err(need),
            Err(Missing::Unreadable(unreadable)) => return Ok(Reply::refused(unreadable)),
        };
        let mut after = Ledger::clone(ledger);
        if let Err(no_entry) = after.edit(edit, self.now) {
            return Ok(Reply::refused(no_entry));
        }
        if after != **ledger {
            self.write(Stored::Ledger(Ok(Rc::new(after))));
        }
        Ok(Reply::Done)
    }

    /// Who is erased or merged is so in the ledger, too, as far as this version can read it.
    fn follow_in_ledger(&mut self, change: &Change) -> Result<(), Want> {
        if !matches!(change, Change::Erase { .. } | Change::Merge { .. }) {
            return Ok(());
        }
        let Some(ledger) = need_or(self.facts.ledger().cloned().map(Some), None)? else { return Ok(()) };
        let mut after = Ledger::clone(&ledger);
        after.follow(change);
        if after != *ledger {
            self.write(Stored::Ledger(Ok(Rc::new(after))));
        }
        Ok(())
    }

    fn trash(&self) -> Result<Reply, Want> {
        let journal = need(self.facts.journal())?;
        let missing = self.facts.missing(journal.expiring.keys().map(|n| Key::Past(*n)));
        if !missing.0.is_empty() {
            return Err(missing);
        }
        let mut people = Vec::new();
        let mut wanted = Want::default();
        for n in journal.expiring.keys() {
            let past = need_or(self.facts.past(*n).cloned(), Rc::default())?;
            for (id, trashed) in &past.trash {
                let taken_by = match self.who_has_an_address_of(id, trashed) {
                    Ok(taken_by) => taken_by,
                    Err(want) => {
                        wanted.0.extend(want.0);
                        None
                    }
                };
                people.push(InTrash {
                    person: id.clone(),
                    name: trashed.person.name.clone(),
                    headline: trashed.person.headline.clone(),
                    at: trashed.at,
                    into: trashed.into.clone(),
                    taken_by,
                });
            }
        }
        if !wanted.0.is_empty() {
            return Err(wanted);
        }
        sort_by_key(&mut people, |trashed| std::cmp::Reverse(trashed.at));
        Ok(Reply::Trash { people })
    }

    /// The name of somebody else who has an address of a note in the trash. Whoever that was merged into gives it back.
    fn who_has_an_address_of(&self, id: &PersonId, trashed: &Trashed) -> Result<Option<String>, Want> {
        for address in trashed.person.addresses() {
            if let Some((other, person)) = need_or(self.facts.find(address), None)?
                && other != id
                && trashed.into.as_ref() != Some(other)
            {
                return Ok(Some(person.name.clone()));
            }
        }
        Ok(None)
    }

    /// Changes what is known of backups, and tells it. `change` gets the number of commands so far.
    fn backup(&mut self, change: impl FnOnce(&mut Backup, u64)) -> Result<Reply, Want> {
        let journal = need(self.facts.journal())?;
        let mut after = Journal::clone(journal);
        change(&mut after.backup, journal.changes);
        if after != **journal {
            self.write(Stored::Journal(Rc::new(after.clone())));
        }
        let (since, since_checked) = (after.changes_since_backup(), after.changes_since_check());
        let Backup { made, verified, people, checked, .. } = after.backup;
        let changes = after.changes;
        Ok(Reply::Backup(BackupState { made, verified, checked, people, since, since_checked, changes }))
    }
}

impl SettingsEdit {
    fn carry_out(&self, settings: &mut Settings) {
        match self {
            Self::Guard(guard) => settings.guard = guard.clone(),
            Self::AskOn(ask_on) => settings.ask_on = ask_on.clone(),
            Self::AskIn(ask_in) => settings.ask_in = ask_in.clone(),
            Self::Doors(counts) => {
                for (door, counts) in Door::ALL.into_iter().zip(counts) {
                    settings.policy.doors.set(door, *counts);
                }
            }
            Self::PolicyWords(words) => settings.policy.words = clean_text(words, MAX_TEXT),
            Self::AskFirst(text) => settings.ask_first = clean_text(text, MAX_TEXT),
            Self::KindNo(text) => settings.kind_no = clean_text(text, MAX_TEXT),
            Self::Replies(replies) => settings.replies = OwnReply::clean(replies),
            Self::LetterKeys(on) => settings.letter_keys_off = !on,
            Self::Language(tag) => settings.language = clean_line(tag, MAX_TAG),
            Self::TextLanguage(tag) => settings.text_language = clean_line(tag, MAX_TAG),
            Self::Aside(aside) => settings.aside = aside.clone(),
            Self::Lists(lists) => settings.lists.clone_from(lists),
            Self::InTouch(cadences) => {
                for (door, cadence) in Door::ALL.into_iter().zip(cadences) {
                    settings.in_touch.set(door, cadence.clone());
                }
            }
        }
    }
}
