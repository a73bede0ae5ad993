//! Replies that the user may copy: templates with the sender's name filled in.

use super::text::clean_line;

/// Stands in a template for the user's rule.
pub const RULE: &str = "{rule}";

/// Fills a template in: `{name}` is the whole name, `{first}` how one would greet this person, `{rule}` the user's rule.
/// Where there is no rule, the sentence that has it goes.
///
/// Only the template's own placeholders are filled in; braces inside a name stay what they are.
#[must_use]
pub fn fill_in(template: &str, name: &str, rule: &str) -> String {
    let name = clean_line(name, 100);
    let first = greeting_name(&name);
    let rule = rule.trim();
    let ruleless = (rule.is_empty() && template.contains(RULE)).then(|| without_rule(template));
    let template = ruleless.as_deref().unwrap_or(template);
    let mut filled = String::with_capacity(template.len() + name.len());
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        let (before, from_brace) = rest.split_at(open);
        filled.push_str(before);
        rest = if let Some(after) = from_brace.strip_prefix("{name}") {
            filled.push_str(&name);
            after
        } else if let Some(after) = from_brace.strip_prefix("{first}") {
            filled.push_str(&first);
            after
        } else if let Some(after) = from_brace.strip_prefix(RULE) {
            filled.push_str(rule);
            after
        } else {
            filled.push('{');
            &from_brace[1..]
        };
    }
    filled.push_str(rest);
    filled
}

/// A template without the sentence that has the rule in it; of its first sentence only the rule goes, or the greeting would.
fn without_rule(template: &str) -> String {
    let mut kept = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once(RULE) {
        let is_end = |c: char| ".!?…。！？؟\n".contains(c);
        let end = before.trim_end().char_indices().rfind(|(_, c)| is_end(*c)).map(|(at, c)| at + c.len_utf8());
        kept.push_str(&before[..end.unwrap_or(before.len())]);
        rest = if end.is_some() { after.trim_start_matches(['.', '。']) } else { after };
    }
    kept.push_str(rest);
    kept.trim_end().to_owned()
}

/// How many characters LinkedIn takes with an invitation from a free account (300 from a Premium one; seen in 2025).
pub const INVITATION_LIMIT: usize = 200;

/// How many characters a text has as forms in pages count them: in UTF-16.
#[must_use]
pub fn length(text: &str) -> usize {
    text.encode_utf16().count()
}

/// A note to go with an invitation: a template with the name filled in and, for `{memory}`, what the user remembers,
/// cut at a word so that all of it fits [`INVITATION_LIMIT`].
#[must_use]
pub fn invitation_note(template: &str, name: &str, memory: &str) -> String {
    // LinkedIn's own first names have 20 letters, whole ones 61.
    let name = &clean_line(name, 40);
    let (before, after) = template.split_once("{memory}").unwrap_or((template, ""));
    let (before, after) = (fill_in(before, name, ""), fill_in(after, name, ""));
    let room = INVITATION_LIMIT.saturating_sub(length(&before) + length(&after));
    let mut memory = clean_line(memory, 1_000);
    if memory.is_empty() {
        return format!("{before}{}", if before.ends_with(' ') { after.trim_start() } else { &after })
            .trim()
            .to_owned();
    }
    if let Some(last) = memory.chars().last().filter(|last| last.is_alphanumeric()) {
        // Kana and Han, which end a sentence with a stop of their own.
        memory.push(if matches!(last, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}') { '。' } else { '.' });
    }
    if length(&memory) > room {
        let mut left = room.saturating_sub(1);
        let fits = |c: &char| left.checked_sub(c.len_utf16()).map(|rest| left = rest).is_some();
        let cut: String = memory.chars().take_while(fits).collect();
        let word = cut.rfind(char::is_whitespace).unwrap_or(cut.len());
        memory = format!("{}…", cut[..word].trim_end_matches(|c: char| !c.is_alphanumeric()));
    }
    format!("{before}{memory}{after}").trim().to_owned()
}

/// How one would greet this person: the first word that is a name, without titles and emoji. The whole
/// name where it isn't written in words (Chinese, Japanese, Korean) or nothing else is left.
#[must_use]
pub fn greeting_name(name: &str) -> String {
    const TITLES: &[&str] = &[
        "dr", "prof", "mr", "mrs", "ms", "mx", "sir", "dame", "ing", "mag", "dipl-ing", "herr", "frau", "dott", "dra",
        "drs",
    ];
    name.split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphabetic()))
        .find(|word| !word.is_empty() && !TITLES.contains(&word.to_lowercase().as_str()))
        .filter(|word| word.chars().count() > 1)
        .map_or_else(|| name.to_owned(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn greetings() {
        for (name, first) in [
            ("Mia Sample", "Mia"),
            ("Dr. Mia Sample, MD", "Mia"),
            ("🌟 Jean-Luc Exemple 🌟", "Jean-Luc"),
            ("Prof. Dr. Ana", "Ana"),
            ("M. Sample", "M. Sample"),
            ("王小明", "王小明"),
            ("🌟", "🌟"),
        ] {
            assert_eq!(greeting_name(name), first);
        }
    }

    #[test]
    fn a_note_fits_the_invitation() {
        let template = "Hi {first}, {memory} I'd like to stay in touch.";
        let note = invitation_note(template, "Dr. Mia Sample", "We shared an umbrella in Porto");
        assert_eq!(note, "Hi Mia, We shared an umbrella in Porto. I'd like to stay in touch.");
        let japanese = invitation_note("{first}さん、{memory}ここでも。", "見本みあ", "ポルトで傘に入れてもらいました");
        assert_eq!(japanese, "見本みあさん、ポルトで傘に入れてもらいました。ここでも。");
        let long = invitation_note(template, "Mia Sample", &"umbrella {first} ".repeat(60));
        assert!(length(&long) <= INVITATION_LIMIT && long.ends_with("… I'd like to stay in touch."), "{long}");
    }

    #[test]
    fn a_note_without_a_memory_has_no_hole() {
        assert_eq!(invitation_note("Hi {first}, {memory} Bye.", "Mia", " "), "Hi Mia, Bye.");
        assert_eq!(invitation_note("{first}，你好！{memory}再见。", "王小明", ""), "王小明，你好！再见。");
    }

    #[test]
    fn a_note_fits_in_every_language_whatever_stands_in_it() {
        for file in [
            include_str!("../../extension/_locales/en/messages.json"),
            include_str!("../../extension/_locales/de/messages.json"),
            include_str!("../../extension/_locales/es/messages.json"),
            include_str!("../../extension/_locales/fr/messages.json"),
            include_str!("../../extension/_locales/it/messages.json"),
            include_str!("../../extension/_locales/nl/messages.json"),
            include_str!("../../extension/_locales/pl/messages.json"),
            include_str!("../../extension/_locales/pt_BR/messages.json"),
            include_str!("../../extension/_locales/tr/messages.json"),
            include_str!("../../extension/_locales/ja/messages.json"),
            include_str!("../../extension/_locales/zh_CN/messages.json"),
            include_str!("../../extension/_locales/ar/messages.json"),
        ] {
            let line = file.lines().find(|line| line.contains("\"sidebarInviteTemplate\"")).expect("a template");
            let template =
                line.split("\"message\": \"").nth(1).and_then(|rest| rest.split('"').next()).expect("a text");
            for name in
                ["Mia", "Wolfeschlegelsteinhausenbergerdorff-Wolfeschlegelsteinhausenbergerdorff", &"🌟".repeat(90)]
            {
                for memory in ["", "bees", &"🐝 ".repeat(200), &"word ".repeat(80), &"蜜".repeat(400), &"x".repeat(500)]
                {
                    let note = invitation_note(template, name, memory);
                    assert!(length(&note) <= INVITATION_LIMIT && !note.contains("  "), "{} {note}", length(&note));
                }
            }
        }
    }

    #[test]
    fn only_the_templates_placeholders_are_filled_in() {
        let filled = fill_in("Hi {first} ({name}) {x} {rule} {", "Mia {first} Sample", "{name}");
        assert_eq!(filled, "Hi Mia (Mia {first} Sample) {x} {name} {");
    }

    #[test]
    fn a_rule_is_filled_in_or_its_sentence_goes() {
        let template = "Hi {first}, gladly! How I decide: {rule}";
        assert_eq!(fill_in(template, "Mia", " example.org/rule "), "Hi Mia, gladly! How I decide: example.org/rule");
        for (template, without) in [
            (template, "Hi Mia, gladly!"),
            ("Hi {first}, gladly! My rule: {rule}. Bye.", "Hi Mia, gladly! Bye."),
            ("你好{first}。我的原则：{rule}", "你好Mia。"),
            ("{rule}, {first}", ", Mia"),
            ("Hi {first}, {rule}", "Hi Mia,"),
        ] {
            assert_eq!(fill_in(template, "Mia", " "), without);
        }
    }
}
