//! What pages say, by language.

use std::collections::BTreeMap;

const REPLICA: &str = include_str!("../../e2e/replica/languages.js");

/// The code of the language that nobody speaks, and no lexicon has.
pub const NOBODYS: &str = "xx";

/// One language's words. `{n}` is a name, `{t}` something that is no person.
pub struct Language {
    pub code: String,
    pub accept: String,
    pub ignore: String,
    pub connect: String,
    pub manage: String,
    pub accept_label: Option<String>,
    pub ignore_label: Option<String>,
    pub accept_thing: Option<String>,
    pub ignore_thing: Option<String>,
    pub wants: Option<String>,
    /// What invites to something else, behind the name.
    pub elsewhere: Vec<String>,
    pub withdraw: String,
    pub verified: String,
    pub reply: Option<String>,
    pub see_more: String,
}

/// Every language that the replica speaks, and one that nobody does.
pub fn languages() -> Vec<Language> {
    let mut tables: Vec<(String, BTreeMap<String, String>)> = Vec::new();
    for line in REPLICA.lines().map(str::trim) {
        if let Some(code) = line.strip_prefix("const ").and_then(|rest| rest.strip_suffix(" = {")) {
            tables.push((code.to_owned(), BTreeMap::new()));
        } else if let Some(code) = line.strip_suffix(": {").filter(|code| code.len() == 2) {
            tables.push((code.to_owned(), BTreeMap::new()));
        } else if let Some((key, value)) = line.split_once(": ")
            && let Some(value) = value.strip_prefix('"').and_then(|rest| rest.strip_suffix("\","))
            && let Some((_, table)) = tables.last_mut()
        {
            table.insert(key.to_owned(), value.replace("\\\"", "\""));
        }
    }
    tables.retain(|(_, table)| table.contains_key("accept"));
    let mut languages: Vec<Language> = tables.into_iter().map(|(code, table)| language(code, &table)).collect();
    let nobodys = [
        ("accept", "Zabbeln"),
        ("ignore", "Fronten"),
        ("acceptLabel", "Kerat {n} zabbeln"),
        ("ignoreLabel", "Kerat {n} fronten"),
        ("acceptThing", "Kerat vu {t} zabbeln"),
        ("ignoreThing", "Kerat vu {t} fronten"),
        ("wants", "wull hi trassen"),
        ("follow", "kerat vu"),
    ];
    let nobodys = nobodys.map(|(key, value)| (key.to_owned(), value.to_owned())).into_iter().collect();
    languages.push(language(NOBODYS.to_owned(), &nobodys));
    languages
}

fn language(code: String, table: &BTreeMap<String, String>) -> Language {
    let get = |key: &str| table.get(key).cloned();
    let or = |key: &str, otherwise: &str| get(key).unwrap_or_else(|| otherwise.to_owned());
    Language {
        accept: or("accept", ""),
        ignore: or("ignore", ""),
        connect: or("connect", "+"),
        manage: or("manage", "LinkedIn"),
        accept_label: get("acceptLabel"),
        ignore_label: get("ignoreLabel"),
        accept_thing: get("acceptThing"),
        ignore_thing: get("ignoreThing"),
        wants: get("wants"),
        elsewhere: ["follow", "subscribe", "attend", "join"].into_iter().filter_map(get).collect(),
        withdraw: or("withdraw", "×"),
        verified: or("verified", "✓"),
        reply: get("reply"),
        see_more: or("seeMore", "…"),
        code,
    }
}
