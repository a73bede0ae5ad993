//! What stands on these pages and is no invitation to connect.

use super::chance::Chance;
use super::people::Person;
use super::style::{Generation, Shape, Style};
use crate::dom::{Element, el};

/// An entry of a list, as the page has them.
fn entry(style: &Style, inner: Element, chance: &mut Chance) -> Element {
    let inner = inner.with("data-other", "");
    let entry = match style.generation {
        Generation::Ember2018 | Generation::Artdeco => style.el("li", "invitation-card", chance),
        Generation::Sdui => style.el("div", "", chance).with("role", "listitem"),
        Generation::Article => style.el("article", "card", chance),
        Generation::Custom => el("x-card"),
        _ => style.el("div", "card", chance),
    };
    entry.child(inner)
}

fn name_link(person: &Person, chance: &mut Chance) -> Element {
    el("a").with("href", person.href(chance)).child(el("strong").text(person.name.as_str()))
}

fn photo_link(person: &Person, chance: &mut Chance) -> Element {
    el("a").with("href", person.href(chance)).child(el("img").with("alt", ""))
}

const THINGS: [(&str, &str); 7] = [
    ("Crumb Ltd", "/company/crumb/"),
    ("School of Bread", "https://www.linkedin.com/school/bread/"),
    ("Bread Weekly", "/newsletters/bread-weekly-69000/"),
    ("Bread Day 2026", "https://www.linkedin.com/events/7000000000/"),
    ("Mia’s Bakers", "/groups/12345/"),
    ("Crumb Labs", "/showcase/crumb-labs/"),
    ("Crumb Deutschland", "https://de.linkedin.com/company/crumb-de"),
];

/// Somebody invites to follow, subscribe, attend or join.
pub fn to_something_else(style: &mut Style, person: &Person, chance: &mut Chance) -> Element {
    style.note("other invitations");
    let speech = style.speech;
    let (thing, href) = *chance.pick(&THINGS);
    // Who knows no word of the language sees it by the link alone.
    let linked = speech.is_foreign() && !chance.of(25) || chance.of(70);
    // One by its small letters, that nobody else invites to.
    style.things += 1;
    let small = ["leivapäev", "bread day", "brot", "kringla", "pumpernickel", "zopf", "baguette", "lavash"];
    let thing = if speech.is_foreign() && !linked { small[style.things % small.len()] } else { thing };
    let sentence = speech.say("follow", chance);
    let (before, behind) = sentence.split_once("{t}").expect("there is a thing");
    let mut line = el("p").child(name_link(person, chance)).text(" ");
    let text = |text: &str| el("span").text(text);
    if linked && chance.of(60) {
        line = line.child(text(before)).child(el("a").with("href", href).text(thing)).text(behind);
    } else {
        line = line.child(text(&sentence.replace("{t}", thing)));
    }
    let english_other = ["Ignore an invitation from {n}", "Accept {n}’s invitation"];
    let english_thing = ["Ignore invitation for {t}", "Accept invitation for {t}"];
    let (ignore, accept) = if speech.code == "en" {
        let [ignore, accept] = if chance.of(60) { english_other } else { english_thing };
        (ignore.to_owned(), accept.to_owned())
    } else {
        // The first of a language's sentences speaks of an invitation, others of a request to connect.
        let of_thing = speech.maybe("ignoreThing").zip(speech.maybe("acceptThing")).filter(|_| chance.of(50));
        let (ignore, accept) = of_thing.unwrap_or_else(|| {
            (speech.maybe("ignoreOther").unwrap_or(speech.all("ignoreOf")[0]), speech.all("acceptOf")[0])
        });
        (ignore.to_owned(), accept.to_owned())
    };
    let fill = |text: String| text.replace("{n}", &person.name).replace("{t}", thing);
    let word = |what: &str| {
        let all = speech.all(what);
        all[style.sentence % all.len()]
    };
    let ignore = style.control(style.ignore, &fill(ignore), word("ignore"), &person.name, chance);
    let accept = style.control(style.accept, &fill(accept), word("accept"), &person.name, chance);
    let mut body = el("div").child(photo_link(person, chance)).child(line);
    if linked && (speech.is_foreign() || chance.of(50)) {
        body = body.child(el("p").child(el("a").with("href", href).text(thing)));
    }
    let row = el("div").child(ignore).child(accept);
    let entry = entry(style, body.child(row), chance);
    if style.marked {
        entry.with("componentkey", format!("urn:li:invitation:80000000000000{:05}", chance.below(99_999)))
    } else {
        entry
    }
}

/// What nobody but a reader of the language could tell from an invitation: a sentence, no link to anything, and the
/// very answers.
pub fn asks_for_something(style: &mut Style, person: &Person, chance: &mut Chance) -> Element {
    let speech = style.speech;
    let Some(sentences) = speech.maybe_all("asks") else { return to_something_else(style, person, chance) };
    style.note("asks for something else");
    let sentence = *chance.pick(sentences);
    let first = sentence.chars().next().into_iter().flat_map(char::to_uppercase);
    let capital: String = first.chain(sentence.chars().skip(1)).collect();
    let name = || el("a").with("href", person.href(&mut Chance::new(person.name.len() as u64)));
    let title = match chance.below(3) {
        0 => el("p").child(name().child(el("strong").text(person.name.as_str())).text(format!(" {sentence}"))),
        1 => el("div").child(el("p").child(name().text(person.name.as_str()))).child(el("p").text(capital)),
        _ => el("p").child(name().text(person.name.as_str())).text(" ").child(el("span").text(sentence)),
    };
    let word = |what: &str| {
        let all = speech.all(what);
        all[style.sentence % all.len()]
    };
    let (no, yes) = if speech.code == "en" {
        let (no, yes) = *chance.pick(&[
            ("Ignore {n}’s request", "Accept {n}’s request"),
            ("Ignore {n}", "Accept {n}"),
            ("Ignore invitation from {n}", "Accept {n}’s invitation"),
        ]);
        (no.replace("{n}", &person.name), yes.replace("{n}", &person.name))
    } else {
        (format!("{} – {}", word("ignore"), person.name), format!("{} – {}", word("accept"), person.name))
    };
    let no = style.control(style.ignore, &no, word("ignore"), &person.name, chance);
    let yes = style.control(style.accept, &yes, word("accept"), &person.name, chance);
    let body = el("div").child(photo_link(person, chance)).child(title).child(el("div").child(no).child(yes));
    entry(style, body, chance)
}

/// Somebody whom one may know.
pub fn suggestion(style: &mut Style, person: &Person, chance: &mut Chance) -> Element {
    style.note("suggestions");
    let speech = style.speech;
    let label = speech.say("connectOf", chance).replace("{n}", &person.name);
    let mut connect = el("button").with("aria-label", label);
    if chance.of(40) {
        connect = connect.child(el("svg"));
    }
    let connect = connect.child(el("span").text(speech.say("connect", chance)));
    let mut body = el("div").child(photo_link(person, chance)).child(el("p").child(name_link(person, chance)));
    if chance.of(50) {
        body = body.child(el("button").with("aria-label", person.name.as_str()).child(el("svg")));
    }
    let mutual = speech.say("mutual", chance).replace("{n}", "Lea Mutual").replace("{c}", "3");
    let body = body.child(el("p").text(mutual));
    // Two words side by side that both name somebody.
    if chance.of(20) {
        style.note("suggestions with two answers");
        let label = speech.say("reply", chance).replace("{n}", &person.name);
        let write = el("button").with("aria-label", label.as_str()).text(label.replace(&person.name, ""));
        return entry(style, body.child(el("div").child(write).child(connect)), chance);
    }
    entry(style, body.child(connect), chance)
}

/// One that the user sent.
pub fn sent(style: &mut Style, person: &Person, chance: &mut Chance) -> Element {
    style.note("sent");
    let word = style.speech.say("withdraw", chance);
    let body = el("div").child(photo_link(person, chance)).child(el("p").child(name_link(person, chance)));
    let withdraw = el("a")
        .with("aria-label", format!("{word} {}", person.name))
        .with("href", "https://www.linkedin.com/mynetwork/invitation-manager/sent/")
        .text(word);
    entry(style, body.child(withdraw), chance)
}

/// What is left of an invitation that was answered.
pub fn answered(style: &mut Style, person: &Person, chance: &mut Chance) -> Element {
    style.note("answered");
    let speech = style.speech;
    let text = *chance.pick(&["is now a connection", "✓", "Invitation ignored"]);
    let line = el("p").child(name_link(person, chance)).text(format!(" {text}"));
    let body = el("div").child(photo_link(person, chance)).child(line);
    let reply = speech.say("reply", chance).replace("{n}", person.first_name());
    let body = match chance.below(3) {
        0 => body.child(el("button").text(reply)),
        1 => body.child(el("button").text("Undo")),
        _ => body.child(el("button").text(reply)).child(el("button").with("aria-label", "×").child(el("svg"))),
    };
    entry(style, body, chance)
}

/// A recruiter's offer, with answers of its own.
pub fn job_offer(style: &mut Style, person: &Person, chance: &mut Chance) -> Element {
    style.note("job offers");
    let body = el("div")
        .child(photo_link(person, chance))
        .child(el("p").child(name_link(person, chance)).text(" · Recruiter"))
        .child(el("p").child(el("a").with("href", "/jobs/view/4000000000/").text("Baker (m/f/d), Crumb Ltd")));
    let (no, yes) = *chance.pick(&[
        ("Decline", "Accept"),
        ("Not interested", "Interested"),
        ("Ignore InMail", "Accept InMail"),
        ("Ignore", "Accept"),
    ]);
    let mut row = el("div");
    for word in [no, yes] {
        let mut button = el("button").text(word);
        if chance.of(50) {
            button.set("aria-label", format!("{word} message from {}", person.name));
        }
        row = row.child(button);
    }
    entry(style, body.child(row), chance)
}

/// An advertisement by somebody.
pub fn advertisement(style: &mut Style, person: &Person, chance: &mut Chance) -> Element {
    style.note("ads");
    let body = el("div")
        .child(photo_link(person, chance))
        .child(el("p").child(name_link(person, chance)).text(" · Promoted"))
        .child(el("p").text("Accept invitations faster. Never ignore a lead again."));
    let row = el("div")
        .child(el("a").with("href", "https://example.com/").with("aria-label", "Accept the challenge").text("Accept"))
        .child(el("button").with("aria-label", "Hide this ad").child(el("svg")));
    entry(style, body.child(row), chance)
}

/// Controls for all invitations at once.
pub fn bulk(style: &mut Style, chance: &mut Chance) -> Element {
    style.note("bulk controls");
    let speech = style.speech;
    let (accept, ignore) = (speech.say("accept", chance), speech.say("ignore", chance));
    let all = speech.maybe("acceptAll").zip(speech.maybe("ignoreAll"));
    let labels = match (chance.below(4), all) {
        (0 | 1, Some((accept, ignore))) => [ignore.to_owned(), accept.to_owned()],
        (2, _) => [ignore.to_owned(), accept.to_owned()],
        _ => [format!("{ignore} (12)"), format!("{accept} (12)")],
    };
    let [ignore, accept] = labels.map(|label| style.control(Shape::Button, &label, &label, "", chance));
    let row = el("div").with("data-other", "").child(el("input").with("type", "checkbox"));
    if chance.of(70) { row.child(ignore).child(accept) } else { row.child(accept) }
}

/// What somebody wrote for everybody: with the very words, and things to click.
pub fn post(style: &mut Style, person: &Person, chance: &mut Chance) -> Element {
    style.note("posts");
    let speech = style.speech;
    let (accept, ignore) = (speech.say("accept", chance), speech.say("ignore", chance));
    let text = *chance.pick(&[
        "I got 40 invitations to connect this week. Accept or ignore?",
        "Please accept my invitation to connect to the fair. 🥖",
        "We are hiring.",
    ]);
    let header = el("div").child(photo_link(person, chance)).child(el("p").child(name_link(person, chance)));
    let body = el("p").text(text).child(el("a").with("href", "/company/crumb/").text("Crumb"));
    let mut row = el("div");
    for word in ["Like", "Comment", "Repost", "Send"] {
        row = row.child(el("button").with("aria-label", format!("{word} {}’s post", person.name)).text(word));
    }
    // A quiz.
    let quiz = chance.of(30).then(|| el("div").child(el("button").text(ignore)).child(el("button").text(accept)));
    el("article").with("data-other", "").child(header).child(body).all(quiz).child(row)
}

/// People who want to write: the same two answers, in a window of its own or in a column.
pub fn message_requests(style: &mut Style, person: &Person, chance: &mut Chance) -> Element {
    style.note("message requests");
    let speech = style.speech;
    let word = |what: &str| {
        let all = speech.all(what);
        all[style.sentence % all.len()]
    };
    let english = speech.code == "en";
    let mut rows: Vec<Element> = Vec::new();
    for _ in 0..1 + chance.below(3) {
        let mut row = el("div");
        for (what, label) in [("ignore", "Decline message request from"), ("accept", "Accept message request from")] {
            let mut button = el("button").text(if english && what == "ignore" { "Decline" } else { word(what) });
            if english && chance.of(60) {
                button.set("aria-label", format!("{label} {}", person.name));
            }
            row = row.child(button);
        }
        let thread = el("a").with("href", "/messaging/thread/2-abc/").text("Hi! Please accept.");
        let body = el("div").child(photo_link(person, chance)).child(el("p").child(name_link(person, chance)));
        rows.push(el("li").with("data-other", "").child(body.child(el("p").child(thread)).child(row)));
    }
    let list = el("ul").all(rows);
    match chance.below(4) {
        0 => el("div").with("role", "dialog").with("aria-label", "Messaging").child(list),
        1 => el("aside").with("id", "x17").child(el("header").text("…")).child(list),
        2 => el("div").with("role", "complementary").child(list).child(el("textarea")),
        _ => el("dialog").with("open", "").child(el("div").child(list)),
    }
}

/// Somewhere else on the page, with the very words.
pub fn elsewhere(style: &mut Style, person: &Person, chance: &mut Chance) -> Element {
    style.note("words elsewhere");
    let speech = style.speech;
    let (accept, ignore) = (speech.say("accept", chance), speech.say("ignore", chance));
    let words = |tag: &str| {
        el(tag)
            .child(el("p").child(el("a").with("href", "/in/some-writer/").text(person.name.as_str())))
            .child(el("div").child(el("button").text(ignore)).child(el("button").text(accept)))
    };
    match chance.below(5) {
        // A message request.
        0 => words("div").with("role", "dialog"),
        1 => el("div").with("id", "msg-overlay").child(words("div")),
        2 => words("aside"),
        3 => el("dialog").with("open", "").child(words("div")),
        // A cookie banner.
        _ => {
            el("div").child(el("p").text("Cookies?")).child(el("button").text(ignore)).child(el("button").text(accept))
        }
    }
}
