//! A LinkedIn member's profile address, in the one form in which addresses are compared.

use std::fmt;

use super::normal::nfc;
use super::text::{percent_decode, percent_encode};
use serde::{Deserialize, Serialize};

/// The part of a profile's address that names the member: the vanity slug of `/in/<slug>/`, or a
/// member id such as `ACoAAB…` where LinkedIn uses that in its place.
///
/// Slugs are percent-decoded, in Unicode normal form C and in lower case (LinkedIn treats them as
/// equal); member ids keep their case, which carries meaning.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ProfileAddress(String);

/// Why a text is no profile address.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum NoProfileAddress {
    #[error("this is not a LinkedIn profile address: it should look like linkedin.com/in/name")]
    NotAProfile,
    #[error("the name in this LinkedIn address is empty, too long or not readable")]
    BadSlug,
}

/// LinkedIn limits slugs to 100 characters; the rest is room for member ids and for what changes.
const MAX_CHARS: usize = 200;

impl ProfileAddress {
    /// Parses the member's part alone, percent-encoded or not.
    ///
    /// # Errors
    /// [`NoProfileAddress::BadSlug`] if it is empty, too long, or has characters no address has;
    /// [`NoProfileAddress::NotAProfile`] if it is `me`, which leads whoever follows it to their own profile.
    pub fn from_slug(slug: &str) -> Result<Self, NoProfileAddress> {
        let decoded = percent_decode(slug).ok_or(NoProfileAddress::BadSlug)?;
        let decoded = nfc(decoded.trim());
        let normal = if is_member_id(&decoded) { decoded } else { decoded.to_lowercase() };
        let readable = normal.chars().all(|c| !c.is_control() && !c.is_whitespace() && !"/?#\\<>\"".contains(c));
        if normal.is_empty() || normal.chars().count() > MAX_CHARS || !readable {
            return Err(NoProfileAddress::BadSlug);
        }
        if normal == "me" {
            return Err(NoProfileAddress::NotAProfile);
        }
        Ok(Self(normal))
    }

    /// Parses an address as it stands in a page, an export file or a user's clipboard: absolute or
    /// relative, with tracking parameters, a country subdomain, or a language behind the slug.
    ///
    /// # Errors
    /// [`NoProfileAddress::NotAProfile`] if it points elsewhere, [`NoProfileAddress::BadSlug`] if the
    /// member's part is unreadable.
    pub fn from_href(href: &str) -> Result<Self, NoProfileAddress> {
        let href = href.trim();
        let path = match href.split_once("://") {
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http") => {
                linkedin_path(rest)?
            }
            Some(_) => return Err(NoProfileAddress::NotAProfile),
            None if href.starts_with("//") => linkedin_path(&href[2..])?,
            None if href.starts_with('/') => href,
            // Typed by a user: "linkedin.com/in/name", "in/name".
            None => match linkedin_path(href) {
                Ok(path) => path,
                Err(_) => href,
            },
        };
        let path = path.split(['?', '#']).next().unwrap_or_default().trim_start_matches('/');
        let mut parts = path.split('/').filter(|part| !part.is_empty()).skip_while(|part| is_prefix(part));
        match (parts.next(), parts.next()) {
            (Some(section), Some(slug)) if section.eq_ignore_ascii_case("in") => Self::from_slug(slug),
            _ => Err(NoProfileAddress::NotAProfile),
        }
    }

    /// The member's part, as it is compared and stored.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this is one of LinkedIn's own ids rather than a name that the member chose.
    #[must_use]
    pub fn is_member_id(&self) -> bool {
        is_member_id(&self.0)
    }

    /// The profile's address for a link: percent-encoded, absolute.
    #[must_use]
    pub fn href(&self) -> String {
        ["https://www.linkedin.com/in/", &percent_encode(&self.0), "/"].concat()
    }
}

impl TryFrom<String> for ProfileAddress {
    type Error = NoProfileAddress;
    fn try_from(slug: String) -> Result<Self, NoProfileAddress> {
        Self::from_slug(&slug)
    }
}

impl From<ProfileAddress> for String {
    fn from(address: ProfileAddress) -> Self {
        address.0
    }
}

impl fmt::Display for ProfileAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The path of an address without its scheme, if its host is LinkedIn's or one of its subdomains.
fn linkedin_path(rest: &str) -> Result<&str, NoProfileAddress> {
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    let host = authority.split(':').next().unwrap_or_default().to_ascii_lowercase();
    if host == "linkedin.com" || host.ends_with(".linkedin.com") {
        Ok(path)
    } else {
        Err(NoProfileAddress::NotAProfile)
    }
}

/// Path parts that LinkedIn puts before `/in/` for mobile pages and for links in mails.
fn is_prefix(part: &str) -> bool {
    ["mwlite", "comm", "m"].iter().any(|prefix| part.eq_ignore_ascii_case(prefix))
}

/// Member ids begin with `ACoA` (or `ACwA`, `AEMA` on other products) and are URL-safe base64.
fn is_member_id(slug: &str) -> bool {
    slug.len() >= 30
        && ["ACo", "ACw", "AEM"].iter().any(|start| slug.starts_with(start))
        && slug.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_member_one_address() {
        for href in [
            "https://www.linkedin.com/in/mia-sample/",
            "https://www.linkedin.com/in/Mia-Sample",
            "http://de.linkedin.com/in/mia-sample?trk=x#top",
            "https://www.linkedin.com/in/mia-sample/en",
            "//www.linkedin.com/in/mia-sample",
            "/in/mia-sample?miniProfileUrn=urn%3Ali%3Afsd_profile%3AACo",
            "/comm/in/mia-sample/",
            "/mwlite/in/mia-sample",
            "linkedin.com/in/mia-sample",
            "in/mia-sample",
            " https://linkedin.com:443/in/mia%2Dsample ",
        ] {
            assert_eq!(ProfileAddress::from_href(href).map(String::from).as_deref(), Ok("mia-sample"), "{href}");
        }
    }

    #[test]
    fn other_links_are_no_profiles() {
        for href in [
            "",
            "/",
            "/in/",
            "/in",
            "/in/me/",
            "linkedin.com/in/Me",
            "/company/crumb/",
            "/feed/",
            "https://example.com/in/mia-sample/",
            "https://linkedin.com.example.com/in/mia/",
            "https://notlinkedin.com/in/mia/",
            "javascript://in/x",
            "/mynetwork/in/mia",
            "mailto:mia@example.com",
        ] {
            assert_eq!(ProfileAddress::from_href(href), Err(NoProfileAddress::NotAProfile), "{href}");
        }
        for href in ["/in/%E0%A4%A", "/in/%FF", "/in/a%2Fb", "/in/%20"] {
            assert_eq!(ProfileAddress::from_href(href), Err(NoProfileAddress::BadSlug), "{href}");
        }
    }

    #[test]
    fn encoded_slugs_and_member_ids() {
        let encoded = ProfileAddress::from_href("/in/zo%C3%AB-m%C3%BCller/").unwrap();
        assert_eq!(encoded, ProfileAddress::from_slug("zoe\u{308}-mu\u{308}ller").unwrap());
        assert_eq!(encoded.href(), "https://www.linkedin.com/in/zo%C3%AB-m%C3%BCller/");
        let id = "ACoAABcDeFgHiJkLmNoPqRsTuVwXyZ0123456789";
        assert_eq!(ProfileAddress::from_slug(id).unwrap().as_str(), id);
        assert!(ProfileAddress::from_slug(id).unwrap().is_member_id());
    }

    proptest! {
        #[test]
        fn never_panics_and_is_stable(text in "\\PC*") {
            if let Ok(address) = ProfileAddress::from_href(&text) {
                prop_assert_eq!(ProfileAddress::from_slug(address.as_str()), Ok(address.clone()));
            }
        }

        #[test]
        fn links_lead_back(slug in "[\\p{L}0-9_.-]{1,40}") {
            if let Ok(address) = ProfileAddress::from_slug(&slug) {
                prop_assert_eq!(ProfileAddress::from_href(&address.href()), Ok(address));
            }
        }
    }
}
