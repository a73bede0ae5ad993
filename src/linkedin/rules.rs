//! What the content script looks for on a page. Data only: it knows nothing of LinkedIn itself.

use serde::{Deserialize, Serialize};

use super::Place;

/// How to find and copy the subtrees that could be invitations. All selectors are CSS.
///
/// For every element that matches `control` the script climbs to the smallest ancestor that has at least
/// `min_controls` controls and, if there is an `anchor`, something that matches it. That core is then
/// widened to the candidate:
/// - to the nearest ancestor that matches `item`, if there is one below `outside` and within the limits;
/// - else as long as the parent is not `outside`, stays within the limits, and does not bring in *both*
///   another control and (if there is an anchor) a link to another profile. What brings only one of the
///   two still belongs to the card: a line with mutual connections, or a message with its "see more".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Rules {
    /// The links that a card has at least one of; links to profiles. `None` where the whole page is about
    /// one sender: there the candidates are small groups of controls.
    pub anchor: Option<String>,
    /// What can be clicked to answer, and everything that must not be taken for it.
    pub control: String,
    /// What a page marks as one entry of a list; the best root there is.
    pub item: String,
    /// What is never part of a candidate: the list itself and everything around it.
    pub outside: String,
    /// Subtrees that are neither searched nor copied: scripts, side columns, dialogs but those that list people (LinkedIn's own
    /// "take care when connecting" has an Accept that is none of ours).
    pub skip: String,
    /// The page's main part. If there is one, what neither stands in it nor holds it is left out like `skip`:
    /// message windows have an Accept as well, and so do cookie banners.
    pub main: String,
    /// Where the page shows whose it is: of each of these, the texts of the first few elements are told with every report.
    /// Empty where nobody asks.
    pub names: Vec<String>,
    /// What is told when it is pressed, with a copy of it; the press itself goes its way. `None` where the user doesn't
    /// want that.
    pub press: Option<String>,
    /// The attributes that are copied with an element.
    pub attributes: Vec<String>,
    /// How many controls make a candidate.
    pub min_controls: u32,
    /// More controls than this are a list, a toolbar or a page.
    pub max_controls: u32,
    /// More elements than this are no card.
    pub max_nodes: u32,
    /// How many characters of text are copied of one candidate. A long text is cut so that what comes
    /// after it still finds room; controls are copied however long the text is.
    pub max_text: u32,
    /// How many candidates are followed at a time.
    pub max_candidates: u32,
}

/// Buttons, what plays one, and links that carry a label of their own: LinkedIn's Accept is sometimes a
/// link to the very page it stands on.
const CONTROL: &str = r##"button,[role="button"],input[type="button"],input[type="submit"],a[data-control-name="accept"],a[data-control-name="ignore"],a[data-control-name="decline"],a[href=""],a[href^="#"],a:not([href])"##;
/// Links to profiles are no controls in a list: photos and names are labelled, too.
const LIST_LINKS: &str = r#"a[aria-label]:not([href*="/in/"]),a[aria-labelledby]:not([href*="/in/"]),a[href*="/mynetwork/invitation-manager"],a[href*="/mynetwork/grow"]"#;
/// A profile has a copy of the answers in a menu.
const PROFILE_LINKS: &str = r#"a[aria-label],a[aria-labelledby],[role="menuitem"]"#;

const ITEM: &str = r#"li,[role="listitem"],article,[role="article"],[componentkey^="urn:li:invitation:"],[data-view-name="pending-invitation"]"#;

/// Cards that appear over a name. One is an entry by itself, and its mark tells the reader what it is: see
/// `reader::is_hover_card`.
const HOVER: &str = r#"[role="tooltip"],[popover],[class*="hovercard"],[class*="hover-card"],[class*="hoverCard"],[id*="hovercard"],[data-testid*="hover"],[componentkey*="hover"],[componentkey*="Hover"],[data-view-name*="hover"]"#;

/// A list of answers or of mutual connections' faces stands inside a card: only what holds entries with controls
/// of their own is a list of cards.
const OUTSIDE: &str = r#"html,body,main,[role="main"],ul:has(a[href*="/in/"]),ol:has(a[href*="/in/"]),[role="list"]:has(a[href*="/in/"]),[role="feed"],nav,[role="navigation"],[role="banner"],[role="contentinfo"],aside,dialog,[role="dialog"],table,tbody,[data-testid="lazy-column"],[data-component-type="LazyColumn"],[data-sdui-screen],[componentkey="InvitationManagerPage_InvitationsList"],[componentkey="MyNetwork_InvitationsPreview"]"#;

/// A tooltip that links to nobody explains a button.
const SKIP: &str = r##"script,style,noscript,template,iframe,object,video,audio,canvas,svg :not(title),[role="alertdialog"],[role="tooltip"]:not(:has(a[href*="/in/"])),nav,[role="navigation"],[role="contentinfo"],#msg-overlay,[id^="artdeco-global-alert"]"##;
const ASIDE: &str = r#"aside,[role="complementary"]"#;
/// Side columns may hold conversations, which are nobody's business.
const CONVERSATIONS: &str =
    r#":is(aside,[role="complementary"]):has(textarea,[contenteditable],a[href*="/messaging/thread"])"#;

const MENU: &str = r#"[role="menu"]"#;
const DIALOG: &str = r#":is(dialog,[role="dialog"],[aria-modal="true"])"#;
/// Invitations may be listed in a dialog; with the bare words alone it could list anything.
const LISTS_PEOPLE: &str = r#":has(:is(li,[role="listitem"],[role="row"],article) a[href*="/in/"]):has(:is(li,[role="listitem"],[role="row"],article) :is(button,a,[role="button"]):is([aria-label],[aria-labelledby]))"#;

const MAIN: &str = r#"main,[role="main"]"#;
/// Headers that stick to the top stand beside a page's main part.
const STICKY: &str = r#"[class*="sticky"],[class*="Sticky"]"#;

/// Where a profile shows its owner's name. A name may be a paragraph.
const OWNER_NAMES: [&str; 2] = [
    "main h1,main h2,[role=main] h1,[role=main] h2,h1,main [role=heading],[role=main] [role=heading]",
    "main p,[role=main] p",
];

/// What could be a Connect, on a profile, in its header or in its menu.
const PRESS: &str = r#"button,[role="button"],[role="menuitem"],a[href*="custom-invite"]"#;

const ATTRIBUTES: [&str; 21] = [
    "href",
    "role",
    "aria-label",
    "aria-labelledby",
    "aria-hidden",
    "aria-expanded",
    "aria-haspopup",
    "alt",
    "title",
    "id",
    "name",
    "type",
    "value",
    "lang",
    "componentkey",
    "data-view-name",
    "data-control-name",
    "data-testid",
    "data-sdui-screen",
    "data-action",
    "popover",
];

impl Rules {
    /// The rules for a place, `None` where nothing is read.
    #[must_use]
    pub fn for_place(place: &Place) -> Option<Self> {
        if !place.reads_cards() {
            return None;
        }
        let profile = matches!(place, Place::Profile(_));
        // Every page has a head: where only certain parts are read, nothing else is taken for the main part.
        let (skip, main) = match place {
            // A header with a copy of the answers stands anywhere. On a profile controls must name its owner.
            Place::Profile(_) => (format!("{SKIP},{ASIDE},{DIALOG}"), "html".to_owned()),
            Place::Elsewhere => {
                (format!("{SKIP},{CONVERSATIONS},{MENU},{DIALOG}:not({LISTS_PEOPLE})"), format!("head,{ASIDE},{HOVER}"))
            }
            Place::Search => {
                (format!("{SKIP},{ASIDE},{MENU},{DIALOG}:not({LISTS_PEOPLE})"), format!("head,{MAIN},{HOVER}"))
            }
            _ => (
                format!("{SKIP},{ASIDE},{MENU},{DIALOG}:not({LISTS_PEOPLE})"),
                format!("{MAIN},{STICKY},{HOVER},{DIALOG}{LISTS_PEOPLE}"),
            ),
        };
        let elsewhere = matches!(place, Place::Search | Place::Elsewhere);
        Some(Self {
            anchor: (!profile).then(|| r#"a[href*="/in/"]"#.to_owned()),
            control: format!("{CONTROL},{}", if profile { PROFILE_LINKS } else { LIST_LINKS }),
            item: format!("{ITEM},{HOVER}"),
            outside: OUTSIDE.to_owned(),
            skip,
            main,
            names: if profile { OWNER_NAMES.map(str::to_owned).to_vec() } else { Vec::new() },
            press: None,
            attributes: ATTRIBUTES.map(str::to_owned).to_vec(),
            // A row of a search may have Accept alone.
            min_controls: if *place == Place::Search { 1 } else { 2 },
            // Two answers, "see more", "reply", "report", an overflow menu, labelled links; twice, where a
            // page holds a copy for narrow windows.
            max_controls: if elsewhere { 8 } else { 16 },
            // Cards have 40 to 90 elements. What is longer elsewhere is something that people wrote.
            max_nodes: if elsewhere { 250 } else { 600 },
            // A note has 300 characters at most, a headline 220; the rest is labels and mutual connections.
            max_text: if elsewhere { 3000 } else { 6000 },
            // LinkedIn adds ten at a time; 200 loaded cards were seen, each may hold a second candidate.
            max_candidates: 2000,
        })
    }

    /// The same, with presses of what could be a Connect told as well.
    #[must_use]
    pub fn with_presses(self) -> Self {
        Self { press: Some(PRESS.to_owned()), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ProfileAddress;

    #[test]
    fn rules_are_for_pages_with_cards() {
        assert!(Rules::for_place(&Place::Sent).is_none() && Rules::for_place(&Place::Other).is_none());
        let list = Rules::for_place(&Place::Invitations).unwrap();
        assert!(list.anchor.is_some());
        let profile = Place::Profile(ProfileAddress::from_slug("mia-sample").unwrap());
        assert!(Rules::for_place(&profile).unwrap().anchor.is_none());
    }

    #[test]
    fn the_script_gets_the_names_it_knows() {
        let rules = serde_json::to_value(Rules::for_place(&Place::Invitations).unwrap()).unwrap();
        let mut names: Vec<&String> = rules.as_object().unwrap().keys().collect();
        names.sort();
        assert_eq!(
            names,
            [
                "anchor",
                "attributes",
                "control",
                "item",
                "main",
                "maxCandidates",
                "maxControls",
                "maxNodes",
                "maxText",
                "minControls",
                "names",
                "outside",
                "press",
                "skip"
            ]
        );
    }
}
