//! Saving an answer: nothing is "saved" before the background said so, and nothing typed is lost if it
//! can't be.

use std::rc::Rc;

use sycamore::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::acts::SAMPLE_ACCEPT;
use super::draft::{self, AnswerForm};
use super::state::{Bar, Notice};
use crate::desk::{Review, Sender};
use crate::domain::{Decision, Door, Person, PersonId, ProfileAddress, Verdict, What};
use crate::library::{Change, CommandId, Who};
use crate::ui::components::field;
use crate::ui::send::Saved;
use crate::ui::text::{NAME, msg, with_name_plain};
use crate::ui::{conflicts, draft as drafts, words};

/// Why an answer wasn't sent, for the user to put right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Missing {
    #[default]
    Nothing,
    /// No door is open, and nothing else was said.
    Answer,
    /// The second door is open without a memory. Saving again keeps it so.
    Memory,
    /// The date can't be read.
    Date,
    /// The day to look again isn't given.
    Day,
}

/// One sender's card on its way to the background.
#[derive(Clone)]
pub struct Saving {
    pub bar: Bar,
    pub sender: ProfileAddress,
    /// The note as it was when the card was opened.
    pub before: Rc<Person>,
    pub form: AnswerForm,
    pub missing: Signal<Missing>,
}

impl Saving {
    /// Saves, once Enter is let go: a good answer moves the keyboard to LinkedIn's Accept.
    pub fn save(&self) {
        let this = self.clone();
        self.bar.when_released(move || this.save_now());
    }

    fn save_now(&self) {
        // A card that was left while Enter was held.
        if !self.missing.is_alive() {
            return;
        }
        if self.bar.post.is_sending() {
            return self.save_after_the_other();
        }
        let draft = self.bar.glance(|| self.form.draft());
        let missing = self.what_is_missing(&draft);
        self.missing.set(missing);
        match missing {
            Missing::Nothing => {}
            Missing::Answer => return self.bar.said.set(msg!("sidebarMissingAnswer")),
            Missing::Memory => return field::focus("memory"),
            Missing::Date => {
                self.form.details.set(true);
                return field::focus("met-on");
            }
            Missing::Day => return field::focus("until-day"),
        }
        let Some(sender) = self.bar.glance(|| self.bar.sender(&self.sender)) else {
            return self.bar.trouble.set(Some(msg!("sidebarGone")));
        };
        let now = self.bar.glance(|| self.bar.person(&self.sender));
        let (edits, base) = draft.edits(&sender, &self.before, &now);
        let change = Change::Write { who: Who::Address(self.sender.clone()), edits, base };
        let this = self.clone();
        let name = self.bar.glance(|| self.bar.name(&self.sender));
        let sentence = self.bar.glance(|| this.sentence(&draft));
        spawn_local(async move {
            // From here on the card may be gone: the review often changes before the answer is here.
            let Bar { notice, editing, revision, said, wants_focus, trouble, .. } = this.bar;
            let saved = match this.bar.practice {
                true => Some(this.pretend(&draft, &sender)),
                false => this.bar.post.save(change, Some(this.sender.clone())).await,
            };
            match saved {
                Some(saved) => {
                    drafts::drop(&draft::name(&this.sender));
                    conflicts::keep(&saved.person, &saved.conflicts);
                    // Where something is left to choose, the keyboard stays here.
                    let really_know = saved.really_know && saved.conflicts.is_empty();
                    this.bar.batch(|| {
                        said.set(msg!("sidebarSaid", with_name_plain(&sentence, &name)));
                        notice.set(Some(Notice {
                            sender: this.sender.clone(),
                            name,
                            sentence,
                            command: saved.command,
                            really_know,
                            draft,
                        }));
                        trouble.set(None);
                        if editing.with_untracked(|editing| editing.as_ref() == Some(&this.sender)) {
                            editing.set(None);
                        }
                        revision.set(revision.get_untracked() + 1);
                        if !really_know {
                            wants_focus.set(true);
                        }
                    });
                    if this.bar.practice && saved.really_know {
                        field::focus(SAMPLE_ACCEPT);
                    }
                }
                None => drafts::keep(&draft::name(&this.sender), &draft),
            }
        });
    }

    /// The question about the next sender is often here before the last answer is known to be saved: a quick answer waits for
    /// that. The card is drawn anew then, and what was said in it is in its draft.
    fn save_after_the_other(&self) {
        let (bar, sender) = (self.bar, self.sender.clone());
        if bar.post.is_about(&sender) {
            return;
        }
        spawn_local(async move {
            bar.post.idle().await;
            let stays = bar.glance(|| bar.review().current.as_ref() == Some(&sender));
            if let Some(card) = bar.card.get_clone_untracked().filter(|_| stays) {
                (card.save)();
            }
        });
    }

    /// As if it were saved: the note is there until the page closes.
    fn pretend(&self, draft: &draft::AnswerDraft, sender: &Sender) -> Saved {
        let person = draft.pretended(sender, &self.before);
        let verdict = self.bar.glance(|| self.bar.store.settings().policy.verdict(&person));
        let review = Review { paused: None, ..Review::clone(&self.bar.review()) };
        self.bar.batch(|| {
            self.bar.store.pretend(&self.sender, Some(person));
            self.bar.store.show_sample(review);
        });
        Saved {
            command: CommandId(String::new()),
            person: PersonId::new(0, 0),
            really_know: matches!(verdict, Verdict::ReallyKnow(_)),
            conflicts: Vec::new(),
        }
    }

    fn what_is_missing(&self, draft: &draft::AnswerDraft) -> Missing {
        let note = &draft.note;
        if note.date().is_err() {
            return Missing::Date;
        }
        if draft.dont_know {
            let needs_day = draft.choice == draft::Choice::NotYet && draft.day().is_none();
            return if needs_day { Missing::Day } else { Missing::Nothing };
        }
        let ties = note.ties(&self.before.ties);
        let asked_before = self.missing.get_untracked() == Missing::Memory;
        if ties.has(Door::Met) && !ties.is_complete(Door::Met) && !asked_before {
            return Missing::Memory;
        }
        if note.edits(&self.before).is_empty() { Missing::Answer } else { Missing::Nothing }
    }

    /// What is being saved, as a sentence.
    fn sentence(&self, draft: &draft::AnswerDraft) -> String {
        let verdict = self.bar.store.settings().policy.verdict(&draft.after(&self.before));
        match draft.decision() {
            Some(Decision { what: what @ (What::AskedFirst | What::SaidNo), .. }) => {
                msg!("sidebarSentence", words::decided(&what))
            }
            _ if verdict == Verdict::NoAnswer => msg!("sidebarSavedNote", NAME),
            _ => words::verdict(&verdict),
        }
    }
}
