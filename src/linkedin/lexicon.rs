//! What words of LinkedIn's interface mean, in the languages it is offered in.
//!
//! The words are in `lexicon.txt`, with what is known of them. A text is looked up in every language at
//! once; which languages understand it is a set, so that two controls can be asked for a common one.

use std::sync::OnceLock;

use unicode_normalization::char::is_combining_mark;

use crate::domain::normal::nfkd;
use crate::domain::sorted::SortedSet;
use crate::domain::text::base_letters;

const SOURCE: &str = include_str!("lexicon.txt");

/// A set of languages, one bit each in the order of the lexicon.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Languages(u64);

impl Languages {
    pub const ALL: Self = Self(u64::MAX);

    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
    pub fn any(self) -> bool {
        self.0 != 0
    }
    pub fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
    pub fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
    fn has(self, index: usize) -> bool {
        self.0 >> index & 1 == 1
    }
    fn insert(&mut self, index: usize) {
        self.0 |= 1 << index;
    }

    /// The language codes, in the lexicon's order.
    pub fn codes(self) -> impl Iterator<Item = &'static str> {
        lexicon().iter().enumerate().filter(move |(index, _)| self.has(*index)).map(|(_, entry)| entry.code)
    }

    /// The lexicon's language for a page's `lang`, empty if it has none.
    pub fn of_page(lang: &str) -> Self {
        let code = lang.split(['-', '_']).next().unwrap_or_default().trim().to_ascii_lowercase();
        // Codes that mean the same language: old ones, and Norwegian's written forms.
        let code = match code.as_str() {
            "nb" | "nn" => "no",
            "iw" => "he",
            "in" => "id",
            "fil" => "tl",
            code => code,
        };
        Self::where_entry(|entry| entry.code == code)
    }

    fn where_entry(holds: impl Fn(&Entry) -> bool) -> Self {
        let mut found = Self::default();
        for (index, entry) in lexicon().iter().enumerate() {
            if holds(entry) {
                found.insert(index);
            }
        }
        found
    }
}

/// What kind of word it is; the keys of `lexicon.txt`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Accept,
    Ignore,
    Refuse,
    All,
    Invite,
    Connect,
    Follow,
    Thing,
    Other,
    Asks,
    You,
    Away,
    Mutual,
    Time,
    Badge,
    Filler,
}

const KINDS: [(&str, Kind); 16] = [
    ("accept", Kind::Accept),
    ("ignore", Kind::Ignore),
    ("refuse", Kind::Refuse),
    ("all", Kind::All),
    ("invite", Kind::Invite),
    ("connect", Kind::Connect),
    ("follow", Kind::Follow),
    ("thing", Kind::Thing),
    ("other", Kind::Other),
    ("asks", Kind::Asks),
    ("you", Kind::You),
    ("away", Kind::Away),
    ("mutual", Kind::Mutual),
    ("time", Kind::Time),
    ("badge", Kind::Badge),
    ("filler", Kind::Filler),
];

struct Entry {
    code: &'static str,
    inside: bool,
    /// Whether words are written apart, so that a stem takes its whole word with it.
    apart: bool,
    strict: bool,
    /// Stems by kind, as they are searched for: normalised, with the spaces that a word's ends ask for.
    stems: [Vec<String>; KINDS.len()],
}

/// A text as it is searched: folded, everything that is no letter or digit made a space, and a space at
/// both ends, so that the beginning of a word can be searched for as text.
pub(super) fn words(text: &str) -> String {
    let mut words = String::with_capacity(text.len() + 2);
    words.push(' ');
    let mut push = |c: char| {
        if c.is_alphanumeric() {
            words.push(c);
        } else if !words.ends_with(' ') {
            words.push(' ');
        }
    };
    // Most texts are plain, and folding is most of a reading's time.
    if text.chars().all(|c| c.is_ascii() || c == '’') {
        text.chars().map(|c| c.to_ascii_lowercase()).for_each(&mut push);
    } else {
        fold(text, push);
    }
    if !words.ends_with(' ') {
        words.push(' ');
    }
    words
}

/// Forgets case, accents and points, but not the vowel signs of the scripts of India and Thailand: they are as
/// much of a word as letters are. Persian and Arabic write two letters differently that mean the same.
fn fold(text: &str, mut push: impl FnMut(char)) {
    for c in nfkd(text).chars() {
        let sign = c >= '\u{900}' && c.is_alphabetic();
        if is_combining_mark(c) && !sign
            || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{61C}' | '\u{640}' | '\u{AD}' | '\u{FEFF}')
        {
            continue;
        }
        for lower in c.to_lowercase() {
            match (base_letters(lower), lower) {
                (Some(base), _) => base.chars().for_each(&mut push),
                (None, 'ی' | 'ى') => push('ي'),
                (None, 'ک') => push('ك'),
                (None, lower) if is_combining_mark(lower) && !sign => {}
                (None, lower) => push(lower),
            }
        }
    }
}

fn lexicon() -> &'static [Entry] {
    static LEXICON: OnceLock<Vec<Entry>> = OnceLock::new();
    LEXICON.get_or_init(|| parse(SOURCE))
}

fn parse(source: &'static str) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for line in source.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some((code, how)) = line.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            let inside = how.contains("inside");
            let apart = !inside || how.contains("apart");
            entries.push(Entry { code, inside, apart, strict: how.contains("strict"), stems: Default::default() });
        } else if let (Some(entry), Some((key, list))) = (entries.last_mut(), line.split_once(':'))
            && let Some((_, kind)) = KINDS.iter().find(|(name, _)| *name == key.trim())
        {
            let inside = entry.inside;
            let stems = list.split(',').map(|stem| pattern(stem, inside)).filter(|stem| !stem.trim().is_empty());
            entry.stems[*kind as usize].extend(stems);
        }
    }
    entries
}

/// A stem as it is searched for in [`words`].
fn pattern(stem: &str, inside: bool) -> String {
    let whole = stem.trim().ends_with('$');
    let stem = words(stem);
    let stem = if whole { stem.as_str() } else { stem.trim_end() };
    if inside && !whole { stem.trim_start().to_owned() } else { stem.to_owned() }
}

impl Entry {
    fn says(&self, kind: Kind, words: &str) -> bool {
        self.stems[kind as usize].iter().any(|stem| words.contains(stem.as_str()))
    }

    /// Whether nothing is left of a text beside the answer and what may surround it.
    fn is_bare(&self, words: &str) -> bool {
        let mut rest = words.to_owned();
        for kind in [Kind::Accept, Kind::Ignore, Kind::Refuse, Kind::Invite, Kind::Connect, Kind::Filler] {
            for stem in &self.stems[kind as usize] {
                while let Some(at) = rest.find(stem.as_str()) {
                    let (mut from, mut end) = (at, at + stem.len());
                    if self.apart && !stem.ends_with(' ') {
                        // A stem takes its whole word with it.
                        if !stem.starts_with(' ') {
                            from = rest[..at].rfind(' ').unwrap_or(at);
                        }
                        end += rest[end..].find(' ').unwrap_or(rest.len() - end);
                    }
                    rest.replace_range(from..end, if self.apart { " " } else { "" });
                    rest = rest.replace("  ", " ");
                }
            }
        }
        // In languages that glue particles to words, an ending of one or two letters stays of a stem's word.
        let ending = |word: &str| self.inside && word.chars().count() <= 2 && word.chars().all(is_semitic);
        rest.split_whitespace().all(ending)
    }
}

/// Hebrew and Arabic letters.
fn is_semitic(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{6FF}')
}

/// What a control's name, or its visible text, could mean: for each meaning the languages in which it does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sense {
    /// Says accept, and neither ignore nor something else.
    pub accept: Languages,
    /// Says ignore, and neither accept nor something else.
    pub ignore: Languages,
    /// Says refuse: an ignore only where the sender is named.
    pub refuse: Languages,
    /// Answers all at once, which is no answer to anybody.
    pub all: Languages,
    /// Nothing is left beside the answer, "invitation", "connect" and small words.
    pub bare: Languages,
    /// Says invitation.
    pub invite: Languages,
    /// Says connect.
    pub connect: Languages,
    /// Says follow, page, event and so on.
    pub thing: Languages,
    /// A phrase that is used for other invitations only.
    pub other: Languages,
    /// Does something else: withdraw, reply, view.
    pub away: Languages,
}

impl Sense {
    /// Looks a normalised text ([`words`]) up.
    pub fn of(words: &str) -> Self {
        let mut sense = Self::default();
        if words.trim().is_empty() {
            return sense;
        }
        for (index, entry) in lexicon().iter().enumerate() {
            let away = entry.says(Kind::Away, words);
            let accept = entry.says(Kind::Accept, words);
            let ignore = entry.says(Kind::Ignore, words);
            let refuse = entry.says(Kind::Refuse, words);
            let set = |languages: &mut Languages, value: bool| {
                if value {
                    languages.insert(index);
                }
            };
            set(&mut sense.away, away);
            let answers = accept || ignore || refuse;
            let all = answers && entry.says(Kind::All, words);
            set(&mut sense.all, all);
            set(&mut sense.accept, accept && !ignore && !refuse && !away && !all);
            set(&mut sense.ignore, ignore && !accept && !away && !all);
            set(&mut sense.refuse, refuse && !ignore && !accept && !away && !all);
            set(&mut sense.invite, entry.says(Kind::Invite, words));
            set(&mut sense.connect, entry.says(Kind::Connect, words));
            set(&mut sense.thing, entry.says(Kind::Follow, words) || entry.says(Kind::Thing, words));
            set(&mut sense.other, entry.says(Kind::Other, words));
            set(&mut sense.bare, answers && entry.is_bare(words));
        }
        sense
    }

    /// The languages in which it means anything.
    pub fn any(&self) -> Languages {
        let answer = self.accept.or(self.ignore).or(self.refuse);
        answer.or(self.all).or(self.away).or(self.invite).or(self.connect).or(self.thing)
    }

    /// Whether it is understood, as something that is no answer.
    pub fn is_something_else(&self) -> bool {
        let answer = self.accept.or(self.ignore).or(self.refuse);
        // What one language knows as an answer to everybody is no answer to one, though another knows only its first word.
        self.all.any() || (answer.is_empty() && self.away.or(self.invite).or(self.connect).or(self.thing).any())
    }
}

/// In which of these languages a normalised text has a word of this kind.
pub(super) fn says(kind: Kind, words: &str, among: Languages) -> Languages {
    let mut found = Languages::default();
    for (index, entry) in lexicon().iter().enumerate() {
        if among.has(index) && entry.says(kind, words) {
            found.insert(index);
        }
    }
    found
}

/// Which of these languages have words of a kind at all.
pub(super) fn has_words(kind: Kind, among: Languages) -> Languages {
    Languages::where_entry(|entry| !entry.stems[kind as usize].is_empty()).and(among)
}

/// Whether a word says accept, ignore, invitation or connect in some language.
pub(super) fn is_answer(word: &str) -> bool {
    let sense = Sense::of(&words(word));
    sense.accept.or(sense.ignore).or(sense.refuse).or(sense.invite).or(sense.connect).any()
}

/// The lexicon's stems as single words, to be looked up.
#[derive(Default)]
struct Pieces {
    /// Whole words.
    words: SortedSet<&'static str>,
    /// How words begin.
    starts: SortedSet<&'static str>,
    /// What is looked for inside of words, in languages that write without spaces.
    inside: SortedSet<&'static str>,
}

impl Pieces {
    fn known() -> &'static Self {
        static PIECES: OnceLock<Pieces> = OnceLock::new();
        PIECES.get_or_init(|| {
            let mut pieces = Self::default();
            for entry in lexicon() {
                for stem in entry.stems.iter().flatten() {
                    if entry.inside {
                        pieces.inside.insert(stem.trim());
                        continue;
                    }
                    // A phrase is kept word by word.
                    let mut tokens = stem.split_whitespace().rev();
                    if let Some(last) = tokens.next() {
                        let last_is = if stem.ends_with(' ') { &mut pieces.words } else { &mut pieces.starts };
                        last_is.insert(last);
                    }
                    pieces.words.extend(tokens);
                }
            }
            pieces
        })
    }

    fn has_word(&self, word: &str) -> bool {
        let starts = || (1..=word.len()).filter_map(|end| word.get(..end)).any(|start| self.starts.contains(start));
        self.words.contains(word) || starts()
    }
}

/// A word in pieces, each with whether it belongs to the interface in some language: the whole word, or in languages that
/// write without spaces what of it does.
pub(super) fn pieces(word: &str) -> Vec<(&str, bool)> {
    let lexicon = Pieces::known();
    if lexicon.has_word(words(word).trim()) {
        return vec![(word, true)];
    }
    let mut pieces: Vec<(&str, bool)> = Vec::new();
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let known = |end: usize| lexicon.inside.contains(words(&rest[..end]).trim());
        let ends = rest.char_indices().map(|(at, c)| at + c.len_utf8()).take(12);
        let longest = ends.filter(|end| known(*end)).last();
        let end = longest.unwrap_or(first.len_utf8());
        match pieces.last_mut() {
            // Unknown letters stay together.
            Some((piece, false)) if longest.is_none() => {
                let start = word.len() - rest.len() - piece.len();
                *piece = &word[start..start + piece.len() + end];
            }
            _ => pieces.push((&rest[..end], longest.is_some())),
        }
        rest = &rest[end..];
    }
    pieces
}

/// The languages whose labels were seen on live pages, and are known to the last word.
pub(super) fn strict() -> Languages {
    Languages::where_entry(|entry| entry.strict)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(languages: Languages) -> Vec<&'static str> {
        languages.codes().collect()
    }

    /// The interface languages in LinkedIn's settings, as its help page names them ("Languages supported by LinkedIn").
    #[test]
    fn every_language_that_linkedin_is_offered_in_is_known() {
        for lang in [
            "ar-AE", "bn-IN", "cs-CZ", "da-DK", "de-DE", "el-GR", "en-US", "es-ES", "fa-IR", "fi-FI", "fr-FR", "he-IL",
            "hi-IN", "hu-HU", "in-ID", "it-IT", "iw-IL", "ja-JP", "ko-KR", "mr-IN", "ms-MY", "nl-NL", "no-NO", "pa-IN",
            "pl-PL", "pt-BR", "ro-RO", "ru-RU", "sv-SE", "te-IN", "th-TH", "tl-PH", "tr-TR", "uk-UA", "vi-VN", "zh-CN",
            "zh-TW",
        ] {
            assert_eq!(codes(Languages::of_page(lang)).len(), 1, "{lang}");
        }
    }

    #[test]
    fn every_language_has_both_answers_and_every_line_is_read() {
        assert!(lexicon().len() >= 32 && lexicon().len() <= 64, "{}", lexicon().len());
        for entry in lexicon() {
            for (key, kind) in KINDS {
                let stems = &entry.stems[kind as usize];
                let optional = matches!(kind, Kind::Other | Kind::Asks | Kind::You | Kind::Refuse);
                assert!(optional || !stems.is_empty(), "{} has no {key}", entry.code);
                // A stem of one letter would be found everywhere.
                for stem in stems {
                    let letters = stem.trim().chars().count();
                    // The Chinese "you" is one.
                    let small = matches!(kind, Kind::Filler | Kind::You);
                    assert!(letters >= 2 || stem.ends_with(' ') || small, "{} {stem:?}", entry.code);
                }
            }
        }
        let keys = SOURCE.lines().filter(|line| !line.starts_with('#') && line.contains(':'));
        for line in keys {
            let key = line.split(':').next().unwrap_or_default();
            assert!(KINDS.iter().any(|(name, _)| *name == key), "{line}");
        }
    }

    /// The worst that a lexicon could do: one language's answers read by another the other way round.
    #[test]
    fn no_two_languages_read_the_answers_the_other_way_round() {
        for entry in lexicon() {
            for accept in &entry.stems[Kind::Accept as usize] {
                for ignore in entry.stems[Kind::Ignore as usize].iter().chain(&entry.stems[Kind::Refuse as usize]) {
                    let (accept, ignore) = (Sense::of(&words(accept)), Sense::of(&words(ignore)));
                    let turned = accept.ignore.or(accept.refuse).and(ignore.accept);
                    assert!(turned.is_empty(), "{}: {:?}", entry.code, codes(turned));
                }
            }
        }
    }

    #[test]
    fn labels_are_understood() {
        for (code, accept, ignore) in [
            ("en", "Accept ’s invitation", "Ignore an invitation to connect from"),
            ("de", "Kontaktanfrage von  annehmen", "Kontaktanfrage von  ignorieren"),
            ("fr", "Accepter l’invitation de", "Ignorer l’invitation de"),
            ("es", "Aceptar la invitación de", "Ignorar la invitación de"),
            ("it", "Accetta l’invito di", "Ignora l’invito di"),
            ("pt", "Aceitar o convite de", "Ignorar o convite de"),
            ("nl", "Uitnodiging van accepteren", "Uitnodiging van negeren"),
            ("pl", "Zaakceptuj zaproszenie od", "Zignoruj zaproszenie od"),
            ("tr", "davetini kabul et", "davetini yok say"),
            ("ja", "さんの招待を承認", "さんの招待を無視"),
            ("zh", "接受的邀请", "忽略的邀请"),
            ("zh", "接受 的邀請", "略過 的邀請"),
            ("ko", "님의 초대 수락", "님의 초대 무시"),
            ("ar", "قبول دعوة", "تجاهل دعوة"),
            ("he", "אישור ההזמנה של", "התעלמות מההזמנה של"),
            ("hi", "का आमंत्रण स्वीकार करें", "का आमंत्रण अनदेखा करें"),
            ("id", "Terima undangan dari", "Abaikan undangan dari"),
            ("th", "ยอมรับคำเชิญของ", "ละเว้นคำเชิญของ"),
            ("ru", "Принять приглашение от", "Игнорировать приглашение от"),
            ("uk", "Прийняти запрошення від", "Ігнорувати запрошення від"),
            ("cs", "Přijmout pozvánku od", "Ignorovat pozvánku od"),
            ("ro", "Acceptați invitația de la", "Ignorați invitația de la"),
            ("sv", "Acceptera inbjudan från", "Ignorera inbjudan från"),
            ("da", "Accepter invitation fra", "Ignorer invitation fra"),
            ("no", "Godta invitasjonen fra", "Ignorer invitasjonen fra"),
            ("fi", "Hyväksy kutsu", "Ohita kutsu"),
            ("hu", "meghívásának elfogadása", "meghívásának figyelmen kívül hagyása"),
            ("el", "Αποδοχή πρόσκλησης από", "Παράβλεψη πρόσκλησης από"),
            ("vi", "Chấp nhận lời mời của", "Bỏ qua lời mời của"),
            ("fa", "پذیرفتن دعوت", "نادیده گرفتن دعوت"),
        ] {
            let (accept, ignore) = (Sense::of(&words(accept)), Sense::of(&words(ignore)));
            let both = codes(accept.accept.and(ignore.ignore));
            assert!(both.contains(&code), "{code}: {both:?} {:?} {:?}", codes(accept.accept), codes(ignore.ignore));
        }
    }

    #[test]
    fn alone_means_that_nothing_else_is_said() {
        let bare = |text: &str| codes(Sense::of(&words(text)).bare);
        for (code, text) in [
            ("en", "Accept"),
            ("en", "Ignore"),
            ("en", "Accept invitation"),
            ("de", "Annehmen"),
            ("tr", "Kabul et"),
            ("tr", "Yok say"),
            ("ja", "承認する"),
            ("zh", "接受"),
            ("ko", "무시하기"),
            ("hi", "स्वीकार करें"),
            ("hu", "Figyelmen kívül hagyás"),
            ("vi", "Bỏ qua"),
        ] {
            assert!(bare(text).contains(&code), "{text} {:?}", bare(text));
        }
        for text in ["Accept all", "Accept all 12 invitations", "Alle annehmen", "Tout accepter", "全部忽略"] {
            let sense = Sense::of(&words(text));
            assert!(sense.all.any() && sense.is_something_else(), "{text} {sense:?}");
        }
        for text in ["Accept all", "Accept cookies", "Accept Crumb Ltd", "Alle annehmen", "全て承認"] {
            assert!(bare(text).is_empty(), "{text} {:?}", bare(text));
        }
    }

    #[test]
    fn other_controls_are_no_answers() {
        for text in [
            "Invite  to connect",
            "Withdraw invitation sent to",
            "Follow",
            "Reply to",
            "Message",
            "Pending, click to withdraw invitation sent to",
            "Show more actions",
        ] {
            let sense = Sense::of(&words(text));
            assert!(sense.accept.or(sense.ignore).is_empty() && sense.is_something_else(), "{text} {sense:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn plain_texts_are_folded_like_others(text in "[ -~’]*") {
            let long_way = words(&format!("{text} é"));
            proptest::prop_assert_eq!(format!("{} e ", words(&text).trim_end()), long_way);
        }
    }

    #[test]
    fn languages_of_pages() {
        for (lang, code) in [("en-US", "en"), ("zh_TW", "zh"), ("nb", "no"), ("iw", "he"), ("PT-br", "pt")] {
            assert_eq!(codes(Languages::of_page(lang)), [code]);
        }
        assert!(Languages::of_page("").is_empty() && Languages::of_page("xx").is_empty());
    }
}
