//! Made-up people, the same for the same seed: names put together from syllables in ten scripts, notes of
//! the usual length, and the slips that fingers make.

use really_know::domain::text::fold;
use really_know::domain::{Contact, Met, Moment, Person, PersonId, ProfileAddress};

/// SplitMix64: small, and the same everywhere.
pub struct Dice(u64);

impl Dice {
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ z >> 31
    }

    pub fn below(&mut self, end: usize) -> usize {
        (self.number() % end as u64) as usize
    }

    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub fn one_of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }

    /// A number below `end` of which small ones are frequent, about as words are in texts.
    fn frequent(&mut self, end: usize) -> usize {
        let unit = (self.number() >> 11) as f64 / (1_u64 << 53) as f64;
        (((end as f64 + 1.0).powf(unit) - 1.0) as usize).min(end - 1)
    }
}

/// A way to write names.
struct Script {
    /// How many people of a hundred write their names so.
    percent: usize,
    first: &'static [&'static str],
    last: &'static [&'static str],
    /// Syllables in a first and in a last name.
    syllables: (usize, usize),
    surname_first: bool,
    space: &'static str,
}

const LATIN: [&str; 44] = [
    "ma", "ri", "el", "an", "jo", "ka", "le", "no", "ta", "vi", "so", "lu", "ber", "dan", "fe", "gor", "hel", "is",
    "ju", "kro", "lin", "mor", "nel", "os", "pet", "ro", "sal", "tor", "ul", "ven", "wil", "yas", "zan", "bri", "cla",
    "dre", "fin", "gal", "hov", "sten", "wick", "ley", "ton", "ski",
];
const ACCENTED: [&str; 32] = [
    "zoë", "mül", "jör", "lé", "bjø", "łu", "ża", "ñe", "ção", "śl", "ří", "ša", "ő", "gül", "ış", "çe", "ère", "án",
    "dör", "fås", "kjæ", "rön", "té", "ví", "ma", "ri", "el", "an", "ko", "la", "der", "sen",
];
const CYRILLIC: [&str; 20] = [
    "ма", "ри", "ан", "то", "ле", "на", "вла", "ди", "ми", "ро", "сла", "ва", "ко", "не", "юль", "жа", "щу", "ков",
    "ский", "ва",
];
const GREEK: [&str; 16] =
    ["μα", "ρί", "ελ", "έν", "νι", "κό", "λα", "γε", "ώρ", "πα", "πά", "δη", "μή", "θαν", "ίδ", "ης"];
const ARABIC: [&str; 16] =
    ["مح", "مد", "سا", "رة", "لي", "نو", "را", "فا", "طم", "حس", "ين", "عب", "دل", "كر", "يم", "جم"];
const HEBREW: [&str; 14] = ["דו", "יד", "מי", "רי", "נו", "עה", "שר", "לב", "כה", "גל", "בן", "תם", "אב", "הר"];
const DEVANAGARI: [&str; 14] = ["रा", "मे", "सु", "नी", "ता", "वि", "जय", "अन", "प्रि", "या", "कु", "मा", "शर", "दे"];
const HAN: [&str; 32] = [
    "伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "军", "洋", "勇", "艳", "杰", "娟", "涛", "明", "超", "秀", "霞",
    "平", "刚", "桂", "英", "华", "玉", "梅", "林", "海", "云", "晓", "雪", "松",
];
const HAN_LAST: [&str; 16] =
    ["王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高", "欧阳"];
const KANA: [&str; 20] = [
    "さ", "く", "ら", "は", "な", "ゆ", "き", "み", "どり", "た", "ろう", "けん", "じ", "あ", "おい", "ひ", "かり",
    "そ", "ら", "ね",
];
const JAPANESE_LAST: [&str; 12] =
    ["田中", "山本", "小川", "森", "石井", "青木", "西村", "東野", "木下", "川口", "水谷", "岡"];
const HANGUL: [&str; 20] = [
    "민", "수", "지", "영", "현", "우", "서", "연", "준", "호", "은", "혜", "진", "아", "태", "경", "나", "라", "도",
    "윤",
];
const HANGUL_LAST: [&str; 10] = ["김", "이", "박", "최", "정", "강", "조", "윤", "장", "임"];
const THAI: [&str; 16] =
    ["สม", "ชาย", "พร", "วัน", "นิด", "ศรี", "ชัย", "กาญ", "มา", "ลี", "รัต", "นา", "ปิ", "ยะ", "ธน", "ทอง"];

const SCRIPTS: [Script; 11] = [
    Script { percent: 58, first: &LATIN, last: &LATIN, syllables: (2, 3), surname_first: false, space: " " },
    Script { percent: 14, first: &ACCENTED, last: &ACCENTED, syllables: (2, 3), surname_first: false, space: " " },
    Script { percent: 6, first: &CYRILLIC, last: &CYRILLIC, syllables: (2, 3), surname_first: false, space: " " },
    Script { percent: 3, first: &GREEK, last: &GREEK, syllables: (3, 4), surname_first: false, space: " " },
    Script { percent: 3, first: &ARABIC, last: &ARABIC, syllables: (2, 3), surname_first: false, space: " " },
    Script { percent: 2, first: &HEBREW, last: &HEBREW, syllables: (2, 3), surname_first: false, space: " " },
    Script { percent: 3, first: &DEVANAGARI, last: &DEVANAGARI, syllables: (2, 3), surname_first: false, space: " " },
    Script { percent: 4, first: &HAN, last: &HAN_LAST, syllables: (2, 1), surname_first: true, space: "" },
    Script { percent: 3, first: &KANA, last: &JAPANESE_LAST, syllables: (3, 1), surname_first: true, space: "" },
    Script { percent: 2, first: &HANGUL, last: &HANGUL_LAST, syllables: (2, 1), surname_first: true, space: "" },
    Script { percent: 2, first: &THAI, last: &THAI, syllables: (2, 3), surname_first: false, space: " " },
];

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn name_part(dice: &mut Dice, syllables: &[&str], count: usize) -> String {
    capitalised(&(0..count).map(|_| *dice.one_of(syllables)).collect::<String>())
}

fn name(dice: &mut Dice) -> String {
    let mut at = dice.below(100);
    let script = SCRIPTS.iter().find(|script| {
        let here = at < script.percent;
        at = at.saturating_sub(script.percent);
        here
    });
    let script = script.unwrap_or(&SCRIPTS[0]);
    let spaced = !script.space.is_empty();
    // First names are shared by many, last names by few.
    let first_seed = dice.frequent(3_000) as u64;
    let mut names = Dice::new(first_seed << 8 | script.percent as u64);
    let mut first =
        name_part(&mut names, script.first, script.syllables.0 + usize::from(spaced && first_seed.is_multiple_of(3)));
    let more = usize::from(spaced && dice.chance(30));
    let last = name_part(dice, script.last, script.syllables.1 + more);
    if spaced && dice.chance(4) {
        first = format!("{first}-{}", name_part(dice, script.first, 2));
    }
    let last = if script.first[0] == "ma" && dice.chance(2) { format!("O’{last}") } else { last };
    let (one, other) = if script.surname_first { (last, first) } else { (first, last) };
    format!("{one}{}{other}", script.space)
}

/// Words that most notes have.
const COMMON: [&str; 60] = [
    "the", "and", "a", "at", "of", "in", "we", "to", "with", "on", "for", "her", "his", "about", "talked", "met",
    "after", "told", "me", "how", "who", "was", "is", "had", "from", "by", "work", "team", "project", "together",
    "long", "evening", "train", "dinner", "workshop", "talk", "years", "same", "school", "garden", "music", "bees",
    "boat", "mountain", "design", "software", "data", "teaching", "research", "hospital", "energy", "water", "city",
    "book", "daughter", "piano", "running", "bread", "photos", "garage",
];
const HAN_TEXT: [&str; 12] = [
    "在北京认识的",
    "一起工作",
    "两年",
    "会议",
    "朋友介绍",
    "喜欢音乐",
    "上海",
    "项目",
    "老师",
    "大学同学",
    "聊了很久",
    "关于教育",
];

fn word(dice: &mut Dice) -> String {
    if dice.chance(45) {
        return (*dice.one_of(&COMMON)).to_owned();
    }
    // A vocabulary of 40,000 rarer words, each from its own number.
    let mut letters = Dice::new(0xbeef ^ dice.frequent(40_000) as u64);
    let count = 2 + letters.below(3);
    (0..count).map(|_| *letters.one_of(&LATIN)).collect()
}

fn words(dice: &mut Dice, count: usize) -> String {
    let mut text = String::new();
    for n in 0..count {
        if n > 0 {
            text.push_str(if n % 9 == 8 { ". " } else { " " });
        }
        text.push_str(&word(dice));
    }
    capitalised(&text)
}

fn text(dice: &mut Dice, count: usize, han: bool) -> String {
    if !han {
        return words(dice, count);
    }
    (0..count / 4).map(|_| *dice.one_of(&HAN_TEXT)).collect::<Vec<_>>().join("")
}

/// A person with a note of about 430 bytes as JSON.
pub fn person(dice: &mut Dice) -> Person {
    let name = name(dice);
    let han = name.chars().all(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c));
    let mut slug: String = name.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    if dice.chance(50) {
        slug.push_str(&format!("-{:x}", dice.number() >> 32));
    }
    let mut person = Person {
        name,
        headline: text(dice, 5, han),
        address: ProfileAddress::from_slug(&slug).ok(),
        met_where: if dice.chance(50) { capitalised(&word(dice)) } else { String::new() },
        introduced_by: if dice.chance(15) { self::name(dice) } else { String::new() },
        good_at: if dice.chance(50) { text(dice, 3, han) } else { String::new() },
        looks_for: if dice.chance(20) { text(dice, 4, han) } else { String::new() },
        can_help: if dice.chance(15) { text(dice, 4, han) } else { String::new() },
        story: if dice.chance(60) { text(dice, 14, han) } else { String::new() },
        message: if dice.chance(35) { text(dice, 12, han) } else { String::new() },
        created: Moment(1_600_000_000_000 + dice.below(100_000_000) as i64 * 1_000),
        ..Person::default()
    };
    person.updated = Moment(person.created.0 + dice.below(50_000_000) as i64 * 1_000);
    person.ties.met = Some(Met { memory: text(dice, 12, han), ..Met::default() });
    person.tags = (0..dice.below(3)).map(|_| word(dice)).collect();
    if dice.chance(20) {
        person.contacts.push(Contact { how: words(dice, 3), ..Contact::default() });
    }
    person
}

/// So many people, in the order of their ids.
pub fn people(seed: u64, count: usize) -> Vec<(PersonId, Person)> {
    let mut dice = Dice::new(seed);
    let mut people: Vec<(PersonId, Person)> =
        (0..count).map(|_| (PersonId::new(dice.below(256) as u8, dice.number()), person(&mut dice))).collect();
    people.sort_by(|a, b| a.0.cmp(&b.0));
    // A copy lies in memory in this order, as people do who were read from storage.
    people.clone()
}

/// A word with one slip that folding doesn't hide: a letter left out, doubled, wrong, or swapped with its
/// neighbour. Nine times in ten the first letter is right, as it mostly is when people type.
pub fn with_slip(dice: &mut Dice, word: &str) -> String {
    let letters: Vec<char> = word.chars().collect();
    for _ in 0..50 {
        let first = usize::from(letters.len() > 1 && !dice.chance(10));
        let at = first + dice.below(letters.len() - first);
        let mut slipped = letters.clone();
        match dice.below(4) {
            0 => drop(slipped.remove(at)),
            1 => slipped.insert(at, letters[at]),
            2 => {
                slipped[at] = if letters[at].is_ascii() {
                    char::from(b'a' + dice.below(26) as u8)
                } else {
                    *dice.one_of(&letters)
                }
            }
            _ => slipped.swap(at, if at + 1 < letters.len() { at + 1 } else { at.saturating_sub(1) }),
        }
        let slipped: String = slipped.into_iter().collect();
        if fold(&slipped) != fold(word) {
            return slipped;
        }
    }
    word.to_owned()
}
