//! How a page is made: what is the same for all its cards.

use super::chance::Chance;
use super::speech::{Speech, languages};
use crate::dom::{Element, el};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Generation {
    /// Ember, 2017 to 2020: `data-control-name`, the message before the answers.
    Ember2018,
    /// Artdeco, 2020 to 2025: a list, the message behind.
    Artdeco,
    /// SDUI, since 2025: hashed classes, `role=listitem`.
    Sdui,
    /// Invented: no list, no roles, everything side by side.
    Flat,
    /// Invented: a grid of tiles, the answers below each other.
    Grid,
    /// Invented: articles with headings, the answers in a list of their own.
    Article,
    /// Invented: slides of a carousel.
    Carousel,
    /// Invented: elements of its own, generic in name and many in number.
    Custom,
}

pub const GENERATIONS: [Generation; 8] = [
    Generation::Ember2018,
    Generation::Artdeco,
    Generation::Sdui,
    Generation::Flat,
    Generation::Grid,
    Generation::Article,
    Generation::Carousel,
    Generation::Custom,
];

/// How a control tells what it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// A sentence with the name in `aria-label`, a word to see.
    Named,
    /// The word alone.
    Bare,
    /// `aria-label` repeats the word.
    Repeated,
    /// `aria-labelledby` points to the word and the name.
    Pointed,
    /// The sentence is text that only screen readers get.
    Spoken,
    /// A picture, with the sentence in `aria-label`.
    Icon,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    None,
    Named,
    Hashed,
}

pub struct Style {
    pub speech: &'static Speech,
    pub generation: Generation,
    pub label: Label,
    /// Which of the language's pairs of sentences.
    pub sentence: usize,
    pub class: Class,
    /// Wrappers around things, in percent.
    pub wrappers: usize,
    /// Tag and role of the answers: Accept may be another than Ignore.
    pub accept: Shape,
    pub ignore: Shape,
    /// The name comes with "wants to connect".
    pub wants: bool,
    pub marked: bool,
    /// What the page says of its language: right, nothing, or something else.
    pub lang: String,
    /// Whether Accept comes first in lists.
    pub accept_first: bool,
    /// The sentence that the last name came with.
    pub said: Option<&'static str>,
    /// How many other things somebody was invited to.
    pub things: usize,
    pub noises: Vec<&'static str>,
    /// Where a link leads that stays on the page.
    pub here: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Button,
    Role,
    LinkHere,
    LinkBare,
    LinkRole,
}

impl Style {
    pub fn any(chance: &mut Chance) -> Self {
        let speech = chance.pick(languages());
        let generation = *chance.pick(&GENERATIONS);
        let label = *chance.pick(match generation {
            Generation::Ember2018 => [Label::Bare; 6].as_slice(),
            Generation::Artdeco => &[Label::Named, Label::Named, Label::Bare],
            Generation::Sdui => &[Label::Named],
            _ => {
                &[Label::Named, Label::Named, Label::Bare, Label::Repeated, Label::Pointed, Label::Spoken, Label::Icon]
            }
        });
        let shapes = [Shape::Button, Shape::Button, Shape::Role, Shape::LinkHere, Shape::LinkBare, Shape::LinkRole];
        let known = matches!(generation, Generation::Ember2018 | Generation::Artdeco);
        let (accept, ignore) = match generation {
            _ if known => (Shape::Button, Shape::Button),
            Generation::Sdui => (*chance.pick(&[Shape::Button, Shape::LinkHere]), Shape::Button),
            _ => (*chance.pick(&shapes), *chance.pick(&shapes)),
        };
        let mut style = Self {
            speech,
            generation,
            label,
            sentence: chance.below(8),
            class: match generation {
                _ if known => Class::Named,
                Generation::Sdui => Class::Hashed,
                _ => *chance.pick(&[Class::None, Class::Named, Class::Hashed]),
            },
            wrappers: *chance.pick(if known { &[0, 10] } else { &[0, 15, 40] }),
            accept,
            ignore,
            wants: chance.of(40),
            marked: matches!(generation, Generation::Sdui) && chance.of(60),
            lang: match chance.below(10) {
                0 => String::new(),
                1 if !speech.is_foreign() => "en".to_owned(),
                _ => speech.lang(),
            },
            accept_first: false,
            said: None,
            things: 0,
            noises: Vec::new(),
            here: "https://www.linkedin.com/mynetwork/invitation-manager/received/".to_owned(),
        };
        style.note(match label {
            Label::Named => "label with name",
            Label::Bare => "no label",
            Label::Repeated => "label without name",
            Label::Pointed => "labelledby",
            Label::Spoken => "hidden sentence",
            Label::Icon => "icon only",
        });
        // Where neither the words nor the page's language are known, the order is all there is.
        if !known && generation != Generation::Sdui && !speech.is_foreign() && chance.of(12) {
            style.accept_first = style.lang == speech.lang();
        }
        if style.accept_first {
            style.note("accept first");
        }
        if style.wrappers > 0 {
            style.note("extra wrappers");
        }
        if style.accept != Shape::Button || style.ignore != Shape::Button {
            style.note("answers are no buttons");
        }
        if style.lang != speech.lang() {
            style.note("wrong page language");
        }
        style
    }

    pub fn note(&mut self, noise: &'static str) {
        if !self.noises.contains(&noise) {
            self.noises.push(noise);
        }
    }

    /// An element with a class that fits the page.
    pub fn el(&self, tag: &str, class: &str, chance: &mut Chance) -> Element {
        match self.class {
            Class::None => el(tag),
            Class::Named => el(tag).with("class", class),
            Class::Hashed => el(tag).with("class", format!("_{:08x}", chance.below(u32::MAX as usize))),
        }
    }

    /// What surrounds things for no reason.
    pub fn wrap(&self, inner: Element, chance: &mut Chance) -> Element {
        let mut outer = inner;
        while chance.of(self.wrappers) {
            outer = self.el("div", "wrap", chance).child(outer);
        }
        outer
    }

    /// The same for what stands in a line.
    pub fn wrap_inline(&self, inner: Element, chance: &mut Chance) -> Element {
        if chance.of(self.wrappers) { self.el("span", "wrap", chance).child(inner) } else { inner }
    }

    /// A control: `said` is the sentence with the name, `shown` the word.
    pub fn control(&self, shape: Shape, said: &str, shown: &str, name: &str, chance: &mut Chance) -> Element {
        let control = match shape {
            Shape::Button => self.el("button", "artdeco-button", chance),
            Shape::Role => self.el("div", "btn", chance).with("role", "button").with("tabindex", "0"),
            Shape::LinkHere => self.el("a", "btn", chance).with("href", self.here.as_str()),
            Shape::LinkBare => self.el("a", "btn", chance).with("tabindex", "0"),
            Shape::LinkRole => self.el("a", "btn", chance).with("role", "button").with("href", "#"),
        };
        let text = || el("span").child(el("span").text(shown));
        // A link that leads to its own page is known as a control by its label.
        let needs_label = shape == Shape::LinkHere;
        match self.label {
            Label::Named => control.with("aria-label", said).child(text()),
            Label::Bare if needs_label => control.with("role", "button").child(text()),
            Label::Bare => control.child(text()),
            Label::Repeated => control.with("aria-label", shown).child(text()),
            Label::Pointed => {
                let id = format!("x{}", chance.below(1 << 30));
                control
                    .with("aria-labelledby", format!("{id} {id}n"))
                    .child(text().with("id", id.as_str()))
                    .child(el("span").with("hidden", "").with("id", format!("{id}n")).text(name))
            }
            Label::Spoken => {
                let control = if needs_label { control.with("role", "button") } else { control };
                control
                    .child(el("span").with("aria-hidden", "true").text(shown))
                    .child(el("span").with("class", "visually-hidden").text(said))
            }
            Label::Icon => {
                control.with("aria-label", said).child(el("svg").with("aria-hidden", "true").child(el("path")))
            }
        }
    }
}
