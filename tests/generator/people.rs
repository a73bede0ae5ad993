//! Made-up people, in the shapes that names have.

use super::chance::Chance;
use super::speech::Speech;

#[derive(Clone, Debug)]
pub struct Person {
    pub name: String,
    /// As the reader knows addresses: decoded, in lower case.
    pub slug: String,
    pub headline: Option<String>,
}

const NAMES: [(&str, &str); 50] = [
    ("Mia Sample", "mia-sample"),
    ("Omar Test", "omar-test-4b81"),
    ("Lea Fixture-Mock", "leafixturemock"),
    ("Noah de la Prueba", "noah-de-la-prueba-1234567"),
    ("Dr. Ada Example, PhD", "ada-example-phd"),
    ("Prof. Dr. Kim Muster", "kim-muster"),
    ("Juan Carlos Pérez Ejemplo", "jcperez"),
    ("José Ângelo Exemplo", "josé-ângelo-exemplo"),
    ("Łukasz Żółć", "lukasz-zolc"),
    ("Søren Prøve", "søren-prøve"),
    ("Zoë Ähnlich", "zoë"),
    ("O’Hara Connell", "ohara-connell"),
    ("D'Angelo Probe", "d-angelo"),
    ("Cher", "cher"),
    ("Accept Jones", "accept-jones"),
    ("Will Ignore", "will-ignore"),
    ("May Invite", "may-invite"),
    ("Connect Meyer", "connect-meyer"),
    ("Page Turner", "page-turner"),
    ("Mark Event", "mark-event"),
    ("Dean Group", "dean-group"),
    ("Mia Sample 🌻", "mia-sample-2"),
    ("🚀 Max Rakete 🚀", "max-rakete"),
    ("Ann (Annie) Aa", "annie-aa"),
    ("Li Na", "li-na-88"),
    ("J. R. Initial", "jr"),
    ("Ng Ng", "ng-ng"),
    ("MIA SAMPLE", "mia-caps"),
    ("mia sample", "mia-small"),
    ("Mia Sample MBA, CFA®", "mia-mba"),
    ("Тест Образец", "тест-образец"),
    ("Анна-Мария Примерова", "anna-maria-primerova"),
    ("Ελένη Δοκιμή", "eleni-dokimi"),
    ("田中 花子", "田中花子"),
    ("田中花子", "hanako-tanaka"),
    ("王小明", "xiaoming-wang"),
    ("김철수", "철수-김"),
    ("محمد نموذج", "mohammad-n"),
    ("נועה דוגמה", "noa-dugma"),
    ("सीता उदाहरण", "sita-udaharan"),
    ("สมชาย ตัวอย่าง", "somchai"),
    ("Nguyễn Văn Mẫu", "nguyen-van-mau"),
    ("রহিম নমুনা", "rahim-namuna"),
    ("X Æ Test", "x-ae-test"),
    ("Per Invito", "per-invito"),
    ("Bo Li", "bo-li"),
    ("Lê Minh", "lê-minh"),
    ("Zoë van der Probe", "zoe-van-der-probe"),
    ("이서연", "seoyeon-lee"),
    ("Bartholomäus Maximilian von und zu Langenfeld-Musterhausen", "bartholomaeus"),
];

const HEADLINES: [&str; 14] = [
    "Baker at Crumb Ltd",
    "CEO @ Probe GmbH | Speaker | Dad of two",
    "Helping teams accept change and ignore the noise",
    "Connecting people, events & pages",
    "Student",
    "Head of Group Events, Newsletter Editor",
    "エンジニア",
    "مهندس برمجيات",
    "Инженер-программист",
    "Open to work · Data Scientist",
    "🌱 Gardener",
    "Followed by nobody, invited by everyone",
    "Verified buyer of old books",
    "Formerly ignored; now accepted",
];

impl Person {
    pub fn any(chance: &mut Chance) -> Self {
        let (name, slug) = *chance.pick(&NAMES);
        let headline = chance.of(80).then(|| (*chance.pick(&HEADLINES)).to_owned());
        Self { name: name.to_owned(), slug: slug.to_owned(), headline }
    }

    /// So many people, no two with one address or one name.
    pub fn several(count: usize, chance: &mut Chance) -> Vec<Self> {
        let mut people: Vec<Self> = Vec::new();
        while people.len() < count.min(NAMES.len() / 2) {
            let person = Self::any(chance);
            let taken = |other: &Self| {
                other.slug == person.slug
                    || other.name.to_lowercase().contains(&person.name.to_lowercase())
                    || person.name.to_lowercase().contains(&other.name.to_lowercase())
            };
            if !people.iter().any(taken) {
                people.push(person);
            }
        }
        people
    }

    pub fn first_name(&self) -> &str {
        self.name.split(' ').next().unwrap_or_default()
    }

    /// The address of the profile, in one of the ways that LinkedIn writes it.
    pub fn href(&self, chance: &mut Chance) -> String {
        let raw = if chance.of(15) { self.slug.clone() } else { encoded(&self.slug) };
        let slug = match chance.below(12) {
            0 if raw.is_ascii() => raw.to_uppercase(),
            1 => raw.to_lowercase(),
            _ => raw,
        };
        match chance.below(9) {
            0 => format!("/in/{slug}"),
            1 => format!("/in/{slug}/"),
            2 => format!("/in/{slug}?miniProfileUrn=urn%3Ali%3Afsd_profile%3AACoAAA"),
            3 => format!("https://www.linkedin.com/in/{slug}/?trk=mynetwork_invite&lipi=urn%3Ali%3Apage"),
            4 => format!("https://de.linkedin.com/in/{slug}"),
            5 => format!("https://www.linkedin.com/comm/in/{slug}/"),
            6 => format!("https://linkedin.com/in/{slug}#top"),
            _ => format!("https://www.linkedin.com/in/{slug}/"),
        }
    }
}

fn encoded(slug: &str) -> String {
    let mut encoded = String::new();
    for byte in slug.bytes() {
        if byte.is_ascii() {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

/// What a sender writes: also what could mislead a reader.
pub fn message(speech: &Speech, other: &Person, chance: &mut Chance) -> String {
    let accept = speech.say("acceptOf", chance).replace("{n}", &other.name);
    let ignore = speech.say("ignoreOf", chance).replace("{n}", &other.name);
    match chance.below(9) {
        0 => "Hi, we met at the fair. Shall we talk?".to_owned(),
        1 => accept,
        2 => format!("{} or {}, as you like. {}", speech.all("ignore")[0], speech.all("accept")[0], ignore),
        3 => "Please accept! Don't ignore me, I'd like to connect. 🙏".to_owned(),
        4 => format!("{} {}", other.name, speech.say("follow", chance).replace("{t}", "Crumb")),
        5 => "Hello 👋🏽\u{202E}tpecca\u{202C} <b>Accept</b> ' OR 1=1".to_owned(),
        6 => "long text without an end ".repeat(60).trim_end().to_owned(),
        7 => format!("{} said hello.", other.name),
        _ => "مرحبا، 你好, Grüße".to_owned(),
    }
}
