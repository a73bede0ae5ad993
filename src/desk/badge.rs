//! The number on the toolbar's icon: how many senders on the tab's page are waiting for an answer, and nothing else.

use super::handle::{Event, Happening};
use super::message::{PageMessage, TabId};
use super::review::{Review, Reviews};

/// The badge's colour; its text is white. It stands out from light toolbars and from dark ones.
pub const COLOUR: &str = "#b4552d";

/// What stands on the badge; nothing where nobody waits. Four letters find room there.
#[must_use]
pub fn text(waiting: usize) -> String {
    match waiting {
        0 => String::new(),
        1..=99 => waiting.to_string(),
        _ => "99+".to_owned(),
    }
}

/// The numbers that are different now. The browser forgets a tab's number when it goes to another page, so a
/// page that says hello gets it anew.
pub(super) fn changes(event: &Event, before: &Reviews, changed: &[(TabId, Option<Review>)]) -> Vec<(TabId, usize)> {
    let number = |review: Option<&Review>| review.map_or(0, Review::waiting);
    let mut numbers: Vec<(TabId, usize)> = changed
        .iter()
        .filter_map(|(tab, after)| Some((*tab, number(Some(after.as_ref()?)))))
        .filter(|(tab, now)| number(before.get(tab)) != *now)
        .collect();
    if let Happening::Page { tab, message: PageMessage::Hello { .. } } = &event.what
        && !numbers.iter().any(|(other, _)| other == tab)
    {
        let after = changed.iter().find(|(other, _)| other == tab);
        numbers.push((*tab, after.map_or_else(|| number(before.get(tab)), |(_, after)| number(after.as_ref()))));
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance, as WCAG 2.2 defines it.
    fn luminance(colour: &str) -> f64 {
        let channel = |at: usize| {
            let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
    }

    fn contrast(one: &str, other: &str) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn the_number_can_be_read_in_both_themes() {
        assert!(contrast(COLOUR, "#ffffff") >= 4.5, "its text");
        // The toolbars of Chromium and Firefox, light and dark.
        for toolbar in ["#ffffff", "#f9f9fb", "#202124", "#1c1b22"] {
            assert!(contrast(COLOUR, toolbar) >= 3.0, "{toolbar}");
        }
    }

    #[test]
    fn numbers_stay_short() {
        assert_eq!([0, 1, 99, 100, 4000].map(text), ["", "1", "99", "99+", "99+"]);
    }
}
