//! Invents pages with invitations, from a seed, and knows what is true of them.
//!
//! A page combines a generation of markup (three that are known, five that are not), a language, ways to label
//! controls and to write names and links, and what else stands on such a page. The truth is written into the page:
//! see `common/page.rs`. The same page can be served as text ([`Made::html`]) or read natively (`Page::of_dom`).
//!
//! What nobody could know is not asked: in a language without an interface of LinkedIn, an invitation to something
//! else has a link to it.

mod cards;
mod chance;
mod others;
mod people;
mod places;
mod speech;
mod style;

use chance::Chance;
use people::Person;
pub use speech::languages;
pub use style::{GENERATIONS, Generation};
use style::{Label, Style};

use crate::dom::{Element, el};

/// A page that was made.
pub struct Made {
    pub seed: u64,
    pub url: String,
    pub document: Element,
    pub language: &'static str,
    /// Whether no lexicon can have the language.
    pub foreign: bool,
    pub generation: Generation,
    pub place: &'static str,
    /// What makes it hard.
    pub noises: Vec<&'static str>,
}

impl Made {
    /// How many entries it has that are no invitation from a person.
    pub fn others(&self) -> usize {
        fn count(element: &Element) -> usize {
            let own = usize::from(element.attribute("data-other").is_some());
            let inside = element.children.iter().map(|child| match child {
                crate::dom::Dom::Element(child) => count(child),
                crate::dom::Dom::Text(_) => 0,
            });
            own + inside.sum::<usize>()
        }
        count(&self.document)
    }

    /// The page as a fixture or a server has it: its address first.
    pub fn html(&self) -> String {
        self.document.html().replacen("<!DOCTYPE html>", &format!("<!-- {} -->\n", self.url), 1)
    }
}

/// The page of a seed.
pub fn make(seed: u64) -> Made {
    let mut chance = Chance::new(seed);
    let mut style = Style::any(&mut chance);
    let (place, url, main) = match chance.below(30) {
        0..=13 => list(&mut style, &mut chance),
        14..=16 => preview(&mut style, &mut chance),
        17..=19 => profile(&mut style, &mut chance),
        20 | 21 => places::notifications(&mut style, &mut chance),
        22 | 23 => places::dialog(&mut style, &mut chance),
        24 | 25 => places::hover(&mut style, &mut chance),
        26 | 27 => places::search(&mut style, &mut chance),
        _ => places::feed(&mut style, &mut chance),
    };
    let title = el("title").text(match (&main.1, chance.of(50)) {
        (Some(name), true) => format!("(3) {name} | LinkedIn"),
        (Some(name), false) => format!("{name} | LinkedIn"),
        (None, _) => "LinkedIn".to_owned(),
    });
    let passer = Person::any(&mut chance);
    let mut body = el("body");
    if chance.of(40) {
        body = body.child(others::elsewhere(&mut style, &passer, &mut chance));
    }
    if chance.of(15) {
        body = body.child(others::message_requests(&mut style, &passer, &mut chance));
    }
    let mut around = main.0;
    for _ in 0..chance.below(4) {
        around = el("div").child(around);
    }
    body = body.child(around);
    if chance.of(20) {
        body = body.child(others::elsewhere(&mut style, &passer, &mut chance));
    }
    let mut document = el("html").child(el("head").child(title)).child(body).with("lang", style.lang.as_str());
    if style.speech.is_right_to_left() {
        document.set("dir", "rtl");
    }
    Made {
        seed,
        url,
        document,
        language: style.speech.code,
        foreign: style.speech.is_foreign(),
        generation: style.generation,
        place,
        noises: style.noises,
    }
}

type Main = (Element, Option<String>);

/// The entries of a page, and what stands between them.
fn entries(style: &mut Style, most: usize, chance: &mut Chance) -> Vec<Element> {
    let people = Person::several(1 + chance.below(most) + 6, chance);
    let (senders, rest) = people.split_at(people.len() - 6);
    let mut entries: Vec<Element> = Vec::new();
    let mut said: Vec<(&str, usize)> = Vec::new();
    for sender in senders {
        let from = entries.len();
        let others: Vec<Person> = rest[..2 + chance.below(3)].to_vec();
        let card = cards::invitation(style, sender, &others, chance);
        if chance.of(3) {
            style.note("drawn twice");
            let copy =
                if chance.of(50) { el("div").with("style", "display:none").child(card.clone()) } else { card.clone() };
            entries.push(copy);
        }
        entries.push(card);
        said.extend(style.said.map(|said| (said, from)));
        if style.generation == Generation::Sdui || chance.of(10) {
            entries.push(el("hr").with("role", "presentation"));
        }
    }
    // In a language that nobody knows, a sentence that is said once may be about anything.
    for (sentence, from) in said.iter().filter(|_| style.speech.is_foreign()) {
        if said.iter().filter(|(other, _)| other == sentence).count() == 1 {
            entries[*from..].iter_mut().take(2).for_each(make_optional);
        }
    }
    let distractors: [fn(&mut Style, &Person, &mut Chance) -> Element; 9] = [
        others::asks_for_something,
        others::asks_for_something,
        others::to_something_else,
        others::to_something_else,
        others::suggestion,
        others::sent,
        others::answered,
        others::job_offer,
        others::advertisement,
    ];
    for somebody in rest.iter().take(chance.below(5)) {
        let other = chance.pick(&distractors)(style, somebody, chance);
        entries.insert(chance.below(entries.len() + 1), other);
    }
    entries
}

fn list(style: &mut Style, chance: &mut Chance) -> (&'static str, String, Main) {
    let entries = entries(style, 6, chance);
    let list = match style.generation {
        Generation::Ember2018 | Generation::Artdeco => style.el("ul", "mn-invitation-list", chance).all(entries),
        Generation::Sdui => el("div")
            .with("data-testid", "lazy-column")
            .with("data-component-type", "LazyColumn")
            .all(entries)
            .child(el("div").child(el("h3").text("…"))),
        Generation::Grid => el("div").with("role", "grid").child(el("div").with("role", "row").all(entries)),
        Generation::Carousel => el("div").with("role", "region").child(el("div").child(el("div").all(entries))),
        Generation::Flat | Generation::Article => style.el("div", "list", chance).all(entries),
        Generation::Custom => el("x-list").all(entries),
    };
    let mut main = el("main").with("id", "workspace").child(el("h1").text("…"));
    if chance.of(15) {
        main = main.child(others::bulk(style, chance));
    }
    let list = match chance.below(20) {
        // Answers to everybody stand beside the list, or in it.
        0 => el("div").child(others::bulk(style, chance)).child(list),
        1 => el("div").child(list).child(others::bulk(style, chance)),
        _ => list,
    };
    if chance.of(50) {
        let tabs = ["/mynetwork/invitation-manager/received/", "/mynetwork/invitation-manager/sent/"];
        main = main.child(el("nav").all(tabs.map(|href| el("a").with("href", href).text("…"))));
    }
    let main = main.child(list);
    let url = *chance.pick(&[
        "https://www.linkedin.com/mynetwork/invitation-manager/received/",
        "https://www.linkedin.com/mynetwork/invitation-manager/",
        "https://www.linkedin.com/mynetwork/invitation-manager/received/CONNECTION/",
    ]);
    ("list", url.to_owned(), (main, None))
}

/// "My network": a few invitations above many suggestions.
fn preview(style: &mut Style, chance: &mut Chance) -> (&'static str, String, Main) {
    let mut all = entries(style, 3, chance);
    let more = Person::several(4, chance);
    let suggestions: Vec<Element> = more.iter().map(|person| others::suggestion(style, person, chance)).collect();
    if style.speech.is_foreign() {
        // Where nothing is known, suggestions and invitations are told apart on the list alone.
        all.iter_mut().for_each(make_optional);
    }
    let section = |heading: &str, entries: Vec<Element>| {
        let list = if matches!(style.generation, Generation::Ember2018 | Generation::Artdeco) { "ul" } else { "div" };
        el("section")
            .child(el("h2").text(heading))
            .child(el("a").with("href", "/mynetwork/invitation-manager/").text("…"))
            .child(el(list).all(entries))
    };
    let first = section("… (3)", all).with("componentkey", "MyNetwork_InvitationsPreview");
    let main = el("main").child(first).child(section("…", suggestions));
    ("preview", "https://www.linkedin.com/mynetwork/grow/".to_owned(), (main, None))
}

/// The profile of somebody who waits for an answer, or doesn't.
fn profile(style: &mut Style, chance: &mut Chance) -> (&'static str, String, Main) {
    let people = Person::several(4, chance);
    let [owner, others @ ..] = people.as_slice() else { unreachable!("four people") };
    let waiting = chance.of(80);
    // Without a name in the label anything could be meant.
    if matches!(style.label, Label::Bare | Label::Repeated) {
        style.label = Label::Named;
    }
    let url = format!("https://www.linkedin.com/in/{}/", owner.slug);
    style.here.clone_from(&url);
    let row = |style: &mut Style, chance: &mut Chance| {
        let more = el("button").with("aria-expanded", "false").text("More");
        let row = el("div");
        if waiting {
            let (ignore, accept) = cards::answers(style, owner, style.sentence, chance);
            row.child(accept).child(ignore).child(more)
        } else {
            let label = style.speech.say("connectOf", chance).replace("{n}", &owner.name);
            row.child(el("button").with("aria-label", label).text(style.speech.say("connect", chance)))
                .child(el("button").text("Message"))
                .child(more)
        }
    };
    let first = row(style, chance);
    let heading = el(if chance.of(50) { "h1" } else { "h2" }).text(owner.name.as_str());
    let mut top = el("section").child(el("div").child(heading).child(el("p").text("Baker"))).child(first);
    if chance.of(30) {
        style.note("menu copy");
        top = top.child(el("div").with("role", "menu").child(row(style, chance)));
    }
    let mut main = el("main");
    if chance.of(50) {
        style.note("sticky header");
        let copy = el("div").child(el("p").text(owner.name.as_str())).child(row(style, chance));
        main = main.child(if chance.of(50) { copy.with("style", "visibility: hidden") } else { copy });
    }
    main = main.child(top);
    if chance.of(50) {
        let about = el("section").child(el("h2").text("…")).child(el("p").text("Accept. Ignore."));
        main = main.child(about.child(el("button").text(style.speech.say("more", chance))));
    }
    let mut list = el("ul");
    for person in others {
        list = list.child(el("li").child(match chance.below(3) {
            0 => others::suggestion(style, person, chance),
            1 => others::sent(style, person, chance),
            _ => {
                let (ignore, accept) = cards::answers(style, person, style.sentence, chance);
                let strip = |mut control: Element| {
                    control.attributes.retain(|(name, _)| !name.starts_with("data-"));
                    control
                };
                let link = el("a").with("href", person.href(chance)).text(person.name.as_str());
                el("div").child(link).child(strip(accept)).child(strip(ignore))
            }
        }));
    }
    main = main.child(el("section").child(el("h2").text("…")).child(list));
    if style.speech.is_foreign() {
        make_optional(&mut main);
    }
    ("profile", url, (main, Some(owner.name.clone())))
}

/// Its answers may be left alone.
fn make_optional(element: &mut Element) {
    if element.attribute("data-truth").is_some() {
        element.set("data-optional", "");
    }
    for child in &mut element.children {
        if let crate::dom::Dom::Element(child) = child {
            make_optional(child);
        }
    }
}
