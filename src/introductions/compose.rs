//! Writing an introduction.

use super::language::{Language, Tone};
use super::missing::{Element, Missing};
use super::sentence::{Sentence, Source, Text};
use super::shareable::{How, Shareable, Shared, Side, door_field};
use crate::domain::text::clean_line;
use crate::domain::{Door, Field, Person};

/// How long a text may be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Length {
    /// A few sentences, with the best line of each kind.
    #[default]
    Message,
    /// Everything that may be told, with a subject.
    Mail,
}

/// In which manner a text is written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Manner {
    pub tone: Tone,
    pub length: Length,
    pub language: Language,
}

/// Two people, and why they should talk.
#[derive(Clone, Copy, Debug)]
pub struct Pair<'a> {
    people: [Shared<'a>; 2],
    why: &'a str,
}

/// There is no text, because it would say too little: these questions come first.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the notes say too little for an introduction: {} questions are open", .0.len())]
pub struct Refused(pub Vec<Missing>);

impl<'a> Pair<'a> {
    /// Two people, and the user's reason in their own words.
    #[must_use]
    pub const fn new(first: &'a Person, second: &'a Person, why: &'a str) -> Self {
        Self { people: [Shared::new(Side::First, first), Shared::new(Side::Second, second)], why }
    }

    /// One of the two.
    #[must_use]
    pub const fn person(&self, side: Side) -> Shared<'a> {
        match side {
            Side::First => self.people[0],
            Side::Second => self.people[1],
        }
    }

    /// What is missing, the questions without whose answers there is no text first.
    #[must_use]
    pub fn missing(&self) -> Vec<Missing> {
        let mut missing = Vec::new();
        for person in &self.people {
            missing.extend(lacks(person));
        }
        if self.why.trim().is_empty() {
            missing.push(Missing::Why);
        }
        let (mut first, later): (Vec<_>, Vec<_>) = missing.into_iter().partition(Missing::stops);
        first.extend(later);
        first
    }

    /// What one of the two would learn from the joint note about the other, whether it can be written or not.
    #[must_use]
    pub fn learns(&self, who: Side) -> Vec<Element> {
        let manner = Manner { tone: Tone::Warm, length: Length::Mail, language: Language::find("en") };
        let mut learns = self.note(manner).tells(who.other());
        if !self.why.trim().is_empty() {
            learns.push(Element::Why);
        }
        learns
    }

    /// The note to both, with a paragraph to each about the other.
    ///
    /// # Errors
    /// [`Refused`], with the questions to answer first, rather than a text without a story.
    pub fn compose(&self, manner: Manner) -> Result<Text, Refused> {
        self.refuse()?;
        Ok(self.note(manner))
    }

    /// The question to one of the two whether they would like to meet the other, who isn't named: so
    /// neither headline, date nor place is in it, and no line with any part of the other's name: those are left out, and
    /// listed in [`Text::left_out`].
    ///
    /// # Errors
    /// [`Refused`] as for the note itself, which would have to follow, and where every line names the other.
    pub fn ask(&self, who: Side, manner: Manner) -> Result<Text, Refused> {
        self.refuse()?;
        let (to, other) = (self.person(who), self.person(who.other()));
        let write = Write { manner };
        let name = write.name(&to);
        let unnamed = |line: &str| !other.is_named_in(line);
        let (mut said, mut left_out) = (false, Vec::new());
        let mut about = vec![write.courtesy("ask.open", &[])];
        if let Some(how) = other.hows().first() {
            let key = ["ask.how.", how.door.word()].concat();
            let source = other.source(&door_field(how.door), 0);
            about.push(write.say(&key, &[], vec![source], Some((other.side(), Element::How))));
        }
        for (key, field, element) in
            [("ask.good", Field::GoodAt, Element::GoodAt), ("ask.looks", Field::LooksFor, Element::LooksFor)]
        {
            let (told, named): (Vec<_>, Vec<_>) =
                other.lines(&field).into_iter().partition(|line| unnamed(line.text()));
            left_out.extend(named.iter().map(|line| write.line("line", line, &other, element)));
            for line in told.iter().take(write.most(1, 2)) {
                about.push(write.line(key, line, &other, element));
                said = true;
            }
        }
        if unnamed(self.why) {
            about.push(self.why_sentence(write, "ask.why"));
            said = true;
        } else {
            left_out.push(self.why_sentence(write, "line"));
        }
        if !said {
            return Err(Refused(vec![Missing::Unnamed(other.side())]));
        }
        let source = vec![to.source(&Field::Name, 0)];
        Ok(Text {
            subject: write.is_mail().then(|| write.courtesy("ask.subject", &[])),
            paragraphs: vec![
                vec![write.say("ask.hello", &[("to", &name)], source, None)],
                about,
                vec![write.courtesy("ask.question", &[]), write.courtesy("ask.free", &[])],
            ],
            left_out,
            gap: manner.language.gap(),
        })
    }

    fn refuse(&self) -> Result<(), Refused> {
        let mut missing = self.missing();
        missing.retain(Missing::stops);
        if missing.is_empty() { Ok(()) } else { Err(Refused(missing)) }
    }

    fn note(&self, manner: Manner) -> Text {
        let write = Write { manner };
        let [a, b] = Side::BOTH.map(|side| write.name(&self.person(side)));
        let names = [("a", a.as_str()), ("b", b.as_str())];
        let sources = || self.people.iter().map(|person| person.source(&Field::Name, 0)).collect::<Vec<_>>();
        let mut paragraphs =
            vec![vec![write.say("hello", &names, sources(), None)], vec![write.courtesy("open", &names)]];
        for about in [Side::Second, Side::First] {
            paragraphs.push(write.about(&self.person(about), &self.person(about.other())));
        }
        if !self.why.trim().is_empty() {
            paragraphs.push(vec![self.why_sentence(write, "why")]);
        }
        paragraphs.push(vec![write.say("close", &names, sources(), None)]);
        if write.is_mail() {
            paragraphs.push(vec![write.courtesy("regards", &[])]);
        }
        let subject = write.is_mail().then(|| write.say("subject", &names, sources(), None));
        Text { subject, paragraphs, ..Text::in_language(manner.language) }
    }

    fn why_sentence(&self, write: Write, key: &str) -> Sentence {
        let why = write.manner.language.closed(self.why);
        write.say(key, &[("line", &why)], vec![Source::Why], None)
    }
}

/// What one note lacks.
fn lacks(person: &Shared<'_>) -> Vec<Missing> {
    let side = person.side();
    let mut missing = Vec::new();
    let hows = person.hows();
    if person.name().is_none() {
        let hidden = person.hides_name();
        missing.push(if hidden { Missing::Untold(side, Field::Name) } else { Missing::Name(side) });
    }
    if hows.is_empty() {
        missing.push(no_how(person));
    }
    // Who worked together or is close to somebody says something with a year or a place alone; who merely met
    // somebody has said nothing yet.
    let placed = person.met_on().is_some() || !person.lines(&Field::MetWhere).is_empty();
    let speaks = hows.iter().any(|how| how.door != Door::Met) && placed;
    if !speaks && stories(person).is_empty() {
        let kept = [Field::Story, Field::Memory].into_iter().find(|field| person.keeps_back(field));
        missing.push(kept.map_or(Missing::Story(side), |field| Missing::Untold(side, field)));
    }
    if person.met_on().is_none() && !person.hides_date() {
        missing.push(Missing::When(side));
    }
    if person.lines(&Field::GoodAt).is_empty() {
        let kept = person.keeps_back(&Field::GoodAt);
        missing.push(if kept { Missing::Untold(side, Field::GoodAt) } else { Missing::GoodAt(side) });
    }
    missing
}

/// The question about the doors: to answer it anew would write over one that is only kept private.
pub(super) fn no_how(person: &Shared<'_>) -> Missing {
    let side = person.side();
    person.hidden_door().map_or(Missing::How(side), |door| Missing::Untold(side, door))
}

/// The lines that tell a story: the story, and what is remembered of the meeting.
pub(super) fn stories<'a>(person: &Shared<'a>) -> Vec<Shareable<'a>> {
    let mut lines = person.lines(&Field::Story);
    lines.extend(person.lines(&Field::Memory));
    lines
}

/// Writes sentences in a manner.
#[derive(Clone, Copy)]
pub(super) struct Write {
    pub manner: Manner,
}

impl Write {
    pub fn is_mail(self) -> bool {
        self.manner.length == Length::Mail
    }

    /// How many of a kind there may be, in a message and in a mail.
    fn most(self, message: usize, mail: usize) -> usize {
        if self.is_mail() { mail } else { message }
    }

    /// What to call somebody.
    pub fn name(self, person: &Shared<'_>) -> String {
        let name = if self.manner.tone == Tone::Warm { person.first_name() } else { person.name() };
        name.unwrap_or_default()
    }

    pub fn say(
        self,
        key: &str,
        values: &[(&str, &str)],
        sources: Vec<Source>,
        tells: Option<(Side, Element)>,
    ) -> Sentence {
        let language = self.manner.language;
        let text = language.fill(language.template(key, self.manner.tone), values);
        Sentence { text, sources, tells }
    }

    pub fn courtesy(self, key: &str, values: &[(&str, &str)]) -> Sentence {
        self.say(key, values, vec![Source::Courtesy], None)
    }

    /// A sentence around a line of the user's.
    pub fn line(self, key: &str, line: &Shareable<'_>, about: &Shared<'_>, element: Element) -> Sentence {
        let text = self.manner.language.closed(line.text());
        let other = self.name(about);
        let tells = Some((about.side(), element));
        self.say(key, &[("other", &other), ("line", &text)], vec![line.source().clone()], tells)
    }

    /// How the user knows somebody.
    pub fn how(self, how: &How, about: &Shared<'_>) -> Sentence {
        let language = self.manner.language;
        let of_kind = ["how.", how.door.word(), ".", &how.kind].concat();
        let of_door = ["how.", how.door.word()].concat();
        let key = if language.word(&of_kind).is_some() { of_kind } else { of_door };
        let source = about.source(&door_field(how.door), 0);
        self.say(&key, &[("other", &self.name(about))], vec![source], Some((about.side(), Element::How)))
    }

    /// When and where they met, as far as it is known and may be told.
    pub fn when(self, about: &Shared<'_>) -> Option<Sentence> {
        let language = self.manner.language;
        let on = about.met_on();
        let place = about.lines(&Field::MetWhere).into_iter().next();
        let when = on.map(|on| language.date(on)).unwrap_or_default();
        let key = match (&on, &place) {
            (Some(_), Some(_)) => "when.where",
            (Some(_), None) => "when",
            (None, Some(_)) => "where",
            (None, None) => return None,
        };
        let mut sources: Vec<Source> = on.iter().map(|_| about.source(&Field::MetOn, 0)).collect();
        sources.extend(place.iter().map(|place| place.source().clone()));
        let place = place.map(|place| clean_line(place.text(), 200)).unwrap_or_default();
        let place = place.trim_end_matches(['.', '。']);
        let values = [("when", when.as_str()), ("where", place), ("other", &self.name(about))];
        Some(self.say(key, &values, sources, Some((about.side(), Element::When))))
    }

    /// A line that stands for itself.
    pub fn own_words(self, line: &Shareable<'_>, about: &Shared<'_>) -> Sentence {
        let mut sentence = self.line("line", line, about, Element::Story);
        sentence.text = self.manner.language.capitalised(&sentence.text);
        sentence
    }

    /// The paragraph to one person about another.
    fn about(self, about: &Shared<'_>, to: &Shared<'_>) -> Vec<Sentence> {
        let other = about.name().unwrap_or_default();
        let to_name = self.name(to);
        let values = [("to", to_name.as_str()), ("other", other.as_str())];
        let names = vec![to.source(&Field::Name, 0), about.source(&Field::Name, 0)];
        let mut paragraph = vec![self.say("meet", &values, names, None)];
        paragraph.extend(about.hows().iter().take(self.most(1, 2)).map(|how| self.how(how, about)));
        paragraph.extend(self.when(about));
        let stories = stories(about);
        paragraph.extend(stories.iter().take(self.most(1, 3)).map(|line| self.own_words(line, about)));
        let good = about.lines(&Field::GoodAt);
        for (n, line) in good.iter().take(self.most(1, 3)).enumerate() {
            let key = if n == 0 { "good" } else { "good.more" };
            paragraph.push(self.line(key, line, about, Element::GoodAt));
        }
        if let Some(line) = about.lines(&Field::LooksFor).first() {
            paragraph.push(self.line("looks", line, about, Element::LooksFor));
        }
        paragraph
    }
}
