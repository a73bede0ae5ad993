//! One card in every language, in the words that LinkedIn would use: with the sender's name in the labels,
//! and with the bare words of the buttons.

use super::{LIST, mistakes, read_page};
use crate::page::Page;

/// Language, ignore label, accept label (`{}` is the name), ignore, accept.
const LABELS: [(&str, &str, &str, &str, &str); 37] = [
    ("en", "Ignore an invitation to connect from {}", "Accept {}’s invitation", "Ignore", "Accept"),
    ("de", "Einladung von {} ignorieren", "Einladung von {} annehmen", "Ignorieren", "Annehmen"),
    ("fr", "Ignorer l’invitation de {}", "Accepter l’invitation de {}", "Ignorer", "Accepter"),
    ("es", "Ignorar la invitación de {}", "Aceptar la invitación de {}", "Ignorar", "Aceptar"),
    ("it", "Ignora l’invito di {}", "Accetta l’invito di {}", "Ignora", "Accetta"),
    ("pt", "Ignorar convite de {}", "Aceitar convite de {}", "Ignorar", "Aceitar"),
    ("nl", "Uitnodiging van {} negeren", "Uitnodiging van {} accepteren", "Negeren", "Accepteren"),
    ("pl", "Zignoruj zaproszenie od {}", "Zaakceptuj zaproszenie od {}", "Ignoruj", "Akceptuj"),
    ("tr", "{} adlı kişinin davetini yok say", "{} adlı kişinin davetini kabul et", "Yok say", "Kabul et"),
    ("ja", "{}さんの招待を無視", "{}さんの招待を承認", "無視", "承認"),
    ("zh-CN", "忽略{}的邀请", "接受{}的邀请", "忽略", "接受"),
    ("zh-TW", "略過「{}」的邀請", "接受「{}」的邀請", "略過", "接受"),
    ("ko", "{}님의 초대 무시", "{}님의 초대 수락", "무시", "수락"),
    ("ar", "تجاهل دعوة {}", "قبول دعوة {}", "تجاهل", "قبول"),
    ("he", "התעלמות מההזמנה של {}", "אישור ההזמנה של {}", "התעלם", "אישור"),
    ("hi", "{} का आमंत्रण अनदेखा करें", "{} का आमंत्रण स्वीकार करें", "अनदेखा करें", "स्वीकार करें"),
    ("id", "Abaikan undangan dari {}", "Terima undangan dari {}", "Abaikan", "Terima"),
    ("ms", "Abaikan jemputan daripada {}", "Terima jemputan daripada {}", "Abaikan", "Terima"),
    ("th", "ละเว้นคำเชิญของ {}", "ยอมรับคำเชิญของ {}", "ละเว้น", "ยอมรับ"),
    ("tl", "Huwag pansinin ang imbitasyon ni {}", "Tanggapin ang imbitasyon ni {}", "Huwag pansinin", "Tanggapin"),
    (
        "ru",
        "Игнорировать приглашение от участника {}",
        "Принять приглашение от участника {}",
        "Игнорировать",
        "Принять",
    ),
    ("uk", "Ігнорувати запрошення від {}", "Прийняти запрошення від {}", "Ігнорувати", "Прийняти"),
    ("cs", "Ignorovat pozvánku od {}", "Přijmout pozvánku od {}", "Ignorovat", "Přijmout"),
    ("ro", "Ignorați invitația de la {}", "Acceptați invitația de la {}", "Ignorați", "Acceptați"),
    ("sv", "Ignorera inbjudan från {}", "Acceptera inbjudan från {}", "Ignorera", "Acceptera"),
    ("da", "Ignorer invitationen fra {}", "Accepter invitationen fra {}", "Ignorer", "Accepter"),
    ("nb", "Ignorer invitasjonen fra {}", "Godta invitasjonen fra {}", "Ignorer", "Godta"),
    ("fi", "Ohita jäsenen {}n kutsu", "Hyväksy jäsenen {}n kutsu", "Ohita", "Hyväksy"),
    ("hu", "{} meghívásának figyelmen kívül hagyása", "{} meghívásának elfogadása", "Mellőzés", "Elfogadás"),
    ("el", "Παράβλεψη πρόσκλησης από {}", "Αποδοχή πρόσκλησης από {}", "Παράβλεψη", "Αποδοχή"),
    ("fa", "نادیده گرفتن دعوت {}", "پذیرفتن دعوت {}", "نادیده گرفتن", "پذیرفتن"),
    ("bn", "{}-এর আমন্ত্রণ উপেক্ষা করুন", "{}-এর আমন্ত্রণ গ্রহণ করুন", "উপেক্ষা করুন", "গ্রহণ করুন"),
    ("mr", "{} यांच्या आमंत्रणाकडे दुर्लक्ष करा", "{} यांचे आमंत्रण स्वीकारा", "दुर्लक्ष करा", "स्वीकारा"),
    ("pa", "{} ਦਾ ਸੱਦਾ ਅਣਡਿੱਠ ਕਰੋ", "{} ਦਾ ਸੱਦਾ ਸਵੀਕਾਰ ਕਰੋ", "ਅਣਡਿੱਠ ਕਰੋ", "ਸਵੀਕਾਰ ਕਰੋ"),
    ("te", "{} ఆహ్వానాన్ని విస్మరించండి", "{} ఆహ్వానాన్ని అంగీకరించండి", "విస్మరించండి", "అంగీకరించండి"),
    ("vi", "Bỏ qua lời mời của {}", "Chấp nhận lời mời của {}", "Bỏ qua", "Chấp nhận"),
    // Made up: no lexicon knows it.
    ("qx", "{} rulo zabbeln", "{} rulo fronten", "Zabbeln", "Fronten"),
];

const NAMES: [&str; 6] = ["Mia Sample", "田中 花子", "ميا نموذج", "Łukasz Żółć-Próba", "Анна Образец", "מיה דוגמה"];

fn card(name: &str, slug: &str, ignore: &str, accept: &str, labels: Option<(&str, &str)>) -> String {
    let label = |text: &str| format!("aria-label=\"{}\"", text.replace("{}", name));
    let (ignore_label, accept_label) = labels.map_or_else(Default::default, |(i, a)| (label(i), label(a)));
    format!(
        r#"<div role="listitem"><div><a href="https://www.linkedin.com/in/{slug}/"><img alt=""></a>
        <div><p><a href="https://www.linkedin.com/in/{slug}/"><strong>{name}</strong></a></p><p>Crumb Ltd</p></div>
        <div><button {ignore_label} data-ignore="{slug}"><span>{ignore}</span></button>
        <button {accept_label} data-truth="{slug}"><span>{accept}</span></button></div></div></div>"#
    )
}

fn page(lang: &str, cards: &str) -> Page {
    let dir = if matches!(lang, "ar" | "he" | "fa") { "rtl" } else { "ltr" };
    Page::of(
        LIST,
        &format!("<html lang=\"{lang}\" dir=\"{dir}\"><main><div data-testid=lazy-column>{cards}</div></main></html>"),
    )
}

/// Cards for several names, how many of them were found, and what went wrong.
fn found(lang: &str, page_lang: &str, named: bool) -> (usize, Vec<String>) {
    let (_, ignore_label, accept_label, ignore, accept) =
        LABELS.iter().find(|labels| labels.0 == lang).expect("a language of the table");
    let labels = named.then_some((*ignore_label, *accept_label));
    let cards: String =
        NAMES.iter().enumerate().map(|(n, name)| card(name, &format!("sender-{n}"), ignore, accept, labels)).collect();
    let page = page(page_lang, &cards);
    let reading = read_page(&page);
    let mut wrong = mistakes(&page, &reading);
    for card in &reading.cards {
        let n: usize = card.address.as_str().trim_start_matches("sender-").parse().expect("a number");
        if card.name != NAMES[n] || card.headline != "Crumb Ltd" {
            wrong.push(format!("{card:?}"));
        }
    }
    (reading.cards.len(), wrong)
}

#[test]
fn every_language_of_the_lexicon_is_in_the_table() {
    let missing: Vec<&str> = include_str!("../../src/linkedin/lexicon.txt")
        .lines()
        .filter_map(|line| line.strip_prefix('[')?.split(']').next())
        .map(|code| if code == "no" { "nb" } else { code })
        .filter(|code| !LABELS.iter().any(|labels| labels.0.split('-').next() == Some(*code)))
        .collect();
    assert_eq!(missing, Vec::<&str>::new());
}

#[test]
fn every_language_is_read() {
    let mut missed = Vec::new();
    for (lang, ..) in LABELS {
        for named in [true, false] {
            // The page's language may be told, not told, or told wrong.
            for page_lang in [lang, "", "eo"] {
                let (count, wrong) = found(lang, page_lang, named);
                assert_eq!(wrong, Vec::<String>::new(), "{lang}");
                if count != NAMES.len() {
                    missed.push(format!("{lang} (page {page_lang:?}, named {named}): {count}"));
                }
            }
        }
    }
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn a_page_that_wrongly_says_it_is_english_is_read_as_well() {
    for (lang, ..) in LABELS.iter().filter(|labels| labels.0 != "qx") {
        let (count, wrong) = found(lang, "en", true);
        assert_eq!((count, wrong), (NAMES.len(), Vec::new()), "{lang}");
    }
    // Where no word is known and the page says that all should be, nothing is certain.
    assert_eq!(found("qx", "en", true), (0, Vec::new()));
}

#[test]
fn invitations_to_other_things_are_left_alone_in_every_language() {
    for (lang, ignore_label, accept_label, ignore, accept) in LABELS {
        for thing in ["company", "school", "groups", "events", "newsletters", "showcase"] {
            let mut html = card("Mia Sample", "mia-sample", ignore, accept, Some((ignore_label, accept_label)));
            html = html
                .replace("</strong></a></p>", &format!("</strong></a> · <a href=\"/{thing}/crumb/\">Crumb</a></p>"));
            let page = page(lang, &html);
            let reading = read_page(&page);
            // English labels say "to connect": a link in the line of the name still tells otherwise.
            assert!(reading.cards.is_empty(), "{lang} {thing} {reading:?}");
        }
    }
}
