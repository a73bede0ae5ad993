//! Whole pages: every true Accept is found, with the sender's words, and nothing else is.

use std::fs;
use std::path::{Path, PathBuf};

use really_know::linkedin::Place;
use really_know::linkedin::reader::Why;

use super::{LIST, mistakes, read_page};
use crate::page::Page;

/// A fixture's page; its first line tells the address.
pub fn load(path: &Path) -> (String, String) {
    let html = fs::read_to_string(path).expect("a fixture can be read");
    let url = html.lines().next().and_then(|line| line.strip_prefix("<!-- ")?.strip_suffix(" -->"));
    (url.expect("a fixture's first line is its address").to_owned(), html)
}

pub fn all() -> Vec<PathBuf> {
    [pages("tests/fixtures/reader"), pages("tests/fixtures/wild")].concat()
}

/// Made pages that were misread once.
fn seeds() -> Vec<PathBuf> {
    pages("tests/fixtures/seeds")
}

fn pages(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).expect("the fixtures' folder").map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths
}

#[test]
fn every_fixture_is_read_as_it_says() {
    let mut wrong = Vec::new();
    for path in all().into_iter().chain(seeds()) {
        let (url, html) = load(&path);
        let page = Page::of(&url, &html);
        let reading = read_page(&page);
        let file = path.file_name().expect("a file").to_string_lossy().into_owned();
        wrong.extend(mistakes(&page, &reading).into_iter().map(|mistake| format!("{file}: {mistake}")));
        for (node, truth) in page.truth.iter().filter(|(_, truth)| truth.accept.is_some()) {
            let slug = truth.accept.clone().unwrap_or_default();
            let Some(card) = reading.cards.iter().find(|card| card.accept == *node) else {
                if truth.optional {
                    continue;
                }
                let why = &reading.left_alone;
                wrong.push(format!("{file}: {slug} was missed, {why:?}"));
                continue;
            };
            for (what, read, told) in [
                ("name", &card.name, &truth.name),
                ("headline", &card.headline, &truth.headline),
                ("message", &card.message, &truth.message),
            ] {
                if told.as_ref().is_some_and(|told| told != read) {
                    wrong.push(format!("{file}: {slug}: {what} {read:?}, not {told:?}"));
                }
            }
        }
        let shown = reading.cards.iter().filter(|card| !card.hidden).count();
        if shown < page.expected {
            wrong.push(format!("{file}: {} of {} found", reading.cards.len(), page.expected));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn whys(html: &str) -> Vec<Why> {
    let page = Page::of(LIST, &format!("<html lang=en><main><ul>{html}</ul></main></html>"));
    assert_eq!(page.place, Place::Invitations);
    let reading = read_page(&page);
    assert!(reading.cards.is_empty(), "{reading:?}");
    reading.left_alone.iter().map(|left| left.why).collect()
}

#[test]
fn what_is_left_alone_is_left_alone_for_a_reason() {
    for (why, html) in [
        (
            Why::OtherInvitation,
            "<li><a href=/in/m-m/>Max Mm</a> invited you to follow <a href=/company/x/>X</a>
             <button aria-label='Ignore an invitation from Max Mm'>Ignore</button>
             <button aria-label='Accept Max Mm’s invitation'>Accept</button></li>",
        ),
        (
            Why::NotAnInvitation,
            "<li><a href=/in/m-m/>Max Mm</a><button aria-label='Invite Max Mm to connect'>Connect</button>
             <button aria-label='Dismiss'>x</button></li>",
        ),
        (
            Why::NotAnInvitation,
            "<li><a href=/in/m-m/>Max Mm</a><button aria-label='Withdraw invitation sent to Max Mm'>Withdraw</button>
             <button>Message</button></li>",
        ),
        (Why::NoSender, "<li><a hidden href=/in/m-m/>Max Mm</a><button>Ignore</button><button>Accept</button></li>"),
        (
            Why::SeveralSenders,
            "<li><a href=/in/m-m/>Max Mm</a><a href=/in/n-n/>Nia Nn</a><button>Ignore</button><button>Accept</button></li>",
        ),
        (Why::Uncertain, "<li><a href=/in/m-m/>Max Mm</a><button>Accepter</button><button>Ignorer</button></li>"),
    ] {
        assert_eq!(whys(html), [why], "{html}");
    }
}

/// A photo, a name with something beside it, something below it, and two answers.
fn card(beside: &str, below: &str, ignore: &str, accept: &str) -> String {
    format!(
        "<li><a href=/in/mia-sample/><img alt=''></a><p><a href=/in/mia-sample/>Mia Sample</a> {beside}</p>{below}
         <div>{ignore}{accept}</div></li>"
    )
}

fn button(label: &str, word: &str, truth: &str) -> String {
    let label = if label.is_empty() { String::new() } else { format!("aria-label=\"{label}\"") };
    format!("<button {label} {truth}=mia-sample>{word}</button>")
}

fn read_list(lang: &str, cards: &str) -> (Page, Vec<String>, usize) {
    let page = Page::of(LIST, &format!("<html lang={lang}><main><ul>{cards}</ul></main></html>"));
    let reading = read_page(&page);
    let wrong = mistakes(&page, &reading);
    (page, wrong, reading.cards.len())
}

/// Answers to something else stand on the same list, and needn't link to what they are about.
#[test]
fn a_sentence_that_does_not_say_connect_is_never_held() {
    let bare = |no: &str, yes: &str| (button("", no, "data-x"), button("", yes, "data-x"));
    let of = |no: &str, yes: &str| {
        let label = |text: &str, word: &str| button(text, word, "data-x");
        (label(no, no.split(' ').next().unwrap_or_default()), label(yes, yes.split(' ').next().unwrap_or_default()))
    };
    for (lang, sentence, (ignore, accept)) in [
        ("en", "wants to message you", bare("Decline", "Accept")),
        ("en", "wants to message you", bare("Ignore", "Accept")),
        ("en", "· Recruiter", bare("Decline", "Accept")),
        ("en", "asked you for a recommendation", of("Ignore Mia Sample’s request", "Accept Mia Sample’s request")),
        ("en", "asked you for a recommendation", of("Ignore Mia Sample", "Accept Mia Sample")),
        ("en", "endorsed you for baking", bare("Ignore", "Accept")),
        ("en", "wants you to be an admin", of("Ignore Mia Sample’s invitation", "Accept Mia Sample’s invitation")),
        ("en", "wants you to like Crumb", bare("Ignore", "Accept")),
        ("de", "möchte Ihnen eine Nachricht senden", bare("Ablehnen", "Annehmen")),
        ("de", "bittet Sie um eine Empfehlung", bare("Ignorieren", "Annehmen")),
        ("fr", "vous demande une recommandation", bare("Ignorer", "Accepter")),
        ("es", "quiere enviarte un mensaje", bare("Rechazar", "Aceptar")),
        ("ja", "さんから推薦の依頼が届いています", bare("無視", "承認")),
        ("et", "kutsus teid leivapäevale", bare("Eira", "Võta vastu")),
        ("et", "kutsus teid leivapäevale", of("Eira Mia Sample kutse", "Võta Mia Sample kutse")),
    ] {
        // Beside the name, and within its link.
        let (_, wrong, _) = read_list(lang, &card(sentence, "", &ignore, &accept));
        assert_eq!(wrong, Vec::<String>::new(), "{lang} {sentence}");
        if sentence.starts_with('·') {
            // In the link that may be a headline.
            continue;
        }
        let linked = card("", "", &ignore, &accept).replace("Sample</a> ", &format!("Sample {sentence}</a>"));
        let (_, wrong, _) = read_list(lang, &linked);
        assert_eq!(wrong, Vec::<String>::new(), "{lang} in the link: {sentence}");
    }
}

/// The same in a line of its own, where a headline would stand.
#[test]
fn a_known_sentence_about_something_else_is_known_below_the_name_too() {
    let answers = |no: &str, yes: &str| (button("", no, "data-x"), button("", yes, "data-x"));
    for (lang, sentence, (ignore, accept)) in [
        ("en", "Wants to message you", answers("Decline", "Accept")),
        ("en", "Asked you for a recommendation", answers("Ignore", "Accept")),
        ("en", "Endorsed you for baking", answers("Ignore", "Accept")),
        ("en", "Invited you to follow Crumb", answers("Ignore", "Accept")),
        ("en", "Invitation to attend Bread Day", answers("Ignore", "Accept")),
        ("de", "Möchte Ihnen eine Nachricht senden", answers("Ablehnen", "Annehmen")),
        ("de", "Bittet Sie um eine Empfehlung", answers("Ignorieren", "Annehmen")),
        ("fr", "Vous demande une recommandation", answers("Ignorer", "Accepter")),
        ("es", "Te ha pedido una recomendación", answers("Ignorar", "Aceptar")),
        ("pt", "Pediu uma recomendação", answers("Ignorar", "Aceitar")),
        ("it", "Ti ha chiesto una segnalazione", answers("Ignora", "Accetta")),
        ("nl", "Wil u een bericht sturen", answers("Negeren", "Accepteren")),
    ] {
        let (_, wrong, _) = read_list(lang, &card("", &format!("<p>{sentence}</p>"), &ignore, &accept));
        assert_eq!(wrong, Vec::<String>::new(), "{lang} {sentence}");
    }
}

/// What senders say of themselves is no sentence of LinkedIn's.
#[test]
fn a_headline_is_not_taken_for_what_one_is_invited_to() {
    for (lang, no, yes) in [("en", "Ignore", "Accept"), ("tl", "Balewalain", "Tanggapin")] {
        let below = "<p>Followed by nobody, invited by everyone</p>";
        let html = card("", below, &button("", no, "data-ignore"), &button("", yes, "data-truth"));
        let (_, wrong, found) = read_list(lang, &html);
        assert_eq!((wrong, found), (Vec::new(), 1), "{lang}");
    }
}

/// Somebody's work may be called like what the page says of mutual connections, or of a picture.
#[test]
fn a_headline_may_have_the_pages_words() {
    let mut wrong = Vec::new();
    for (lang, no, yes, headline) in [
        ("en", "Ignore", "Accept", "Hiring Manager"),
        ("en", "Ignore", "Accept", "Photographer"),
        ("en", "Ignore", "Accept", "Mutual fund analyst"),
        ("de", "Ignorieren", "Annehmen", "Fotografin"),
        ("fr", "Ignorer", "Accepter", "Directrice de la communication"),
        ("es", "Ignorar", "Aceptar", "Comunicación y marketing"),
        ("it", "Ignora", "Accetta", "Comunicazione, Comune di Milano"),
        ("pt", "Ignorar", "Aceitar", "Fotógrafa"),
        ("pl", "Ignoruj", "Akceptuj", "Wspólnik w kancelarii"),
        ("cs", "Ignorovat", "Přijmout", "Pekař ve společnosti Drobek"),
        ("hu", "Mellőzés", "Elfogadás", "Közösségi média menedzser"),
        ("ro", "Ignorați", "Acceptați", "Comunicare și comunități"),
        ("ru", "Игнорировать", "Принять", "Связи с общественностью"),
        ("uk", "Ігнорувати", "Прийняти", "Спільнота пекарів"),
        ("el", "Παράβλεψη", "Αποδοχή", "Κοινωνική λειτουργός"),
        ("fi", "Ohita", "Hyväksy", "Yhteistyöpäällikkö"),
        ("tr", "Yok say", "Kabul et", "Kurucu Ortak"),
        ("zh-CN", "忽略", "接受", "共同创始人"),
        ("ar", "تجاهل", "قبول", "مؤسس مشترك"),
        ("id", "Abaikan", "Terima", "Fotografer"),
        ("it", "Ignora", "Accetta", "Giornalista"),
        ("fr", "Ignorer", "Accepter", "Journaliste"),
    ] {
        let html =
            card("", &format!("<p>{headline}</p>"), &button("", no, "data-ignore"), &button("", yes, "data-truth"));
        let page = Page::of(LIST, &format!("<html lang={lang}><main><ul>{html}</ul></main></html>"));
        let read: Vec<String> = read_page(&page).cards.into_iter().map(|card| card.headline).collect();
        if read != [headline] {
            wrong.push(format!("{lang} {headline:?}: {read:?}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Which comes first differs from page to page; words of the page's own language say enough.
#[test]
fn accept_may_come_first() {
    for (lang, ignore, accept) in [
        ("de", button("", "Ignorieren", "data-ignore"), button("", "Annehmen", "data-truth")),
        ("ru", button("", "Игнорировать", "data-ignore"), button("", "Принять", "data-truth")),
        ("ja", button("", "無視", "data-ignore"), button("", "承認", "data-truth")),
        (
            "en",
            button("Ignorer l’invitation de Mia Sample", "Ignorer", "data-ignore"),
            button("Accepter l’invitation de Mia Sample", "Accepter", "data-truth"),
        ),
    ] {
        let (_, wrong, found) = read_list(lang, &card("", "<p>Baker</p>", &accept, &ignore));
        assert_eq!((wrong, found), (Vec::new(), 1), "{lang}");
    }
}

#[test]
fn a_label_may_count() {
    let ignore = button("Ignore Mia Sample’s invitation, 1 of 10", "Ignore", "data-ignore");
    let accept = button("Accept Mia Sample’s invitation, 1 of 10", "Accept", "data-truth");
    let (_, wrong, found) = read_list("en", &card("", "<p>Baker</p>", &ignore, &accept));
    assert_eq!((wrong, found), (Vec::new(), 1));
}

/// Where no word is known, a line that repeats from card to card but for a name and a number is the page's own.
#[test]
fn a_line_that_repeats_is_no_headline() {
    let one = |slug: &str, name: &str, headline: &str, mutual: &str| {
        format!(
            "<li><a href=/in/{slug}/><img alt=''></a><p><a href=/in/{slug}/>{name}</a></p>{headline}<p>{mutual}</p>
             <div><button aria-label='{name} rulo zabbeln' data-ignore={slug}>Zabbeln</button>
             <button aria-label='{name} rulo fronten' data-truth={slug}>Fronten</button></div></li>"
        )
    };
    let cards = one("mia-sample", "Mia Sample", "<p>Baker</p>", "Lea Fixture zu 12 blimmen")
        + &one("omar-test", "Omar Test", "", "Max Rakete zu 3 blimmen");
    let page = Page::of(LIST, &format!("<html lang=qx><main><ul>{cards}</ul></main></html>"));
    let reading = read_page(&page);
    let headlines: Vec<&str> = reading.cards.iter().map(|card| card.headline.as_str()).collect();
    assert_eq!(headlines, ["Baker", ""]);
}

/// Where pages are about something else, whatever is said beside the name must be about connecting, and no name of a page.
#[test]
fn elsewhere_the_page_must_say_connect() {
    let read = |url: &str, lang: &str, card: &str| {
        let page = Page::of(
            url,
            &format!("<html lang={lang}><head></head><main></main><aside><ul>{card}</ul></aside></html>"),
        );
        let reading = read_page(&page);
        (mistakes(&page, &reading), reading.cards.len())
    };
    let feed = "https://www.linkedin.com/feed/";
    for (lang, no, yes, sentence) in [
        ("en", "Ignore", "Accept", "follows you and is inviting you to connect"),
        ("de", "Ignorieren", "Annehmen", "folgt Ihnen und möchte sich mit Ihnen vernetzen"),
        ("tr", "Yok say", "Kabul et", "sizi takip ediyor ve bağlantı kurmak istiyor"),
        ("ja", "無視", "承認", "さんがあなたをフォローし、つながりを申請しています"),
        ("hu", "Mellőzés", "Elfogadás", "szeretne felvenni az ismerősei közé"),
    ] {
        let card = card(sentence, "", &button("", no, "data-ignore"), &button("", yes, "data-truth"));
        assert_eq!(read(feed, lang, &card), (Vec::new(), 1), "{lang}");
    }
    for (lang, no, yes, sentence) in [
        ("en", "Ignore", "Accept", ""),
        ("en", "Ignore", "Accept", "· Connected Homes Ltd"),
        ("en", "Ignore", "Accept", "invited you to follow Connect Ltd"),
        ("en", "Ignore", "Accept", "asked you to recommend and connect them"),
        ("en", "Ignore", "Accept", "invited you to the event Connect 2026"),
        ("fr", "Ignorer", "Accepter", "vous a demandé une recommandation"),
    ] {
        let card = card(sentence, "", &button("", no, "data-x"), &button("", yes, "data-x"));
        assert_eq!(read(feed, lang, &card), (Vec::new(), 0), "{lang} {sentence}");
    }
}

/// An Accept that has no Ignore says all of it in its label, or isn't one.
#[test]
fn an_accept_alone_must_say_it_all() {
    let search = "https://www.linkedin.com/search/results/people/?keywords=x";
    let row = |label: &str, truth: &str| {
        format!(
            "<li><a href=/in/mia-sample/><img alt=''></a><p><a href=/in/mia-sample/>Mia Sample</a></p>
             <button aria-label='{label}' {truth}=mia-sample>Accept</button></li>"
        )
    };
    for (label, truth, found) in [
        ("Accept Mia Sample’s request to connect", "data-truth", 1),
        ("Accept Mia Sample’s invitation to connect", "data-truth", 1),
        ("Accept Mia Sample’s invitation", "data-x", 0),
        ("Accept Omar Test’s request to connect", "data-x", 0),
        ("Accept request to connect", "data-x", 0),
        ("Accept all requests to connect with Mia Sample", "data-x", 0),
        ("Accept Mia Sample’s message request", "data-x", 0),
        ("Invite Mia Sample to connect", "data-x", 0),
        ("Accept", "data-x", 0),
    ] {
        let page =
            Page::of(search, &format!("<html lang=en><head></head><main><ul>{}</ul></main></html>", row(label, truth)));
        let reading = read_page(&page);
        assert_eq!((mistakes(&page, &reading), reading.cards.len()), (Vec::new(), found), "{label}");
        assert!(reading.cards.iter().all(|card| card.ignore.is_none()));
    }
}

/// Nobody's answer: the reading says so.
#[test]
fn an_answer_to_everybody_is_nobodys() {
    for (no, yes) in [("Ignore all", "Accept all"), ("Ignore all 12 invitations", "Accept all 12 invitations")] {
        let list = format!(
            "<div><div><button>{no}</button><button>{yes}</button></div><div><div><a href=/in/mia-sample/>Mia Sample</a>
             <p>Baker</p></div></div></div>"
        );
        let page = Page::of(LIST, &format!("<html lang=en><main>{list}</main></html>"));
        let reading = read_page(&page);
        assert!(reading.cards.is_empty(), "{reading:?}");
        assert_eq!(reading.left_alone.iter().map(|left| left.why).collect::<Vec<_>>(), [Why::ForAll]);
    }
}

const PROFILE: &str = "https://www.linkedin.com/in/mia-sample/";

/// Accept stands on a profile more than once: every copy that says whose it is, is held.
#[test]
fn every_copy_of_a_profiles_answers_is_read() {
    let pair = |tag: &str, role: &str| {
        format!(
            "<{tag} {role} aria-label='Accept Mia Sample’s request to connect' data-truth=mia-sample>Accept</{tag}>
             <{tag} {role} aria-label='Ignore Mia Sample’s request to connect' data-ignore=mia-sample>Ignore</{tag}>"
        )
    };
    let (top, items) = (pair("button", ""), pair("div", "role=menuitem"));
    let html = format!(
        "<html lang=en><title>Mia Sample | LinkedIn</title><body>
         <div class=_1a2b><p>Mia Sample</p><div>{top}</div></div>
         <main><section><h1>Mia Sample</h1><div>{top}</div><div role=menu>{items}</div></section></main>
         <div><p>Cookies?</p><button>Ignore</button><button>Accept</button></div></body></html>"
    );
    let page = Page::of(PROFILE, &html);
    let reading = read_page(&page);
    assert_eq!(mistakes(&page, &reading), Vec::<String>::new());
    assert_eq!(reading.cards.len(), 3, "{:?}", reading.left_alone);
}

#[test]
fn a_previews_accept_may_be_a_link_without_a_label() {
    let html = "<html lang=en><main><section><ul><li><a href=/in/mia-sample/><img alt=''></a>
        <p><a href=/in/mia-sample/>Mia Sample</a></p><p>Baker</p><button data-ignore=mia-sample>Ignore</button>
        <a href=/mynetwork/grow/ data-truth=mia-sample>Accept</a></li></ul></section></main></html>";
    let page = Page::of("https://www.linkedin.com/mynetwork/grow/", html);
    let reading = read_page(&page);
    assert_eq!((mistakes(&page, &reading), reading.cards.len()), (Vec::new(), 1));
}

/// A profile's owner is found however the page writes the name.
#[test]
fn a_profiles_owner_is_found() {
    use really_know::linkedin::profile_owner;
    for html in [
        "<title>Mia Sample | LinkedIn</title><main><div role=heading>Mia Sample</div></main>",
        "<title>Mia Sample | LinkedIn</title><main><h2>About</h2><p>Mia Sample</p></main>",
        "<title>(2) Mia Sample – Crumb Ltd | LinkedIn</title><main><h1>Mia Sample</h1></main>",
        "<title>Mia Sample - Baker - Crumb Ltd | LinkedIn</title><main><h2>About</h2><p>Mia Sample</p></main>",
    ] {
        let page = Page::of(PROFILE, &format!("<html lang=en>{html}</html>"));
        let Place::Profile(address) = &page.place else { unreachable!("a profile's address") };
        assert_eq!(profile_owner(&page.shot, address).as_deref(), Some("Mia Sample"), "{html}");
    }
    // While one profile follows another, title and page disagree.
    let html = "<html><title>Omar Test – Crumb | LinkedIn</title><main><h1>Mia Sample</h1><p>Baker</p></main></html>";
    let page = Page::of(PROFILE, html);
    let Place::Profile(address) = &page.place else { unreachable!("a profile's address") };
    assert_eq!(profile_owner(&page.shot, address), None);
}
