//! What a page says, in its language: see `speech.txt`.

use std::sync::OnceLock;

use super::chance::Chance;

const SOURCE: &str = include_str!("speech.txt");

/// One language's words.
pub struct Speech {
    pub code: &'static str,
    words: Vec<(&'static str, Vec<&'static str>)>,
}

impl Speech {
    /// What could be said.
    pub fn all(&self, what: &str) -> &[&'static str] {
        let (_, found) = self.words.iter().find(|(key, _)| *key == what).expect("every language has every word");
        found
    }

    pub fn say(&self, what: &str, chance: &mut Chance) -> &'static str {
        chance.pick::<&'static str>(self.all(what))
    }

    /// The page's `lang`.
    pub fn lang(&self) -> String {
        match self.code {
            "no" => "nb".to_owned(),
            code => code.replace('_', "-"),
        }
    }

    pub fn is_right_to_left(&self) -> bool {
        matches!(self.code, "ar" | "he" | "fa")
    }

    /// Whether LinkedIn has no interface in it, so that nobody can know its words.
    pub fn is_foreign(&self) -> bool {
        matches!(self.code, "et" | "ka" | "is" | "qx")
    }
}

pub fn languages() -> &'static [Speech] {
    static LANGUAGES: OnceLock<Vec<Speech>> = OnceLock::new();
    LANGUAGES.get_or_init(|| {
        let mut all: Vec<Speech> = Vec::new();
        for line in SOURCE.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            if let Some(code) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                all.push(Speech { code, words: Vec::new() });
            } else {
                let (key, texts) = line.split_once(": ").expect("a key and its words");
                let speech = all.last_mut().expect("a language comes first");
                speech.words.push((key, texts.split(';').collect()));
            }
        }
        all
    })
}
