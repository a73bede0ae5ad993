//! Noticing what the user decided on LinkedIn.

use super::super::review::{Click, Noted, Review, Sender, Standing};
use super::{Turn, Want, need, need_or};
use crate::domain::{Decision, What};
use crate::library::{Change, Command, CommandId, Edit, Guard, Refusal, Who};

/// How long after a click on Accept or Ignore the card's going still counts as its effect.
const CLICK_COUNTS_MS: i64 = 20_000;
/// How long after a decision the card's return means that LinkedIn took it back.
const RETURN_COUNTS_MS: i64 = 60_000;
impl Turn<'_> {
    /// Records what the user decided on LinkedIn: a card that goes after a click on one of its controls.
    pub(super) fn notice_decisions(&mut self, review: &mut Review, modal: bool) -> Result<(), Want> {
        let mut clicks = std::mem::take(&mut review.clicks);
        for click in &mut clicks {
            // LinkedIn's own "take care" dialog stands between the click and its effect.
            if modal {
                click.at = self.now;
            }
        }
        for click in clicks {
            let waited = self.now.since_ms(click.at);
            let present = review.sender(&click.sender).is_some_and(Sender::is_present);
            if present && waited < CLICK_COUNTS_MS {
                review.clicks.push(click);
            } else if !present && waited < CLICK_COUNTS_MS {
                self.note_decision(review, &click)?;
            }
        }
        // A card that is back after its decision: LinkedIn couldn't do it.
        let returned: Vec<Noted> = review
            .noted
            .iter()
            .filter(|noted| {
                self.now.since_ms(noted.decision.at) < RETURN_COUNTS_MS
                    && review.sender(&noted.sender).is_some_and(Sender::is_present)
            })
            .cloned()
            .collect();
        for noted in returned {
            // A refusal means that the user has changed the note since; then it stays as it is.
            let _ = self.take_back(review, &noted)?;
        }
        Ok(())
    }

    fn note_decision(&mut self, review: &mut Review, click: &Click) -> Result<(), Want> {
        let what = if click.accept { What::Accepted } else { What::Ignored };
        let decision = Decision { at: click.at, what, ..Decision::default() };
        let sender = review.sender(&click.sender).cloned();
        let known = need_or(self.facts.find(&click.sender), None)?.is_some();
        // Nobody could answer before the click; the question is what the user is reminded of.
        let unanswered = sender.as_ref().is_some_and(|sender| sender.standing == Standing::NoAnswer);
        let reminds = click.accept && unanswered && need(self.facts.settings())?.guard == Guard::Remind;
        let mut edits = vec![Edit::AddDecision(decision.clone())];
        if let Some(sender) = sender.as_ref().filter(|_| !known) {
            edits.push(Edit::Name(sender.name.clone()));
            edits.push(Edit::Headline(sender.headline.clone()));
        }
        // The id follows from what happened, so that a repetition after a kill changes nothing.
        let id = CommandId(format!("noted {} {} {}", click.sender, decision.what.word(), click.at.0));
        let command = Command {
            id: id.clone(),
            change: Change::Write { who: Who::Address(click.sender.clone()), edits, base: vec![] },
        };
        if self.apply(&command)?.is_err() {
            return Ok(());
        }
        let name = sender.map_or_else(|| click.sender.to_string(), |sender| sender.name);
        review.noted.retain(|noted| noted.command != id);
        review.noted.push(Noted { sender: click.sender.clone(), name, decision, command: id });
        review.paused = review.paused.take().filter(|paused| *paused != click.sender);
        if review.current.as_ref() == Some(&click.sender) {
            if !reminds {
                review.current = review.next_after(&click.sender).cloned();
            }
            review.calls += 1;
        }
        self.look_up(review)
    }

    /// Removes a noted decision from the library and from the review.
    pub(super) fn take_back(&mut self, review: &mut Review, noted: &Noted) -> Result<Result<(), Refusal>, Want> {
        let undo = |id: &str, change| Command { id: CommandId(format!("{id} {}", noted.command.0)), change };
        // Whole, if nothing came after it; or else only the decision.
        let result = match self.apply(&undo("undo", Change::Undo { command: noted.command.clone() }))? {
            Ok(_) => Ok(()),
            Err(_) => {
                let edits = vec![Edit::RemoveDecision(noted.decision.clone())];
                let change = Change::Write { who: Who::Address(noted.sender.clone()), edits, base: vec![] };
                self.apply(&undo("remove", change))?.map(|_| ())
            }
        };
        review.noted.retain(|other| other.command != noted.command);
        self.look_up(review)?;
        Ok(result)
    }
}
