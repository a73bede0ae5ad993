//! Pages on which invitations turn up besides the lists that are made for them.

use super::chance::Chance;
use super::people::Person;
use super::style::{Label, Shape, Style};
use super::{Main, cards, entries, make_optional, others};
use crate::dom::{Element, el};

const LISTS: [&str; 2] =
    ["https://www.linkedin.com/mynetwork/invitation-manager/received/", "https://www.linkedin.com/mynetwork/grow/"];

type Page = (&'static str, String, Main);

/// The page of an address, whose links to itself lead there.
fn at(style: &mut Style, url: &str) -> String {
    url.clone_into(&mut style.here);
    url.to_owned()
}

/// What a page about something else says of an invitation: nothing but a sentence tells that it is one.
fn says_connect(style: &mut Style) {
    style.wants = true;
}

/// News: "Mia Sample is inviting you to connect", with the two answers, or without.
pub fn notifications(style: &mut Style, chance: &mut Chance) -> Page {
    let url = at(style, "https://www.linkedin.com/notifications/?filter=all");
    says_connect(style);
    let mut all = entries(style, 4, chance);
    // What nobody knows a word of is only believed where invitations are listed.
    if style.speech.is_foreign() || style.lang != style.speech.lang() {
        all.iter_mut().for_each(make_optional);
    }
    for person in Person::several(2 + chance.below(3), chance) {
        style.note("news without answers");
        let sentence = style.speech.say("wants", chance);
        let line = el("p").child(el("a").with("href", person.href(chance)).text(person.name.as_str()));
        let menu = el("button").with("aria-label", "Settings menu").child(el("svg"));
        let card = el("article").with("class", "nt-card").child(line.text(" ").child(el("span").text(sentence)));
        let view = el("a").with("href", "/mynetwork/").with("aria-label", "View").text("View");
        all.insert(chance.below(all.len() + 1), card.child(view).child(menu).with("data-other", ""));
    }
    let main = el("main").child(el("h1").text("…")).child(el("section").child(el("div").all(all)));
    ("notifications", url, (main, None))
}

/// A dialog that lists the invitations, over a page with something else.
pub fn dialog(style: &mut Style, chance: &mut Chance) -> Page {
    let url = at(style, chance.pick::<&str>(&LISTS));
    // Words without a label could be anything's in a dialog.
    if matches!(style.label, Label::Bare | Label::Spoken) {
        style.label = Label::Named;
    }
    let mut all: Vec<Element> = entries(style, 4, chance);
    if style.speech.is_foreign() {
        all.iter_mut().for_each(make_optional);
    }
    let list = match chance.below(3) {
        0 => el("ul").all(all.into_iter().map(|card| el("li").child(card)).collect::<Vec<_>>()),
        1 => el("div").with("role", "list").all(listed(all)),
        _ => el("div").child(el("div").all(listed(all))),
    };
    let close = el("button").with("aria-label", "Dismiss").child(el("svg"));
    let inner = [el("header").child(el("h2").text("… (3)")).child(close), el("div").child(list)];
    let dialog = match chance.below(4) {
        0 => el("dialog").with("open", "").with("data-testid", "dialog").all(inner),
        1 => el("div").with("role", "dialog").with("aria-modal", "true").all(inner),
        2 => el("div").with("class", "artdeco-modal-overlay").child(el("div").with("role", "dialog").all(inner)),
        _ => el("div").with("role", "dialog").with("aria-labelledby", "h").child(el("div").all(inner)),
    };
    style.note("in a dialog");
    let suggestions = Person::several(3, chance);
    let suggestions: Vec<Element> =
        suggestions.iter().map(|person| others::suggestion(style, person, chance)).collect();
    let main = el("main").child(el("section").child(el("h2").text("…")).child(el("ul").all(suggestions)));
    let around = if chance.of(50) { main.child(dialog) } else { el("div").child(main).child(dialog) };
    ("dialog", url, (around, None))
}

fn listed(all: Vec<Element>) -> Vec<Element> {
    all.into_iter().map(|card| el("div").with("role", "listitem").child(card)).collect()
}

/// A card over somebody's name, on any page that shows people.
pub fn hover(style: &mut Style, chance: &mut Chance) -> Page {
    let url = *chance.pick(&[
        LISTS[0],
        LISTS[1],
        "https://www.linkedin.com/notifications/",
        "https://www.linkedin.com/feed/",
        "https://www.linkedin.com/search/results/people/?keywords=mia",
        "https://www.linkedin.com/company/crumb/people/",
        "https://www.linkedin.com/groups/12345/",
    ]);
    let url = at(style, url);
    if matches!(style.label, Label::Bare | Label::Repeated | Label::Pointed) {
        style.label = Label::Named;
    }
    // A link is known as a control by its label, in a card as anywhere.
    if style.label == Label::Spoken && style.accept == Shape::LinkHere {
        style.accept = Shape::Button;
    }
    let people = Person::several(8, chance);
    let (shown, rest) = people.split_at(2);
    let mut card = cards::hover_card(style, &shown[0], &rest[..2], chance.of(75), chance);
    if style.speech.is_foreign() {
        make_optional(&mut card);
    }
    let posts: Vec<Element> = rest[2..].iter().map(|person| others::post(style, person, chance)).collect();
    let main = el("main").child(el("div").all(posts));
    let around = if chance.of(40) { main.child(card) } else { el("div").child(main).child(el("div").child(card)) };
    ("hover", url, (around, None))
}

/// People who were found; some of them invited the user.
pub fn search(style: &mut Style, chance: &mut Chance) -> Page {
    let url = at(style, "https://www.linkedin.com/search/results/people/?keywords=mia");
    style.wants = false;
    if !matches!(style.label, Label::Named | Label::Spoken | Label::Icon) {
        style.label = Label::Named;
    }
    let people = Person::several(8, chance);
    let (others, found) = people.split_at(3);
    let mut rows: Vec<Element> = Vec::new();
    for (n, person) in found.iter().enumerate() {
        let row = match chance.below(5) {
            0 | 1 => {
                let mut row = cards::found(style, person, others, chance);
                let read = style.lang == style.speech.lang() || style.label == Label::Named;
                if style.speech.is_foreign() || !read {
                    make_optional(&mut row);
                }
                row
            }
            2 => others::sent(style, person, chance),
            3 => others::post(style, person, chance),
            _ => others::suggestion(style, person, chance),
        };
        rows.push(if n % 2 == 0 { row } else { style.wrap(row, chance) });
    }
    let main = el("main").child(el("h2").text("…")).child(el("ul").all(rows));
    ("search", url, (main, None))
}

/// Posts, and invitations in a column beside them.
pub fn feed(style: &mut Style, chance: &mut Chance) -> Page {
    let url = at(style, "https://www.linkedin.com/feed/");
    says_connect(style);
    let mut invitations = entries(style, 2, chance);
    if style.speech.is_foreign() || style.lang != style.speech.lang() {
        invitations.iter_mut().for_each(make_optional);
    }
    style.note("in a side column");
    let people = Person::several(6, chance);
    let posts: Vec<Element> = people.iter().map(|person| others::post(style, person, chance)).collect();
    let aside = if chance.of(70) { el("aside") } else { el("div").with("role", "complementary") };
    let heading = el("h2").text("…");
    let list = if chance.of(50) { el("ul") } else { el("div") };
    let aside = aside.child(el("section").child(heading).child(list.all(invitations)));
    let main = el("main").child(el("div").with("role", "feed").all(posts));
    let around = if chance.of(50) { main.child(aside) } else { el("div").child(aside).child(main) };
    ("feed", url, (around, None))
}
