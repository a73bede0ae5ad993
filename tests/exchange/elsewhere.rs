//! Tables that other programs and other people made, in their languages and encodings.

use really_know::domain::Person;
use really_know::exchange::Kind;

use crate::given::read_file;

/// Somebody as a table should be understood.
struct Expected<'a> {
    name: &'a str,
    headline: &'a str,
    slug: &'a str,
    story: &'a str,
}

fn people(name: &str, bytes: &[u8]) -> Vec<Person> {
    let source = read_file(name, bytes).unwrap_or_else(|problem| panic!("{name}: {problem}"));
    assert!(source.left_out.is_empty(), "{name}: {:?}", source.left_out);
    source.people.into_iter().map(|found| found.person).collect()
}

fn holds(name: &str, bytes: &[u8], expected: &Expected<'_>) {
    let people = people(name, bytes);
    let [person] = people.as_slice() else { panic!("{name}: {people:?}") };
    let slug = person.address.as_ref().map_or("", |address| address.as_str());
    let said = [&person.name, &person.headline, slug, &person.story];
    assert_eq!(said, [expected.name, expected.headline, expected.slug, expected.story], "{name}");
}

fn encoded(label: &str, text: &str) -> Vec<u8> {
    let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).unwrap();
    let (bytes, _, lossy) = encoding.encode(text);
    assert!(!lossy, "{label} has no room for {text}");
    bytes.into_owned()
}

const TABLES: [(&str, &str, Expected<'static>); 13] = [
    (
        "german, a name beside a first name",
        "Vorname;Name;Firma;Beruf;Webseite;Bemerkungen\r\nJörg;Übungsmann;Bäckerei Krümel;Bäcker;https://de.linkedin.com/in/joerg-u;Brot\r\n",
        Expected { name: "Jörg Übungsmann", headline: "Bäcker, Bäckerei Krümel", slug: "joerg-u", story: "Brot" },
    ),
    (
        "french",
        "Nom,Prénom,Société,Fonction,Site web,Remarques\nEssai,Chloé,Miette SARL,Boulangère,linkedin.com/in/chloe-e,Four à bois\n",
        Expected { name: "Chloé Essai", headline: "Boulangère, Miette SARL", slug: "chloe-e", story: "Four à bois" },
    ),
    (
        "spanish",
        "Nombre;Apellidos;Empresa;Cargo;Perfil de LinkedIn;Notas\nÍñigo;Muestra Peña;Migas;Panadero;https://www.linkedin.com/in/inigo;Pan\n",
        Expected { name: "Íñigo Muestra Peña", headline: "Panadero, Migas", slug: "inigo", story: "Pan" },
    ),
    (
        "italian",
        "Nome;Cognome;Azienda;Ruolo;Sito web;Note\nNiccolò;Prova;Briciola;Fornaio;https://www.linkedin.com/in/niccolo;Pane\n",
        Expected { name: "Niccolò Prova", headline: "Fornaio, Briciola", slug: "niccolo", story: "Pane" },
    ),
    (
        "portuguese, a whole name",
        "Nome;Empresa;Função;LinkedIn;Observações\nJoão Amostra;Migalha;Padeiro;https://br.linkedin.com/in/joao;Pão\n",
        Expected { name: "João Amostra", headline: "Padeiro, Migalha", slug: "joao", story: "Pão" },
    ),
    (
        "dutch",
        "Voornaam;Achternaam;Bedrijf;Functie;Website;Opmerkingen\nFemke;Voorbeeld;Kruimel;Bakker;https://nl.linkedin.com/in/femke;Brood\n",
        Expected { name: "Femke Voorbeeld", headline: "Bakker, Kruimel", slug: "femke", story: "Brood" },
    ),
    (
        "polish",
        "Imię;Nazwisko;Nazwa firmy;Stanowisko;LinkedIn;Uwagi\nŁucja;Przykład;Okruszek;Piekarka;https://pl.linkedin.com/in/lucja;Żytni chleb\n",
        Expected { name: "Łucja Przykład", headline: "Piekarka, Okruszek", slug: "lucja", story: "Żytni chleb" },
    ),
    (
        "turkish",
        "Adı;Soyadı;Şirket;Unvan;LinkedIn;Açıklama\nİpek;Örnek;Kırıntı;Fırıncı;https://tr.linkedin.com/in/ipek;Ekşi maya\n",
        Expected { name: "İpek Örnek", headline: "Fırıncı, Kırıntı", slug: "ipek", story: "Ekşi maya" },
    ),
    (
        "japanese",
        "姓,名,会社名,役職,Web サイト,備考\n試験,太郎,株式会社パン,職人,https://jp.linkedin.com/in/taro,酵母\n",
        Expected { name: "試験太郎", headline: "職人, 株式会社パン", slug: "taro", story: "酵母" },
    ),
    (
        "chinese",
        "姓名,公司,职位,网站,备注\n王小明,面包公司,面包师,https://cn.linkedin.com/in/xiaoming,酵母\n",
        Expected { name: "王小明", headline: "面包师, 面包公司", slug: "xiaoming", story: "酵母" },
    ),
    (
        "arabic",
        "الاسم الأول;اسم العائلة;الشركة;المسمى الوظيفي;LinkedIn;ملاحظات\nكريم;تجريبي;فتات;خباز;https://ae.linkedin.com/in/karim;خبز\n",
        Expected { name: "كريم تجريبي", headline: "خباز, فتات", slug: "karim", story: "خبز" },
    ),
    (
        "somebody's own list",
        "Who are they,Full Name,Role,Company,LinkedIn URL,How we met,Comments,Phone\n1,Mia Sample,Baker,Crumb,http://linkedin.com/in/mia/?utm=x,Bread fair,Rye,+31\n",
        Expected { name: "Mia Sample", headline: "Baker, Crumb", slug: "mia", story: "Bread fair\nRye" },
    ),
    (
        "a whole name and its parts",
        "Name,Given Name,Family Name,Notes\nDr. Mia Sample,Mia,Sample,Rye\n",
        Expected { name: "Dr. Mia Sample", headline: "", slug: "", story: "Rye" },
    ),
];

#[test]
fn tables_are_understood_in_every_language() {
    for (name, text, expected) in &TABLES {
        holds(name, text.as_bytes(), expected);
        holds(name, text.replace("\r\n", "\n").replace('\n', "\r\n").as_bytes(), expected);
    }
}

#[test]
fn tables_are_understood_in_the_encodings_of_their_languages() {
    for (language, label) in [
        ("german", "windows-1252"),
        ("french", "windows-1252"),
        ("spanish", "windows-1252"),
        ("italian", "windows-1252"),
        ("portuguese", "windows-1252"),
        ("polish", "windows-1250"),
        ("turkish", "windows-1254"),
        ("japanese", "shift_jis"),
        ("chinese", "gb18030"),
        ("arabic", "windows-1256"),
    ] {
        let (name, text, expected) = TABLES.iter().find(|(name, ..)| name.starts_with(language)).unwrap();
        holds(&format!("{name} in {label}"), &encoded(label, text), expected);
        // Far more than what is looked at, and no character is cut in two at its end.
        let (header, row) = text.split_once('\n').unwrap();
        let long = format!("{header}\n{}", row.repeat(200));
        assert!(people(name, &encoded(label, &long)).iter().all(|person| person.name == expected.name), "{name}");
    }
}

#[test]
fn what_is_no_table_of_people_is_left_alone() {
    let nobody = |text: &str| read_file("x.csv", text.as_bytes()).map(|source| source.people.len());
    assert!(nobody("Datum;Betrag\n2026-01-01;5\n").is_err());
    assert!(nobody("日付,金額\n2026-01-01,5\n").is_err());
    // LinkedIn's messages are no people.
    let messages =
        "CONVERSATION ID,CONVERSATION TITLE,FROM,TO,DATE,SUBJECT,CONTENT,FOLDER\n1,,Mia,Omar,2026-07-01,,Hi,INBOX\n";
    assert!(nobody(messages).is_err());
    let source = read_file(
        "Connections.csv",
        "Vorname,Nachname,URL,Verbunden am\nMia,Sample,https://www.linkedin.com/in/mia,1 Jan 2024\n".as_bytes(),
    )
    .unwrap();
    assert_eq!(source.kind, Kind::LinkedInConnections);
}
