//! Decides what a candidate is.

use std::collections::HashMap;

use super::super::lexicon::{Kind, Languages, Sense, has_words, says, strict, words};
use super::super::name;
use super::super::place::Place;
use super::super::snapshot::{Candidate, Element, PageShot};
use super::sender::{Named, Person, find_name, is_glued, people, stands_apart, without_name};
use super::tree::{Control, Line, Mark, ProfileLink, Tree, is_hover_card};
use super::write::{self, Sentence, Title};
use super::{By, Card, Draft, Evidence, Why};
use crate::domain::ProfileAddress;
use crate::domain::sorted::sort_by_key;

/// Labels repeat from card to card once the name is taken out, so each is looked up once.
#[derive(Default)]
pub(super) struct Memo(HashMap<String, Sense>);

impl Memo {
    fn sense(&mut self, words: &str) -> Sense {
        if let Some(sense) = self.0.get(words) {
            return *sense;
        }
        let sense = Sense::of(words);
        self.0.insert(words.to_owned(), sense);
        sense
    }
}

/// What is at hand while a candidate is judged.
struct Bench<'a> {
    place: &'a Place,
    page: &'a PageShot,
    candidate: &'a Candidate,
    tree: Tree<'a>,
    controls: Vec<Control<'a>>,
    /// What each control means, the longest name of anybody taken out.
    senses: Vec<Sense>,
    /// Whether a control's label says more than the bare answer, such as a name.
    long: Vec<bool>,
    /// Whether it names somebody whom the candidate links to.
    names: Vec<bool>,
    links: Vec<ProfileLink>,
    /// Links to what is no person.
    things: Vec<usize>,
    /// Subtrees that the sender wrote.
    notes: Vec<usize>,
    page_language: Languages,
}

/// Two controls that could be the answers.
#[derive(Clone, Copy)]
struct Pair {
    ignore: usize,
    accept: usize,
    /// The smallest element that holds both.
    core: usize,
    /// The largest element around it that holds no other answers.
    scope: usize,
    hidden: bool,
}

/// The cards of a candidate, or why it has none.
pub(super) fn judge(place: &Place, page: &PageShot, candidate: &Candidate, memo: &mut Memo) -> Result<Vec<Draft>, Why> {
    let tree = Tree::of(&candidate.tree).filter(|tree| !tree.is_crowded()).ok_or(Why::Uncertain)?;
    let mut controls = tree.controls();
    let fewest = if *place == Place::Search { 1 } else { 2 };
    if controls.len() < fewest || tree.is_conversation() {
        return Err(Why::NotAnInvitation);
    }
    let mut links = tree.profile_links();
    let everybody = match place {
        Place::Profile(address) => {
            page_names(page, address).iter().map(|name| Person::by_name(address, name)).collect()
        }
        _ => people(&tree, &links),
    };
    let (mut senses, long): (Vec<Sense>, Vec<bool>) =
        controls.iter().map(|control| sense_of(control, &everybody, memo)).unzip();
    let names =
        controls.iter().map(|control| everybody.iter().any(|who| who.whole_in(&control.said).is_some())).collect();
    // A control with somebody's profile inside shows them, whatever else it says.
    for (control, sense) in controls.iter_mut().zip(&mut senses) {
        if links.iter().any(|link| link.at != control.at && tree.holds(control.at, link.at)) {
            control.marked = None;
            *sense = Sense::default();
        }
    }
    // A link to a profile that answers is a control (Accept links to the page it stands on).
    links.retain(|link| {
        !controls
            .iter()
            .zip(&senses)
            .any(|(control, sense)| tree.holds(control.at, link.at) && is_answer(control, sense))
    });
    // An answer may lead to the page that it stands on.
    let mut things = tree.thing_links();
    things.retain(|link| {
        !controls.iter().zip(&senses).any(|(control, sense)| tree.holds(control.at, *link) && is_answer(control, sense))
    });
    let for_all = senses.iter().any(|sense| sense.all.any());
    let bench = Bench {
        place,
        page,
        candidate,
        tree,
        controls,
        senses,
        long,
        names,
        links,
        things,
        notes: Vec::new(),
        page_language: Languages::of_page(&page.lang),
    };
    // What isn't certain but leads to a page, a group or an event is more likely that than a person's.
    let leads_elsewhere = !bench.things.is_empty();
    let other = |why| match why {
        // What answers everybody is nobody's, and the reason why the rest wasn't sure.
        _ if for_all => Why::ForAll,
        Why::Uncertain if leads_elsewhere => Why::OtherInvitation,
        why => why,
    };
    bench.read(memo).map_err(other)
}

fn is_answer(control: &Control, sense: &Sense) -> bool {
    control.marked.is_some() || sense.accept.or(sense.ignore).or(sense.refuse).any()
}

/// Whether a label ([`words`]) is no longer than a button's word is in any language.
fn is_brief(label: &str) -> bool {
    label.split_whitespace().count() <= 3 && label.chars().count() <= 26
}

/// What a control means, whoever it names, and whether its label says more than that.
fn sense_of(control: &Control, everybody: &[Person], memo: &mut Memo) -> (Sense, bool) {
    let label = control.said.as_str();
    let longest = everybody.iter().filter_map(|person| person.whole_in(label)).max_by_key(|name| name.len());
    if let Some(name) = longest {
        let sense = memo.sense(&without_name(label, name));
        // A sender may be called Accept, and then the label is nothing but the name.
        if is_answer(control, &sense) || sense.is_something_else() {
            return (sense, true);
        }
    }
    let sense = memo.sense(label);
    // A word that can be seen and is no known answer is little more than one.
    let long = sense.bare.is_empty() && (label != control.shown || !is_brief(label));
    if is_answer(control, &sense) || sense.is_something_else() {
        (sense, long)
    } else {
        (memo.sense(&control.shown), long)
    }
}

impl<'a> Bench<'a> {
    fn read(mut self, memo: &mut Memo) -> Result<Vec<Draft>, Why> {
        let mut pairs = self.pairs(false);
        pairs.extend(self.pairs(true));
        self.notes = self.find_notes(&pairs);
        if pairs.is_empty() {
            return self.by_label(memo).map_or_else(|| self.by_structure(memo), Ok).map(|draft| vec![draft]);
        }
        let mut drafts = Vec::new();
        let mut why = None;
        for pair in pairs {
            match self.by_meaning(pair, memo) {
                Ok(draft) => drafts.push(draft),
                Err(reason) => why = why.max(Some(reason)),
            }
        }
        match why {
            Some(why) if drafts.is_empty() => Err(why),
            _ => Ok(drafts),
        }
    }

    fn accepts(&self, n: usize) -> bool {
        self.controls[n].marked == Some(Mark::Accept) || self.senses[n].accept.any()
    }

    fn ignores(&self, n: usize) -> bool {
        self.controls[n].marked == Some(Mark::Ignore) || self.senses[n].ignore.or(self.senses[n].refuse).any()
    }

    /// Every ignore with the one accept that is next to it. Hidden controls make pairs of their own.
    fn pairs(&self, hidden: bool) -> Vec<Pair> {
        let all: Vec<usize> = (0..self.controls.len()).filter(|n| self.controls[*n].hidden == hidden).collect();
        let within = |at: usize, n: &usize| self.tree.holds(at, self.controls[*n].at);
        let mut pairs = Vec::new();
        for &ignore in all.iter().filter(|n| self.ignores(**n)) {
            let around = || self.tree.around(self.controls[ignore].at);
            let next = |at: &usize| all.iter().any(|n| *n != ignore && self.accepts(*n) && within(*at, n));
            let Some(core) = around().find(next) else { continue };
            let answer = |n: &usize| self.accepts(*n) || self.ignores(*n);
            let inside: Vec<usize> = all.iter().copied().filter(|n| within(core, n) && answer(n)).collect();
            // Buttons that somebody else put beside the two don't name the sender.
            let named: Vec<usize> = inside.iter().copied().filter(|n| self.names[*n]).collect();
            let (one, other, only_named) = match (inside.as_slice(), named.as_slice()) {
                ([one, other], _) => (*one, *other, false),
                (_, [one, other]) if self.names[ignore] => (*one, *other, true),
                _ => continue,
            };
            let accept = if one == ignore { other } else { one };
            if !self.accepts(accept) {
                continue;
            }
            let answers = |at: usize| {
                all.iter().copied().filter(move |n| within(at, n) && answer(n) && (!only_named || self.names[*n]))
            };
            // Further out only answers in the same language count: "reply" here is "refuse" in the next country.
            let means = |n: usize| self.senses[n].accept.or(self.senses[n].ignore).or(self.senses[n].refuse);
            let common = means(ignore).and(means(accept));
            let counts =
                |n: &usize| common.is_empty() || self.controls[*n].marked.is_some() || means(*n).and(common).any();
            let only_two = |at: &usize| answers(*at).filter(counts).count() == 2;
            let scope = self.tree.around(core).take_while(only_two).last().unwrap_or(core);
            pairs.push(Pair { ignore, accept, core, scope, hidden });
        }
        // Two controls that could both be either are no pair.
        let twice = |pair: &Pair| pairs.iter().any(|other| other.ignore == pair.accept);
        // Nor are two of which each is known in another language only: that may be chance.
        let together = |pair: &Pair| {
            let (ignore, accept) = (&self.senses[pair.ignore], &self.senses[pair.accept]);
            let marked = |n: usize| self.controls[n].marked.is_some();
            ignore.ignore.or(ignore.refuse).and(accept.accept).any() || marked(pair.ignore) || marked(pair.accept)
        };
        pairs.iter().copied().filter(|pair| !twice(pair) && together(pair)).collect()
    }

    /// What the sender wrote is read, but never asked what the card is.
    fn find_notes(&self, pairs: &[Pair]) -> Vec<usize> {
        let mut notes: Vec<usize> = Vec::new();
        for at in 1..self.tree.len() {
            let nested = notes.last().is_some_and(|note| self.tree.holds(*note, at));
            let answers = |n: usize| self.tree.holds(at, self.controls[n].at);
            if !nested
                && self.tree.is_note(at)
                && !pairs.iter().any(|pair| answers(pair.ignore) || answers(pair.accept))
            {
                notes.push(at);
            }
        }
        notes
    }

    fn in_note(&self, at: usize) -> bool {
        self.notes.iter().any(|note| self.tree.holds(*note, at))
    }

    fn links_in(&self, scope: usize, hidden: bool) -> Vec<ProfileLink> {
        self.links
            .iter()
            .filter(|link| self.tree.holds(scope, link.at) && !self.in_note(link.at) && (hidden || !link.hidden))
            .map(|link| ProfileLink { at: link.at, address: link.address.clone(), hidden: link.hidden })
            .collect()
    }

    /// A pair of controls that words or attributes tell apart.
    fn by_meaning(&self, pair: Pair, memo: &mut Memo) -> Result<Draft, Why> {
        let (ignore, accept) = (&self.controls[pair.ignore], &self.controls[pair.accept]);
        let marks = (ignore.marked, accept.marked);
        if marks.0 == Some(Mark::Accept) || marks.1 == Some(Mark::Ignore) {
            return Err(Why::Uncertain);
        }
        let by_marks = marks == (Some(Mark::Ignore), Some(Mark::Accept));
        if !self.answers_here(ignore.element) || !self.answers_here(accept.element) {
            return Err(Why::NotAnInvitation);
        }
        self.nothing_else_between(pair)?;

        let labels = [ignore.said.as_str(), accept.said.as_str()];
        let long = [(labels[0], self.long[pair.ignore]), (labels[1], self.long[pair.accept])];
        let long: Vec<&str> = long.iter().filter(|(_, long)| *long).map(|(label, _)| *label).collect();
        let (person, named) = self.sender(pair, &long)?;
        let side = |label: &str, memo: &mut Memo| match &named {
            Some(named) if find_name(label, &named.name).is_some() => {
                let sense = memo.sense(&without_count(&without_name(label, &named.name)));
                // A language that is known to the last word must understand the whole label.
                let guess = strict().without(sense.connect).without(sense.bare);
                let guess = if named.first_only { Languages::ALL.without(sense.bare) } else { guess };
                (sense, sense.accept.without(guess), sense.ignore.or(sense.refuse).without(guess), true)
            }
            _ => {
                let sense = memo.sense(label);
                // Where invitations are listed, a refusal beside an acceptance answers one.
                // Where invitations are listed, or where the page must say "connect" anyway, a refusal beside an acceptance
                // answers one.
                let listed = !matches!(self.place, Place::Profile(_));
                let ignores = if listed { sense.ignore.or(sense.refuse) } else { sense.ignore };
                (sense, sense.accept.and(sense.bare), ignores.and(sense.bare), false)
            }
        };
        let (ignore_sense, _, ignores, ignore_named) = side(labels[0], memo);
        let (accept_sense, accepts, _, accept_named) = side(labels[1], memo);
        let known = ignores.and(accepts);
        // A language that is known to the last word, and says nothing against the page's own, has the last word.
        let raw = ignore_sense.ignore.or(ignore_sense.refuse).and(accept_sense.accept).and(strict());
        let overruled = raw.without(known).any() && self.page_language.without(strict()).is_empty();
        let known = if overruled { Languages::default() } else { known };
        if known.is_empty() && !by_marks {
            let thing = ignore_sense.thing.or(ignore_sense.other).or(accept_sense.thing).or(accept_sense.other);
            return Err(if thing.any() { Why::OtherInvitation } else { Why::Uncertain });
        }
        // What is written on a control must not contradict what is read out.
        let shown = (memo.sense(&ignore.shown), memo.sense(&accept.shown));
        let turned = |sense: Languages| sense.and(if known.any() { known } else { Languages::ALL }).any();
        if turned(shown.0.accept) && !turned(shown.0.ignore)
            || turned(shown.1.ignore.or(shown.1.refuse)) && !turned(shown.1.accept)
        {
            return Err(Why::Uncertain);
        }
        let here = known.and(self.page_language);
        let accept_first = matches!(self.place, Place::Profile(_));
        let in_order = (accept.at < ignore.at) == accept_first;
        // What both labels say in the page's own language says more than the order; so do two that speak of an invitation
        // in one language, whatever the page says of itself.
        let first_only = named.as_ref().is_some_and(|named| named.first_only);
        let own_words = here.any() && ignore_named == accept_named && !first_only;
        let both_named = ignore_named && accept_named;
        let of_invitation = both_named && ignore_sense.invite.and(accept_sense.invite).and(known).any();
        if !in_order && !own_words && !of_invitation && here.and(strict()).is_empty() {
            return Err(Why::Uncertain);
        }
        // On a profile a refusal also answers messages: it must say what it refuses.
        let refuses = ignore_sense.ignore.and(known).is_empty() && !by_marks;
        let asked = ignore_sense.invite.or(ignore_sense.connect).or(accept_sense.invite).or(accept_sense.connect);
        if matches!(self.place, Place::Profile(_)) && refuses && asked.and(known).is_empty() {
            return Err(Why::Uncertain);
        }

        let speaks = if here.any() { here } else { known };
        let label_connects = ignore_sense.connect.or(accept_sense.connect).and(speaks).any();
        let label_thing = ignore_sense.thing.or(accept_sense.thing).and(speaks).any();
        let label_other = ignore_named && ignore_sense.other.and(speaks).any();
        match (label_connects, label_thing) {
            (true, true) => return Err(Why::Uncertain),
            (false, true) => return Err(Why::OtherInvitation),
            (false, false) if label_other => return Err(Why::OtherInvitation),
            _ => {}
        }

        let title = self.title(pair, &person, named.as_ref());
        let on_profile = matches!(self.place, Place::Profile(_));
        let mut caseless = None;
        if !on_profile {
            let things = || {
                let inside = self.things.iter().filter(|at| self.tree.holds(pair.scope, **at));
                inside.filter(|at| self.is_target(**at, pair, by_marks))
            };
            if things().any(|at| !label_connects || title.as_ref().is_some_and(|title| title.holds(&self.tree, *at))) {
                return Err(Why::OtherInvitation);
            }
            if !label_connects {
                // Attributes tell which is which in any language; what it is about, the page's words must tell.
                let speaks = if known.is_empty() { self.page_language } else { speaks };
                if known.is_empty() && !title.as_ref().is_some_and(|title| says_connect(title, self.page_language)) {
                    caseless = self.unknown_sentence(title.as_ref(), &person)?;
                    if long.is_empty() && !self.name_comes_first(pair, title.as_ref()) {
                        return Err(Why::Uncertain);
                    }
                }
                if speaks.any() {
                    self.sentences_agree(
                        pair,
                        title.as_ref(),
                        &person,
                        speaks,
                        long.is_empty(),
                        of_invitation,
                        by_marks,
                    )?;
                }
            }
        }

        // Where the page is about something else, so may the answers be.
        let wants = |title: &Title| {
            [&title.beside, &title.in_link].into_iter().any(|said| {
                let text = words(said);
                let invites = says(Kind::Invite, &text, speaks);
                let to_reader = speaks.without(has_words(Kind::You, speaks)).or(says(Kind::You, &text, speaks));
                // "Follows you and would like to connect", but not "invited you to follow Connect Ltd".
                let small = said.split_whitespace().filter(|word| !word.starts_with(char::is_uppercase));
                let small = words(&small.collect::<Vec<_>>().join(" "));
                let follows = says(Kind::Follow, &text, speaks).without(says(Kind::Connect, &small, speaks));
                let asks = says(Kind::Asks, &text, speaks).without(invites);
                let asks = asks.or(follows).or(says(Kind::Thing, &text, speaks));
                // Not every language needs to say whom: "would like to be an acquaintance". A headline begins with a capital.
                let who = if title.may_go_on() { speaks } else { invites.or(to_reader) };
                says(Kind::Connect, &text, who).without(asks).any()
            })
        };
        let persons_own = of_invitation && is_hover_card(&self.candidate.tree);
        if !self.place.is_for_invitations() && !label_connects && !persons_own && !title.as_ref().is_some_and(wants) {
            return Err(Why::Uncertain);
        }

        let mut evidence: Vec<Evidence> = speaks.codes().map(Evidence::Words).collect();
        if by_marks {
            evidence.push(Evidence::Attributes);
        }
        if ignore_named || accept_named {
            evidence.push(if on_profile { Evidence::PageName } else { Evidence::SenderNamed });
        }
        if label_connects {
            evidence.push(Evidence::ToConnect);
        }
        if in_order {
            evidence.push(Evidence::Order);
        }
        let draft = self.draft(pair, &person, named.as_ref(), title.as_ref(), speaks, evidence, By::Meaning)?;
        Ok(Draft { says: caseless, ..draft })
    }

    /// A control that leads elsewhere answers nothing. LinkedIn's Accept may be a link to the page itself.
    fn answers_here(&self, element: &Element) -> bool {
        let Some(href) = element.attribute("href").filter(|_| element.tag == "a") else { return true };
        let href = href.trim();
        if href.is_empty() || href.starts_with('#') || href.starts_with("javascript:") {
            return true;
        }
        let absolute = if href.starts_with('/') { format!("https://www.linkedin.com{href}") } else { href.to_owned() };
        let path =
            |url: &str| url.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/').to_ascii_lowercase();
        path(&absolute) == path(&self.page.url)
            || match (Place::from_url(&absolute), self.place) {
                (
                    Place::Invitations | Place::MyNetwork | Place::Notifications,
                    Place::Invitations | Place::MyNetwork | Place::Notifications,
                ) => true,
                (there, here) => there == *here && here.is_for_invitations(),
            }
    }

    /// Connect, Withdraw, Follow or Message beside the two: then they are not what they seem.
    fn nothing_else_between(&self, pair: Pair) -> Result<(), Why> {
        if matches!(self.place, Place::Profile(_)) {
            // "Message" and "More" stand beside the answers there.
            return Ok(());
        }
        let (first, last) = (pair.ignore.min(pair.accept), pair.ignore.max(pair.accept));
        let between = &self.senses[first + 1..last];
        let asks = |sense: &Sense| sense.invite.and(sense.connect).any() || sense.thing.any();
        if between.iter().any(asks) { Err(Why::Uncertain) } else { Ok(()) }
    }

    /// The person whom the labels name; if they name nobody, the only one who could be meant.
    fn sender(&self, pair: Pair, long: &[&str]) -> Result<(Person, Option<Named>), Why> {
        if let Place::Profile(address) = self.place {
            return self.owner(pair, long, address);
        }
        let mut people = people(&self.tree, &self.links_in(pair.scope, pair.hidden));
        if people.is_empty() {
            return Err(Why::NoSender);
        }
        if long.is_empty() {
            return self.only_one(pair.scope, people).map(|person| (person, None));
        }
        let mut named: Vec<(usize, Named)> =
            people.iter().enumerate().filter_map(|(n, person)| Some((n, person.named_in(long)?))).collect();
        sort_by_key(&mut named, |(n, named)| (std::cmp::Reverse(named.name.len()), !named.whole, *n));
        let Some((best, name)) = named.first().cloned() else { return Err(Why::Uncertain) };
        let rival =
            named.get(1).is_some_and(|(_, other)| other.name.len() == name.name.len() && other.whole == name.whole);
        if rival {
            // Namesakes: a mutual connection may be called like the sender.
            let (length, whole) = (name.name.len(), name.whole);
            let called =
                |n: &usize| named.iter().any(|(m, other)| m == n && other.name.len() == length && other.whole == whole);
            let mut at = 0;
            people.retain(|_| {
                at += 1;
                called(&(at - 1))
            });
            let same = people.first().is_some_and(|first| whole && self.has_photo_and_name(first));
            return if same {
                self.only_one(pair.scope, people).map(|person| (person, Some(name)))
            } else {
                Err(Why::SeveralSenders)
            };
        }
        // A single word is little to know somebody by: the label may mean a longer name.
        let single = !name.name.contains(' ') && name.name.is_ascii();
        let apart = |n: usize| {
            let label = self.controls[n].element.attribute("aria-label").unwrap_or(&self.controls[n].shown);
            find_name(&self.controls[n].said, &name.name).is_none() || stands_apart(label, &name.name)
        };
        let nothing_else = || name.whole && apart(pair.ignore) && apart(pair.accept);
        if single && !self.has_photo_and_name(&people[best]) && !nothing_else() || people.len() > 1 && name.first_only {
            return Err(Why::SeveralSenders);
        }
        Ok((people.swap_remove(best), Some(name)))
    }

    /// Whether one link shows no text, as photos do, and another one does.
    fn has_photo_and_name(&self, person: &Person) -> bool {
        let shows_text = |link: &&usize| !self.tree.names_at(**link).0.is_empty();
        (1..person.links.len()).contains(&person.links.iter().filter(shows_text).count())
    }

    /// The sender, where the controls name nobody: the only person linked to, or the one who comes first
    /// while all others are mentioned behind, in texts or with faces alone. That first link must be known as the sender's: there
    /// are photo and name, or an attribute says so, or the others are said to be mutual connections.
    fn only_one(&self, scope: usize, mut people: Vec<Person>) -> Result<Person, Why> {
        // Faces of mutual connections may stand before the sender's name.
        let mut others = (0..people.len()).filter(|n| !self.is_called_mutual(scope, &people[*n]));
        if let (Some(only), None) = (others.next(), others.next()) {
            return Ok(people.swap_remove(only));
        }
        let Some(last) = people.first().and_then(|first| first.links.last().copied()) else {
            return Err(Why::NoSender);
        };
        let behind = |other: &Person| other.links.iter().all(|link| *link > last) && !self.has_photo_and_name(other);
        let others = &people[1..];
        let clear = others.is_empty()
            || others.iter().all(behind)
                && (self.has_photo_and_name(&people[0])
                    || self.tree.element(last).and_then(|link| link.attribute("data-control-name")) == Some("profile")
                    || others.iter().all(|other| self.is_mutual(scope, other)));
        if clear { Ok(people.swap_remove(0)) } else { Err(Why::SeveralSenders) }
    }

    /// Whether the line that links to a person calls them a mutual connection, in any language.
    fn is_mutual(&self, scope: usize, person: &Person) -> bool {
        self.all_lines_of(scope, person, |line, _| says(Kind::Mutual, &words(&line.text()), Languages::ALL).any())
    }

    /// Whether the page says so in its own language, beside every link to the person that shows a text.
    fn is_called_mutual(&self, scope: usize, person: &Person) -> bool {
        self.all_lines_of(scope, person, |line, in_link| {
            let others = line.pieces.iter().filter(|(at, _)| !in_link(*at)).map(|(_, text)| text.as_str());
            let beside = words(&others.collect::<Vec<_>>().join(" "));
            says(Kind::Mutual, &beside, self.page_language).any()
        })
    }

    /// Whether there are lines that link to a person, and all of them are so. `so` is also told what is part of such a link.
    fn all_lines_of(&self, scope: usize, person: &Person, so: impl Fn(&Line, &dyn Fn(usize) -> bool) -> bool) -> bool {
        let in_link = |at: usize| person.links.iter().any(|link| self.tree.holds(*link, at));
        let lines = self.tree.lines(scope, self.tree.end(scope), |_| false);
        let mut own = lines.iter().filter(|line| line.pieces.iter().any(|(at, _)| in_link(*at))).peekable();
        own.peek().is_some() && own.all(|line| so(line, &in_link))
    }

    /// On a profile's page the sender is its owner, if labels, title and heading agree on the name.
    fn owner(&self, pair: Pair, long: &[&str], address: &ProfileAddress) -> Result<(Person, Option<Named>), Why> {
        let names = page_names(self.page, address);
        let linked = people(&self.tree, &self.links_in(pair.scope, false));
        if linked.iter().any(|other| other.address != *address && !self.is_called_mutual(pair.scope, other)) {
            return Err(Why::Uncertain);
        }
        if !long.is_empty() {
            let mut found = names.iter().filter_map(|name| {
                let person = Person::by_name(address, name);
                let named = person.named_in(long).filter(|named| named.whole)?;
                Some((person, Some(named)))
            });
            return found.next().ok_or(Why::NoSender);
        }
        // Controls without a name: the card around them must show it, and speak of nobody else.
        let core = self.tree.end(pair.scope);
        let lines = self.tree.lines(pair.scope, core, |at| self.controls.iter().any(|control| control.at == at));
        let found = names
            .iter()
            .map(|name| Person::by_name(address, name))
            .find(|person| lines.iter().any(|line| person.whole_in(&words(&line.text())).is_some()));
        match found {
            Some(person) => Ok((person, None)),
            // LinkedIn's own names of both controls need no sentence.
            None if self.controls[pair.ignore].marked.is_some() && self.controls[pair.accept].marked.is_some() => {
                let name = names.first().ok_or(Why::NoSender)?;
                Ok((Person::by_name(address, name), None))
            }
            _ => Err(Why::Uncertain),
        }
    }

    fn title(&self, pair: Pair, person: &Person, named: Option<&Named>) -> Option<Title> {
        let skip = |at: usize| {
            self.controls.iter().any(|control| control.at == at && !person.links.contains(&at)) || self.in_note(at)
        };
        Title::find(&self.tree, pair.scope, person, named, skip)
    }

    /// In a known language: no sentence of the card says that this is about something else.
    ///
    /// LinkedIn speaks beside the name: if it says anything there, that must be "connect". Below stand the senders' own
    /// words as well, and only what is a sentence about something else for certain counts.
    #[expect(clippy::too_many_arguments, reason = "everything that was found out of the labels")]
    fn sentences_agree(
        &self,
        pair: Pair,
        title: Option<&Title>,
        person: &Person,
        speaks: Languages,
        no_labels: bool,
        of_invitation: bool,
        marked: bool,
    ) -> Result<(), Why> {
        let says = |kind, text: &str| says(kind, text, speaks).any();
        let mut certain = false;
        if let Some(title) = title {
            let beside = words(&title.beside);
            let connects = says(Kind::Connect, &beside);
            let named = words(&write::name(person, None));
            if says(Kind::Mutual, &beside) || no_labels && says(Kind::Mutual, &named) {
                return Err(Why::NoSender);
            }
            let elsewhere = says(Kind::Follow, &beside) || says(Kind::Thing, &beside);
            let linked = words(&title.in_link);
            let said = connects || says(Kind::Connect, &linked);
            if !said && [&beside, &linked, &named].into_iter().any(|text| says(Kind::Asks, text)) {
                return Err(Why::OtherInvitation);
            }
            if no_labels && write::is_sentence(&write::name(person, None)) {
                return Err(Why::Uncertain);
            }
            if says(Kind::Invite, &beside) && !connects {
                return Err(Why::OtherInvitation);
            }
            if elsewhere && (!connects || says(Kind::Thing, &beside)) {
                return Err(Why::Uncertain);
            }
            // Where both labels speak of the sender's invitation, a headline may stand there, too.
            if !connects && !title.is_alone(speaks) && (!of_invitation || title.may_go_on()) {
                return Err(Why::Uncertain);
            }
            // A sentence may stand in the link itself, and then a headline may, too. Sentences that go on from a name
            // begin with a small letter.
            if !said && (title.goes_on(speaks) || !of_invitation && title.goes_on_caseless(speaks)) {
                return Err(Why::Uncertain);
            }
            let invites = says(Kind::Invite, &linked) && !says(Kind::Connect, &linked);
            if invites && (says(Kind::Follow, &linked) || says(Kind::Thing, &linked)) {
                return Err(Why::OtherInvitation);
            }
            certain = says(Kind::Invite, &beside) && connects;
        }
        if no_labels && !self.name_comes_first(pair, title) {
            return Err(Why::Uncertain);
        }
        // Beside the name LinkedIn speaks; what stands below may be the sender's own words.
        if certain {
            return Ok(());
        }
        // The sentence may be in something that can be clicked.
        let answers = |at: usize| self.controls[pair.ignore].at == at || self.controls[pair.accept].at == at;
        let lines = self.tree.lines(pair.scope, self.end_of(pair), |at| answers(at) || self.in_note(at));
        let is_title = |line: &Line| title.is_some_and(|title| title.is(line));
        let below_name = lines.iter().position(is_title).map(|name| name + 1);
        let others = lines.iter().enumerate().filter(|(_, line)| !is_title(line));
        // On pages of the first generation the message stands before the answers as well, behind the headline.
        for (n, line) in others.take(if marked { 1 } else { usize::MAX }) {
            let line = words(&line.text());
            // Where labels don't say whose invitation it is, what speaks to the reader may ask for anything.
            let asks = says(Kind::You, &line) && (!of_invitation || says(Kind::Invite, &line));
            if Some(n) == below_name && !marked && asks && !says(Kind::Connect, &line) {
                return Err(Why::Uncertain);
            }
            let elsewhere = says(Kind::Follow, &line) || says(Kind::Thing, &line);
            // A headline may say the same words, but it neither speaks to the reader nor of an invitation.
            let to_reader = has_words(Kind::You, speaks).is_empty() || says(Kind::You, &line);
            let invites = says(Kind::Invite, &line) && elsewhere && to_reader;
            if (invites || says(Kind::Asks, &line)) && !says(Kind::Connect, &line) {
                return Err(Why::OtherInvitation);
            }
        }
        Ok(())
    }

    /// Whether the card begins with the name: else the only link may be that of a mutual connection, or one that
    /// stands between the answers by itself.
    fn name_comes_first(&self, pair: Pair, title: Option<&Title>) -> bool {
        let controls = |at: usize| self.controls.iter().any(|control| control.at == at);
        let first = self.controls[pair.ignore].at.min(self.controls[pair.accept].at);
        let lines = self.tree.lines(pair.scope, first, controls);
        title.is_some_and(|title| lines.first().is_some_and(|first| title.is(first)))
    }

    /// In an unknown language: the name stands alone, or with a sentence that names nothing one could be invited to. What
    /// others must be said of as well, for that to be certain.
    fn unknown_sentence(&self, title: Option<&Title>, person: &Person) -> Result<Option<String>, Why> {
        let title = title.filter(|_| !person.texts.is_empty()).ok_or(Why::Uncertain)?;
        if title.goes_on(Languages::ALL) {
            return Ok(Some(words(&title.in_link)));
        }
        if write::is_sentence(&write::name(person, None)) {
            return Err(Why::Uncertain);
        }
        if title.beside.is_empty() || title.is_alone(Languages::ALL) {
            return Ok(None);
        }
        match title.sentence() {
            _ if self.links_away(title, person) => Err(Why::Uncertain),
            // An event may be called by small letters.
            Sentence::Plain(said) | Sentence::Caseless(said) => Ok(Some(said)),
            Sentence::Naming => Err(Why::Uncertain),
        }
    }

    /// An Accept without an Ignore. Its label must say all of it: see the module's head.
    fn by_label(&self, memo: &mut Memo) -> Option<Draft> {
        let mut all = (0..self.controls.len()).filter(|n| self.accepts(*n) || self.ignores(*n));
        let (Some(n), None) = (all.next(), all.next()) else { return None };
        let accept = &self.controls[n];
        if !self.accepts(n) || accept.hidden || self.in_note(accept.at) || !self.answers_here(accept.element) {
            return None;
        }
        let pair = Pair { ignore: n, accept: n, core: accept.at, scope: 0, hidden: false };
        let (person, named) = self.sender(pair, &[accept.said.as_str()]).ok()?;
        let named = named.filter(|named| named.whole)?;
        let said = memo.sense(&without_count(&without_name(&accept.said, &named.name)));
        let shown = memo.sense(&accept.shown);
        let connects = said.accept.and(said.connect).without(said.thing).without(said.other);
        // In another language than the page's it must be no chance: what is shown says accept, too, and nothing else.
        let no_chance = said.invite.or(shown.accept.and(shown.bare));
        let own = connects.and(self.page_language);
        let known = if own.any() { own } else { connects.and(no_chance) };
        let elsewhere = shown.ignore.or(shown.refuse).or(shown.all).and(known).any();
        if known.is_empty() || elsewhere || said.all.any() || said.away.or(said.thing).and(self.page_language).any() {
            return None;
        }
        let title = self.title(pair, &person, Some(&named));
        let on_profile = matches!(self.place, Place::Profile(_));
        let leads_away = |title: &Title| self.things.iter().any(|at| title.holds(&self.tree, *at));
        if !on_profile && title.as_ref().is_some_and(leads_away) {
            return None;
        }
        let mut evidence: Vec<Evidence> = known.codes().map(Evidence::Words).collect();
        evidence.push(if on_profile { Evidence::PageName } else { Evidence::SenderNamed });
        evidence.push(Evidence::ToConnect);
        self.draft(pair, &person, Some(&named), title.as_ref(), known, evidence, By::Meaning).ok()
    }

    /// Two controls of which no words are known. See the module's head for what must be so.
    fn by_structure(&self, memo: &mut Memo) -> Result<Draft, Why> {
        let nothing = if self.senses.iter().any(|sense| sense.accept.or(sense.ignore).any()) {
            Why::Uncertain
        } else {
            Why::NotAnInvitation
        };
        if *self.place != Place::Invitations {
            return Err(nothing);
        }
        // Two that show their words, or else the only two with pictures.
        let all = |spoken: bool| -> Vec<usize> {
            let counts = |n: &usize| {
                let control = &self.controls[*n];
                let shows = !control.shown.trim().is_empty();
                !control.hidden && shows == spoken && !self.opens(*n) && !self.in_note(control.at)
            };
            (0..self.controls.len()).filter(counts).collect()
        };
        let drawn = all(false);
        let two_drawn = || if drawn.len() == 2 { self.tight_pair(&drawn, true) } else { None };
        let pair = self.tight_pair(&all(true), false).or_else(two_drawn).ok_or(nothing)?;
        let (ignore, accept) = (&self.controls[pair.ignore], &self.controls[pair.accept]);
        let everybody = people(&self.tree, &self.links_in(0, false));
        let labels = (self.without_anybody(ignore, &everybody), self.without_anybody(accept, &everybody));
        let (first, second) = distinct(&labels.0, &labels.1);
        let framed_by = labels.clone();
        let senses = (memo.sense(&first), memo.sense(&second));
        // Words of a foreign language look like words of some other one; a language that knows both is none of chance.
        let both = senses.0.any().and(senses.1.any());
        let plausible = both.or(strict()).or(self.page_language);
        let elsewhere = |sense: &Sense| {
            sense.accept.or(sense.ignore).or(sense.refuse).and(plausible).is_empty()
                && sense.all.or(sense.away).or(sense.invite).or(sense.connect).or(sense.thing).and(plausible).any()
        };
        // What both labels say beside the answer: "message request from".
        let frames = [memo.sense(&labels.0), memo.sense(&labels.1)];
        let framed = frames.iter().any(|frame| frame.away.or(frame.thing).and(plausible).any());
        if framed || elsewhere(&senses.0) || elsewhere(&senses.1) {
            return Err(Why::NotAnInvitation);
        }
        let turned = senses.0.accept.or(senses.1.ignore).or(senses.1.refuse).and(plausible).any();
        let turned = turned || ignore.marked == Some(Mark::Accept) || accept.marked == Some(Mark::Ignore);
        let same = ignore.said == accept.said || ignore.shown == accept.shown && !ignore.shown.trim().is_empty();
        // A cross beside a word closes something; two pictures must say in their labels what they are.
        let pictured = ignore.pictured || accept.pictured;
        if turned
            || same
            || ignore.pictured != accept.pictured
            || !self.answers_here(ignore.element)
            || !self.answers_here(accept.element)
        {
            return Err(Why::Uncertain);
        }
        let marked = self.tree.is_marked_invitation();
        let half = senses.1.accept.or(senses.0.ignore).or(senses.0.refuse).and(plausible).any();
        // Where every word is known, unknown words are other words.
        if strict().and(self.page_language).any() && !marked && !half {
            return Err(Why::NotAnInvitation);
        }

        if everybody.is_empty() {
            return Err(Why::NoSender);
        }
        let labels = [ignore.said.as_str(), accept.said.as_str()];
        let named_by_both: Vec<(usize, Named)> = everybody
            .iter()
            .enumerate()
            .filter_map(|(n, person)| Some((n, person.named_in(&labels).filter(|named| !named.first_only)?)))
            .collect();
        let (person, named) = match named_by_both.as_slice() {
            [] => {
                let named_by_one =
                    everybody.iter().any(|person| labels.iter().any(|label| person.named_in(&[label]).is_some()));
                let entry = marked || self.is_entry(0, &everybody);
                if named_by_one || pictured || !labels.iter().all(|label| is_brief(label)) || !entry {
                    return Err(Why::Uncertain);
                }
                let sender = self.only_one(pair.scope, people(&self.tree, &self.links_in(0, false)))?;
                (everybody.iter().position(|person| person.address == sender.address).ok_or(Why::NoSender)?, None)
            }
            [(n, named)] if named.whole || named.name.contains(' ') => {
                // Both labels speak of the same invitation; "dismiss this", "connect with that" have no word in common.
                // Or they say no more than the two words that are shown, and the name.
                let shown = |control: &Control, label: &str| !pictured && control.shown.trim() == label.trim();
                let only_words =
                    shown(ignore, &framed_by.0) && shown(accept, &framed_by.1) && self.is_entry(*n, &everybody);
                if !marked && !half && !only_words && !speak_of_the_same(&framed_by.0, &framed_by.1) {
                    return Err(Why::Uncertain);
                }
                (*n, Some(named.clone()))
            }
            [_] => return Err(Why::Uncertain),
            _ => return Err(Why::SeveralSenders),
        };
        let mut everybody = everybody;
        let person = everybody.swap_remove(person);
        if self.things.iter().any(|at| self.is_target(*at, pair, false)) {
            return Err(Why::OtherInvitation);
        }
        let title = self.title(pair, &person, named.as_ref());
        let caseless = match &title {
            Some(title) if says_connect(title, self.page_language) => None,
            title => self.unknown_sentence(title.as_ref(), &person)?,
        };
        if self.page_language.any() {
            self.sentences_agree(pair, title.as_ref(), &person, self.page_language, named.is_none(), false, false)?;
        }
        if named.is_none() && !self.name_comes_first(pair, title.as_ref()) {
            return Err(Why::Uncertain);
        }
        let mut evidence = vec![Evidence::Order, Evidence::Alone];
        if named.is_some() {
            evidence.push(Evidence::SenderNamed);
        }
        if marked {
            evidence.push(Evidence::Marked);
        }
        let by = By::Structure { marked };
        let draft = self.draft(pair, &person, named.as_ref(), title.as_ref(), Languages::default(), evidence, by)?;
        Ok(Draft { says: caseless, ..draft })
    }

    /// Whether the page marks the candidate as an entry of a list, or it has somebody's photo and name.
    fn is_entry(&self, n: usize, people: &[Person]) -> bool {
        is_entry(&self.candidate.tree) || self.has_photo_and_name(&people[n])
    }

    /// Whether the name's line has a link to anything but the sender.
    fn links_away(&self, title: &Title, person: &Person) -> bool {
        (0..self.tree.len()).any(|at| {
            let link = self.tree.element(at).is_some_and(|element| element.attribute("href").is_some());
            let control = self.controls.iter().any(|control| control.at == at);
            link && !control && !person.links.contains(&at) && title.holds(&self.tree, at)
        })
    }

    /// Where the later of the two answers ends.
    fn end_of(&self, pair: Pair) -> usize {
        self.tree.end(self.controls[pair.ignore].at).max(self.tree.end(self.controls[pair.accept].at))
    }

    /// Whether a link to a page or an event is what the card is about: it stands before the answers, or by itself
    /// behind them. A link within a text is the sender's if it stands behind the answers, and on pages of the
    /// first generation (whose controls are `marked`) if the text begins elsewhere than the name's line.
    fn is_target(&self, link: usize, pair: Pair, marked: bool) -> bool {
        if self.in_note(link) {
            return false;
        }
        let end = self.end_of(pair);
        let from = if marked { pair.scope } else { end };
        let lines = self.tree.lines(from, self.tree.len(), |at| self.controls.iter().any(|control| control.at == at));
        let in_link = |(at, _): &(usize, String)| self.tree.holds(link, *at);
        let named = |(at, _): &(usize, String)| self.links.iter().any(|link| self.tree.holds(link.at, *at));
        let mut own = lines.iter().filter(|line| line.pieces.iter().any(in_link)).peekable();
        let in_text = own.peek().is_some()
            && own.all(|line| !(line.pieces.iter().all(in_link) || marked && line.pieces.iter().any(named)));
        !in_text || link < end && !marked
    }

    /// What a control says, the longest name of anybody taken out.
    fn without_anybody(&self, control: &Control, everybody: &[Person]) -> String {
        let longest =
            everybody.iter().filter_map(|person| person.whole_in(&control.said)).max_by_key(|name| name.len());
        longest.map_or_else(|| control.said.clone(), |name| without_name(&control.said, name))
    }

    /// Whether a control opens a menu or more text.
    fn opens(&self, n: usize) -> bool {
        let element = self.controls[n].element;
        ["aria-expanded", "aria-haspopup"].iter().any(|name| element.attribute(name).is_some())
    }

    /// The only two controls that stand by themselves, side by side: nothing between them, no text beside them, and
    /// nothing else around them that could be clicked.
    fn tight_pair(&self, spoken: &[usize], drawn: bool) -> Option<Pair> {
        let in_control = |at: usize| self.controls.iter().any(|control| self.tree.holds(control.at, at));
        let lines = self.tree.lines(0, self.tree.len(), |_| false);
        let alone = |n: usize| {
            let own = |line: &&Line| line.pieces.iter().any(|(at, _)| self.tree.holds(self.controls[n].at, *at));
            lines.iter().filter(own).all(|line| line.pieces.iter().all(|(at, _)| in_control(*at)))
        };
        let mut found = None;
        for two in spoken.windows(2) {
            let [ignore, accept] = [two[0], two[1]];
            let (first, second) = (self.controls[ignore].at, self.controls[accept].at);
            let between = self.tree.lines(self.tree.end(first), second, |_| false);
            if !between.is_empty() || !alone(ignore) || !alone(accept) {
                continue;
            }
            let core = self.tree.common(first, second);
            let silent = |n: &usize| {
                let control = &self.controls[*n];
                let counts = !control.hidden && !self.opens(*n) && control.shown.trim().is_empty();
                counts && self.tree.holds(core, control.at) && !self.in_note(control.at)
            };
            if found.is_some() || !drawn && (0..self.controls.len()).any(|n| silent(&n)) {
                return None;
            }
            found = Some(Pair { ignore, accept, core, scope: 0, hidden: false });
        }
        found
    }

    #[expect(clippy::too_many_arguments, reason = "everything that was found out, written down once")]
    fn draft(
        &self,
        pair: Pair,
        person: &Person,
        named: Option<&Named>,
        title: Option<&Title>,
        speaks: Languages,
        evidence: Vec<Evidence>,
        by: By,
    ) -> Result<Draft, Why> {
        let name = write::name(person, named);
        if name.is_empty() {
            return Err(Why::NoSender);
        }
        let (ignore, accept) = (&self.controls[pair.ignore], &self.controls[pair.accept]);
        let long_words = |said: &str| {
            let said = named.map_or_else(|| said.to_owned(), |named| without_name(said, &named.name));
            said.split_whitespace().filter(|word| word.chars().count() > 3).collect::<Vec<_>>().join(" ")
        };
        let text = write::Around {
            tree: &self.tree,
            scope: pair.scope,
            core: pair.core,
            notes: &self.notes,
            controls: &self.controls,
            person,
            title,
            languages: if speaks.any() { speaks } else { Languages::ALL },
            first_generation: accept.element.attribute("data-control-name").is_some(),
        };
        let (headlines, message) = match self.place {
            Place::Profile(_) => (Vec::new(), String::new()),
            _ => (text.headlines(), text.message()),
        };
        let headline = headlines.first().cloned().unwrap_or_default();
        Ok(Draft {
            card: Card {
                root: self.candidate.root,
                address: person.address.clone(),
                name,
                headline,
                message,
                accept: accept.id,
                ignore: (pair.ignore != pair.accept).then_some(ignore.id),
                hidden: pair.hidden,
                evidence,
            },
            by,
            said: (long_words(&ignore.said), long_words(&accept.said)),
            says: None,
            lines: headlines,
            size: self.tree.len(),
        })
    }
}

/// Whether the name's line says "connect", and nothing that isn't a person's.
fn says_connect(title: &Title, languages: Languages) -> bool {
    let beside = words(&title.beside);
    says(Kind::Connect, &beside, languages).any() && says(Kind::Thing, &beside, languages).is_empty()
}

/// A label ([`words`]) without numbers: "1 of 10".
fn without_count(label: &str) -> String {
    let parts: Vec<&str> = label.split_whitespace().collect();
    let number = |part: &&&str| part.bytes().all(|b| b.is_ascii_digit());
    if parts.iter().filter(number).count() == 0 {
        return label.to_owned();
    }
    words(&parts.iter().filter(|part| !number(part)).copied().collect::<Vec<_>>().join(" "))
}

/// What two labels ([`words`]) don't have in common. Where words are written without spaces, letters are compared.
fn distinct(one: &str, other: &str) -> (String, String) {
    let parts = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let (ones, others) = (parts(one), parts(other));
    if let ([one], [other]) = (ones.as_slice(), others.as_slice()) {
        let same = one.chars().zip(other.chars()).take_while(|(a, b)| a == b && is_glued(*a)).count();
        let rest = |text: &str| words(&text.chars().skip(same).collect::<String>());
        return (rest(one), rest(other));
    }
    let without = |parts: &[String], common: &[String]| {
        let rest: Vec<&str> = parts.iter().filter(|part| !common.contains(part)).map(String::as_str).collect();
        words(&rest.join(" "))
    };
    (without(&ones, &others), without(&others, &ones))
}

/// Whether two labels ([`words`]) have a word in common beside the name, or where words are written without spaces, two
/// letters at either end.
fn speak_of_the_same(one: &str, other: &str) -> bool {
    let mut words = one.split_whitespace().filter(|word| word.chars().count() > 1);
    if words.any(|word| other.split_whitespace().any(|other| other == word)) {
        return true;
    }
    let letters = |text: &str| text.chars().filter(|c| is_glued(*c)).collect::<Vec<char>>();
    let (one, other) = (letters(one), letters(other));
    let same = |pairs: &mut dyn Iterator<Item = (&char, &char)>| pairs.take_while(|(a, b)| a == b).count();
    same(&mut one.iter().zip(&other)) > 1 || same(&mut one.iter().rev().zip(other.iter().rev())) > 1
}

/// Whether a candidate is what the page marks as one entry of a list.
fn is_entry(root: &Element) -> bool {
    matches!(root.tag.as_str(), "li" | "article") || matches!(root.attribute("role"), Some("listitem" | "article"))
}

/// Whom a profile's page is about: its title, confirmed by a heading if there is one. While LinkedIn
/// changes from one profile to another the two differ for a moment, and then nobody is sure. Without a
/// title, the address itself must hold a word of the heading's name.
pub(super) fn page_names(page: &PageShot, address: &ProfileAddress) -> Vec<String> {
    let title = page.title.trim();
    // "(3) Mia Sample | LinkedIn"
    let title = match title.strip_prefix('(').and_then(|rest| rest.split_once(") ")) {
        Some((count, rest)) if count.trim_end_matches('+').bytes().all(|b| b.is_ascii_digit()) => rest,
        _ => title,
    };
    let owner = title.rsplit_once(" | ").filter(|(_, site)| site.trim() == "LinkedIn").map(|(owner, _)| owner.trim());
    let headings = || page.headings.iter().map(|heading| name::clean(heading)).filter(|heading| !heading.is_empty());
    match owner {
        Some(owner) => {
            // "Mia Sample – Crumb Ltd": what comes behind the name is only cut off where the page shows the rest.
            let cuts = [" – ", " — ", " - ", " | "].iter().flat_map(|dash| owner.match_indices(dash).map(|(at, _)| at));
            let found = std::iter::once(owner).chain(cuts.map(|at| &owner[..at])).map(|owner| {
                let key = words(owner);
                headings().filter(|heading| is_same_name(&key, &words(heading))).collect::<Vec<String>>()
            });
            let found = found.into_iter().find(|found| !found.is_empty()).unwrap_or_default();
            if found.is_empty() && page.headings.is_empty() { vec![name::clean(owner)] } else { found }
        }
        None => {
            let slug = words(address.as_str());
            let in_slug =
                |name: &String| words(name).split_whitespace().any(|word| word.len() >= 3 && slug.contains(word));
            headings().take(1).filter(in_slug).collect()
        }
    }
}

/// Whether two names ([`words`]) are the same but for a title or a degree.
fn is_same_name(one: &str, other: &str) -> bool {
    let count = |words: &str| words.split_whitespace().count();
    let inside = |outer: &str, inner: &str| !inner.trim().is_empty() && find_name(outer, inner.trim()).is_some();
    count(one).abs_diff(count(other)) <= 1 && (inside(one, other) || inside(other, one))
}
