//! Front matter: the small part of YAML that notes use. Strings, and lists of strings.
//!
//! We write every string in double quotes, where YAML 1.2 takes all escapes of JSON, so that no name is ever
//! taken for a number, a date or a truth value. Read is also what Obsidian makes of it when it saves a note.

use super::super::problem::{Cause, FrontFault, Place, Problem};

/// A value of the front matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Text(String),
    List(Vec<String>),
    /// Something deeper, of the program that keeps the notes: no text of ours.
    Nested,
}

/// A string in double quotes.
pub fn quoted(text: &str) -> String {
    // Line separators that are white space to YAML; JSON leaves them as they are.
    let json = serde_json::Value::from(text).to_string();
    ['\u{85}', '\u{2028}', '\u{2029}', '\u{FEFF}', '\u{7F}']
        .iter()
        .fold(json, |json, c| json.replace(*c, &format!("\\u{:04x}", u32::from(*c))))
}

/// A list, one entry a line.
pub fn list<'a>(entries: impl Iterator<Item = &'a str>) -> String {
    entries.map(|entry| format!("\n  - {}", quoted(entry))).collect()
}

/// Reads the lines between the fences; `first` is the number of the first of them.
///
/// # Errors
/// [`Cause::FrontMatter`] with the line that can't be read.
pub fn read(lines: &[&str], first: u64) -> Result<Vec<(Place, String, Value)>, Problem> {
    let mut entries: Vec<(Place, String, Value)> = Vec::new();
    let mut rest = (first..).zip(lines.iter().copied()).peekable();
    while let Some((number, line)) = rest.next() {
        let place = Place::line(number);
        let problem = |why| Problem::new(Place::line(number), Cause::FrontMatter(why));
        let trimmed = line.trim();
        if trimmed.is_empty() || trimmed.starts_with('#') {
            continue;
        }
        if let Some(entry) = list_entry(trimmed) {
            match entries.last_mut() {
                Some((_, _, Value::List(list))) => list.push(scalar(entry).map_err(problem)?),
                Some((_, _, Value::Nested)) => {}
                _ => return Err(problem(FrontFault::StrayList)),
            }
            continue;
        }
        if line.starts_with([' ', '\t']) {
            match entries.last_mut() {
                Some((_, _, Value::Text(text))) if !text.is_empty() => return Err(problem(FrontFault::Unknown)),
                Some((_, _, value)) => *value = Value::Nested,
                None => return Err(problem(FrontFault::Unknown)),
            }
            continue;
        }
        let (key, value) = line.split_once(':').ok_or_else(|| problem(FrontFault::NoColon))?;
        let value = value.trim();
        let block = value.strip_prefix(['|', '>']).filter(|marks| marks.len() <= 2);
        let value = match (value, block) {
            (_, Some(_)) => {
                let mut text: Vec<&str> = Vec::new();
                while let Some((_, line)) =
                    rest.next_if(|(_, line)| line.trim().is_empty() || line.starts_with([' ', '\t']))
                {
                    text.push(line.trim());
                }
                let between = if value.starts_with('|') { "\n" } else { " " };
                Value::Text(text.join(between).trim_end().to_owned())
            }
            // A list follows, or nothing does.
            ("", None) if rest.peek().is_some_and(|(_, next)| list_entry(next.trim()).is_some()) => {
                Value::List(Vec::new())
            }
            ("", None) => Value::Text(String::new()),
            (value, None) if value.starts_with('{') => Value::Nested,
            (value, None) => match value.strip_prefix('[') {
                Some(list) => {
                    let list = list.strip_suffix(']').ok_or_else(|| problem(FrontFault::OpenList))?;
                    let entries = flow(list).into_iter().map(|entry| scalar(entry.trim()));
                    Value::List(entries.collect::<Result<_, _>>().map_err(problem)?)
                }
                None => Value::Text(scalar(value).map_err(problem)?),
            },
        };
        let key = scalar(key.trim()).map_err(problem)?;
        entries.push((place.field(&key), key, value));
    }
    Ok(entries)
}

/// What stands behind the dash of a list's entry.
fn list_entry(line: &str) -> Option<&str> {
    if line == "-" { Some("") } else { line.strip_prefix("- ").map(str::trim) }
}

/// The entries of `[a, "b, c"]`.
fn flow(list: &str) -> Vec<&str> {
    let mut quote = None;
    let mut escaped = false;
    let entries = list.split(|c: char| {
        match (quote, c) {
            (Some('"'), '\\') => escaped = !escaped,
            (Some(open), c) if open == c && !escaped => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, ',') => return true,
            _ => escaped = false,
        }
        false
    });
    entries.filter(|entry| !entry.trim().is_empty()).collect()
}

fn scalar(text: &str) -> Result<String, FrontFault> {
    if text.starts_with('"') {
        return serde_json::from_str(text).map_err(|_| FrontFault::Quoted);
    }
    if let Some(text) = text.strip_prefix('\'') {
        let text = text.strip_suffix('\'').ok_or(FrontFault::OpenQuote)?;
        return Ok(text.replace("''", "'"));
    }
    if text.starts_with(['{', '&', '*', '!', '|', '>', '%', '@', '`']) {
        return Err(FrontFault::Unknown);
    }
    // A comment begins with a space and a number sign.
    let text = text.split_once(" #").map_or(text, |(text, _)| text).trim_end();
    Ok(if matches!(text, "null" | "~") { String::new() } else { text.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn entries(text: &str) -> Result<Vec<(String, Value)>, String> {
        let lines: Vec<&str> = text.lines().collect();
        let read = read(&lines, 2).map_err(|problem| problem.to_string())?;
        Ok(read.into_iter().map(|(_, key, value)| (key, value)).collect())
    }

    fn text(text: &str) -> Value {
        Value::Text(text.to_owned())
    }

    #[test]
    fn what_programs_and_people_write() {
        let list = |entries: &[&str]| Value::List(entries.iter().map(|entry| (*entry).to_owned()).collect());
        let front = "name: Mia Sample # a comment\nurl: https://x.example/a:b\n'met on': '2019: it''s'\n\
                     tags:\n  - bees\n- \"a: b\"\nkinds: [client, \"a, \\\" b\", 'c']\nempty:\nnone: ~\n# comment\n\
                     story: |-\n  one\n\n  two\nlast: \"\\u00e9\\n\"\n\
                     plugin:\n  view: list\n  rows:\n    - 1\nrows:\n  - a: 1\n    b: 2\n  - a: 3\ninline: {a: 1}\nend: x";
        let read = entries(front).unwrap();
        let expected = [
            ("name", text("Mia Sample")),
            ("url", text("https://x.example/a:b")),
            ("met on", text("2019: it's")),
            ("tags", list(&["bees", "a: b"])),
            ("kinds", list(&["client", "a, \" b", "c"])),
            ("empty", text("")),
            ("none", text("")),
            ("story", text("one\n\ntwo")),
            ("last", text("é\n")),
            ("plugin", Value::Nested),
            ("rows", Value::Nested),
            ("inline", Value::Nested),
            ("end", text("x")),
        ];
        assert_eq!(read, expected.map(|(key, value)| (key.to_owned(), value)));
    }

    #[test]
    fn what_is_not_understood_says_where() {
        for (front, why) in [
            ("name", "line 2: this line of the front matter can't be read: there is no colon"),
            ("a: b\n- c", "line 3: this line of the front matter can't be read: a list that belongs to nothing"),
            ("a: &b c", "line 2: this line of the front matter can't be read: only texts and lists are understood"),
            ("a: [b", "line 2: this line of the front matter can't be read: a list without its end"),
            (
                "a: \"b",
                "line 2: this line of the front matter can't be read: a text in quotation marks that can't be read",
            ),
        ] {
            assert_eq!(entries(front), Err(why.to_owned()));
        }
    }

    proptest! {
        #[test]
        fn texts_come_back(value: String, all in proptest::collection::vec(any::<String>(), 1..4)) {
            let front = format!("key: {}\nall:{}", quoted(&value), list(all.iter().map(String::as_str)));
            let lines: Vec<&str> = front.split('\n').collect();
            let read: Vec<Value> = read(&lines, 1).unwrap().into_iter().map(|(_, _, value)| value).collect();
            prop_assert_eq!(read, [Value::Text(value), Value::List(all)]);
        }

        #[test]
        fn reading_never_panics(text in "[-a: \"'\\[\\],|>\\\\#\n]{0,40}|\\PC*") {
            let _ = entries(&text);
        }
    }
}
