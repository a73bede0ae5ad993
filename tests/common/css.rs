//! As much of CSS selectors as the reader's rules use, for [`super::page`]: a page has thousands of elements,
//! tests have thousands of pages. `rules_mean_the_same_to_a_real_engine` compares it with one.

use super::page::Flat;

/// A list of selectors, one of which must match.
pub struct Selectors(Vec<Complex>);

/// Compounds from the last to the first; each further one matches some ancestor.
struct Complex(Vec<Vec<Simple>>);

enum Simple {
    Any,
    Tag(String),
    Has(String),
    Attribute(String, char, String),
    Is(Selectors),
    Not(Selectors),
    Holds(Selectors),
}

impl Selectors {
    pub fn parse(css: &str) -> Self {
        Self(split(css, ',').into_iter().map(|part| Complex::parse(part.trim())).collect())
    }

    pub fn matches(&self, flat: &Flat, at: usize) -> bool {
        self.0.iter().any(|complex| complex.matches(flat, at, 0))
    }
}

/// Parts between separators that stand in no brackets or quotes.
fn split(css: &str, separator: char) -> Vec<&str> {
    let (mut parts, mut depth, mut quoted, mut from) = (Vec::new(), 0, false, 0);
    for (at, c) in css.char_indices() {
        match c {
            '"' => quoted = !quoted,
            _ if quoted => {}
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            _ if c == separator && depth == 0 => {
                parts.push(&css[from..at]);
                from = at + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(&css[from..]);
    parts
}

impl Complex {
    fn parse(css: &str) -> Self {
        Self(split(css, ' ').into_iter().rev().filter(|part| !part.is_empty()).map(compound).collect())
    }

    fn matches(&self, flat: &Flat, at: usize, part: usize) -> bool {
        if !self.0[part].iter().all(|simple| simple.matches(flat, at)) {
            return false;
        }
        part + 1 == self.0.len()
            || flat.around(at).skip(1).any(|outer| {
                // Only the nearest match matters where nothing but descendants is asked for.
                self.matches(flat, outer, part + 1)
            })
    }
}

fn compound(css: &str) -> Vec<Simple> {
    let mut simples = Vec::new();
    let mut rest = css;
    while let Some(first) = rest.chars().next() {
        let closing = |open: char, close: char| {
            let mut depth = 0;
            let end = rest.char_indices().find(|(_, c)| {
                depth += i32::from(*c == open) - i32::from(*c == close);
                depth == 0 && *c == close
            });
            end.expect("brackets close").0
        };
        let end = match first {
            '*' => {
                simples.push(Simple::Any);
                1
            }
            '#' => {
                let end = rest[1..].find(['[', ':', '#']).map_or(rest.len(), |end| end + 1);
                simples.push(Simple::Attribute("id".to_owned(), '=', rest[1..end].to_owned()));
                end
            }
            '[' => {
                let end = closing('[', ']');
                simples.push(attribute(&rest[1..end]));
                end + 1
            }
            ':' => {
                let end = closing('(', ')');
                let (name, inner) = rest[1..end].split_once('(').expect("only functional pseudo-classes");
                simples.push(match name {
                    "is" => Simple::Is(Selectors::parse(inner)),
                    "not" => Simple::Not(Selectors::parse(inner)),
                    "has" => Simple::Holds(Selectors::parse(inner)),
                    _ => panic!("{name} is not known here"),
                });
                end + 1
            }
            _ => {
                let end = rest.find(['[', ':', '#']).unwrap_or(rest.len());
                simples.push(Simple::Tag(rest[..end].to_owned()));
                end
            }
        };
        rest = &rest[end..];
    }
    simples
}

fn attribute(css: &str) -> Simple {
    let Some((name, value)) = css.split_once('=') else { return Simple::Has(css.to_owned()) };
    let value = value.trim_matches('"').to_owned();
    match name.strip_suffix(['^', '*']) {
        Some(bare) => Simple::Attribute(bare.to_owned(), name.chars().next_back().expect("an operator"), value),
        None => Simple::Attribute(name.to_owned(), '=', value),
    }
}

impl Simple {
    fn matches(&self, flat: &Flat, at: usize) -> bool {
        let element = flat.element(at);
        match self {
            Self::Any => true,
            Self::Tag(tag) => element.tag == *tag,
            Self::Has(name) => element.attribute(name).is_some(),
            Self::Attribute(name, how, value) => element.attribute(name).is_some_and(|real| match how {
                '^' => real.starts_with(value.as_str()),
                '*' => real.contains(value.as_str()),
                _ => real == value,
            }),
            Self::Is(selectors) => selectors.matches(flat, at),
            Self::Not(selectors) => !selectors.matches(flat, at),
            Self::Holds(selectors) => (at + 1..flat.end(at)).any(|inner| selectors.matches(flat, inner)),
        }
    }
}
