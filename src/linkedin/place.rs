//! Which of LinkedIn's pages an address leads to, as far as invitations are concerned.

use crate::domain::ProfileAddress;

/// Where LinkedIn lists the invitations that wait.
pub const INVITATIONS: &str = "https://www.linkedin.com/mynetwork/invitation-manager/received/";

/// A page of LinkedIn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The list of received invitations, with any filter.
    Invitations,
    /// "My network", which begins with a preview of that list.
    MyNetwork,
    /// A member's profile. While that member's invitation is pending, it has the two answers as well.
    Profile(ProfileAddress),
    /// The notifications, which may bring the two answers along with the news of an invitation.
    Notifications,
    /// LinkedIn's page for a note to a member whom the user is about to invite.
    Inviting(ProfileAddress),
    /// Where somebody signs in or out.
    SignIn,
    /// The list of invitations that the user sent. Nothing is asked there.
    Sent,
    /// Found people, of whom some may have invited the user: their rows may have an Accept.
    Search,
    /// Pages about something else on which people are shown. Of these nothing is read but cards that appear over a name
    /// and side columns: never what people wrote.
    Elsewhere,
    /// Everything else; nothing is read there. Conversations above all.
    Other,
}

/// The first part of addresses under which people are shown, in pages about something else.
const ELSEWHERE: [&str; 10] =
    ["feed", "company", "school", "showcase", "groups", "events", "posts", "pulse", "newsletters", "jobs"];

impl Place {
    /// The place of an absolute address, as `location.href` gives it.
    ///
    /// - Only `https`, only `linkedin.com` and its subdomains, only their usual port.
    /// - Mobile pages (`/mwlite/…`) and links from mails (`/comm/…`) lead to the same places.
    /// - Whatever stands under `/mynetwork/invitation-manager/` is the received list, but for `sent`.
    /// - `/in/me/` leads to the user's own profile and is [`Place::Other`]: nobody invites themselves, and
    ///   `me` is nobody's address.
    /// - A profile's own sub-pages (`/details/…`, `/recent-activity/…`) have no answers of its owner's and are
    ///   [`Place::Elsewhere`]; `/overlay/…` shows a dialog over the profile, and a two-letter language
    ///   shows it translated, so those are the profile.
    #[must_use]
    pub fn from_url(url: &str) -> Self {
        let Some(path) = linkedin_path(url) else { return Self::Other };
        let mut parts = path.split('/').filter(|part| !part.is_empty()).peekable();
        let mobile = parts.peek().is_some_and(|part| is(part, "mwlite"));
        while parts.next_if(|part| is(part, "mwlite") || is(part, "comm") || is(part, "m")).is_some() {}
        let parts: Vec<&str> = parts.take(5).collect();
        match parts.as_slice() {
            [first] if is(first, "mynetwork") => Self::MyNetwork,
            [first, second] if is(first, "mynetwork") && is(second, "grow") => Self::MyNetwork,
            [first, second, rest @ ..] if is(first, "mynetwork") && is(second, "invitation-manager") => match rest {
                [tab, ..] if is(tab, "sent") => Self::Sent,
                _ => Self::Invitations,
            },
            [first] if mobile && is(first, "invite") => Self::Invitations,
            [first] if is(first, "notifications") => Self::Notifications,
            [first, second] if is(first, "preload") && INVITING.iter().any(|name| is(second, name)) => {
                invited(url).map_or(Self::Other, Self::Inviting)
            }
            [first, ..] if SIGN_IN.iter().any(|name| is(first, name)) => Self::SignIn,
            [first, slug, rest @ ..] if is(first, "in") => match ProfileAddress::from_slug(slug) {
                Ok(address) if shows_profile(rest) => Self::Profile(address),
                Ok(_) => Self::Elsewhere,
                Err(_) => Self::Other,
            },
            [first, second, kind, ..] if is(first, "search") && is(second, "results") => {
                if is(kind, "people") || is(kind, "all") { Self::Search } else { Self::Elsewhere }
            }
            [first, _, ..] if is(first, "mynetwork") => Self::Elsewhere,
            [first, ..] if ELSEWHERE.iter().any(|known| is(first, known)) => Self::Elsewhere,
            _ => Self::Other,
        }
    }

    /// Whether invitations can be read here.
    #[must_use]
    pub fn reads_cards(&self) -> bool {
        !matches!(self, Self::Sent | Self::Other)
    }

    /// Whether two answers beside a person's name are most likely those to an invitation. Elsewhere much else is answered, so
    /// the page must say "connect".
    #[must_use]
    pub fn is_for_invitations(&self) -> bool {
        matches!(self, Self::Invitations | Self::MyNetwork | Self::Profile(_))
    }

    /// Whether the sidebar may open here without being asked: only where the user came to decide.
    #[must_use]
    pub fn opens_by_itself(&self) -> bool {
        matches!(self, Self::Invitations)
    }
}

/// Below `/preload/`: the page for a note to whom one invites, as it is reached from a profile and from a search.
const INVITING: [&str; 2] = ["custom-invite", "search-custom-invite"];

/// Where nobody is signed in, or somebody is about to be: `/login`, `/checkpoint/lg/…`, `/uas/login`, `/m/logout`.
const SIGN_IN: [&str; 7] = ["login", "logout", "signup", "checkpoint", "uas", "authwall", "login-submit"];

/// Whom an address of LinkedIn's page for a note invites.
pub(super) fn invited(url: &str) -> Option<ProfileAddress> {
    let query = url.split_once('?')?.1.split('#').next()?;
    let slug = query.split('&').find_map(|part| part.strip_prefix("vanityName="))?;
    ProfileAddress::from_slug(slug).ok()
}

fn is(part: &str, name: &str) -> bool {
    part.eq_ignore_ascii_case(name)
}

/// Whether a profile is still shown with this behind its slug.
fn shows_profile(rest: &[&str]) -> bool {
    match rest {
        [] => true,
        [first, ..] if is(first, "overlay") => true,
        [language] => language.len() == 2 && language.bytes().all(|b| b.is_ascii_alphabetic()),
        _ => false,
    }
}

/// The path of an address of LinkedIn's site.
fn linkedin_path(url: &str) -> Option<&str> {
    let (scheme, rest) = url.trim().split_once("://")?;
    if !scheme.eq_ignore_ascii_case("https") {
        return None;
    }
    let rest = rest.split(['?', '#']).next()?;
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let host = authority.strip_suffix(":443").unwrap_or(authority).to_ascii_lowercase();
    let ours = host == "linkedin.com" || host.strip_suffix(".linkedin.com").is_some_and(is_subdomain);
    ours.then_some(path)
}

fn is_subdomain(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'.')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn mia() -> ProfileAddress {
        ProfileAddress::from_slug("mia-sample").unwrap()
    }

    fn profile(slug: &str) -> Place {
        Place::Profile(ProfileAddress::from_slug(slug).unwrap())
    }

    #[test]
    fn received_invitations() {
        let list = "https://www.linkedin.com/mynetwork/invitation-manager";
        for rest in [
            "",
            "/",
            "?x=1",
            "/received",
            "/received/",
            "/received/ALL/",
            "/received/CONNECTION/",
            "/received/CONNECTION",
            "/received/PEOPLE_WITH_MUTUAL_CONNECTION/",
            "/received/PEOPLE_WITH_MUTUAL_SCHOOL/?x#y",
            "/?invitationType=CONNECTION",
            "/?filterCriteria=null",
            "/received/?filterCriteria=&invitationType=",
            "//received//",
        ] {
            assert_eq!(Place::from_url(&format!("{list}{rest}")), Place::Invitations, "{rest}");
        }
    }

    #[test]
    fn places() {
        for (url, place) in [
            ("https://www.linkedin.com/mynetwork/invitation-manager/sent/", Place::Sent),
            ("https://www.linkedin.com/mynetwork/invitation-manager/sent/CONNECTION/", Place::Sent),
            ("https://www.linkedin.com/mynetwork/", Place::MyNetwork),
            ("https://www.linkedin.com/mynetwork/?trk=x", Place::MyNetwork),
            ("https://www.linkedin.com/mynetwork/?", Place::MyNetwork),
            ("https://www.linkedin.com/mynetwork/grow/", Place::MyNetwork),
            ("https://www.linkedin.com/mwlite/mynetwork/", Place::MyNetwork),
            ("https://www.linkedin.com/mwlite/mynetwork/invitation-manager/received/", Place::Invitations),
            ("https://www.linkedin.com/mwlite/invite", Place::Invitations),
            ("https://www.linkedin.com/comm/mynetwork/invitation-manager/", Place::Invitations),
            ("https://www.linkedin.com:443/mynetwork/invitation-manager/", Place::Invitations),
            ("https://www.linkedin.com/preload/custom-invite/?vanityName=mia-sample", Place::Inviting(mia())),
            (
                "https://www.linkedin.com/preload/search-custom-invite/?x=1&vanityName=Mia%2Dsample#y",
                Place::Inviting(mia()),
            ),
            ("https://www.linkedin.com/preload/custom-invite/", Place::Other),
            ("https://www.linkedin.com/preload/custom-invite/?vanityName=", Place::Other),
            ("https://www.linkedin.com/preload/other/?vanityName=mia-sample", Place::Other),
            ("https://www.linkedin.com/login", Place::SignIn),
            ("https://www.linkedin.com/m/logout/", Place::SignIn),
            ("https://www.linkedin.com/checkpoint/lg/login-submit", Place::SignIn),
            ("https://www.linkedin.com/uas/login?x=1", Place::SignIn),
            ("https://www.linkedin.com/in/login/", profile("login")),
            ("https://de.linkedin.com/in/mia-sample/", profile("mia-sample")),
            ("https://www.linkedin.com/in/Mia-Sample", profile("mia-sample")),
            ("https://www.linkedin.com/comm/in/zo%C3%AB/?x", profile("zoë")),
            ("https://www.linkedin.com/in/mia-sample/de/", profile("mia-sample")),
            ("https://www.linkedin.com/in/mia-sample/overlay/contact-info/", profile("mia-sample")),
            ("https://www.linkedin.com/in/mia-sample/details/skills/", Place::Elsewhere),
            ("https://www.linkedin.com/in/mia-sample/recent-activity/all/", Place::Elsewhere),
            ("https://www.linkedin.com/in/me/", Place::Other),
            ("https://www.linkedin.com/in/", Place::Other),
            ("https://www.linkedin.com/invite", Place::Other),
            ("https://www.linkedin.com/mynetwork/invite-connect/connections/", Place::Elsewhere),
            ("https://www.linkedin.com/mynetwork/catch-up/all/", Place::Elsewhere),
            ("https://www.linkedin.com/comm/mynetwork/discovery-see-all?usecase=PEOPLE_FOLLOWS", Place::Elsewhere),
            ("https://www.linkedin.com/messaging/compose/?invitation=urn", Place::Other),
            ("https://www.linkedin.com/notifications/?filter=all", Place::Notifications),
            ("https://www.linkedin.com/notifications/settings/", Place::Other),
            ("https://www.linkedin.com/feed/", Place::Elsewhere),
            ("https://www.linkedin.com/feed/update/urn:li:activity:1/", Place::Elsewhere),
            ("https://www.linkedin.com/search/results/people/?keywords=mia", Place::Search),
            ("https://www.linkedin.com/search/results/all/?keywords=mia", Place::Search),
            ("https://www.linkedin.com/search/results/content/?keywords=mia", Place::Elsewhere),
            ("https://www.linkedin.com/company/crumb/people/", Place::Elsewhere),
            ("https://www.linkedin.com/groups/1234/members/", Place::Elsewhere),
            ("https://www.linkedin.com/messaging/thread/2-x/", Place::Other),
            ("https://www.linkedin.com/messaging/", Place::Other),
            ("https://www.linkedin.com/mypreferences/d/", Place::Other),
            ("https://www.linkedin.com/sales/home", Place::Other),
            ("https://www.linkedin.com/", Place::Other),
            ("http://www.linkedin.com/mynetwork/", Place::Other),
            ("https://www.linkedin.com:8443/mynetwork/", Place::Other),
            ("https://linkedin.com.example.com/mynetwork/", Place::Other),
            ("https://notlinkedin.com/mynetwork/", Place::Other),
            ("https://user@www.linkedin.com/mynetwork/", Place::Other),
            ("https://example.com/?https://www.linkedin.com/mynetwork/", Place::Other),
            ("https://example.com#.linkedin.com/mynetwork/", Place::Other),
            ("/mynetwork/", Place::Other),
            ("", Place::Other),
        ] {
            assert_eq!(Place::from_url(url), place, "{url}");
        }
    }

    #[test]
    fn what_is_done_where() {
        assert!(Place::Invitations.reads_cards() && Place::Invitations.opens_by_itself());
        assert!(profile("x").reads_cards() && !profile("x").opens_by_itself());
        assert!(Place::MyNetwork.reads_cards() && !Place::MyNetwork.opens_by_itself());
        assert!(Place::Notifications.reads_cards() && !Place::Notifications.opens_by_itself());
        assert!(Place::Search.reads_cards() && !Place::Search.opens_by_itself() && !Place::Search.is_for_invitations());
        assert!(Place::Elsewhere.reads_cards() && !Place::Elsewhere.opens_by_itself());
        assert!(!Place::Elsewhere.is_for_invitations() && !Place::Notifications.is_for_invitations());
        assert!(!Place::Sent.reads_cards() && !Place::Other.reads_cards());
    }

    proptest! {
        #[test]
        fn never_panics(url in "\\PC*", tail in "[a-z/?#%:@.-]*") {
            let _ = Place::from_url(&url);
            let _ = Place::from_url(&format!("https://www.linkedin.com/{tail}"));
        }
    }
}
