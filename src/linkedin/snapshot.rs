//! What the content script sends of a page: the few subtrees that could hold an invitation.
//!
//! The content script knows nothing of LinkedIn. It follows [`super::Rules`], and numbers the elements
//! that an order could later speak of; numbers stay with their element for the life of the document.

use crate::domain::sorted::SortedMap;
use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

/// The content script's number for one element of one document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct NodeId(pub u32);

/// One element with what it holds, or a piece of text.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Node {
    /// A text node; white space as in the page.
    Text(String),
    /// An element.
    Element(Element),
}

/// By hand: a derived untagged enum would copy every subtree once a level.
impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NodeVisitor;
        impl<'de> Visitor<'de> for NodeVisitor {
            type Value = Node;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text or an element")
            }
            fn visit_str<E>(self, text: &str) -> Result<Node, E> {
                Ok(Node::Text(text.to_owned()))
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Node, A::Error> {
                Element::deserialize(MapAccessDeserializer::new(map)).map(Node::Element)
            }
        }
        deserializer.deserialize_any(NodeVisitor)
    }
}

/// One element of a snapshot. Names are short because pages are long.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Element {
    /// Tag name in lower case.
    #[serde(rename = "t")]
    pub tag: String,
    /// The element's number, given to controls, links and the candidate's root.
    #[serde(rename = "i", default, skip_serializing_if = "Option::is_none")]
    pub id: Option<NodeId>,
    /// The attributes that [`super::Rules::attributes`] asks for, as written in the page.
    #[serde(rename = "a", default, skip_serializing_if = "SortedMap::is_empty")]
    pub attributes: SortedMap<String, String>,
    /// Whether the element is not rendered: `display: none`, `visibility: hidden`, or without size.
    #[serde(rename = "h", default, skip_serializing_if = "std::ops::Not::not")]
    pub hidden: bool,
    /// Whether this element is one of the rules' controls.
    #[serde(rename = "k", default, skip_serializing_if = "std::ops::Not::not")]
    pub control: bool,
    /// Children in document order, those of an open shadow root first.
    #[serde(rename = "c", default, skip_serializing_if = "Vec::is_empty")]
    pub children: Vec<Node>,
}

/// A subtree that could be an invitation card: it holds what the rules ask for, and nothing around it
/// that belongs to it was left out.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// The number of the subtree's root.
    pub root: NodeId,
    /// The subtree.
    pub tree: Element,
}

/// What is known of a page besides its candidates.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PageShot {
    /// `location.href`.
    pub url: String,
    /// `document.documentElement.lang`, may be empty or wrong.
    #[serde(default)]
    pub lang: String,
    /// `document.title`.
    #[serde(default)]
    pub title: String,
    /// What stands where the page shows whose it is ([`super::Rules::names`]).
    #[serde(default)]
    pub headings: Vec<String>,
}

impl Element {
    /// The value of an attribute, if it was asked for and is there.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }

    /// All visible text inside, in document order, pieces of different elements separated by a space.
    #[must_use]
    pub fn text(&self) -> String {
        fn collect(element: &Element, into: &mut String) {
            for child in &element.children {
                match child {
                    Node::Text(text) => into.push_str(text),
                    Node::Element(child) if child.hidden => {}
                    Node::Element(child) => {
                        into.push(' ');
                        collect(child, into);
                        into.push(' ');
                    }
                }
            }
        }
        let mut text = String::new();
        collect(self, &mut text);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
