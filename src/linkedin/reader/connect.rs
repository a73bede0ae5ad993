//! Whether what was pressed on a profile is its Connect. Nothing is held by it: a wrong yes costs a question, a wrong no
//! costs nothing.

use super::super::lexicon::{Kind, Languages, Sense, says};
use super::super::place::{self, Place};
use super::super::snapshot::{Element, PageShot};
use super::judge::page_names;
use super::sender::{Person, without_name};
use super::tree::Tree;
use crate::domain::ProfileAddress;

/// Whether the press of this control invites the member whose profile the page is.
///
/// - A link to LinkedIn's page for a note says whom it invites.
/// - Else the control's name must name the owner and say "connect", or it stands in a menu, which is the owner's, and says
///   nothing but that. Other people's Connect buttons stand on the same page.
#[must_use]
pub fn pressed_connect(place: &Place, page: &PageShot, pressed: &Element) -> bool {
    let Place::Profile(owner) = place else { return false };
    if let Some(href) = pressed.attribute("href").filter(|href| leads_away(href)) {
        return place::invited(href).is_some_and(|invited| invited == *owner);
    }
    let Some(tree) = Tree::of(pressed) else { return false };
    let said = tree.name();
    let named = page_names(page, owner).iter().find_map(|name| rest_beside(&said, owner, name));
    let in_menu = pressed.attribute("role") == Some("menuitem");
    match named {
        Some(rest) => says_connect(&rest, page),
        // As many words as a menu has for it.
        None => in_menu && said.split_whitespace().count() <= 2 && says_connect(&said, page),
    }
}

/// Whether a link leads to another page: Accept, Connect and the like may lead to the one they stand on.
fn leads_away(href: &str) -> bool {
    let absolute = if href.starts_with('/') { format!("https://www.linkedin.com{href}") } else { href.to_owned() };
    !href.is_empty() && !href.starts_with('#') && !matches!(Place::from_url(&absolute), Place::Profile(_))
}

/// What a label (as words) says beside the owner's name; `None` if it doesn't name them.
fn rest_beside(said: &str, owner: &ProfileAddress, name: &str) -> Option<String> {
    let person = Person::by_name(owner, name);
    person.whole_in(said).map(|name| without_name(said, name))
}

/// Whether a label (as words) says "connect" in the page's language, and nothing against it: "remove from your connections",
/// "withdraw", "accept". It may say "join" as well ("à rejoindre votre réseau"). Where the language isn't known, no language may
/// understand it otherwise.
fn says_connect(rest: &str, page: &PageShot) -> bool {
    let sense = Sense::of(rest);
    let thing = says(Kind::Thing, rest, Languages::ALL);
    let against = sense.away.or(thing).or(sense.other).or(sense.accept).or(sense.ignore).or(sense.refuse);
    let spoken = Languages::of_page(&page.lang);
    let connects = if spoken.any() {
        sense.connect.without(against).and(spoken).any()
    } else {
        against.is_empty() && sense.connect.any()
    };
    connects && rest.split_whitespace().count() <= MOST_WORDS
}

/// "Invite Mia Sample to connect" has three beside the name; a sentence has more.
const MOST_WORDS: usize = 10;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::linkedin::Node;

    fn page(lang: &str) -> PageShot {
        PageShot {
            title: "(3) Mia Sample | LinkedIn".to_owned(),
            lang: lang.to_owned(),
            headings: vec!["Mia Sample".to_owned(), "About".to_owned()],
            ..PageShot::default()
        }
    }

    fn control(tag: &str, attributes: &[(&str, &str)], text: &str) -> Element {
        Element {
            tag: tag.to_owned(),
            attributes: attributes.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
            children: vec![Node::Text(text.to_owned())],
            ..Element::default()
        }
    }

    fn pressed(lang: &str, element: &Element) -> bool {
        let owner = Place::from_url("https://www.linkedin.com/in/mia-sample/");
        pressed_connect(&owner, &page(lang), element)
    }

    #[test]
    fn a_connect_is_known_by_its_link_its_name_or_its_menu() {
        let invite = "https://www.linkedin.com/preload/custom-invite/?vanityName=mia-sample";
        for (lang, tag, attributes, text) in [
            ("en", "a", &[("href", invite), ("aria-label", "Invite Mia Sample to connect")][..], "Connect"),
            ("xx", "a", &[("href", "/preload/custom-invite/?vanityName=Mia-Sample&x=1")], "Zabbeln"),
            ("en", "button", &[("aria-label", "Invite Mia Sample to connect")], "Connect"),
            ("en", "button", &[("aria-label", "Connect with Mia Sample")], ""),
            ("de", "button", &[("aria-label", "Mia Sample als Kontakt einladen")], "Vernetzen"),
            ("fr", "button", &[("aria-label", "Inviter Mia Sample à rejoindre votre réseau")], "Se connecter"),
            ("ja", "button", &[("aria-label", "Mia Sampleさんとつながる")], "つながる"),
            ("en", "div", &[("role", "button"), ("aria-label", "Invite Mia Sample to connect")], "Connect"),
            ("en", "div", &[("role", "menuitem")], "Connect"),
            ("de", "div", &[("role", "menuitem")], "Vernetzen"),
            (
                "en",
                "a",
                &[("href", "https://www.linkedin.com/in/mia-sample/"), ("aria-label", "Connect with Mia Sample")],
                "",
            ),
        ] {
            assert!(pressed(lang, &control(tag, attributes, text)), "{attributes:?} {text}");
        }
    }

    #[test]
    fn nothing_else_is_one() {
        let other = "https://www.linkedin.com/preload/custom-invite/?vanityName=omar-test";
        for (lang, tag, attributes, text) in [
            ("en", "a", &[("href", other), ("aria-label", "Invite Omar Test to connect")][..], "Connect"),
            ("en", "button", &[("aria-label", "Invite Omar Test to connect")], "Connect"),
            ("en", "button", &[], "Connect"),
            ("en", "button", &[("aria-label", "Follow Mia Sample")], "Follow"),
            ("en", "button", &[("aria-label", "Message Mia Sample")], "Message"),
            ("en", "button", &[("aria-label", "Remove your connection to Mia Sample")], "Remove"),
            ("en", "button", &[("aria-label", "Accept Mia Sample’s request to connect")], "Accept"),
            ("en", "button", &[("aria-label", "Pending, click to withdraw invitation sent to Mia Sample")], "Pending"),
            (
                "en",
                "a",
                &[("href", "/search/results/people/?connectionOf=x"), ("aria-label", "Mia Sample’s connections")],
                "500+",
            ),
            ("en", "a", &[("href", "/in/mia-sample/overlay/contact-info/")], "Contact info"),
            ("en", "div", &[("role", "menuitem")], "Contact info"),
            ("en", "div", &[("role", "menuitem")], "Remove connection"),
            ("fr", "div", &[("role", "menuitem")], "Suivre"),
        ] {
            assert!(!pressed(lang, &control(tag, attributes, text)), "{attributes:?} {text}");
        }
        let invite = control("a", &[("href", "/preload/custom-invite/?vanityName=mia-sample")], "Connect");
        assert!(!pressed_connect(&Place::Invitations, &page("en"), &invite), "only on a profile");
    }
}
