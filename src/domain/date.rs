//! Days, moments, and dates that may be known only to the month or the year.

use std::fmt;

use serde::{Deserialize, Serialize};
use time::{Date, Duration, Month};

/// A moment in milliseconds since 1970-01-01 00:00 UTC, as JavaScript's `Date.now()` tells it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Moment(pub i64);

impl Moment {
    /// Milliseconds from `earlier` to this moment; negative if `earlier` is later.
    #[must_use]
    pub const fn since_ms(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// The day of this moment in Greenwich.
    #[must_use]
    pub fn day(self) -> Day {
        let days = i32::try_from(self.0.div_euclid(24 * 60 * 60 * 1000)).unwrap_or_default();
        // 1970-01-01 has this number (`time` counts from 4714 BC).
        let date = Date::from_julian_day(days.saturating_add(2_440_588)).ok();
        Day(date.filter(|date| (1..=9999).contains(&date.year())).unwrap_or(time::OffsetDateTime::UNIX_EPOCH.date()))
    }
}

/// A day of the calendar, stored as `YYYY-MM-DD`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day(Date);

/// A text that is no date.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("“{0}” is not a date: write a year (2019), a month (2019-05) or a day (2019-05-17)")]
pub struct NoDate(String);

impl Day {
    /// The day with these numbers.
    ///
    /// # Errors
    /// If the calendar has no such day, or the year is not between 1 and 9999.
    pub fn new(year: i32, month: u8, day: u8) -> Result<Self, NoDate> {
        let no_date = || NoDate(format!("{year:04}-{month:02}-{day:02}"));
        if !(1..=9999).contains(&year) {
            return Err(no_date());
        }
        let month = Month::try_from(month).map_err(|_| no_date())?;
        Date::from_calendar_date(year, month, day).map(Self).map_err(|_| no_date())
    }

    /// A number that is greater for a later day, by one for the next.
    #[must_use]
    pub fn number(self) -> i64 {
        self.0.to_julian_day().into()
    }

    /// This day and so many more.
    #[must_use]
    pub fn plus_days(self, days: u16) -> Self {
        Self(self.0.saturating_add(Duration::days(i64::from(days))))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.0.year(), u8::from(self.0.month()), self.0.day())
    }
}

impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.to_string()
    }
}

impl TryFrom<String> for Day {
    type Error = NoDate;
    fn try_from(text: String) -> Result<Self, NoDate> {
        match Edtf::parse(&text)? {
            Edtf::Day(day) => Ok(day),
            _ => Err(NoDate(text)),
        }
    }
}

/// A date that is known to the year, the month or the day: level 0 of the Extended Date/Time Format
/// (ISO 8601-2:2019), stored as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Edtf {
    Year(i32),
    /// Year and month, 1 to 12.
    Month(i32, u8),
    Day(Day),
}

impl Edtf {
    /// The year.
    #[must_use]
    pub const fn year(self) -> i32 {
        match self {
            Self::Year(year) | Self::Month(year, _) => year,
            Self::Day(Day(date)) => date.year(),
        }
    }

    /// The first day that this may mean.
    #[must_use]
    pub fn first_day(self) -> Day {
        let first = |year, month| Day::new(year, month, 1).unwrap_or(Day(Date::MIN));
        match self {
            Self::Day(day) => day,
            Self::Month(year, month) => first(year, month),
            Self::Year(year) => first(year, 1),
        }
    }

    /// The last day that this may mean.
    #[must_use]
    pub fn last_day(self) -> Day {
        let last = |year, month: u8| {
            let length = Month::try_from(month).map_or(31, |month| month.length(year));
            Day::new(year, month, length)
        };
        match self {
            Self::Day(day) => day,
            Self::Month(year, month) => last(year, month).unwrap_or(Day(Date::MAX)),
            Self::Year(year) => last(year, 12).unwrap_or(Day(Date::MAX)),
        }
    }

    /// Parses the stored form.
    ///
    /// # Errors
    /// [`NoDate`] with the text, if it is in none of the three forms or not in the calendar.
    pub fn parse(text: &str) -> Result<Self, NoDate> {
        let no_date = || NoDate(text.to_owned());
        let number = |part: &str, digits: usize| -> Result<i32, NoDate> {
            if part.len() == digits && part.bytes().all(|b| b.is_ascii_digit()) {
                part.parse().map_err(|_| no_date())
            } else {
                Err(no_date())
            }
        };
        let mut parts = text.split('-');
        let year = number(parts.next().unwrap_or_default(), 4)?;
        if year == 0 {
            return Err(no_date());
        }
        let month = parts.next().map(|part| number(part, 2)).transpose()?;
        let day = parts.next().map(|part| number(part, 2)).transpose()?;
        match (month, day, parts.next()) {
            (None, None, None) => Ok(Self::Year(year)),
            (Some(month @ 1..=12), None, None) => Ok(Self::Month(year, u8::try_from(month).map_err(|_| no_date())?)),
            (Some(month), Some(day), None) => {
                let month = u8::try_from(month).map_err(|_| no_date())?;
                let day = u8::try_from(day).map_err(|_| no_date())?;
                Day::new(year, month, day).map(Self::Day).map_err(|_| no_date())
            }
            _ => Err(no_date()),
        }
    }

    /// Parses what a person types: the stored forms, and the orders that leave no doubt
    /// (`5/2019`, `17.5.2019`, `2019/5/17`). `17/5/2019` is read day first, `5/17/2019` month first;
    /// where both could be meant (`5/6/2019`) the text is refused rather than guessed at. Digits and signs are
    /// those of any keyboard: `2019年5月17日`, `２０１９／５`, `٢٠١٩`.
    ///
    /// # Errors
    /// [`NoDate`] with the text as typed.
    pub fn from_typed(text: &str) -> Result<Self, NoDate> {
        let no_date = || NoDate(text.trim().to_owned());
        let text: String = text.chars().map(western).collect();
        let numbers: Vec<&str> = text.trim().split(['-', '/', '.', ' ']).filter(|part| !part.is_empty()).collect();
        if numbers.iter().any(|part| part.len() > 4 || !part.bytes().all(|b| b.is_ascii_digit())) {
            return Err(no_date());
        }
        let dotted = text.contains('.');
        let stored = match numbers.as_slice() {
            [year] if year.len() == 4 => (*year).to_owned(),
            [year, month] if year.len() == 4 && month.len() <= 2 => format!("{year}-{month:0>2}"),
            [month, year] if year.len() == 4 && month.len() <= 2 => format!("{year}-{month:0>2}"),
            [year, month, day] if year.len() == 4 => format!("{year}-{month:0>2}-{day:0>2}"),
            [first, second, year] if year.len() == 4 && first.len() <= 2 && second.len() <= 2 => {
                let month_first = second.parse::<u8>().is_ok_and(|n| n > 12);
                let day_first = dotted || first == second || first.parse::<u8>().is_ok_and(|n| n > 12);
                match (day_first, month_first) {
                    (true, false) => format!("{year}-{second:0>2}-{first:0>2}"),
                    (false, true) => format!("{year}-{first:0>2}-{second:0>2}"),
                    _ => return Err(no_date()),
                }
            }
            _ => return Err(no_date()),
        };
        Self::parse(&stored).map_err(|_| no_date())
    }
}

/// A digit or a separator of a date as Western keyboards have it.
fn western(c: char) -> char {
    let digit = |zero: char| char::from_digit(u32::from(c) - u32::from(zero), 10).unwrap_or(c);
    match c {
        '０'..='９' => digit('０'),
        '٠'..='٩' => digit('٠'),
        '۰'..='۹' => digit('۰'),
        '．' => '.',
        '／' | '－' | '年' | '月' | '日' | '\u{3000}' => ' ',
        _ => c,
    }
}

impl fmt::Display for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Day(day) => day.fmt(f),
        }
    }
}

impl From<Edtf> for String {
    fn from(date: Edtf) -> Self {
        date.to_string()
    }
}

impl TryFrom<String> for Edtf {
    type Error = NoDate;
    fn try_from(text: String) -> Result<Self, NoDate> {
        Self::parse(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn three_precisions() {
        for text in ["2019", "2019-05", "2019-05-17", "2024-02-29"] {
            assert_eq!(Edtf::parse(text).unwrap().to_string(), text);
        }
        for text in ["", "19", "2019-5", "2019-13", "2019-00", "2023-02-29", "2019-05-17-1", "0000", "+2019", "2019-"] {
            assert!(Edtf::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn what_people_type() {
        for (typed, stored) in [
            (" 2019 ", "2019"),
            ("5/2019", "2019-05"),
            ("2019-5", "2019-05"),
            ("17.5.2019", "2019-05-17"),
            ("05.06.2019", "2019-06-05"),
            ("5/17/2019", "2019-05-17"),
            ("17/5/2019", "2019-05-17"),
            ("2019/5/7", "2019-05-07"),
            ("6/6/2019", "2019-06-06"),
            ("2019年", "2019"),
            ("２０１９年５月", "2019-05"),
            ("2019年5月17日", "2019-05-17"),
            ("２０１９／５／７", "2019-05-07"),
            ("١٧.٥.٢٠١٩", "2019-05-17"),
            ("۲۰۱۹/۵", "2019-05"),
        ] {
            assert_eq!(Edtf::from_typed(typed).map(|d| d.to_string()).as_deref(), Ok(stored), "{typed}");
        }
        for typed in ["5/6/2019", "５／６／２０１９", "5月17日", "May", "19", "2019-13", "32.1.2019", "1.2.3.2019", ""]
        {
            assert!(Edtf::from_typed(typed).is_err(), "{typed}");
        }
    }

    #[test]
    fn adding_days_crosses_months() {
        assert_eq!(Day::new(2026, 11, 23).unwrap().plus_days(30).to_string(), "2026-12-23");
        assert_eq!(Day::new(9999, 12, 31).unwrap().plus_days(1).to_string(), "9999-12-31");
    }

    #[test]
    fn a_rough_date_ends_on_a_day() {
        for (date, last) in
            [("2024", "2024-12-31"), ("2024-02", "2024-02-29"), ("2023-02", "2023-02-28"), ("2024-02-03", "2024-02-03")]
        {
            assert_eq!(Edtf::parse(date).unwrap().last_day().to_string(), last);
        }
    }

    #[test]
    fn a_moment_has_a_day() {
        for (ms, day) in
            [(0, "1970-01-01"), (-1, "1969-12-31"), (1_700_000_000_000, "2023-11-14"), (i64::MAX, "1970-01-01")]
        {
            assert_eq!(Moment(ms).day().to_string(), day);
        }
    }

    proptest! {
        #[test]
        fn parsing_never_panics(text in "\\PC*") {
            let _ = Edtf::from_typed(&text);
            if let Ok(date) = Edtf::parse(&text) {
                prop_assert_eq!(date.to_string(), text);
            }
        }
    }
}
