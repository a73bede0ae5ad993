//! "Remember this person", chosen in a page's context menu or by a shortcut: what the line begins with.

use super::Review;
use crate::domain::ProfileAddress;
use crate::domain::jot;
use crate::domain::text::{clean_line, fold};
use crate::linkedin::Place;

/// A name is shorter; whoever selects more has selected something else as well.
const MAX_SELECTED: usize = 200;

/// What the user pointed at.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pointed<'a> {
    /// Where the link leads that was clicked.
    pub link: Option<&'a str>,
    /// The text that was selected: of somebody else's page, so it is text and nothing more.
    pub selection: Option<&'a str>,
    /// What is known of the page.
    pub review: Option<&'a Review>,
}

/// Whose profile was pointed at, by its address.
#[must_use]
pub fn address(pointed: &Pointed<'_>) -> Option<ProfileAddress> {
    jot::read(&line(pointed)).address
}

/// The line for [`crate::domain::jot`]: a name and a profile's address, as far as they are known; empty if nothing is. On a
/// profile's page that is its owner, unless another person's name was selected.
#[must_use]
pub fn line(pointed: &Pointed<'_>) -> String {
    let selection = pointed.selection.map(|text| clean_line(text, MAX_SELECTED)).unwrap_or_default();
    if let Some(linked) = pointed.link.and_then(|link| ProfileAddress::from_href(link).ok()) {
        return together(&selection, Some(&linked));
    }
    let owner = pointed.review.and_then(|review| match Place::from_url(&review.url) {
        Place::Profile(address) => review.sender(&address),
        _ => None,
    });
    match owner {
        Some(owner) if selection.is_empty() => together(&owner.name, Some(&owner.address)),
        Some(owner) if fold(&owner.name).contains(&fold(&selection)) => together(&selection, Some(&owner.address)),
        _ => selection,
    }
}

fn together(name: &str, address: Option<&ProfileAddress>) -> String {
    let href = address.map(ProfileAddress::href).unwrap_or_default();
    [name, &href].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on_mias_profile() -> Review {
        let address = ProfileAddress::from_slug("mia-sample").unwrap();
        let url = address.href();
        Review {
            url,
            senders: vec![crate::desk::Sender::without_card(address, "Mia Sample".to_owned())],
            ..Review::default()
        }
    }

    fn remembered(link: Option<&str>, selection: Option<&str>, review: Option<&Review>) -> (String, String) {
        let person = jot::read(&line(&Pointed { link, selection, review }));
        (person.name, person.address.map(|address| address.as_str().to_owned()).unwrap_or_default())
    }

    #[test]
    fn whoever_was_pointed_at_is_understood() {
        let page = on_mias_profile();
        let list = Review { url: "https://www.linkedin.com/mynetwork/".to_owned(), ..on_mias_profile() };
        let omar = "https://de.linkedin.com/in/omar-test/?trk=x";
        for (link, selection, review, name, slug) in [
            (Some(omar), None, Some(&page), "", "omar-test"),
            (Some(omar), Some("Omar Test"), None, "Omar Test", "omar-test"),
            (None, None, Some(&page), "Mia Sample", "mia-sample"),
            (None, Some(" Mia\u{202e}\n Sample "), Some(&page), "Mia Sample", "mia-sample"),
            (None, Some("Omar Test"), Some(&page), "Omar Test", ""),
            (Some("https://example.com/"), Some("Omar Test"), None, "Omar Test", ""),
            (None, None, Some(&list), "", ""),
            (None, None, None, "", ""),
        ] {
            assert_eq!(
                remembered(link, selection, review),
                (name.to_owned(), slug.to_owned()),
                "{link:?} {selection:?}"
            );
        }
    }
}
