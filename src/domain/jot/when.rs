//! Dates as they are said: "2024", "May 2024", "3 May 2024", "May 3rd", "2019-2021".

use super::cut::Token;
use super::words::{Role, phrases};
use crate::domain::{Day, Edtf};

/// A date that was said.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Date {
    Known(Edtf),
    /// A stretch of years, by the first.
    Since(i32),
    /// Month and day without a year.
    Day(u8, u8),
}

/// A part of a date.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Part {
    Year(i32),
    Month(u8),
    Day(u8),
    /// "de" in "3 de mayo de 2024".
    Of,
}

/// The date that these words begin with, and how many of them it takes.
pub(super) fn date(tokens: &[Token]) -> Option<(usize, Date)> {
    let first = tokens.first()?;
    if let Some(years) = years(tokens) {
        return Some(years);
    }
    if let Some(date) = typed(&first.folded) {
        return Some((1, Date::Known(date)));
    }
    let parts: Vec<Part> = tokens.iter().take(5).map_while(part).collect();
    let said: Vec<(usize, Part)> = parts.into_iter().enumerate().filter(|(_, part)| *part != Part::Of).collect();
    let date = |parts: &[(usize, Part)]| match *parts {
        [(_, Part::Day(day)), (_, Part::Month(month)), (at, Part::Year(year)), ..]
        | [(_, Part::Month(month)), (_, Part::Day(day)), (at, Part::Year(year)), ..] => {
            Some((at, Date::Known(Edtf::Day(Day::new(year, month, day).ok()?))))
        }
        [(_, Part::Month(month)), (at, Part::Year(year)), ..] => Some((at, Date::Known(Edtf::Month(year, month)))),
        [(_, Part::Day(day)), (at, Part::Month(month)), ..] | [(_, Part::Month(month)), (at, Part::Day(day)), ..] => {
            Some((at, Date::Day(month, day)))
        }
        [(at, Part::Year(year)), ..] => Some((at, Date::Known(Edtf::Year(year)))),
        _ => None,
    };
    let (last, date) = date(said.get(..3.min(said.len()))?)?;
    // "de Souza 2024" is no date.
    (said.first()?.0 == 0).then_some((last + 1, date))
}

/// "2019-2021", in one word or in three.
fn years(tokens: &[Token]) -> Option<(usize, Date)> {
    let dash = |c: char| matches!(c, '-' | '–' | '—');
    let year = |text: &str| text.parse().ok().filter(|_| text.len() == 4).filter(|year| is_plausible(*year));
    let first = &tokens.first()?.folded;
    if let Some((from, to)) = first.split_once(dash) {
        year(to)?;
        return Some((1, Date::Since(year(from)?)));
    }
    let [from, dash, to, ..] = tokens else { return None };
    // A sign alone folds to nothing.
    let (from, _) = (year(&from.folded)?, year(&to.folded)?);
    dash.folded.is_empty().then_some((3, Date::Since(from)))
}

const fn is_plausible(year: i32) -> bool {
    matches!(year, 1900..=2100)
}

/// A date in one word: `2024-05`, `17.5.2024`, `2024年5月`.
fn typed(word: &str) -> Option<Edtf> {
    let numeric = word.starts_with(char::is_numeric) && word.chars().filter(|c| c.is_numeric()).count() > 4;
    let looks = numeric || word.contains('年');
    Edtf::from_typed(word).ok().filter(|date| looks && is_plausible(date.year()))
}

fn part(token: &Token) -> Option<Part> {
    let word = token.folded.as_str();
    if matches!(word, "de" | "of" | "del" | "do") {
        return Some(Part::Of);
    }
    let digits = word.trim_end_matches(|c: char| !c.is_numeric());
    let ending = &word[digits.len()..];
    if let Ok(Edtf::Year(year)) = Edtf::from_typed(word) {
        return is_plausible(year).then_some(Part::Year(year));
    }
    if digits.len() <= 2 && matches!(ending, "" | "st" | "nd" | "rd" | "th" | "er" | "e") {
        let day = digits.parse().ok().filter(|day| (1..=31).contains(day));
        if let Some(day) = day {
            return Some(Part::Day(day));
        }
    }
    phrases().iter().find_map(|phrase| match phrase.role {
        Role::Month(month) if phrase.text == word => Some(Part::Month(month)),
        _ => None,
    })
}
