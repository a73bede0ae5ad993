//! A sender's name, out of the texts that surround it on a page.

use super::lexicon::words;
use crate::domain::text::clean_line;

/// Longer than any name; what is longer is something else.
const MAX_CHARS: usize = 120;

/// A name without what LinkedIn puts around it: badges, pronouns, the degree of connection, "View …’s
/// profile". Titles, emoji and nicknames in brackets stay: they are how somebody calls themselves.
pub(super) fn clean(raw: &str) -> String {
    let mut name = clean_line(raw, 4 * MAX_CHARS);
    // "Mia Sample • 2nd", "Mia Sample · She/Her"
    for dot in [" • ", " · ", " ∙ ", " | "] {
        if let Some(at) = name.find(dot).filter(|at| *at > 0) {
            name.truncate(at);
        }
    }
    let owner = name.strip_prefix("View ").and_then(possessive).or_else(|| possessive(&name)).map(str::to_owned);
    name = owner.unwrap_or(name);
    loop {
        let before = name.len();
        for without in [without_pronouns, without_badge] {
            let rest = without(&name).trim_end_matches([' ', ',', '•', '·', '|']).len();
            name.truncate(rest);
        }
        if name.len() == before {
            break;
        }
    }
    clean_line(&name, MAX_CHARS)
}

/// "Mia Sample’s profile picture" → "Mia Sample"
fn possessive(text: &str) -> Option<&str> {
    ["’s ", "'s ", "’ ", "' "].iter().find_map(|mark| {
        let (owner, of) = text.rsplit_once(mark)?;
        let of = of.to_lowercase();
        let ours = ["profile", "photo", "picture", "graphic link"].iter().any(|word| of.starts_with(word));
        (ours && !owner.is_empty()).then_some(owner)
    })
}

/// Pronouns stand at the end, in brackets or not, parted by slashes: "(She/Her)", "il/lui".
fn without_pronouns(name: &str) -> &str {
    let name = name.trim_end();
    if let Some((rest, last)) = name.rsplit_once(' ')
        && is_pronouns(last)
    {
        return rest;
    }
    match name.rfind(['(', '（']) {
        Some(open) if open > 0 && name.ends_with([')', '）']) && is_pronouns(&name[open..]) => &name[..open],
        _ => name,
    }
}

fn is_pronouns(text: &str) -> bool {
    let parts: Vec<&str> = text.split('/').map(|part| part.trim_matches([' ', '(', ')', '（', '）'])).collect();
    (2..=4).contains(&parts.len())
        && parts.iter().all(|part| (1..=10).contains(&part.chars().count()) && part.chars().all(char::is_alphabetic))
}

/// Words of the interface at the end: "Verified", "Premium", "2nd degree connection".
fn without_badge(name: &str) -> &str {
    const BADGES: [&str; 11] = [
        " verified",
        " premium",
        " premium member",
        " influencer",
        " 1st",
        " 2nd",
        " 3rd",
        " 1st degree connection",
        " 2nd degree connection",
        " 3rd degree connection",
        " open to work",
    ];
    let name = name.trim_end();
    let badge = |(at, _): &(usize, char)| {
        let end = words(&name[*at..]);
        BADGES.contains(&end.trim_end())
    };
    // At most three words, so that a name is never eaten from afar.
    let ends = name.char_indices().rev().filter(|(_, c)| matches!(c, ' ' | ',')).take(4).collect::<Vec<_>>();
    match ends.into_iter().find(badge) {
        Some((at, _)) if at > 0 => &name[..at],
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_no_name_goes() {
        for (raw, name) in [
            ("Mia Sample", "Mia Sample"),
            ("  Mia\n   Sample ", "Mia Sample"),
            ("Mia Sample Verified", "Mia Sample"),
            ("Mia Sample, premium", "Mia Sample"),
            ("Mia Sample Premium Verified", "Mia Sample"),
            ("Mia Sample Open to work", "Mia Sample"),
            ("Mia Sample • 2nd", "Mia Sample"),
            ("Mia Sample • 2nd degree connection", "Mia Sample"),
            ("Mia Sample 2nd degree connection", "Mia Sample"),
            ("Mia Sample 3rd+", "Mia Sample"),
            ("Mia Sample (She/Her)", "Mia Sample"),
            ("Mia Sample (She/Her) · 1st Verified", "Mia Sample"),
            ("Mia Sample She/Her/Hers", "Mia Sample"),
            ("Mia Sample ( She / Her )", "Mia Sample"),
            ("Mia Sample (elle)/(ella)", "Mia Sample"),
            ("View Mia Sample’s profile", "Mia Sample"),
            ("Mia Sample’s profile picture", "Mia Sample"),
            ("Mia Sample's photo", "Mia Sample"),
            ("James’ profile picture", "James"),
            ("Mia (Mimi) Sample", "Mia (Mimi) Sample"),
            ("Mia Sample (Mimi)", "Mia Sample (Mimi)"),
            ("Dr. Mia Sample, PhD 🌻", "Dr. Mia Sample, PhD 🌻"),
            ("View Askew", "View Askew"),
            ("O’Hara Connell", "O’Hara Connell"),
            ("Accept Jones", "Accept Jones"),
            ("田中 花子", "田中 花子"),
            ("Mia\u{202E} Sample", "Mia Sample"),
            ("Premium", "Premium"),
            ("", ""),
        ] {
            assert_eq!(clean(raw), name, "{raw}");
        }
    }

    proptest! {
        #[test]
        fn names_keep_their_bounds(raw in "\\PC{0,60}") {
            prop_assert!(clean(&raw).chars().count() <= MAX_CHARS);
        }
    }
}
