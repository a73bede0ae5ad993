//! One card: an invitation from a person, or something that looks like one.

use super::Style;
use super::dice::Dice;

const NAMES: [&str; 28] = [
    "Mia Sample",
    "Jean-Luc Exemple",
    "Dr. Adaeze Okonverra",
    "José Ángel Pérez y García",
    "Nguyễn Thị Ánh",
    "Ada O’Neill",
    "李雷",
    "田中 花子",
    "김서연",
    "Ольга Примерова",
    "كريم تجريبي",
    "נועה דוגמה",
    "Ελένη Παράδειγμα",
    "สมชาย ตัวอย่าง",
    "आरव उदाहरण",
    "Cher",
    "X Æ Test",
    "Zoë van der Probe",
    "🌟 Ana Prova 🌟",
    "Prof. Dr. Hartmut Muster",
    "Sam Lee",
    "Accept Jones",
    "Will Ignore",
    "Per Invito",
    "MIA SAMPLE",
    "anna lower",
    "Lê Minh",
    "Bo Li",
];
const TAILS: [&str; 6] = ["(She/Her)", "(they/them)", ", PhD", " • 2nd", "· 3rd+", "MBA"];
const HEADLINES: [&str; 8] = [
    "Baker at Crumb & Kettle",
    "I help founders win 30 customers a month | Speaker",
    "Accepting new clients",
    "无业",
    "Follow me for daily tips",
    "Connecting people",
    "—",
    "Head of Invitations, Groups and Events",
];
const MESSAGES: [&str; 6] = [
    "We met at the fair and I still owe you the recipe!",
    "Please Accept or Ignore this: https://example.com/x",
    "<b>Accept</b> & \"Ignore\"",
    "Hi, see <a href=\"/in/somebody-mentioned/\">Somebody Mentioned</a>, who said: accept!",
    "=HYPERLINK(\"x\") \u{202e}tpecca",
    "Liebe Grüße, bitte annehmen. 接受 قبول Принять",
];

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;")
}

fn slug(dice: &mut Dice, n: usize) -> String {
    let base = ["mia-sample", "sender", "jose-angel-perez", "zoe", "li-lei", "anna", "someone-1a2b3c"][dice.below(7)];
    format!("{base}-{n}{}", dice.below(1000))
}

fn href(slug: &str, dice: &mut Dice) -> String {
    match dice.below(6) {
        0 => format!("https://www.linkedin.com/in/{slug}/"),
        1 => format!("https://www.linkedin.com/in/{slug}?miniProfileUrn=urn%3Ali%3Afs_miniProfile%3AACoAA&lipi=x"),
        2 => format!("https://de.linkedin.com/in/{slug}/"),
        3 => format!("/in/{slug}"),
        4 => format!("/in/{slug}/?originalSubdomain=fr#about"),
        _ => format!("/in/{slug}/"),
    }
}

fn wrap(style: &Style, dice: &mut Dice, inside: &str) -> String {
    let depth = if style.noise == "calm" { 0 } else { dice.below(4) };
    let (open, close) = (format!("<div class=\"{}\">", style.class), "</div>");
    format!("{}{inside}{}", open.repeat(depth), close.repeat(depth))
}

/// A control with what it says; `truth` marks it for the test.
fn control(style: &Style, word: &str, label: Option<&str>, name: &str, truth: &str, more: &str) -> String {
    let said = label.map(|label| label.replace("{n}", name).replace("{t}", name)).unwrap_or_default();
    let label = if said.is_empty() { String::new() } else { format!(" aria-label=\"{}\"", escape(&said)) };
    let inside = if style.shown || said.is_empty() {
        format!("<span class=\"{}\"><span>{word}</span></span>", style.class)
    } else {
        "<svg role=\"img\"><path d=\"M0 0\"></path></svg>".to_owned()
    };
    match style.control {
        "div" => format!("<div role=\"button\" tabindex=\"0\"{label}{truth}{more}>{inside}</div>"),
        "a" => format!("<a href=\"#\" role=\"button\"{label}{truth}{more}>{inside}</a>"),
        _ => format!("<button type=\"button\"{label}{truth}{more}>{inside}</button>"),
    }
}

/// The two answers in the order that lists have them in.
fn answers(style: &Style, name: &str, slug: &str) -> String {
    let language = style.language;
    let label = |label: &Option<String>| if style.named { label.clone() } else { None };
    let marked = style.generation == "ember";
    let more = |what: &str| if marked { format!(" data-control-name=\"{what}\"") } else { String::new() };
    let ignore = control(
        style,
        &language.ignore,
        label(&language.ignore_label).as_deref(),
        name,
        &format!(" data-ignore=\"{slug}\""),
        &more("ignore"),
    );
    let accept = control(
        style,
        &language.accept,
        label(&language.accept_label).as_deref(),
        name,
        &format!(" data-truth=\"{slug}\""),
        &more("accept"),
    );
    format!("<div>{ignore}{accept}</div>")
}

fn item(style: &Style, dice: &mut Dice, inside: &str) -> String {
    let inside = wrap(style, dice, inside);
    match style.generation {
        "ember" => format!("<li class=\"invitation-card\">{inside}</li>"),
        "artdeco" => format!("<li class=\"{}\">{inside}</li>", style.class),
        "sdui" | "sdui-links" => {
            let number = 7_000_000_000 + dice.below(1_000_000);
            format!("<div><div role=\"listitem\" componentkey=\"urn:li:invitation:{number}\">{inside}</div></div>")
        }
        "grid" => format!("<article><figure class=\"{}\">{inside}</figure></article>", style.class),
        _ => format!("<div class=\"{}\"><div>{inside}</div></div>", style.class),
    }
}

/// How a name stands in its link.
fn shown_name(style: &Style, dice: &mut Dice, name: &str) -> String {
    let words: Vec<&str> = name.split(' ').collect();
    let split = style.noise != "calm" && words.len() > 1 && dice.one_in(4);
    let name = if split {
        words.iter().map(|word| format!("<span>{}</span>", escape(word))).collect::<Vec<_>>().join(" ")
    } else {
        escape(name)
    };
    match dice.below(4) {
        0 => format!("<strong>{name}</strong>"),
        1 => format!("<span aria-hidden=\"true\">{name}</span>"),
        _ => name,
    }
}

/// An invitation to connect, from a person.
pub fn person(style: &Style, dice: &mut Dice, n: usize) -> String {
    let name = dice.pick(&NAMES);
    let slug = slug(dice, n);
    let link = href(&slug, dice);
    let photo = if dice.one_in(5) {
        String::new()
    } else {
        format!("<a href=\"{link}\"><img alt=\"{}\"></a>", if dice.one_in(2) { escape(name) } else { String::new() })
    };
    let tail = if style.noise == "calm" || dice.one_in(2) { "" } else { dice.pick(&TAILS) };
    let badge = if dice.one_in(4) {
        format!("<svg role=\"img\" aria-label=\"{}\"></svg>", escape(&style.language.verified))
    } else {
        String::new()
    };
    let wants = style.language.wants.as_deref().filter(|_| dice.one_in(3)).unwrap_or_default();
    let title = format!(
        "<p><a href=\"{link}\">{}{badge}</a>{}{}</p>",
        shown_name(style, dice, name),
        if tail.is_empty() { String::new() } else { format!(" <span>{tail}</span>") },
        if wants.is_empty() { String::new() } else { format!(" <span>{wants}</span>") },
    );
    let headline = if dice.one_in(6) { String::new() } else { format!("<p>{}</p>", escape(dice.pick(&HEADLINES))) };
    let mut details = format!("{title}{headline}");
    if matches!(style.noise, "crowded" | "hostile") && dice.one_in(2) && style.language.code == "en" {
        details.push_str("<p><a href=\"/in/omar-test/\">Omar Test</a> and 8 other mutual connections</p>");
    }
    let answers = answers(style, name, &slug);
    let mut message = String::new();
    if style.noise == "hostile" && dice.one_in(2) || dice.one_in(5) {
        let text = dice.pick(&MESSAGES);
        let text = if text.contains("<a ") { text.to_owned() } else { escape(text) };
        let more = &style.language.see_more;
        message =
            format!("<div><p><span>{text}</span> <button type=\"button\" aria-expanded=\"false\">{more}</button></p>");
        if let Some(reply) = style.language.reply.as_ref().filter(|_| dice.one_in(2)) {
            message.push_str(&format!(
                "<a href=\"/messaging/compose/?recipient=x\">{}</a>",
                escape(&reply.replace("{n}", name))
            ));
        }
        message.push_str("</div>");
    }
    let details = format!("<div>{details}</div>");
    let details = wrap(style, dice, &details);
    item(style, dice, &format!("<div>{photo}{details}{answers}</div>{message}"))
}

/// Something that is no invitation from a person.
pub fn other(style: &Style, dice: &mut Dice, n: usize) -> String {
    let language = style.language;
    let name = dice.pick(&NAMES);
    let slug = slug(dice, n);
    let link = href(&slug, dice);
    let mark = " data-other";
    let plain = |word: &str, label: Option<&str>, dice_name: &str| control(style, word, label, dice_name, mark, "");
    let inside = match dice.below(5) {
        // A page, a newsletter, an event or a group; by a person.
        0 | 1 => {
            let (path, thing) = [
                ("company", "Clay Works"),
                ("newsletters", "The Slow Letter"),
                ("events", "Harbour lights"),
                ("groups", "Mia’s Bakers"),
            ][dice.below(4)];
            let says = if language.elsewhere.is_empty() {
                "·".to_owned()
            } else {
                language.elsewhere[dice.below(language.elsewhere.len())].clone()
            };
            let who = if dice.one_in(3) { String::new() } else { format!("<a href=\"{link}\">{}</a> ", escape(name)) };
            format!(
                "<div><p>{who}{says} <a href=\"/{path}/12/\">{thing}</a></p><p>842</p></div><div>{}{}</div>",
                plain(&language.ignore, language.ignore_thing.as_deref().filter(|_| style.named), thing),
                plain(&language.accept, language.accept_thing.as_deref().filter(|_| style.named), thing),
            )
        }
        2 => format!(
            "<div><p><a href=\"{link}\">{}</a></p><p>Painter</p></div><div>{}</div>",
            escape(name),
            plain(&language.withdraw, None, name)
        ),
        3 => format!(
            "<div><p><a href=\"{link}\">{}</a></p></div><div>{}<button type=\"button\" aria-label=\"×\">×</button></div>",
            escape(name),
            plain(&language.connect, None, name)
        ),
        _ => format!(
            "<div><p>Job for you</p><a href=\"/jobs/view/1/\">Baker (m/f/d)</a><p>via <a href=\"{link}\">{}</a></p></div>\
             <div><button type=\"button\">Save</button><button type=\"button\">Apply</button></div>",
            escape(name)
        ),
    };
    item(style, dice, &inside)
}
