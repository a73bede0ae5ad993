//! Moments as people and other programs read them: RFC 3339 in UTC, to the millisecond.

use time::{Date, Duration, Month, OffsetDateTime, Time};

use crate::domain::Moment;

/// `2026-11-23T07:00:00.000Z`. A moment outside the years 1 to 9999 is written as its number of milliseconds.
#[must_use]
pub fn to_text(moment: Moment) -> String {
    let nanos = i128::from(moment.0) * 1_000_000;
    match OffsetDateTime::from_unix_timestamp_nanos(nanos) {
        Ok(at) if (1..=9999).contains(&at.year()) => format!(
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z",
            at.year(),
            u8::from(at.month()),
            at.day(),
            at.hour(),
            at.minute(),
            at.second(),
            at.millisecond()
        ),
        _ => moment.0.to_string(),
    }
}

/// The reverse of [`to_text`]. Also takes a day alone, seconds without a fraction, and other zones.
#[must_use]
pub fn from_text(text: &str) -> Option<Moment> {
    let text = text.trim();
    if let Ok(number) = text.parse::<i64>()
        && (text.len() > 4 || number < 0)
    {
        return Some(Moment(number));
    }
    let (day, clock) = text.split_once(['T', ' ']).unwrap_or((text, "00:00:00Z"));
    let mut day = day.splitn(3, '-');
    let (year, month, day) = (digits(day.next()?, 4)?, digits(day.next()?, 2)?, digits(day.next()?, 2)?);
    let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
    let date = Date::from_calendar_date(i32::try_from(year).ok()?, month, u8::try_from(day).ok()?).ok()?;
    let zone_at = clock.find(['Z', 'z', '+', '-']).unwrap_or(clock.len());
    let (clock, zone) = clock.split_at(zone_at);
    let (clock, fraction) = clock.split_once(['.', ',']).unwrap_or((clock, ""));
    let mut clock = clock.splitn(3, ':');
    let (hour, minute) = (digits(clock.next()?, 2)?, digits(clock.next()?, 2)?);
    let second = clock.next().map_or(Some(0), |second| digits(second, 2))?;
    let [hour, minute, second] = [hour, minute, second].map(|n| u8::try_from(n).unwrap_or(u8::MAX));
    let thousandths: String = fraction.chars().chain("000".chars()).take(3).collect();
    let time = Time::from_hms_milli(hour, minute, second, u16::try_from(digits(&thousandths, 3)?).ok()?).ok()?;
    let local = date.with_time(time).assume_utc();
    let utc = local.checked_sub(offset(zone)?)?;
    i64::try_from(utc.unix_timestamp_nanos() / 1_000_000).ok().map(Moment)
}

fn offset(zone: &str) -> Option<Duration> {
    let Some(sign) = zone.chars().next().filter(|c| "+-".contains(*c)) else { return Some(Duration::ZERO) };
    let numbers = zone[1..].replace(':', "");
    let minutes = digits(numbers.get(..2)?, 2)? * 60 + numbers.get(2..4).map_or(Some(0), |part| digits(part, 2))?;
    Some(Duration::minutes(if sign == '-' { -i64::from(minutes) } else { i64::from(minutes) }))
}

fn digits(text: &str, count: usize) -> Option<u32> {
    (text.len() == count && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn other_programs_moments() {
        for (text, same) in [
            ("2024-03-12T10:30:00Z", "2024-03-12T10:30:00.000Z"),
            ("2024-03-12 10:30", "2024-03-12T10:30:00.000Z"),
            ("2024-03-12", "2024-03-12T00:00:00.000Z"),
            ("2024-03-12T10:30:00.25+02:00", "2024-03-12T08:30:00.250Z"),
            ("2024-03-12T23:30:00-0130", "2024-03-13T01:00:00.000Z"),
            ("1700000000000", "2023-11-14T22:13:20.000Z"),
        ] {
            assert_eq!(from_text(text).map(to_text).as_deref(), Some(same), "{text}");
        }
        for wrong in ["", "2024", "2024-13-01", "2024-02-30", "2024-03-12T25:00", "2024-03-12T10:30:00+2", "soon"] {
            assert_eq!(from_text(wrong), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn every_moment_comes_back(ms in any::<i64>()) {
            prop_assume!(to_text(Moment(ms)).len() > 4 || ms < 0);
            prop_assert_eq!(from_text(&to_text(Moment(ms))), Some(Moment(ms)));
        }

        #[test]
        fn reading_never_panics(text in "\\PC*") {
            let _ = from_text(&text);
        }
    }
}
