//! Documents as tests build and change them. Knows no parser, so that whoever serves pages can use it too.

use std::fmt::Write as _;

/// A text or an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dom {
    Text(String),
    Element(Element),
}

/// An element with what it holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Element {
    pub tag: String,
    pub attributes: Vec<(String, String)>,
    pub children: Vec<Dom>,
}

/// An element without anything.
pub fn el(tag: &str) -> Element {
    Element { tag: tag.to_owned(), ..Element::default() }
}

impl Element {
    /// Sets an attribute.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.set(name, value);
        self
    }

    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.attributes.retain(|(known, _)| known != name);
        self.attributes.push((name.to_owned(), value.into()));
    }

    /// Adds text; next to other text it is one with it, as a parser has it.
    #[must_use]
    pub fn text(mut self, text: impl Into<String>) -> Self {
        let text = text.into();
        match self.children.last_mut() {
            Some(Dom::Text(last)) => last.push_str(&text),
            _ if text.is_empty() => {}
            _ => self.children.push(Dom::Text(text)),
        }
        self
    }

    /// Adds a child.
    #[must_use]
    pub fn child(mut self, child: Element) -> Self {
        self.children.push(Dom::Element(child));
        self
    }

    /// Adds children.
    #[must_use]
    pub fn all(mut self, children: impl IntoIterator<Item = Element>) -> Self {
        self.children.extend(children.into_iter().map(Dom::Element));
        self
    }

    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The document as text, as a server would send it.
    pub fn html(&self) -> String {
        let mut html = String::from("<!DOCTYPE html>");
        self.write(&mut html);
        html
    }

    fn write(&self, html: &mut String) {
        let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
        write!(html, "<{}", self.tag).expect("a string takes it");
        for (name, value) in &self.attributes {
            write!(html, " {name}=\"{}\"", escape(value)).expect("a string takes it");
        }
        html.push('>');
        if matches!(self.tag.as_str(), "img" | "br" | "hr" | "input" | "meta" | "link") {
            return;
        }
        for child in &self.children {
            match child {
                Dom::Text(text) => html.push_str(&escape(text)),
                Dom::Element(child) => child.write(html),
            }
        }
        write!(html, "</{}>", self.tag).expect("a string takes it");
    }
}
