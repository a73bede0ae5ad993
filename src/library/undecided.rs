//! Invitations that were seen and have no answer yet, so that they aren't forgotten with the tab they were seen in.
//!
//! Only the background writes the list. It is no part of the library: who is in it has no note, nothing of it is in a backup, and
//! LinkedIn still has the invitations themselves.

use super::{CommandId, Unreadable};
use crate::domain::record::{record, words};
use crate::domain::sorted::SortedMap;
use crate::domain::text::clean_line;
use crate::domain::{Moment, ProfileAddress};
use crate::json;

/// How many invitations are kept: the ones that were seen last.
pub const MAX_INVITATIONS: usize = 500;
/// How long an invitation is kept that isn't seen again. LinkedIn withdraws its own after six months.
const KEPT_MS: i64 = 183 * DAY_MS;
/// An invitation that is seen again within this time is still the one that was seen: nothing is written.
const SAME_SIGHT_MS: i64 = DAY_MS / 2;
const DAY_MS: i64 = 24 * 60 * 60 * 1_000;
const MAX_NAME: usize = 120;
const MAX_HEADLINE: usize = 200;

words! {
    /// On which of LinkedIn's pages an invitation was seen.
    #[derive(Default)]
    pub enum SeenOn {
        /// The list of invitations. What stands in My Network or the notifications stands there, too.
        #[default]
        List = "list",
        /// The sender's own profile.
        Profile = "profile",
    }
}

record! {
    /// An invitation without an answer.
    pub struct Invitation {
        name: String = "name",
        headline: String = "headline",
        /// When it was last seen, to half a day.
        at: Moment = "at",
        on: SeenOn = "on",
        /// The command that answered it. Such an invitation is kept, and not shown, as long as that can be undone.
        answered: Option<CommandId> = "answered",
    }
}

record! {
    /// All of them, by the sender's address.
    pub struct Undecided {
        invitations: SortedMap<ProfileAddress, Invitation> = "invitations",
    }
}

impl Undecided {
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

    /// Whether nothing is remembered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.invitations.is_empty()
    }

    /// Those without an answer, the ones seen last first.
    #[must_use]
    pub fn waiting(&self) -> Vec<(&ProfileAddress, &Invitation)> {
        let mut waiting: Vec<_> =
            self.invitations.iter().filter(|(_, invitation)| invitation.answered.is_none()).collect();
        crate::domain::sorted::sort_by_key(&mut waiting, |(_, invitation)| std::cmp::Reverse(invitation.at));
        waiting
    }

    /// Whether seeing this invitation now would change anything.
    #[must_use]
    pub fn is_news(&self, address: &ProfileAddress, seen: &Invitation) -> bool {
        self.invitations.get(address).is_none_or(|known| {
            let shorter = clean(seen);
            known.answered.is_some()
                || seen.at.since_ms(known.at) >= SAME_SIGHT_MS
                || (&known.name, &known.headline, &known.on) != (&shorter.name, &shorter.headline, &shorter.on)
        })
    }

    /// Takes in an invitation that was seen. Of too many, whichever was not seen for the longest time goes.
    pub fn see(&mut self, address: ProfileAddress, seen: &Invitation) {
        self.invitations.insert(address, clean(seen));
        while self.invitations.len() > MAX_INVITATIONS {
            let oldest = self.invitations.iter().min_by_key(|(_, known)| (known.answered.is_none(), known.at));
            let Some(oldest) = oldest.map(|(address, _)| address.clone()) else { return };
            self.invitations.remove(&oldest);
        }
    }

    /// A command answered whoever has one of these addresses.
    pub fn answer<'a>(&mut self, addresses: impl IntoIterator<Item = &'a ProfileAddress>, by: &CommandId) {
        for address in addresses {
            if let Some(invitation) = self.invitations.get_mut(address).filter(|known| known.answered.is_none()) {
                invitation.answered = Some(by.clone());
            }
        }
    }

    /// A command was undone: whom it answered waits again.
    pub fn undo(&mut self, command: &CommandId) {
        for invitation in self.invitations.values_mut().filter(|known| known.answered.as_ref() == Some(command)) {
            invitation.answered = None;
        }
    }

    /// Forgets these for good.
    pub fn forget<'a>(&mut self, addresses: impl IntoIterator<Item = &'a ProfileAddress>) {
        for address in addresses {
            self.invitations.remove(address);
        }
    }

    /// Brings back what was forgotten by mistake; who was seen since stays as they were seen.
    pub fn bring_back(&mut self, invitations: &SortedMap<ProfileAddress, Invitation>) {
        for (address, invitation) in invitations.iter().filter(|(_, invitation)| invitation.answered.is_none()) {
            if !self.invitations.contains_key(address) {
                self.see(address.clone(), invitation);
            }
        }
    }

    /// Forgets what is answered and can't be undone any more, and what is too old.
    pub fn tidy(&mut self, now: Moment, is_undoable: impl Fn(&CommandId) -> bool) {
        self.invitations
            .retain(|_, known| now.since_ms(known.at) < KEPT_MS && known.answered.as_ref().is_none_or(&is_undoable));
    }
}

/// As it is stored: somebody else's words, on one line and not too many.
fn clean(seen: &Invitation) -> Invitation {
    Invitation {
        name: clean_line(&seen.name, MAX_NAME),
        headline: clean_line(&seen.headline, MAX_HEADLINE),
        ..seen.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn address(n: usize) -> ProfileAddress {
        ProfileAddress::from_slug(&format!("sender-{n}")).unwrap()
    }

    fn invitation(at: i64) -> Invitation {
        Invitation { name: "Mia Sample".into(), headline: "Beekeeper".into(), at: Moment(at), ..Invitation::default() }
    }

    fn some(all: &[(usize, i64)]) -> Undecided {
        let mut undecided = Undecided::default();
        all.iter().for_each(|(n, at)| undecided.see(address(*n), &invitation(*at)));
        undecided
    }

    fn names(undecided: &Undecided) -> Vec<String> {
        undecided.waiting().iter().map(|(address, _)| address.to_string()).collect()
    }

    #[test]
    fn the_ones_seen_last_come_first_and_stay() {
        let mut undecided = some(&[(1, 10), (2, 30), (3, 20)]);
        assert_eq!(names(&undecided), ["sender-2", "sender-3", "sender-1"]);
        for n in 10..10 + MAX_INVITATIONS - 1 {
            undecided.see(address(n), &invitation(100));
        }
        assert_eq!(undecided.invitations.len(), MAX_INVITATIONS);
        assert!(undecided.invitations.contains_key(&address(2)) && !undecided.invitations.contains_key(&address(3)));
        // Who is answered makes room before anybody who waits.
        undecided.answer([&address(11)], &CommandId("c".into()));
        undecided.see(address(9_999), &invitation(1_000));
        assert!(undecided.invitations.contains_key(&address(2)) && !undecided.invitations.contains_key(&address(11)));
    }

    #[test]
    fn an_answer_can_be_undone_until_it_is_tidied_away() {
        let (mut undecided, command) = (some(&[(1, 10), (2, 20)]), CommandId("c".into()));
        undecided.answer([&address(1), &address(7)], &command);
        assert_eq!(names(&undecided), ["sender-2"]);
        // A second answer doesn't take the first one's place.
        undecided.answer([&address(1)], &CommandId("d".into()));
        undecided.undo(&CommandId("d".into()));
        undecided.tidy(Moment(30), |_| true);
        assert_eq!(names(&undecided), ["sender-2"]);
        undecided.undo(&command);
        assert_eq!(names(&undecided), ["sender-2", "sender-1"]);
        undecided.answer([&address(1)], &command);
        undecided.tidy(Moment(30), |_| false);
        assert!(!undecided.invitations.contains_key(&address(1)));
        undecided.tidy(Moment(20 + KEPT_MS), |_| true);
        assert!(undecided.is_empty(), "LinkedIn has withdrawn it by now");
    }

    #[test]
    fn only_news_are_written() {
        let undecided = some(&[(1, 10)]);
        assert!(!undecided.is_news(&address(1), &invitation(10 + SAME_SIGHT_MS - 1)));
        assert!(undecided.is_news(&address(1), &invitation(10 + SAME_SIGHT_MS)));
        assert!(undecided.is_news(&address(2), &invitation(10)));
        let promoted = Invitation { headline: "Queen".into(), ..invitation(10) };
        assert!(undecided.is_news(&address(1), &promoted));
        let long = Invitation { headline: "bee ".repeat(500), ..invitation(10) };
        let mut kept = Undecided::default();
        kept.see(address(1), &long);
        assert!(!kept.is_news(&address(1), &long) && kept.encode().len() < 400, "what is cut is cut each time");
    }

    #[test]
    fn what_was_forgotten_comes_back_unless_it_was_seen_since() {
        let before = some(&[(1, 10), (2, 20)]);
        let mut after = before.clone();
        after.forget([&address(1), &address(2)]);
        after.see(address(2), &invitation(99));
        after.bring_back(&before.invitations);
        assert_eq!(names(&after), ["sender-2", "sender-1"]);
        assert_eq!(after.invitations.get(&address(2)).unwrap().at, Moment(99));
    }

    #[test]
    fn a_newer_versions_fields_stay() {
        let text = r#"{"invitations":{"mia":{"name":"Mia","at":5,"mood":"glad"}},"more":1}"#;
        let read = Undecided::decode(text).unwrap();
        assert_eq!(Undecided::decode(&read.encode()).unwrap(), read);
        assert!(read.encode().contains("glad") && read.encode().contains("more"));
        assert!(Undecided::decode("{").is_err());
    }

    proptest! {
        #[test]
        fn never_more_than_so_many_and_stored_as_it_is(
            acts in proptest::collection::vec((0..700_usize, 0..4_u8, 0..40_i64), 0..900)
        ) {
            let mut undecided = Undecided::default();
            for (n, act, at) in acts {
                let command = CommandId(format!("c{}", n % 7));
                match act {
                    0 => undecided.answer([&address(n)], &command),
                    1 => undecided.undo(&command),
                    _ => undecided.see(address(n), &invitation(at)),
                }
                prop_assert!(undecided.invitations.len() <= MAX_INVITATIONS);
            }
            prop_assert_eq!(Undecided::decode(&undecided.encode()).unwrap(), undecided);
        }
    }
}
