//! What stands on the desk. It is kept as a draft until it is cleared away.

use std::rc::Rc;

use serde::{Deserialize, Serialize};
use sycamore::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::own::OwnTexts;
use crate::browser;
use crate::desk::Request;
use crate::domain::{Field, Mark, Moment, Person, PersonId};
use crate::introductions::{Language, Length, Manner, Pair, Side, Tone};
use crate::library::ledger::Introduction;
use crate::library::search::Index;
use crate::library::{Change, Edit, LedgerEdit, Who};
use crate::ui::dashboard::house::House;
use crate::ui::draft;
use crate::ui::dynamic::{effect, selector};
use crate::ui::send::{Post, Posting, new_command_id, send};
use crate::ui::store::Lookup;
use crate::ui::text;

/// The draft's name.
const DRAFT: &str = "introduction";
/// What the reason is called among the texts that are kept for two people.
const WHY: &str = "why";

/// One of the texts that go out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Letter {
    /// The question to one of the two.
    Ask(Side),
    /// The note to both.
    Note,
}

impl Letter {
    pub const ALL: [Self; 3] = [Self::Ask(Side::First), Self::Ask(Side::Second), Self::Note];

    /// The name in ids and drafts.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ask(Side::First) => "ask-first",
            Self::Ask(Side::Second) => "ask-second",
            Self::Note => "note",
        }
    }

    const fn place(self) -> usize {
        match self {
            Self::Ask(Side::First) => 0,
            Self::Ask(Side::Second) => 1,
            Self::Note => 2,
        }
    }
}

/// The desk as it is kept.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Kept {
    /// The introduction's name in the ledger.
    id: String,
    people: [Option<PersonId>; 2],
    why: String,
    formal: bool,
    mail: bool,
    language: String,
}

/// A line, or a whole field, as it was marked.
#[derive(Clone, Debug, PartialEq)]
pub struct Marked {
    pub person: PersonId,
    pub field: Field,
    pub line: Option<String>,
    pub mark: Mark,
}

/// What stands on the desk. A copy is the same desk.
#[derive(Clone, Copy)]
pub struct Desk {
    pub house: House,
    pub people: [Signal<Option<PersonId>>; 2],
    pub why: Signal<String>,
    pub formal: Signal<bool>,
    pub mail: Signal<bool>,
    pub language: Signal<String>,
    /// The introduction's name in the ledger.
    pub id: Signal<String>,
    pub post: Post,
    pub trouble: Signal<Option<String>>,
    /// Who is to be recommended.
    pub praised: Signal<Option<PersonId>>,
    /// A message in which somebody asks for an introduction.
    pub message: Signal<String>,
    /// Who asks for an introduction, and who is meant.
    pub asked: [Signal<Option<PersonId>>; 2],
    /// What the two are called where they have no note.
    pub asked_names: [Signal<String>; 2],
    /// Lines of theirs that are sensitive, but asked for.
    pub shown: Signal<Vec<(PersonId, Field, String)>>,
    /// How lines were marked before they were ticked here.
    pub before: Signal<Vec<Marked>>,
    /// The box that has the focus again when the note is drawn anew.
    pub refocus: Signal<Option<String>>,
    pub own: OwnTexts,
    /// The entry of the ledger that was just forgotten.
    pub forgotten: Signal<Option<Introduction>>,
    edited: [Signal<Option<String>>; 3],
    index: Signal<Option<Rc<Index>>>,
    /// How often the library was read or changed, told after the index was thrown away.
    pub reads: Signal<u32>,
}

impl Desk {
    /// The desk as it was left.
    pub fn open(house: House) -> Self {
        let kept: Kept = draft::load(DRAFT).unwrap_or_default();
        let language = match untrack(|| house.store.settings()).text_language.clone() {
            _ if !kept.language.is_empty() => kept.language,
            chosen if !chosen.is_empty() => Language::find(&chosen).code.to_owned(),
            _ => Language::find(&text::language()).code.to_owned(),
        };
        let desk = Self {
            house,
            people: kept.people.map(create_signal),
            why: create_signal(kept.why),
            formal: create_signal(kept.formal),
            mail: create_signal(kept.mail),
            language: create_signal(language),
            id: create_signal(if kept.id.is_empty() { new_command_id().0 } else { kept.id }),
            post: Post::new(),
            trouble: create_signal(None),
            edited: [None, None, None].map(create_signal),
            praised: create_signal(None),
            message: create_signal(String::new()),
            asked: [None, None].map(create_signal),
            asked_names: [String::new(), String::new()].map(create_signal),
            shown: create_signal(Vec::new()),
            before: create_signal(Vec::new()),
            refocus: create_signal(None),
            own: OwnTexts::open(house),
            forgotten: create_signal(None),
            index: create_signal(None),
            reads: create_signal(0),
        };
        desk.sit_down(&house.place.get_clone_untracked().query);
        house.store.ask_for_all();
        effect(move || {
            house.store.facts().track();
            desk.index.set_silent(None);
            desk.reads.set(desk.reads.get_untracked() + 1);
        });
        effect(move || draft::keep(DRAFT, &desk.kept()));
        desk.read_own();
        for letter in Letter::ALL {
            effect(move || {
                let text = desk.edited(letter).get_clone();
                if let Some(people) = desk.two() {
                    desk.own.keep(letter.name(), &people, text);
                }
            });
        }
        effect(move || {
            let why = desk.why.get_clone();
            if let Some(people) = desk.two() {
                desk.own.keep(WHY, &people, Some(why).filter(|why| !why.trim().is_empty()));
            }
        });
        // Whoever was erased leaves nothing on the desk, the reason included, which may tell of them.
        effect(move || {
            let gone = |id: PersonId| matches!(house.store.person(&id), Lookup::Nobody);
            for side in Side::BOTH {
                if desk.place(side).get_clone().is_some_and(gone) {
                    desk.choose(side, None);
                    desk.why.set(String::new());
                }
            }
        });
        effect(move || {
            if let Posting::Failed(problem) = desk.post.posting().get_clone() {
                desk.trouble.set(Some(problem.message));
            }
        });
        desk
    }

    fn kept(self) -> Kept {
        Kept {
            id: self.id.get_clone(),
            people: self.people.map(|person| person.get_clone()),
            why: self.why.get_clone(),
            formal: self.formal.get(),
            mail: self.mail.get(),
            language: self.language.get_clone(),
        }
    }

    /// Puts on the desk whom the page's address brings along (`person=ID`, once or twice): one beside whoever waits there for a
    /// second one, and otherwise a new introduction.
    fn sit_down(self, query: &str) {
        let ids = query.split('&').filter_map(|part| PersonId::try_from(part.strip_prefix("person=")?.to_owned()).ok());
        let [first, second] = self.people.map(|person| person.get_clone_untracked());
        let is_there = |id: &PersonId| first.as_ref() == Some(id) || second.as_ref() == Some(id);
        match ids.take(2).collect::<Vec<_>>().as_slice() {
            [one, other] if one != other && is_there(one) && is_there(other) => {}
            [one, other] if one != other => {
                self.put(None, [Some(one.clone()), Some(other.clone())], String::new());
            }
            [one, ..] if !is_there(one) => match (&first, &second) {
                (None, _) => self.choose(Side::First, Some(one.clone())),
                (_, None) => self.choose(Side::Second, Some(one.clone())),
                _ => self.put(None, [Some(one.clone()), None], String::new()),
            },
            _ => {}
        }
    }

    /// Puts two people and a reason on the desk: a new introduction, or one from the ledger.
    pub fn put(self, id: Option<String>, people: [Option<PersonId>; 2], why: String) {
        batch(|| {
            for (place, person) in self.people.into_iter().zip(people) {
                place.set(person);
            }
            self.why.set(why);
            self.id.set(id.unwrap_or_else(|| new_command_id().0));
            self.read_own();
        });
    }

    /// Chooses one of the two; an introduction of other people is another one.
    pub fn choose(self, side: Side, person: Option<PersonId>) {
        batch(|| {
            self.place(side).set(person);
            self.id.set(new_command_id().0);
            self.read_own();
        });
    }

    /// The two, if both are chosen.
    fn two(self) -> Option<[PersonId; 2]> {
        let [first, second] = self.people.map(|person| person.get_clone_untracked());
        Some([first?, second?])
    }

    /// The texts that the user changed for these two, and the reason that they gave, unless there is one.
    fn read_own(self) {
        let two = self.two();
        if self.why.with_untracked(|why| why.trim().is_empty())
            && let Some(why) = two.as_ref().and_then(|two| self.own.find(WHY, two))
        {
            self.why.set(why);
        }
        for letter in Letter::ALL {
            self.edited(letter).set(two.as_ref().and_then(|two| self.own.find(letter.name(), two)));
        }
    }

    pub fn place(self, side: Side) -> Signal<Option<PersonId>> {
        self.people[usize::from(side == Side::Second)]
    }

    /// A text as the user changed it, if they did.
    pub fn edited(self, letter: Letter) -> Signal<Option<String>> {
        self.edited[letter.place()]
    }

    /// Whether both are chosen and their notes are read.
    pub fn both(self) -> ReadSignal<bool> {
        selector(move || Side::BOTH.into_iter().all(|side| self.person(side).is_some()))
    }

    /// The note of one of the two.
    pub fn person(self, side: Side) -> Option<Rc<Person>> {
        self.note_of(&self.place(side).get_clone()?)
    }

    /// The note of somebody; nothing for who isn't there any more.
    pub fn note_of(self, id: &PersonId) -> Option<Rc<Person>> {
        match self.house.store.person(id) {
            Lookup::Found(_, person) => Some(person),
            _ => None,
        }
    }

    /// Somebody's name; nothing for who isn't there any more.
    pub fn name_of(self, id: &PersonId) -> Option<String> {
        self.note_of(id).map(|person| person.name.clone())
    }

    /// The name of one of the two, kept from turning the sentence around it.
    pub fn name(self, side: Side) -> String {
        let name = self.person(side).map(|person| person.name.clone()).unwrap_or_default();
        text::isolated(&name)
    }

    /// Looks at the two together, once both are there.
    pub fn pair<T>(self, look: impl FnOnce(Pair<'_>) -> T) -> Option<T> {
        let (first, second) = (self.person(Side::First)?, self.person(Side::Second)?);
        Some(self.why.with(|why| look(Pair::new(&first, &second, why))))
    }

    pub fn manner(self) -> Manner {
        Manner {
            tone: if self.formal.get() { Tone::Formal } else { Tone::Warm },
            length: if self.mail.get() { Length::Mail } else { Length::Message },
            language: self.language.with(|code| Language::find(code)),
        }
    }

    /// Whether the texts are written from right to left, as of now.
    pub fn is_rtl(self) -> bool {
        self.language.with_untracked(|code| Language::find(code).is_rtl())
    }

    /// People whom a query finds, the best match first.
    pub fn search(self, query: &str, limit: usize) -> Vec<(PersonId, String, String)> {
        let index = self.index.get_clone_untracked().unwrap_or_else(|| {
            let index = self.house.store.facts().with_untracked(|facts| {
                let shards: Vec<_> = (0..=u8::MAX).filter_map(|n| facts.shard(n).ok()).collect();
                Rc::new(Index::build(shards.iter().flat_map(|shard| &shard.people)))
            });
            self.index.set_silent(Some(index.clone()));
            index
        });
        let row = |id: PersonId| match untrack(|| self.house.store.person(&id)) {
            Lookup::Found(_, person) => Some((id, person.name.clone(), person.headline.clone())),
            _ => None,
        };
        index.search(query, limit).into_iter().filter_map(|hit| row(hit.id)).collect()
    }

    /// Writes into the note of whoever stands in a place.
    pub fn write(self, place: Signal<Option<PersonId>>, edits: Vec<Edit>) {
        let Some(id) = place.get_clone_untracked() else { return };
        self.trouble.set(None);
        spawn_local(async move {
            self.post.save(Change::Write { who: Who::Person(id), edits, base: vec![] }, None).await;
        });
    }

    /// Changes the ledger; edits are carried out in their order.
    pub fn note_down(self, edits: Vec<LedgerEdit>) {
        self.trouble.set(None);
        spawn_local(async move {
            for edit in edits {
                if let Err(problem) = send(&Request::Ledger { edit }).await {
                    if self.trouble.is_alive() {
                        self.trouble.set(Some(problem.message));
                    }
                    return;
                }
            }
        });
    }

    /// The edit that puts what stands on the desk into the ledger.
    pub fn begin(self) -> Option<LedgerEdit> {
        let [first, second] = self.people.map(|person| person.get_clone_untracked());
        let (id, why) = (self.id.get_clone_untracked(), self.why.get_clone_untracked());
        Some(LedgerEdit::Begin { id, people: [first?, second?], why })
    }

    pub fn now() -> Moment {
        browser::now()
    }
}
