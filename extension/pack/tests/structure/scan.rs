//! Just enough reading of HTML, JavaScript and styles for the checks.

/// A tag that opens something, with its attributes in lower case.
pub struct Tag {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    /// The text up to the next tag.
    pub text: String,
}

impl Tag {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// The opening tags of a page that we wrote ourselves: attributes are quoted, and hold no `>`.
pub fn tags(html: &str) -> Vec<Tag> {
    let html = without_between(html, "<!--", "-->");
    html.split('<').skip(1).filter(|tag| tag.starts_with(|first: char| first.is_ascii_alphabetic())).map(tag).collect()
}

fn tag(source: &str) -> Tag {
    let (inside, text) = source.split_once('>').unwrap_or((source, ""));
    let name_end = inside.find(|c: char| c.is_whitespace() || c == '/').unwrap_or(inside.len());
    let (name, mut rest) = inside.split_at(name_end);
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        let Some(end) = rest.find(|c: char| c.is_whitespace() || c == '=') else {
            if !rest.is_empty() {
                attributes.push((rest.to_lowercase(), String::new()));
            }
            break;
        };
        let key = rest[..end].to_lowercase();
        rest = &rest[end..];
        let value = rest.strip_prefix("=\"").and_then(|value| value.split_once('"'));
        if let Some((value, after)) = value {
            attributes.push((key, value.to_owned()));
            rest = after;
        } else {
            attributes.push((key, String::new()));
            rest = rest.trim_start_matches('=');
        }
    }
    Tag { name: name.to_lowercase(), attributes, text: text.to_owned() }
}

/// JavaScript, Rust or styles without their comments. A `//` or `/*` inside of a text (an address, a pattern of addresses) is no
/// comment: comments begin a line, or stand behind a space or a bracket.
pub fn without_comments(source: &str) -> String {
    let mut lines = String::new();
    let mut rest = source;
    while let Some((before, after)) = rest.split_once("/*") {
        lines.push_str(before);
        if before.ends_with(|c: char| !c.is_whitespace() && !"{}();,".contains(c)) {
            lines.push_str("/*");
            rest = after;
        } else {
            rest = after.split_once("*/").map_or("", |(_, rest)| rest);
        }
    }
    lines.push_str(rest);
    lines.lines().map(|line| if line.trim_start().starts_with("//") { "" } else { line }).collect::<Vec<_>>().join("\n")
}

fn without_between(text: &str, open: &str, close: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(open) {
        kept.push_str(before);
        rest = after.split_once(close).map_or("", |(_, rest)| rest);
    }
    kept + rest
}

/// The texts in double quotes that follow directly after `call`, such as `getURL(`, where that is a word of its own.
pub fn arguments<'a>(source: &'a str, call: &'a str) -> impl Iterator<Item = &'a str> {
    source.match_indices(call).filter_map(move |(at, _)| {
        let before = source[..at].chars().next_back();
        let own_word = !before.is_some_and(|c| c.is_alphanumeric() || c == '_');
        let argument = source[at + call.len()..].trim_start().strip_prefix('"')?.split('"').next()?;
        own_word.then_some(argument)
    })
}

/// A reference relative to the file that holds it; `None` if it leaves the extension.
pub fn resolve(from: &str, reference: &str) -> Option<String> {
    let reference = reference.split(['?', '#']).next().unwrap_or_default();
    let mut parts: Vec<&str> = match reference.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => from.split('/').rev().skip(1).collect::<Vec<_>>().into_iter().rev().collect(),
    };
    for part in reference.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            _ => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// A source with everything between words as one dot, so that `["chrome", "storage"]` reads like `chrome.storage`.
pub fn words(source: &str) -> String {
    source
        .split(|c: char| !c.is_alphanumeric() && c != '_')
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(".")
}
