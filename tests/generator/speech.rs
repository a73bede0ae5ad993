//! What a page says, in its language: see `speech.txt`.

use std::sync::OnceLock;

use super::chance::Chance;

const SOURCE: &str = include_str!("speech.txt");
/// The words of the replica's pages, which were written from public records: a second opinion on most languages.
const REPLICA: &str = include_str!("../e2e/replica/languages.js");

/// What the replica calls what we call otherwise. `{t}` is behind what it invites to.
const REPLICAS: [(&str, &str); 17] = [
    ("accept", "accept"),
    ("ignore", "ignore"),
    ("acceptLabel", "acceptOf"),
    ("ignoreLabel", "ignoreOf"),
    ("ignoreOtherLabel", "ignoreOther"),
    ("acceptThing", "acceptThing"),
    ("ignoreThing", "ignoreThing"),
    ("wants", "wants"),
    ("follow", "follow"),
    ("subscribe", "follow"),
    ("attend", "follow"),
    ("join", "follow"),
    ("connect", "connect"),
    ("inviteLabel", "connectOf"),
    ("withdraw", "withdraw"),
    ("seeMore", "more"),
    ("reply", "reply"),
];

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

    /// The same of what only some languages have.
    pub fn maybe(&self, what: &str) -> Option<&'static str> {
        self.words.iter().find(|(key, _)| *key == what).map(|(_, all)| all[0])
    }

    /// All of it.
    pub fn maybe_all(&self, what: &str) -> Option<&[&'static str]> {
        self.words.iter().find(|(key, _)| *key == what).map(|(_, all)| all.as_slice())
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
        matches!(self.code, "et" | "ka" | "is" | "qx" | "xx")
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
        let second = replica(&all);
        all.extend(second);
        all
    })
}

/// The languages again, as the replica speaks them; what it doesn't say is taken from the first.
fn replica(first: &[Speech]) -> Vec<Speech> {
    let mut tables: Vec<(&str, Vec<(&str, &str)>)> = Vec::new();
    for line in REPLICA.lines().map(str::trim) {
        let code = line.strip_prefix("const ").and_then(|rest| rest.strip_suffix(" = {"));
        if let Some(code) = code.or_else(|| line.strip_suffix(": {").filter(|code| code.len() == 2)) {
            tables.push((code, Vec::new()));
        } else if let Some((key, value)) = line.split_once(": ")
            && let Some(value) = value.strip_prefix('"').and_then(|rest| rest.strip_suffix("\","))
            && let Some((_, table)) = tables.last_mut()
        {
            table.push((key, value));
        }
    }
    tables.retain(|(_, table)| table.iter().any(|(key, _)| *key == "acceptLabel"));
    let spoken = tables.into_iter().map(|(code, table)| {
        let code = if code == "zh" { "zh_CN" } else { code };
        let known = first.iter().find(|speech| speech.code == code).expect("the replica speaks no other language");
        let mut words: Vec<(&'static str, Vec<&'static str>)> = Vec::new();
        for (theirs, ours) in REPLICAS {
            let Some((_, text)) = table.iter().find(|(key, _)| *key == theirs) else { continue };
            let text: &'static str = if ours == "follow" { format!("{text} {{t}}").leak() } else { text };
            match words.iter_mut().find(|(key, _)| *key == ours) {
                Some((_, all)) => all.push(text),
                None => words.push((ours, vec![text])),
            }
        }
        // Its label of an invitation to connect may say so.
        if words.iter().all(|(key, _)| *key != "ignoreOther") {
            words.push(("ignoreOther", vec![known.all("ignoreOf")[0]]));
        }
        for (key, all) in &known.words {
            if words.iter().all(|(have, _)| have != key) {
                words.push((key, all.clone()));
            }
        }
        Speech { code: known.code, words }
    });
    spoken.collect()
}
