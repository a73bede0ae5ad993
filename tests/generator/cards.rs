//! Invitations to connect.

use super::chance::Chance;
use super::people::{Person, message};
use super::style::{Generation, Style};
use crate::dom::{Element, el};

/// What a card is made of.
struct Parts {
    photo: Element,
    /// The line with the name.
    title: Element,
    headline: Option<Element>,
    mutual: Option<Element>,
    time: Option<Element>,
    ignore: Element,
    accept: Element,
    more: Option<Element>,
    message: Option<Element>,
}

/// The invitation of a person, with its truth.
pub fn invitation(style: &mut Style, person: &Person, others: &[Person], chance: &mut Chance) -> Element {
    let parts = parts(style, person, others, chance);
    let card = arrange(style, parts, chance);
    style.wrap(card, chance)
}

/// Accept and Ignore, with their truth.
pub fn answers(style: &Style, person: &Person, sentence: usize, chance: &mut Chance) -> (Element, Element) {
    let said = |what: &str| {
        let all = style.speech.all(what);
        all[sentence % all.len()]
    };
    answers_saying(style, person, [said("ignoreOf"), said("acceptOf")], sentence, chance)
}

/// The same with labels that say so (`{n}` is the sender), Ignore's first.
pub fn answers_saying(
    style: &Style,
    person: &Person,
    labels: [&str; 2],
    sentence: usize,
    chance: &mut Chance,
) -> (Element, Element) {
    let [ignore_said, accept_said] = labels.map(|label| label.replace("{n}", &person.name));
    let word = |what: &str| {
        let all = style.speech.all(what);
        all[sentence % all.len()]
    };
    let ignore = style
        .control(style.ignore, &ignore_said, word("ignore"), &person.name, chance)
        .with("data-ignore", person.slug.as_str());
    let accept = style
        .control(style.accept, &accept_said, word("accept"), &person.name, chance)
        .with("data-truth", person.slug.as_str())
        .with("data-name", person.name.as_str());
    (ignore, accept)
}

/// A card that appears over somebody's name, who invited the user, or didn't. Whether it must be found.
pub fn hover_card(
    style: &mut Style,
    person: &Person,
    others: &[Person],
    invites: bool,
    chance: &mut Chance,
) -> Element {
    style.note(if invites { "hover card" } else { "hover card of somebody else" });
    let speech = style.speech;
    let name = el("h2").child(link(style, person, chance).text(person.name.as_str()));
    let photo = photo(style, person, true, chance);
    let headline = person.headline.as_ref().map(|text| el("p").text(text.as_str()));
    let mutual = chance.of(50).then(|| mutual(style, others, chance));
    let message =
        el("a").with("href", "/messaging/compose/?recipient=x").text(speech.say("reply", chance).replace("{n}", ""));
    let row = if invites {
        let connects = speech.maybe("acceptConnect");
        let accept = connects.filter(|_| chance.of(75)).unwrap_or(speech.all("acceptOf")[0]);
        // It is read where it says so by itself.
        let certain = connects == Some(accept) && style.lang == speech.lang();
        let (ignore, mut accept) = answers_saying(style, person, [speech.all("ignoreOf")[0], accept], 0, chance);
        if !certain {
            accept.set("data-optional", "");
        }
        let answers = if chance.of(50) { [accept, ignore] } else { [ignore, accept] };
        el("div").all(answers).child(message)
    } else {
        let label = speech.say("connectOf", chance).replace("{n}", &person.name);
        let connect = el("button").with("aria-label", label).text(speech.say("connect", chance));
        el("div").with("data-other", "").child(connect).child(el("button").text("Message")).child(message)
    };
    let inner = el("div").child(photo).child(name).all(headline).all(mutual).child(row);
    let inner = style.wrap(inner, chance);
    match chance.below(6) {
        0 => el("div").with("role", "tooltip").child(inner),
        1 => el("div").with("popover", "auto").child(inner),
        2 => el("div")
            .with("class", "artdeco-hoverable-content")
            .child(el("div").with("class", "entity-hovercard").child(inner)),
        3 => el("div").with("data-testid", "profile-hover-card").child(inner),
        4 => el("div").with("componentkey", "ProfileHoverCard_x").child(inner),
        _ => el("div").child(el("div").with("id", "hovercard-12").child(inner)),
    }
}

/// Somebody who was found: with Accept alone, if they invited.
pub fn found(style: &mut Style, person: &Person, others: &[Person], chance: &mut Chance) -> Element {
    style.note("accept alone");
    let speech = style.speech;
    let connects = speech.maybe("acceptConnect");
    let said = connects.unwrap_or(speech.all("acceptOf")[0]);
    let (_, mut accept) = answers_saying(style, person, ["", said], style.sentence, chance);
    if connects.is_none() {
        accept.set("data-optional", "");
    }
    let title = title(style, person, chance);
    let headline = person.headline.as_ref().map(|text| style.el("p", "headline", chance).text(text.as_str()));
    let place = chance.of(60).then(|| el("p").text("Lisbon"));
    let mutual = chance.of(50).then(|| mutual(style, others, chance));
    let more =
        chance.of(30).then(|| el("button").with("aria-label", "More").with("aria-expanded", "false").child(el("svg")));
    let lines = el("div").child(title).all(headline).all(place).all(mutual);
    let row = el("div").child(photo(style, person, true, chance)).child(lines);
    let row = row.child(el("div").child(accept).all(more));
    let row = style.wrap(row, chance);
    match chance.below(3) {
        0 => el("li").child(row),
        1 => el("div").with("role", "listitem").child(row),
        _ => el("div").child(row),
    }
}

fn parts(style: &mut Style, person: &Person, others: &[Person], chance: &mut Chance) -> Parts {
    let (mut ignore, mut accept) = answers(style, person, style.sentence, chance);
    accept.set("data-headline", person.headline.clone().unwrap_or_default());
    if style.generation == Generation::Ember2018 {
        ignore.set("data-control-name", "decline");
        accept.set("data-control-name", "accept");
    }

    // One of the links must show the name: else nobody could know whose it is.
    let photo_names = chance.of(70);
    let title = title(style, person, chance);
    let headline = person.headline.as_ref().map(|text| style.el("p", "headline", chance).text(text.as_str()));
    let mutual = (!others.is_empty() && chance.of(60)).then(|| mutual(style, others, chance));
    let time = chance
        .of(20)
        .then(|| if chance.of(50) { el("time").text("2 d") } else { el("p").child(el("time").text("2026-11-02")) });
    let more = chance.of(15).then(|| {
        style.note("more control");
        el("button").with("aria-label", "Show more actions").with("aria-expanded", "false").child(el("svg"))
    });
    let message = chance.of(35).then(|| note(style, &mut accept, others, person, chance));
    Parts {
        photo: photo(style, person, photo_names, chance),
        title,
        headline,
        mutual,
        time,
        ignore,
        accept,
        more,
        message,
    }
}

fn link(style: &Style, person: &Person, chance: &mut Chance) -> Element {
    style.el("a", "app-aware-link", chance).with("href", person.href(chance))
}

fn photo(style: &Style, person: &Person, named: bool, chance: &mut Chance) -> Element {
    let alt = if named {
        style.speech.say("photo", chance).replace("{n}", &person.name)
    } else if chance.of(50) {
        String::new()
    } else {
        person.name.clone()
    };
    let image = el("img").with("alt", alt).with("src", "data:,");
    let picture =
        if chance.of(30) { el("figure").child(el("svg").with("aria-hidden", "true")).child(image) } else { image };
    let link = link(style, person, chance).child(picture);
    if chance.of(20) { link.with("aria-hidden", "true").with("tabindex", "-1") } else { link }
}

/// The name as a link shows it.
fn shown_name(style: &mut Style, person: &Person, chance: &mut Chance) -> Vec<Element> {
    let name = person.name.as_str();
    match chance.below(6) {
        0 if name.contains(' ') => {
            style.note("name over elements");
            let words: Vec<&str> = name.split(' ').collect();
            words.iter().map(|word| el("span").text(format!("{word} "))).collect()
        }
        1 => {
            style.note("name twice");
            vec![
                el("span").with("aria-hidden", "true").text(name),
                el("span").with("class", "visually-hidden").text(name),
            ]
        }
        2 => vec![el("span").child(el("strong").text(name))],
        _ => vec![el("strong").text(name)],
    }
}

fn title(style: &mut Style, person: &Person, chance: &mut Chance) -> Element {
    let speech = style.speech;
    let mut link = link(style, person, chance).all(shown_name(style, person, chance));
    let mut beside: Vec<Element> = Vec::new();
    let badge = speech.say("verified", chance);
    match chance.below(8) {
        0 => {
            style.note("badge as picture");
            link = link.child(el("svg").with("role", "img").with("aria-label", badge));
        }
        1 => {
            style.note("badge beside");
            beside.push(el("span").with("role", "img").with("aria-label", badge).child(el("svg")));
        }
        2 => {
            style.note("premium");
            link = link.child(el("svg").with("role", "img").with("aria-label", "Premium"));
        }
        3 => {
            style.note("pronouns");
            beside.push(el("span").text(*chance.pick(&["(She/Her)", "(er/ihn)", "he/him", "(elle)/(ella)"])));
        }
        4 => {
            style.note("degree");
            beside.push(el("span").text(*chance.pick(&["• 2nd", "· 2", "• 3+"])));
        }
        _ => {}
    }
    style.said = style.wants.then(|| speech.say("wants", chance));
    if let Some(wants) = style.said {
        style.note("wants to connect");
        beside.push(el("span").text(wants));
    }
    let link = style.wrap_inline(link, chance);
    let tag = if style.generation == Generation::Article { "h3" } else { "p" };
    let mut line = style.el(tag, "invitation-card__title", chance).child(link);
    for element in beside {
        line = line.text(" ").child(element);
    }
    line
}

fn mutual(style: &mut Style, others: &[Person], chance: &mut Chance) -> Element {
    let other = &others[0];
    let text = style.speech.say("mutual", chance).replace("{c}", &(2 + chance.below(40)).to_string());
    let (before, behind) = text.split_once("{n}").expect("somebody is mutual");
    let line = style.el("div", "member-insights", chance);
    match chance.below(4) {
        0 => {
            style.note("mutual link");
            line.text(before).child(el("a").with("href", other.href(chance)).text(other.name.as_str())).text(behind)
        }
        1 => {
            style.note("mutual faces");
            let faces = others.iter().take(3).map(|other| {
                el("a").with("href", other.href(chance)).child(el("img").with("alt", other.name.as_str()))
            });
            let faces: Vec<Element> = faces.collect();
            line.child(el("span").all(faces)).child(el("span").text(text.replace("{n}", &other.name)))
        }
        2 => {
            style.note("mutual search link");
            line.child(
                el("a")
                    .with("href", "/search/results/people/?facetConnectionOf=x")
                    .text(text.replace("{n}", &other.name)),
            )
        }
        _ => line.text(text.replace("{n}", &other.name)),
    }
}

/// What the sender wrote, with what stands around it.
fn note(style: &mut Style, accept: &mut Element, others: &[Person], person: &Person, chance: &mut Chance) -> Element {
    let speech = style.speech;
    let other = others.last().unwrap_or(person);
    let text = message(speech, other, chance);
    let plain = !text.contains('\u{202E}');
    let collapsed = chance.of(40);
    style.note(if collapsed { "message collapsed" } else { "message" });
    let marked = style.generation == Generation::Sdui || chance.of(30);
    let mut body = el("span").text(text.as_str());
    if marked {
        body.set("data-testid", "expandable-text-box");
    }
    if collapsed {
        let mut more = el("button").text(speech.say("more", chance));
        if chance.of(50) {
            more.set("aria-hidden", "true");
        }
        body = body.child(more);
    }
    let mut linked = false;
    if chance.of(25) {
        style.note("links in message");
        linked = true;
        let link = match chance.below(3) {
            0 => el("a").with("href", "/company/crumb/").text("Crumb"),
            1 => el("a").with("href", "https://lnkd.in/x").text("lnkd.in/x"),
            _ => el("a").with("href", other.href(chance)).text(other.name.as_str()),
        };
        body = body.text(" ").child(link);
    }
    if plain && !linked && marked {
        accept.set("data-message", text.split_whitespace().collect::<Vec<_>>().join(" "));
    }
    let tag = if style.generation == Generation::Flat { "div" } else { "p" };
    let mut block = style.el("div", "custom-message", chance).child(style.el(tag, "message", chance).child(body));
    if chance.of(50) {
        let reply = speech.say("reply", chance).replace("{n}", person.first_name());
        block = block.child(el("p").child(if chance.of(50) {
            el("a").with("href", "/messaging/compose/?recipient=x&invitation=urn%3Ali%3Afsd_invitation%3A7").text(reply)
        } else {
            el("button").text(reply)
        }));
    }
    block
}

fn arrange(style: &mut Style, parts: Parts, chance: &mut Chance) -> Element {
    let Parts { photo, title, headline, mutual, time, ignore, accept, more, message } = parts;
    let lines: Vec<Element> = [Some(title), headline, mutual, time].into_iter().flatten().collect();
    let lines: Vec<Element> = lines.into_iter().map(|line| style.wrap(line, chance)).collect();
    let answers = if style.accept_first { [accept, ignore] } else { [ignore, accept] };
    let answers: Vec<Element> = answers.into_iter().map(|answer| style.wrap(answer, chance)).chain(more).collect();
    match style.generation {
        Generation::Ember2018 => {
            let details = el("div").with("class", "details").child(photo).all(lines).all(message);
            el("li").with("class", "mn-invitation-card").child(details).all(answers)
        }
        Generation::Artdeco => {
            let row = style
                .el("div", "invitation-card__container", chance)
                .child(el("div").child(photo).child(el("div").all(lines)))
                .child(style.el("div", "invitation-card__action-container", chance).all(answers));
            style.el("li", "invitation-card", chance).child(row).all(message)
        }
        Generation::Sdui => {
            let row = el("div").child(photo).child(el("div").all(lines)).child(el("div").all(answers));
            let mut item = style.el("div", "", chance).with("role", "listitem");
            if style.marked {
                item.set("componentkey", format!("urn:li:invitation:70000000000000{:05}", chance.below(99_999)));
            }
            el("div").child(el("div").with("data-display-contents", "true").child(item.child(row).all(message)))
        }
        Generation::Flat => {
            let mut card = style.el("div", "card", chance).child(photo).all(lines);
            card = if chance.of(50) { card.all(answers) } else { card.child(el("div").all(answers)) };
            card.all(message)
        }
        Generation::Grid => {
            let tile = style.el("div", "tile", chance).child(el("div").child(photo)).all(lines);
            let stack = answers.into_iter().map(|answer| el("div").child(answer)).collect::<Vec<_>>();
            let tile = tile.child(style.el("div", "stack", chance).all(stack)).all(message);
            if chance.of(50) { tile.with("role", "gridcell") } else { tile }
        }
        Generation::Article => {
            let header = el("header").child(photo).all(lines);
            let list = el("ul").all(answers.into_iter().map(|answer| el("li").child(answer)).collect::<Vec<_>>());
            style.el("article", "card", chance).child(header).child(el("footer").child(list)).all(message)
        }
        Generation::Carousel => {
            let inner = style.el("div", "slide", chance).child(photo).child(el("div").all(lines));
            let inner = inner.child(el("div").all(answers)).all(message);
            style.el("div", "", chance).with("role", "group").with("aria-roledescription", "slide").child(inner)
        }
        Generation::Custom => {
            let body = el("x-body").child(el("x-lead").child(photo)).child(el("x-lines").all(lines));
            el("x-card").child(body).child(el("x-actions").all(answers)).all(message)
        }
    }
}
